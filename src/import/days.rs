//! Dates in words: «2021 жылғы 22-26 қараша», «с 30 сентября по 2 октября 2022 года», "September 11, 2017", 12.11.2018.
//!
//! What a date is, and which date two together are, is in [`super::day`]; whether it is the event's date is decided
//! in [`super::event_date`].

use std::ops::Range;

use super::day::{Day, MonthDay, Year};
use super::text::{Token, TokenKind};
use super::words::{Case, MARKS, TIME};

/// Every date in a range of tokens.
pub(super) fn find(tokens: &[Token], range: Range<usize>) -> Vec<Day> {
    let mut found: Vec<Day> = Vec::new();
    for index in range.clone() {
        let behind = found.last().map_or(range.start, |day| day.tokens.end);
        if behind > index {
            continue;
        }
        let free = behind..range.end;
        let day = match tokens[index].kind {
            TokenKind::Word => in_words(tokens, index, &free),
            TokenKind::Number => in_digits(tokens, index, &free),
            TokenKind::Punctuation | TokenKind::Quote => None,
        };
        let Some(day) = day else { continue };
        match found.last().and_then(|earlier| joined(tokens, &range, earlier, &day)) {
            Some(both) => {
                found.pop();
                found.push(both);
            }
            None => found.push(day),
        }
    }
    found
}

/// What stands between two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// «5-7», «с 5 по 7».
    To,
    /// «5 и 6».
    And,
    /// «5, 6 и 7».
    Comma,
}

fn joint(token: &Token) -> Option<Joint> {
    match token.lower.as_str() {
        "по" | "до" | "to" | "till" | "until" => Some(Joint::To),
        "и" | "және" | "and" | "мен" | "пен" | "бен" => Some(Joint::And),
        "," => Some(Joint::Comma),
        _ => is_dash(token).then_some(Joint::To),
    }
}

/// Two dates that are told as one: «31 мамыр – 1 маусым», «с 30 сентября по 2 октября», «31 мая и 1 июня».
fn joined(tokens: &[Token], range: &Range<usize>, earlier: &Day, later: &Day) -> Option<Day> {
    let mut between = earlier.tokens.end..later.tokens.start;
    // «2022 г. – …»
    let is_abbreviated =
        tokens[between.start - 1].is_word() && TIME.is_year_word(&tokens[between.start - 1].lower);
    if is_abbreviated && tokens[between.start].is_sign(".") && between.len() > 1 {
        between.start += 1;
    }
    let behind = tokens.get(later.tokens.end).filter(|_| later.tokens.end < range.end);
    let joint = match between.len() {
        // «31 мамырдан 1 маусымға дейін»
        0 if earlier.case == Some(Case::Ablative) && behind.is_some_and(|token| token.lower == "дейін") =>
        {
            let both = earlier.until(later)?;
            return Some(Day {
                tokens: both.tokens.start..both.tokens.end + 1,
                case: Some(Case::Locative),
                ..both
            });
        }
        1 => joint(&tokens[between.start])?,
        _ => return None,
    };
    let both = earlier.until(later)?;
    let is_between = is_between(tokens, range, &both.tokens);
    let goes_on = match joint {
        Joint::To => true,
        Joint::And => is_between || earlier.is_right_before(later),
        // Dates behind commas may tell of anything.
        Joint::Comma => return None,
    };
    Some(Day { is_several: both.is_several || !(goes_on || both.is_single()), ..both })
}

