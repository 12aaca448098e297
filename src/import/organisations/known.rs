//! Organisations with an authority record: their names and aliases, found in any case form.

use std::collections::BTreeMap;

use super::same::key;
use super::{Found, Reader};
use crate::import::known::KnownOrganisation;
use crate::import::nominative::kazakh::KazakhNoun;
use crate::import::nominative::{Case, Form};
use crate::import::text::Token;
use crate::language::names::fold;
use crate::language::{KAZAKH_LETTERS, Language};

/// Letters at the end of a Russian word that a case may change, at most.
const RUSSIAN_ENDING: usize = 3;

/// Gives what was found its records, and adds what only a record tells.
pub(super) fn resolve(reader: &Reader<'_>, found: &mut Vec<Found>) {
    let records = &reader.context.known.records;
    if records.is_empty() {
        return;
    }
    let mut by_key: BTreeMap<String, Vec<&KnownOrganisation>> = BTreeMap::new();
    // Names of several words, by the first letters of the first one.
    let mut by_start: BTreeMap<String, Vec<(Vec<String>, &KnownOrganisation)>> = BTreeMap::new();
    for record in records {
        for name in &record.names {
            let same = by_key.entry(key(name)).or_default();
            if !same.iter().any(|other| other.id == record.id) {
                same.push(record);
            }
            let words: Vec<String> = words_of(name);
            if let Some(first) = words.first() {
                by_start.entry(start_of(first)).or_default().push((words, record));
            }
        }
    }
    for one in found.iter_mut() {
        if let Some(record) = by_key.get(&key(&one.name)).and_then(|same| the_one(reader, same)) {
            take(one, record, reader.context.language);
        }
    }
    scan(reader, &by_start, &by_key, found);
}

