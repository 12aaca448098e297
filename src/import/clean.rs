//! Which lines of an article are the article, and which are the page around it.

use super::facts::{Read, Removed};
use crate::date::Date;
use crate::diagnostics::Span;

/// What a line of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRole {
    /// Part of the article.
    Body,
    /// The article's title, or a repetition of it.
    Title,
    /// Set aside, for the reason in [`Cleaned::removed`].
    Removed,
}

/// A text's lines, sorted into those that count and those that do not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// What each line of [`Text::lines`](super::text::Text::lines) is.
    pub roles: Vec<LineRole>,
    /// What was set aside.
    pub removed: Vec<Removed>,
    /// Photographers and press services.
    pub credits: Vec<Read<String>>,
    /// The date in a date line.
    pub published: Option<Read<Date>>,
    /// The lines that remain as the body.
    pub body: Vec<Span>,
}

impl Cleaned {
    /// Whether a line counts: it is the title or a part of the body.
    #[must_use]
    pub fn counts(&self, line: usize) -> bool {
        self.roles.get(line).is_some_and(|role| *role != LineRole::Removed)
    }
}
