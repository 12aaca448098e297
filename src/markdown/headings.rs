//! Gives headings their levels and ids.
//!
//! Ids depend on all headings of a text, so they are known only when the last one has been read.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Heading;

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
}

impl HeadingReader {
    /// Takes the next event, which stands at this offset.
    pub(super) fn read(&mut self, event: &Event<'_>, offset: usize) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.found.push((offset, *level as u8, String::new()));
                self.inside = true;
            }
            Event::End(TagEnd::Heading(_)) => self.inside = false,
            _ if !self.inside => {}
            Event::Text(text) | Event::Code(text) => self.push(text),
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            _ => {}
        }
    }

    /// The headings, in the order of the text.
    pub(super) fn finish(self) -> Vec<Heading> {
        let levels = outline_levels(self.found.iter().map(|(_, level, _)| *level));
        let ids = unique_ids(self.found.iter().map(|(_, _, text)| text.as_str()));
        let parts = self.found.into_iter().zip(levels).zip(ids);
        parts
            .map(|(((start, _, text), level), id)| Heading { start, level, id, text: text.trim().to_owned() })
            .collect()
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
    // Plain Latin and Cyrillic letters are in form C already, and so are their small forms.
    let mut id = if text.chars().all(is_plain) {
        id_of_letters(text.chars().map(plain_lower), is_plain_word)
    } else {
        id_of_letters(text.nfc().flat_map(char::to_lowercase).nfc(), char::is_alphanumeric)
    };
    id.truncate(id.trim_end_matches('-').len());
    if id.is_empty() { NO_LETTERS.to_owned() } else { id }
}

const fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\x7f' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '«' | '»' | '–' | '—')
}

/// The small form of a plain letter. The tables of all alphabets take ten times as long to search.
const fn plain_lower(c: char) -> char {
    let number = c as u32;
    let lower = match c {
        'A'..='Z' | 'А'..='Я' => number + 0x20,
        'Ѐ'..='Џ' => number + 0x50,
        '\u{460}'..='\u{481}' | '\u{48a}'..='\u{4bf}' | '\u{4d0}'..='\u{52f}' => number | 1,
        '\u{4c0}' => 0x4cf,
        '\u{4c1}'..='\u{4ce}' => number + number % 2,
        _ => number,
    };
    match char::from_u32(lower) {
        Some(lower) => lower,
        None => c,
    }
}

/// Whether a plain letter belongs to a word.
fn is_plain_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}')
}

fn id_of_letters(letters: impl Iterator<Item = char>, is_word: impl Fn(char) -> bool) -> String {
    let mut id = String::new();
    let mut length = 0;
    let mut hyphen = true;
    for c in letters {
        if length == MAX_ID {
            break;
        }
        if is_word(c) || (!hyphen && !c.is_ascii() && is_combining_mark(c)) {
            id.push(c);
            length += 1;
            hyphen = false;
        } else if !hyphen {
            id.push('-');
            length += 1;
            hyphen = true;
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_have_the_ids_that_all_letters_have() {
        for c in (0..=0x52f).filter_map(char::from_u32).chain(['«', '»', '–', '—']).filter(|&c| is_plain(c))
        {
            let text = format!("а{c}б");
            let long: String = text.nfc().flat_map(char::to_lowercase).nfc().collect();
            assert_eq!(text.chars().map(plain_lower).collect::<String>(), long, "{c:?}");
            assert_eq!(is_plain_word(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
