//! Reads raw HTML in content: which tags there are, and which of them may be written again.
//!
//! Nothing of raw HTML is passed through. It is taken apart here, and the writer makes the elements
//! of [`ELEMENTS`] anew, with the attributes of the list alone, so that what a browser reads is what
//! was looked at. The texts between tags stay, whatever becomes of the tags.

use std::borrow::Cow;
use std::ops::Range;

use super::escape::{push_attribute, push_text};

/// A part of raw HTML. Comments, declarations and processing instructions are no parts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, in which entities are not decoded.
    Text(&'a str),
    /// A start tag.
    Start(RawTag<'a>),
    /// An end tag with this name.
    End(&'a str),
}

/// A start tag as it was written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawTag<'a> {
    /// The element's name, in any case.
    pub(super) name: &'a str,
    /// Names in any case, and values in which entities are not decoded.
    attributes: Vec<(&'a str, &'a str)>,
    /// Where it stands in the raw HTML.
    pub(super) range: Range<usize>,
}

impl<'a> RawTag<'a> {
    /// Whether the element has this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, in which entities are not decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// The target of a link or the source of a picture.
    pub(super) fn target(&self, attribute: &str) -> Option<String> {
        Some(decode(self.attribute(attribute)?).trim().to_owned())
    }
}

/// How an element fits into others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Part of a line.
    Inline,
    /// Part of a line, with no content.
    Void,
    /// A block whose content is lines.
    Lines,
    /// A block whose content is blocks.
    Blocks,
    /// A part of a table or list, only allowed right inside the parents that are named.
    PartOf(&'static [&'static str]),
}

/// An element that raw HTML may make.
#[derive(Debug)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: &'static str,
    /// Its end tag.
    pub(super) closing: &'static str,
    /// Where it may stand.
    pub(super) place: Place,
    /// Its attributes besides `lang`, `dir`, `title`, and those with addresses.
    pub(super) attributes: &'static [&'static str],
}

macro_rules! elements {
    ($($place:expr => $($name:literal $([$($attribute:literal),+])?),+;)+) => {
        /// The safe list: elements that change how text reads and nothing else.
        pub(super) const ELEMENTS: &[Element] = &[$($(Element {
            name: $name,
            closing: concat!("</", $name, ">"),
            place: $place,
            attributes: &[$($($attribute),+)?],
        },)+)+];
    };
}

elements! {
    Place::Inline => "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del" ["datetime"], "dfn", "em", "i",
        "ins" ["datetime"], "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strong",
        "sub", "sup", "time" ["datetime"], "u", "var";
    Place::Void => "br", "img" ["alt", "width", "height"], "wbr";
    Place::Lines => "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre";
    Place::Blocks => "blockquote", "details" ["open"], "div", "dl", "figcaption", "figure", "hr",
        "ol" ["start", "reversed"], "table", "ul";
    Place::PartOf(&["details"]) => "summary";
    Place::PartOf(&["dl"]) => "dd", "dt";
    Place::PartOf(&["ol", "ul"]) => "li" ["value"];
    Place::PartOf(&["table"]) => "caption", "tbody", "tfoot", "thead";
    Place::PartOf(&["table", "tbody", "tfoot", "thead"]) => "tr";
    Place::PartOf(&["ruby"]) => "rp", "rt";
    Place::PartOf(&["tr"]) => "td" ["colspan", "rowspan"], "th" ["colspan", "rowspan", "scope"];
}

/// Elements whose content is not for readers: it goes with them.
const HIDING: [&str; 16] = [
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Those of [`HIDING`] in which nothing is a tag but their own end.
const OPAQUE: [&str; 9] =
    ["iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"];

/// The element of the safe list with this name.
pub(super) fn element_named(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name.eq_ignore_ascii_case(name))
}

/// The element's name, if its content goes with it.
pub(super) fn hides_content(name: &str) -> Option<&'static str> {
    HIDING.into_iter().find(|hiding| hiding.eq_ignore_ascii_case(name))
}

/// The elements that a start tag ends without an end tag, and those behind which it ends none.
pub(super) fn implied_ends(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ol", "ul"]),
        "dd" | "dt" => (&["dd", "dt"], &["dl"]),
        "rp" | "rt" => (&["rp", "rt"], &["ruby"]),
        "td" | "th" => (&["td", "th"], &["tr"]),
        "tr" => (&["tr", "caption"], &["table", "tbody", "tfoot", "thead"]),
        "tbody" | "tfoot" | "thead" => (&["tbody", "tfoot", "thead", "tr", "caption"], &["table"]),
        _ => (&[], &[]),
    }
}

