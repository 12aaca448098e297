//! What other programs read: feeds, calendars and files of data, and where they lie.

use super::addresses::{canonical_number, listing_address, listing_at};
use super::{Listing, Output, Plan};
use crate::archive::Archive;
use crate::config::Feeds;
use crate::language::Language;

/// How many events an organisation has at least that has a feed and a calendar.
const ENOUGH_TO_FOLLOW: usize = 5;

/// How many entries a page of a feed has at least: an archived one has just so many, the current one up to
/// twice as many.
pub(super) const FEED_PAGE: usize = 50;

/// A file of data. They are the same for all languages and lie in `/data/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataFile {
    /// The events as a table.
    EventsTable,
    /// The events as a list of JSON objects.
    EventsJson,
    /// The same objects, one in a line.
    EventsLines,
    /// The organisations as a table.
    OrganisationsTable,
    /// The organisations as a list of JSON objects.
    OrganisationsJson,
    /// The regions as a list of JSON objects.
    RegionsJson,
    /// What the files are and what their columns mean (Frictionless Data Package).
    Package,
    /// What an event's object may hold (JSON Schema).
    EventSchema,
}

impl DataFile {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::EventsTable,
        Self::EventsJson,
        Self::EventsLines,
        Self::OrganisationsTable,
        Self::OrganisationsJson,
        Self::RegionsJson,
        Self::Package,
        Self::EventSchema,
    ];

    /// The file's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EventsTable => "events.csv",
            Self::EventsJson => "events.json",
            Self::EventsLines => "events.jsonl",
            Self::OrganisationsTable => "organisations.csv",
            Self::OrganisationsJson => "organisations.json",
            Self::RegionsJson => "regions.json",
            Self::Package => "datapackage.json",
            Self::EventSchema => "event.schema.json",
        }
    }
}

impl Plan {
    /// Every feed, calendar and file of data.
    pub(super) fn data_outputs(&self) -> Vec<Output> {
        let mut outputs = Vec::new();
        for &language in &self.languages {
            for listing in self.followed() {
                let feeds = self.feed_pages(listing).map_or(0..0, |archived| 0..archived + 1);
                outputs.extend(feeds.map(|page| Output::Feed(language, listing, page)));
                if self.calendars {
                    outputs.push(Output::Calendar(language, listing));
                }
            }
        }
        if self.data {
            outputs.extend(DataFile::ALL.map(Output::Data));
        }
        outputs
    }

    /// The listings that can be followed.
    fn followed(&self) -> impl Iterator<Item = Listing> {
        self.listings().filter(|&(listing, count)| is_followed(listing, count)).map(|(listing, _)| listing)
    }

    /// How many archived pages the feed of a listing has besides the current one; `None` if it has no feed.
    #[must_use]
    pub fn feed_pages(&self, listing: Listing) -> Option<u32> {
        let count = self.count(listing)?;
        match self.feeds {
            Feeds::All => is_followed(listing, count).then(|| archived_pages(count)),
            Feeds::Newest => (listing == Listing::All).then_some(0),
            Feeds::None => None,
        }
    }

    /// The positions that a page of a feed shows in a list that runs from the newest to the oldest. Archived
    /// pages fill from the oldest event on, so that they stay as they are when one comes in (RFC 5005).
    #[must_use]
    pub fn feed_range(&self, count: usize, page: u32) -> std::ops::Range<usize> {
        let archived = archived_pages(count) as usize * FEED_PAGE;
        match page as usize {
            0 => 0..count - archived,
            page => {
                let end = count - (page - 1) * FEED_PAGE;
                end - FEED_PAGE..end
            }
        }
    }

    /// Whether a listing has a calendar.
    #[must_use]
    pub fn has_calendar(&self, listing: Listing) -> bool {
        self.calendars && self.count(listing).is_some_and(|count| is_followed(listing, count))
    }

    /// Whether there is a page of data, and its files.
    #[must_use]
    pub fn has_data(&self) -> bool {
        self.data
    }

    /// Whether there is a sitemap.
    #[must_use]
    pub fn has_sitemap(&self) -> bool {
        self.sitemap.is_some()
    }

    /// The path of a feed's page below the site's root; 0 is the current one.
    pub(super) fn feed_path(
        &self,
        archive: &Archive,
        language: Language,
        listing: Listing,
        page: u32,
    ) -> String {
        let folder = self.language_prefix(language) + &listing_address(archive, listing);
        if page == 0 { folder + "feed.xml" } else { format!("{folder}feed/{page}.xml") }
    }

    pub(super) fn calendar_path(&self, archive: &Archive, language: Language, listing: Listing) -> String {
        self.language_prefix(language) + &listing_address(archive, listing) + "events.ics"
    }

    /// The output for other programs at a path.
    pub(super) fn data_at(&self, archive: &Archive, path: &str) -> Option<Output> {
        if let Some(name) = path.strip_prefix("data/") {
            let file = DataFile::ALL.into_iter().find(|file| file.name() == name);
            return file.filter(|_| self.data).map(Output::Data);
        }
        let (language, rest) = self.language_of(path);
        let parts: Vec<&str> = rest.split('/').collect();
        match parts[..] {
            [ref listing @ .., "feed.xml"] => {
                let listing = listing_at(archive, listing)?;
                self.feed_pages(listing).map(|_| Output::Feed(language, listing, 0))
            }
            [ref listing @ .., "feed", page] => {
                let listing = listing_at(archive, listing)?;
                let page: u32 = canonical_number(page.strip_suffix(".xml")?)?;
                let pages = self.feed_pages(listing)?;
                (1..=pages).contains(&page).then_some(Output::Feed(language, listing, page))
            }
            [ref listing @ .., "events.ics"] => {
                let listing = listing_at(archive, listing)?;
                self.has_calendar(listing).then_some(Output::Calendar(language, listing))
            }
            _ => None,
        }
    }
}

pub(super) fn is_followed(listing: Listing, count: usize) -> bool {
    match listing {
        Listing::All | Listing::Region(_) | Listing::Kind(_) => true,
        Listing::Organisation(_) => count >= ENOUGH_TO_FOLLOW,
        Listing::RegionYear(..)
        | Listing::RegionKind(..)
        | Listing::Year(_)
        | Listing::Month(..)
        | Listing::Undated
        | Listing::OrganisationYear(..) => false,
    }
}

pub(super) fn archived_pages(count: usize) -> u32 {
    super::number((count / FEED_PAGE).saturating_sub(1))
}
