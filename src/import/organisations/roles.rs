//! As what an organisation took part: whether it called the others together, only lent its house, or came.

use std::ops::Range;

use super::place::is_in_capitals;
use super::russian_words::is_adjective;
use super::{Found, Reader};
use crate::import::nominative::Case;
use crate::import::words::EVENTS;
use crate::language::Language;
use crate::vocabulary::Role;

/// How many words may stand between an organisation and what it did, or what says that it was the organiser.
const REACH: usize = 6;

/// On which side of a name the words stand that make it the organiser: a list goes on away from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// The role of each of the organisations, which stand in the order of the text.
pub(super) fn of_all(reader: &Reader<'_>, found: &[Found]) -> Vec<Role> {
    let mut sides: Vec<Option<Side>> = found.iter().map(|one| organiser(reader, one)).collect();
    // «организован A, B и C», «A мен B ұйымдастырды».
    for index in 1..found.len() {
        let (one, next) = (&found[index - 1], &found[index]);
        if sides[index - 1] == Some(Side::Before)
            && sides[index].is_none()
            && (one.case == next.case || is_abbreviated(reader, one) || is_abbreviated(reader, next))
            && are_joined(reader, one.tokens.end..next.tokens.start)
        {
            sides[index] = Some(Side::Before);
        }
    }
    for index in (1..found.len()).rev() {
        let (one, next) = (&found[index - 1], &found[index]);
        // In Kazakh the last of a list alone has the ending, and «A B-мен бірлесіп» has no joint.
        let agrees = one.case == next.case || one.case == Case::Nominative;
        let is_beside = next.case == Case::Instrumental && one.tokens.end == next.tokens.start;
        if sides[index] == Some(Side::Behind)
            && sides[index - 1].is_none()
            && agrees
            && (is_beside || are_joined(reader, one.tokens.end..next.tokens.start))
        {
            sides[index - 1] = Some(Side::Behind);
        }
    }
    let role = |(one, side): (&Found, Option<Side>)| match side {
        Some(_) => Role::Organiser,
        None if is_venue(reader, one) => Role::Venue,
        None => Role::Participant,
    };
    found.iter().zip(sides).map(role).collect()
}

fn are_joined(reader: &Reader<'_>, between: Range<usize>) -> bool {
    const JOINTS: &[&str] =
        &[",", "и", "а", "также", "совместно", "с", "со", "және", "мен", "пен", "бен", "сондай-ақ"];
    (1..=3).contains(&between.len())
        && reader.text.tokens[between].iter().all(|token| JOINTS.contains(&token.lower.as_str()))
}

/// Whether a name begins with an abbreviation, which shows no case: «ОФ «Шанс»».
fn is_abbreviated(reader: &Reader<'_>, one: &Found) -> bool {
    reader.text.tokens.get(one.tokens.start).is_some_and(|first| is_in_capitals(reader.text, first))
}

fn word<'a>(reader: &'a Reader<'_>, index: usize) -> &'a str {
    reader.text.tokens.get(index).map_or("", |token| token.lower.as_str())
}

/// The word so many tokens before a name, also over the beginning of its sentence.
fn before<'a>(reader: &'a Reader<'_>, one: &Found, count: usize) -> &'a str {
    one.tokens.start.checked_sub(count).map_or("", |index| word(reader, index))
}

fn is_venue(reader: &Reader<'_>, one: &Found) -> bool {
    let (kazakh, russian) = (&reader.words.kazakh, &reader.words.russian);
    let (behind, further) = (word(reader, one.tokens.end), word(reader, one.tokens.end + 1));
    kazakh.venue_behind.contains(behind)
        || (kazakh.venue_behind.contains(further) && one.case == Case::Genitive)
        || russian.venue_before.contains(before(reader, one, 1))
        || russian.venue_before.contains(before(reader, one, 2)) && before(reader, one, 1).ends_with("ого")
        || (one.case == Case::Locative && reader.context.language == Language::Kazakh)
}

