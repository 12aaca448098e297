//! Which other events an event's page leads to, and why.
//!
//! Events are related by the organisations that they share, and by region and kind together. Only the
//! nearest in time of each list are looked at, so that a page costs the same in an archive of any size.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::Serialize;
use tera::Value;

use super::{Views, other_language};
use crate::archive::{Event, EventIndex, OrganisationIndex};
use crate::language::Language;

/// How many related events are shown.
const MOST: usize = 4;
/// How many events before and after in each list are looked at.
const NEAREST: usize = 12;
/// How many of an event's organisations are looked at: those that the fewest events name.
const MOST_ORGANISATIONS: usize = 12;
/// What a shared region and a shared kind weigh. A shared organisation weighs up to [`RAREST`].
const SAME_REGION: u32 = 3;
const SAME_KIND: u32 = 2;
/// What an organisation weighs that only two events name; each doubling of them takes one off, down to one.
const RAREST: u32 = 8;

/// An event that another one leads to.
#[derive(Serialize)]
pub(super) struct Related<'a> {
    event: Value,
    reasons: Vec<Reason<'a>>,
}

/// Why it is related, in words.
#[derive(Serialize)]
struct Reason<'a> {
    text: Cow<'a, str>,
    /// A name that belongs to it, and its language where it is not the page's.
    name: Option<&'a str>,
    lang: Option<&'static str>,
}

impl<'a> Reason<'a> {
    fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), name: None, lang: None }
    }
}

/// An event that is related to another, and the organisations that they share.
pub(super) struct Kin {
    event: EventIndex,
    shared: Box<[OrganisationIndex]>,
}

impl Views {
    /// The events most related to one, the most related first, each with the reasons.
    pub(super) fn related(&self, language: Language, index: EventIndex) -> Vec<Related<'_>> {
        let event = &self.archive.events[index.get()];
        // They are the same in every language.
        let kin = self.kin[index.get()].get_or_init(|| self.kin(event, index));
        kin.iter().map(|kin| self.relation(language, event, kin)).collect()
    }

    fn kin(&self, event: &Event, index: EventIndex) -> Box<[Kin]> {
        if event.withdrawn.is_some() {
            return Box::default();
        }
        let listings = &self.archive.listings;
        let events_with = |organisation: OrganisationIndex| &listings.organisations[organisation.get()];
        let mut organisations: Vec<OrganisationIndex> = event.participants().collect();
        organisations.sort_by_key(|&organisation| (events_with(organisation).len(), organisation));
        // Each event that is near in a list, with the organisation whose list that is.
        let mut near: Vec<(EventIndex, Option<OrganisationIndex>)> = Vec::new();
        for organisation in organisations.into_iter().take(MOST_ORGANISATIONS) {
            near.extend(nearest(events_with(organisation), index).map(|other| (other, Some(organisation))));
        }
        if let (Some(region), Some(kind)) = (event.region, event.kind)
            && let Some(alike) = listings.region_kinds.get(&(region, kind))
        {
            near.extend(nearest(alike, index).map(|other| (other, None)));
        }
        // Stable: of each event the organisations stay in their order.
        near.sort_by_key(|&(other, _)| other);
        let score = |other: EventIndex, near: &[(EventIndex, Option<OrganisationIndex>)]| {
            let shared = near.iter().filter_map(|&(_, organisation)| organisation);
            let alike = self.alike(event, other);
            shared.map(|organisation| weight(events_with(organisation).len())).sum::<u32>()
                + if alike.region { SAME_REGION } else { 0 }
                + if alike.kind { SAME_KIND } else { 0 }
        };
        let mut ranked: Vec<_> = near
            .chunk_by(|(one, _), (other, _)| one == other)
            .filter_map(|near| near.first().map(|&(other, _)| (other, near)))
            .map(|(other, near)| {
                (Reverse(score(other, near)), other.get().abs_diff(index.get()), other, near)
            })
            .collect();
        ranked.sort_unstable_by_key(|&(score, distance, other, _)| (score, distance, other));
        ranked
            .into_iter()
            .take(MOST)
            .map(|(_, _, event, near)| {
                let shared = near.iter().filter_map(|&(_, organisation)| organisation).collect();
                Kin { event, shared }
            })
            .collect()
    }

    fn alike(&self, event: &Event, other: EventIndex) -> Alike {
        let other = &self.archive.events[other.get()];
        Alike {
            region: event.region.is_some() && event.region == other.region,
            kind: event.kind.is_some() && event.kind == other.kind,
        }
    }

    fn relation(&self, language: Language, event: &Event, kin: &Kin) -> Related<'_> {
        let strings = self.strings(language);
        let mut reasons = Vec::new();
        match &*kin.shared {
            [] => {}
            [organisation] => {
                let (name, lang) = self.organisation_name(language, *organisation);
                reasons.push(Reason {
                    text: strings.get("related.organisation").into(),
                    name: Some(name),
                    lang: lang.and_then(|lang| other_language(lang, language)),
                });
            }
            shared => {
                let number = strings.number(shared.len());
                reasons.push(Reason::plain(strings.fill("related.organisations", &[("number", &number)])));
            }
        }
        let alike = self.alike(event, kin.event);
        if alike.region {
            reasons.push(Reason::plain(strings.get("related.region")));
        }
        if alike.kind {
            reasons.push(Reason::plain(strings.get("related.kind")));
        }
        Related { event: self.mention(language, kin.event), reasons }
    }
}

/// What two events have in common besides organisations.
struct Alike {
    region: bool,
    kind: bool,
}

/// The events of a list that stand nearest to an event, on either side of it, without itself.
fn nearest(events: &[EventIndex], index: EventIndex) -> impl Iterator<Item = EventIndex> {
    let place = events.partition_point(|&other| other < index);
    let range = place.saturating_sub(NEAREST)..(place + 1 + NEAREST).min(events.len());
    events[range].iter().copied().filter(move |&other| other != index)
}

/// What an organisation says of two events that share it: the fewer events name it, the more.
fn weight(events: usize) -> u32 {
    RAREST.saturating_sub(events.max(2).ilog2() - 1).max(1)
}
