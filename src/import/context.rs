//! What every reader of an article needs: its text, what of it counts, and what is known already.

use super::clean::Cleaned;
use super::known::Known;
use super::text::Text;
use crate::gazetteer::RegionIndex;
use crate::language::Language;

/// The article as the readers of organisations and people see it.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The text in lines, sentences, tokens and quotations.
    pub text: &'a Text<'a>,
    /// Which lines count, and which were set aside.
    pub cleaned: &'a Cleaned,
    /// The article's language.
    pub language: Language,
    /// The authority records.
    pub known: &'a Known,
    /// Where the event was, if that could be read.
    pub region: Option<RegionIndex>,
    /// For each sentence of the text, whether it speaks of another event: an earlier or a coming one.
    pub background: &'a [bool],
}
