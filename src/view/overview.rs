//! What the front page, the overviews, ordinary pages and the page for lost visitors show.

use serde::Serialize;
use tera::{Context, Value};

use super::map::MapView;
use super::time::{Bar, Line};
use super::{Count, Head, KindView, Link, RegionView, View, Views, Without, other_language};
use crate::archive::{OrganisationIndex, Shown};
use crate::gazetteer::{Gazetteer, RegionKind};
use crate::language::Language;
use crate::language::alphabet::NO_LETTER;
use crate::plan::{Listing, Page};
use crate::vocabulary::EventKind;

/// How many of the newest events the front page shows.
const NEWEST: usize = 12;

#[derive(Serialize)]
struct HomeView {
    figures: Vec<Figure>,
    events: Count,
    events_url: String,
    map: MapView,
    regions: Vec<RegionEntry>,
    years: Vec<Bar>,
    undated: Option<Entry>,
    kinds: Vec<KindEntry>,
    regions_url: Option<String>,
    dates_url: Option<String>,
    kinds_url: Option<String>,
}

#[derive(Serialize)]
struct Figure {
    /// The number, as the language writes it; for the period `2005–2026`.
    value: String,
    /// What is counted, in the form that fits the number.
    label: String,
}

#[derive(Serialize)]
pub(super) struct Entry {
    title: String,
    url: String,
    count: Count,
}

#[derive(Serialize)]
pub(super) struct RegionEntry {
    region: RegionView,
    is_city: bool,
    pub(super) count: Count,
    /// Its events in time.
    line: Option<Line>,
    /// Since when it exists, where that is not for ever.
    note: Option<String>,
}

#[derive(Serialize)]
pub(super) struct KindEntry {
    kind: KindView,
    count: Count,
}

#[derive(Serialize)]
struct LettersView {
    letters: Vec<Letter>,
    groups: Vec<Group>,
    count: Count,
}

#[derive(Serialize)]
struct Letter {
    letter: String,
    /// The group's anchor; none for letters without entries.
    anchor: Option<String>,
}

#[derive(Serialize)]
struct Group {
    letter: String,
    anchor: String,
    entries: Vec<OrganisationEntry>,
}

#[derive(Serialize)]
struct OrganisationEntry {
    name: String,
    lang: Option<&'static str>,
    url: String,
    kind: Option<String>,
    count: Count,
    /// Its events in time.
    line: Option<Line>,
}

#[derive(Serialize)]
struct TextView<'a> {
    title: &'a str,
    lang: Option<&'static str>,
    body: Value,
    untranslated: bool,
    extra: &'a crate::fields::Table,
}

#[derive(Serialize)]
struct NotFoundView {
    lang: &'static str,
    title: String,
    text: String,
    home: Link,
    events: Link,
}

impl Views {
    pub(super) fn home(&self, language: Language) -> View {
        let config = &self.archive.config;
        let all = &self.archive.listings.all;
        let view = HomeView {
            figures: self.figures(language),
            events: self.count(language, "events", all.len()),
            events_url: self.page_href(language, Page::Listing(Listing::All, 1)),
            map: self.map(language, None),
            regions: self.region_entries(language),
            years: self.bars(language),
            undated: self.undated(language),
            kinds: self.kind_entries(language),
            regions_url: self.overview_href(language, Page::Regions),
            dates_url: self.overview_href(language, Page::Dates),
            kinds_url: self.overview_href(language, Page::Kinds),
        };
        let head = Head {
            kind: "home",
            title: config.title[language].clone(),
            title_lang: None,
            description: config.description[language].clone(),
            crumbs: Vec::new(),
            section: "home",
            indexed: true,
            written_in: Vec::new(),
            shown_in: None,
            feeds: self.feed_link(language, Listing::All).into_iter().collect(),
            metas: Vec::new(),
            picture: None,
            about: Some(self.about_site(language)),
        };
        let mut page = self.page(language, Page::Home, head, "home.html");
        page.context.insert_value("home", Value::from_serializable(&view));
        self.show(&mut page, language, &all[..all.len().min(NEWEST)], Without::Nothing);
        page
    }

    fn overview_href(&self, language: Language, page: Page) -> Option<String> {
        self.plan.has_overview(page).then(|| self.page_href(language, page))
    }

    fn figures(&self, language: Language) -> Vec<Figure> {
        let strings = self.strings(language);
        let index = &self.archive.listings;
        let counted =
            |key: &str, n: usize| Figure { value: strings.number(n), label: strings.count_word(key, n) };
        let organisations = index.organisations.iter().filter(|events| !events.is_empty()).count();
        let sources: usize =
            index.all.iter().map(|event| self.archive.events[event.get()].sources().count()).sum();
        let mut figures = vec![
            counted("events", index.all.len()),
            counted("organisations", organisations),
            counted("regions", index.regions.len()),
            counted("sources", sources),
        ];
        if let (Some((first, _)), Some((last, _))) =
            (index.years.first_key_value(), index.years.last_key_value())
        {
            let value = if first == last { first.to_string() } else { format!("{first}–{last}") };
            figures.push(Figure { value, label: strings.get("home.period").to_owned() });
        }
        if !index.undated.is_empty() {
            figures.push(Figure {
                value: strings.number(index.undated.len()),
                label: strings.get("home.undated").to_owned(),
            });
        }
        figures
    }

