//! Which texts of the templates a page can reach, and so what of views they ask for.
//!
//! What is reached may be more than a page uses, and is never less. What a text asks for is read by
//! [`crate::view::Wanted`].

use std::collections::{BTreeMap, BTreeSet};

use super::{BUILT_IN, SITE};
use crate::view::Wanted;

/// What the templates that are in use ask for. All are given by their names.
pub(super) fn wanted(all: &BTreeMap<&str, &str>) -> Wanted {
    let found = &|name: &str| {
        let names = [name.to_owned(), format!("{SITE}{name}"), format!("{BUILT_IN}{name}")];
        names.iter().find_map(|name| all.get_key_value(name.as_str()))
    };
    let mut templates: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut components: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (&name, &text) in all {
        let (rest, found) = without_components(text);
        templates.insert(name, rest);
        found.into_iter().for_each(|(name, text)| components.entry(name).or_default().push(text));
    }
    // From a page's template to those that it extends and includes: every name between quotation marks may be
    // one. A component is used where its name stands behind a "<".
    let reached = |pages: &[&str]| -> Vec<&str> {
        let mut known = BTreeSet::new();
        let mut texts: Vec<&str> = Vec::new();
        let mut waiting: Vec<&str> = Vec::new();
        for (name, _) in pages.iter().copied().filter_map(found) {
            waiting.extend(&templates[name]);
        }
        while let Some(text) = waiting.pop() {
            texts.push(text);
            let quoted = text.split(['"', '\'', '`']).filter_map(found).map(|(name, _)| *name);
            for name in quoted.filter(|name| known.insert((Part::Template, *name))) {
                waiting.extend(&templates[name]);
            }
            let used = text.split('<').skip(1).map(|rest| name_at_start(rest.trim_start()));
            for name in used.filter(|name| known.insert((Part::Component, *name))) {
                waiting.extend(components.get(name).into_iter().flatten());
            }
        }
        texts
    };
    let names: Vec<&str> = all
        .keys()
        .map(|name| name.strip_prefix(SITE).or_else(|| name.strip_prefix(BUILT_IN)).unwrap_or(name))
        .collect();
    let with_cards = ["event.html", "listing.html", "home.html"];
    Wanted::by(reached(&names), reached(&["event.html"]), reached(&["listing.html"]), reached(&with_cards))
}

/// What the text of a template belongs to.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Template,
    Component,
}

/// The text of a template around the components that it defines, and their texts by their names.
fn without_components(text: &str) -> (Vec<&str>, Vec<(&str, &str)>) {
    let (mut outside, mut components) = (Vec::new(), Vec::new());
    let mut rest = text;
    let definition = |rest: &str| {
        rest.match_indices("{%")
            .map(|(at, _)| at)
            .find(|&at| rest[at + 2..].trim_start_matches('-').trim_start().starts_with("component "))
    };
    // One without an end may be the words of a remark.
    while let Some(start) = definition(rest)
        && let Some(end) = rest[start..].find("endcomponent")
    {
        let (before, component) = rest.split_at(start);
        let (component, behind) = component.split_at(end);
        outside.push(before);
        let name =
            component.split_once("component ").map_or("", |(_, rest)| name_at_start(rest.trim_start()));
        components.push((name, component));
        rest = behind;
    }
    outside.push(rest);
    (outside, components)
}

/// The name that a text begins with.
fn name_at_start(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.');
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted_by(templates: &[(&str, &str)]) -> Wanted {
        wanted(&templates.iter().copied().collect())
    }

    #[test]
    fn a_component_is_looked_at_where_it_is_used() {
        let parts = "{%- component more(e) -%}{{ e.title }}{{ page.metas }}{%- endcomponent more -%} {{ page.title }}";
        let component = ("built-in/parts.html", parts);
        let plain = wanted_by(&[("site/event.html", "{{ event.title }}")]);
        let asking = wanted_by(&[("site/event.html", "{{ event.title }}{{ page.metas }}")]);
        assert_ne!(plain, asking);
        let by = |event: &str| wanted_by(&[component, ("site/event.html", event)]);
        assert_eq!(by("<p>{{ event.title }} more</p>"), plain);
        assert_eq!(by("{{ < more e={event.title} /> }}"), asking);
        let within = "{% component outer(e) %}{{ <more e={e} /> }}{% endcomponent outer %}";
        let by = |event: &str| wanted_by(&[component, ("site/own.html", within), ("site/event.html", event)]);
        assert_eq!(by("{{ <outer e={event.title} /> }}"), asking);
        assert_eq!(by("{{ event.title }}"), plain);
    }

    #[test]
    fn what_extends_or_includes_reaches_the_other_and_an_open_end_hides_nothing() {
        let asks = wanted_by(&[("site/event.html", "{{ event.related }}")]);
        for by in [
            &[
                ("built-in/event.html", "{{ event.related }}"),
                ("site/event.html", "{% extends \"built-in/event.html\" %}"),
            ][..],
            &[("site/event.html", "{% include 'more.html' %}"), ("site/more.html", "{{ event.related }}")],
            &[("site/event.html", "{# {% component x() %} #}{{ event.related }}")],
        ] {
            assert_eq!(wanted_by(by), asks, "{by:?}");
        }
    }
}
