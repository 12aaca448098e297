//! What a query finds: the reference of what the browser's script does with the same files.
//!
//! It reads the files' bytes and nothing else, so that tests of it are tests of the format too.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::encode::{Postings, Reader, postings};
use super::{Field, KIND_WEIGHT, Part, REGION_WEIGHT, YEAR_WEIGHT, build};
use crate::terms::{self, Word};

/// How much a match counts: of a word, of the beginning of one, of one with a typing error.
const EXACT: u32 = 4;
const BEGINNING: u32 = 3;
const MISTYPED: u32 = 2;
/// A beginning of fewer letters is looked for as a whole word alone.
const SHORTEST_BEGINNING: usize = 2;
const SHORTEST_BEGINNING_OF_OTHER: usize = 4;
/// A word of fewer letters is not looked for with typing errors.
const SHORTEST_MISTYPED: usize = 6;
/// How many words a beginning or a mistyped word may stand for.
const MOST_WORDS: usize = 32;

/// An event that a query finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its number, as [`super::listed`] counts.
    pub number: u32,
    /// How well it fits; only the comparison with others of the same query means anything.
    pub score: u32,
}

#[derive(Deserialize)]
struct Start {
    n: usize,
    terms: String,
    words: String,
    years: Vec<(i32, usize)>,
    spans: Vec<(usize, i32)>,
    bits: [u32; 3],
    regions: BTreeMap<String, Vec<usize>>,
    kinds: BTreeMap<String, Vec<usize>>,
}

/// One way to read a word of the query: where it stands, and what that is worth.
struct Reading {
    sets: Vec<(u32, Vec<u32>)>,
    quality: u32,
    events: usize,
}

/// Finds events with all words of a query, or if there are none those with the most; the best first.
/// The last word may be the beginning of one. `read` gives the bytes of a file of the index.
#[must_use]
pub fn find(read: &dyn Fn(Part) -> Vec<u8>, query: &str) -> Vec<Found> {
    let Ok(start) = serde_json::from_slice::<Start>(&read(Part::Start)) else { return Vec::new() };
    let files = Files::new(read, &start);
    let words = terms::candidates(query);
    let mut scores = vec![0_u32; start.n];
    let mut matched = vec![0_usize; start.n];
    let mut exact: Vec<Vec<String>> = Vec::new();
    for (position, word) in words.iter().enumerate() {
        let readings = files.readings(word, position + 1 == words.len());
        let mut best = vec![0_u32; start.n];
        for reading in &readings {
            let worth = reading.quality * rarity(start.n, reading.events);
            for (weight, events) in &reading.sets {
                for &event in events {
                    let slot = &mut best[event as usize];
                    *slot = (*slot).max(weight * worth);
                }
            }
        }
        for (event, score) in best.into_iter().enumerate().filter(|(_, score)| *score > 0) {
            scores[event] += score;
            matched[event] += 1;
        }
        exact.push(word.terms.iter().filter(|term| files.term(term).is_some()).cloned().collect());
    }
    for pair in exact.windows(2) {
        let mut best = vec![0_u32; start.n];
        for (one, other) in pair[0].iter().flat_map(|one| pair[1].iter().map(move |other| (one, other))) {
            let Some(postings) = files.term(&build::pair(one, other)) else { continue };
            let worth = EXACT * rarity(start.n, count(&postings));
            for (field, events) in &postings {
                for &event in events {
                    let slot = &mut best[event as usize];
                    *slot = (*slot).max(Field::WEIGHTS[*field as usize] * worth);
                }
            }
        }
        best.into_iter().enumerate().for_each(|(event, score)| scores[event] += score);
    }
    let most = matched.iter().copied().max().unwrap_or(0);
    let mut found: Vec<Found> = (0..start.n)
        .filter(|&event| most > 0 && matched[event] == most)
        .filter_map(|event| Some(Found { number: u32::try_from(event).ok()?, score: scores[event] }))
        .collect();
    found.sort_by_key(|found| (std::cmp::Reverse(found.score), std::cmp::Reverse(found.number)));
    found
}

/// How rare something is that so many events have: the binary digits of how many times it fits into all.
fn rarity(all: usize, events: usize) -> u32 {
    usize::BITS - (all / events.max(1)).leading_zeros()
}

fn count(postings: &Postings) -> usize {
    postings.iter().map(|(_, events)| events.len()).sum()
}

