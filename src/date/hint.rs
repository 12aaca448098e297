//! Guesses what was meant by a text that is not a date, for the advice below the message.
//!
//! A guess is only ever shown, never used; whatever is proposed is a date that can be read. Editors write what
//! they are told: a proposal says no more than the text, and where a word is not understood there is none.

use super::{Date, DateErrorKind, YEARS};

/// The words that are looked for, with what they mean.
const WORDS: &str = include_str!("words.txt");

/// The longest text, in bytes, that is still taken for a date: looking for an interval takes the square of it.
const LONGEST: usize = 160;

/// The letters that stand for a digit that is not known, in both alphabets.
const UNSPECIFIED: [char; 4] = ['x', 'X', 'х', 'Х'];

/// What to write instead of `text`.
pub(super) fn hint(kind: &DateErrorKind, text: &str) -> Option<String> {
    if let Some((day_first, month_first)) = either_order(text) {
        return Some(format!(
            "write \"{day_first}\" if the day comes first, \"{month_first}\" if the month does"
        ));
    }
    let is_unclear = matches!(kind, DateErrorKind::YearAtOneEnd | DateErrorKind::NoEnds);
    if let Some(date) = suggestion(text).filter(|_| !is_unclear) {
        return Some(format!("write \"{date}\""));
    }
    if let Some(words) = in_words(text) {
        return Some(words.to_owned());
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

/// The two days that a text such as `4/3/2024` may mean: spreadsheets in the United States begin with the month.
fn either_order(text: &str) -> Option<(Date, Date)> {
    let numbers: Vec<u32> = text.trim().split('/').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [one, other, year] = numbers[..] else { return None };
    let date = |day: u32, month: u32| Date::parse(&format!("{year}-{month:02}-{day:02}")).ok();
    date(one, other).zip(date(other, one)).filter(|_| one != other && year > 999)
}

/// What to do where a text is understood, and no date says the same.
fn in_words(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST || !text.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let words = Tokens::of(text).words;
    let says = |meaning: Meaning| words.contains(&meaning);
    if is_set(text) || says(Meaning::OneOf) {
        return Some(
            "no date says \"one of several\": write what they have in common, as 2021 for two of its months or 202X \
             for two years, or leave the date out; the text can say the rest",
        );
    }
    let is_open = says(Meaning::Since) != (says(Meaning::Until) || says(Meaning::UpTo));
    (is_open || says(Meaning::Open) || text.contains(['<', '>', '≤', '≥', '≠'])).then_some(
        "leave the date out, and say in the text what is known; only of what lasted from then on is the date \
         \"2021/..\", only of what lasted until then \"../2021\"",
    )
}

/// The date that was probably meant, other than the text itself.
fn suggestion(text: &str) -> Option<String> {
    if text.len() > LONGEST || is_set(text) {
        return None;
    }
    let text = tidied(text);
    readable(text.clone()).or_else(|| interval(&text)).or_else(|| single(&text))
}

/// Whether it is a set of EDTF, `[2021..2023]` or `{2021,2022}`: one of several dates, or all of them.
fn is_set(text: &str) -> bool {
    text.contains(['[', '{']) && (text.contains(',') || text.contains(".."))
}

/// The text itself, if it is a date.
fn readable(text: String) -> Option<String> {
    Date::parse(&text).is_ok().then_some(text)
}

/// One kind of dash, capital X, no spaces around `/`, one sign behind the date: what changes no meaning.
fn tidied(text: &str) -> String {
    let is_x = |letter: char| UNSPECIFIED.contains(&letter);
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
    let between = |start: Option<String>, end: Option<String>| {
        let (start, end) = start.zip(end)?;
        readable(format!("{start}/{end}")).or_else(|| readable(format!("{end}/{start}")))
    };
    if let Some((start, behind)) = from_to(text) {
        return between(end(start), end(behind));
    }
    // Behind two years the word for "years" names no decade.
    let text = YEARS_IN_WORDS.iter().find_map(|years| text.strip_suffix(years)).unwrap_or(text);
    let separators = ["/", "...", "…", "..", "-"];
    separators
        .into_iter()
        .flat_map(|separator| text.match_indices(separator).map(|(at, found)| (at, at + found.len())))
        .find_map(|(before, behind)| between(end(&text[..before]), end(&text[behind..])))
}

/// The words for "years", as they stand behind two of them.
const YEARS_IN_WORDS: [&str; 5] = [" годы", " годов", " годах", " жылдар", " жылдары"];

/// The two ends of a text such as "from 2019 to 2021", each with a year of its own.
fn from_to(text: &str) -> Option<(&str, &str)> {
    let ends =
        ["с ", "С ", "со ", "Со ", "from ", "From "].iter().find_map(|from| text.strip_prefix(from))?;
    let (start, end) = [" по ", " до ", " to ", " until "].iter().find_map(|to| ends.split_once(to))?;
    single(start).is_some().then_some((start, end))
}

/// Reads one date, or the days of one month, from the numbers and month names in a text.
fn single(text: &str) -> Option<String> {
    if let Some(date) = unspecified(text) {
        return Some(date);
    }
    let Tokens { numbers, words } = Tokens::of(text);
    let says = |meaning: Meaning| words.contains(&meaning);
    let is_compared = text.contains(['<', '>', '≤', '≥', '≠']);
    let is_not_said = says(Meaning::Unknown) || says(Meaning::Open) || says(Meaning::OneOf);
    if is_compared || is_not_said || (says(Meaning::UpTo) && !says(Meaning::Since)) {
        return None;
    }
    let mut months: Vec<u32> = words.iter().filter_map(|word| word.month()).collect();
    months.dedup();
    let said: String = words.iter().filter_map(|word| word.sign()).collect();
    let sign = one_sign(&format!("{text}{said}"));
    let (years, days): (Vec<Number>, Vec<Number>) =
        numbers.iter().copied().partition(|number| is_year(number.value));

    let date = match (months.as_slice(), years.as_slice()) {
        (_, [year]) if year.is_decade => Some(format!("{}X", year.value / 10)),
        (_, years) if years.iter().any(|year| year.is_decade) => None,
        ([month], [year]) => in_month(&year.value.to_string(), *month, &days),
        ([month], []) if !days.is_empty() => in_month("XXXX", *month, &days),
        ([], _) => from_numbers(&numbers),
        _ => None,
    }?;
    // "Since" and "until" say more than a day does.
    let is_bounded = says(Meaning::Since) || says(Meaning::Until) || says(Meaning::UpTo);
    if is_bounded && !date.contains('/') {
        return None;
    }
    let qualified: Vec<String> = date.split('/').map(|end| format!("{end}{sign}")).collect();
    readable(qualified.join("/"))
}

/// Reads a date with unspecified digits, as exactly as a date can say it: `2021-11-2X` is in November.
fn unspecified(text: &str) -> Option<String> {
    let is_sign = |letter: char| matches!(letter, '?' | '~' | '%');
    let point = text.trim_end_matches(is_sign);
    let is_plain = |letter: char| letter.is_ascii_digit() || matches!(letter, 'X' | '-' | '.' | ' ');
    if !point.contains('X') || !point.chars().all(is_plain) {
        return None;
    }
    let mut parts: Vec<&str> = point.split(['-', '.']).map(str::trim).collect();
    if parts.first().is_some_and(|part| part.len() != 4) {
        parts.reverse();
    }
    // `2020-х` are the twenties.
    if parts.len() > 3 || matches!(parts[..], [year, "X"] if year.ends_with('0')) {
        return None;
    }
    // Behind a digit of a year that is not known none is.
    let year = *parts.first().filter(|year| year.len() == 4)?;
    let known = year.find('X').unwrap_or(year.len());
    let year = format!("{}{}", &year[..known], "X".repeat(year.len() - known));
    parts[0] = &year;
    let sign = one_sign(text);
    (1..=parts.len())
        .rev()
        .filter(|&count| parts[..parts.len().min(count + 1)].concat().contains('X'))
        .find_map(|count| readable(format!("{}{sign}", parts[..count].join("-"))))
}

/// A month, a day or some days of a month.
fn in_month(year: &str, month: u32, days: &[Number]) -> Option<String> {
    match days {
        [] => Some(format!("{year}-{month:02}")),
        [day] => Some(format!("{year}-{month:02}-{:02}", day.value)),
        [first, last] if last.is_joined => {
            Some(format!("{year}-{month:02}-{:02}/{year}-{month:02}-{:02}", first.value, last.value))
        }
        _ => None,
    }
}

/// Reads numbers in the orders that are in use: year first or year last.
fn from_numbers(numbers: &[Number]) -> Option<String> {
    let year = |number: Number| is_year(number.value).then(|| number.value.to_string());
    let is_first = |number: Number| is_year(number.value);
    match *numbers {
        [first] => year(first),
        [first, last] if is_first(first) && is_first(last) => {
            last.is_joined.then(|| format!("{}/{}", first.value, last.value))
        }
        [first, month] if is_first(first) => in_month(&year(first)?, month.value, &[]),
        [month, last] => in_month(&year(last)?, month.value, &[]),
        [first, day, month] if is_first(first) && day.value > 12 => {
            in_month(&year(first)?, month.value, &[day])
        }
        [first, month, day] if is_first(first) => in_month(&year(first)?, month.value, &[day]),
        [month, day, last] if day.value > 12 => in_month(&year(last)?, month.value, &[day]),
        [day, month, last] => in_month(&year(last)?, month.value, &[day]),
        [first, month, start, end] if is_first(first) => in_month(&year(first)?, month.value, &[start, end]),
        [start, end, month, last] => in_month(&year(last)?, month.value, &[start, end]),
        _ => None,
    }
}

fn is_year(number: u32) -> bool {
    i32::try_from(number).is_ok_and(|year| YEARS.contains(&year))
}

/// A number of a text.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u32,
    /// Whether a dash or a word such as "to" stands between it and the number before: a comma is no interval.
    is_joined: bool,
    /// Whether it is a year of ten, and stands for them all.
    is_decade: bool,
}

/// What a word in a date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Month(u32),
    Approximate,
    Uncertain,
    /// The year before it stands for ten.
    Decade,
    /// An end follows or went before, from which on it lasted.
    Since,
    /// The end follows.
    Until,
    /// The end went before.
    UpTo,
    /// Before, after or at another time than what is named.
    Open,
    /// What is named are possibilities.
    OneOf,
    /// It says nothing that the numbers do not say, or is more exact than a date can be.
    Nothing,
    Unknown,
}

