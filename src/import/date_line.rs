//! Lines that hold a day and nothing else: when an article was published, or when its page was saved.
//!
//! [`super::clean`] finds them among the lines of a text, [`super::webpage`] near the heading of a page.

use std::ops::Range;

use super::day::Day;
use super::days;
use super::text::{Text, Token, TokenKind};
use super::words::{PAGE, TIME};

/// Whether a word may stand beside the day on which an article was published: what a label says, a count of readers.
fn is_label(lower: &str) -> bool {
    TIME.is_year_word(lower)
        || matches!(
            lower,
            "date"
                | "дата"
                | "күні"
                | "жарияланды"
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
                | "on"
                | "at"
                | "pm"
                | "p"
                | "m"
                | "am"
                | "a"
                | "в"
                | "время"
                | "уақыты"
                | "location"
        )
        || PAGE.counter.iter().any(|known| known == lower)
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
    let stands_alone = range.filter(|index| !day.tokens.contains(index)).all(|index| {
        let token = &tokens[index];
        let lower = token.lower.as_str();
        !token.is_word() || TIME.is_weekday(lower) || is_present(lower) || is_label(lower)
    });
    stands_alone.then_some(day)
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
