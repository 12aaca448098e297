//! Refuses web pages whose markup would keep a parser busy for ever.
//!
//! A parser of HTML walks the open elements at every tag, so a page of a million open `<div>`s costs it a
//! million times a million steps. What a page will cost is counted here in one pass over its tags, without
//! building anything. Real pages stay below a hundredth of the limits.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use crate::markdown;

/// How deep elements may be nested: browsers stop at 512.
pub(super) const DEEPEST: usize = 512;

/// How many tags a page may have; long ones have 20,000.
pub(super) const MOST_TAGS: usize = 150_000;

/// How many steps the open elements may cost, summed over all tags, when every `<` counts that may be a tag.
const MOST_STEPS: usize = 300_000_000;

/// How many steps the attributes may cost: a parser compares each with those before it in its tag. A tag of ten
/// thousand attributes costs fifty million.
const MOST_COMPARISONS: usize = 100_000_000;

/// How many names of elements are told apart; HTML has 110.
const MOST_NAMES: usize = 200;

/// Elements that never have an end tag, or whose end tag may be left out, so that open ones say nothing.
const UNCOUNTED: [&str; 31] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "li", "dt", "dd", "p", "rt", "rp", "optgroup", "option", "colgroup", "thead", "tbody", "tfoot",
    "tr", "td", "th", "html", "body",
];

/// Elements whose content is no markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Why a page is not parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooMuch {
    /// Elements are nested too deep.
    Depth,
    /// There are too many tags.
    Tags,
    /// The tags have too many attributes.
    Attributes,
    /// There is too much text in one piece, of the kind that the parser is slow with.
    Text,
}

/// Counts what a page will cost.
pub(super) fn check(html: &str) -> Result<(), TooMuch> {
    // Twice: as a browser would read it, and with everything for markup that might be, since pages can be made
    // so that only a real parser knows what is a script and what is not.
    let read = Count::new(true).of(html);
    if read.tags > MOST_TAGS {
        return Err(TooMuch::Tags);
    }
    if read.deepest > DEEPEST || Count::new(false).of(html).steps > MOST_STEPS {
        return Err(TooMuch::Depth);
    }
    if comparisons(html) > MOST_COMPARISONS {
        return Err(TooMuch::Attributes);
    }
    if markdown::work(html) > markdown::MOST_WORK {
        return Err(TooMuch::Text);
    }
    Ok(())
}

/// Checks what a parser has made of a page, before anything walks down its elements.
pub(super) fn check_tree(document: &Document) -> Result<(), TooMuch> {
    let mut depths: HashMap<NodeId, usize> = HashMap::new();
    for node in document.root().descendants_it().filter(NodeRef::is_element) {
        let around = node.parent().and_then(|parent| depths.get(&parent.id).copied()).unwrap_or(0);
        if around >= DEEPEST {
            return Err(TooMuch::Depth);
        }
        depths.insert(node.id, around + 1);
        if depths.len() > MOST_TAGS {
            return Err(TooMuch::Tags);
        }
    }
    Ok(())
}

struct Count<'a> {
    skips_raw: bool,
    /// Open elements by name; few names, so a list is quicker than a map.
    open: Vec<(&'a str, usize)>,
    depth: usize,
    deepest: usize,
    tags: usize,
    steps: usize,
}

impl<'a> Count<'a> {
    const fn new(skips_raw: bool) -> Self {
        Self { skips_raw, open: Vec::new(), depth: 0, deepest: 0, tags: 0, steps: 0 }
    }

    fn of(mut self, html: &'a str) -> Self {
        let bytes = html.as_bytes();
        let mut at = 0;
        while let Some(start) = bytes[at..].iter().position(|byte| *byte == b'<').map(|found| at + found) {
            let rest = &html[start + 1..];
            at = start + 1;
            if let Some(comment) = rest.strip_prefix("!--")
                && self.skips_raw
            {
                at = comment.find("-->").map_or(html.len(), |end| start + 4 + end + 3);
                continue;
            }
            let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
            let name = &rest[..rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric()).count()];
            if name.is_empty() || !name.as_bytes()[0].is_ascii_alphabetic() {
                continue;
            }
            if is_end {
                self.close(name);
                continue;
            }
            self.tags += 1;
            let is_raw = RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name));
            if self.skips_raw {
                at = tag_end(bytes, start);
            }
            if self.skips_raw && is_raw && !self.in_foreign() {
                at = raw_end(html, at, name);
            } else {
                self.count(name);
            }
            if self.tags > MOST_TAGS * 4 || self.steps > MOST_STEPS {
                break;
            }
        }
        self
    }

    fn count(&mut self, name: &'a str) {
        self.steps += self.depth;
        if UNCOUNTED.iter().any(|uncounted| uncounted.eq_ignore_ascii_case(name)) {
            return;
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        match self.open.iter().position(|(open, _)| open.eq_ignore_ascii_case(name)) {
            Some(at) => self.open[at].1 += 1,
            // Invented names can be as many as the page likes; beyond these they count as open for ever.
            None if self.open.len() >= MOST_NAMES => {}
            None => self.open.push((name, 1)),
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((_, number)) = self.open.iter_mut().find(|(open, _)| open.eq_ignore_ascii_case(name))
            && *number > 0
        {
            *number -= 1;
            self.depth -= 1;
        }
    }

    /// Whether a drawing or formula may be open: in those a `<style>` is an element like any other.
    fn in_foreign(&self) -> bool {
        self.open
            .iter()
            .any(|(name, number)| *number > 0 && ["svg", "math"].iter().any(|f| f.eq_ignore_ascii_case(name)))
    }
}

/// Where in a start tag a parser is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Double,
    Single,
    Unquoted,
}

