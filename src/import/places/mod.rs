//! Finds names of places in running text: regions, cities, districts, in any case form.
//!
//! The names come from the gazetteer's own file. A region's name is looked up by its stem: in Kazakh with a case
//! ending or a word such as «облысы» behind it, in Russian as a noun or by its adjective. Which place is the
//! event's is decided in [`super::region`].

mod data;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use data::{File, Triple};

use super::text::{Text, Token, TokenKind};
use super::words::{Case, TIME};
use crate::gazetteer::{Gazetteer, RegionIndex};
use crate::language::Language;

/// What sort of place a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// A region: «… облысы», «… область», an abbreviation.
    Region,
    /// A city.
    City,
    /// A district.
    District,
}

/// A place that is named in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) region: RegionIndex,
    pub(super) level: Level,
    /// The name with the words that belong to it, as positions in the text's tokens.
    pub(super) tokens: Range<usize>,
    /// The case of its last word; in Russian and English locative stands for "in …".
    pub(super) case: Case,
    /// Whether the name alone may also be a person's, a thing's or another place's.
    pub(super) is_ambiguous: bool,
    /// The city's name in the nominative, in the three languages' order; for cities only.
    pub(super) city: Option<usize>,
}

/// Names of cities in the three languages.
pub(super) fn city_name(city: usize, language: Language) -> Option<&'static str> {
    LEXICON.cities.get(city).map(|names| match language {
        Language::Kazakh => names.kk.as_str(),
        Language::Russian => names.ru.as_str(),
        Language::English => names.en.as_str(),
    })
}

/// Finds all places in a text; of names inside one another the longest.
pub(super) fn find(text: &Text<'_>, language: Language) -> Vec<Place> {
    let mut places = Vec::new();
    let mut index = 0;
    while index < text.tokens.len() {
        match LEXICON.at(text, index, language) {
            Some(place) => {
                index = place.tokens.end.max(index + 1);
                places.push(place);
            }
            None => index += 1,
        }
    }
    settle_enumerations(text, &mut places);
    places
}

/// Words that say what a name is, behind it in Kazakh, with any ending.
const KAZAKH_TYPES: &[(&str, Level)] = &[
    ("облыс", Level::Region),
    ("өңір", Level::Region),
    ("аймағы", Level::Region),
    ("қалас", Level::City),
    ("қалалық", Level::City),
    ("шаһары", Level::City),
    ("ауданы", Level::District),
    ("аудандық", Level::District),
];

/// Words that say what a name is, before or behind it in Russian and English, with any ending.
const RUSSIAN_TYPES: &[(&str, Level)] = &[
    ("област", Level::Region),
    ("обл", Level::Region),
    ("город", Level::City),
    ("г", Level::City),
    ("район", Level::District),
    ("region", Level::Region),
    ("oblast", Level::Region),
    ("city", Level::City),
    ("district", Level::District),
];

/// Endings of Russian adjectives.
const RUSSIAN_ADJECTIVE_ENDINGS: &[&str] =
    &["ая", "ой", "ую", "ою", "ий", "ого", "ому", "им", "ом", "ое", "ие", "их", "ими"];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

struct Lexicon {
    /// By the first three characters of the first word.
    names: BTreeMap<String, Vec<Name>>,
    cities: Vec<Triple>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A Kazakh name: its last word takes case endings.
    Kazakh,
    /// A Russian noun, without its last letter if that changes.
    RussianNoun,
    /// The stem of a Russian adjective.
    RussianAdjective,
    /// Whole, as it is.
    Whole,
}

struct Name {
    words: Vec<String>,
    /// Of a Russian noun, what its last word may end in.
    endings: &'static [&'static str],
    form: Form,
    level: Level,
    region: RegionIndex,
    is_ambiguous: bool,
    city: Option<usize>,
}