/// «5 мен 7 мамыр аралығында», «между 5 и 7 мая»: two days are the ends of an interval.
fn is_between(tokens: &[Token], range: &Range<usize>, days: &Range<usize>) -> bool {
    let word =
        |index: usize| tokens.get(index).filter(|_| range.contains(&index)).map(|token| token.lower.as_str());
    word(days.end) == Some("аралығында")
        || matches!(days.start.checked_sub(1).and_then(word), Some("между" | "between"))
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

/// A date around the name of a month; `free` is what no other date has taken.
fn in_words(tokens: &[Token], month_at: usize, free: &Range<usize>) -> Option<Day> {
    let word = TIME.month(&tokens[month_at].lower)?;
    let mut day = Day {
        tokens: month_at..month_at + 1,
        year: Year::Unknown,
        first: MonthDay { month: word.number, day: None },
        last: MonthDay { month: word.number, day: None },
        years_later: 0,
        is_several: false,
        case: word.case,
        is_numeric: false,
    };
    let mut take = |days: Days| {
        day.first.day = Some(days.first);
        day.last.day = Some(days.last);
        day.is_several = days.is_several;
        day.tokens = days.tokens.start.min(month_at)..days.tokens.end.max(month_at + 1);
    };
    let is_english = tokens[month_at].lower.is_ascii();
    // «Мамыр айының 12-сінде»
    let is_month_of_days =
        word.case.is_some() && tokens.get(month_at + 1).is_some_and(|token| token.lower == "айының");
    // «Шілде 8, 2020», as pages stamp it
    let is_stamp = tokens.get(month_at + 2).is_some_and(|token| token.is_sign(","))
        && year_number(tokens.get(month_at + 3)).is_some();
    // «11th of September»
    let end = month_at - usize::from(month_at > free.start && tokens[month_at - 1].lower == "of");
    // Days before the month, else, in English and behind a Kazakh genitive, behind it.
    if let Some(days) = days_before(tokens, end, free) {
        take(days);
    } else if (word.is_genitive || is_english || is_month_of_days || is_stamp)
        && let Some(days) =
            days_behind(tokens, month_at + usize::from(is_month_of_days), free.end, is_english)
    {
        let ending = tokens[days.tokens.end - 1].lower.as_str();
        take(days);
        // «Мамырдың 1-інде»: the ending of the day tells the case.
        day.case = word.case.map(|_| {
            if ending.ends_with("нде") || ending.ends_with("нда") { Case::Locative } else { Case::Bare }
        });
    } else {
        months_before(tokens, free, &mut day);
    }
    year_before(tokens, free.start, &mut day);
    year_behind(tokens, free.end, &mut day);
    day.is_several &= !is_between(tokens, free, &day.tokens);
    // Some names of months are words, or persons' names, as well.
    (day.first.day.is_some() || day.year != Year::Unknown).then_some(day)
}

/// «В мае – июле 2023 года»: the month in which it began.
fn months_before(tokens: &[Token], free: &Range<usize>, day: &mut Day) {
    let Some(begin) = day.tokens.start.checked_sub(2).filter(|begin| *begin >= free.start) else { return };
    let Some(month) = TIME.month(&tokens[begin].lower) else { return };
    let is_several = match joint(&tokens[begin + 1]) {
        Some(Joint::To) => false,
        Some(Joint::And | Joint::Comma) => true,
        None => return,
    };
    if month.number < day.last.month {
        day.first.month = month.number;
        day.is_several = is_several;
        day.tokens.start = begin;
    }
}

/// Days of one month.
struct Days {
    tokens: Range<usize>,
    first: u8,
    last: u8,
    is_several: bool,
}

/// Days as they are listed: each with what stands before it.
#[derive(Default)]
struct Listed {
    first: Option<u8>,
    last: u8,
    has_gap: bool,
    /// «5, 6 и 7»: whether the list has an «и», so that its commas are of one list.
    has_and: bool,
    is_unsure: bool,
}

impl Listed {
    /// Takes a further day that comes behind the others.
    fn add(&mut self, joint: Option<Joint>, day: u8) {
        if self.first.is_some() {
            self.has_gap |= joint != Some(Joint::To) && self.last + 1 != day;
            self.has_and |= joint == Some(Joint::And);
            self.is_unsure |= joint == Some(Joint::Comma);
        }
        self.first.get_or_insert(day);
        self.last = day;
    }

    fn days(&self, tokens: Range<usize>) -> Option<Days> {
        let is_several = self.has_gap || (self.is_unsure && !self.has_and);
        Some(Days { tokens, first: self.first?, last: self.last, is_several })
    }
}

/// «5», «5-7», «5 и 12», «5, 6 және 7-ші» before a token.
fn days_before(tokens: &[Token], end: usize, free: &Range<usize>) -> Option<Days> {
    let inside = |index: usize| tokens.get(index).filter(|_| free.contains(&index));
    // «25-ші қараша», «11th September»: the ending of an ordinal.
    let day_before = |end: usize| {
        let mut at = end.checked_sub(1)?;
        if inside(at).is_some_and(|token| token.is_word() && TIME.is_ordinal_ending(&token.lower)) {
            at = at.checked_sub(1)?;
            if inside(at).is_some_and(is_dash) {
                at = at.checked_sub(1)?;
            }
        }
        Some((day_of_month(inside(at))?, at))
    };
    // A number that ends a larger one is no day: «1 025 қараша», «12.25 мая».
    let is_glued = |start: usize| {
        start >= free.start + 2
            && matches!(tokens[start - 1].lower.as_str(), "." | ":" | "/")
            && tokens[start - 1].span.end == tokens[start].span.start
            && tokens[start - 2].kind == TokenKind::Number
    };
    let (last, mut start) = day_before(end)?;
    let mut members = vec![(None, last)];
    while let Some(joint_at) = start.checked_sub(1).filter(|index| free.contains(index))
        && let Some(joint) = joint(&tokens[joint_at])
        && let Some((day, begin)) = day_before(joint_at)
        && members.last().is_some_and(|(_, next)| day < *next)
        // «в 10:15, 16 мая»
        && !(joint == Joint::Comma && is_glued(begin))
    {
        if let Some((before, _)) = members.last_mut() {
            *before = Some(joint);
        }
        members.push((None, day));
        start = begin;
    }
    if is_glued(start) {
        return None;
    }
    let mut listed = Listed::default();
    members.into_iter().rev().for_each(|(joint, day)| listed.add(joint, day));
    listed.days(start..end)
}

/// «Мамырдың 1-інде», "May 5", "May 5 and 12".
fn days_behind(tokens: &[Token], month_at: usize, limit: usize, is_english: bool) -> Option<Days> {
    let inside = |index: usize| tokens.get(index).filter(|_| index < limit);
    let mut at = month_at + 1;
    if is_english && inside(at).is_some_and(|token| token.is_sign(".") || token.is_sign(",")) {
        at += 1;
    }
    let mut listed = Listed::default();
    listed.add(None, day_of_month(inside(at))?);
    let mut end = at + 1;
    while let Some(joint) = inside(end).and_then(joint)
        // "May 5, 12 people came"
        && joint != Joint::Comma
        && let Some(day) = day_of_month(inside(end + 1)).filter(|day| *day > listed.last)
    {
        listed.add(Some(joint), day);
        end += 2;
    }
    // «1-інде»
    let is_ending = |token: &Token| token.is_word() && TIME.month(&token.lower).is_none();
    if inside(end).is_some_and(is_dash) && inside(end + 1).is_some_and(is_ending) {
        end += 2;
    }
    listed.days(month_at..end)
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
    } else if let Some(year) = year_number(inside(back)).filter(|_| back == 1 && day.first.day.is_some()) {
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

/// `12.11.2018`, `2025-08-27`; `28-30.09.2022`, `31.05-01.06.2023`.
fn in_digits(tokens: &[Token], index: usize, free: &Range<usize>) -> Option<Day> {
    if index + 5 > free.end {
        return None;
    }
    let window = &tokens[index..index + 5];
    let is_tight = |tokens: &[Token]| tokens.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
    let separator = window[1].lower.as_str();
    if !is_tight(window) || separator != window[3].lower || !matches!(separator, "." | "-" | "/") {
        return None;
    }
    let numbers = [number(window.first())?, number(window.get(2))?, number(window.get(4))?];
    let (year, month, day) = match numbers {
        [year @ 1900..=2100, month, day] if separator == "-" => (year, month, day),
        [day, month, year @ 1900..=2100] if separator != "-" => (year, month, day),
        _ => return None,
    };
    let last = MonthDay { month: u8::try_from(month).ok()?, day: Some(u8::try_from(day).ok()?) };
    let mut found = Day {
        tokens: index..index + 5,
        year: Year::Written(year),
        first: last,
        last,
        years_later: 0,
        is_several: false,
        case: None,
        is_numeric: true,
    };
    found.date(Some(year))?;
    if separator == "-" {
        return Some(found);
    }
    // The day and month before a dash.
    if let Some(start) = index.checked_sub(4).filter(|start| *start >= free.start)
        && let [first_day, dot, first_month, dash] = &tokens[start..index]
        && is_tight(&tokens[start..start + 3])
        && dot.lower == separator
        && is_dash(dash)
        && let (Some(first_day), Some(first_month)) =
            (day_of_month(Some(first_day)), day_of_month(Some(first_month)))
    {
        let begin = MonthDay { month: first_month, day: Some(first_day) };
        if begin.in_year(year).is_some() && begin.is_before(last) {
            found.first = begin;
            found.tokens.start = start;
        }
        return Some(found);
    }
    // Days alone before it; a comma before digits parts anything.
    if let Some(days) = days_before(tokens, index + 1, free)
        && joint(&tokens[index - usize::from(index > 0)]) != Some(Joint::Comma)
    {
        found.first.day = Some(days.first);
        found.is_several = days.is_several;
        found.tokens.start = days.tokens.start;
    }
    Some(found)
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
            ("2023 жылдың мамыр айының 12-сінде", &["2023-05-12"]),
            ("мамыр айының басында", &[]),
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
            // Over the end of a month.
            ("2023 жылғы 31 мамыр – 1 маусым күндері", &["2023-05-31/2023-06-01"]),
            ("2022 жылғы 30 қыркүйек – 2 қазанда", &["2022-09-30/2022-10-02"]),
            ("31 мамыр мен 1 маусым күндері", &["XXXX-05-31/XXXX-06-01"]),
            ("28 мен 30 қыркүйек аралығында", &["XXXX-09-28/XXXX-09-30"]),
            ("31 мамыр мен 2 маусым аралығында", &["XXXX-05-31/XXXX-06-02"]),
            ("2023 жылғы 31 мамырдан 2 маусымға дейін", &["2023-05-31/2023-06-02"]),
            ("ағымдағы жылғы 31 мамыр – 1 маусым", &["XXXX-05-31/XXXX-06-01 this year"]),
            ("30 сентября – 2 октября 2022 года", &["2022-09-30/2022-10-02"]),
            ("30 сентября-2 октября", &["XXXX-09-30/XXXX-10-02"]),
            ("С 30 сентября по 2 октября 2022 года", &["2022-09-30/2022-10-02"]),
            ("31 мая и 1 июня 2023 года", &["2023-05-31/2023-06-01"]),
            ("в мае – июле 2023 года", &["2023-05/2023-07"]),
            ("May 31 – June 2, 2023", &["2023-05-31/2023-06-02"]),
            ("31 May to 2 June 2023", &["2023-05-31/2023-06-02"]),
            ("31.05.2023-01.06.2023", &["2023-05-31/2023-06-01"]),
            ("31.05.2023 – 01.06.2023", &["2023-05-31/2023-06-01"]),
            ("31.05-01.06.2023", &["2023-05-31/2023-06-01"]),
            ("28-30.09.2022", &["2022-09-28/2022-09-30"]),
            ("2023-05-31 – 2023-06-01", &["2023-05-31/2023-06-01"]),
            // Over the end of a year.
            ("2022 жылғы 30 желтоқсан – 2 қаңтар", &["2022-12-30/2023-01-02"]),
            ("30 декабря – 2 января 2023 года", &["2022-12-30/2023-01-02"]),
            ("с 30 декабря 2022 г. по 2 января 2023 г.", &["2022-12-30/2023-01-02"]),
            ("30 декабря – 2 января", &["XXXX-12-30/XXXX-01-02"]),
            // Several days, one after the other and apart.
            ("5, 6 и 7 октября", &["XXXX-10-05/XXXX-10-07"]),
            ("25-ші және 26-шы қараша", &["XXXX-11-25/XXXX-11-26"]),
            ("May 5 and 6, 2023", &["2023-05-05/2023-05-06"]),
            ("2023 жылғы 5 және 12 мамырда", &["2023-05"]),
            ("5 и 12 мая 2023 года", &["2023-05"]),
            ("5, 12 мая 2023 года", &["2023-05"]),
            ("5, 6 и 12 мая 2023 года", &["2023-05"]),
            ("5-7 и 12 мая 2023 года", &["2023-05"]),
            ("5 и 12.05.2023", &["2023-05"]),
            ("May 5 and 12, 2023", &["2023-05"]),
            ("2023 жылғы 5 мамыр және 12 мамырда", &["2023-05"]),
            ("31 мая и 5 июня 2023 года", &["2023"]),
            ("5 и 12 мая", &["none"]),
            // What stands beside a date and is none of its days.
            ("в 10:15, 16 мая", &["XXXX-05-16"]),
            ("15, 12.11.2018", &["2018-11-12"]),
            ("5, 12.11.2018", &["2018-11-12"]),
            ("5 мая 2023 года, 7 июня 2024 года", &["2023-05-05", "2024-06-07"]),
            ("12 мая 2023 года – 5 мая", &["2023-05-12", "XXXX-05-05"]),
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
