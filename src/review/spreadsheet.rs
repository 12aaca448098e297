//! Tables of texts as spreadsheets read and save them: comma-separated values, in every dialect that they have.
//!
//! What is written opens in a spreadsheet with all letters, runs no formula and turns into no date;
//! what comes back is the same text. What the cells mean is the business of [`super::facts`].

use std::fmt;

use crate::formats::spreadsheet::is_formula;

/// A table: its rows as a spreadsheet counts them, the first of which names the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The rows that hold anything.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the spreadsheet, from 1.
    pub number: usize,
    /// Its cells, with lines that end in LF and without space around them.
    pub cells: Vec<String>,
}

/// Why a file is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetError {
    /// The bytes are in an old encoding, which has no Kazakh letters.
    Encoding,
    /// It is a workbook, not a table of texts.
    Workbook,
    /// A quotation mark opens a cell that nothing closes.
    Quotes,
    /// There is nothing in it.
    Empty,
}

impl fmt::Display for SheetError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Encoding => "the file is not UTF-8",
            Self::Workbook => "the file is a workbook, not comma-separated values",
            Self::Quotes => "a quotation mark opens a cell and none closes it",
            Self::Empty => "the file is empty",
        })
    }
}

impl SheetError {
    /// What to do about it.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Encoding => {
                "save it as \"CSV UTF-8\"; from a file in an old encoding Kazakh letters are gone, \
                 so go back to the spreadsheet itself"
            }
            Self::Workbook => "save it as \"CSV UTF-8\"",
            Self::Quotes => "within a cell in quotation marks each of them is written twice",
            Self::Empty => "the first row names the columns; `ssg review export` writes it",
        }
    }
}

impl std::error::Error for SheetError {}

/// Writes a table: UTF-8 with a byte-order mark, without which spreadsheets take an old encoding; commas; CRLF.
#[must_use]
pub fn write(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    // By the first row that holds anything readers tell which sign parts the cells: another sign in it, or
    // what would say the sign in a row of its own, stands in quotation marks.
    let is_blank = |row: &&Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    let first = rows.iter().take_while(is_blank).count() + 1;
    let (first, rest) = rows.split_at(first.min(rows.len()));
    let misleads = |cell: &String| cell.contains([';', '\t']) || cell.starts_with("sep=");
    let quotes = if first.iter().flatten().any(misleads) {
        csv::QuoteStyle::Always
    } else {
        csv::QuoteStyle::Necessary
    };
    for (rows, quotes) in [(first, quotes), (rest, csv::QuoteStyle::Necessary)] {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .quote_style(quotes)
            .from_writer(&mut out);
        for row in rows {
            // Memory takes every byte, and rows may differ in length.
            let _ = writer.write_record(row.iter().map(|cell| guarded(cell)));
        }
        let _ = writer.flush();
    }
    out
}

/// Reads a table. Cells are parted by the sign that parts the first row: a comma, a semicolon as
/// spreadsheets in Kazakh and Russian write, or a tabulator.
///
/// # Errors
/// When the file is no table of texts.
pub fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    parse(&text(bytes)?)
}

/// Reads a table that is decoded already.
///
/// # Errors
/// When the text is no table.
pub fn parse(text: &str) -> Result<Sheet, SheetError> {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(SheetError::Empty);
    }
    if text.matches('"').count() % 2 == 1 {
        return Err(SheetError::Quotes);
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    // Some spreadsheets say the separator in a row of its own, which they do not count.
    let declared =
        text.strip_prefix("sep=").and_then(|rest| Some((rest.chars().next()?, rest.find('\n')? + 5)));
    let (separator, start) = match declared {
        Some((sign, end)) if sign.is_ascii() && end == "sep=;\n".len() => (sign as u8, end),
        Some(_) | None => (separator(&text), 0),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[start..]);
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    // Lines within cells are no rows; empty lines are, and the reader passes over them.
    let mut lines_in_cells = 0;
    // Text that is UTF-8 and rows of any length: nothing is left that could fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let lines = record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        lines_in_cells += lines;
        let line = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        let cells: Vec<String> = record.iter().map(|cell| unguarded(bare(cell)).to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { number: line.saturating_sub(1 + lines_in_cells), cells });
        }
    }
    Ok(Sheet { rows })
}

/// A cell without space around it, and without the marks of byte order that programs leave in tables.
pub(super) fn bare(cell: &str) -> &str {
    cell.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
}

/// The letters that a spreadsheet shows over the column at a position from 0: A, B … Z, AA …
#[must_use]
pub fn column_letters(position: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = position + 1;
    while rest > 0 {
        rest -= 1;
        // Less than 26.
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or_default());
        rest /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// Text from UTF-8 with or without a mark, or from UTF-16 with one, as "Unicode text" is saved.
///
/// # Errors
/// When the bytes are no such text.
pub fn text(bytes: &[u8]) -> Result<String, SheetError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(SheetError::Workbook);
    }
    let wide = |make: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes[2..].as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| make(*pair)).collect();
        String::from_utf16(&units).ok().filter(|_| rest.is_empty()).ok_or(SheetError::Encoding)
    };
    if bytes.starts_with(&[0xff, 0xfe]) {
        return wide(u16::from_le_bytes);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return wide(u16::from_be_bytes);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| SheetError::Encoding)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}

/// The sign that parts the cells of the first row that holds anything: the one that stands there most often
/// outside quotation marks.
fn separator(text: &str) -> u8 {
    let (mut commas, mut semicolons, mut tabulators) = (0, 0, 0);
    let mut is_quoted = false;
    // What is blank at the beginning are rows that the reader passes over.
    for letter in text.trim_start_matches(|letter: char| letter.is_whitespace() && letter != '\t').chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '\n' if !is_quoted => break,
            ',' if !is_quoted => commas += 1,
            ';' if !is_quoted => semicolons += 1,
            '\t' if !is_quoted => tabulators += 1,
            _ => {}
        }
    }
    if semicolons > commas.max(tabulators) {
        b';'
    } else if tabulators > commas {
        b'\t'
    } else {
        b','
    }
}

