//! Which costly parts of views the templates in use ask for: what none of them asks for is not made.
//!
//! A site with plain templates of its own then does not pay for what the built-in ones show. Where a template
//! hands a whole view on, everything is made: the answer may be too large, and is never too small.

use std::collections::BTreeSet;

/// The parts of views that are made only where they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part of its own")]
pub struct Wanted {
    /// `frame`.
    pub(super) frame: bool,
    /// `page.structured`.
    pub(super) structured: bool,
    /// `page.description` of events.
    pub(super) description: bool,
    /// `page.picture` of events; what is structured tells it too.
    pub(super) picture: bool,
    /// `page.metas`.
    pub(super) metas: bool,
    /// `page.crumbs`; what is structured tells them too.
    pub(super) crumbs: bool,
    /// `cards`.
    pub(super) cards: bool,
    /// `rows`.
    pub(super) rows: bool,
    /// `event.languages`, and those of cards.
    pub(super) languages: bool,
    /// `event.related`.
    pub(super) related: bool,
    /// `event.previous` and `event.next`.
    pub(super) neighbours: bool,
    /// `event.cite`.
    pub(super) cite: bool,
    /// `organisation.events` of those that took part.
    pub(super) participant_events: bool,
    /// `line` of regions and organisations.
    pub(super) line: bool,
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
        frame: true,
        structured: true,
        description: true,
        picture: true,
        metas: true,
        crumbs: true,
        cards: true,
        rows: true,
        languages: true,
        related: true,
        neighbours: true,
        cite: true,
        participant_events: true,
        line: true,
        facets: true,
        map: true,
        calendar: true,
        follow: true,
    };

    /// What is asked for by the templates of all pages, and among them by those of an event's page, of a
    /// listing, and of pages that show events.
    #[must_use]
    pub fn by<'a>(
        all: impl IntoIterator<Item = &'a str>,
        of_events: impl IntoIterator<Item = &'a str>,
        of_listings: impl IntoIterator<Item = &'a str>,
        of_cards: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let (all, of_events, of_listings) = (Words::of(all), Words::of(of_events), Words::of(of_listings));
        let of_cards = Words::of(of_cards);
        let structured = all.ask_for("page", "structured");
        Self {
            frame: all.name("frame"),
            structured,
            description: of_events.ask_for("page", "description"),
            picture: structured || of_events.ask_for("page", "picture"),
            metas: all.ask_for("page", "metas"),
            crumbs: structured || all.ask_for("page", "crumbs"),
            cards: of_cards.name("cards"),
            rows: of_cards.name("rows"),
            languages: of_cards.ask_anything_for("languages", &["page", "site"]),
            related: of_events.ask_for("event", "related"),
            neighbours: of_events.ask_for("event", "previous") || of_events.ask_for("event", "next"),
            cite: of_events.ask_for("event", "cite"),
            participant_events: of_events.may_name("event", "events") || of_events.hand_on_what_they_give(),
            line: all.name("line"),
            facets: of_listings.ask_for("listing", "facets"),
            map: of_listings.ask_for("listing", "map"),
            calendar: of_listings.ask_for("listing", "calendar"),
            follow: of_listings.ask_for("listing", "follow"),
        }
    }
}

/// The names that stand in the tags of templates.
#[derive(Default)]
struct Words<'a> {
    names: BTreeSet<&'a str>,
    /// Those that stand somewhere without a dot behind them: they may be handed on as a whole.
    whole: BTreeSet<&'a str>,
    /// Names with a dot and another one behind them.
    pairs: BTreeSet<(&'a str, &'a str)>,
    /// Names that templates give themselves, in loops and otherwise.
    given: BTreeSet<&'a str>,
    /// Those of [`Self::whole`] that may be printed as a whole, or handed to a filter or a function.
    printed: BTreeSet<&'a str>,
}

impl<'a> Words<'a> {
    fn of(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = Self::default();
        // What components call their arguments, and what they are called with.
        let (mut arguments, mut handed): (Vec<&str>, BTreeSet<&str>) = Default::default();
        for text in texts {
            // The name of a block asks for nothing.
            let is_block = |tag: &str| tag.starts_with("block ") || tag.starts_with("endblock");
            for (kind, tag) in tags(text) {
                let tag = tag.trim_start_matches('-').trim_start();
                if kind == Kind::Statement && is_block(tag) {
                    continue;
                }
                let whole = words.read(tag);
                // What is handed to a component is looked at there.
                if kind == Kind::Expression && !tag.starts_with('<') {
                    words.printed.extend(&whole);
                } else if tag.starts_with("for ") {
                    let (given, of) = whole.split_at(whole.iter().take_while(|&&name| name != "in").count());
                    // A row is made already.
                    if of.get(1) != Some(&"rows") {
                        words.given.extend(given.iter().skip(1));
                    }
                    if tag.contains('|') {
                        words.printed.extend(of);
                    }
                } else if kind == Kind::Expression {
                    let values = tag.split('{').skip(1).filter_map(|value| value.split('}').next());
                    handed.extend(values.flat_map(|value| words.read(value)));
                } else if let Some(definition) = tag.strip_prefix("component ") {
                    let names = whole.iter().skip(2);
                    // A row is given a card, and nobody calls it.
                    if definition.trim_start().starts_with("row(") {
                        words.given.extend(names);
                    } else {
                        arguments.extend(names);
                    }
                } else if tag.starts_with("set") {
                    words.given.extend(whole.get(1));
                }
                words.whole.extend(whole);
            }
        }
        if handed.iter().any(|name| ["cards", "event"].contains(name) || words.given.contains(name)) {
            words.given.extend(arguments);
        }
        words
    }

