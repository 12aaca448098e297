//! Lines that hold a day and nothing else: when an article was published, or when its page was saved.
//!
//! [`super::clean`] finds them among the lines of a text, [`super::webpage`] near the heading of a page.

use std::ops::Range;

use super::day::Day;
use super::days;
use super::text::{Text, Token, TokenKind};
use super::webpage::values;
use super::words::{EVENTS, PAGE, TIME};

/// Whether a word may stand beside the day on which an article was published: what a label says, a count of readers.
fn is_label(lower: &str) -> bool {
    TIME.is_year_word(lower)
        || is_published(lower)
        || matches!(
            lower,
            "date"
                | "дата"
                | "күні"
                | "on"
                | "at"
                | "pm"
                | "p"
                | "m"
                | "am"
                | "a"
                | "в"
                | "время"
                | "сағ"
                | "сағат"
                | "уақыты"
                | "location"
                | "gmt"
                | "utc"
        )
        || PAGE.counter.iter().any(|known| known == lower)
}

/// Whether a word of a label says that something was published on the day behind it.
fn is_published(lower: &str) -> bool {
    matches!(
        lower,
        "жарияланды"
            | "жарияланған"
            | "опубликовано"
            | "опубликован"
            | "опубликована"
            | "публикации"
            | "публикация"
            | "размещено"
            | "добавлено"
            | "создано"
            | "қосылды"
            | "қосылған"
            | "published"
            | "posted"
            | "created"
    )
}

/// Whether a line says that its day is the one on which something was published.
pub(super) fn says_published(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| is_published(&token.lower))
}

/// Whether a word says that the day beside it is the present one.
fn is_present(lower: &str) -> bool {
    matches!(lower, "сегодня" | "бүгін" | "today")
}

/// Whether a line says that its day is the present one.
pub(super) fn is_of_the_present(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| token.is_word() && is_present(&token.lower))
}

/// Whether a line is a banner: with the day of the week, or with «сегодня», it shows the day on which the page was
/// saved.
pub(super) fn is_banner(tokens: &[Token]) -> bool {
    is_of_the_present(tokens) || tokens.iter().any(|token| token.is_word() && TIME.is_weekday(&token.lower))
}

/// The day of a line that holds a day, and perhaps a time and a label, and nothing else.
pub(super) fn only_day(tokens: &[Token], range: Range<usize>) -> Option<Day> {
    let day = days::find(tokens, range.clone()).into_iter().next()?;
    let beside = without_rubric(tokens, range, &day);
    let stands_alone = beside.filter(|index| !day.tokens.contains(index)).all(|index| {
        let token = &tokens[index];
        let lower = token.lower.as_str();
        !token.is_word() || TIME.is_weekday(lower) || is_present(lower) || is_label(lower)
    });
    stands_alone.then_some(day)
}

/// Whether nothing but a day's own words stand in a line that holds one: labels, days of the week, months, also in
/// short.
pub(super) fn is_stamp(tokens: &[Token]) -> bool {
    const WEEKDAYS: &[&str] = &[
        "пн", "вт", "ср", "чт", "пт", "сб", "вс", "дс", "сс", "бс", "жм", "сн", "жк", "mon", "tue", "wed",
        "thu", "fri", "sat", "sun",
    ];
    let is_known = |token: &&Token| {
        let word = token.lower.as_str();
        WEEKDAYS.contains(&word) || TIME.is_weekday(word) || is_label(word) || values::is_month(word)
    };
    let unknown = tokens.iter().filter(|token| token.is_word() && !is_known(token)).count();
    // «Опубликовано admin Сб, 09/11/2024»
    unknown <= usize::from(says_published(tokens))
}

/// A line without the rubric that stands before its day: «Қоғам • 5 Мамыр, 2021».
fn without_rubric(tokens: &[Token], line: Range<usize>, day: &Day) -> Range<usize> {
    /// How many words a rubric has.
    const WORDS: usize = 2;
    let before = line.start..day.tokens.start;
    let is_rubric = before.len() >= 2
        && before.len() <= WORDS + 1
        && ["•", "|", "·"].iter().any(|sign| tokens[before.end - 1].is_sign(sign))
        && tokens[before.start..before.end - 1].iter().all(Token::is_word)
        && !EVENTS.heads.are_in(tokens, before.clone());
    if is_rubric { day.tokens.start..line.end } else { line }
}

/// Whether a line tells the time of day beside its day.
pub(super) fn has_time(tokens: &[Token]) -> bool {
    tokens.windows(3).any(is_time)
}

/// `11:56`
fn is_time(tokens: &[Token]) -> bool {
    let [hour, colon, minute, ..] = tokens else { return false };
    let below = |token: &Token, limit: u8| {
        token.kind == TokenKind::Number && token.lower.parse::<u8>().is_ok_and(|number| number < limit)
    };
    below(hour, 24) && colon.is_sign(":") && below(minute, 60) && minute.lower.len() == 2
}

/// What is stamped on the front of a heading: the token behind a day, a time and a dash. «2013-05-14 10:20 - Форум …».
/// A day alone may be that of the event.
pub(super) fn stamp_end(tokens: &[Token], range: Range<usize>) -> Option<usize> {
    /// A day in digits has five tokens.
    const DAY: usize = 5;
    let end = range.end;
    let day = days::find(tokens, range.start..(range.start + DAY).min(end)).into_iter().next()?;
    let time = day.tokens.end + usize::from(tokens[..end].get(day.tokens.end)?.is_sign(","));
    if !day.is_numeric || day.tokens.start != range.start || !is_time(tokens.get(time..end)?) {
        return None;
    }
    let mut at = time + 3;
    while tokens[..end].get(at).is_some_and(|token| token.kind == TokenKind::Punctuation) {
        at += 1;
    }
    (at < end).then_some(at)
}

/// Whether the day in a line near the heading of a page is the one on which its article was published; `piece` is
/// the part of the line that holds the day, as the markup parts it.
///
/// «Ближайшее событие: 20 июня 2023» is a day of something else, and a banner shows the present one.
pub(super) fn is_publication(line: &str, piece: &str) -> bool {
    let line = Text::new(line);
    !is_banner(&line.tokens) && !has_other_label(&line.tokens) && stands_apart(&Text::new(piece).tokens)
}

/// Whether a label right before the day says that it is something else's.
fn has_other_label(tokens: &[Token]) -> bool {
    let Some(day) = days::find(tokens, 0..tokens.len()).into_iter().next() else { return false };
    let before = &tokens[..day.tokens.start];
    match before {
        [.., label, colon] if colon.is_sign(":") => label.is_word() && !is_label(&label.lower),
        _ => false,
    }
}

/// Whether nothing but labels stands beside the day, up to the next sign that parts it from other words.
fn stands_apart(tokens: &[Token]) -> bool {
    // A day that only the readers of pages know («24 нояб 2021») is in a form that no sentence has.
    let Some(day) = days::find(tokens, 0..tokens.len()).into_iter().next() else { return true };
    let parts = |token: &Token| {
        token.kind == TokenKind::Quote
            || matches!(token.lower.as_str(), "," | "|" | "•" | "·" | "/" | "(" | ")" | "–" | "—" | "-")
    };
    let are_labels = |token: &Token| !token.is_word() || is_label(&token.lower);
    let before = tokens[..day.tokens.start].iter().rev().take_while(|token| !parts(token));
    let behind = tokens[day.tokens.end..].iter().take_while(|token| !parts(token));
    before.chain(behind).all(are_labels)
}
