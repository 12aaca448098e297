//! An event as a row of a listing: made once in each language, shared by every listing.

use serde::Serialize;
use tera::Value;

use super::{Views, other_language};
use crate::archive::{Event, EventIndex};
use crate::date::Date;
use crate::language::{Language, dates};
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

/// A language that an event has a text in.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TextLanguage {
    pub(super) code: &'static str,
    /// `Қаз`
    pub(super) short: String,
    /// In the page's language: `қазақша`.
    pub(super) name: String,
    /// In itself, as within a sentence: `қазақша`, `English`.
    pub(super) own_name: String,
    /// The page in this language, if the site has one.
    pub(super) url: Option<String>,
    /// Whether it is the page's language.
    pub(super) own: bool,
}

#[derive(Serialize)]
struct CardView<'a> {
    id: &'a str,
    title: &'a str,
    lang: Option<&'static str>,
    url: String,
    date: DateView,
    place: Option<&'a str>,
    number: Option<u32>,
    draft: bool,
    languages: Vec<TextLanguage>,
}

impl Views {
    /// An event's card. Made when it is first asked for; afterwards the same value is shared.
    pub(super) fn card(&self, language: Language, index: EventIndex) -> Value {
        self.cards[language][index.get()].get_or_init(|| self.make_card(language, index)).clone()
    }

    /// An event's date as its card has it.
    pub(super) fn card_date(&self, language: Language, index: EventIndex) -> Value {
        let card = self.card(language, index);
        card.as_map().and_then(|card| card.get(&"date".into())).cloned().unwrap_or_else(Value::none)
    }

    fn make_card(&self, language: Language, index: EventIndex) -> Value {
        let event = &self.archive.events[index.get()];
        let (shown_in, text) = event.text(language);
        let card = CardView {
            id: &event.id,
            title: &text.title,
            lang: other_language(shown_in, language),
            url: self.page_href(language, Page::Event(index)),
            date: self.date(language, event.date.as_ref()),
            place: text.place.as_deref(),
            number: event.number,
            draft: event.draft,
            languages: self.text_languages(language, index, event),
        };
        let value = Value::from_serializable(&card);
        // Regions and kinds are many events' own: their views are shared, not copied.
        let mut map = value.into_map().unwrap_or_default();
        let shared = &self.shared[language];
        let region = event.region.map_or_else(Value::none, |region| shared.regions[region.get()].clone());
        let kind = event.kind.map_or_else(Value::none, |kind| shared.kinds[kind.position()].clone());
        map.insert("region".into(), region);
        map.insert("kind".into(), kind);
        Value::from(map)
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

    pub(super) fn text_languages(
        &self,
        language: Language,
        index: EventIndex,
        event: &Event,
    ) -> Vec<TextLanguage> {
        let site = &self.archive.config.languages;
        event
            .texts
            .iter()
            .filter(|(_, text)| text.is_some())
            .map(|(other, _)| TextLanguage {
                code: other.code(),
                short: self.strings(other).get("language.short").to_owned(),
                name: self.word(language, "language.in", other.code()),
                own_name: self.strings(other).get("language.own").to_owned(),
                url: site.contains(&other).then(|| self.page_href(other, Page::Event(index))),
                own: other == language,
            })
            .collect()
    }
}
