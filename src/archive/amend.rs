//! From one archive to the next, where all that differs is what some events say of themselves.
//!
//! An archive of many years takes a while to be resolved and indexed, and an editor who saves one file waits
//! for it. Here only those events are made again whose files changed, and only those lists differ that they
//! are in. It is done where nothing else can depend on the change: the same files, the same dates, and
//! organisations that are known. Anything else, and anything that needs a remark, is left to the long way.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rapidhash::RapidHashMap;

use super::files::{Files, written_language};
use super::listings::Listings;
use super::records::{self, event_of, settled, take_part};
use super::{Archive, Event, EventIndex, OrganisationIndex};
use crate::diagnostics::Code;
use crate::document::{self, Document};
use crate::language::Language;
use crate::source::SitePath;

/// Beyond so many changed files the long way is as short.
const MOST_FILES: usize = 64;

/// What the names that events use were found to mean.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Names as they are written that mean the same one whatever the event.
    pub(super) known: RapidHashMap<String, OrganisationIndex>,
    /// The files that first used a name without a record: they decide how it is written.
    pub(super) first: BTreeSet<SitePath>,
    /// Whether an event's region decided somewhere.
    pub(super) by_region: bool,
}

/// The next archive, if there is a short way to it. Its diagnostics are those of the last one.
pub(super) fn amended(documents: &[Arc<Document>], last: &Archive) -> Option<Archive> {
    let differing = differing(documents, &last.documents)?;
    let mut changed: BTreeMap<EventIndex, Files> = BTreeMap::new();
    for &position in &differing {
        let (before, now) = (&last.documents[position], &documents[position]);
        event_of(before)?;
        let index = last.event(&before.name.id)?;
        let event = &last.events[index.get()];
        let files = match changed.entry(index) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(files_of(event)?),
        };
        let language = Language::ALL
            .into_iter()
            .find(|&language| files.all[language].as_ref().is_some_and(|file| Arc::ptr_eq(file, before)))?;
        let same_language = match (written_language(before), written_language(now)) {
            (Some(before), Some(now)) => language == files.language && before.value == now.value,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !same_language || event_of(now).is_none() {
            return None;
        }
        if language == files.language {
            files.main = Arc::clone(now);
        }
        files.all[language] = Some(Arc::clone(now));
    }
    let mut events = last.events.clone();
    let mut listings = Arc::clone(&last.listings);
    for (index, files) in changed {
        let before = &last.events[index.get()];
        let now = Arc::new(event(&files, before, last)?);
        if !listed_alike(before, &now) {
            Arc::make_mut(&mut listings).relist(index, before, &now);
        }
        events[index.get()] = now;
    }
    Some(Archive {
        config: Arc::clone(&last.config),
        events,
        organisations: Arc::clone(&last.organisations),
        pages: Arc::clone(&last.pages),
        regions: Arc::clone(&last.regions),
        listings,
        documents: documents.to_vec(),
        drafts: last.drafts,
        names: Arc::clone(&last.names),
    })
}

/// The positions of the documents that changed; none if there are many, or if a file came or went.
fn differing(now: &[Arc<Document>], before: &[Arc<Document>]) -> Option<Vec<usize>> {
    if now.len() != before.len() {
        return None;
    }
    let mut differing = Vec::new();
    for (position, (now, before)) in now.iter().zip(before).enumerate() {
        if Arc::ptr_eq(now, before) {
            continue;
        }
        if now.path != before.path || differing.len() == MOST_FILES {
            return None;
        }
        differing.push(position);
    }
    Some(differing)
}

fn files_of(event: &Event) -> Option<Files> {
    let main = event.files[event.language].clone()?;
    Some(Files { id: event.id.clone(), language: event.language, main, all: event.files.clone() })
}

