//! What a page of a listing shows: its events, how they can be narrowed, where to go from here.

use serde::Serialize;
use tera::Value;

use super::downloads::FollowView;
use super::facets::Facet;
use super::map::MapView;
use super::time::{Apart, CalendarMonth};
use super::{Count, Head, Link, View, Views, Without, other_language};
use crate::archive::{EventIndex, Shown, Text};
use crate::gazetteer::Gazetteer;
use crate::language::{ByLanguage, Language, dates};
use crate::plan::{Listing, Page};
use crate::vocabulary::EventKind;

#[derive(Serialize)]
struct ListingView {
    /// What it lists: `all`, `region`, `region-year`, `region-kind`, `year`, `month`, `undated`,
    /// `organisation`, `organisation-year`, `kind`.
    kind: &'static str,
    title: String,
    title_lang: Option<&'static str>,
    /// One sentence on what is listed.
    lead: String,
    /// What its rows leave out, since all of them share it: `region`, `kind`, or nothing.
    without: &'static str,
    count: Count,
    /// What there is to know besides: former names and borders of a region.
    notes: Vec<String>,
    /// A description by the editors, as HTML.
    description: Option<Description>,
    /// What an authority record says.
    organisation: Option<OrganisationView>,
    /// Where it lies: of a region its place among the others, of a year its events by region.
    map: Option<MapView>,
    /// The months of a year.
    calendar: Vec<CalendarMonth>,
    /// Of a year: what names no month of it.
    apart: Option<Apart>,
    /// Other ways through the same events.
    facets: Vec<Facet>,
    /// Feed, calendar and files; on the first page of a listing that can be followed.
    follow: Option<FollowView>,
    pages: Pages,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct Description {
    html: Value,
    lang: Option<&'static str>,
}

#[derive(Serialize)]
struct OrganisationView {
    id: String,
    kind: Option<String>,
    region: Option<super::RegionView>,
    url: Option<String>,
    wikidata: Option<String>,
    other_names: Vec<OtherName>,
    aliases: Vec<AliasView>,
    has_record: bool,
    extra: Value,
}

#[derive(Serialize)]
struct OtherName {
    name: String,
    lang: &'static str,
}

/// A further name, and its language where that is another than the page's as far as letters tell.
#[derive(Serialize)]
struct AliasView {
    name: String,
    lang: Option<&'static str>,
}

#[derive(Serialize)]
struct Pages {
    current: u32,
    total: u32,
    previous: Option<String>,
    next: Option<String>,
    /// The pages to be offered, with a gap where some are left out.
    items: Vec<PageItem>,
}

#[derive(Serialize)]
struct PageItem {
    /// Zero stands for a gap.
    number: u32,
    url: String,
    current: bool,
}

/// The texts around a listing.
struct Words {
    kind: &'static str,
    title: String,
    title_lang: Option<&'static str>,
    crumbs: Vec<Link>,
    section: &'static str,
}

/// What all events of a listing share, and its heading says.
fn without(listing: Listing) -> Without {
    match listing {
        Listing::Region(_) | Listing::RegionYear(..) | Listing::RegionKind(..) => Without::Region,
        Listing::Kind(_) => Without::Kind,
        Listing::All
        | Listing::Year(_)
        | Listing::Month(..)
        | Listing::Undated
        | Listing::Organisation(_)
        | Listing::OrganisationYear(..) => Without::Nothing,
    }
}

impl Views {
    pub(super) fn listing(&self, language: Language, listing: Listing, number: u32) -> View {
        let strings = self.strings(language);
        let events = self.events_of(listing);
        let words = self.words(language, listing);
        let count = self.count(language, "events", events.len());
        let first_page = number == 1;
        let (previous, next) = self.period_neighbours(language, listing);
        let view = ListingView {
            kind: words.kind,
            title: words.title.clone(),
            title_lang: words.title_lang,
            lead: self.lead(language, listing, first_page, &count),
            without: without(listing).id(),
            notes: self.notes(language, listing),
            description: if first_page { self.description(language, listing) } else { None },
            organisation: self.organisation_view(language, listing),
            map: if first_page && self.wanted.map { self.listing_map(language, listing) } else { None },
            calendar: match listing {
                Listing::Year(year) if first_page && self.wanted.calendar => self.calendar(language, year),
                _ => Vec::new(),
            },
            apart: match listing {
                Listing::Year(year) => self.apart(language, year),
                _ => None,
            },
            facets: if first_page && self.wanted.facets {
                self.facets(language, listing, events)
            } else {
                Vec::new()
            },
            follow: if first_page && self.wanted.follow { self.follow(language, listing) } else { None },
            pages: self.pages(language, listing, number, events.len()),
            previous,
            next,
            count,
        };
        let range = self.plan.page_range(events.len(), number);
        let apart = match listing {
            Listing::Year(year) => self.archive.listings.apart.get(&year).copied().unwrap_or(0),
            _ => 0,
        };
        let dated = (events.len() - apart).clamp(range.start, range.end) - range.start;
        let title = if first_page {
            words.title.clone()
        } else {
            strings.fill("listing.title-page", &[("title", &words.title), ("page", &number.to_string())])
        };
        let head = Head {
            kind: "listing",
            title,
            title_lang: words.title_lang,
            description: view.lead.clone(),
            crumbs: words.crumbs,
            section: words.section,
            indexed: true,
            written_in: Vec::new(),
            shown_in: None,
            feeds: self.feed_link(language, listing).into_iter().collect(),
            metas: Vec::new(),
            picture: None,
            about: if first_page { self.about_listing(language, listing) } else { None },
        };
        let mut page = self.page(language, Page::Listing(listing, number), head, "listing.html");
        page.context.insert_value("listing", Value::from_serializable(&view));
        page.context.insert_value("dated", dated.into());
        self.show(&mut page, language, &events[range], without(listing));
        page
    }

