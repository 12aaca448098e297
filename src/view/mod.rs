//! Makes everything that a page shows. A template sees its view and nothing else.
//!
//! A view is made from the archive, the plan and the words of one language, and it is complete: texts,
//! counts, dates in words and addresses with the base path are all in it. [`Views`] holds what pages
//! share: the site's own view in each language, and what is said of a date or of an organisation that took
//! part, made when it is first asked for. What a view looks like is the business of the templates.

mod card;
mod cite;
pub mod columns;
mod downloads;
mod event;
mod facets;
mod links;
mod listing;
mod map;
mod overview;
mod picture;
mod recorded;
mod related;
mod search;
mod site;
mod sitemap;
mod structured;
mod time;
mod wanted;

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Value};

use crate::archive::{Archive, EventIndex, OrganisationIndex};
use crate::formats::address;
use crate::gazetteer::{Gazetteer, RegionIndex};
use crate::language::alphabet::Alphabet;
use crate::language::strings::{StringTables, Strings};
use crate::language::{ByLanguage, Language, dates};
use crate::plan::{Listing, Output, Page, Plan};
use crate::search::Index;
use crate::vocabulary::EventKind;

use card::{Dates, TextLanguage};
use downloads::FeedLink;
pub use links::{check_again as check_links_again, names_with_spaces, shown_pictures};
use picture::PreviewView;
use structured::Meta;
pub use wanted::Wanted;

/// What the pages of a site share, and the maker of each page's view.
pub struct Views {
    archive: Arc<Archive>,
    plan: Arc<Plan>,
    strings: Arc<StringTables>,
    /// What templates ask for.
    wanted: Wanted,
    alphabets: ByLanguage<Alphabet>,
    /// The site's view and the interface's words, which are on every page.
    shared: ByLanguage<Shared>,
    dates: Dates,
    /// Each organisation as one that took part, made when it is first asked for.
    participants: ByLanguage<Vec<OnceLock<Value>>>,
    /// Each event as the pages of others name it, made when it is first asked for; none where no template asks.
    mentions: ByLanguage<Vec<OnceLock<Value>>>,
    /// The events that each event is most related to, found when they are first asked for; none where no template
    /// shows them.
    kin: Vec<OnceLock<Box<[related::Kin]>>>,
    /// The pages that search engines may list. Made when a sitemap is first asked for.
    listed_pages: OnceLock<Vec<(Language, Page)>>,
    /// The events of listings as the archive got them. Made when a feed is first asked for.
    recorded: OnceLock<recorded::Recorded>,
    /// The search index. Made before the outputs, or when one of its files is first asked for.
    index: OnceLock<Index>,
    /// The events that can be found, by their numbers in the index.
    searched: OnceLock<Vec<EventIndex>>,
}

struct Shared {
    site: Value,
    words: Value,
    /// The kinds' views, by kind.
    kinds: Vec<Value>,
    /// The regions' views, by region.
    regions: Vec<Value>,
    /// What the languages of texts are called.
    text_languages: ByLanguage<TextLanguage>,
}

/// A page that is ready for its template.
pub struct View {
    /// The template's name.
    pub template: &'static str,
    /// What it sees.
    pub context: Context,
    /// The rows that it sees as `rows`, where templates ask for them.
    pub rows: Option<Rows>,
    /// What it sees as `frame`, where templates ask for it.
    pub frame: Option<Frame>,
}

/// All that what stands around a page depends on. It is the same for many pages, so it is made once, by whoever has
/// the templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Frame {
    /// The language of the page.
    pub language: Language,
    /// The section of the menu that the page belongs to; empty for none.
    pub section: &'static str,
    /// Whether the menu's entry of the section leads to this very page.
    pub here: bool,
}

/// Events that a page shows as rows. A row is the same on every page of a language that has such rows, so it is made
/// once, by whoever has the templates.
pub struct Rows {
    /// The language of the page.
    pub language: Language,
    /// The events, in the order of the rows.
    pub events: Vec<EventIndex>,
    /// What the page's heading says of all of them.
    pub without: Without,
}

/// What rows leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Without {
    /// They say everything.
    Nothing,
    /// All are of one region: the place stands there instead.
    Region,
    /// All are of one kind.
    Kind,
}

impl Without {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Region, Self::Kind];

    /// How templates name it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Region => "region",
            Self::Kind => "kind",
        }
    }

    /// Its place among all.
    #[must_use]
    pub fn position(self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Region => 1,
            Self::Kind => 2,
        }
    }
}

/// A link with its text.
#[derive(Debug, Clone, Serialize)]
struct Link {
    title: String,
    url: String,
    /// The text's language, where it is not the page's.
    lang: Option<&'static str>,
}