impl State {
    const ALL: [Self; 8] = [
        Self::TagName,
        Self::BeforeName,
        Self::Name,
        Self::AfterName,
        Self::BeforeValue,
        Self::Double,
        Self::Single,
        Self::Unquoted,
    ];

    /// Where it is behind a byte; `None` where the tag ends.
    const fn behind(self, byte: u8) -> Option<Self> {
        let is_space = byte.is_ascii_whitespace();
        Some(match (self, byte) {
            (Self::Double, b'"') | (Self::Single, b'\'') => Self::BeforeName,
            (Self::Double | Self::Single, _) => self,
            (_, b'>') => return None,
            (Self::BeforeValue, _) if is_space => self,
            (Self::BeforeValue, b'"') => Self::Double,
            (Self::BeforeValue, b'\'') => Self::Single,
            (Self::BeforeValue, _) => Self::Unquoted,
            (Self::Name | Self::AfterName, b'=') => Self::BeforeValue,
            (Self::Name | Self::AfterName, _) if is_space => Self::AfterName,
            (Self::Unquoted, b'/') => self,
            (_, b'/') => Self::BeforeName,
            (_, _) if is_space => Self::BeforeName,
            (Self::BeforeName | Self::AfterName, _) => Self::Name,
            (Self::TagName | Self::Name | Self::Unquoted, _) => self,
        })
    }
}

/// How often attributes are compared with those before them in their tag, at most.
///
/// What is a tag depends on where scripts, comments and values end. So every `<` before a letter is taken for the
/// beginning of one, whatever is open; of all tags that may be open in a state the one with the most attributes counts.
fn comparisons(html: &str) -> usize {
    let cost = |attributes: usize| attributes.saturating_mul(attributes) / 2;
    let bytes = html.as_bytes();
    let mut sum = 0_usize;
    let mut open: [Option<usize>; State::ALL.len()] = [None; State::ALL.len()];
    for (at, &byte) in bytes.iter().enumerate() {
        let mut next = [None; State::ALL.len()];
        let mut ended = 0;
        for (state, attributes) in State::ALL.into_iter().zip(open) {
            let Some(attributes) = attributes else { continue };
            match state.behind(byte) {
                Some(behind) => {
                    let begins = behind == State::Name && state != State::Name;
                    let most = &mut next[behind as usize];
                    *most = (*most).max(Some(attributes + usize::from(begins)));
                }
                None => ended = ended.max(attributes),
            }
        }
        sum = sum.saturating_add(cost(ended));
        let name = bytes.get(at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/')));
        if byte == b'<' && name.is_some_and(u8::is_ascii_alphabetic) {
            let first = &mut next[State::TagName as usize];
            *first = (*first).max(Some(0));
        }
        open = next;
    }
    sum.saturating_add(cost(open.into_iter().flatten().max().unwrap_or(0)))
}

/// The offset behind the `>` of the tag that starts at an offset; a `>` in a quoted value is none.
fn tag_end(bytes: &[u8], start: usize) -> usize {
    let mut quoted = None;
    let mut before = b'<';
    for (at, &byte) in bytes.iter().enumerate().skip(start + 1) {
        match (quoted, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if before == b'=' => quoted = Some(byte),
            (Some(mark), byte) if mark == byte => quoted = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    bytes.len()
}

fn raw_end(html: &str, start: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = start;
    while let Some(found) = bytes[at..].windows(2).position(|pair| pair == b"</").map(|found| at + found) {
        at = found + 2;
        if bytes.get(at..at + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes())) {
            return found;
        }
    }
    html.len()
}
