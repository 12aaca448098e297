//! From the files of a record to the record.
//!
//! Whether the files agree is looked at in [`super::contradictions`].

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::contradictions;
use super::files::{Files, Records};
use super::organisations::Register;
use super::{Affiliation, Archive, Event, OrganisationIndex, Page, Text};
use crate::config::Config;
use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic, Located, Problem, Span};
use crate::document::{self, Document, Record, RecordKind, is_id};
use crate::gazetteer::{Gazetteer, RegionIndex, Resolution};
use crate::language::{ByLanguage, Language};
use crate::vocabulary::{Rights, Role};

/// So many events a thread makes at once: who is done early finds some that others have not begun.
const MOST_AT_ONCE: usize = 256;

/// What events are made with, besides their files.
#[derive(Clone, Copy)]
pub(super) struct Circumstances<'a> {
    pub(super) config: &'a Config,
    pub(super) drafts: bool,
    /// The archive that was made last, with the same configuration: what has not changed since is taken
    /// from there.
    pub(super) last: Option<&'a Archive>,
}

/// Events whose organisations have provisional numbers.
#[derive(Default)]
pub(super) struct Unsettled {
    events: Vec<Pending>,
    /// Of all events one after the other.
    organisations: Vec<(OrganisationIndex, Role)>,
    /// Of all people who took part for an organisation.
    affiliations: Vec<Affiliation>,
}

struct Pending {
    event: Arc<Event>,
    aliases: Vec<String>,
    /// Where its organisations and affiliations end in the lists.
    organisations_end: usize,
    affiliations_end: usize,
}

/// Makes the events, by id. Organisations are entered into the register, which numbers them
/// provisionally.
pub(super) fn events<'a>(
    records: &'a Records,
    with: Circumstances<'_>,
    register: &mut Register<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Unsettled {
    let files = records.get(&RecordKind::Event).map_or(&[][..], Vec::as_slice);
    let mut old_ids = old_ids(
        files,
        |main| event_of(main).into_iter().flat_map(|event| &event.aliases).collect(),
        diagnostics,
    );
    let events: Vec<(Option<Arc<Event>>, Vec<Diagnostic>)> = files
        .par_iter()
        .with_max_len(MOST_AT_ONCE)
        .map(|files| match with.last.and_then(|last| made_before(files, last)) {
            Some(event) => (Some(event), Vec::new()),
            None => {
                let mut found = Vec::new();
                let event = event(files, with.config, with.drafts, &mut found);
                let event = event.map(|event| Arc::new(Event { remarked: !found.is_empty(), ..event }));
                (event, found)
            }
        })
        .collect();
    let mut unsettled = Unsettled::default();
    unsettled.events.reserve(events.len());
    // Names without a record are entered one after the other: the first event that uses one decides how
    // it is written.
    for (files, (event, mut found)) in files.iter().zip(events) {
        diagnostics.append(&mut found);
        let Some(event) = event else { continue };
        let aliases = old_ids.remove(files.id.as_str()).unwrap_or_default();
        unsettled.add(event, aliases, files, register, diagnostics);
    }
    unsettled.affiliate(register);
    unsettled
}

