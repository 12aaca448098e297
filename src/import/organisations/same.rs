//! Which names of an article are of one body, and what becomes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::{Found, Reader, place};
use crate::gazetteer::{Gazetteer, RegionIndex};
use crate::import::facts::{OrganisationFact, Read};
use crate::language::Language;
use crate::language::names::fold;
use crate::vocabulary::Role;

/// Tells which names of an article are of one body.
pub(in crate::import) struct Sameness {
    /// The region of the event.
    region: Option<RegionIndex>,
    /// Where that was not read: the only region that bodies of the article are called by.
    only: Option<RegionIndex>,
    /// What stands before, and in Russian behind, a name with the region: keys of «Қостанай облысының», «Костанайской
    /// области».
    before: Option<String>,
    behind: Option<String>,
    /// How the adjective of the region begins in Russian: «северо-казахстанск».
    adjective: Option<String>,
    /// Bodies of districts and towns by their names without the place: «аудан ардагерлер кеңесі».
    placed: BTreeMap<String, BTreeSet<String>>,
    /// Russian legal forms of one word.
    forms: Vec<&'static str>,
}

impl Sameness {
    pub(in crate::import) fn of(reader: &Reader<'_>, found: &[Found]) -> Self {
        let region = reader.context.region;
        let only = if region.is_none() { only_region(found) } else { None };
        let heads = reader.words.russian.heads.iter();
        let forms = heads.filter(|head| head.is_legal && head.length() == 1);
        let genitive = region.map(|region| key(&place::russian_genitive(region)));
        Self {
            region,
            only,
            adjective: genitive.and_then(|name| name.strip_suffix("ой области").map(str::to_owned)),
            placed: placed(found),
            before: region.or(only).map(|region| key(&place::kazakh_genitive(region))),
            behind: region.map(|region| key(&place::russian_genitive(region))),
            forms: forms.map(|head| head.noun().nominative.as_str()).collect(),
        }
    }

    /// Whether the bodies of two keys are one.
    pub(in crate::import) fn are_one(&self, a: &str, b: &str) -> bool {
        let is_one_assembly =
            || self.regional_assembly(a).is_some_and(|own| self.regional_assembly(b) == Some(own));
        is_near(a, b) || self.is_short_of(a, b) || self.is_short_of(b, a) || is_one_assembly()
    }

    /// Whether a name is another one without its place, its legal form or the body that it is at.
    fn is_short_of(&self, short: &str, long: &str) -> bool {
        // «аудандық кеңес» where the article has one district's alone.
        if self.placed.get(short).is_some_and(|names| names.len() == 1 && names.contains(long)) {
            return true;
        }
        let rest = long.strip_suffix(short).map(str::trim_end);
        // «Северо-Казахстанский областной совет»
        let is_of_region = |rest: &str| {
            let ending = self.adjective.as_deref().and_then(|adjective| rest.strip_prefix(adjective));
            short.starts_with("областн") && ending.is_some_and(|ending| ["ий", "ая", "ое"].contains(&ending))
        };
        if rest.is_some_and(is_of_region) {
            return true;
        }
        let behind = long.strip_prefix(short).map(str::trim_start);
        let is_before = |rest: &str| {
            let Some(before) = self.before.as_deref() else { return false };
            // «облыстық кеңес», where nobody told of which region: of the only one.
            let level = self.only.and(before.strip_prefix(rest)).map(str::trim_start);
            rest == before
                || level.is_some_and(|level| {
                    !level.is_empty() && short.strip_prefix(level).is_some_and(|name| name.starts_with(' '))
                })
        };
        rest.is_some_and(|rest| !rest.is_empty() && (is_before(rest) || self.forms.contains(&rest)))
            || behind
                .is_some_and(|behind| self.behind.as_deref() == Some(behind) || behind.starts_with("при "))
    }

    /// Of which region a body is the Assembly: «Қазақстан халқы Қостанай Ассамблеясы», «Қостанай облыстық ассамблеясы».
    ///
    /// A district's or a town's is another body, and so is the national one.
    fn regional_assembly(&self, key: &str) -> Option<RegionIndex> {
        if let Some(area) = area_of_russian_assembly(key) {
            let is_level = RUSSIAN_LEVELS.contains(&area);
            let own = self.region.filter(|region| is_level && place::is_level_of(area, *region));
            return own.or_else(|| region_called_in_russian(area));
        }
        let key = key.strip_suffix("ассамблеясы").or_else(|| key.strip_suffix("ассамблея"))?;
        let area = PEOPLE.iter().fold(key.to_owned(), |key, people| key.replace(people, " "));
        let (levels, place): (Vec<&str>, Vec<&str>) =
            area.split_whitespace().partition(|word| matches!(*word, "облыс" | "қала"));
        let region = match place.is_empty() {
            true if levels.is_empty() => return None,
            // Without the people's name it was left without a place because another region is spoken of.
            true if is_peoples(key) => self.region.or(self.only)?,
            true => self.only?,
            false => region_called(&place.join(" "), &levels)?,
        };
        levels.iter().all(|level| place::is_level_of(level, region)).then_some(region)
    }

