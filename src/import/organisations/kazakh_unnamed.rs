//! Kazakh type words that name no body of their own, and one that does so only beside its people.

use std::ops::Range;

use super::Reader;
use super::kazakh_extent::Extent;
use super::place::is_capital;
use super::words::{HeadMatch, KazakhHead};
use crate::import::nominative::kazakh::is_without_case;
use crate::import::nominative::{Case, Form};
use crate::import::text::Token;
use crate::vocabulary::OrganisationKind;

type Head = HeadMatch<&'static KazakhHead>;

/// «X» журналының бас редакторы: what is read elsewhere is a body here.
pub(super) fn is_spoken_for(reader: &Reader<'_>, index: usize, limit: usize) -> bool {
    let words = &reader.words.kazakh;
    let tokens = &reader.text.tokens;
    let is_person =
        |token: &Token| words.press_people.iter().any(|person| token.lower.starts_with(person.as_str()));
    words.press.contains(&tokens[index].lower)
        && tokens[(index + 1).min(limit)..limit].iter().take(2).any(is_person)
}

/// «ҚазАқпарат агенттігі»: an agency that brings the news.
fn is_of_news(reader: &Reader<'_>, head: &Head, extent: Extent, limit: usize) -> bool {
    let tokens = &reader.text.tokens;
    let words = &reader.words.kazakh;
    let is_beside = |index: usize| words.news_beside.iter().any(|stem| tokens[index].lower.starts_with(stem));
    let before = extent.start.checked_sub(1).filter(|before| *before >= reader.sentence_start(head.start));
    head.head.noun.possessive == "агенттігі"
        && (tokens[extent.start..head.start]
            .iter()
            .any(|token| words.news.iter().any(|stem| token.lower.contains(stem.as_str())))
            || before.is_some_and(is_beside)
            || (head.end < limit && is_beside(head.end)))
}

/// Whether a type word only says what sort of body somebody is of, or what something became.
pub(super) fn is_none_in_particular(reader: &Reader<'_>, head: &Head, extent: Extent, limit: usize) -> bool {
    let tokens = &reader.text.tokens;
    let next = tokens.get(head.end).filter(|_| head.end < limit);
    // «облыстық департамент, басқарма басшылары»: a level and a kind.
    let is_level_alone = extent.level == Some(extent.start);
    let is_office = head.head.kind == OrganisationKind::from_id("government-body")
        && ["департамент", "басқарма", "комитет", "агенттік"].contains(&head.head.noun.bare.as_str());
    let is_kind_alone =
        is_level_alone && extent.start + 1 == head.start && matches!(head.form, Form::Bare(_));
    // «ауылдық клуб»
    let is_anyones = is_office
        || head.head.noun.bare == "клуб"
        || extent.level.is_some_and(|level| tokens[level].lower == "ауылдық");
    // «аудандық қоғамдық келісім кеңесінің мүшелері»: of whichever district.
    let is_small =
        extent.level.is_some_and(|level| ["аудандық", "ауылдық"].contains(&tokens[level].lower.as_str()));
    let is_several = next.is_some_and(|next| {
        ["мүшелері", "өкілдері", "төрағалары", "төрайымдары", "басшылары"]
            .iter()
            .any(|several| next.lower.starts_with(several))
    });
    // «ассамблея келісім институтына айналды»
    let has_become = matches!(head.form, Form::Possessive(Case::Dative))
        && next.is_some_and(|next| reader.words.kazakh.became.contains(&next.lower));
    (is_kind_alone && is_anyones)
        || is_of_news(reader, head, extent, limit)
        || has_become
        || (is_level_alone && is_small && is_several)
}

/// «Дүнген этномәдени бірлестігінің мүшесі …»: whose the association is begins the sentence, so that its capital letter
/// tells nothing; that somebody speaks for it does.
pub(super) fn is_people_before(reader: &Reader<'_>, head: &Head, sentence: Range<usize>) -> bool {
    let tokens = &reader.text.tokens;
    let people = &tokens[sentence.start];
    head.head.kind == OrganisationKind::from_id("ethnocultural-association")
        && head.start == sentence.start + 1
        && matches!(head.form, Form::Possessive(Case::Genitive))
        && is_capital(reader.text, people)
        && is_without_case(&people.lower)
        && !reader.is_never_a_name(&people.lower)
        && tokens
            .get(head.end)
            .filter(|_| head.end < sentence.end)
            .is_some_and(|next| reader.is_kazakh_role(&next.lower) || next.lower == "мүшесі")
}
