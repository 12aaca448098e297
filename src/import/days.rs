//! Dates in words: «2021 жылғы 22-26 қараша», «с 25 по 27 мая 2018 года», "September 11, 2017", 12.11.2018.
//!
//! This module reads what is written; whether it is the event's date is decided in [`super::event_date`].

use std::ops::Range;

use super::text::{Token, TokenKind};
use super::words::{Case, MARKS, TIME};
use crate::date::Date;

/// Which year a date without digits for it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// Written in digits.
    Written(i32),
    /// «Ағымдағы жыл», «этого года».
    This,
    /// «Өткен жылғы», «прошлого года».
    Last,
    /// Not told.
    Unknown,
}

/// A date in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    pub(super) year: Year,
    pub(super) month: u8,
    /// The first and the last day; nothing if the month alone is told.
    pub(super) days: Option<(u8, u8)>,
    /// The case of a Kazakh date: in the locative it says when something was.
    pub(super) case: Option<Case>,
    /// Whether it is all digits: `12.11.2018`.
    pub(super) is_numeric: bool,
}

impl Day {
    /// The date, with this year; nothing if there is no such date or it tells too little.
    pub(super) fn date(&self, year: Option<i32>) -> Option<Date> {
        let month = self.month;
        let text = match (year, self.days) {
            (Some(year), None) => format!("{year}-{month:02}"),
            (None, None) => return None,
            (year, Some((first, last))) => {
                let year = year.map_or_else(|| "XXXX".to_owned(), |year| year.to_string());
                if first == last {
                    format!("{year}-{month:02}-{first:02}")
                } else {
                    format!("{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}")
                }
            }
        };
        text.parse().ok()
    }

    /// The year in digits.
    pub(super) const fn written_year(&self) -> Option<i32> {
        match self.year {
            Year::Written(year) => Some(year),
            Year::This | Year::Last | Year::Unknown => None,
        }
    }
}

/// Every date in a range of tokens.
pub(super) fn find(tokens: &[Token], range: Range<usize>) -> Vec<Day> {
    let mut found: Vec<Day> = Vec::new();
    for index in range.clone() {
        if found.last().is_some_and(|day| day.tokens.end > index) {
            continue;
        }
        let day = match tokens[index].kind {
            TokenKind::Word => in_words(tokens, index, &range),
            TokenKind::Number => in_digits(tokens, index, &range),
            TokenKind::Punctuation | TokenKind::Quote => None,
        };
        found.extend(day);
    }
    found
}

fn number(token: Option<&Token>) -> Option<i32> {
    token.filter(|token| token.kind == TokenKind::Number).and_then(|token| token.lower.parse().ok())
}

fn day_of_month(token: Option<&Token>) -> Option<u8> {
    number(token).and_then(|day| u8::try_from(day).ok()).filter(|day| (1..=31).contains(day))
}

fn year_number(token: Option<&Token>) -> Option<i32> {
    number(token).filter(|year| (1900..=2100).contains(year))
}

fn is_dash(token: &Token) -> bool {
    token.kind == TokenKind::Punctuation && matches!(token.lower.as_str(), "-" | "–" | "—" | "−")
}

/// A date around the name of a month.
fn in_words(tokens: &[Token], month_at: usize, range: &Range<usize>) -> Option<Day> {
    let word = TIME.month(&tokens[month_at].lower)?;
    let inside = |index: usize| tokens.get(index).filter(|_| range.contains(&index));
    let mut day = Day {
        tokens: month_at..month_at + 1,
        year: Year::Unknown,
        month: word.number,
        days: None,
        case: word.case,
        is_numeric: false,
    };
    // Days before the month, else, in English and behind a Kazakh genitive, behind it.
    if let Some((days, start)) = days_before(tokens, month_at, range.start) {
        day.days = Some(days);
        day.tokens.start = start;
    } else if let Some((days, end)) =
        days_behind(&inside, month_at, word.is_genitive, tokens[month_at].lower.is_ascii())
    {
        day.days = Some(days);
        day.tokens.end = end;
        // «Мамырдың 1-інде»: the ending of the day tells the case.
        let ending = tokens[end - 1].lower.as_str();
        day.case = word.case.map(|_| {
            if ending.ends_with("нде") || ending.ends_with("нда") { Case::Locative } else { Case::Bare }
        });
    }
    year_before(tokens, range.start, &mut day);
    year_behind(tokens, range.end, &mut day);
    // Some names of months are words, or persons' names, as well.
    (day.days.is_some() || day.year != Year::Unknown).then_some(day)
}

type Days = (u8, u8);

