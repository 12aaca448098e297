//! From the table of a front matter to a record: which keys there are, and what each may hold.

use chrono::NaiveDate;

use super::{
    Event, Name, Names, Organisation, Page, Participation, Person, Record, RecordKind, Region, Source,
};
use crate::date::Date;
use crate::diagnostics::{Code, Located, Problem, nearest};
use crate::fields::{Fields, Node, Table, Value, is_blank};
use crate::language::Language;
use crate::vocabulary::{EventKind, Fact, OrganisationKind, Rights, Role};

/// Where keys of a site's own belong.
const EXTRA: &str = "keys of your own belong under [extra]";

/// Reads the record of a file. With `damaged` front matter, absent keys are not reported: they may
/// stand where the syntax is wrong.
pub(super) fn record(name: &Name, table: &Table, damaged: bool, problems: &mut Vec<Problem>) -> Record {
    let mut fields = Fields::new(table, problems);
    match name.kind {
        RecordKind::Event => Record::Event(Box::new(event(fields, damaged))),
        RecordKind::Organisation => {
            Record::Organisation(Box::new(organisation(fields, damaged || name.language.is_some())))
        }
        RecordKind::Region => {
            let region = Region { lang: language(&mut fields), extra: extra(&mut fields) };
            fields.finish(Some(EXTRA));
            Record::Region(Box::new(region))
        }
        RecordKind::Page => {
            let page = Page {
                title: fields.required_text("title", "this page", damaged),
                summary: fields.text("summary"),
                lang: language(&mut fields),
                aliases: fields.texts("aliases"),
                draft: fields.boolean("draft").unwrap_or(false),
                extra: extra(&mut fields),
            };
            fields.finish(Some(EXTRA));
            Record::Page(Box::new(page))
        }
    }
}

fn event(mut fields: Fields<'_>, damaged: bool) -> Event {
    let event = Event {
        title: fields.required_text("title", "this event", damaged),
        summary: fields.text("summary"),
        lang: language(&mut fields),
        rights: one_of(&mut fields, "rights", Rights::from_id, Rights::ALL.iter().map(|rights| rights.id())),
        date: date(&mut fields),
        region: fields.text("region"),
        place: fields.text("place"),
        kind: kind(&mut fields),
        number: fields.number("number"),
        theme: fields.text("theme"),
        organisations: each(fields.list("organisations"), |node| participation(&mut fields, node)),
        people: each(fields.list("people"), |node| person(&mut fields, node)),
        aliases: fields.texts("aliases"),
        draft: fields.boolean("draft").unwrap_or(false),
        withdrawn: fields.text("withdrawn"),
        review: review(&mut fields),
        recorded: day(&mut fields, "recorded"),
        updated: day(&mut fields, "updated"),
        sources: each(fields.list("sources"), |node| source(&mut fields, node)),
        extra: extra(&mut fields),
    };
    fields.finish(Some(EXTRA));
    event
}

fn organisation(mut fields: Fields<'_>, nameless: bool) -> Organisation {
    let organisation = Organisation {
        names: names(&mut fields, nameless),
        kind: one_of(
            &mut fields,
            "kind",
            OrganisationKind::from_id,
            OrganisationKind::all().map(OrganisationKind::id),
        ),
        aliases: fields.texts("aliases"),
        region: fields.text("region"),
        url: fields.url("url"),
        wikidata: wikidata(&mut fields),
        lang: language(&mut fields),
        extra: extra(&mut fields),
    };
    fields.finish(Some(EXTRA));
    organisation
}

fn extra(fields: &mut Fields<'_>) -> Table {
    fields.table("extra").cloned().unwrap_or_default()
}

/// A text that must be one of a closed list.
fn one_of<'v, T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    values: impl Iterator<Item = &'v str>,
) -> Option<Located<T>> {
    let text = fields.text(key)?;
    value_of(fields, Code::BadValue, key, &text, parse, values)
}

