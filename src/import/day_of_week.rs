//! «В минувшую среду», «бейсенбі күні»: a day of the week, told from the day on which the news came.
//!
//! It is the last such day before the news. «В прошлую среду» may be that of the week before: it tells nothing.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::facts::Evidence;
use super::text::{Text, Token};
use super::words::TIME;
use crate::diagnostics::Span;

/// The day of the week that a sentence tells of, and how many days it was before the news.
pub(super) fn told_in(text: &Text<'_>, range: Range<usize>, published: NaiveDate) -> Option<(Evidence, i64)> {
    let mut told = range.clone().filter_map(|index| {
        let (weekday, words, is_past) = told_at(&text.tokens, &range, index)?;
        let span = Span::new(text.tokens[words.start].span.start, text.tokens[words.end - 1].span.end);
        let is_quoted = text.quotation_at(span.start).is_some();
        (!is_quoted).then_some((weekday, span, is_past))
    });
    let (weekday, span, is_past) = told.next()?;
    // Two days of the week: the sentence speaks of two things.
    if told.next().is_some() {
        return None;
    }
    let back = (7 + i64::from(published.weekday().num_days_from_monday()) - weekday) % 7;
    let back = if back == 0 && is_past { 7 } else { back };
    Some((Evidence { span, rule: "day-of-week" }, back))
}

/// The day of the week at a token, from Monday on, with the words that tell it, and whether they say that it is over.
fn told_at(tokens: &[Token], range: &Range<usize>, index: usize) -> Option<(i64, Range<usize>, bool)> {
    let word = |index: usize| {
        tokens.get(index).filter(|_| range.contains(&index)).map_or("", |token| token.lower.as_str())
    };
    let before = |back: usize| index.checked_sub(back).map_or("", word);
    let weekday = i64::try_from(TIME.weekday(word(index))?).ok()?;
    let is_locative = word(index).ends_with("біде") || word(index) == "жұмада";
    if is_locative || word(index + 1) == "күні" {
        let is_past = before(1) == "өткен";
        let is_other = matches!(before(1), "келесі" | "алдағы" | "әр" | "әрбір");
        let start = index - usize::from(is_past);
        let end = index + 1 + usize::from(word(index + 1) == "күні");
        return (!is_other).then_some((weekday, start..end, is_past));
    }
    let is_on = |word: &str| matches!(word, "в" | "во" | "on");
    let is_past = ["минувш", "прошедш"].iter().any(|stem| before(1).starts_with(stem));
    if is_past && is_on(before(2)) {
        return Some((weekday, index - 2..index + 1, true));
    }
    // «В среду, 14 февраля» tells the day itself.
    (is_on(before(1)) && word(index + 1) != ",").then_some((weekday, index - 1..index + 1, false))
}
