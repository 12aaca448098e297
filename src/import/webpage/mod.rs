//! Takes the article out of a saved web page: its text as Markdown, and what the page tells of it.
//!
//! Which part of a page is the article is decided by a readability library, after what the markup itself names
//! as something else is gone ([`extras`]). Nothing active is left: the text is written anew from the elements
//! ([`markdown`]), and nothing of the page's HTML passes. Pages that would keep a parser busy for ever are refused
//! first ([`guard`]).
//!
//! The library is not ours: should it panic on a page, whoever imports catches it and names the file.

mod dom;
mod extras;
mod guard;
mod json_ld;
mod markdown;
mod metadata;
mod picture;
#[cfg(test)]
mod tests;
pub(crate) mod values;

use std::collections::BTreeSet;
use std::fmt;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use unicode_normalization::UnicodeNormalization;
use url::Url;

use super::article::Metadata;
use crate::language::names::fold;

/// How many letters the main text must have; with fewer, all paragraphs of the page are taken.
const SHORTEST_ARTICLE: usize = 200;

/// An article as it stands in a web page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebPage {
    /// Its text as Markdown; the first line is its title, when the page shows one.
    pub text: String,
    /// What the page tells of it.
    pub metadata: Metadata,
    /// Paragraphs of whole sentences that the page has and the text has not.
    pub left_out: Vec<String>,
}

/// How many paragraphs of a page that are not in its article are named; a page of a forum has thousands.
const MOST_LEFT_OUT: usize = 200;

/// Why a page holds no article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebPageError {
    /// There is no text on it.
    NoText,
    /// Its elements are nested too deep to be read.
    TooDeep,
    /// It has too many elements to be read.
    TooManyElements,
    /// Its elements have too many attributes to be read.
    TooManyAttributes,
    /// It has too much text without any markup between.
    TooMuchText,
    /// Letters were replaced before the page came here.
    LostLetters,
}

impl WebPageError {
    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NoText => "the page may make its text with a script: copy the text into a .txt file",
            Self::TooDeep | Self::TooManyElements | Self::TooManyAttributes | Self::TooMuchText => {
                "copy the text of the article into a .txt file"
            }
            Self::LostLetters => "save the page again from its source; letters cannot be guessed",
        }
    }
}

impl fmt::Display for WebPageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoText => write!(formatter, "the page has no text"),
            Self::TooDeep => {
                write!(
                    formatter,
                    "the page's elements are nested too deep: at most {} may be open",
                    guard::DEEPEST
                )
            }
            Self::TooManyElements => {
                write!(formatter, "the page has too many elements: at most {} are read", guard::MOST_TAGS)
            }
            Self::TooManyAttributes => formatter.write_str("an element of the page has too many attributes"),
            Self::TooMuchText => formatter.write_str("the page has too much text without any markup between"),
            Self::LostLetters => {
                write!(formatter, "letters are lost in the page: it has U+FFFD in their place")
            }
        }
    }
}

impl std::error::Error for WebPageError {}

impl From<guard::TooMuch> for WebPageError {
    fn from(too_much: guard::TooMuch) -> Self {
        match too_much {
            guard::TooMuch::Depth => Self::TooDeep,
            guard::TooMuch::Tags => Self::TooManyElements,
            guard::TooMuch::Attributes => Self::TooManyAttributes,
            guard::TooMuch::Text => Self::TooMuchText,
        }
    }
}

/// Reads the article of a page.
///
/// # Errors
///
/// When the page has no text, or is made to break readers.
pub fn read(html: &str) -> Result<WebPage, WebPageError> {
    guard::check(html)?;
    let document = Document::from(html);
    guard::check_tree(&document)?;
    let page = metadata::read(&document);
    extras::remove_active(&document);
    let whole = document.clone();
    extras::remove(&document);
    let base = page.base.as_ref();
    let shown = paragraphs(&whole);
    let main = main_text(document, base).or_else(|| main_text(whole.clone(), base));
    let text = main.or_else(|| all_paragraphs(&whole, base)).ok_or(WebPageError::NoText)?;
    if text.contains('\u{FFFD}') {
        return Err(WebPageError::LostLetters);
    }
    let left_out = left_out(shown, &text);
    let text = without_caption(&with_title(text, page.heading.as_deref()), &page.metadata);
    Ok(WebPage { text: text.nfc().collect(), metadata: page.metadata, left_out })
}

