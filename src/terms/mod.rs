//! What words are searched by: a text becomes tokens, a token becomes a term.
//!
//! A term is a word without its suffixes, in the letters a–z: `Түркістанда`, `Туркистан` and `Turkistan` are
//! one. Texts are indexed by [`keys`], in the language that they are written in; a query may be in any
//! language, so that each of its words has several [`candidates`]. The browser's script does the same with
//! the same tables (`static/assets/search.js`), and `tests/search.rs` proves the two equal.
//!
//! Which terms occur where, and how well an event fits a query, is the business of [`crate::search`].

mod stem;
mod tables;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use rapidhash::RapidHashMap;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::language::{ByLanguage, Language, letters};

pub use tables::Tables;

/// A run of letters or of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token<'a> {
    /// In lower case, composed, without apostrophes and what is invisible.
    text: &'a str,
    is_number: bool,
}

/// The tokens of a text, which stand in one piece of memory.
#[derive(Default)]
struct Tokens {
    text: String,
    /// Where each ends, and whether it is a number.
    ends: Vec<(usize, bool)>,
}

impl Tokens {
    fn get(&self, position: usize) -> Option<Token<'_>> {
        let &(end, is_number) = self.ends.get(position)?;
        let start = position.checked_sub(1).map_or(0, |before| self.ends[before].0);
        Some(Token { text: &self.text[start..end], is_number })
    }
}

/// What a token is in a language.
#[derive(Clone, Copy)]
struct Known {
    /// Its term; none for words that say nothing.
    term: Option<usize>,
    /// Whether it may be the first word of a number of two.
    is_tens: bool,
}

/// Words that were met before: most of a text is words that every text has, and to find a stem costs more than
/// to remember it.
#[derive(Default)]
struct Met {
    words: ByLanguage<RapidHashMap<Box<str>, Known>>,
    terms: Vec<Rc<str>>,
    positions: RapidHashMap<Rc<str>, usize>,
    /// For each term, the last text that had it.
    last: Vec<usize>,
    texts: usize,
}

thread_local! {
    static MET: RefCell<Met> = RefCell::default();
}

/// How many different words are remembered.
const MEMORY: usize = 100_000;

impl Met {
    /// Begins a text.
    fn begin(&mut self) {
        if self.words.iter().map(|(_, words)| words.len()).sum::<usize>() > MEMORY {
            *self = Self::default();
        }
        self.texts += 1;
    }

    /// Finds the terms of a text in the order of its words, by their positions.
    fn each(&mut self, text: &str, language: Language, mut found: impl FnMut(&mut Self, usize)) {
        let tables = Tables::built_in();
        let tokens = tokens(text, tables);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            let known = self.known(tables, language, token);
            let compound = known.is_tens.then(|| tables.compound(language, token, tokens.get(at))).flatten();
            if let Some(number) = compound {
                at += 1;
                let term = self.position(&number.to_string());
                found(self, term);
            } else if let Some(term) = known.term {
                found(self, term);
            }
        }
    }

    fn known(&mut self, tables: &Tables, language: Language, token: Token<'_>) -> Known {
        if let Some(&known) = self.words[language].get(token.text) {
            return known;
        }
        let key =
            if tables.says_nothing(language, token) { String::new() } else { tables.key(language, token) };
        let term = if key.is_empty() { None } else { Some(self.position(&key)) };
        let known = Known { term, is_tens: tables.is_tens(language, token) };
        self.words[language].insert(token.text.into(), known);
        known
    }

    fn position(&mut self, term: &str) -> usize {
        if let Some(&position) = self.positions.get(term) {
            return position;
        }
        let position = self.terms.len();
        let term: Rc<str> = term.into();
        self.terms.push(Rc::clone(&term));
        self.last.push(0);
        self.positions.insert(term, position);
        position
    }
}

/// The terms of a text in the order of its words, without the words that say nothing.
#[must_use]
pub fn keys(text: &str, language: Language) -> Vec<String> {
    let mut keys = Vec::new();
    MET.with_borrow_mut(|met| {
        met.begin();
        met.each(text, language, |met, term| keys.push(met.terms[term].to_string()));
    });
    keys
}

/// The different terms of a text as they first stand in it, with a space between them: compact enough to be kept.
#[must_use]
pub fn key_set(text: &str, language: Language) -> Box<str> {
    let mut keys = String::new();
    MET.with_borrow_mut(|met| {
        met.begin();
        met.each(text, language, |met, term| {
            if std::mem::replace(&mut met.last[term], met.texts) != met.texts {
                if !keys.is_empty() {
                    keys.push(' ');
                }
                keys.push_str(&met.terms[term]);
            }
        });
    });
    keys.into_boxed_str()
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Every term that it may be indexed by; the last is the word as it stands.
    pub terms: Vec<String>,
    /// What was typed, as the beginning of a term: its last letter may be voiced.
    pub beginning: String,
    /// How many letters were typed; none for a number.
    pub letters: usize,
}

