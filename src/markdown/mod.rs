//! Reads Markdown: what a body links to, its headings, its words, its HTML.
//!
//! `CommonMark` with tables, footnotes, strikethrough and task lists. [`outline`] makes no HTML and is
//! for reading a document; [`to_html`] is for showing it. Content is untrusted: raw HTML is taken
//! apart and only what is harmless is made again, links may have the schemes of [`is_safe`] alone,
//! and no input takes stack or time out of proportion to its length.
//!
//! Where links lead is for the caller to say, and so are all words in the reader's language. A title
//! or a summary is not Markdown and does not come here.

mod clean;
mod escape;
mod headings;
mod html;
mod links;
mod notes;
mod parsed;
mod raw;
mod text;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use crate::diagnostics::Span;
use headings::HeadingReader;
use notes::NoteReader;
use parsed::Recorder;
use raw::{Piece, pieces};

pub use clean::{MOST_WORK, work};
pub use links::{composed, is_external, is_safe};
pub use notes::LoneFootnote;
pub use parsed::Parsed;
pub use text::{excerpt, plain_text};

/// What a body holds besides words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Every link and picture, also those in raw HTML, in the order of the text.
    pub links: Vec<Link>,
    /// The headings, in the order of the text.
    pub headings: Box<[Heading]>,
    /// Pictures that say nothing to those who do not see them.
    pub images_without_text: Vec<Span>,
    /// Footnotes that lack their note, or their mark in the text.
    pub lone_footnotes: Box<[LoneFootnote]>,
    /// Whether there is raw HTML, comments included.
    pub has_raw_html: bool,
}

/// A link or picture in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, with entities and escapes decoded: the same text that [`to_html`] has resolved.
    pub target: Box<str>,
    /// The whole link in the body's text; in raw HTML its start tag.
    pub span: Span,
    /// What it is.
    pub kind: LinkKind,
    /// The words of a picture, for those who do not see it; empty of a link.
    pub words: Box<str>,
}

/// What a target is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// A link that a reader may follow.
    Link,
    /// A picture that is shown.
    Image,
}

/// A heading in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Where it begins in the body, in bytes.
    pub start: usize,
    /// How deep it lies under other headings: 1 for those under none. No level is left out, however
    /// many `#` were written.
    pub level: u8,
    /// Its id, unique among the headings of the body: letters and digits of any alphabet in lower
    /// case, and hyphens.
    pub id: Box<str>,
}

/// How a body is written into a page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// What all ids begin with, for pages that show several texts; usually empty.
    pub prefix: &'a str,
    /// How many levels the page has above the body's headings: with 1 the topmost is `<h2>`.
    /// Levels stay between 2 and 6.
    pub heading_shift: u8,
    /// The name of a table that may be scrolled; the second one gets a number.
    pub table_label: &'a str,
    /// The name of the section with footnotes; empty for none.
    pub footnotes_label: &'a str,
    /// The name of a link from a footnote to its place in the text; the footnote's number follows.
    pub footnote_back_label: &'a str,
    /// The name of a task's checkbox when it is done.
    pub task_done_label: &'a str,
    /// The name of a task's checkbox when it is not done.
    pub task_open_label: &'a str,
    /// How wide pictures are on the page, for browsers to choose by: the value of `sizes`.
    pub picture_sizes: &'a str,
}

/// Where a link leads on the page that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To this address.
    Href(String),
    /// To this address, in another language than the page's.
    HrefIn {
        /// The address.
        href: String,
        /// The language's code.
        language: &'static str,
    },
    /// To a picture of the site.
    Picture(Picture),
    /// To where it says.
    Unchanged,
    /// Nowhere: its text stays, the link goes.
    Dropped,
}

/// A picture of which there are several widths, or whose size is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The address for browsers that do not choose.
    pub href: String,
    /// Addresses to choose from, each with the width of its picture in pixels; none where there is one alone.
    pub choices: Vec<(String, u32)>,
    /// The width of the widest, in pixels.
    pub width: u32,
    /// The height of the widest, in pixels.
    pub height: u32,
}

