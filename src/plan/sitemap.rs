//! Which pages the sitemap lists, and over how many files they are spread.

use super::{Output, Page, Plan, number};
use crate::archive::Archive;
use crate::language::Language;

/// How many addresses one sitemap may list (sitemaps.org).
const MOST_ADDRESSES: usize = 50_000;

/// How many a part lists where there are more: few, so that little of the sitemap is in memory at once, and
/// that a part stays below 50 MB however long its addresses are.
const PART: usize = 10_000;

/// How the sitemap is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sitemap {
    /// As one file.
    Whole,
    /// As an index and so many parts.
    Parts(u32),
}

impl Sitemap {
    pub(super) fn of(addresses: usize) -> Self {
        if addresses <= MOST_ADDRESSES { Self::Whole } else { Self::Parts(number(addresses.div_ceil(PART))) }
    }
}

impl Plan {
    /// The pages that search engines may list, in a fixed order.
    pub fn listed_pages(&self, archive: &Archive) -> impl Iterator<Item = (Language, Page)> {
        let pages =
            self.languages.iter().flat_map(|&language| self.pages().map(move |page| (language, page)));
        pages.filter(|&(language, page)| self.written_in(archive, page).contains(&language))
    }

    /// The languages in which a page has a text of its own and may be listed.
    #[must_use]
    pub fn written_in(&self, archive: &Archive, page: Page) -> Vec<Language> {
        match page {
            Page::Event(event) => {
                let event = &archive.events[event.get()];
                if event.withdrawn.is_some() || event.draft {
                    Vec::new()
                } else {
                    archive.languages_of(&event.texts)
                }
            }
            Page::Text(position) => archive.languages_of(&archive.pages[position as usize].texts),
            Page::Home
            | Page::Listing(..)
            | Page::Regions
            | Page::Dates
            | Page::Organisations
            | Page::Kinds
            | Page::Search
            | Page::Data => self.languages.clone(),
        }
    }

    /// Over how many parts the sitemap is spread; 0 where it is one file.
    #[must_use]
    pub fn sitemap_parts(&self) -> u32 {
        match self.sitemap {
            None | Some(Sitemap::Whole) => 0,
            Some(Sitemap::Parts(parts)) => parts,
        }
    }

    /// The positions among the listed pages that a part lists; part 0 is the one of an undivided sitemap.
    #[must_use]
    pub fn sitemap_range(&self, count: usize, part: u32) -> std::ops::Range<usize> {
        match part as usize {
            0 => 0..count,
            part => ((part - 1) * PART).min(count)..(part * PART).min(count),
        }
    }

    pub(super) fn sitemap_at(&self, path: &str) -> Option<Output> {
        let sitemap = self.sitemap?;
        if path == "sitemap.xml" {
            return Some(Output::Sitemap);
        }
        let part: u32 =
            super::addresses::canonical_number(path.strip_prefix("sitemap-")?.strip_suffix(".xml")?)?;
        match sitemap {
            Sitemap::Parts(parts) if (1..=parts).contains(&part) => Some(Output::SitemapPart(part)),
            Sitemap::Whole | Sitemap::Parts(_) => None,
        }
    }
}
