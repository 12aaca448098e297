//! Keeps the elements that are open, so that whatever is opened is closed in its turn.

use super::super::raw::Place;
use super::Writer;

/// How many elements may be open at once. Browsers stop at 512, and an HTML parser's time grows with
/// the square of the depth; no text that people read comes near.
pub(super) const MAX_DEPTH: usize = 100;

/// An element that is open.
pub(super) struct Open {
    pub(super) name: &'static str,
    pub(super) closing: &'static str,
    pub(super) origin: Origin,
    /// Whether its start tag was written, and so its end tag has to be.
    pub(super) written: bool,
    /// Whether only parts of a line may stand in it.
    pub(super) lines_only: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Markdown,
    Raw(Place),
    /// Raw, and nothing in it is written.
    Hiding,
}

impl Writer<'_, '_> {
    /// Opens an element of Markdown, and says whether it was written.
    pub(super) fn open(
        &mut self,
        name: &'static str,
        opening: &str,
        closing: &'static str,
        lines_only: bool,
    ) -> bool {
        self.push(Open { name, closing, origin: Origin::Markdown, written: true, lines_only }, opening)
    }

    pub(super) fn open_inline(&mut self, name: &'static str, opening: &str, closing: &'static str) {
        self.open(name, opening, closing, false);
    }

    /// Opens an element that is not written, for an end that will come.
    pub(super) fn open_nothing(&mut self) {
        let nothing =
            Open { name: "", closing: "", origin: Origin::Markdown, written: false, lines_only: false };
        self.push(nothing, "");
    }

    pub(super) fn push(&mut self, mut open: Open, opening: &str) -> bool {
        // The parts of a list or table go with it.
        let fits = match open.name {
            "li" | "thead" | "tr" | "th" | "td" => self.stack.last().is_some_and(|parent| parent.written),
            _ => self.depth < MAX_DEPTH,
        };
        open.written &= self.hidden == 0 && fits;
        if open.written {
            self.out.push_str(opening);
            self.depth += 1;
            self.anchors += usize::from(open.name == "a");
        }
        self.lines_only += usize::from(open.lines_only);
        self.hidden += usize::from(open.origin == Origin::Hiding);
        let written = open.written;
        self.stack.push(open);
        written
    }

    /// Closes the innermost element of Markdown and all that is open in it.
    pub(super) fn close_markdown(&mut self) {
        while let Some(origin) = self.stack.last().map(|open| open.origin) {
            self.close_last();
            if origin == Origin::Markdown {
                break;
            }
        }
    }

    pub(super) fn close_all(&mut self) {
        self.close_to(0);
    }

    /// Closes elements until so many are open.
    pub(super) fn close_to(&mut self, length: usize) {
        while self.stack.len() > length {
            self.close_last();
        }
    }

    pub(super) fn close_last(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        if open.written {
            self.out.push_str(open.closing);
            self.depth -= 1;
            self.anchors -= usize::from(open.name == "a");
        }
        self.lines_only -= usize::from(open.lines_only);
        self.hidden -= usize::from(open.origin == Origin::Hiding);
    }

    /// Where on the stack the raw elements begin that are open in the innermost one of Markdown.
    pub(super) fn raw_start(&self) -> usize {
        self.stack.iter().rposition(|open| open.origin == Origin::Markdown).map_or(0, |index| index + 1)
    }
}