fn days_before(tokens: &[Token], month_at: usize, first: usize) -> Option<(Days, usize)> {
    let inside =
        |back: usize| month_at.checked_sub(back).filter(|index| *index >= first).map(|index| &tokens[index]);
    // «25-ші қараша», «11th of September»: a preposition, the ending of an ordinal.
    let mut back = 1 + usize::from(inside(1).is_some_and(|token| token.lower == "of"));
    if inside(back).is_some_and(|token| token.is_word() && TIME.is_ordinal_ending(&token.lower)) {
        back += if inside(back + 1).is_some_and(is_dash) { 2 } else { 1 };
    }
    let last = day_of_month(inside(back))?;
    let mut start = month_at - back;
    let mut days = (last, last);
    let joint = inside(back + 1);
    let is_range =
        joint.is_some_and(|token| is_dash(token) || matches!(token.lower.as_str(), "по" | "до" | "to"));
    let is_pair =
        joint.is_some_and(|token| matches!(token.lower.as_str(), "и" | "және" | "and" | "мен" | "пен"));
    if (is_range || is_pair)
        && let Some(begin) = day_of_month(inside(back + 2)).filter(|begin| *begin < last)
        && (is_range || begin + 1 == last)
    {
        days = (begin, last);
        start = month_at - back - 2;
    }
    // A number that ends a larger one is no day: «1 025 қараша», «12.25 мая».
    let glued = start.checked_sub(1).filter(|index| *index >= first).map(|index| &tokens[index]);
    if glued.is_some_and(|token| {
        matches!(token.lower.as_str(), "." | ":" | "/")
            && token.span.end == tokens[start].span.start
            && start >= 2
            && tokens[start - 2].kind == TokenKind::Number
    }) {
        return None;
    }
    Some((days, start))
}

fn days_behind<'a>(
    inside: &impl Fn(usize) -> Option<&'a Token>,
    month_at: usize,
    is_genitive: bool,
    is_english: bool,
) -> Option<(Days, usize)> {
    if !is_genitive && !is_english {
        return None;
    }
    let mut at = month_at + 1;
    if is_english && inside(at).is_some_and(|token| token.is_sign(".") || token.is_sign(",")) {
        at += 1;
    }
    let first = day_of_month(inside(at))?;
    let mut end = at + 1;
    let mut days = (first, first);
    if inside(end).is_some_and(is_dash) {
        if let Some(last) = day_of_month(inside(end + 1)).filter(|last| *last > first) {
            days = (first, last);
            end += 2;
        } else if inside(end + 1).is_some_and(Token::is_word) {
            // «1-інде»
            end += 2;
        }
    }
    Some((days, end))
}

/// «2021 жылғы», «2021 жылдың», «ағымдағы жылдың» before the day.
fn year_before(tokens: &[Token], first: usize, day: &mut Day) {
    let start = day.tokens.start;
    let inside =
        |back: usize| start.checked_sub(back).filter(|index| *index >= first).map(|index| &tokens[index]);
    let mut back = 1;
    if inside(back).is_some_and(|token| token.is_sign(".") || token.is_sign(",")) {
        back += 1;
    }
    if inside(back).is_some_and(|token| token.is_word() && TIME.is_year_word(&token.lower)) {
        if let Some(year) = year_number(inside(back + 1)) {
            day.year = Year::Written(year);
            day.tokens.start = start - back - 1;
            return;
        }
    } else if let Some(year) = year_number(inside(back)).filter(|_| back == 1 && day.days.is_some()) {
        // «2021, 25 қазан» is seldom; «2021 25 қазан» is a slip.
        day.year = Year::Written(year);
        day.tokens.start = start - back;
        return;
    }
    let from = start.saturating_sub(4).max(first);
    for index in from..start {
        for (list, year) in [(&MARKS.last_year, Year::Last), (&MARKS.this_year, Year::This)] {
            let Some(hit) = list.at(tokens, index) else { continue };
            let is_next =
                hit.tokens.end == start || (hit.tokens.end + 1 == start && tokens[start - 1].is_sign("."));
            if is_next && day.year == Year::Unknown {
                day.year = year;
                day.tokens.start = index;
                return;
            }
        }
    }
}

