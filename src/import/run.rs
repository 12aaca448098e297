//! `ssg import`: reads articles, and writes a page for each that is new.
//!
//! Importing an article again changes nothing. A page that a person edited is never written again. An
//! event that the archive may have already is reported; joining is the editor's decision, and the business
//! of [`super::join`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::article::{Article, Told};
use super::compose::{self, Frame, Page, compose, id_of};
use super::facts::Facts;
use super::ids::{self, id_in};
use super::join::{Joined, Report, join};
use super::known::{Known, KnownOrganisation};
use super::read::{self, Arguments};
use super::same_event::{SameEvent, Traits, of_archive};
use super::understand;
use crate::archive::Archive;
use crate::config::Config;
use crate::date::Date;
use crate::diagnostics::{Located, Span};
use crate::document::{Event, RecordKind, Source};
use crate::evidence::{ArticleEvidence, Evidence, pages_of, path_of};
use crate::publish::{self, PublishError};
use crate::site::{self, Settings};
use crate::source::{self, ReadError, Sources};

/// How many articles are read before any is written: memory stays flat, threads stay busy.
const BATCH: usize = 256;

/// What is wanted of an import.
#[derive(Debug, Clone)]
pub struct Request {
    /// The site's folder; without one nothing can be written.
    pub root: Option<PathBuf>,
    /// Where pages go, below the site's folder.
    pub into: String,
    /// Whether pages may be written again that a newer importer reads otherwise.
    pub update: bool,
    /// The event that the articles are further reports of.
    pub join: Option<String>,
    /// What the command line says of the articles.
    pub arguments: Arguments,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// The day on which events enter the archive.
    pub today: NaiveDate,
}

impl Request {
    /// Refuses to write where the site would not read it.
    pub(super) fn admit(&self) -> Result<(), PublishError> {
        match &self.root {
            Some(root) if !self.dry_run => publish::stays_inside(root, &self.into),
            Some(_) | None => Ok(()),
        }
    }
}

/// What became of one article.
#[derive(Debug)]
pub struct Imported {
    /// The article.
    pub article: Article,
    /// What was read out of it.
    pub facts: Facts,
    /// Events that it may report as well.
    pub same_event: Vec<SameEvent>,
    /// What was done.
    pub action: Action,
}

/// What was done with an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Nothing was to be written.
    Read,
    /// A page was written.
    Written(String),
    /// The page is there, as it would be written now.
    Unchanged(String),
    /// The page is there, and a person has edited it.
    Edited(String),
    /// There is a page of it, and no evidence of how it was written: it is left alone.
    WithoutEvidence(String),
    /// The page is there as an older importer wrote it; this one would write it otherwise.
    Differs {
        /// The page.
        path: String,
        /// The difference, line by line.
        difference: String,
    },
    /// The page was written again.
    Updated(String),
    /// The article became a further source of an event, and the page of its language where that was new.
    Joined {
        /// The event's main file.
        path: String,
        /// The translation that was written.
        translation: Option<String>,
        /// What became of the page that an earlier import had made of the article.
        own_page: Option<OwnPage>,
        /// In what the article and the event are at odds.
        odds: Vec<Odds>,
    },
}

/// The page that an article had before it was joined to another event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnPage {
    /// Nobody had edited it: it is gone, and its address leads to the event.
    TakenBack(String),
    /// It stands: a person had edited it, or it has a translation or a further source.
    Stands(String),
}

/// A fact that an article and the event that it was joined to see differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odds {
    /// Which fact: `date`, `region`, `kind`.
    pub fact: &'static str,
    /// What the event's file says.
    pub event: String,
    /// What the article says.
    pub article: String,
}

/// Why an article could not be imported. The others go on.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Whether the system did not give the file out: of the article itself that says nothing.
    pub is_unread: bool,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>, help: &str) -> Self {
        Self { message: message.into(), help: Some(help.to_owned()), is_unread: false }
    }

    pub(super) fn unread(message: String) -> Self {
        Self { message, help: None, is_unread: true }
    }
}

/// Why an import could not be done at all.
#[derive(Debug)]
pub enum ImportError {
    /// The site cannot be read.
    Read(ReadError),
    /// A page cannot be written.
    Publish(PublishError),
    /// There is no event to join.
    NoSuchEvent(String),
    /// There is no site to write to.
    NoSite,
}