/// A number, and the number with its word.
#[derive(Debug, Clone, Serialize)]
struct Count {
    n: usize,
    /// The number alone, as the language writes it: `1 151`.
    number: String,
    /// With its word: `1 151 оқиға`.
    text: String,
}

/// What every page has besides its content.
#[derive(Debug, Serialize)]
struct PageView<'a> {
    /// What kind of page: `home`, `event`, `listing` …
    kind: &'static str,
    /// The page's own name.
    title: String,
    /// The language of the name, where it is not the page's.
    title_lang: Option<&'static str>,
    /// One sentence for search engines and previews.
    description: String,
    /// The address with the base path.
    url: String,
    /// The full address that search engines are to keep; none without a base address.
    canonical: Option<String>,
    /// The same page in the languages in which it has its own text: for hreflang.
    alternates: Vec<Alternate>,
    /// The same page in every language of the site: for the switch.
    languages: Vec<LanguageLink<'a>>,
    /// The way from the front page to here.
    crumbs: Vec<Link>,
    /// The section of the menu that it belongs to.
    section: &'static str,
    /// Whether search engines may list it.
    indexed: bool,
    /// Feeds of what it shows.
    feeds: Vec<FeedLink>,
    /// Elements of the head by which reference managers take the page.
    metas: Vec<Meta>,
    /// Its own picture for previews of links, where it has one.
    picture: Option<PreviewView>,
    /// What it is about and where it stands, as JSON-LD that may stand in a `<script>`.
    structured: Option<Value>,
}

#[derive(Debug, Serialize)]
struct Alternate {
    lang: &'static str,
    url: String,
}

#[derive(Debug, Serialize)]
struct LanguageLink<'a> {
    code: &'static str,
    /// The language's name in itself, the part that is shown on narrow screens and the rest of it.
    short: &'a str,
    rest: &'a str,
    url: String,
    current: bool,
}

/// What a page says of itself, before addresses are added.
struct Head {
    kind: &'static str,
    title: String,
    title_lang: Option<&'static str>,
    description: String,
    crumbs: Vec<Link>,
    section: &'static str,
    indexed: bool,
    /// The languages in which the page has a text of its own; empty means in all.
    written_in: Vec<Language>,
    /// The language of the text that is shown, where it is not the page's.
    shown_in: Option<Language>,
    feeds: Vec<FeedLink>,
    metas: Vec<Meta>,
    picture: Option<PreviewView>,
    /// What the page is about, as JSON-LD.
    about: Option<serde_json::Value>,
}

impl Views {
    /// Prepares what pages share.
    #[must_use]
    pub fn new(
        archive: &Arc<Archive>,
        plan: &Arc<Plan>,
        strings: &Arc<StringTables>,
        wanted: Wanted,
    ) -> Self {
        let mut views = Self {
            archive: Arc::clone(archive),
            plan: Arc::clone(plan),
            strings: Arc::clone(strings),
            wanted,
            alphabets: ByLanguage::from_fn(Alphabet::new),
            shared: ByLanguage::from_fn(|_| Shared {
                site: Value::none(),
                words: Value::none(),
                kinds: Vec::new(),
                regions: Vec::new(),
                text_languages: ByLanguage::from_fn(|_| TextLanguage::default()),
            }),
            dates: Dates::of(&archive.events),
            participants: ByLanguage::from_fn(|_| {
                (0..archive.organisations.len()).map(|_| OnceLock::new()).collect()
            }),
            mentions: ByLanguage::from_fn(|_| of_events(archive, wanted.related || wanted.neighbours)),
            kin: of_events(archive, wanted.related),
            listed_pages: OnceLock::new(),
            recorded: OnceLock::new(),
            index: OnceLock::new(),
            searched: OnceLock::new(),
        };
        views.shared = ByLanguage::from_fn(|language| Shared {
            site: views.site(language),
            words: Value::from_serializable(views.strings[language].tree()),
            kinds: EventKind::all()
                .map(|kind| Value::from_serializable(&views.kind(language, kind)))
                .collect(),
            regions: Gazetteer::built_in()
                .indexed()
                .map(|(region, _)| Value::from_serializable(&views.region(language, region)))
                .collect(),
            text_languages: ByLanguage::from_fn(|other| views.text_language(language, other)),
        });
        views
    }

