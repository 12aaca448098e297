//! What becomes of the events of a table: each gets its id, all are judged beside the archive, and what is new is written.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ImportedRow;
use super::columns::Column;
use super::judge;
use super::rows::RowEvent;
use crate::archive::{self, Archive};
use crate::config::Config;
use crate::diagnostics::{Located, Span};
use crate::document::{self, Document, Event, Record, RecordKind, print};
use crate::evidence::{ArticleEvidence, Evidence, path_of};
use crate::import::compose::id_from;
use crate::import::ids;
use crate::import::outcome::{Action, ImportError};
use crate::import::pages::{change_evidence, hexadecimal};
use crate::import::run::Request;
use crate::language::{Language, names};
use crate::publish::{self, PublishError};
use crate::review::apply::CellError;
use crate::site::{self, Settings};
use crate::source::{self, Sources, TextFile};

/// The site that is imported into.
pub(super) struct Desk<'r> {
    request: &'r Request,
    root: Option<PathBuf>,
    pub(super) archive: Arc<Archive>,
    /// The main file of each event, by id.
    pages: BTreeMap<String, Page>,
    /// Ids that no new event may have.
    taken: BTreeSet<String>,
    /// What an earlier import of a table wrote, by id.
    written: BTreeMap<String, ArticleEvidence>,
}

/// The main file of an event.
struct Page {
    path: String,
    /// What it says, if it can be read.
    document: Option<Arc<Document>>,
}

/// What is to become of a row.
pub(super) struct Decision {
    pub(super) id: String,
    pub(super) event: RowEvent,
    pub(super) action: Action,
    /// The main file first, then the translations: each with its path and what it says, or would say.
    pub(super) files: Vec<(String, String)>,
    /// What is to be kept beside the page.
    entry: Option<ArticleEvidence>,
    /// See [`ImportedRow::left`].
    left: Vec<String>,
}

impl<'r> Desk<'r> {
    pub(super) fn open(request: &'r Request) -> Result<Self, ImportError> {
        let Some(root) = &request.root else {
            if !request.dry_run {
                return Err(ImportError::NoSite);
            }
            let (archive, _) = archive::assemble(Vec::new(), &Arc::new(Config::default()), true);
            return Ok(Self {
                request,
                root: None,
                archive: Arc::new(archive),
                pages: BTreeMap::new(),
                taken: BTreeSet::new(),
                written: BTreeMap::new(),
            });
        };
        let (sources, _) = source::read(root)?;
        let settings = Settings { drafts: true, ..Settings::default() };
        let (site, _) = site::assemble(&sources, &settings);
        let archive = site.archive;
        let taken = ids::taken(&sources, &archive);
        let pages = pages(&sources, &archive);
        let written = written_before(&sources, &pages);
        Ok(Self { request, root: Some(root.clone()), archive, pages, taken, written })
    }

    /// Gives each event its id, and writes what is new; or says what of the table cannot stand beside the archive.
    pub(super) fn take(
        &self,
        table: &str,
        columns: &[Column],
        events: Vec<RowEvent>,
        fingerprints: &BTreeMap<usize, String>,
    ) -> Result<Result<Vec<ImportedRow>, Vec<CellError>>, ImportError> {
        let prints: Vec<&str> =
            events.iter().map(|event| fingerprints.get(&event.row).map_or("", String::as_str)).collect();
        let ids = self.ids(table, &events, &prints);
        let rows = ids.into_iter().zip(prints).zip(events);
        let decisions: Vec<Decision> =
            rows.map(|((id, print), event)| self.decide(table, id, event, print)).collect();
        let errors = judge::beside_archive(&decisions, &self.archive, self.root.as_deref(), columns);
        if !errors.is_empty() {
            return Ok(Err(errors));
        }
        let mut rows = Vec::with_capacity(decisions.len());
        for decision in decisions {
            let action = match self.root.as_deref().filter(|_| !self.request.dry_run) {
                Some(root) => {
                    decision.write(root)?;
                    decision.action
                }
                None => Action::Read,
            };
            rows.push(ImportedRow {
                row: decision.event.row,
                id: decision.id,
                translations: decision.event.translations.iter().map(|(language, ..)| *language).collect(),
                event: decision.event.event,
                left: if action == Action::Read { Vec::new() } else { decision.left },
                action,
            });
        }
        Ok(Ok(rows))
    }

