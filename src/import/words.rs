//! The word lists of `words/*.toml` and how they are looked up.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::text::{Token, TokenKind};
use crate::language::Language;
use crate::vocabulary::EventKind;

/// How many words a `…` in a phrase may stand for.
const WIDEST_GAP: usize = 5;

/// Phrases that are looked for in tokens.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// By the first character of the first word, longest first.
    by_letter: BTreeMap<char, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    pieces: Vec<Piece>,
    /// What the phrase stands for: the position that it was entered with.
    meaning: usize,
}

#[derive(Debug)]
enum Piece {
    Whole(String),
    Beginning(String),
    Gap,
}

/// Where a phrase was found: its tokens and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) tokens: Range<usize>,
    pub(super) meaning: usize,
}

impl Phrases {
    /// Makes a list of phrases that all mean the same.
    pub(super) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut made = Self::default();
        phrases.into_iter().for_each(|phrase| made.enter(phrase, 0));
        made
    }

    /// Enters a phrase.
    pub(super) fn enter(&mut self, phrase: &str, meaning: usize) {
        let Some(letter) = phrase.chars().next() else { return };
        let pieces = phrase.split(' ').map(|word| match word.strip_suffix('*') {
            _ if word == "…" => Piece::Gap,
            Some(beginning) => Piece::Beginning(beginning.to_owned()),
            None => Piece::Whole(word.to_owned()),
        });
        let list = self.by_letter.entry(letter).or_default();
        list.push(Phrase { pieces: pieces.collect(), meaning });
        list.sort_by_key(|phrase| std::cmp::Reverse(phrase.pieces.len()));
    }

    /// The longest phrase that begins with a token.
    pub(super) fn at(&self, tokens: &[Token], index: usize) -> Option<Found> {
        let letter = tokens.get(index)?.lower.chars().next()?;
        self.by_letter.get(&letter)?.iter().find_map(|phrase| {
            let end = matched(&phrase.pieces, tokens, index)?;
            Some(Found { tokens: index..end, meaning: phrase.meaning })
        })
    }

    /// Every phrase in some tokens, none inside another.
    pub(super) fn all_in(&self, tokens: &[Token], range: Range<usize>) -> Vec<Found> {
        let mut found = Vec::new();
        let mut index = range.start;
        while index < range.end {
            match self.at(tokens, index).filter(|hit| hit.tokens.end <= range.end) {
                Some(hit) => {
                    index = hit.tokens.end;
                    found.push(hit);
                }
                None => index += 1,
            }
        }
        found
    }

    /// Whether a phrase stands in some tokens.
    pub(super) fn are_in(&self, tokens: &[Token], mut range: Range<usize>) -> bool {
        let end = range.end;
        range.any(|index| self.at(tokens, index).is_some_and(|hit| hit.tokens.end <= end))
    }
}

fn matched(pieces: &[Piece], tokens: &[Token], index: usize) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else { return Some(index) };
    let token = tokens.get(index)?;
    match piece {
        Piece::Whole(word) => (token.lower == *word).then(|| matched(rest, tokens, index + 1))?,
        Piece::Beginning(word) => token.lower.starts_with(word).then(|| matched(rest, tokens, index + 1))?,
        Piece::Gap => (0..=WIDEST_GAP)
            .take_while(|skipped| {
                // No gap goes over a full stop, a comma or a quotation's edge.
                *skipped == 0 || tokens.get(index + skipped - 1).is_some_and(is_passed_over)
            })
            .find_map(|skipped| matched(rest, tokens, index + skipped)),
    }
}

fn is_passed_over(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Quote) || token.lower == "-"
}

