//! Lays out the site: decides which output paths exist, and who owns each.
//!
//! A [`Plan`] holds ids and counts, no page and no text. Which page a path is, is read off the path by
//! [`Plan::output_at`]; [`crate::view`] makes everything that the page shows. This module knows nothing
//! of templates and never touches the disk.

mod addresses;
mod claims;
mod data;
mod pictures;
mod sitemap;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{Archive, EventIndex, OrganisationIndex};
use crate::config::Feeds;
use crate::diagnostics::{Code, Diagnostic};
use crate::gazetteer::RegionIndex;
use crate::language::Language;
use crate::search::{self, Layout};
use crate::source::{Asset, SitePath};
use crate::vocabulary::EventKind;

pub use addresses::listing_address;
use claims::{Claims, ancestors, clash, fold_path};
pub use data::DataFile;
use pictures::Pictures;
pub use pictures::{LookedAt, PictureCopy, ShownPicture, ShownWidth};
use sitemap::Sitemap;

/// What a listing lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Listing {
    /// Every event.
    All,
    /// Of a region.
    Region(RegionIndex),
    /// Of a region in a year.
    RegionYear(RegionIndex, i32),
    /// Of a region and a kind.
    RegionKind(RegionIndex, EventKind),
    /// Of a year.
    Year(i32),
    /// Of a month.
    Month(i32, u8),
    /// Whose year is not known.
    Undated,
    /// With an organisation.
    Organisation(OrganisationIndex),
    /// With an organisation, in a year.
    OrganisationYear(OrganisationIndex, i32),
    /// Of a kind.
    Kind(EventKind),
}

/// What a page shows; each exists in every language of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// The front page.
    Home,
    /// One event.
    Event(EventIndex),
    /// One page of a listing, counted from 1.
    Listing(Listing, u32),
    /// The regions.
    Regions,
    /// The years.
    Dates,
    /// The organisations.
    Organisations,
    /// The kinds.
    Kinds,
    /// What can be downloaded and followed.
    Data,
    /// The search.
    Search,
    /// An ordinary page, by its position in the archive.
    Text(u32),
}

/// One file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Output {
    /// A page.
    Page(Language, Page),
    /// A page that leads to another address, by its position in the plan.
    Redirect(u32),
    /// A file that is published as it is, by its position in the plan.
    File(u32),
    /// A smaller copy of a picture that a text shows, by its position in the plan.
    Picture(u32),
    /// A page of a listing's feed: 0 is the current one, archived ones count from 1.
    Feed(Language, Listing, u32),
    /// A listing's calendar.
    Calendar(Language, Listing),
    /// A file of data.
    Data(DataFile),
    /// A file of the search index.
    Search(search::Part),
    /// `404.html`.
    NotFound,
    /// `sitemap.xml`: all addresses, or where they are in parts, the index.
    Sitemap,
    /// A part of the sitemap, counted from 1.
    SitemapPart(u32),
    /// `robots.txt`.
    Robots,
    /// `.nojekyll`: GitHub Pages is to publish the files as they are.
    NoJekyll,
}

/// An old address and the one that it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The old address below the site's root: `ru/events/old/`.
    pub from: String,
    /// The language of the page.
    pub language: Language,
    /// The page that it leads to.
    pub to: Page,
}

/// Which output paths exist.
#[derive(Debug)]
pub struct Plan {
    /// The languages of the site; the first is at the root.
    languages: Vec<Language>,
    per_page: usize,
    /// How many events each listing has that is made.
    listings: BTreeMap<Listing, usize>,
    /// Old addresses.
    redirects: Vec<Redirect>,
    /// Files that are published as they are: output path and content.
    files: Vec<(String, Asset)>,
    /// Which of them texts show as pictures, and in which widths.
    pictures: Pictures,
    /// Files beside records that are not published, sorted.
    withheld: Vec<SitePath>,
    overviews: Overviews,
    texts: u32,
    events: u32,
    feeds: Feeds,
    calendars: bool,
    data: bool,
    /// None without a base address, or where it is switched off.
    sitemap: Option<Sitemap>,
    /// Which files the search index has, if there is a search.
    search: Option<Layout>,
}

/// Which overview pages are made.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a page of its own")]
struct Overviews {
    regions: bool,
    dates: bool,
    organisations: bool,
    kinds: bool,
    search: bool,
}