impl fmt::Display for ImportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(formatter),
            Self::Publish(error) => error.fmt(formatter),
            Self::NoSuchEvent(id) => write!(formatter, "there is no event \"{id}\" to join"),
            Self::NoSite => formatter.write_str(
                "there is no site.toml here or in a folder above; name the site with --root, or look with --dry-run",
            ),
        }
    }
}

impl std::error::Error for ImportError {}

impl ImportError {
    /// What to do about it, where there is something to do that its words do not say.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Publish(error) => error.help(),
            Self::Read(_) | Self::NoSuchEvent(_) | Self::NoSite => None,
        }
    }
}

impl From<ReadError> for ImportError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<PublishError> for ImportError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}

/// Imports articles. `report` is told what became of each, in the order of their names.
///
/// # Errors
/// When the site cannot be read or written. A file that is no article is a [`Failure`] of its own.
pub fn run(
    request: &Request,
    files: &[source::ArticleFile],
    mut report: impl FnMut(&str, Result<Imported, Failure>),
) -> Result<(), ImportError> {
    request.admit()?;
    let mut desk = Desk::open(request)?;
    for batch in files.chunks(BATCH) {
        let read: Vec<Result<(Article, Facts), Failure>> =
            batch.par_iter().map(|file| read_one(file, &request.arguments, &desk)).collect();
        for (file, read) in batch.iter().zip(read) {
            let result = match read {
                Ok((article, facts)) => desk.take(article, facts)?,
                Err(failure) => Err(failure),
            };
            report(&file.name, result);
        }
    }
    Ok(())
}

fn read_one(
    file: &source::ArticleFile,
    arguments: &Arguments,
    desk: &Desk<'_>,
) -> Result<(Article, Facts), Failure> {
    let bytes = file.read().map_err(|error| Failure::unread(error.reason()))?;
    // Web pages are from anywhere: one that makes a library panic must not take the others with it.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut article = read::read(&file.name, &bytes, arguments)
            .map_err(|error| Failure::new(error.to_string(), error.help()))?;
        let mut facts = understand(&article, &desk.known);
        if desk.recall(&mut article, &facts) {
            facts = understand(&article, &desk.known);
        }
        if has_nothing(&article, &facts) {
            return Err(Failure::new(
                "the article has no text: all its lines belong to the page around it",
                "look into the file: was the article itself saved?",
            ));
        }
        Ok((article, facts))
    }));
    read.unwrap_or_else(|_| {
        Err(Failure::new(
            "this file made the program fail",
            "leave it out, and report it with the file to the program's authors",
        ))
    })
}

/// Whether nothing of an article remains that a page could be made of.
fn has_nothing(article: &Article, facts: &Facts) -> bool {
    let is_blank =
        |span: &Span| article.text.get(span.start..span.end).is_none_or(|line| line.trim().is_empty());
    facts.title.is_none() && facts.body.iter().all(is_blank)
}

/// The site that is imported into, and what has been imported so far.
struct Desk<'r> {
    request: &'r Request,
    site: Option<SiteDesk>,
    known: Known,
    events: Vec<Traits>,
}

pub(super) struct SiteDesk {
    pub(super) root: PathBuf,
    config: Config,
    /// Ids that no new event may have.
    ids: BTreeSet<String>,
    /// Ids of events that have texts in files beside the main one.
    pub(super) translated: BTreeSet<String>,
    /// The pages that have an article as their source, by its fingerprint.
    pub(super) pages: BTreeMap<String, Vec<KnownPage>>,
    /// The event to join.
    pub(super) joined: Option<Joined>,
}

/// A page that has an article as its source.
#[derive(Debug, Clone)]
pub(super) struct KnownPage {
    pub(super) path: String,
    /// What the page says of the article.
    pub(super) source: Source,
    /// What is known of the import.
    pub(super) evidence: Option<ArticleEvidence>,
}

impl KnownPage {
    /// Whether the command line says something of the article that the page does not.
    pub(super) fn lacks(&self, told: &Arguments) -> bool {
        let Source { url, publisher, published, .. } = &self.source;
        let day = told.published.as_ref().and_then(Date::earliest_day);
        (told.url.is_some() && told.url != *url)
            || (told.publisher.is_some() && told.publisher != *publisher)
            || (day.is_some() && day != *published)
    }
}

