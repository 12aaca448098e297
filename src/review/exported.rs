//! What a row said when it was exported: so much of it that an edit made since is told from a correction.
//!
//! A table comes back days later, and pages were edited meanwhile. A cell that still says what was
//! exported corrects nothing, whatever its page says by now; one that was corrected changes its page only
//! where that still says what was exported. For this a few letters for each fact are enough. They are
//! letters alone, because spreadsheets make numbers and days of everything else.

use super::facts::Column;
use super::spreadsheet::bare;
use crate::source::fingerprint;

/// How many letters stand for a fact: by chance two texts have the same once in sixteen million.
const LETTERS: usize = 6;

/// The letters of one row, as `ssg review export` wrote them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exported<'t>(&'t str);

impl<'t> Exported<'t> {
    /// Reads the cell of a row; `None` if it is not what is written there.
    pub(super) fn read(cell: &'t str) -> Option<Self> {
        let is_whole = cell.len() == LETTERS * Column::facts().count();
        (is_whole && cell.bytes().all(|letter| (b'a'..=b'p').contains(&letter))).then_some(Self(cell))
    }

    /// Whether a fact was exported with this text.
    pub(super) fn is(self, column: Column, text: &str) -> bool {
        let position = Column::facts().position(|fact| fact == column);
        let letters = position.and_then(|at| self.0.get(at * LETTERS..(at + 1) * LETTERS));
        letters.is_some_and(|letters| letters == letters_of(text))
    }
}

/// The letters of a row whose facts have these texts, in the order of their columns.
pub(super) fn written<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    cells.map(letters_of).collect()
}

/// A cell as it comes back from a spreadsheet: with one kind of line end, without space around it.
pub(super) fn plain(cell: &str) -> String {
    bare(&cell.replace("\r\n", "\n").replace('\r', "\n")).to_owned()
}

fn letters_of(cell: &str) -> String {
    let bytes = fingerprint(plain(cell).as_bytes()).to_le_bytes();
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.take(LETTERS).map(|half| char::from(b'a' + half)).collect()
}
