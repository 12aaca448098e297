//! Which costly parts of views the templates in use ask for: what none of them asks for is not made.
//!
//! A site with plain templates of its own then does not pay for what the built-in ones show. Where a template
//! hands a whole view on, everything is made: the answer may be too large, and is never too small.

use std::collections::BTreeSet;

/// The parts of views that are made only where they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part of its own")]
pub struct Wanted {
    /// `page.structured`.
    pub(super) structured: bool,
    /// `page.metas`.
    pub(super) metas: bool,
    /// `page.crumbs`; what is structured tells them too.
    pub(super) crumbs: bool,
    /// `event.related`.
    pub(super) related: bool,
    /// `event.previous` and `event.next`.
    pub(super) neighbours: bool,
    /// `event.cite`.
    pub(super) cite: bool,
    /// `organisation.events` of those that took part.
    pub(super) participant_events: bool,
    /// `listing.facets`.
    pub(super) facets: bool,
    /// `listing.map`.
    pub(super) map: bool,
    /// `listing.calendar`.
    pub(super) calendar: bool,
    /// `listing.follow`.
    pub(super) follow: bool,
}

impl Wanted {
    /// Everything, whatever the templates.
    pub const EVERYTHING: Self = Self {
        structured: true,
        metas: true,
        crumbs: true,
        related: true,
        neighbours: true,
        cite: true,
        participant_events: true,
        facets: true,
        map: true,
        calendar: true,
        follow: true,
    };

    /// What is asked for by the templates of all pages, and by those of an event's page and of a listing among
    /// them.
    #[must_use]
    pub fn by<'a>(
        all: impl IntoIterator<Item = &'a str>,
        of_events: impl IntoIterator<Item = &'a str>,
        of_listings: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let (all, of_events, of_listings) = (Words::of(all), Words::of(of_events), Words::of(of_listings));
        let structured = all.ask_for("page", "structured");
        Self {
            structured,
            metas: all.ask_for("page", "metas"),
            crumbs: structured || all.ask_for("page", "crumbs"),
            related: of_events.ask_for("event", "related"),
            neighbours: of_events.ask_for("event", "previous") || of_events.ask_for("event", "next"),
            cite: of_events.ask_for("event", "cite"),
            participant_events: of_events.may_name("event", "events"),
            facets: of_listings.ask_for("listing", "facets"),
            map: of_listings.ask_for("listing", "map"),
            calendar: of_listings.ask_for("listing", "calendar"),
            follow: of_listings.ask_for("listing", "follow"),
        }
    }
}

/// The names that stand in the tags of templates.
struct Words<'a> {
    names: BTreeSet<&'a str>,
    /// Those that stand somewhere without a dot behind them: they may be handed on as a whole.
    whole: BTreeSet<&'a str>,
    /// Names with a dot and another one behind them.
    pairs: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Words<'a> {
    fn of(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = Self { names: BTreeSet::new(), whole: BTreeSet::new(), pairs: BTreeSet::new() };
        for text in texts {
            // The name of a block asks for nothing.
            let is_block = |tag: &&str| {
                let tag = tag.trim_start_matches('-').trim_start();
                tag.starts_with("block ") || tag.starts_with("endblock")
            };
            for tag in tags(text).filter(|tag| !is_block(tag)) {
                words.read(tag);
            }
        }
        words
    }

    /// Whether a part of a view may be asked for.
    fn ask_for(&self, view: &str, part: &str) -> bool {
        self.pairs.contains(&(view, part)) || self.hand_on(view)
    }

    /// Whether a part of something that a view holds may be asked for, whatever that is called.
    fn may_name(&self, view: &str, part: &str) -> bool {
        self.names.contains(part) || self.hand_on(view)
    }

    fn hand_on(&self, view: &str) -> bool {
        self.whole.contains(view) || self.names.contains("__tera_context")
    }

    /// Collects the names in a tag; what stands between quotation marks is looked at as well.
    fn read(&mut self, tag: &'a str) {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let mut rest = tag;
        // What the dot at the end of the last name belongs to.
        let mut owner = None;
        while let Some(start) = rest.find(is_part) {
            let from = &rest[start..];
            let end = from.find(|letter| !is_part(letter)).unwrap_or(from.len());
            let (name, behind) = from.split_at(end);
            self.names.insert(name);
            match owner {
                Some(owner) if start == 1 => _ = self.pairs.insert((owner, name)),
                Some(owner) => _ = self.whole.insert(owner),
                None => {}
            }
            owner = behind.starts_with('.').then_some(name);
            if owner.is_none() {
                self.whole.insert(name);
            }
            rest = behind;
        }
        self.whole.extend(owner);
    }
}

/// What stands inside `{{ }}` and `{% %}`. Where one has no end, the rest of the text.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = ["{{", "{%"].iter().filter_map(|open| rest.find(open)).min()?;
        let close = if rest[start..].starts_with("{{") { "}}" } else { "%}" };
        let inside = &rest[start + 2..];
        let (tag, behind) = inside.split_once(close).unwrap_or((inside, ""));
        rest = behind;
        Some(tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str) -> Wanted {
        Wanted::by([text], [text], [text])
    }

    #[test]
    fn what_no_template_names_is_not_wanted() {
        let plain = wanted(
            "{{ page.title }} {% for person in event.people %}{{ person.name }}{% endfor %} related {%- block structured %}{% endblock structured %}",
        );
        assert!(!plain.related && !plain.structured && !plain.cite && !plain.crumbs && !plain.neighbours);
        assert!(!plain.facets && !plain.map && !plain.calendar && !plain.follow);
    }

    #[test]
    fn what_a_template_names_or_may_hand_on_is_wanted() {
        assert!(wanted("{% if event.related %}x{% endif %}").related);
        assert!(wanted("{{ page.structured | safe }}").crumbs);
        assert!(wanted("{% for facet in listing.facets %}{{ facet.title }}{% endfor %}").facets);
        let listing = wanted("{{ <part listing={listing} /> }}");
        assert!(listing.facets && listing.map && listing.calendar && listing.follow);
        for whole in [
            "{{ event | json_encode }}",
            "{% set e = event %}",
            "{{ __tera_context }}",
            "{{ f(e=event) }}",
            "{{ event[\"related\"] }}",
            "{{ event. related }}",
            "{{ event .related }}",
            "{{- event -}}",
            "{{ event",
        ] {
            assert!(wanted(whole).related && wanted(whole).cite, "{whole}");
        }
    }
}
