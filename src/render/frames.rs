//! What stands around pages: made once for all that have the same around them.
//!
//! Thousands of pages have the same menu and the same foot, and load the same files. What these look like is the
//! business of the templates in the folder `frame`.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use tera::{Map, Value};

use super::Templates;
use crate::view::{Frame, Views};

/// The parts by their names, and the templates that make them.
const PARTS: [(&str, &str); 4] = [
    ("fonts", "frame/fonts.html"),
    ("assets", "frame/assets.html"),
    ("menu", "frame/menu.html"),
    ("foot", "frame/foot.html"),
];

/// The frames that the templates of a site have made from views.
#[derive(Default)]
pub(super) struct Frames {
    made: RwLock<BTreeMap<Frame, Value>>,
}

impl Frames {
    /// The frame that a page wants: its parts are texts that need no escaping.
    ///
    /// # Errors
    /// When a template asks for something that is not there.
    pub(super) fn make(
        &self,
        templates: &Templates,
        views: &Views,
        wanted: Frame,
    ) -> Result<Value, tera::Error> {
        // Nothing can fail while a lock is held.
        if let Some(made) = self.made.read().unwrap_or_else(PoisonError::into_inner).get(&wanted) {
            return Ok(made.clone());
        }
        let mut context = views.context(wanted.language);
        context.insert_value("section", wanted.section.into());
        context.insert_value("here", wanted.here.into());
        let mut parts = Map::default();
        for (name, template) in PARTS {
            let mut html = Vec::new();
            templates.tera.render_to(template, &context, &mut html)?;
            let html = String::from_utf8_lossy(&html);
            parts.insert(name.into(), Value::safe_string(html.trim()));
        }
        let made = Value::from(parts);
        self.made.write().unwrap_or_else(PoisonError::into_inner).insert(wanted, made.clone());
        Ok(made)
    }
}
