//! What describes the data to programs: a data package (Frictionless) for the tables, a JSON Schema for the
//! objects of events.

use serde_json::{Map, Value, json};

use super::published;
use super::record::with_page;
use crate::gazetteer::Gazetteer;
use crate::language::Language;
use crate::plan::{DataFile, Output, Page};
use crate::view::Views;
use crate::view::columns::{Column, Table};
use crate::vocabulary::{EventKind, Fact, OrganisationKind, Rights, Role};

/// Writes `datapackage.json`. Names and descriptions are in the site's first language; those in the others
/// stand beside them under `translations`, which readers of the format pass over.
pub(super) fn write(views: &Views, out: &mut Vec<u8>) {
    let config = &views.archive().config;
    let first = config.first_language();
    let by_language = |text: &dyn Fn(Language) -> String| {
        let texts =
            config.languages.iter().map(|&language| (language.code().to_owned(), json!(text(language))));
        Value::Object(texts.collect::<Map<String, Value>>())
    };
    let events = published(views).count();
    let organisations = with_page(views).count();
    let resource = |file: DataFile, name: &str, format: &str, mediatype: &str, records: Option<usize>| {
        let mut resource = json!({
            "name": name,
            "path": file.name(),
            "format": format,
            "mediatype": mediatype,
            "encoding": "utf-8",
            "description": views.file_description(first, file),
            "translations": { "description": by_language(&|language| views.file_description(language, file)) },
        });
        if let Some(records) = records {
            resource["records"] = json!(records);
        }
        resource
    };
    // The same objects as in the JSON file; as a file alone, no reader looks for a table in it.
    let mut lines =
        resource(DataFile::EventsLines, "events-lines", "jsonl", "application/jsonl", Some(events));
    lines["type"] = json!("file");
    let table = |file, name: &str, table: Table, records| {
        let mut resource = resource(file, name, "csv", "text/csv", Some(records));
        let fields: Vec<Value> = table
            .columns()
            .iter()
            .map(|column| {
                let mut field = json!({
                    "name": column.name(),
                    "type": column.cells.id(),
                    "description": views.column_description(first, column),
                    "translations": {
                        "description": by_language(&|language| views.column_description(language, column)),
                    },
                });
                if let Some(constraints) = constraints(table, column) {
                    field["constraints"] = constraints;
                }
                field
            })
            .collect();
        resource["profile"] = json!("tabular-data-resource");
        resource["dialect"] =
            json!({ "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true });
        resource["schema"] = json!({ "fields": fields, "primaryKey": "id", "missingValues": [""] });
        resource
    };
    let mut package = json!({
        "profile": "data-package",
        "name": "events-archive",
        "title": config.title[first],
        "description": config.description[first],
        "translations": {
            "title": by_language(&|language| config.title[language].clone()),
            "description": by_language(&|language| config.description[language].clone()),
        },
        "resources": [
            table(DataFile::EventsTable, "events", Table::Events, events),
            table(DataFile::OrganisationsTable, "organisations", Table::Organisations, organisations),
            resource(DataFile::EventsJson, "events-json", "json", "application/json", Some(events)),
            lines,
            resource(DataFile::OrganisationsJson, "organisations-json", "json", "application/json", Some(organisations)),
            resource(DataFile::RegionsJson, "regions-json", "json", "application/json", Some(Gazetteer::built_in().regions().len())),
        ],
    });
    if let Some(homepage) = views.absolute(&views.plan().address(views.archive(), first, Page::Data)) {
        package["homepage"] = json!(homepage);
    }
    if let Some(license) = &config.license {
        // A name in this format is one word.
        let name: Vec<&str> = license
            .name
            .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '.'))
            .filter(|part| !part.is_empty())
            .collect();
        // Without an address a license must have a name; one without a Latin letter has none of its own.
        let name = if name.is_empty() { "other".to_owned() } else { name.join("-") };
        let mut entry = json!({ "title": license.name, "name": name });
        if let Some(url) = &license.url {
            entry["path"] = json!(url);
        }
        package["licenses"] = json!([entry]);
    }
    if let Some(name) = &config.publisher.name {
        let mut contributor = json!({ "title": name, "role": "publisher" });
        if let Some(url) = &config.publisher.url {
            contributor["path"] = json!(url);
        }
        package["contributors"] = json!([contributor]);
    }
    pretty(&package, out);
}

