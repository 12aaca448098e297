//! From the rows of a table to events: each row is written as front matter, and the readers of documents
//! and of the archive judge it, so a cell is checked by exactly what checks a file.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::columns::{Column, Content, Meaning, WORDS};
use super::dates;
use crate::archive::{self, Archive};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::document::print::{self, quoted};
use crate::document::{self, Document, Event, Participation, Record, RecordKind};
use crate::gazetteer::RegionIndex;
use crate::import::compose::escaped;
use crate::import::language;
use crate::language::names::{fold, slug};
use crate::language::strings::StringTables;
use crate::language::{ByLanguage, Language};
use crate::review::apply::CellError;
use crate::review::facts::{self, CellProblem};
use crate::review::spreadsheet::Row;
use crate::source::{SitePath, TextFile};
use crate::theme;
use crate::vocabulary::{EventKind, Role};

/// A text with fewer letters says too little of its language; then that of the whole table counts.
const LETTERS_TO_TELL: usize = 40;

/// An event that a row tells of.
#[derive(Debug, Clone)]
pub(super) struct RowEvent {
    /// The row as the spreadsheet counts it.
    pub(super) row: usize,
    /// The id that the row gives.
    pub(super) id: Option<String>,
    /// The front matter of the main file. Places mean nothing in it.
    pub(super) event: Event,
    /// The text of the main file, as Markdown.
    pub(super) body: String,
    /// What the row says in other languages.
    pub(super) translations: Vec<(Language, Event, String)>,
    /// The region that its name means.
    pub(super) region: Option<RegionIndex>,
}

/// What rows do not say themselves.
pub(super) struct Defaults<'a> {
    pub(super) config: &'a Arc<Config>,
    /// For what names of organisations mean.
    pub(super) archive: &'a Archive,
    /// What the command line says of all sources.
    pub(super) publisher: Option<&'a str>,
    pub(super) url: Option<&'a str>,
    pub(super) published: Option<&'a str>,
}

/// Reads all rows; everything that is wrong with any cell goes to `errors`.
pub(super) fn read(
    rows: &[Row],
    columns: &[Column],
    defaults: &Defaults<'_>,
    errors: &mut Vec<CellError>,
) -> Vec<RowEvent> {
    let whole: String = rows.iter().flat_map(|row| words_of(row, columns)).collect();
    let table_language = language::of(&whole);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut drafts = Vec::new();
    for row in rows {
        let mut draft = Draft::new(row, columns);
        draft.fill(defaults, table_language);
        if let Some((id, position)) = draft.id()
            && let Some(first) = seen.insert(id, row.number)
        {
            let problem = CellProblem {
                message: format!("\"{id}\" stands in row {first} already"),
                help: Some("an id is the address of one event".to_owned()),
            };
            draft.errors.push(cell_error(row, columns, position, problem));
        }
        errors.append(&mut draft.errors);
        drafts.push(draft);
    }
    judge(&drafts, defaults, errors)
}

/// The texts of a row, for telling its language.
fn words_of<'r>(row: &'r Row, columns: &[Column]) -> Vec<&'r str> {
    let text = |column: &Column| match column.content {
        Content::Known(
            Meaning::Title | Meaning::Summary | Meaning::Text | Meaning::Theme | Meaning::Place,
            None,
        ) => row.cells.get(column.position).map(String::as_str),
        Content::Known(..) | Content::Extra(_) => None,
    };
    columns.iter().filter_map(text).flat_map(|text| [text, " "]).collect()
}

/// A row on its way to an event.
struct Draft<'a> {
    row: &'a Row,
    columns: &'a [Column],
    /// The front matter of the main file, but for its last line.
    text: String,
    /// Which bytes of it come from which column, by position in the table.
    places: Vec<(Range<usize>, usize)>,
    body: String,
    translations: Vec<(Language, Event, String)>,
    errors: Vec<CellError>,
}

