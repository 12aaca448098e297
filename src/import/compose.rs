//! From what was read out of an article to a content page: front matter, body, evidence, id.
//!
//! Nothing is decided here that the readers did not decide; nothing is written to the disk.

use std::fmt::Write;

use chrono::NaiveDate;

use super::article::Article;
use super::facts::{Facts, Read};
use crate::diagnostics::{Located, Span};
use crate::document::{Event, Participation, Person, Source, print};
use crate::evidence::FactEvidence;
use crate::gazetteer::{Gazetteer, RegionIndex};
use crate::language::Language;
use crate::language::names::{fold, slug};
use crate::vocabulary::{EventKind, Fact, Rights};

/// How long an id that is made from a title may be, in characters.
const LONGEST_ID: usize = 60;

/// A page that is ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its front matter. Places mean nothing in it.
    pub event: Event,
    /// Its body, as Markdown.
    pub body: String,
    /// Where each fact stands in the article.
    pub facts: Vec<FactEvidence>,
}

impl Page {
    /// The whole file.
    #[must_use]
    pub fn print(&self) -> String {
        print::print(&self.event, &self.body)
    }
}

/// Which values of a page do not come from the article.
#[derive(Debug, Clone)]
pub struct Frame {
    /// What of the text may be published.
    pub rights: Rights,
    /// The language that a page has without saying so.
    pub first_language: Language,
    /// When the event enters the archive, and the article was read.
    pub today: NaiveDate,
    /// The article's fingerprint.
    pub sha256: String,
}

/// Makes the page of an article.
#[must_use]
pub fn compose(article: &Article, facts: &Facts, frame: &Frame) -> Page {
    let mut review: Vec<Fact> = facts.review.clone();
    let title = match &facts.title {
        Some(title) => title.value.text.clone(),
        None => {
            // A page must have one; a person will find a better one.
            if !review.contains(&Fact::Title) {
                review.insert(0, Fact::Title);
            }
            first_words(article, facts)
        }
    };
    let event = Event {
        title: Some(at(title)),
        lang: (facts.language != frame.first_language).then(|| at(facts.language)),
        rights: Some(at(frame.rights)),
        date: facts.date.as_ref().map(|date| at(date.value.date.clone())),
        region: facts.region.as_ref().map(|region| at(region_id(region.value))),
        place: value(facts.place.as_ref()),
        kind: facts.kind.as_ref().map(|kind| at(kind.value)),
        number: facts.number.as_ref().map(|number| at(number.value)),
        theme: value(facts.theme.as_ref()),
        organisations: facts
            .organisations
            .iter()
            .map(|entry| {
                let organisation = entry.value.id.clone().unwrap_or_else(|| entry.value.name.clone());
                at(Participation { organisation, role: entry.value.role })
            })
            .collect(),
        people: facts
            .people
            .iter()
            .map(|entry| {
                let person = &entry.value;
                // The record of the organisation, where the person's words lead to one.
                let record = person.organisation.as_ref().and_then(|name| {
                    facts
                        .organisations
                        .iter()
                        .find(|known| fold(&known.value.name) == fold(name))?
                        .value
                        .id
                        .clone()
                });
                at(Person {
                    name: person.name.clone(),
                    role: person.role.clone(),
                    organisation: record.or_else(|| person.organisation.clone()),
                })
            })
            .collect(),
        review: review.into_iter().map(at).collect(),
        recorded: Some(at(frame.today)),
        sources: vec![at(source(article, facts, frame))],
        ..Event::default()
    };
    Page { event, body: body(article, facts), facts: evidence(article, facts) }
}

fn at<T>(value: T) -> Located<T> {
    Located::new(value, Span::default())
}

fn value(read: Option<&Read<String>>) -> Option<Located<String>> {
    read.map(|read| at(read.value.clone()))
}

fn region_id(region: RegionIndex) -> String {
    Gazetteer::built_in().get(region).id.clone()
}

