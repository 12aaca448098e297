//! Numbers footnotes and writes them below the text.
//!
//! Numbers follow the order in which the text first refers to footnotes, then those in which
//! footnotes refer to others. A footnote that nothing refers to comes last: an author forgot the
//! reference, and to leave its text out would hide that. Of two with one label the first counts.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::escape::push_attribute;
use super::Writer;

/// The events of one footnote and where they stand.
type Events<'a> = Vec<(Event<'a>, usize)>;

/// The footnotes of a text, kept until the text is written.
#[derive(Default)]
pub(super) struct Notes<'a> {
    /// Those whose end has not been read yet: lists may hold some that lie in each other.
    open: Vec<(String, Events<'a>)>,
    by_label: BTreeMap<String, Events<'a>>,
    /// Labels in the order of the text.
    labels: Vec<String>,
}

impl<'a> Notes<'a> {
    /// Whether the next event belongs to a footnote.
    pub(super) fn has(&self, event: &Event<'a>) -> bool {
        !self.open.is_empty() || matches!(event, Event::Start(Tag::FootnoteDefinition(_)))
    }

    /// Keeps the next event, which belongs to a footnote.
    pub(super) fn keep(&mut self, event: Event<'a>, offset: usize) {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => self.open.push((key(&label), Vec::new())),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, events)) = self.open.pop() {
                    self.labels.push(label.clone());
                    self.by_label.entry(label).or_insert(events);
                }
            }
            event => {
                if let Some((_, events)) = self.open.last_mut() {
                    events.push((event, offset));
                }
            }
        }
    }

    /// Writes the footnotes below a text.
    pub(super) fn append_to(mut self, mut text: String, writer: &mut Writer<'a, '_>) -> String {
        if self.by_label.is_empty() {
            return text;
        }
        let mut notes: Vec<String> = Vec::new();
        let mut without_reference = std::mem::take(&mut self.labels).into_iter();
        loop {
            let label = match writer.numbers.labels.get(notes.len()) {
                Some(label) => label.clone(),
                None => match without_reference.find(|label| !writer.numbers.by_label.contains_key(label)) {
                    Some(label) => {
                        writer.numbers.number(label.clone());
                        label
                    }
                    None => break,
                },
            };
            for (event, offset) in self.by_label.remove(&label).unwrap_or_default() {
                writer.write_event(event, offset);
            }
            writer.close_all();
            notes.push(std::mem::take(&mut writer.out));
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str("<section class=\"footnotes\" role=\"doc-endnotes\"");
        if !writer.options.footnotes_label.is_empty() {
            text.push_str(" aria-label=\"");
            push_attribute(&mut text, writer.options.footnotes_label);
            text.push('"');
        }
        text.push_str(">\n<ol>\n");
        for (index, note) in notes.iter().enumerate() {
            writer.push_note(&mut text, index + 1, note);
        }
        text.push_str("</ol>\n</section>\n");
        text
    }
}

/// The numbers that footnotes have so far.
#[derive(Default)]
pub(super) struct Numbers {
    by_label: BTreeMap<String, usize>,
    /// The label of each number, from 1.
    labels: Vec<String>,
    /// How often each number was referred to.
    references: Vec<usize>,
}

impl Numbers {
    /// The number of a footnote, given when it is first asked for.
    fn number(&mut self, label: String) -> usize {
        if let Some(number) = self.by_label.get(&label) {
            return *number;
        }
        self.labels.push(label.clone());
        self.references.push(0);
        self.by_label.insert(label, self.labels.len());
        self.labels.len()
    }
}

impl Writer<'_, '_> {
    /// Writes a reference to a footnote.
    pub(super) fn write_reference(&mut self, label: &str) {
        if self.hidden > 0 {
            return;
        }
        let number = self.numbers.number(key(label));
        self.numbers.references[number - 1] += 1;
        let id = self.reference_id(number, self.numbers.references[number - 1]);
        if self.anchors > 0 {
            // A link cannot stand in a link; the way back still leads here.
            self.push_html(&format!("<sup class=\"footnote-ref\" id=\"{id}\">{number}</sup>"));
        } else {
            let note = self.note_id(number);
            self.push_html(&format!(
                "<sup class=\"footnote-ref\"><a href=\"#{note}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
            ));
        }
    }

    /// Appends one footnote with the ways back to its references.
    fn push_note(&self, text: &mut String, number: usize, note: &str) {
        let references = self.numbers.references[number - 1];
        let note = note.trim_end();
        // The ways back stand at the end of the last paragraph, or in one of their own.
        let (words, before, after) = match note.strip_suffix("</p>") {
            _ if references == 0 => (note, "", ""),
            Some(words) => (words, " ", "</p>"),
            None => (note, "\n<p>", "</p>"),
        };
        let ways: Vec<String> = (1..=references).map(|reference| self.way_back(number, reference)).collect();
        let (id, ways) = (self.note_id(number), ways.join(" "));
        text.push_str(&["<li id=\"", &id, "\">", words, before, &ways, after, "</li>\n"].concat());
    }

    /// The link from a footnote to one of its references.
    fn way_back(&self, number: usize, reference: usize) -> String {
        let id = self.reference_id(number, reference);
        let mut label = String::new();
        push_attribute(&mut label, self.options.footnote_back_label);
        let again = if reference > 1 { format!(".{reference}") } else { String::new() };
        // The variation selector keeps the arrow from being shown as a coloured picture.
        format!(
            "<a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label} {number}{again}\">↩\u{fe0e}</a>"
        )
    }

    /// Ids of footnotes hold an underscore, which those of headings never do.
    fn note_id(&self, number: usize) -> String {
        self.id_of(&format!("fn_{number}"))
    }

    fn reference_id(&self, number: usize, reference: usize) -> String {
        let again = if reference > 1 { format!("_{reference}") } else { String::new() };
        self.id_of(&format!("fnref_{number}{again}"))
    }

    fn id_of(&self, name: &str) -> String {
        let mut id = String::new();
        push_attribute(&mut id, self.options.prefix);
        id + name
    }
}

/// Labels are the same whatever their case.
fn key(label: &str) -> String {
    label.to_lowercase()
}
