//! The dates of events: EDTF (ISO 8601-2), as much of it as an archive of news needs.
//!
//! A [`Date`] says what is known of when something took place and nothing more: a day, a month or a year,
//! an interval, with what is unspecified (`202X`, `2021-11-XX`, `XXXX-08-18`) and how sure it is (`?`, `~`,
//! `%`). An interval means that it lasted so long, never "some time between".
//!
//! What a date looks like in words is the business of [`crate::language::dates`].

mod error;
mod hint;
#[cfg(test)]
pub(crate) mod tests;

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

pub use error::{DateError, DateErrorKind};

/// The years that can be written.
const YEARS: RangeInclusive<i32> = 1000..=2999;

/// A leap year, to ask which days a month has when the year is not known.
const SOME_LEAP_YEAR: i32 = 2000;

/// When an event took place, as far as it is known.
///
/// It is made by parsing and hence always a date that exists. The derived order is for maps and sets; lists
/// of events are ordered by [`Date::sort_key`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Extent);

/// A date's one end, or its two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// One date: `2021-11`.
    Single(End),
    /// From a date to a date, both included: `2021-11-22/2021-11-26`. The ends differ.
    Interval(End, End),
    /// From a date on: `2021-11/..`.
    Since(End),
    /// Until a date, included: `../2021`.
    Until(End),
}

/// One end of a date: a point in time and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct End {
    /// What is known of the time.
    pub point: Point,
    /// How sure it is.
    pub qualifier: Qualifier,
}

/// A point in time, as exact as it is known. Months and days count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// A year of a hundred, by the first of them: `20XX`.
    Century(i32),
    /// A year of ten, by the first of them: `202X`.
    Decade(i32),
    /// A year: `2021`.
    Year(i32),
    /// A month of a year: `2021-XX`.
    UnknownMonth(i32),
    /// A day of a year: `2021-XX-XX`.
    UnknownMonthAndDay(i32),
    /// A month: `2021-11`.
    Month(i32, u8),
    /// A day of a month: `2021-11-XX`.
    UnknownDay(i32, u8),
    /// A day: `2021-11-22`.
    Day(NaiveDate),
    /// A month and day whose year is not known: `XXXX-08-18`.
    UnknownYear(u8, u8),
}

/// How sure a point in time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// Nothing speaks against it.
    Certain,
    /// The text suggests it and does not prove it: `?`.
    Uncertain,
    /// It was about then: `~`.
    Approximate,
    /// It was perhaps about then: `%`.
    UncertainAndApproximate,
}

/// The place of a date in a list.
///
/// Greater is newer; see [`Date::sort_key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    start: Position,
    end: Position,
}

/// Year, month, day, and whether the year is known (2), its decade (1) or its century (0); what is not
/// known is 0.
type Position = (i32, u8, u8, u8);

impl Date {
    /// The date of a day.
    ///
    /// Years outside 1000–2999 cannot be written; the nearest day that can be stands for theirs.
    #[must_use]
    pub fn from_day(day: NaiveDate) -> Self {
        let (first, behind) = (first_day(*YEARS.start(), 1), first_day(YEARS.end() + 1, 1));
        let day = day.clamp(first, behind.pred_opt().unwrap_or(behind));
        Self(Extent::Single(End { point: Point::Day(day), qualifier: Qualifier::Certain }))
    }

    /// The date's ends, for those who put it into words.
    #[must_use]
    pub const fn extent(&self) -> &Extent {
        &self.0
    }

    /// Every year that the date names, in order.
    ///
    /// An interval names all the years that it lasts; an open one, what is written of it. `202X` and
    /// `XXXX-08-18` name none. Qualifiers do not matter.
    #[must_use]
    pub fn years(&self) -> Vec<i32> {
        if let Extent::Interval(start, end) = &self.0
            && let (Some(first), Some(last)) = (start.point.year(), end.point.year())
        {
            return (first..=last).collect();
        }
        self.ends().filter_map(|end| end.point.year()).collect()
    }

    /// Every month that the date names, in order, as year and month.
    ///
    /// An interval between two months or days names all the months between; otherwise only what is written
    /// is named. A year names no month.
    #[must_use]
    pub fn months(&self) -> Vec<(i32, u8)> {
        if let Extent::Interval(start, end) = &self.0
            && let (Some(first), Some(last)) = (start.point.month(), end.point.month())
        {
            let next = |(year, month)| if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            return std::iter::successors(Some(first), |month| Some(next(*month)))
                .take_while(|month| *month <= last)
                .collect();
        }
        self.ends().filter_map(|end| end.point.month()).collect()
    }

