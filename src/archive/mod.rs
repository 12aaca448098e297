//! All documents with every name resolved and every index made.
//!
//! [`assemble`] is a pure function of documents and configuration. It never fails: what is wrong is
//! reported, and the archive is made of what is sound. What may not be published of a text is
//! decided here, once: no later stage can see it.
//!
//! Which pages exist and what they show is decided by [`crate::plan`] and [`crate::view`].

mod amend;
mod contradictions;
mod files;
mod listings;
mod organisations;
mod records;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::config::Config;
use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic, Located};
use crate::document::{self, Document, Record};
use crate::fields::Table;
use crate::gazetteer::RegionIndex;
use crate::language::{ByLanguage, Language};
use crate::source::{Asset, SitePath};
use crate::vocabulary::{EventKind, Fact, Rights, Role};

pub use listings::Listings;
pub use organisations::{Organisation, core_of_name};

macro_rules! index {
    ($(#[doc = $doc:literal])+ $name:ident) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The position in its list. Lists never grow over `u32::MAX` entries: each has a file.
            #[must_use]
            pub const fn get(self) -> usize {
                self.0 as usize
            }

            pub(crate) fn at(position: usize) -> Self {
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }
        }
    };
}

index! {
    /// An event's position in [`Archive::events`], newest first.
    EventIndex
}
index! {
    /// An organisation's position in [`Archive::organisations`], by id.
    OrganisationIndex
}

/// The resolved model of a site.
#[derive(Debug)]
pub struct Archive {
    /// The site's configuration.
    pub config: Arc<Config>,
    /// Published events, newest first: by [`Date::sort_key`], those without a date last, ties by id.
    pub events: Vec<Arc<Event>>,
    /// Organisations with an authority record, and those that events name without one; by id.
    pub organisations: Arc<[Organisation]>,
    /// Ordinary pages, by id.
    pub pages: Arc<[Page]>,
    /// Descriptions of regions, by region.
    pub regions: Arc<BTreeMap<RegionIndex, ByLanguage<Option<Text>>>>,
    /// Which events are listed where.
    pub listings: Arc<Listings>,
    /// Every document, by path; for links between files.
    pub documents: Vec<Arc<Document>>,
    /// Whether drafts are in it.
    drafts: bool,
    names: Arc<amend::Names>,
}

/// Something that happened, in all its languages.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its id: its address for ever.
    pub id: String,
    /// The language of its main file.
    pub language: Language,
    /// Title, summary and body, in each language that there is.
    pub texts: ByLanguage<Option<Text>>,
    /// When it took place.
    pub date: Option<Date>,
    /// Where.
    pub region: Option<RegionIndex>,
    /// What kind of event.
    pub kind: Option<EventKind>,
    /// The ordinal in its name.
    pub number: Option<u32>,
    /// The organisations that took part and as what, in the order of the file. One that held the event in its own
    /// house stands here twice.
    pub organisations: Vec<(OrganisationIndex, Role)>,
    /// Old ids that lead here.
    pub aliases: Vec<String>,
    /// Not to be published yet; in the archive only when drafts are wanted.
    pub draft: bool,
    /// Why it was withdrawn. A withdrawn event keeps its address and is listed nowhere.
    pub withdrawn: Option<String>,
    /// When it entered the archive.
    pub recorded: Option<NaiveDate>,
    /// When it last changed in substance.
    pub updated: Option<NaiveDate>,
    /// For whom people took part: of those alone who took part for somebody, in the order of the file.
    affiliations: Vec<Affiliation>,
    /// Its main file and the translations, by language.
    files: ByLanguage<Option<Arc<Document>>>,
    /// Whether there was something to be said of its files.
    remarked: bool,
}

impl Event {
    /// The text in a language, or else the one of the event's own language.
    ///
    /// Every event has a text in its own language: one without is left out of the archive.
    #[must_use]
    pub fn text(&self, language: Language) -> (Language, &Text) {
        if let Some(text) = &self.texts[language] {
            return (language, text);
        }
        match &self.texts[self.language] {
            Some(text) => (self.language, text),
            None => unreachable!("records::event makes no event without a text in its own language"),
        }
    }