    pub(super) fn region_entries(&self, language: Language) -> Vec<RegionEntry> {
        let strings = self.strings(language);
        let alphabet = &self.alphabets[language];
        let events_of = |region| self.archive.listings.regions.get(&region).map_or(&[][..], Vec::as_slice);
        let mut entries: Vec<RegionEntry> = Gazetteer::built_in()
            .indexed()
            .map(|(index, region)| RegionEntry {
                region: self.region(language, index),
                is_city: match region.kind {
                    RegionKind::City => true,
                    RegionKind::Oblast => false,
                },
                count: self.count(language, "events", events_of(index).len()),
                line: if self.wanted.line { self.line(events_of(index)) } else { None },
                note: region.since.map(|since| {
                    let day = crate::language::dates::calendar_day(since, strings);
                    strings.fill("region.since", &[("date", &day)])
                }),
            })
            .collect();
        entries.sort_by_cached_key(|entry| {
            (entry.is_city, alphabet.sort_key(&entry.region.name), entry.region.id.clone())
        });
        entries
    }

    pub(super) fn undated(&self, language: Language) -> Option<Entry> {
        let url = self.listing_href(language, Listing::Undated)?;
        Some(Entry {
            title: self.strings(language).get("listing.undated").to_owned(),
            url,
            count: self.count(language, "events", self.archive.listings.undated.len()),
        })
    }

    pub(super) fn kind_entries(&self, language: Language) -> Vec<KindEntry> {
        let mut entries: Vec<(EventKind, usize)> =
            self.archive.listings.kinds.iter().map(|(&kind, events)| (kind, events.len())).collect();
        entries.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
        entries
            .into_iter()
            .map(|(kind, count)| KindEntry {
                kind: self.kind(language, kind),
                count: self.count(language, "events", count),
            })
            .collect()
    }

    /// The head of an overview page, with its name from the menu.
    pub(super) fn overview_head(&self, language: Language, section: &'static str, lead: &str) -> Head {
        Head {
            kind: section,
            title: self.word(language, "nav", section),
            title_lang: None,
            description: lead.to_owned(),
            crumbs: vec![self.home_crumb(language)],
            section,
            indexed: true,
            written_in: Vec::new(),
            shown_in: None,
            feeds: Vec::new(),
            metas: Vec::new(),
            picture: None,
            about: None,
        }
    }

    pub(super) fn regions(&self, language: Language) -> View {
        let entries = self.region_entries(language);
        let with_events = entries.iter().filter(|entry| entry.count.n > 0).count();
        let count = self.count(language, "regions", with_events);
        let lead = self.strings(language).fill("regions.lead", &[("count", &count.text)]);
        let head = self.overview_head(language, "regions", &lead);
        let mut page = self.page(language, Page::Regions, head, "regions.html");
        page.context.insert_value("lead", lead.into());
        page.context.insert_value("regions", Value::from_serializable(&entries));
        page.context.insert_value("map", Value::from_serializable(&self.map(language, None)));
        page
    }

    pub(super) fn dates(&self, language: Language) -> View {
        let listings = &self.archive.listings;
        let known = listings.all.len() - listings.undated.len();
        let all = self.count(language, "events", listings.all.len());
        let lead = self
            .strings(language)
            .fill("dates.lead", &[("all", &all.text), ("known", &self.strings(language).number(known))]);
        let head = self.overview_head(language, "dates", &lead);
        let mut page = self.page(language, Page::Dates, head, "dates.html");
        page.context.insert_value("lead", lead.into());
        page.context.insert_value("years", Value::from_serializable(&self.bars(language)));
        page.context.insert_value("decades", Value::from_serializable(&self.decades(language)));
        page.context.insert_value("undated", Value::from_serializable(&self.undated(language)));
        page
    }

    pub(super) fn kinds(&self, language: Language) -> View {
        let entries = self.kind_entries(language);
        let count = self.count(language, "kinds", entries.len());
        let lead = self.strings(language).fill("kinds.lead", &[("count", &count.text)]);
        let head = self.overview_head(language, "kinds", &lead);
        let mut page = self.page(language, Page::Kinds, head, "kinds.html");
        page.context.insert_value("lead", lead.into());
        page.context.insert_value("kinds", Value::from_serializable(&entries));
        page
    }

    pub(super) fn organisations(&self, language: Language) -> View {
        let view = self.letters(language);
        let lead = self.strings(language).fill("organisations.lead", &[("count", &view.count.text)]);
        let head = self.overview_head(language, "organisations", &lead);
        let mut page = self.page(language, Page::Organisations, head, "organisations.html");
        page.context.insert_value("lead", lead.into());
        page.context.insert_value("index", Value::from_serializable(&view));
        page
    }