/// The record that is meant where several have a name: the one of the event's region.
fn the_one<'a>(reader: &Reader<'_>, same: &[&'a KnownOrganisation]) -> Option<&'a KnownOrganisation> {
    match same {
        [one] => Some(one),
        several => {
            let mut near = several
                .iter()
                .filter(|record| record.region.is_some() && record.region == reader.context.region);
            near.next().copied().filter(|_| near.next().is_none())
        }
    }
}

fn take(one: &mut Found, record: &KnownOrganisation, language: Language) {
    one.id = Some(record.id.clone());
    one.kind = record.kind.or(one.kind);
    one.confidence = 96;
    one.rule = "authority-record";
    // The record's own name, in the article's language as far as its letters tell.
    let is_own = |name: &&String| {
        let lower = name.to_lowercase();
        let is_kazakh = lower.contains(KAZAKH_LETTERS);
        let is_cyrillic = lower.contains(|letter| ('а'..='я').contains(&letter));
        match language {
            Language::Kazakh => is_kazakh,
            Language::Russian => is_cyrillic && !is_kazakh,
            Language::English => !is_cyrillic && !is_kazakh,
        }
    };
    if let Some(name) = record.names.iter().find(is_own).or(record.names.first()) {
        one.name.clone_from(name);
    }
}

/// Looks for the names of records at every word.
fn scan(
    reader: &Reader<'_>,
    by_start: &BTreeMap<String, Vec<(Vec<String>, &KnownOrganisation)>>,
    by_key: &BTreeMap<String, Vec<&KnownOrganisation>>,
    found: &mut Vec<Found>,
) {
    let tokens = &reader.text.tokens;
    let mut taken = vec![false; tokens.len()];
    for one in found.iter().filter(|one| one.id.is_some()) {
        taken[one.tokens.clone()].fill(true);
    }
    let mut at = 0;
    while at < tokens.len() {
        let index = at;
        at += 1;
        if taken[index] || !tokens[index].is_word() {
            continue;
        }
        let Some(candidates) = by_start.get(&start_of(&tokens[index].lower)) else { continue };
        let best = candidates
            .iter()
            .filter_map(|(words, record)| {
                let (end, case) = matches_at(reader, index, words)?;
                is_sure(reader, index, end, words).then_some((end, case, words, *record))
            })
            .max_by_key(|(end, ..)| *end);
        let Some((end, case, words, record)) = best else { continue };
        let name = words.join(" ");
        let same = by_key.get(&key(&name)).map_or(&[] as &[_], Vec::as_slice);
        let Some(record) = the_one(reader, same).or(Some(record).filter(|_| same.len() < 2)) else {
            continue;
        };
        let mut one = reader.found(index..end, &name, record.kind, case, "authority-record", 96);
        // What was found at the same place without a record is this one, in more words.
        if let Some(longer) =
            found.iter_mut().find(|other| other.tokens.start <= index && end <= other.tokens.end)
        {
            let is_mostly_it = words.len() * 2 > longer.name.split_whitespace().count();
            if longer.id.is_none() && is_mostly_it {
                take(longer, record, reader.context.language);
            }
            at = longer.tokens.end.max(at);
            continue;
        }
        take(&mut one, record, reader.context.language);
        at = end;
        found.push(one);
    }
}

fn words_of(name: &str) -> Vec<String> {
    fold(name)
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn start_of(word: &str) -> String {
    word.chars().take(4).collect()
}

/// Whether a name stands at a token, word by word, and behind which token and in which case it ends.
fn matches_at(reader: &Reader<'_>, start: usize, words: &[String]) -> Option<(usize, Case)> {
    let tokens = &reader.text.tokens;
    let mut at = start;
    let mut case = Case::Nominative;
    for (index, word) in words.iter().enumerate() {
        // Marks and hyphens inside a name do not count.
        while index > 0
            && tokens
                .get(at)
                .is_some_and(|token| !token.is_word() && !token.is_sign(",") && !token.is_sign("."))
        {
            at += 1;
        }
        let token = tokens.get(at)?;
        case = form_of(token, word)?;
        at += 1;
    }
    (at <= reader.sentence_end(start)).then_some((at, case))
}

/// In which case a word of the text is a word of a name.
fn form_of(token: &Token, word: &str) -> Option<Case> {
    if token.lower == *word {
        return Some(Case::Nominative);
    }
    if let Some((stem, ending)) = token.lower.split_once('-')
        && stem == word
        && KazakhNoun::from_possessive("").form_of(ending).is_some()
    {
        return Some(Case::Genitive);
    }
    match KazakhNoun::from_possessive(word).form_of(&token.lower) {
        Some(Form::Possessive(case)) => return Some(case),
        Some(Form::Bare(_) | Form::Plural) | None => {}
    }
    let letters = word.chars().count();
    let kept = word.chars().zip(token.lower.chars()).take_while(|(a, b)| a == b).count();
    let is_russian = !word.contains(KAZAKH_LETTERS);
    let surplus = token.lower.chars().count().saturating_sub(kept);
    let is_same_stem = letters > 4 && letters - kept <= 2 && surplus <= RUSSIAN_ENDING && kept >= 4;
    (is_russian && is_same_stem).then_some(Case::Genitive)
}

/// Whether the words at a place can only be the name: a short one must stand in marks or in capitals.
fn is_sure(reader: &Reader<'_>, start: usize, end: usize, words: &[String]) -> bool {
    let text = reader.text;
    if words.len() > 2 {
        return true;
    }
    let fills_marks = text.quotations.iter().any(|quotation| {
        let inner = text.tokens_in(quotation.inner);
        inner.start == start && inner.end == end
    });
    let is_abbreviation = words.len() == 1
        && text
            .slice(text.tokens[start].span)
            .split('-')
            .next()
            .is_some_and(|stem| stem.chars().count() > 1 && stem.chars().all(char::is_uppercase));
    let not_something_else = fills_marks
        && text.tokens.get(end + 1).is_none_or(|next| !reader.words.kazakh.not_behind.contains(&next.lower))
        && start
            .checked_sub(2)
            .is_none_or(|before| !reader.words.russian.not_before.contains(&text.tokens[before].lower));
    let is_capital =
        words.len() == 2 && text.tokens[start..end].iter().all(|token| super::place::is_capital(text, token));
    not_something_else || (!fills_marks && (is_abbreviation || is_capital))
}
