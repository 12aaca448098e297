//! Russian bodies that are known by their house: museums, libraries, archives. Others meet there, so that only one for
//! which somebody speaks took part; and centres that are no towns.

use std::ops::Range;

use super::Reader;
use super::place::is_capital;
use super::words::{HeadMatch, RussianHead};
use crate::import::nominative::{Case, Form};

type Head = HeadMatch<&'static RussianHead>;

/// How many words behind its name a house may be spoken of in short: «директор архива».
const FURTHER: usize = 200;

/// Whether somebody speaks for a house whose name begins with a token: a post right before it, or soon after it with
/// the house in one word.
pub(super) fn has_speaker(reader: &Reader<'_>, head: &Head, start: usize) -> bool {
    let tokens = &reader.text.tokens;
    let is_post =
        |index: usize| reader.roles.russian_form(&tokens[index].lower).is_some_and(|form| !form.is_plural);
    let before = start.checked_sub(1).filter(|before| *before >= reader.sentence_start(head.start));
    if head.form == Form::Bare(Case::Genitive) && before.is_some_and(is_post) {
        return true;
    }
    // «заведующая библиотекой»
    if head.form == Form::Bare(Case::Instrumental)
        && before.is_some_and(|before| tokens[before].lower.starts_with("заведующ"))
    {
        return true;
    }
    let [noun] = head.head.changing.as_slice() else { return false };
    let further = head.end + 1..(head.end + FURTHER).min(tokens.len());
    head.head.length() == 1
        && further.into_iter().any(|index| {
            let is_house = noun.case_of(&tokens[index].lower) == Some(Case::Genitive);
            // «директор музея имени Абая» speaks for another one.
            let is_short = tokens.get(index + 1).is_none_or(|next| {
                !next.is_word() || (is_capital(reader.text, next) && !next.lower.starts_with("казахстан"))
            });
            is_house && is_short && is_post(index - 1)
        })
}

/// «Греческий культурный центр города Алматы»: adjectives that are no levels tell what it is a centre of.
pub(super) fn is_named_centre(reader: &Reader<'_>, adjectives: Range<usize>, place: Option<usize>) -> bool {
    const LEVELS: &[&str] = &["областн", "районн", "городск", "региональн", "административн"];
    let tokens = &reader.text.tokens[adjectives];
    let is_level = |lower: &str| LEVELS.iter().any(|level| lower.starts_with(level));
    place.is_some()
        && tokens.first().is_some_and(|first| is_capital(reader.text, first))
        && tokens.len() > 1
        && !tokens.iter().any(|token| is_level(&token.lower))
}
