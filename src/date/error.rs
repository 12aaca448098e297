//! Why a text is not a date.

use std::fmt;

use super::hint;

/// A text that is not a date, and what was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    kind: DateErrorKind,
    text: String,
    hint: Option<String>,
}

/// What is the matter with a text that is not a date; the text is the part of it that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateErrorKind {
    /// It is not written as a date is.
    Unreadable(String),
    /// Its year is not between 1000 and 2999.
    YearOutOfRange(String),
    /// Its month is not between 1 and 12.
    NoSuchMonth(String),
    /// Its month does not have that day.
    NoSuchDay(String),
    /// The interval ends before it begins.
    Backwards,
    /// The interval is open at both ends.
    NoEnds,
    /// The year is unknown at one end of the interval and known at the other.
    YearAtOneEnd,
}

impl DateError {
    pub(super) fn new(kind: DateErrorKind, text: &str) -> Self {
        let hint = hint::hint(&kind, text);
        Self { kind, text: text.to_owned(), hint }
    }

    /// What is the matter.
    #[must_use]
    pub const fn kind(&self) -> &DateErrorKind {
        &self.kind
    }

    /// What to write instead.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        self.hint.clone()
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = &self.text;
        match &self.kind {
            DateErrorKind::Unreadable(_) => write!(formatter, "\"{whole}\" is not a date"),
            DateErrorKind::YearOutOfRange(part) => {
                write!(formatter, "the year of \"{part}\" is not between 1000 and 2999")
            }
            DateErrorKind::NoSuchMonth(part) => write!(formatter, "there is no month \"{part}\""),
            DateErrorKind::NoSuchDay(part) => write!(formatter, "there is no day \"{part}\""),
            DateErrorKind::Backwards => write!(formatter, "\"{whole}\" ends before it begins"),
            DateErrorKind::NoEnds => write!(formatter, "\"{whole}\" names no date"),
            DateErrorKind::YearAtOneEnd => {
                write!(formatter, "\"{whole}\" has a known year at one end only")
            }
        }
    }
}

impl std::error::Error for DateError {}
