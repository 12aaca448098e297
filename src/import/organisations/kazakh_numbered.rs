//! Kazakh bodies that are called by what they are and a number, schools and hospitals; and universities in short that are
//! called after somebody.

use super::kazakh_extent::namesake_start;
use super::place::{self, is_capital};
use super::{Found, Reader};
use crate::import::nominative::kazakh::KazakhNoun;
use crate::import::nominative::{Case, Form, cut};
use crate::vocabulary::OrganisationKind;

/// How many words may stand between a number and what has it: «№12 орта жалпы білім беретін мектебі».
const REACH: usize = 4;
/// How many words behind it the post of somebody may end: «мектептің тарих пәнінің мұғалімі».
const POST: usize = 3;

/// «№12 мектеп-лицейдің директоры»: schools and hospitals that somebody speaks for.
pub(super) fn numbered(reader: &Reader<'_>) -> Vec<Found> {
    let text = reader.text;
    let mut found = Vec::new();
    for sign in 0..text.tokens.len() {
        if text.tokens[sign].lower != "№" || reader.is_in_marks(sign) {
            continue;
        }
        let sentence_end = reader.sentence_end(sign);
        let limit = sentence_end.min(sign + 2 + REACH);
        let is_number =
            text.tokens.get(sign + 1).is_some_and(|number| number.lower.chars().all(char::is_numeric));
        let house =
            (sign + 2..limit).take_while(|index| text.tokens[*index].is_word()).find_map(|index| {
                let lower = text.tokens[index].lower.as_str();
                let noun =
                    reader.words.kazakh.numbered.iter().find(|noun| {
                        matches!(noun.form_of(lower), Some(Form::Possessive(_) | Form::Bare(_)))
                    })?;
                Some((index, noun.form_of(lower)?, noun))
            });
        let Some((last, form, noun)) = house.filter(|_| is_number) else { continue };
        let (Form::Possessive(case) | Form::Bare(case)) = form else { continue };
        let is_posted = (last + 1..sentence_end.min(last + 1 + POST))
            .take_while(|index| text.tokens[*index].is_word())
            .any(|index| {
                let lower = text.tokens[index].lower.as_str();
                reader.is_kazakh_role(lower) || lower.starts_with("ұжымы")
            });
        if !matches!(case, Case::Nominative | Case::Genitive) || !is_posted || last >= sentence_end {
            continue;
        }
        let letters = noun.letters_before_case(form).unwrap_or(0);
        let surplus = text.tokens[last].lower.chars().count().saturating_sub(letters);
        let start = name_start(reader, sign);
        let name = cut(text.slice(reader.span(start..last + 1)), surplus);
        let kind = OrganisationKind::from_id("state-institution");
        found.push(reader.found(start..last + 1, name, kind, case, "type-phrase", 80));
    }
    found
}

/// Where a name begins that has a number: «А.Асанов атындағы №4 мектеп», «Жаңасу ауданының №1 гимназиясы».
fn name_start(reader: &Reader<'_>, sign: usize) -> usize {
    const OWNERS: &[&str] = &["ауданының", "қаласының", "ауылының", "облысының", "ауданы", "қаласы"];
    let text = reader.text;
    let first = reader.sentence_start(sign);
    let Some(before) = sign.checked_sub(1).filter(|before| *before > first) else { return sign };
    let lower = text.tokens[before].lower.as_str();
    if lower == "атындағы" {
        return namesake_start(reader, first, before).unwrap_or(sign);
    }
    let start = OWNERS.contains(&lower).then(|| place::kazakh_start(text, first, before));
    start.filter(|start| *start < before).unwrap_or(sign)
}

/// «Асан Үсенов атындағы ҚМУ»: a university in short.
pub(super) fn universities(reader: &Reader<'_>) -> Vec<Found> {
    let text = reader.text;
    let found = (1..text.tokens.len()).filter_map(|short| {
        let link = short - 1;
        let is_called = text.tokens[link].lower == "атындағы" && !reader.is_in_marks(short);
        let first = reader.sentence_start(short);
        if !is_called || first >= link || !is_capital(text, &text.tokens[short]) {
            return None;
        }
        let written = text.slice(text.tokens[short].span);
        let (word, ending) = written.split_once('-').unwrap_or((written, ""));
        let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
        // «БҚУ», «ҚазҰУ»; a school is none, «КММ».
        if capitals < 2 || !word.ends_with(['У', 'И']) {
            return None;
        }
        let case = match KazakhNoun::from_possessive("").form_of(&ending.to_lowercase()) {
            Some(Form::Bare(case) | Form::Possessive(case)) => case,
            _ => Case::Nominative,
        };
        let start = namesake_start(reader, first, link)?;
        let name =
            cut(text.slice(reader.span(start..short + 1)), written.chars().count() - word.chars().count());
        let kind = OrganisationKind::from_id("university");
        Some(reader.found(start..short + 1, name, kind, case, "type-phrase", 80))
    });
    found.collect()
}