    /// A listing's name.
    pub(crate) fn listing_title(&self, language: Language, listing: Listing) -> String {
        self.words(language, listing).title
    }

    fn words(&self, language: Language, listing: Listing) -> Words {
        let strings = self.strings(language);
        let mut crumbs = vec![self.home_crumb(language)];
        let mut crumb =
            |title: &str, url: String| crumbs.push(Link { title: title.to_owned(), url, lang: None });
        let overview = |page| self.page_href(language, page);
        let listed = |listing| self.page_href(language, Page::Listing(listing, 1));
        let mut title_lang = None;
        let kind_name = |kind: EventKind| self.word(language, "kind-plural", kind.id());
        let (kind, title, section) = match listing {
            Listing::All => ("all", strings.get("listing.all").to_owned(), "events"),
            Listing::Region(region) => {
                crumb(strings.get("nav.regions"), overview(Page::Regions));
                ("region", self.region_title(language, region), "regions")
            }
            Listing::RegionYear(region, year) => {
                crumb(strings.get("nav.regions"), overview(Page::Regions));
                let name = self.region_title(language, region);
                crumb(&name, listed(Listing::Region(region)));
                let parts = [("name", name.as_str()), ("narrowed", &self.year_title(language, year))];
                ("region-year", strings.fill("listing.crossed", &parts), "regions")
            }
            Listing::RegionKind(region, kind) => {
                crumb(strings.get("nav.regions"), overview(Page::Regions));
                let name = self.region_title(language, region);
                crumb(&name, listed(Listing::Region(region)));
                let parts = [("name", name.as_str()), ("narrowed", &kind_name(kind))];
                ("region-kind", strings.fill("listing.crossed", &parts), "regions")
            }
            Listing::Year(year) => {
                crumb(strings.get("nav.dates"), overview(Page::Dates));
                ("year", self.year_title(language, year), "dates")
            }
            Listing::Month(year, month) => {
                crumb(strings.get("nav.dates"), overview(Page::Dates));
                crumb(&self.year_title(language, year), listed(Listing::Year(year)));
                let title = dates::capitalised(&dates::month_title(year, month, strings));
                ("month", title, "dates")
            }
            Listing::Undated => {
                crumb(strings.get("nav.dates"), overview(Page::Dates));
                ("undated", strings.get("listing.undated").to_owned(), "dates")
            }
            Listing::Organisation(organisation) => {
                crumb(strings.get("nav.organisations"), overview(Page::Organisations));
                let (name, lang) = self.organisation_name(language, organisation);
                title_lang = lang.and_then(|lang| other_language(lang, language));
                ("organisation", name.to_owned(), "organisations")
            }
            Listing::OrganisationYear(organisation, year) => {
                crumb(strings.get("nav.organisations"), overview(Page::Organisations));
                let (name, lang) = self.organisation_name(language, organisation);
                title_lang = lang.and_then(|lang| other_language(lang, language));
                crumb(name, listed(Listing::Organisation(organisation)));
                let parts = [("name", name), ("narrowed", &self.year_title(language, year))];
                ("organisation-year", strings.fill("listing.crossed", &parts), "organisations")
            }
            Listing::Kind(kind) => {
                crumb(strings.get("nav.kinds"), overview(Page::Kinds));
                ("kind", kind_name(kind), "kinds")
            }
        };
        Words { kind, title, title_lang, crumbs, section }
    }