    /// The date's place in the one order of all lists; newest first is this order reversed.
    ///
    /// - A date stands at its beginning, an interval of two ends at its start; one that is open before, at its end.
    /// - What is less exact is older: newest first, `2021` comes after every month of 2021, `2021-11` after
    ///   every day of that month. An unspecified month or day counts like one that is not written.
    /// - `202X` and `20XX` stand at the start of their decade or century, and are older than that year itself.
    /// - `XXXX-08-18` is older than everything with a year; such dates are ordered by month and day.
    /// - Of two dates that begin alike the one that ends later is newer; an open end is the latest of all.
    /// - Qualifiers do not move a date.
    ///
    /// Events without a date come after all others when an `Option<SortKey>` is sorted newest first. Dates
    /// that differ only in a qualifier have one key: whoever sorts ends with the id.
    #[must_use]
    pub fn sort_key(&self) -> SortKey {
        const OPEN: Position = (i32::MAX, 0, 0, 0);
        match &self.0 {
            Extent::Single(end) | Extent::Until(end) => {
                SortKey { start: end.point.position(), end: end.point.position() }
            }
            Extent::Interval(start, end) => {
                SortKey { start: start.point.position(), end: end.point.position() }
            }
            Extent::Since(start) => SortKey { start: start.point.position(), end: OPEN },
        }
    }

    /// Whether nothing of what is written is qualified or unspecified.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.ends().all(|end| end.iso().is_some())
    }

    /// The value for HTML's `<time datetime>`: only of a single certain day, month or year.
    #[must_use]
    pub fn iso(&self) -> Option<String> {
        match &self.0 {
            Extent::Single(end) => end.iso(),
            Extent::Interval(..) | Extent::Since(_) | Extent::Until(_) => None,
        }
    }

    /// When it began, in ISO 8601, if that is certain: of a single date, the date itself.
    #[must_use]
    pub fn start_iso(&self) -> Option<String> {
        match &self.0 {
            Extent::Single(start) | Extent::Interval(start, _) | Extent::Since(start) => start.iso(),
            Extent::Until(_) => None,
        }
    }

    /// When it ended, in ISO 8601, if that is certain: of a single date, the date itself.
    #[must_use]
    pub fn end_iso(&self) -> Option<String> {
        match &self.0 {
            Extent::Single(end) | Extent::Interval(_, end) | Extent::Until(end) => end.iso(),
            Extent::Since(_) => None,
        }
    }

    /// The first and the last day that it lasted, if both are known and certain.
    #[must_use]
    pub fn exact_days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let day = |end: End| match (end.point, end.qualifier) {
            (Point::Day(day), Qualifier::Certain) => Some(day),
            _ => None,
        };
        match self.0 {
            Extent::Single(only) => Some((day(only)?, day(only)?)),
            Extent::Interval(start, end) => Some((day(start)?, day(end)?)),
            Extent::Since(_) | Extent::Until(_) => None,
        }
    }

    /// The first day that the date can mean; of one that is open before, the first day of its end.
    ///
    /// `None` when the year is not known.
    #[must_use]
    pub fn earliest_day(&self) -> Option<NaiveDate> {
        self.ends().next().and_then(|end| end.point.earliest_day())
    }

    /// The last day that it can mean; `None` where no year is known.
    #[must_use]
    pub fn latest_day(&self) -> Option<NaiveDate> {
        self.ends().last().and_then(|end| end.point.latest_day())
    }

    /// The ends that are written, first to last.
    fn ends(&self) -> impl Iterator<Item = End> {
        let (first, second) = match self.0 {
            Extent::Single(end) | Extent::Since(end) | Extent::Until(end) => (end, None),
            Extent::Interval(start, end) => (start, Some(end)),
        };
        std::iter::once(first).chain(second)
    }

    /// Reads a date and says of what cannot be read why, without looking for what was meant.
    fn parse(text: &str) -> Result<Self, DateErrorKind> {
        let Some((start, end)) = text.split_once('/') else {
            return Ok(Self(Extent::Single(End::parse(text)?)));
        };
        match (start, end) {
            ("..", "..") => Err(DateErrorKind::NoEnds),
            (start, "..") => Ok(Self(Extent::Since(End::parse(start)?))),
            ("..", end) => Ok(Self(Extent::Until(End::parse(end)?))),
            (start, end) => {
                let (start, end) = (End::parse(start)?, End::parse(end)?);
                check_order(start.point, end.point)?;
                Ok(Self(if start == end { Extent::Single(start) } else { Extent::Interval(start, end) }))
            }
        }
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text).map_err(|kind| DateError::new(kind, text))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Extent::Single(end) => write!(formatter, "{end}"),
            Extent::Interval(start, end) => write!(formatter, "{start}/{end}"),
            Extent::Since(start) => write!(formatter, "{start}/.."),
            Extent::Until(end) => write!(formatter, "../{end}"),
        }
    }
}

