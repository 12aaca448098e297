//! What a page tells of its article, by a ladder of places: the higher rung wins, each value keeps its rung.
//!
//! JSON-LD, Open Graph, microdata, Dublin Core, the page's own headings and links, `<time>`, byline, the day in
//! the address, the browser's "saved from url". Days and bylines are read only near the main heading, since the
//! rest of a page is full of those of other articles. What is a placeholder is left out by [`super::values`].

use dom_query::{Document, NodeRef};
use url::Url;

use super::json_ld::{self, Described};
use super::{dom, picture, values};
use crate::date::Date;
use crate::import::article::{Metadata, Told};
use crate::import::date_line;
use crate::language::names::fold;

/// What was read of a page before its main text.
pub(super) struct Page {
    /// What it tells.
    pub(super) metadata: Metadata,
    /// What links are relative to.
    pub(super) base: Option<Url>,
    /// Its main heading, as it stands on the page.
    pub(super) heading: Option<String>,
}

/// How many elements around the main heading may hold its day and byline.
const NEAR: usize = 4;

/// Reads what a page tells.
pub(super) fn read(document: &Document) -> Page {
    let meta = Meta::read(document);
    let saved_from = saved_from(document);
    let canonical = attribute_of(document, "link[rel~='canonical']", "href");
    let base = [
        attribute_of(document, "base", "href"),
        canonical.clone(),
        meta.get(&["og:url"]),
        saved_from.clone(),
    ]
    .into_iter()
    .flatten()
    .find_map(|address| values::web_address(&address, None));
    let site = meta.get(&["og:site_name", "application-name"]);
    let heading = heading(document, site.as_deref());
    let title_element = text_of(document, "head title");
    let described =
        describe(document, &meta, canonical.as_deref(), heading.as_deref(), title_element.as_deref());

    let told = |value: Option<&String>, rung| value.map(|value| Told { value: value.clone(), rung });
    let address = |value: &str| values::address(value, base.as_ref()).map(String::from);
    let url = best(
        [
            told(described.url.as_ref(), "json-ld"),
            told(meta.get(&["og:url"]).as_ref(), "open-graph"),
            told(canonical.as_ref(), "canonical"),
            told(saved_from.as_ref(), "saved-from"),
        ],
        address,
    );
    let publisher = best(
        [
            told(described.publisher.as_ref(), "json-ld"),
            told(meta.get(&["og:site_name"]).as_ref(), "open-graph"),
            told(meta.get(&["dc.publisher", "dcterms.publisher"]).as_ref(), "dublin-core"),
            told(meta.get(&["application-name"]).as_ref(), "html"),
        ],
        values::publisher,
    );
    let site = site.or_else(|| publisher.as_ref().map(|publisher| publisher.value.clone()));
    let title = best(
        [
            told(described.title.as_ref(), "json-ld"),
            told(meta.get(&["og:title", "twitter:title"]).as_ref(), "open-graph"),
            told(meta.get(&["dc.title", "dcterms.title"]).as_ref(), "dublin-core"),
            told(heading.as_ref(), "heading"),
            told(title_element.as_ref(), "html"),
        ],
        |value| values::title(value, site.as_deref()).map(|title| whole(title, heading.as_deref())),
    );
    let near = near_heading(document);
    let author = best(
        [
            told(described.author.as_ref(), "json-ld"),
            told(meta.get(&["article:author", "og:article:author"]).as_ref(), "open-graph"),
            told(meta.get(&["itemprop:author"]).as_ref(), "microdata"),
            told(meta.get(&["dc.creator", "dcterms.creator"]).as_ref(), "dublin-core"),
            told(meta.get(&["author"]).as_ref(), "html"),
            told(byline(&near).as_ref(), "byline"),
        ],
        |value| values::author(value, site.as_deref()),
    );
    let in_address = url.as_ref().map(|url| url.value.clone());
    let published = best(
        [
            told(described.published.as_ref(), "json-ld"),
            told(meta.get(&["article:published_time", "og:article:published_time"]).as_ref(), "open-graph"),
            told(meta.get(&["itemprop:datepublished"]).as_ref(), "microdata"),
            told(
                meta.get(&["dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date"])
                    .as_ref(),
                "dublin-core",
            ),
            told(time_element(&near).as_ref(), "time-element"),
            told(day_in_byline(&near).as_ref(), "byline"),
        ],
        day,
    )
    .or_else(|| Some(Told { value: values::day_in_address(&in_address?)?, rung: "address" }));
    let language = best(
        [
            told(described.language.as_ref(), "json-ld"),
            told(meta.get(&["og:locale"]).as_ref(), "open-graph"),
            told(meta.get(&["dc.language", "dcterms.language"]).as_ref(), "dublin-core"),
            told(attribute_of(document, "html", "lang").as_ref(), "html"),
        ],
        values::language,
    );
    let picture =
        picture::read(document, &described, meta.get(&["og:image", "twitter:image"]).as_ref(), base.as_ref());
    let metadata = Metadata { title, publisher, author, url, published, language, picture };
    Page { metadata, base, heading }
}