    /// The organisations that took part, each once, in the order of the file.
    pub fn participants(&self) -> impl Iterator<Item = OrganisationIndex> {
        let before = |position: usize| &self.organisations[..position];
        self.organisations
            .iter()
            .enumerate()
            .filter(move |&(position, (index, _))| before(position).iter().all(|(other, _)| other != index))
            .map(|(_, &(index, _))| index)
    }

    /// The people who took part, in the order of the file.
    pub fn people(&self) -> impl Iterator<Item = Person<'_>> {
        let mut affiliations = self.affiliations.iter();
        self.front_matter().people.iter().map(move |person| Person {
            name: &person.value.name,
            role: person.value.role.as_deref(),
            organisation: person.value.organisation.as_ref().and_then(|_| affiliations.next()),
        })
    }

    /// Where it was reported.
    pub fn sources(&self) -> impl Iterator<Item = &document::Source> {
        self.front_matter().sources.iter().map(|source| &source.value)
    }

    /// Facts that a person should still look at, with their places in the main file.
    #[must_use]
    pub fn waiting(&self) -> &[Located<Fact>] {
        &self.front_matter().review
    }

    /// Keys of the site's own.
    #[must_use]
    pub fn extra(&self) -> &Table {
        &self.front_matter().extra
    }

    /// Its main file.
    #[must_use]
    pub fn document(&self) -> &Document {
        match &self.files[self.language] {
            Some(main) => main,
            None => unreachable!("records::event makes no event without its main file"),
        }
    }

    fn front_matter(&self) -> &document::Event {
        match &self.document().record {
            Record::Event(event) => event,
            Record::Organisation(_) | Record::Region(_) | Record::Page(_) => {
                unreachable!("records::event makes events of event files alone")
            }
        }
    }
}

/// A person who took part in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    /// As the source writes it.
    pub name: &'a str,
    /// As what.
    pub role: Option<&'a str>,
    /// For whom, as it was written or resolved.
    pub organisation: Option<&'a Affiliation>,
}

/// For whom a person took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Affiliation {
    /// An organisation of this archive.
    Known(OrganisationIndex),
    /// A name that leads nowhere.
    Named(String),
}

/// Title, summary and body in one language: what of them may be published, and nothing else.
#[derive(Debug, Clone)]
pub struct Text {
    /// What of it may be published.
    pub rights: Rights,
    document: Arc<Document>,
}

/// What may be shown of a body.
#[derive(Debug, Clone, Copy)]
pub enum Shown<'a> {
    /// All of it, as Markdown.
    Whole(&'a Document),
    /// Its first words, as plain text.
    Excerpt(&'a str),
    /// Nothing, or there is none.
    Nothing,
}

impl Text {
    /// The title; empty for descriptions of regions and organisations.
    #[must_use]
    pub fn title(&self) -> &str {
        let (title, _) = self.title_and_summary();
        title.map_or("", |title| &title.value)
    }

    /// One or two sentences, as written.
    #[must_use]
    pub fn summary(&self) -> Option<&str> {
        let (_, summary) = self.title_and_summary();
        summary.filter(|_| self.rights != Rights::Metadata).map(|summary| summary.value.as_str())
    }

    /// The start of the body, where there is a title and no summary is written.
    #[must_use]
    pub fn opening(&self) -> Option<&str> {
        let (Some(_), None) = self.title_and_summary() else { return None };
        let opening = (self.rights != Rights::Metadata).then(|| self.document.opening());
        opening.filter(|opening| !opening.is_empty())
    }

    fn title_and_summary(&self) -> (Option<&Located<String>>, Option<&Located<String>>) {
        match &self.document.record {
            Record::Event(event) => (event.title.as_ref(), event.summary.as_ref()),
            Record::Page(page) => (page.title.as_ref(), page.summary.as_ref()),
            Record::Organisation(_) | Record::Region(_) => (None, None),
        }
    }

    /// What it was about, as announced.
    #[must_use]
    pub fn theme(&self) -> Option<&str> {
        self.of_event(|event| event.theme.as_ref())
    }

    /// Where exactly.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        self.of_event(|event| event.place.as_ref())
    }

    fn of_event(&self, fact: impl FnOnce(&document::Event) -> Option<&Located<String>>) -> Option<&str> {
        match &self.document.record {
            Record::Event(event) => fact(event).map(|fact| fact.value.as_str()),
            Record::Organisation(_) | Record::Region(_) | Record::Page(_) => None,
        }
    }

    /// What may be shown of the body.
    #[must_use]
    pub fn body(&self) -> Shown<'_> {
        if self.document.body().trim_start().is_empty() {
            return Shown::Nothing;
        }
        match self.rights {
            Rights::Own | Rights::Full => Shown::Whole(&self.document),
            Rights::Excerpt => Shown::Excerpt(self.document.excerpt()),
            Rights::Metadata => Shown::Nothing,
        }
    }

    /// The file that it stands in.
    #[must_use]
    pub fn document_path(&self) -> &SitePath {
        &self.document.path
    }

    /// The text of a document, of which its rights allow a part to be seen.
    fn of(document: &Arc<Document>, rights: Rights) -> Self {
        Self { rights, document: Arc::clone(document) }
    }
}

