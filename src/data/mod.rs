//! What other programs read: feeds, calendars, tables and JSON, each made from the archive when it is asked for.
//!
//! [`write()`] fills a buffer with one output. Names, addresses and HTML come from [`crate::view`], the rules
//! of each format from [`crate::formats`] and from libraries. Drafts and withdrawn events are in nothing that
//! is made here, and no date is more exact than it is known. Pages, and what is embedded in them, are not
//! made here.

mod calendar;
mod entries;
mod feed;
mod identity;
mod package;
mod record;
mod table;

use crate::archive::{Event, EventIndex};
use crate::plan::{DataFile, Output};
use crate::view::Views;

pub use entries::Entries;

/// Writes an output that other programs read into a buffer, which may hold something before. Other outputs
/// leave it empty. `entries` are of the same views, and are kept for what is written later.
pub fn write(views: &Views, entries: &Entries, output: Output, buffer: &mut Vec<u8>) {
    buffer.clear();
    match output {
        Output::Feed(language, listing, page) => feed::write(views, entries, language, listing, page, buffer),
        Output::Calendar(language, listing) => calendar::write(views, entries, language, listing, buffer),
        Output::Data(file) => match file {
            DataFile::EventsTable => table::events(views, buffer),
            DataFile::EventsJson => record::events(views, record::Layout::List, buffer),
            DataFile::EventsLines => record::events(views, record::Layout::Lines, buffer),
            DataFile::OrganisationsTable => table::organisations(views, buffer),
            DataFile::OrganisationsJson => record::organisations(views, buffer),
            DataFile::RegionsJson => record::regions(views, buffer),
            DataFile::Package => package::write(views, buffer),
            DataFile::EventSchema => package::event_schema(views, buffer),
        },
        Output::Page(..)
        | Output::Redirect(_)
        | Output::File(_)
        | Output::Picture(_)
        | Output::NotFound
        | Output::Sitemap
        | Output::SitemapPart(_)
        | Output::Robots
        | Output::NoJekyll
        | Output::Search(_) => {}
    }
}

/// The events that are in the data: those that are listed, without drafts; newest first.
fn published(views: &Views) -> impl Iterator<Item = (EventIndex, &Event)> {
    let archive = views.archive();
    let events = archive.listings.all.iter().map(|&index| (index, &*archive.events[index.get()]));
    events.filter(|(_, event)| !event.draft)
}
