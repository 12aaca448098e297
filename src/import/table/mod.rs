//! `ssg import events.csv`: makes an event of each row of a spreadsheet.
//!
//! With any mistake in a table nothing of it is written: all of them come out at once, with row and
//! column. Importing a table again changes nothing; a row is known again by its id, or by its cells, and
//! a page that a person edited is never written over. What a row means is the business of [`rows`].

mod columns;
mod dates;
mod rows;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use columns::{Column, Content};
use rows::{Defaults, RowEvent};

use super::compose::id_from;
use super::decode;
use super::run::{Action, Failure, ImportError, Request, change_evidence, free_id, hexadecimal};
use crate::archive::{self, Archive};
use crate::config::Config;
use crate::date::Date;
use crate::diagnostics::{Located, Span};
use crate::document::{Document, Event, Record, RecordKind, print};
use crate::evidence::{ArticleEvidence, Evidence, path_of};
use crate::language::{Language, names};
use crate::publish::{self, PublishError};
use crate::review::apply::CellError;
use crate::review::spreadsheet::{self, Row, SheetError};
use crate::site::{self, Settings};
use crate::source::{self, ArticleFile, Sources};

/// What became of a table.
#[derive(Debug)]
pub struct ImportedTable {
    /// The table's own columns: position from 0, name, and the key under `[extra]`.
    pub own_columns: Vec<(usize, String, String)>,
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
        return Ok(Ok(ImportedTable { own_columns: Vec::new(), rows: Vec::new() }));
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
    let rows = desk.take(&name, events, &fingerprints)?;
    Ok(Ok(ImportedTable { own_columns, rows }))
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

/// The site that is imported into.
struct Desk<'r> {
    request: &'r Request,
    root: Option<PathBuf>,
    archive: Arc<Archive>,
    /// The main file of each event, by id.
    pages: BTreeMap<String, Arc<Document>>,
    /// What an earlier import of a table wrote, by id.
    written: BTreeMap<String, ArticleEvidence>,
}

impl<'r> Desk<'r> {
    fn open(request: &'r Request) -> Result<Self, ImportError> {
        let Some(root) = &request.root else {
            if !request.dry_run {
                return Err(ImportError::NoSite);
            }
            let (archive, _) = archive::assemble(Vec::new(), &Arc::new(Config::default()), true);
            let (pages, written) = (BTreeMap::new(), BTreeMap::new());
            return Ok(Self { request, root: None, archive: Arc::new(archive), pages, written });
        };
        let (sources, _) = source::read(root)?;
        let settings = Settings { drafts: true, ..Settings::default() };
        let (site, _) = site::assemble(&sources, &settings);
        let archive = site.archive;
        let mut pages = BTreeMap::new();
        for document in &archive.documents {
            if document.name.kind == RecordKind::Event && document.name.language.is_none() {
                pages.entry(document.name.id.clone()).or_insert_with(|| Arc::clone(document));
            }
        }
        let written = written_before(&sources, &pages);
        Ok(Self { request, root: Some(root.clone()), archive, pages, written })
    }

    /// Gives each event its id, and writes what is new.
    fn take(
        &self,
        table: &str,
        events: Vec<RowEvent>,
        fingerprints: &BTreeMap<usize, String>,
    ) -> Result<Vec<ImportedRow>, ImportError> {
        let current: BTreeSet<&str> = fingerprints.values().map(String::as_str).collect();
        let by_fingerprint: BTreeMap<&str, &str> =
            self.written.iter().map(|(id, entry)| (entry.sha256.as_str(), id.as_str())).collect();
        // Rows that are known as they are come first: no other row may take their ids.
        let mut claimed: BTreeSet<String> = fingerprints
            .values()
            .filter_map(|fingerprint| by_fingerprint.get(fingerprint.as_str()).map(|id| (*id).to_owned()))
            .chain(events.iter().filter_map(|event| event.id.clone()))
            .collect();
        // What rows of this table made that are no longer in it: those were changed, or taken out.
        let left: BTreeMap<&str, &Event> = self
            .written
            .iter()
            .filter(|(_, entry)| entry.file == table && !current.contains(entry.sha256.as_str()))
            .filter_map(|(id, _)| Some((id.as_str(), self.event_before(id)?)))
            .collect();
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut rows = Vec::with_capacity(events.len());
        for event in events {
            let fingerprint = fingerprints.get(&event.row).map_or("", String::as_str);
            let known = by_fingerprint.get(fingerprint).filter(|id| !used.contains(**id));
            let id = match (&event.id, known) {
                (Some(id), _) => id.clone(),
                (None, Some(id)) => (*id).to_owned(),
                (None, None) => {
                    let is_free = |id: &str| !claimed.contains(id) && !self.pages.contains_key(id);
                    let changed = left.iter().filter(|(id, _)| !claimed.contains(**id));
                    changed_row(&event, changed).unwrap_or_else(|| free_id(is_free, &wanted_id(&event)))
                }
            };
            claimed.insert(id.clone());
            used.insert(id.clone());
            let translations = event.translations.iter().map(|(language, ..)| *language).collect();
            let (event, action) = self.put(table, &id, event, fingerprint)?;
            rows.push(ImportedRow { row: event.row, id, event: event.event, translations, action });
        }
        Ok(rows)
    }

