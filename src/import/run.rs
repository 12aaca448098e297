//! `ssg import`: reads articles, and decides what is to be done with each.
//!
//! Importing an article again changes nothing: pages are the business of [`super::pages`]. An event that the archive
//! may have already is reported; joining is the editor's decision, and the business of [`super::join`].

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::article::{Article, Told};
use super::compose::{self, Frame, compose, id_of};
use super::facts::Facts;
use super::ids::{self, id_in};
use super::join::{Joined, Report, join};
use super::known::{Known, KnownOrganisation};
use super::outcome::{Action, Failure, ImportError, Imported, OwnPage};
use super::pages::{KnownPage, again, fingerprint, write_page};
use super::read::{self, Arguments};
use super::same_event::{SameEvent, Traits, of_archive};
use super::understand;
use crate::archive::Archive;
use crate::config::Config;
use crate::diagnostics::Span;
use crate::document::{RecordKind, Source};
use crate::evidence::{Evidence, pages_of, path_of};
use crate::publish::{self, PublishError};
use crate::site::{self, Settings};
use crate::source::{self, Sources};

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
            (Some(site), Some(known)) => match again(&site.root, self.request, known, page, &sha256)? {
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
                let evidence = Some(write_page(&site.root, &path, &page, &facts, &article, &sha256)?);
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
        sources.has_document(path) && archive.document(path).is_none_or(|document| document.damaged)
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
