//! The year in which the event was, where a text proves or suggests it without telling the event's day, or its day
//! without the year.

use super::facts::{DateBasis, EventDate, Evidence, Read};
use super::outline::Outline;
use super::text::{Text, TokenKind};
use super::words::{MARKS, TIME};
use crate::diagnostics::Span;

/// The years in which an anniversary's count begins: of independence, of the victory in the war, and of the Assembly
/// of People.
const INDEPENDENCE: i32 = 1991;
const VICTORY: i32 = 1945;
const ASSEMBLY: i32 = 1995;

/// The years in which news may have come.
const YEARS: std::ops::RangeInclusive<i32> = 1991..=2099;

/// The year that the first sentences tell as the present one: «биылғы, 2022 жыл», «с начала 2024 года», «2025-й объявлен
/// Годом …».
pub(super) fn year_of_text(text: &Text<'_>, sentences: impl Iterator<Item = usize>) -> Option<i32> {
    let tokens = &text.tokens;
    let word = |index: usize| tokens.get(index).map_or("", |token| token.lower.as_str());
    let mut told = sentences.flat_map(|sentence| {
        let range = text.sentences[sentence].tokens.clone();
        range.clone().filter_map(move |index| {
            let token = &tokens[index];
            let year = (token.kind == TokenKind::Number).then(|| token.lower.parse::<i32>().ok())??;
            let before =
                |back: usize| index.checked_sub(back).filter(|at| range.contains(at)).map_or("", word);
            // «Биылғы, 2022 жылдың», «в этом, 2022 году»
            let is_this = word(index + 1) != "-"
                && TIME.is_year_word(word(index + 1))
                && before(1) == ","
                && (before(2).starts_with("биыл") || matches!(before(2), "этом" | "нынешнем" | "текущем"));
            let is_since = before(1) == "начала" && before(2) == "с";
            let is_named = (index + 1..index + 5).any(|at| word(at).starts_with("объявлен"))
                && (index + 1..range.end).any(|at| word(at).starts_with("год"));
            (YEARS.contains(&year) && (is_this || is_since || is_named)).then_some(year)
        })
    });
    let year = told.next()?;
    told.all(|other| other == year).then_some(year)
}

/// «Биыл тәуелсіздікке 30 жыл толды»: an anniversary this year proves the year.
pub(super) fn anniversary(text: &Text<'_>, outline: &Outline) -> Option<Read<EventDate>> {
    let mut found: Option<(i32, Span)> = None;
    for &sentence in outline.title.iter().chain(&outline.body) {
        if outline.background[sentence] {
            continue;
        }
        let range = text.sentences[sentence].tokens.clone();
        let Some(this_year) = MARKS.this_year.all_in(&text.tokens, range.clone()).into_iter().next() else {
            continue;
        };
        let base = if MARKS.independence.are_in(&text.tokens, range.clone()) {
            INDEPENDENCE
        } else if MARKS.victory.are_in(&text.tokens, range.clone()) {
            VICTORY
        } else if MARKS.assembly.are_in(&text.tokens, range.clone()) {
            ASSEMBLY
        } else {
            continue;
        };
        let count = range.clone().find_map(|index| {
            let token = &text.tokens[index];
            let count: i32 = (token.kind == TokenKind::Number).then(|| token.lower.parse().ok())??;
            let next = text.tokens.get(index + 1)?.lower.as_str();
            let after = text.tokens.get(index + 2).map_or("", |token| token.lower.as_str());
            let fills = ["тол", "исполн"].iter().any(|word| after.starts_with(word))
                || range.clone().any(|index| text.tokens[index].lower.starts_with("исполн"));
            // «Биыл Жеңіске 80 жыл.»
            let is_whole = matches!(after, "." | "!" | "");
            (matches!(next, "жыл" | "лет") && (fills || is_whole) && (5..=100).contains(&count))
                .then_some(count)
        });
        let Some(count) = count else { continue };
        let first = text.tokens[this_year.tokens.start].span.start;
        let span = clause(text, sentence, first);
        let year = base + count;
        if found.as_ref().is_some_and(|(known, _)| *known != year) {
            return None;
        }
        found.get_or_insert((year, span));
    }
    let (year, span) = found?;
    let date = year.to_string().parse().ok()?;
    Some(Read {
        value: EventDate { date, basis: DateBasis::Inferred },
        evidence: Some(Evidence { span, rule: "anniversary" }),
        confidence: 60,
    })
}

fn clause(text: &Text<'_>, sentence: usize, first: usize) -> Span {
    let span = text.sentences[sentence].span;
    Span::new(first.max(span.start), span.end)
}

/// «Жәрмеңке-2023» whose winners were honoured, «жуырда … «BARCAMP–2022»»: a name with a year suggests the year.
pub(super) fn year_in_name(text: &Text<'_>, outline: &Outline) -> Option<Read<EventDate>> {
    let mut found: Option<(i32, Span)> = None;
    for &sentence in &outline.body {
        let range = text.sentences[sentence].tokens.clone();
        let is_telling = MARKS.award.are_in(&text.tokens, range.clone())
            || MARKS.recent.are_in(&text.tokens, range.clone());
        if !is_telling {
            continue;
        }
        for index in range.clone().skip(2) {
            let year = &text.tokens[index];
            let hyphen = &text.tokens[index - 1];
            let is_hyphen =
                matches!(hyphen.lower.as_str(), "-" | "–" | "—") && hyphen.span.end == year.span.start;
            let number: Option<i32> = year.lower.parse().ok().filter(|year| YEARS.contains(year));
            let Some(number) = number.filter(|_| is_hyphen && year.kind == TokenKind::Number) else {
                continue;
            };
            let Some(quotation) = text.quotation_at(year.span.start).map(|index| text.quotations[index])
            else {
                continue;
            };
            let ends_name = quotation.inner.end == year.span.end;
            if !ends_name {
                continue;
            }
            if found.as_ref().is_some_and(|(known, _)| *known != number) {
                return None;
            }
            found.get_or_insert((number, quotation.span));
        }
    }
    let (year, span) = found?;
    let date = format!("{year}?").parse().ok()?;
    Some(Read {
        value: EventDate { date, basis: DateBasis::Inferred },
        evidence: Some(Evidence { span, rule: "year-in-name" }),
        confidence: 40,
    })
}