/// What stands in front of and behind words, by the section of `marks.toml`.
#[derive(Debug)]
pub(super) struct Marks {
    pub(super) held: Phrases,
    pub(super) held_participle: Phrases,
    pub(super) closing: Phrases,
    pub(super) coming: Phrases,
    pub(super) ahead: Phrases,
    pub(super) ahead_behind: Phrases,
    pub(super) announcing: Phrases,
    pub(super) coming_participle: Phrases,
    pub(super) background_opening: Phrases,
    pub(super) background: Phrases,
    pub(super) frame_behind: Phrases,
    pub(super) frame_right_behind: Phrases,
    pub(super) frame_before: Phrases,
    pub(super) taking_part: Phrases,
    pub(super) named_after_behind: Phrases,
    pub(super) named_after_before: Phrases,
    pub(super) this_year: Phrases,
    pub(super) last_year: Phrases,
    pub(super) today: Phrases,
    pub(super) yesterday: Phrases,
    pub(super) holiday: Phrases,
    pub(super) award: Phrases,
    pub(super) recent: Phrases,
    pub(super) guests: Phrases,
    pub(super) delegations: Phrases,
    pub(super) talked: Phrases,
    pub(super) independence: Phrases,
    pub(super) victory: Phrases,
    pub(super) assembly: Phrases,
}

/// The lists of `marks.toml`.
pub(super) static MARKS: LazyLock<Marks> = LazyLock::new(|| {
    let file: BTreeMap<String, ByLanguage> = parse(include_str!("words/marks.toml"));
    let list = |section: &str| file.get(section).map(ByLanguage::phrases).unwrap_or_default();
    let with_intended = |section: &str| {
        let phrases = [section, "intended"].into_iter().filter_map(|name| file.get(name));
        Phrases::new(phrases.flat_map(ByLanguage::all))
    };
    Marks {
        held: list("held"),
        held_participle: list("held-participle"),
        closing: list("closing"),
        coming: with_intended("coming"),
        ahead: list("ahead"),
        ahead_behind: list("ahead-behind"),
        announcing: with_intended("announcing"),
        coming_participle: with_intended("coming-participle"),
        background_opening: list("background-opening"),
        background: list("background"),
        frame_behind: list("frame-behind"),
        frame_right_behind: list("frame-right-behind"),
        frame_before: list("frame-before"),
        taking_part: list("taking-part"),
        named_after_behind: list("named-after-behind"),
        named_after_before: list("named-after-before"),
        this_year: list("this-year"),
        last_year: list("last-year"),
        today: list("today"),
        yesterday: list("yesterday"),
        holiday: list("holiday"),
        award: list("award"),
        recent: list("recent"),
        guests: list("guests"),
        delegations: list("delegations"),
        talked: list("talked"),
        independence: list("anniversary-independence"),
        victory: list("anniversary-victory"),
        assembly: list("anniversary-assembly"),
    }
});

/// What events are called, and what stands beside it.
#[derive(Debug)]
pub(super) struct EventWords {
    /// The nouns; the meaning is a position in `kinds`.
    pub(super) heads: Phrases,
    pub(super) kinds: Vec<EventKind>,
    /// What each of them is called in a title.
    names: Vec<Option<Names>>,
    pub(super) the_event: Phrases,
    pub(super) gathering: Phrases,
    pub(super) called: Phrases,
    pub(super) such_theme: Phrases,
    pub(super) so_is_the_theme: Phrases,
    pub(super) its_theme: Phrases,
    pub(super) whose: Phrases,
    pub(super) whose_people: Phrases,
    pub(super) named: Phrases,
    pub(super) between_number: Phrases,
    pub(super) theme_behind: Phrases,
    pub(super) theme_before: Phrases,
    pub(super) section: Phrases,
    /// The meaning is a position in `venue_names`.
    pub(super) venues: Phrases,
    pub(super) venue_names: Vec<String>,
}

impl EventWords {
    /// Whether words that announce a theme stand right before a token: «на тему «…»», «под девизом: «…»».
    pub(super) fn announce_theme(&self, tokens: &[Token], first: usize, quotation: usize) -> bool {
        const REACH: usize = 5;
        let mut before = quotation.saturating_sub(REACH).max(first)..quotation;
        let is_pause = |token: &Token| [":", "-", "–"].iter().any(|sign| token.is_sign(sign));
        if !before.is_empty() && is_pause(&tokens[before.end - 1]) {
            before.end -= 1;
        }
        let end = before.end;
        self.theme_before.all_in(tokens, before).last().is_some_and(|hit| hit.tokens.end == end)
    }