/// «в культурно-досуговом центре «Жулдыз» собрались»: the house, and not the body whose it is.
///
/// What a body said is told in the same words: «в центре «Шанс» рассказали, что …».
pub(super) fn is_house(reader: &Reader<'_>, one: &Found) -> bool {
    let is_of_place = reader.context.language == Language::Russian
        && one.case == Case::Locative
        && one.rule == "type-word-before"
        && reader.text.tokens[one.tokens.clone()].iter().take_while(|token| token.is_word()).any(|token| {
            let noun = token.lower.strip_suffix('е').unwrap_or_default();
            reader.words.russian.houses.contains(noun)
        });
    let mut at = one.tokens.start;
    while is_adjective(before(reader, one, one.tokens.start - at + 1)) {
        at -= 1;
    }
    let is_in = ["в", "во"].contains(&before(reader, one, one.tokens.start - at + 1));
    let next = word(reader, one.tokens.end);
    is_of_place && is_in && !reader.words.russian.said.iter().any(|verb| next.starts_with(verb))
}

fn organiser(reader: &Reader<'_>, one: &Found) -> Option<Side> {
    let russian = &reader.words.russian;
    let is_named_before = russian.organiser_before.contains(before(reader, one, 1))
        || russian.organiser_before.contains(before(reader, one, 2));
    match reader.context.language {
        _ if reader.words.kazakh.organiser_behind.contains(word(reader, one.tokens.end)) => {
            Some(Side::Behind)
        }
        _ if is_named_before => Some(Side::Before),
        Language::Kazakh if did_in_kazakh(reader, one) => Some(Side::Behind),
        Language::Kazakh => is_called_organiser_in_kazakh(reader, one).then_some(Side::Before),
        Language::Russian if did_in_russian(reader, one) => Some(Side::Behind),
        Language::Russian => is_called_organiser_in_russian(reader, one).then_some(Side::Before),
        Language::English => None,
    }
}

/// Whether an event is named in some tokens, and none of the sort that is held by the way.
fn names_event(reader: &Reader<'_>, tokens: Range<usize>) -> bool {
    let heads = EVENTS.heads.all_in(&reader.text.tokens, tokens);
    !heads.is_empty() && heads.iter().all(|head| EVENTS.kinds[head.meaning].id() != "other")
}

/// Whether contests, shows and the like are named in some tokens.
fn names_other(reader: &Reader<'_>, tokens: Range<usize>) -> bool {
    let heads = EVENTS.heads.all_in(&reader.text.tokens, tokens);
    heads.iter().any(|head| EVENTS.kinds[head.meaning].id() == "other")
}

/// «Оны «Шанс» қоры ұйымдастырды», «қор форум өткізді», «қор ұйымдастырған форумға».
fn did_in_kazakh(reader: &Reader<'_>, one: &Found) -> bool {
    let tokens = &reader.text.tokens;
    let limit = reader.sentence_end(one.tokens.start);
    // «A B-мен бірлесіп ұйымдастырды»
    let is_together = one.case == Case::Instrumental
        && ["бірлесіп", "бірлесе", "бірге"].contains(&word(reader, one.tokens.end));
    if one.case != Case::Nominative && !is_together {
        return false;
    }
    let start = one.tokens.end + usize::from(is_together);
    let words = &reader.words.kazakh;
    let is_deed = |index: usize| {
        let pair = format!("{} {}", word(reader, index), word(reader, index + 1));
        words.organiser_verbs.contains(word(reader, index)) || words.organiser_verbs.contains(&pair)
    };
    let reach = start..limit.min(start + REACH + 1);
    let verb = reach
        .take_while(|index| tokens[*index].is_word())
        .find(|index| is_deed(*index) || words.organiser_participles.contains(word(reader, *index)));
    let Some(verb) = verb else { return false };
    // Between them only the event stands that was held; nothing else is what they are looked at for.
    if verb > start && !names_event(reader, start..verb) {
        return false;
    }
    let ends = tokens.get(verb + 1).filter(|_| verb + 1 < limit).is_none_or(|next| !next.is_word());
    if is_deed(verb) || ends {
        let object = one.tokens.start.saturating_sub(2).max(reader.sentence_start(one.tokens.start));
        return !names_other(reader, object..one.tokens.start);
    }
    let described = verb + 1..limit.min(verb + 5);
    names_event(reader, described.clone())
        || described.into_iter().any(|index| word(reader, index).starts_with("іс-шара"))
}

