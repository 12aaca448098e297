//! Which events are listed where: one pass over the events in their order fills every index.

use std::collections::BTreeMap;
use std::sync::Arc;

use rapidhash::RapidHashMap;
use rayon::prelude::*;

use super::{Event, EventIndex, OrganisationIndex};
use crate::gazetteer::RegionIndex;
use crate::source::fingerprint;
use crate::vocabulary::EventKind;

/// The indexes of an archive. Each list is in the order of the events, newest first, but for those of
/// years. Withdrawn events are in none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listings {
    /// Every listed event.
    pub all: Vec<EventIndex>,
    /// By region.
    pub regions: BTreeMap<RegionIndex, Vec<EventIndex>>,
    /// By year. An event is listed under every year that its date names; those that name no month of it
    /// stand last, and how many they are is in [`Self::apart`].
    pub years: BTreeMap<i32, Vec<EventIndex>>,
    /// How many events name a year and no month of it; without the years that have none.
    pub apart: BTreeMap<i32, usize>,
    /// By year and month.
    pub months: BTreeMap<(i32, u8), Vec<EventIndex>>,
    /// Events whose date names no year, or that have none.
    pub undated: Vec<EventIndex>,
    /// By kind.
    pub kinds: BTreeMap<EventKind, Vec<EventIndex>>,
    /// By organisation: one list for each organisation of the archive, some empty.
    pub organisations: Vec<Vec<EventIndex>>,
    /// By region and year.
    pub region_years: BTreeMap<(RegionIndex, i32), Vec<EventIndex>>,
    /// By region and kind.
    pub region_kinds: BTreeMap<(RegionIndex, EventKind), Vec<EventIndex>>,
    /// By organisation and year.
    pub organisation_years: BTreeMap<(OrganisationIndex, i32), Vec<EventIndex>>,
    /// All events, the withdrawn ones too, by a fingerprint of their ids. Links between events are looked
    /// up here all the time, and ids lie about in memory.
    by_id: RapidHashMap<u64, EventIndex>,
}

impl Listings {
    /// Lists events, which must be in their final order.
    pub(super) fn new(events: &[Arc<Event>], organisations: usize) -> Self {
        let all: Vec<EventIndex> = (0..events.len())
            .filter(|&position| events[position].withdrawn.is_none())
            .map(EventIndex::at)
            .collect();
        let years: Vec<Vec<i32>> = events
            .par_iter()
            .map(|event| event.date.as_ref().map(crate::date::Date::years).unwrap_or_default())
            .collect();
        let mut listings = Self { all, ..Self::default() };
        let mut of_time = Self::default();
        let mut of_organisations = Self::default();
        rayon::join(
            || {
                listings.list_places(events, &years);
                let by_id = events.iter().enumerate();
                listings.by_id = by_id
                    .map(|(position, event)| (fingerprint(event.id.as_bytes()), EventIndex::at(position)))
                    .collect();
            },
            || {
                let all = events.iter().zip(&years).enumerate();
                let listed = all.filter(|(_, (event, _))| event.withdrawn.is_none());
                for (position, (event, years)) in listed {
                    of_time.list_time(EventIndex::at(position), event, years);
                }
                of_time.set_apart(events);
                of_organisations.list_organisations(events, &years, organisations);
            },
        );
        Self {
            years: of_time.years,
            apart: of_time.apart,
            months: of_time.months,
            undated: of_time.undated,
            organisations: of_organisations.organisations,
            organisation_years: of_organisations.organisation_years,
            ..listings
        }
    }

    fn list_time(&mut self, index: EventIndex, event: &Event, years: &[i32]) {
        for &year in years {
            self.years.entry(year).or_default().push(index);
        }
        for month in event.date.as_ref().map(crate::date::Date::months).unwrap_or_default() {
            self.months.entry(month).or_default().push(index);
        }
        if years.is_empty() {
            self.undated.push(index);
        }
    }

    fn list_places(&mut self, events: &[Arc<Event>], years: &[Vec<i32>]) {
        for &index in &self.all {
            let event = &events[index.get()];
            if let Some(kind) = event.kind {
                self.kinds.entry(kind).or_default().push(index);
            }
            let Some(region) = event.region else { continue };
            self.regions.entry(region).or_default().push(index);
            for &year in &years[index.get()] {
                self.region_years.entry((region, year)).or_default().push(index);
            }
            if let Some(kind) = event.kind {
                self.region_kinds.entry((region, kind)).or_default().push(index);
            }
        }
    }

    fn list_organisations(&mut self, events: &[Arc<Event>], years: &[Vec<i32>], organisations: usize) {
        self.organisations = vec![Vec::new(); organisations];
        for (position, event) in events.iter().enumerate().filter(|(_, event)| event.withdrawn.is_none()) {
            for organisation in event.participants() {
                self.organisations[organisation.get()].push(EventIndex::at(position));
            }
        }
        // One organisation after the other, so that the keys come in their order and the whole is made at
        // once.
        let by_year: Vec<_> = self
            .organisations
            .par_iter()
            .enumerate()
            .flat_map_iter(|(position, listed)| {
                let mut by_year: BTreeMap<i32, Vec<EventIndex>> = BTreeMap::new();
                for &index in listed {
                    for &year in &years[index.get()] {
                        by_year.entry(year).or_default().push(index);
                    }
                }
                let organisation = OrganisationIndex::at(position);
                by_year.into_iter().map(move |(year, listed)| ((organisation, year), listed))
            })
            .collect();
        self.organisation_years = by_year.into_iter().collect();
    }

    /// Puts the events of a year that name no month of it behind the others. Most stand there already: only
    /// one that began in an earlier year and names its months moves before them.
    fn set_apart(&mut self, events: &[Arc<Event>]) {
        for (&year, listed) in &mut self.years {
            let names_month = |index: &EventIndex| {
                let date = events[index.get()].date.as_ref();
                date.is_some_and(|date| date.months().iter().any(|&(named, _)| named == year))
            };
            let (mut with, without): (Vec<EventIndex>, Vec<EventIndex>) =
                listed.iter().partition(|index| names_month(index));
            if !without.is_empty() {
                self.apart.insert(year, without.len());
            }
            with.extend(without);
            *listed = with;
        }
    }

    /// Finds an event by its id.
    pub(super) fn event(&self, events: &[Arc<Event>], id: &str) -> Option<EventIndex> {
        let is_it = |event: &Event| event.id == id;
        let index = *self.by_id.get(&fingerprint(id.as_bytes()))?;
        if is_it(&events[index.get()]) {
            return Some(index);
        }
        // Two ids have one fingerprint.
        events.iter().position(|event| is_it(event)).map(EventIndex::at)
    }
}
