//! Which region a name means: the table of known names, and how a typed name is looked up in it.
//!
//! A name is looked up without its type word ("область", "қаласы", "Region"), and the word then says what
//! is meant: «Алматы облысы» is the oblast, «Алматы қаласы» the city, «Алматы ауданы» a district of Astana.
//! Without such a word a city of the first level goes before an oblast, and both before the cities and
//! districts within regions, since an editor was asked for a region.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Gazetteer, RegionIndex, Resolution};
use crate::diagnostics::nearest;
use crate::language::names::fold;

/// No known name has a third of so many characters; longer text is not compared, which would cost time.
const LONGEST_NAME_COMPARED: usize = 120;

/// What sort of thing a known name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A code of a first-level unit, old or new.
    Code,
    /// A first-level unit that is a city.
    CityUnit,
    /// A first-level unit that is an oblast.
    Oblast,
    /// A city.
    City,
    /// A district.
    District,
}

/// A type word, as it stands before or behind a name after [`key`].
struct TypeWord {
    word: &'static str,
    meant: Meant,
}

/// What an editor's type word says is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    Oblast,
    City,
    District,
    /// There is no type word.
    Any,
}

const BEFORE: &[TypeWord] = &[
    TypeWord { word: "область", meant: Meant::Oblast },
    TypeWord { word: "обл", meant: Meant::Oblast },
    TypeWord { word: "город", meant: Meant::City },
    TypeWord { word: "г", meant: Meant::City },
    TypeWord { word: "city of", meant: Meant::City },
    TypeWord { word: "район", meant: Meant::District },
    TypeWord { word: "р н", meant: Meant::District },
];

const BEHIND: &[TypeWord] = &[
    TypeWord { word: "облысы", meant: Meant::Oblast },
    TypeWord { word: "өңірі", meant: Meant::Oblast },
    TypeWord { word: "oblysy", meant: Meant::Oblast },
    TypeWord { word: "область", meant: Meant::Oblast },
    TypeWord { word: "обл", meant: Meant::Oblast },
    TypeWord { word: "region", meant: Meant::Oblast },
    TypeWord { word: "oblast", meant: Meant::Oblast },
    TypeWord { word: "province", meant: Meant::Oblast },
    TypeWord { word: "қаласы", meant: Meant::City },
    TypeWord { word: "қ", meant: Meant::City },
    TypeWord { word: "qalasy", meant: Meant::City },
    TypeWord { word: "city", meant: Meant::City },
    TypeWord { word: "ауданы", meant: Meant::District },
    TypeWord { word: "audany", meant: Meant::District },
    TypeWord { word: "район", meant: Meant::District },
    TypeWord { word: "р н", meant: Meant::District },
    TypeWord { word: "district", meant: Meant::District },
];

impl Meant {
    /// The steps of looking up: the first step with a claim decides.
    const fn steps(self) -> &'static [&'static [Sort]] {
        match self {
            Self::Oblast => &[&[Sort::Oblast]],
            Self::City => &[&[Sort::CityUnit], &[Sort::City]],
            Self::District => &[&[Sort::District]],
            Self::Any => &[&[Sort::Code], &[Sort::CityUnit], &[Sort::Oblast], &[Sort::City, Sort::District]],
        }
    }
}

/// All known names: who claims them, and how they are written.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the name's key without type word.
    claims: BTreeMap<String, BTreeSet<(Sort, RegionIndex)>>,
    /// Every name as the data write it, for suggestions, and its key.
    written: BTreeMap<String, String>,
    /// What those names lead to: most content writes them just so, and need not be folded then.
    found: BTreeMap<String, Vec<(Sort, RegionIndex)>>,
}

impl Names {
    /// Enters a name.
    pub(super) fn claim(&mut self, sort: Sort, name: &str, region: RegionIndex) {
        let key = key(name);
        let (_, bare) = split(&key);
        self.claims.entry(bare.to_owned()).or_default().insert((sort, region));
        // A code is no spelling of a name, and what is near to one is usually another one.
        if sort != Sort::Code {
            self.written.insert(name.to_owned(), key);
        }
    }

    /// Looks up every name once, after the last one was entered.
    pub(super) fn close(&mut self) {
        self.found = self.written.iter().map(|(name, key)| (name.clone(), self.find_key(key))).collect();
    }

