//! The search index: which files it has, what is in them, and what a query finds in them.
//!
//! [`Layout`] knows the names of all files from the number of events alone, so that a plan can hold them while
//! no index is made yet. [`Index`] is a value of the archive: what terms occur in which events and where. The
//! browser's script reads the same files and answers queries as [`find`] does.
//!
//! How words become terms is the business of [`crate::terms`]; what is shown of an event that was found (its
//! card, in the words of a language) is that of [`crate::view`]. `docs/search.md` has the whole.

mod build;
mod columns;
mod encode;
mod query;

use serde::Serialize;

use crate::archive::{Archive, EventIndex};
use crate::language::Language;

pub use build::Index;
pub use query::{Found, find};

/// In which part of an event a term stands; the best one counts.
///
/// The order is that of the file format; [`Field::WEIGHTS`] says what each is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Title,
    Organisation,
    Theme,
    Person,
    Place,
    Body,
}

impl Field {
    /// What a match is worth in each field, in the order of the fields.
    pub(crate) const WEIGHTS: [u32; 6] = [16, 10, 8, 8, 5, 2];

    pub(crate) const ALL: [Self; 6] =
        [Self::Title, Self::Organisation, Self::Theme, Self::Person, Self::Place, Self::Body];
}

/// What it is worth that a word names the event's region, kind or year; these have no postings, since the
/// columns of all events say so.
pub(crate) const REGION_WEIGHT: u32 = 9;
pub(crate) const KIND_WEIGHT: u32 = 7;
pub(crate) const YEAR_WEIGHT: u32 = 5;

/// Of a pair of words that stand side by side, how many letters of the second are kept.
pub(crate) const PAIR_LETTERS: usize = 4;

/// How many organisations one can narrow a search by: those with the most events.
pub(crate) const ORGANISATIONS: usize = 100;

/// One file of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What is needed for every query: where terms are, tables, years.
    Start,
    /// Region, kind and languages of every event.
    Events,
    /// Terms of a range, with the events that they occur in.
    Terms(u32),
    /// Terms of a range alone, for words with a typing error.
    Words(u32),
    /// What is shown of a few events.
    Cards(Language, u32),
    /// The organisations with the most events, and which events they are.
    Organisations(Language),
}

/// Which files an index has. It follows from the number of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    events: usize,
}

impl Layout {
    /// The layout for an archive.
    #[must_use]
    pub fn of(archive: &Archive) -> Self {
        Self { events: listed(archive).count() }
    }

    /// The layout for so many events.
    #[must_use]
    pub const fn for_events(events: usize) -> Self {
        Self { events }
    }

    /// How many events can be found.
    #[must_use]
    pub const fn events(self) -> usize {
        self.events
    }

    /// Over how many files the terms are spread. A query reads two or three of them and the list of where
    /// each begins, so their number grows as the square root would, up to a number that folders bear.
    #[must_use]
    pub fn term_files(self) -> u32 {
        number((self.events / 16).next_power_of_two().clamp(1, 2048))
    }

    /// Over how many files the words are spread that typing errors are looked up in.
    #[must_use]
    pub fn word_files(self) -> u32 {
        (self.term_files() / 16).max(1)
    }

    /// How many cards a file holds. The ten that a page of results shows are in ten files, so few.
    #[must_use]
    pub fn cards_per_file(self) -> usize {
        (self.events.isqrt() / 40).next_power_of_two().max(4)
    }

    /// Over how many files the cards of a language are spread.
    #[must_use]
    pub fn card_files(self) -> u32 {
        number(self.events.div_ceil(self.cards_per_file()))
    }

    /// Every file, in a fixed order.
    pub fn parts(self, languages: &[Language]) -> impl Iterator<Item = Part> {
        let own = [Part::Start, Part::Events].into_iter();
        let terms = (0..self.term_files()).map(Part::Terms);
        let words = (0..self.word_files()).map(Part::Words);
        let by_language = languages.iter().flat_map(move |&language| {
            std::iter::once(Part::Organisations(language))
                .chain((0..self.card_files()).map(move |file| Part::Cards(language, file)))
        });
        own.chain(terms).chain(words).chain(by_language)
    }

    /// The path of a file below the site's root.
    #[must_use]
    pub fn path(part: Part) -> String {
        match part {
            Part::Start => "search/start.json".to_owned(),
            Part::Events => "search/events.bin".to_owned(),
            Part::Terms(file) => format!("search/terms/{file}.bin"),
            Part::Words(file) => format!("search/words/{file}.bin"),
            Part::Cards(language, file) => format!("search/cards/{}/{file}.json", language.code()),
            Part::Organisations(language) => format!("search/organisations/{}.json", language.code()),
        }
    }

    /// The file at a path, if the index has it.
    #[must_use]
    pub fn part_at(self, path: &str, languages: &[Language]) -> Option<Part> {
        let known = |code: &str| Language::from_code(code).filter(|language| languages.contains(language));
        let file = |name: &str, ending: &str, files: u32| {
            let digits = name.strip_suffix(ending)?;
            let file = digits.parse::<u32>().ok()?;
            (file < files && file.to_string() == digits).then_some(file)
        };
        let below = path.strip_prefix("search/")?;
        match *below.split('/').collect::<Vec<_>>() {
            ["start.json"] => Some(Part::Start),
            ["events.bin"] => Some(Part::Events),
            ["terms", name] => file(name, ".bin", self.term_files()).map(Part::Terms),
            ["words", name] => file(name, ".bin", self.word_files()).map(Part::Words),
            ["cards", code, name] => Some(Part::Cards(known(code)?, file(name, ".json", self.card_files())?)),
            ["organisations", name] => known(name.strip_suffix(".json")?).map(Part::Organisations),
            _ => None,
        }
    }
}

/// The events that can be found, by their numbers in the index: the oldest has number 0, so that a new event
/// at the end of the archive changes few files. Drafts are not found even where they are shown.
pub fn listed(archive: &Archive) -> impl Iterator<Item = EventIndex> {
    archive.listings.all.iter().rev().copied().filter(|event| !archive.events[event.get()].draft)
}

/// A value as JSON in which no markup begins, wherever it may be put.
pub(crate) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c").into_bytes()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_back_as_the_file_that_it_was_made_for() {
        for events in [0, 1, 5, 1_000, 10_000, 100_000] {
            let layout = Layout::for_events(events);
            for part in layout.parts(&Language::ALL) {
                assert_eq!(layout.part_at(&Layout::path(part), &Language::ALL), Some(part));
            }
            assert_eq!(layout.part_at("search/cards/kk/00.json", &Language::ALL), None);
            assert_eq!(layout.part_at("search/cards/en/0.json", &[Language::Kazakh]), None);
            assert_eq!(
                layout.part_at(&format!("search/terms/{}.bin", layout.term_files()), &Language::ALL),
                None
            );
        }
    }
}