/// The event anew, if what was resolved for it and for all others holds as it was.
fn event(files: &Files, before: &Event, last: &Archive) -> Option<Event> {
    let mut found = Vec::new();
    let now = records::event(files, &last.config, last.drafts, &mut found)?;
    let (then, facts) = (before.front_matter(), event_of(&files.main)?);
    let is_plain = found.is_empty()
        && !before.remarked
        && then.aliases.is_empty()
        && facts.aliases.is_empty()
        && before.withdrawn.is_none()
        && now.withdrawn.is_none()
        && before.date == now.date;
    if !is_plain || (before.region != now.region && last.names.by_region) {
        return None;
    }
    // A remark on a name would have to move with its line.
    let is_first = last.names.first.contains(&files.main.path);
    if is_first && last.config.reports(Code::UnknownOrganisation) {
        return None;
    }
    let for_whom = |event: &document::Event| -> Vec<Option<String>> {
        event.people.iter().map(|person| person.value.organisation.clone()).collect()
    };
    if for_whom(then) != for_whom(facts) {
        return None;
    }
    let names = |event: &document::Event| -> Vec<String> {
        event.organisations.iter().map(|name| name.value.organisation.clone()).collect()
    };
    let (names_before, names_now) = (names(then), names(facts));
    let known = |name: &String| last.names.known.get(name).copied();
    let recorded =
        |name: &String| known(name).is_some_and(|index| last.organisations[index.get()].has_record);
    let same_names = names_before == names_now;
    if !(same_names || names_before.iter().all(recorded) && names_now.iter().all(recorded)) {
        return None;
    }
    let mut organisations: Vec<(OrganisationIndex, _)> = Vec::new();
    for (name, participation) in names_now.iter().zip(&facts.organisations) {
        let index = known(name)?;
        take_part(&mut organisations, 0, index, participation.value.role);
    }
    let settled = settled(Arc::new(now), Vec::new(), &organisations, &before.affiliations);
    Some(Arc::unwrap_or_clone(settled))
}

/// Whether two states of an event of one date stand in the same lists.
fn listed_alike(before: &Event, now: &Event) -> bool {
    let organisations = |event: &Event| -> BTreeSet<OrganisationIndex> { event.participants().collect() };
    (before.region, before.kind) == (now.region, now.kind) && organisations(before) == organisations(now)
}

impl Listings {
    /// Takes an event out of the lists that it was in and puts it into those that it belongs to. Its date,
    /// and so its place in the order, must be the same.
    fn relist(&mut self, index: EventIndex, before: &Event, now: &Event) {
        let years = now.date.as_ref().map(crate::date::Date::years).unwrap_or_default();
        for (event, listed) in [(before, false), (now, true)] {
            if let Some(kind) = event.kind {
                set(&mut self.kinds, kind, index, listed);
            }
            if let Some(region) = event.region {
                set(&mut self.regions, region, index, listed);
                for &year in &years {
                    set(&mut self.region_years, (region, year), index, listed);
                }
                if let Some(kind) = event.kind {
                    set(&mut self.region_kinds, (region, kind), index, listed);
                }
            }
            for organisation in event.participants() {
                put(&mut self.organisations[organisation.get()], index, listed);
                for &year in &years {
                    set(&mut self.organisation_years, (organisation, year), index, listed);
                }
            }
        }
    }
}

/// Puts an event into a list of the map, or takes it out; a list that is empty then goes.
fn set<K: Ord>(lists: &mut BTreeMap<K, Vec<EventIndex>>, key: K, index: EventIndex, listed: bool) {
    match lists.entry(key) {
        Entry::Occupied(mut entry) => {
            put(entry.get_mut(), index, listed);
            if entry.get().is_empty() {
                entry.remove();
            }
        }
        Entry::Vacant(entry) if listed => {
            entry.insert(vec![index]);
        }
        Entry::Vacant(_) => {}
    }
}

fn put(list: &mut Vec<EventIndex>, index: EventIndex, listed: bool) {
    match (list.binary_search(&index), listed) {
        (Err(position), true) => list.insert(position, index),
        (Ok(position), false) => {
            list.remove(position);
        }
        (Ok(_), true) | (Err(_), false) => {}
    }
}