    /// All names without type words, and who claims them.
    #[cfg(test)]
    pub(super) fn claims(&self) -> impl Iterator<Item = (&str, &BTreeSet<(Sort, RegionIndex)>)> {
        self.claims.iter().map(|(name, claims)| (name.as_str(), claims))
    }

    /// Every name as the data write it.
    #[cfg(test)]
    pub(super) fn written(&self) -> impl Iterator<Item = &str> {
        self.written.keys().map(String::as_str)
    }

    /// What a name leads to.
    fn find(&self, name: &str) -> Vec<(Sort, RegionIndex)> {
        self.found.get(name).cloned().unwrap_or_else(|| self.find_key(&key(name)))
    }

    /// The claims of the first step that has any.
    fn find_key(&self, key: &str) -> Vec<(Sort, RegionIndex)> {
        let (meant, bare) = split(key);
        let Some(claims) = self.claims.get(bare) else { return Vec::new() };
        let at = |sorts: &[Sort]| -> Vec<_> {
            claims.iter().copied().filter(|(sort, _)| sorts.contains(sort)).collect()
        };
        meant.steps().iter().map(|sorts| at(sorts)).find(|found| !found.is_empty()).unwrap_or_default()
    }
}

impl Gazetteer {
    /// Finds the region that a name, an alias, a code or an id means, on a day or today.
    ///
    /// The name of a city or a district leads to the region in force on that day. An id, a code or the name
    /// of an oblast means that unit itself, which may not be there yet.
    #[must_use]
    pub fn resolve(&self, name: &str, day: Option<NaiveDate>) -> Resolution {
        self.find(name, day).unwrap_or_else(|| Resolution::Unknown { nearest: self.nearest(name, day) })
    }

    /// As [`Gazetteer::resolve`], without looking for what may have been meant by a name that is not
    /// known: that is slow, and of use only in a message.
    #[must_use]
    pub fn find(&self, name: &str, day: Option<NaiveDate>) -> Option<Resolution> {
        // Exactly as written: `shymkent` is the unit, Shymkent also the city that is older than the unit.
        if let Some(region) = self.index_of(name.trim()) {
            return Some(self.unit(region, day));
        }
        let claims = self.names.find(name);
        if let [(Sort::Code | Sort::Oblast, region)] = claims[..] {
            return Some(self.unit(region, day));
        }
        let regions: BTreeSet<_> = claims.into_iter().map(|(_, region)| self.in_force(region, day)).collect();
        match Vec::from_iter(regions)[..] {
            [] => None,
            [region] => Some(Resolution::Found(region)),
            ref several => Some(Resolution::Ambiguous(several.to_vec())),
        }
    }

    fn unit(&self, region: RegionIndex, day: Option<NaiveDate>) -> Resolution {
        match (self.get(region).part_before, day) {
            (Some(part), Some(day)) if day < part.until => {
                Resolution::NotYet { region, before: part.region, since: part.until }
            }
            _ => Resolution::Found(region),
        }
    }

    fn nearest(&self, name: &str, day: Option<NaiveDate>) -> Option<(String, RegionIndex)> {
        let name = name.trim();
        if name.chars().nth(LONGEST_NAME_COMPARED).is_some() {
            return None;
        }
        let known = || {
            let ids = self.regions().iter().map(|region| region.id.as_str());
            self.names.written.keys().map(String::as_str).chain(ids)
        };
        // The type word may be another one than the data write, or none: then the bare name is compared.
        let key = key(name);
        let known = nearest(name, known()).or_else(|| nearest(split(&key).1, known()))?;
        match self.find(known, day)? {
            Resolution::Found(region) | Resolution::NotYet { region, .. } => Some((known.to_owned(), region)),
            Resolution::Ambiguous(_) | Resolution::Unknown { .. } => None,
        }
    }
}

/// The form in which names are compared: folded, with hyphens, stops and commas as spaces.
fn key(name: &str) -> String {
    let spaced = fold(name).replace(['-', '.', ','], " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes the type word off a key; a key that is nothing but a type word stays whole.
fn split(key: &str) -> (Meant, &str) {
    let before = BEFORE.iter().find_map(|TypeWord { word, meant }| {
        key.strip_prefix(word)?.strip_prefix(' ').map(|bare| (*meant, bare))
    });
    let behind = || {
        BEHIND.iter().find_map(|TypeWord { word, meant }| {
            key.strip_suffix(word)?.strip_suffix(' ').map(|bare| (*meant, bare))
        })
    };
    before.or_else(behind).unwrap_or((Meant::Any, key))
}