/// The source that an article is.
#[must_use]
pub fn source(article: &Article, facts: &Facts, frame: &Frame) -> Source {
    let metadata = &article.metadata;
    let title =
        facts.title.as_ref().filter(|title| !title.value.generated).map(|title| title.value.text.clone());
    let day =
        |date: &crate::date::Date| date.earliest_day().filter(|day| date.iso() == Some(day.to_string()));
    let published = metadata
        .published
        .as_ref()
        .and_then(|told| day(&told.value))
        .or_else(|| facts.published.as_ref().and_then(|read| day(&read.value)));
    let mut credits: Vec<String> = metadata.author.iter().map(|author| author.value.clone()).collect();
    credits.extend(facts.credits.iter().map(|credit| credit.value.clone()));
    Source {
        title: title.or_else(|| metadata.title.as_ref().map(|title| title.value.clone())),
        publisher: metadata.publisher.as_ref().map(|publisher| publisher.value.clone()),
        url: metadata.url.as_ref().map(|url| url.value.clone()),
        archived: None,
        published,
        accessed: Some(frame.today),
        credit: (!credits.is_empty()).then(|| credits.join("; ")),
        file: Some(file_name(article).to_owned()),
        sha256: Some(frame.sha256.clone()),
    }
}

/// The name of an article's file, without the folders of somebody's machine.
#[must_use]
pub fn file_name(article: &Article) -> &str {
    article.file.rsplit(['/', '\\']).next().unwrap_or(&article.file)
}

