//! The faces of diagnostics: for a person at a terminal, as JSON Lines, as annotations of GitHub Actions.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Code, Diagnostic, Place, Severity, Span};
use crate::source::{SitePath, TextFile};

/// Of problems of one kind in one file no more are shown: what is wrong in the same way a thousand times
/// is mended once. JSON has them all.
const MOST_OF_A_KIND: usize = 100;

/// The texts that diagnostics speak of, by path.
#[derive(Debug, Default)]
pub struct Texts<'a>(BTreeMap<&'a SitePath, Text<'a>>);

/// A text, and where its lines begin, once somebody asks.
#[derive(Debug)]
struct Text<'a> {
    text: &'a str,
    lines: OnceCell<Vec<usize>>,
}

impl Text<'_> {
    /// The number of the line that an offset is in, from 0.
    fn line_at(&self, offset: usize) -> usize {
        self.lines().partition_point(|start| *start <= offset).saturating_sub(1)
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        })
    }
}

/// A line of a text, with the words in it that are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub row: usize,
    /// Where the words begin, in Unicode characters from 1.
    pub column: usize,
    /// What stands before the words.
    pub before: &'a str,
    /// The words, as far as they are in this line.
    pub marked: &'a str,
    /// What stands behind them.
    pub behind: &'a str,
}

impl<'a> Texts<'a> {
    /// Takes texts in any order; of two with one path the first counts.
    pub fn new(files: impl IntoIterator<Item = &'a TextFile>) -> Self {
        let mut texts = BTreeMap::new();
        for file in files {
            texts.entry(&file.path).or_insert(Text { text: &file.text, lines: OnceCell::new() });
        }
        Self(texts)
    }

    fn get(&self, path: &SitePath) -> Option<&'a str> {
        self.0.get(path).map(|text| text.text)
    }

    /// Line and column of a place, both from 1; columns count Unicode characters.
    fn position(&self, path: &SitePath, offset: usize) -> Option<(usize, usize)> {
        let text = self.0.get(path)?;
        let line = text.line_at(offset);
        let column = text.text.get(text.lines()[line]..offset)?.chars().count() + 1;
        Some((line + 1, column))
    }

    /// The line that a place is in, cut into what stands before, in and behind its words.
    #[must_use]
    pub fn line(&self, place: &Place) -> Option<Line<'a>> {
        let span = place.span?;
        let text = self.get(&place.path)?;
        let marked = Self::snippet_span(text, span);
        let (row, column) = self.position(&place.path, marked.start)?;
        let start = text[..marked.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[marked.start..].find('\n').map_or(text.len(), |at| marked.start + at);
        let last = marked.end.min(end);
        Some(Line {
            row,
            column,
            before: &text[start..marked.start],
            marked: &text[marked.start..last],
            behind: &text[last..end],
        })
    }

    /// The lines of a text from the first to the last of some places: the first line's number from 1,
    /// its offset, and the lines. Who shows a place need not be given the whole file.
    fn window(&self, path: &SitePath, spans: impl Iterator<Item = Span>) -> Option<(usize, usize, &'a str)> {
        let text = self.0.get(path)?;
        let (mut first, mut last) = (usize::MAX, 0);
        for span in spans {
            first = first.min(text.line_at(span.start.min(text.text.len())));
            last = last.max(text.line_at(span.end.clamp(span.start, text.text.len().max(span.start))));
        }
        let start = *text.lines().get(first)?;
        let end = text.lines().get(last + 1).copied().unwrap_or(text.text.len());
        Some((first + 1, start, &text.text[start..end]))
    }

    /// The span, moved onto whole characters of the text it speaks of.
    fn snippet_span(text: &str, span: Span) -> std::ops::Range<usize> {
        let mut start = span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = span.end.clamp(start, text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }
}

