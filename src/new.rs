//! `ssg new`: a content file to fill in, with what can be filled in.
//!
//! The file is judged by the readers before it is written: an id that is taken, by whatever record, is
//! refused, and nothing is ever overwritten.

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::archive::Archive;
use crate::diagnostics::{Diagnostic, Severity};
use crate::document::print::quoted;
use crate::document::{RecordKind, is_id};
use crate::gazetteer::Gazetteer;
use crate::language::names::{fold, slug};
use crate::publish::{self, PublishError};
use crate::site::{self, Settings};
use crate::source::{self, ReadError, SitePath, TextFile};

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Request {
    /// The site's folder.
    pub root: PathBuf,
    /// What the file is to be a record of. Regions are built in: theirs is an ordinary page's.
    pub kind: RecordKind,
    /// A name, of which the id is made, or an id.
    pub name: String,
    /// The title, where the name is an id.
    pub title: Option<String>,
    /// The day on which the record enters the archive.
    pub today: NaiveDate,
}

/// Why a file was not made.
#[derive(Debug)]
pub enum NewError {
    /// The name has neither a letter nor a digit.
    NoId(String),
    /// There is such a record.
    Taken {
        /// The id.
        id: String,
        /// Its file.
        path: SitePath,
    },
    /// The site would have an error with it.
    Refused(Box<Diagnostic>),
    /// The site cannot be read.
    Read(ReadError),
    /// The file cannot be written.
    Publish(PublishError),
}

impl fmt::Display for NewError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoId(name) => write!(formatter, "no address can be made of \"{name}\""),
            Self::Taken { id, path } => write!(formatter, "\"{id}\" is there already: {path}"),
            Self::Refused(diagnostic) => formatter.write_str(&diagnostic.message),
            Self::Read(error) => error.fmt(formatter),
            Self::Publish(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for NewError {}

impl NewError {
    /// What to do about it, where there is something to do.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::NoId(_) => Some("a name has at least one letter or digit"),
            Self::Taken { .. } => Some("choose another name"),
            Self::Refused(diagnostic) => diagnostic.help.as_deref(),
            Self::Read(_) => None,
            Self::Publish(error) => error.help(),
        }
    }
}

/// Makes the file, and gives its path below the site's folder.
///
/// # Errors
/// When there is such a record, when the site would have an error with it, or the system refuses.
pub fn create(request: &Request) -> Result<String, NewError> {
    let folder = format!("content/{}", request.kind.folder());
    publish::stays_inside(&request.root, &folder).map_err(NewError::Publish)?;
    let (mut sources, _) = source::read(&request.root).map_err(NewError::Read)?;
    let settings = Settings { drafts: true, ..Settings::default() };
    let (site, before) = site::assemble(&sources, &settings);
    let archive = &site.archive;
    let name = request.name.trim();
    let unrecorded = (request.kind == RecordKind::Organisation)
        .then(|| {
            archive.organisations.iter().position(|organisation| {
                !organisation.has_record && organisation.names().any(|known| fold(known) == fold(name))
            })
        })
        .flatten();
    // A name without a record has an address already, and keeps it.
    let id = match unrecorded {
        Some(position) => archive.organisations[position].id.clone(),
        None if is_id(name) => name.to_owned(),
        None => slug(name),
    };
    if id.is_empty() {
        return Err(NewError::NoId(name.to_owned()));
    }
    if let Some(document) =
        archive.documents.iter().find(|document| document.name.kind == request.kind && document.name.id == id)
    {
        return Err(NewError::Taken { id, path: document.path.clone() });
    }
    let title = request.title.as_deref().unwrap_or(name);
    let text = match request.kind {
        RecordKind::Event => event(title, request.today),
        RecordKind::Organisation => organisation(title, archive, unrecorded),
        RecordKind::Region | RecordKind::Page => page(title),
    };
    let path = format!("{folder}/{id}.md");
    sources.documents.push(TextFile { path: SitePath::new(&path), text: text.as_str().into() });
    sources.documents.sort_by(|a, b| a.path.cmp(&b.path));
    let (_, after) = site::assemble(&sources, &settings);
    if let Some(error) = after
        .into_iter()
        .find(|diagnostic| diagnostic.severity == Severity::Error && !before.contains(diagnostic))
    {
        return Err(NewError::Refused(Box::new(error)));
    }
    publish::create_file(&Path::new(&request.root).join(&path), text.as_bytes())
        .map_err(NewError::Publish)?;
    Ok(path)
}

fn event(title: &str, today: NaiveDate) -> String {
    format!(
        "+++\n\
         title = {}\n\
         # summary = \"…\"\n\
         # date = \"2021-11-22\"\n\
         # region = \"turkistan\"\n\
         # place = \"…\"\n\
         # kind = \"civic-forum\"\n\
         # number = 10\n\
         # theme = \"…\"\n\
         # organisations = [{{ name = \"…\", role = \"organiser\" }}, \"…\"]\n\
         # people = [{{ name = \"…\", role = \"…\", organisation = \"…\" }}]\n\
         # draft = true\n\
         recorded = {today}\n\
         \n\
         # [[sources]]\n\
         # title = \"…\"\n\
         # publisher = \"…\"\n\
         # url = \"https://…\"\n\
         # published = 2021-11-22\n\
         # accessed = {today}\n\
         +++\n\n",
        quoted(title)
    )
}

fn organisation(name: &str, archive: &Archive, unrecorded: Option<usize>) -> String {
    let languages = &archive.config.languages;
    let first = archive.config.first_language();
    let mut out = format!("+++\nname.{} = {}\n", first.code(), quoted(name));
    for language in languages.iter().filter(|language| **language != first) {
        out.push_str(&format!("# name.{} = \"…\"\n", language.code()));
    }
    out.push_str("# kind = \"public-association\"\n# aliases = [\"…\"]\n");
    match unrecorded.and_then(|position| region_of(archive, position)) {
        Some(region) => out.push_str(&format!("region = {}\n", quoted(region))),
        None => out.push_str("# region = \"turkistan\"\n"),
    }
    out.push_str("# url = \"https://…\"\n# wikidata = \"Q…\"\n+++\n");
    out
}

/// The region of all events of an organisation, if it is one.
fn region_of(archive: &Archive, organisation: usize) -> Option<&'static str> {
    let mut regions = archive
        .events
        .iter()
        .filter(|event| event.organisations.iter().any(|(index, _)| index.get() == organisation))
        .map(|event| event.region);
    let first = regions.next()??;
    regions.all(|region| region == Some(first)).then(|| Gazetteer::built_in().get(first).id.as_str())
}

fn page(title: &str) -> String {
    format!("+++\ntitle = {}\n# summary = \"…\"\n# draft = true\n+++\n\n", quoted(title))
}
