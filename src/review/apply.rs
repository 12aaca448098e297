//! What a corrected table changes: which keys of which files, or everything that is wrong with its cells.
//!
//! Cells are compared with what the files say now; what is equal is not touched, and neither is what was
//! not changed since the export. A row that corrects what was edited since is left out and reported; the
//! others stand. Changes are made in memory, and the readers of documents and of the archive judge the
//! result, so a cell is checked by exactly what checks a file. Whoever writes the files gets all changes or
//! none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::exported::Exported;
use super::facts::{CellProblem, Column, change, main_files};
use super::spreadsheet::{Row, Sheet, column_letters};
use crate::archive::{self, Archive};
use crate::diagnostics::{Diagnostic, Severity, nearest, visible};
use crate::document::edit::{self, Change, EditError};
use crate::document::{self, Document, Event};
use crate::source::{SitePath, TextFile};

/// Something wrong with a cell, a row or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellError {
    /// The row as the spreadsheet counts them, from 1.
    pub row: Option<usize>,
    /// The column: its position in the file, from 0, and its name.
    pub column: Option<(usize, String)>,
    /// The fact, in lower case and without a final stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl CellError {
    /// Where it is, in the words of a spreadsheet: `row 3, column E (date)`.
    #[must_use]
    pub fn place(&self) -> String {
        let column = self
            .column
            .as_ref()
            .map(|(position, name)| format!("column {} ({})", column_letters(*position), visible(name)));
        let row = self.row.map(|row| format!("row {row}"));
        row.into_iter().chain(column).collect::<Vec<_>>().join(", ")
    }
}

/// What changes in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub path: SitePath,
    /// What changes, in the order of the columns.
    pub cells: Vec<CellChange>,
    values: Vec<Change<'static>>,
    /// When the event entered the archive.
    recorded: Option<NaiveDate>,
}

/// What changes in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Which fact.
    pub column: Column,
    /// What the file says; empty for nothing.
    pub old: String,
    /// What it is to say.
    pub new: String,
}

impl FileChange {
    /// Also marks the event as updated today, if a fact of it changes: to confirm what was read changes none.
    pub fn mark_updated(&mut self, today: NaiveDate) {
        if self.cells.iter().any(|cell| cell.column != Column::Review) {
            self.values.extend(edit::updated(self.recorded, today));
        }
    }

    /// Makes the changes in the text of the file.
    ///
    /// # Errors
    /// When the text is not the one that the changes were found for.
    pub fn make(&self, text: &str) -> Result<String, EditError> {
        edit::set(text, &self.values)
    }
}

/// What a table corrects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// What changes, in the order of the files.
    pub changes: Vec<FileChange>,
    /// Cells that were corrected while their pages were edited: nothing of their rows is among the changes.
    pub conflicts: Vec<CellError>,
}

/// Finds what a table changes in the events of an archive. `texts` are the site's documents.
///
/// # Errors
/// Everything that is wrong with the table, in the order of its rows.
pub fn find_changes(
    sheet: &Sheet,
    archive: &Archive,
    texts: &[TextFile],
) -> Result<Corrections, Vec<CellError>> {
    let mut errors = Vec::new();
    let mut conflicts = Vec::new();
    let [header, rows @ ..] = sheet.rows.as_slice() else {
        return Ok(Corrections::default());
    };
    let columns = columns(header, &mut errors);
    let Some(&id_position) = columns.get(&Column::Id) else {
        return Err(errors);
    };
    let texts: BTreeMap<&SitePath, &TextFile> = texts.iter().map(|file| (&file.path, file)).collect();
    let files = main_files(archive);
    let mut seen = BTreeMap::new();
    let mut changed = Vec::new();
    for row in rows {
        let at = |position: usize| row.cells.get(position).map_or("", String::as_str);
        let mut report = |column: Option<Column>, problem: CellProblem| {
            errors.push(cell_error(&columns, Some(row.number), column, problem));
        };
        surplus(row, header, &mut report);
        let id = at(id_position);
        if id.is_empty() {
            report(
                Some(Column::Id),
                CellProblem::new("the row has no id", "each row begins with the id of its event"),
            );
            continue;
        }
        if let Some(first) = seen.insert(id, row.number) {
            let message = format!("\"{id}\" stands in row {first} already");
            report(Some(Column::Id), CellProblem::new(message, "keep one of the two rows"));
            continue;
        }
        let Some(&(document, event)) = files.get(id) else {
            let help = nearest(id, files.keys().copied()).map_or_else(
                || "rows change events that there are; new ones are made with `ssg new event`".to_owned(),
                |id| format!("did you mean \"{id}\"?"),
            );
            report(Some(Column::Id), CellProblem::new(format!("no event has the id \"{id}\""), help));
            continue;
        };
        let file = columns.get(&Column::File).map_or("", |&position| at(position));
        if !file.is_empty() && file != document.path.as_str() {
            let message = format!("the event \"{id}\" stands in {}, not in \"{file}\"", document.path);
            let help = "were some columns sorted without the others? files cannot be moved here";
            report(Some(Column::File), CellProblem::new(message, help));
            continue;
        }
        let Some(text) = texts.get(&document.path) else { continue };
        let page = PageOfRow { archive, event, document, text };
        let (found, edited) = row_changes(row, &columns, &page, &mut report);
        if edited.is_empty() {
            changed.extend(found.map(|found| (row.number, found)));
        }
        let conflict = |(column, problem)| cell_error(&columns, Some(row.number), Some(column), problem);
        conflicts.extend(edited.into_iter().map(conflict));
    }
    // Also beside other mistakes, so that all of them come out at once.
    errors.extend(judge(&changed, &columns, archive, &texts));
    if errors.is_empty() {
        let mut changes: Vec<FileChange> = changed.into_iter().map(|(_, change)| change).collect();
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        return Ok(Corrections { changes, conflicts });
    }
    errors.extend(conflicts);
    errors.sort_by_key(|error| (error.row, error.column.as_ref().map(|(position, _)| *position)));
    Err(errors)
}

