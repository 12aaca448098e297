//! One content file, understood on its own: its record's id, its facts, its text.
//!
//! A [`Document`] is determined by the path and the text of its file alone. Names of regions and
//! organisations, links and languages of the site stay as they were written: [`crate::archive`]
//! resolves them. Problems are reported with their places, and what is sound is kept.

pub mod edit;
pub mod print;
mod read;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::OnceLock;

use chrono::NaiveDate;

use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic, Located, Problem, Span};
use crate::fields::{Table, parse_toml, parse_yaml};
use crate::language::Language;
use crate::language::names::slug;
use crate::markdown::{self, Outline, Parsed};
use crate::source::{SharedText, SitePath, TextFile};
use crate::terms;
use crate::vocabulary::{EventKind, Fact, OrganisationKind, Rights, Role};

/// What a content file is a record of, by its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// `content/events/`.
    Event,
    /// `content/organisations/`.
    Organisation,
    /// `content/regions/`.
    Region,
    /// `content/pages/`.
    Page,
}

impl RecordKind {
    /// The folder below `content/`.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Event => "events",
            Self::Organisation => "organisations",
            Self::Region => "regions",
            Self::Page => "pages",
        }
    }

    /// The kind of record with this folder.
    #[must_use]
    pub fn from_folder(folder: &str) -> Option<Self> {
        [Self::Event, Self::Organisation, Self::Region, Self::Page]
            .into_iter()
            .find(|kind| kind.folder() == folder)
    }
}

/// What a content file's path says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// What it is a record of.
    pub kind: RecordKind,
    /// The record's id: its address for ever.
    pub id: String,
    /// The language in the file's name; a file without one is the record's main file.
    pub language: Option<Language>,
}

/// One content file.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub path: SitePath,
    /// What its path says.
    pub name: Name,
    /// What its front matter says.
    pub record: Record,
    /// Whether its front matter does not parse: keys may be missing for that reason alone.
    pub damaged: bool,
    /// Its links and headings; places are counted from the start of the body.
    pub outline: Outline,
    /// The body, parsed: for its HTML and its words.
    pub parsed: Parsed,
    text: SharedText,
    body: Span,
    made: OnceLock<Box<Made>>,
}

/// What is made of a body when it is first asked for: a site that is being edited has that of all other files
/// at hand, and one that shows none of it makes none.
#[derive(Debug, Clone, Default)]
struct Made {
    opening: OnceLock<Box<str>>,
    excerpt: OnceLock<Box<str>>,
    terms: OnceLock<(Language, Box<str>)>,
}

/// How much of a body stands for a summary that is not written, in Unicode characters.
pub const OPENING: usize = 240;

/// How much of a text may be shown when its rights allow an excerpt, in Unicode characters.
pub const EXCERPT: usize = 300;

impl Document {
    /// The first words of the body, in at most [`EXCERPT`] characters.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        self.made().excerpt.get_or_init(|| self.parsed.excerpt(self.body(), EXCERPT).into())
    }

    /// The start of the body, in at most [`OPENING`] characters: what stands for a summary that is not written.
    #[must_use]
    pub fn opening(&self) -> &str {
        self.made().opening.get_or_init(|| self.parsed.excerpt(self.body(), OPENING).into())
    }

    /// The different terms of the body, as they first stand, with a space between them.
    #[must_use]
    pub fn body_terms(&self, language: Language) -> Cow<'_, str> {
        let make = || terms::key_set(&self.parsed.plain_text(self.body()), language);
        let (known, kept) = self.made().terms.get_or_init(|| (language, make()));
        // A file that does not say its language has that of the site, which may change while it is edited.
        if *known == language { Cow::Borrowed(&**kept) } else { Cow::Owned(make().into_string()) }
    }

    fn made(&self) -> &Made {
        self.made.get_or_init(Box::default)
    }

    /// The Markdown behind the front matter.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.text[self.body.start..self.body.end]
    }

    /// Moves a place in the body to its place in the file.
    #[must_use]
    pub const fn in_file(&self, span: Span) -> Span {
        span.shifted(self.body.start)
    }
}

/// The front matter of a content file.
#[derive(Debug, Clone)]
pub enum Record {
    /// An event, or a translation of one.
    Event(Box<Event>),
    /// An organisation's authority record, or a translation of its description.
    Organisation(Box<Organisation>),
    /// A region's description.
    Region(Box<Region>),
    /// An ordinary page, or a translation of one.
    Page(Box<Page>),
}