impl End {
    /// Its value in ISO 8601, if it is certain.
    fn iso(self) -> Option<String> {
        match (self.point, self.qualifier) {
            (Point::Year(_) | Point::Month(..) | Point::Day(_), Qualifier::Certain) => {
                Some(self.point.to_string())
            }
            _ => None,
        }
    }

    fn parse(text: &str) -> Result<Self, DateErrorKind> {
        let (point, qualifier) = match text.char_indices().next_back() {
            Some((before, '?')) => (&text[..before], Qualifier::Uncertain),
            Some((before, '~')) => (&text[..before], Qualifier::Approximate),
            Some((before, '%')) => (&text[..before], Qualifier::UncertainAndApproximate),
            _ => (text, Qualifier::Certain),
        };
        Ok(Self { point: Point::parse(point)?, qualifier })
    }
}

impl fmt::Display for End {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.qualifier {
            Qualifier::Certain => "",
            Qualifier::Uncertain => "?",
            Qualifier::Approximate => "~",
            Qualifier::UncertainAndApproximate => "%",
        };
        write!(formatter, "{}{sign}", self.point)
    }
}

impl Point {
    /// The year, if it is known.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        match self {
            Self::Century(_) | Self::Decade(_) | Self::UnknownYear(..) => None,
            Self::Year(year)
            | Self::UnknownMonth(year)
            | Self::UnknownMonthAndDay(year)
            | Self::Month(year, _)
            | Self::UnknownDay(year, _) => Some(year),
            Self::Day(day) => Some(day.year()),
        }
    }

    /// The month and the day of the month, if both are known.
    #[must_use]
    pub fn month_and_day(self) -> Option<(u8, u8)> {
        match self {
            Self::Day(day) => Some(month_and_day(day)),
            Self::UnknownYear(month, day) => Some((month, day)),
            Self::Century(_)
            | Self::Decade(_)
            | Self::Year(_)
            | Self::UnknownMonth(_)
            | Self::UnknownMonthAndDay(_)
            | Self::Month(..)
            | Self::UnknownDay(..) => None,
        }
    }

    /// The year and the month, if both are known.
    fn month(self) -> Option<(i32, u8)> {
        match self {
            Self::Month(year, month) | Self::UnknownDay(year, month) => Some((year, month)),
            Self::Day(day) => Some((day.year(), month_and_day(day).0)),
            Self::Century(_)
            | Self::Decade(_)
            | Self::Year(_)
            | Self::UnknownMonth(_)
            | Self::UnknownMonthAndDay(_)
            | Self::UnknownYear(..) => None,
        }
    }

    fn position(self) -> Position {
        match self {
            Self::Century(year) => (year, 0, 0, 0),
            Self::Decade(year) => (year, 0, 0, 1),
            Self::Year(year) | Self::UnknownMonth(year) | Self::UnknownMonthAndDay(year) => (year, 0, 0, 2),
            Self::Month(year, month) | Self::UnknownDay(year, month) => (year, month, 0, 2),
            Self::Day(day) => {
                let (month, number) = month_and_day(day);
                (day.year(), month, number, 2)
            }
            Self::UnknownYear(month, day) => (0, month, day, 2),
        }
    }

    /// The first day that it can mean; `None` when the year is not known.
    #[must_use]
    pub fn earliest_day(self) -> Option<NaiveDate> {
        match self {
            Self::Century(year)
            | Self::Decade(year)
            | Self::Year(year)
            | Self::UnknownMonth(year)
            | Self::UnknownMonthAndDay(year) => Some(first_day(year, 1)),
            Self::Month(year, month) | Self::UnknownDay(year, month) => Some(first_day(year, month)),
            Self::Day(day) => Some(day),
            Self::UnknownYear(..) => None,
        }
    }

    fn latest_day(self) -> Option<NaiveDate> {
        let before = |year, month| first_day(year, month).pred_opt();
        match self {
            Self::Century(year) => before(year + 100, 1),
            Self::Decade(year) => before(year + 10, 1),
            Self::Year(year) | Self::UnknownMonth(year) | Self::UnknownMonthAndDay(year) => {
                before(year + 1, 1)
            }
            Self::Month(year, month) | Self::UnknownDay(year, month) => {
                (first_day(year, month) + Months::new(1)).pred_opt()
            }
            Self::Day(day) => Some(day),
            Self::UnknownYear(..) => None,
        }
    }

    fn parse(text: &str) -> Result<Self, DateErrorKind> {
        let unreadable = || DateErrorKind::Unreadable(text.to_owned());
        let mut parts = text.split('-');
        let (year, month, day, rest) = (parts.next().unwrap_or(""), parts.next(), parts.next(), parts.next());
        if rest.is_some() {
            return Err(unreadable());
        }
        if let ("XXXX", Some(month), Some(day)) = (year, month, day) {
            let (month, day) = number(month, 2).zip(number(day, 2)).ok_or_else(unreadable)?;
            let month = checked_month(month, text)?;
            let (month, day) = month_and_day(checked_day(SOME_LEAP_YEAR, month, day, text)?);
            return Ok(Self::UnknownYear(month, day));
        }
        if month.is_none() && year.len() == 4 {
            let unspecified = [("XX", 100), ("X", 10)];
            for (digits, count) in unspecified {
                if let Some(known) = year.strip_suffix(digits).and_then(|known| number(known, known.len())) {
                    let first = checked_year(known * count, text)?;
                    return Ok(if count == 100 { Self::Century(first) } else { Self::Decade(first) });
                }
            }
        }
        let year = number(year, 4).ok_or_else(unreadable)?;
        let year = || checked_year(year, text);
        match (month, day) {
            (None, _) => Ok(Self::Year(year()?)),
            (Some("XX"), None) => Ok(Self::UnknownMonth(year()?)),
            (Some("XX"), Some("XX")) => Ok(Self::UnknownMonthAndDay(year()?)),
            (Some(month), day) => {
                let month = number(month, 2).ok_or_else(unreadable)?;
                let month = || checked_month(month, text);
                match day {
                    None => Ok(Self::Month(year()?, month()?)),
                    Some("XX") => Ok(Self::UnknownDay(year()?, month()?)),
                    Some(day) => {
                        let day = number(day, 2).ok_or_else(unreadable)?;
                        checked_day(year()?, month()?, day, text).map(Self::Day)
                    }
                }
            }
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Century(year) => write!(formatter, "{}XX", year / 100),
            Self::Decade(year) => write!(formatter, "{}X", year / 10),
            Self::Year(year) => write!(formatter, "{year}"),
            Self::UnknownMonth(year) => write!(formatter, "{year}-XX"),
            Self::UnknownMonthAndDay(year) => write!(formatter, "{year}-XX-XX"),
            Self::Month(year, month) => write!(formatter, "{year}-{month:02}"),
            Self::UnknownDay(year, month) => write!(formatter, "{year}-{month:02}-XX"),
            Self::Day(day) => write!(formatter, "{day}"),
            Self::UnknownYear(month, day) => write!(formatter, "XXXX-{month:02}-{day:02}"),
        }
    }
}

