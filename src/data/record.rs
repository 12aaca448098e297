//! Events, organisations and regions as JSON: everything that the archive knows and may publish of each, but
//! for the texts. Those are on the pages; with them a file would outgrow what hosts take.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::published;
use crate::archive::{Affiliation, Event, EventIndex, OrganisationIndex, Person, Text};
use crate::document;
use crate::gazetteer::{FormerName, Gazetteer, RegionKind};
use crate::language::{ByLanguage, Language};
use crate::plan::{Listing, Page};
use crate::view::Views;

/// How records follow one another in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// As a JSON list, each on a line of its own.
    List,
    /// As JSON Lines.
    Lines,
}

/// Values by language; only languages that have one are written.
struct Texts<T>(Vec<(Language, T)>);

impl<T: Serialize> Serialize for Texts<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (language, value) in &self.0 {
            map.serialize_entry(language.code(), value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct EventRecord<'a> {
    id: &'a str,
    url: Texts<String>,
    language: &'static str,
    date: Option<String>,
    years: Vec<i32>,
    region: Option<&'static str>,
    kind: Option<&'static str>,
    number: Option<u32>,
    title: Texts<&'a str>,
    summary: Texts<&'a str>,
    rights: Texts<&'static str>,
    place: Texts<&'a str>,
    theme: Texts<&'a str>,
    organisations: Vec<Participation<'a>>,
    people: Vec<PersonRecord<'a>>,
    sources: Vec<SourceRecord<'a>>,
    review: Vec<&'static str>,
    recorded: Option<String>,
    updated: Option<String>,
}

#[derive(Serialize)]
struct Participation<'a> {
    id: &'a str,
    name: &'a str,
    role: &'static str,
}

#[derive(Serialize)]
struct PersonRecord<'a> {
    name: &'a str,
    role: Option<&'a str>,
    organisation: Option<&'a str>,
    organisation_id: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceRecord<'a> {
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    archived: Option<&'a str>,
    published: Option<String>,
    accessed: Option<String>,
    credit: Option<&'a str>,
}

#[derive(Serialize)]
struct OrganisationRecord<'a> {
    id: &'a str,
    url: Texts<String>,
    name: Texts<&'a str>,
    kind: Option<&'static str>,
    region: Option<&'static str>,
    website: Option<&'a str>,
    wikidata: Option<&'a str>,
    aliases: &'a [String],
    has_record: bool,
    events: usize,
}

#[derive(Serialize)]
struct RegionRecord {
    id: &'static str,
    code: &'static str,
    kind: &'static str,
    name: Texts<&'static str>,
    centre: Texts<&'static str>,
    since: Option<String>,
    part_of_before: Option<&'static str>,
    former_names: Vec<FormerRecord>,
    url: Texts<String>,
    events: usize,
}

#[derive(Serialize)]
struct FormerRecord {
    name: Texts<&'static str>,
    since: Option<String>,
    until: String,
}

/// Writes every event, newest first.
pub(super) fn events(views: &Views, layout: Layout, out: &mut Vec<u8>) {
    list(published(views).map(|(index, event)| event_record(views, index, event)), layout, out);
}

/// Writes every organisation that has a page, by id.
pub(super) fn organisations(views: &Views, out: &mut Vec<u8>) {
    let records = with_page(views).map(|(index, events)| {
        let organisation = &views.archive().organisations[index.get()];
        OrganisationRecord {
            id: &organisation.id,
            url: addresses(views, Page::Listing(Listing::Organisation(index), 1)),
            name: Texts(names(views, index)),
            kind: organisation.kind.map(crate::vocabulary::OrganisationKind::id),
            region: organisation.region.map(|region| views.region_id(region)),
            website: organisation.url.as_deref(),
            wikidata: organisation.wikidata.as_deref(),
            aliases: &organisation.aliases,
            has_record: organisation.has_record,
            events,
        }
    });
    list(records, Layout::List, out);
}

/// Writes every region, by id.
pub(super) fn regions(views: &Views, out: &mut Vec<u8>) {
    let gazetteer = Gazetteer::built_in();
    let texts = |names: &'static ByLanguage<String>| {
        Texts(names.iter().map(|(language, name)| (language, name.as_str())).collect())
    };
    let former = |former: &'static FormerName| FormerRecord {
        name: texts(&former.names),
        since: former.since.map(|day| day.to_string()),
        until: former.until.to_string(),
    };
    let records = gazetteer.indexed().map(|(index, region)| RegionRecord {
        id: &region.id,
        code: &region.code,
        kind: match region.kind {
            RegionKind::Oblast => "oblast",
            RegionKind::City => "city",
        },
        name: texts(&region.names),
        centre: texts(&region.centre),
        since: region.since.map(|day| day.to_string()),
        part_of_before: region.part_before.map(|part| gazetteer.get(part.region).id.as_str()),
        former_names: region.former.iter().map(former).collect(),
        url: addresses(views, Page::Listing(Listing::Region(index), 1)),
        events: count(views, Listing::Region(index)),
    });
    list(records, Layout::List, out);
}

