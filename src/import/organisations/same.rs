//! Which names of an article are of one body, and what becomes of them.

use super::{Reader, place};
use crate::import::facts::{OrganisationFact, Read};
use crate::language::names::fold;
use crate::vocabulary::Role;

/// One fact for each organisation: short names go into the full ones, the surest evidence stays.
pub(super) fn merged(
    reader: &Reader<'_>,
    facts: Vec<(String, Read<OrganisationFact>)>,
) -> Vec<(String, Read<OrganisationFact>)> {
    let region = reader.context.region.map(|region| key(&place::kazakh_genitive(region)));
    let area = reader.context.region.map(|region| key(&place::russian_genitive(region)));
    let is_form = |word: &str| {
        let mut heads = reader.words.russian.heads.iter().filter(|head| head.is_legal && head.length() == 1);
        heads.any(|head| head.noun().nominative == word)
    };
    let is_short_of = |short: &str, long: &str| {
        let rest = long.strip_suffix(short).map(str::trim_end);
        let behind = long.strip_prefix(short).map(str::trim_start);
        rest.is_some_and(|rest| region.as_deref() == Some(rest) || is_form(rest))
            || behind.is_some_and(|behind| area.as_deref() == Some(behind) || behind.starts_with("при "))
    };
    let mut kept: Vec<(String, Read<OrganisationFact>)> = Vec::new();
    for (key, fact) in facts {
        let same = kept.iter().position(|(other, known)| {
            is_near(other, &key)
                || (known.value.id.is_some() && known.value.id == fact.value.id)
                || is_short_of(&key, other)
                || is_short_of(other, &key)
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
        if known.value.id.is_none() && (fact.value.id.is_some() || key.len() > known_key.len()) {
            // Of two spellings the one that comes again is right as a rule; of two lengths the longer.
            known.value.name = fact.value.name;
            known.value.id = fact.value.id;
            known.evidence = fact.evidence;
            *known_key = key;
        }
    }
    drop_parts(&mut kept);
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
fn drop_parts(kept: &mut Vec<(String, Read<OrganisationFact>)>) {
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
    let has_regional = keys.iter().any(|key| is_assembly(key) && !is_national(key));
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
