//! Events as entries of feeds and calendars: each is written once, for all of them that have it.
//!
//! An event stands in the feed and in the calendar of the archive, of its region, its kind and its organisations.

use std::sync::OnceLock;

use crate::archive::EventIndex;
use crate::language::{ByLanguage, Language};
use crate::view::Views;

/// The entries that were written from views. They belong to these views, and to no others.
#[derive(Default)]
pub struct Entries {
    feed: ByLanguage<Written>,
    calendar: ByLanguage<Written>,
}

/// An entry for each event that was asked for.
type Written = OnceLock<Box<[OnceLock<Box<[u8]>>]>>;

impl Entries {
    /// An event's entry in the feeds of a language, with what is in all of them; `write` writes it.
    pub(super) fn of_feed(
        &self,
        views: &Views,
        language: Language,
        event: EventIndex,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> &[u8] {
        entry(&self.feed[language], views, event, write)
    }

    /// An event's entry in the calendars of a language; `write` writes it.
    pub(super) fn of_calendar(
        &self,
        views: &Views,
        language: Language,
        event: EventIndex,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> &[u8] {
        entry(&self.calendar[language], views, event, write)
    }
}

fn entry<'a>(
    written: &'a Written,
    views: &Views,
    event: EventIndex,
    write: impl FnOnce(&mut Vec<u8>),
) -> &'a [u8] {
    let written = written.get_or_init(|| views.archive().events.iter().map(|_| OnceLock::new()).collect());
    written[event.get()].get_or_init(|| {
        let mut entry = Vec::new();
        write(&mut entry);
        entry.into()
    })
}