/// Reads what a body links to and its headings, without making HTML.
#[must_use]
pub fn outline(body: &str) -> Outline {
    read(body).0
}

/// Parses a body and reads its outline in the same go.
#[must_use]
pub fn read(body: &str) -> (Outline, Parsed) {
    let mut outline = Outline::default();
    let mut headings = HeadingReader::default();
    let mut notes = NoteReader::default();
    // How many pictures are open, since a picture's text may hold others, and the outermost one's text.
    let mut pictures = 0_usize;
    let mut words = String::new();
    let mut block = RawBlock::default();
    let body = with_line_feeds(body);
    let mut recorder = Recorder::new(&body);
    for (event, range) in parser(&body).into_offset_iter() {
        recorder.read(&event, range.start);
        headings.read(&event, range.start);
        notes.read(&event, &body, &range);
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) if pictures == 0 => {
                let target = target_of(link_type, &dest_url).into_string().into();
                let words = Box::default();
                outline.links.push(Link { target, span: range.into(), kind: LinkKind::Link, words });
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                if pictures == 0 {
                    let target = target_of(link_type, &dest_url).into_string().into();
                    let words = Box::default();
                    outline.links.push(Link { target, span: range.into(), kind: LinkKind::Image, words });
                }
                pictures += 1;
            }
            Event::End(TagEnd::Image) => {
                pictures = pictures.saturating_sub(1);
                if pictures == 0 {
                    let words = std::mem::take(&mut words);
                    if words.trim().is_empty() {
                        outline.images_without_text.push(range.into());
                    }
                    // Nothing comes between a picture's beginning and its end but its words.
                    if let Some(picture) = outline.links.last_mut() {
                        picture.words = words.into();
                    }
                }
            }
            Event::Text(text) | Event::Code(text) if pictures > 0 => {
                words.push_str(&text);
            }
            Event::InlineHtml(html) => {
                outline.has_raw_html = true;
                if pictures == 0 {
                    read_raw_links(&mut outline, &html, |at| range.start + at);
                }
            }
            Event::Start(Tag::HtmlBlock) => {
                outline.has_raw_html = true;
                block = RawBlock::default();
            }
            Event::Html(html) => block.push(&html, range.start),
            Event::End(TagEnd::HtmlBlock) => {
                read_raw_links(&mut outline, &block.html, |at| block.offset_in_body(at));
            }
            _ => {}
        }
    }
    outline.headings = headings.finish();
    outline.lone_footnotes = notes.finish();
    // Moved into a block that fits: one that is only made smaller keeps its memory with most allocators.
    let mut links = Vec::with_capacity(outline.links.len());
    links.append(&mut outline.links);
    outline.links = links;
    (outline, recorder.finish())
}

/// A start tag of an HTML page.
#[derive(Debug)]
pub struct StartTag<'a>(raw::RawTag<'a>);

impl StartTag<'_> {
    /// The element's name, in any case.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.name
    }

    /// The value of an attribute, with entities decoded and without space around it.
    #[must_use]
    pub fn value(&self, attribute: &str) -> Option<String> {
        self.0.target(attribute)
    }
}

/// The start tags of an HTML page, in its order, but for those in comments, scripts and styles.
pub fn start_tags(html: &str) -> impl Iterator<Item = StartTag<'_>> {
    pieces(html).filter_map(|piece| match piece {
        Piece::Start(tag) => Some(StartTag(tag)),
        Piece::Text(_) | Piece::End(_) => None,
    })
}