/// Writes diagnostics for a terminal, with the lines that they speak of. Colours only where wanted.
#[must_use]
pub fn to_text(diagnostics: &[Diagnostic], texts: &Texts<'_>, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    let mut shown: BTreeMap<(Option<&SitePath>, Code), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let file = diagnostic.places.first().map(|place| &place.path);
        let count = shown.entry((file, diagnostic.code)).or_default();
        *count += 1;
        if file.is_some() && *count > MOST_OF_A_KIND {
            continue;
        }
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = level
            .primary_title(visible(&diagnostic.message))
            .id(diagnostic.code.as_str())
            .elements(std::iter::empty::<Snippet<'_, annotate_snippets::Annotation<'_>>>());
        let mut places: &[Place] = &diagnostic.places;
        while let Some(first) = places.first() {
            // Places of one file share a snippet; a file that comes again later gets a new one.
            let count = places.iter().take_while(|place| place.path == first.path).count();
            group = with_file(group, &places[..count], places.len() == diagnostic.places.len(), texts);
            places = &places[count..];
        }
        let mut report = vec![group];
        if let Some(help) = &diagnostic.help {
            report.push(Group::with_title(Level::HELP.secondary_title(visible(help))));
        }
        out.push_str(&renderer.render(&report));
        out.push_str("\n\n");
    }
    for ((file, code), count) in shown {
        if let Some(file) = file.filter(|_| count > MOST_OF_A_KIND) {
            let more = count - MOST_OF_A_KIND;
            let file = visible(file.as_str());
            let _ = writeln!(
                out,
                "{file} has {more} more of the kind {}; --format json shows all\n",
                code.as_str()
            );
        }
    }
    out
}

fn with_file<'a>(mut group: Group<'a>, places: &'a [Place], primary: bool, texts: &Texts<'a>) -> Group<'a> {
    let Some(first) = places.first() else { return group };
    let spans: Vec<_> = places.iter().filter_map(|place| place.span.map(|span| (place, span))).collect();
    let window = texts.window(&first.path, spans.iter().map(|(_, span)| *span));
    let (row, start, text) = window.unwrap_or((1, 0, ""));
    let mut snippet = Snippet::source(text).line_start(row).path(visible(first.path.as_str()));
    let mut has_span = false;
    for (index, (place, span)) in spans.into_iter().enumerate() {
        if window.is_none() {
            continue;
        }
        let kind = if primary && index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!place.label.is_empty()).then(|| visible(&place.label));
        let span = Span::new(span.start.saturating_sub(start), span.end.saturating_sub(start));
        snippet = snippet.annotation(kind.span(Texts::snippet_span(text, span)).label(label));
        has_span = true;
    }
    if has_span {
        group = group.element(snippet);
    } else {
        group = group.element(Origin::path(visible(first.path.as_str())));
        for place in places.iter().filter(|place| !place.label.is_empty()) {
            group = group.element(Level::NOTE.message(visible(&place.label)));
        }
    }
    group
}

/// Writes diagnostics as JSON Lines: `code`, `severity`, `message`, `places`, `help`. Lines and columns
/// count from 1, columns in Unicode characters.
#[must_use]
pub fn to_json(diagnostics: &[Diagnostic], texts: &Texts<'_>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let places: Vec<serde_json::Value> = diagnostic
            .places
            .iter()
            .map(|place| {
                let at = |offset| texts.position(&place.path, offset);
                let start = place.span.and_then(|span| at(span.start));
                let end = place.span.and_then(|span| at(span.end));
                serde_json::json!({
                    "path": place.path.as_str(),
                    "line": start.map(|(line, _)| line),
                    "column": start.map(|(_, column)| column),
                    "end_line": end.map(|(line, _)| line),
                    "end_column": end.map(|(_, column)| column),
                    "label": place.label,
                })
            })
            .collect();
        let object = serde_json::json!({
            "code": diagnostic.code.as_str(),
            "severity": diagnostic.severity.as_str(),
            "message": diagnostic.message,
            "places": places,
            "help": diagnostic.help,
        });
        let _ = writeln!(out, "{object}");
    }
    out
}

/// Writes diagnostics as workflow commands, which GitHub Actions shows beside the lines of a change.
#[must_use]
pub fn to_github(diagnostics: &[Diagnostic], texts: &Texts<'_>) -> String {
    let data = |text: &str| visible(text).replace('%', "%25");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let _ = write!(out, "::{command} title={}", property(diagnostic.code.as_str()));
        if let Some(place) = diagnostic.places.first() {
            let _ = write!(out, ",file={}", property(place.path.as_str()));
            if let Some((line, column)) = place.span.and_then(|span| texts.position(&place.path, span.start))
            {
                let _ = write!(out, ",line={line},col={column}");
            }
        }
        let help = diagnostic.help.as_deref().map_or_else(String::new, |help| format!("%0A{}", data(help)));
        let _ = writeln!(out, "::{}{help}", data(&diagnostic.message));
    }
    out
}

/// Makes characters visible that would act on a terminal: controls, and marks that turn the reading
/// direction or hide. Messages quote text from anywhere.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let acts = letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if acts {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    out
}
