//! `ssg import --join`: an article becomes a further source of an event, because the editor says so.
//!
//! The event's file gets one `[[sources]]` more and nothing else changes in it. An article that was
//! imported on its own before has a page, which would show the event twice: that page is taken back if
//! nobody has edited it, and its address leads to the event for ever; else it stands, and the editor is told.

use std::collections::BTreeSet;

use super::article::Article;
use super::compose::{self, Frame, Page};
use super::facts::Facts;
use super::read::Arguments;
use super::run::{
    Action, Failure, ImportError, KnownPage, Odds, OwnPage, SiteDesk, change_evidence, hexadecimal, id_in,
};
use crate::archive;
use crate::date::Date;
use crate::document::edit::{self, Change, NewItem, NewValue};
use crate::document::{self, Event, Record, Source, print};
use crate::evidence::{ArticleEvidence, Evidence, path_of};
use crate::gazetteer::{Gazetteer, RegionIndex};
use crate::language::Language;
use crate::publish::{self, PublishError};
use crate::source::{self, TextFile};
use crate::vocabulary::EventKind;

/// The event to join.
pub(super) struct Joined {
    path: String,
    languages: BTreeSet<Language>,
    date: Option<Date>,
    region: Option<RegionIndex>,
    kind: Option<EventKind>,
}

impl Joined {
    pub(super) fn new(event: &archive::Event) -> Self {
        let texts = event.texts.iter().filter(|(_, text)| text.is_some());
        Self {
            path: event.document().path.to_string(),
            languages: texts.map(|(language, _)| language).collect(),
            date: event.date.clone(),
            region: event.region,
            kind: event.kind,
        }
    }

    /// What of an article cannot be said of this event.
    fn odds(&self, facts: &Facts) -> Vec<Odds> {
        let mut odds = Vec::new();
        let mut add = |fact, event: String, article: String| odds.push(Odds { fact, event, article });
        if let (Some(ours), Some(theirs)) = (&self.date, &facts.date)
            && are_apart(ours, &theirs.value.date)
        {
            add("date", ours.to_string(), theirs.value.date.to_string());
        }
        if let (Some(ours), Some(theirs)) = (self.region, &facts.region)
            && ours != theirs.value
        {
            let id = |region| Gazetteer::built_in().get(region).id.clone();
            add("region", id(ours), id(theirs.value));
        }
        if let (Some(ours), Some(theirs)) = (self.kind, &facts.kind)
            && ours != theirs.value
        {
            add("kind", ours.id().to_owned(), theirs.value.id().to_owned());
        }
        odds
    }
}

/// Whether no day can be meant by both.
fn are_apart(a: &Date, b: &Date) -> bool {
    match (a.earliest_day(), a.latest_day(), b.earliest_day(), b.latest_day()) {
        (Some(a_start), Some(a_end), Some(b_start), Some(b_end)) => a_end < b_start || b_end < a_start,
        _ => false,
    }
}

/// An article, what was read out of it, and what the command line says of it.
pub(super) struct Report<'a> {
    pub(super) article: &'a Article,
    pub(super) facts: &'a Facts,
    pub(super) frame: &'a Frame,
    /// The page that it would have on its own.
    pub(super) page: Page,
    pub(super) told: &'a Arguments,
}

/// A page that an article has already, beside the event that it is to be joined to.
struct Own {
    file: TextFile,
    event: Event,
    /// Whether it is as `import` wrote it, with nothing beside it.
    is_untouched: bool,
}

impl Own {
    fn read(site: &SiteDesk, known: &KnownPage) -> Option<Self> {
        let file = source::read_text(&site.root, &known.path)?;
        let Record::Event(event) = document::read(&file).0?.record else { return None };
        let hash = hexadecimal(file.text.as_bytes());
        let evidence = source::read_text(&site.root, &path_of(&known.path))
            .and_then(|file| Evidence::parse(&file).ok())
            .unwrap_or_default();
        let has_one_article = event.sources.len() == 1 && evidence.articles.len() == 1;
        let is_alone = id_in(&known.path).is_some_and(|id| !site.translated.contains(&id))
            && !known.path.ends_with("/index.md");
        let is_untouched =
            has_one_article && is_alone && evidence.articles.iter().all(|entry| entry.page == hash);
        Some(Self { file, event: *event, is_untouched })
    }

    fn id(&self) -> Option<String> {
        id_in(self.file.path.as_str())
    }
}