/// The highest rung with a value that is one.
fn best<T, const RUNGS: usize>(
    rungs: [Option<Told<String>>; RUNGS],
    check: impl Fn(&str) -> Option<T>,
) -> Option<Told<T>> {
    rungs.into_iter().flatten().find_map(|told| Some(Told { value: check(&told.value)?, rung: told.rung }))
}

fn day(value: &str) -> Option<Date> {
    if values::is_ambiguous_day(value) { None } else { values::day(value) }
}

/// The page's `<meta>` elements by name, in small letters; microdata's as `itemprop:…`.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn read(document: &Document) -> Self {
        let mut values = Vec::new();
        for node in document.select("meta[content], [itemprop='datePublished'][content]").nodes() {
            let Some(content) = dom::attribute(node, "content") else { continue };
            for (attribute, prefix) in [("property", ""), ("name", ""), ("itemprop", "itemprop:")] {
                if let Some(name) = dom::attribute(node, attribute) {
                    values.push((
                        format!("{prefix}{}", name.to_ascii_lowercase().replace("dc:", "dc.")),
                        content.clone(),
                    ));
                }
            }
        }
        Self(values)
    }

    /// The first value with one of these names; of microdata, which other articles on the page have too, only
    /// one that is alone.
    fn get(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let mut found = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value);
            let first = found.next()?;
            let is_sure = !name.starts_with("itemprop:") || found.all(|other| other == first);
            is_sure.then(|| super::without_markup(first))
        })
    }
}

fn describe(
    document: &Document,
    meta: &Meta,
    canonical: Option<&str>,
    heading: Option<&str>,
    title: Option<&str>,
) -> Described {
    let scripts: Vec<String> = document
        .select("script[type*='ld+json']")
        .nodes()
        .iter()
        .map(|node| node.text().to_string())
        .collect();
    let same_address = |one: &str, other: &str| {
        let bare =
            |address: &str| address.split(['#', '?']).next().map(|a| a.trim_end_matches('/').to_owned());
        bare(one) == bare(other)
    };
    let addresses: Vec<String> =
        canonical.map(str::to_owned).into_iter().chain(meta.get(&["og:url"])).collect();
    let titles: Vec<String> = meta
        .get(&["og:title"])
        .into_iter()
        .chain([heading, title].into_iter().flatten().map(str::to_owned))
        .collect();
    json_ld::read(&scripts, |described| {
        let by_address = described
            .url
            .as_ref()
            .is_some_and(|url| addresses.iter().any(|address| same_address(url, address)));
        let by_title = described.title.as_ref().is_some_and(|described| {
            let described = fold(described);
            titles.iter().any(|title| fold(title).starts_with(&described))
        });
        by_address || by_title
    })
    .unwrap_or_default()
}

/// A title that was cut for search engines, as the page's heading has it in whole.
fn whole(title: String, heading: Option<&str>) -> String {
    let start = title.trim_end_matches(['…', '.']).trim_end();
    match heading {
        Some(heading)
            if start.chars().count() >= 20 && heading.len() > title.len() && heading.starts_with(start) =>
        {
            heading.to_owned()
        }
        _ => title,
    }
}

/// The page's main heading: an `<h1>` that stands alone or is the article's, and is not the name of the site.
fn heading(document: &Document, site: Option<&str>) -> Option<String> {
    heading_node(document)
        .map(|node| dom::line(&node))
        .and_then(|text| values::title(&text, site).map(|_| text))
}

fn heading_node(document: &Document) -> Option<NodeRef<'_>> {
    let in_article = document.select("article h1, main h1, [itemprop='headline']");
    let anywhere = document.select("h1");
    let found = in_article.nodes().first().copied().or_else(|| match anywhere.nodes() {
        [only] => Some(*only),
        // The name of the site is often the first of two, as the link around its logo.
        several => {
            several.iter().find(|node| !node.ancestors_it(None).any(|a| dom::name(&a) == "header")).copied()
        }
    })?;
    (!dom::line(&found).is_empty()).then_some(found)
}

/// The nearest elements around the main heading, from the inside outwards.
fn near_heading(document: &Document) -> Vec<NodeRef<'_>> {
    let Some(heading) = heading_node(document) else { return Vec::new() };
    heading
        .ancestors_it(Some(NEAR))
        .take_while(|node| !matches!(dom::name(node).as_str(), "body" | "html" | ""))
        .collect()
}

