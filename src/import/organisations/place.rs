//! The names of places inside the names of organisations.

use super::words::Words;
use crate::gazetteer::{Gazetteer, RegionIndex, RegionKind};
use crate::import::nominative::kazakh::is_without_case;
use crate::import::nominative::russian::russian_adjective;
use crate::import::nominative::{capitalised, cut};
use crate::import::text::{Text, Token};
use crate::language::Language;

/// Whether a token's word begins with a capital letter.
pub(in crate::import) fn is_capital(text: &Text<'_>, token: &Token) -> bool {
    token.is_word() && text.slice(token.span).starts_with(char::is_uppercase)
}

/// Whether a token's word is written in capitals throughout and has two letters at least.
pub(in crate::import) fn is_in_capitals(text: &Text<'_>, token: &Token) -> bool {
    let word = text.slice(token.span);
    token.is_word() && word.chars().count() > 1 && word.chars().all(|letter| !letter.is_lowercase())
}

/// Whether the gazetteer knows a name.
pub(in crate::import) fn is_known(name: &str) -> bool {
    Gazetteer::built_in().find(name, None).is_some()
}

/// The word of a level without ending, for the gazetteer: «облысының», «облыстық» → «облысы».
fn level_noun(level: &str) -> &'static str {
    match level {
        _ if level.starts_with("облыс") => "облысы",
        _ if level.starts_with("қала") => "қаласы",
        _ if level.starts_with("аудан") => "ауданы",
        _ if level.starts_with("өңір") => "облысы",
        _ => "",
    }
}

/// Where the Kazakh name of a place begins that ends with a word of level: «Шығыс Қазақстан облысының».
///
/// The level word itself when no name stands before it.
pub(in crate::import) fn kazakh_start(text: &Text<'_>, first: usize, level: usize) -> usize {
    let noun = level_noun(&text.tokens[level].lower);
    for count in [2, 1] {
        let Some(start) = level.checked_sub(count).filter(|start| *start >= first) else { continue };
        let words = &text.tokens[start..level];
        if !words.iter().all(|word| is_capital(text, word)) {
            continue;
        }
        let name = words.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ");
        if is_known(&format!("{name} {noun}")) || is_known(&name) {
            return start;
        }
    }
    // Districts, towns and villages that the gazetteer does not have.
    // «Омбы облысының»: a region of another country has its name before it; «облыстық» may be any's.
    let is_foreign = text.tokens[level].lower.starts_with("облысы");
    let is_small = is_foreign || matches!(noun, "қаласы" | "ауданы" | "");
    match level.checked_sub(1).filter(|start| *start >= first && is_small) {
        // A sentence's first word has a capital letter whatever it is: «Жиынға қала әкімі …», «Кеше қалалық …».
        // Before «ауданы» a name must stand.
        Some(start)
            if start == first
                && (!["қаласы", "ауданы", "облысы"]
                    .iter()
                    .any(|own| text.tokens[level].lower.starts_with(own))
                    || !is_without_case(&text.tokens[start].lower)) =>
        {
            level
        }
        Some(start)
            if is_capital(text, &text.tokens[start]) && text.tokens[start].lower.chars().count() > 2 =>
        {
            // «Ғ.Асанов ауданы»
            let is_initial = start >= first + 2
                && text.tokens[start - 1].is_sign(".")
                && text.tokens[start - 2].lower.chars().count() == 1;
            if is_initial { start - 2 } else { start }
        }
        _ => level,
    }
}