    /// Of two names of one body the fuller one counts more.
    fn fullness(&self, key: &str) -> (bool, bool, usize) {
        let region = self.regional_assembly(key).filter(|_| is_peoples(key));
        (region.is_some(), region.is_some() && !is_of_level_alone(key), key.chars().count())
    }
}

/// Bodies of districts and of towns that are no regions, by how they are called without the place.
fn placed(found: &[Found]) -> BTreeMap<String, BTreeSet<String>> {
    const LEVELS: &[&str] =
        &["аудан", "қала", "районный", "районная", "районное", "городской", "городская", "городское"];
    let mut placed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in found {
        let key = key(&one.name);
        let words: Vec<&str> = key.split(' ').collect();
        let Some(level) = (1..words.len().min(3)).find(|index| LEVELS.contains(&words[*index])) else {
            continue;
        };
        let is_region = region_called(&words[..level].join(" "), &words[level..=level]).is_some();
        if is_region || level + 1 == words.len() {
            continue;
        }
        let short = words[level..].join(" ");
        let mut names = vec![short.clone()];
        // «аудандық ассамблея»
        names.extend(PEOPLE.iter().filter(|people| short.contains(*people)).flat_map(|people| {
            let own = short.replace(&format!("{people} "), "");
            [own.clone(), own.trim_end_matches("сы").to_owned()]
        }));
        // «аудандық кеңес»
        names
            .extend(["сы", "сі", "ы", "і"].iter().find_map(|end| short.strip_suffix(end)).map(str::to_owned));
        for name in names {
            placed.entry(name).or_default().insert(key.clone());
        }
    }
    placed
}

/// What the Assembly is of, in keys.
const PEOPLE: &[&str] = &["қазақстан халқы", "қазақстан халықтары"];

/// The Russian words of level without a place: «областная Ассамблея народа Казахстана».
const RUSSIAN_LEVELS: &[&str] = &["областная", "городская"];

fn is_peoples(key: &str) -> bool {
    PEOPLE.iter().any(|people| key.contains(people)) || area_of_russian_assembly(key).is_some()
}

/// Of what place a body is the Assembly by its Russian name: what stands before or behind the words that all have.
fn area_of_russian_assembly(key: &str) -> Option<&str> {
    ["ассамблея народа казахстана", "ассамблея народов казахстана"]
        .iter()
        .find_map(|name| key.strip_prefix(name).or_else(|| key.strip_suffix(name)))
        .map(str::trim)
}

/// The region of «Костанайской области» or «Костанайская областная».
fn region_called_in_russian(area: &str) -> Option<RegionIndex> {
    static REGIONS: LazyLock<BTreeMap<String, RegionIndex>> = LazyLock::new(|| {
        let mut called = BTreeMap::new();
        for (index, _) in Gazetteer::built_in().indexed() {
            let genitive = key(&place::russian_genitive(index));
            if let Some(stem) = genitive.strip_suffix("ой области") {
                called.insert(format!("{stem}ая областная"), index);
            }
            called.insert(genitive, index);
        }
        called
    });
    REGIONS.get(area).copied()
}

/// «Қазақстан халқы облыстық Ассамблеясы»
fn is_of_level_alone(key: &str) -> bool {
    let is_russian = || area_of_russian_assembly(key).is_some_and(|area| RUSSIAN_LEVELS.contains(&area));
    is_russian()
        || PEOPLE.iter().any(|people| {
            key.strip_prefix(people)
                .is_some_and(|rest| ["облыс", "қала"].contains(&rest.trim().split(' ').next().unwrap_or("")))
        })
}

/// The one region by whose name bodies are called, if it is one.
fn only_region(found: &[Found]) -> Option<RegionIndex> {
    let keys: Vec<String> = found.iter().map(|one| key(&one.name)).collect();
    let is_named = |region: RegionIndex| {
        let before = key(&place::kazakh_genitive(region));
        keys.iter().any(|key| key.strip_prefix(&before).is_some_and(|rest| rest.starts_with(' ')))
    };
    let mut regions =
        Gazetteer::built_in().indexed().map(|(region, _)| region).filter(|region| is_named(*region));
    let only = regions.next()?;
    regions.next().is_none().then_some(only)
}