/// Decides which paths exist. Paths that two owners claim are reported.
#[must_use]
pub fn lay_out(archive: &Archive, files: Vec<(String, Asset)>) -> (Plan, Vec<Diagnostic>) {
    let config = &archive.config;
    let outputs = config.outputs;
    let mut plan = Plan {
        languages: config.languages.clone(),
        per_page: config.per_page.max(1),
        listings: listings(archive),
        redirects: Vec::new(),
        files: Vec::new(),
        pictures: Pictures::default(),
        withheld: Vec::new(),
        overviews: Overviews {
            regions: outputs.regions,
            dates: outputs.dates,
            organisations: outputs.organisations,
            kinds: outputs.kinds,
            search: outputs.search,
        },
        texts: u32::try_from(archive.pages.len()).unwrap_or(u32::MAX),
        events: u32::try_from(archive.events.len()).unwrap_or(u32::MAX),
        feeds: outputs.feeds,
        calendars: outputs.calendars,
        data: outputs.data,
        sitemap: None,
        search: outputs.search.then(|| Layout::of(archive)),
    };
    if outputs.sitemap && config.base_url.origin.is_some() {
        let addresses = plan.pages().map(|page| plan.written_in(archive, page).len()).sum();
        plan.sitemap = Some(Sitemap::of(addresses));
    }
    let diagnostics = plan.claim_extras(archive, files);
    (plan, diagnostics)
}

/// The listings that are made, with their counts. An empty one is made only for a record that can be
/// linked to; a crossed one only where the listing that it narrows is longer than a page.
fn listings(archive: &Archive) -> BTreeMap<Listing, usize> {
    let outputs = archive.config.outputs;
    let per_page = archive.config.per_page.max(1);
    let index = &archive.listings;
    let mut listings = BTreeMap::from([(Listing::All, index.all.len())]);
    if outputs.regions {
        listings.extend(archive.regions.keys().map(|&region| (Listing::Region(region), 0)));
        listings
            .extend(index.regions.iter().map(|(&region, events)| (Listing::Region(region), events.len())));
        if outputs.crossed {
            let long = |region| index.regions.get(region).is_some_and(|events| events.len() > per_page);
            let years = index.region_years.iter().filter(|((region, _), _)| long(region));
            listings.extend(
                years.map(|(&(region, year), events)| (Listing::RegionYear(region, year), events.len())),
            );
            let kinds = index.region_kinds.iter().filter(|((region, _), _)| long(region));
            listings.extend(
                kinds.map(|(&(region, kind), events)| (Listing::RegionKind(region, kind), events.len())),
            );
        }
    }
    if outputs.dates {
        listings.extend(index.years.iter().map(|(&year, events)| (Listing::Year(year), events.len())));
        listings.extend(
            index.months.iter().map(|(&(year, month), events)| (Listing::Month(year, month), events.len())),
        );
        if !index.undated.is_empty() {
            listings.insert(Listing::Undated, index.undated.len());
        }
    }
    if outputs.organisations {
        for (position, events) in index.organisations.iter().enumerate() {
            let organisation = OrganisationIndex::at(position);
            if !events.is_empty() || archive.organisations[position].has_record {
                listings.insert(Listing::Organisation(organisation), events.len());
            }
        }
        if outputs.crossed {
            let long =
                |organisation: OrganisationIndex| index.organisations[organisation.get()].len() > per_page;
            let years = index.organisation_years.iter().filter(|((organisation, _), _)| long(*organisation));
            listings.extend(years.map(|(&(organisation, year), events)| {
                (Listing::OrganisationYear(organisation, year), events.len())
            }));
        }
    }
    if outputs.kinds {
        listings.extend(index.kinds.iter().map(|(&kind, events)| (Listing::Kind(kind), events.len())));
    }
    listings
}

impl Plan {
    /// Every file of the site, in a fixed order.
    #[must_use]
    pub fn outputs(&self) -> Vec<Output> {
        let mut outputs = Vec::new();
        for &language in &self.languages {
            outputs.extend(self.pages().map(|page| Output::Page(language, page)));
        }
        outputs.extend(self.data_outputs());
        outputs.extend((0..self.redirects.len()).map(|position| Output::Redirect(number(position))));
        outputs.extend((0..self.files.len()).map(|position| Output::File(number(position))));
        outputs.extend(self.picture_copies().map(Output::Picture));
        outputs.extend([Output::NotFound, Output::Robots, Output::NoJekyll]);
        if self.sitemap.is_some() {
            outputs.push(Output::Sitemap);
            outputs.extend((1..=self.sitemap_parts()).map(Output::SitemapPart));
        }
        if let Some(layout) = self.search {
            outputs.extend(layout.parts(&self.languages).map(Output::Search));
        }
        outputs
    }

