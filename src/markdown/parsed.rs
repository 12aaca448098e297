//! Keeps what the parser read, so that a text is parsed once, however often it is shown.
//!
//! The events stand on a tape: a byte for each, and behind it where its words are. Most words stand in the
//! body as they are; what is written otherwise there (entities, targets of links) is kept beside the tape.
//! Both together take about a tenth of the body's length.

use std::borrow::Cow;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::{parser, target_of, with_line_feeds};

/// A body whose Markdown has been parsed. It means something together with that body alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    tape: Box<[u8]>,
    words: Box<str>,
}

/// What stands on the tape: kinds of events and of the tags that begin something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
enum Mark {
    // With words.
    Text,
    Code,
    Html,
    InlineHtml,
    FootnoteReference,
    FootnoteDefinition,
    // With numbers.
    Heading,
    OrderedList,
    Table,
    // With words of their own, of a target and of a title.
    Link,
    Image,
    // Nothing but themselves.
    End,
    SoftBreak,
    HardBreak,
    Rule,
    TaskDone,
    TaskOpen,
    Paragraph,
    BlockQuote,
    CodeBlock,
    HtmlBlock,
    List,
    Item,
    TableHead,
    TableRow,
    TableCell,
    Emphasis,
    Strong,
    Strikethrough,
    /// What comes with extensions that are off.
    Other,
}

impl Mark {
    /// All of them, each at its own number.
    const ALL: [Self; 30] = [
        Self::Text,
        Self::Code,
        Self::Html,
        Self::InlineHtml,
        Self::FootnoteReference,
        Self::FootnoteDefinition,
        Self::Heading,
        Self::OrderedList,
        Self::Table,
        Self::Link,
        Self::Image,
        Self::End,
        Self::SoftBreak,
        Self::HardBreak,
        Self::Rule,
        Self::TaskDone,
        Self::TaskOpen,
        Self::Paragraph,
        Self::BlockQuote,
        Self::CodeBlock,
        Self::HtmlBlock,
        Self::List,
        Self::Item,
        Self::TableHead,
        Self::TableRow,
        Self::TableCell,
        Self::Emphasis,
        Self::Strong,
        Self::Strikethrough,
        Self::Other,
    ];
}

/// Added to a mark whose words are kept beside the tape.
const ASIDE: u8 = 0x80;

const LEVELS: [HeadingLevel; 6] = [
    HeadingLevel::H1,
    HeadingLevel::H2,
    HeadingLevel::H3,
    HeadingLevel::H4,
    HeadingLevel::H5,
    HeadingLevel::H6,
];

const ALIGNMENTS: [Alignment; 4] = [Alignment::None, Alignment::Left, Alignment::Center, Alignment::Right];

impl Parsed {
    /// Parses a body for the sake of its events alone.
    pub(super) fn of(body: &str) -> Self {
        let mut recorder = Recorder::new(body);
        for (event, range) in parser(body).into_offset_iter() {
            recorder.read(&event, range.start);
        }
        recorder.finish()
    }

    /// The events of the body, each with the place of the heading that it begins; for other events that place
    /// says nothing. `body` is the one that was parsed, with its line feeds.
    pub(super) fn events<'a>(&'a self, body: &'a str) -> Events<'a> {
        Events { body, tape: &self.tape, words: &self.words, at: 0, open: Vec::new() }
    }
}

/// Writes the tape of a body from its events, while others read them too.
pub(super) struct Recorder<'b> {
    body: &'b str,
    tape: Vec<u8>,
    words: String,
    /// Where the last words ended in the body.
    at: usize,
    /// Text of the body that is not on the tape yet, since more may follow at once.
    text: Option<(usize, usize)>,
}

impl<'b> Recorder<'b> {
    pub(super) fn new(body: &'b str) -> Self {
        // What most bodies need, so that the tape rarely grows.
        Self { body, tape: Vec::with_capacity(body.len() / 12), words: String::new(), at: 0, text: None }
    }

