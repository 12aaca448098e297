//! Small questions to a page's elements.

use dom_query::{NodeData, NodeRef};

use super::markdown::BLOCKS;
use crate::fields::turns_order;

/// The name of an element, in small letters; empty for what is no element.
pub(super) fn name(node: &NodeRef<'_>) -> String {
    node.node_name().map(|name| name.to_ascii_lowercase()).unwrap_or_default()
}

/// An attribute's value without white space around it; none if there is nothing in it.
pub(super) fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The content of a text node.
pub(super) fn text_of(node: &NodeRef<'_>) -> Option<String> {
    node.query_or(None, |inner| match &inner.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        NodeData::Document
        | NodeData::Fragment
        | NodeData::Doctype { .. }
        | NodeData::Comment { .. }
        | NodeData::Element(_)
        | NodeData::ProcessingInstruction { .. } => None,
    })
}

/// The content of a comment.
pub(super) fn comment_of(node: &NodeRef<'_>) -> Option<String> {
    node.query_or(None, |inner| match &inner.data {
        NodeData::Comment { contents } => Some(contents.to_string()),
        NodeData::Document
        | NodeData::Fragment
        | NodeData::Doctype { .. }
        | NodeData::Text { .. }
        | NodeData::Element(_)
        | NodeData::ProcessingInstruction { .. } => None,
    })
}

/// All text of an element in one line, without what shows nothing; what stands in two blocks is two words.
pub(super) fn line(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    add_text(node, &mut text);
    one_line(&text)
}

fn add_text(node: &NodeRef<'_>, text: &mut String) {
    for child in node.children_it(false) {
        if let Some(own) = text_of(&child) {
            text.push_str(&own);
            continue;
        }
        let name = name(&child);
        let gap = if name == "br" || BLOCKS.contains(&name.as_str()) { " " } else { "" };
        text.push_str(gap);
        add_text(&child, text);
        text.push_str(gap);
    }
}

/// A text in one line, without what shows nothing.
pub(super) fn one_line(text: &str) -> String {
    let visible: String = text.chars().filter(|character| !is_invisible(*character)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character shows nothing: soft hyphens, zero spaces, control characters from `&#1;`, and what turns the
/// order of letters about.
pub(super) fn is_invisible(character: char) -> bool {
    crate::import::text::is_invisible(character)
        || (character.is_control() && !character.is_whitespace())
        || turns_order(character)
}

/// The words of an element's classes and id, in small letters: `news__shareButtons` is news, share, buttons.
///
/// Classes that tell of the text's subject, of a state or of a look (`category-social`, `has-comments`,
/// `overflow-hidden`) are left out.
pub(super) fn label_words(node: &NodeRef<'_>) -> Vec<String> {
    const ABOUT_THE_TEXT: [&str; 12] = [
        "category-",
        "tag-",
        "has-",
        "no-",
        "is-",
        "type-",
        "format-",
        "status-",
        "post-",
        "single-",
        "overflow-",
        "backface-",
    ];
    let labels = format!("{} {}", node.attr_or("class", ""), node.attr_or("id", ""));
    let mut words = Vec::new();
    for label in labels.split_whitespace() {
        // `md:overflow-hidden` is a look on wide screens.
        let label = label.rsplit(':').next().unwrap_or(label);
        let is_about_text =
            ABOUT_THE_TEXT.iter().any(|start| label.starts_with(start) && !label.ends_with("-box"));
        if is_about_text && !["post-share", "post-tags", "post-related", "post-navigation"].contains(&label) {
            continue;
        }
        let mut word = String::new();
        let mut before = ' ';
        for letter in label.chars() {
            let starts_word = letter.is_uppercase() && before.is_lowercase();
            if (starts_word || !letter.is_alphanumeric()) && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if letter.is_alphanumeric() {
                word.extend(letter.to_lowercase());
            }
            before = letter;
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}