fn value_of<'v, T>(
    fields: &mut Fields<'_>,
    code: Code,
    key: &str,
    text: &Located<String>,
    parse: impl Fn(&str) -> Option<T>,
    values: impl Iterator<Item = &'v str>,
) -> Option<Located<T>> {
    if let Some(value) = parse(&text.value) {
        return Some(Located::new(value, text.span));
    }
    let values: Vec<&str> = values.collect();
    let help = nearest(&text.value, values.iter().copied()).map_or_else(
        || format!("one of: {}", values.join(", ")),
        |value| format!("did you mean \"{value}\"?"),
    );
    fields.report(
        Problem::new(code, text.span, format!("`{key}` cannot be \"{}\"", text.value))
            .label("not on the list")
            .help(help),
    );
    None
}

fn kind(fields: &mut Fields<'_>) -> Option<Located<EventKind>> {
    let text = fields.text("kind")?;
    value_of(
        fields,
        Code::UnknownKind,
        "kind",
        &text,
        EventKind::from_id,
        EventKind::all().map(EventKind::id),
    )
}

fn language(fields: &mut Fields<'_>) -> Option<Located<Language>> {
    one_of(fields, "lang", Language::from_code, Language::ALL.iter().map(|language| language.code()))
}

fn review(fields: &mut Fields<'_>) -> Vec<Located<Fact>> {
    let facts = fields.texts("review");
    facts
        .iter()
        .filter_map(|text| {
            let values = Fact::ALL.iter().map(|fact| fact.id());
            value_of(fields, Code::BadValue, "review", text, Fact::from_id, values)
        })
        .collect()
}

/// When an event took place: EDTF in a text, a TOML date, or a bare year.
fn date(fields: &mut Fields<'_>) -> Option<Located<Date>> {
    let node = fields.node("date")?;
    let written = match &node.value {
        Value::Text(text) if !is_blank(text) => without_time(text.trim()).to_owned(),
        Value::Date(text) => text.get(..10).unwrap_or(text).to_owned(),
        Value::Integer(year) => year.to_string(),
        Value::Text(_) => {
            fields.as_text(node, "date");
            return None;
        }
        Value::Float(_) | Value::Boolean(_) | Value::List(_) | Value::Table(_) => {
            fields.wrong_type(node, "date", "a date: 2021-11-22, or \"2021-11\", \"2021?\"");
            return None;
        }
    };
    match written.parse::<Date>() {
        Ok(date) => Some(Located::new(date, node.span)),
        Err(error) => {
            let help = error.hint().unwrap_or_else(|| {
                "write 2021, 2021-11, 2021-11-22, 2021-11-22/2021-11-26, 2021? or 2021~".to_owned()
            });
            fields.report(
                Problem::new(Code::BadDate, node.span, error.to_string()).label("not a date").help(help),
            );
            None
        }
    }
}

/// YAML has no dates: a date with a time, as other generators write it, is a text there. The day counts.
fn without_time(written: &str) -> &str {
    let is_time = |rest: &str| {
        rest.as_bytes().get(2) == Some(&b':') && rest.starts_with(|first: char| first.is_ascii_digit())
    };
    match written.split_at_checked(10) {
        Some((day, rest)) if rest.starts_with(['T', 't', ' ']) && is_time(&rest[1..]) => day,
        _ => written,
    }
}

/// A calendar day: a TOML date, or a text of its form.
fn day(fields: &mut Fields<'_>, key: &'static str) -> Option<Located<NaiveDate>> {
    let node = fields.node(key)?;
    let written = match &node.value {
        Value::Text(text) => without_time(text),
        // A date-time counts as its day.
        Value::Date(text) => text.get(..10).unwrap_or(text),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::List(_) | Value::Table(_) => {
            fields.wrong_type(node, key, "a day: 2026-11-21");
            return None;
        }
    };
    if let Ok(day) = NaiveDate::parse_from_str(written, "%Y-%m-%d")
        && day.to_string() == written
    {
        return Some(Located::new(day, node.span));
    }
    fields.report(
        Problem::new(Code::BadDate, node.span, format!("\"{written}\" is not a day of the calendar"))
            .help(format!("write the day as in {key} = 2026-11-21")),
    );
    None
}

