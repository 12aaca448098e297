//! Makes the index: from the events of an archive to the bytes of every file but the cards.
//!
//! Events are read in parallel, a stretch at a time; each stretch gives its terms in order, and neighbouring
//! stretches are merged. So the result is the same with any number of threads.

use std::collections::BTreeMap;

use rapidhash::RapidHashMap;
use rayon::prelude::*;
use serde::Serialize;

use super::columns::{Columns, spans, years};
use super::encode::{Postings, put_key, put_postings};
use super::{Field, Layout, ORGANISATIONS, PAIR_LETTERS, Part, json, listed};
use crate::archive::{Archive, Event, EventIndex, Shown, Text};
use crate::gazetteer::{Gazetteer, Region};
use crate::language::strings::StringTables;
use crate::language::{KAZAKH_LETTERS, Language};
use crate::source::fingerprint;
use crate::terms::{self, Tables};
use crate::vocabulary::EventKind;

/// How many events are read at a time: enough that merging is little beside it.
const STRETCH: usize = 256;

/// A word in the list for typing errors has at least so many letters: one less than those that are looked up.
const SHORTEST_WORD: usize = 5;

/// The search index of an archive, as the bytes of its files.
#[derive(Debug)]
pub struct Index {
    layout: Layout,
    start: Vec<u8>,
    events: Vec<u8>,
    terms: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
    organisations: BTreeMap<Language, Vec<u8>>,
}

/// Terms in order, each with its events and fields, packed.
type Entries = Vec<(Box<str>, Vec<u32>)>;

impl Index {
    /// Makes the index of an archive. Names of kinds and months are taken from the words of the interface.
    #[must_use]
    pub fn new(archive: &Archive, strings: &StringTables) -> Self {
        let layout = Layout::of(archive);
        let listed: Vec<EventIndex> = listed(archive).collect();
        let languages = &archive.config.languages;
        let months = Months::new(strings, languages);
        let organisations: Vec<Vec<String>> =
            archive.organisations.par_iter().map(organisation_terms).collect();
        let shared = Shared { archive, months: &months, organisations: &organisations };
        let entries = listed
            .par_chunks(STRETCH)
            .with_max_len(1)
            .enumerate()
            .map(|(stretch, events)| shared.read(stretch * STRETCH, events))
            .reduce(Vec::new, merge);
        let ((terms, term_starts), ((words, word_starts), columns)) = rayon::join(
            || write_terms(&entries, layout),
            || (write_words(&entries, layout), Columns::new(archive, &listed)),
        );
        drop(entries);
        let events = columns.pack();
        let organisations: BTreeMap<Language, Vec<u8>> =
            languages.iter().map(|&language| (language, most_frequent(archive, &listed, language))).collect();
        let of_names = organisations.values().map(Vec::as_slice);
        let of_words: Vec<Vec<u8>> =
            languages.iter().map(|&language| json(strings[language].tree())).collect();
        let kept = of_names.chain(of_words.iter().map(Vec::as_slice)).chain([events.as_slice()]);
        let version = version(archive, &listed, &terms, kept);
        let start = Start {
            version: format!("{:08x}", version >> 32),
            events: layout.events(),
            per_card_file: layout.cards_per_file(),
            terms: term_starts,
            words: word_starts,
            years: years(archive, &listed),
            spans: spans(archive, &listed),
            bits: columns.bits,
            region_ids: Gazetteer::built_in().regions().iter().map(|region| region.id.as_str()).collect(),
            kind_ids: EventKind::all().map(EventKind::id).collect(),
            regions: region_terms(),
            kinds: kind_terms(strings, languages),
            tables: Tables::built_in().for_script(),
        };
        Self { layout, start: json(&start), events, terms, words, organisations }
    }

    /// The bytes of a file. Cards are not made here, and what the index does not have is empty.
    #[must_use]
    pub fn bytes(&self, part: Part) -> &[u8] {
        match part {
            Part::Start => &self.start,
            Part::Events => &self.events,
            Part::Terms(file) => at(&self.terms, file),
            Part::Words(file) => at(&self.words, file),
            Part::Organisations(language) => {
                self.organisations.get(&language).map(Vec::as_slice).unwrap_or_default()
            }
            Part::Cards(..) => &[],
        }
    }

