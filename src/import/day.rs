//! A date as an article tells it: with or without a year, of one day, an interval or days apart.
//!
//! Days that are told together are one date, also over two months: an interval, or days apart («5 и 12 мая»), of
//! which EDTF has no form as one event's date; they give the month or the year that holds them all. How dates are
//! found in words is for [`super::days`].

use std::ops::Range;

use chrono::NaiveDate;

use super::words::Case;
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

/// A month, and its day if that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MonthDay {
    pub(super) month: u8,
    pub(super) day: Option<u8>,
}

/// A date in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The year in which it begins.
    pub(super) year: Year,
    /// Its first day, or month.
    pub(super) first: MonthDay,
    /// Its last one; the first itself, if there is but one.
    pub(super) last: MonthDay,
    /// How many years later it ends than it begins.
    pub(super) years_later: i32,
    /// Whether it is of days apart, «5 и 12 мая», and no interval.
    pub(super) is_several: bool,
    /// The case of a Kazakh date: in the locative it says when something was.
    pub(super) case: Option<Case>,
    /// Whether it is all digits: `12.11.2018`.
    pub(super) is_numeric: bool,
}

impl MonthDay {
    /// As EDTF writes it behind a year.
    fn written(self) -> String {
        match self.day {
            Some(day) => format!("{:02}-{day:02}", self.month),
            None => format!("{:02}", self.month),
        }
    }

    /// Whether it comes before another one in a year; a month and its own days come at once.
    pub(super) fn is_before(self, other: Self) -> bool {
        match (self.day, other.day) {
            (Some(day), Some(other_day)) => (self.month, day) < (other.month, other_day),
            (None, _) | (_, None) => self.month < other.month,
        }
    }

    /// The day in a year, if there is such a day.
    pub(super) fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month.into(), self.day?.into())
    }
}

impl Day {
    /// The date, with the year in which it begins; nothing if there is no such date or it tells too little.
    pub(super) fn date(&self, year: Option<i32>) -> Option<Date> {
        let (first, last) = (self.first.written(), self.last.written());
        let text = match year {
            Some(year) if self.is_several => match (self.years_later, self.first.month == self.last.month) {
                (0, true) => format!("{year}-{:02}", self.first.month),
                (0, false) => year.to_string(),
                _ => return None,
            },
            None if self.is_several => return None,
            Some(year) if self.is_interval() => format!("{year}-{first}/{}-{last}", year + self.years_later),
            Some(year) => format!("{year}-{first}"),
            None if self.first.day.is_none() || self.last.day.is_none() => return None,
            None if self.is_interval() => format!("XXXX-{first}/XXXX-{last}"),
            None => format!("XXXX-{first}"),
        };
        text.parse().ok()
    }

    /// Whether it lasted from one day or month to another.
    pub(super) fn is_interval(&self) -> bool {
        !self.is_several && (self.first != self.last || self.years_later > 0)
    }

    /// Whether it is of one day, or one month, alone.
    pub(super) fn is_single(&self) -> bool {
        self.first == self.last && self.years_later == 0
    }

    /// The year in digits.
    pub(super) const fn written_year(&self) -> Option<i32> {
        match self.year {
            Year::Written(year) => Some(year),
            Year::This | Year::Last | Year::Unknown => None,
        }
    }

    /// The time from this date to a later one; nothing if that one is not later.
    ///
    /// A year that only one of the two has is for both, but for New Year's Eve between them.
    pub(super) fn until(&self, end: &Self) -> Option<Self> {
        let is_backwards = end.last.is_before(self.first);
        let over_new_year = is_backwards && self.first.month >= 11 && end.last.month <= 2;
        let (year, years_later) = match (self.year, end.year) {
            (Year::Written(from), Year::Written(to)) => (self.year, to - from + end.years_later),
            (Year::Written(_), _) => (self.year, i32::from(over_new_year)),
            (_, Year::Written(to)) => {
                (Year::Written(to - i32::from(over_new_year)), i32::from(over_new_year))
            }
            (Year::Last, _) | (_, Year::Last) => (Year::Last, i32::from(over_new_year)),
            // Whose «этого года» it is does not matter within one year; over its end it is not known.
            _ if over_new_year => (Year::Unknown, 1),
            (Year::Unknown, told) | (told, _) => (told, 0),
        };
        let is_later = years_later > 0 || (years_later == 0 && !is_backwards);
        is_later.then(|| Self {
            tokens: self.tokens.start.min(end.tokens.start)..self.tokens.end.max(end.tokens.end),
            year,
            first: self.first,
            last: end.last,
            years_later,
            is_several: self.is_several || end.is_several,
            case: end.case,
            is_numeric: self.is_numeric && end.is_numeric,
        })
    }

    /// Whether another date begins on the day after this one ends, in whichever year that is.
    pub(super) fn is_right_before(&self, next: &Self) -> bool {
        let years = match (self.year, next.year) {
            (Year::Written(from), Year::Written(to)) if from + self.years_later != to => return false,
            (Year::Written(year), _) | (_, Year::Written(year)) => [year, year],
            // February may have 28 days or 29.
            _ => [2000, 2001],
        };
        years.into_iter().all(|year| {
            let following = self.last.in_year(year).and_then(|day| day.succ_opt());
            following.is_some() && following == next.first.in_year(year)
        })
    }
}
