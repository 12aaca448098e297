//! The columns of the tables that can be downloaded: their names, their order, what is in them.
//!
//! Here is what the page on data and the description of the tables share; the cells are filled by
//! [`crate::data`].

use crate::language::Language;

/// A table that can be downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// One row for each event.
    Events,
    /// One row for each organisation.
    Organisations,
}

/// What the cells of a column are, in the words of Table Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellType {
    /// Any text.
    Text,
    /// A whole number.
    Number,
    /// A day: `2021-11-22`.
    Day,
    /// `true` or `false`.
    YesOrNo,
}

impl CellType {
    /// The name of the type in Table Schema.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "integer",
            Self::Day => "date",
            Self::YesOrNo => "boolean",
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What is in it; the key of its description below `data.column`.
    pub key: &'static str,
    /// The language of its cells, where there is a column for each.
    pub language: Option<Language>,
    /// What its cells are.
    pub cells: CellType,
}

impl Column {
    /// The name in the first row: `title_kk`.
    #[must_use]
    pub fn name(&self) -> String {
        self.language
            .map_or_else(|| self.key.to_owned(), |language| format!("{}_{}", self.key, language.code()))
    }
}

/// Key, cells, and whether there is one for each language.
type Definition = (&'static str, CellType, bool);

const EVENTS: &[Definition] = &[
    ("id", CellType::Text, false),
    ("url", CellType::Text, false),
    ("date", CellType::Text, false),
    ("years", CellType::Text, false),
    ("region", CellType::Text, false),
    ("region_name", CellType::Text, false),
    ("kind", CellType::Text, false),
    ("kind_name", CellType::Text, false),
    ("number", CellType::Number, false),
    ("title", CellType::Text, true),
    ("summary", CellType::Text, true),
    ("place", CellType::Text, true),
    ("theme", CellType::Text, true),
    ("language", CellType::Text, false),
    ("languages", CellType::Text, false),
    ("organisations", CellType::Text, false),
    ("organisation_names", CellType::Text, false),
    ("organisation_roles", CellType::Text, false),
    ("people", CellType::Text, false),
    ("people_roles", CellType::Text, false),
    ("people_organisations", CellType::Text, false),
    ("source_titles", CellType::Text, false),
    ("source_publishers", CellType::Text, false),
    ("source_urls", CellType::Text, false),
    ("source_archived", CellType::Text, false),
    ("source_published", CellType::Text, false),
    ("source_accessed", CellType::Text, false),
    ("review", CellType::Text, false),
    ("recorded", CellType::Day, false),
    ("updated", CellType::Day, false),
];

const ORGANISATIONS: &[Definition] = &[
    ("id", CellType::Text, false),
    ("url", CellType::Text, false),
    ("name", CellType::Text, true),
    ("kind", CellType::Text, false),
    ("kind_name", CellType::Text, false),
    ("region", CellType::Text, false),
    ("region_name", CellType::Text, false),
    ("website", CellType::Text, false),
    ("wikidata", CellType::Text, false),
    ("aliases", CellType::Text, false),
    ("has_record", CellType::YesOrNo, false),
    ("events", CellType::Number, false),
];

impl Table {
    /// Its columns, in order. They are the same for every site, whatever its languages.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        let definitions = match self {
            Self::Events => EVENTS,
            Self::Organisations => ORGANISATIONS,
        };
        definitions
            .iter()
            .flat_map(|&(key, cells, by_language)| {
                let languages = if by_language { Language::ALL.map(Some).to_vec() } else { vec![None] };
                languages.into_iter().map(move |language| Column { key, language, cells })
            })
            .collect()
    }
}