/// «Ұйымдастырушысы – «Шанс» қоры», «Форумды ұйымдастырған «Шанс» қоры».
fn is_called_organiser_in_kazakh(reader: &Reader<'_>, one: &Found) -> bool {
    if reader.words.kazakh.organiser_participles.contains(before(reader, one, 1)) {
        let participle = one.tokens.start.saturating_sub(1);
        let object = participle.saturating_sub(2).max(reader.sentence_start(participle))..participle;
        return names_event(reader, object.clone())
            || object.into_iter().any(|index| word(reader, index).starts_with("іс-шара"));
    }
    let is_pause = ["–", "—", "-", ":"].contains(&before(reader, one, 1));
    is_pause && before(reader, one, 2).starts_with("ұйымдастырушы")
}

/// «объединение «Шанс» провело круглый стол».
fn did_in_russian(reader: &Reader<'_>, one: &Found) -> bool {
    const PREPOSITIONS: &[&str] =
        &["для", "при", "из", "от", "с", "со", "у", "к", "ко", "по", "в", "на", "о", "об"];
    // «A совместно с B провели»
    let is_together = ["с", "со"].contains(&before(reader, one, 1))
        && ["совместно", "вместе"].contains(&before(reader, one, 2));
    let is_subject = one.case == Case::Nominative && !PREPOSITIONS.contains(&before(reader, one, 1));
    if !is_subject && !is_together {
        return false;
    }
    let tokens = &reader.text.tokens;
    let (verb, limit) = (one.tokens.end, reader.sentence_end(one.tokens.start));
    if verb >= limit || !reader.words.russian.organiser_verbs.contains(word(reader, verb)) {
        return false;
    }
    // «провело 12 форумов»: what it does, and not the event.
    let object = verb + 1..limit.min(verb + 1 + REACH);
    let words = object.clone().take_while(|index| tokens[*index].is_word()).count();
    names_event(reader, object.start..object.start + words)
}

/// «организаторами форума выступили A и B», «организован акиматом и A», «круглый стол провело A».
fn is_called_organiser_in_russian(reader: &Reader<'_>, one: &Found) -> bool {
    const STOPS: &[&str] = &[
        "при",
        "для",
        "в",
        "во",
        "на",
        "с",
        "со",
        "из",
        "от",
        "о",
        "об",
        "по",
        "под",
        "за",
        "к",
        "у",
        "между",
    ];
    let russian = &reader.words.russian;
    let first = reader.sentence_start(one.tokens.start);
    for index in (first..one.tokens.start).rev().take(REACH) {
        let lower = word(reader, index);
        if russian.organiser_verbs.contains(lower) {
            let object = index.saturating_sub(REACH).max(first)..index;
            return index + 1 == one.tokens.start
                && one.case == Case::Nominative
                && names_event(reader, object);
        }
        if russian.organiser_before.contains(lower) {
            let is_participle = lower.starts_with("организован");
            let case = if is_participle { Case::Instrumental } else { Case::Nominative };
            return (one.case == case || is_participle && is_abbreviated(reader, one))
                && lower != "инициативе"
                && !names_other(reader, index..one.tokens.start);
        }
        let is_pause = ["–", "—", "-", ":"].contains(&lower);
        let is_passed = is_pause || reader.text.tokens[index].is_word();
        if !is_passed || STOPS.contains(&lower) || reader.is_russian_role(lower) || reader.is_in_marks(index)
        {
            return false;
        }
    }
    false
}