    /// Whether the addresses of texts, events, files and old ones are those of another plan of the same records
    /// and configuration.
    #[must_use]
    pub fn has_files_of(&self, other: &Self) -> bool {
        (self.texts, self.events) == (other.texts, other.events)
            && self.redirects == other.redirects
            && self.files == other.files
            && self.withheld == other.withheld
    }

    /// The listings whose pages, feeds or calendars have not the addresses that they have in another plan of the
    /// same records and configuration.
    #[must_use]
    pub fn other_listings(&self, other: &Self) -> BTreeSet<Listing> {
        let addresses = |plan: &Self| -> BTreeSet<(Listing, u32, Option<u32>)> {
            let listings = plan.listings.iter().map(|(&listing, &count)| {
                let archived = data::is_followed(listing, count).then(|| data::archived_pages(count));
                (listing, plan.page_count(count), archived)
            });
            listings.collect()
        };
        addresses(self).symmetric_difference(&addresses(other)).map(|&(listing, ..)| listing).collect()
    }

    /// Every page, in a fixed order; each exists in every language.
    fn pages(&self) -> impl Iterator<Item = Page> {
        let listings = self.listings.iter().flat_map(|(&listing, &count)| {
            (1..=self.page_count(count)).map(move |number| Page::Listing(listing, number))
        });
        std::iter::once(Page::Home)
            .chain(self.overviews())
            .chain(listings)
            .chain((0..self.texts).map(Page::Text))
            .chain((0..self.events).map(|position| Page::Event(EventIndex::at(position as usize))))
    }

    fn overviews(&self) -> impl Iterator<Item = Page> {
        let made = self.overviews;
        [
            (made.regions, Page::Regions),
            (made.dates, Page::Dates),
            (made.organisations, Page::Organisations),
            (made.kinds, Page::Kinds),
            (self.data, Page::Data),
            (made.search, Page::Search),
        ]
        .into_iter()
        .filter_map(|(is_made, page)| is_made.then_some(page))
    }

    /// Whether an overview page is made.
    #[must_use]
    pub fn has_overview(&self, page: Page) -> bool {
        self.overviews().any(|overview| overview == page)
    }

    /// How many events a listing has; `None` if it is not made.
    #[must_use]
    pub fn count(&self, listing: Listing) -> Option<usize> {
        self.listings.get(&listing).copied()
    }

    /// The listings that are made.
    pub fn listings(&self) -> impl Iterator<Item = (Listing, usize)> {
        self.listings.iter().map(|(&listing, &count)| (listing, count))
    }

    /// Over how many pages that many events are spread; an empty listing has one.
    #[must_use]
    pub fn page_count(&self, events: usize) -> u32 {
        number(events.div_ceil(self.per_page).max(1))
    }

    /// The positions in a listing that one of its pages shows.
    #[must_use]
    pub fn page_range(&self, count: usize, page: u32) -> std::ops::Range<usize> {
        let start = (page.saturating_sub(1) as usize * self.per_page).min(count);
        start..(start + self.per_page).min(count)
    }

    /// The page of a listing that shows the event at a position.
    #[must_use]
    pub fn page_holding(&self, position: usize) -> u32 {
        number(position / self.per_page).saturating_add(1)
    }

    /// An old address.
    #[must_use]
    pub fn redirect(&self, position: u32) -> &Redirect {
        &self.redirects[position as usize]
    }

    /// A file that is published as it is.
    #[must_use]
    pub fn file(&self, position: u32) -> &Asset {
        &self.files[position as usize].1
    }

    /// The paths of all files that are published as they are.
    pub fn file_paths(&self) -> impl Iterator<Item = &SitePath> {
        self.files.iter().map(|(_, asset)| &asset.path)
    }

    /// Enters the files beside records that are not published, in the order of their paths.
    pub fn withhold(&mut self, files: Vec<SitePath>) {
        self.withheld = files;
    }

    /// Whether a file lies beside a record and is not published.
    #[must_use]
    pub fn withholds(&self, file: &SitePath) -> bool {
        self.withheld.binary_search(file).is_ok()
    }

    /// Finds a file that is published as it is by its output path.
    #[must_use]
    pub fn file_at(&self, path: &str) -> Option<u32> {
        self.files.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok().map(number)
    }

