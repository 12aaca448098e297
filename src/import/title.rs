//! The title: the article's own, as it is to be shown, or one put together from what is known.

use std::collections::BTreeMap;

use url::Url;

use super::article::Article;
use super::clean::{self, Cleaned};
use super::facts::{Evidence, Read, Title};
use super::number;
use super::outline::Outline;
use super::text::{Text, Token};
use super::words::EVENTS;
use crate::diagnostics::Span;
use crate::gazetteer::{Gazetteer, RegionIndex};
use crate::language::Language;
use crate::language::names::fold;
use crate::vocabulary::EventKind;

/// The longest generated title, in characters.
const LONGEST_GENERATED: usize = 120;

/// Among so many lines at the top of a page a heading is its title.
const TOP: usize = 6;

/// What a generated title is made of.
pub(super) struct Parts<'a> {
    pub(super) language: Language,
    /// The number, and the word that the article writes for it.
    pub(super) number: Option<(u32, &'a str)>,
    pub(super) kind: Option<EventKind>,
    pub(super) theme: Option<&'a str>,
    pub(super) region: Option<RegionIndex>,
}

/// How sure a title is that only the page's `<title>` tells, or that it contradicts: such titles are often the site's.
const UNSURE: u8 = 60;

/// Where the title comes from.
#[derive(Debug, Clone)]
pub(super) enum Source {
    /// From the text's own line.
    Line {
        /// Whether the page calls itself otherwise.
        is_contradicted: bool,
    },
    /// From outside: the page's metadata.
    Told {
        title: String,
        /// Whether only `<title>` tells it, and no line of the text is it.
        is_doubtful: bool,
    },
}

/// Sorts the lines of a text with the title that is told of it, and says which title counts.
pub(super) fn clean(text: &Text<'_>, article: &Article) -> (Cleaned, Source) {
    let Some((title, rung)) = told_of(text, article) else {
        return (clean::clean(text, None), Source::Line { is_contradicted: false });
    };
    let cleaned = clean::clean(text, Some(&title));
    let is_doubtful = rung == "html" && cleaned.title.is_none();
    if is_doubtful {
        // «Форум прошёл – Заря степи» holds the text's own title, «Новости Тараза» is none.
        let own = clean::clean(text, None);
        if let Some(span) = own.title {
            let is_contradicted = !fold(&title).contains(&fold(text.slice(span)));
            return (own, Source::Line { is_contradicted });
        }
    }
    (cleaned, Source::Told { title, is_doubtful })
}

/// The title that the article's page, or its header, tells, and the rung that it stood on.
fn told_of(text: &Text<'_>, article: &Article) -> Option<(String, &'static str)> {
    // What networks call the title of a post is whose it is.
    const NETWORKS: &[&str] =
        &["t.me", "telegram.me", "facebook.com", "instagram.com", "vk.com", "ok.ru", "twitter.com", "x.com"];
    let url = article.metadata.url.as_ref().and_then(|url| Url::parse(&url.value).ok());
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    let is_post = NETWORKS
        .iter()
        .any(|network| host.strip_suffix(network).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
    let told = article
        .metadata
        .title
        .as_ref()
        .filter(|told| !is_post || matches!(told.rung, "json-ld" | "heading" | "header" | "argument"));
    if let Some(told) = told {
        return Some((told.value.clone(), told.rung));
    }
    // A page without a title has one where a heading stands near its top.
    let heading = text
        .lines
        .iter()
        .filter(|_| article.is_web_page)
        .take(TOP)
        .find_map(|line| text.slice(line.span).strip_prefix('#'))?;
    Some((heading.trim_start_matches('#').trim().to_owned(), "heading"))
}

/// The article's own title, or the one that is told of it.
pub(super) fn read(text: &Text<'_>, cleaned: &Cleaned, source: Source) -> Option<Read<Title>> {
    let evidence = cleaned.title.map(|span| {
        // The mark of a heading is none of its words.
        let mark = text.slice(span).len() - text.slice(span).trim_start_matches('#').trim_start().len();
        let span = shown_part(text, Span::new(span.start + mark, span.end));
        Evidence { span, rule: "first-line" }
    });
    let (title, confidence) = match source {
        Source::Line { is_contradicted } => {
            (text.slice(evidence?.span).to_owned(), if is_contradicted { UNSURE } else { 90 })
        }
        Source::Told { title, is_doubtful } => (title, if is_doubtful { UNSURE } else { 95 }),
    };
    let value = Title { text: sentence_case(text, title.trim()), generated: false };
    Some(Read { value, evidence, confidence })
}

/// A heading without the little pictures around it, and one in capitals without its full stop.
fn shown_part(text: &Text<'_>, span: Span) -> Span {
    let is_picture = |letter: char| {
        matches!(letter, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
            | '\u{FE0F}' | '\u{200D}' | '\u{20E3}')
    };
    let is_around = |letter: char| is_picture(letter) || letter.is_whitespace();
    let whole = text.slice(span);
    let front = whole.trim_start_matches(is_around);
    let mut shown = front.trim_end_matches(is_around);
    if shown.chars().any(char::is_uppercase)
        && !shown.chars().any(char::is_lowercase)
        && !shown.ends_with("..")
    {
        shown = shown.strip_suffix('.').unwrap_or(shown);
    }
    let start = span.start + (whole.len() - front.len());
    if shown.is_empty() { span } else { Span::new(start, start + shown.len()) }
}

/// A title put together: number, type, theme and region, else the beginning of the first sentence.
pub(super) fn generate(text: &Text<'_>, outline: &Outline, parts: &Parts<'_>) -> Option<Read<Title>> {
    // «АСТАНА.» above the news says nothing.
    let is_told = |index: &&usize| {
        text.tokens_of(&text.sentences[**index]).iter().filter(|token| token.is_word()).count() > 1
    };
    let first = outline.body.iter().find(is_told).or(outline.body.first());
    let first = first.map(|&index| text.slice(text.sentences[index].span));
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
