//! The shapes of persons' names: «Асан Үсенов», «А.Үсенов», «АСАН ҮСЕНОВ», «Үсенов Асан Серікұлы», «Усенов А.С.».

use std::ops::Range;

use crate::import::nominative::kazakh::{is_without_case, kazakh_name_ending};
use crate::import::nominative::{has_surname_ending, is_patronymic};
use crate::import::organisations::Reader;
use crate::import::organisations::place::{is_capital, is_in_capitals};
use crate::language::Language;

/// A name as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    /// Its tokens, full stops of initials among them.
    pub(super) tokens: Range<usize>,
    /// The tokens of its words and initials.
    pub(super) words: Vec<usize>,
    /// Which of the words is the surname.
    pub(super) surname: usize,
    /// Whether given names are initials alone.
    pub(super) has_initials: bool,
}

/// The name that begins with a token.
pub(super) fn at(reader: &Reader<'_>, start: usize, limit: usize) -> Option<Shape> {
    initials_first(reader, start, limit).or_else(|| in_words(reader, start, limit))
}

/// «А.Үсенов», «А.С. Үсенов», «А.С Үсенов».
fn initials_first(reader: &Reader<'_>, start: usize, limit: usize) -> Option<Shape> {
    let mut words = Vec::new();
    let mut at = start;
    while words.len() < 2 && is_initial(reader, at, limit) {
        words.push(at);
        at += 1;
        match reader.text.tokens.get(at).filter(|_| at < limit) {
            Some(stop) if stop.is_sign(".") => at += 1,
            _ => break,
        }
    }
    let has_stop = reader.text.tokens.get(start + 1).is_some_and(|token| token.is_sign("."));
    if words.is_empty() || !has_stop || !is_name_word(reader, at, limit) {
        return None;
    }
    words.push(at);
    let surname = words.len() - 1;
    Some(Shape { tokens: start..at + 1, words, surname, has_initials: true })
}

/// «Асан Үсенов», «Үсенов Асан Серікұлы», «Үсенов А.С.».
fn in_words(reader: &Reader<'_>, start: usize, limit: usize) -> Option<Shape> {
    if is_short_surname(reader, start, limit) && is_initial(reader, start + 1, limit) {
        return surname_first(reader, start, limit);
    }
    if !is_name_word(reader, start, limit) || is_abbreviation_before_name(reader, start, limit) {
        return None;
    }
    if let Some(shape) = with_honorific(reader, start, limit) {
        return Some(shape);
    }
    let shape = |words: Vec<usize>, surname: usize| Shape {
        tokens: start..words[words.len() - 1] + 1,
        words,
        surname,
        has_initials: false,
    };
    if !is_name_word(reader, start + 1, limit) {
        return if is_short_surname(reader, start + 1, limit) {
            Some(shape(vec![start, start + 1], 1))
        } else {
            surname_first(reader, start, limit)
        };
    }
    let lower = |index: usize| stripped(reader, index);
    let (first, second) = (lower(start), lower(start + 1));
    // «Аксуского РОВД»: whose the abbreviation is.
    let is_upper = |index: usize| is_in_capitals(reader.text, &reader.text.tokens[index]);
    if ["ского", "скому", "ским", "цкого"].iter().any(|end| first.ends_with(end))
        && is_upper(start + 1)
        && !is_upper(start)
    {
        return None;
    }
    let begins = reader.sentence_start(start) == start;
    // «Қатысушылар Асан …»: a sentence's first word has a capital whatever it is.
    if begins
        && reader.context.language == Language::Kazakh
        && !is_without_case(&reader.text.tokens[start].lower)
    {
        return None;
    }
    if is_name_word(reader, start + 2, limit) {
        let third = lower(start + 2);
        let is_abbreviation =
            is_in_capitals(reader.text, &reader.text.tokens[start + 2]) && third.chars().count() < 5;
        if is_abbreviation {
            return Some(shape(vec![start, start + 1], surname_of_two(&first, &second)));
        }
        if is_patronymic(&third) && !is_patronymic(&second) {
            return Some(shape(vec![start, start + 1, start + 2], 0));
        }
        if is_patronymic(&second) {
            return Some(shape(vec![start, start + 1, start + 2], 2));
        }
        let is_triple =
            has_surname_ending(&third) && !has_surname_ending(&second) && !has_surname_ending(&first);
        if is_triple && begins {
            return None;
        }
        if is_triple {
            return Some(shape(vec![start, start + 1, start + 2], 2));
        }
    }
    Some(shape(vec![start, start + 1], surname_of_two(&first, &second)))
}

