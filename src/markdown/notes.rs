//! Finds marks of footnotes that have no note, and notes that nothing refers to: either is a slip, and neither
//! is seen by whoever wrote it.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostics::Span;

/// A footnote of which one half is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoneFootnote {
    /// The mark, `[^1]`.
    pub span: Span,
    /// Whether it is the note's: what is missing is the mark in the text.
    pub is_note: bool,
}

/// Gathers the footnotes of a text from its events.
#[derive(Default)]
pub(super) struct NoteReader {
    /// The labels of marks, which are alike whatever their case.
    marks: BTreeSet<String>,
    notes: Vec<(String, Span)>,
    lone: Vec<LoneFootnote>,
    in_code: bool,
}

impl NoteReader {
    /// Takes the next event, which stands at this place of the body.
    pub(super) fn read(&mut self, event: &Event<'_>, body: &str, range: &Range<usize>) {
        match event {
            // The parser takes a mark without a note for words.
            Event::Text(_) if body.as_bytes().get(range.start) == Some(&b'[') && !self.in_code => {
                if let Some(span) = mark_at(body, range.start) {
                    self.lone.push(LoneFootnote { span, is_note: false });
                }
            }
            Event::FootnoteReference(label) => {
                self.marks.insert(label.to_lowercase());
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let end = range.start + "[^]".len() + label.len();
                self.notes.push((label.to_lowercase(), Span::new(range.start, end.min(range.end))));
            }
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            _ => {}
        }
    }

    /// The footnotes with one half, in the order of the text.
    pub(super) fn finish(self) -> Box<[LoneFootnote]> {
        let Self { marks, notes, mut lone, .. } = self;
        let without_mark = notes.into_iter().filter(|(label, _)| !marks.contains(label));
        lone.extend(without_mark.map(|(_, span)| LoneFootnote { span, is_note: true }));
        lone.sort_by_key(|footnote| footnote.span.start);
        lone.into()
    }
}

/// The mark of a footnote that begins at an offset: `[^`, a label in one piece, `]`.
fn mark_at(body: &str, start: usize) -> Option<Span> {
    /// Longer ones are no labels but something else in brackets.
    const LONGEST: usize = 40;
    let label = body.get(start..)?.strip_prefix("[^")?;
    let is_escaped = body[..start].ends_with('\\');
    let length = label.char_indices().take(LONGEST).find(|(_, letter)| *letter == ']').map(|(at, _)| at)?;
    let is_label =
        length > 0 && !label[..length].contains(|letter: char| letter.is_whitespace() || letter == '[');
    (is_label && !is_escaped).then(|| Span::new(start, start + "[^]".len() + length))
}
