//! The page on data, and how listings are followed: feeds, calendars, files.

use serde::Serialize;
use tera::Value;

use super::columns::{Column, Table};
use super::{Count, Head, View, Views};
use crate::archive::{EventIndex, OrganisationIndex};
use crate::gazetteer::Gazetteer;
use crate::language::Language;
use crate::plan::{DataFile, Listing, Output, Page};
use crate::vocabulary::EventKind;

/// A feed of the page's events, for its head.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FeedLink {
    title: String,
    url: String,
}

/// How a listing is followed.
#[derive(Debug, Serialize)]
pub(super) struct FollowView {
    feed: Option<String>,
    calendar: Option<String>,
    /// How many of the events are in the calendar, and why not all.
    calendar_remark: Option<String>,
    /// The page on data.
    data: Option<String>,
}

#[derive(Serialize)]
struct DataView {
    events: Count,
    organisations: Count,
    files: Vec<FileEntry>,
    tables: Vec<TableEntry>,
    /// The whole archive first, then regions and kinds; organisations have theirs on their pages alone.
    followed: Vec<FollowedGroup>,
    calendar_remark: Option<String>,
}

#[derive(Serialize)]
struct FileEntry {
    name: &'static str,
    url: String,
    description: String,
    /// How many records it has.
    records: Option<String>,
}

#[derive(Serialize)]
struct TableEntry {
    title: String,
    columns: Vec<ColumnEntry>,
}

#[derive(Serialize)]
struct ColumnEntry {
    name: String,
    cells: &'static str,
    description: String,
}

#[derive(Serialize)]
struct FollowedGroup {
    title: String,
    items: Vec<Followed>,
}

#[derive(Serialize)]
struct Followed {
    title: String,
    feed: Option<String>,
    calendar: Option<String>,
}

impl Views {
    /// The events of a listing, newest first.
    pub(crate) fn events_of(&self, listing: Listing) -> &[EventIndex] {
        let index = &self.archive.listings;
        let found = match listing {
            Listing::All => Some(&index.all),
            Listing::Undated => Some(&index.undated),
            Listing::Region(region) => index.regions.get(&region),
            Listing::RegionYear(region, year) => index.region_years.get(&(region, year)),
            Listing::RegionKind(region, kind) => index.region_kinds.get(&(region, kind)),
            Listing::Year(year) => index.years.get(&year),
            Listing::Month(year, month) => index.months.get(&(year, month)),
            Listing::Organisation(organisation) => index.organisations.get(organisation.get()),
            Listing::OrganisationYear(organisation, year) => {
                index.organisation_years.get(&(organisation, year))
            }
            Listing::Kind(kind) => index.kinds.get(&kind),
        };
        found.map_or(&[], Vec::as_slice)
    }

    fn feed_href(&self, language: Language, listing: Listing) -> Option<String> {
        self.plan.feed_pages(listing)?;
        Some(self.href(&self.plan.path(&self.archive, Output::Feed(language, listing, 0))))
    }

    fn calendar_href(&self, language: Language, listing: Listing) -> Option<String> {
        let path = || self.plan.path(&self.archive, Output::Calendar(language, listing));
        self.plan.has_calendar(listing).then(|| self.href(&path()))
    }

    /// The feed that a page names in its head.
    pub(super) fn feed_link(&self, language: Language, listing: Listing) -> Option<FeedLink> {
        let title = match listing {
            Listing::All => self.archive.config.title[language].clone(),
            _ => self.listing_title(language, listing),
        };
        Some(FeedLink { title, url: self.feed_href(language, listing)? })
    }

    /// How a listing is followed; `None` where it has neither feed nor calendar.
    pub(super) fn follow(&self, language: Language, listing: Listing) -> Option<FollowView> {
        let feed = self.feed_href(language, listing);
        let calendar = self.calendar_href(language, listing);
        if feed.is_none() && calendar.is_none() {
            return None;
        }
        Some(FollowView {
            calendar_remark: calendar.is_some().then(|| self.calendar_remark(language, listing)),
            feed,
            calendar,
            data: self.plan.has_data().then(|| self.page_href(language, Page::Data)),
        })
    }

    /// How many events of a listing its calendar has, and how many it cannot have.
    pub(crate) fn calendar_remark(&self, language: Language, listing: Listing) -> String {
        let strings = self.strings(language);
        let all = self.events_of(listing).len();
        let exact = self.with_exact_days(listing);
        let number = |n| strings.number(n);
        strings.fill(
            if exact == 0 { "data.calendar-none" } else { "data.calendar-some" },
            &[("exact", &number(exact)), ("all", &number(all)), ("without", &number(all - exact))],
        )
    }

    /// Of a list of events those that are no drafts.
    pub(super) fn published<'a>(&'a self, events: &'a [EventIndex]) -> impl Iterator<Item = &'a EventIndex> {
        events.iter().filter(|index| !self.archive.events[index.get()].draft)
    }

