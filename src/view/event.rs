//! What an event's page shows.

use serde::Serialize;
use tera::Value;

use super::cite::CiteView;
use super::related::Related;
use super::{Count, Head, Link, View, Views, other_language};
use crate::archive::{Affiliation, Event, EventIndex, OrganisationIndex, Person, Shown, Text};
use crate::document;
use crate::language::{Language, dates};
use crate::plan::{Listing, Page};
use crate::vocabulary::Role;

/// A piece of text in a language of its own.
#[derive(Debug, Serialize)]
struct Tagged {
    text: String,
    lang: Option<&'static str>,
}

#[derive(Serialize)]
struct EventView<'a> {
    id: &'a str,
    title: &'a str,
    /// The language of title, summary, theme and body, where it is not the page's.
    lang: Option<&'static str>,
    summary: Option<&'a str>,
    /// Set where there is no text in the page's language: the languages that there are.
    untranslated: bool,
    languages: Vec<Value>,
    kind: Value,
    number: Option<u32>,
    date: Value,
    region: Value,
    /// What has changed about the region since the event took place.
    region_note: Option<String>,
    place: Option<Tagged>,
    theme: Option<Tagged>,
    organisations: Vec<Value>,
    people: Vec<PersonEntry<'a>>,
    sources: Vec<SourceEntry>,
    /// The names of the facts that wait for review, as one phrase.
    review: Option<String>,
    withdrawn: Option<Tagged>,
    draft: bool,
    /// The body, or nothing.
    body: Option<Value>,
    /// The first words of a body that may not be shown whole.
    excerpt: Option<&'a str>,
    /// What visitors should know of the text's rights.
    rights: String,
    rights_id: &'static str,
    recorded: Option<String>,
    updated: Option<String>,
    related: Vec<Related<'a>>,
    previous: Option<Value>,
    next: Option<Value>,
    /// The permanent address in full, if it is known.
    permanent: Option<String>,
    /// How the page is cited; not of a withdrawn event.
    cite: Option<CiteView>,
    extra: &'a crate::fields::Table,
}

#[derive(Serialize)]
struct OrganisationEntry {
    name: String,
    lang: Option<&'static str>,
    url: Option<String>,
    kind: Option<String>,
    role: Option<String>,
    events: Option<Count>,
}

#[derive(Serialize)]
struct PersonEntry<'a> {
    name: &'a str,
    role: Option<&'a str>,
    /// The language of name and role, where it is not the page's.
    lang: Option<&'static str>,
    organisation: Option<Link>,
    /// The name of an organisation that leads nowhere.
    organisation_name: Option<String>,
}

#[derive(Serialize)]
struct SourceEntry {
    title: Option<String>,
    lang: Option<&'static str>,
    publisher: Option<String>,
    url: Option<String>,
    archived: Option<String>,
    published: Option<String>,
    accessed: Option<String>,
    credit: Option<String>,
}

/// An event as the pages of others name it.
#[derive(Serialize)]
struct Mention<'a> {
    title: &'a str,
    lang: Option<&'static str>,
    url: String,
    /// When, in words.
    date: &'a str,
}

impl Views {
    pub(super) fn event(&self, language: Language, index: EventIndex) -> View {
        let event = &self.archive.events[index.get()];
        let (shown_in, text) = event.text(language);
        let lang = other_language(shown_in, language);
        let date = self.event_date(language, index);
        let head = self.event_head(language, index, shown_in, text, &date);
        let (body, excerpt) = match self.event_body(language, event) {
            Shown::Whole(document) => (Some(self.shown_html(document, language)), None),
            Shown::Excerpt(excerpt) => (None, Some(excerpt)),
            Shown::Nothing => (None, None),
        };
        let (previous, next) =
            if self.wanted.neighbours { self.neighbours(language, index) } else { (None, None) };
        let strings = self.strings(language);
        let review = (!event.waiting().is_empty()).then(|| {
            let facts: Vec<String> =
                event.waiting().iter().map(|fact| self.word(language, "fact", fact.value.id())).collect();
            facts.join(", ")
        });
        // Place and theme may be missing in a translation: then they stand in the event's own language.
        let own = event.text(event.language).1;
        let tagged = |here: Option<&str>, there: Option<&str>| match (here, there) {
            (Some(here), _) => Some(Tagged { text: here.to_owned(), lang }),
            (None, Some(there)) => {
                Some(Tagged { text: there.to_owned(), lang: other_language(event.language, language) })
            }
            (None, None) => None,
        };
        let view = EventView {
            id: &event.id,
            title: text.title(),
            lang,
            summary: text.summary().filter(|_| event.withdrawn.is_none()),
            untranslated: self.is_elsewhere(language, shown_in),
            languages: self.text_languages(language, index),
            kind: if event.withdrawn.is_none() { self.event_kind(language, event) } else { Value::none() },
            number: event.number,
            date,
            region: self.event_region(language, event),
            region_note: self.region_note(language, event),
            place: tagged(text.place(), own.place()),
            theme: tagged(text.theme(), own.theme()),
            organisations: self.participants(language, event),
            people: event.people().map(|person| self.person(language, event, &person)).collect(),
            sources: event.sources().map(|source| self.source(language, event, source)).collect(),
            review,
            withdrawn: event.withdrawn.as_ref().map(|reason| Tagged {
                text: reason.clone(),
                lang: other_language(event.language, language),
            }),
            draft: event.draft,
            body,
            excerpt,
            rights: self.word(language, "rights", text.rights.id()),
            rights_id: text.rights.id(),
            recorded: event.recorded.map(|day| dates::calendar_day(day, strings)),
            updated: event.updated.map(|day| dates::calendar_day(day, strings)),
            related: if self.wanted.related { self.related(language, index) } else { Vec::new() },
            previous,
            next,
            permanent: self.absolute(&self.plan.address(&self.archive, language, Page::Event(index))),
            cite: (self.wanted.cite && event.withdrawn.is_none())
                .then(|| self.cite(language, index, event, text)),
            extra: event.extra(),
        };
        let mut page = self.page(language, Page::Event(index), head, "event.html");
        page.context.insert_value("event", Value::from_serializable(&view));
        page
    }