/// Joins an article to the event that was named.
pub(super) fn join(site: &mut SiteDesk, report: &Report<'_>) -> Result<Result<Action, Failure>, ImportError> {
    let Report { article, facts, frame, page, .. } = report;
    let Some(joined) = &site.joined else { unreachable!("the caller has looked") };
    let (path, odds) = (joined.path.clone(), joined.odds(facts));
    let known = site.pages.get(&frame.sha256).cloned().unwrap_or_default();
    let is_source = known.iter().any(|page| page.path == path);
    let own = known.iter().find(|page| page.path != path);
    if is_source && own.is_none() {
        return Ok(Ok(Action::Unchanged(path)));
    }
    let Some(main) = source::read_text(&site.root, &path) else {
        return Ok(Err(Failure::new(
            format!("{path} cannot be read"),
            "see to it that the file may be read",
        )));
    };
    let own_page = own.and_then(|known| Own::read(site, known));
    let taken_back = own_page.as_ref().filter(|own| own.is_untouched);

    let mut text = main.text.to_string();
    if !is_source {
        let mut source = String::new();
        print::source(&mut source, &source_of(report, own_page.as_ref()));
        let Some(with_source) = with_source(&text, &source) else {
            return Ok(Err(Failure::new(
                format!("{path} has no TOML front matter to add a source to"),
                "write its front matter as TOML between lines of +++",
            )));
        };
        text = with_source;
        let recorded = match document::read(&main).0.map(|document| document.record) {
            Some(Record::Event(event)) => event.recorded.map(|day| day.value),
            _ => None,
        };
        if let Some(updated) = edit::updated(recorded, frame.today) {
            match edit::set(&text, &[updated]) {
                Ok(with_day) => text = with_day,
                Err(error) => return Ok(Err(Failure::new(format!("{path}: {error}"), error.help()))),
            }
        }
    }
    if let Some(own) = taken_back {
        match with_aliases(&main, &text, own) {
            Ok(with_aliases) => text = with_aliases,
            Err(error) => return Ok(Err(Failure::new(format!("{path}: {error}"), error.help()))),
        }
    }

    let mut translation = None;
    let entry = ArticleEvidence {
        file: compose::file_name(article).to_owned(),
        sha256: frame.sha256.clone(),
        lang: facts.language,
        // It has no page of its own.
        page: String::new(),
        facts: page.facts.clone(),
    };
    put_evidence(site, &main, &text, entry)?;
    if !is_source {
        let is_new_language =
            site.joined.as_mut().is_some_and(|joined| joined.languages.insert(facts.language));
        if is_new_language {
            let stem = path.strip_suffix(".md").unwrap_or(&path);
            let file = format!("{stem}.{}.md", facts.language.code());
            let event = Event {
                title: page.event.title.clone(),
                rights: taken_back.map_or_else(|| page.event.rights.clone(), |own| own.event.rights.clone()),
                place: page.event.place.clone(),
                theme: page.event.theme.clone(),
                ..Event::default()
            };
            let text = print::print(&event, &page.body);
            publish::create_file(&site.root.join(&file), text.as_bytes())?;
            site.translated.extend(id_in(&path));
            translation = Some(file);
        }
    }
    if text != *main.text {
        publish::replace_file(&site.root.join(&path), text.as_bytes())?;
    }
    // The page goes last: until here nothing is lost, whatever happens, and the same command finishes the work.
    let own_page = match (own, taken_back) {
        (None, _) => None,
        (Some(own), Some(_)) => {
            publish::remove_file(&site.root.join(&own.path))?;
            publish::remove_file(&site.root.join(path_of(&own.path)))?;
            Some(OwnPage::TakenBack(own.path.clone()))
        }
        (Some(own), None) => Some(OwnPage::Stands(own.path.clone())),
    };
    let mut pages = vec![KnownPage { path: path.clone(), evidence: None }];
    if let Some(OwnPage::Stands(_)) = own_page {
        pages.extend(own.cloned());
    }
    site.pages.insert(frame.sha256.clone(), pages);
    Ok(Ok(Action::Joined { path, translation, own_page, odds }))
}

/// The source that an article is: as its own page has it, where a person may have completed it, but for what
/// the command line says now.
fn source_of(report: &Report<'_>, own: Option<&Own>) -> Source {
    let Report { article, facts, frame, told, .. } = report;
    let read = compose::source(article, facts, frame);
    let sources = own.map_or(&[][..], |own| &own.event.sources);
    let Some(there) = sources.iter().find(|source| source.value.sha256.as_ref() == Some(&frame.sha256))
    else {
        return read;
    };
    let mut source = there.value.clone();
    if told.url.is_some() {
        source.url = read.url;
    }
    if told.publisher.is_some() {
        source.publisher = read.publisher;
    }
    if told.published.is_some() {
        source.published = read.published;
    }
    source
}