/// Where each column stands. Names that are none are reported, and so is a table without ids.
fn columns(header: &Row, errors: &mut Vec<CellError>) -> BTreeMap<Column, usize> {
    let mut columns = BTreeMap::new();
    let row = Some(header.number);
    for (position, name) in header.cells.iter().enumerate() {
        let column = Some((position, name.clone()));
        let mut report = |message: String, help: String| {
            errors.push(CellError { row, column: column.clone(), message, help: Some(help) });
        };
        match Column::from_name(&name.to_lowercase()) {
            Some(known) if columns.contains_key(&known) => {
                report(format!("two columns are called \"{name}\""), "keep one of them".to_owned());
            }
            Some(known) => {
                columns.insert(known, position);
            }
            // A column without a name may hold nothing: see `surplus`.
            None if name.is_empty() => {}
            None => {
                let names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
                let help = nearest(name, names.iter().copied()).map_or_else(
                    || format!("take it out; columns are {}", names.join(", ")),
                    |name| format!("did you mean \"{name}\"?"),
                );
                report(format!("no column is called \"{name}\""), help);
            }
        }
    }
    if !columns.contains_key(&Column::Id) {
        errors.push(CellError {
            row,
            column: None,
            message: "there is no column \"id\"".to_owned(),
            help: Some("the first row names the columns, as `ssg review export` writes them".to_owned()),
        });
    }
    columns
}

/// Reports cells that stand under no name.
fn surplus(row: &Row, header: &Row, report: &mut impl FnMut(Option<Column>, CellProblem)) {
    let nameless = |position: usize| header.cells.get(position).is_none_or(String::is_empty);
    let stray = row.cells.iter().enumerate().find(|(position, cell)| !cell.is_empty() && nameless(*position));
    if let Some((position, cell)) = stray {
        let message = format!("\"{cell}\" in column {} stands under no name", column_letters(position));
        let help = "was a comma or a semicolon written without quotation marks around the cell?";
        report(None, CellProblem::new(message, help));
    }
}

/// The page that a row is about.
struct PageOfRow<'a> {
    archive: &'a Archive,
    event: &'a Event,
    document: &'a Document,
    text: &'a TextFile,
}

/// What one row changes, and the cells of it that cannot be changed because the page was edited since the
/// export; reports cells that cannot mean anything.
fn row_changes(
    row: &Row,
    columns: &BTreeMap<Column, usize>,
    page: &PageOfRow<'_>,
    report: &mut impl FnMut(Option<Column>, CellProblem),
) -> (Option<FileChange>, Vec<(Column, CellProblem)>) {
    let PageOfRow { archive, event, document, text } = *page;
    let mut found = FileChange {
        path: document.path.clone(),
        cells: Vec::new(),
        values: Vec::new(),
        recorded: event.recorded.as_ref().map(|day| day.value),
    };
    let mut edited = Vec::new();
    let cell = |column| columns.get(&column).and_then(|&position| row.cells.get(position));
    // Tables of older programs have no such column, and whoever empties a cell of it wants all of the row.
    let exported = match cell(Column::Exported).filter(|cell| !cell.is_empty()) {
        None => None,
        Some(written) => {
            let exported = Exported::read(written);
            if exported.is_none() {
                let help = "this column is for the program: export anew, and correct that table";
                let message = "the cell is not as `ssg review export` wrote it";
                report(Some(Column::Exported), CellProblem::new(message, help));
                return (None, edited);
            }
            exported
        }
    };
    for column in Column::facts() {
        // A row that ends early says nothing of the columns behind it.
        let Some(written) = cell(column) else { continue };
        if exported.is_some_and(|exported| exported.is(column, written)) {
            continue;
        }
        let old = super::facts::present(event, column, &text.text);
        // Older tables have an empty cell for what could not be read: it does not say that nothing is there.
        if exported.is_none() && written.is_empty() && super::facts::cell(event, column).is_empty() {
            continue;
        }
        match change(archive, event, column, &old, written) {
            Ok(None) => {}
            Ok(Some(_)) if exported.is_some_and(|exported| !exported.is(column, &old)) => {
                edited.push((column, conflict(text, column, &old, written)));
            }
            Ok(Some(value)) => {
                let is_list = matches!(column, Column::Review | Column::Organisations | Column::People);
                if is_list && has_mistake(text, column) {
                    report(
                        Some(column),
                        CellProblem::new(
                            "the list in the file has a mistake of its own",
                            "mend the file first: `ssg check` shows where",
                        ),
                    );
                    continue;
                }
                found.values.push(Change { key: column.name(), value });
                found.cells.push(CellChange { column, old, new: written.clone() });
            }
            Err(problem) => report(Some(column), problem),
        }
    }
    if found.values.is_empty() {
        return (None, edited);
    }
    if let Err(error) = found.make(&text.text) {
        let first = found.cells.first().map(|cell| cell.column);
        report(first, CellProblem::new(format!("{}: {error}", document.path), error.help()));
        return (None, edited);
    }
    (Some(found), edited)
}