impl<'r> Desk<'r> {
    fn open(request: &'r Request) -> Result<Self, ImportError> {
        let Some(root) = &request.root else {
            if !request.dry_run {
                return Err(ImportError::NoSite);
            }
            return Ok(Self { request, site: None, known: Known::default(), events: Vec::new() });
        };
        let (sources, _) = source::read(root)?;
        let (site, _) = site::assemble(&sources, &Settings { drafts: true, ..Settings::default() });
        let archive = &site.archive;
        let mut pages: BTreeMap<String, Vec<KnownPage>> = BTreeMap::new();
        let mut translated = BTreeSet::new();
        for document in &archive.documents {
            if document.name.kind != RecordKind::Event {
                continue;
            }
            if document.name.language.is_some() {
                translated.insert(document.name.id.clone());
            }
            let crate::document::Record::Event(event) = &document.record else { continue };
            for source in &event.sources {
                let Some(sha256) = source.value.sha256.clone() else { continue };
                let known = pages.entry(sha256).or_default();
                let path = document.path.to_string();
                if known.iter().all(|page| page.path != path) {
                    known.push(KnownPage { path, source: source.value.clone(), evidence: None });
                }
            }
        }
        for file in &sources.evidence {
            let Ok(evidence) = Evidence::parse(file) else { continue };
            let broken = broken_page(file.path.as_str(), &sources, archive);
            for article in evidence.articles {
                for page in pages.get_mut(&article.sha256).into_iter().flatten() {
                    // Beside another page it counts only where the page has none: the page was renamed.
                    if page.evidence.is_none() || path_of(&page.path) == file.path.as_str() {
                        page.evidence = Some(article.clone());
                    }
                }
                // Of a page that does not parse nobody knows the sources; what it was made of is known beside it.
                if let Some(path) = &broken {
                    pages.entry(article.sha256.clone()).or_insert_with(|| {
                        let (path, evidence) = (path.clone(), Some(article.clone()));
                        vec![KnownPage { path, source: Source::default(), evidence }]
                    });
                }
            }
        }
        let joined = match &request.join {
            None => None,
            Some(id) => {
                let index = archive.event(id).ok_or_else(|| ImportError::NoSuchEvent(id.clone()))?;
                let event = &archive.events[index.get()];
                Some(Joined::new(event))
            }
        };
        let site_desk = SiteDesk {
            root: root.clone(),
            config: (*archive.config).clone(),
            ids: ids::taken(&sources, archive),
            translated,
            pages,
            joined,
        };
        Ok(Self { request, site: Some(site_desk), known: known(archive), events: of_archive(archive) })
    }

    /// Tells an article what its page says of it, and it does not say itself: an earlier import was told. Whether there
    /// was such a thing.
    fn recall(&self, article: &mut Article, facts: &Facts) -> bool {
        let pages = self.site.as_ref().and_then(|site| site.pages.get(&fingerprint(article)));
        let Some(source) = pages.and_then(|pages| pages.first()).map(|page| &page.source) else {
            return false;
        };
        let metadata = &mut article.metadata;
        let before = metadata.clone();
        let rung = "argument";
        if facts.published.is_none() {
            let day = source.published.and_then(|day| day.to_string().parse().ok());
            metadata.published = day.map(|value| Told { value, rung });
        }
        let told = |text: &Option<String>| text.clone().map(|value| Told { value, rung });
        metadata.url = metadata.url.take().or_else(|| told(&source.url));
        metadata.publisher = metadata.publisher.take().or_else(|| told(&source.publisher));
        *metadata != before
    }