/// The values that some elements near the heading have, from the nearest that has any; one only if they agree.
fn agreed<'a>(
    near: &[NodeRef<'a>],
    is_wanted: impl Fn(&NodeRef<'a>) -> bool,
    value: impl Fn(&NodeRef<'a>) -> Option<String>,
) -> Option<String> {
    near.iter().find_map(|around| {
        let found: Vec<String> = around
            .descendants_it()
            .filter(|node| {
                node.is_element()
                    && is_wanted(node)
                    && !is_aside(node, around)
                    && !shows_other_day(node, around, near)
            })
            .filter_map(|node| value(&node))
            .collect();
        let first = found.first()?;
        Some(found.iter().all(|other| other == first).then(|| first.clone()))
    })?
}

/// Whether an element stands in a part that belongs to other articles.
fn is_aside(node: &NodeRef<'_>, within: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).take_while(|ancestor| ancestor.id != within.id).any(|ancestor| {
        matches!(dom::name(&ancestor).as_str(), "aside" | "nav" | "footer")
            || super::extras::is_extra(&ancestor)
    })
}

/// Whether a day in an element is the present one, as the head of a site shows it, or that of something to come.
fn shows_other_day(node: &NodeRef<'_>, within: &NodeRef<'_>, near: &[NodeRef<'_>]) -> bool {
    const PRESENT: [&str; 5] = ["current", "today", "now", "clock", "weather"];
    // The day itself may have a calendar as its picture; a box that is one has other days.
    const BOXES: [&str; 3] = ["calendar", "upcoming", "announcements"];
    let has = |node: &NodeRef<'_>, words: &[&str]| {
        dom::label_words(node).iter().any(|word| words.contains(&word.as_str()))
    };
    has(node, &PRESENT)
        || node.ancestors_it(None).take_while(|ancestor| ancestor.id != within.id).any(|ancestor| {
            has(&ancestor, &PRESENT) || has(&ancestor, &BOXES) || is_head_of_site(&ancestor, near)
        })
}

/// Whether an element is the head of the site's pages: it holds no heading of the article, and is no part of it.
fn is_head_of_site(node: &NodeRef<'_>, near: &[NodeRef<'_>]) -> bool {
    let words = dom::label_words(node);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let is_head = dom::name(node) == "header"
        || has(&["topbar", "masthead"])
        || (has(&["top", "site"]) && has(&["header", "head", "bar", "line", "panel"]));
    is_head
        && near.iter().all(|around| around.id != node.id)
        && !node
            .ancestors_it(None)
            .any(|ancestor| matches!(dom::name(&ancestor).as_str(), "article" | "main"))
}

fn time_element(near: &[NodeRef<'_>]) -> Option<String> {
    agreed(
        near,
        |node| dom::name(node) == "time" && !dom::label_words(node).iter().any(|word| word == "updated"),
        |node| {
            let value = dom::attribute(node, "datetime").unwrap_or_else(|| dom::line(node));
            day(&value).and_then(|day| day.iso())
        },
    )
}

fn day_in_byline(near: &[NodeRef<'_>]) -> Option<String> {
    const WORDS: [&str; 11] = [
        "date",
        "datetime",
        "published",
        "pubdate",
        "posted",
        "created",
        "create",
        "byline",
        "meta",
        "time",
        "info",
    ];
    agreed(
        near,
        |node| dom::label_words(node).iter().any(|word| WORDS.contains(&word.as_str())),
        |node| {
            let line = dom::line(node);
            let value = day(&line).and_then(|day| day.iso())?;
            let pieces = node.descendants_it().filter_map(|inner| dom::text_of(&inner));
            let piece = pieces.into_iter().find(|piece| day(piece).is_some());
            // A line of its own, not a paragraph that happens to name a day.
            let is_short = line.chars().count() <= 80;
            (is_short && date_line::is_publication(&line, piece.as_deref().unwrap_or(&line))).then_some(value)
        },
    )
}

fn byline(near: &[NodeRef<'_>]) -> Option<String> {
    agreed(
        near,
        |node| {
            let words = dom::label_words(node);
            dom::attribute(node, "rel").is_some_and(|rel| rel == "author")
                || dom::attribute(node, "itemprop").is_some_and(|name| name == "author")
                || words.iter().any(|word| matches!(word.as_str(), "author" | "byline" | "автор"))
        },
        |node| values::author(without_label(&dom::line(node)), None),
    )
}

/// A byline without «Автор», which may stand in an element of its own and have no colon then.
fn without_label(line: &str) -> &str {
    const LABELS: [&str; 8] =
        ["автор", "авторы", "авторлар", "авторлары", "мәтін", "текст", "author", "жазған"];
    match line.split_once(' ') {
        Some((first, rest)) if LABELS.contains(&first.to_lowercase().as_str()) => rest,
        _ => line,
    }
}

/// The address in the comment that browsers write into pages that they save.
fn saved_from(document: &Document) -> Option<String> {
    document.root().descendants_it().filter_map(|node| dom::comment_of(&node)).find_map(|comment| {
        let address = comment.split("saved from url=(").nth(1)?.split_once(')')?.1;
        Some(address.split_whitespace().next()?.to_owned())
    })
}

fn attribute_of(document: &Document, selector: &str, name: &str) -> Option<String> {
    dom::attribute(document.select(selector).nodes().first()?, name)
}

fn text_of(document: &Document, selector: &str) -> Option<String> {
    let line = dom::line(document.select(selector).nodes().first()?);
    (!line.is_empty()).then_some(line)
}
