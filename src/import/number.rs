//! Which one in a series it was: «Х Азаматтық форум», «5-ші форум», «десятый форум».

use super::facts::{Evidence, Read};
use super::kind::Head;
use super::text::{Text, Token, TokenKind};
use super::words::{EVENTS, MARKS, TIME};
use crate::diagnostics::Span;
use crate::vocabulary::EventKind;

/// How many words may stand between the number and the event's noun.
const WIDEST_GAP: usize = 2;

/// Reads the number of the event: before a noun of its own kind.
pub(super) fn read(text: &Text<'_>, heads: &[Head], kind: Option<EventKind>) -> Option<Read<u32>> {
    let kind = kind?;
    let mut found: Vec<(&Head, u32, Span)> = Vec::new();
    for head in heads.iter().filter(|head| !head.is_other && is_same_series(head.kind, kind)) {
        if is_counted_on(text, head) {
            continue;
        }
        if let Some((number, span)) =
            before(text, head).or_else(|| before_what_it_is_of(text, head)).or_else(|| in_order(text, head))
        {
            let end = text.tokens[head.tokens.end - 1].span.end;
            found.push((head, number, Span::new(span.start, end.max(span.end))));
        }
    }
    // Two numbers: the one beside a verb that says it took place, if that is one.
    let (_, first, span) = *found.first()?;
    let agree = found.iter().all(|(_, number, _)| *number == first);
    if agree {
        return Some(fact(first, span, 95));
    }
    // What the text begins with is its own; a later one is compared with it.
    if found[0].0.is_held {
        return Some(fact(first, span, 75));
    }
    let mut held = found.iter().filter(|(head, ..)| head.is_held);
    let (_, number, span) = *held.next()?;
    held.all(|(_, other, _)| *other == number).then(|| fact(number, span, 65))
}

const fn fact(value: u32, span: Span, confidence: u8) -> Read<u32> {
    Read { value, evidence: Some(Evidence { span, rule: "before-event-noun" }), confidence }
}

/// A forum's number may stand before «форум» alone; a session's is not that of a council.
fn is_same_series(kind: EventKind, event: EventKind) -> bool {
    kind == event || (kind.id().ends_with("forum") && event.id().ends_with("forum"))
}

fn before(text: &Text<'_>, head: &Head) -> Option<(u32, Span)> {
    let tokens = &text.tokens;
    let first = text.sentences[head.sentence].tokens.start;
    let mut at = head.tokens.start;
    // Inside «ассамблеясының XXI сессиясы» the number stands inside the phrase.
    if let Some(found) = (head.tokens.start + 1..head.tokens.end - usize::from(head.tokens.len() > 1))
        .find_map(|index| ends_number(text, index, head.tokens.start))
    {
        return Some(found);
    }
    for _ in 0..=WIDEST_GAP {
        let before = at.checked_sub(1).filter(|index| *index >= first)?;
        if let Some(found) = ends_number(text, before, first) {
            return Some(found);
        }
        // Only words that describe the event may stand between.
        let token = &tokens[before];
        let begins = (first.max(before.saturating_sub(1))..=before)
            .find(|&index| EVENTS.between_number.at(tokens, index).is_some_and(|hit| hit.tokens.end == at))
            .or_else(|| is_kazakh_adjective(&token.lower).then_some(before));
        let is_name = token.is_word() && text.slice(token.span).starts_with(char::is_uppercase);
        at = match begins {
            Some(begin) => begin,
            None if is_name => before,
            None => return None,
        };
    }
    None
}

/// «VI облыстық ауыл бастамалары форумы»: an adjective of the event parts its number from what it is of, so that no
/// «ХХІ ғасыр жастары форумы» is one.
fn before_what_it_is_of(text: &Text<'_>, head: &Head) -> Option<(u32, Span)> {
    const WIDEST: usize = 2;
    const CASES: &[&str] = &[
        "ның", "нің", "дың", "дің", "тың", "тің", "да", "де", "та", "те", "нан", "нен", "дан", "ден", "тан",
        "тен", "ға", "ге", "қа", "ке", "мен", "пен", "бен", "және",
    ];
    /// What is counted as events are.
    const COUNTED: &[&str] =
        &["спартакиада", "олимпиада", "чемпионат", "марафон", "съез", "құрылтай", "ойын", "турнир"];
    let tokens = &text.tokens;
    let first = text.sentences[head.sentence].tokens.start;
    let is_own = |index: usize| {
        let word = tokens[index].lower.as_str();
        tokens[index].is_word()
            && text.slice(tokens[index].span).starts_with(char::is_lowercase)
            && !CASES.iter().any(|ending| word.ends_with(ending))
            && !COUNTED.iter().any(|stem| word.starts_with(stem))
            && EVENTS.heads.at(tokens, index).is_none()
            && MARKS.award.at(tokens, index).is_none()
    };
    let mut adjective = head.tokens.start.checked_sub(1)?;
    for _ in 0..WIDEST {
        if adjective <= first || is_kazakh_adjective(&tokens[adjective].lower) || !is_own(adjective) {
            break;
        }
        adjective -= 1;
    }
    (adjective > first && is_kazakh_adjective(&tokens[adjective].lower)).then_some(())?;
    ends_number(text, adjective - 1, first)
}

/// «Форум, уже II по счету», «форум, третий по счету»
fn in_order(text: &Text<'_>, head: &Head) -> Option<(u32, Span)> {
    const REACH: usize = 8;
    let end = text.sentences[head.sentence].tokens.end;
    let word = |index: usize| text.tokens.get(index).map_or("", |token| token.lower.as_str());
    (head.tokens.end..end.min(head.tokens.end + REACH))
        .filter(|&index| word(index + 1) == "по" && word(index + 2) == "счету")
        .filter(|&index| !MARKS.held.are_in(&text.tokens, head.tokens.end..index))
        .find_map(|index| ends_number(text, index, head.tokens.end))
}

