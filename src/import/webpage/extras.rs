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

/// Words of classes and ids that say what a box is for, whatever is in it.
const SURE: [&str; 41] = [
    "share",
    "shares",
    "sharing",
    "addtoany",
    "addthis",
    "sharethis",
    "pluso",
    "yashare",
    "likely",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "commentlist",
    "respond",
    "disqus",
    "related",
    "recommended",
    "recommend",
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
    "readalso",
    "readmore",
    "toolbar",
];

/// Words that may as well be about the text: what an expert's comment, the rating of the contest or the social project
/// of the fund is called. «Widget» is what some systems call each of their boxes.
const DOUBTFUL: [&str; 6] = ["social", "socials", "comment", "recommendations", "rating", "widget"];

/// Classes that hide an element, as whole classes: `overflow-hidden` hides nothing of a text.
const HIDDEN: [&str; 3] = ["hidden", "visually-hidden", "element-hidden"];

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

/// How sure it is that an element is something else than the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Nothing says so.
    None,
    /// Its name says so, and may mean something else.
    Doubtful,
    /// It is, whatever it holds.
    Sure,
}

/// Whether an element is marked as something else than the article.
pub(super) fn is_extra(node: &NodeRef<'_>) -> bool {
    mark(node) != Mark::None
}

fn mark(node: &NodeRef<'_>) -> Mark {
    let name = dom::name(node);
    if matches!(name.as_str(), "html" | "body" | "main" | "article" | "h1") {
        return Mark::None;
    }
    let role = dom::attribute(node, "role").map(|role| role.to_ascii_lowercase()).unwrap_or_default();
    let words = dom::label_words(node);
    let is_pair =
        |pair: &[String]| PAIRS.iter().any(|(first, second)| pair[0] == *first && pair[1] == *second);
    let is_sure = is_hidden(node)
        || (PARTS.contains(&name.as_str()) && name != "aside")
        || (ROLES.contains(&role.as_str()) && role != "complementary")
        || words.iter().any(|word| SURE.contains(&word.as_str()))
        || words.windows(2).any(is_pair);
    if is_sure {
        return Mark::Sure;
    }
    let is_doubtful = name == "aside"
        || role == "complementary"
        || words.iter().any(|word| DOUBTFUL.contains(&word.as_str()) && !is_builders_word(word, node));
    if is_doubtful { Mark::Doubtful } else { Mark::None }
}

/// Whether a word is in each class that a builder of pages gives: every box of Elementor is an `elementor-widget`.
fn is_builders_word(word: &str, node: &NodeRef<'_>) -> bool {
    let classes = node.attr_or("class", "");
    word == "widget"
        && classes
            .split_whitespace()
            .filter(|class| class.contains("widget"))
            .all(|class| class.starts_with("elementor-") || class.starts_with("widget_text"))
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr_or("style", "").to_ascii_lowercase().replace(' ', "");
    let classes = node.attr_or("class", "");
    // `hidden md:block` is there for wide screens.
    let is_shown_elsewhere = || {
        classes.split_whitespace().filter_map(|class| class.split_once(':')).any(|(_, class)| {
            ["block", "flex", "grid", "inline", "table", "contents", "visible"]
                .iter()
                .any(|shown| class.starts_with(shown))
        })
    };
    node.has_attr("hidden")
        || style.contains("display:none")
        || (classes.split_whitespace().any(|class| HIDDEN.contains(&class)) && !is_shown_elsewhere())
}

/// Removes what cannot be text.
pub(super) fn remove_active(document: &Document) {
    document.select(NEVER).remove();
}

/// Removes what is marked as something else than the article.
///
/// A box whose mark is doubtful stays if it stands in the article and tells something in sentences; and so do all
/// such boxes of a page, wherever they stand, if together they have too much of its text. What stays loses its mark,
/// lest the readability library stumble over it.
pub(super) fn remove(document: &Document) {
    let Some(body) = document.body() else { return };
    let sizes = Sizes::of(&body);
    let most = sizes.get(body.id) * TOO_MUCH_TO_REMOVE / 100;
    let mut removed: Vec<NodeRef<'_>> = Vec::new();
    let mut doubtful: Vec<NodeRef<'_>> = Vec::new();
    let mut stack: Vec<NodeRef<'_>> = body.children();
    loop {
        while let Some(node) = stack.pop() {
            if !node.is_element() {
                continue;
            }
            let mark = mark(&node);
            let is_part = mark == Mark::None || sizes.get(node.id) > most || sizes.has_heading(node.id);
            if is_part {
                stack.extend(node.children());
            } else if mark == Mark::Sure || !tells_something(&node) {
                removed.push(node);
            } else if is_in_article(&node) {
                keep(&node);
                stack.extend(node.children());
            } else {
                doubtful.push(node);
            }
        }
        if doubtful.iter().map(|node| sizes.get(node.id)).sum::<usize>() <= most {
            removed.append(&mut doubtful);
            break;
        }
        for node in doubtful.drain(..) {
            keep(&node);
            stack.extend(node.children());
        }
    }
    for node in removed {
        node.remove_from_parent();
    }
}

/// Whether an element stands in what the page itself calls its article.
pub(super) fn is_in_article(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|ancestor| {
        matches!(dom::name(&ancestor).as_str(), "article" | "main")
            || dom::attribute(&ancestor, "itemprop").is_some_and(|name| name == "articleBody")
    })
}

fn keep(node: &NodeRef<'_>) {
    node.remove_attrs(&["class", "id", "role"]);
    if dom::name(node) == "aside" {
        node.rename("div");
    }
}

/// Whether a box tells something in sentences of its own: not links with a word between, nor what readers wrote below
/// the article, nor where else to follow the site.
fn tells_something(node: &NodeRef<'_>) -> bool {
    let words = dom::label_words(node);
    let has = |word: &str| words.iter().any(|own| own == word);
    let links = node.descendants_it().filter(|inner| dom::name(inner) == "a");
    let linked: usize = links.map(|link| letters(&dom::line(&link))).sum();
    let line = dom::line(node);
    if letters(&line) < linked * 2 || !has_sentence(&line) {
        return false;
    }
    if has("social") || has("socials") {
        return linked == 0;
    }
    !has("comment") || !is_readers_comment(node)
}

/// Whether a «comment» is one of a reader: one of several, or with what is needed to answer.
fn is_readers_comment(node: &NodeRef<'_>) -> bool {
    let is_comment =
        |node: &NodeRef<'_>| node.is_element() && dom::label_words(node).iter().any(|word| word == "comment");
    let is_one_of_several = node.parent().is_some_and(|parent| {
        parent.children_it(false).any(|sibling| sibling.id != node.id && is_comment(&sibling))
    });
    let has_parts = node.descendants_it().any(|inner| {
        is_comment(&inner)
            || matches!(dom::name(&inner).as_str(), "form" | "textarea" | "button" | "time")
            || dom::label_words(&inner)
                .iter()
                .any(|word| matches!(word.as_str(), "reply" | "avatar" | "author"))
    });
    is_one_of_several || has_parts || dom::name(node) == "li"
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// How many words a line has at least that is a sentence, and no label with a full stop.
const WORDS_OF_SENTENCE: usize = 5;

/// Whether a text has a sentence: words with a sign behind them that ends one.
pub(super) fn has_sentence(text: &str) -> bool {
    text.split_inclusive(['.', '!', '?', '…']).any(|sentence| {
        sentence.ends_with(['.', '!', '?', '…']) && sentence.split_whitespace().count() >= WORDS_OF_SENTENCE
    })
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