/// The first words of the body, for an article without anything that could be a title.
fn first_words(article: &Article, facts: &Facts) -> String {
    let text: String = facts.body.iter().filter_map(|span| article.text.get(span.start..span.end)).collect();
    let mut words = String::new();
    for word in text.split_whitespace() {
        if words.chars().count() + word.chars().count() > 60 {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    if words.is_empty() { file_name(article).to_owned() } else { words }
}

/// The body as Markdown: the paragraphs that remain. What would act as markup in a plain text is made
/// harmless; a web page has been turned into Markdown already.
fn body(article: &Article, facts: &Facts) -> String {
    let mut out = String::new();
    let mut last: Option<Span> = None;
    // Where the line before was set aside that this one stands below, it would be indented as code is.
    let mut most_indent = 0;
    for span in &facts.body {
        let Some(line) = article.text.get(span.start..span.end) else { continue };
        if let Some(last) = last {
            let gap = article.text.get(last.end..span.start).unwrap_or_default();
            // In a plain text every line is a paragraph.
            let tight = article.is_web_page && gap.matches('\n').count() == 1;
            out.push_str(if tight { "\n" } else { "\n\n" });
        }
        if article.is_web_page {
            let indent = indent_of(&article.text, *span).min(most_indent);
            out.push_str(&" ".repeat(indent));
            out.push_str(line.trim_end());
            most_indent = indent + width_of_mark(line);
        } else {
            out.push_str(&escaped(line.trim()));
        }
        last = Some(*span);
    }
    out
}

/// How many spaces stand before a line that begins at a place: items of lists are nested by them.
fn indent_of(text: &str, span: Span) -> usize {
    let before = text.get(..span.start).unwrap_or_default();
    before.len() - before.trim_end_matches(' ').len()
}

/// How far the words of a list's item stand behind its mark: `- `, `12. `; nothing for another line.
fn width_of_mark(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = if digits > 0 { digits + 1 } else { 1 };
    let is_item = line[digits..].starts_with(if digits > 0 { ". " } else { "- " });
    if is_item { mark + 1 } else { 0 }
}

/// A line of plain text as Markdown that shows the same letters.
pub(super) fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mut letters = line.chars().enumerate().peekable();
    while let Some((position, letter)) = letters.next() {
        let acts = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '|' => true,
            '#' | '>' | '+' | '-' | '=' => position == 0,
            '.' | ')' => digits > 0 && position == digits,
            '!' => letters.peek().is_some_and(|(_, next)| *next == '['),
            _ => false,
        };
        if acts {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

fn evidence(article: &Article, facts: &Facts) -> Vec<FactEvidence> {
    let mut entries = Vec::new();
    if let Some(title) = &facts.title {
        entries.push(entry(article, "title", title.value.text.clone(), title));
    }
    if let Some(date) = &facts.date {
        entries.push(entry(article, "date", date.value.date.to_string(), date));
    }
    if let Some(region) = &facts.region {
        entries.push(entry(article, "region", region_id(region.value), region));
    }
    if let Some(place) = &facts.place {
        entries.push(entry(article, "place", place.value.clone(), place));
    }
    if let Some(kind) = &facts.kind {
        entries.push(entry(article, "kind", kind.value.id().to_owned(), kind));
    }
    if let Some(number) = &facts.number {
        entries.push(entry(article, "number", number.value.to_string(), number));
    }
    if let Some(theme) = &facts.theme {
        entries.push(entry(article, "theme", theme.value.clone(), theme));
    }
    for organisation in &facts.organisations {
        let value = organisation.value.id.clone().unwrap_or_else(|| organisation.value.name.clone());
        entries.push(entry(article, "organisations", value, organisation));
    }
    for person in &facts.people {
        let mut value = person.value.name.clone();
        if let Some(role) = &person.value.role {
            let _ = write!(value, ", {role}");
        }
        entries.push(entry(article, "people", value, person));
    }
    for credit in &facts.credits {
        entries.push(entry(article, "credit", credit.value.clone(), credit));
    }
    entries
}

fn entry<T>(article: &Article, fact: &str, value: String, read: &Read<T>) -> FactEvidence {
    let quote = read.evidence.and_then(|evidence| {
        let quote = article.text.get(evidence.span.start..evidence.span.end)?;
        let start = article.text.get(..evidence.span.start)?.chars().count();
        Some((quote.to_owned(), start, start + quote.chars().count()))
    });
    let (quote, start, end) =
        quote.map_or((None, None, None), |(quote, start, end)| (Some(quote), Some(start), Some(end)));
    FactEvidence {
        fact: fact.to_owned(),
        value,
        quote,
        start,
        end,
        rule: read.evidence.map(|evidence| evidence.rule.to_owned()),
        confidence: read.confidence,
    }
}

/// The id of a new record. An id stays for ever, so it holds nothing that may yet change.
#[must_use]
pub fn id_of(page: &Page, facts: &Facts) -> String {
    let certain_year = facts.date.as_ref().and_then(|date| {
        let stated = date.value.basis != super::facts::DateBasis::Inferred;
        let year = date.value.date.start_iso()?.get(..4)?.to_owned();
        stated.then_some(year)
    });
    id_from(
        facts.region.as_ref().map(|region| region.value),
        facts.kind.as_ref().map(|kind| kind.value),
        facts.number.as_ref().map(|number| number.value),
        certain_year,
        page.event.title.as_ref().map_or("", |title| title.value.as_str()),
    )
}

/// An id of region, kind and number or certain year, if all are known; else of the title.
pub(super) fn id_from(
    region: Option<RegionIndex>,
    kind: Option<EventKind>,
    number: Option<u32>,
    certain_year: Option<String>,
    title: &str,
) -> String {
    let last = number.map(|number| number.to_string()).or(certain_year);
    if let (Some(region), Some(kind), Some(last)) = (region, kind, last) {
        return format!("{}-{}-{last}", region_id(region), kind.id());
    }
    let whole = slug(title);
    let mut id = String::new();
    for word in whole.split('-') {
        if !id.is_empty() && id.len() + 1 + word.len() > LONGEST_ID {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
    }
    if id.is_empty() { "event".to_owned() } else { id }
}