/// The front matter of an event's file. A translation has the same keys; the archive compares them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// Required; absent only in a document that has problems.
    pub title: Option<Located<String>>,
    /// One or two sentences.
    pub summary: Option<Located<String>>,
    /// Language of this file's text.
    pub lang: Option<Located<Language>>,
    /// What of this text may be published.
    pub rights: Option<Located<Rights>>,
    /// When it took place.
    pub date: Option<Located<Date>>,
    /// A region's id or any of its names.
    pub region: Option<Located<String>>,
    /// Where exactly, in the words of this file's language.
    pub place: Option<Located<String>>,
    /// What kind of event.
    pub kind: Option<Located<EventKind>>,
    /// The ordinal in its name: 7 for the "VII Civic Forum".
    pub number: Option<Located<u32>>,
    /// What it was about, as announced.
    pub theme: Option<Located<String>>,
    /// The organisations that took part.
    pub organisations: Vec<Located<Participation>>,
    /// The people who took part.
    pub people: Vec<Located<Person>>,
    /// Old ids, whose addresses lead here.
    pub aliases: Vec<Located<String>>,
    /// Not to be published yet.
    pub draft: bool,
    /// Why the record was withdrawn.
    pub withdrawn: Option<Located<String>>,
    /// Facts that a person should still look at.
    pub review: Vec<Located<Fact>>,
    /// When it entered the archive.
    pub recorded: Option<Located<NaiveDate>>,
    /// When it last changed in substance.
    pub updated: Option<Located<NaiveDate>>,
    /// Where it was reported.
    pub sources: Vec<Located<Source>>,
    /// Keys of the site's own, for its own templates.
    pub extra: Table,
}

/// That an organisation took part, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participation {
    /// An id, or a name.
    pub organisation: String,
    /// As what.
    pub role: Role,
}

/// A person who took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// As the source writes it, in the nominative.
    pub name: String,
    /// As what, in the words of the file's language.
    pub role: Option<String>,
    /// For whom: an id or a name.
    pub organisation: Option<String>,
}

/// Where an event was reported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The article's title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archived: Option<String>,
    /// When it was published.
    pub published: Option<NaiveDate>,
    /// When it was read.
    pub accessed: Option<NaiveDate>,
    /// Who is to be credited: a photographer, a press service.
    pub credit: Option<String>,
    /// The article's file, as `import` read it.
    pub file: Option<String>,
    /// SHA-256 of the article's decoded text, in hexadecimal digits.
    pub sha256: Option<String>,
}

/// Names by language, and a name that is the same in all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// `name = "…"`: one name for all languages.
    pub shared: Option<Located<String>>,
    /// `name = { kk = "…", … }`, in the order of the languages.
    pub by_language: Vec<(Language, Located<String>)>,
}

/// The front matter of an organisation's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its names; required in the main file.
    pub names: Names,
    /// What kind of organisation.
    pub kind: Option<Located<OrganisationKind>>,
    /// Other names that texts call it by, and its old ids.
    pub aliases: Vec<Located<String>>,
    /// Where it works.
    pub region: Option<Located<String>>,
    /// Its own web address.
    pub url: Option<Located<String>>,
    /// Its Wikidata item.
    pub wikidata: Option<Located<String>>,
    /// Language of the description.
    pub lang: Option<Located<Language>>,
    /// Keys of the site's own.
    pub extra: Table,
}

/// The front matter of a region's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Region {
    /// Language of the description.
    pub lang: Option<Located<Language>>,
    /// Keys of the site's own.
    pub extra: Table,
}

/// The front matter of an ordinary page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Required; absent only in a document that has problems.
    pub title: Option<Located<String>>,
    /// One or two sentences.
    pub summary: Option<Located<String>>,
    /// Language of this file's text.
    pub lang: Option<Located<Language>>,
    /// Old ids, whose addresses lead here.
    pub aliases: Vec<Located<String>>,
    /// Not to be published yet.
    pub draft: bool,
    /// Keys of the site's own.
    pub extra: Table,
}