/// What every cell of a column must be.
fn constraints(table: Table, column: &Column) -> Option<Value> {
    let kinds: Vec<&str> = match table {
        Table::Events => EventKind::all().map(EventKind::id).collect(),
        Table::Organisations => OrganisationKind::all().map(OrganisationKind::id).collect(),
    };
    match column.key {
        "id" => Some(json!({ "required": true, "unique": true })),
        "kind" => Some(json!({ "enum": kinds })),
        "region" => Some(json!({ "enum": regions() })),
        "language" => Some(json!({ "enum": languages() })),
        "has_record" | "events" => Some(json!({ "required": true })),
        _ => None,
    }
}

fn regions() -> Vec<&'static str> {
    Gazetteer::built_in().regions().iter().map(|region| region.id.as_str()).collect()
}

fn languages() -> [&'static str; 3] {
    Language::ALL.map(Language::code)
}

/// Writes the JSON Schema of an event's object, as [`super::record`] writes it.
pub(super) fn event_schema(views: &Views, out: &mut Vec<u8>) {
    let maybe = |kind: &str| json!({ "type": [kind, "null"] });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let texts = |value: Value| {
        let properties: Map<String, Value> =
            languages().into_iter().map(|code| (code.to_owned(), value.clone())).collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    };
    let text = || texts(json!({ "type": "string" }));
    let one_of = |words: Vec<&str>| json!({ "enum": words });
    let maybe_one_of = |words: Vec<&str>| {
        let words: Vec<Value> = words.into_iter().map(Value::from).chain([Value::Null]).collect();
        json!({ "enum": words })
    };
    let list = |items: Value| json!({ "type": "array", "items": items });
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
        let required = json!(required);
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    };
    let mut schema = object(json!({
        "id": { "type": "string", "minLength": 1 },
        "url": text(),
        "language": one_of(languages().to_vec()),
        "date": { "type": ["string", "null"], "description": "EDTF (ISO 8601-2), never more exact than it is known" },
        "years": { "type": "array", "items": { "type": "integer" }, "description": "every year that the date names" },
        "region": maybe_one_of(regions()),
        "kind": maybe_one_of(EventKind::all().map(EventKind::id).collect()),
        "number": { "type": ["integer", "null"], "minimum": 0 },
        "title": text(),
        "summary": text(),
        "rights": texts(one_of(Rights::IDS.to_vec())),
        "place": text(),
        "theme": text(),
        "organisations": list(object(json!({
            "id": { "type": "string" },
            "name": { "type": "string" },
            "role": one_of(Role::IDS.to_vec()),
        }))),
        "people": list(object(json!({
            "name": { "type": "string" },
            "role": maybe("string"),
            "organisation": maybe("string"),
            "organisation_id": maybe("string"),
        }))),
        "sources": list(object(json!({
            "title": maybe("string"),
            "publisher": maybe("string"),
            "url": maybe("string"),
            "archived": maybe("string"),
            "published": day,
            "accessed": day,
            "credit": maybe("string"),
        }))),
        "review": list(one_of(Fact::IDS.to_vec())),
        "recorded": day,
        "updated": day,
    }));
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("Event");
    if let Some(id) = views.absolute(&views.plan().path(views.archive(), Output::Data(DataFile::EventSchema)))
    {
        schema["$id"] = json!(id);
    }
    pretty(&schema, out);
}

fn pretty(value: &Value, out: &mut Vec<u8>) {
    // Values of JSON can be written, and a buffer takes everything.
    let _ = serde_json::to_writer_pretty(&mut *out, value);
    out.push(b'\n');
}
