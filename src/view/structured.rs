//! What pages say of themselves to search engines and reference managers: JSON-LD by schema.org, and
//! elements of the head by Highwire and Dublin Core.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Head, Views};
use crate::archive::{Event, EventIndex, OrganisationIndex, Text};
use crate::formats::json;
use crate::language::Language;
use crate::plan::{DataFile, Listing, Output, Page};
use crate::vocabulary::Role;

/// One `<meta>` element.
#[derive(Debug, Serialize)]
pub(super) struct Meta {
    pub(super) name: &'static str,
    /// The property of Open Graph that has the same content: one element serves both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) property: Option<&'static str>,
    pub(super) content: String,
}

impl Views {
    /// The JSON-LD of a page, ready for its `<script>`: what the page is about, and where it stands. It is for search
    /// engines; a page that they are asked to pass by has none.
    pub(super) fn structured(&self, head: &mut Head) -> Option<tera::Value> {
        if !head.indexed {
            return None;
        }
        let mut graph: Vec<Value> = head.about.take().into_iter().collect();
        if !head.crumbs.is_empty() {
            graph.push(self.breadcrumbs(head));
        }
        // Lists are moved to their places: within `json!` they would be copied.
        let mut all = match graph.len() {
            0 => return None,
            1 => graph.remove(0),
            _ => {
                let mut all = json!({});
                all["@graph"] = Value::Array(graph);
                all
            }
        };
        all["@context"] = json!("https://schema.org");
        Some(tera::Value::safe_string(&json::for_script(&all)))
    }

    /// The way to a page. It begins below the front page, unless that is all there is above.
    fn breadcrumbs(&self, head: &Head) -> Value {
        let mut items: Vec<Value> = (1..)
            .zip(head.crumbs.iter().skip(usize::from(head.crumbs.len() > 1)))
            .map(|(position, crumb)| {
                let item = self.with_origin(&crumb.url);
                json!({ "@type": "ListItem", "position": position, "name": crumb.title, "item": item })
            })
            .collect();
        // The last one is the page itself and needs no address.
        items.push(json!({ "@type": "ListItem", "position": items.len() + 1, "name": head.title }));
        let mut trail = json!({ "@type": "BreadcrumbList" });
        trail["itemListElement"] = Value::Array(items);
        trail
    }

    /// What the front page is about: the site.
    pub(super) fn about_site(&self, language: Language) -> Value {
        let config = &self.archive.config;
        let mut site = json!({
            "@type": "WebSite",
            "name": config.title[language],
            "url": self.page_address(language, Page::Home),
            "inLanguage": language.code(),
        });
        if !config.description[language].is_empty() {
            site["description"] = json!(config.description[language]);
        }
        if let Some(publisher) = self.publisher() {
            site["publisher"] = publisher;
        }
        if self.plan.has_overview(Page::Search) {
            site["potentialAction"] = json!({
                "@type": "SearchAction",
                "target": format!("{}?q={{query}}", self.page_address(language, Page::Search)),
                "query-input": "required name=query",
            });
        }
        site
    }

    fn publisher(&self) -> Option<Value> {
        let publisher = &self.archive.config.publisher;
        let mut organisation = json!({ "@type": "Organization", "name": publisher.name.as_ref()? });
        if let Some(url) = &publisher.url {
            organisation["url"] = json!(url);
        }
        Some(organisation)
    }

    /// An event as its page in a language shows it. Nothing is said of a date that is not certain, and an
    /// organiser is only who is called so.
    pub(super) fn about_event(
        &self,
        language: Language,
        index: EventIndex,
        event: &Event,
        text: &Text,
    ) -> Value {
        let url = self.page_address(self.canonical_language(language, event), Page::Event(index));
        let (shown_in, _) = event.text(language);
        let mut about = json!({
            "@type": "Event",
            "url": url,
            "name": text.title(),
            "eventStatus": "https://schema.org/EventScheduled",
            "inLanguage": shown_in.code(),
        });
        if let Some(date) = &event.date {
            if let Some(start) = date.start_iso() {
                about["startDate"] = json!(start);
            }
            // What has one date ends when it begins: nothing is to be said of it.
            if let Some(end) = date.end_iso().filter(|_| date.iso().is_none()) {
                about["endDate"] = json!(end);
            }
        }
        let place = text.place().or_else(|| event.text(event.language).1.place());
        let region = event.region.map(|region| self.region_name(language, region));
        if let Some(name) = place.or(region) {
            about["location"] = json!({ "@type": "Place", "name": name });
            // A place without a region may be anywhere.
            if let Some(region) = region {
                about["location"]["address"] = address(region);
            }
        }
        let organisers: Vec<Value> = event
            .organisations
            .iter()
            .filter(|(_, role)| *role == Role::Organiser)
            .map(|&(organisation, _)| {
                let mut organiser =
                    json!({ "@type": "Organization", "name": self.organisation_name(language, organisation).0 });
                // By this it is the organisation of that page, which says more of it.
                let listing = Listing::Organisation(organisation);
                if self.plan.count(listing).is_some() {
                    organiser["@id"] = json!(self.page_address(language, Page::Listing(listing, 1)));
                }
                if let Some(url) = &self.archive.organisations[organisation.get()].url {
                    organiser["url"] = json!(url);
                }
                organiser
            })
            .collect();
        if !organisers.is_empty() {
            about["organizer"] = Value::Array(organisers);
        }
        let reports: Vec<Value> = event
            .sources()
            .filter(|source| source.title.is_some() || source.url.is_some())
            .map(|source| {
                let mut report = Map::new();
                report.insert("@type".to_owned(), json!("NewsArticle"));
                let publisher =
                    source.publisher.as_ref().map(|name| json!({ "@type": "Organization", "name": name }));
                for (key, value) in [
                    ("headline", source.title.as_ref().map(|title| json!(title))),
                    ("url", source.url.as_ref().map(|url| json!(url))),
                    ("publisher", publisher),
                    ("datePublished", source.published.map(|day| json!(day.to_string()))),
                ] {
                    report.extend(value.map(|value| (key.to_owned(), value)));
                }
                Value::Object(report)
            })
            .collect();
        if !reports.is_empty() {
            about["subjectOf"] = Value::Array(reports);
        }
        about
    }

