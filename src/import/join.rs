//! `ssg import --join`: an article becomes a further source of an event, because the editor says so.
//!
//! The event's file gets one source more, in the way in which it has its others, and nothing else changes in
//! it. An article that was imported on its own before has a page, which would show the event twice: that page is
//! taken back if nobody has edited it, and its address leads to the event for ever; else it stands, and the
//! editor is told.

use std::collections::BTreeSet;

use super::article::Article;
use super::compose::{self, Frame, Page};
use super::facts::Facts;
use super::ids::id_in;
use super::outcome::{Action, Failure, ImportError, Odds, OwnPage};
use super::pages::{KnownPage, change_evidence, hexadecimal, joined_already};
use super::read::Arguments;
use super::run::SiteDesk;
use crate::archive;
use crate::date::Date;
use crate::document::edit::{self, Change, EditError, NewItem, NewValue};
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
    let there = known.iter().find(|page| page.path == path);
    let (is_source, own) = (there.is_some(), known.iter().find(|page| page.path != path));
    if let (Some(there), None) = (there, own) {
        return Ok(joined_already(there, report.told));
    }
    let Some(main) = source::read_text(&site.root, &path) else {
        return Ok(Err(Failure::new(
            format!("{path} cannot be read"),
            "see to it that the file may be read",
        )));
    };
    let own_page = own.and_then(|known| Own::read(site, known));
    let taken_back = own_page.as_ref().filter(|own| own.is_untouched);

    let said = match document::read(&main).0.map(|document| document.record) {
        Some(Record::Event(event)) => *event,
        _ => Event::default(),
    };
    let source = source_of(report, own_page.as_ref());
    let mut changes = Vec::new();
    if !is_source {
        let further = NewValue::FurtherSource(Box::new(source.clone()));
        changes.push(Change { key: "sources", value: Some(further) });
        changes.extend(edit::updated(said.recorded.as_ref().map(|day| day.value), frame.today));
    }
    changes.extend(taken_back.and_then(|own| aliases(&said, own)));
    // The file itself, with its own line ends; its evidence knows the text as it is read.
    let bytes = source::read_file(&site.root.join(&path))?;
    let edited = match String::from_utf8(bytes) {
        _ if changes.is_empty() => Ok((main.text.to_string(), String::new())),
        Ok(whole) => {
            edit::set(&main.text, &changes).and_then(|text| Ok((text, edit::set(&whole, &changes)?)))
        }
        Err(_) => Err(EditError::Damaged),
    };
    let (text, whole) = match edited {
        Ok(edited) => edited,
        Err(error) => return Ok(Err(Failure::new(format!("{path}: {error}"), error.help()))),
    };

    let stem = path.strip_suffix(".md").unwrap_or(&path);
    let file = format!("{stem}.{}.md", facts.language.code());
    let is_new_language = !is_source && !joined.languages.contains(&facts.language);
    // A text that does not parse is not the event's; the article's may not take its place, and may not be lost.
    if is_new_language && source::is_there(&site.root.join(&file)) {
        return Ok(Err(Failure::new(
            format!("its text belongs in {file}, which is there and cannot be used"),
            "mend that file first: `ssg check` shows where; or take it away",
        )));
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
    if is_new_language {
        let event = Event {
            title: page.event.title.clone(),
            rights: taken_back.map_or_else(|| page.event.rights.clone(), |own| own.event.rights.clone()),
            place: page.event.place.clone(),
            theme: page.event.theme.clone(),
            ..Event::default()
        };
        let text = print::print(&event, &page.body);
        publish::create_file(&site.root.join(&file), text.as_bytes())?;
        if let Some(joined) = &mut site.joined {
            joined.languages.insert(facts.language);
        }
        site.translated.extend(id_in(&path));
        translation = Some(file);
    }
    if !changes.is_empty() {
        publish::replace_file(&site.root.join(&path), whole.as_bytes())?;
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
    let mut pages = vec![KnownPage { path: path.clone(), source, evidence: None }];
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
fn aliases(event: &Event, own: &Own) -> Option<Change<'static>> {
    let there = &event.aliases;
    let gone = own.id().into_iter().chain(own.event.aliases.iter().map(|alias| alias.value.clone()));
    let new: Vec<NewItem> =
        gone.filter(|id| there.iter().all(|alias| alias.value != *id)).map(NewItem::Text).collect();
    let all = (0..there.len()).map(NewItem::Kept).chain(new.iter().cloned()).collect();
    (!new.is_empty()).then_some(Change { key: "aliases", value: Some(NewValue::List(all)) })
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
}
