//! Takes suffixes off, layer by layer, as the tables of a language say.
//!
//! It knows no language: which suffixes there are, what may stand before them and which vowels go together
//! is all in the tables. Words come folded (English ones in their own letters) and go folded.

use super::tables::{LanguageTables, Layer, Tables};

/// The fewest letters that are left of a word, if its layer does not ask for more.
pub(super) const LEAST: usize = 3;

/// The longest term, in letters or digits: what is longer is cut. A file of the search says lengths in one byte.
pub(super) const LONGEST: usize = 32;

/// A vowel's side in vowel harmony.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Back,
    Front,
}

/// The stem of a word, finished.
pub(super) fn stem(word: &str, language: &LanguageTables, tables: &Tables) -> String {
    if let Some(known) = known_stem(word, &language.layers, language, tables) {
        return known;
    }
    let mut stem = word.to_owned();
    for layer in language.layers.iter().filter(|layer| !layer.known) {
        let cut = cuts(&stem, layer).find(|(left, suffix, _)| {
            left.chars().count() >= layer.least
                && left.chars().any(is_vowel)
                && (!layer.harmony || agree(left, suffix, language))
        });
        if let Some((left, _, replacement)) = cut {
            stem = format!("{left}{replacement}");
        }
    }
    // A stem that looks as if it had a suffix loses it too, so that all forms of a word end alike: сауда and
    // саудаға, of which the first seems to be a case of сау, are both cut down to it.
    if language.again && stem != word { self::stem(&stem, language, tables) } else { finish(&stem, tables) }
}

/// The longest known stem that a word is made of, with suffixes of these layers, at most one of each.
fn known_stem(word: &str, layers: &[Layer], language: &LanguageTables, tables: &Tables) -> Option<String> {
    let finished = finish(word, tables);
    if let Some(other) = language.replace.get(&finished) {
        return Some(other.clone());
    }
    if language.known.contains(&finished) {
        return Some(finished);
    }
    let mut longest: Option<String> = None;
    for (at, layer) in layers.iter().enumerate() {
        for (left, _, replacement) in cuts(word, layer) {
            let found = known_stem(&format!("{left}{replacement}"), &layers[at + 1..], language, tables);
            if let Some(found) = found
                && longest.as_ref().is_none_or(|longest| longest.len() < found.len())
            {
                longest = Some(found);
            }
        }
    }
    longest
}

/// The ways to take a suffix of a layer off, the longest suffix first: what is left, the suffix, and what
/// comes in its place.
fn cuts<'a>(word: &'a str, layer: &'a Layer) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
    let starts =
        word.char_indices().map(|(at, _)| at).filter(|&at| at > 0 && word.len() - at <= layer.longest);
    starts.filter_map(|at| {
        let (left, suffix) = word.split_at(at);
        let found = layer.suffixes.get(suffix)?;
        let fits =
            found.after.is_empty() || left.chars().next_back().is_some_and(|last| found.after.contains(last));
        fits.then_some((left, suffix, found.replacement.as_str()))
    })
}

fn agree(stem: &str, suffix: &str, language: &LanguageTables) -> bool {
    if stem.ends_with(|last| language.loan.contains(last)) {
        return true;
    }
    match (side_of_stem(stem, language), side_of_suffix(suffix, language)) {
        (Some(stem), Some(suffix)) => stem == suffix,
        _ => true,
    }
}

/// The side of the last decisive vowel. A back vowel decides only behind another vowel: `а` in a first
/// syllable may be `ә`. An open vowel before a consonant leaves it undecided.
fn side_of_stem(stem: &str, language: &LanguageTables) -> Option<Side> {
    let letters: Vec<char> = stem.chars().collect();
    for (at, letter) in letters.iter().enumerate().rev() {
        if language.front.contains(*letter) {
            return Some(Side::Front);
        }
        if language.back.contains(*letter) {
            return letters[..at].iter().any(|&letter| is_vowel(letter)).then_some(Side::Back);
        }
        if language.open.contains(*letter) && at + 1 < letters.len() {
            return None;
        }
    }
    None
}

fn side_of_suffix(suffix: &str, language: &LanguageTables) -> Option<Side> {
    suffix.chars().find_map(|letter| {
        if language.front.contains(letter) {
            Some(Side::Front)
        } else {
            language.back.contains(letter).then_some(Side::Back)
        }
    })
}

const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// A folded word as a term: double letters single, the last letter voiceless.
pub(super) fn finish(word: &str, tables: &Tables) -> String {
    let mut finished = squeeze(word);
    if let Some((_, voiceless)) = tables.voicing.iter().find(|(voiced, _)| finished.ends_with(*voiced)) {
        finished.pop();
        finished.push(*voiceless);
    }
    finished
}

/// A folded word with double letters single: those are what people mistype most.
pub(super) fn squeeze(word: &str) -> String {
    let mut finished = String::with_capacity(word.len());
    let mut before = None;
    for letter in word.chars().take(LONGEST) {
        if before != Some(letter) {
            finished.push(letter);
        }
        before = Some(letter);
    }
    finished
}
