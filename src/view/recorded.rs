//! The events of each listing in the order in which the archive got them, for feeds.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Views;
use crate::archive::EventIndex;
use crate::plan::Listing;

/// The events of each listing that has a feed, the newest in the archive first.
pub(super) type Recorded = BTreeMap<Listing, Vec<EventIndex>>;

impl Views {
    /// The events of a listing that has a feed, by [`crate::archive::Event::recorded`], newest first, those
    /// without one last; ties by id.
    pub(crate) fn recorded(&self, listing: Listing) -> &[EventIndex] {
        let recorded = self.recorded.get_or_init(|| self.sort_by_recording());
        recorded.get(&listing).map_or(&[], Vec::as_slice)
    }

    /// One sort, and one pass that fills the list of every feed.
    fn sort_by_recording(&self) -> Recorded {
        let archive = &self.archive;
        let mut all = archive.listings.all.clone();
        all.sort_by_key(|index| {
            let event = &archive.events[index.get()];
            (Reverse(event.recorded), event.id.as_str())
        });
        let mut recorded = Recorded::new();
        let mut add = |listing, index| {
            if self.plan.feed_pages(listing).is_some() {
                recorded.entry(listing).or_default().push(index);
            }
        };
        for &index in &all {
            let event = &archive.events[index.get()];
            if let Some(region) = event.region {
                add(Listing::Region(region), index);
            }
            if let Some(kind) = event.kind {
                add(Listing::Kind(kind), index);
            }
            for organisation in event.participants() {
                add(Listing::Organisation(organisation), index);
            }
            add(Listing::All, index);
        }
        recorded
    }

    /// How many events of a listing have a calendar entry: those whose days are known and certain.
    pub(crate) fn with_exact_days(&self, listing: Listing) -> usize {
        let events = self.events_of(listing).iter().map(|index| &self.archive.events[index.get()]);
        events
            .filter(|event| {
                !event.draft && event.date.as_ref().is_some_and(|date| date.exact_days().is_some())
            })
            .count()
    }
}
