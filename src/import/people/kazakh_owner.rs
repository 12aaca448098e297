//! Of what a Kazakh post is where no organisation stands before it: a place, or a body that is told in short.

use super::Scene;
use super::kazakh::PLURAL;
use crate::gazetteer::{Gazetteer, Resolution};
use crate::import::nominative::kazakh::is_without_case;
use crate::import::organisations::place;
use crate::language::Language;

/// The place that somebody is an akim or a deputy of: «Шымкент қаласының әкімі», «облыс әкімі».
pub(super) fn place_before(scene: &Scene<'_>, first: usize, role: usize) -> Option<(Option<String>, usize)> {
    let text = scene.reader.text;
    let level = role.checked_sub(1).filter(|level| *level >= first)?;
    let word = scene.word(level);
    let noun = match word {
        _ if word.starts_with("облыс") || word.starts_with("өңір") => "облысы",
        _ if word.starts_with("қала") => "қаласы",
        _ if word.starts_with("аудан") => "ауданы",
        _ => {
            // «БҚО әкімі», «ШҚО»
            let token = &text.tokens[level];
            let is_region = place::is_in_capitals(text, token) && place::is_known(&token.lower);
            return is_region.then(|| (region_name(&token.lower), level));
        }
    };
    let start = place::kazakh_start(text, first, level);
    if start == level {
        let region = scene.reader.region_of_level(level);
        return Some((region.map(place::kazakh_name), level));
    }
    let words = text.slice((text.tokens[start].span.start..text.tokens[level - 1].span.end).into());
    let name = region_name(&format!("{words} {noun}")).unwrap_or_else(|| format!("{words} {noun}"));
    Some((Some(name), start))
}

fn region_name(name: &str) -> Option<String> {
    let gazetteer = Gazetteer::built_in();
    match gazetteer.find(name, None)? {
        // A district or a town is no region, though it leads to one.
        Resolution::Found(region) => {
            let own = &gazetteer.get(region).names[Language::Kazakh];
            let is_it = own.to_lowercase() == name.to_lowercase() || !name.contains(' ');
            is_it.then(|| own.clone())
        }
        Resolution::NotYet { .. } | Resolution::Ambiguous(_) | Resolution::Unknown { .. } => None,
    }
}

/// «Альянс төрағасы», «кеңес мүшесі»: the one organisation of the article that is called so.
pub(super) fn short_form(scene: &Scene<'_>, first: usize, role: usize) -> Option<String> {
    let index = role.checked_sub(1).filter(|index| *index >= first)?;
    let word = scene.word(index);
    let stem = [
        "альянс",
        "басқарма",
        "кеңес",
        "ассамблея",
        "қауымдастық",
        "орталық",
        "бірлестік",
        "палата",
        "департамент",
        "мәслихат",
        "комитет",
    ]
    .iter()
    .find(|stem| word == **stem || (word.starts_with(*stem) && !is_without_case(word)))?;
    let head: String = stem.chars().take(stem.chars().count() - 1).collect();
    // «ардагерлер кеңесі» is none but a council of veterans.
    let attribute =
        index.checked_sub(1).filter(|before| *before >= first).map_or("", |before| scene.word(before));
    let is_attribute = PLURAL
        .iter()
        .chain(&["дық", "дік", "тық", "тік", "лық", "лік"])
        .any(|ending| attribute.ends_with(ending));
    scene.the_only(|name| {
        name.split(' ').next_back().is_some_and(|last| last.starts_with(&head))
            && (!is_attribute || name.split(' ').any(|word| word == attribute))
    })
}

/// «басқарма басшысы»: the role's own first word is an organisation of the article.
pub(super) fn own_body(scene: &Scene<'_>, start: usize, last: usize) -> Option<String> {
    if start >= last || scene.word(start) != "басқарма" {
        return None;
    }
    scene.the_only(|name| name.ends_with("басқармасы"))
}
