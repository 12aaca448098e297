//! The columns of the table of all facts: what an event's cells say, and what a changed cell means.
//!
//! Every cell leads back to what it was written from. Whether a date, a region or a kind is one is not
//! decided here: the reader of front matter is asked, by [`super::apply`].

use std::collections::BTreeMap;

use crate::archive::Archive;
use crate::diagnostics::nearest;
use crate::document::edit::{self, NewItem, NewValue};
use crate::document::{Document, Event, Participation, Person, Record, is_id};
use crate::source::{SitePath, TextFile};
use crate::vocabulary::{Fact, Role};

use super::{Waiting, exported};

macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        /// A column of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column { $($(#[doc = $doc])+ $name,)+ }

        impl Column {
            /// Every column, in the order in which they are written.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in the first row; of a fact, its key in the front matter.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }
        }
    };
}

columns! {
    /// The event's id: finds the event, and cannot be changed.
    Id = "id",
    /// The event's main file: for reading.
    File = "file",
    /// Facts that wait for review.
    Review = "review",
    /// The title.
    Title = "title",
    /// When it took place.
    Date = "date",
    /// In which region.
    Region = "region",
    /// Where exactly.
    Place = "place",
    /// What kind of event.
    Kind = "kind",
    /// Which one in a series.
    Number = "number",
    /// What it was about.
    Theme = "theme",
    /// The organisations that took part.
    Organisations = "organisations",
    /// The people who took part.
    People = "people",
    /// The words that waiting facts were read from: for reading.
    Quotes = "quotes",
    /// What the row said when it was exported: for the program, see [`super::exported`].
    Exported = "exported",
}

impl Column {
    /// The columns whose cells change what a page says, in the order in which they are written.
    pub(super) fn facts() -> impl Iterator<Item = Self> {
        let is_fact =
            |column: &Self| !matches!(column, Self::Id | Self::File | Self::Quotes | Self::Exported);
        Self::ALL.iter().copied().filter(is_fact)
    }

    /// The column with this name, letter by letter.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.name() == name)
    }
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// The fact, in lower case and without a final stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl CellProblem {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }
}

/// The main files of events, by id; of two with one id the first counts, as in the archive.
pub(super) fn main_files(archive: &Archive) -> BTreeMap<&str, (&Document, &Event)> {
    let mut files = BTreeMap::new();
    for document in &archive.documents {
        if let (Record::Event(event), None) = (&document.record, document.name.language) {
            files.entry(document.name.id.as_str()).or_insert((&**document, &**event));
        }
    }
    files
}

/// Writes all facts of all events as a table, with the names of the columns in its first row. `texts` are
/// the site's documents: a value that the reader can make nothing of is written as it stands there.
#[must_use]
pub fn table(archive: &Archive, waiting: &[Waiting], texts: &[TextFile]) -> Vec<Vec<String>> {
    let texts: BTreeMap<&SitePath, &TextFile> = texts.iter().map(|file| (&file.path, file)).collect();
    let mut by_event: BTreeMap<&str, Vec<&Waiting>> = BTreeMap::new();
    for waiting in waiting {
        by_event.entry(&waiting.event).or_default().push(waiting);
    }
    let mut rows = vec![Column::ALL.iter().map(|column| column.name().to_owned()).collect()];
    for (id, (document, event)) in main_files(archive) {
        let text = texts.get(&document.path).map_or("", |file| &*file.text);
        let facts: BTreeMap<Column, String> =
            Column::facts().map(|column| (column, present(event, column, text))).collect();
        let cells = Column::ALL.iter().map(|column| match column {
            Column::Id => id.to_owned(),
            Column::File => document.path.to_string(),
            Column::Quotes => by_event.get(id).map_or_else(String::new, |waiting| quotes(waiting)),
            Column::Exported => exported::written(facts.values().map(String::as_str)),
            _ => facts.get(column).cloned().unwrap_or_default(),
        });
        rows.push(cells.collect());
    }
    rows
}