impl Meaning {
    /// What a word in lower case means.
    fn of(word: &str) -> Self {
        let is_meant = |known: &str| match known.strip_suffix('*') {
            Some(beginning) => word.starts_with(beginning),
            None => word == known,
        };
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        let mut known = lines.filter_map(|line| line.split_once(' '));
        let found = known.find(|(_, words)| words.split(' ').any(is_meant));
        match found.map_or("", |(meaning, _)| meaning) {
            "about" => Self::Approximate,
            "perhaps" => Self::Uncertain,
            "decade" => Self::Decade,
            "since" => Self::Since,
            "until" => Self::Until,
            "up-to" => Self::UpTo,
            "open" => Self::Open,
            "one-of" => Self::OneOf,
            "nothing" => Self::Nothing,
            month => month.parse().map_or(Self::Unknown, Self::Month),
        }
    }

    fn month(self) -> Option<u32> {
        if let Self::Month(month) = self { Some(month) } else { None }
    }

    fn sign(self) -> Option<char> {
        match self {
            Self::Approximate => Some('~'),
            Self::Uncertain => Some('?'),
            Self::Month(_)
            | Self::Decade
            | Self::Since
            | Self::Until
            | Self::UpTo
            | Self::Open
            | Self::OneOf
            | Self::Nothing
            | Self::Unknown => None,
        }
    }
}

