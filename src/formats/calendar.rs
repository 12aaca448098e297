//! Lines of iCalendar (RFC 5545): escaped text, folded at 75 octets in the middle of no character, CRLF.
//!
//! Written here and not with a library: the `icalendar` crate takes the time of day and random numbers for
//! what it is not given, and both would make an output that differs each time. Its parser reads the result
//! in the tests.

use std::borrow::Cow;

/// The octets that a line may have, without its line end (RFC 5545, 3.1).
const LINE: usize = 75;

/// Writes a property whose value is made of letters that mean what they are: a date, a number, an address.
///
/// A control character, which no value may hold, is left out.
pub fn line(out: &mut Vec<u8>, name: &str, value: &str) {
    let mut text = [name, ":", value].concat();
    let is_out = |letter: char| letter != '\t' && letter.is_ascii_control();
    if text.contains(is_out) {
        text.retain(|letter| !is_out(letter));
    }
    let mut rest = text.as_str();
    let mut room = LINE;
    while rest.len() > room {
        let end = (0..=room).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(room);
        let (line, behind) = rest.split_at(end);
        out.extend_from_slice(line.as_bytes());
        out.extend_from_slice(b"\r\n ");
        rest = behind;
        // The space that begins a continued line counts as one of its octets.
        room = LINE - 1;
    }
    out.extend_from_slice(rest.as_bytes());
    out.extend_from_slice(b"\r\n");
}

/// Writes a property whose value is a text (RFC 5545, 3.3.11). `name` may have parameters: `SUMMARY;LANGUAGE=kk`.
pub fn text(out: &mut Vec<u8>, name: &str, value: &str) {
    line(out, name, &escaped(value));
}

/// What would end a text is escaped; line ends of all kinds are one, other control characters a space.
fn escaped(value: &str) -> Cow<'_, str> {
    // What begins a letter that is written otherwise; 0xc2 and 0xe2 begin others too.
    let may_change = |byte: u8| byte < b' ' || matches!(byte, b'\\' | b';' | b',' | 0x7f | 0xc2 | 0xe2);
    if !value.bytes().any(may_change) {
        return Cow::Borrowed(value);
    }
    let mut escaped = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\t' => escaped.push('\t'),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::HOSTILE;

    /// Undoes folding and escaping, by the rules and not by the code above.
    fn read_back(bytes: &[u8]) -> String {
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("\r\n ", "");
        let value = text.strip_suffix("\r\n").and_then(|line| line.split_once(':')).expect("a line").1;
        let mut plain = String::new();
        let mut letters = value.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next().expect("a letter behind the backslash") {
                    'n' => plain.push('\n'),
                    letter => plain.push(letter),
                },
                ';' | ',' => panic!("{letter} must be escaped"),
                letter => plain.push(letter),
            }
        }
        plain
    }

    #[test]
    fn lines_are_folded_between_letters() {
        let mut out = Vec::new();
        text(&mut out, "SUMMARY", &"Қ".repeat(80));
        let lines: Vec<&[u8]> = out.split(|byte| *byte == b'\n').collect();
        assert_eq!(lines.iter().map(|line| line.len()).collect::<Vec<_>>(), [75, 76, 22, 0]);
        assert!(out.ends_with("Қ\r\n".as_bytes()));
    }

    proptest! {
        #[test]
        fn a_text_is_one_line_of_short_pieces_and_is_read_back(hostile in HOSTILE) {
            let mut out = Vec::new();
            text(&mut out, "SUMMARY;LANGUAGE=kk", &hostile);
            let written = String::from_utf8(out.clone()).expect("UTF-8: no letter is cut");
            for piece in written.strip_suffix("\r\n").expect("a line end").split("\r\n") {
                prop_assert!(piece.len() <= 75);
                prop_assert!(!piece.chars().any(|letter| letter.is_control() && letter != '\t'));
            }
            let expected: String = hostile
                .replace("\r\n", "\n")
                .chars()
                .map(|letter| match letter {
                    '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
                    '\n' | '\t' => letter,
                    letter if letter.is_control() => ' ',
                    letter => letter,
                })
                .collect();
            prop_assert_eq!(read_back(&out), expected);
        }
    }
}
