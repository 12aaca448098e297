//! The words of the interface: tables that translators edit without any Rust.
//!
//! A table is TOML, tables of texts in each other, and a word is known by its dotted key: `date.unknown`. The
//! built-in tables are complete; a site's table replaces words one by one and may add its own below `site`.
//! What is missing in a language is taken from another one and reported. How the texts get here is not known
//! here, and which words there are is known by the tables alone.

mod assemble;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;
use std::ops::Index;

use rapidhash::RapidHashMap;
use serde::Serialize;

use super::{ByLanguage, Language};
use crate::diagnostics::Problem;

/// The words of the interface in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StringTables(ByLanguage<Strings>);

/// The words of the interface in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strings {
    language: Language,
    words: RapidHashMap<String, String>,
    tree: StringTree,
}

/// The words of a language as nested tables, as templates see them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct StringTree(BTreeMap<String, StringNode>);

/// A word, or a table of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum StringNode {
    /// A word.
    Text(String),
    /// A table of words.
    Table(StringTree),
}

impl StringTables {
    /// Lays the site's tables over the built-in ones and fills what is missing from other languages.
    ///
    /// `languages` are the site's, the first one first: it is the first that lends a missing word, and only
    /// their missing words are reported. Each problem comes with the language in whose table it is: the site's
    /// table, but for a word that the built-in table lacks. A word that one language of a site has and another
    /// has not is reported where it is written.
    #[must_use]
    pub fn assemble(
        built_in: &ByLanguage<&str>,
        site: &ByLanguage<Option<&str>>,
        languages: &[Language],
    ) -> (Self, Vec<(Language, Problem)>) {
        let (words, problems) = assemble::assemble(built_in, site, languages);
        let tables = ByLanguage::from_fn(|language| Strings::new(language, words[language].clone()));
        (Self(tables), problems)
    }
}

impl Index<Language> for StringTables {
    type Output = Strings;

    fn index(&self, language: Language) -> &Strings {
        &self.0[language]
    }
}

impl Strings {
    fn new(language: Language, words: BTreeMap<String, String>) -> Self {
        let mut tree = StringTree::default();
        for (key, text) in &words {
            tree.insert(key, text);
        }
        Self { language, words: words.into_iter().collect(), tree }
    }

    /// The language of these words.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The word with this dotted key; of a key that is nowhere, the key itself.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The word with this dotted key, if there is one.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The word with this key, its `{placeholders}` replaced by the values given; others stay.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let mut rest = self.get(key);
        // Room for the words and for values of an ordinary length.
        let mut filled = String::with_capacity(rest.len() + 32);
        while let Some((name, place)) = next_placeholder(rest) {
            filled.push_str(&rest[..place.start]);
            filled.push_str(value(name).unwrap_or(&rest[place.clone()]));
            rest = &rest[place.end..];
        }
        filled.push_str(rest);
        filled
    }

    /// So many of something: "5 событий". `key` is a table below `count`, or one of the site's own, `site.…`.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        self.count_with(key, n, &self.number(n))
    }

    /// Does the same as [`Strings::count`] with the number as [`Strings::number`] writes it.
    #[must_use]
    pub fn count_with(&self, key: &str, n: usize, number: &str) -> String {
        keep_with_number(&self.fill(&self.count_key(key, n), &[("n", number)]))
    }

    /// The word alone that [`Strings::count`] writes with this number: "событий".
    #[must_use]
    pub fn count_word(&self, key: &str, n: usize) -> String {
        self.fill(&self.count_key(key, n), &[("n", "")]).trim().to_owned()
    }

    /// A number in digits, its thousands apart as the language has it.
    #[must_use]
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        if digits.len() <= 3 {
            return digits;
        }
        let mut number = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                number.push_str(self.get("number.group"));
            }
            number.push(digit);
        }
        number
    }

    /// All words as nested tables.
    #[must_use]
    pub const fn tree(&self) -> &StringTree {
        &self.tree
    }

    /// The key of the form that goes with a number.
    fn count_key(&self, key: &str, n: usize) -> String {
        let table = if key.starts_with("site.") { "" } else { "count." };
        let form = [table, key, ".", plural_category(self.language, n)].concat();
        if self.words.contains_key(&form) { form } else { [table, key, ".other"].concat() }
    }
}

impl StringTree {
    /// Puts a word at its dotted key; a word or table that is in the way stays.
    fn insert(&mut self, key: &str, text: &str) {
        match key.split_once('.') {
            None => {
                self.0.entry(key.to_owned()).or_insert_with(|| StringNode::Text(text.to_owned()));
            }
            Some((table, rest)) => {
                let node =
                    self.0.entry(table.to_owned()).or_insert_with(|| StringNode::Table(Self::default()));
                if let StringNode::Table(tree) = node {
                    tree.insert(rest, text);
                }
            }
        }
    }
}

/// Makes the spaces between a number and the word behind it no-break spaces.
///
/// So translators write plain spaces and need not think of where a line may end.
pub(super) fn keep_with_number(text: &str) -> String {
    let may_join = text.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1] == b' ');
    if !may_join {
        return text.to_owned();
    }
    // A no-break space takes a byte more than a space.
    let mut kept = String::with_capacity(text.len() + 4);
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let joins = letter == ' '
            && before.is_ascii_digit()
            && letters.peek().is_some_and(|behind| behind.is_alphabetic());
        kept.push(if joins { '\u{a0}' } else { letter });
        before = letter;
    }
    kept
}

/// The plural category (CLDR) of a whole number.
fn plural_category(language: Language, n: usize) -> &'static str {
    match language {
        Language::Kazakh | Language::English => {
            if n == 1 {
                "one"
            } else {
                "other"
            }
        }
        Language::Russian => match (n % 10, n % 100) {
            (1, hundred) if hundred != 11 => "one",
            (2..=4, hundred) if !(12..=14).contains(&hundred) => "few",
            _ => "many",
        },
    }
}

/// Whether a key is a plural form that the language does not have.
fn is_foreign_form(language: Language, key: &str) -> bool {
    let form = key.rsplit('.').next().unwrap_or(key);
    matches!(form, "few" | "many") && !matches!(language, Language::Russian)
}

/// The first `{placeholder}` of a text: its name, and where it stands with its braces.
fn next_placeholder(text: &str) -> Option<(&str, std::ops::Range<usize>)> {
    let mut from = 0;
    while let Some(start) = text[from..].find('{').map(|at| from + at) {
        let name = &text[start + 1..];
        let length =
            name.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_').unwrap_or(name.len());
        if length > 0 && name[length..].starts_with('}') {
            return Some((&name[..length], start..start + length + 2));
        }
        from = start + 1;
    }
    None
}

/// The names of the placeholders of a text.
fn placeholders(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((name, place)) = next_placeholder(rest) {
        names.push(name);
        rest = &rest[place.end..];
    }
    names
}