    /// The id of each event, in their order; `prints` are the fingerprints of their rows.
    fn ids(&self, table: &str, events: &[RowEvent], prints: &[&str]) -> Vec<String> {
        let told: BTreeSet<&str> = events.iter().filter_map(|event| event.id.as_deref()).collect();
        // Equal rows are events of their own: each takes the next id, those of this table first.
        let mut by_fingerprint: BTreeMap<&str, VecDeque<&str>> = BTreeMap::new();
        for of_this_table in [true, false] {
            let entries = self
                .written
                .iter()
                .filter(|(id, entry)| (entry.file == table) == of_this_table && !told.contains(id.as_str()));
            for (id, entry) in entries {
                by_fingerprint.entry(&entry.sha256).or_default().push_back(id);
            }
        }
        let known: Vec<Option<&str>> = events
            .iter()
            .zip(prints)
            .map(|(event, print)| match &event.id {
                Some(id) => Some(id.as_str()),
                None => by_fingerprint.get_mut(print)?.pop_front(),
            })
            .collect();
        // No other row may take what is known or claimed as an old address.
        let mut claimed: BTreeSet<String> = known.iter().flatten().map(|id| (*id).to_owned()).collect();
        claimed.extend(events.iter().flat_map(|event| &event.event.aliases).map(|alias| alias.value.clone()));
        // What rows of this table made that are no longer in it: those were changed, or taken out.
        let left: BTreeMap<&str, &Event> = self
            .written
            .iter()
            .filter(|(id, entry)| entry.file == table && !claimed.contains(*id))
            .filter_map(|(id, _)| Some((id.as_str(), self.event_before(id)?)))
            .collect();
        events
            .iter()
            .zip(known)
            .map(|(event, known)| {
                if let Some(id) = known {
                    return id.to_owned();
                }
                let is_free = |id: &str| {
                    !claimed.contains(id) && !self.taken.contains(id) && !self.is_there(&self.path_for(id))
                };
                let changed = left.iter().filter(|(id, _)| !claimed.contains(**id));
                let id = changed_row(event, changed).unwrap_or_else(|| ids::free(is_free, &wanted_id(event)));
                claimed.insert(id.clone());
                id
            })
            .collect()
    }

    /// The page of a new event.
    fn path_for(&self, id: &str) -> String {
        format!("{}/{id}.md", self.request.into)
    }

    fn is_there(&self, path: &str) -> bool {
        self.root.as_ref().is_some_and(|root| source::is_there(&root.join(path)))
    }

    /// Decides what is to be done with an event.
    fn decide(&self, table: &str, id: String, mut event: RowEvent, fingerprint: &str) -> Decision {
        let known = self.pages.get(&id);
        let path = known.map_or_else(|| self.path_for(&id), |page| page.path.clone());
        let before = self.event_before(&id);
        let at = |day| Located::new(day, Span::default());
        if event.event.recorded.is_none() {
            let day = before.and_then(|before| before.recorded.as_ref()).map(|day| day.value);
            event.event.recorded = Some(at(day.unwrap_or(self.request.today)));
        }
        let says_updated = event.event.updated.is_some();
        if !says_updated {
            event.event.updated = before.and_then(|before| before.updated.clone());
        }
        let files = files_of(&path, &event);
        let entry = |files: &[(String, String)], event: &RowEvent| ArticleEvidence {
            file: table.to_owned(),
            sha256: fingerprint.to_owned(),
            lang: event.event.lang.as_ref().map_or(self.archive.config.first_language(), |lang| lang.value),
            page: page_hash(files.iter().map(|(_, text)| text.as_str())),
            facts: Vec::new(),
        };
        let mut decision = Decision {
            id,
            event,
            action: Action::Written(path.clone()),
            files,
            entry: None,
            left: Vec::new(),
        };
        if known.is_none() {
            decision.entry = Some(entry(&decision.files, &decision.event));
            return decision;
        }
        let there = self.root.as_deref().map_or_else(Vec::new, |root| files_there(root, &path));
        let on_disk = |path: &str| there.iter().find(|file| file.path.as_str() == path);
        let written = self.written.get(&decision.id);
        let as_written = written.and_then(|entry| as_written(&there, &path, &entry.page));
        let is_ours = |path: &str| {
            as_written.as_ref().is_some_and(|files| files.iter().any(|file| file.path.as_str() == path))
        };
        let stands = |(path, text): &(String, String)| on_disk(path).is_some_and(|file| *file.text == **text);
        // What the row had in a language of its own and has no longer may be in no other place: it stays.
        let has_file = |path: &str| decision.files.iter().any(|(file, _)| file == path);
        let left = as_written.iter().flatten().map(|file| file.path.as_str()).filter(|path| !has_file(path));
        decision.left = left.map(str::to_owned).collect();
        if decision.files.iter().all(stands) {
            decision.action = Action::Unchanged(path);
            // From now on it is the editor's: without it nothing is missing.
            if !decision.left.is_empty() {
                decision.entry = Some(entry(&decision.files, &decision.event));
            }
            return decision;
        }
        let is_anothers = |(path, text): &(String, String)| {
            !is_ours(path) && on_disk(path).is_some_and(|file| *file.text != **text)
        };
        let action = match (written, &as_written) {
            (None, _) => Some(Action::WithoutEvidence(path.clone())),
            (Some(_), None) => Some(Action::Edited(path.clone())),
            (Some(_), Some(_)) => {
                decision.files.iter().any(is_anothers).then(|| Action::Edited(path.clone()))
            }
        };
        if let Some(action) = action {
            decision.left.clear();
            decision.files.clear();
            decision.action = action;
            return decision;
        }
        let recorded = decision.event.event.recorded.as_ref();
        let entered_today = recorded.is_some_and(|day| day.value == self.request.today);
        if !says_updated && !entered_today {
            decision.event.event.updated = Some(at(self.request.today));
            decision.files = files_of(&path, &decision.event);
        }
        if self.request.update {
            decision.entry = Some(entry(&decision.files, &decision.event));
            decision.action = Action::Updated(path);
            return decision;
        }
        let difference: String = decision
            .files
            .iter()
            .map(|(path, text)| {
                let old = on_disk(path).map_or("", |file| &*file.text);
                similar::TextDiff::from_lines(old, text).unified_diff().context_radius(1).to_string()
            })
            .collect();
        decision.left.clear();
        decision.action = Action::Differs { path, difference };
        decision
    }