/// The region of a level that has a name, without the word of its level, or an abbreviation; no town of it.
fn region_called(name: &str, levels: &[&str]) -> Option<RegionIndex> {
    // «Алматы» is a city and an oblast.
    static REGIONS: LazyLock<BTreeMap<String, Vec<RegionIndex>>> = LazyLock::new(|| {
        let mut called: BTreeMap<String, Vec<RegionIndex>> = BTreeMap::new();
        for (index, region) in Gazetteer::built_in().indexed() {
            let own = fold(&region.names[Language::Kazakh]);
            let plain =
                [" облысы", " қаласы"].iter().find_map(|level| own.strip_suffix(level)).unwrap_or(&own);
            let short = fold(&region.short[Language::Kazakh]);
            if short != plain {
                called.entry(short).or_default().push(index);
            }
            called.entry(plain.to_owned()).or_default().push(index);
        }
        called
    });
    let is_of_levels = |region: &&RegionIndex| levels.iter().all(|level| place::is_level_of(level, **region));
    let mut regions = REGIONS.get(name)?.iter().filter(is_of_levels);
    let region = *regions.next()?;
    regions.next().is_none().then_some(region)
}

/// One fact for each organisation: short names go into the full ones, the surest evidence stays.
pub(super) fn merged(
    sameness: &Sameness,
    facts: Vec<(String, Read<OrganisationFact>)>,
) -> Vec<(String, Read<OrganisationFact>)> {
    let mut kept: Vec<(String, Read<OrganisationFact>)> = Vec::new();
    for (key, fact) in facts {
        let same = kept.iter().position(|(other, known)| {
            (known.value.id.is_some() && known.value.id == fact.value.id) || sameness.are_one(other, &key)
        });
        let Some(index) = same else {
            kept.push((key, fact));
            continue;
        };
        let (known_key, known) = &mut kept[index];
        if known.value.role == Role::Venue || fact.value.role == Role::Organiser {
            known.value.role = fact.value.role;
        }
        known.value.kind = known.value.kind.or(fact.value.kind);
        known.confidence = known.confidence.max(fact.confidence);
        let is_fuller = || sameness.fullness(&key) > sameness.fullness(known_key);
        if known.value.id.is_none() && (fact.value.id.is_some() || is_fuller()) {
            // Of two spellings the one that comes again is right as a rule; of two lengths the longer.
            known.value.name = fact.value.name;
            known.value.id = fact.value.id;
            known.evidence = fact.evidence;
            *known_key = key;
        }
    }
    drop_parts(sameness, &mut kept);
    kept
}

/// Whether two keys are one but for a slip of the pen: one letter more, less or other in a long name.
fn is_near(a: &str, b: &str) -> bool {
    const LONG_ENOUGH: usize = 16;
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < LONG_ENOUGH || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let is_digit = |letters: &[char]| letters.get(start).is_some_and(|letter| letter.is_numeric());
    start + end + 1 >= a.len().max(b.len()) && !is_digit(&a) && !is_digit(&b)
}

/// A ministry whose committee took part, and the national Assembly where a region's did, are named by the way.
fn drop_parts(sameness: &Sameness, kept: &mut Vec<(String, Read<OrganisationFact>)>) {
    let keys: Vec<String> = kept.iter().map(|(key, _)| key.clone()).collect();
    let is_assembly = |key: &str| key.ends_with("халқы ассамблеясы") || key.starts_with("ассамблея народа");
    let is_national = |key: &str| {
        matches!(
            key,
            "қазақстан халқы ассамблеясы"
                | "халқы ассамблеясы"
                | "ассамблея народа казахстана"
                | "ассамблея народа"
        )
    };
    let has_regional = keys.iter().any(|key| {
        (is_assembly(key) && !is_national(key))
            || (is_peoples(key) && sameness.regional_assembly(key).is_some())
    });
    kept.retain(|(key, fact)| {
        let begins = |other: &String| {
            let words = key.split(' ').count();
            let start = other.split(' ').take(words).collect::<Vec<_>>().join(" ");
            other != key
                && (is_near(&start, key)
                    || (key.starts_with("министерство") && other.ends_with(key.as_str())))
        };
        let is_part =
            (key.ends_with("министрлігі") || key.starts_with("министерство")) && keys.iter().any(begins);
        !(fact.value.id.is_none() && (is_part || (has_regional && is_national(key))))
    });
}

/// The form in which names of one article are compared: without case on words of place, marks and country.
pub(in crate::import) fn key(name: &str) -> String {
    let folded = fold(name);
    let words = folded
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty());
    // Who a body is called after is written with one initial, with two or none.
    let is_namesake = words.clone().any(|word| matches!(word, "им" | "имени" | "атындағы"));
    let plain = words.filter_map(|word| match word {
        "им" => Some("имени"),
        _ if is_namesake && word.chars().count() == 1 => None,
        "қр" | "рк" => None,
        "анк" => Some("ассамблеи народа казахстана"),
        "қха" => Some("қазақстан халқы ассамблеясы"),
        _ if word.starts_with("облыс") => Some("облыс"),
        "қаласы" | "қаласының" | "қалалық" | "қала" => Some("қала"),
        _ if word.starts_with("аудан") => Some("аудан"),
        _ => Some(["ның", "нің"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)),
    });
    plain.collect::<Vec<_>>().join(" ")
}
