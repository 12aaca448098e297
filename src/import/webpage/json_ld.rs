//! What a page says of its article in JSON-LD, in the words of schema.org.

use serde_json::{Map, Value};

use super::dom::one_line;
use crate::language::names::fold;

/// An article that a page describes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Described {
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) author: Option<String>,
    pub(super) url: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    pub(super) picture: Option<String>,
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
}

/// Reads the scripts of a page; `is_this` tells from an address or a title whether it is of the page's own article.
///
/// A page may describe others too («read also»). One that is described alone is the page's own; of several it is
/// the one that says so; and when none does, nothing is sure.
pub(super) fn read(scripts: &[String], is_this: impl Fn(&Described) -> bool) -> Option<Described> {
    let graphs: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for graph in &graphs {
        collect(graph, &mut objects);
    }
    let found: Vec<Described> =
        objects.iter().filter(|object| is_article(object)).map(|object| describe(object, &objects)).collect();
    if let Some(own) = found.iter().find(|described| is_this(described)) {
        return Some(own.clone());
    }
    let title = |described: &Described| described.title.as_deref().map(fold);
    let first = found.first()?;
    found.iter().all(|other| title(other) == title(first)).then(|| first.clone())
}

fn parse(script: &str) -> Option<Value> {
    // Line breaks inside strings are no JSON, and are everywhere.
    let text: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let text = text.trim().trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim();
    serde_json::from_str(text.trim_end_matches(';')).ok()
}

/// The objects of a graph that may be the page's article or what it refers to, in their order.
fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, objects)),
        Value::Object(object) => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = object.get(key) {
                    collect(inner, objects);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let is_name = |name: &str| {
        name.ends_with("Article") || matches!(name, "BlogPosting" | "Report" | "LiveBlogPosting")
    };
    match object.get("@type") {
        Some(Value::String(name)) => is_name(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is_name),
        _ => false,
    }
}

fn describe(object: &Map<String, Value>, all: &[&Map<String, Value>]) -> Described {
    let text = |key: &str| object.get(key).and_then(|value| string(value, all, &["@value", "name"]));
    let image = object.get("image").or_else(|| object.get("primaryImageOfPage"));
    let of_image =
        |keys: &[&str]| image.and_then(|value| inner(value, all)).and_then(|image| first(image, keys));
    Described {
        title: text("headline").or_else(|| text("name")),
        publisher: object.get("publisher").and_then(|value| string(value, all, &["name", "legalName"])),
        author: object.get("author").or_else(|| object.get("creator")).and_then(|value| names(value, all)),
        url: object
            .get("url")
            .and_then(|value| string(value, all, &["@id", "url"]))
            .or_else(|| object.get("mainEntityOfPage").and_then(|value| string(value, all, &["@id", "url"]))),
        published: text("datePublished").or_else(|| text("dateCreated")),
        language: object.get("inLanguage").and_then(|value| string(value, all, &["alternateName", "name"])),
        picture: image.and_then(|value| string(value, all, &["url", "contentUrl", "@id"])),
        caption: of_image(&["caption"]),
        credit: of_image(&["creditText", "copyrightNotice"]),
    }
}

/// The object that a value is, or refers to by its `@id`.
fn inner<'a>(value: &'a Value, all: &[&'a Map<String, Value>]) -> Option<&'a Map<String, Value>> {
    match value {
        Value::Object(object) if object.len() == 1 && object.contains_key("@id") => all
            .iter()
            .find(|other| other.len() > 1 && other.get("@id") == object.get("@id"))
            .copied()
            .or(Some(object)),
        Value::Object(object) => Some(object),
        Value::Array(values) => values.first().and_then(|value| inner(value, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn string<'a>(value: &'a Value, all: &[&'a Map<String, Value>], keys: &[&str]) -> Option<String> {
    match value {
        Value::String(text) => plain(text),
        Value::Array(values) => values.first().and_then(|value| string(value, all, keys)),
        Value::Object(_) => first(inner(value, all)?, keys),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn first(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().filter_map(|key| object.get(*key).and_then(Value::as_str)).find_map(plain)
}

fn names<'a>(value: &'a Value, all: &[&'a Map<String, Value>]) -> Option<String> {
    let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let names: Vec<String> = values.iter().filter_map(|value| string(value, all, &["name"])).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// A text without the entities and tags that systems leave in it.
fn plain(text: &str) -> Option<String> {
    let line = one_line(&super::without_markup(text));
    (!line.is_empty()).then_some(line)
}