    /// Makes the view of a page. What no template makes has none: files that are published as they are, and
    /// what [`crate::data`] writes.
    #[must_use]
    pub fn view(&self, output: Output) -> Option<View> {
        match output {
            Output::Page(language, page) => Some(match page {
                Page::Home => self.home(language),
                Page::Event(event) => self.event(language, event),
                Page::Listing(listing, number) => self.listing(language, listing, number),
                Page::Regions => self.regions(language),
                Page::Dates => self.dates(language),
                Page::Organisations => self.organisations(language),
                Page::Kinds => self.kinds(language),
                Page::Data => self.data(language),
                Page::Search => self.search(language),
                Page::Text(position) => self.text(language, position),
            }),
            Output::NotFound => Some(self.not_found()),
            Output::Redirect(position) => {
                let redirect = self.plan.redirect(position);
                let mut context = Context::new();
                context.insert_value("lang", redirect.language.code().into());
                context.insert_value("t", self.shared[redirect.language].words.clone());
                context.insert_value("site", self.shared[redirect.language].site.clone());
                let address = self.plan.address(&self.archive, redirect.language, redirect.to);
                context.insert_value("target", self.href(&address).into());
                context
                    .insert_value("canonical", self.absolute(&address).map_or_else(Value::none, Value::from));
                Some(View { template: "redirect.html", context, rows: None, frame: None })
            }
            Output::Sitemap => Some(self.sitemap()),
            Output::SitemapPart(part) => Some(self.sitemap_part(part)),
            Output::Robots => {
                let mut context = Context::new();
                let sitemap = self.absolute("sitemap.xml").filter(|_| self.plan.has_sitemap());
                context.insert_value("sitemap", sitemap.map_or_else(Value::none, Value::from));
                Some(View { template: "robots.txt", context, rows: None, frame: None })
            }
            Output::NoJekyll
            | Output::File(_)
            | Output::Picture(_)
            | Output::Feed(..)
            | Output::Calendar(..)
            | Output::Data(_)
            | Output::Search(_) => None,
        }
    }

    fn has_language(&self, language: Language) -> bool {
        self.archive.config.languages.contains(&language)
    }

    pub(crate) fn strings(&self, language: Language) -> &Strings {
        &self.strings[language]
    }

    /// A word of the interface for an id of a vocabulary: `kind.round-table`.
    pub(crate) fn word(&self, language: Language, section: &str, id: &str) -> String {
        self.strings(language).get(&format!("{section}.{id}")).to_owned()
    }

    /// An address with the base path, for a link. Address and base path need no escaping but the one
    /// of their place: ids are ASCII.
    pub(crate) fn href(&self, address: &str) -> String {
        [&self.archive.config.base_url.path, address].concat()
    }

    /// A full address, if it is known where the site will be.
    pub(crate) fn absolute(&self, address: &str) -> Option<String> {
        let base = &self.archive.config.base_url;
        base.origin.as_ref().map(|origin| [origin, &base.path, address].concat())
    }

    /// An address as it is known: in full, or else from the host on.
    pub(crate) fn reachable(&self, address: &str) -> String {
        self.absolute(address).unwrap_or_else(|| self.href(address))
    }

    /// The address of a page as it is known: in full, or else from the host on.
    pub(crate) fn page_address(&self, language: Language, page: Page) -> String {
        self.reachable(&self.plan.address(&self.archive, language, page))
    }

    /// The archive that is shown.
    pub(crate) fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Which outputs there are.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    fn page_href(&self, language: Language, page: Page) -> String {
        self.href(&self.plan.address(&self.archive, language, page))
    }

    /// The address of a listing's first page, if it is made.
    fn listing_href(&self, language: Language, listing: Listing) -> Option<String> {
        self.plan.count(listing).map(|_| self.page_href(language, Page::Listing(listing, 1)))
    }

    /// The address of a static file, with its fingerprint, so that no browser shows an old one.
    fn static_href(&self, path: &str) -> Option<String> {
        self.static_address(path).map(|address| self.href(&address))
    }

    /// The same below the site's root, with the fingerprint.
    fn static_address(&self, path: &str) -> Option<String> {
        let asset = self.plan.file(self.plan.file_at(path)?);
        Some(format!("{}?v={:08x}", address::path(path), asset.hash >> 32))
    }

    fn count(&self, language: Language, key: &str, n: usize) -> Count {
        let strings = self.strings(language);
        let number = strings.number(n);
        Count { n, text: strings.count_with(key, n, &number), number }
    }

