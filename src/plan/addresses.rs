//! Between outputs and their paths: the path of an output is made from ids, and which output a path is, is read
//! off it again.
//!
//! Which of them exist is for [`super::lay_out`] to decide.

use super::{Listing, Output, Page, Plan, number};
use crate::archive::{Archive, OrganisationIndex};
use crate::gazetteer::{Gazetteer, RegionIndex};
use crate::language::Language;
use crate::search::Layout;
use crate::vocabulary::EventKind;

impl Plan {
    /// The path of an output below the site's root: `ru/events/forum/index.html`.
    #[must_use]
    pub fn path(&self, archive: &Archive, output: Output) -> String {
        match output {
            Output::Page(language, page) => self.address(archive, language, page) + "index.html",
            Output::Redirect(position) => [&self.redirect(position).from, "index.html"].concat(),
            Output::File(position) => self.files[position as usize].0.clone(),
            Output::Picture(position) => self.picture_copy_path(position).to_owned(),
            Output::Feed(language, listing, page) => self.feed_path(archive, language, listing, page),
            Output::Calendar(language, listing) => self.calendar_path(archive, language, listing),
            Output::Data(file) => format!("data/{}", file.name()),
            Output::Search(part) => Layout::path(part),
            Output::NotFound => "404.html".to_owned(),
            Output::Sitemap => "sitemap.xml".to_owned(),
            Output::SitemapPart(part) => format!("sitemap-{part}.xml"),
            Output::Robots => "robots.txt".to_owned(),
            Output::NoJekyll => ".nojekyll".to_owned(),
        }
    }

    /// The address of a page below the site's root, without a slash before it and with one behind it;
    /// empty for the front page.
    #[must_use]
    pub fn address(&self, archive: &Archive, language: Language, page: Page) -> String {
        let mut address = self.language_prefix(language);
        match page {
            Page::Home => {}
            Page::Event(event) => {
                address.push_str("events/");
                address.push_str(&archive.events[event.get()].id);
                address.push('/');
            }
            Page::Listing(listing, number) => {
                address.push_str(&listing_address(archive, listing));
                if number > 1 {
                    address.push_str(&format!("page/{number}/"));
                }
            }
            Page::Regions => address.push_str("regions/"),
            Page::Dates => address.push_str("dates/"),
            Page::Organisations => address.push_str("organisations/"),
            Page::Kinds => address.push_str("kinds/"),
            Page::Data => address.push_str("data/"),
            Page::Search => address.push_str("search/"),
            Page::Text(position) => {
                address.push_str(&archive.pages[position as usize].id);
                address.push('/');
            }
        }
        address
    }

    pub(super) fn language_prefix(&self, language: Language) -> String {
        if self.languages.first() == Some(&language) {
            String::new()
        } else {
            format!("{}/", language.code())
        }
    }

    /// Reads off a path which output it is, if the plan has one there.
    #[must_use]
    pub fn output_at(&self, archive: &Archive, path: &str) -> Option<Output> {
        if let Some(position) = self.file_at(path) {
            return Some(Output::File(position));
        }
        if let Some(position) = self.picture_copy_at(path) {
            return Some(Output::Picture(position));
        }
        if let Some(output) = self.generated_at(archive, path) {
            return Some(output);
        }
        let address = path.strip_suffix("index.html")?;
        self.redirects
            .binary_search_by(|redirect| redirect.from.as_str().cmp(address))
            .ok()
            .map(|position| Output::Redirect(number(position)))
    }

    /// The output that is made from the archive at a path.
    pub(super) fn generated_at(&self, archive: &Archive, path: &str) -> Option<Output> {
        match path {
            "404.html" => return Some(Output::NotFound),
            "robots.txt" => return Some(Output::Robots),
            ".nojekyll" => return Some(Output::NoJekyll),
            _ => {}
        }
        if let Some(part) = self.search.and_then(|layout| layout.part_at(path, &self.languages)) {
            return Some(Output::Search(part));
        }
        let Some(address) = path.strip_suffix("index.html") else {
            return self.sitemap_at(path).or_else(|| self.data_at(archive, path));
        };
        let (language, address) = self.language_of(address);
        let mut parts: Vec<&str> = address.split('/').collect();
        // An address ends in a slash, so that its last part is empty; the front page is one empty part.
        if parts.pop() != Some("") || parts.contains(&"") {
            return None;
        }
        let page = self.page_at(archive, &parts)?;
        Some(Output::Page(language, page))
    }