/// The cell of a fact as it comes back from a spreadsheet. What the reader of the file could make nothing
/// of stands in it as it is written there: an empty cell would say that there is nothing.
pub(super) fn present(event: &Event, column: Column, text: &str) -> String {
    let mut written = cell(event, column);
    // Most facts that are missing are not in the file at all, so it need not be parsed again.
    if written.is_empty() && text.contains(column.name()) {
        written = edit::written(text, column.name()).unwrap_or_default();
    }
    exported::plain(&written)
}

fn quotes(waiting: &[&Waiting]) -> String {
    let quotes = waiting.iter().filter_map(|waiting| {
        let quote = waiting.evidence.iter().find_map(|entry| entry.quote.as_deref())?;
        let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(format!("{}: «{quote}»", waiting.fact.id()))
    });
    quotes.collect::<Vec<_>>().join("; ")
}

/// What a file says of a fact; nothing of one that no column shows.
pub(super) fn value(document: &Document, fact: Fact) -> String {
    let Record::Event(event) = &document.record else { return String::new() };
    match Column::from_name(fact.id()) {
        Some(column) => cell(event, column),
        None => {
            let sources = event.sources.iter().map(|source| &source.value);
            let names = sources.filter_map(|source| {
                let known = [&source.title, &source.publisher, &source.url];
                let known: Vec<&str> = known.into_iter().filter_map(|text| text.as_deref()).collect();
                (!known.is_empty()).then(|| known.join(", "))
            });
            names.collect::<Vec<_>>().join("; ")
        }
    }
}

/// The cell of a fact; empty where the file says nothing.
pub(super) fn cell(event: &Event, column: Column) -> String {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    match column {
        Column::Id | Column::File | Column::Quotes | Column::Exported => String::new(),
        Column::Review => joined(event.review.iter().map(|fact| fact.value.id().to_owned())),
        Column::Title => text(event.title.as_ref().map(|title| &title.value)),
        Column::Date => event.date.as_ref().map_or_else(String::new, |date| date.value.to_string()),
        Column::Region => text(event.region.as_ref().map(|region| &region.value)),
        Column::Place => text(event.place.as_ref().map(|place| &place.value)),
        Column::Kind => event.kind.as_ref().map_or_else(String::new, |kind| kind.value.to_string()),
        Column::Number => event.number.as_ref().map_or_else(String::new, |number| number.value.to_string()),
        Column::Theme => text(event.theme.as_ref().map(|theme| &theme.value)),
        Column::Organisations => joined(event.organisations.iter().map(|entry| participation(&entry.value))),
        Column::People => joined(event.people.iter().map(|entry| person(&entry.value))),
    }
}

fn joined(entries: impl Iterator<Item = String>) -> String {
    entries.collect::<Vec<_>>().join("; ")
}

fn participation(entry: &Participation) -> String {
    let name = escaped(&entry.organisation);
    match entry.role {
        // A name that ends like a role says that it has none.
        Role::Participant if role_behind(&name).is_none() => name,
        role => format!("{name} ({})", role.id()),
    }
}

fn person(person: &Person) -> String {
    let mut out = escaped(&person.name);
    if person.role.is_some() || person.organisation.is_some() {
        out.push_str(" | ");
        out.push_str(&escaped(person.role.as_deref().unwrap_or_default()));
    }
    if let Some(organisation) = &person.organisation {
        out.push_str(" | ");
        out.push_str(&escaped(organisation));
    }
    out
}

