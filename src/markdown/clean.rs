//! The second lock on raw HTML: cleans what the writer made by a safe list.
//!
//! The writer makes every element anew and needs no cleaning by itself. Where raw HTML took part,
//! its result goes through an HTML parser and a safe list all the same: the parser puts elements
//! into each other as a browser would, so that none can end an element of the page around it, and
//! the list lets through what the writer makes and nothing else.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::links::SCHEMES;
use super::raw::ELEMENTS;

/// What the writer makes besides the elements and attributes of the safe list for raw HTML.
const OWN: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang", "id", "role", "aria-label"]),
    ("div", &["role", "tabindex", "aria-label"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("img", &["src", "srcset", "sizes", "loading", "decoding"]),
    ("input", &["type", "disabled", "checked", "aria-label"]),
    ("li", &["id"]),
    ("pre", &["tabindex"]),
    ("section", &["role", "aria-label"]),
    ("sup", &["id"]),
    ("th", &["scope"]),
];

/// The classes that the writer makes.
const CLASSES: &[(&str, &[&str])] = &[
    ("a", &["footnote-back"]),
    ("div", &["scroll"]),
    ("section", &["footnotes"]),
    ("sup", &["footnote-ref"]),
    ("td", &["align-left", "align-center", "align-right"]),
    ("th", &["align-left", "align-center", "align-right"]),
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    // Level one is the title of the page.
    let elements = ELEMENTS.iter().filter(|element| element.name != "h1");
    let mut tags: HashSet<&str> = elements.clone().map(|element| element.name).collect();
    let mut attributes: HashMap<&str, HashSet<&str>> =
        elements.map(|element| (element.name, element.attributes.iter().copied().collect())).collect();
    for (tag, own) in OWN {
        tags.insert(tag);
        attributes.entry(tag).or_default().extend(own.iter());
    }
    let classes = CLASSES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(tags)
        .tag_attributes(attributes)
        .generic_attributes(HashSet::from(["lang", "dir", "title"]))
        .allowed_classes(classes)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
});

/// The most bytes that the cleaner may look through when it writes: about a quarter of a second.
pub const MOST_WORK: usize = 5_000_000_000;

/// Cleans HTML that the writer made; `None` if that would take too long.
pub(super) fn clean(html: &str) -> Option<String> {
    (work(html) <= MOST_WORK).then(|| CLEANER.clean(html).to_string())
}

/// How many bytes the cleaner, or the reader of a web page, will look through.
///
/// html5ever 0.40 looks for the next `<` in the whole rest of a text each time it meets an `&` or a
/// character that begins like a no-break space, as « and » do. That is quadratic in the length of
/// one text, and a megabyte of quotes in one paragraph takes minutes.
#[must_use]
pub fn work(html: &str) -> usize {
    let (mut work, mut stops, mut length) = (0_usize, 0_usize, 0_usize);
    for (index, byte) in html.bytes().enumerate() {
        let ends = match byte {
            b'<' | b'>' => true,
            b'&' => matches!(html.as_bytes().get(index..index + 4), Some(b"&lt;" | b"&gt;")),
            _ => false,
        };
        if ends {
            work = work.saturating_add(stops.saturating_mul(length));
            (stops, length) = (0, 0);
        } else {
            length += 1;
            stops += usize::from(byte == b'&' || byte == 0xc2);
        }
    }
    work.saturating_add(stops.saturating_mul(length))
}