/// The files of an index, read as they are needed.
struct Files<'a> {
    read: &'a dyn Fn(Part) -> Vec<u8>,
    start: &'a Start,
    terms: Vec<&'a str>,
    words: Vec<&'a str>,
    /// Region and kind of every event, 0 for none.
    columns: Vec<[usize; 2]>,
}

impl<'a> Files<'a> {
    fn new(read: &'a dyn Fn(Part) -> Vec<u8>, start: &'a Start) -> Self {
        let bytes = read(Part::Events);
        let mut at = 0_usize;
        let mut number = |bits: u32| {
            let value = (0..bits as usize).map(|bit| {
                let place = at + bit;
                usize::from(bytes.get(place / 8).copied().unwrap_or(0) >> (place % 8) & 1) << bit
            });
            let value: usize = value.sum();
            at += bits as usize;
            value
        };
        let columns = (0..start.n)
            .map(|_| {
                let region = number(start.bits[0]);
                let kind = number(start.bits[1]);
                number(start.bits[2]);
                [region, kind]
            })
            .collect();
        Self {
            read,
            start,
            terms: start.terms.split('\n').collect(),
            words: start.words.split('\n').collect(),
            columns,
        }
    }

    /// The events of a term.
    fn term(&self, term: &str) -> Option<Postings> {
        let file = file_of(&self.terms, term);
        let mut found = None;
        each_key(&(self.read)(Part::Terms(file)), true, |key, block| {
            if key == term {
                found = Some(postings(block, self.start.n));
            }
        });
        found
    }

    /// Terms that begin so, the most frequent first.
    fn beginning(&self, beginning: &str, is_longer: &dyn Fn(&str) -> bool) -> Vec<Postings> {
        let mut found = Vec::new();
        let last = file_of(&self.terms, &format!("{beginning}\u{FFFE}"));
        for file in file_of(&self.terms, beginning)..=last {
            each_key(&(self.read)(Part::Terms(file)), true, |key, block| {
                if is_longer(key) && !key.contains(' ') {
                    found.push(postings(block, self.start.n));
                }
            });
        }
        found.sort_by_key(|postings| std::cmp::Reverse(count(postings)));
        found.truncate(MOST_WORDS);
        found
    }

    /// Terms that differ from one of these by one letter, which is not among the first two.
    fn mistyped(&self, word: &Word, is_beginning: bool) -> Vec<String> {
        let mut found = Vec::new();
        let two: String = word.beginning.chars().take(2).collect();
        let near = |key: &str| word.terms.iter().any(|term| is_near(term, key, is_beginning));
        let last = file_of(&self.words, &format!("{two}\u{FFFE}"));
        for file in file_of(&self.words, &two)..=last {
            each_key(&(self.read)(Part::Words(file)), false, |key, _| {
                if near(key) {
                    found.push(key.to_owned());
                }
            });
        }
        found.truncate(MOST_WORDS);
        let named = self.start.regions.keys().chain(self.start.kinds.keys());
        for key in named.filter(|key| near(key)) {
            if !found.contains(key) {
                found.push(key.clone());
            }
        }
        found
    }

    /// Every way to read a word of a query.
    fn readings(&self, word: &Word, is_last: bool) -> Vec<Reading> {
        let mut readings = Vec::new();
        for term in &word.terms {
            readings.extend(self.term(term).map(|postings| reading(postings, EXACT)));
            readings.extend(self.columns_of(|name| name == term, EXACT));
            if word.letters == 0 {
                readings.extend(self.year(term));
            }
        }
        // A short word that is one already is not taken for the beginning of another.
        let least = if readings.is_empty() { SHORTEST_BEGINNING } else { SHORTEST_BEGINNING_OF_OTHER };
        if is_last && word.letters >= least {
            let is_longer =
                |key: &str| key.starts_with(&word.beginning) && !word.terms.iter().any(|term| term == key);
            let found = self.beginning(&word.beginning, &is_longer).into_iter();
            readings.extend(found.map(|postings| reading(postings, BEGINNING)));
            readings.extend(self.columns_of(is_longer, BEGINNING));
        }
        if readings.is_empty() && word.letters >= SHORTEST_MISTYPED {
            for term in self.mistyped(word, is_last) {
                readings.extend(self.term(&term).map(|postings| reading(postings, MISTYPED)));
                readings.extend(self.columns_of(|name| name == term, MISTYPED));
            }
        }
        readings
    }

