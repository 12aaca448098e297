//! What waits for review: the facts that a page says a person should still look at, with the words of
//! the article that they were read from.
//!
//! [`spreadsheet`] and [`facts`] write all facts as a table, [`apply`] finds what a corrected table
//! changes, and [`exported`] what was changed meanwhile. Nothing here reads or writes files.

pub mod apply;
mod exported;
pub mod facts;
pub mod spreadsheet;

use std::fmt::Write;

use crate::archive::{Archive, Event};
use crate::diagnostics::{Code, Diagnostic, Problem, Span, visible};
use crate::evidence::{Evidence, FactEvidence, path_of};
use crate::source::{SitePath, TextFile};
use crate::vocabulary::Fact;

/// A fact that waits for review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The event's id.
    pub event: String,
    /// The event's title.
    pub title: String,
    /// The event's main file.
    pub path: SitePath,
    /// Where the fact stands in `review`.
    pub span: Span,
    /// Which fact.
    pub fact: Fact,
    /// What the file says of it, as a cell of the table; empty if nothing.
    pub value: String,
    /// The words that it was read from, the surest first; none if the page was written by hand.
    pub evidence: Vec<FactEvidence>,
}

/// Lists what waits for review, in the order of the files. Evidence that cannot be read is reported.
#[must_use]
pub fn waiting(archive: &Archive, evidence: &[TextFile]) -> (Vec<Waiting>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut waiting = Vec::new();
    for event in by_path(archive, !evidence.is_empty()) {
        let document = event.document();
        let path = path_of(document.path.as_str());
        let file = evidence.binary_search_by(|file| file.path.as_str().cmp(&path)).ok();
        let found = match file.map(|position| Evidence::parse(&evidence[position])) {
            Some(Ok(found)) => found,
            Some(Err(diagnostic)) => {
                diagnostics.push(*diagnostic);
                Evidence::default()
            }
            None => Evidence::default(),
        };
        for fact in event.waiting() {
            waiting.push(Waiting {
                event: event.id.clone(),
                title: event.text(event.language).1.title().to_owned(),
                path: document.path.clone(),
                span: fact.span,
                fact: fact.value,
                value: facts::value(document, fact.value),
                evidence: found.of(fact.value.id()).into_iter().cloned().collect(),
            });
        }
    }
    (waiting, diagnostics)
}

/// The events that wait, and if wanted those that may have evidence, which is all, in the order of the
/// files.
fn by_path(archive: &Archive, all: bool) -> Vec<&Event> {
    let events = archive.events.iter().map(|event| &**event);
    let mut events: Vec<&Event> = events.filter(|event| all || !event.waiting().is_empty()).collect();
    events.sort_by(|a, b| a.document().path.cmp(&b.document().path));
    events
}

/// Says of each waiting fact that it waits, and shows its quotes.
#[must_use]
pub fn notes(waiting: &[Waiting]) -> Vec<Diagnostic> {
    waiting
        .iter()
        .map(|waiting| {
            let quotes: Vec<String> = waiting
                .evidence
                .iter()
                .map(|entry| match &entry.quote {
                    Some(quote) => {
                        format!("{} ← “{}” ({} %)", entry.value, one_line(quote), entry.confidence)
                    }
                    None => format!("{} ({} %)", entry.value, entry.confidence),
                })
                .collect();
            let mut help = "look at it, mend it if need be, then take it out of `review`".to_owned();
            if !quotes.is_empty() {
                help = format!("{}; {help}", quotes.join("; "));
            }
            Problem::new(
                Code::WaitsForReview,
                waiting.span,
                format!("`{}` waits for review", waiting.fact.id()),
            )
            .help(help)
            .within(&waiting.path)
        })
        .collect()
}

/// Writes what waits for a person at a terminal: each event's file and title, each fact with its value,
/// and the words that it was read from.
#[must_use]
pub fn to_text(waiting: &[Waiting]) -> String {
    let mut out = String::new();
    let mut last = None;
    for waiting in waiting {
        if last.replace(&waiting.path) != Some(&waiting.path) {
            let gap = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{gap}{}: {}", waiting.path, shown(&waiting.title));
        }
        let value = if waiting.value.is_empty() { "nothing".to_owned() } else { shown(&waiting.value) };
        let _ = writeln!(out, "  {}: {value}", waiting.fact.id());
        for entry in &waiting.evidence {
            let _ = write!(out, "    {}", shown(&entry.value));
            if let Some(quote) = &entry.quote {
                let _ = write!(out, " ← “{}”", visible(&one_line(quote)));
            }
            let rule = entry.rule.as_deref().map_or_else(String::new, |rule| format!("{}, ", shown(rule)));
            let _ = writeln!(out, " ({rule}{} %)", entry.confidence);
        }
    }
    out
}

/// Writes what waits as JSON Lines: `event`, `file`, `title`, `fact`, `value`, `evidence`.
#[must_use]
pub fn to_json(waiting: &[Waiting]) -> String {
    let mut out = String::new();
    for waiting in waiting {
        let object = serde_json::json!({
            "event": waiting.event,
            "file": waiting.path.as_str(),
            "title": waiting.title,
            "fact": waiting.fact.id(),
            "value": (!waiting.value.is_empty()).then_some(&waiting.value),
            "evidence": waiting.evidence,
        });
        let _ = writeln!(out, "{object}");
    }
    out
}

fn shown(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A quote on one line, cut if it is long.
fn one_line(quote: &str) -> String {
    const LONGEST: usize = 120;
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST).collect();
    format!("{}…", cut.trim_end())
}
