//! Guesses what was meant by a text that is not a date, for the advice below the message.
//!
//! A guess is only ever shown, never used; whatever is proposed is a date that can be read.

use super::{Date, DateErrorKind, YEARS};

/// The words that are looked for, with what they mean.
const WORDS: &str = include_str!("words.txt");

/// The longest text, in bytes, that is still taken for a date: looking for an interval takes the square of it.
const LONGEST: usize = 160;

/// What to write instead of `text`.
pub(super) fn hint(kind: &DateErrorKind, text: &str) -> Option<String> {
    let is_unclear = matches!(kind, DateErrorKind::YearAtOneEnd | DateErrorKind::NoEnds);
    if let Some(date) = suggestion(text).filter(|_| !is_unclear) {
        return Some(format!("write \"{date}\""));
    }
    match kind {
        DateErrorKind::Unreadable(_) => Some(
            "write a year as 2021, a month as 2021-11, a day as 2021-11-22, an interval as 2021-11-22/2021-11-26; \
             leave the date out when nothing is known of it"
                .to_owned(),
        ),
        DateErrorKind::NoSuchMonth(_) => Some("months are numbered from 01 to 12".to_owned()),
        DateErrorKind::NoEnds => Some("leave the date out when nothing is known of it".to_owned()),
        DateErrorKind::YearAtOneEnd => Some("write XXXX for the year at both ends, or at neither".to_owned()),
        DateErrorKind::NoSuchDay(_) | DateErrorKind::YearOutOfRange(_) | DateErrorKind::Backwards => None,
    }
}

/// The date that was probably meant, other than the text itself.
fn suggestion(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let text = tidied(text);
    readable(text.clone()).or_else(|| interval(&text)).or_else(|| single(&text))
}

/// The text itself, if it is a date.
fn readable(text: String) -> Option<String> {
    Date::parse(&text).is_ok().then_some(text)
}

/// One kind of dash, capital X, no spaces around `/`, one sign behind the date: what changes no meaning.
fn tidied(text: &str) -> String {
    let is_x = |letter: char| matches!(letter, 'x' | 'X' | 'х' | 'Х');
    let only_x = text.chars().all(|letter| !letter.is_alphabetic() || is_x(letter));
    let plain: String = text
        .trim()
        .chars()
        .map(|letter| match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            letter if only_x && is_x(letter) => 'X',
            letter => letter,
        })
        .collect();
    let ends: Vec<String> = plain.split('/').map(|end| with_sign_behind(end.trim())).collect();
    ends.join("/")
}

/// Puts the signs before or behind an end of a date behind it, as one.
fn with_sign_behind(end: &str) -> String {
    let is_sign = |letter: char| matches!(letter, '?' | '~' | '%');
    let (signs, rest): (String, String) = end.chars().partition(|&letter| is_sign(letter));
    let is_outside = end.trim_matches(is_sign).trim() == rest.trim();
    if !is_outside {
        return end.to_owned();
    }
    format!("{}{}", rest.trim(), one_sign(&signs))
}

/// What several signs mean together.
fn one_sign(signs: &str) -> &'static str {
    let (uncertain, approximate) = (signs.contains(['?', '%']), signs.contains(['~', '%']));
    match (uncertain, approximate) {
        (true, true) => "%",
        (true, false) => "?",
        (false, true) => "~",
        (false, false) => "",
    }
}

/// Reads two dates with something between them.
fn interval(text: &str) -> Option<String> {
    let end = |text: &str| match text.trim() {
        "" => Some("..".to_owned()),
        text => readable(text.to_owned()).or_else(|| single(text)),
    };
    let separators = ["/", "...", "…", "..", "-"];
    let places = separators
        .into_iter()
        .flat_map(|separator| text.match_indices(separator).map(|(at, found)| (at, at + found.len())));
    for (before, behind) in places {
        let (Some(start), Some(end)) = (end(&text[..before]), end(&text[behind..])) else { continue };
        let forwards = readable(format!("{start}/{end}"));
        if let Some(date) = forwards.or_else(|| readable(format!("{end}/{start}"))) {
            return Some(date);
        }
    }
    None
}