/// Writes the attributes of a tag that its element may have, but for those with addresses.
pub(super) fn push_attributes(out: &mut String, element: &Element, tag: &RawTag<'_>) {
    for &name in ["lang", "dir", "title"].iter().chain(element.attributes) {
        let Some(value) = tag.attribute(name) else { continue };
        let fits = match name {
            "open" | "reversed" => {
                out.push(' ');
                out.push_str(name);
                continue;
            }
            "lang" => {
                (1..=35).contains(&value.len())
                    && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            }
            "dir" => ["ltr", "rtl", "auto"].contains(&value),
            "scope" => ["col", "row", "colgroup", "rowgroup"].contains(&value),
            "width" | "height" | "colspan" | "rowspan" | "start" | "value" => {
                (1..=4).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => true,
        };
        if fits {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            push_raw_attribute(out, value);
            out.push('"');
        }
    }
}

/// Takes raw HTML apart.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { html, at: 0, no_more_tags: false }
}

/// The parts of a raw HTML text, in its order.
pub(super) struct Pieces<'a> {
    html: &'a str,
    at: usize,
    /// A tag without end was met. The rest is text: to look for tags in it would take quadratic time.
    no_more_tags: bool,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while self.at < self.html.len() {
            if self.no_more_tags {
                return Some(self.text_to(self.html.len()));
            }
            let rest = &self.html[self.at..];
            let second = rest.as_bytes().get(1).copied().unwrap_or(b' ');
            if !rest.starts_with('<') {
                return Some(self.text_to(rest.find('<').map_or(self.html.len(), |length| self.at + length)));
            } else if second == b'!' || second == b'?' {
                let end = if rest.starts_with("<!--") {
                    "-->"
                } else if rest.starts_with("<![CDATA[") {
                    "]]>"
                } else if second == b'?' {
                    "?>"
                } else {
                    ">"
                };
                // "<!-->" is a whole comment.
                self.at = rest[2..].find(end).map_or(self.html.len(), |at| self.at + 2 + at + end.len());
            } else if second == b'/' && rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) {
                let Some(length) = rest.find('>') else {
                    self.no_more_tags = true;
                    continue;
                };
                self.at += length + 1;
                let name = &rest[2..length];
                return Some(Piece::End(name.split(|c| is_space(c) || c == '/').next().unwrap_or(name)));
            } else if second.is_ascii_alphabetic() {
                let Some(tag) = start_tag(self.html, self.at) else {
                    self.no_more_tags = true;
                    continue;
                };
                self.at = tag.range.end;
                if let Some(name) = OPAQUE.into_iter().find(|name| tag.is(name)) {
                    self.at += opaque_length(&self.html[self.at..], name);
                }
                return Some(Piece::Start(tag));
            } else {
                let next = rest[1..].find('<').map_or(self.html.len(), |length| self.at + 1 + length);
                return Some(self.text_to(next));
            }
        }
        None
    }
}

impl<'a> Pieces<'a> {
    fn text_to(&mut self, end: usize) -> Piece<'a> {
        let text = &self.html[self.at..end];
        self.at = end;
        Piece::Text(text)
    }
}

/// White space inside tags.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// How much of the text belongs to an element in which nothing is a tag.
fn opaque_length(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let here = from + at;
        if text.as_bytes()[here + 2..]
            .get(..name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        {
            return here;
        }
        from = here + 2;
    }
    text.len()
}

