//! Turns the bytes of a saved article into text.
//!
//! Evidence goes before declarations, since saved pages often declare what they once were: a byte order mark,
//! then UTF-16 by its shape, then UTF-8 if every byte agrees, then the most probable of the 8-bit encodings
//! (see [`statistics`]), where a declaration counts as a few letters' worth of evidence. The text comes out in
//! Unicode form C with lines that end in LF. A byte that is no letter in the chosen encoding is an error, never
//! a replacement character.
//!
//! What a web page declares is read here as well; what it says otherwise is the business of
//! [`super::webpage`].

mod kz1048;
mod statistics;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use encoding_rs::Encoding;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::fields::turns_order;

/// The largest file that is read as an article, in bytes.
///
/// A saved page with everything inlined has 1 to 3 MB; what is larger is not a news text.
pub const LARGEST_ARTICLE: usize = 5_000_000;

/// How far into a file a web page's declaration of its encoding is looked for, in bytes.
///
/// Browsers look at 1,024; saved pages may have a long comment before it.
const DECLARATION_WITHIN: usize = 8_192;

/// The share of ordinary characters, in a hundred, from which bytes without a mark are taken for UTF-16.
const ORDINARY_IN_UTF16: usize = 95;

/// How many good sequences of UTF-8 there must be for each bad byte to call a file broken UTF-8.
const GOOD_FOR_EACH_BAD: usize = 10;

/// The text of an article's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// In Unicode form C, with lines that end in LF.
    pub text: String,
    /// What the bytes were in: `utf-8`, `utf-16le`, `utf-16be`, `windows-1251`, `kz-1048`, `koi8-r` …
    pub encoding: &'static str,
}

/// Why bytes are no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// There is nothing, or only white space.
    Empty,
    /// There is more than an article can have.
    TooLarge {
        /// How many bytes there are.
        bytes: usize,
    },
    /// There is a character that no text has: a picture, a document of a word processor.
    NotText {
        /// The character.
        character: char,
        /// The line it stands in, from 1.
        line: usize,
    },
    /// It is UTF-8 but for some bytes.
    BrokenUtf8 {
        /// The line of the first of them, from 1.
        line: usize,
    },
    /// Letters were replaced before the file came here.
    LostLetters {
        /// The line of the first of them, from 1.
        line: usize,
    },
    /// In none of the known encodings it is words.
    UnknownEncoding,
}

impl DecodeError {
    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Empty => "save the article again, with its text",
            Self::TooLarge { .. } => "save the text of the article alone, without the pictures",
            Self::NotText { .. } => "save the article as plain text or as a web page",
            Self::BrokenUtf8 { .. } | Self::LostLetters { .. } => {
                "save the article again from its source; letters cannot be guessed"
            }
            Self::UnknownEncoding => {
                "open the file in an editor that shows it correctly and save it as UTF-8"
            }
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(formatter, "the file has no text"),
            Self::TooLarge { bytes } => write!(
                formatter,
                "the file has {}, an article may have {}",
                megabytes(*bytes),
                megabytes(LARGEST_ARTICLE)
            ),
            Self::NotText { character, line } => {
                write!(
                    formatter,
                    "the file is not text: line {line} has the character U+{:04X}",
                    *character as u32
                )
            }
            Self::BrokenUtf8 { line } => {
                write!(formatter, "the file is UTF-8, but line {line} has bytes that are not")
            }
            Self::LostLetters { line } => {
                write!(formatter, "letters are lost in the file: line {line} has U+FFFD in their place")
            }
            Self::UnknownEncoding => write!(
                formatter,
                "the file's encoding is not known: expected UTF-8, UTF-16, windows-1251, KZ-1048 or KOI8-R"
            ),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Decodes the bytes of an article; `declared` is the encoding that its page claims.
///
/// # Errors
///
/// When the bytes are no text, or no whole one.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, DecodeError> {
    if bytes.len() > LARGEST_ARTICLE {
        return Err(DecodeError::TooLarge { bytes: bytes.len() });
    }
    let (text, encoding) = to_text(bytes, declared)?;
    Ok(Decoded { text: tidy(&text)?, encoding })
}