impl Lexicon {
    fn new() -> Self {
        let file: File = toml::from_str(include_str!("../../gazetteer/regions.toml"))
            .expect("regions.toml is part of the binary, and a test reads it");
        let mut lexicon = Self { names: BTreeMap::new(), cities: Vec::new() };
        let gazetteer = Gazetteer::built_in();
        // A district's name that several regions have decides nothing.
        let mut district_names: BTreeMap<&str, usize> = BTreeMap::new();
        for name in
            file.region.iter().flat_map(|region| region.districts.kk.iter().chain(&region.districts.ru))
        {
            *district_names.entry(name).or_default() += 1;
        }
        for entry in &file.region {
            let Some(region) = gazetteer.index_of(&entry.id) else { continue };
            let is_ambiguous = |name: &str| file.ambiguous.iter().any(|known| known == name);
            let mut enter = |name: &str, form, level, ambiguous, city| {
                lexicon.enter(name, form, level, region, ambiguous, city);
            };
            if entry.kind == "oblast" {
                let bare = entry.names.kk.strip_suffix(" облысы").unwrap_or(&entry.names.kk);
                enter(bare, Form::Kazakh, Level::Region, is_ambiguous(bare), None);
                if let Some(name) = entry.names.ru.strip_prefix("область ") {
                    enter(name, Form::RussianNoun, Level::Region, true, None);
                }
                let bare = entry.names.en.strip_suffix(" Region").unwrap_or(&entry.names.en);
                enter(bare, Form::Whole, Level::Region, is_ambiguous(bare), None);
            }
            for former in &entry.former {
                let bare = former.names.kk.strip_suffix(" облысы").unwrap_or(&former.names.kk);
                let level = if entry.kind == "oblast" { Level::Region } else { Level::City };
                enter(bare, Form::Kazakh, level, false, None);
                if level == Level::City {
                    enter(&former.names.ru, Form::RussianNoun, level, false, None);
                }
                enter(former.names.en.trim_end_matches(" Region"), Form::Whole, level, false, None);
                former.aliases.iter().for_each(|name| enter(name, Form::Whole, Level::Region, false, None));
                if let Some(stem) = &former.adjective {
                    enter(stem, Form::RussianAdjective, Level::Region, false, None);
                }
            }
            for alias in entry.aliases.iter().filter(|alias| alias.chars().all(char::is_uppercase)) {
                enter(alias, Form::Whole, Level::Region, false, None);
                enter(alias, Form::Kazakh, Level::Region, false, None);
            }
            if let Some(stem) = &entry.forms.adjective {
                enter(stem, Form::RussianAdjective, Level::Region, false, None);
            }
        }
        for entry in &file.region {
            let Some(region) = gazetteer.index_of(&entry.id) else { continue };
            for city in &entry.cities {
                let number = lexicon.cities.len();
                lexicon.cities.push(city.names.clone());
                // The two cities that gave regions their names decide as cities of the first level.
                let is_ambiguous = entry.kind == "oblast" && file.ambiguous.contains(&city.names.kk);
                let names = [
                    (&city.names.kk, Form::Kazakh),
                    (&city.names.ru, Form::RussianNoun),
                    (&city.names.en, Form::Whole),
                ];
                let aliases = city.aliases.iter().flat_map(|alias| {
                    let own = if alias.is_ascii() { Form::Whole } else { Form::RussianNoun };
                    [(alias, own), (alias, Form::Kazakh)]
                });
                for (name, form) in names.into_iter().chain(aliases) {
                    lexicon.enter(name, form, Level::City, region, is_ambiguous, Some(number));
                }
            }
            for name in entry.districts.kk.iter().filter(|name| district_names.get(name.as_str()) == Some(&1))
            {
                lexicon.enter(name, Form::Kazakh, Level::District, region, true, None);
            }
            for name in entry.districts.ru.iter().filter(|name| district_names.get(name.as_str()) == Some(&1))
            {
                if let Some(stem) = name.strip_suffix("ий") {
                    lexicon.enter(stem, Form::RussianAdjective, Level::District, region, true, None);
                }
            }
        }
        for names in lexicon.names.values_mut() {
            names.sort_by_key(|name| {
                (
                    std::cmp::Reverse(name.words.len()),
                    std::cmp::Reverse(name.words.iter().map(String::len).sum::<usize>()),
                )
            });
        }
        lexicon
    }