    pub(crate) fn region_name(&self, language: Language, region: RegionIndex) -> &'static str {
        &Gazetteer::built_in().get(region).names[language]
    }

    /// A region's name where it stands alone, in a heading, a link or a list: «Область Абай».
    fn region_title(&self, language: Language, region: RegionIndex) -> String {
        dates::capitalised(self.region_name(language, region))
    }

    pub(crate) fn region_id(&self, region: RegionIndex) -> &'static str {
        &Gazetteer::built_in().get(region).id
    }

    fn organisation_name(
        &self,
        language: Language,
        organisation: OrganisationIndex,
    ) -> (&str, Option<Language>) {
        self.archive.organisations[organisation.get()].name(language)
    }

    fn region(&self, language: Language, region: RegionIndex) -> RegionView {
        RegionView {
            id: Gazetteer::built_in().get(region).id.clone(),
            name: self.region_title(language, region),
            url: self.listing_href(language, Listing::Region(region)),
        }
    }

    fn kind(&self, language: Language, kind: EventKind) -> KindView {
        KindView {
            id: kind.id(),
            name: self.word(language, "kind", kind.id()),
            mark: kind.mark().id(),
            url: self.listing_href(language, Listing::Kind(kind)),
        }
    }

    /// Puts together what every page has. `page` is where it stands.
    fn page(&self, language: Language, page: Page, mut head: Head, template: &'static str) -> View {
        let config = &self.archive.config;
        let addresses = ByLanguage::from_fn(|language| self.plan.address(&self.archive, language, page));
        let written_in: &[Language] =
            if head.written_in.is_empty() { &config.languages } else { &head.written_in };
        let written: Vec<Language> =
            config.languages.iter().copied().filter(|other| written_in.contains(other)).collect();
        let mut alternates = Vec::new();
        if head.indexed && written.len() > 1 && written.contains(&language) {
            alternates.extend(written.iter().filter_map(|&other| {
                Some(Alternate { lang: other.code(), url: self.absolute(&addresses[other])? })
            }));
        }
        let canonical_language =
            head.shown_in.filter(|shown| config.languages.contains(shown)).unwrap_or(language);
        let structured = if self.wanted.structured { self.structured(&mut head) } else { None };
        let view = PageView {
            structured,
            kind: head.kind,
            title: head.title,
            title_lang: head.title_lang,
            description: head.description,
            url: self.href(&addresses[language]),
            canonical: self.absolute(&addresses[canonical_language]),
            alternates,
            languages: self.language_links(language, |other| self.href(&addresses[other])),
            crumbs: head.crumbs,
            section: head.section,
            indexed: head.indexed,
            feeds: head.feeds,
            metas: head.metas,
            picture: head.picture,
        };
        let mut context = self.context(language);
        context.insert_value("page", Value::from_serializable(&view));
        let here = site::SECTIONS.contains(&(view.section, page));
        View { template, context, rows: None, frame: self.frame(language, view.section, here) }
    }

    fn frame(&self, language: Language, section: &'static str, here: bool) -> Option<Frame> {
        self.wanted.frame.then_some(Frame { language, section, here })
    }

    /// Puts events on a page, as cards and as rows, whichever templates ask for.
    fn show(&self, view: &mut View, language: Language, events: &[EventIndex], without: Without) {
        if self.wanted.cards {
            let cards: Vec<Value> = events.iter().map(|&event| self.card(language, event)).collect();
            view.context.insert_value("cards", Value::from(cards));
        }
        if self.wanted.rows {
            view.rows = Some(Rows { language, events: events.to_vec(), without });
        }
    }

    /// A context with what every page of a language has.
    pub(crate) fn context(&self, language: Language) -> Context {
        let mut context = Context::new();
        context.insert_value("lang", language.code().into());
        context.insert_value("t", self.shared[language].words.clone());
        context.insert_value("site", self.shared[language].site.clone());
        context
    }

    fn language_links(&self, current: Language, url: impl Fn(Language) -> String) -> Vec<LanguageLink<'_>> {
        let languages = &self.archive.config.languages;
        languages
            .iter()
            .map(|&language| {
                let strings = self.strings(language);
                let (short, name) = (strings.get("language.short"), strings.get("language.name"));
                LanguageLink {
                    code: language.code(),
                    short,
                    rest: name.strip_prefix(short).unwrap_or_default(),
                    url: url(language),
                    current: language == current,
                }
            })
            .collect()
    }

    fn home_crumb(&self, language: Language) -> Link {
        let strings = self.strings(language);
        Link {
            title: strings.get("nav.home").to_owned(),
            url: self.page_href(language, Page::Home),
            lang: None,
        }
    }

    /// The listing's title as a heading, and where it belongs.
    fn year_title(&self, language: Language, year: i32) -> String {
        dates::year_title(year, self.strings(language))
    }
}

/// Room for what is made of each event when it is first asked for, if it is ever asked for.
fn of_events<T>(archive: &Archive, wanted: bool) -> Vec<OnceLock<T>> {
    archive.events.iter().filter(|_| wanted).map(|_| OnceLock::new()).collect()
}

/// The code of a text's language, where it is not the page's.
fn other_language(shown: Language, page: Language) -> Option<&'static str> {
    (shown != page).then(|| shown.code())
}

#[derive(Debug, Clone, Serialize)]
struct RegionView {
    id: String,
    name: String,
    url: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct KindView {
    id: &'static str,
    name: String,
    mark: &'static str,
    url: Option<String>,
}