fn event_record<'a>(views: &'a Views, index: EventIndex, event: &'a Event) -> EventRecord<'a> {
    let organisations = &views.archive().organisations;
    EventRecord {
        id: &event.id,
        url: addresses(views, Page::Event(index)),
        language: event.language.code(),
        date: event.date.as_ref().map(ToString::to_string),
        years: event.date.as_ref().map(crate::date::Date::years).unwrap_or_default(),
        region: event.region.map(|region| views.region_id(region)),
        kind: event.kind.map(crate::vocabulary::EventKind::id),
        number: event.number,
        title: of_texts(event, |text| Some(text.title())),
        summary: of_texts(event, |text| text.summary()),
        rights: of_texts(event, |text| Some(text.rights.id())),
        place: of_texts(event, |text| text.place()),
        theme: of_texts(event, |text| text.theme()),
        organisations: event
            .organisations
            .iter()
            .map(|&(index, role)| {
                let organisation = &organisations[index.get()];
                Participation {
                    id: &organisation.id,
                    name: organisation.name(event.language).0,
                    role: role.id(),
                }
            })
            .collect(),
        people: event.people().map(|person| person_record(views, event, person)).collect(),
        sources: event.sources().map(source).collect(),
        review: event.waiting().iter().map(|fact| fact.value.id()).collect(),
        recorded: event.recorded.map(|day| day.to_string()),
        updated: event.updated.map(|day| day.to_string()),
    }
}

fn person_record<'a>(views: &'a Views, event: &Event, person: Person<'a>) -> PersonRecord<'a> {
    let (organisation, organisation_id) = match person.organisation {
        None => (None, None),
        Some(Affiliation::Named(name)) => (Some(name.as_str()), None),
        Some(Affiliation::Known(index)) => {
            let organisation = &views.archive().organisations[index.get()];
            // An id leads to an organisation of these data.
            let id = views.has_page(*index).then_some(organisation.id.as_str());
            (Some(organisation.name(event.language).0), id)
        }
    };
    PersonRecord { name: person.name, role: person.role, organisation, organisation_id }
}

fn source(source: &document::Source) -> SourceRecord<'_> {
    SourceRecord {
        title: source.title.as_deref(),
        publisher: source.publisher.as_deref(),
        url: source.url.as_deref(),
        archived: source.archived.as_deref(),
        published: source.published.map(|day| day.to_string()),
        accessed: source.accessed.map(|day| day.to_string()),
        credit: source.credit.as_deref(),
    }
}

fn of_texts<'a, T>(event: &'a Event, value: impl Fn(&'a Text) -> Option<T>) -> Texts<T> {
    Texts(
        event.texts.iter().filter_map(|(language, text)| Some((language, value(text.as_ref()?)?))).collect(),
    )
}

/// The addresses of a page in the site's languages; none of a listing that is not made.
fn addresses(views: &Views, page: Page) -> Texts<String> {
    if matches!(page, Page::Listing(listing, _) if views.plan().count(listing).is_none()) {
        return Texts(Vec::new());
    }
    let languages = views.archive().config.languages.iter();
    Texts(languages.map(|&language| (language, views.page_address(language, page))).collect())
}

/// An organisation's name in each language; a name of no language counts for all of them.
fn names(views: &Views, index: OrganisationIndex) -> Vec<(Language, &str)> {
    let organisation = &views.archive().organisations[index.get()];
    let own = |language| match organisation.name(language) {
        (name, None) => Some((language, name)),
        (_, Some(_)) => None,
    };
    Language::ALL.into_iter().filter_map(own).collect()
}

/// The organisations that have a page, with the number of their events in the data.
pub(super) fn with_page(views: &Views) -> impl Iterator<Item = (OrganisationIndex, usize)> {
    let organisations = (0..views.archive().organisations.len()).map(OrganisationIndex::at);
    organisations
        .filter(|&index| views.has_page(index))
        .map(|index| (index, count(views, Listing::Organisation(index))))
}

/// How many events of a listing are in the data: all, but for drafts.
pub(super) fn count(views: &Views, listing: Listing) -> usize {
    let events = &views.archive().events;
    views.events_of(listing).iter().filter(|index| !events[index.get()].draft).count()
}

fn list<T: Serialize>(records: impl Iterator<Item = T>, layout: Layout, out: &mut Vec<u8>) {
    let (before, between, after) = match layout {
        Layout::List => ("[\n", ",\n", "\n]\n"),
        Layout::Lines => ("", "\n", "\n"),
    };
    out.extend_from_slice(before.as_bytes());
    let empty = out.len();
    for record in records {
        if out.len() > empty {
            out.extend_from_slice(between.as_bytes());
        }
        // The records hold nothing that JSON cannot, and a buffer takes everything.
        let _ = serde_json::to_writer(&mut *out, &record);
    }
    if layout == Layout::List || out.len() > empty {
        out.extend_from_slice(after.as_bytes());
    }
}