    /// What the page of an event says.
    fn event_before(&self, id: &str) -> Option<&Event> {
        match &self.pages.get(id)?.document.as_ref()?.record {
            Record::Event(event) => Some(event),
            Record::Organisation(_) | Record::Region(_) | Record::Page(_) => None,
        }
    }
}

impl Decision {
    /// Writes what is to be written.
    fn write(&self, root: &Path) -> Result<(), PublishError> {
        let path = match &self.action {
            Action::Written(path) | Action::Updated(path) | Action::Unchanged(path) => path,
            _ => return Ok(()),
        };
        let is_new = matches!(self.action, Action::Written(_));
        if let Some(entry) = &self.entry {
            put_entry(root, path, entry.clone(), is_new)?;
        }
        // The main file last: an event without it is none.
        for (path, text) in self.files.iter().rev() {
            match &self.action {
                Action::Written(_) => publish::create_file(&root.join(path), text.as_bytes())?,
                Action::Updated(_) => publish::replace_file(&root.join(path), text.as_bytes())?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// The main file of each event, also where it cannot be read or understood.
fn pages(sources: &Sources, archive: &Archive) -> BTreeMap<String, Page> {
    let mut pages = BTreeMap::new();
    for path in sources.documents.iter().map(|file| &file.path).chain(&sources.unreadable) {
        let Ok(name) = document::name_of(path) else { continue };
        if name.kind == RecordKind::Event && name.language.is_none() && path.as_str().ends_with(".md") {
            let document = archive.document(path.as_str()).cloned();
            pages.entry(name.id).or_insert_with(|| Page { path: path.to_string(), document });
        }
    }
    pages
}

/// What earlier imports of tables wrote: entries of evidence that no source of an event names.
fn written_before(sources: &Sources, pages: &BTreeMap<String, Page>) -> BTreeMap<String, ArticleEvidence> {
    let mut written = BTreeMap::new();
    for (id, page) in pages {
        let path = path_of(&page.path);
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

/// Notes which row a page was made of, in the place of what that row was before. What lies beside a new page is
/// of one that was deleted.
fn put_entry(root: &Path, page: &str, entry: ArticleEvidence, is_new: bool) -> Result<(), PublishError> {
    change_evidence(root, page, |articles| {
        articles.retain(|known| !is_new && !is_of_row(known));
        articles.insert(0, entry);
    })
}

/// The files of an event: the main one first, then its translations in the order of their languages.
fn files_of(path: &str, event: &RowEvent) -> Vec<(String, String)> {
    let mut files = vec![(path.to_owned(), print::print(&event.event, &event.body))];
    for (language, words, body) in &event.translations {
        files.push((translation_of(path, *language), print::print(words, body)));
    }
    files
}

/// The files of an event that are there, in the same order.
fn files_there(root: &Path, path: &str) -> Vec<TextFile> {
    let translations = Language::ALL.into_iter().map(|language| translation_of(path, language));
    let paths = std::iter::once(path.to_owned()).chain(translations);
    paths.filter_map(|path| source::read_text(root, &path)).collect()
}

fn translation_of(path: &str, language: Language) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    format!("{stem}.{}.md", language.code())
}

/// Those of the files that are there which an import wrote, if nobody has edited them. Translations that are
/// there too were added by hand.
fn as_written<'f>(there: &'f [TextFile], main: &str, hash: &str) -> Option<Vec<&'f TextFile>> {
    let (first, translations) = there.split_first().filter(|(first, _)| first.path.as_str() == main)?;
    // There are at most as many as languages: every choice of them is tried, the largest first.
    (0..1_usize << translations.len()).rev().find_map(|choice| {
        let chosen = translations.iter().enumerate().filter(|(place, _)| choice & (1 << place) != 0);
        let files: Vec<&TextFile> = std::iter::once(first).chain(chosen.map(|(_, file)| file)).collect();
        (page_hash(files.iter().map(|file| &*file.text)) == hash).then_some(files)
    })
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