/// Understands one content file. `None` when its path or its front matter leaves nothing to keep.
#[must_use]
pub fn read(file: &TextFile) -> (Option<Document>, Vec<Diagnostic>) {
    let name = match name_of(&file.path) {
        Ok(name) => name,
        Err(diagnostic) => return (None, vec![diagnostic]),
    };
    let mut problems = Vec::new();
    let document = split(&file.text, name.kind, &mut problems).map(|(table, body)| {
        let damage: Vec<Span> = problems.iter().map(|problem| problem.span).collect();
        let mut found = Vec::new();
        let record = read::record(&name, &table, !damage.is_empty(), &mut found);
        // A value that does not parse is not also of the wrong type.
        found.retain(|problem| !damage.iter().any(|damaged| damaged.overlaps(problem.span)));
        problems.extend(found);
        let (outline, parsed) = markdown::read(&file.text[body.start..body.end]);
        Document {
            path: file.path.clone(),
            name,
            record,
            damaged: !damage.is_empty(),
            outline,
            parsed,
            text: file.text.clone(),
            body,
            made: OnceLock::new(),
        }
    });
    (document, problems.into_iter().map(|problem| problem.within(&file.path)).collect())
}

/// Reads off a path whose record the file is.
///
/// # Errors
/// When it is no path of a record's text.
pub(crate) fn name_of(path: &SitePath) -> Result<Name, Diagnostic> {
    let unknown = |message: &str| {
        Diagnostic::of_file(Code::UnknownFile, path, message).help(
            "content/ holds events/<id>.md, organisations/<id>.md, regions/<id>.md, pages/<id>.md; \
             with files beside it a record is a folder: events/<id>/index.md",
        )
    };
    let below = path.below("content").unwrap_or_default();
    let mut parts = below.split('/');
    let kind = parts
        .next()
        .and_then(RecordKind::from_folder)
        .ok_or_else(|| unknown("no kind of record lives in this folder"))?;
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let (id, suffix) = match (parts.next(), parts.next(), parts.next()) {
        (Some(file), None, None) => {
            let stem = stem(file);
            stem.split_once('.')
                .map_or_else(|| (stem.clone(), None), |(id, suffix)| (id.to_owned(), Some(suffix.to_owned())))
        }
        (Some(folder), Some(file), None) => {
            let stem = stem(file);
            match stem.split_once('.') {
                None if stem == "index" => (folder.to_owned(), None),
                Some(("index", suffix)) => (folder.to_owned(), Some(suffix.to_owned())),
                _ => return Err(unknown("a record's folder holds its texts as index.md, index.ru.md, …")),
            }
        }
        _ => return Err(unknown("records are not nested in further folders")),
    };
    let language = match suffix {
        None => None,
        Some(code) => Some(Language::from_code(&code).ok_or_else(|| {
            Diagnostic::of_file(Code::BadId, path, format!("\"{code}\" in the file's name is no language"))
                .help("name it <id>.md, or <id>.kk.md, <id>.ru.md, <id>.en.md for a translation")
        })?),
    };
    if !is_id(&id) {
        let better = slug(&id);
        return Err(Diagnostic::of_file(Code::BadId, path, format!("\"{id}\" cannot be an address"))
            .help(format!("rename it to {better}: small Latin letters, digits and hyphens")));
    }
    Ok(Name { kind, id, language })
}

/// The longest id: a folder's name on every common file system, in bytes.
const LONGEST_ID: usize = 255;

/// Whether a text can be an id: a part of an address that nothing has to be escaped in.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=LONGEST_ID).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
        && !text.starts_with(['-', '_'])
}

/// Cuts a file into the table of its front matter and the place of its body.
fn split(text: &str, kind: RecordKind, problems: &mut Vec<Problem>) -> Option<(Table, Span)> {
    let whole = Span::new(0, text.len());
    let fence = match text.lines().next().map(str::trim_end) {
        Some(fence @ ("+++" | "---")) => fence,
        _ if kind == RecordKind::Region => return Some((Table::default(), whole)),
        _ => {
            let end = text.find('\n').unwrap_or(text.len());
            problems.push(
                Problem::new(
                    Code::MissingFrontMatter,
                    Span::new(0, end),
                    "the file does not begin with front matter",
                )
                .help("begin with a line +++, then the keys, then a line +++"),
            );
            return None;
        }
    };
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            let front = &text[start..at];
            let (table, found) =
                if fence == "+++" { parse_toml(front, start) } else { parse_yaml(front, start) };
            problems.extend(found);
            return Some((table, Span::new(at + line.len(), text.len())));
        }
        at += line.len();
    }
    problems.push(
        Problem::new(Code::MissingFrontMatter, Span::new(0, fence.len()), "the front matter has no end")
            .label("begins here")
            .help(format!("close it with a line {fence}")),
    );
    None
}