/// The words of a query, in whatever language they are, without those that say nothing.
#[must_use]
pub fn candidates(query: &str) -> Vec<Word> {
    let tables = Tables::built_in();
    let tokens = tokens(query, tables);
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1);
        let compound = Language::ALL.iter().find_map(|&language| tables.compound(language, token, next));
        if let Some(number) = compound {
            words.push(Word { terms: vec![number.to_string()], beginning: number.to_string(), letters: 0 });
            at += 2;
            continue;
        }
        at += 1;
        if Language::ALL.iter().any(|&language| tables.says_nothing(language, token)) {
            continue;
        }
        let mut terms: Vec<String> = Vec::new();
        let in_languages = Language::ALL.map(|language| tables.key(language, token));
        let as_it_stands = tables.plain(token);
        for term in in_languages.into_iter().filter(|term| *term != as_it_stands) {
            if !term.is_empty() && !terms.contains(&term) {
                terms.push(term);
            }
        }
        let is_number = as_it_stands.starts_with(|first: char| first.is_ascii_digit());
        terms.push(as_it_stands);
        terms.retain(|term| !term.is_empty());
        if !terms.is_empty() {
            let letters = if is_number { 0 } else { token.text.chars().count() };
            words.push(Word { terms, beginning: stem::squeeze(&tables.fold(token.text)), letters });
        }
    }
    words
}

/// Cuts a text into tokens. What stands behind a number as its ending (10-шы, 10-й, 10th) is left out.
fn tokens(text: &str, tables: &Tables) -> Tokens {
    let mut tokens = Tokens { text: String::with_capacity(text.len()), ends: Vec::new() };
    let plain: &[Letter] = &PLAIN_LETTERS;
    let letter = |c: char| plain.get(c as usize).copied().unwrap_or_else(|| Letter::of(c));
    let mut rest = text.char_indices().map(|(at, c)| (at, c, letter(c)));
    let mut next = rest.next();
    // Where the last token ended, and whether it was a number that may have an ending.
    let (mut end, mut after_number) = (0, false);
    while let Some((start, first, Letter { is_in_word, .. })) = next {
        if !is_in_word {
            next = rest.next();
            continue;
        }
        let is_number = first.is_ascii_digit();
        let mut stop = start;
        // Most words are in small letters.
        let (mut is_small, mut is_plain) = (true, true);
        while let Some((at, c, Letter { is_in_word, lower })) = next {
            if !is_in_word || c.is_ascii_digit() != is_number {
                break;
            }
            is_small &= lower == Some(c);
            is_plain &= lower.is_some();
            stop = at + c.len_utf8();
            next = rest.next();
        }
        let between = &text[end..start];
        let is_joined = end > 0 && (between.is_empty() || is_hyphen(between));
        let begun = tokens.text.len();
        match &text[start..stop] {
            word if is_small => tokens.text.push_str(word),
            word if is_plain => tokens.text.extend(word.chars().filter_map(|c| letter(c).lower)),
            word => tokens.text.push_str(&normal(word)),
        }
        end = stop;
        let word = &tokens.text[begun..];
        if word.is_empty() {
            continue;
        }
        if after_number && is_joined && tables.is_ordinal_ending(word) {
            after_number = false;
            tokens.text.truncate(begun);
            continue;
        }
        after_number = is_number || roman(word).is_some();
        tokens.ends.push((tokens.text.len(), is_number));
    }
    tokens
}

/// A word in lower case, composed, without apostrophes and what is invisible.
fn normal(word: &str) -> String {
    let lower =
        if is_nfc(word) { word.to_lowercase() } else { word.nfc().collect::<String>().to_lowercase() };
    if lower.chars().any(is_silent) {
        lower.chars().filter(|&letter| !is_silent(letter)).collect()
    } else {
        lower
    }
}

fn is_part_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter) || is_silent(letter)
}

/// What a letter is in a word.
#[derive(Clone, Copy)]
struct Letter {
    is_in_word: bool,
    /// Its small form, where that does not depend on the letters around it.
    lower: Option<char>,
}

impl Letter {
    fn of(c: char) -> Self {
        match letters::plain(c).filter(|_| !is_silent(c)) {
            Some(known) => Self { is_in_word: known.is_alphanumeric, lower: Some(known.lower) },
            None => Self { is_in_word: is_part_of_word(c), lower: None },
        }
    }
}

/// The letters of nearly all texts, by their numbers: every letter of an archive is looked up.
static PLAIN_LETTERS: LazyLock<Vec<Letter>> = LazyLock::new(|| letters::KNOWN.map(Letter::of).collect());

/// Apostrophes, soft hyphens, joiners: they part no words.
const fn is_silent(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '\u{2019}' | '\u{2BC}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
}

/// The value of a word that is a Roman numeral up to 89, whatever look-alikes write it.
///
/// С and М are words in Russian, so larger numerals are no numbers.
fn roman(word: &str) -> Option<u32> {
    let digit = |letter| match letter {
        'х' | 'x' => Some('x'),
        'і' | 'ӏ' | 'i' => Some('i'),
        'v' | 'l' => Some(letter),
        _ => None,
    };
    let numeral = word.chars().map(digit).collect::<Option<String>>()?;
    let value = numerals().position(|known| known == numeral)? + 1;
    u32::try_from(value).ok()
}

/// The Roman numerals from 1 to 89.
fn numerals() -> impl Iterator<Item = String> {
    const TENS: [&str; 9] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    TENS.into_iter().flat_map(|tens| ONES.map(|ones| format!("{tens}{ones}"))).skip(1)
}