/// An ordinary page.
#[derive(Debug)]
pub struct Page {
    /// Its id, and its address below the language.
    pub id: String,
    /// The language of its main file.
    pub language: Language,
    /// Title and body, in each language that there is.
    pub texts: ByLanguage<Option<Text>>,
    /// Old ids that lead here.
    pub aliases: Vec<String>,
    /// Keys of the site's own.
    pub extra: Table,
}

impl Page {
    /// The text in a language, or else the one of the page's own language.
    #[must_use]
    pub fn text(&self, language: Language) -> (Language, &Text) {
        if let Some(text) = &self.texts[language] {
            return (language, text);
        }
        match &self.texts[self.language] {
            Some(text) => (self.language, text),
            None => unreachable!("records::page makes no page without a text in its own language"),
        }
    }
}

/// Resolves all documents into one archive. Drafts are left out unless they are wanted.
#[must_use]
pub fn assemble(
    documents: Vec<Arc<Document>>,
    config: &Arc<Config>,
    drafts: bool,
) -> (Archive, Vec<Diagnostic>) {
    assemble_again(documents, config, drafts, None)
}

/// Does the same as [`assemble`], and takes over from the `last` archive what is as it was. With it come the
/// diagnostics of its assembly.
#[must_use]
pub fn assemble_again(
    mut documents: Vec<Arc<Document>>,
    config: &Arc<Config>,
    drafts: bool,
    last: Option<(&Archive, &[Diagnostic])>,
) -> (Archive, Vec<Diagnostic>) {
    let last = last.filter(|(last, _)| last.drafts == drafts && last.config == *config);
    if let Some((last, found)) = last
        && let Some(archive) = amend::amended(&documents, last)
    {
        return (archive, found.to_vec());
    }
    documents.par_sort_by(|a, b| a.path.cmp(&b.path));
    let mut diagnostics = Vec::new();
    let records = files::group(&documents, config, &mut diagnostics);
    let mut register = organisations::Register::new(&records, config, &mut diagnostics);
    let with = records::Circumstances { config, drafts, last: last.map(|(last, _)| last) };
    let unsettled = records::events(&records, with, &mut register, &mut diagnostics);
    let organisations::Settled { organisations, positions, names } =
        register.finish(config, &mut diagnostics);
    let events = in_order(unsettled.settle(&positions));
    let listings = Arc::new(Listings::new(&events, organisations.len()));
    let archive = Archive {
        config: Arc::clone(config),
        pages: records::pages(&records, with, &mut diagnostics).into(),
        regions: Arc::new(records::regions(&records, config, &mut diagnostics)),
        events,
        organisations: organisations.into(),
        listings,
        documents,
        drafts,
        names: Arc::new(names),
    };
    (archive, diagnostics)
}