/// Refuses an interval that cannot be: one that ends before it begins, or with a year at one end only.
fn check_order(start: Point, end: Point) -> Result<(), DateErrorKind> {
    let backwards = match (start, end) {
        // New Year's Eve is the one place where the smaller day may come second.
        (Point::UnknownYear(12, _), Point::UnknownYear(1, _)) => false,
        (Point::UnknownYear(..), Point::UnknownYear(..)) => end.position() < start.position(),
        _ => match (start.earliest_day(), end.latest_day()) {
            (Some(first), Some(last)) => last < first,
            (None, _) | (_, None) => return Err(DateErrorKind::YearAtOneEnd),
        },
    };
    if backwards { Err(DateErrorKind::Backwards) } else { Ok(()) }
}

/// The number that `text` writes in exactly so many ASCII digits.
fn number(text: &str, digits: usize) -> Option<i32> {
    let written = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if written { text.parse().ok() } else { None }
}

fn checked_year(year: i32, text: &str) -> Result<i32, DateErrorKind> {
    if YEARS.contains(&year) { Ok(year) } else { Err(DateErrorKind::YearOutOfRange(text.to_owned())) }
}

fn checked_month(month: i32, text: &str) -> Result<u8, DateErrorKind> {
    match u8::try_from(month) {
        Ok(month @ 1..=12) => Ok(month),
        _ => Err(DateErrorKind::NoSuchMonth(text.to_owned())),
    }
}

fn checked_day(year: i32, month: u8, day: i32, text: &str) -> Result<NaiveDate, DateErrorKind> {
    u32::try_from(day)
        .ok()
        .and_then(|day| NaiveDate::from_ymd_opt(year, month.into(), day))
        .ok_or_else(|| DateErrorKind::NoSuchDay(text.to_owned()))
}

fn month_and_day(day: NaiveDate) -> (u8, u8) {
    let small = |number| u8::try_from(number).expect("months and days have two digits");
    (small(day.month()), small(day.day()))
}

/// The first day of a month of a year between 1000 and 3000.
fn first_day(year: i32, month: u8) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month.into(), 1).expect("the first of a month of a four-digit year exists")
}
