//! Organisations in English sentences: a name in capital letters before a type word, or in quotation marks beside one.

use super::place::is_capital;
use super::{Found, Reader};
use crate::import::nominative::Case;

/// How many words in capital letters a name may have.
const LONGEST: usize = 5;

/// Finds the organisations of an English text.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let text = reader.text;
    let mut found = Vec::new();
    for (heads, kind) in &reader.words.english {
        for start in 0..text.tokens.len() {
            let end = start + heads.len();
            let is_head = end <= reader.sentence_end(start)
                && text.tokens[start..end].iter().zip(heads).all(|(token, word)| token.lower == *word);
            if !is_head || reader.is_in_marks(start) {
                continue;
            }
            let first = reader.sentence_start(start);
            let beside = [start.checked_sub(1), Some(end)]
                .into_iter()
                .flatten()
                .filter_map(|neighbour| text.tokens.get(neighbour))
                .find_map(|token| text.quotation_at(token.span.start));
            if let Some(quotation) = beside.map(|index| text.quotations[index]) {
                let marks = text.tokens_in(quotation.span);
                let name = text.slice(quotation.inner).to_owned();
                let tokens = marks.start.min(start)..marks.end.max(end);
                found.push(reader.found(tokens, &name, *kind, Case::Nominative, "type-word-beside", 85));
                continue;
            }
            // What begins a sentence has a capital letter anyway.
            let names = (first + 1..start)
                .rev()
                .take(LONGEST)
                .take_while(|index| is_capital(text, &text.tokens[*index]) && !reader.is_in_marks(*index));
            if let Some(begin) = names.last()
                && !is_capital(text, &text.tokens[start])
            {
                let span = reader.span(begin..start);
                let name = text.slice(span).to_owned();
                found.push(reader.found(begin..end, &name, *kind, Case::Nominative, "type-phrase", 72));
            }
        }
    }
    found.sort_by_key(|one| (one.tokens.start, std::cmp::Reverse(one.tokens.end)));
    // A longer type word holds shorter ones.
    let mut reached = 0;
    found.retain(|one| {
        let is_new = one.tokens.start >= reached;
        reached = reached.max(one.tokens.end);
        is_new
    });
    found
}
