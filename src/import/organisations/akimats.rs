//! Akimats, which are named all over the news: one took part where it called the others together.

use std::ops::Range;
use std::sync::LazyLock;

use super::place::{self, is_russian_area};
use super::russian_words::is_bare_level;
use super::{Found, Reader, UNSURE, roles};
use crate::import::nominative::kazakh::KazakhNoun;
use crate::import::nominative::{Case, Form};
use crate::language::Language;
use crate::vocabulary::{OrganisationKind, Role};

const RULE: &str = "akimat";

/// Adds the akimats that are told to be the organisers, to what stands in the order of the text.
pub(super) fn add_organisers(reader: &Reader<'_>, found: &mut Vec<Found>) {
    let mut taken = vec![false; reader.text.tokens.len()];
    for one in found.iter() {
        taken[one.tokens.clone()].fill(true);
    }
    let before = found.len();
    for index in 0..reader.text.tokens.len() {
        let one = match reader.context.language {
            _ if taken[index] || reader.is_in_marks(index) => None,
            Language::Kazakh => kazakh(reader, index),
            Language::Russian => russian(reader, index),
            Language::English => None,
        };
        found.extend(one.filter(|one| !taken[one.tokens.clone()].contains(&true)));
    }
    if found.len() == before {
        return;
    }
    found.sort_by_key(|one| (one.tokens.start, one.tokens.end));
    let roles = roles::of_all(reader, found);
    let mut roles = roles.iter();
    found.retain(|one| {
        let is_organiser = roles.next() == Some(&Role::Organiser);
        one.rule != RULE || is_organiser
    });
}

/// «Көктал ауданының әкімдігі», «облыс әкімдігімен».
fn kazakh(reader: &Reader<'_>, index: usize) -> Option<Found> {
    static NOUN: LazyLock<KazakhNoun> = LazyLock::new(|| KazakhNoun::from_possessive("әкімдігі"));
    let text = reader.text;
    let Form::Possessive(case @ (Case::Nominative | Case::Instrumental | Case::Genitive)) =
        NOUN.form_of(&text.tokens[index].lower)?
    else {
        return None;
    };
    let first = reader.sentence_start(index);
    let level = index.checked_sub(1).filter(|level| *level >= first)?;
    if !reader.words.kazakh.levels.contains(&text.tokens[level].lower) || text.is_latin_kazakh {
        return None;
    }
    let start = place::kazakh_start(text, first, level);
    let region = if start == level { reader.region_of_level(level) } else { None };
    let name = match region {
        Some(region) => format!("{} әкімдігі", place::kazakh_genitive(region)),
        None => format!("{} әкімдігі", text.slice(reader.span(start..index))),
    };
    Some(body(reader, start..index + 1, &name, case, start < level || region.is_some()))
}

/// «акимат города Абай», «акиматом области», «районный акимат».
fn russian(reader: &Reader<'_>, index: usize) -> Option<Found> {
    let text = reader.text;
    let case = match text.tokens[index].lower.as_str() {
        "акимат" => Case::Nominative,
        "акиматом" => Case::Instrumental,
        "акимата" => Case::Genitive,
        _ => return None,
    };
    let (first, limit) = (reader.sentence_start(index), reader.sentence_end(index));
    let mut start = index;
    while start > first && index - start < 2 && is_russian_area(text, &text.tokens[start - 1]) {
        start -= 1;
    }
    let areas = text.tokens[start..index].iter().map(|area| place::russian_area(text, area, "акимат"));
    let mut name = areas.chain(["акимат".to_owned()]).collect::<Vec<_>>().join(" ");
    if let Some(end) = place::russian_end(text, index + 1, limit) {
        name = format!("{name} {}", text.slice(reader.span(index + 1..end)));
        return Some(body(reader, start..end, &name, case, true));
    }
    if index + 1 < limit && is_bare_level(reader, index + 1, limit) {
        let region = reader.region_of_level(index + 1);
        let place = region
            .map_or_else(|| text.slice(text.tokens[index + 1].span).to_owned(), place::russian_genitive);
        return Some(body(reader, start..index + 2, &format!("{name} {place}"), case, region.is_some()));
    }
    (start < index).then(|| body(reader, start..index + 1, &name, case, index - start > 1))
}

fn body(reader: &Reader<'_>, tokens: Range<usize>, name: &str, case: Case, is_placed: bool) -> Found {
    let kind = OrganisationKind::from_id("government-body");
    reader.found(tokens, name, kind, case, RULE, if is_placed { 85 } else { UNSURE })
}
