//! Reads `tables.toml`, and writes the tables for the browser's script.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::{Token, numerals, roman, stem};
use crate::language::{ByLanguage, Language};

static BUILT_IN: LazyLock<Tables> = LazyLock::new(|| {
    Tables::parse(include_str!("tables.toml"))
        .expect("tables.toml is part of the binary, and a test proves that it parses")
});

/// How words become terms.
#[derive(Debug)]
pub struct Tables {
    letters: BTreeMap<char, String>,
    digraphs: Vec<(String, char)>,
    /// Last letters and what they become.
    pub(super) voicing: Vec<(char, char)>,
    ordinal_endings: BTreeSet<String>,
    languages: ByLanguage<LanguageTables>,
}

/// The suffixes, stems and small words of one language; folded, but for the suffixes of English.
#[derive(Debug, Default)]
pub(super) struct LanguageTables {
    stop: BTreeSet<String>,
    /// Stems of ordinals and their values.
    ordinals: BTreeMap<String, u32>,
    /// Words for tens, which an ordinal of one digit may follow.
    tens: BTreeMap<String, u32>,
    pub(super) back: String,
    pub(super) front: String,
    pub(super) open: String,
    pub(super) loan: String,
    /// Whether what is left of a word that is not known is cut again, until nothing comes off.
    pub(super) again: bool,
    pub(super) known: BTreeSet<String>,
    pub(super) replace: BTreeMap<String, String>,
    pub(super) layers: Vec<Layer>,
}

/// Suffixes of which a word has at most one.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) suffixes: BTreeMap<String, Suffix>,
    /// The length of the longest, in bytes.
    pub(super) longest: usize,
    /// How many letters must be left.
    pub(super) least: usize,
    pub(super) harmony: bool,
    /// Whether a known stem must be left.
    pub(super) known: bool,
}

