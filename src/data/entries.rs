//! Events as entries of feeds and calendars: each is written once, for all of them that have it.
//!
//! An event stands in the feed and in the calendar of the archive, of its region, its kind and its organisations.

use std::sync::OnceLock;

use crate::archive::EventIndex;
use crate::language::ByLanguage;
use crate::view::Views;

/// The entries that were written from views. They belong to these views, and to no others.
#[derive(Default)]
pub struct Entries {
    /// Of the feeds of each language, with what is in all of them.
    pub(super) feed: ByLanguage<Written>,
    /// Of the calendars of each language.
    pub(super) calendar: ByLanguage<Written>,
}

/// An entry for each event that was asked for.
#[derive(Default)]
pub(super) struct Written(OnceLock<Box<[OnceLock<Entry>]>>);

/// The bytes of an entry.
type Entry = Box<[u8]>;

impl Written {
    /// The entry of an event. `write` writes it when it is asked for the first time.
    pub(super) fn of(&self, views: &Views, event: EventIndex, write: impl FnOnce(&mut Vec<u8>)) -> &[u8] {
        let of_events = || views.archive().events.iter().map(|_| OnceLock::new()).collect();
        self.0.get_or_init(of_events)[event.get()].get_or_init(|| {
            let mut entry = Vec::new();
            write(&mut entry);
            entry.into()
        })
    }
}
