//! Gives headings their levels and ids.
//!
//! Ids depend on all headings of a text, so they are known only when the last one has been read.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Heading;
use crate::language::letters;

/// The longest id, in characters: a heading may be a paragraph by mistake.
const MAX_ID: usize = 80;

/// The id of a heading without a letter or digit.
const NO_LETTERS: &str = "section";

/// Gathers the headings of a text from its events.
#[derive(Default)]
pub(super) struct HeadingReader {
    /// Offset, level as written, text.
    found: Vec<(usize, u8, String)>,
    inside: bool,
    /// Whether nothing has stood in the heading yet.
    is_empty: bool,
}

impl HeadingReader {
    /// Takes the next event, which stands at this offset.
    pub(super) fn read(&mut self, event: &Event<'_>, offset: usize) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.found.push((offset, *level as u8, String::new()));
                (self.inside, self.is_empty) = (true, true);
            }
            Event::End(TagEnd::Heading(_)) => {
                self.inside = false;
                // Marks without words, `## `, are no heading.
                if self.is_empty {
                    self.found.pop();
                }
            }
            _ if !self.inside => {}
            Event::Text(text) | Event::Code(text) => {
                self.is_empty = false;
                self.push(text);
            }
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            _ => self.is_empty = false,
        }
    }

    /// The headings, in the order of the text.
    pub(super) fn finish(self) -> Box<[Heading]> {
        let levels = outline_levels(self.found.iter().map(|(_, level, _)| *level));
        let ids = unique_ids(self.found.iter().map(|(_, _, text)| text.as_str()));
        let parts = self.found.iter().zip(levels).zip(ids);
        parts.map(|(((start, ..), level), id)| Heading { start: *start, level, id: id.into() }).collect()
    }

    fn push(&mut self, text: &str) {
        if let Some((_, _, heading)) = self.found.last_mut() {
            heading.push_str(text);
        }
    }
}

/// How deep each heading lies under the others: a text that begins with `##`, or goes from `#` to
/// `###`, has an outline without gaps all the same.
fn outline_levels(written: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut open: Vec<u8> = Vec::new();
    written
        .map(|level| {
            while open.last().is_some_and(|&above| above >= level) {
                open.pop();
            }
            open.push(level);
            u8::try_from(open.len()).unwrap_or(u8::MAX)
        })
        .collect()
}

/// The first heading of a name has the name as its id, the next ones a number that makes no other
/// heading's id.
fn unique_ids<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let names: Vec<String> = texts.map(id_of).collect();
    let own: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    if own.len() == names.len() {
        return names;
    }
    let mut uses: BTreeMap<&str, u32> = BTreeMap::new();
    let mut given: BTreeSet<String> = BTreeSet::new();
    names
        .iter()
        .map(|name| {
            let number = uses.entry(name).or_insert(0);
            loop {
                *number += 1;
                if *number == 1 {
                    return name.clone();
                }
                let id = format!("{name}-{number}");
                if !own.contains(id.as_str()) && given.insert(id.clone()) {
                    return id;
                }
            }
        })
        .collect()
}

/// A heading's text as an id: letters and digits of any alphabet in lower case, hyphens between.
fn id_of(text: &str) -> String {
    let mut id =
        id_of_plain(text).unwrap_or_else(|| id_of_letters(text.nfc().flat_map(char::to_lowercase).nfc()));
    id.truncate(id.trim_end_matches('-').len());
    if id.is_empty() { NO_LETTERS.to_owned() } else { id }
}

/// The id of a text whose letters are all plain.
fn id_of_plain(text: &str) -> Option<String> {
    let mut id = Id::new(text.len());
    for c in text.chars() {
        match c {
            // Dashes are frequent, and are no part of a word.
            '–' | '—' => id.push(c, false),
            c => {
                let known = letters::plain(c)?;
                id.push(known.lower, known.is_alphanumeric);
            }
        }
    }
    Some(id.text)
}

/// The id of any letters: small ones, composed.
fn id_of_letters(letters: impl Iterator<Item = char>) -> String {
    let mut id = Id::new(MAX_ID);
    for c in letters {
        id.push(c, c.is_alphanumeric() || (!id.is_parted && !c.is_ascii() && is_combining_mark(c)));
    }
    id.text
}

/// An id that is being written.
struct Id {
    text: String,
    /// In characters.
    length: usize,
    /// Whether the next letter begins a word.
    is_parted: bool,
}

impl Id {
    /// `room` is about how long it will be, in bytes.
    fn new(room: usize) -> Self {
        Self { text: String::with_capacity(room.min(2 * MAX_ID)), length: 0, is_parted: true }
    }

    /// Appends a letter of a word, or parts two words.
    fn push(&mut self, c: char, is_of_word: bool) {
        if self.length == MAX_ID || (!is_of_word && self.is_parted) {
            return;
        }
        self.text.push(if is_of_word { c } else { '-' });
        self.length += 1;
        self.is_parted = !is_of_word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_have_the_ids_that_all_letters_have() {
        let mut known = 0;
        for c in (0..=0x52f).filter_map(char::from_u32).chain(['–', '—']) {
            let text = format!("а{c}б");
            let long = id_of_letters(text.nfc().flat_map(char::to_lowercase).nfc());
            if let Some(short) = id_of_plain(&text) {
                assert_eq!(short, long, "{c:?}");
                known += 1;
            }
        }
        assert!(known > 400, "{known}");
        let long = "слово ".repeat(40);
        assert_eq!(id_of_plain(&long), Some(id_of_letters(long.chars())));
    }
}