/// A suffix of a layer.
#[derive(Debug, Default)]
pub(super) struct Suffix {
    /// The letters that may stand before it; none means any.
    pub(super) after: String,
    pub(super) replacement: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    letters: BTreeMap<String, String>,
    digraphs: Pairs,
    voicing: Pairs,
    ordinal: Endings,
    kk: LanguageFile,
    ru: LanguageFile,
    en: LanguageFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairs {
    pairs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    endings: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguageFile {
    stop: String,
    ordinals: String,
    ordinals_of_tens: String,
    #[serde(default)]
    teens: String,
    tens: String,
    back: String,
    front: String,
    open: String,
    loan: String,
    #[serde(default)]
    again: bool,
    known: String,
    replace: Vec<String>,
    classes: BTreeMap<String, String>,
    layer: Vec<LayerFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayerFile {
    #[serde(rename = "name")]
    _name: String,
    #[serde(default = "least")]
    least: usize,
    #[serde(default = "yes")]
    harmony: bool,
    #[serde(default)]
    known: bool,
    suffixes: Vec<String>,
}

const fn least() -> usize {
    stem::LEAST
}

const fn yes() -> bool {
    true
}

impl Tables {
    /// The tables that are part of the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Reads tables; the error says what is wrong with the file.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut letters = BTreeMap::new();
        for (folded, from) in &file.letters {
            let folded = if folded == "none" { "" } else { folded };
            letters.extend(from.chars().map(|letter| (letter, folded.to_owned())));
        }
        let mut digraphs = Vec::new();
        for pair in &file.digraphs.pairs {
            let (latin, letter) = pair.split_once(' ').ok_or_else(|| format!("\"{pair}\" is no pair"))?;
            digraphs.push((latin.to_owned(), letter.chars().next().ok_or("a digraph of nothing")?));
        }
        let mut tables = Self {
            letters,
            digraphs,
            voicing: Vec::new(),
            ordinal_endings: BTreeSet::new(),
            languages: ByLanguage::default(),
        };
        let first = |text: String| text.chars().next().ok_or("a letter that folds to nothing");
        for pair in &file.voicing.pairs {
            let (voiced, voiceless) = pair.split_once(' ').ok_or_else(|| format!("\"{pair}\" is no pair"))?;
            tables.voicing.push((first(tables.fold(voiced))?, first(tables.fold(voiceless))?));
        }
        tables.ordinal_endings =
            file.ordinal.endings.split_whitespace().map(|ending| tables.fold(ending)).collect();
        for (language, file) in
            [(Language::Kazakh, &file.kk), (Language::Russian, &file.ru), (Language::English, &file.en)]
        {
            let read = tables.language(language, file)?;
            tables.languages[language] = read;
            let numbers = tables.ordinals(language, file);
            tables.languages[language].ordinals = numbers;
        }
        Ok(tables)
    }

    fn language(&self, language: Language, file: &LanguageFile) -> Result<LanguageTables, String> {
        // English is cut in its own letters, so what its suffixes are compared with stays unfolded.
        let shape = |text: &str| {
            if language == Language::English { text.to_owned() } else { self.fold(text) }
        };
        let finished = |text: &str| stem::finish(&shape(text), self);
        let tens = file
            .tens
            .split_whitespace()
            .zip(1..)
            .map(|(word, tens)| (stem::finish(&self.fold(word), self), tens * 10));
        let mut replace = BTreeMap::new();
        for pair in &file.replace {
            let (from, to) = pair.split_once(' ').ok_or_else(|| format!("\"{pair}\" is no pair"))?;
            replace.insert(finished(from), finished(to));
        }
        let mut layers = Vec::new();
        for layer in &file.layer {
            let mut suffixes: BTreeMap<String, Suffix> = BTreeMap::new();
            for line in &layer.suffixes {
                let (texts, before) = line.split_once('|').ok_or_else(|| format!("\"{line}\" has no |"))?;
                let mut after = String::new();
                for word in before.split_whitespace() {
                    let letters = file.classes.get(word).map_or(word, String::as_str);
                    let folded: Vec<String> =
                        letters.chars().map(|letter| shape(letter.encode_utf8(&mut [0; 4]))).collect();
                    after.extend(folded.iter().flat_map(|letter| letter.chars().last()));
                }
                for text in texts.split_whitespace() {
                    let (text, replacement) = text.split_once('>').unwrap_or((text, ""));
                    let suffix = suffixes.entry(shape(text)).or_default();
                    suffix.after.extend(
                        after.chars().filter(|letter| !suffix.after.contains(*letter)).collect::<Vec<_>>(),
                    );
                    suffix.replacement = shape(replacement);
                }
            }
            suffixes.remove("");
            layers.push(Layer {
                longest: suffixes.keys().map(String::len).max().unwrap_or(0),
                suffixes,
                least: layer.least,
                harmony: layer.harmony,
                known: layer.known,
            });
        }
        Ok(LanguageTables {
            stop: file.stop.split_whitespace().map(|word| stem::finish(&self.fold(word), self)).collect(),
            ordinals: BTreeMap::new(),
            tens: tens.collect(),
            back: shape(&file.back),
            front: shape(&file.front),
            open: shape(&file.open),
            loan: shape(&file.loan),
            again: file.again,
            known: file.known.split_whitespace().map(finished).collect(),
            replace,
            layers,
        })
    }

    /// Ordinals are known by their stems, which the rest of the tables must be there for.
    fn ordinals(&self, language: Language, file: &LanguageFile) -> BTreeMap<String, u32> {
        let ones = file.ordinals.split_whitespace().zip(1..);
        let tens = file.ordinals_of_tens.split_whitespace().zip(1..).map(|(word, tens)| (word, tens * 10));
        let teens = file.teens.split_whitespace().zip(11..);
        ones.chain(tens).chain(teens).map(|(word, value)| (self.stem(language, word), value)).collect()
    }

    /// A word in the letters a–z: the same for Kazakh, Russian and Latin spellings of one word.
    pub(super) fn fold(&self, word: &str) -> String {
        let mut folded = String::with_capacity(word.len());
        let mut at = 0;
        while let Some(letter) = word[at..].chars().next() {
            let digraph = letter
                .is_ascii_lowercase()
                .then(|| self.digraphs.iter().find(|(latin, _)| word[at..].starts_with(latin.as_str())))
                .flatten();
            let letter = match digraph {
                Some((latin, cyrillic)) => {
                    at += latin.len();
                    *cyrillic
                }
                None => {
                    at += letter.len_utf8();
                    letter
                }
            };
            self.fold_letter(letter, &mut folded);
        }
        folded
    }

    fn fold_letter(&self, letter: char, folded: &mut String) {
        if let Some(known) = self.letters.get(&letter) {
            folded.push_str(known);
            return;
        }
        if letter.is_ascii() {
            folded.push(letter);
            return;
        }
        // An accent goes; the letter under it may be one of ours.
        let plain = std::iter::once(letter).nfd().next().unwrap_or(letter);
        match self.letters.get(&plain) {
            Some(known) => folded.push_str(known),
            None if unicode_normalization::char::is_combining_mark(plain) => {}
            None => folded.push(plain),
        }
    }

    /// The term of a token in a language.
    pub(super) fn key(&self, language: Language, token: Token<'_>) -> String {
        if token.is_number || roman(token.text).is_some() {
            return self.plain(token);
        }
        let stem = self.stem(language, token.text);
        match self.languages[language].ordinals.get(&stem) {
            Some(number) => number.to_string(),
            None => stem,
        }
    }

    /// The term of a token that is taken as it stands; a Roman numeral is its number.
    pub(super) fn plain(&self, token: Token<'_>) -> String {
        if token.is_number {
            let digits = token.text.trim_start_matches('0');
            let digits = &digits[..digits.len().min(stem::LONGEST)];
            return if digits.is_empty() { "0".to_owned() } else { digits.to_owned() };
        }
        roman(token.text)
            .map_or_else(|| stem::finish(&self.fold(token.text), self), |number| number.to_string())
    }

    /// The stem of a word in lower case, folded.
    pub(super) fn stem(&self, language: Language, word: &str) -> String {
        let tables = &self.languages[language];
        if language == Language::English {
            stem::finish(&self.fold(&stem::stem(word, tables, self)), self)
        } else {
            stem::stem(&self.fold(word), tables, self)
        }
    }

    /// Whether a token may be the first word of a number of two.
    pub(super) fn is_tens(&self, language: Language, token: Token<'_>) -> bool {
        self.languages[language].tens.contains_key(&stem::finish(&self.fold(token.text), self))
    }

    /// The number that two tokens make: он бірінші, двадцать первый, twenty-first.
    pub(super) fn compound(
        &self,
        language: Language,
        token: Token<'_>,
        next: Option<Token<'_>>,
    ) -> Option<u32> {
        let tables = &self.languages[language];
        let next = next.filter(|next| !next.is_number && !token.is_number)?;
        let tens = tables.tens.get(&stem::finish(&self.fold(token.text), self))?;
        let ones = tables.ordinals.get(&self.stem(language, next.text)).filter(|&&ones| ones < 10)?;
        Some(tens + ones)
    }

    /// Whether a token is one of the small words of a language.
    pub(super) fn says_nothing(&self, language: Language, token: Token<'_>) -> bool {
        !token.is_number
            && roman(token.text).is_none()
            && self.languages[language].stop.contains(&stem::finish(&self.fold(token.text), self))
    }

    pub(super) fn is_ordinal_ending(&self, word: &str) -> bool {
        self.ordinal_endings.contains(&self.fold(word))
    }

    /// The tables as the browser's script reads them.
    #[must_use]
    pub fn for_script(&self) -> impl Serialize {
        #[derive(Serialize)]
        struct Script<'a> {
            letters: BTreeMap<char, &'a str>,
            digraphs: BTreeMap<&'a str, char>,
            voicing: BTreeMap<char, char>,
            endings: String,
            /// Roman numerals from 1 on.
            numerals: String,
            languages: BTreeMap<&'static str, ScriptLanguage<'a>>,
        }
        #[derive(Serialize)]
        struct ScriptLanguage<'a> {
            stop: String,
            known: String,
            replace: &'a BTreeMap<String, String>,
            ordinals: &'a BTreeMap<String, u32>,
            tens: &'a BTreeMap<String, u32>,
            back: &'a str,
            front: &'a str,
            open: &'a str,
            loan: &'a str,
            again: bool,
            /// Least letters, whether in harmony, whether known; then suffixes, and with each the letters before
            /// it and behind `>` what comes in its place.
            layers: Vec<(usize, u8, u8, BTreeMap<&'a str, String>)>,
        }
        let join = |words: &BTreeSet<String>| words.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let languages = self
            .languages
            .iter()
            .map(|(code, tables)| {
                let layers = tables
                    .layers
                    .iter()
                    .map(|layer| {
                        let suffixes = layer
                            .suffixes
                            .iter()
                            .map(|(text, suffix)| {
                                let about = if suffix.replacement.is_empty() {
                                    suffix.after.clone()
                                } else {
                                    format!("{}>{}", suffix.after, suffix.replacement)
                                };
                                (text.as_str(), about)
                            })
                            .collect();
                        (layer.least, u8::from(layer.harmony), u8::from(layer.known), suffixes)
                    })
                    .collect();
                let own = ScriptLanguage {
                    stop: join(&tables.stop),
                    known: join(&tables.known),
                    replace: &tables.replace,
                    ordinals: &tables.ordinals,
                    tens: &tables.tens,
                    back: &tables.back,
                    front: &tables.front,
                    open: &tables.open,
                    loan: &tables.loan,
                    again: tables.again,
                    layers,
                };
                (code.code(), own)
            })
            .collect();
        Script {
            letters: self.letters.iter().map(|(&letter, folded)| (letter, folded.as_str())).collect(),
            digraphs: self.digraphs.iter().map(|(latin, letter)| (latin.as_str(), *letter)).collect(),
            voicing: self.voicing.iter().copied().collect(),
            endings: join(&self.ordinal_endings),
            numerals: numerals().collect::<Vec<_>>().join(" "),
            languages,
        }
    }
}