/// Writes a body as HTML.
///
/// `resolve` is asked for every link and picture that is safe and leads out of the text. What it
/// answers is checked by [`is_safe`] like everything else; it may be asked twice for one link.
/// `#fragment`s of the text itself stay.
///
/// Elements nested deeper than a hundred levels are left out, and their words stay. So are those of
/// raw HTML in a text that would take too long to clean.
#[must_use]
pub fn to_html(
    body: &str,
    options: &Options<'_>,
    resolve: &mut dyn FnMut(&str, LinkKind) -> Target,
) -> String {
    let (outline, parsed) = read(body);
    to_html_with(body, &parsed, &outline.headings, options, resolve)
}

/// Does the same as [`to_html`] for a body that has been [`read`].
#[must_use]
pub fn to_html_with(
    body: &str,
    parsed: &Parsed,
    headings: &[Heading],
    options: &Options<'_>,
    resolve: &mut dyn FnMut(&str, LinkKind) -> Target,
) -> String {
    html::write(&with_line_feeds(body), parsed, options, headings, resolve)
}

/// A parser with the extensions that content may use, and no others: each further one changes what
/// existing texts mean, and the rare ones are where the parser's faults are.
fn parser(body: &str) -> Parser<'_> {
    use pulldown_cmark::Options;
    Parser::new_ext(
        body,
        Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS,
    )
}

/// The same text, of the same length, with a line feed for each carriage return that stands alone:
/// the parser takes those for the end of some lines and not of others.
fn with_line_feeds(body: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', body.as_bytes()).is_none() {
        return Cow::Borrowed(body);
    }
    let alone = |(at, _): &(usize, &str)| !body[at + 1..].starts_with('\n');
    if !body.match_indices('\r').any(|found| alone(&found)) {
        return Cow::Borrowed(body);
    }
    let mut text = String::with_capacity(body.len());
    let mut copied = 0;
    for (at, _) in body.match_indices('\r').filter(alone) {
        text.push_str(&body[copied..at]);
        text.push('\n');
        copied = at + 1;
    }
    text.push_str(&body[copied..]);
    Cow::Owned(text)
}

/// A link's target; that of an address like `<name@example.org>` has no scheme yet.
fn target_of<'a>(link_type: LinkType, target: &CowStr<'a>) -> CowStr<'a> {
    match link_type {
        LinkType::Email => format!("mailto:{target}").into(),
        LinkType::Inline
        | LinkType::Reference
        | LinkType::ReferenceUnknown
        | LinkType::Collapsed
        | LinkType::CollapsedUnknown
        | LinkType::Shortcut
        | LinkType::ShortcutUnknown
        | LinkType::Autolink
        | LinkType::WikiLink { .. } => target.clone(),
    }
}

/// A block of raw HTML, whose lines come one by one, without the marks of quotes and lists around it.
#[derive(Default)]
struct RawBlock {
    html: String,
    /// Where each line begins here and in the body.
    lines: Vec<(usize, usize)>,
}

impl RawBlock {
    fn push(&mut self, line: &str, offset: usize) {
        self.lines.push((self.html.len(), offset));
        self.html.push_str(line);
    }

    fn offset_in_body(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.lines.get(line).map_or(at, |(start, offset)| offset + at - start)
    }
}

/// Adds the links and pictures of raw HTML; `offset` says where in the body a part of it stands.
fn read_raw_links(outline: &mut Outline, html: &str, offset: impl Fn(usize) -> usize) {
    for piece in pieces(html) {
        let Piece::Start(tag) = piece else { continue };
        let (kind, attribute) = if tag.is("a") {
            (LinkKind::Link, "href")
        } else if tag.is("img") {
            (LinkKind::Image, "src")
        } else {
            continue;
        };
        let span = Span::new(offset(tag.range.start), offset(tag.range.end - 1) + 1);
        if let Some(target) = tag.target(attribute) {
            let words =
                if kind == LinkKind::Image { tag.target("alt").unwrap_or_default() } else { String::new() };
            outline.links.push(Link { target: target.into(), span, kind, words: words.into() });
        }
        // An empty alt says that a picture is only decoration.
        if kind == LinkKind::Image && tag.attribute("alt").is_none() {
            outline.images_without_text.push(span);
        }
    }
}