    /// Which files it has.
    #[must_use]
    pub const fn layout(&self) -> Layout {
        self.layout
    }
}

fn at(files: &[Vec<u8>], number: u32) -> &[u8] {
    files.get(number as usize).map(Vec::as_slice).unwrap_or_default()
}

/// `start.json`.
#[derive(Serialize)]
struct Start<'a, T> {
    #[serde(rename = "v")]
    version: String,
    #[serde(rename = "n")]
    events: usize,
    #[serde(rename = "per")]
    per_card_file: usize,
    /// With which key each file begins; a line for each.
    terms: String,
    words: String,
    /// Years in the order of the numbers, each with how many events it has; 0 is no known year.
    years: Vec<(i32, usize)>,
    /// Events that last into another year, and that year.
    spans: Vec<(usize, i32)>,
    /// How wide the columns of `events.bin` are.
    bits: [u32; 3],
    #[serde(rename = "regionIds")]
    region_ids: Vec<&'a str>,
    #[serde(rename = "kindIds")]
    kind_ids: Vec<&'static str>,
    /// Terms that name regions and kinds, by their positions.
    regions: BTreeMap<String, Vec<usize>>,
    kinds: BTreeMap<String, Vec<usize>>,
    tables: T,
}

/// What all events are read with.
struct Shared<'a> {
    archive: &'a Archive,
    months: &'a Months,
    organisations: &'a [Vec<String>],
}

impl Shared<'_> {
    /// Reads a stretch of events, the first of which has the number `first`.
    fn read(&self, first: usize, events: &[EventIndex]) -> Entries {
        let mut found = Found { terms: RapidHashMap::default(), event: 0 };
        for (offset, event) in events.iter().enumerate() {
            found.event = u32::try_from(first + offset).unwrap_or(u32::MAX >> 3);
            self.event(&self.archive.events[event.get()], &mut found);
        }
        let mut entries: Entries = found.terms.into_iter().collect();
        entries.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        entries
    }

    /// Adds the terms of an event, the best field first.
    fn event(&self, event: &Event, found: &mut Found) {
        if let Some(number) = event.number {
            found.add(Field::Title, &number.to_string());
        }
        let texts: Vec<(Language, &Text)> =
            event.texts.iter().filter_map(|(language, text)| Some((language, text.as_ref()?))).collect();
        for &(language, text) in &texts {
            found.add_all(Field::Title, &with_pairs(text.title(), language));
        }
        for &(organisation, _) in &event.organisations {
            found.add_all(Field::Organisation, &self.organisations[organisation.get()]);
        }
        for &(language, text) in &texts {
            found.add_all(Field::Theme, &with_pairs(text.theme().unwrap_or_default(), language));
        }
        for person in event.people() {
            // A name is written alike in Kazakh and Russian texts, and gets the endings of both.
            let other = Some(event.language).filter(|own| *own == Language::English);
            for language in [Language::Kazakh, Language::Russian].into_iter().chain(other) {
                found.add_all(Field::Person, &with_pairs(person.name, language));
            }
        }
        for &(language, text) in &texts {
            found.add_all(Field::Place, &with_pairs(text.place().unwrap_or_default(), language));
        }
        for (_, month) in event.date.iter().flat_map(crate::date::Date::months) {
            found.add_all(Field::Place, self.months.terms(month));
        }
        for &(language, text) in &texts {
            // What an event without a summary begins with stands in its body.
            let beginning = match text.body() {
                Shown::Whole(_) => text.summary(),
                Shown::Excerpt(_) | Shown::Nothing => text.summary().or_else(|| text.opening()),
            };
            found.add_all(Field::Body, &terms::keys(beginning.unwrap_or_default(), language));
            match text.body() {
                Shown::Whole(document) => {
                    document.body_terms(language).split(' ').for_each(|term| found.add(Field::Body, term));
                }
                Shown::Excerpt(excerpt) => found.add_all(Field::Body, &terms::keys(excerpt, language)),
                Shown::Nothing => {}
            }
        }
    }
}

