//! The encoding KZ-1048 (STRK1048-2002): windows-1251 with the Kazakh letters in place of those of other
//! Slavic alphabets.

use encoding_rs::WINDOWS_1251;

/// The bytes that are other letters than in windows-1251.
#[rustfmt::skip] // several in a line: it is read as a table
pub(super) const DIFFERENT: [(u8, char); 16] = [
    (0x8D, 'Қ'), (0x8E, 'Һ'), (0x9D, 'қ'), (0x9E, 'һ'), (0xA1, 'Ұ'), (0xA2, 'ұ'), (0xA3, 'Ә'), (0xA5, 'Ө'),
    (0xAA, 'Ғ'), (0xAF, 'Ү'), (0xB4, 'ө'), (0xBA, 'ғ'), (0xBC, 'ә'), (0xBD, 'Ң'), (0xBE, 'ң'), (0xBF, 'ү'),
];

/// The names that pages call it by, in small letters.
const LABELS: [&str; 5] = ["kz-1048", "kz1048", "strk1048-2002", "strk1048", "rk1048"];

/// Whether a page's declaration means this encoding.
pub(super) fn is_label(label: &str) -> bool {
    LABELS.iter().any(|known| known.eq_ignore_ascii_case(label))
}

/// The text of bytes in this encoding; every byte but 98 is a character.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| letter(*byte).is_some()) {
        text.push_str(&WINDOWS_1251.decode_without_bom_handling_and_without_replacement(&rest[..at])?);
        text.extend(letter(rest[at]));
        rest = &rest[at + 1..];
    }
    text.push_str(&WINDOWS_1251.decode_without_bom_handling_and_without_replacement(rest)?);
    Some(text)
}

fn letter(byte: u8) -> Option<char> {
    if byte < 0x80 {
        return None;
    }
    DIFFERENT.iter().find(|(different, _)| *different == byte).map(|(_, letter)| *letter)
}
