//! Which texts of the templates a page can reach, and so what of views they ask for.
//!
//! What is reached may be more than a page uses, and is never less. What a text asks for is read by
//! [`crate::view::Wanted`].

use std::collections::{BTreeMap, BTreeSet};

use super::rows::ROW;
use super::{BUILT_IN, SITE};
use crate::view::Wanted;

/// What the templates that are in use ask for. All are given by their names.
pub(super) fn wanted(all: &BTreeMap<&str, &str>) -> Wanted {
    // Names sort the site's behind the built-in ones, and so it is the site's own that a short name means.
    let by_short_name: BTreeMap<&str, &str> = all
        .keys()
        .map(|name| (name.strip_prefix(SITE).or_else(|| name.strip_prefix(BUILT_IN)).unwrap_or(name), *name))
        .collect();
    let found = &|name: &str| {
        let full = all.get_key_value(name).map(|(name, _)| *name);
        full.or_else(|| by_short_name.get(name).copied())
    };
    let mut templates: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut components: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut own: BTreeSet<&str> = BTreeSet::new();
    for (&name, &text) in all {
        let (rest, found) = without_components(text);
        templates.insert(name, rest);
        for (component, definition) in found {
            let texts = components.entry(component).or_default();
            // A site's own component stands in the place of the built-in one.
            let is_own = name.starts_with(SITE) && is_in_force(text, definition);
            if is_own && own.insert(component) {
                texts.clear();
            }
            if is_own || !own.contains(component) {
                texts.push(definition);
            }
        }
    }
    // From a page's template to those that it extends and includes: every name between quotation marks may be
    // one. A component is used where its name stands behind a "<".
    let reached = |pages: &[&str]| -> Vec<&str> {
        let mut known = BTreeSet::new();
        let mut texts: Vec<&str> = Vec::new();
        let mut waiting: Vec<&str> = Vec::new();
        for name in pages.iter().copied().filter_map(found) {
            waiting.extend(&templates[name]);
        }
        while let Some(text) = waiting.pop() {
            texts.push(text);
            let quoted = text.split(['"', '\'', '`']).filter_map(found);
            for name in quoted.filter(|name| known.insert((Part::Template, *name))) {
                waiting.extend(&templates[name]);
            }
            let used = text.split('<').skip(1).map(|rest| name_at_start(rest.trim_start()));
            // Rows come from their component, whoever shows them.
            let row = text.contains("rows").then_some(ROW);
            for name in used.chain(row).filter(|name| known.insert((Part::Component, *name))) {
                waiting.extend(components.get(name).into_iter().flatten());
            }
        }
        texts
    };
    let names: Vec<&str> = by_short_name.keys().copied().collect();
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

/// Whether a definition of a text counts for sure: it does not stand in a remark, or where tags are not read.
fn is_in_force(text: &str, definition: &str) -> bool {
    let before = text.find(definition).map_or("", |at| &text[..at]);
    before.rfind("{#") <= before.rfind("#}") && !before.contains("raw")
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
    fn a_component_of_the_site_stands_in_the_place_of_the_built_in_one() {
        let built_in = "{% component more(e) %}{{ page.metas }}{% endcomponent more %}";
        let own = "{% component more(e) %}{{ e }}{% endcomponent more %}";
        let by = |own: &str| {
            wanted_by(&[
                ("built-in/parts.html", built_in),
                ("site/event.html", "{{ <more e={event.title} /> }}"),
                ("site/own.html", own),
            ])
        };
        let plain = wanted_by(&[("site/event.html", "{{ event.title }}")]);
        assert_eq!(by(own), plain);
        for without_effect in ["", "{# {% component more(e) %}{% endcomponent more %} #}"] {
            assert_ne!(by(without_effect), plain, "{without_effect}");
        }
        assert_ne!(by(&format!("{{% raw %}}{own}{{% endraw %}}")), plain);
        assert_eq!(by(&format!("{{# more #}}{own}")), plain);
    }

    #[test]
    fn the_component_of_rows_is_looked_at_where_rows_are_shown() {
        let row = ("site/own.html", "{% component row(card) %}{{ card.languages }}{% endcomponent row %}");
        let by = |listing: &str| wanted_by(&[row, ("site/listing.html", listing)]);
        let rows = by("{% for row in rows %}{{ row }}{% endfor %}");
        let cards = by("{% for card in cards %}{{ card.title }}{% endfor %}");
        assert_ne!(rows, cards);
        assert_eq!(rows, by("{{ rows }}"));
        assert_eq!(cards, by("{% for card in cards %}{{ card.url }}{% endfor %}"));
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
