//! An event as a row of a listing, and what its page shares with it.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::Value;

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

/// What a row of a listing shows.
#[derive(Serialize)]
struct CardView<'a> {
    id: &'a str,
    title: &'a str,
    lang: Option<&'static str>,
    url: String,
    date: Value,
    place: Option<&'a str>,
    number: Option<u32>,
    draft: bool,
    languages: Vec<Value>,
    region: Value,
    kind: Value,
}

/// A language that an event has a text in.
#[derive(Serialize)]
struct TextLanguageView<'a> {
    code: &'static str,
    short: &'a str,
    name: &'a str,
    own_name: &'a str,
    /// The page in this language, if the site has one.
    url: Option<String>,
    /// Whether it is the page's language.
    own: bool,
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
    /// An event's card. It is made for what shows it: kept for all pages, the cards of a large archive
    /// would take as much memory as half of its texts, and be cold when they are looked at.
    pub(crate) fn card(&self, language: Language, index: EventIndex) -> Value {
        let event = &self.archive.events[index.get()];
        let (shown_in, text) = event.text(language);
        Value::from_serializable(&CardView {
            id: &event.id,
            title: text.title(),
            lang: other_language(shown_in, language),
            url: self.page_href(language, Page::Event(index)),
            date: self.event_date(language, index),
            place: text.place(),
            number: event.number,
            draft: event.draft,
            languages: self.text_languages(language, index),
            region: self.event_region(language, event),
            kind: self.event_kind(language, event),
        })
    }

    /// The view of an event's region, shared by all events there.
    pub(super) fn event_region(&self, language: Language, event: &Event) -> Value {
        event.region.map_or_else(Value::none, |region| self.shared[language].regions[region.get()].clone())
    }

    /// The view of an event's kind, shared by all events of it.
    pub(super) fn event_kind(&self, language: Language, event: &Event) -> Value {
        event.kind.map_or_else(Value::none, |kind| self.shared[language].kinds[kind.position()].clone())
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
        if !self.wanted.languages {
            return Vec::new();
        }
        let texts = self.archive.events[index.get()].texts.iter();
        let written = texts.filter(|(_, text)| text.is_some()).map(|(other, _)| other);
        written
            .map(|other| {
                let url = self.has_language(other).then(|| self.page_href(other, Page::Event(index)));
                let names = &self.shared[language].text_languages[other];
                Value::from_serializable(&TextLanguageView {
                    code: other.code(),
                    short: &names.short,
                    name: &names.name,
                    own_name: &names.own_name,
                    url,
                    own: other == language,
                })
            })
            .collect()
    }
}
