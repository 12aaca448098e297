//! Which events are listed where: one pass over the events in their order fills every index.

use std::collections::BTreeMap;

use super::{Event, EventIndex, OrganisationIndex};
use crate::gazetteer::RegionIndex;
use crate::vocabulary::EventKind;

/// The indexes of an archive. Each list is in the order of the events, newest first. Withdrawn events
/// are in none.
#[derive(Debug, Default)]
pub struct Listings {
    /// Every listed event.
    pub all: Vec<EventIndex>,
    /// By region.
    pub regions: BTreeMap<RegionIndex, Vec<EventIndex>>,
    /// By year. An event is listed under every year that its date names.
    pub years: BTreeMap<i32, Vec<EventIndex>>,
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
    /// All events, the withdrawn ones too, by id.
    by_id: Vec<EventIndex>,
}

impl Listings {
    /// Lists events, which must be in their final order.
    pub(super) fn new(events: &[Event], organisations: usize) -> Self {
        let mut listings = Self { organisations: vec![Vec::new(); organisations], ..Self::default() };
        for (position, event) in events.iter().enumerate() {
            if event.withdrawn.is_none() {
                listings.add(EventIndex::at(position), event);
            }
        }
        listings.by_id = (0..events.len()).map(EventIndex::at).collect();
        listings.by_id.sort_by(|a, b| events[a.get()].id.cmp(&events[b.get()].id));
        listings
    }

    fn add(&mut self, index: EventIndex, event: &Event) {
        self.all.push(index);
        let (years, months) =
            event.date.as_ref().map_or_else(Default::default, |date| (date.years(), date.months()));
        for &year in &years {
            self.years.entry(year).or_default().push(index);
        }
        for month in months {
            self.months.entry(month).or_default().push(index);
        }
        if years.is_empty() {
            self.undated.push(index);
        }
        if let Some(kind) = event.kind {
            self.kinds.entry(kind).or_default().push(index);
        }
        if let Some(region) = event.region {
            self.regions.entry(region).or_default().push(index);
            for &year in &years {
                self.region_years.entry((region, year)).or_default().push(index);
            }
            if let Some(kind) = event.kind {
                self.region_kinds.entry((region, kind)).or_default().push(index);
            }
        }
        for &(organisation, _) in &event.organisations {
            self.organisations[organisation.get()].push(index);
            for &year in &years {
                self.organisation_years.entry((organisation, year)).or_default().push(index);
            }
        }
    }

    /// Finds an event by its id.
    pub(super) fn event(&self, events: &[Event], id: &str) -> Option<EventIndex> {
        self.by_id
            .binary_search_by(|index| events[index.get()].id.as_str().cmp(id))
            .ok()
            .map(|position| self.by_id[position])
    }
}