/// «Асан ақсақал Үсенов», «Әсел апа Үсенова»: how elders are called stands between their names and is none of them.
///
/// The second word must end as only surnames do: «Асан аға Берікпен келді» has two people.
fn with_honorific(reader: &Reader<'_>, start: usize, limit: usize) -> Option<Shape> {
    const HONORIFICS: &[&str] = &[
        "ақсақал",
        "аға",
        "ағай",
        "апа",
        "апай",
        "әпке",
        "ата",
        "әже",
        "қажы",
        "тәте",
        "аксакал",
        "ага",
        "кажы",
        "хаджи",
    ];
    let last = start + 2;
    let honorific = reader.text.tokens.get(start + 1).filter(|_| last < limit)?;
    if !HONORIFICS.contains(&honorific.lower.as_str())
        || is_capital(reader.text, honorific)
        || !is_name_word(reader, last, limit)
        || is_name_word(reader, last + 1, limit)
    {
        return None;
    }
    let surname = stripped(reader, last);
    let is_elder = (is_sure_surname(&surname) || is_patronymic(&surname))
        && !is_sure_surname(&stripped(reader, start))
        && (reader.sentence_start(start) != start || is_without_case_of(reader, start));
    is_elder.then(|| Shape {
        tokens: start..last + 1,
        words: vec![start, last],
        surname: 1,
        has_initials: false,
    })
}

/// Whether a Kazakh word has no ending of a case; of other languages nobody asks.
fn is_without_case_of(reader: &Reader<'_>, index: usize) -> bool {
    reader.context.language != Language::Kazakh || is_without_case(&reader.text.tokens[index].lower)
}

/// Korean surnames: «Роза Ли».
fn is_short_surname(reader: &Reader<'_>, index: usize, limit: usize) -> bool {
    reader.text.tokens.get(index).filter(|_| index < limit).is_some_and(|token| {
        token.lower.chars().count() == 2
            && is_capital(reader.text, token)
            && !is_in_capitals(reader.text, token)
            && !reader.is_in_marks(index)
            && !reader.is_never_a_name(&token.lower)
    })
}

/// «эксперт ПРООН Анна Ким»: a word in capitals before a whole name in small letters is an organisation's.
///
/// Of a surname in capitals only a part of the name is left behind it: «УСЕНОВ Асан», «УСЕНОВ Асан Серикович».
fn is_abbreviation_before_name(reader: &Reader<'_>, start: usize, limit: usize) -> bool {
    let is_upper = |index: usize| is_in_capitals(reader.text, &reader.text.tokens[index]);
    let is_surname = |index: usize| has_surname_ending(&stripped(reader, index));
    if !is_upper(start)
        || is_sure_surname(&stripped(reader, start))
        || !is_name_word(reader, start + 1, limit)
        || is_upper(start + 1)
    {
        return false;
    }
    if is_short_surname(reader, start + 2, limit) {
        return true;
    }
    if !is_name_word(reader, start + 2, limit) {
        return false;
    }
    if is_patronymic(&stripped(reader, start + 2)) {
        return is_name_word(reader, start + 3, limit) && is_surname(start + 3);
    }
    // «ЮНЕСКО» ends as a surname does, but «Мария Асанова» has one already.
    is_surname(start + 2) || (!is_upper(start + 2) && !is_surname(start))
}

/// Which of two words is the surname: «Үсенов Асан» shows it by its end, and the given name by the lack of one.
fn surname_of_two(first: &str, second: &str) -> usize {
    let is_inverted = is_sure_surname(first) && !is_sure_surname(second) && !is_patronymic(second);
    usize::from(!is_inverted)
}

