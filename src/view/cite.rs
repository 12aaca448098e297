//! How an event's page is cited: ready text, records for reference managers, elements of the head.

use chrono::Datelike;
use serde::Serialize;

use super::Views;
use super::structured::Meta;
use crate::archive::{Event, EventIndex, Text};
use crate::formats::citation;
use crate::language::{Language, dates};
use crate::plan::Page;

/// Stands where the title is to be: no text has this sign.
const TITLE: &str = "\u{1}";

/// What the box for citing shows.
#[derive(Debug, Serialize)]
pub(super) struct CiteView {
    /// What stands before and behind the title in a text that is ready to copy: it is in the page's language,
    /// and the title may be in another.
    before: String,
    after: String,
    bibtex: String,
    ris: String,
}

impl Views {
    /// The box for citing. What is cited is the record: its date is the one on which it entered the archive,
    /// and the event's own stands in a note, as exact as it is known.
    pub(super) fn cite(&self, language: Language, index: EventIndex, event: &Event, text: &Text) -> CiteView {
        let strings = self.strings(language);
        let config = &self.archive.config;
        let url = self.page_address(self.canonical_language(language, event), Page::Event(index));
        let site = config.title[language].as_str();
        let recorded = event.recorded.map(|day| dates::calendar_day(day, strings));
        let parts = [("title", TITLE), ("site", site), ("url", url.as_str())];
        let ready = match &recorded {
            Some(day) => strings.fill("cite.text", &[parts[0], parts[1], parts[2], ("date", day.as_str())]),
            None => strings.fill("cite.text-undated", &parts),
        };
        let (before, after) = ready.split_once(TITLE).unwrap_or((&ready, ""));
        let (shown_in, _) = event.text(language);
        let note = self.citation_note(language, event);
        let publisher = config.publisher.name.as_deref().unwrap_or(site);
        let bibtex = citation::bibtex(
            "misc",
            &event.id,
            &[
                ("title", Some(text.title().to_owned())),
                ("howpublished", Some(site.to_owned())),
                ("publisher", (publisher != site).then(|| publisher.to_owned())),
                ("year", event.recorded.map(|day| day.year().to_string())),
                ("month", event.recorded.map(|day| day.month().to_string())),
                ("url", Some(url.clone())),
                ("langid", Some(babel(shown_in).to_owned())),
                ("note", Some(note.clone())),
            ],
        );
        let ris = citation::ris(&[
            ("TY", Some("ELEC".to_owned())),
            ("TI", Some(text.title().to_owned())),
            ("T2", Some(site.to_owned())),
            ("PB", (publisher != site).then(|| publisher.to_owned())),
            ("PY", event.recorded.map(|day| day.year().to_string())),
            ("DA", event.recorded.map(|day| day.format("%Y/%m/%d").to_string())),
            ("UR", Some(url)),
            ("LA", Some(shown_in.code().to_owned())),
            ("N1", Some(note)),
        ]);
        CiteView { before: before.to_owned(), after: after.to_owned(), bibtex, ris }
    }

    /// The event's date in words, and where it was reported.
    fn citation_note(&self, language: Language, event: &Event) -> String {
        let strings = self.strings(language);
        let mut note =
            format!("{}: {}", strings.get("event.date"), dates::full(event.date.as_ref(), strings));
        for source in event.sources() {
            let accessed = source
                .accessed
                .map(|day| strings.fill("event.accessed", &[("date", &dates::calendar_day(day, strings))]));
            let parts: Vec<&str> = [source.publisher.as_deref(), source.url.as_deref(), accessed.as_deref()]
                .into_iter()
                .flatten()
                .collect();
            if !parts.is_empty() {
                note.push_str(&format!("; {}: {}", strings.get("cite.source"), parts.join(", ")));
            }
        }
        note
    }

    /// By these elements a reference manager takes the page: Highwire for what it knows, Dublin Core for
    /// the rest.
    pub(super) fn citation_metas(
        &self,
        language: Language,
        index: EventIndex,
        event: &Event,
        text: &Text,
    ) -> Vec<Meta> {
        let config = &self.archive.config;
        let publisher = config.publisher.name.as_ref().unwrap_or(&config.title[language]);
        let region = event.region.map(|region| self.region_name(language, region).to_owned());
        let title = text.title().to_owned();
        let mut metas = vec![Meta { name: "citation_title", property: Some("og:title"), content: title }];
        let mut add = |name, content: Option<String>| {
            metas.extend(content.map(|content| Meta { name, property: None, content }));
        };
        add("citation_publication_date", event.recorded.map(|day| day.format("%Y/%m/%d").to_string()));
        add("citation_publisher", Some(publisher.clone()));
        add("citation_language", Some(event.text(language).0.code().to_owned()));
        let canonical = self.canonical_language(language, event);
        add("DC.identifier", self.absolute(&self.plan.address(&self.archive, canonical, Page::Event(index))));
        add("DC.coverage", region);
        add("DC.coverage", event.date.as_ref().map(ToString::to_string));
        add(
            "DC.rights",
            config
                .license
                .as_ref()
                .map(|license| license.name.clone())
                .filter(|_| matches!(text.rights, crate::vocabulary::Rights::Own)),
        );
        for source in event.sources() {
            add("DC.source", source.url.clone());
        }
        metas
    }
}

/// The language's name in LaTeX packages.
fn babel(language: Language) -> &'static str {
    match language {
        Language::Kazakh => "kazakh",
        Language::Russian => "russian",
        Language::English => "english",
    }
}