    /// Whether an organisation has a page, drafts left aside.
    pub(crate) fn has_page(&self, organisation: OrganisationIndex) -> bool {
        self.archive.organisations[organisation.get()].has_record
            || self.published(self.events_of(Listing::Organisation(organisation))).next().is_some()
    }

    /// What a file of data holds, in a sentence.
    pub(crate) fn file_description(&self, language: Language, file: DataFile) -> String {
        self.word(language, "data.file", &file.name().replace('.', "-"))
    }

    /// What a column holds.
    pub(crate) fn column_description(&self, language: Language, column: &Column) -> String {
        let description = self.word(language, "data.column", column.key);
        match column.language {
            Some(other) => format!("{description} ({})", self.word(language, "language.in", other.code())),
            None => description,
        }
    }

    pub(super) fn data(&self, language: Language) -> View {
        let strings = self.strings(language);
        let listings = &self.archive.listings;
        // As many as the files have, whether there are pages of them or not; drafts are in none.
        let organisations = (0..self.archive.organisations.len()).map(OrganisationIndex::at);
        let organisations = organisations.filter(|&index| self.has_page(index));
        let (events, organisations) = (self.published(&listings.all).count(), organisations.count());
        let records = |file| match file {
            DataFile::EventsTable | DataFile::EventsJson | DataFile::EventsLines => Some(events),
            DataFile::OrganisationsTable | DataFile::OrganisationsJson => Some(organisations),
            DataFile::RegionsJson => Some(Gazetteer::built_in().regions().len()),
            DataFile::Package | DataFile::EventSchema => None,
        };
        let table = |file: DataFile, table: Table| TableEntry {
            title: strings.fill("data.columns", &[("file", file.name())]),
            columns: table
                .columns()
                .iter()
                .map(|column| ColumnEntry {
                    name: column.name(),
                    cells: column.cells.id(),
                    description: self.column_description(language, column),
                })
                .collect(),
        };
        let view = DataView {
            events: self.count(language, "events", events),
            organisations: self.count(language, "organisations", organisations),
            files: DataFile::ALL
                .into_iter()
                .map(|file| FileEntry {
                    name: file.name(),
                    url: self.href(&self.plan.path(&self.archive, Output::Data(file))),
                    description: self.file_description(language, file),
                    records: records(file).map(|n| strings.number(n)),
                })
                .collect(),
            tables: vec![
                table(DataFile::EventsTable, Table::Events),
                table(DataFile::OrganisationsTable, Table::Organisations),
            ],
            followed: self.followed(language),
            calendar_remark: self
                .plan
                .has_calendar(Listing::All)
                .then(|| self.calendar_remark(language, Listing::All)),
        };
        let lead = strings
            .fill("data.lead", &[("events", &view.events.text), ("organisations", &view.organisations.text)]);
        let head = Head {
            description: lead.clone(),
            about: Some(self.about_data(language, &lead)),
            feeds: self.feed_link(language, Listing::All).into_iter().collect(),
            ..self.overview_head(language, "data", "")
        };
        let mut page = self.page(language, Page::Data, head, "data.html");
        page.context.insert_value("lead", lead.into());
        page.context.insert_value("data", Value::from_serializable(&view));
        page
    }

    fn followed(&self, language: Language) -> Vec<FollowedGroup> {
        let entry = |listing, title: String| {
            let feed = self.feed_href(language, listing);
            let calendar = self.calendar_href(language, listing);
            (feed.is_some() || calendar.is_some()).then_some(Followed { title, feed, calendar })
        };
        let alphabet = &self.alphabets[language];
        let mut regions: Vec<(String, Listing)> = Gazetteer::built_in()
            .indexed()
            .map(|(index, _)| Listing::Region(index))
            .filter(|&listing| self.plan.count(listing).is_some())
            .map(|listing| (self.listing_title(language, listing), listing))
            .collect();
        regions.sort_by_cached_key(|(title, listing)| (alphabet.sort_key(title), *listing));
        let regions = regions.into_iter().filter_map(|(title, listing)| entry(listing, title)).collect();
        let kinds = EventKind::all()
            .map(Listing::Kind)
            .filter(|&listing| self.plan.count(listing).is_some())
            .filter_map(|listing| entry(listing, self.listing_title(language, listing)))
            .collect();
        let all = entry(Listing::All, self.strings(language).get("listing.all").to_owned());
        [
            (self.word(language, "footer", "archive"), all.into_iter().collect()),
            (self.word(language, "nav", "regions"), regions),
            (self.word(language, "nav", "kinds"), kinds),
        ]
        .into_iter()
        .filter(|(_, items): &(String, Vec<Followed>)| !items.is_empty())
        .map(|(title, items)| FollowedGroup { title, items })
        .collect()
    }
}