    /// Takes the next event, which stands at this offset.
    pub(super) fn read(&mut self, event: &Event<'_>, offset: usize) {
        if let Event::Text(text) = event
            && let Some((start, end)) = self.place(text)
        {
            self.text = match self.text {
                Some((before, until)) if until == start => Some((before, end)),
                _ => {
                    self.write_text();
                    Some((start, end))
                }
            };
            return;
        }
        self.write_text();
        match event {
            Event::Start(tag) => self.start(tag, offset),
            Event::End(_) => self.mark(Mark::End),
            // Mathematics is an extension that is off; should it come on, its text is not lost.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.mark_words(Mark::Text, text);
            }
            Event::Code(text) => self.mark_words(Mark::Code, text),
            Event::Html(html) => self.mark_words(Mark::Html, html),
            Event::InlineHtml(html) => self.mark_words(Mark::InlineHtml, html),
            Event::FootnoteReference(label) => self.mark_words(Mark::FootnoteReference, label),
            Event::SoftBreak => self.mark(Mark::SoftBreak),
            Event::HardBreak => self.mark(Mark::HardBreak),
            Event::Rule => self.mark(Mark::Rule),
            Event::TaskListMarker(done) => self.mark(if *done { Mark::TaskDone } else { Mark::TaskOpen }),
        }
    }

    /// What was read.
    pub(super) fn finish(mut self) -> Parsed {
        self.write_text();
        // Copied into blocks that fit: one that is only made smaller keeps its memory with most allocators.
        Parsed { tape: self.tape.as_slice().into(), words: self.words.as_str().into() }
    }

    fn start(&mut self, tag: &Tag<'_>, offset: usize) {
        match tag {
            Tag::Paragraph => self.mark(Mark::Paragraph),
            Tag::Heading { level, .. } => {
                self.mark(Mark::Heading);
                self.number(*level as usize - 1);
                self.number(offset);
            }
            Tag::BlockQuote(_) => self.mark(Mark::BlockQuote),
            Tag::CodeBlock(_) => self.mark(Mark::CodeBlock),
            Tag::HtmlBlock => self.mark(Mark::HtmlBlock),
            Tag::List(None) => self.mark(Mark::List),
            Tag::List(Some(first)) => {
                self.mark(Mark::OrderedList);
                self.number(usize::try_from(*first).unwrap_or(usize::MAX));
            }
            Tag::Item => self.mark(Mark::Item),
            Tag::FootnoteDefinition(label) => self.mark_words(Mark::FootnoteDefinition, label),
            Tag::Table(alignments) => {
                self.mark(Mark::Table);
                self.number(alignments.len());
                for alignment in alignments {
                    self.number(*alignment as usize);
                }
            }
            Tag::TableHead => self.mark(Mark::TableHead),
            Tag::TableRow => self.mark(Mark::TableRow),
            Tag::TableCell => self.mark(Mark::TableCell),
            Tag::Emphasis => self.mark(Mark::Emphasis),
            Tag::Strong => self.mark(Mark::Strong),
            Tag::Strikethrough => self.mark(Mark::Strikethrough),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.mark_target(Mark::Link, &target_of(*link_type, dest_url), title);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.mark_target(Mark::Image, &target_of(*link_type, dest_url), title);
            }
            Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => self.mark(Mark::Other),
        }
    }

    /// Where words stand in the body behind the last ones, if they are a part of it.
    fn place(&self, words: &CowStr<'_>) -> Option<(usize, usize)> {
        let CowStr::Borrowed(words) = words else { return None };
        let start = words.as_ptr().addr().checked_sub(self.body.as_ptr().addr())?;
        let behind = self.text.map_or(self.at, |(_, end)| end);
        let end = start.checked_add(words.len())?;
        (behind <= start && end <= self.body.len()).then_some((start, end))
    }

    fn mark(&mut self, mark: Mark) {
        self.tape.push(mark as u8);
    }

    fn mark_words(&mut self, mark: Mark, words: &CowStr<'_>) {
        match self.place(words) {
            Some((start, end)) => self.mark_place(mark, start, end),
            None => {
                self.tape.push(mark as u8 | ASIDE);
                self.number(words.len());
                self.words.push_str(words);
            }
        }
    }

    fn mark_place(&mut self, mark: Mark, start: usize, end: usize) {
        self.mark(mark);
        self.number(start - self.at);
        self.number(end - start);
        self.at = end;
    }

    fn mark_target(&mut self, mark: Mark, target: &str, title: &str) {
        self.mark(mark);
        for words in [target, title] {
            self.number(words.len());
            self.words.push_str(words);
        }
    }

    fn write_text(&mut self) {
        if let Some((start, end)) = self.text.take() {
            self.mark_place(Mark::Text, start, end);
        }
    }

    /// Writes a number, seven bits in each byte, the lowest first; the highest bit says that more follow.
    #[expect(clippy::cast_possible_truncation, reason = "seven bits are what is meant")]
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.tape.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.tape.push(number as u8);
    }
}