/// Behind which token the Russian name of a place ends that begins with a token: «Ульяновской области», «РК».
pub(in crate::import) fn russian_end(text: &Text<'_>, start: usize, limit: usize) -> Option<usize> {
    let token = |index: usize| text.tokens.get(index).filter(|_| index < limit);
    let first = token(start)?;
    let lower = first.lower.as_str();
    let is_next = |index: usize, stems: &[&str]| {
        token(index).is_some_and(|next| stems.iter().any(|stem| next.lower.starts_with(stem)))
    };
    match lower {
        "рк" | "казахстана" | "казахстан" => return Some(start + 1),
        "республики" | "республика" if is_next(start + 1, &["казахстан"]) => {
            return Some(start + 2);
        }
        "области" | "область" => {
            let next = token(start + 1).filter(|next| is_capital(text, next))?;
            return is_known(&format!("область {}", next.lower)).then_some(start + 2);
        }
        "района" | "районе" | "города" | "город" | "городе" => {
            let next =
                token(start + 1).filter(|next| is_capital(text, next) && next.lower.chars().count() > 2)?;
            // «аким города Семея Асан Усенов», but «аким города Асан Усенов»; «района Асана Усенова Берик Сапаров».
            let capitals =
                (1..5).take_while(|ahead| token(start + ahead).is_some_and(|word| is_capital(text, word)));
            let is_city = russian_city(&next.lower).is_some();
            return match capitals.count() {
                4 if !is_city => Some(start + 3),
                2 => None,
                _ => Some(start + 2),
            };
        }
        "г" => {
            let stop = usize::from(token(start + 1).is_some_and(|next| next.is_sign(".")));
            // «Г. Асанова» is an initial; in a headline all letters are capital.
            let is_initial = is_capital(text, first)
                && !token(start + 1 + stop).is_some_and(|next| is_in_capitals(text, next));
            if is_initial {
                return None;
            }
            return token(start + 1 + stop).filter(|next| is_capital(text, next)).map(|_| start + 2 + stop);
        }
        _ => {}
    }
    if !is_capital(text, first) {
        return None;
    }
    let is_adjective = ["ской", "ская", "скую", "ского", "ский", "цкой", "цкая", "цкого"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    if is_adjective && is_next(start + 1, &["област", "район", "городск", "региональн"])
    {
        let is_noun = is_next(start + 1, &["област", "район"]) && !is_next(start + 1, &["областн", "районн"]);
        return is_noun.then_some(start + 2);
    }
    let north = ["северо-казахстанск", "западно-казахстанск", "восточно-казахстанск", "южно-казахстанск"];
    if north.iter().any(|stem| lower.starts_with(stem)) {
        return Some(start + 1 + usize::from(is_next(start + 1, &["област"])));
    }
    (is_in_capitals(text, first) && is_known(lower)).then_some(start + 1)
}

/// The nominative of a city that the gazetteer knows, from a case: «Семея» → «Семей».
pub(in crate::import) fn russian_city(lower: &str) -> Option<String> {
    let stem = cut(lower, 1);
    [
        lower.to_owned(),
        stem.to_owned(),
        format!("{stem}й"),
        format!("{stem}ь"),
        format!("{stem}а"),
        format!("{stem}ы"),
    ]
    .into_iter()
    .find(|name| name.chars().count() > 2 && is_known(name))
    // «Нур-Султан»: each part has a capital letter.
    .map(|name| name.split('-').map(capitalised).collect::<Vec<_>>().join("-"))
}

/// Whether a Russian word is the genitive of a country that is not Kazakhstan: «Польши».
pub(in crate::import) fn is_foreign_country(lower: &str) -> bool {
    Words::built_in().russian.foreign_countries.contains(lower)
}

/// A region's name as it stands before the name of a body of it.
pub(in crate::import) fn kazakh_genitive(region: RegionIndex) -> String {
    format!("{}ның", kazakh_name(region))
}

/// A region's name with the word of its level: «Шымкент қаласы».
pub(in crate::import) fn kazakh_name(region: RegionIndex) -> String {
    let region = Gazetteer::built_in().get(region);
    let name = &region.names[Language::Kazakh];
    match region.kind {
        RegionKind::City if !name.ends_with("қаласы") => format!("{name} қаласы"),
        RegionKind::City | RegionKind::Oblast => name.clone(),
    }
}

/// «Алматы облыстық», «Алматы қалалық».
pub(in crate::import) fn kazakh_adjective(region: RegionIndex) -> String {
    kazakh_name(region).replace("облысы", "облыстық").replace("қаласы", "қалалық")
}

/// A region's Russian name in the genitive: «Костанайской области», «области Абай», «города Шымкента».
pub(in crate::import) fn russian_genitive(region: RegionIndex) -> String {
    let region = Gazetteer::built_in().get(region);
    let name = region.names[Language::Russian].as_str();
    if let Some(name) = name.strip_prefix("область ") {
        return format!("области {name}");
    }
    if let Some(adjective) = name.strip_suffix("ая область") {
        return format!("{adjective}ой области");
    }
    if region.kind == RegionKind::Oblast {
        return name.to_owned();
    }
    let city = name.strip_prefix("город ").unwrap_or(name);
    // Астаны, Шымкента; what ends in ы stays.
    match city.strip_suffix('а') {
        Some(stem) => format!("города {stem}ы"),
        None if city.ends_with(['ы', 'и', 'о']) => format!("города {city}"),
        None => format!("города {city}а"),
    }
}

/// Whether a word of level speaks of the unit that a region is.
pub(in crate::import) fn is_level_of(level: &str, region: RegionIndex) -> bool {
    match Gazetteer::built_in().get(region).kind {
        RegionKind::Oblast => ["облыс", "област", "өңір", "регион", "oblast", "region"]
            .iter()
            .any(|word| level.starts_with(word)),
        RegionKind::City => ["қала", "город", "city"].iter().any(|word| level.starts_with(word)),
    }
}

/// Whether a Russian adjective says of which place something is: «областного», «Зайсанского».
pub(in crate::import) fn is_russian_area(text: &Text<'_>, token: &Token) -> bool {
    let lower = token.lower.as_str();
    let is_level = ["областн", "городск", "районн", "региональн", "республиканск", "национальн"]
        .iter()
        .any(|stem| lower.starts_with(stem));
    let ending = ["ский", "ского", "скому", "ским", "ском", "ское", "ская", "ской", "скую"];
    token.is_word()
        && (is_level || (is_capital(text, token) && ending.iter().any(|end| lower.ends_with(end))))
}

/// An adjective of [`is_russian_area`] in the nominative, as the text writes its first letter.
pub(in crate::import) fn russian_area(text: &Text<'_>, token: &Token, noun: &str) -> String {
    let written = text.slice(token.span);
    let is_upper = is_in_capitals(text, token) && token.lower.chars().count() > 4;
    let word = if is_upper { capitalised(&token.lower) } else { written.to_owned() };
    russian_adjective(&word, crate::import::nominative::russian::gender_of(noun))
}