    /// Decides what is to be done with an article, and does it.
    fn take(&mut self, article: Article, facts: Facts) -> Result<Result<Imported, Failure>, ImportError> {
        let sha256 = fingerprint(&article);
        let frame = Frame {
            rights: self
                .site
                .as_ref()
                .map_or(crate::vocabulary::Rights::Excerpt, |site| site.config.import_rights),
            first_language: self
                .site
                .as_ref()
                .map_or(crate::language::Language::Kazakh, |site| site.config.first_language()),
            today: self.request.today,
            sha256: sha256.clone(),
        };
        let page = compose(&article, &facts, &frame);
        let known_page = self.site.as_ref().and_then(|site| site.pages.get(&sha256)?.first().cloned());
        let traits =
            Traits::of("", &page.event, facts.region.as_ref().map(|region| region.value), &page.body);
        let own = known_page.as_ref().and_then(|page| id_in(&page.path));
        let same_event: Vec<SameEvent> = self
            .events
            .iter()
            .filter(|other| {
                Some(other.id.as_str()) != own.as_deref() && Some(&other.id) != self.request.join.as_ref()
            })
            .filter_map(|other| Some(SameEvent { id: other.id.clone(), reason: traits.same_as(other)? }))
            .collect();
        let action = match (&mut self.site, known_page) {
            (None, _) => Action::Read,
            (Some(_), _) if self.request.dry_run => Action::Read,
            (Some(site), _) if site.joined.is_some() => {
                let told = &self.request.arguments;
                match join(site, &Report { article: &article, facts: &facts, frame: &frame, page, told })? {
                    Ok(action) => {
                        if let Action::Joined { own_page: Some(OwnPage::TakenBack(path)), .. } = &action {
                            self.events.retain(|event| Some(&event.id) != id_in(path).as_ref());
                        }
                        action
                    }
                    Err(failure) => return Ok(Err(failure)),
                }
            }
            (Some(site), Some(known)) => match again(site, self.request, known, page, &sha256)? {
                Ok(action) => action,
                Err(failure) => return Ok(Err(failure)),
            },
            (Some(site), None) => {
                let path_of = |id: &str| format!("{}/{id}.md", self.request.into.trim_end_matches('/'));
                // Also what the site does not read may stand there.
                let is_free =
                    |id: &str| !site.ids.contains(id) && !source::is_there(&site.root.join(path_of(id)));
                let id = ids::free(is_free, &id_of(&page, &facts));
                let path = path_of(&id);
                // The same text may come once more, under another name.
                let evidence = Some(write_page(site, &path, &page, &facts, &article, &sha256)?);
                let source = compose::source(&article, &facts, &frame);
                site.ids.insert(id.clone());
                site.pages.insert(sha256, vec![KnownPage { path: path.clone(), source, evidence }]);
                self.events.push(traits.with_id(id));
                Action::Written(path)
            }
        };
        Ok(Ok(Imported { article, facts, same_event, action }))
    }
}

/// The page to which a file of evidence belongs, if it is there and cannot be read as it should be.
fn broken_page(evidence: &str, sources: &Sources, archive: &Archive) -> Option<String> {
    pages_of(evidence).into_iter().find(|path| {
        let is_there = sources.documents.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok()
            || sources.unreadable.iter().any(|file| file.as_str() == path);
        let found = archive.documents.binary_search_by(|document| document.path.as_str().cmp(path));
        is_there && found.map_or(true, |position| archive.documents[position].damaged)
    })
}

/// What the archive knows of organisations.
fn known(archive: &Archive) -> Known {
    let records = archive
        .organisations
        .iter()
        .filter(|organisation| organisation.has_record)
        .map(|organisation| {
            let mut names: Vec<String> = organisation.names().map(str::to_owned).collect();
            names.extend(organisation.aliases.iter().cloned());
            KnownOrganisation {
                id: organisation.id.clone(),
                names,
                kind: organisation.kind,
                region: organisation.region,
            }
        })
        .collect();
    Known { records }
}

/// Writes a new page and its evidence: the evidence first, so that a page is never without its own. What lies there
/// is of a page that was deleted.
fn write_page(
    site: &SiteDesk,
    path: &str,
    page: &Page,
    facts: &Facts,
    article: &Article,
    sha256: &str,
) -> Result<ArticleEvidence, PublishError> {
    let text = page.print();
    let evidence = ArticleEvidence {
        file: compose::file_name(article).to_owned(),
        sha256: sha256.to_owned(),
        lang: facts.language,
        page: hexadecimal(text.as_bytes()),
        facts: page.facts.clone(),
    };
    change_evidence(&site.root, path, |articles| *articles = vec![evidence.clone()])?;
    publish::create_file(&site.root.join(path), text.as_bytes())?;
    Ok(evidence)
}

/// Puts an article's evidence into the file beside a page, in the place of an older one of the article.
fn put_evidence(root: &Path, page: &str, entry: ArticleEvidence) -> Result<(), PublishError> {
    change_evidence(root, page, |articles| {
        match articles.iter_mut().find(|known| known.sha256 == entry.sha256) {
            Some(known) => *known = entry,
            None => articles.push(entry),
        }
    })
}