    /// The body of an untranslated event stands on the page of its own language, if the site has one.
    fn is_elsewhere(&self, language: Language, shown_in: Language) -> bool {
        shown_in != language && self.has_language(shown_in)
    }

    /// The language whose page is the canonical one of those that show an event's text as this one does.
    pub(super) fn canonical_language(&self, language: Language, event: &Event) -> Language {
        let (shown_in, _) = event.text(language);
        if self.has_language(shown_in) {
            return shown_in;
        }
        self.archive.languages_of(&event.texts).first().copied().unwrap_or(language)
    }

    /// What an event's page in a language shows of the body.
    pub(super) fn event_body<'a>(&self, language: Language, event: &'a Event) -> Shown<'a> {
        let (shown_in, text) = event.text(language);
        if event.withdrawn.is_some() || self.is_elsewhere(language, shown_in) {
            return Shown::Nothing;
        }
        text.body()
    }

    fn event_head(
        &self,
        language: Language,
        index: EventIndex,
        shown_in: Language,
        text: &Text,
        date: &Value,
    ) -> Head {
        let event = &self.archive.events[index.get()];
        let strings = self.strings(language);
        let mut crumbs = Vec::new();
        if self.wanted.crumbs {
            crumbs.extend([
                self.home_crumb(language),
                Link {
                    title: strings.get("nav.events").to_owned(),
                    url: self.page_href(language, Page::Listing(Listing::All, 1)),
                    lang: None,
                },
            ]);
        }
        // Of a withdrawn event no fact is shown.
        if let Some(region) = event.region.filter(|_| self.wanted.crumbs && event.withdrawn.is_none())
            && let Some(url) = self.listing_href(language, Listing::Region(region))
        {
            crumbs.push(Link { title: self.region_title(language, region), url, lang: None });
        }
        let description = if self.wanted.description {
            self.event_description(language, event, shown_in, text, date)
        } else {
            String::new()
        };
        let written_in = self.archive.languages_of(&event.texts);
        let picture = if self.wanted.picture { self.preview_picture(language, event) } else { None };
        let indexed = event.withdrawn.is_none() && !event.draft && written_in.contains(&language);
        Head {
            kind: "event",
            title: text.title().to_owned(),
            title_lang: other_language(shown_in, language),
            description,
            crumbs,
            section: "events",
            indexed,
            shown_in: Some(self.canonical_language(language, event)),
            written_in,
            feeds: Vec::new(),
            // A withdrawn event is nothing to be found or cited any more.
            metas: if self.wanted.metas && event.withdrawn.is_none() {
                self.citation_metas(language, index, event, text)
            } else {
                Vec::new()
            },
            about: (self.wanted.structured && indexed).then(|| {
                let mut about = self.about_event(language, index, event, text);
                if let Some(picture) = &picture {
                    about["image"] = picture.about();
                }
                about
            }),
            picture,
        }
    }

    /// What the event is about, or else what, where and when it was; of a withdrawn one that it is withdrawn.
    fn event_description(
        &self,
        language: Language,
        event: &Event,
        shown_in: Language,
        text: &Text,
        date: &Value,
    ) -> String {
        if event.withdrawn.is_some() {
            return self.strings(language).get("event.withdrawn").to_owned();
        }
        let summary = if shown_in == language { text.summary().or_else(|| text.opening()) } else { None };
        if let Some(summary) = summary {
            return summary.to_owned();
        }
        let kind = event.kind.map(|kind| self.word(language, "kind", kind.id()));
        let region = event.region.map(|region| self.region_name(language, region).to_owned());
        let facts: Vec<String> =
            [kind, region, Some(Self::in_full(date).to_owned())].into_iter().flatten().collect();
        facts.join(" · ")
    }

    fn participants(&self, language: Language, event: &Event) -> Vec<Value> {
        event
            .participants()
            .map(|index| {
                let shared = &self.participants[language][index.get()];
                let entry =
                    shared.get_or_init(|| Value::from_serializable(&self.participant(language, index)));
                // Taking part is what is expected; only the other roles are worth a word.
                let roles: Vec<String> = event
                    .organisations
                    .iter()
                    .filter(|&&(other, role)| other == index && role != Role::Participant)
                    .map(|(_, role)| self.word(language, "role", role.id()))
                    .collect();
                if roles.is_empty() {
                    return entry.clone();
                }
                let mut map = entry.clone().into_map().unwrap_or_default();
                map.insert("role".into(), roles.join(", ").into());
                Value::from(map)
            })
            .collect()
    }

    /// An organisation that took part, without its role.
    fn participant(&self, language: Language, index: OrganisationIndex) -> OrganisationEntry {
        let organisation = &self.archive.organisations[index.get()];
        let (name, lang) = organisation.name(language);
        let events = self.archive.listings.organisations[index.get()].len();
        OrganisationEntry {
            name: name.to_owned(),
            lang: lang.filter(|&lang| lang != language).map(Language::code),
            url: self.listing_href(language, Listing::Organisation(index)),
            kind: organisation.kind.map(|kind| self.word(language, "organisation-kind", kind.id())),
            role: None,
            events: self.wanted.participant_events.then(|| self.count(language, "events", events)),
        }
    }

    fn person<'a>(&self, language: Language, event: &Event, person: &Person<'a>) -> PersonEntry<'a> {
        let (organisation, organisation_name) = match person.organisation {
            None => (None, None),
            Some(Affiliation::Named(name)) => (None, Some(name.clone())),
            Some(Affiliation::Known(index)) => {
                let (name, lang) = self.organisation_name(language, *index);
                let lang = lang.filter(|&lang| lang != language).map(Language::code);
                match self.listing_href(language, Listing::Organisation(*index)) {
                    Some(url) => (Some(Link { title: name.to_owned(), url, lang }), None),
                    None => (None, Some(name.to_owned())),
                }
            }
        };
        PersonEntry {
            name: person.name,
            role: person.role,
            lang: other_language(event.language, language),
            organisation,
            organisation_name,
        }
    }

    fn source(&self, language: Language, event: &Event, source: &document::Source) -> SourceEntry {
        let strings = self.strings(language);
        SourceEntry {
            title: source.title.clone(),
            lang: other_language(
                source.title.as_deref().and_then(Language::of_title).unwrap_or(event.language),
                language,
            ),
            publisher: source.publisher.clone(),
            url: source.url.clone(),
            archived: source.archived.clone(),
            published: source.published.map(|day| dates::calendar_day(day, strings)),
            accessed: source.accessed.map(|day| dates::calendar_day(day, strings)),
            credit: source.credit.clone(),
        }
    }

    /// The name that the region had when the event took place, if it was another one.
    fn region_note(&self, language: Language, event: &Event) -> Option<String> {
        let region = crate::gazetteer::Gazetteer::built_in().get(event.region?);
        let day = event.date.as_ref()?.latest_day()?;
        let then = region.name_on(language, Some(day));
        (then != region.names[language])
            .then(|| self.strings(language).fill("event.region-then", &[("name", then)]))
    }

    /// The events before and after in time. Lists run from the newest to the oldest.
    fn neighbours(&self, language: Language, index: EventIndex) -> (Option<Value>, Option<Value>) {
        let all = &self.archive.listings.all;
        let Ok(position) = all.binary_search(&index) else { return (None, None) };
        // Without a year there is no before and after.
        let has_year = |index: &EventIndex| {
            self.archive.events[index.get()].date.as_ref().is_some_and(|date| !date.years().is_empty())
        };
        if !has_year(&index) {
            return (None, None);
        }
        // An event of a decade stands among the others and is passed over from both sides.
        let (before, after) = (&all[..position], &all[position + 1..]);
        let mention = |index| self.mention(language, index);
        let older = after.iter().copied().find(has_year).map(mention);
        let newer = before.iter().rev().copied().find(has_year).map(mention);
        (older, newer)
    }

    /// An event as the pages of others name it: half a dozen do.
    pub(super) fn mention(&self, language: Language, index: EventIndex) -> Value {
        let make = || {
            let (shown_in, text) = self.archive.events[index.get()].text(language);
            Value::from_serializable(&Mention {
                title: text.title(),
                lang: other_language(shown_in, language),
                url: self.page_href(language, Page::Event(index)),
                date: Self::in_full(&self.event_date(language, index)),
            })
        };
        self.mentions[language][index.get()].get_or_init(make).clone()
    }
}