/// The terms of a stretch of events.
struct Found {
    terms: RapidHashMap<Box<str>, Vec<u32>>,
    event: u32,
}

impl Found {
    fn add_all(&mut self, field: Field, terms: &[String]) {
        terms.iter().for_each(|term| self.add(field, term));
    }

    fn add(&mut self, field: Field, term: &str) {
        if term.is_empty() {
            return;
        }
        let packed = self.event << 3 | field as u32;
        match self.terms.get_mut(term) {
            // What stood in a better field came first.
            Some(known) if known.last().is_some_and(|last| last >> 3 == self.event) => {}
            Some(known) => known.push(packed),
            None => {
                self.terms.insert(term.into(), vec![packed]);
            }
        }
    }
}

/// The terms of a short text, and the pairs of those that stand side by side.
fn with_pairs(text: &str, language: Language) -> Vec<String> {
    let mut terms = terms::keys(text, language);
    let pairs: Vec<String> = terms.windows(2).map(|pair| self::pair(&pair[0], &pair[1])).collect();
    terms.extend(pairs);
    terms
}

/// Two terms side by side, as one.
pub(super) fn pair(one: &str, other: &str) -> String {
    let beginning: String = other.chars().take(PAIR_LETTERS).collect();
    format!("{one} {beginning}")
}

