//! Tables in templates, in one order. The engine keeps a table's keys in no order, another one each time: what goes
//! through them would make other pages of the same content.

use tera::value::Key;
use tera::{Kwargs, Map, State, Tera, Value};

use super::path_of;
use crate::diagnostics::{Code, Diagnostic, Span};

/// Has the filters that make a list of a table go through it in the order of its keys.
pub(super) fn set(tera: &mut Tera) {
    tera.register_filter("keys", |table: &Map, _: Kwargs, _: &State<'_>| -> Vec<Value> {
        sorted(table).into_iter().map(|(key, _)| key.clone().into()).collect()
    });
    tera.register_filter("values", |table: &Map, _: Kwargs, _: &State<'_>| -> Vec<Value> {
        sorted(table).into_iter().map(|(_, value)| value.clone()).collect()
    });
    tera.register_filter("pairs", |table: &Map, _: Kwargs, _: &State<'_>| -> Vec<Value> {
        let pair = |(key, value): (&Key<'static>, &Value)| vec![key.clone().into(), value.clone()].into();
        sorted(table).into_iter().map(pair).collect()
    });
}

fn sorted(table: &Map) -> Vec<(&Key<'static>, &Value)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

/// The loops of a site's own templates that go through a table itself: `{% for key, value in … %}`.
pub(super) fn loops_over_tables(own: &[(String, &str)]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (name, text) in own {
        for (at, _) in text.match_indices("{%") {
            let tag = text[at..].split("%}").next().unwrap_or_default();
            let inside = tag[2..].trim_start_matches('-').trim_start();
            let names = inside.strip_prefix("for ").and_then(|rest| rest.split_once(" in "));
            if !names.is_some_and(|(names, _)| names.contains(',')) || is_comment(&text[..at]) {
                continue;
            }
            let mut one = Diagnostic::of_file(
                Code::Template,
                &path_of(name),
                "a loop over a table has no fixed order: pages would differ from build to build",
            )
            .help("write {% for pair in event.extra | pairs %}, and pair[0] for the key and pair[1] for the value");
            if let Some(place) = one.places.first_mut() {
                place.span = Some(Span::new(at, at + tag.len()));
            }
            found.push(one);
        }
    }
    found
}

/// Whether a text ends inside a comment, `{# … #}`.
fn is_comment(before: &str) -> bool {
    before.rfind("{#").is_some_and(|open| !before[open..].contains("#}"))
}