    fn listing_map(&self, language: Language, listing: Listing) -> Option<MapView> {
        match listing {
            Listing::Region(region) => Some(self.map(language, Some(region))),
            Listing::Year(year) => Some(self.map_of_year(language, year)),
            Listing::All
            | Listing::RegionYear(..)
            | Listing::RegionKind(..)
            | Listing::Month(..)
            | Listing::Undated
            | Listing::Organisation(_)
            | Listing::OrganisationYear(..)
            | Listing::Kind(_) => None,
        }
    }

    /// One sentence: how many events, and on the first page of which years. Finding out means to look at
    /// all events of the listing: done on every page of a long one, the work would grow with its square.
    fn lead(&self, language: Language, listing: Listing, first_page: bool, count: &Count) -> String {
        let strings = self.strings(language);
        if count.n == 0 {
            return strings.get("listing.lead-none").to_owned();
        }
        let spans_years = match listing {
            Listing::All
            | Listing::Region(_)
            | Listing::RegionKind(..)
            | Listing::Organisation(_)
            | Listing::Kind(_) => true,
            Listing::RegionYear(..)
            | Listing::Year(_)
            | Listing::Month(..)
            | Listing::Undated
            | Listing::OrganisationYear(..) => false,
        };
        let years = (spans_years && first_page).then(|| self.span_of(self.events_of(listing))).flatten();
        match years {
            Some((first, last)) if first != last => strings.fill(
                "listing.lead-years",
                &[("count", &count.text), ("first", &first.to_string()), ("last", &last.to_string())],
            ),
            Some((year, _)) => {
                strings.fill("listing.lead-year", &[("count", &count.text), ("year", &year.to_string())])
            }
            None => strings.fill("listing.lead", &[("count", &count.text)]),
        }
    }

    /// The first and the last year that events name.
    fn span_of(&self, events: &[EventIndex]) -> Option<(i32, i32)> {
        let dates = events.iter().filter_map(|event| self.archive.events[event.get()].date.as_ref());
        dates.flat_map(crate::date::Date::years).fold(None, |span, year| match span {
            None => Some((year, year)),
            Some((first, last)) => Some((year.min(first), year.max(last))),
        })
    }

    /// How a region's name and borders have changed.
    fn notes(&self, language: Language, listing: Listing) -> Vec<String> {
        let Listing::Region(region) = listing else { return Vec::new() };
        let strings = self.strings(language);
        let region = Gazetteer::built_in().get(region);
        let mut notes = Vec::new();
        if let Some(part) = &region.part_before {
            let date = dates::calendar_day(part.until, strings);
            let name = Gazetteer::built_in().get(part.region).name_on(language, part.until.pred_opt());
            notes.push(strings.fill("region.part-before", &[("date", &date), ("name", name)]));
        }
        for former in &region.former {
            let until = dates::calendar_day(former.until, strings);
            notes.push(match former.since {
                Some(since) => strings.fill(
                    "region.former-between",
                    &[
                        ("since", &dates::calendar_day(since, strings)),
                        ("until", &until),
                        ("name", &former.names[language]),
                    ],
                ),
                None => strings.fill("region.former", &[("date", &until), ("name", &former.names[language])]),
            });
        }
        notes
    }

    fn description(&self, language: Language, listing: Listing) -> Option<Description> {
        let (shown_in, text) = self.description_of(language, listing)?;
        match text.body() {
            Shown::Whole(document) => Some(Description {
                html: self.shown_html(document, language),
                lang: other_language(shown_in, language),
            }),
            Shown::Excerpt(_) | Shown::Nothing => None,
        }
    }

