//! `ssg import events.csv`: makes an event of each row of a spreadsheet.
//!
//! With any mistake in a table nothing of it is written: all of them come out at once, with row and
//! column. Importing a table again changes nothing; a row is known again by its id, or by its cells, and
//! a page that a person edited is never written over. What a row means is the business of [`rows`], what
//! becomes of it that of [`desk`].

mod columns;
mod dates;
mod desk;
mod judge;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use columns::{Column, Content};
use desk::Desk;
use rows::Defaults;

use super::decode;
use super::outcome::{Action, Failure, ImportError};
use super::pages::hexadecimal;
use super::run::Request;
use crate::date::Date;
use crate::document::Event;
use crate::language::Language;
use crate::review::apply::CellError;
use crate::review::spreadsheet::{self, Row, SheetError};
use crate::source::ArticleFile;

/// What became of a table.
#[derive(Debug)]
pub struct ImportedTable {
    /// The table's own columns: position from 0, name, and the key under `[extra]`.
    pub own_columns: Vec<(usize, String, String)>,
    /// Rows that say the same as an earlier one, each with that: both as the spreadsheet counts them.
    pub equal: Vec<(usize, usize)>,
    /// What became of each row.
    pub rows: Vec<ImportedRow>,
}

/// What became of a row.
#[derive(Debug)]
pub struct ImportedRow {
    /// The row as the spreadsheet counts it, from 1.
    pub row: usize,
    /// The event's id.
    pub id: String,
    /// What the row says.
    pub event: Event,
    /// The languages that it has a text in besides that of the main file.
    pub translations: Vec<Language>,
    /// What was done.
    pub action: Action,
    /// Translations that were made of the row when it had a text in their languages. They stand.
    pub left: Vec<String>,
}

/// Why nothing was made of a table.
#[derive(Debug)]
pub enum TableError {
    /// The file is no table.
    File(Failure),
    /// Cells are wrong: every one of them, in the order of the rows.
    Cells(Vec<CellError>),
}

/// Whether a file is a table, by its name.
#[must_use]
pub fn is_table(file: &ArticleFile) -> bool {
    let ending = file.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("csv" | "tsv" | "xlsx" | "xls" | "ods"))
}

/// Imports a table.
///
/// # Errors
/// When the site cannot be read or written. What is wrong with the table is the inner error.
pub fn run(request: &Request, file: &ArticleFile) -> Result<Result<ImportedTable, TableError>, ImportError> {
    request.admit()?;
    let desk = Desk::open(request)?;
    let sheet = match read_sheet(file) {
        Ok(rows) => rows,
        Err(failure) => return Ok(Err(TableError::File(failure))),
    };
    let [header, rows @ ..] = sheet.as_slice() else {
        return Ok(Ok(ImportedTable { own_columns: Vec::new(), equal: Vec::new(), rows: Vec::new() }));
    };
    let mut errors = Vec::new();
    let columns = columns::read(header, &mut errors);
    let published = request.arguments.published.as_ref().map(Date::to_string);
    let defaults = Defaults {
        config: &desk.archive.config,
        archive: &desk.archive,
        publisher: request.arguments.publisher.as_deref(),
        url: request.arguments.url.as_deref(),
        published: published.as_deref(),
    };
    let has_titles = errors.is_empty();
    let events = if has_titles { rows::read(rows, &columns, &defaults, &mut errors) } else { Vec::new() };
    if !errors.is_empty() {
        errors.sort_by_key(|error| (error.row, error.column.as_ref().map(|(position, _)| *position)));
        errors.dedup();
        return Ok(Err(TableError::Cells(errors)));
    }
    let own_columns = columns.iter().filter_map(|column| match &column.content {
        Content::Extra(key) => Some((column.position, column.name.clone(), key.clone())),
        Content::Known(..) => None,
    });
    let own_columns = own_columns.collect();
    let name = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name).to_owned();
    let fingerprints: BTreeMap<usize, String> =
        rows.iter().map(|row| (row.number, fingerprint(row, &columns))).collect();
    let equal = equal(&fingerprints);
    let taken = desk.take(&name, &columns, events, &fingerprints)?;
    Ok(taken.map(|rows| ImportedTable { own_columns, equal, rows }).map_err(TableError::Cells))
}

/// Rows that say the same as an earlier one, each with the first of those.
fn equal(fingerprints: &BTreeMap<usize, String>) -> Vec<(usize, usize)> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let seen = fingerprints.iter().map(|(row, print)| (*row, *first.entry(print).or_insert(*row)));
    seen.filter(|(row, first)| row != first).collect()
}

/// The rows of a file, in any usual encoding.
fn read_sheet(file: &ArticleFile) -> Result<Vec<Row>, Failure> {
    let bytes = file.read().map_err(|error| Failure::unread(error.reason()))?;
    let failure = |message: String, help: &str| Failure::new(message, help);
    let text = match spreadsheet::text(&bytes) {
        Ok(text) => text,
        Err(SheetError::Encoding) => {
            decode::decode_table(&bytes).map_err(|error| failure(error.to_string(), error.help()))?
        }
        Err(error) => return Err(failure(error.to_string(), error.help())),
    };
    let sheet = spreadsheet::parse(&text).map_err(|error| match error {
        SheetError::Empty => {
            failure(error.to_string(), "the first row names the columns, each other one is an event")
        }
        SheetError::Encoding | SheetError::Workbook | SheetError::Quotes => {
            failure(error.to_string(), error.help())
        }
    })?;
    Ok(sheet.rows)
}

/// By what a row is known again: its cells under their names, wherever their columns stand.
fn fingerprint(row: &Row, columns: &[Column]) -> String {
    let mut cells: Vec<String> = columns
        .iter()
        .filter_map(|column| {
            let cell = row.cells.get(column.position).filter(|cell| !cell.is_empty())?;
            Some(format!("{}\u{1f}{cell}", column.name))
        })
        .collect();
    cells.sort();
    hexadecimal(cells.join("\u{1e}").as_bytes())
}
