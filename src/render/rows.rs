//! Events as rows of listings: each is made once, for all pages that show it.
//!
//! An event stands in a dozen lists, and its row is the same in most of them. What a row looks like is the
//! business of the component `row` of the templates.

use std::sync::OnceLock;

use tera::{ComponentArg, ComponentInfo, Context, Tera, Value};

use super::Templates;
use crate::language::ByLanguage;
use crate::view::{self, Views, Without};

/// The component that makes a row.
pub(super) const ROW: &str = "row";
/// Its argument that is the event.
const CARD: &str = "card";
/// Its argument that says what the row leaves out.
const WITHOUT: &str = "without";
/// What it sees besides, if it asks for it.
const AROUND: [&str; 3] = ["lang", "t", "site"];

/// The rows that the templates of a site have made from views.
#[derive(Default)]
pub(super) struct Rows {
    /// By language and by what they leave out.
    made: ByLanguage<[OnceLock<Box<OfEvents>>; Without::ALL.len()]>,
}

/// A row for each event that was asked for.
type OfEvents = [OnceLock<Value>];

impl Rows {
    /// The rows that a page wants, as a list of texts that need no escaping. Those that no page wanted before are
    /// made.
    ///
    /// # Errors
    /// When the component asks for something that a card does not have.
    pub(super) fn make(
        &self,
        templates: &Templates,
        views: &Views,
        wanted: &view::Rows,
    ) -> Result<Value, tera::Error> {
        let without = if templates.rows_differ { wanted.without } else { Without::Nothing };
        let made = self.made[wanted.language][without.position()]
            .get_or_init(|| views.archive().events.iter().map(|_| OnceLock::new()).collect());
        let mut around = None;
        let mut html = Vec::new();
        let rows = wanted.events.iter().map(|&event| {
            let place = &made[event.get()];
            if let Some(row) = place.get() {
                return Ok(row.clone());
            }
            let mut arguments = Context::new();
            arguments.insert_value(CARD, views.card(wanted.language, event));
            if templates.rows_differ {
                arguments.insert_value(WITHOUT, without.id().into());
            }
            let around = around.get_or_insert_with(|| views.context(wanted.language));
            html.clear();
            templates
                .tera
                .render_component_with_implicits_to(ROW, &arguments, around, None, true, &mut html)?;
            let row = Value::safe_string(&String::from_utf8_lossy(&html));
            Ok(place.get_or_init(|| row).clone())
        });
        rows.collect::<Result<Vec<Value>, _>>().map(Value::from)
    }
}

/// Whether a row can leave something out.
pub(super) fn takes_without(tera: &Tera) -> bool {
    tera.get_component_definition(ROW).is_some_and(|row| takes(&row, WITHOUT))
}

/// What is wrong with how a site's own component is to be called: a row belongs to no page, and is told nothing else
/// than these.
pub(super) fn misfit(tera: &Tera) -> Option<String> {
    let row = tera.get_component_definition(ROW)?;
    if !takes(&row, CARD) {
        return Some(format!("the component \"{ROW}\" does not take a card"));
    }
    let known = |argument: &&ComponentArg| match argument.is_implicit() {
        true => AROUND.contains(&argument.name()),
        false => [CARD, WITHOUT].contains(&argument.name()) || !argument.is_required(),
    };
    let unknown = row.args().iter().find(|argument| !known(argument))?;
    let sign = if unknown.is_implicit() { "@" } else { "" };
    Some(format!("no row is told \"{sign}{}\"", unknown.name()))
}

fn takes(row: &ComponentInfo, argument: &str) -> bool {
    row.rest_param().is_some()
        || row.args().iter().any(|known| !known.is_implicit() && known.name() == argument)
}
