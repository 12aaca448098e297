//! The rules of the formats that other programs read: how a text is written in each so that it stays what
//! it is, whatever it holds.
//!
//! One function for each format, with a property in the tests. What is written with them, and from which
//! facts, is the business of [`crate::view`] and of [`crate::data`]; HTML is escaped by the template engine.

pub mod address;
pub mod calendar;
pub mod citation;
pub mod json;
pub mod spreadsheet;
pub mod xml;

/// The letters that properties are tested with: those that mean something in some format, those that none
/// can hold, line ends, and ordinary ones of one to four bytes.
#[cfg(test)]
pub(crate) const HOSTILE: &str = "[\"'<>&{}\\\\;,:=+@#%$~^_|`/\\-\\]\\[ \t\n\r\u{0}\u{1}\u{b}\u{7f}\u{85}\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}aZ9қӘі€😀]{0,120}";