/// The event as it was made last, if its files are the same and there was nothing to be said of them.
fn made_before(files: &Files, last: &Archive) -> Option<Arc<Event>> {
    let event = &last.events[last.event(&files.id)?.get()];
    let same = |now: &Option<Arc<Document>>, then: &Option<Arc<Document>>| match (now, then) {
        (Some(now), Some(then)) => Arc::ptr_eq(now, then),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let same = event.language == files.language
        && Language::ALL.iter().all(|&language| same(&files.all[language], &event.files[language]));
    (same && !event.remarked).then(|| Arc::clone(event))
}

impl Unsettled {
    /// Takes an event, and enters who took part in it.
    fn add<'a>(
        &mut self,
        event: Arc<Event>,
        aliases: Vec<String>,
        files: &'a Files,
        register: &mut Register<'a>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some(facts) = event_of(&files.main) else { return };
        let path = &files.main.path;
        let first = self.organisations.len();
        for participation in &facts.organisations {
            let name = Located::new(participation.value.organisation.as_str(), participation.span);
            match register.enter(&name, event.region, files.language, path) {
                Ok(index) => take_part(&mut self.organisations, first, index, participation.value.role),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        self.events.push(Pending {
            event,
            aliases,
            organisations_end: self.organisations.len(),
            affiliations_end: 0,
        });
    }

    /// Finds for whom people took part, when all organisations are entered: which of them an earlier event
    /// names must not matter.
    fn affiliate(&mut self, register: &Register<'_>) {
        for Pending { event, affiliations_end, .. } in &mut self.events {
            let people = event.front_matter().people.iter();
            let names = people.filter_map(|person| person.value.organisation.as_deref());
            self.affiliations.extend(names.map(|name| register.affiliation(name, event.region)));
            *affiliations_end = self.affiliations.len();
        }
    }

    /// Puts in the final numbers of the organisations: `positions` has them by the provisional ones.
    pub(super) fn settle(mut self, positions: &[usize]) -> Vec<Arc<Event>> {
        let moved = |index: &mut OrganisationIndex| *index = OrganisationIndex::at(positions[index.get()]);
        self.organisations.iter_mut().for_each(|(index, _)| moved(index));
        for affiliation in &mut self.affiliations {
            if let Affiliation::Known(index) = affiliation {
                moved(index);
            }
        }
        let starts = std::iter::once((0, 0))
            .chain(self.events.iter().map(|pending| (pending.organisations_end, pending.affiliations_end)));
        let starts: Vec<(usize, usize)> = starts.take(self.events.len()).collect();
        let (organisations, affiliations) = (&self.organisations, &self.affiliations);
        self.events
            .into_par_iter()
            .with_max_len(MOST_AT_ONCE)
            .zip(starts)
            .map(|(pending, (first, first_affiliation))| {
                let organisations = &organisations[first..pending.organisations_end];
                let affiliations = &affiliations[first_affiliation..pending.affiliations_end];
                settled(pending.event, pending.aliases, organisations, affiliations)
            })
            .collect()
    }
}

/// Enters that an organisation took part in the event whose organisations begin at `first`. Who held an event or
/// housed it took part in it: that is said of others alone.
pub(super) fn take_part(
    organisations: &mut Vec<(OrganisationIndex, Role)>,
    first: usize,
    index: OrganisationIndex,
    role: Role,
) {
    let mut known =
        organisations[first..].iter_mut().filter(|(known, _)| *known == index).map(|(_, role)| role);
    match known.next() {
        None => organisations.push((index, role)),
        Some(only @ Role::Participant) => *only = role,
        Some(one) if role == Role::Participant || *one == role || known.any(|other| *other == role) => {}
        Some(_) => organisations.push((index, role)),
    }
}

/// The event with these old ids, organisations and affiliations: itself, if it has them already.
pub(super) fn settled(
    mut event: Arc<Event>,
    aliases: Vec<String>,
    organisations: &[(OrganisationIndex, Role)],
    affiliations: &[Affiliation],
) -> Arc<Event> {
    if event.aliases == aliases && event.organisations == organisations && event.affiliations == affiliations
    {
        return event;
    }
    let changed = Arc::make_mut(&mut event);
    changed.aliases = aliases;
    changed.organisations = organisations.to_vec();
    changed.affiliations = affiliations.to_vec();
    event
}

pub(super) fn event_of(document: &Document) -> Option<&document::Event> {
    match &document.record {
        Record::Event(event) => Some(event),
        Record::Organisation(_) | Record::Region(_) | Record::Page(_) => None,
    }
}

/// Makes an event, but for its old ids and who took part.
pub(super) fn event(
    files: &Files,
    config: &Config,
    drafts: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Event> {
    let facts = event_of(&files.main)?;
    let path = &files.main.path;
    let date = facts.date.as_ref().map(|date| date.value.clone());
    let region = facts.region.as_ref().and_then(|name| match region(name, date.as_ref()) {
        Ok(found) => {
            if config.reports(Code::RegionNotYet) {
                diagnostics.extend(found.remark.map(|remark| remark.within(path)));
            }
            Some(found.region)
        }
        Err(problem) => {
            diagnostics.push(problem.within(path));
            None
        }
    });
    for translation in files.translations() {
        contradictions::of_event(translation, &files.main, region, diagnostics);
    }
    facts.title.as_ref()?;
    if facts.draft && !drafts {
        return None;
    }
    if config.reports(Code::MissingSource)
        && facts.sources.is_empty()
        && facts.withdrawn.is_none()
        && !files.main.damaged
    {
        diagnostics.push(
            Diagnostic::of_file(Code::MissingSource, path, "this event names no source")
                .help("add [[sources]] with what is known of the article: title, publisher, url"),
        );
    }
    let texts = ByLanguage::from_fn(|language| {
        let document = files.shown(language, config)?;
        let event = event_of(document)?;
        event.title.as_ref()?;
        if event.draft && !drafts {
            return None;
        }
        // A translation without rights of its own is as free as the text that it translates.
        let rights =
            event.rights.as_ref().or(facts.rights.as_ref()).map_or(Rights::Own, |rights| rights.value);
        Some(Text::of(document, rights))
    });
    // The mark of a draft is the event's: one unfinished text keeps all of it out of feeds, data and search.
    let is_draft = |language: &Language| {
        files.shown(*language, config).and_then(|file| event_of(file)).is_some_and(|event| event.draft)
    };
    let draft = facts.draft || drafts && Language::ALL.iter().any(is_draft);
    Some(Event {
        id: files.id.clone(),
        language: files.language,
        texts,
        date,
        region,
        kind: facts.kind.as_ref().map(|kind| kind.value),
        number: facts.number.as_ref().map(|number| number.value),
        organisations: Vec::new(),
        affiliations: Vec::new(),
        aliases: Vec::new(),
        draft,
        withdrawn: facts.withdrawn.as_ref().map(|reason| reason.value.clone()),
        recorded: facts.recorded.as_ref().map(|day| day.value),
        updated: facts.updated.as_ref().map(|day| day.value),
        files: files.all.clone(),
        remarked: false,
    })
}

/// A region, and what is to be said of its choice.
pub(super) struct Found {
    pub(super) region: RegionIndex,
    pub(super) remark: Option<Problem>,
}

/// Finds a region by what an editor wrote.
pub(super) fn region(name: &Located<String>, date: Option<&Date>) -> Result<Found, Problem> {
    let gazetteer = Gazetteer::built_in();
    let label = |index: RegionIndex| {
        let region = gazetteer.get(index);
        format!("\"{}\" ({})", region.names[Language::Kazakh], region.id)
    };
    let quoted = format!("\"{}\"", name.value);
    let (first_day, last_day) = (date.and_then(Date::earliest_day), date.and_then(Date::latest_day));
    let earliest = gazetteer.resolve(&name.value, first_day);
    let latest =
        if first_day == last_day { earliest.clone() } else { gazetteer.resolve(&name.value, last_day) };
    let resolution = match (earliest, latest) {
        // An id names a region of today; the year in which it was made will do.
        (Resolution::NotYet { .. }, Resolution::Found(region)) => return Ok(Found { region, remark: None }),
        (Resolution::Found(first), Resolution::Found(last)) if first != last => {
            return Err(Problem::new(
                Code::AmbiguousRegion,
                name.span,
                format!("{quoted} changed its region within the time that `date` names"),
            )
            .label("of which region?")
            .help(format!(
                "write the region's id: {} before, {} after",
                label(first),
                label(last)
            )));
        }
        (resolution, _) => resolution,
    };
    match resolution {
        Resolution::Found(region) => Ok(Found { region, remark: None }),
        Resolution::Ambiguous(regions) => {
            let regions: Vec<String> = regions.into_iter().map(label).collect();
            Err(Problem::new(
                Code::AmbiguousRegion,
                name.span,
                format!("several regions have a place called {quoted}"),
            )
            .label("which one?")
            .help(format!("write the region's id: {}", regions.join(", "))))
        }
        Resolution::NotYet { region, before, since } => Ok(Found {
            region,
            remark: Some(
                Problem::new(
                    Code::RegionNotYet,
                    name.span,
                    format!("the region {quoted} did not exist before {since}"),
                )
                .label("not yet a region when the event took place")
                .help(format!(
                    "until then it was part of {}: write that id, or leave it as it is",
                    label(before)
                )),
            ),
        }),
        Resolution::Unknown { nearest } => {
            let problem =
                Problem::new(Code::UnknownRegion, name.span, format!("no region is called {quoted}"))
                    .label("not in the gazetteer");
            Err(match nearest {
                Some((known, region)) => {
                    problem.help(format!("did you mean \"{known}\" ({})?", gazetteer.get(region).id))
                }
                None => problem.help(
                    "write a region's id or name: turkistan, «Түркістан облысы», Туркестанская область",
                ),
            })
        }
    }
}

/// The old ids of each record, by its id. Aliases that are no addresses, or that are another record's
/// id or alias, are reported and left out.
pub(super) fn old_ids<'a>(
    files: &'a [Files],
    aliases: impl Fn(&'a Document) -> Vec<&'a Located<String>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<&'a str, Vec<String>> {
    let mut old: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    if files.iter().all(|record| aliases(&record.main).is_empty()) {
        return old;
    }
    let ids: BTreeMap<&str, &Files> = files.iter().map(|files| (files.id.as_str(), files)).collect();
    let mut claimed: BTreeMap<&str, (&Files, Span)> = BTreeMap::new();
    for record in files {
        for alias in aliases(&record.main) {
            let path = &record.main.path;
            if !is_id(&alias.value) {
                diagnostics.push(
                    Problem::new(
                        Code::BadId,
                        alias.span,
                        format!("\"{}\" cannot be an old address", alias.value),
                    )
                    .help("an alias is a former id: small Latin letters, digits and hyphens")
                    .within(path),
                );
                continue;
            }
            if let Some(owner) = ids.get(alias.value.as_str()) {
                diagnostics.push(
                    Problem::new(
                        Code::DuplicateAlias,
                        alias.span,
                        format!("\"{}\" is the id of a record", alias.value),
                    )
                    .label("claimed here")
                    .help("take the alias out, or rename the other record")
                    .within(path)
                    .and(&owner.main.path, None, "the record with this id"),
                );
                continue;
            }
            match claimed.get(alias.value.as_str()) {
                Some((other, span)) if other.id == record.id => diagnostics.push(
                    Problem::new(
                        Code::DuplicateAlias,
                        alias.span,
                        format!("the alias \"{}\" stands here twice", alias.value),
                    )
                    .label("the second one")
                    .help("take one of the two out")
                    .within(path)
                    .and(path, Some(*span), "the first one"),
                ),
                Some((other, span)) => diagnostics.push(
                    Problem::new(
                        Code::DuplicateAlias,
                        alias.span,
                        format!("two records claim the alias \"{}\"", alias.value),
                    )
                    .label("claimed here")
                    .help("an old address can lead to one record only")
                    .within(path)
                    .and(&other.main.path, Some(*span), "and here"),
                ),
                None => {
                    claimed.insert(&alias.value, (record, alias.span));
                    old.entry(&record.id).or_default().push(alias.value.clone());
                }
            }
        }
    }
    old
}

/// Makes the ordinary pages.
pub(super) fn pages(
    records: &Records,
    Circumstances { config, drafts, .. }: Circumstances<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    fn aliases(document: &Document) -> &[Located<String>] {
        match &document.record {
            Record::Page(page) => &page.aliases,
            Record::Event(_) | Record::Organisation(_) | Record::Region(_) => &[],
        }
    }

    let page_of = |document: &Document| match &document.record {
        Record::Page(page) => Some((**page).clone()),
        Record::Event(_) | Record::Organisation(_) | Record::Region(_) => None,
    };
    let empty = Vec::new();
    let files = records.get(&RecordKind::Page).unwrap_or(&empty);
    for files in files {
        contradictions::of_page(files, aliases, diagnostics);
    }
    let mut old_ids = old_ids(files, |document| aliases(document).iter().collect(), diagnostics);
    files
        .iter()
        .filter_map(|files| {
            let page = page_of(&files.main)?;
            page.title.as_ref()?;
            if page.draft && !drafts {
                return None;
            }
            Some(Page {
                id: files.id.clone(),
                language: files.language,
                texts: ByLanguage::from_fn(|language| {
                    let document = files.shown(language, config)?;
                    let translation = page_of(document)?;
                    translation.title.as_ref()?;
                    if translation.draft && !drafts {
                        return None;
                    }
                    Some(Text::of(document, Rights::Own))
                }),
                aliases: old_ids.remove(files.id.as_str()).unwrap_or_default(),
                extra: page.extra,
            })
        })
        .collect()
}

/// Makes the descriptions of regions.
pub(super) fn regions(
    records: &Records,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<RegionIndex, ByLanguage<Option<Text>>> {
    let mut regions = BTreeMap::new();
    for files in records.get(&RecordKind::Region).into_iter().flatten() {
        let Some(region) = Gazetteer::built_in().index_of(&files.id) else {
            let ids = Gazetteer::built_in().regions().iter().map(|region| region.id.as_str());
            let help = crate::diagnostics::nearest(&files.id, ids).map_or_else(
                || "the file's name is a region's id: turkistan.md".to_owned(),
                |id| format!("did you mean {id}.md?"),
            );
            diagnostics.push(
                Diagnostic::of_file(
                    Code::UnknownRegion,
                    &files.main.path,
                    format!("no region has the id \"{}\"", files.id),
                )
                .help(help),
            );
            continue;
        };
        regions.insert(region, descriptions(files, config));
    }
    regions
}

/// The bodies of a record's files, as texts without a title.
pub(super) fn descriptions(files: &Files, config: &Config) -> ByLanguage<Option<Text>> {
    ByLanguage::from_fn(|language| {
        let document = files.shown(language, config)?;
        (!document.body().trim().is_empty()).then(|| Text::of(document, Rights::Own))
    })
}