    /// Decides what is to be done with an event, and does it.
    fn put(
        &self,
        table: &str,
        id: &str,
        mut event: RowEvent,
        fingerprint: &str,
    ) -> Result<(RowEvent, Action), ImportError> {
        let Some(root) = self.root.as_deref().filter(|_| !self.request.dry_run) else {
            return Ok((event, Action::Read));
        };
        let known = self.pages.get(id);
        let path = known
            .map_or_else(|| format!("{}/{id}.md", self.request.into), |document| document.path.to_string());
        let before = self.event_before(id);
        let at = |day| Located::new(day, Span::default());
        if event.event.recorded.is_none() {
            let day = before.and_then(|before| before.recorded.as_ref()).map(|day| day.value);
            event.event.recorded = Some(at(day.unwrap_or(self.request.today)));
        }
        let says_updated = event.event.updated.is_some();
        if !says_updated {
            event.event.updated = before.and_then(|before| before.updated.clone());
        }
        let mut files = files_of(&path, &event);
        let entry = |files: &[(String, String)], event: &RowEvent| ArticleEvidence {
            file: table.to_owned(),
            sha256: fingerprint.to_owned(),
            lang: event.event.lang.as_ref().map_or(self.archive.config.first_language(), |lang| lang.value),
            page: page_hash(files.iter().map(|(_, text)| text.as_str())),
            facts: Vec::new(),
        };
        if known.is_none() {
            put_entry(root, &path, entry(&files, &event))?;
            // The main file last: an event without it is none.
            for (path, text) in files.iter().rev() {
                publish::create_file(&root.join(path), text.as_bytes())?;
            }
            return Ok((event, Action::Written(path)));
        }
        let there: Vec<Option<source::TextFile>> =
            files.iter().map(|(path, _)| source::read_text(root, path)).collect();
        let texts = there.iter().flatten().map(|file| &*file.text);
        let written = self.written.get(id).map(|entry| entry.page == page_hash(texts.clone()));
        if files.iter().map(|(_, text)| text.as_str()).eq(texts) {
            return Ok((event, Action::Unchanged(path)));
        }
        match written {
            Some(true) => {}
            Some(false) => return Ok((event, Action::Edited(path))),
            None => return Ok((event, Action::WithoutEvidence(path))),
        }
        let entered_today = event.event.recorded.as_ref().is_some_and(|day| day.value == self.request.today);
        if !says_updated && !entered_today {
            event.event.updated = Some(at(self.request.today));
            files = files_of(&path, &event);
        }
        if !self.request.update {
            let difference: String = files
                .iter()
                .zip(&there)
                .map(|((_, text), old)| {
                    let old = old.as_ref().map_or("", |file| &*file.text);
                    similar::TextDiff::from_lines(old, text).unified_diff().context_radius(1).to_string()
                })
                .collect();
            return Ok((event, Action::Differs { path, difference }));
        }
        put_entry(root, &path, entry(&files, &event))?;
        for (path, text) in files.iter().rev() {
            publish::replace_file(&root.join(path), text.as_bytes())?;
        }
        Ok((event, Action::Updated(path)))
    }