/// Decodes the bytes of a table, which may be larger than an article.
///
/// # Errors
///
/// When the bytes are no text, or no whole one.
pub fn decode_table(bytes: &[u8]) -> Result<String, DecodeError> {
    let (text, _) = to_text(bytes, None)?;
    tidy(&text)
}

/// The encoding that a web page declares in its `<meta>` or XML declaration.
#[must_use]
pub fn declared_by_page(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..DECLARATION_WITHIN).unwrap_or(bytes).to_ascii_lowercase();
    let head: String =
        head.iter().map(|&byte| if byte.is_ascii() { char::from(byte) } else { ' ' }).collect();
    let in_meta = head
        .match_indices("<meta")
        .filter_map(|(start, _)| head[start..].split('>').next())
        .find_map(|tag| value_behind(tag, "charset"));
    in_meta.or_else(|| {
        let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
        value_behind(declaration, "encoding")
    })
}

fn value_behind(text: &str, key: &str) -> Option<String> {
    let behind = &text[text.find(key)? + key.len()..];
    let value = behind.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_owned())
}

fn to_text<'a>(bytes: &'a [u8], declared: Option<&str>) -> Result<(Cow<'a, str>, &'static str), DecodeError> {
    if let Some(behind) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let text = std::str::from_utf8(behind).map_err(|_| broken_utf8(behind))?;
        return Ok((text.into(), "utf-8"));
    }
    for (mark, order) in [(b"\xFF\xFE", LITTLE_ENDIAN), (b"\xFE\xFF", BIG_ENDIAN)] {
        if let Some(behind) = bytes.strip_prefix(mark) {
            // Half a pair, or a byte too many, is no character at all: as good as a NUL.
            let text = utf16(behind, order.1).ok_or(DecodeError::NotText { character: '\0', line: 1 })?;
            return Ok((text.into(), order.0));
        }
    }
    if let Some((text, encoding)) = unmarked_utf16(bytes) {
        return Ok((text.into(), encoding));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.into(), "utf-8"));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte < b' ' && !byte.is_ascii_whitespace()) {
        return Err(DecodeError::NotText { character: char::from(bytes[at]), line: line_of(bytes, at) });
    }
    if is_mostly_utf8(bytes) {
        return Err(broken_utf8(bytes));
    }
    statistics::most_probable(candidates(bytes, declared))
        .map(|(text, encoding)| (text.into(), encoding))
        .ok_or(DecodeError::UnknownEncoding)
}

type ByteOrder = (&'static str, fn([u8; 2]) -> u16);
const LITTLE_ENDIAN: ByteOrder = ("utf-16le", u16::from_le_bytes);
const BIG_ENDIAN: ByteOrder = ("utf-16be", u16::from_be_bytes);

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    rest.is_empty().then(|| char::decode_utf16(units).collect::<Result<_, _>>().ok())?
}

/// The text of bytes that are UTF-16 without a mark.
///
/// In UTF-16 every second byte of Latin and Cyrillic text is 00 or 04, which is a control character in every
/// other encoding; and read in the right order, nearly all characters are ordinary ones.
fn unmarked_utf16(bytes: &[u8]) -> Option<(String, &'static str)> {
    bytes.iter().any(|byte| matches!(byte, 0 | 4)).then_some(())?;
    [LITTLE_ENDIAN, BIG_ENDIAN].into_iter().find_map(|(name, unit)| {
        let text = utf16(bytes, unit)?;
        let ordinary = text.chars().filter(|character| is_ordinary(*character)).count();
        (ordinary * 100 >= text.chars().count() * ORDINARY_IN_UTF16).then_some((text, name))
    })
}

const fn is_ordinary(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{FF}' | '\u{400}'..='\u{4FF}')
        || matches!(character, '\u{2010}'..='\u{203A}' | '№')
}