/// «Үсенов А.С.», «Үсенов А.», «Усенов А.С»; with two initials also a surname that does not end as most do: «Ли А.С.».
fn surname_first(reader: &Reader<'_>, start: usize, limit: usize) -> Option<Shape> {
    let is_stop = |index: usize| index < limit && reader.text.tokens[index].is_sign(".");
    let mut words = vec![start];
    let mut at = start + 1;
    while words.len() < 3 && is_initial(reader, at, limit) {
        let has_stop = is_stop(at + 1);
        // The last stop is often left out before a comma, but what has none at all is no initial.
        if !has_stop && words.len() < 2 {
            break;
        }
        words.push(at);
        at += 1 + usize::from(has_stop);
    }
    let is_followed = is_name_word(reader, at, limit);
    let is_sure = has_surname_ending(&stripped(reader, start));
    // «Жиында А.С. …»
    let is_name = words.len() == 3
        && (reader.context.language != Language::Kazakh || is_without_case(&reader.text.tokens[start].lower));
    (words.len() > 1 && !is_followed && (is_sure || is_name)).then_some(Shape {
        tokens: start..at,
        words,
        surname: 0,
        has_initials: true,
    })
}

fn is_initial(reader: &Reader<'_>, index: usize, limit: usize) -> bool {
    index < limit
        && reader.text.tokens.get(index).is_some_and(|token| {
            let letters = token.lower.chars().count();
            is_capital(reader.text, token)
                && (letters == 1
                    || (letters == 2 && matches!(token.lower.as_str(), "ке" | "дж" | "sh" | "zh")))
        })
}

/// Whether a word may be a part of a name.
pub(super) fn is_name_word(reader: &Reader<'_>, index: usize, limit: usize) -> bool {
    let Some(token) = reader.text.tokens.get(index).filter(|_| index < limit) else { return false };
    let letters = token.lower.chars().count();
    is_capital(reader.text, token)
        && letters > 2
        && !reader.is_in_marks(index)
        && (!is_in_capitals(reader.text, token) || letters > 3)
        && !is_declined_abbreviation(reader.text.slice(token.span))
        && token
            .lower
            .chars()
            .all(|letter| letter.is_alphabetic() || letter == '-' || letter == '\'' || letter == '’')
        && !reader.is_never_a_name(&token.lower)
}

/// «МИДа», «КЕАҚ-ның»: an abbreviation with an ending; a surname in capitals is longer, or ends as surnames do.
fn is_declined_abbreviation(written: &str) -> bool {
    const LONGEST: usize = 4;
    let end = written.find(|letter: char| !letter.is_uppercase()).unwrap_or(written.len());
    let (capitals, ending) = written.split_at(end);
    (2..=LONGEST).contains(&capitals.chars().count())
        && !ending.is_empty()
        && ending.chars().all(|letter| letter.is_lowercase() || letter == '-')
        && !has_surname_ending(&capitals.to_lowercase())
}

/// A word without the ending of a case, as far as the language glues one to names.
fn stripped(reader: &Reader<'_>, index: usize) -> String {
    let lower = &reader.text.tokens[index].lower;
    if reader.context.language != Language::Kazakh {
        return lower.clone();
    }
    let (letters, _) = kazakh_name_ending(lower);
    crate::import::nominative::cut(lower, letters).to_owned()
}

/// Whether a word ends as only surnames do.
pub(super) fn is_sure_surname(lower: &str) -> bool {
    [
        "ов", "ев", "ова", "ева", "ский", "ская", "енко", "ов", "ого", "овой", "евой", "ову", "еву", "овым",
        "евым",
    ]
    .iter()
    .any(|ending| lower.chars().count() > ending.chars().count() + 2 && lower.ends_with(ending))
}

/// Whether a name is one though no role stands beside it: it has initials, or its surname shows.
pub(super) fn is_sure(reader: &Reader<'_>, shape: &Shape) -> bool {
    let surname = stripped(reader, shape.words[shape.surname]);
    let has_patronymic = shape.words.iter().any(|index| is_patronymic(&stripped(reader, *index)));
    is_sure_surname(&surname) || has_patronymic || (shape.has_initials && has_surname_ending(&surname))
}
