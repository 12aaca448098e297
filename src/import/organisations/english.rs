//! Organisations in English sentences: a name in capital letters before a type word, or in quotation marks beside one;
//! and names that have their type word in them: "Ministry of Culture", "Steppe University".

use std::ops::Range;

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
                let begin = begin_over_of(reader, first, begin);
                let span = reader.span(begin..start);
                let name = text.slice(span).to_owned();
                found.push(reader.found(begin..end, &name, *kind, Case::Nominative, "type-phrase", 72));
            }
        }
    }
    found.extend((0..text.tokens.len()).filter_map(|head| named(reader, head)));
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

/// Where a name begins that goes on behind "of the": "the Daughters of the Steppe".
///
/// Two words before it, or one without an article, are somebody of the body: "Asem Usenova of the Steppe".
fn begin_over_of(reader: &Reader<'_>, first: usize, begin: usize) -> usize {
    let Some(name) = begin.checked_sub(3).filter(|name| *name > first) else { return begin };
    let is_of_the = lower(reader, begin - 2) == "of" && lower(reader, begin - 1) == "the";
    let is_name = is_of_name(reader, name) && !reader.roles.english.contains(lower(reader, name));
    if is_of_the && is_name && lower(reader, name - 1) == "the" { name } else { begin }
}

/// The body whose type word a token is, as a part of its name.
fn named(reader: &Reader<'_>, head: usize) -> Option<Found> {
    let text = reader.text;
    let kind = *reader.words.english_named.get(&text.tokens[head].lower)?;
    if !is_of_name(reader, head) {
        return None;
    }
    let sentence = reader.sentence_start(head)..reader.sentence_end(head);
    let is_before =
        |index: &usize| is_of_name(reader, *index) && !reader.roles.english.contains(lower(reader, *index));
    let start = (sentence.start..head).rev().take(LONGEST).take_while(is_before).last().unwrap_or(head);
    let is_general = |index: usize| reader.words.english_general.contains(lower(reader, index));
    // "The Regional Assembly" may be any.
    let start = (start..head).find(|index| !ARTICLES.contains(&lower(reader, *index))).unwrap_or(head);
    let end = end_of_name(reader, head, start, sentence.end);
    if end == head + 1 && (start..head).all(is_general) {
        return None;
    }
    // "at the Steppe Centre"
    let place = (sentence.start..start).rev().find(|index| lower(reader, *index) != "the");
    let is_where = place.is_some_and(|index| ["at", "in", "inside"].contains(&lower(reader, index)));
    if is_where && reader.words.english_houses.contains(lower(reader, head)) {
        return None;
    }
    let name = text.slice(reader.span(start..end));
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    Some(reader.found(start..end, name, kind, Case::Nominative, "type-phrase", 78))
}

/// Words with a capital letter at the beginning of a sentence, before a name.
const ARTICLES: &[&str] = &["the", "this", "our", "a", "an", "at", "in", "by", "of"];

fn lower<'a>(reader: &'a Reader<'_>, index: usize) -> &'a str {
    reader.text.tokens.get(index).map_or("", |token| token.lower.as_str())
}

/// Whether a word has the capital letter of a name.
fn is_of_name(reader: &Reader<'_>, index: usize) -> bool {
    let token = reader.text.tokens.get(index);
    token.is_some_and(|token| is_capital(reader.text, token)) && !reader.is_in_marks(index)
}

/// Behind which token a name ends: "… of Culture and Information", "… of the people of Kazakhstan".
fn end_of_name(reader: &Reader<'_>, head: usize, start: usize, limit: usize) -> usize {
    let is_head = |index: usize| reader.words.english_named.contains_key(lower(reader, index));
    let is_small = |index: usize| reader.words.english_small.contains(lower(reader, index));
    let is_field = |index: usize| reader.words.english_fields.contains(lower(reader, index));
    let run = |from: usize| {
        let is_part = |index: &usize| {
            (is_of_name(reader, *index) || is_small(*index))
                && !is_head(*index)
                && !reader.roles.english.contains(lower(reader, *index))
        };
        from..(from..limit.min(from + LONGEST)).take_while(is_part).last().map_or(from, |last| last + 1)
    };
    let mut end = head + 1;
    while end < limit && lower(reader, end) == "of" {
        let first = end + 1 + usize::from(lower(reader, end + 1) == "the");
        let words = run(first);
        if words.is_empty() {
            break;
        }
        end = without_person(reader, start, words.clone());
        // "Ministry of Culture and Information", but "of Culture and the Alliance", "of Culture and Asan Usenov".
        if end == words.end && lower(reader, end) == "and" {
            let further = run(end + 1);
            let field = further.clone().take_while(|index| is_field(*index)).last();
            if let Some(last) = field.filter(|_| !is_head(further.end)) {
                end = last + 1;
            }
        }
    }
    end
}

/// Where the words end that are no person's name: behind a role the last two of three may be one, as in "chairman of the
/// Alliance of Kazakhstan Asan Usenov".
fn without_person(reader: &Reader<'_>, start: usize, words: Range<usize>) -> usize {
    let is_of_role =
        (start.saturating_sub(3)..start).any(|index| reader.roles.english.contains(lower(reader, index)));
    let names = words.end - 2.min(words.len())..words.end;
    let is_name = |index: usize| is_of_name(reader, index) && !reader.is_never_a_name(lower(reader, index));
    if is_of_role && words.len() > 2 && names.clone().all(is_name) { names.start } else { words.end }
}