    /// What a kind of event is called in a title, where one word does for all of its kind.
    pub(super) fn name(&self, kind: EventKind, language: Language) -> Option<&str> {
        let position = self.kinds.iter().position(|known| *known == kind)?;
        self.names[position].as_ref().map(|names| match language {
            Language::Kazakh => names.kk.as_str(),
            Language::Russian => names.ru.as_str(),
            Language::English => names.en.as_str(),
        })
    }
}

/// The lists of `events.toml`.
pub(super) static EVENTS: LazyLock<EventWords> = LazyLock::new(|| {
    let file: EventFile = parse(include_str!("words/events.toml"));
    let (mut heads, mut kinds, mut names) = (Phrases::default(), Vec::new(), Vec::new());
    for entry in &file.kind {
        let Some(kind) = EventKind::from_id(&entry.id) else { continue };
        let phrases = [&entry.kk, &entry.ru, &entry.en].into_iter().flatten();
        phrases.for_each(|phrase| heads.enter(phrase, kinds.len()));
        kinds.push(kind);
        names.push(entry.name.clone());
    }
    let (mut venues, mut venue_names) = (Phrases::default(), Vec::new());
    for [form, name] in file.venue.iter().flat_map(|list| [&list.kk, &list.ru, &list.en]).flatten() {
        venues.enter(form, venue_names.len());
        venue_names.push(name.clone());
    }
    EventWords {
        heads,
        kinds,
        names,
        the_event: file.the_event.phrases(),
        gathering: file.gathering.phrases(),
        called: file.called.phrases(),
        such_theme: file.such_theme.phrases(),
        so_is_the_theme: file.so_is_the_theme.phrases(),
        its_theme: file.its_theme.phrases(),
        whose: file.whose.phrases(),
        whose_people: file.whose_people.phrases(),
        named: file.named.phrases(),
        between_number: file.between_number.phrases(),
        theme_behind: file.theme_behind.phrases(),
        theme_before: file.theme_before.phrases(),
        section: file.section.phrases(),
        venues,
        venue_names,
    }
});

/// Months, years and numbers in words.
#[derive(Debug)]
pub(super) struct TimeWords {
    months: Vec<Month>,
    words: TimeLists,
    ordinals: BTreeMap<String, u32>,
}

/// The lists of `time.toml`.
pub(super) static TIME: LazyLock<TimeWords> = LazyLock::new(|| {
    let file: TimeFile = parse(include_str!("words/time.toml"));
    let mut ordinals: BTreeMap<String, u32> = BTreeMap::new();
    let mut enter = |name: &str, number: u32| {
        ordinals.extend(ordinal_forms(name).into_iter().map(|form| (form, number)));
    };
    for (number, names) in (1..).zip(&file.words.ordinals) {
        names.iter().for_each(|name| enter(name, number));
    }
    for (number, tens) in (10..).step_by(10).zip(&file.words.tens) {
        tens.round.iter().for_each(|name| enter(name, number));
    }
    TimeWords { months: file.month, words: file.words, ordinals }
});

/// A Russian ordinal in all forms of the singular; another one as it stands.
fn ordinal_forms(name: &str) -> Vec<String> {
    const HARD: &[&str] = &["ая", "ое", "ого", "ой", "ому", "ом", "ым", "ую"];
    const SOFT: &[&str] = &["ья", "ье", "ьего", "ьей", "ьему", "ьем", "ьим", "ью"];
    let forms = |stem: &str, endings: &[&str]| {
        std::iter::once(name.to_owned())
            .chain(endings.iter().map(|ending| format!("{stem}{ending}")))
            .collect()
    };
    match name {
        _ if name.ends_with("ий") => forms(name.trim_end_matches("ий"), SOFT),
        _ if name.ends_with("ый") => forms(name.trim_end_matches("ый"), HARD),
        _ if name.ends_with("ой") => forms(name.trim_end_matches("ой"), HARD),
        _ => vec![name.to_owned()],
    }
}