/// The paragraphs of a page that tell something in sentences.
fn paragraphs(document: &Document) -> Vec<String> {
    let Some(body) = document.body() else { return Vec::new() };
    let is_block = |node: &NodeRef<'_>| markdown::BLOCKS.contains(&dom::name(node).as_str());
    // What every page of a site says at its foot tells nothing of this one.
    let is_foot = |node: &NodeRef<'_>| {
        node.ancestors_it(None).any(|ancestor| dom::name(&ancestor) == "footer")
            && !extras::is_in_article(node)
    };
    body.descendants_it()
        .filter(|node| {
            node.is_element() && is_block(node) && !node.descendants_it().any(|inner| is_block(&inner))
        })
        .filter(|node| !is_foot(node))
        .map(|node| dom::line(&node))
        .filter(|line| extras::has_sentence(line))
        .take(MOST_LEFT_OUT * 4)
        .collect()
}

/// Those paragraphs that an article does not have: by their letters, since Markdown adds signs.
fn left_out(shown: Vec<String>, text: &str) -> Vec<String> {
    let letters = |text: &str| -> String {
        text.nfc().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let kept = letters(&without_targets(text));
    let mut seen = BTreeSet::new();
    let is_left_out = |line: &String| {
        let line = letters(line);
        !kept.contains(&line) && seen.insert(line)
    };
    shown.into_iter().filter(is_left_out).take(MOST_LEFT_OUT).collect()
}

/// A text without the addresses of its links.
fn without_targets(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(start) = rest.find("](") {
        out.push_str(&rest[..start]);
        let behind = &rest[start + 2..];
        rest = behind.find(')').map_or(behind, |end| &behind[end + 1..]);
    }
    out + rest
}

/// What the library takes for the article.
fn main_text(document: Document, base: Option<&Url>) -> Option<String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    readability.parse().ok()?;
    let content = readability.doc.select("#readability-page-1");
    let text = markdown::write(content.nodes().first()?, base);
    (text.chars().filter(|character| character.is_alphabetic()).count() >= SHORTEST_ARTICLE).then_some(text)
}

/// All text of the page; for short articles, of which the library makes nothing.
fn all_paragraphs(document: &Document, base: Option<&Url>) -> Option<String> {
    let body = document.body()?;
    extras::remove(document);
    let article = document.select("article, main, [itemprop='articleBody']");
    let text = |node: &NodeRef<'_>| {
        Some(markdown::write(node, base)).filter(|text| text.chars().any(char::is_alphabetic))
    };
    match article.nodes() {
        [only] => text(only).or_else(|| text(&body)),
        _ => text(&body),
    }
}

/// The text below its title, as the page shows it: then the title is evidence like any other line.
fn with_title(text: String, heading: Option<&str>) -> String {
    let Some(heading) = heading else { return text };
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    if fold(first.trim_start_matches('#')) == fold(heading) {
        return format!("{heading}\n\n{}", rest.trim_start());
    }
    let repeated =
        text.lines().any(|line| line.starts_with('#') && fold(line.trim_start_matches('#')) == fold(heading));
    if repeated {
        return text;
    }
    format!("{heading}\n\n{text}")
}

/// The text without the line under its picture, which the metadata have.
fn without_caption(text: &str, metadata: &Metadata) -> String {
    let Some(picture) = &metadata.picture else { return text.to_owned() };
    let kept: Vec<&str> = text.split("\n\n").filter(|block| !picture::is_caption(block, picture)).collect();
    if kept.is_empty() { text.to_owned() } else { kept.join("\n\n") }
}

/// A value of the page's metadata without the entities and tags that systems leave in it.
fn without_markup(value: &str) -> String {
    if value.contains(['&', '<']) { Document::fragment(value).text().to_string() } else { value.to_owned() }
}