    fn enter(
        &mut self,
        name: &str,
        form: Form,
        level: Level,
        region: RegionIndex,
        is_ambiguous: bool,
        city: Option<usize>,
    ) {
        let mut lower = name.to_lowercase().replace('ё', "е");
        let is_short = lower.chars().count() < 4;
        let mut endings = &[""][..];
        if form == Form::RussianNoun && !is_short {
            endings = declension(&lower);
            let stem = lower.strip_suffix("ый").or_else(|| lower.strip_suffix(['а', 'й', 'ь', 'я']));
            lower = stem.unwrap_or(&lower).to_owned();
        }
        let words: Vec<String> = lower.split(' ').map(str::to_owned).collect();
        let Some(first) = words.first() else { return };
        let key = key_of(first);
        self.names.entry(key).or_default().push(Name {
            words,
            endings,
            form,
            level,
            region,
            is_ambiguous,
            city,
        });
    }

    /// The place whose name begins with a token.
    fn at(&self, text: &Text<'_>, index: usize, language: Language) -> Option<Place> {
        let token = &text.tokens[index];
        // A place is a proper name: the genitive plural of a Russian word may look the same.
        if !token.is_word() || !text.slice(token.span).starts_with(char::is_uppercase) {
            return None;
        }
        let mut best: Option<Place> = None;
        for name in self.names.get(&key_of(&token.lower)).into_iter().flatten() {
            // Endings of one language make other words in another: «шар» and «шара».
            let is_spoken = match name.form {
                Form::Kazakh => language == Language::Kazakh,
                Form::RussianNoun | Form::RussianAdjective => language == Language::Russian,
                Form::Whole => true,
            };
            let Some(place) = name.place_at(text, index).filter(|_| is_spoken) else { continue };
            // A name alone is the city's, where a city has it.
            let rank = |place: &Place| (place.tokens.len(), !place.is_ambiguous, place.level == Level::City);
            if best.as_ref().is_none_or(|found| rank(&place) > rank(found)) {
                best = Some(place);
            }
        }
        best
    }
}

fn key_of(word: &str) -> String {
    word.chars().take(3).collect()
}

impl Name {
    fn place_at(&self, text: &Text<'_>, index: usize) -> Option<Place> {
        let tokens = &text.tokens;
        let (last, before) = self.words.split_last()?;
        for (offset, word) in before.iter().enumerate() {
            tokens.get(index + offset).filter(|token| token.lower == *word)?;
        }
        let at = index + before.len();
        let token = tokens.get(at)?;
        let ending = token.lower.strip_prefix(last.as_str())?;
        let mut place = Place {
            region: self.region,
            level: self.level,
            tokens: index..at + 1,
            case: Case::Bare,
            is_ambiguous: self.is_ambiguous,
            city: self.city,
        };
        match self.form {
            Form::Kazakh => self.settle_kazakh(tokens, ending, &mut place)?,
            Form::RussianNoun => self.settle_russian_noun(tokens, ending, &mut place)?,
            Form::RussianAdjective => {
                let before = index.checked_sub(1).map(|before| text.slice(tokens[before].span));
                let follows_proper_name = before.is_some_and(|word| word.starts_with(char::is_uppercase));
                self.settle_russian_adjective(tokens, follows_proper_name, ending, &mut place)?;
            }
            Form::Whole => self.settle_whole(tokens, ending, &mut place)?,
        }
        Some(place)
    }

    fn settle_kazakh(&self, tokens: &[Token], ending: &str, place: &mut Place) -> Option<()> {
        let behind = place.tokens.end;
        let is_type = |token: &Token| {
            KAZAKH_TYPES.iter().find(|(word, _)| token.lower.starts_with(word)).map(|(_, level)| *level)
        };
        if let Some(next) = tokens.get(behind).filter(|token| token.is_word() && ending.is_empty())
            && let Some(level) = is_type(next)
        {
            // «Алматы облысы» is not the city, «Алматы қаласы» not the region.
            let fits = level == self.level
                || (level == Level::City && self.level == Level::City)
                || (level == Level::Region
                    && self.city.is_some()
                    && self.level == Level::City
                    && next.lower.starts_with("өңір"));
            if !fits {
                return None;
            }
            place.tokens.end = behind + 1;
            place.case = case_of_type_word(&next.lower);
            place.is_ambiguous = false;
            return Some(());
        }
        if self.level == Level::District {
            return None;
        }
        // «Шығыс Қазақстандық»: an adjective of the place.
        let adjective = ending
            .strip_prefix("дық")
            .or_else(|| ending.strip_prefix("дік"))
            .or_else(|| ["тық", "тік", "лық", "лік"].iter().find_map(|suffix| ending.strip_prefix(suffix)));
        if adjective == Some("") {
            place.case = Case::Other;
            place.is_ambiguous |= self.words.len() == 1;
            return Some(());
        }
        let ending = ending.strip_prefix('-').unwrap_or(ending);
        place.case = TIME.case_of(ending)?;
        Some(())
    }

