//! What waits for review: the facts that a page says a person should still look at, with the words of
//! the article that they were read from.

use crate::archive::{Archive, Event};
use crate::diagnostics::{Code, Diagnostic, Problem, Span};
use crate::evidence::{Evidence, FactEvidence, path_of};
use crate::source::{SitePath, TextFile};
use crate::vocabulary::Fact;

/// A fact that waits for review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The event's id.
    pub event: String,
    /// The event's main file.
    pub path: SitePath,
    /// Where the fact stands in `review`.
    pub span: Span,
    /// Which fact.
    pub fact: Fact,
    /// The words that it was read from, the surest first; none if the page was written by hand.
    pub evidence: Vec<FactEvidence>,
}

/// Lists what waits for review, in the order of the files. Evidence that cannot be read is reported.
#[must_use]
pub fn waiting(archive: &Archive, evidence: &[TextFile]) -> (Vec<Waiting>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut waiting = Vec::new();
    for event in by_path(archive) {
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
                path: document.path.clone(),
                span: fact.span,
                fact: fact.value,
                evidence: found.of(fact.value.id()).into_iter().cloned().collect(),
            });
        }
    }
    (waiting, diagnostics)
}

fn by_path(archive: &Archive) -> Vec<&Event> {
    let mut events: Vec<&Event> = archive.events.iter().collect();
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
