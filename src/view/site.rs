//! What every page says of the site: its name, menu, publisher, licence, and the files it is drawn with.

use serde::Serialize;
use tera::Value;

use super::{Link, Views, other_language};
use crate::formats::address;
use crate::language::Language;
use crate::plan::{Listing, Page};

/// The fonts that every page begins with: what stands in them is on the first screen.
const FIRST_FONTS: [&str; 3] =
    ["assets/fonts/sans-400.woff2", "assets/fonts/sans-600.woff2", "assets/fonts/serif-430.woff2"];

/// The sections of the menu, and the pages that it leads to.
pub(super) const SECTIONS: [(&str, Page); 6] = [
    ("events", Page::Listing(Listing::All, 1)),
    ("regions", Page::Regions),
    ("dates", Page::Dates),
    ("organisations", Page::Organisations),
    ("kinds", Page::Kinds),
    ("search", Page::Search),
];

impl Views {
    /// The site's own view: the same on every page of a language.
    pub(super) fn site(&self, language: Language) -> Value {
        let config = &self.archive.config;
        let strings = self.strings(language);
        let menu = SECTIONS
            .into_iter()
            .filter(|&(_, page)| matches!(page, Page::Listing(..)) || self.plan.has_overview(page))
            .map(|(id, page)| MenuEntry {
                id,
                title: self.word(language, "nav", id),
                url: self.page_href(language, page),
            })
            .collect();
        let pages = (0u32..)
            .zip(self.archive.pages.iter())
            .map(|(position, page)| {
                let (shown_in, text) = page.text(language);
                Link {
                    title: text.title().to_owned(),
                    url: self.page_href(language, Page::Text(position)),
                    lang: other_language(shown_in, language),
                }
            })
            .collect();
        let contact = config.publisher.contact.clone();
        let view = SiteView {
            title: config.title[language].clone(),
            description: config.description[language].clone(),
            home: self.page_href(language, Page::Home),
            root: self.href(""),
            preview: self.static_address("assets/preview.png").and_then(|address| self.absolute(&address)),
            search: self.plan.has_overview(Page::Search).then(|| self.page_href(language, Page::Search)),
            menu,
            pages,
            data: self.plan.has_data().then(|| Link {
                title: strings.get("nav.data").to_owned(),
                url: self.page_href(language, Page::Data),
                lang: None,
            }),
            publisher: PublisherView {
                name: config.publisher.name.clone(),
                url: config.publisher.url.clone(),
                contact_url: contact.as_ref().map(|contact| {
                    if contact.contains("://") || contact.starts_with("mailto:") {
                        contact.clone()
                    } else {
                        format!("mailto:{contact}")
                    }
                }),
                contact,
            },
            license: config
                .license
                .as_ref()
                .map(|license| LicenseView { name: license.name.clone(), url: license.url.clone() }),
            assets: AssetsView {
                style: self.static_href("assets/style.css"),
                theme: self.static_href("assets/theme.js"),
                filter: self.static_href("assets/filter.js"),
                icon: self.static_href("assets/mark.svg"),
                search: self.static_href("assets/search.js"),
                search_style: self.static_href("assets/search.css"),
                fonts: FIRST_FONTS.iter().filter_map(|path| self.plain_href(path)).collect(),
            },
            extra: &config.extra,
        };
        Value::from_serializable(&view)
    }

    /// The address of a static file as a stylesheet names it: without its fingerprint.
    fn plain_href(&self, path: &str) -> Option<String> {
        self.plan.file_at(path).map(|_| self.href(&address::path(path)))
    }
}

#[derive(Serialize)]
struct SiteView<'a> {
    title: String,
    description: String,
    home: String,
    /// The base path: where the site's own files lie, whatever the language.
    root: String,
    /// The full address of the picture that previews of links show.
    preview: Option<String>,
    /// The address of the search, if there is one.
    search: Option<String>,
    menu: Vec<MenuEntry>,
    pages: Vec<Link>,
    /// The page on data.
    data: Option<Link>,
    publisher: PublisherView,
    license: Option<LicenseView>,
    assets: AssetsView,
    extra: &'a crate::fields::Table,
}

#[derive(Serialize)]
struct MenuEntry {
    id: &'static str,
    title: String,
    url: String,
}

#[derive(Serialize)]
struct PublisherView {
    name: Option<String>,
    url: Option<String>,
    contact: Option<String>,
    contact_url: Option<String>,
}

#[derive(Serialize)]
struct LicenseView {
    name: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct AssetsView {
    style: Option<String>,
    theme: Option<String>,
    filter: Option<String>,
    icon: Option<String>,
    search: Option<String>,
    search_style: Option<String>,
    fonts: Vec<String>,
}