    fn settle_russian_noun(&self, tokens: &[Token], ending: &str, place: &mut Place) -> Option<()> {
        if !self.endings.contains(&ending) {
            return None;
        }
        let start = place.tokens.start;
        // «в городе Таразе», «г. Тараз», «область Абай».
        let is_stop = |before: &usize| tokens[*before].is_sign(".");
        let before = start.checked_sub(1);
        let before = before.filter(is_stop).map_or(before, |stop| stop.checked_sub(1));
        self.settle_by_type_before(tokens, before, start, place)
    }

    fn settle_by_type_before(
        &self,
        tokens: &[Token],
        before: Option<usize>,
        start: usize,
        place: &mut Place,
    ) -> Option<()> {
        let level = before.map(|before| &tokens[before]).and_then(|word| {
            RUSSIAN_TYPES.iter().find(|(known, _)| word.is_word() && is_form_of(&word.lower, known))
        });
        let mut first = start;
        match level.map(|(_, level)| *level) {
            Some(level) if level == self.level => {
                first = before.unwrap_or(start);
                place.is_ambiguous = false;
            }
            Some(_) if self.level == Level::Region => return None,
            // A region that is named by a noun needs the word: «область Абай».
            None if self.level == Level::Region && self.form == Form::RussianNoun => return None,
            _ => {}
        }
        place.tokens.start = first;
        let preposition = first.checked_sub(1).map(|index| tokens[index].lower.as_str());
        place.case = match preposition {
            Some("в" | "во" | "in" | "at") => Case::Locative,
            Some("из" | "from") => Case::Ablative,
            _ => Case::Other,
        };
        Some(())
    }

    fn settle_russian_adjective(
        &self,
        tokens: &[Token],
        follows_proper_name: bool,
        ending: &str,
        place: &mut Place,
    ) -> Option<()> {
        if !RUSSIAN_ADJECTIVE_ENDINGS.contains(&ending) {
            return None;
        }
        let next = tokens.get(place.tokens.end)?;
        let wanted = if self.level == Level::District { "район" } else { "област" };
        // «Кызылординской, Жамбылской и других областей» is settled when all places are known.
        place.is_ambiguous = true;
        if next.is_word() && (next.lower.starts_with(wanted) || (next.lower == "обл" && wanted == "област"))
        {
            place.tokens.end += 1;
            place.is_ambiguous = next.lower.starts_with("областн");
        } else if self.level == Level::District {
            return None;
        }
        // «в Каратау Жамбылской области»: a smaller place may stand between.
        let before =
            |back: usize| place.tokens.start.checked_sub(back).map(|index| tokens[index].lower.as_str());
        let is_preposition = |word: Option<&str>| matches!(word, Some("в" | "во"));
        place.case = match before(1) {
            Some("в" | "во") => Case::Locative,
            Some("из") => Case::Ablative,
            _ if is_preposition(before(2)) && follows_proper_name => Case::Locative,
            _ => Case::Other,
        };
        Some(())
    }