    /// The language whose pages lie below an address, and the rest of the address.
    pub(super) fn language_of<'p>(&self, address: &'p str) -> (Language, &'p str) {
        let (first, others) = self
            .languages
            .split_first()
            .map_or((Language::Kazakh, &[][..]), |(first, others)| (*first, others));
        others
            .iter()
            .find_map(|&other| Some((other, address.strip_prefix(other.code())?.strip_prefix('/')?)))
            .unwrap_or((first, address))
    }

    fn page_at(&self, archive: &Archive, parts: &[&str]) -> Option<Page> {
        let overview = |page| self.has_overview(page).then_some(page);
        match *parts {
            [] => Some(Page::Home),
            ["regions"] => overview(Page::Regions),
            ["dates"] => overview(Page::Dates),
            ["organisations"] => overview(Page::Organisations),
            ["kinds"] => overview(Page::Kinds),
            ["data"] => overview(Page::Data),
            ["search"] => overview(Page::Search),
            ["events", id] => archive.event(id).map(Page::Event),
            [id] if id != "events" => {
                let position = archive.pages.binary_search_by(|page| page.id.as_str().cmp(id)).ok()?;
                Some(Page::Text(number(position)))
            }
            // An organisation may be called «Page»: its years are asked for first.
            ref parts => self.first_page_at(archive, parts).or_else(|| self.later_page_at(archive, parts)),
        }
    }

    fn first_page_at(&self, archive: &Archive, parts: &[&str]) -> Option<Page> {
        let listing = listing_at(archive, parts)?;
        self.count(listing).map(|_| Page::Listing(listing, 1))
    }

    fn later_page_at(&self, archive: &Archive, parts: &[&str]) -> Option<Page> {
        let [listing @ .., "page", number] = parts else { return None };
        let listing = listing_at(archive, listing)?;
        let number = canonical_number(number)?;
        let pages = self.page_count(self.count(listing)?);
        (2..=pages).contains(&number).then_some(Page::Listing(listing, number))
    }

    /// Whether pages or files that are made from the archive lie in a folder that has no page of its own.
    pub(super) fn makes_folder(&self, archive: &Archive, path: &str) -> bool {
        let (_, below) = self.language_of(path);
        match *below.split('/').collect::<Vec<_>>() {
            ["search", "terms" | "words" | "cards" | "organisations"] | ["search", "cards", _] => {
                self.search.is_some()
            }
            [ref listing @ .., "page"] => listing_at(archive, listing)
                .and_then(|listing| self.count(listing))
                .is_some_and(|count| self.page_count(count) > 1),
            [ref listing @ .., "feed"] => listing_at(archive, listing)
                .and_then(|listing| self.feed_pages(listing))
                .is_some_and(|pages| pages > 0),
            _ => false,
        }
    }
}

/// A number as addresses write it: digits, no sign, no zero before it.
pub(super) fn canonical_number<T: std::str::FromStr + ToString>(text: &str) -> Option<T> {
    text.parse::<T>().ok().filter(|number| number.to_string() == text)
}

/// The address of a listing below its language.
#[must_use]
pub fn listing_address(archive: &Archive, listing: Listing) -> String {
    let region = |index: RegionIndex| &Gazetteer::built_in().get(index).id;
    let organisation = |index: OrganisationIndex| &archive.organisations[index.get()].id;
    match listing {
        Listing::All => "events/".to_owned(),
        Listing::Region(index) => format!("regions/{}/", region(index)),
        Listing::RegionYear(index, year) => format!("regions/{}/{year}/", region(index)),
        Listing::RegionKind(index, kind) => format!("regions/{}/{}/", region(index), kind.id()),
        Listing::Year(year) => format!("dates/{year}/"),
        Listing::Month(year, month) => format!("dates/{year}/{month:02}/"),
        Listing::Undated => "dates/unknown/".to_owned(),
        Listing::Organisation(index) => format!("organisations/{}/", organisation(index)),
        Listing::OrganisationYear(index, year) => format!("organisations/{}/{year}/", organisation(index)),
        Listing::Kind(kind) => format!("kinds/{}/", kind.id()),
    }
}

/// The listing with an address below its language, whether it is made or not.
pub(super) fn listing_at(archive: &Archive, parts: &[&str]) -> Option<Listing> {
    let region = |id: &str| Gazetteer::built_in().index_of(id);
    match *parts {
        ["events"] => Some(Listing::All),
        ["regions", id] => region(id).map(Listing::Region),
        ["regions", id, narrowed] => {
            let region = region(id)?;
            canonical_number(narrowed)
                .map(|year| Listing::RegionYear(region, year))
                .or_else(|| EventKind::from_id(narrowed).map(|kind| Listing::RegionKind(region, kind)))
        }
        ["dates", "unknown"] => Some(Listing::Undated),
        ["dates", year] => canonical_number(year).map(Listing::Year),
        ["dates", year, month] => {
            let number: u8 = month.parse().ok()?;
            (month.len() == 2).then_some(Listing::Month(canonical_number(year)?, number))
        }
        ["organisations", id] => archive.organisation(id).map(Listing::Organisation),
        ["organisations", id, year] => {
            Some(Listing::OrganisationYear(archive.organisation(id)?, canonical_number(year)?))
        }
        ["kinds", id] => EventKind::from_id(id).map(Listing::Kind),
        _ => None,
    }
}
