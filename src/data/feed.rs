//! Atom feeds (RFC 4287) of listings, with archived pages (RFC 5005), so that past events never fall out.

use std::collections::BTreeMap;

use atom_syndication::extension::Extension;
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use chrono::{DateTime, NaiveDate, NaiveTime};

use super::identity::uuid;
use crate::archive::{Event, EventIndex, Shown};
use crate::formats::xml;
use crate::language::Language;
use crate::plan::{Listing, Output, Page, listing_address};
use crate::view::Views;
use crate::vocabulary::Rights;

const MIME_TYPE: &str = "application/atom+xml";

/// How many of the newest entries have the whole text, as far as rights allow. Readers have seen the older
/// ones; those keep their summary, so that an event's text is not written a hundred times over.
const WITH_TEXT: usize = 20;

/// The same for feeds of organisations, of which there are many.
const WITH_TEXT_OF_ORGANISATION: usize = 3;

/// Writes a page of a listing's feed; 0 is the current one.
pub(super) fn write(views: &Views, language: Language, listing: Listing, page: u32, buffer: &mut Vec<u8>) {
    let recorded = views.recorded(listing);
    let archive = views.archive();
    let config = &archive.config;
    let shown = &recorded[views.plan().feed_range(recorded.len(), page)];
    let with_text = match listing {
        _ if page > 0 => 0,
        Listing::Organisation(_) => WITH_TEXT_OF_ORGANISATION,
        _ => WITH_TEXT,
    };
    let entries: Vec<Entry> = shown
        .iter()
        .filter(|index| !archive.events[index.get()].draft)
        .enumerate()
        .map(|(position, &index)| entry(views, language, index, position < with_text))
        .collect();
    let path = |page| views.plan().path(archive, Output::Feed(language, listing, page));
    let mut links = vec![
        link("self", views.reachable(&path(page)), MIME_TYPE),
        link("alternate", views.page_address(language, Page::Listing(listing, 1)), "text/html"),
    ];
    let archived = views.plan().feed_pages(listing).unwrap_or(0);
    let previous = if page == 0 { archived } else { page - 1 };
    if previous > 0 {
        links.push(link("prev-archive", views.reachable(&path(previous)), MIME_TYPE));
    }
    let mut extensions = BTreeMap::new();
    let mut namespaces = BTreeMap::new();
    if page > 0 {
        links.push(link("current", views.reachable(&path(0)), MIME_TYPE));
        if page < archived {
            links.push(link("next-archive", views.reachable(&path(page + 1)), MIME_TYPE));
        }
        namespaces.insert("fh".to_owned(), "http://purl.org/syndication/history/1.0".to_owned());
        let mark = Extension { name: "fh:archive".to_owned(), ..Extension::default() };
        extensions.insert("fh".to_owned(), BTreeMap::from([("archive".to_owned(), vec![mark])]));
    }
    let site = &config.title[language];
    let feed = Feed {
        title: plain(&match listing {
            Listing::All => site.clone(),
            _ => format!("{} · {site}", views.listing_title(language, listing)),
        }),
        subtitle: Some(plain(&config.description[language])).filter(|text| !text.value.is_empty()),
        // All pages are one feed.
        id: urn(&uuid(config, &["feed", language.code(), &listing_address(archive, listing)])),
        updated: entries.iter().map(|entry| entry.updated).max().unwrap_or_else(|| at(None)),
        authors: vec![Person {
            name: xml::text(config.publisher.name.as_ref().unwrap_or(site)).into_owned(),
            uri: config.publisher.url.as_ref().map(|url| xml::text(url).into_owned()),
            ..Person::default()
        }],
        rights: config.license.as_ref().map(|license| plain(&license.name)),
        links,
        entries,
        extensions,
        namespaces,
        base: views.absolute(""),
        lang: Some(language.code().to_owned()),
        ..Feed::default()
    };
    // Only the writer could fail, and a buffer does not.
    let _ = feed.write_to(&mut *buffer);
}

fn entry(views: &Views, language: Language, index: EventIndex, with_text: bool) -> Entry {
    let archive = views.archive();
    let event = &archive.events[index.get()];
    let (shown_in, text) = event.text(language);
    let lang = (shown_in != language).then(|| shown_in.code().to_owned());
    let written = |value: &str| Text { lang: lang.clone(), ..plain(value) };
    let content = |value: String, content_type: &str| Content {
        value: Some(xml::text(&value).into_owned()),
        content_type: Some(content_type.to_owned()),
        lang: lang.clone(),
        ..Content::default()
    };
    // As on its page: a text in another language of the site stands in the feed of that language.
    let elsewhere = lang.is_some() && archive.config.languages.contains(&shown_in);
    let content = match text.body() {
        _ if elsewhere || !with_text => None,
        Shown::Whole(document) => Some(content(views.html(document, language), "html")),
        Shown::Excerpt(excerpt) => Some(content(excerpt.to_owned(), "text")),
        Shown::Nothing => None,
    };
    let opening = if with_text && content.is_none() { text.opening() } else { None };
    let mut links = vec![Link {
        mime_type: None,
        ..link("alternate", views.page_address(language, Page::Event(index)), "")
    }];
    let mut rights = None;
    if with_text {
        links.extend(event.sources().filter_map(|source| {
            let via = |url: &String| Link { mime_type: None, ..link("via", xml::text(url).into_owned(), "") };
            source.url.as_ref().map(via)
        }));
        rights = match text.rights {
            // The feed's own rights say it.
            Rights::Own => None,
            rights => Some(plain(&views.word(language, "rights", rights.id()))),
        };
    }
    Entry {
        title: written(text.title()),
        id: urn(&uuid(&archive.config, &["event", &event.id, language.code()])),
        updated: at(views.changed(index)),
        published: event.recorded.map(|day| at(Some(day))),
        summary: text.summary().or(opening).filter(|_| !elsewhere).map(written),
        rights,
        categories: if with_text { categories(views, language, event) } else { Vec::new() },
        content,
        links,
        ..Entry::default()
    }
}

fn categories(views: &Views, language: Language, event: &Event) -> Vec<Category> {
    let category = |term: &str, label: String| Category {
        term: term.to_owned(),
        label: Some(xml::text(&label).into_owned()),
        ..Category::default()
    };
    let kind = event.kind.map(|kind| category(kind.id(), views.word(language, "kind", kind.id())));
    let region = event
        .region
        .map(|region| category(views.region_id(region), views.region_name(language, region).to_owned()));
    kind.into_iter().chain(region).collect()
}

fn plain(text: &str) -> Text {
    Text { value: xml::text(text).into_owned(), ..Text::default() }
}

fn link(rel: &str, href: String, mime_type: &str) -> Link {
    Link { rel: rel.to_owned(), href, mime_type: Some(mime_type.to_owned()), ..Link::default() }
}

fn urn(uuid: &str) -> String {
    format!("urn:uuid:{uuid}")
}

/// The beginning of a day in universal time. Atom demands a time: where the archive knows no day, it is
/// 1 January 1970.
fn at(day: Option<NaiveDate>) -> FixedDateTime {
    let seconds = day.map_or(0, |day| day.and_time(NaiveTime::MIN).and_utc().timestamp());
    DateTime::from_timestamp(seconds, 0).unwrap_or_default().fixed_offset()
}