    fn settle_whole(&self, tokens: &[Token], ending: &str, place: &mut Place) -> Option<()> {
        if !ending.is_empty() && !matches!(ending, "'s" | "’s") {
            return None;
        }
        let next = tokens.get(place.tokens.end).filter(|token| token.is_word());
        let level = next.and_then(|next| {
            RUSSIAN_TYPES.iter().find(|(word, _)| next.lower == *word).map(|(_, level)| *level)
        });
        match level {
            Some(level) if level == self.level => {
                place.tokens.end += 1;
                place.is_ambiguous = false;
            }
            Some(_) => return None,
            None => {
                // An English name of a region without "Region" is the city's, where there is one.
                let is_abbreviation = self.words[0].chars().count() <= 3;
                place.is_ambiguous |=
                    self.level == Level::Region && !is_abbreviation && self.words.len() == 1;
            }
        }
        let start = place.tokens.start;
        let mut before = start.checked_sub(1).map(|index| tokens[index].lower.as_str());
        if before == Some("the") {
            before = start.checked_sub(2).map(|index| tokens[index].lower.as_str());
        }
        place.case = match before {
            Some("in" | "at" | "в" | "во") => Case::Locative,
            Some("from" | "из") => Case::Ablative,
            _ => Case::Bare,
        };
        Some(())
    }
}

/// What a Russian noun may end in, behind its stem.
fn declension(name: &str) -> &'static [&'static str] {
    if name.ends_with("ый") {
        return &["ый", "ого", "ому", "ым", "ом"];
    }
    match name.chars().next_back() {
        Some('а') => &["а", "ы", "и", "е", "у", "ой"],
        Some('я') => &["я", "и", "е", "ю", "ей"],
        Some('й') => &["й", "я", "ю", "ем", "е"],
        Some('ь') => &["ь", "я", "ю", "ем", "е", "и", "ью"],
        Some('о' | 'и' | 'ы' | 'у' | 'е' | 'э' | 'ю') | None => &[""],
        Some(_) => &["", "а", "у", "ом", "е"],
    }
}

/// Whether a Russian word is a form of a type word.
fn is_form_of(word: &str, known: &str) -> bool {
    match known {
        "обл" | "г" | "region" | "oblast" | "city" | "district" => word == known,
        _ => word.strip_prefix(known).is_some_and(|ending| {
            matches!(
                ending,
                "" | "ь" | "и" | "ью" | "а" | "у" | "е" | "ом" | "ов" | "ам" | "ах" | "ами" | "ей"
            )
        }),
    }
}

/// The case of «облысы», «қаласында» and the like.
fn case_of_type_word(word: &str) -> Case {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["ындағы", "індегі", "сындағы", "сіндегі"]) {
        Case::Attributive
    } else if ends(&["ында", "інде"]) {
        Case::Locative
    } else if ends(&["ынан", "інен"]) {
        Case::Ablative
    } else if ends(&["ысы", "ірі", "асы", "аны", "ағы", "ары"]) {
        Case::Bare
    } else {
        Case::Other
    }
}

/// Russian adjectives count only before «область», or in an enumeration that ends in it.
fn settle_enumerations(text: &Text<'_>, places: &mut Vec<Place>) {
    let mut is_none = vec![false; places.len()];
    let mut is_settled = false;
    let mut next_start = usize::MAX;
    for index in (0..places.len()).rev() {
        let place = &places[index];
        let range = place.tokens.clone();
        if !is_bare_adjective(text, place) {
            is_settled = text.tokens[range.end - 1].lower.starts_with("област");
            next_start = range.start;
            continue;
        }
        let until_next = range.end..next_start.min(range.end + 8).min(text.tokens.len());
        let leads_on = text.tokens[until_next.clone()].iter().all(|token| {
            token.is_sign(",") || matches!(token.lower.as_str(), "и" | "а" | "также" | "из" | "в")
        }) && next_start <= range.end + 8;
        let ends_here = text.tokens[until_next].iter().take(4).any(|token| token.lower.starts_with("област"));
        if (leads_on && is_settled) || ends_here {
            is_settled = true;
            places[index].is_ambiguous = false;
            next_start = range.start;
        } else {
            is_none[index] = true;
        }
    }
    let mut index = 0;
    places.retain(|_| {
        index += 1;
        !is_none[index - 1]
    });
}

fn is_bare_adjective(text: &Text<'_>, place: &Place) -> bool {
    place.level == Level::Region
        && place.tokens.len() == 1
        && text.tokens[place.tokens.start].kind == TokenKind::Word
        && text.tokens[place.tokens.start].lower.contains("ск")
        && RUSSIAN_ADJECTIVE_ENDINGS
            .iter()
            .any(|ending| text.tokens[place.tokens.start].lower.ends_with(ending))
        && text.tokens[place.tokens.start].lower.chars().count() > 6
}
