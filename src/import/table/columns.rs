//! What the columns of a table are, by their names in the first row.
//!
//! The names are data: `../words/columns.toml`. A column whose name is on no list keeps its cells under
//! `[extra]`, and the editor is told.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::language::Language;
use crate::language::names::{fold, slug};
use crate::review::apply::CellError;
use crate::review::spreadsheet::{Row, column_letters};

/// What the cells of a column say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Meaning {
    Id,
    Title,
    Summary,
    Text,
    Lang,
    Rights,
    Date,
    Start,
    End,
    Region,
    Place,
    Kind,
    Number,
    Theme,
    Organisations,
    Organisers,
    People,
    Aliases,
    Draft,
    Review,
    Recorded,
    Updated,
    SourceTitle,
    Publisher,
    Url,
    Archived,
    Published,
    Accessed,
    Credit,
}

impl Meaning {
    /// Whether there may be a column of it for each language.
    const fn has_language(self) -> bool {
        matches!(self, Self::Title | Self::Summary | Self::Text | Self::Theme | Self::Place)
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its place in the table, from 0.
    pub(super) position: usize,
    /// Its name as it is written.
    pub(super) name: String,
    pub(super) content: Content,
}

/// Where the cells of a column go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// To a key that pages have; a text may be in a language of its own.
    Known(Meaning, Option<Language>),
    /// Under `[extra]`, with this key.
    Extra(String),
}

/// The word lists, by folded name.
pub(super) struct Words {
    names: BTreeMap<String, Meaning>,
    languages: BTreeMap<String, Language>,
    answers: BTreeMap<String, bool>,
}

#[derive(Deserialize)]
struct WordFile {
    names: BTreeMap<Meaning, Vec<String>>,
    languages: BTreeMap<Language, Vec<String>>,
    answers: BTreeMap<String, Vec<String>>,
}

/// The word lists that are part of the program.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: WordFile = crate::import::words::parse(include_str!("../words/columns.toml"));
    Words {
        names: turned(file.names),
        languages: turned(file.languages),
        answers: turned(file.answers.into_iter().map(|(id, words)| (id == "yes", words)).collect()),
    }
});

/// From what a word means to the words, to from a word to what it means.
fn turned<T: Copy>(lists: BTreeMap<T, Vec<String>>) -> BTreeMap<String, T> {
    lists
        .into_iter()
        .flat_map(|(meaning, words)| words.into_iter().map(move |word| (plain(&word), meaning)))
        .collect()
}

impl Words {
    /// The language that a word names, or a code.
    pub(super) fn language(&self, word: &str) -> Option<Language> {
        self.languages.get(&plain(word)).copied()
    }

    /// Whether a word means yes or no.
    pub(super) fn answer(&self, word: &str) -> Option<bool> {
        self.answers.get(&plain(word)).copied()
    }

    fn meaning(&self, name: &str) -> Option<(Meaning, Option<Language>)> {
        let name = plain(name);
        if let Some(meaning) = self.names.get(&name) {
            return Some((*meaning, None));
        }
        // The longest language first: "на русском" before "русском".
        name.char_indices().filter(|(_, letter)| *letter == ' ').find_map(|(at, _)| {
            let meaning = *self.names.get(&name[..at])?;
            let language = *self.languages.get(&name[at + 1..])?;
            meaning.has_language().then_some((meaning, Some(language)))
        })
    }
}