/// «Первая встреча состоялась в …, вторая прошла в …»: what the text itself counts, and no series.
fn is_counted_on(text: &Text<'_>, head: &Head) -> bool {
    let range = text.sentences[head.sentence].tokens.clone();
    (head.tokens.end..range.end).any(|index| {
        let word = text.tokens[index].lower.as_str();
        let is_possessive = ["сі", "сы"]
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(|stem| TIME.is_ordinal(stem)));
        let behind = text.tokens.get(index + 1);
        is_possessive
            || (TIME.is_ordinal(word)
                && (MARKS.held.at(&text.tokens, index + 1).is_some()
                    || behind
                        .is_some_and(|next| matches!(next.lower.as_str(), "–" | "—" | "-" | "в" | "во"))))
    })
}

/// Whether a token is a number that an event may have in its series, or the end of one.
pub(super) fn is_ordinal_at(text: &Text<'_>, index: usize, first: usize) -> bool {
    ends_number(text, index, first).is_some()
        || (text.tokens[index].kind == TokenKind::Number && reasonable(&text.tokens[index].lower).is_some())
        || (index > first && text.tokens[index].is_sign("-"))
}

/// «экологиялық», «ғылыми-практикалық»: what describes a Kazakh noun.
pub(super) fn is_kazakh_adjective(word: &str) -> bool {
    const SHORTEST: usize = 7;
    word.chars().count() >= SHORTEST
        && ["лық", "лік", "дық", "дік", "тық", "тік"].iter().any(|ending| word.ends_with(ending))
}

/// The number that ends with a token.
fn ends_number(text: &Text<'_>, index: usize, first: usize) -> Option<(u32, Span)> {
    let tokens = &text.tokens;
    let token = &tokens[index];
    let span_from = |start: usize| Span::new(tokens[start].span.start, token.span.end);
    if token.is_word() {
        // «XI», «XI-ші»
        let word = text.slice(token.span);
        let (letters, ending) = word.split_once('-').unwrap_or((word, ""));
        if let Some(number) = roman(letters).filter(|_| ending.is_empty() || TIME.is_ordinal_ending(ending)) {
            return Some((number, token.span));
        }
        // «10-шы»: digits, a hyphen, an ending.
        if TIME.is_ordinal_ending(&token.lower) && index > first {
            let is_hyphen = |token: &Token| matches!(token.lower.as_str(), "-" | "–" | "—" | "‑");
            let digits = if is_hyphen(&tokens[index - 1]) { index.checked_sub(2)? } else { index - 1 };
            if digits >= first && tokens[digits].kind == TokenKind::Number {
                return Some((reasonable(&tokens[digits].lower)?, span_from(digits)));
            }
            if let Some(number) = roman(text.slice(tokens[digits].span)).filter(|_| digits >= first) {
                return Some((number, span_from(digits)));
            }
        }
        let (number, start) = TIME.ordinal(tokens, index, first)?;
        return Some((number, span_from(start)));
    }
    // «11 Гражданском форуме»: a bare number right before the noun; no year, no part of a larger number.
    let is_bare = token.kind == TokenKind::Number
        && index.checked_sub(1).is_none_or(|before| {
            !matches!(tokens[before].lower.as_str(), "." | "," | "-" | ":" | "/")
                && tokens[before].kind != TokenKind::Number
        });
    let is_before_noun = tokens
        .get(index + 1)
        .is_some_and(|next| next.is_word() && text.slice(next.span).starts_with(char::is_uppercase));
    (is_bare && is_before_noun).then_some(())?;
    Some((reasonable(&token.lower)?, token.span))
}

fn reasonable(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|number| (1..=99).contains(number))
}

/// The value of a Roman numeral in capital letters, whether Latin or their Cyrillic look-alikes.
pub(super) fn roman(word: &str) -> Option<u32> {
    let mut values = Vec::with_capacity(word.len());
    for letter in word.chars() {
        values.push(match letter {
            'I' | 'І' | 'Ӏ' => 1,
            'V' | 'Ѵ' => 5,
            'X' | 'Х' => 10,
            'L' => 50,
            _ => return None,
        });
    }
    if values.is_empty() || values.len() > 7 {
        return None;
    }
    let mut number = 0;
    for (index, value) in values.iter().enumerate() {
        let is_subtracted = values.get(index + 1).is_some_and(|next| next > value);
        number = if is_subtracted { number - value } else { number + value };
    }
    let number = u32::try_from(number).ok()?;
    // Written as it should be, so that «ХХХХ» or «IIX» are none.
    (canonical_roman(number) == values).then_some(number).filter(|number| (1..=89).contains(number))
}

fn canonical_roman(mut number: u32) -> Vec<i32> {
    const STEPS: &[(u32, &[i32])] =
        &[(50, &[50]), (40, &[10, 50]), (10, &[10]), (9, &[1, 10]), (5, &[5]), (4, &[1, 5]), (1, &[1])];
    let mut values = Vec::new();
    for (step, letters) in STEPS {
        while number >= *step {
            values.extend_from_slice(letters);
            number -= step;
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_are_read_in_latin_and_cyrillic_letters() {
        let cases = [
            ("Х", Some(10)),
            ("ІХ", Some(9)),
            ("ХІІ", Some(12)),
            ("ХХІI", Some(22)),
            ("ХХХІV", Some(34)),
            ("VII", Some(7)),
            ("XL", Some(40)),
            ("IIX", None),
            ("ХХХХ", None),
            ("С", None),
            ("х", None),
            ("", None),
        ];
        for (word, number) in cases {
            assert_eq!(roman(word), number, "{word}");
        }
    }
}