/// A cell and its page were both changed, each to something else.
fn conflict(file: &TextFile, column: Column, old: &str, written: &str) -> CellProblem {
    let line = edit::place(&file.text, column.name())
        .map_or_else(String::new, |place| format!(":{}", file.text[..place.start].matches('\n').count() + 1));
    let said = |cell: &str| if cell.is_empty() { "nothing".to_owned() } else { format!("\"{cell}\"") };
    CellProblem::new(
        format!(
            "{}{line} was edited since the export: there `{}` says {}, here {}",
            file.path,
            column.name(),
            said(old),
            said(written)
        ),
        "write in both what is to stand, and apply the table again; nothing of this row was written",
    )
}

/// Items that the reader left out would be lost with the list that they stand in.
fn has_mistake(file: &TextFile, column: Column) -> bool {
    let Some(list) = edit::place(&file.text, column.name()) else { return false };
    let (_, diagnostics) = document::read(file);
    diagnostics
        .iter()
        .flat_map(|diagnostic| &diagnostic.places)
        .any(|place| place.span.is_some_and(|span| span.overlaps(list)))
}

/// Lets the readers judge the changed files, and says in which cells what they find wrong stands.
fn judge(
    changed: &[(usize, FileChange)],
    columns: &BTreeMap<Column, usize>,
    archive: &Archive,
    texts: &BTreeMap<&SitePath, &TextFile>,
) -> Vec<CellError> {
    if changed.is_empty() {
        return Vec::new();
    }
    let mut rows: BTreeMap<SitePath, (usize, TextFile)> = BTreeMap::new();
    for (row, change) in changed {
        let Some(Ok(text)) = texts.get(&change.path).map(|file| change.make(&file.text)) else { continue };
        let file = TextFile { path: change.path.clone(), text: text.into() };
        rows.insert(change.path.clone(), (*row, file));
    }
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut documents = Vec::with_capacity(archive.documents.len());
    for document in &archive.documents {
        let Some((_, new)) = rows.get(&document.path) else {
            documents.push(Arc::clone(document));
            continue;
        };
        if let Some(old) = texts.get(&document.path) {
            before.extend(document::read(old).1);
        }
        let (read, found) = document::read(new);
        documents.extend(read.map(Arc::new));
        after.extend(found);
    }
    before.extend(archive::assemble(archive.documents.clone(), &archive.config, true).1);
    after.extend(archive::assemble(documents, &archive.config, true).1);
    archive.config.judge(&mut before);
    archive.config.judge(&mut after);
    // What was wrong already is not the table's fault. Places move with the words before them.
    let identity = |diagnostic: &Diagnostic| {
        let file = diagnostic.places.first().map(|place| place.path.clone());
        (diagnostic.code, diagnostic.message.clone(), file)
    };
    let known: BTreeSet<_> = before.iter().map(identity).collect();
    after
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error && !known.contains(&identity(diagnostic)))
        .map(|diagnostic| {
            let place = diagnostic.places.iter().find_map(|place| Some((place, rows.get(&place.path)?)));
            let problem = |message| CellProblem { message, help: diagnostic.help.clone() };
            match place {
                Some((place, (row, file))) => {
                    let column = place.span.and_then(|span| {
                        columns.keys().copied().find(|column| {
                            edit::place(&file.text, column.name()).is_some_and(|value| value.overlaps(span))
                        })
                    });
                    cell_error(columns, Some(*row), column, problem(diagnostic.message.clone()))
                }
                // A record that only now is at odds with a changed one.
                None => {
                    let file = diagnostic.places.first().map_or("", |place| place.path.as_str());
                    cell_error(columns, None, None, problem(format!("{file}: {}", diagnostic.message)))
                }
            }
        })
        .collect()
}

fn cell_error(
    columns: &BTreeMap<Column, usize>,
    row: Option<usize>,
    column: Option<Column>,
    problem: CellProblem,
) -> CellError {
    let column = column.and_then(|column| Some((*columns.get(&column)?, column.name().to_owned())));
    CellError { row, column, message: problem.message, help: problem.help }
}