/// A name without what people write around and between its words.
fn plain(name: &str) -> String {
    let words: String = fold(name)
        .chars()
        .map(|letter| {
            if matches!(letter, '_' | '.' | ':' | '(' | ')' | '[' | ']' | '*' | '/' | ',' | '@') {
                ' '
            } else {
                letter
            }
        })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the first row. Two columns of one name are a mistake; so is a table without titles.
pub(super) fn read(header: &Row, errors: &mut Vec<CellError>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut report = |column: Option<(usize, String)>, message: String, help: &str| {
        errors.push(CellError { row: Some(header.number), column, message, help: Some(help.to_owned()) });
    };
    for (position, name) in header.cells.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let mut content = match WORDS.meaning(name) {
            Some((meaning, language)) => Content::Known(meaning, language),
            None => Content::Extra(extra_key(name, position)),
        };
        // Of two columns of one meaning the first has it; under another name the other is the table's own.
        let is_taken = |content: &Content| columns.iter().find(|column| column.content == *content);
        if is_taken(&content).is_some_and(|other| plain(&other.name) != plain(name)) {
            content = Content::Extra(extra_key(name, position));
        }
        if let Some(other) = is_taken(&content) {
            report(
                Some((position, name.clone())),
                format!("this says the same as column {} ({})", column_letters(other.position), other.name),
                "keep one of the two, or give it another name",
            );
            continue;
        }
        columns.push(Column { position, name: name.clone(), content });
    }
    if !columns.iter().any(|column| matches!(column.content, Content::Known(Meaning::Title, _))) {
        report(
            None,
            "there is no column with the titles of the events".to_owned(),
            "the first row names the columns; call one of them title, атауы or название",
        );
    }
    columns
}

/// The key of a column of the table's own.
fn extra_key(name: &str, position: usize) -> String {
    let key = slug(name).replace('-', "_");
    if key.is_empty() { format!("column_{}", column_letters(position).to_lowercase()) } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(name: &str) -> Content {
        let mut errors = Vec::new();
        let cells = vec!["title".to_owned(), name.to_owned()];
        let columns = read(&Row { number: 1, cells }, &mut errors);
        assert!(errors.is_empty(), "{name}: {errors:?}");
        columns.into_iter().next_back().expect("a column").content
    }

    #[test]
    fn a_column_is_known_by_its_name_in_three_languages() {
        for (names, meaning) in [
            (["Date", "ДАТА", "Күні"], Meaning::Date),
            (["Region", "Область:", "Облыс"], Meaning::Region),
            (["Event_Type", "Вид события", "оқиға түрі"], Meaning::Kind),
            (["organizations", "Организации", "«Ұйымдар»"], Meaning::Organisations),
            (["Source URL", "Ссылка", "Сілтеме"], Meaning::Url),
        ] {
            for name in names {
                assert_eq!(content(name), Content::Known(meaning, None), "{name}");
            }
        }
    }

    #[test]
    fn a_text_may_have_its_language_behind_its_name() {
        for (name, meaning, language) in [
            ("title_ru", Meaning::Title, Language::Russian),
            ("Title (EN)", Meaning::Title, Language::English),
            ("Название (каз.)", Meaning::Title, Language::Kazakh),
            ("Описание на русском", Meaning::Summary, Language::Russian),
            ("мәтін.kz", Meaning::Text, Language::Kazakh),
        ] {
            assert_eq!(content(name), Content::Known(meaning, Some(language)), "{name}");
        }
        assert_eq!(content("date_ru"), Content::Extra("date_ru".to_owned()), "a date has no language");
    }

    #[test]
    fn what_is_on_no_list_has_a_key_of_its_own() {
        assert_eq!(content("Количество участников"), Content::Extra("kolichestvo_uchastnikov".to_owned()));
        assert_eq!(content("№"), Content::Extra("column_b".to_owned()));
    }

    #[test]
    fn two_columns_of_one_name_and_a_table_without_titles_are_mistakes() {
        for (cells, message) in [
            (["Title", "title:"], "this says the same as column A (Title)"),
            (["Date", "Note"], "there is no column with the titles of the events"),
        ] {
            let mut errors = Vec::new();
            read(&Row { number: 1, cells: cells.map(str::to_owned).to_vec() }, &mut errors);
            assert_eq!(errors.len(), 1, "{errors:?}");
            assert_eq!(errors[0].message, message);
        }
    }

    #[test]
    fn of_two_names_for_one_thing_the_first_counts() {
        assert_eq!(content("Название"), Content::Extra("nazvanie".to_owned()));
    }

    #[test]
    fn no_name_means_two_things() {
        let file: WordFile = crate::import::words::parse(include_str!("../words/columns.toml"));
        let mut seen: BTreeMap<String, Meaning> = BTreeMap::new();
        for (meaning, words) in file.names {
            for word in words {
                if let Some(other) = seen.insert(plain(&word), meaning) {
                    assert_eq!(other, meaning, "{word}");
                }
            }
        }
    }
}
