//! The regions as a map of tiles: one square for each where it lies, shaded by its number of events.
//!
//! A map is a table that is drawn: every tile is a row with a name and a number. What a shade or a
//! square looks like is the business of the templates and the stylesheet.

use chrono::Datelike;
use serde::Serialize;

use super::{Count, Views};
use crate::gazetteer::{Gazetteer, Region, RegionIndex, RegionKind};
use crate::language::{Language, dates};
use crate::plan::Listing;

/// How many shades there are besides that of none.
const SHADES: usize = 5;
/// The width and the height of a tile's cell, in the map's own units.
const CELL: usize = 100;

#[derive(Serialize)]
pub(super) struct MapView {
    /// What it shows, in a phrase.
    label: String,
    /// In the map's own units.
    width: usize,
    height: usize,
    tiles: Vec<Tile>,
    /// What the shades mean; empty where all tiles have one.
    legend: Vec<Step>,
    /// Sentences on regions that were not there yet.
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Tile {
    name: String,
    /// A name that fits the tile, and one of three letters for a narrow screen.
    short: &'static str,
    letters: &'static str,
    is_city: bool,
    /// The list of these events, or none.
    url: Option<String>,
    /// The middle of its cell.
    x: usize,
    y: usize,
    count: Count,
    /// The shade of its number, from 1 to 5; 0 for none.
    shade: usize,
    /// Whether it is the region of the page.
    current: bool,
    /// Set where the region was not there yet: since when it is.
    since: Option<String>,
}

#[derive(Serialize)]
struct Step {
    shade: usize,
    /// The numbers that have it: `21–40`.
    range: String,
}

impl Views {
    /// All regions with all their events; `current` is the region of the page.
    pub(super) fn map(&self, language: Language, current: Option<RegionIndex>) -> MapView {
        let label = match current {
            Some(region) => self
                .strings(language)
                .fill("map.label-region", &[("name", self.region_name(language, region))]),
            None => self.strings(language).get("map.label").to_owned(),
        };
        self.draw_map(language, label, current, None)
    }

    /// All regions with their events of a year, and which of them were not there yet.
    pub(super) fn map_of_year(&self, language: Language, year: i32) -> MapView {
        let label =
            self.strings(language).fill("map.label-year", &[("year", &self.year_title(language, year))]);
        self.draw_map(language, label, None, Some(year))
    }

    fn draw_map(
        &self,
        language: Language,
        label: String,
        current: Option<RegionIndex>,
        year: Option<i32>,
    ) -> MapView {
        let strings = self.strings(language);
        let listings = &self.archive.listings;
        let events_of = |region| match year {
            None => listings.regions.get(&region).map_or(0, Vec::len),
            Some(year) => listings.region_years.get(&(region, year)).map_or(0, Vec::len),
        };
        let gazetteer = Gazetteer::built_in();
        let scale = Scale::new(gazetteer.indexed().map(|(region, _)| events_of(region)));
        let mut notes = Vec::new();
        let mut tiles: Vec<Tile> = gazetteer
            .indexed()
            .map(|(index, region)| {
                let count = events_of(index);
                let later = year.and_then(|year| region.since.filter(|since| since.year() > year));
                if later.is_some() {
                    notes.extend(self.later_note(language, region));
                }
                let narrowed = year.and_then(|year| {
                    self.listing_href(language, Listing::RegionYear(index, year)).filter(|_| count > 0)
                });
                Tile {
                    name: self.region_title(language, index),
                    short: &region.short[language],
                    letters: &region.letters[language],
                    is_city: region.kind == RegionKind::City,
                    url: narrowed.or_else(|| self.listing_href(language, Listing::Region(index))),
                    x: usize::from(region.tile.0) * CELL + CELL / 2,
                    y: usize::from(region.tile.1) * CELL + CELL / 2,
                    count: self.count(language, "events", count),
                    shade: scale.shade(count),
                    current: current == Some(index),
                    // An event that was given to it all the same is not hidden.
                    since: later.filter(|_| count == 0).map(|since| {
                        let date = dates::calendar_day(since, strings);
                        strings.fill("region.since", &[("date", &date)])
                    }),
                }
            })
            .collect();
        // Read in lines, from the north-west: so goes the keyboard through them.
        tiles.sort_by_key(|tile| (tile.y, tile.x));
        let side = |place: fn(&Tile) -> usize| tiles.iter().map(place).max().unwrap_or(0) + CELL / 2;
        let (width, height) = (side(|tile| tile.x), side(|tile| tile.y));
        MapView { label, width, height, tiles, legend: scale.legend(), notes }
    }

