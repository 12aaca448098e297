//! Atom feeds (RFC 4287) of listings, with archived pages (RFC 5005), so that past events never fall out.

use chrono::NaiveDate;

use super::entries::Entries;
use super::identity::uuid;
use crate::archive::{Event, EventIndex, Shown};
use crate::formats::xml::Elements;
use crate::language::Language;
use crate::plan::{Listing, Output, Page, listing_address};
use crate::view::Views;
use crate::vocabulary::Rights;

const MIME_TYPE: &str = "application/atom+xml";

/// How many of the newest entries say more than title, dates and summary. Readers have seen the older ones.
const DETAILED: usize = 20;

/// The same for feeds of organisations, of which there are many.
const DETAILED_OF_ORGANISATION: usize = 3;

/// What an entry says of its event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Its title, its dates, its summary if it has one.
    Brief,
    /// Also its categories, sources and rights, and how its text begins where it has no summary.
    Opening,
    /// The text itself instead, as far as rights allow: in the feed of the whole archive alone, so that a text
    /// is not written a hundred times over.
    Text,
}

/// Writes a page of a listing's feed; 0 is the current one.
pub(super) fn write(
    views: &Views,
    entries: &Entries,
    language: Language,
    listing: Listing,
    page: u32,
    buffer: &mut Vec<u8>,
) {
    let recorded = views.recorded(listing);
    let archive = views.archive();
    let config = &archive.config;
    let (detail, detailed) = match listing {
        _ if page > 0 => (Detail::Brief, 0),
        Listing::All => (Detail::Text, DETAILED),
        Listing::Organisation(_) => (Detail::Opening, DETAILED_OF_ORGANISATION),
        _ => (Detail::Opening, DETAILED),
    };
    let shown: Vec<EventIndex> = recorded[views.plan().feed_range(recorded.len(), page)]
        .iter()
        .copied()
        .filter(|index| !archive.events[index.get()].draft)
        .collect();
    let path = |page| views.plan().path(archive, Output::Feed(language, listing, page));
    let archived = views.plan().feed_pages(listing).unwrap_or(0);
    let site = &config.title[language];

    let mut out = Elements::document(buffer);
    let base = views.absolute("");
    let mut attributes = vec![("xmlns", "http://www.w3.org/2005/Atom")];
    attributes.extend(base.as_deref().map(|base| ("xml:base", base)));
    attributes.push(("xml:lang", language.code()));
    if page > 0 {
        attributes.push(("xmlns:fh", "http://purl.org/syndication/history/1.0"));
    }
    out.open("feed", &attributes);
    match listing {
        Listing::All => out.text("title", &[], site),
        _ => out.text("title", &[], &format!("{} · {site}", views.listing_title(language, listing))),
    }
    // All pages are one feed.
    out.text("id", &[], &urn(&uuid(config, &["feed", language.code(), &listing_address(archive, listing)])));
    out.text("updated", &[], &at(shown.iter().filter_map(|&index| views.changed(index)).max()));
    out.open("author", &[]);
    out.text("name", &[], config.publisher.name.as_ref().unwrap_or(site));
    if let Some(url) = &config.publisher.url {
        out.text("uri", &[], url);
    }
    out.close("author");
    let mut link = |rel, href: &str, mime_type| {
        out.empty("link", &[("href", href), ("rel", rel), ("type", mime_type)]);
    };
    link("self", &views.reachable(&path(page)), MIME_TYPE);
    link("alternate", &views.page_address(language, Page::Listing(listing, 1)), "text/html");
    let previous = if page == 0 { archived } else { page - 1 };
    if previous > 0 {
        link("prev-archive", &views.reachable(&path(previous)), MIME_TYPE);
    }
    if page > 0 {
        link("current", &views.reachable(&path(0)), MIME_TYPE);
        if page < archived {
            link("next-archive", &views.reachable(&path(page + 1)), MIME_TYPE);
        }
    }
    if let Some(license) = &config.license {
        out.text("rights", &[], &license.name);
    }
    if !config.description[language].is_empty() {
        out.text("subtitle", &[], &config.description[language]);
    }
    if page > 0 {
        out.empty("fh:archive", &[]);
    }
    for (position, &index) in shown.iter().enumerate() {
        if position < detailed {
            entry(views, language, index, detail, &mut out);
        } else {
            out.written(entries.feed[language].of(views, index, |buffer| {
                entry(views, language, index, Detail::Brief, &mut Elements::part(buffer));
            }));
        }
    }
    out.close("feed");
}