/// The numbers of a text, without those of a time of day, and its words.
#[derive(Debug, Default)]
struct Tokens {
    numbers: Vec<Number>,
    words: Vec<Meaning>,
}

impl Tokens {
    fn of(text: &str) -> Self {
        let mut tokens = Self::default();
        let mut rest = text;
        let mut before = ' ';
        let mut is_joined = false;
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
                // Of 2X the 2 says nothing alone; 2020х are ten years.
                let is_part =
                    token.len() < 4 && (UNSPECIFIED.contains(&before) || behind.starts_with(UNSPECIFIED));
                if let Some(value) = token.parse::<u32>().ok().filter(|_| !is_time && !is_part) {
                    tokens.numbers.push(Number { value, is_joined, is_decade: false });
                    is_joined = false;
                }
            } else if first.is_alphabetic() {
                is_joined |= tokens.add_word(&token.to_lowercase());
            } else {
                is_joined |= matches!(first, '-' | '/' | '…') || rest.starts_with("..");
            }
            before = token.chars().next_back().unwrap_or(first);
            rest = behind;
        }
        tokens
    }

    /// Adds a word, and says whether it joins the numbers around it to an interval.
    fn add_word(&mut self, word: &str) -> bool {
        let meaning = match Meaning::of(word) {
            // With nothing before it there is no beginning.
            Meaning::Until if self.numbers.is_empty() => Meaning::UpTo,
            meaning => meaning,
        };
        if meaning == Meaning::Decade
            && let Some(year) = self.numbers.last_mut().filter(|year| is_year(year.value))
        {
            year.is_decade = year.value % 10 == 0;
        }
        self.words.push(meaning);
        let is_from = meaning.month().is_some() && KAZAKH_FROM.iter().any(|ending| word.ends_with(ending));
        if is_from {
            self.words.push(Meaning::Since);
        }
        is_from || matches!(meaning, Meaning::Until | Meaning::Since)
    }
}

/// How a Kazakh word ends that says from when on.
const KAZAKH_FROM: [&str; 6] = ["дан", "ден", "тан", "тен", "нан", "нен"];
