//! An event as a row of a listing, and what its page shares with it.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Map, Value};

use super::{Views, other_language};
use crate::archive::{Event, EventIndex};
use crate::date::Date;
use crate::language::{ByLanguage, Language, dates};
use crate::plan::Page;

/// What is known of a date, for a row and for a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DateView {
    /// In full words.
    pub(super) full: String,
    /// The year, or nothing.
    pub(super) year: String,
    /// What is known besides the year, in words.
    pub(super) rest: String,
    /// For `<time datetime>`: certain single dates alone.
    pub(super) iso: Option<String>,
}

/// What a language that an event has a text in is called.
#[derive(Default)]
pub(super) struct TextLanguage {
    /// `Қаз`
    short: String,
    /// In the page's language: `қазақша`.
    name: String,
    /// In itself, as within a sentence: `қазақша`, `English`.
    own_name: String,
}

/// The views of dates. Most events share theirs with others.
pub(super) struct Dates {
    /// Where the view of each event's date stands.
    of_events: Vec<u32>,
    /// Made when they are first asked for.
    views: ByLanguage<Vec<OnceLock<Value>>>,
}

impl Dates {
    /// Makes room for the dates of events, which stand in the order of their dates.
    pub(super) fn of(events: &[Arc<Event>]) -> Self {
        let mut different = 0;
        let mut last = None;
        let of_events = events
            .iter()
            .map(|event| {
                if last != Some(&event.date) {
                    last = Some(&event.date);
                    different += 1;
                }
                different - 1
            })
            .collect();
        let empty = || (0..different).map(|_| OnceLock::new()).collect();
        Self { of_events, views: ByLanguage::from_fn(|_| empty()) }
    }
}

impl Views {
    /// An event's card. It is made for the page that shows it: kept for all pages, the cards of a large archive
    /// would take as much memory as half of its texts, and be cold when they are looked at.
    pub(super) fn card(&self, language: Language, index: EventIndex) -> Value {
        let event = &self.archive.events[index.get()];
        let (shown_in, text) = event.text(language);
        // Regions, kinds and dates are many events' own: their views are shared, not copied.
        let shared = &self.shared[language];
        let region = event.region.map(|region| shared.regions[region.get()].clone());
        let kind = event.kind.map(|kind| shared.kinds[kind.position()].clone());
        map([
            ("id", event.id.as_str().into()),
            ("title", text.title.as_str().into()),
            ("lang", other_language(shown_in, language).into()),
            ("url", self.page_href(language, Page::Event(index)).into()),
            ("date", self.event_date(language, index)),
            ("place", text.place.as_deref().into()),
            ("number", event.number.into()),
            ("draft", event.draft.into()),
            ("languages", self.text_languages(language, index).into()),
            ("region", region.into()),
            ("kind", kind.into()),
        ])
    }

    /// The view of an event's date, which is shared by all events of that date.
    pub(super) fn event_date(&self, language: Language, index: EventIndex) -> Value {
        let position = self.dates.of_events[index.get()] as usize;
        let date = self.archive.events[index.get()].date.as_ref();
        let made = &self.dates.views[language][position];
        made.get_or_init(|| Value::from_serializable(&self.date(language, date))).clone()
    }

    /// Makes the view of a language's names, for a page in another.
    pub(super) fn text_language(&self, language: Language, other: Language) -> TextLanguage {
        TextLanguage {
            short: self.strings(other).get("language.short").to_owned(),
            name: self.word(language, "language.in", other.code()),
            own_name: self.strings(other).get("language.own").to_owned(),
        }
    }

    pub(super) fn date(&self, language: Language, date: Option<&Date>) -> DateView {
        let strings = self.strings(language);
        let listed = dates::listing(date, strings);
        DateView {
            full: dates::full(date, strings),
            year: listed.year,
            rest: listed.rest,
            iso: date.and_then(Date::iso),
        }
    }

    /// The view of an event's date in full words.
    pub(super) fn in_full(date: &Value) -> &str {
        date.as_map().and_then(|date| date.get(&"full".into())).and_then(Value::as_str).unwrap_or_default()
    }

    /// The languages that an event has texts in, each with its names and the page in it, if the site has one.
    pub(super) fn text_languages(&self, language: Language, index: EventIndex) -> Vec<Value> {
        let texts = self.archive.events[index.get()].texts.iter();
        let written = texts.filter(|(_, text)| text.is_some()).map(|(other, _)| other);
        written
            .map(|other| {
                let url = self.has_language(other).then(|| self.page_href(other, Page::Event(index)));
                let names = &self.shared[language].text_languages[other];
                map([
                    ("code", other.code().into()),
                    ("short", names.short.as_str().into()),
                    ("name", names.name.as_str().into()),
                    ("own_name", names.own_name.as_str().into()),
                    ("url", url.into()),
                    ("own", (other == language).into()),
                ])
            })
            .collect()
    }
}

/// What has these parts.
fn map<const LENGTH: usize>(parts: [(&'static str, Value); LENGTH]) -> Value {
    let mut map = Map::default();
    map.reserve(LENGTH);
    map.extend(parts.map(|(name, value)| (name.into(), value)));
    Value::from(map)
}
