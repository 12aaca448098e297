//! Cells of tables that people open in a spreadsheet program.

use std::borrow::Cow;

/// A cell that no spreadsheet takes for a formula: before what it would run comes an apostrophe, and before
/// a text that begins like that anyway, one more, so that [`value`] can undo it.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) { format!("'{text}").into() } else { text.into() }
}

/// Undoes [`cell`].
#[must_use]
pub fn value(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        Some(_) | None => cell,
    }
}

/// Whether a spreadsheet would run a text. Programs skip white space before a formula, and some take the
/// wide forms of the signs for the signs.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start_matches(|letter: char| {
                letter.is_whitespace() || letter.is_control() || letter == '\u{feff}'
            })
            .starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::HOSTILE;

    #[test]
    fn formulas_get_an_apostrophe_and_nothing_else_does() {
        for (text, guarded) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            (" =1", "' =1"),
            ("'=1", "''=1"),
            ("-5", "'-5"),
            ("＝1", "'＝1"),
            ("2021-11", "2021-11"),
            ("'Халық'", "'Халық'"),
            ("", ""),
        ] {
            assert_eq!(cell(text), guarded);
        }
    }

    proptest! {
        #[test]
        fn no_cell_runs_and_each_is_read_back(hostile in HOSTILE) {
            let guarded = cell(&hostile);
            prop_assert!(!is_formula(&guarded));
            prop_assert_eq!(value(&guarded), hostile.as_str());
        }
    }
}