/// The case of a Kazakh word, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// No ending.
    Bare,
    /// -да, -де, -та, -те.
    Locative,
    /// -дағы, -дегі …
    Attributive,
    /// -дан, -ден …
    Ablative,
    /// Any other.
    Other,
}

/// A month as a word of the text names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct MonthWord {
    /// From 1.
    pub(super) number: u8,
    /// In Kazakh, its case.
    pub(super) case: Option<Case>,
    /// Whether it is the Kazakh genitive, behind which a day stands.
    pub(super) is_genitive: bool,
}

impl TimeWords {
    /// The month that a word names.
    pub(super) fn month(&self, word: &str) -> Option<MonthWord> {
        (1..).zip(&self.months).find_map(|(number, month)| {
            if month.ru.iter().chain(&month.en).any(|form| form == word) {
                return Some(MonthWord { number, case: None, is_genitive: false });
            }
            // The last consonant of қыркүйек is voiced before a vowel: қыркүйегі.
            let ending = word.strip_prefix(month.kk.as_str()).or_else(|| {
                word.strip_prefix(month.kk.strip_suffix('к')?)?
                    .strip_prefix('г')
                    .filter(|rest| rest.starts_with('і'))
            })?;
            let case = ending
                .strip_prefix(['ы', 'і'])
                .unwrap_or(ending)
                .trim_start_matches("сы")
                .trim_start_matches("сі");
            let case = if ending.starts_with("сы") || ending.starts_with("сі") {
                &ending["сы".len()..]
            } else {
                case
            };
            let is_genitive = matches!(case, "ның" | "нің" | "дың" | "дің" | "тың" | "тің");
            self.case_of(case).map(|case| MonthWord { number, case: Some(case), is_genitive })
        })
    }

    /// The case that an ending makes; nothing for what is no case ending.
    pub(super) fn case_of(&self, ending: &str) -> Option<Case> {
        let is_in = |list: &[String]| list.iter().any(|known| known == ending);
        match ending {
            "" => Some(Case::Bare),
            _ if is_in(&self.words.locative) => Some(Case::Locative),
            _ if is_in(&self.words.attributive) => Some(Case::Attributive),
            _ if is_in(&self.words.ablative) => Some(Case::Ablative),
            _ if is_in(&self.words.other_cases) => Some(Case::Other),
            _ => None,
        }
    }

    /// Whether a word says that the number beside it is a year.
    pub(super) fn is_year_word(&self, word: &str) -> bool {
        self.words.year.iter().any(|known| known == word)
    }

    /// Whether a word names a day of the week.
    pub(super) fn is_weekday(&self, word: &str) -> bool {
        self.words.weekdays.iter().any(|known| word.starts_with(known.as_str()))
    }

    /// The day of the week that a word names, from Monday on, in any case.
    pub(super) fn weekday(&self, word: &str) -> Option<usize> {
        const DAYS: usize = 7;
        let at = self.words.weekdays.iter().position(|known| {
            word.starts_with(known.as_str())
                || known.strip_suffix('а').is_some_and(|stem| word == format!("{stem}у"))
        })?;
        Some(at % DAYS)
    }

    /// Whether a day is a public holiday.
    pub(super) fn is_holiday(&self, month: u8, day: u8) -> bool {
        self.words.holidays.contains(&format!("{month:02}-{day:02}"))
    }

