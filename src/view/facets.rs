//! The ways through the events of a listing: by year, kind, region and month, with counts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::time::every_year;
use super::{Count, Views};
use crate::archive::{Event, EventIndex};
use crate::gazetteer::RegionIndex;
use crate::language::{Language, dates};
use crate::plan::Listing;
use crate::vocabulary::EventKind;

/// One property by which the events of a listing differ, with its values and their counts.
#[derive(Serialize)]
pub(super) struct Facet {
    /// `years`, `months`, `kinds`, `regions`.
    id: &'static str,
    title: String,
    items: Vec<FacetItem>,
}

#[derive(Serialize)]
pub(super) struct FacetItem {
    title: String,
    /// The listing that is narrowed to this value, if it is made.
    url: Option<String>,
    count: Count,
    /// The kind's mark, for kinds.
    mark: Option<&'static str>,
    /// The count as a share of the largest one, in per cent, at least 1; 0 for none.
    share: usize,
}

impl Views {
    /// The facets of a listing; none of a listing that is narrowed already.
    pub(super) fn facets(&self, language: Language, listing: Listing, events: &[EventIndex]) -> Vec<Facet> {
        // A count is linked only to a listing of just these events: of all years of an organisation,
        // say, and not to the year of the whole archive.
        let years = |narrow: &dyn Fn(i32) -> Option<Listing>| {
            let counts = every_year(&self.years_of(events)).into_iter();
            let counts = counts.map(|(year, count)| (narrow(year), None, year.to_string(), count));
            self.facet(language, "years", counts)
        };
        let kinds = |narrow| self.kinds_facet(language, events, narrow);
        let facets = match listing {
            Listing::All => {
                vec![years(&|year| Some(Listing::Year(year))), kinds(&|kind| Some(Listing::Kind(kind)))]
            }
            Listing::Region(region) => vec![
                years(&|year| Some(Listing::RegionYear(region, year))),
                kinds(&|kind| Some(Listing::RegionKind(region, kind))),
            ],
            Listing::Organisation(organisation) => vec![
                years(&|year| Some(Listing::OrganisationYear(organisation, year))),
                kinds(&|_| None),
                self.regions_facet(language, events, &|_| None),
            ],
            Listing::Year(year) => vec![
                self.months_facet(language, year),
                kinds(&|_| None),
                self.regions_facet(language, events, &|region| Some(Listing::RegionYear(region, year))),
            ],
            Listing::Kind(kind) => vec![
                years(&|_| None),
                self.regions_facet(language, events, &|region| Some(Listing::RegionKind(region, kind))),
            ],
            Listing::Month(..)
            | Listing::Undated
            | Listing::RegionYear(..)
            | Listing::RegionKind(..)
            | Listing::OrganisationYear(..) => Vec::new(),
        };
        facets.into_iter().filter(|facet| !facet.items.is_empty()).collect()
    }

    fn facet(
        &self,
        language: Language,
        id: &'static str,
        counts: impl Iterator<Item = (Option<Listing>, Option<EventKind>, String, usize)>,
    ) -> Facet {
        let counts: Vec<_> = counts.collect();
        let largest = counts.iter().map(|(_, _, _, count)| *count).max().unwrap_or(0);
        let items = counts
            .into_iter()
            .map(|(narrower, kind, title, count)| FacetItem {
                title,
                url: narrower.and_then(|narrower| self.listing_href(language, narrower)),
                mark: kind.map(|kind| kind.mark().id()),
                share: share(count, largest),
                count: self.count(language, "events", count),
            })
            .collect();
        Facet { id, title: self.word(language, "facet", id), items }
    }

    fn kinds_facet(
        &self,
        language: Language,
        events: &[EventIndex],
        narrow: &dyn Fn(EventKind) -> Option<Listing>,
    ) -> Facet {
        let counts = self.counted(events, |event| event.kind);
        self.facet(
            language,
            "kinds",
            counts.into_iter().map(|(kind, count)| {
                (narrow(kind), Some(kind), self.word(language, "kind", kind.id()), count)
            }),
        )
    }

    /// How many of some events have each value of a fact, the most frequent first.
    fn counted<T: Copy + Ord>(
        &self,
        events: &[EventIndex],
        value: impl Fn(&Event) -> Option<T>,
    ) -> Vec<(T, usize)> {
        let mut counts: BTreeMap<T, usize> = BTreeMap::new();
        for value in events.iter().filter_map(|event| value(&self.archive.events[event.get()])) {
            *counts.entry(value).or_default() += 1;
        }
        let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|&(value, count)| (std::cmp::Reverse(count), value));
        counts
    }

    fn regions_facet(
        &self,
        language: Language,
        events: &[EventIndex],
        narrow: &dyn Fn(RegionIndex) -> Option<Listing>,
    ) -> Facet {
        let counts = self.counted(events, |event| event.region);
        self.facet(
            language,
            "regions",
            counts
                .into_iter()
                .map(|(region, count)| (narrow(region), None, self.region_title(language, region), count)),
        )
    }

    /// All twelve months, so that the year can be seen as a whole.
    fn months_facet(&self, language: Language, year: i32) -> Facet {
        let strings = self.strings(language);
        let months = &self.archive.listings.months;
        let counts: Vec<_> = (1..=12)
            .map(|month| {
                let name = dates::capitalised(dates::month_name(month, strings));
                (
                    Some(Listing::Month(year, month)),
                    None,
                    name,
                    months.get(&(year, month)).map_or(0, Vec::len),
                )
            })
            .collect();
        let none = counts.iter().all(|(_, _, _, count)| *count == 0);
        self.facet(language, "months", counts.into_iter().filter(|_| !none))
    }

    /// The years that events name, each with how many of them do.
    pub(super) fn years_of(&self, events: &[EventIndex]) -> BTreeMap<i32, usize> {
        let mut years = BTreeMap::new();
        for event in events {
            for year in self.archive.events[event.get()].date.iter().flat_map(crate::date::Date::years) {
                *years.entry(year).or_default() += 1;
            }
        }
        years
    }
}

/// A count as a share of the largest one, in per cent; at least 1 where there is something.
pub(super) fn share(count: usize, largest: usize) -> usize {
    if count == 0 || largest == 0 { 0 } else { (count * 100 / largest).max(1) }
}