/// What a changed cell wants to be written; the outer `None` if it says what the file says already
/// (`present`), the inner one if the key is to be taken out.
pub(super) fn change(
    archive: &Archive,
    event: &Event,
    column: Column,
    present: &str,
    written: &str,
) -> Result<Option<Option<NewValue>>, CellProblem> {
    if written == present {
        return Ok(None);
    }
    if written.is_empty() && column == Column::Title {
        return Err(CellProblem::new("an event needs a title", "write the title as it was, or a better one"));
    }
    if written.is_empty() {
        return Ok(Some(None));
    }
    let list = |items: Vec<NewItem>, length: usize| {
        let same = items.len() == length
            && items.iter().enumerate().all(|(position, item)| *item == NewItem::Kept(position));
        Ok((!same).then(|| (!items.is_empty()).then_some(NewValue::List(items))))
    };
    match column {
        // The reader of the table looks after these itself.
        Column::Id | Column::File | Column::Quotes | Column::Exported => Ok(None),
        Column::Title | Column::Date | Column::Region | Column::Place | Column::Kind | Column::Theme => {
            Ok(Some(Some(NewValue::Text(written.to_owned()))))
        }
        Column::Number => match written.parse::<u32>() {
            Ok(number) if number > 0 => Ok(Some(Some(NewValue::Number(number)))),
            _ => Err(CellProblem::new(
                format!("`number` cannot be \"{written}\""),
                "write a whole number from 1 upward, in digits",
            )),
        },
        Column::Review => {
            let present: Vec<Fact> = event.review.iter().map(|fact| fact.value).collect();
            list(items(written, &present, fact, |fact| NewItem::Text(fact.id().to_owned()))?, present.len())
        }
        Column::Organisations => {
            let present: Vec<Participation> =
                event.organisations.iter().map(|entry| entry.value.clone()).collect();
            let parse = |entry: &str| read_participation(archive, entry, &present);
            list(items(written, &present, parse, new_participation)?, present.len())
        }
        Column::People => {
            let present: Vec<Person> = event.people.iter().map(|entry| entry.value.clone()).collect();
            let parse = |entry: &str| read_person(archive, entry, &present);
            list(items(written, &present, parse, new_person)?, present.len())
        }
    }
}

/// The items of a list's cell: those that are there already, each once, and new ones.
fn items<T: PartialEq>(
    written: &str,
    present: &[T],
    parse: impl Fn(&str) -> Result<T, CellProblem>,
    new: impl Fn(T) -> NewItem,
) -> Result<Vec<NewItem>, CellProblem> {
    let mut used = vec![false; present.len()];
    let mut items = Vec::new();
    for entry in split(written, ';') {
        if entry.is_empty() {
            continue;
        }
        let value = parse(entry)?;
        let known = (0..present.len()).find(|&position| !used[position] && present[position] == value);
        items.push(match known {
            Some(position) => {
                used[position] = true;
                NewItem::Kept(position)
            }
            None => new(value),
        });
    }
    Ok(items)
}

/// The organisations of a cell that no event has yet.
///
/// # Errors
/// When an entry names none, has a role that is none, or an id without a record.
pub fn participations(archive: &Archive, written: &str) -> Result<Vec<Participation>, CellProblem> {
    entries(written).map(|entry| read_participation(archive, entry, &[])).collect()
}

/// The people of a cell that no event has yet.
///
/// # Errors
/// When an entry names nobody, has too many parts, or an id without a record.
pub fn people(archive: &Archive, written: &str) -> Result<Vec<Person>, CellProblem> {
    entries(written).map(|entry| read_person(archive, entry, &[])).collect()
}

fn entries(written: &str) -> impl Iterator<Item = &str> {
    split(written, ';').into_iter().filter(|entry| !entry.is_empty())
}

fn fact(entry: &str) -> Result<Fact, CellProblem> {
    Fact::from_id(entry).ok_or_else(|| {
        let help = nearest(entry, Fact::IDS.iter().copied()).map_or_else(
            || format!("facts are {}; they are parted by semicolons", Fact::IDS.join(", ")),
            |fact| format!("did you mean \"{fact}\"?"),
        );
        CellProblem::new(format!("`review` cannot be \"{entry}\""), help)
    })
}

fn read_participation(
    archive: &Archive,
    entry: &str,
    present: &[Participation],
) -> Result<Participation, CellProblem> {
    let (name, role) = match role_behind(entry) {
        Some((name, word)) => match Role::from_word(word) {
            Some(role) => (name, role),
            None => {
                let whole = Participation { organisation: unescaped(entry), role: Role::Participant };
                if present.contains(&whole) {
                    return Ok(whole);
                }
                let nearest = nearest(word, Role::IDS.iter().copied()).unwrap_or_default();
                return Err(CellProblem::new(
                    format!("\"{word}\" is no role of an organisation"),
                    format!(
                        "did you mean ({nearest})? if it belongs to the name, write (participant) behind it"
                    ),
                ));
            }
        },
        None => (entry, Role::Participant),
    };
    let organisation = unescaped(name);
    if organisation.is_empty() {
        return Err(CellProblem::new(
            format!("\"{entry}\" names no organisation"),
            "write an id or a name before the role",
        ));
    }
    let found = Participation { organisation, role };
    if !present.iter().any(|entry| entry.organisation == found.organisation) {
        known_id(archive, &found.organisation)?;
    }
    Ok(found)
}