/// A cell that a spreadsheet takes as text. Before what it would run or rewrite comes an apostrophe;
/// before a text that begins like that anyway, one more.
fn guarded(cell: &str) -> String {
    if is_rewritten(cell.trim_start_matches('\'')) { format!("'{cell}") } else { cell.to_owned() }
}

/// Undoes [`guarded`]: takes off exactly one apostrophe, and only before what a spreadsheet would run or rewrite.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_rewritten(rest.trim_start_matches('\'')) => rest,
        Some(_) | None => cell,
    }
}

/// Whether a spreadsheet would take a text as a formula, or as a day or a fraction: it makes
/// "ноя.21" of 2021-11 and saves that.
fn is_rewritten(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.', ':']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_formula(text) || (parts.len() > 1 && parts.iter().all(is_number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        let sheet = read(bytes).expect("a table");
        sheet.rows.into_iter().map(|row| (row.number, row.cells)).collect()
    }

    fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (number, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn every_dialect_is_read() {
        let expected = [row(1, &["id", "title"]), row(2, &["a", "Ә; \"б\", в"])];
        let text = "id,title\r\na,\"Ә; \"\"б\"\", в\"\r\n";
        let utf16 = |text: &str, big: bool| {
            let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
            // Saved twice by programs that add a mark each time.
            format!("\u{feff}\u{feff}{text}").into_bytes(),
            format!("\u{feff}\u{feff}\u{feff}{text}").into_bytes(),
            text.replace("\r\n", "\n").trim_end().as_bytes().to_vec(),
            text.replace("\r\n", "\r").into_bytes(),
            "id;title\r\na;\"Ә; \"\"б\"\", в\"\r\n".as_bytes().to_vec(),
            "sep=;\r\nid;title\r\na;\"Ә; \"\"б\"\", в\"\r\n".as_bytes().to_vec(),
            "id\ttitle\na\t\"Ә; \"\"б\"\", в\"\n".as_bytes().to_vec(),
            utf16("id\ttitle\r\na\t\"Ә; \"\"б\"\", в\"\r\n", false),
            utf16("id\ttitle\r\na\t\"Ә; \"\"б\"\", в\"\r\n", true),
        ] {
            assert_eq!(cells(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn a_first_row_that_holds_other_signs_is_read_back() {
        for first in ["sep=;", "sep=|", "a;b;c", "a\tb\tc", "a\n;;;\nb", "\"a\";\"b\";"] {
            for row in [vec![first], vec![first, "title"]] {
                let row: Vec<String> = row.into_iter().map(str::to_owned).collect();
                let found = cells(&write(&[vec![" ".to_owned()], row.clone(), vec!["x".to_owned()]]));
                let found: Vec<Vec<String>> = found.into_iter().map(|(_, cells)| cells).collect();
                assert_eq!(found, [row, vec!["x".to_owned()]]);
            }
        }
    }

    #[test]
    fn rows_are_counted_as_the_spreadsheet_counts_them() {
        let text = "id,title\na,\"one\ntwo\nthree\"\n\n,\nb,\"four\nfive\"\nc,six\n";
        let expected = [
            row(1, &["id", "title"]),
            row(2, &["a", "one\ntwo\nthree"]),
            row(5, &["b", "four\nfive"]),
            row(6, &["c", "six"]),
        ];
        assert_eq!(cells(text.as_bytes()), expected);
    }

    #[test]
    fn what_is_no_table_says_why() {
        for (bytes, error) in [
            (&b"id,title\na,\xd4\xee\xf0\xf3\xec\n"[..], SheetError::Encoding),
            (b"\xff\xfei", SheetError::Encoding),
            (b"PK\x03\x04", SheetError::Workbook),
            (b"id,title\na,\"b\n", SheetError::Quotes),
            (b"", SheetError::Empty),
            (b"\xef\xbb\xbf\r\n", SheetError::Empty),
        ] {
            assert_eq!(read(bytes), Err(error), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn no_cell_begins_like_a_formula_or_looks_like_a_day() {
        for (cell, guarded_cell) in [
            ("=1+1", "'=1+1"),
            ("+7", "'+7"),
            ("-", "'-"),
            ("@a", "'@a"),
            ("'=1", "''=1"),
            ("2021-11", "'2021-11"),
            ("2021-11-22", "'2021-11-22"),
            ("1/2", "'1/2"),
            ("2021", "2021"),
            ("2021?", "2021?"),
            ("2021-11-22/2021-11-26", "'2021-11-22/2021-11-26"),
            ("'a", "'a"),
            ("a=", "a="),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), guarded_cell);
            assert_eq!(unguarded(guarded_cell), cell);
        }
        // Typed without an apostrophe it is what it says.
        assert_eq!(unguarded("2021-11"), "2021-11");
    }

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (position, letters) in [(0, "A"), (12, "M"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(position), letters);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            table in prop::collection::vec(prop::collection::vec("[-=+@'\"|;,\\\\\t\n\rа-я0-9.]{0,6}|(sep=)?\\PC{0,8}", 1..4), 1..5)
        ) {
            let rows = table;
            let plain = |cell: &String| cell.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
            let expected: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.iter().map(plain).collect::<Vec<_>>())
                .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            let trimmed: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
            let found: Vec<Vec<String>> = cells(&write(&trimmed)).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = read(&bytes);
        }
    }
}
