//! Tells targets of links apart: those that may be published, and those that leave the site.
//!
//! Both questions are asked of the target as a browser will read it, which ignores white space and
//! control characters inside a scheme and takes a backslash for a slash.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The schemes that a link may have; everything else is dropped.
pub(super) const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The schemes that a picture's address may have.
const PICTURE_SCHEMES: [&str; 2] = ["http", "https"];

/// Says whether a link may lead there: a target without a scheme, or with one of `http`, `https`,
/// `mailto`, `tel`.
///
/// Whatever stands before a colon counts as a scheme, even where a browser would see a relative
/// path: a file whose name holds a colon is rarer than a trick.
#[must_use]
pub fn is_safe(target: &str) -> bool {
    scheme(target).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// Says whether a target leads out of the site: it names a scheme, or a host (`//host`).
#[must_use]
pub fn is_external(target: &str) -> bool {
    let mut characters = target.chars().filter(|&c| !is_ignored(c));
    let slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    (slash(characters.next()) && slash(characters.next())) || scheme(target).is_some()
}

/// A target in Unicode form C, as the names of files and headings are: some systems write «й» as two signs.
#[must_use]
pub fn composed(target: &str) -> Cow<'_, str> {
    if target.is_ascii() || is_nfc(target) {
        Cow::Borrowed(target)
    } else {
        Cow::Owned(target.nfc().collect())
    }
}

/// Says whether a picture may be loaded from there.
pub(super) fn is_safe_picture(target: &str) -> bool {
    scheme(target).is_none_or(|scheme| PICTURE_SCHEMES.contains(&scheme.as_str()))
}

/// What stands before a colon, in lower case, unless a path, query or fragment begins earlier.
fn scheme(target: &str) -> Option<String> {
    // A backslash is written as %5C, which is no slash any more.
    let (scheme, rest) = target.split_at(target.find([':', '/', '?', '#'])?);
    let letters = || scheme.chars().filter(|&c| !is_ignored(c)).map(|c| c.to_ascii_lowercase());
    rest.starts_with(':').then(|| letters().collect())
}

/// Characters that browsers drop from an address, or that nobody sees.
fn is_ignored(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