    /// The events of regions and kinds that a word names.
    fn columns_of(&self, names: impl Fn(&str) -> bool, quality: u32) -> Vec<Reading> {
        let mut found = Vec::new();
        for (column, weight, of) in
            [(0, REGION_WEIGHT, &self.start.regions), (1, KIND_WEIGHT, &self.start.kinds)]
        {
            for positions in of.iter().filter(|(name, _)| names(name)).map(|(_, positions)| positions) {
                let is_named = |columns: &[usize; 2]| {
                    columns[column].checked_sub(1).is_some_and(|position| positions.contains(&position))
                };
                let events: Vec<u32> = (0..)
                    .zip(&self.columns)
                    .filter(|(_, columns)| is_named(columns))
                    .map(|(event, _)| event)
                    .collect();
                if !events.is_empty() {
                    found.push(Reading { events: events.len(), sets: vec![(weight, events)], quality });
                }
            }
        }
        found
    }

    /// The events of a year.
    fn year(&self, term: &str) -> Option<Reading> {
        let year = term.parse::<i32>().ok().filter(|year| *year > 0)?;
        let mut events = Vec::new();
        let mut next = 0_u32;
        for &(first, count) in &self.start.years {
            for _ in 0..count {
                let span = self.start.spans.iter().find(|(event, _)| *event == next as usize);
                if first == year || span.is_some_and(|(_, last)| first > 0 && (first..=*last).contains(&year))
                {
                    events.push(next);
                }
                next += 1;
            }
        }
        (!events.is_empty()).then(|| Reading {
            events: events.len(),
            sets: vec![(YEAR_WEIGHT, events)],
            quality: EXACT,
        })
    }
}

fn reading(postings: Postings, quality: u32) -> Reading {
    Reading {
        events: count(&postings),
        sets: postings.into_iter().map(|(field, events)| (Field::WEIGHTS[field as usize], events)).collect(),
        quality,
    }
}

/// The file in which a key would be.
fn file_of(starts: &[&str], key: &str) -> u32 {
    u32::try_from(starts.iter().rposition(|start| *start <= key).unwrap_or(0)).unwrap_or(0)
}

fn each_key(bytes: &[u8], with_blocks: bool, mut visit: impl FnMut(&str, &[u8])) {
    let mut reader = Reader::new(bytes);
    let mut key = Vec::new();
    while !reader.is_at_end() {
        reader.key(&mut key);
        let block = if with_blocks { reader.block() } else { &[] };
        if let Ok(key) = std::str::from_utf8(&key) {
            visit(key, block);
        }
    }
}

/// Whether a word differs from another by one letter: another one, one more, one less, or two in the wrong
/// order; not within the first two. Of the other only the beginning counts if that is all that was typed.
fn is_near(typed: &str, word: &str, is_beginning: bool) -> bool {
    let typed: Vec<char> = typed.chars().collect();
    let word: Vec<char> = word.chars().collect();
    let same = typed.iter().zip(&word).take_while(|(one, other)| one == other).count();
    if same < 2 {
        return false;
    }
    let (typed, word) = (&typed[same..], &word[same..]);
    let fits =
        |typed: &[char], word: &[char]| if is_beginning { word.starts_with(typed) } else { word == typed };
    let behind = |letters: &'_ [char], count: usize| letters.get(count..).map(<[char]>::to_vec);
    let after = |typed_count: usize, word_count: usize| {
        behind(typed, typed_count)
            .zip(behind(word, word_count))
            .is_some_and(|(typed, word)| fits(&typed, &word))
    };
    after(1, 1)
        || after(0, 1)
        || after(1, 0)
        || (typed.len() > 1 && word.len() > 1 && typed[0] == word[1] && typed[1] == word[0] && after(2, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_makes_a_word_near() {
        for typed in ["karagamdi", "karagndi", "karagandii", "kargaandi", "karaganda"] {
            assert!(is_near(typed, "karagandi", false), "{typed}");
        }
        for typed in ["taragandi", "akragandi", "karaganbu", "karag"] {
            assert!(!is_near(typed, "karagandi", false), "{typed}");
        }
        assert!(is_near("karagm", "karagandi", true));
        assert!(!is_near("kargm", "karagandi", true));
    }
}