    /// Since when a region exists, and what it was a part of before.
    fn later_note(&self, language: Language, region: &Region) -> Option<String> {
        let part = region.part_before?;
        let strings = self.strings(language);
        let before = Gazetteer::built_in().get(part.region).name_on(language, part.until.pred_opt());
        let note = strings.fill(
            "map.later",
            &[
                ("name", &region.names[language]),
                ("date", &dates::calendar_day(part.until, strings)),
                ("before", before),
            ],
        );
        Some(dates::capitalised(&note))
    }
}

/// Numbers in steps of equal width, as shades from the palest to the deepest.
pub(super) struct Scale {
    /// The smallest number that is not zero.
    first: usize,
    /// The largest number of each step: five of them, or fewer where there are not so many numbers.
    steps: Vec<usize>,
}

impl Scale {
    pub(super) fn new(counts: impl Iterator<Item = usize>) -> Self {
        let counts: Vec<usize> = counts.filter(|count| *count > 0).collect();
        let (Some(&first), Some(&last)) = (counts.iter().min(), counts.iter().max()) else {
            return Self { first: 0, steps: Vec::new() };
        };
        let span = last - first + 1;
        let number = SHADES.min(span);
        let steps = (1..=number).map(|step| first - 1 + (span * step).div_ceil(number)).collect();
        Self { first, steps }
    }

    /// The shade of a number, from 1 to 5; 0 for none. The largest number has the deepest shade, but where
    /// all are alike they have the middle one.
    pub(super) fn shade(&self, count: usize) -> usize {
        let step = self.steps.partition_point(|&most| most < count);
        match self.steps.len() {
            0 => 0,
            _ if count == 0 => 0,
            1 => SHADES.div_ceil(2),
            steps => (step.min(steps - 1) + 1) * SHADES / steps,
        }
    }

    fn legend(&self) -> Vec<Step> {
        if self.steps.len() < 2 {
            return Vec::new();
        }
        let firsts = std::iter::once(self.first).chain(self.steps.iter().map(|most| most + 1));
        firsts
            .zip(&self.steps)
            .map(|(first, &most)| Step {
                shade: self.shade(most),
                range: if first == most { first.to_string() } else { format!("{first}–{most}") },
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{SHADES, Scale};

    #[track_caller]
    fn check(counts: &[usize], shades: &[usize], legend: &[&str]) {
        let scale = Scale::new(counts.iter().copied());
        let found: Vec<usize> = counts.iter().map(|&count| scale.shade(count)).collect();
        assert_eq!(found, shades);
        let ranges: Vec<String> = scale.legend().into_iter().map(|step| step.range).collect();
        assert_eq!(ranges, legend);
    }

    #[test]
    fn numbers_have_shades_from_the_smallest_to_the_largest() {
        check(&[0, 0], &[0, 0], &[]);
        check(&[1, 0, 1], &[3, 0, 3], &[]);
        check(&[1, 2], &[2, 5], &["1", "2"]);
        check(&[12, 38, 39, 142, 0], &[1, 1, 2, 5, 0], &["12–38", "39–64", "65–90", "91–116", "117–142"]);
    }

    proptest! {
        #[test]
        fn more_events_are_never_paler(counts in proptest::collection::vec(0usize..2_000_000, 1..25)) {
            let scale = Scale::new(counts.iter().copied());
            prop_assert!(scale.steps.windows(2).all(|pair| pair[0] < pair[1]));
            let mut sorted = counts;
            sorted.sort_unstable();
            let shades: Vec<usize> = sorted.iter().map(|&count| scale.shade(count)).collect();
            prop_assert!(shades.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(shades.iter().all(|&shade| shade <= SHADES));
            for (count, shade) in sorted.iter().zip(&shades) {
                prop_assert_eq!(*count == 0, *shade == 0);
            }
        }
    }
}