/// The order of events: newest first, those without a date last, ties by id.
fn in_order(events: Vec<Arc<Event>>) -> Vec<Arc<Event>> {
    let mut keyed: Vec<_> = events
        .into_iter()
        .map(|event| (std::cmp::Reverse(event.date.as_ref().map(Date::sort_key)), event))
        .collect();
    keyed.par_sort_unstable_by(|(a, first), (b, second)| a.cmp(b).then_with(|| first.id.cmp(&second.id)));
    keyed.into_iter().map(|(_, event)| event).collect()
}

/// What files beside a record may be: pictures and documents that no browser runs. An SVG can hold a
/// script, and a text of an office program is an editor's own.
const PUBLISHED_BESIDE: &[&str] = &["jpg", "jpeg", "png", "gif", "webp", "avif", "pdf"];

impl Archive {
    /// Whether all records have the ids, files and organisations that they had in an earlier archive.
    #[must_use]
    pub fn has_records_of(&self, earlier: &Self) -> bool {
        Arc::ptr_eq(&self.names, &earlier.names)
    }

    /// Of the files that lie beside records, those that are published: not those of a record that is
    /// not, and none whose text is not shown whole. Files of other kinds are reported.
    pub fn published_beside<'a>(
        &self,
        assets: &'a [Asset],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<&'a Asset> {
        let mut published = Vec::new();
        for asset in assets {
            let path = asset.path.as_str();
            let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
            if !PUBLISHED_BESIDE.contains(&extension.as_str()) {
                diagnostics.push(
                    Diagnostic::of_file(
                        Code::SkippedFile,
                        &asset.path,
                        "a file of this kind is not published from content/",
                    )
                    .help(format!(
                        "put it below static/ if it is to be published; from here go {}",
                        PUBLISHED_BESIDE.join(", ")
                    )),
                );
            } else if self.shows_files_of(asset.path.folder()) {
                published.push(asset);
            }
        }
        published
    }

    /// Whether the record whose folder this is shows what lies in it. A folder that is no record's does.
    fn shows_files_of(&self, folder: &str) -> bool {
        let Some((kind, id)) = folder.strip_prefix("content/").and_then(|below| below.split_once('/')) else {
            return true;
        };
        let id = id.split('/').next().unwrap_or_default();
        match document::RecordKind::from_folder(kind) {
            Some(document::RecordKind::Event) => self.event(id).is_some_and(|index| {
                let event = &self.events[index.get()];
                let whole = |text: &Text| matches!(text.body(), Shown::Whole(_));
                event.withdrawn.is_none()
                    && event.texts.iter().any(|(_, text)| text.as_ref().is_some_and(whole))
            }),
            Some(document::RecordKind::Page) => self.page(id).is_some(),
            Some(document::RecordKind::Organisation | document::RecordKind::Region) | None => true,
        }
    }

    /// The languages of the site in which a record has its own page: those of its texts. A text in none of
    /// the site's languages stands on the pages of all of them, and the first counts as its own.
    #[must_use]
    pub fn languages_of(&self, texts: &ByLanguage<Option<Text>>) -> Vec<Language> {
        let site = &self.config.languages;
        let written: Vec<Language> =
            site.iter().copied().filter(|&language| texts[language].is_some()).collect();
        if written.is_empty() { site.first().copied().into_iter().collect() } else { written }
    }

    /// Finds an organisation by its id.
    #[must_use]
    pub fn organisation(&self, id: &str) -> Option<OrganisationIndex> {
        self.organisations
            .binary_search_by(|organisation| organisation.id.as_str().cmp(id))
            .ok()
            .map(OrganisationIndex::at)
    }

    /// Finds an ordinary page by its id.
    #[must_use]
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages
            .binary_search_by(|page| page.id.as_str().cmp(id))
            .ok()
            .map(|position| &self.pages[position])
    }

    /// Finds a document by its path.
    #[must_use]
    pub fn document(&self, path: &str) -> Option<&Arc<Document>> {
        let found = self.documents.binary_search_by(|document| document.path.as_str().cmp(path));
        found.ok().map(|position| &self.documents[position])
    }

    /// Finds an event by its id.
    #[must_use]
    pub fn event(&self, id: &str) -> Option<EventIndex> {
        self.listings.event(&self.events, id)
    }
}