    /// What a listing is about, where that is something of its own: an organisation.
    pub(super) fn about_listing(&self, language: Language, listing: Listing) -> Option<Value> {
        match listing {
            Listing::Organisation(index) => Some(self.about_organisation(language, index)),
            Listing::All
            | Listing::Region(_)
            | Listing::RegionYear(..)
            | Listing::RegionKind(..)
            | Listing::Year(_)
            | Listing::Month(..)
            | Listing::Undated
            | Listing::OrganisationYear(..)
            | Listing::Kind(_) => None,
        }
    }

    fn about_organisation(&self, language: Language, index: OrganisationIndex) -> Value {
        let organisation = &self.archive.organisations[index.get()];
        let mut about = json!({
            "@type": "Organization",
            "@id": self.page_address(language, Page::Listing(Listing::Organisation(index), 1)),
            "name": organisation.name(language).0,
        });
        let others = organisation.other_names(language).map(|(name, _)| name);
        let others: Vec<&str> = others.chain(organisation.aliases.iter().map(String::as_str)).collect();
        if !others.is_empty() {
            about["alternateName"] = json!(others);
        }
        if let Some(url) = &organisation.url {
            about["url"] = json!(url);
        }
        if let Some(item) = &organisation.wikidata {
            about["sameAs"] = json!(format!("https://www.wikidata.org/wiki/{item}"));
        }
        if let Some(region) = organisation.region {
            about["address"] = address(self.region_name(language, region));
        }
        about
    }

    /// What the page on data is about: the archive as a data set.
    pub(super) fn about_data(&self, language: Language, description: &str) -> Value {
        let config = &self.archive.config;
        let downloads: Vec<Value> = DataFile::ALL
            .into_iter()
            .map(|file| {
                json!({
                    "@type": "DataDownload",
                    "name": file.name(),
                    "description": self.file_description(language, file),
                    "encodingFormat": media_type(file),
                    "contentUrl": self.reachable(&self.plan.path(&self.archive, Output::Data(file))),
                })
            })
            .collect();
        let mut about = json!({
            "@type": "Dataset",
            "name": config.title[language],
            "description": description,
            "url": self.page_address(language, Page::Data),
            "inLanguage": config.languages.iter().map(|language| language.code()).collect::<Vec<_>>(),
            "isAccessibleForFree": true,
            "spatialCoverage": "KZ",
            "distribution": downloads,
        });
        if let Some(license) = &config.license {
            // A text in the place of an address would be read as one.
            about["license"] = match &license.url {
                Some(url) => json!(url),
                None => json!({ "@type": "CreativeWork", "name": license.name }),
            };
        }
        if let Some(publisher) = self.publisher() {
            about["creator"] = publisher;
        }
        let listed = self.archive.listings.years.iter();
        let mut years =
            listed.filter(|(_, events)| self.published(events).next().is_some()).map(|(year, _)| year);
        if let Some(first) = years.next() {
            let last = years.next_back().unwrap_or(first);
            about["temporalCoverage"] = json!(format!("{first}/{last}"));
        }
        about
    }

    /// An address of this site with scheme and host, where they are known.
    fn with_origin(&self, href: &str) -> String {
        let origin = self.archive.config.base_url.origin.as_deref().unwrap_or_default();
        format!("{origin}{href}")
    }
}

fn address(region: &str) -> Value {
    json!({ "@type": "PostalAddress", "addressCountry": "KZ", "addressRegion": region })
}

fn media_type(file: DataFile) -> &'static str {
    match file {
        DataFile::EventsTable | DataFile::OrganisationsTable => "text/csv",
        DataFile::EventsLines => "application/jsonl",
        DataFile::EventsJson | DataFile::OrganisationsJson | DataFile::RegionsJson | DataFile::Package => {
            "application/json"
        }
        DataFile::EventSchema => "application/schema+json",
    }
}
