//! What stands below an article on its page: tags, how to reach the editors, what readers wrote, and the rest of the
//! page behind them.

use super::credits::label_of;
use super::{LONGEST_TITLE, Shape, Sorter};
use crate::import::words::PAGE;

/// The longest line that tells how to reach somebody, in characters.
const LONGEST_CONTACT: usize = 160;

/// How many digits a telephone number has at least.
const DIGITS_OF_TELEPHONE: usize = 5;

impl Sorter<'_> {
    /// Sets aside what readers wrote: all below its label, where more of the text stands above it.
    pub(super) fn set_aside_comments(&mut self) {
        let weight = |index: &usize| if self.is_prose(*index) { self.lines[*index].characters } else { 0 };
        let whole: usize = self.remaining().map(|index| weight(&index)).sum();
        let mut above = 0;
        let mut label = None;
        for index in 0..self.lines.len() {
            if self.is_label_of_comments(index) && above > 0 && above * 2 > whole {
                label = Some(index);
                break;
            }
            if self.reasons[index].is_none() {
                above += weight(&index);
            }
        }
        let below: Vec<usize> = label.into_iter().flat_map(|label| self.remaining_from(label)).collect();
        for index in below {
            self.set_aside(index, "comments");
        }
    }

    /// «Комментарии (3)», «Всего комментариев: 2».
    fn is_label_of_comments(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let is_word = |word: &&str| !word.starts_with(|letter: char| letter.is_ascii_digit());
        let words: Vec<&str> = line.key.split(' ').filter(is_word).collect();
        line.characters <= LONGEST_CONTACT
            && matches!(line.shape, Shape::Plain | Shape::Heading(_))
            && PAGE.comments.contains(&words.join(" "))
    }

    /// Sets aside the foot of the page: what tells by its own words that it is no part of the article, and below the
    /// text all behind the first of it.
    pub(super) fn set_aside_foot(&mut self) {
        let is_foot: Vec<Option<&'static str>> =
            (0..self.lines.len()).map(|index| self.line_of_foot(index)).collect();
        let is_text = |index: &usize| self.is_prose(*index) && is_foot[*index].is_none();
        let Some(last) = self.remaining().filter(is_text).last() else { return };
        let first = self.remaining().find(is_text).unwrap_or(last);
        for index in (0..first).chain(last + 1..self.lines.len()) {
            if let Some(reason) = is_foot[index] {
                self.set_aside(index, reason);
            }
        }
        let begins = (last + 1..self.lines.len()).find(|&index| {
            matches!(
                self.reasons[index],
                Some("share" | "comment-prompt" | "comments" | "read-also" | "tags" | "contact")
            )
        });
        // A heading of the text, a table, and what announces a list, go on with the article.
        let is_of_text = |index: &usize| {
            matches!(self.lines[*index].shape, Shape::Heading(_) | Shape::Row) || self.ends_in_colon(*index)
        };
        let behind: Vec<usize> = begins
            .into_iter()
            .flat_map(|begins| self.remaining_from(begins).take_while(|index| !is_of_text(index)))
            .collect();
        for index in behind {
            if !self.is_date_line(index) && !self.may_be_credit(index) {
                self.set_aside(index, "page-foot");
            }
        }
    }

    /// What a line is that stands around an article and has words of its own.
    fn line_of_foot(&self, index: usize) -> Option<&'static str> {
        let line = &self.lines[index];
        let raw = self.text.slice(line.span);
        if line.characters > LONGEST_CONTACT || line.shape == Shape::Row {
            return None;
        }
        let begins_with = |labels: &[String]| label_of(&line.key, labels).is_some();
        let is_hashtag = |word: &str| word.starts_with('#') && word.chars().any(char::is_alphabetic);
        let hashtags = raw.split_whitespace().filter(|word| is_hashtag(word)).count();
        let is_tagged = raw.contains(':') && line.characters <= LONGEST_TITLE && begins_with(&PAGE.tags);
        if is_tagged || (raw.starts_with('#') && hashtags > 0 && !self.ends_sentence(index)) {
            return Some("tags");
        }
        let digits = raw.chars().filter(char::is_ascii_digit).count();
        let is_reachable = digits >= DIGITS_OF_TELEPHONE || raw.contains('@');
        let is_contact = (begins_with(&PAGE.contact) && is_reachable)
            || (begins_with(&PAGE.editors) && (is_reachable || raw.contains(':')))
            || begins_with_postal_code(raw)
            || (raw.contains('©') && !self.is_photo_line(index, false))
            || PAGE.rights.iter().any(|rights| line.key.contains(rights.as_str()));
        is_contact.then_some("contact")
    }
}

/// «010000, г. Астана, …»
fn begins_with_postal_code(raw: &str) -> bool {
    const DIGITS: usize = 6;
    let digits = raw.bytes().take_while(u8::is_ascii_digit).count();
    digits == DIGITS && raw[digits..].starts_with(',')
}