    /// What the first page of a listing in a language says of its region or organisation, and in which language.
    pub(super) fn description_of(&self, language: Language, listing: Listing) -> Option<(Language, &Text)> {
        let texts: &ByLanguage<Option<Text>> = match listing {
            Listing::Region(region) => self.archive.regions.get(&region)?,
            Listing::Organisation(organisation) => {
                &self.archive.organisations[organisation.get()].descriptions
            }
            Listing::All
            | Listing::RegionYear(..)
            | Listing::RegionKind(..)
            | Listing::Year(_)
            | Listing::Month(..)
            | Listing::Undated
            | Listing::OrganisationYear(..)
            | Listing::Kind(_) => return None,
        };
        texts[language]
            .as_ref()
            .map(|text| (language, text))
            .or_else(|| texts.iter().find_map(|(other, text)| text.as_ref().map(|text| (other, text))))
    }

    fn organisation_view(&self, language: Language, listing: Listing) -> Option<OrganisationView> {
        let Listing::Organisation(index) = listing else { return None };
        let organisation = &self.archive.organisations[index.get()];
        Some(OrganisationView {
            id: organisation.id.clone(),
            kind: organisation.kind.map(|kind| self.word(language, "organisation-kind", kind.id())),
            region: organisation.region.map(|region| self.region(language, region)),
            url: organisation.url.clone(),
            wikidata: organisation.wikidata.clone(),
            other_names: organisation
                .other_names(language)
                .map(|(name, lang)| OtherName { name: name.to_owned(), lang: lang.code() })
                .collect(),
            aliases: organisation
                .aliases
                .iter()
                .map(|name| {
                    let spoken = Language::of_name(name, language);
                    AliasView { name: name.clone(), lang: other_language(spoken, language) }
                })
                .collect(),
            has_record: organisation.has_record,
            extra: Value::from_serializable(&organisation.extra),
        })
    }

    fn pages(&self, language: Language, listing: Listing, current: u32, events: usize) -> Pages {
        let total = self.plan.page_count(events);
        let url = |number| self.page_href(language, Page::Listing(listing, number));
        let mut items = Vec::new();
        let mut last = 0;
        for number in 1..=total {
            let near = number.abs_diff(current) <= 2;
            if number == 1 || number == total || near {
                if number > last + 1 {
                    items.push(PageItem { number: 0, url: String::new(), current: false });
                }
                items.push(PageItem { number, url: url(number), current: number == current });
                last = number;
            }
        }
        Pages {
            current,
            total,
            previous: (current > 1).then(|| url(current - 1)),
            next: (current < total).then(|| url(current + 1)),
            items,
        }
    }

    /// The years or months before and after that have events.
    fn period_neighbours(&self, language: Language, listing: Listing) -> (Option<Link>, Option<Link>) {
        let index = &self.archive.listings;
        let strings = self.strings(language);
        let link = |title: String, listing| {
            self.listing_href(language, listing).map(|url| Link { title, url, lang: None })
        };
        match listing {
            Listing::Year(year) => {
                let title = |year| self.year_title(language, year);
                let before = index.years.range(..year).next_back().map(|(&year, _)| year);
                let after = index.years.range(year + 1..).next().map(|(&year, _)| year);
                (
                    before.and_then(|year| link(title(year), Listing::Year(year))),
                    after.and_then(|year| link(title(year), Listing::Year(year))),
                )
            }
            Listing::Month(year, month) => {
                let title = |(year, month)| dates::capitalised(&dates::month_title(year, month, strings));
                let before = index.months.range(..(year, month)).next_back().map(|(&key, _)| key);
                let after = index.months.range((year, month + 1)..).next().map(|(&key, _)| key);
                (
                    before.and_then(|key| link(title(key), Listing::Month(key.0, key.1))),
                    after.and_then(|key| link(title(key), Listing::Month(key.0, key.1))),
                )
            }
            Listing::All
            | Listing::Region(_)
            | Listing::RegionYear(..)
            | Listing::RegionKind(..)
            | Listing::Undated
            | Listing::Organisation(_)
            | Listing::OrganisationYear(..)
            | Listing::Kind(_) => (None, None),
        }
    }
}