/// The name and the word in brackets behind it, if the word is a role or nearly one. Any other word belongs
/// to the name.
fn role_behind(entry: &str) -> Option<(&str, &str)> {
    let (name, word) = entry.strip_suffix(')')?.rsplit_once('(')?;
    let word = word.trim();
    let is_role = Role::from_word(word).is_some() || nearest(word, Role::IDS.iter().copied()).is_some();
    is_role.then_some((name.trim_end(), word))
}

fn new_participation(entry: Participation) -> NewItem {
    match entry.role {
        Role::Participant => NewItem::Text(entry.organisation),
        Role::Organiser | Role::Venue => {
            NewItem::Table(vec![("name", entry.organisation), ("role", entry.role.id().to_owned())])
        }
    }
}

fn read_person(archive: &Archive, entry: &str, present: &[Person]) -> Result<Person, CellProblem> {
    const FORM: &str = "write name | role | organisation; a person is parted from the next by a semicolon";
    let parts: Vec<String> = split(entry, '|').into_iter().map(unescaped).collect();
    let part = |position: usize| parts.get(position).filter(|part| !part.is_empty()).cloned();
    let Some(name) = part(0) else {
        return Err(CellProblem::new(format!("\"{entry}\" names no person"), FORM));
    };
    if parts.len() > 3 {
        return Err(CellProblem::new(format!("\"{entry}\" has more than three parts"), FORM));
    }
    let person = Person { name, role: part(1), organisation: part(2) };
    if let Some(organisation) = &person.organisation
        && !present.iter().any(|entry| entry.organisation.as_ref() == Some(organisation))
    {
        known_id(archive, organisation)?;
    }
    Ok(person)
}

fn new_person(person: Person) -> NewItem {
    let mut entries = vec![("name", person.name)];
    entries.extend(person.role.map(|role| ("role", role)));
    entries.extend(person.organisation.map(|organisation| ("organisation", organisation)));
    NewItem::Table(entries)
}

/// A text that can only be an id must be one: a misspelt id would be taken for a name.
fn known_id(archive: &Archive, text: &str) -> Result<(), CellProblem> {
    let like_an_id = text.contains(['-', '_']) && is_id(text);
    let known = archive.organisations.iter().filter(|organisation| organisation.has_record);
    let ids: Vec<&str> = known
        .flat_map(|organisation| {
            std::iter::once(&organisation.id).chain(&organisation.old_ids).map(String::as_str)
        })
        .collect();
    if !like_an_id || ids.contains(&text) {
        return Ok(());
    }
    let help = nearest(text, ids.iter().copied()).map_or_else(
        || "write its record in content/organisations/, or its name instead of an id".to_owned(),
        |id| format!("did you mean \"{id}\"?"),
    );
    Err(CellProblem::new(format!("no organisation has the id \"{text}\""), help))
}

/// Marks what would part entries, so that it stays part of the text.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace('|', "\\|")
}

/// Undoes [`escaped`]; other backslashes are what they are.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.next_if(|next| letter == '\\' && matches!(next, '\\' | ';' | '|')) {
            Some(marked) => out.push(marked),
            None => out.push(letter),
        }
    }
    out
}

/// Parts a text at a sign, but not where it is marked.
fn split(text: &str, sign: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut marked = false;
    for (at, letter) in text.char_indices() {
        if letter == sign && !marked {
            parts.push(text[start..at].trim());
            start = at + letter.len_utf8();
        }
        marked = letter == '\\' && !marked;
    }
    parts.push(text[start..].trim());
    parts
}