/// Changes what the file of evidence beside a page has, and makes one where there is none.
pub(super) fn change_evidence(
    root: &Path,
    page: &str,
    change: impl FnOnce(&mut Vec<ArticleEvidence>),
) -> Result<(), PublishError> {
    let path = path_of(page);
    let mut evidence =
        source::read_text(root, &path).and_then(|file| Evidence::parse(&file).ok()).unwrap_or_default();
    change(&mut evidence.articles);
    let (file, text) = (root.join(&path), evidence.print());
    if source::is_there(&file) {
        publish::replace_file(&file, text.as_bytes())
    } else {
        publish::create_file(&file, text.as_bytes())
    }
}

/// An article that is one of several sources of an event: what the command line says of it has no way there.
pub(super) fn joined_already(known: &KnownPage, told: &Arguments) -> Result<Action, Failure> {
    let path = known.path.clone();
    if !known.lacks(told) {
        return Ok(Action::Unchanged(path));
    }
    Err(Failure::new(
        format!(
            "{path} has it among its sources already, and what the command line says of it was not written there"
        ),
        "write url, publisher and published into its [[sources]] in that file",
    ))
}

/// An article whose page is there.
fn again(
    site: &mut SiteDesk,
    request: &Request,
    known: KnownPage,
    mut page: Page,
    sha256: &str,
) -> Result<Result<Action, Failure>, ImportError> {
    let path = known.path.as_str();
    let Some(file) = source::read_text(&site.root, path) else {
        return Ok(Err(Failure::new(
            format!("{path} cannot be read"),
            "see to it that the file may be read",
        )));
    };
    // Joined to an event that has other sources too: there is no page of its own to compare.
    if known.evidence.as_ref().is_some_and(|evidence| evidence.page.is_empty()) {
        return Ok(joined_already(&known, &request.arguments));
    }
    let Some(evidence) = known.evidence else {
        return Ok(Ok(Action::WithoutEvidence(path.to_owned())));
    };
    if evidence.page != hexadecimal(file.text.as_bytes()) {
        return Ok(Ok(Action::Edited(path.to_owned())));
    }
    // What does not come from the article stays as it was: days, the name that the file had then, and what
    // other articles that were joined brought.
    keep_frame(&mut page.event, &file, &evidence.file);
    let text = page.print();
    if text == *file.text {
        return Ok(Ok(Action::Unchanged(path.to_owned())));
    }
    if page.event.recorded.as_ref().is_none_or(|day| day.value != request.today) {
        page.event.updated = Some(Located::new(request.today, Span::default()));
    }
    let text = page.print();
    if !request.update {
        let difference = similar::TextDiff::from_lines(&*file.text, text.as_str())
            .unified_diff()
            .context_radius(1)
            .to_string();
        return Ok(Ok(Action::Differs { path: path.to_owned(), difference }));
    }
    let entry = ArticleEvidence {
        file: evidence.file,
        sha256: sha256.to_owned(),
        lang: evidence.lang,
        page: hexadecimal(text.as_bytes()),
        facts: page.facts.clone(),
    };
    put_evidence(&site.root, path, entry)?;
    publish::replace_file(&site.root.join(path), text.as_bytes())?;
    Ok(Ok(Action::Updated(path.to_owned())))
}

/// Takes over from the page on the disk what an import sets once.
fn keep_frame(event: &mut Event, file: &source::TextFile, article: &str) {
    let (document, _) = crate::document::read(file);
    let Some(crate::document::Record::Event(old)) = document.map(|document| document.record) else { return };
    event.recorded = old.recorded;
    event.updated = old.updated;
    event.rights = old.rights;
    event.lang = old.lang;
    event.aliases = old.aliases;
    event.sources.extend(old.sources.iter().skip(1).cloned());
    if let (Some(new), Some(old)) = (event.sources.first_mut(), old.sources.first()) {
        new.value.accessed = old.value.accessed;
        new.value.file = Some(article.to_owned());
    }
}

/// What tells an article from others: of its text as it was saved.
fn fingerprint(article: &Article) -> String {
    hexadecimal(article.saved.as_ref().unwrap_or(&article.text).as_bytes())
}

/// SHA-256 in hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