/// Reads one date, or the days of one month, from the numbers and month names in a text.
fn single(text: &str) -> Option<String> {
    let (numbers, words) = tokens(text);
    let meaning = |word: &String| meaning_of(word);
    let mut months: Vec<u32> =
        words.iter().filter_map(meaning).filter_map(|found| found.parse().ok()).collect();
    months.dedup();
    let said: String = words.iter().filter_map(meaning).filter(|found| matches!(*found, "?" | "~")).collect();
    let sign = one_sign(&format!("{text}{said}"));
    let years: Vec<u32> = numbers.iter().copied().filter(|number| is_year(*number)).collect();
    let days: Vec<u32> = numbers.iter().copied().filter(|number| !is_year(*number)).collect();

    let date = match (months.as_slice(), years.as_slice()) {
        ([month], [year]) => in_month(&year.to_string(), *month, &days),
        ([month], []) if !days.is_empty() => in_month("XXXX", *month, &days),
        ([], [year])
            if year % 10 == 0 && days.is_empty() && words.iter().any(|w| meaning_of(w) == Some("X")) =>
        {
            Some(format!("{}X", year / 10))
        }
        ([], _) => from_numbers(&numbers),
        _ => None,
    }?;
    let qualified: Vec<String> = date.split('/').map(|end| format!("{end}{sign}")).collect();
    readable(qualified.join("/"))
}

/// A month, a day or some days of a month.
fn in_month(year: &str, month: u32, days: &[u32]) -> Option<String> {
    match days {
        [] => Some(format!("{year}-{month:02}")),
        [day] => Some(format!("{year}-{month:02}-{day:02}")),
        [first, last] => Some(format!("{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}")),
        _ => None,
    }
}

/// Reads numbers in the orders that are in use: year first or year last.
fn from_numbers(numbers: &[u32]) -> Option<String> {
    let year = |number: u32| is_year(number).then(|| number.to_string());
    match *numbers {
        [first] => year(first),
        [first, last] if is_year(first) && is_year(last) => Some(format!("{first}/{last}")),
        [first, month] if is_year(first) => in_month(&year(first)?, month, &[]),
        [month, last] => in_month(&year(last)?, month, &[]),
        [first, day, month] if is_year(first) && day > 12 => in_month(&year(first)?, month, &[day]),
        [first, month, day] if is_year(first) => in_month(&year(first)?, month, &[day]),
        [month, day, last] if day > 12 => in_month(&year(last)?, month, &[day]),
        [day, month, last] => in_month(&year(last)?, month, &[day]),
        [first, month, start, end] if is_year(first) => in_month(&year(first)?, month, &[start, end]),
        [start, end, month, last] => in_month(&year(last)?, month, &[start, end]),
        _ => None,
    }
}

fn is_year(number: u32) -> bool {
    i32::try_from(number).is_ok_and(|year| YEARS.contains(&year))
}

/// The numbers of a text, without those of a time of day, and its words in lower case.
fn tokens(text: &str) -> (Vec<u32>, Vec<String>) {
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let is_same = |letter: char| {
            if first.is_ascii_digit() {
                letter.is_ascii_digit()
            } else {
                first.is_alphabetic() && letter.is_alphabetic()
            }
        };
        let length = rest.find(|letter| !is_same(letter)).unwrap_or(rest.len()).max(first.len_utf8());
        let (token, behind) = rest.split_at(length);
        if first.is_ascii_digit() {
            let is_time = before == ':' || behind.starts_with(':');
            numbers.extend(token.parse::<u32>().ok().filter(|_| !is_time));
        } else if first.is_alphabetic() {
            words.push(token.to_lowercase());
        }
        before = first;
        rest = behind;
    }
    (numbers, words)
}

/// What a word in a date means: the number of a month, a sign, or nothing that is known.
fn meaning_of(word: &str) -> Option<&'static str> {
    WORDS.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (meaning, words) = line.split_once(' ')?;
        let is_month = meaning.parse::<u32>().is_ok();
        let is_meant = |known: &str| if is_month { word.starts_with(known) } else { word == known };
        words.split(' ').any(is_meant).then_some(meaning)
    })
}