    /// Enters redirects and files, and reports paths that are claimed twice.
    fn claim_extras(&mut self, archive: &Archive, files: Vec<(String, Asset)>) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut claims = Claims::default();
        for page in archive.pages.iter() {
            // A page's id must not be an address that the site itself makes.
            let document = page.text(page.language).1.document_path();
            let reserved =
                ["events", "regions", "dates", "organisations", "kinds", "search", "data", "assets"];
            let is_language = Language::from_code(&page.id).is_some();
            if is_language || reserved.contains(&page.id.as_str()) {
                diagnostics.push(
                    Diagnostic::of_file(
                        Code::PathClash,
                        document,
                        format!("the page's address /{}/ belongs to the site itself", page.id),
                    )
                    .help("give the page's file another name"),
                );
            }
        }
        let mut redirects = Vec::new();
        for (page, aliases, path) in self.old_addresses(archive) {
            for alias in aliases {
                for &language in &self.languages {
                    let from = format!("{}{alias}/", self.language_prefix(language));
                    let file = format!("{from}index.html");
                    if let Some(owner) = self.owner(archive, &file).or_else(|| claims.owner(&file)) {
                        diagnostics.push(clash(&path, &file, &owner));
                        continue;
                    }
                    claims.add(&file, format!("the old address in {path}"));
                    redirects.push(Redirect { from, language, to: page });
                }
            }
        }
        for (file, asset) in files {
            let owner = self.owner(archive, &file).or_else(|| claims.owner(&file));
            if let Some(owner) = owner {
                diagnostics.push(clash(&asset.path, &file, &owner));
                continue;
            }
            claims.add(&file, asset.path.to_string());
            self.files.push((file, asset));
        }
        redirects.sort_by(|a, b| a.from.cmp(&b.from));
        self.redirects = redirects;
        self.files.sort_by(|a, b| a.0.cmp(&b.0));
        diagnostics
    }

    /// The records with old ids: their page, the old addresses below the language, the file that says so.
    fn old_addresses(&self, archive: &Archive) -> Vec<(Page, Vec<String>, SitePath)> {
        let mut old = Vec::new();
        for (position, event) in
            archive.events.iter().enumerate().filter(|(_, event)| !event.aliases.is_empty())
        {
            let addresses = event.aliases.iter().map(|alias| format!("events/{alias}")).collect();
            old.push((Page::Event(EventIndex::at(position)), addresses, event.document().path.clone()));
        }
        for (position, organisation) in archive.organisations.iter().enumerate() {
            let listing = Listing::Organisation(OrganisationIndex::at(position));
            if !organisation.old_ids.is_empty() && self.count(listing).is_some() {
                let addresses =
                    organisation.old_ids.iter().map(|alias| format!("organisations/{alias}")).collect();
                let path = SitePath::new(&format!("content/organisations/{}.md", organisation.id));
                old.push((Page::Listing(listing, 1), addresses, path));
            }
        }
        for (position, page) in archive.pages.iter().enumerate().filter(|(_, page)| !page.aliases.is_empty())
        {
            let path = page.text(page.language).1.document_path().clone();
            old.push((Page::Text(number(position)), page.aliases.clone(), path));
        }
        old.sort_by(|a, b| a.2.cmp(&b.2));
        old
    }

    /// Who of the pages made from the archive owns a path, or a folder or a file in its way.
    fn owner(&self, archive: &Archive, path: &str) -> Option<String> {
        let folded = fold_path(path);
        let describe = |path: &str| format!("the page /{}", path.trim_end_matches("index.html"));
        if self.generated_at(archive, &folded).is_some() {
            return Some(describe(&folded));
        }
        let as_folder = format!("{folded}/index.html");
        if self.generated_at(archive, &as_folder).is_some() {
            return Some(describe(&as_folder));
        }
        if self.makes_folder(archive, &folded) {
            return Some(format!("the pages below /{folded}/"));
        }
        ancestors(&folded).find(|folder| self.generated_at(archive, folder).is_some()).map(describe)
    }
}

/// Where a file beside a record, or a static file, is published; `None` for files of other folders.
///
/// `content/pages/` is the root of the site's addresses, as ordinary pages are.
#[must_use]
pub fn published_as(path: &SitePath) -> Option<String> {
    let below =
        path.below("content/pages").or_else(|| path.below("content")).or_else(|| path.below("static"))?;
    Some(below.to_owned())
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