fn entry(views: &Views, language: Language, index: EventIndex, detail: Detail, out: &mut Elements<'_>) {
    let archive = views.archive();
    let event = &archive.events[index.get()];
    let (shown_in, text) = event.text(language);
    let is_detailed = detail != Detail::Brief;
    let foreign = [("xml:lang", shown_in.code())];
    let lang: &[_] = if shown_in == language { &[] } else { &foreign };
    // As on its page: a text in another language of the site stands in the feed of that language.
    let elsewhere = shown_in != language && archive.config.languages.contains(&shown_in);
    out.open("entry", &[]);
    out.text("title", lang, text.title());
    out.text("id", &[], &urn(&uuid(&archive.config, &["event", &event.id, language.code()])));
    out.text("updated", &[], &at(views.changed(index)));
    if is_detailed {
        categories(views, language, event, out);
    }
    // What is not said otherwise is the address of what the entry is about (RFC 4287, 4.2.7.2).
    out.empty("link", &[("href", &views.page_address(language, Page::Event(index)))]);
    if is_detailed {
        for url in event.sources().filter_map(|source| source.url.as_deref()) {
            out.empty("link", &[("href", url), ("rel", "via")]);
        }
    }
    if let Some(day) = event.recorded {
        out.text("published", &[], &at(Some(day)));
    }
    // An entry without is under the rights of the feed (RFC 4287, 4.2.10): those are for the archive's own texts.
    if text.rights != Rights::Own {
        out.text("rights", &[], &views.word(language, "rights", text.rights.id()));
    }
    let body = if elsewhere || detail != Detail::Text { Shown::Nothing } else { text.body() };
    let has_body = !matches!(body, Shown::Nothing);
    let opening = if is_detailed && !has_body { text.opening() } else { None };
    if let Some(summary) = text.summary().or(opening).filter(|_| !elsewhere) {
        out.text("summary", lang, summary);
    }
    let mut content = |kind, base: Option<&str>, value: &str| {
        let base = base.map(|base| ("xml:base", base));
        let attributes: Vec<_> = lang.iter().copied().chain(base).chain([("type", kind)]).collect();
        out.text("content", &attributes, value);
    };
    match body {
        Shown::Whole(document) => {
            // Links within the text, as to its notes, lead to places of the event's page.
            let page = views.absolute(&views.plan().address(archive, language, Page::Event(index)));
            content("html", page.as_deref(), &views.html(document, language));
        }
        Shown::Excerpt(excerpt) => content("text", None, excerpt),
        Shown::Nothing => {}
    }
    out.close("entry");
}

fn categories(views: &Views, language: Language, event: &Event, out: &mut Elements<'_>) {
    let mut category = |term: &str, label: &str| out.empty("category", &[("term", term), ("label", label)]);
    if let Some(kind) = event.kind {
        category(kind.id(), &views.word(language, "kind", kind.id()));
    }
    if let Some(region) = event.region {
        category(views.region_id(region), views.region_name(language, region));
    }
}

fn urn(uuid: &str) -> String {
    format!("urn:uuid:{uuid}")
}

/// The beginning of a day in universal time. Atom demands a time: where the archive knows no day, it is
/// 1 January 1970.
fn at(day: Option<NaiveDate>) -> String {
    format!("{}T00:00:00Z", day.unwrap_or_default())
}
