//! Kazakh bodies that are called by what they are and a number, and type words that name no body of their own.

use super::kazakh_extent::Extent;
use super::words::{HeadMatch, KazakhHead};
use super::{Found, Reader};
use crate::import::nominative::{Case, Form, cut};
use crate::vocabulary::OrganisationKind;

/// How many words may stand between a school's number and what it is: «№12 орта жалпы білім беретін мектебі».
const REACH: usize = 4;

/// «№12 мектеп-лицейдің директоры»: schools that somebody speaks for.
pub(super) fn numbered_schools(reader: &Reader<'_>) -> Vec<Found> {
    let text = reader.text;
    let mut found = Vec::new();
    for sign in 0..text.tokens.len() {
        if text.tokens[sign].lower != "№" || reader.is_in_marks(sign) {
            continue;
        }
        let limit = reader.sentence_end(sign).min(sign + 2 + REACH);
        let is_number =
            text.tokens.get(sign + 1).is_some_and(|number| number.lower.chars().all(char::is_numeric));
        let school =
            (sign + 2..limit).take_while(|index| text.tokens[*index].is_word()).find_map(|index| {
                let lower = text.tokens[index].lower.as_str();
                let noun =
                    reader.words.kazakh.schools.iter().find(|noun| {
                        matches!(noun.form_of(lower), Some(Form::Possessive(_) | Form::Bare(_)))
                    })?;
                Some((index, noun.form_of(lower)?, noun))
            });
        let Some((last, form, noun)) = school.filter(|_| is_number) else { continue };
        let (Form::Possessive(case) | Form::Bare(case)) = form else { continue };
        let is_posted = (last + 1..last + 3).any(|index| {
            text.tokens
                .get(index)
                .is_some_and(|next| reader.is_kazakh_role(&next.lower) || next.lower.starts_with("ұжымы"))
        });
        if !matches!(case, Case::Nominative | Case::Genitive)
            || !is_posted
            || last >= reader.sentence_end(sign)
        {
            continue;
        }
        let letters = noun.letters_before_case(form).unwrap_or(0);
        let surplus = text.tokens[last].lower.chars().count().saturating_sub(letters);
        let name = cut(text.slice(reader.span(sign..last + 1)), surplus);
        let kind = OrganisationKind::from_id("state-institution");
        found.push(reader.found(sign..last + 1, name, kind, case, "type-phrase", 80));
    }
    found
}

/// «X» журналының бас редакторы: what is read elsewhere is a body here.
pub(super) fn is_spoken_for(reader: &Reader<'_>, index: usize, limit: usize) -> bool {
    let words = &reader.words.kazakh;
    let tokens = &reader.text.tokens;
    let is_person = |token: &crate::import::text::Token| {
        words.press_people.iter().any(|person| token.lower.starts_with(person.as_str()))
    };
    words.press.contains(&tokens[index].lower)
        && tokens[(index + 1).min(limit)..limit].iter().take(2).any(is_person)
}

/// «ҚазАқпарат агенттігі»: an agency that brings the news.
fn is_of_news(
    reader: &Reader<'_>,
    head: &HeadMatch<&'static KazakhHead>,
    extent: Extent,
    limit: usize,
) -> bool {
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
pub(super) fn is_none_in_particular(
    reader: &Reader<'_>,
    head: &HeadMatch<&'static KazakhHead>,
    extent: Extent,
    limit: usize,
) -> bool {
    let tokens = &reader.text.tokens;
    let next = tokens.get(head.end).filter(|_| head.end < limit);
    // «облыстық департамент, басқарма басшылары»: a level and a kind.
    let is_level_alone = extent.level == Some(extent.start);
    let is_office = head.head.kind == OrganisationKind::from_id("government-body")
        && ["департамент", "басқарма", "комитет", "агенттік"].contains(&head.head.noun.bare.as_str());
    let is_kind_alone =
        is_level_alone && extent.start + 1 == head.start && is_office && matches!(head.form, Form::Bare(_));
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
    is_kind_alone
        || is_of_news(reader, head, extent, limit)
        || has_become
        || (is_level_alone && is_small && is_several)
}
