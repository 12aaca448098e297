//! XML 1.0: its elements, and what of a text it can hold. The library escapes what has a meaning; this takes out
//! what XML cannot hold at all.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A text without the characters that no XML document may hold, not even escaped: `U+FFFD` stands for each.
///
/// Source: XML 1.0, production 2 (`Char`). A carriage return would be read back as a line feed, so it is one.
#[must_use]
pub fn text(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_control = |byte: u8| byte < b' ' && byte != b'\t' && byte != b'\n';
    // U+FFFE and U+FFFF; a text in Rust has no surrogates.
    let is_none = |at: usize| matches!(bytes[at..], [0xef, 0xbf, 0xbe | 0xbf, ..]);
    // Without an end before the last byte, so that many bytes are compared at a time.
    let has_control = bytes.iter().fold(false, |found, &byte| found | is_control(byte));
    if !has_control && !memchr::memchr_iter(0xef, bytes).any(is_none) {
        return Cow::Borrowed(text);
    }
    let allowed = |letter| if is_allowed(letter) { letter } else { char::REPLACEMENT_CHARACTER };
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").chars().map(allowed).collect())
}

/// Writes elements one after another. Texts and attributes may hold anything.
pub struct Elements<'a> {
    writer: Writer<&'a mut Vec<u8>>,
}

/// Names and values. The names are the program's own.
type Attributes<'a> = [(&'a str, &'a str)];

impl<'a> Elements<'a> {
    /// Begins a document.
    pub fn document(out: &'a mut Vec<u8>) -> Self {
        let mut elements = Self::part(out);
        elements.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        elements.written(b"\n");
        elements
    }

    /// Begins a piece of a document.
    pub fn part(out: &'a mut Vec<u8>) -> Self {
        Self { writer: Writer::new(out) }
    }

    /// Begins an element that has others.
    pub fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.write(Event::Start(tag(name, attributes)));
    }

    /// Ends the element that was opened last.
    pub fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Writes an element that has nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.write(Event::Empty(tag(name, attributes)));
    }

    /// Writes an element that holds a text.
    pub fn text(&mut self, name: &str, attributes: &Attributes<'_>, value: &str) {
        self.open(name, attributes);
        self.write(Event::Text(BytesText::new(&text(value))));
        self.close(name);
    }

    /// Takes over what another writer of elements has written.
    pub fn written(&mut self, elements: &[u8]) {
        self.writer.get_mut().extend_from_slice(elements);
    }

    fn write(&mut self, event: Event<'_>) {
        // Only what is written to could fail, and a buffer does not.
        let _ = self.writer.write_event(event);
    }
}

fn tag<'a>(name: &'a str, attributes: &Attributes<'_>) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for &(name, value) in attributes {
        tag.push_attribute((name, &*text(value)));
    }
    tag
}

fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::HOSTILE;

    #[test]
    fn what_xml_can_hold_stays_and_the_rest_is_replaced() {
        assert_eq!(text("a\tb\nҚ ]]> \u{85}\u{feff}😀"), "a\tb\nҚ ]]> \u{85}\u{feff}😀");
        assert_eq!(text("a\u{fffe}b\u{0}c\u{b}\r\nd\re"), "a\u{fffd}b\u{fffd}c\u{fffd}\nd\ne");
    }

    proptest! {
        #[test]
        fn an_independent_parser_reads_back_what_was_written(hostile in HOSTILE) {
            let clean = text(&hostile);
            let mut document = String::from("<x>");
            for letter in clean.chars() {
                match letter {
                    '<' => document.push_str("&lt;"),
                    '>' => document.push_str("&gt;"),
                    '&' => document.push_str("&amp;"),
                    letter => document.push(letter),
                }
            }
            document.push_str("</x>");
            let parsed = roxmltree::Document::parse(&document).expect("well-formed");
            prop_assert_eq!(parsed.root_element().text().unwrap_or_default(), &*clean);
        }
    }
}
