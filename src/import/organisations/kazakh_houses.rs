//! Kazakh bodies that are known by their house: museums, libraries, schools. Others meet there, so that only one for which
//! somebody speaks took part.

use std::ops::Range;

use super::Reader;
use super::kazakh_extent::Extent;
use super::place::is_capital;
use super::words::{HeadMatch, KazakhHead};
use crate::import::nominative::{Case, Form};

type Head = HeadMatch<&'static KazakhHead>;

/// How many words behind a house the post may end that somebody has there: «мұрағаттың бөлім басшысы».
const REACH: usize = 3;
/// How many words behind its name a house may be spoken of in short: «кітапхана директоры».
const FURTHER: usize = 200;

/// Whether it is told which house it is: «Көктал орта мектебі», «облыстық музей», but not «ауылдық мектеп».
pub(super) fn is_own_house(reader: &Reader<'_>, head: &Head, extent: Extent) -> bool {
    let tokens = &reader.text.tokens;
    let capitals =
        tokens[extent.start..head.start].iter().filter(|token| is_capital(reader.text, token)).count();
    let is_called = head.head.length() > 1 || extent.has_place || (extent.has_capital && capitals == 1);
    let is_one_of_many =
        |level: usize| tokens[level].lower == "ауылдық" || head.head.noun.possessive == "мектебі";
    is_called || extent.level.is_some_and(|level| !is_one_of_many(level))
}

/// Whether somebody speaks for a house, right behind its name or soon after it.
pub(super) fn has_speaker(reader: &Reader<'_>, head: &Head, limit: usize) -> bool {
    let tokens = &reader.text.tokens;
    let behind = head.end..limit.min(head.end + REACH);
    let is_posted = match head.form {
        Form::Possessive(Case::Genitive | Case::Nominative) | Form::Bare(Case::Genitive) => {
            names_post(reader, behind)
        }
        // «ауруханадан келген психолог»
        Form::Possessive(_) | Form::Bare(_) => {
            tokens.get(head.end).is_some_and(|next| next.lower == "келген") && names_post(reader, behind)
        }
        Form::Plural => false,
    };
    is_posted || (head.head.length() == 1 && is_spoken_of(reader, head))
}

/// Whether one of some words is a post of one.
fn names_post(reader: &Reader<'_>, range: Range<usize>) -> bool {
    let tokens = &reader.text.tokens;
    range.into_iter().take_while(|index| tokens[*index].is_word()).any(|index| is_post(reader, index))
}

fn is_post(reader: &Reader<'_>, index: usize) -> bool {
    let form = reader.roles.kazakh_form(&reader.text.tokens[index].lower).map(|(_, form)| form);
    matches!(form, Some(Form::Possessive(_) | Form::Bare(Case::Nominative)))
}

/// «кітапхана директоры»: the house once more in one word, with a post.
fn is_spoken_of(reader: &Reader<'_>, head: &Head) -> bool {
    let tokens = &reader.text.tokens;
    let bare = head.head.noun.bare.as_str();
    let further = head.end..(head.end + FURTHER).min(tokens.len().saturating_sub(1));
    further.into_iter().any(|index| {
        let is_house = tokens[index].lower == bare;
        is_house && is_post(reader, index + 1) && !is_described(reader, index)
    })
}

/// «ауылдық кітапхана директоры» is of another house.
fn is_described(reader: &Reader<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| &reader.text.tokens[before]);
    before.is_some_and(|before| {
        reader.words.kazakh.levels.contains(&before.lower) || before.lower == "атындағы"
    })
}
