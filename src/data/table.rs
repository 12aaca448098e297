//! Tables as CSV (RFC 4180), in UTF-8 with a mark that spreadsheets know it by; formulas are made harmless.

use super::published;
use super::record::with_page;
use crate::archive::{Affiliation, Event, EventIndex, OrganisationIndex, Text};
use crate::formats::spreadsheet;
use crate::language::Language;
use crate::plan::{Listing, Page};
use crate::view::Views;
use crate::view::columns::{Column, Table};

/// What stands between the values of one cell.
const BETWEEN: &str = " | ";

/// What [`BETWEEN`] is where it stands in a value.
const WITHIN: &str = " ¦ ";

/// By this spreadsheets know that a file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes the table of events, newest first.
pub(super) fn events(views: &Views, out: &mut Vec<u8>) {
    let rows = published(views);
    write(Table::Events, rows, |column, (index, event)| event_cell(views, column, *index, event), out);
}

/// Writes the table of organisations, by id.
pub(super) fn organisations(views: &Views, out: &mut Vec<u8>) {
    let cell = |column: &Column, row: &(OrganisationIndex, usize)| organisation_cell(views, column, *row);
    write(Table::Organisations, with_page(views), cell, out);
}

fn write<R>(
    table: Table,
    rows: impl Iterator<Item = R>,
    cell: impl Fn(&Column, &R) -> String,
    out: &mut Vec<u8>,
) {
    let columns = table.columns();
    out.extend_from_slice(BYTE_ORDER_MARK);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    // A buffer takes everything, and all rows have the same length.
    let _ = writer.write_record(columns.iter().map(Column::name));
    for row in rows {
        for column in &columns {
            let _ = writer.write_field(&*spreadsheet::cell(&cell(column, &row)));
        }
        let _ = writer.write_record(None::<&[u8]>);
    }
    let _ = writer.flush();
}

fn event_cell(views: &Views, column: &Column, index: EventIndex, event: &Event) -> String {
    let first = views.archive().config.first_language();
    if let Some(language) = column.language {
        let value = |text: &Text| match column.key {
            "title" => Some(text.title().to_owned()),
            "summary" => text.summary().map(str::to_owned),
            "place" => text.place().map(str::to_owned),
            "theme" => text.theme().map(str::to_owned),
            _ => None,
        };
        return event.texts[language].as_ref().and_then(value).unwrap_or_default();
    }
    let organisation = |index: OrganisationIndex| &views.archive().organisations[index.get()];
    let organisations = || event.organisations.iter();
    let people = || event.people();
    let sources = || event.sources();
    match column.key {
        "id" => event.id.clone(),
        "url" => views.page_address(first, Page::Event(index)),
        "date" => event.date.as_ref().map(ToString::to_string).unwrap_or_default(),
        "years" => joined(event.date.iter().flat_map(crate::date::Date::years).map(|year| year.to_string())),
        "region" => event.region.map(|region| views.region_id(region).to_owned()).unwrap_or_default(),
        "region_name" => {
            event.region.map(|region| views.region_name(first, region).to_owned()).unwrap_or_default()
        }
        "kind" => event.kind.map(|kind| kind.id().to_owned()).unwrap_or_default(),
        "kind_name" => event.kind.map(|kind| views.word(first, "kind", kind.id())).unwrap_or_default(),
        "number" => event.number.map(|number| number.to_string()).unwrap_or_default(),
        "language" => event.language.code().to_owned(),
        "languages" => {
            let written = event.texts.iter().filter(|(_, text)| text.is_some());
            joined(written.map(|(language, _)| language.code().to_owned()))
        }
        "organisations" => joined(organisations().map(|&(index, _)| organisation(index).id.clone())),
        "organisation_names" => {
            joined(organisations().map(|&(index, _)| organisation(index).name(event.language).0.to_owned()))
        }
        "organisation_roles" => joined(organisations().map(|(_, role)| role.id().to_owned())),
        "people" => joined(people().map(|person| person.name.to_owned())),
        "people_roles" => joined(people().map(|person| person.role.unwrap_or_default().to_owned())),
        "people_organisations" => joined(people().map(|person| match person.organisation {
            None => String::new(),
            Some(Affiliation::Named(name)) => name.clone(),
            Some(Affiliation::Known(index)) => organisation(*index).name(event.language).0.to_owned(),
        })),
        "source_titles" => joined(sources().map(|source| source.title.clone().unwrap_or_default())),
        "source_publishers" => joined(sources().map(|source| source.publisher.clone().unwrap_or_default())),
        "source_urls" => joined(sources().map(|source| source.url.clone().unwrap_or_default())),
        "source_archived" => joined(sources().map(|source| source.archived.clone().unwrap_or_default())),
        "source_published" => {
            joined(sources().map(|source| source.published.map(|day| day.to_string()).unwrap_or_default()))
        }
        "source_accessed" => {
            joined(sources().map(|source| source.accessed.map(|day| day.to_string()).unwrap_or_default()))
        }
        "review" => joined(event.waiting().iter().map(|fact| fact.value.id().to_owned())),
        "recorded" => event.recorded.map(|day| day.to_string()).unwrap_or_default(),
        "updated" => event.updated.map(|day| day.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn organisation_cell(views: &Views, column: &Column, (index, events): (OrganisationIndex, usize)) -> String {
    let organisation = &views.archive().organisations[index.get()];
    let first = views.archive().config.first_language();
    let name = |language: Language| match organisation.name(language) {
        (name, None) => name.to_owned(),
        (_, Some(_)) => String::new(),
    };
    match column.key {
        "id" => organisation.id.clone(),
        "url" => match views.plan().count(Listing::Organisation(index)) {
            Some(_) => views.page_address(first, Page::Listing(Listing::Organisation(index), 1)),
            None => String::new(),
        },
        "name" => column.language.map(name).unwrap_or_default(),
        "kind" => organisation.kind.map(|kind| kind.id().to_owned()).unwrap_or_default(),
        "kind_name" => organisation
            .kind
            .map(|kind| views.word(first, "organisation-kind", kind.id()))
            .unwrap_or_default(),
        "region" => organisation.region.map(|region| views.region_id(region).to_owned()).unwrap_or_default(),
        "region_name" => {
            organisation.region.map(|region| views.region_name(first, region).to_owned()).unwrap_or_default()
        }
        "website" => organisation.url.clone().unwrap_or_default(),
        "wikidata" => organisation.wikidata.clone().unwrap_or_default(),
        "aliases" => joined(organisation.aliases.iter().cloned()),
        "has_record" => organisation.has_record.to_string(),
        "events" => events.to_string(),
        _ => String::new(),
    }
}

/// Several values in one cell. Places without a value stay, so that columns which belong together keep
/// step; where all are without, so is the cell. What parts values is another sign within one: the titles of web
/// pages are full of it.
fn joined(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.map(|value| value.replace(BETWEEN, WITHIN)).collect();
    if values.iter().all(String::is_empty) { String::new() } else { values.join(BETWEEN) }
}
