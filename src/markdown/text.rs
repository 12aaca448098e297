//! Reads the words of a body without their markup, for summaries, feeds and the search index.

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag, TagEnd};
use unicode_normalization::char::is_combining_mark;

use super::escape::is_forbidden;
use super::parsed::{Parsed, parse};
use super::raw::{Piece, Place, element_named, hides_content, pieces, push_decoded};
use super::with_line_feeds;

/// The words of a body: a line for each paragraph, heading, list item, row of a table and block of
/// code, and for each block of raw HTML, without footnotes and the texts of pictures.
#[must_use]
pub fn plain_text(body: &str) -> String {
    let (body, parsed) = parse(body);
    parsed.plain_text(&body)
}

/// The first words of a body's paragraphs and lists, in at most `max_chars` characters.
///
/// What is longer is cut where a sentence ends, if one does in the last third, else between two
/// words, and ends in "…".
#[must_use]
pub fn excerpt(body: &str, max_chars: usize) -> String {
    let (body, parsed) = parse(body);
    parsed.excerpt(&body, max_chars)
}

impl Parsed {
    /// The [`plain_text`] of the body that was parsed.
    #[must_use]
    pub fn plain_text(&self, body: &str) -> String {
        let mut text = String::with_capacity(body.len());
        let mut blocks = BlockReader::default();
        for (event, _) in self.events(&with_line_feeds(body)) {
            blocks.read(&event, |_, block| {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(block);
            });
        }
        text
    }

    /// The [`excerpt`] of the body that was parsed.
    #[must_use]
    pub fn excerpt(&self, body: &str, max_chars: usize) -> String {
        let mut text = String::new();
        let mut length = 0;
        let mut blocks = BlockReader::default();
        for (event, _) in self.events(&with_line_feeds(body)) {
            blocks.read(&event, |kind, block| {
                if kind != BlockKind::Prose {
                    return;
                }
                if !text.is_empty() {
                    text.push(' ');
                    length += 1;
                }
                text.push_str(block);
                length += block.chars().count();
            });
            if length > max_chars {
                return shorten(&text, max_chars);
            }
        }
        text
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum BlockKind {
    #[default]
    Prose,
    Heading,
    Code,
    Table,
}

/// Reads the blocks of a text that have words from its events.
#[derive(Default)]
struct BlockReader {
    block: String,
    kind: BlockKind,
    footnotes: usize,
    pictures: usize,
    /// Elements like `<svg>` hide what stands in them, at most to the block's end.
    hidden_by: Vec<&'static str>,
    /// A block of raw HTML, whose lines come one by one.
    raw: String,
}

/// How deep elements that hide their content are told apart: pages are written no deeper.
const DEEPEST: usize = 100;

impl BlockReader {
    /// Takes the next event; calls `visit` with a block that is whole now, white space made single.
    fn read(&mut self, event: &Event<'_>, mut visit: impl FnMut(BlockKind, &str)) {
        let next = match event {
            Event::Start(Tag::FootnoteDefinition(_)) => {
                self.footnotes += 1;
                Some(BlockKind::Prose)
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.footnotes = self.footnotes.saturating_sub(1);
                Some(BlockKind::Prose)
            }
            Event::Start(Tag::Image { .. }) => {
                self.pictures += 1;
                None
            }
            Event::End(TagEnd::Image) => {
                self.pictures = self.pictures.saturating_sub(1);
                None
            }
            Event::Start(Tag::Heading { .. }) => Some(BlockKind::Heading),
            Event::Start(Tag::CodeBlock(_)) => Some(BlockKind::Code),
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow)
            | Event::End(TagEnd::TableHead | TagEnd::TableRow) => Some(BlockKind::Table),
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::HtmlBlock)
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::CodeBlock
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Table,
            )
            | Event::Rule => Some(BlockKind::Prose),
            Event::InlineHtml(html) => {
                self.read_raw(html);
                None
            }
            Event::End(TagEnd::HtmlBlock) => {
                let html = std::mem::take(&mut self.raw);
                self.read_raw_block(&html, &mut visit);
                Some(BlockKind::Prose)
            }
            _ if self.footnotes > 0 || self.pictures > 0 || !self.hidden_by.is_empty() => None,
            Event::Html(html) => {
                self.raw.push_str(html);
                None
            }
            Event::Text(text) | Event::Code(text) => {
                push_words(&mut self.block, text);
                None
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => {
                push_words(&mut self.block, " ");
                None
            }
            _ => None,
        };
        if let Some(next) = next {
            self.next_block(next, visit);
            self.hidden_by.clear();
        }
    }

    /// Ends the block that was read, and begins another.
    fn next_block(&mut self, next: BlockKind, visit: impl FnOnce(BlockKind, &str)) {
        let words = self.block.trim();
        if !words.is_empty() {
            visit(self.kind, words);
        }
        self.block.clear();
        self.kind = next;
    }

    /// Takes the tags in a line of Markdown: its words come by themselves.
    fn read_raw(&mut self, html: &str) {
        for piece in pieces(html) {
            match piece {
                Piece::Start(tag) if tag.is("br") => self.block.push(' '),
                Piece::Start(tag) => self.hide(tag.name),
                Piece::End(name) => self.show(name),
                Piece::Text(_) => {}
            }
        }
    }