/// Each 8-bit encoding that makes characters of all bytes, the more usual first.
fn candidates(bytes: &[u8], declared: Option<&str>) -> Vec<statistics::Candidate> {
    let declared = declared.map(str::trim);
    let is_kz1048 = declared.is_some_and(kz1048::is_label);
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    let mut candidates = Vec::new();
    // Nothing but Kazakh letters tells windows-1251 and KZ-1048 apart, and pages in KZ-1048 declare the former:
    // so declaring it speaks for both.
    let windows_1251 = declared == Some(encoding_rs::WINDOWS_1251);
    for (at, (name, encoding)) in KNOWN.into_iter().enumerate() {
        let text = match encoding {
            Some(encoding) => {
                encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
            }
            None => kz1048::decode(bytes),
        };
        let is_declared = match encoding {
            Some(_) => declared == encoding,
            None => is_kz1048 || windows_1251,
        };
        let is_rare = at >= USUAL && !is_declared;
        candidates.extend(text.map(|text| statistics::Candidate {
            text,
            encoding: name,
            is_declared,
            is_rare,
        }));
    }
    candidates
}

/// How many of the known encodings are usual.
const USUAL: usize = 3;

/// The 8-bit encodings that Kazakh, Russian and English texts come in; KZ-1048 is our own.
const KNOWN: [(&str, Option<&Encoding>); 8] = [
    ("windows-1251", Some(encoding_rs::WINDOWS_1251)),
    ("kz-1048", None),
    ("koi8-r", Some(encoding_rs::KOI8_R)),
    ("koi8-u", Some(encoding_rs::KOI8_U)),
    ("ibm866", Some(encoding_rs::IBM866)),
    ("iso-8859-5", Some(encoding_rs::ISO_8859_5)),
    ("x-mac-cyrillic", Some(encoding_rs::X_MAC_CYRILLIC)),
    ("windows-1252", Some(encoding_rs::WINDOWS_1252)),
];

fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * GOOD_FOR_EACH_BAD
}

fn broken_utf8(bytes: &[u8]) -> DecodeError {
    let at = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    DecodeError::BrokenUtf8 { line: line_of(bytes, at) }
}

/// The line, from 1, of the byte at an offset.
fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count()
}

/// Brings a text into the one form that all later steps read, or says what of it is no text.
fn tidy(text: &str) -> Result<String, DecodeError> {
    let mut lines = String::with_capacity(text.len());
    let mut characters = text.strip_prefix('\u{FEFF}').unwrap_or(text).chars().peekable();
    let mut line = 1;
    while let Some(character) = characters.next() {
        match character {
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if character == '\r' {
                    characters.next_if_eq(&'\n');
                }
                lines.push('\n');
                line += 1;
            }
            '\t' => lines.push('\t'),
            '\u{FFFD}' => return Err(DecodeError::LostLetters { line }),
            // They turn about what is read, so they are left out of values and texts wherever they come from.
            _ if turns_order(character) => {}
            _ if character.is_control() || is_no_character(character) => {
                return Err(DecodeError::NotText { character, line });
            }
            _ => lines.push(character),
        }
    }
    if lines
        .chars()
        .all(|character| character.is_whitespace() || matches!(character, '\u{200B}' | '\u{FEFF}'))
    {
        return Err(DecodeError::Empty);
    }
    Ok(match is_nfc_quick(lines.chars()) {
        IsNormalized::Yes => lines,
        IsNormalized::No | IsNormalized::Maybe => lines.nfc().collect(),
    })
}

/// Whether Unicode keeps this code free for ever.
const fn is_no_character(character: char) -> bool {
    matches!(character, '\u{FDD0}'..='\u{FDEF}') || character as u32 & 0xFFFE == 0xFFFE
}

fn megabytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100_000);
    if tenths.is_multiple_of(10) {
        format!("{} MB", tenths / 10)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}
