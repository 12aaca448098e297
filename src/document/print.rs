//! Writes the front matter of an event as TOML, keys in one fixed order. What is printed is read back
//! as the same record.

use std::fmt::Write;

use super::{Event, Participation, Person, Source};
use crate::fields::{Table, Value};
use crate::vocabulary::Role;

/// Writes an event's file: front matter between `+++`, then the body.
#[must_use]
pub fn print(event: &Event, body: &str) -> String {
    let mut out = String::from("+++\n");
    let mut text = |key: &str, value: &str| line(&mut out, key, &quoted(value));
    if let Some(title) = &event.title {
        text("title", &title.value);
    }
    if let Some(summary) = &event.summary {
        text("summary", &summary.value);
    }
    if let Some(lang) = &event.lang {
        text("lang", lang.value.code());
    }
    if let Some(rights) = &event.rights {
        text("rights", rights.value.id());
    }
    if let Some(date) = &event.date {
        text("date", &date.value.to_string());
    }
    if let Some(region) = &event.region {
        text("region", &region.value);
    }
    if let Some(place) = &event.place {
        text("place", &place.value);
    }
    if let Some(kind) = &event.kind {
        text("kind", kind.value.id());
    }
    if let Some(number) = &event.number {
        line(&mut out, "number", &number.value.to_string());
    }
    if let Some(theme) = &event.theme {
        line(&mut out, "theme", &quoted(&theme.value));
    }
    list(&mut out, "organisations", event.organisations.iter().map(|entry| participation(&entry.value)));
    list(&mut out, "people", event.people.iter().map(|entry| person(&entry.value)));
    list(&mut out, "aliases", event.aliases.iter().map(|alias| quoted(&alias.value)));
    if event.draft {
        line(&mut out, "draft", "true");
    }
    if let Some(reason) = &event.withdrawn {
        line(&mut out, "withdrawn", &quoted(&reason.value));
    }
    if !event.review.is_empty() {
        let facts: Vec<String> = event.review.iter().map(|fact| quoted(fact.value.id())).collect();
        line(&mut out, "review", &format!("[{}]", facts.join(", ")));
    }
    for (key, day) in [("recorded", &event.recorded), ("updated", &event.updated)] {
        if let Some(day) = day {
            line(&mut out, key, &day.value.to_string());
        }
    }
    for entry in &event.sources {
        out.push_str("\n[[sources]]\n");
        source(&mut out, &entry.value);
    }
    if !event.extra.is_empty() {
        out.push_str("\n[extra]\n");
        for (key, node) in event.extra.iter() {
            line(&mut out, &bare_or_quoted(&key.value), &value(&node.value));
        }
    }
    out.push_str("+++\n");
    let body = body.trim_matches('\n');
    if !body.is_empty() {
        let _ = write!(out, "\n{body}\n");
    }
    out
}

fn line(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

/// A list with one entry a line, or nothing for an empty one.
fn list(out: &mut String, key: &str, entries: impl Iterator<Item = String>) {
    let mut entries = entries.peekable();
    if entries.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "{key} = [");
    for entry in entries {
        let _ = writeln!(out, "  {entry},");
    }
    out.push_str("]\n");
}

/// A text in quotation marks, as TOML wants it, on one line.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

fn bare_or_quoted(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { key.to_owned() } else { quoted(key) }
}

/// Writes an organisation of an event on one line.
#[must_use]
pub fn participation(participation: &Participation) -> String {
    match participation.role {
        Role::Participant => quoted(&participation.organisation),
        Role::Organiser | Role::Venue => format!(
            "{{ name = {}, role = {} }}",
            quoted(&participation.organisation),
            quoted(participation.role.id())
        ),
    }
}

/// Writes a person on one line.
#[must_use]
pub fn person(person: &Person) -> String {
    let mut out = format!("{{ name = {}", quoted(&person.name));
    if let Some(role) = &person.role {
        let _ = write!(out, ", role = {}", quoted(role));
    }
    if let Some(organisation) = &person.organisation {
        let _ = write!(out, ", organisation = {}", quoted(organisation));
    }
    out.push_str(" }");
    out
}

/// Writes the keys of a source.
pub fn source(out: &mut String, source: &Source) {
    let texts = [
        ("title", &source.title),
        ("publisher", &source.publisher),
        ("url", &source.url),
        ("archived", &source.archived),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            line(out, key, &quoted(text));
        }
    }
    for (key, day) in [("published", source.published), ("accessed", source.accessed)] {
        if let Some(day) = day {
            line(out, key, &day.to_string());
        }
    }
    for (key, text) in [("credit", &source.credit), ("file", &source.file), ("sha256", &source.sha256)] {
        if let Some(text) = text {
            line(out, key, &quoted(text));
        }
    }
}

/// A value of `[extra]`, on one line.
fn value(written: &Value) -> String {
    match written {
        Value::Text(text) => quoted(text),
        Value::Integer(number) => number.to_string(),
        Value::Float(text) | Value::Date(text) => text.clone(),
        Value::Boolean(flag) => flag.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| value(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => inline(table),
    }
}

fn inline(table: &Table) -> String {
    let entries: Vec<String> = table
        .iter()
        .map(|(key, node)| format!("{} = {}", bare_or_quoted(&key.value), value(&node.value)))
        .collect();
    format!("{{ {} }}", entries.join(", "))
}