    /// Takes the words of a block of raw HTML, as they are shown on the page.
    fn read_raw_block(&mut self, html: &str, visit: &mut impl FnMut(BlockKind, &str)) {
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) if self.hidden_by.is_empty() => push_words(&mut self.block, &decoded(text)),
                Piece::Text(_) => {}
                Piece::Start(tag) => {
                    self.hide(tag.name);
                    if self.hidden_by.is_empty() {
                        self.part(tag.name, true, visit);
                    }
                }
                Piece::End(name) if self.hidden_by.is_empty() => self.part(name, false, visit),
                Piece::End(name) => self.show(name),
            }
        }
    }

    /// Parts words where an element of raw HTML begins or ends, if it parts them on the page.
    fn part(&mut self, name: &str, begins: bool, visit: &mut impl FnMut(BlockKind, &str)) {
        let Some(element) = element_named(name) else { return };
        let inside = match (element.name, element.place) {
            ("br" | "td" | "th", _) => return push_words(&mut self.block, " "),
            ("rp" | "rt" | "img" | "wbr", _) | (_, Place::Inline) => return,
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => BlockKind::Heading,
            ("pre", _) => BlockKind::Code,
            ("table" | "caption" | "thead" | "tbody" | "tfoot" | "tr", _) => BlockKind::Table,
            (_, Place::Void | Place::Lines | Place::Blocks | Place::PartOf(_)) => BlockKind::Prose,
        };
        let in_table = inside == BlockKind::Table && element.name != "table";
        self.next_block(if begins || in_table { inside } else { BlockKind::Prose }, visit);
    }

    fn hide(&mut self, name: &str) {
        if self.hidden_by.len() < DEEPEST
            && let Some(hiding) = hides_content(name)
        {
            self.hidden_by.push(hiding);
        }
    }

    fn show(&mut self, name: &str) {
        if let Some(from) = self.hidden_by.iter().rposition(|hiding| hiding.eq_ignore_ascii_case(name)) {
            self.hidden_by.truncate(from);
        }
    }
}

/// Text of raw HTML with its entities decoded.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    push_decoded(&mut decoded, text);
    Cow::Owned(decoded)
}

/// The bytes of plain Latin and Cyrillic letters. A letter of two bytes begins with 0xd0 to 0xd3; a byte from
/// 0x80 on stands only behind one.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0x21;
    while byte <= 0xd3 {
        table[byte] = matches!(byte, 0x21..=0x7e | 0x80..=0xbf | 0xd0..=0xd3);
        byte += 1;
    }
    table
};

/// Appends a text, each run of white space as one space.
fn push_words(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // Most words are plain, and are copied whole.
        let plain = rest.bytes().position(|byte| !PLAIN[usize::from(byte)]).unwrap_or(rest.len());
        if plain > 0 {
            out.push_str(&rest[..plain]);
            rest = &rest[plain..];
            continue;
        }
        if is_space(first) {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_forbidden(first) {
            out.push(first);
        }
        rest = &rest[first.len_utf8()..];
    }
}

/// Spaces at which a line may break; those that hold a number and its unit together stay.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')
}

/// Cuts a text that is longer than `max_chars`.
fn shorten(text: &str, max_chars: usize) -> String {
    // The room for "…", which after a whole sentence has a space before it.
    let Some(room) = max_chars.checked_sub(1) else { return String::new() };
    let chars: Vec<(usize, char)> = text.char_indices().take(max_chars + 1).collect();
    let before = |end: usize| &text[..chars[end].0];
    let sentence = (max_chars * 2 / 3..room).rev().find(|&end| is_sentence_end(&chars, end));
    if let Some(end) = sentence {
        return [before(end), " …"].concat();
    }
    let word = (1..=room).rev().find(|&end| is_space(chars[end].1));
    let end = word.unwrap_or_else(|| {
        let may_end = |end: usize| !joins(chars[end].1) && chars[end - 1].1 != '\u{200d}';
        (1..=room).rev().find(|&end| may_end(end)).unwrap_or(0)
    });
    let words = before(end).trim_end_matches(|c: char| is_space(c) || ",;:–—-(«“„.…".contains(c));
    [words, "…"].concat()
}

/// Whether the characters before `end` end a sentence and those from there on begin another.
///
/// An abbreviation ("ул.", "т.б.", "г.") is short, and no sentence ends in it.
fn is_sentence_end(chars: &[(usize, char)], end: usize) -> bool {
    let next_begins = chars.get(end).is_some_and(|&(_, c)| is_space(c))
        && chars
            .get(end + 1)
            .is_some_and(|&(_, c)| c.is_uppercase() || c.is_numeric() || "«“„\"—–".contains(c));
    if !next_begins {
        return false;
    }
    let before = chars[..end].iter().rev().map(|&(_, c)| c);
    let mut before = before.skip_while(|&c| "»”\")".contains(c)).peekable();
    if before.next_if(|&c| ".!?…".contains(c)).is_none() {
        return false;
    }
    before.take_while(|c| c.is_alphanumeric()).take(4).count() == 4
}

/// Whether a character belongs to the one before it.
fn joins(c: char) -> bool {
    is_combining_mark(c) || c == '\u{200d}' || matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}