/// «2021 года», «2021 г.», «, 2021», «этого года» behind it.
fn year_behind(tokens: &[Token], last: usize, day: &mut Day) {
    if day.year != Year::Unknown {
        return;
    }
    let inside = |index: usize| tokens.get(index).filter(|_| index < last);
    let mut at = day.tokens.end;
    if inside(at).is_some_and(|token| token.is_sign(",")) {
        at += 1;
    }
    if let Some(year) = year_number(inside(at)) {
        day.year = Year::Written(year);
        day.tokens.end = at + 1;
        if inside(at + 1).is_some_and(|token| token.is_word() && TIME.is_year_word(&token.lower)) {
            day.tokens.end = at + 2;
        }
        return;
    }
    for (list, year) in [(&MARKS.last_year, Year::Last), (&MARKS.this_year, Year::This)] {
        if let Some(hit) = list.at(tokens, day.tokens.end).filter(|hit| hit.tokens.end <= last) {
            day.year = year;
            day.tokens.end = hit.tokens.end;
            return;
        }
    }
}

/// `12.11.2018`, `2025-08-27`.
fn in_digits(tokens: &[Token], index: usize, range: &Range<usize>) -> Option<Day> {
    if index + 5 > range.end {
        return None;
    }
    let window = &tokens[index..index + 5];
    let is_tight = window.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
    let separator = window[1].lower.as_str();
    if !is_tight || separator != window[3].lower || !matches!(separator, "." | "-" | "/") {
        return None;
    }
    let numbers = [number(window.first())?, number(window.get(2))?, number(window.get(4))?];
    let (year, month, day) = match numbers {
        [year @ 1900..=2100, month, day] if separator == "-" => (year, month, day),
        [day, month, year @ 1900..=2100] if separator != "-" => (year, month, day),
        _ => return None,
    };
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let found = Day {
        tokens: index..index + 5,
        year: Year::Written(year),
        month,
        days: Some((day, day)),
        case: None,
        is_numeric: true,
    };
    found.date(Some(year)).map(|_| found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::Text;

    fn dates(source: &str) -> Vec<String> {
        let text = Text::new(source);
        let written = |day: &Day| {
            let date = day.date(day.written_year()).map_or("none".to_owned(), |date| date.to_string());
            match day.year {
                Year::This => format!("{date} this year"),
                Year::Last => format!("{date} last year"),
                Year::Written(_) | Year::Unknown => date,
            }
        };
        find(&text.tokens, 0..text.tokens.len()).iter().map(written).collect()
    }

    #[test]
    fn dates_are_read_in_three_languages() {
        let cases: &[(&str, &[&str])] = &[
            ("2021 жылғы 22-26 қараша күндері", &["2021-11-22/2021-11-26"]),
            ("2021 жылдың 25 қазаны", &["2021-10-25"]),
            ("2017 жылғы 26 сәуірде", &["2017-04-26"]),
            ("25 қарашада", &["XXXX-11-25"]),
            ("9 -17 қыркүйек аралығында", &["XXXX-09-09/XXXX-09-17"]),
            ("7 қыркүйегінде", &["XXXX-09-07"]),
            ("2020 жылдың тамызында", &["2020-08"]),
            ("ағымдағы жылдың 28 желтоқсанында", &["XXXX-12-28 this year"]),
            ("ү.ж. 29-30 шілде күні", &["XXXX-07-29/XXXX-07-30 this year"]),
            ("Мамырдың 1-інде", &["XXXX-05-01"]),
            ("Шілденің 3-і", &["XXXX-07-03"]),
            ("30 Сәуір, 2024", &["2024-04-30"]),
            ("өткен жылғы 5 мамырда", &["XXXX-05-05 last year"]),
            ("18 августа", &["XXXX-08-18"]),
            ("25 октября 2021 года", &["2021-10-25"]),
            ("с 25 по 27 мая 2018 года", &["2018-05-25/2018-05-27"]),
            ("6-7 октября 2009 г.", &["2009-10-06/2009-10-07"]),
            ("5 и 6 октября", &["XXXX-10-05/XXXX-10-06"]),
            ("в августе 2023 года", &["2023-08"]),
            ("3 апреля этого года", &["XXXX-04-03 this year"]),
            ("September 11, 2017", &["2017-09-11"]),
            ("On September 5 the", &["XXXX-09-05"]),
            ("11th of September 2017", &["2017-09-11"]),
            ("Sept. 5, 2023", &["2023-09-05"]),
            ("12.11.2018 | 18:38", &["2018-11-12"]),
            ("2025-08-27", &["2025-08-27"]),
        ];
        for (source, expected) in cases {
            assert_eq!(dates(source), *expected, "{source}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        // Names of months that are words, numbers that are no days, days that do not exist.
        for source in [
            "қазан қайнады",
            "наурыз көже",
            "маусымда",
            "36 қараша",
            "12.25.2018",
            "1.2.3",
            "May be",
            "17:45 мамыр",
        ] {
            assert_eq!(dates(source), Vec::<String>::new(), "{source}");
        }
        assert_eq!(dates("30 ақпан"), ["none"]);
    }
}
