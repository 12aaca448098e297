//! The title: the article's own, as it is to be shown, or one put together from what is known.

use std::collections::BTreeMap;

use super::clean::Cleaned;
use super::facts::{Evidence, Read, Title};
use super::number;
use super::outline::Outline;
use super::text::{Text, Token};
use super::words::EVENTS;
use crate::gazetteer::{Gazetteer, RegionIndex};
use crate::language::Language;
use crate::vocabulary::EventKind;

/// The longest generated title, in characters.
const LONGEST_GENERATED: usize = 120;

/// What a generated title is made of.
pub(super) struct Parts<'a> {
    pub(super) language: Language,
    /// The number, and the word that the article writes for it.
    pub(super) number: Option<(u32, &'a str)>,
    pub(super) kind: Option<EventKind>,
    pub(super) theme: Option<&'a str>,
    pub(super) region: Option<RegionIndex>,
}

/// The article's own title.
pub(super) fn read(text: &Text<'_>, cleaned: &Cleaned) -> Option<Read<Title>> {
    let span = cleaned.title?;
    let shown = sentence_case(text, text.slice(span));
    let evidence = Some(Evidence { span, rule: "first-line" });
    Some(Read { value: Title { text: shown, generated: false }, evidence, confidence: 90 })
}

/// A title from outside: the page's metadata.
pub(super) fn told(text: &Text<'_>, title: &str, cleaned: &Cleaned) -> Read<Title> {
    let evidence = cleaned.title.map(|span| Evidence { span, rule: "first-line" });
    let value = Title { text: sentence_case(text, title.trim()), generated: false };
    Read { value, evidence, confidence: 95 }
}

/// A title put together: number, type, theme and region, else the beginning of the first sentence.
pub(super) fn generate(text: &Text<'_>, outline: &Outline, parts: &Parts<'_>) -> Option<Read<Title>> {
    let first = outline.body.first().map(|&index| text.slice(text.sentences[index].span));
    let made = from_parts(parts).or_else(|| first.map(shortened))?;
    Some(Read { value: Title { text: made, generated: true }, evidence: None, confidence: 40 })
}

fn from_parts(parts: &Parts<'_>) -> Option<String> {
    let region = parts.region.map(|index| &Gazetteer::built_in().get(index).names[parts.language]);
    let noun = EVENTS.name(parts.kind?, parts.language)?;
    // The noun alone would be a title that says nothing.
    if parts.theme.is_none() && region.is_none() {
        return None;
    }
    let mut title = match parts.number {
        // Roman numerals and digits as they are written; a numeral in words would need its noun's gender.
        Some((_, written)) if is_short_number(written) => format!("{written} {noun}"),
        Some((number, _)) => format!("{number} {noun}"),
        None => noun.to_owned(),
    };
    if let Some(theme) = parts.theme {
        let (open, close) = if parts.language == Language::English { ('“', '”') } else { ('«', '»') };
        title.push_str(&format!(": {open}{theme}{close}"));
    }
    if let Some(region) = region {
        title.push_str(&format!(" ({region})"));
    }
    Some(title)
}

/// Whether a word is a Roman numeral, or digits with or without an ending.
fn is_short_number(word: &str) -> bool {
    let numeral = word.split(['-', '–']).next().unwrap_or("");
    !numeral.is_empty()
        && (number::roman(numeral).is_some() || numeral.chars().all(|digit| digit.is_ascii_digit()))
}

/// The beginning of a sentence, cut at a word.
fn shortened(sentence: &str) -> String {
    let whole = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    if whole.chars().count() <= LONGEST_GENERATED {
        return whole.trim_end_matches('.').to_owned();
    }
    let mut cut = String::new();
    for word in whole.split(' ') {
        if cut.chars().count() + word.chars().count() + 2 > LONGEST_GENERATED {
            break;
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.push_str(word);
    }
    if cut.is_empty() {
        cut = whole.chars().take(LONGEST_GENERATED - 1).collect();
    }
    cut.truncate(cut.trim_end_matches([',', ':', ';', '–', '—', '-', ' ']).len());
    cut.push('…');
    cut
}

/// A title in capitals as a sentence would have it; another one as it is.
fn sentence_case(text: &Text<'_>, title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = || title.chars().filter(|letter| letter.is_alphabetic());
    let is_in_capitals = letters().count() > 8 && letters().all(|letter| !letter.is_lowercase());
    if !is_in_capitals {
        return title;
    }
    let known = proper_names(text);
    let piece = Text::new(&title);
    let mut shown = String::with_capacity(title.len());
    let mut at = 0;
    let mut begins = true;
    for token in &piece.tokens {
        shown.push_str(&title[at..token.span.start]);
        let word = piece.slice(token.span);
        shown.push_str(&match known_form(&known, token) {
            _ if !token.is_word() => word.to_owned(),
            Some(form) => form,
            None if number::roman(word).is_some() => word.to_owned(),
            None if begins => capitalised(&word.to_lowercase()),
            None => word.to_lowercase(),
        });
        if token.is_word() {
            begins = false;
        } else if matches!(token.lower.as_str(), "." | "!" | "?" | ":") {
            // Behind «ҚАЛА:» the news itself begins.
            begins = true;
        }
        at = token.span.end;
    }
    shown.push_str(&title[at..]);
    shown
}

/// Words that the text writes with capitals inside sentences, by their lower-case form.
fn proper_names(text: &Text<'_>) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut ordinary: BTreeMap<&str, ()> = BTreeMap::new();
    for sentence in &text.sentences {
        for (order, token) in text.tokens_of(sentence).iter().enumerate().filter(|(_, token)| token.is_word())
        {
            let word = text.slice(token.span);
            let is_capital = word.starts_with(char::is_uppercase);
            let is_mixed = word.chars().any(char::is_lowercase);
            let letters = word.chars().count();
            if !is_capital {
                ordinary.insert(&token.lower, ());
            } else if (is_mixed && order > 0)
                || (!is_mixed && (2..=5).contains(&letters) && is_in_lower_case(text, sentence))
            {
                names.entry(token.lower.clone()).or_insert_with(|| word.to_owned());
            }
        }
    }
    names.retain(|lower, _| !ordinary.contains_key(lower.as_str()));
    names
}

fn is_in_lower_case(text: &Text<'_>, sentence: &super::text::Sentence) -> bool {
    text.slice(sentence.span).chars().filter(|letter| letter.is_lowercase()).count() > 10
}

/// How a word of the title is written in the text; in the text it may have another ending.
fn known_form(known: &BTreeMap<String, String>, token: &Token) -> Option<String> {
    let lower = token.lower.as_str();
    if let Some(form) = known.get(lower) {
        return Some(form.clone());
    }
    let stem: String = lower.chars().take(5).collect();
    let is_long = stem.chars().count() == 5;
    let (_, form) =
        known.range(stem.clone()..).next().filter(|(name, _)| is_long && name.starts_with(&stem))?;
    form.chars().any(char::is_lowercase).then(|| capitalised(lower))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