    /// The organisations under their letters, in the alphabet of the page's language.
    fn letters(&self, language: Language) -> LettersView {
        let alphabet = &self.alphabets[language];
        let mut entries: Vec<(Vec<u8>, &str, OrganisationEntry)> = Vec::new();
        for (position, organisation) in self.archive.organisations.iter().enumerate() {
            let index = OrganisationIndex::at(position);
            let Some(url) = self.listing_href(language, Listing::Organisation(index)) else { continue };
            let (name, lang) = organisation.name(language);
            let entry = OrganisationEntry {
                name: name.to_owned(),
                lang: lang.and_then(|lang| other_language(lang, language)),
                url,
                kind: organisation.kind.map(|kind| self.word(language, "organisation-kind", kind.id())),
                count: self.count(language, "events", self.archive.listings.organisations[position].len()),
                line: if self.wanted.line {
                    self.line(&self.archive.listings.organisations[position])
                } else {
                    None
                },
            };
            entries.push((alphabet.sort_key(name), &organisation.id, entry));
        }
        entries.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let count = self.count(language, "organisations", entries.len());
        let mut groups: Vec<Group> = Vec::new();
        for (_, _, entry) in entries {
            let letter = alphabet.letter(&entry.name);
            match groups.last_mut() {
                Some(group) if group.letter == letter => group.entries.push(entry),
                _ => {
                    let anchor = format!("letter-{}", groups.len() + 1);
                    groups.push(Group { letter, anchor, entries: vec![entry] });
                }
            }
        }
        // The alphabet, and between its letters those of names in other languages, as they come.
        let mut letters: Vec<Letter> = alphabet
            .letters()
            .iter()
            .map(|&letter| Letter { letter: letter.to_owned(), anchor: None })
            .collect();
        for group in &groups {
            let known = letters.iter().position(|letter| letter.letter == group.letter);
            let position = known.unwrap_or_else(|| {
                let key = alphabet.sort_key(&group.letter);
                let after = letters.partition_point(|letter| alphabet.sort_key(&letter.letter) < key);
                letters.insert(after, Letter { letter: group.letter.clone(), anchor: None });
                after
            });
            letters[position].anchor = Some(group.anchor.clone());
        }
        // Names that begin with no letter have a heading in words.
        let other = self.strings(language).get("letters.other");
        for letter in letters.iter_mut().map(|letter| &mut letter.letter) {
            if letter == NO_LETTER {
                other.clone_into(letter);
            }
        }
        for letter in groups.iter_mut().map(|group| &mut group.letter) {
            if letter == NO_LETTER {
                other.clone_into(letter);
            }
        }
        LettersView { letters, groups, count }
    }

    pub(super) fn text(&self, language: Language, position: u32) -> View {
        let page = &self.archive.pages[position as usize];
        let (shown_in, text) = page.text(language);
        let body = match text.body() {
            Shown::Whole(document) => self.shown_html(document, language),
            Shown::Excerpt(_) | Shown::Nothing => Value::safe_string(""),
        };
        let view = TextView {
            title: text.title(),
            lang: other_language(shown_in, language),
            body,
            untranslated: shown_in != language && self.has_language(shown_in),
            extra: &page.extra,
        };
        let head = Head {
            kind: "text",
            title: text.title().to_owned(),
            title_lang: other_language(shown_in, language),
            description: text.summary().unwrap_or_default().to_owned(),
            crumbs: vec![self.home_crumb(language)],
            section: "",
            indexed: self.archive.languages_of(&page.texts).contains(&language),
            written_in: self.archive.languages_of(&page.texts),
            shown_in: self.has_language(shown_in).then_some(shown_in),
            feeds: Vec::new(),
            metas: Vec::new(),
            picture: self.first_picture(text),
            about: None,
        };
        let mut made = self.page(language, Page::Text(position), head, "page.html");
        made.context.insert_value("text", Value::from_serializable(&view));
        made
    }

    /// One page for all languages: a host knows no better which one a lost visitor reads.
    pub(super) fn not_found(&self) -> View {
        let language = self.archive.config.first_language();
        let texts: Vec<NotFoundView> = self
            .archive
            .config
            .languages
            .iter()
            .map(|&other| {
                let strings = self.strings(other);
                let link = |key: &str, page| Link {
                    title: strings.get(key).to_owned(),
                    url: self.page_href(other, page),
                    lang: None,
                };
                NotFoundView {
                    lang: other.code(),
                    title: strings.get("not-found.title").to_owned(),
                    text: strings.get("not-found.text").to_owned(),
                    home: link("nav.home", Page::Home),
                    events: link("nav.events", Page::Listing(Listing::All, 1)),
                }
            })
            .collect();
        let mut context: Context = self.context(language);
        context.insert_value("texts", Value::from_serializable(&texts));
        let languages = self.language_links(language, |other| self.page_href(other, Page::Home));
        let head = serde_json::json!({
            "kind": "not-found", "title": self.strings(language).get("not-found.title"), "title_lang": null,
            "description": "", "url": self.href("404.html"), "canonical": null, "alternates": [],
            "crumbs": [], "section": "", "indexed": false, "languages": languages,
            "feeds": [], "metas": [], "structured": null,
        });
        context.insert_value("page", Value::from_serializable(&head));
        View { template: "404.html", context, rows: None, frame: self.frame(language, "", false) }
    }
}
