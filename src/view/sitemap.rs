//! What the sitemap lists: every page that search engines may list; where there are more than one file may
//! have, an index and its parts. In which other languages a page is, it says itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use tera::{Context, Value};

use super::{View, Views};
use crate::archive::EventIndex;
use crate::language::Language;
use crate::plan::{Listing, Output, Page};

/// A page, or a part of the sitemap.
#[derive(Serialize)]
struct Address {
    url: String,
    /// When the content last changed, as a day: of an event, and of the newest change in a listing.
    changed: Option<String>,
}

impl Views {
    /// `sitemap.xml`: the addresses, or the index of the parts that have them.
    pub(super) fn sitemap(&self) -> View {
        let parts = self.plan.sitemap_parts();
        if parts == 0 {
            return self.sitemap_part(0);
        }
        let pages = self.listed_pages();
        let mut changes = Changes::default();
        let parts: Vec<Address> = (1..=parts)
            .filter_map(|part| {
                let listed = &pages[self.plan.sitemap_range(pages.len(), part)];
                let changed = listed.iter().filter_map(|&(_, page)| changes.of(self, page)).max();
                let path = self.plan.path(&self.archive, Output::SitemapPart(part));
                Some(Address { url: self.absolute(&path)?, changed: changed.map(|day| day.to_string()) })
            })
            .collect();
        let mut context = Context::new();
        context.insert_value("parts", Value::from_serializable(&parts));
        View { template: "sitemap-index.xml", context, rows: None, frame: None }
    }

    /// A part of the sitemap; part 0 is all of it.
    pub(super) fn sitemap_part(&self, part: u32) -> View {
        let pages = self.listed_pages();
        let mut changes = Changes::default();
        let entries: Vec<Address> = pages[self.plan.sitemap_range(pages.len(), part)]
            .iter()
            .filter_map(|&(language, page)| {
                let url = self.absolute(&self.plan.address(&self.archive, language, page))?;
                let changed = changes.of(self, page).map(|day| day.to_string());
                Some(Address { url, changed })
            })
            .collect();
        let mut context = Context::new();
        context.insert_value("entries", Value::from_serializable(&entries));
        View { template: "sitemap.xml", context, rows: None, frame: None }
    }

    fn listed_pages(&self) -> &[(Language, Page)] {
        self.listed_pages.get_or_init(|| self.plan.listed_pages(&self.archive).collect())
    }

    /// When an event last changed in substance, as far as that is written.
    pub(crate) fn changed(&self, event: EventIndex) -> Option<NaiveDate> {
        let event = &self.archive.events[event.get()];
        event.updated.or(event.recorded)
    }
}

/// When listings changed, each looked at once.
#[derive(Default)]
struct Changes(BTreeMap<Listing, Option<NaiveDate>>);

impl Changes {
    fn of(&mut self, views: &Views, page: Page) -> Option<NaiveDate> {
        let listing = match page {
            Page::Event(event) => return views.changed(event),
            Page::Listing(listing, _) => listing,
            Page::Home | Page::Data => Listing::All,
            Page::Regions
            | Page::Dates
            | Page::Organisations
            | Page::Kinds
            | Page::Search
            | Page::Text(_) => return None,
        };
        *self.0.entry(listing).or_insert_with(|| {
            views.events_of(listing).iter().filter_map(|&event| views.changed(event)).max()
        })
    }
}
