//! The first-level regions of Kazakhstan: their names, their time, and which of them a name means.
//!
//! The data are in `regions.toml`, which is part of the binary; `data` reads it and `names` matches.
//! What a name means depends on the day: Semey lies in East Kazakhstan Region until 8 June 2022 and in
//! Abai Region since. This module knows names that an editor types into a field; finding names in running
//! text, with case endings, is the business of import.

mod data;
mod names;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::language::{ByLanguage, Language};
use names::Names;

static BUILT_IN: LazyLock<Gazetteer> = LazyLock::new(|| {
    Gazetteer::parse(include_str!("regions.toml"))
        .expect("regions.toml is part of the binary, and a test proves that it parses")
});

/// All regions, and every name they are known by.
#[derive(Debug)]
pub struct Gazetteer {
    regions: Vec<Region>,
    names: Names,
}

/// A region's place in the gazetteer; only a gazetteer makes one, so it always leads to a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionIndex(u8);

impl RegionIndex {
    /// The place as a number, from 0.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

/// What sort of first-level unit a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionKind {
    /// An oblast.
    Oblast,
    /// A city of republican significance.
    City,
}

/// One first-level unit of Kazakhstan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The address for ever: `turkistan`.
    pub id: String,
    /// The ISO 3166-2 code: `KZ-61`.
    pub code: String,
    /// Oblast or city.
    pub kind: RegionKind,
    /// The names of today.
    pub names: ByLanguage<String>,
    /// Names for a narrow place; a full name must stand nearby.
    pub short: ByLanguage<String>,
    /// Three letters for the narrowest place.
    pub letters: ByLanguage<String>,
    /// Further names that are in use, in any language.
    pub aliases: Vec<String>,
    /// The first day on which it was a unit of the first level, if that is within memory of the archive.
    pub since: Option<NaiveDate>,
    /// The region that it was a part of before.
    pub part_before: Option<PartBefore>,
    /// Earlier names of the same unit, oldest first.
    pub former: Vec<FormerName>,
    /// The administrative centre.
    pub centre: ByLanguage<String>,
    /// Column and row on the tile map; no two regions share one.
    pub tile: (u8, u8),
}

/// What a region was a part of before it became a unit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartBefore {
    /// The larger region.
    pub region: RegionIndex,
    /// The first day on which it was no longer so.
    pub until: NaiveDate,
}

/// A name that a region had for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerName {
    /// The name.
    pub names: ByLanguage<String>,
    /// The first day of the name; `None` if it goes back before the archive.
    pub since: Option<NaiveDate>,
    /// The first day of the next name.
    pub until: NaiveDate,
}

/// Which region a name means on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// This one.
    Found(RegionIndex),
    /// A region that was not there yet on that day.
    NotYet {
        /// The region that was named.
        region: RegionIndex,
        /// The region that it was a part of on that day.
        before: RegionIndex,
        /// The first day of the region that was named.
        since: NaiveDate,
    },
    /// A city or district of several regions, which are in the order of their ids.
    Ambiguous(Vec<RegionIndex>),
    /// No region.
    Unknown {
        /// The known name that is spelt most alike, and the region that it means.
        nearest: Option<(String, RegionIndex)>,
    },
}

impl Gazetteer {
    /// The gazetteer that is part of the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// All regions, by id.
    #[must_use]
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// All regions with their places, by id.
    pub fn indexed(&self) -> impl Iterator<Item = (RegionIndex, &Region)> {
        (0..).map(RegionIndex).zip(&self.regions)
    }

    /// The region at a place.
    #[must_use]
    pub fn get(&self, index: RegionIndex) -> &Region {
        &self.regions[index.get()]
    }

    /// The region with this id.
    #[must_use]
    pub fn region(&self, id: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// The place of the region with this id.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<RegionIndex> {
        self.indexed().find(|(_, region)| region.id == id).map(|(index, _)| index)
    }

    /// The region that a region's land belonged to on a day: itself, or what it was a part of.
    #[must_use]
    pub fn in_force(&self, index: RegionIndex, day: Option<NaiveDate>) -> RegionIndex {
        match (self.get(index).part_before, day) {
            (Some(part), Some(day)) if day < part.until => part.region,
            _ => index,
        }
    }
}

impl Region {
    /// The name in force on a day; today's name if no day is given, or if none older is known.
    #[must_use]
    pub fn name_on(&self, language: Language, day: Option<NaiveDate>) -> &str {
        let in_force = |name: &&FormerName| {
            day.is_some_and(|day| day < name.until && name.since.is_none_or(|since| since <= day))
        };
        let names = self.former.iter().find(in_force).map_or(&self.names, |name| &name.names);
        &names[language]
    }
}