/// Lets the addresses of a page that goes lead to the event.
fn with_aliases(main: &TextFile, text: &str, own: &Own) -> Result<String, edit::EditError> {
    let there: Vec<String> = match document::read(main).0.map(|document| document.record) {
        Some(Record::Event(event)) => event.aliases.into_iter().map(|alias| alias.value).collect(),
        _ => Vec::new(),
    };
    let gone = own.id().into_iter().chain(own.event.aliases.iter().map(|alias| alias.value.clone()));
    let new: Vec<NewItem> = gone.filter(|id| !there.contains(id)).map(NewItem::Text).collect();
    if new.is_empty() {
        return Ok(text.to_owned());
    }
    let aliases = (0..there.len()).map(NewItem::Kept).chain(new).collect();
    edit::set(text, &[Change { key: "aliases", value: Some(NewValue::List(aliases)) }])
}

/// Puts an article's evidence beside the event. A file that was as `import` had written it is so still:
/// joining is no edit by hand.
fn put_evidence(
    site: &mut SiteDesk,
    main: &TextFile,
    text: &str,
    entry: ArticleEvidence,
) -> Result<(), PublishError> {
    let (before, after) = (hexadecimal(main.text.as_bytes()), hexadecimal(text.as_bytes()));
    let SiteDesk { root, pages, .. } = site;
    change_evidence(root, main.path.as_str(), |articles| {
        articles.retain(|known| known.sha256 != entry.sha256);
        for known in articles.iter_mut().filter(|known| known.page == before) {
            // What a table was imported from is no source, and its rows say themselves what their pages are.
            let pages = pages.get_mut(&known.sha256).into_iter().flatten();
            for page in pages.filter(|page| page.path == main.path.as_str()) {
                known.page.clone_from(&after);
                page.evidence = Some(known.clone());
            }
        }
        articles.push(entry);
    })
}

/// Puts a further `[[sources]]` behind the last one, or at the end of the front matter; nothing else changes.
fn with_source(text: &str, source: &str) -> Option<String> {
    let rest = text.strip_prefix("+++\n")?;
    let end = 4 + rest.find("\n+++").map(|at| at + 1)?;
    let front = &text[..end];
    // Behind the last source, before the next table.
    let last = front.rfind("\n[[sources]]").map(|at| at + 1);
    let place = match last {
        Some(last) => front[last + 1..].find("\n[").map_or(end, |next| last + 1 + next + 1),
        None => front.find("\n[").map_or(end, |next| next + 1),
    };
    let before = front[..place].trim_end_matches('\n');
    let after = text[place..].trim_start_matches('\n');
    let gap = if place == end { "" } else { "\n" };
    Some(format!("{before}\n\n[[sources]]\n{source}{gap}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_apart_where_no_day_can_be_both() {
        for (a, b, apart) in [
            ("2025-11-14", "2024-05-05", true),
            ("2025-11-14", "2025", false),
            ("2025-11-14", "2025-11-13/2025-11-15", false),
            ("2025?", "2024", true),
            ("XXXX-08-18", "2024", false),
        ] {
            let date = |text: &str| text.parse::<Date>().expect("a date");
            assert_eq!(are_apart(&date(a), &date(b)), apart, "{a} {b}");
            assert_eq!(are_apart(&date(b), &date(a)), apart, "{b} {a}");
        }
    }

    #[test]
    fn a_source_goes_behind_the_last_one_and_nothing_else_changes() {
        let source = "title = \"Екінші\"\n";
        let cases = [
            (
                "+++\ntitle = \"x\" # comment\n\n[[sources]]\ntitle = \"Бірінші\"\n+++\n\nBody.\n",
                "+++\ntitle = \"x\" # comment\n\n[[sources]]\ntitle = \"Бірінші\"\n\n[[sources]]\ntitle = \"Екінші\"\n+++\n\nBody.\n",
            ),
            (
                "+++\ntitle = \"x\"\n\n[[sources]]\ntitle = \"Бірінші\"\n\n[extra]\na = 1\n+++\n",
                "+++\ntitle = \"x\"\n\n[[sources]]\ntitle = \"Бірінші\"\n\n[[sources]]\ntitle = \"Екінші\"\n\n[extra]\na = 1\n+++\n",
            ),
            ("+++\ntitle = \"x\"\n+++\n", "+++\ntitle = \"x\"\n\n[[sources]]\ntitle = \"Екінші\"\n+++\n"),
        ];
        for (before, after) in cases {
            assert_eq!(with_source(before, source).as_deref(), Some(after));
        }
        assert_eq!(with_source("---\ntitle: x\n---\n", source), None);
    }
}