fn wikidata(fields: &mut Fields<'_>) -> Option<Located<String>> {
    let text = fields.text("wikidata")?;
    let digits = text.value.strip_prefix('Q').unwrap_or_default();
    if !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit()) {
        return Some(text);
    }
    fields.report(
        Problem::new(Code::BadValue, text.span, format!("\"{}\" is not a Wikidata item", text.value))
            .help("write Q and the number, as in \"Q1234\""),
    );
    None
}

/// Reads each node of a list, with room for no more than there are.
fn each<T>(nodes: &[Node], read: impl FnMut(&Node) -> Option<T>) -> Vec<T> {
    let mut all = Vec::with_capacity(nodes.len());
    all.extend(nodes.iter().filter_map(read));
    all
}

fn names(fields: &mut Fields<'_>, nameless: bool) -> Names {
    let mut names = Names::default();
    match fields.node("name") {
        Some(Node { value: Value::Table(table), span }) => {
            if table.is_empty() && !nameless {
                fields.report(
                    Problem::new(Code::MissingKey, *span, "this organisation has no `name` in any language")
                        .help("write what it is called: name = { kk = \"…\", ru = \"…\", en = \"…\" }"),
                );
            }
            let mut inner = fields.nested(table);
            for language in Language::ALL {
                if let Some(name) = inner.text(language.code()) {
                    names.by_language.push((language, name));
                }
            }
            inner.finish(None);
        }
        Some(node) => names.shared = fields.as_text(node, "name"),
        None => {
            fields.required_text("name", "this organisation", nameless);
        }
    }
    names
}

fn participation(fields: &mut Fields<'_>, node: &Node) -> Option<Located<Participation>> {
    let participation = match &node.value {
        Value::Table(table) => {
            let mut inner = fields.nested(table);
            let name = inner.required_text("name", "this organisation", false);
            let role = one_of(&mut inner, "role", Role::from_id, Role::ALL.iter().map(|role| role.id()));
            inner.finish(None);
            Participation {
                organisation: name?.value,
                role: role.map_or(Role::Participant, |role| role.value),
            }
        }
        _ => {
            let name = fields.as_text(node, "organisations")?;
            Participation { organisation: name.value, role: Role::Participant }
        }
    };
    Some(Located::new(participation, node.span))
}

fn person(fields: &mut Fields<'_>, node: &Node) -> Option<Located<Person>> {
    let person = match &node.value {
        Value::Table(table) => {
            let mut inner = fields.nested(table);
            let name = inner.required_text("name", "this person", false);
            let role = inner.text("role");
            let organisation = inner.text("organisation");
            inner.finish(None);
            Person {
                name: name?.value,
                role: role.map(|role| role.value),
                organisation: organisation.map(|organisation| organisation.value),
            }
        }
        _ => Person { name: fields.as_text(node, "people")?.value, role: None, organisation: None },
    };
    Some(Located::new(person, node.span))
}

fn source(fields: &mut Fields<'_>, node: &Node) -> Option<Located<Source>> {
    let Value::Table(table) = &node.value else {
        fields.wrong_type(node, "sources", "tables that begin with [[sources]]");
        return None;
    };
    if table.is_empty() {
        fields.report(
            Problem::new(Code::BadValue, node.span, "this source says nothing")
                .help("write what is known of the article: title, publisher, url"),
        );
        return None;
    }
    let mut inner = fields.nested(table);
    let text = |inner: &mut Fields<'_>, key| inner.text(key).map(|text| text.value);
    let source = Source {
        title: text(&mut inner, "title"),
        publisher: text(&mut inner, "publisher"),
        url: inner.url("url").map(|url| url.value),
        archived: inner.url("archived").map(|url| url.value),
        published: day(&mut inner, "published").map(|day| day.value),
        accessed: day(&mut inner, "accessed").map(|day| day.value),
        credit: text(&mut inner, "credit"),
        file: text(&mut inner, "file"),
        sha256: text(&mut inner, "sha256"),
    };
    inner.finish(None);
    Some(Located::new(source, node.span))
}