/// Reads the start tag at an offset where `<` and a letter stand; `None` if it never ends.
fn start_tag(html: &str, start: usize) -> Option<RawTag<'_>> {
    let bytes = html.as_bytes();
    let space = |at: usize| bytes.get(at).is_some_and(|&byte| is_space(char::from(byte)));
    let skip = |mut at: usize, stop: &[u8]| {
        while bytes.get(at).is_some_and(|byte| !stop.contains(byte)) && !space(at) {
            at += 1;
        }
        at
    };
    let mut at = skip(start + 1, b"/>");
    let name = &html[start + 1..at];
    let mut attributes = Vec::new();
    loop {
        while space(at) || bytes.get(at) == Some(&b'/') {
            at += 1;
        }
        if *bytes.get(at)? == b'>' {
            return Some(RawTag { name, attributes, range: start..at + 1 });
        }
        // A tag's attribute may begin with "=": it is part of the name then.
        let key_start = at;
        at = skip(at + 1, b"/>=");
        let key_end = at;
        while space(at) {
            at += 1;
        }
        let mut value = "";
        if bytes.get(at) == Some(&b'=') {
            at += 1;
            while space(at) {
                at += 1;
            }
            let quote = *bytes.get(at)?;
            if quote == b'"' || quote == b'\'' {
                let length = html[at + 1..].find(char::from(quote))?;
                value = &html[at + 1..at + 1 + length];
                at += length + 2;
            } else {
                let value_start = at;
                at = skip(at, b">");
                value = &html[value_start..at];
            }
        }
        // A name can only be cut between characters: what ends it is ASCII. Where it begins with
        // a longer character, the first byte is skipped with the others.
        attributes.push((&html[key_start..key_end], value));
    }
}

/// Appends text of raw HTML for a place between tags: its entities stay entities.
pub(super) fn push_raw_text(out: &mut String, text: &str) {
    push_with_entities(out, text, push_text);
}

fn push_raw_attribute(out: &mut String, text: &str) {
    push_with_entities(out, text, push_attribute);
}

fn push_with_entities(out: &mut String, text: &str, push: fn(&mut String, &str)) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        push(out, &rest[..at]);
        rest = &rest[at..];
        let length = match entity(rest) {
            Some((length, Some(c))) => {
                push(out, c.encode_utf8(&mut [0; 4]));
                length
            }
            Some((length, None)) => {
                out.push_str(&rest[..length]);
                length
            }
            None => {
                out.push_str("&amp;");
                1
            }
        };
        rest = &rest[length..];
    }
    push(out, rest);
}

/// Appends text of raw HTML for those who read no HTML: its entities decoded.
pub(super) fn push_decoded(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, c) = entity(rest).unwrap_or((1, Some('&')));
        match c {
            Some(c) => out.push(c),
            // A name that is none stays as it is written.
            None => push_named(out, &rest[..length]),
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
}

/// Appends the character of an entity by its name: Markdown has the same, and its parser the list.
fn push_named(out: &mut String, entity: &str) {
    for event in super::parser(entity) {
        if let pulldown_cmark::Event::Text(text) = event {
            out.push_str(&text);
        }
    }
}

/// Decodes the entities of an address.
///
/// Names that no address needs stay as they are written; since the address is escaped again, a
/// browser reads the very characters that were checked.
fn decode(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, c) = match entity(rest) {
            Some((length, Some(c))) => (length, c),
            Some((_, None)) | None => (1, '&'),
        };
        decoded.push(c);
        rest = &rest[length..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// The entity that a text begins with: its length, and its character unless it is one of those that
/// only browsers need to know.
fn entity(text: &str) -> Option<(usize, Option<char>)> {
    const LONGEST: usize = 33;
    let body = text.strip_prefix('&')?;
    let length = body.bytes().take(LONGEST).take_while(|&b| b.is_ascii_alphanumeric() || b == b'#').count();
    let name = &body[..length];
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix, before) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, "&#x".len()),
            None => (number, 10, "&#".len()),
        };
        let count = digits.chars().take_while(|c| c.is_digit(radix)).count();
        if count == 0 {
            return None;
        }
        let c = u32::from_str_radix(&digits[..count], radix).ok().and_then(char::from_u32);
        let closed = usize::from(body.as_bytes().get(before - 1 + count) == Some(&b';'));
        return Some((before + count + closed, Some(c.unwrap_or(char::REPLACEMENT_CHARACTER))));
    }
    if body.as_bytes().get(length) != Some(&b';') || name.is_empty() || name.contains('#') {
        return None;
    }
    let c = match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "colon" => ':',
        "sol" => '/',
        "bsol" => '\\',
        "num" => '#',
        "quest" => '?',
        "equals" => '=',
        "percnt" => '%',
        "period" => '.',
        "lowbar" => '_',
        "commat" => '@',
        "Tab" => '\t',
        "NewLine" => '\n',
        _ => return Some((1 + length + 1, None)),
    };
    Some((1 + length + 1, Some(c)))
}