/// The events of a body that was parsed before.
pub(super) struct Events<'a> {
    body: &'a str,
    tape: &'a [u8],
    words: &'a str,
    at: usize,
    /// How what is open will end.
    open: Vec<TagEnd>,
}

impl<'a> Events<'a> {
    fn number(&mut self) -> usize {
        let mut number = 0;
        let mut shift = 0;
        while let Some((&byte, rest)) = self.tape.split_first() {
            self.tape = rest;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift >= usize::BITS {
                break;
            }
        }
        number
    }

    fn aside(&mut self) -> CowStr<'a> {
        let length = self.number();
        let (words, rest) = self.words.split_at_checked(length).unwrap_or((self.words, ""));
        self.words = rest;
        CowStr::Borrowed(words)
    }

    fn words(&mut self, is_aside: bool) -> CowStr<'a> {
        if is_aside {
            return self.aside();
        }
        let start = self.at + self.number();
        self.at = start + self.number();
        CowStr::Borrowed(self.body.get(start..self.at).unwrap_or_default())
    }

    fn start(&mut self, tag: Tag<'a>) -> Event<'a> {
        self.open.push(tag.to_end());
        Event::Start(tag)
    }

    fn event(&mut self, mark: Mark, is_aside: bool) -> Option<(Event<'a>, usize)> {
        let event = match mark {
            Mark::Text => Event::Text(self.words(is_aside)),
            Mark::Code => Event::Code(self.words(is_aside)),
            Mark::Html => Event::Html(self.words(is_aside)),
            Mark::InlineHtml => Event::InlineHtml(self.words(is_aside)),
            Mark::FootnoteReference => Event::FootnoteReference(self.words(is_aside)),
            Mark::FootnoteDefinition => {
                let label = self.words(is_aside);
                self.start(Tag::FootnoteDefinition(label))
            }
            Mark::Heading => {
                let level = *LEVELS.get(self.number())?;
                let offset = self.number();
                let heading = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
                return Some((self.start(heading), offset));
            }
            Mark::OrderedList => {
                let first = self.number();
                self.start(Tag::List(Some(first as u64)))
            }
            Mark::Table => {
                let columns = self.number();
                let alignments = (0..columns).map(|_| ALIGNMENTS.get(self.number()).copied());
                let alignments = alignments.collect::<Option<_>>()?;
                self.start(Tag::Table(alignments))
            }
            Mark::Link | Mark::Image => {
                let (link_type, id) = (LinkType::Inline, CowStr::Borrowed(""));
                let (dest_url, title) = (self.aside(), self.aside());
                self.start(if mark == Mark::Link {
                    Tag::Link { link_type, dest_url, title, id }
                } else {
                    Tag::Image { link_type, dest_url, title, id }
                })
            }
            Mark::End => Event::End(self.open.pop()?),
            Mark::SoftBreak => Event::SoftBreak,
            Mark::HardBreak => Event::HardBreak,
            Mark::Rule => Event::Rule,
            Mark::TaskDone => Event::TaskListMarker(true),
            Mark::TaskOpen => Event::TaskListMarker(false),
            Mark::Paragraph => self.start(Tag::Paragraph),
            Mark::BlockQuote => self.start(Tag::BlockQuote(None)),
            Mark::CodeBlock => self.start(Tag::CodeBlock(CodeBlockKind::Indented)),
            Mark::HtmlBlock => self.start(Tag::HtmlBlock),
            Mark::List => self.start(Tag::List(None)),
            Mark::Item => self.start(Tag::Item),
            Mark::TableHead => self.start(Tag::TableHead),
            Mark::TableRow => self.start(Tag::TableRow),
            Mark::TableCell => self.start(Tag::TableCell),
            Mark::Emphasis => self.start(Tag::Emphasis),
            Mark::Strong => self.start(Tag::Strong),
            Mark::Strikethrough => self.start(Tag::Strikethrough),
            Mark::Other => self.start(Tag::Superscript),
        };
        Some((event, 0))
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = (Event<'a>, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let (&byte, rest) = self.tape.split_first()?;
        self.tape = rest;
        self.event(*Mark::ALL.get(usize::from(byte & !ASIDE))?, byte & ASIDE != 0)
    }
}

/// Parses a body on its own, with its line feeds.
pub(super) fn parse(body: &str) -> (Cow<'_, str>, Parsed) {
    let body = with_line_feeds(body);
    let parsed = Parsed::of(&body);
    (body, parsed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is kept of the parser's events: texts that follow each other at once are one, and what a link is
    /// written like, the name of a block's language and the kind of a quotation are nothing to us.
    fn kept(body: &str) -> Vec<(Event<'_>, usize)> {
        let mut all: Vec<(Event<'_>, usize)> = Vec::new();
        let none = || CowStr::Borrowed("");
        for (event, range) in parser(body).into_offset_iter() {
            let mut place = 0;
            let event = match event {
                Event::Text(text) => {
                    if let Some((Event::Text(before), _)) = all.last_mut() {
                        *before = format!("{before}{text}").into();
                        continue;
                    }
                    Event::Text(text)
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    place = range.start;
                    Event::Start(Tag::Heading { level, id: None, classes: vec![], attrs: vec![] })
                }
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    let dest_url = target_of(link_type, &dest_url);
                    Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id: none() })
                }
                Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                    let dest_url = target_of(link_type, &dest_url);
                    Event::Start(Tag::Image { link_type: LinkType::Inline, dest_url, title, id: none() })
                }
                Event::Start(Tag::CodeBlock(_)) => Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)),
                event => event,
            };
            all.push((event, place));
        }
        all
    }

    /// Neighbouring texts as one: an entity stands beside the tape, the letters around it do not.
    fn joined(events: Events<'_>) -> Vec<(Event<'_>, usize)> {
        let mut all: Vec<(Event<'_>, usize)> = Vec::new();
        for (event, place) in events {
            match (all.last_mut(), &event) {
                (Some((Event::Text(before), _)), Event::Text(text)) => {
                    *before = format!("{before}{text}").into();
                }
                _ => all.push((event, place)),
            }
        }
        all
    }

    fn holds(body: &str) {
        let (body, parsed) = parse(body);
        assert_eq!(joined(parsed.events(&body)), kept(&body), "{body}");
    }

    #[test]
    fn every_kind_of_event_comes_back_as_it_was() {
        let body = "# One *two*\r\n\rA [link](/a \"title\") and <mailto@example.org>, ![a *picture*](b.png)  \nnext\n\
                    line `code` ~~gone~~ **bold** &amp; &#1178; \\* <b>raw</b>[^n] [^N]\n\n> quoted\n\n---\n\n\
                    7. seven\n8. eight\n   - [x] done\n   - [ ] open\n\n```rust\nlet code;\n```\n\n    indented\n\n\
                    <div>\nblock\n</div>\n\n| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | `3` | 4 |\n\n\
                    Setext\n===\n\n[^n]: a note\n    with more\n\n[ref]: https://example.org 'there'\n\n[ref] [Ref][]\n";
        holds(body);
        let (body, parsed) = parse(body);
        let marks: std::collections::BTreeSet<_> = parsed
            .events(&body)
            .map(|(event, _)| format!("{event:?}").split(['(', '{']).take(2).collect::<String>())
            .collect();
        // End, texts, breaks, rule, tasks, notes, and what begins with Start.
        assert!(marks.len() >= 24, "{marks:?}");
    }

    #[test]
    fn a_list_may_begin_with_any_number() {
        holds("999999999. one\n");
        holds("0. one\n");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was(
            body in "([ \\n\\r\\t]|[-#>*_`~=|:!\\[\\]()<&;\\\\]|\\[\\^1\\]|\\n\\[\\^1\\]: |\\n\\n|<b>|</b>|&lt;|қ|[a-z]{1,3}|1\\. |https://a\\.example ){0,60}"
        ) {
            holds(&body);
        }
    }
}