    /// What the page of an event says.
    fn event_before(&self, id: &str) -> Option<&Event> {
        match &self.pages.get(id)?.record {
            Record::Event(event) => Some(event),
            Record::Organisation(_) | Record::Region(_) | Record::Page(_) => None,
        }
    }
}

/// What earlier imports of tables wrote: entries of evidence that no source of an event names.
fn written_before(
    sources: &Sources,
    pages: &BTreeMap<String, Arc<Document>>,
) -> BTreeMap<String, ArticleEvidence> {
    let mut written = BTreeMap::new();
    for (id, page) in pages {
        let path = path_of(page.path.as_str());
        let Ok(position) = sources.evidence.binary_search_by(|file| file.path.as_str().cmp(&path)) else {
            continue;
        };
        let Ok(evidence) = Evidence::parse(&sources.evidence[position]) else { continue };
        if let Some(entry) = evidence.articles.into_iter().find(is_of_row) {
            written.insert(id.clone(), entry);
        }
    }
    written
}

/// Whether an entry of evidence is of a row: it has no words to show.
fn is_of_row(entry: &ArticleEvidence) -> bool {
    entry.facts.is_empty() && !entry.page.is_empty()
}

/// Notes which row a page was made of, in the place of what that row was before.
fn put_entry(root: &Path, page: &str, entry: ArticleEvidence) -> Result<(), PublishError> {
    change_evidence(root, page, |articles| {
        articles.retain(|known| !is_of_row(known));
        articles.insert(0, entry);
    })
}

/// The files of an event: the main one first, then its translations in the order of their languages.
fn files_of(path: &str, event: &RowEvent) -> Vec<(String, String)> {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let mut files = vec![(path.to_owned(), print::print(&event.event, &event.body))];
    for (language, words, body) in &event.translations {
        files.push((format!("{stem}.{}.md", language.code()), print::print(words, body)));
    }
    files
}

/// One fingerprint for all files of an event, so that an edit of any is noticed.
fn page_hash<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    hexadecimal(texts.collect::<Vec<_>>().join("\u{1e}").as_bytes())
}

/// The event that a row made before it was changed: one of its title, or of its series and number. Of several the one
/// that has most in common with it.
fn changed_row<'a>(
    event: &RowEvent,
    left: impl Iterator<Item = (&'a &'a str, &'a &'a Event)>,
) -> Option<String> {
    let said = &event.event;
    let title = |event: &Event| event.title.as_ref().map(|title| names::fold(&title.value));
    let same_region = |before: &Event| same(said.region.as_ref(), before.region.as_ref());
    let same_kind = |before: &Event| same(said.kind.as_ref(), before.kind.as_ref());
    let same_number = |before: &Event| same(said.number.as_ref(), before.number.as_ref());
    let in_common = |before: &Event| {
        let facts = [
            same(said.date.as_ref(), before.date.as_ref()),
            same_region(before),
            same_kind(before),
            same_number(before),
            same(said.place.as_ref(), before.place.as_ref()),
        ];
        facts.into_iter().filter(|&same| same).count()
    };
    let is_it = |before: &Event| {
        let is_numbered = said.number.is_some() && same_number(before);
        title(before) == title(said) || (is_numbered && same_region(before) && same_kind(before))
    };
    left.filter(|(_, before)| is_it(before))
        // Of equals the first.
        .max_by_key(|(id, before)| (in_common(before), Reverse(**id)))
        .map(|(id, _)| (**id).to_owned())
}

/// Whether two facts are the same, wherever they stand.
fn same<T: PartialEq>(one: Option<&Located<T>>, other: Option<&Located<T>>) -> bool {
    one.map(|one| &one.value) == other.map(|other| &other.value)
}

/// The id that an event is to have, if it is free.
fn wanted_id(event: &RowEvent) -> String {
    let certain_year = event.event.date.as_ref().filter(|date| date.value.is_certain()).and_then(|date| {
        let start = date.value.start_iso()?;
        start.get(..4).map(str::to_owned)
    });
    id_from(
        event.region,
        event.event.kind.as_ref().map(|kind| kind.value),
        event.event.number.as_ref().map(|number| number.value),
        certain_year,
        event.event.title.as_ref().map_or("", |title| title.value.as_str()),
    )
}