impl<'a> Draft<'a> {
    fn new(row: &'a Row, columns: &'a [Column]) -> Self {
        Self {
            row,
            columns,
            text: "+++\n".to_owned(),
            places: Vec::new(),
            body: String::new(),
            translations: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// The cell with a meaning, if anything stands in it, and the position of its column.
    fn cell(&self, meaning: Meaning, language: Option<Language>) -> Option<(&'a str, usize)> {
        let column =
            self.columns.iter().find(|column| column.content == Content::Known(meaning, language))?;
        let text = self.row.cells.get(column.position)?.as_str();
        (!text.is_empty()).then_some((text, column.position))
    }

    fn id(&self) -> Option<(&'a str, usize)> {
        self.cell(Meaning::Id, None)
    }

    /// Enters a line of front matter that a cell says.
    fn line(&mut self, key: &str, value: &str, position: usize) {
        let start = self.text.len();
        self.text.push_str(&format!("{key} = {value}\n"));
        self.places.push((start..self.text.len(), position));
    }

    fn report(&mut self, position: usize, message: String, help: &str) {
        let problem = CellProblem { message, help: Some(help.to_owned()) };
        self.errors.push(cell_error(self.row, self.columns, position, problem));
    }

    fn fill(&mut self, defaults: &Defaults<'_>, table_language: Language) {
        let first_language = defaults.config.first_language();
        let main = self.language(defaults, table_language);
        // What stands in a column without a language, or else in the one of the main language.
        let own =
            |draft: &Self, meaning| draft.cell(meaning, None).or_else(|| draft.cell(meaning, Some(main)));
        if let Some((id, position)) = self.id()
            && (slug(id) != id.replace('_', "-") || id.starts_with('_'))
        {
            let help = format!("write it as {}: small Latin letters, digits and hyphens", slug(id));
            self.report(position, format!("\"{id}\" cannot be an address"), &help);
        }
        match own(self, Meaning::Title) {
            Some((title, position)) => self.line("title", &quoted(&one_line(title)), position),
            None => {
                let position = self
                    .columns
                    .iter()
                    .find(|column| matches!(column.content, Content::Known(Meaning::Title, _)))
                    .map_or(0, |column| column.position);
                self.report(position, "the event has no title".to_owned(), "every row needs a title");
            }
        }
        if let Some((summary, position)) = own(self, Meaning::Summary) {
            self.line("summary", &quoted(&one_line(summary)), position);
        }
        if main != first_language {
            self.text.push_str(&format!("lang = {}\n", quoted(main.code())));
        }
        match self.cell(Meaning::Rights, None) {
            Some((rights, position)) => self.line("rights", &quoted(rights), position),
            None => self.text.push_str(&format!("rights = {}\n", quoted(defaults.config.import_rights.id()))),
        }
        self.date();
        for (meaning, key) in [(Meaning::Region, "region"), (Meaning::Place, "place")] {
            if let Some((text, position)) = own(self, meaning) {
                self.line(key, &quoted(&one_line(text)), position);
            }
        }
        if let Some((kind, position)) = self.cell(Meaning::Kind, None) {
            let id = KINDS.get(&fold(kind)).map_or(kind, |kind| kind.id());
            self.line("kind", &quoted(id), position);
        }
        if let Some((number, position)) = self.cell(Meaning::Number, None) {
            match number.parse::<u32>() {
                Ok(whole) if whole > 0 => self.line("number", &whole.to_string(), position),
                _ => self.report(
                    position,
                    format!("`number` cannot be \"{number}\""),
                    "write a whole number from 1 upward, in digits",
                ),
            }
        }
        if let Some((theme, position)) = own(self, Meaning::Theme) {
            self.line("theme", &quoted(&one_line(theme)), position);
        }
        self.lists(defaults);
        for (meaning, key) in [(Meaning::Recorded, "recorded"), (Meaning::Updated, "updated")] {
            if let Some((day, position)) = self.cell(meaning, None) {
                self.line(key, &quoted(&dates::iso(day)), position);
            }
        }
        self.sources(defaults);
        self.extra();
        self.text.push_str("+++\n");
        self.body = own(self, Meaning::Text).map_or_else(String::new, |(text, _)| markdown(text));
        self.translate(main);
    }

    /// The language of the main file.
    fn language(&mut self, defaults: &Defaults<'_>, table_language: Language) -> Language {
        if let Some((written, position)) = self.cell(Meaning::Lang, None) {
            if let Some(language) = WORDS.language(written) {
                return language;
            }
            self.report(position, format!("`lang` cannot be \"{written}\""), "one of: kk, ru, en");
        }
        if self.cell(Meaning::Title, None).is_some() {
            let words: String = words_of(self.row, self.columns).concat();
            let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
            return if letters < LETTERS_TO_TELL { table_language } else { language::of(&words) };
        }
        let has_title = |language: &&Language| self.cell(Meaning::Title, Some(**language)).is_some();
        let first = defaults.config.languages.iter().find(has_title);
        first.copied().unwrap_or_else(|| defaults.config.first_language())
    }

    fn date(&mut self) {
        let date = self.cell(Meaning::Date, None);
        let (start, end) = (self.cell(Meaning::Start, None), self.cell(Meaning::End, None));
        match (date, start, end) {
            (Some((date, position)), None, None) | (None, Some((date, position)), None) => {
                self.line("date", &quoted(&dates::edtf(date)), position);
            }
            (Some((start, position)), None, Some((end, _)))
            | (None, Some((start, position)), Some((end, _))) => {
                let (start, end) = (dates::edtf(start), dates::edtf(end));
                let date = if start == end { start } else { format!("{start}/{end}") };
                self.line("date", &quoted(&date), position);
            }
            (None, None, Some((_, position))) => self.report(
                position,
                "there is an end and no beginning".to_owned(),
                "write the beginning too, or the date alone",
            ),
            (Some(_), Some((_, position)), _) => self.report(
                position,
                "there are a date and a beginning".to_owned(),
                "write the date, or the beginning and the end",
            ),
            (None, None, None) => {}
        }
    }

    fn lists(&mut self, defaults: &Defaults<'_>) {
        let mut organisations: Vec<String> = Vec::new();
        let start = self.text.len();
        let mut first = None;
        for (meaning, role) in [(Meaning::Organisers, Some(Role::Organiser)), (Meaning::Organisations, None)]
        {
            let Some((cell, position)) = self.cell(meaning, None) else { continue };
            first = first.or(Some(position));
            match facts::participations(defaults.archive, &one_a_semicolon(cell)) {
                Ok(entries) => organisations.extend(entries.into_iter().map(|entry| {
                    print::participation(&Participation { role: role.unwrap_or(entry.role), ..entry })
                })),
                Err(problem) => self.errors.push(cell_error(self.row, self.columns, position, problem)),
            }
        }
        if let Some(position) = first {
            self.text.push_str(&format!("organisations = [{}]\n", organisations.join(", ")));
            self.places.push((start..self.text.len(), position));
        }
        if let Some((cell, position)) = self.cell(Meaning::People, None) {
            match facts::people(defaults.archive, &one_a_semicolon(cell)) {
                Ok(people) => {
                    let people: Vec<String> = people.iter().map(print::person).collect();
                    self.line("people", &format!("[{}]", people.join(", ")), position);
                }
                Err(problem) => self.errors.push(cell_error(self.row, self.columns, position, problem)),
            }
        }
        for (meaning, key) in [(Meaning::Aliases, "aliases"), (Meaning::Review, "review")] {
            if let Some((cell, position)) = self.cell(meaning, None) {
                let cell = one_a_semicolon(cell);
                let items: Vec<String> =
                    cell.split(';').map(str::trim).filter(|item| !item.is_empty()).map(quoted).collect();
                self.line(key, &format!("[{}]", items.join(", ")), position);
            }
        }
        if let Some((cell, position)) = self.cell(Meaning::Draft, None) {
            match WORDS.answer(cell) {
                Some(true) => self.line("draft", "true", position),
                Some(false) => {}
                None => self.report(position, format!("`draft` cannot be \"{cell}\""), "write yes or no"),
            }
        }
    }

    /// A row has one source; further addresses in its cell are sources of their own.
    fn sources(&mut self, defaults: &Defaults<'_>) {
        // Many tables name a source by its address alone.
        let is_address = |cell: &str| cell.starts_with("https://") || cell.starts_with("http://");
        let named = self.cell(Meaning::SourceTitle, None);
        let addresses = self.cell(Meaning::Url, None).or(named.filter(|(cell, _)| is_address(cell)));
        let mut addresses_left: Vec<&str> = addresses.map_or_else(Vec::new, |(cell, _)| {
            cell.split([';', '\n', ' ']).filter(|url| !url.is_empty()).collect()
        });
        let first_address = if addresses_left.is_empty() { None } else { Some(addresses_left.remove(0)) };
        let is_day = |meaning| matches!(meaning, Meaning::Published | Meaning::Accessed);
        let mut lines: Vec<(&str, String, Option<usize>)> = Vec::new();
        for (meaning, key, told) in [
            (Meaning::SourceTitle, "title", None),
            (Meaning::Publisher, "publisher", defaults.publisher),
            (Meaning::Url, "url", defaults.url),
            (Meaning::Archived, "archived", None),
            (Meaning::Published, "published", defaults.published),
            (Meaning::Accessed, "accessed", None),
            (Meaning::Credit, "credit", None),
        ] {
            let cell = match meaning {
                Meaning::Url => addresses,
                Meaning::SourceTitle => named.filter(|(cell, _)| !is_address(cell)),
                _ => self.cell(meaning, None),
            };
            let cell = cell.map(|(text, position)| (text, Some(position)));
            let Some((text, position)) = cell.or(told.map(|text| (text, None))) else { continue };
            let text = match (meaning, first_address) {
                (Meaning::Url, Some(address)) if position.is_some() => address.to_owned(),
                _ if is_day(meaning) => dates::iso(text),
                _ => one_line(text),
            };
            lines.push((key, text, position));
        }
        if lines.iter().any(|(_, _, position)| position.is_some()) {
            self.text.push_str("\n[[sources]]\n");
            for (key, text, position) in lines {
                match position {
                    Some(position) => self.line(key, &quoted(&text), position),
                    None => self.text.push_str(&format!("{key} = {}\n", quoted(&text))),
                }
            }
        }
        for address in addresses_left {
            self.text.push_str("\n[[sources]]\n");
            self.line("url", &quoted(address), addresses.map_or(0, |(_, position)| position));
        }
    }

    fn extra(&mut self) {
        let mut is_first = true;
        for column in self.columns {
            let Content::Extra(key) = &column.content else { continue };
            let Some(text) = self.row.cells.get(column.position).filter(|text| !text.is_empty()) else {
                continue;
            };
            if is_first {
                self.text.push_str("\n[extra]\n");
                is_first = false;
            }
            self.line(&quoted(key), &quoted(text), column.position);
        }
    }

    /// What the row says in languages of their own.
    fn translate(&mut self, main: Language) {
        for language in Language::ALL.into_iter().filter(|language| *language != main) {
            let cell = |meaning| self.cell(meaning, Some(language));
            let value = |meaning| {
                cell(meaning).map(|(text, _)| {
                    crate::diagnostics::Located::new(one_line(text), crate::diagnostics::Span::default())
                })
            };
            let event = Event {
                title: value(Meaning::Title),
                summary: value(Meaning::Summary),
                place: value(Meaning::Place),
                theme: value(Meaning::Theme),
                ..Event::default()
            };
            let body = cell(Meaning::Text).map_or_else(String::new, |(text, _)| markdown(text));
            if event.title.is_some() {
                self.translations.push((language, event, body));
            } else if let Some((_, position)) =
                [Meaning::Summary, Meaning::Text, Meaning::Theme, Meaning::Place].into_iter().find_map(cell)
            {
                let message = format!("there is a text in the language {} and no title", language.code());
                self.report(position, message, "a text in another language needs a title of its own");
            }
        }
    }

    fn file(&self) -> TextFile {
        let path = format!("content/events/{}.md", provisional(self.row));
        TextFile { path: SitePath::new(&path), text: self.text.as_str().into() }
    }
}

/// The id under which a row is judged, before it has its own.
fn provisional(row: &Row) -> String {
    format!("row-{}", row.number)
}

/// Lets the readers judge the rows, and makes events of those that are sound.
fn judge(drafts: &[Draft<'_>], defaults: &Defaults<'_>, errors: &mut Vec<CellError>) -> Vec<RowEvent> {
    let mut documents: Vec<Arc<Document>> = defaults
        .archive
        .documents
        .iter()
        .filter(|document| document.name.kind == RecordKind::Organisation)
        .map(Arc::clone)
        .collect();
    let (_, before) = archive::assemble(documents.clone(), defaults.config, true);
    let by_path: BTreeMap<SitePath, &Draft<'_>> =
        drafts.iter().map(|draft| (draft.file().path, draft)).collect();
    let mut found = Vec::new();
    for draft in drafts {
        let (document, diagnostics) = document::read(&draft.file());
        documents.extend(document.map(Arc::new));
        found.extend(diagnostics);
    }
    let (assembled, diagnostics) = archive::assemble(documents, defaults.config, true);
    found.extend(diagnostics.into_iter().filter(|diagnostic| !before.contains(diagnostic)));
    // Addresses are judged when every row has its own.
    let is_of_rows =
        |found: &&Diagnostic| found.severity == Severity::Error && found.code != Code::DuplicateAlias;
    for diagnostic in found.iter().filter(is_of_rows) {
        errors.extend(in_cell(diagnostic, &by_path));
    }
    drafts
        .iter()
        .filter_map(|draft| {
            let position = assembled.event(&provisional(draft.row))?;
            let resolved = &assembled.events[position.get()];
            let Record::Event(event) = &resolved.document().record else { return None };
            Some(RowEvent {
                row: draft.row.number,
                id: draft.id().map(|(id, _)| id.to_owned()),
                event: (**event).clone(),
                body: draft.body.clone(),
                translations: draft.translations.clone(),
                region: resolved.region,
            })
        })
        .collect()
}

/// Says in which cell what the readers find wrong stands.
fn in_cell(diagnostic: &Diagnostic, drafts: &BTreeMap<SitePath, &Draft<'_>>) -> Option<CellError> {
    let (place, draft) =
        diagnostic.places.iter().find_map(|place| Some((place, drafts.get(&place.path)?)))?;
    let position = place.span.and_then(|span| {
        let hit = draft.places.iter().find(|(range, _)| range.start < span.end && span.start < range.end);
        hit.map(|(_, position)| *position)
    });
    let problem = CellProblem { message: diagnostic.message.clone(), help: diagnostic.help.clone() };
    match position {
        Some(position) => Some(cell_error(draft.row, draft.columns, position, problem)),
        // A title that is missing has been reported with its column.
        None if draft.errors.is_empty() && !draft.text.contains("\ntitle = ") => None,
        None => Some(CellError {
            row: Some(draft.row.number),
            column: None,
            message: problem.message,
            help: problem.help,
        }),
    }
}

fn cell_error(row: &Row, columns: &[Column], position: usize, problem: CellProblem) -> CellError {
    let name = columns.iter().find(|column| column.position == position).map(|column| column.name.clone());
    CellError {
        row: Some(row.number),
        column: name.map(|name| (position, name)),
        message: problem.message,
        help: problem.help,
    }
}

/// Every name of every kind, folded.
static KINDS: LazyLock<BTreeMap<String, EventKind>> = LazyLock::new(|| {
    let (tables, _) = StringTables::assemble(&theme::strings(), &ByLanguage::default(), &Language::ALL);
    let mut kinds = BTreeMap::new();
    for kind in EventKind::all() {
        for language in Language::ALL {
            for table in ["kind", "kind-plural"] {
                kinds.insert(fold(tables[language].get(&format!("{table}.{}", kind.id()))), kind);
            }
        }
        // "civic forum" and "civic_forum" are as good as the id.
        kinds.insert(kind.id().replace('-', " "), kind);
        kinds.insert(kind.id().replace('-', "_"), kind);
    }
    kinds
});

/// Entries that stand on lines of their own are parted by semicolons.
fn one_a_semicolon(cell: &str) -> String {
    cell.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell's text as Markdown that shows the same letters: every line is a paragraph.
fn markdown(cell: &str) -> String {
    let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(escaped).collect::<Vec<_>>().join("\n\n")
}