fn organisation_terms(organisation: &crate::archive::Organisation) -> Vec<String> {
    let mut terms = Vec::new();
    for language in Language::ALL {
        let (name, other) = organisation.name(language);
        terms.extend(with_pairs(name, other.unwrap_or(language)));
    }
    for alias in &organisation.aliases {
        terms.extend(with_pairs(alias, language_of(alias)));
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The language that a name is probably in, as far as its letters show.
fn language_of(name: &str) -> Language {
    let lower = name.to_lowercase();
    if lower.contains(KAZAKH_LETTERS) {
        Language::Kazakh
    } else if lower.chars().any(|letter| ('а'..='я').contains(&letter)) {
        Language::Russian
    } else {
        Language::English
    }
}

/// The names of months in the languages of the site, as terms.
struct Months(Vec<Vec<String>>);

impl Months {
    fn new(strings: &StringTables, languages: &[Language]) -> Self {
        let months = (1..=12).map(|month| {
            let names = languages.iter().flat_map(|&language| {
                ["name", "inflected"].into_iter().flat_map(move |form| {
                    terms::keys(strings[language].get(&format!("month.{month}.{form}")), language)
                })
            });
            let mut names: Vec<String> = names.collect();
            names.sort_unstable();
            names.dedup();
            names
        });
        Self(months.collect())
    }

    fn terms(&self, month: u8) -> &[String] {
        self.0.get(usize::from(month).wrapping_sub(1)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Merges the terms of two neighbouring stretches; the second has the greater numbers.
fn merge(one: Entries, other: Entries) -> Entries {
    if one.is_empty() {
        return other;
    }
    let mut merged = Vec::with_capacity(one.len() + other.len() / 2);
    let mut others = other.into_iter().peekable();
    for (term, mut events) in one {
        while let Some(before) = others.next_if(|next| next.0 < term) {
            merged.push(before);
        }
        if let Some((_, more)) = others.next_if(|next| next.0 == term) {
            events.extend(more);
        }
        merged.push((term, events));
    }
    merged.extend(others);
    merged
}

/// Sorts the events of a term by field.
fn by_field(packed: &[u32]) -> Postings {
    Field::ALL
        .into_iter()
        .map(|field| {
            let of_field = packed.iter().filter(|&&packed| packed & 7 == field as u32);
            (field, of_field.map(|packed| packed >> 3).collect::<Vec<u32>>())
        })
        .filter(|(_, numbers)| !numbers.is_empty())
        .collect()
}

fn write_terms(entries: &Entries, layout: Layout) -> (Vec<Vec<u8>>, String) {
    let written: Vec<(&str, Vec<u8>)> = entries
        .par_iter()
        .map(|(term, packed)| {
            let mut block = Vec::new();
            put_postings(&mut block, &by_field(packed), layout.events());
            (&**term, block)
        })
        .collect();
    cut(&written, layout.term_files())
}

fn write_words(entries: &Entries, layout: Layout) -> (Vec<Vec<u8>>, String) {
    let words: Vec<(&str, Vec<u8>)> = entries
        .iter()
        .map(|(term, _)| &**term)
        .filter(|term| {
            !term.contains(' ')
                && !term.starts_with(|first: char| first.is_ascii_digit())
                && term.chars().count() >= SHORTEST_WORD
        })
        .map(|term| (term, Vec::new()))
        .collect();
    cut(&words, layout.word_files())
}

/// Spreads keys and what belongs to them over files of much the same size, and tells with what each begins:
/// with no more of the key than parts it from the one before.
fn cut(written: &[(&str, Vec<u8>)], files: u32) -> (Vec<Vec<u8>>, String) {
    let size = |(key, block): &(&str, Vec<u8>)| key.len() / 2 + 2 + block.len();
    let total: usize = written.iter().map(size).sum::<usize>().max(1);
    let mut contents = vec![Vec::new(); files as usize];
    let mut starts = vec![None; files as usize];
    let mut passed = 0;
    let (mut before, mut file_before) = ("", None);
    for entry in written {
        let (key, block) = entry;
        let file = (passed as u128 * u128::from(files) / total as u128) as usize;
        passed += size(entry);
        if file_before != Some(file) {
            starts[file] = Some(if file_before.is_none() { "" } else { parting(before, key) });
            file_before = Some(file);
            before = "";
        }
        put_key(&mut contents[file], before, key);
        contents[file].extend_from_slice(block);
        before = key;
    }
    // A file without keys begins where the next one does, so that nothing is looked for in it.
    let mut next = "\u{FFFF}";
    let mut lines = Vec::with_capacity(starts.len());
    for start in starts.into_iter().rev() {
        next = start.unwrap_or(next);
        lines.push(next);
    }
    lines.reverse();
    (contents, lines.join("\n"))
}

/// The shortest beginning of a key that comes behind the key before it.
fn parting<'a>(before: &str, key: &'a str) -> &'a str {
    let shared: usize = before
        .chars()
        .zip(key.chars())
        .take_while(|(one, other)| one == other)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let end = key[shared..].chars().next().map_or(key.len(), |letter| shared + letter.len_utf8());
    &key[..end]
}

/// Every term of every name of a region, old names too.
fn region_terms() -> BTreeMap<String, Vec<usize>> {
    let mut terms = BTreeMap::new();
    for (position, region) in Gazetteer::built_in().regions().iter().enumerate() {
        for name in region_names(region) {
            enter(&mut terms, name, position);
        }
    }
    terms
}

fn region_names(region: &Region) -> impl Iterator<Item = &str> {
    let former = region.former.iter().flat_map(|former| former.names.iter());
    region
        .names
        .iter()
        .chain(former)
        .map(|(_, name)| name.as_str())
        .chain(region.aliases.iter().map(String::as_str))
}

fn kind_terms(strings: &StringTables, languages: &[Language]) -> BTreeMap<String, Vec<usize>> {
    let mut terms = BTreeMap::new();
    // "Other event" names nothing that anybody looks for.
    for kind in EventKind::all().filter(|kind| kind.id() != "other") {
        for &language in languages {
            for section in ["kind", "kind-plural"] {
                enter(
                    &mut terms,
                    strings[language].get(&format!("{section}.{}", kind.id())),
                    kind.position(),
                );
            }
        }
    }
    terms
}

fn enter(terms: &mut BTreeMap<String, Vec<usize>>, name: &str, position: usize) {
    for term in terms::candidates(name).into_iter().flat_map(|word| word.terms) {
        let positions = terms.entry(term).or_default();
        if positions.last() != Some(&position) {
            positions.push(position);
        }
    }
}

/// The organisations with the most events: id, name, its language if it is another, distances of numbers.
fn most_frequent(archive: &Archive, listed: &[EventIndex], language: Language) -> Vec<u8> {
    let mut number_of = vec![None; archive.events.len()];
    for (number, event) in listed.iter().enumerate() {
        number_of[event.get()] = Some(number);
    }
    let mut by_count: Vec<(usize, &Vec<EventIndex>)> =
        archive.listings.organisations.iter().enumerate().collect();
    by_count.retain(|(_, events)| !events.is_empty());
    by_count.sort_by_key(|(position, events)| (std::cmp::Reverse(events.len()), *position));
    by_count.truncate(ORGANISATIONS);
    let rows: Vec<(&str, &str, Option<&str>, Vec<usize>)> = by_count
        .into_iter()
        .map(|(position, events)| {
            let organisation = &archive.organisations[position];
            let (name, other) = organisation.name(language);
            let mut next = 0;
            // Listings run from the newest event, numbers from the oldest.
            let numbers = events.iter().rev().filter_map(|event| number_of[event.get()]);
            let distances = numbers.map(|number| {
                let distance = number - next;
                next = number + 1;
                distance
            });
            (organisation.id.as_str(), name, other.map(Language::code), distances.collect())
        })
        .collect();
    json(&rows)
}

/// Changes when anything changes that a browser may have kept: files of terms, cards, and what all of them share.
fn version<'a>(
    archive: &Archive,
    listed: &[EventIndex],
    terms: &[Vec<u8>],
    shared: impl Iterator<Item = &'a [u8]>,
) -> u64 {
    let of_files = terms.par_iter().map(|file| fingerprint(file)).collect::<Vec<u64>>();
    let mut prints: Vec<u8> = of_files.into_iter().flat_map(u64::to_le_bytes).collect();
    prints.extend(shared.flat_map(|bytes| fingerprint(bytes).to_le_bytes()));
    for index in listed {
        let event = &archive.events[index.get()];
        let mut shown = format!("{} {:?}", event.id, event.date);
        for text in event.texts.iter().filter_map(|(_, text)| text.as_ref()) {
            let summary = text.summary().or_else(|| text.opening()).unwrap_or_default();
            shown.push_str(text.title());
            shown.push('\n');
            shown.push_str(summary);
        }
        prints.extend_from_slice(&fingerprint(shown.as_bytes()).to_le_bytes());
    }
    fingerprint(&prints)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_looked_for_in_the_file_that_has_it() {
        let keys: Vec<String> = (0..500).map(|n| format!("k{:03}", n * 2)).collect();
        let written: Vec<(&str, Vec<u8>)> = keys.iter().map(|key| (key.as_str(), vec![0])).collect();
        let (contents, starts) = cut(&written, 16);
        let starts: Vec<&str> = starts.split('\n').collect();
        for key in &keys {
            let file = starts.iter().rposition(|start| *start <= key.as_str()).unwrap_or(0);
            let mut reader = super::super::encode::Reader::new(&contents[file]);
            let mut known = Vec::new();
            let mut found = false;
            while !reader.is_at_end() {
                reader.key(&mut known);
                reader.block();
                found |= known == key.as_bytes();
            }
            assert!(found, "{key} in file {file}");
        }
        let few = cut(&written[..3], 16).1;
        assert_eq!(few.split('\n').count(), 16);
    }

    #[test]
    fn merging_keeps_terms_and_events_in_order() {
        let entry = |term: &str, events: &[u32]| (term.into(), events.to_vec());
        let merged =
            merge(vec![entry("a", &[1]), entry("c", &[2])], vec![entry("b", &[9]), entry("c", &[8])]);
        assert_eq!(merged, vec![entry("a", &[1]), entry("b", &[9]), entry("c", &[2, 8])]);
    }
}
