//! Takes out of a page what its markup says is not the article: scripts, menus, share buttons, boxes with other
//! articles, comment forms.
//!
//! What only the words say («read also: …») is left to [`crate::import::clean`], which reports it.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use super::dom;

/// What never shows text of an article.
const NEVER: &str = "script, style, template, svg, math, iframe, object, embed, canvas, audio, video, map, link, \
    meta, base, noframes, applet, param, source, track";

/// What belongs to the page and not to the article, unless it holds most of the text.
const PARTS: [&str; 10] =
    ["nav", "form", "button", "input", "select", "textarea", "dialog", "aside", "menu", "noscript"];

const ROLES: [&str; 8] =
    ["navigation", "complementary", "search", "contentinfo", "dialog", "alert", "alertdialog", "toolbar"];

/// Words of classes and ids that say what a box is for.
const WORDS: [&str; 47] = [
    "share",
    "shares",
    "sharing",
    "social",
    "socials",
    "addtoany",
    "addthis",
    "sharethis",
    "pluso",
    "yashare",
    "likely",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "comment",
    "respond",
    "disqus",
    "related",
    "recommended",
    "recommend",
    "recommendations",
    "similar",
    "advert",
    "adverts",
    "advertisement",
    "banner",
    "banners",
    "cookie",
    "cookies",
    "subscribe",
    "subscription",
    "newsletter",
    "pagination",
    "pager",
    "popup",
    "modal",
    "sidebar",
    "navigation",
    "navbar",
    "menu",
    "likes",
    "rating",
    "widget",
    "readalso",
    "readmore",
    "toolbar",
    "hidden",
];

/// Pairs of words that say it together.
const PAIRS: [(&str, &str); 16] = [
    ("read", "also"),
    ("read", "more"),
    ("read", "next"),
    ("see", "also"),
    ("also", "read"),
    ("more", "news"),
    ("other", "news"),
    ("last", "news"),
    ("latest", "news"),
    ("popular", "news"),
    ("top", "news"),
    ("ya", "share2"),
    ("post", "tags"),
    ("view", "count"),
    ("views", "count"),
    ("print", "link"),
];

/// The share of the page's text, in a hundred, from which nothing is taken for an extra: a class may be about the
/// subject («social»), and some systems put the whole page into a form.
const TOO_MUCH_TO_REMOVE: usize = 40;

/// Whether an element is marked as something else than the article.
pub(super) fn is_extra(node: &NodeRef<'_>) -> bool {
    let name = dom::name(node);
    if matches!(name.as_str(), "html" | "body" | "main" | "article" | "h1") {
        return false;
    }
    let is_hidden = node.has_attr("hidden")
        || node
            .attr("style")
            .is_some_and(|style| style.to_ascii_lowercase().replace(' ', "").contains("display:none"));
    if PARTS.contains(&name.as_str()) || is_hidden {
        return true;
    }
    if dom::attribute(node, "role").is_some_and(|role| ROLES.contains(&role.to_ascii_lowercase().as_str())) {
        return true;
    }
    let words = dom::label_words(node);
    words.iter().any(|word| WORDS.contains(&word.as_str()))
        || words
            .windows(2)
            .any(|pair| PAIRS.iter().any(|(first, second)| pair[0] == *first && pair[1] == *second))
}

/// Removes what cannot be text.
pub(super) fn remove_active(document: &Document) {
    document.select(NEVER).remove();
}

/// Removes what is marked as something else than the article.
pub(super) fn remove(document: &Document) {
    let Some(body) = document.body() else { return };
    let sizes = Sizes::of(&body);
    let most = sizes.get(body.id) * TOO_MUCH_TO_REMOVE / 100;
    let mut removed: Vec<NodeRef<'_>> = Vec::new();
    let mut stack: Vec<NodeRef<'_>> = body.children();
    while let Some(node) = stack.pop() {
        if !node.is_element() {
            continue;
        }
        if is_extra(&node) && sizes.get(node.id) <= most && !sizes.has_heading(node.id) {
            removed.push(node);
        } else {
            stack.extend(node.children());
        }
    }
    for node in removed {
        node.remove_from_parent();
    }
}

/// How much text each element holds and whether it holds an `<h1>`.
struct Sizes(HashMap<NodeId, (usize, bool)>);

impl Sizes {
    fn of(root: &NodeRef<'_>) -> Self {
        let mut sizes: HashMap<NodeId, (usize, bool)> = HashMap::new();
        // Parents come before their children, so from the end every child is summed before its parent.
        let nodes: Vec<NodeRef<'_>> = std::iter::once(*root).chain(root.descendants_it()).collect();
        for node in nodes.iter().rev() {
            let own = sizes.entry(node.id).or_default();
            if let Some(text) = dom::text_of(node) {
                own.0 += text.chars().filter(|character| !character.is_whitespace()).count();
            }
            own.1 |= node.has_name("h1");
            let (size, has_heading) = *own;
            if node.id != root.id
                && let Some(parent) = node.parent()
            {
                let parent = sizes.entry(parent.id).or_default();
                parent.0 += size;
                parent.1 |= has_heading;
            }
        }
        Self(sizes)
    }

    fn get(&self, id: NodeId) -> usize {
        self.0.get(&id).map_or(0, |(size, _)| *size)
    }

    fn has_heading(&self, id: NodeId) -> bool {
        self.0.get(&id).is_some_and(|(_, has_heading)| *has_heading)
    }
}