    /// Whether a part of something may be asked for, whatever that is called, but for these views.
    fn ask_anything_for(&self, part: &str, but: &[&str]) -> bool {
        self.whole.contains(part)
            || self.pairs.iter().any(|(view, asked)| *asked == part && !but.contains(view))
            || self.names.contains("__tera_context")
            || self.printed.contains("cards")
            || self.printed.contains("event")
            || self.hand_on_what_they_give()
    }

    /// Whether something that a template gave a name may be printed or handed on as a whole.
    fn hand_on_what_they_give(&self) -> bool {
        self.printed.iter().any(|name| self.given.contains(name))
    }

    /// Whether a view may be asked for.
    fn name(&self, view: &str) -> bool {
        self.names.contains(view) || self.names.contains("__tera_context")
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

    /// Collects the names in a tag, and gives those without a dot behind them; what stands between quotation
    /// marks is looked at as well.
    fn read(&mut self, tag: &'a str) -> Vec<&'a str> {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let mut rest = tag;
        let mut whole = Vec::new();
        // What the dot at the end of the last name belongs to.
        let mut owner = None;
        while let Some(start) = rest.find(is_part) {
            let from = &rest[start..];
            let end = from.find(|letter| !is_part(letter)).unwrap_or(from.len());
            let (name, behind) = from.split_at(end);
            self.names.insert(name);
            let is_asked_for = match owner {
                Some(owner) if start == 1 => {
                    self.pairs.insert((owner, name));
                    true
                }
                Some(owner) => {
                    whole.push(owner);
                    false
                }
                None => false,
            };
            owner = behind.starts_with('.').then_some(name);
            // A part of something is not the view of the same name.
            if owner.is_none() && !is_asked_for {
                whole.push(name);
            }
            rest = behind;
        }
        whole.extend(owner);
        whole
    }
}

/// What a tag does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `{{ }}` prints.
    Expression,
    /// `{% %}` does not.
    Statement,
}

/// What stands inside `{{ }}` and `{% %}`. Where one has no end, the rest of the text.
fn tags(text: &str) -> impl Iterator<Item = (Kind, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = ["{{", "{%"].iter().filter_map(|open| rest.find(open)).min()?;
        let (kind, close) =
            if rest[start..].starts_with("{{") { (Kind::Expression, "}}") } else { (Kind::Statement, "%}") };
        let inside = &rest[start + 2..];
        let (tag, behind) = inside.split_once(close).unwrap_or((inside, ""));
        rest = behind;
        Some((kind, tag))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str) -> Wanted {
        Wanted::by([text], [text], [text], [text])
    }

    #[test]
    fn what_no_template_names_is_not_wanted() {
        let plain = wanted(
            "{{ page.title }} {% for person in event.people %}{{ person.name }}{% endfor %} related {%- block structured %}{% endblock structured %}",
        );
        assert!(!plain.related && !plain.structured && !plain.cite && !plain.crumbs && !plain.neighbours);
        assert!(!plain.facets && !plain.map && !plain.calendar && !plain.follow);
        assert!(!plain.description);
        assert!(!wanted("{{ t.listing.page }} {{ t.nav.event }}").description);
        assert!(wanted("{% if page.description %}x{% endif %}").description);
    }

    #[test]
    fn languages_of_texts_are_wanted_where_a_card_may_be_asked_for_them() {
        for without in [
            "{% for card in cards %}{{ card.title }}{% endfor %}",
            "{% if cards | length > 5 %}{{ page.languages | length }}{% endif %}",
            "{{ <rows rows={rows} /> }}",
            "{% for row in rows[:dated] %}{{ row }}{% endfor %}",
            "{% set first = cards | first %}{{ first.title }}",
            "{% component row(card) %}{{ card.title }}{% endcomponent %}",
            "{% component link(title) %}{{ title }}{% endcomponent %}{{ <link title={event.title} /> }}",
        ] {
            assert!(!wanted(without).languages, "{without}");
        }
        for with in [
            "{% for card in cards %}{{ card.languages | length }}{% endfor %}",
            "{{ <badges languages={event.languages} /> }}",
            "{% for card in cards %}{{ card }}{% endfor %}",
            "{% for card in cards -%}{{ card | json_encode }}{% endfor %}",
            "{% for card in cards %}{% for key, value in card %}{{ key }}{% endfor %}{% endfor %}",
            "{{ cards }}",
            "{{ event }}",
            "{%- set first = cards | first -%}{{ first }}",
            "{% for card in cards %}{% if \"languages\" in card %}x{% endif %}{% endfor %}",
            "{{ f(c=event) }}",
            "{{ __tera_context }}",
            "{% component row(card) %}[{{ card }}]{% endcomponent %}",
            "{% component dump(c) %}{{ c }}{% endcomponent %}{{ <dump c={cards[0]} /> }}",
            "{% component dump(c) %}{{ c }}{% endcomponent %}{% for one in cards %}{{ <dump c={one} /> }}{% endfor %}",
        ] {
            assert!(wanted(with).languages, "{with}");
        }
    }

    #[test]
    fn events_of_participants_are_wanted_where_one_may_be_handed_on() {
        let loops = |inside: &str| format!("{{% for one in event.organisations %}}{inside}{{% endfor %}}");
        assert!(!wanted(&loops("{{ one.name }}")).participant_events);
        for inside in ["{{ one.events.text }}", "{% for pair in one | pairs %}{{ pair[1] }}{% endfor %}"] {
            assert!(wanted(&loops(inside)).participant_events, "{inside}");
        }
    }

    #[test]
    fn what_pages_of_texts_ask_for_is_not_made_for_events() {
        let of_texts = "{{ page.description }}";
        assert!(!Wanted::by([of_texts], [""], [""], [""]).description);
        assert!(Wanted::by([of_texts], [of_texts], [""], [""]).description);
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
