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

use rapidhash::{RapidHashMap, RapidHashSet};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::language::{ByLanguage, Language, letters};

pub use tables::Tables;

/// A run of letters or of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    /// In lower case, composed, without apostrophes and what is invisible.
    text: String,
    is_number: bool,
}

/// What a token is in a language.
struct Known {
    /// Its term; empty for words that say nothing.
    key: Box<str>,
    /// Whether it may be the first word of a number of two.
    is_tens: bool,
}

thread_local! {
    /// Words that were met before: most of a text is words that every text has, and to find a stem costs
    /// more than to remember it.
    static MET: RefCell<ByLanguage<RapidHashMap<String, Known>>> = RefCell::default();
}

/// How many different words are remembered.
const MEMORY: usize = 50_000;

/// The terms of a text in the order of its words, without the words that say nothing.
#[must_use]
pub fn keys(text: &str, language: Language) -> Vec<String> {
    let tables = Tables::built_in();
    let tokens = tokens(text, tables);
    let mut keys = Vec::with_capacity(tokens.len());
    MET.with_borrow_mut(|met| {
        let met = &mut met[language];
        if met.len() > MEMORY {
            met.clear();
        }
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            let known = match met.get(&token.text) {
                Some(known) => known,
                None => met.entry(token.text.clone()).or_insert_with(|| tables.known(language, token)),
            };
            let compound = known.is_tens.then(|| tables.compound(language, token, tokens.get(at))).flatten();
            if let Some(number) = compound {
                keys.push(number.to_string());
                at += 1;
            } else if !known.key.is_empty() {
                keys.push(known.key.to_string());
            }
        }
    });
    keys
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
            words.push(Word { terms, beginning: stem::squeeze(&tables.fold(&token.text)), letters });
        }
    }
    words
}

/// The different terms of a text, sorted, with a space between them: compact enough to be kept.
#[must_use]
pub fn key_set(text: &str, language: Language) -> Box<str> {
    let different: RapidHashSet<String> = keys(text, language).into_iter().collect();
    let mut keys: Vec<String> = different.into_iter().collect();
    keys.sort_unstable();
    keys.join(" ").into_boxed_str()
}

/// Cuts a text into tokens. What stands behind a number as its ending (10-шы, 10-й, 10th) is left out.
fn tokens(text: &str, tables: &Tables) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text.char_indices();
    let mut next = rest.next();
    // Where the last token ended, and whether it was a number that may have an ending.
    let (mut end, mut after_number) = (0, false);
    while let Some((start, first)) = next {
        if !letter(first).0 {
            next = rest.next();
            continue;
        }
        let is_number = first.is_ascii_digit();
        let mut stop = start;
        // The small letters, as long as all are plain.
        let (mut lower, mut is_plain) = (String::with_capacity(USUAL), true);
        while let Some((at, c)) = next {
            let (belongs_to_word, small) = letter(c);
            if !belongs_to_word || c.is_ascii_digit() != is_number {
                break;
            }
            match small {
                Some(small) => lower.push(small),
                None => is_plain = false,
            }
            stop = at + c.len_utf8();
            next = rest.next();
        }
        let between = &text[end..start];
        let is_joined = end > 0 && (between.is_empty() || is_hyphen(between));
        let word = if is_plain { lower } else { normal(&text[start..stop]) };
        end = stop;
        if word.is_empty() {
            continue;
        }
        if after_number && is_joined && tables.is_ordinal_ending(&word) {
            after_number = false;
            continue;
        }
        after_number = is_number || roman(&word).is_some();
        tokens.push(Token { text: word, is_number });
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

/// Room for an ordinary word, in bytes.
const USUAL: usize = 24;

/// Whether a letter belongs to a word, and its small form where that does not depend on the letters around it.
fn letter(c: char) -> (bool, Option<char>) {
    match letters::plain(c).filter(|_| !is_silent(c)) {
        Some(known) => (known.is_alphanumeric, Some(known.lower)),
        None => (is_part_of_word(c), None),
    }
}

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
