//! The search page, and the files that its script reads: those of the index, and the cards of events.

use serde::Serialize;
use tera::Value;

use super::overview::{Entry, KindEntry, RegionEntry};
use super::{View, Views};
use crate::archive::EventIndex;
use crate::language::Language;
use crate::plan::Page;
use crate::search::{Index, Layout, Part, json, listed};

/// How much of a summary a result shows, in Unicode characters.
const EXCERPT: usize = 160;

#[derive(Serialize)]
struct SearchView {
    /// The folder of the index.
    index: String,
    /// The folder of the events' pages in this language.
    events: String,
    /// "5 events" for each plural category, as JSON, with `{n}` for the number.
    counts: String,
    regions: Vec<RegionEntry>,
    kinds: Vec<KindEntry>,
    languages: Vec<TextLanguageEntry>,
    first_year: Option<i32>,
    last_year: Option<i32>,
    undated: Option<Entry>,
    /// Where all events are listed.
    all: String,
    /// The pages with all regions, years, organisations and kinds, where they are made.
    overviews: Vec<super::Link>,
}

#[derive(Serialize)]
struct TextLanguageEntry {
    code: &'static str,
    short: String,
    /// In the page's language: `in Russian`.
    name: String,
}

/// An event among the results: id, title, the title's language where it is another one, year, the rest of
/// the date, the start of the summary.
type Card<'a> = (&'a str, &'a str, &'a str, String, String, String);

impl Views {
    pub(super) fn search(&self, language: Language) -> View {
        let strings = self.strings(language);
        let categories = ["one", "few", "many", "other"];
        let counts: serde_json::Map<String, serde_json::Value> = categories
            .into_iter()
            .filter_map(|category| {
                let text = strings.find(&format!("count.events.{category}"))?;
                Some((category.to_owned(), text.into()))
            })
            .collect();
        let years = &self.archive.listings.years;
        let event = self.plan.address(&self.archive, language, Page::Home);
        let overviews = [
            ("regions", Page::Regions),
            ("dates", Page::Dates),
            ("organisations", Page::Organisations),
            ("kinds", Page::Kinds),
        ];
        let view = SearchView {
            index: self.href("search/"),
            events: self.href(&format!("{event}events/")),
            counts: serde_json::Value::Object(counts).to_string(),
            regions: self.region_entries(language).into_iter().filter(|entry| entry.count.n > 0).collect(),
            kinds: self.kind_entries(language),
            languages: self
                .archive
                .config
                .languages
                .iter()
                .map(|&other| TextLanguageEntry {
                    code: other.code(),
                    short: self.strings(other).get("language.short").to_owned(),
                    name: self.word(language, "language.in", other.code()),
                })
                .collect(),
            first_year: years.keys().next().copied(),
            last_year: years.keys().next_back().copied(),
            undated: self.undated(language),
            all: self.page_href(language, Page::Listing(crate::plan::Listing::All, 1)),
            overviews: overviews
                .into_iter()
                .filter(|(_, page)| self.plan.has_overview(*page))
                .map(|(id, page)| super::Link {
                    title: self.word(language, "nav", id),
                    url: self.page_href(language, page),
                    lang: None,
                })
                .collect(),
        };
        let head = self.overview_head(language, "search", strings.get("search.lead"));
        let mut page = self.page(language, Page::Search, head, "search.html");
        page.context.insert_value("search", Value::from_serializable(&view));
        page
    }

    /// Writes a file of the search index. The index is made when the first of them is asked for.
    pub(crate) fn search_file(&self, part: Part, buffer: &mut Vec<u8>) {
        buffer.clear();
        if let Part::Cards(language, file) = part {
            let cards = self.search_cards(language, file as usize);
            buffer.extend_from_slice(&json(&cards));
        } else {
            buffer.extend_from_slice(self.search_index().bytes(part));
        }
    }

    /// The search index. Where many outputs are made at once, it is to be asked for before: it is made by all
    /// threads together, and whoever waited for it would be one less.
    pub(crate) fn search_index(&self) -> &Index {
        if let Some(index) = self.index.get() {
            return index;
        }
        // Not made under the lock: a thread that waits for a part of it may take up another output meanwhile,
        // which asks for it as well, and would wait for itself.
        let made = Index::new(&self.archive, &self.strings);
        self.index.get_or_init(|| made)
    }

    fn search_cards(&self, language: Language, file: usize) -> Vec<Card<'_>> {
        let searched = self.searched.get_or_init(|| listed(&self.archive).collect());
        let per_file = Layout::for_events(searched.len()).cards_per_file();
        let cards = searched.chunks(per_file).nth(file).unwrap_or_default();
        cards.iter().map(|&index| self.search_card(language, index)).collect()
    }

    fn search_card(&self, language: Language, index: EventIndex) -> Card<'_> {
        let event = &self.archive.events[index.get()];
        let (shown_in, text) = event.text(language);
        let date = self.date(language, event.date.as_ref());
        let other = super::other_language(shown_in, language).unwrap_or_default();
        let summary = text.summary().or_else(|| text.opening()).unwrap_or_default();
        (&event.id, text.title(), other, date.year, date.rest, shortened(summary))
    }
}

/// The beginning of a text, cut between words.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(EXCERPT) else { return text.to_owned() };
    let beginning = &text[..end];
    let cut = beginning.rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", beginning[..cut].trim_end_matches([' ', ',', ';', ':', '–', '—', '-']))
}
