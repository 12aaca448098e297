//! What `sitemap.xml` lists: every page that search engines may list, with its other languages.

use serde::Serialize;
use tera::{Context, Value};

use super::{View, Views};
use crate::language::Language;
use crate::plan::{Output, Page};

#[derive(Serialize)]
struct Entry {
    url: String,
    /// When the content last changed, as a day; for events alone.
    changed: Option<String>,
    alternates: Vec<Alternate>,
}

#[derive(Serialize)]
struct Alternate {
    lang: &'static str,
    url: String,
}

impl Views {
    pub(super) fn sitemap(&self) -> View {
        let site_languages = &self.archive.config.languages;
        let mut entries = Vec::new();
        for output in self.plan.outputs() {
            let Output::Page(language, page) = output else { continue };
            let written = self.written_in(page);
            if !written.contains(&language) {
                continue;
            }
            let url = |language| self.absolute(&self.plan.address(&self.archive, language, page));
            let Some(own) = url(language) else { continue };
            let mut alternates: Vec<Alternate> = Vec::new();
            let others: Vec<Language> =
                site_languages.iter().copied().filter(|other| written.contains(other)).collect();
            if others.len() > 1 {
                alternates.extend(
                    others
                        .iter()
                        .filter_map(|&other| Some(Alternate { lang: other.code(), url: url(other)? })),
                );
            }
            let changed = match page {
                Page::Event(event) => {
                    let event = &self.archive.events[event.get()];
                    event.updated.or(event.recorded).map(|day| day.to_string())
                }
                _ => None,
            };
            entries.push(Entry { url: own, changed, alternates });
        }
        let mut context = Context::new();
        context.insert_value("entries", Value::from_serializable(&entries));
        View { template: "sitemap.xml", context }
    }

    /// The languages in which a page has a text of its own and may be listed.
    fn written_in(&self, page: Page) -> Vec<Language> {
        match page {
            Page::Event(event) => {
                let event = &self.archive.events[event.get()];
                if event.withdrawn.is_some() || event.draft {
                    return Vec::new();
                }
                self.languages_of(&event.texts)
            }
            Page::Text(position) => self.languages_of(&self.archive.pages[position as usize].texts),
            Page::Home
            | Page::Listing(..)
            | Page::Regions
            | Page::Dates
            | Page::Organisations
            | Page::Kinds => self.archive.config.languages.clone(),
        }
    }
}