    /// The ordinal in words that ends with a token, and its first token: «шестая», «двадцать шестая».
    pub(super) fn ordinal(&self, tokens: &[Token], last: usize, first: usize) -> Option<(u32, usize)> {
        let lower = tokens.get(last)?.lower.as_str();
        let tens = |word: &str| {
            let is_it = |tens: &Tens| tens.before.iter().any(|known| known == word);
            (10..).step_by(10).zip(&self.words.tens).find(|(_, tens)| is_it(tens)).map(|(number, _)| number)
        };
        let is_hundred = |index: usize| {
            index > first && self.words.hundreds.iter().any(|known| *known == tokens[index - 1].lower)
        };
        let in_one = || {
            let (before, unit) = lower.split_once('-')?;
            Some(tens(before)? + self.ordinals.get(unit)?)
        };
        let own = self.ordinals.get(lower).copied().or_else(in_one)?;
        let before = last.checked_sub(1).filter(|before| *before >= first && own < 10);
        let (number, start) = match before.and_then(|before| Some((tens(&tokens[before].lower)?, before))) {
            Some((tens, before)) => (tens + own, before),
            None => (own, last),
        };
        (!is_hundred(start)).then_some((number, start))
    }

    /// Whether a word is an ordinal by itself.
    pub(super) fn is_ordinal(&self, word: &str) -> bool {
        self.ordinals.contains_key(word)
    }

    /// Whether letters behind a number make it an ordinal.
    pub(super) fn is_ordinal_ending(&self, word: &str) -> bool {
        self.words.ordinal_endings.iter().any(|known| known == word)
    }
}

/// Lines that are no part of an article.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PageWords {
    pub(super) comment_prompt: Vec<String>,
    pub(super) read_also: Vec<String>,
    pub(super) share: Vec<String>,
    pub(super) menu: Vec<String>,
    pub(super) entry: Vec<String>,
    pub(super) counter: Vec<String>,
    pub(super) photo_before: Vec<String>,
    pub(super) press_behind: Vec<String>,
    pub(super) press_before: Vec<String>,
    pub(super) languages: Vec<String>,
    pub(super) poll: Vec<String>,
    pub(super) site: Vec<String>,
    pub(super) body: Vec<String>,
    pub(super) home: Vec<String>,
    pub(super) day: Vec<String>,
    pub(super) appointment: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) author: Vec<String>,
    pub(super) contact: Vec<String>,
    pub(super) editors: Vec<String>,
    pub(super) comments: Vec<String>,
    pub(super) rights: Vec<String>,
}

/// The lists of `page.toml`.
pub(super) static PAGE: LazyLock<PageWords> = LazyLock::new(|| parse(include_str!("words/page.toml")));

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByLanguage {
    kk: Vec<String>,
    ru: Vec<String>,
    en: Vec<String>,
}

impl ByLanguage {
    fn phrases(&self) -> Phrases {
        Phrases::new(self.all())
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        [&self.kk, &self.ru, &self.en].into_iter().flatten().map(String::as_str)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct EventFile {
    kind: Vec<KindEntry>,
    the_event: ByLanguage,
    gathering: ByLanguage,
    called: ByLanguage,
    such_theme: ByLanguage,
    so_is_the_theme: ByLanguage,
    its_theme: ByLanguage,
    whose: ByLanguage,
    whose_people: ByLanguage,
    named: ByLanguage,
    between_number: ByLanguage,
    theme_behind: ByLanguage,
    theme_before: ByLanguage,
    section: ByLanguage,
    venue: Vec<VenueLists>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    id: String,
    name: Option<Names>,
    kk: Vec<String>,
    ru: Vec<String>,
    en: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    kk: String,
    ru: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VenueLists {
    kk: Vec<[String; 2]>,
    ru: Vec<[String; 2]>,
    en: Vec<[String; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeFile {
    month: Vec<Month>,
    words: TimeLists,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Month {
    kk: String,
    ru: Vec<String>,
    en: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct TimeLists {
    weekdays: Vec<String>,
    year: Vec<String>,
    holidays: Vec<String>,
    locative: Vec<String>,
    attributive: Vec<String>,
    ablative: Vec<String>,
    other_cases: Vec<String>,
    ordinals: Vec<Vec<String>>,
    tens: Vec<Tens>,
    hundreds: Vec<String>,
    ordinal_endings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tens {
    before: Vec<String>,
    round: Vec<String>,
}

pub(super) fn parse<T: for<'a> Deserialize<'a>>(text: &str) -> T {
    toml::from_str(text).expect("the word lists are part of the binary, and a test reads them all")
}
