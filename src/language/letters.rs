//! What single letters are, for the alphabets that nearly all texts are written in.
//!
//! Texts are gone through letter by letter for ids and for the search index, and the tables of all alphabets
//! take ten times as long to search. What is not known here is to be looked for there.

use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::is_nfc;

/// A letter, digit or sign that means the same whatever stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    /// Its small form; of what has none, itself.
    pub lower: char,
    /// Whether it is a letter or a digit of any alphabet.
    pub is_alphanumeric: bool,
}

/// Latin, Greek and Cyrillic: what is behind them is not known here.
pub const KNOWN: std::ops::Range<char> = '\0'..'\u{530}';

static LETTERS: LazyLock<Vec<Option<Letter>>> = LazyLock::new(|| {
    let known = |c: char| {
        let mut small = c.to_lowercase();
        let lower = small.next().filter(|_| small.next().is_none())?;
        // A sigma at the end of a word has a small form of its own.
        let stands_alone = c != 'Σ' && !is_combining_mark(c) && is_nfc(c.encode_utf8(&mut [0; 4]));
        stands_alone.then(|| Letter { lower, is_alphanumeric: c.is_alphanumeric() })
    };
    KNOWN.map(known).collect()
});

/// What is known of a letter up to U+052F whose small and composed forms (NFC) are one letter, whatever stands
/// before and behind it.
#[must_use]
pub fn plain(c: char) -> Option<Letter> {
    LETTERS.get(c as usize).copied().flatten()
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn plain_letters_are_what_they_are_between_others() {
        let mut plain_ones = 0;
        for c in KNOWN {
            let Some(letter) = plain(c) else { continue };
            plain_ones += 1;
            assert_eq!(letter.is_alphanumeric, c.is_alphanumeric(), "{c:?}");
            assert_eq!(letter.lower.is_alphanumeric(), c.is_alphanumeric(), "{c:?}");
            let lower = letter.lower;
            for (text, expected) in [
                (format!("{c}"), format!("{lower}")),
                (format!("Қ{c}"), format!("қ{lower}")),
                (format!("{c}A{c}"), format!("{lower}a{lower}")),
            ] {
                assert_eq!(text.nfc().collect::<String>().to_lowercase(), expected, "{c:?}");
                assert_eq!(
                    text.nfc().flat_map(char::to_lowercase).nfc().collect::<String>(),
                    expected,
                    "{c:?}"
                );
            }
        }
        assert!(plain_ones > 1_100, "{plain_ones}");
        for c in ['Σ', 'İ', '\u{301}', '\u{483}', 'ﬁ', '—'] {
            assert_eq!(plain(c), None, "{c:?}");
        }
    }
}
