//! Dates in words, as exact as they are known and no more.
//!
//! Every word, and the order of words, comes from the tables of [`super::strings`]; here is only which pattern
//! says what. A space between a number and its word never ends a line.

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::strings::{Strings, keep_with_number};
use crate::date::{Date, End, Extent, Point, Qualifier};

/// A date as a row of a listing shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingDate {
    /// The year or years, set in bold; empty when no year is known.
    pub year: String,
    /// What is known of month and day, or that nothing is.
    pub rest: String,
}

/// Writes a date in full, as it stands within a sentence: "22–26 November 2021".
#[must_use]
pub fn full(date: Option<&Date>, strings: &Strings) -> String {
    keep_with_number(&match date {
        Some(date) => Speaker(strings).date(date),
        None => strings.get("date.unknown").to_owned(),
    })
}

/// Writes a date for a listing: the year first, then what is known of the day.
///
/// A year alone says so ("year only"), and so does a date without a year, with a capital letter.
#[must_use]
pub fn listing(date: Option<&Date>, strings: &Strings) -> ListingDate {
    let (year, rest) = match date {
        Some(date) => Speaker(strings).row(date),
        None => (String::new(), strings.get("date.unknown").to_owned()),
    };
    let rest = if year.is_empty() { capitalised(&rest) } else { rest };
    ListingDate { year: keep_with_number(&year), rest: keep_with_number(&rest) }
}

/// Names a year: "2021 год".
#[must_use]
pub fn year_title(year: i32, strings: &Strings) -> String {
    keep_with_number(&Speaker(strings).year(year, Form::Plain))
}

/// Names a month of a year: "ноябрь 2021 года".
#[must_use]
pub fn month_title(year: i32, month: u8, strings: &Strings) -> String {
    let speaker = Speaker(strings);
    keep_with_number(&speaker.in_year(speaker.month(month, Form::Plain), year))
}

/// Names a month, as it stands alone within a sentence: "ноябрь". Empty for a number that is no month's.
#[must_use]
pub fn month_name(month: u8, strings: &Strings) -> &str {
    Speaker(strings).month(month, Form::Plain)
}

/// Writes a day of the calendar in full: "22 ноября 2021 года".
#[must_use]
pub fn calendar_day(day: NaiveDate, strings: &Strings) -> String {
    keep_with_number(&Speaker(strings).point(Point::Day(day), Form::Plain).text)
}

/// The same text with a capital first letter.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// How a word stands in its phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// By itself.
    Plain,
    /// Behind the words for "about" and "since", and a month behind a day.
    Inflected,
}

/// A phrase and what is to be said of its gaps, by the key of the note.
struct Phrase {
    text: String,
    note: Option<&'static str>,
}

/// How a date is open.
#[derive(Clone, Copy)]
enum Opening {
    Since,
    Until,
}

/// Fills the patterns of one language.
#[derive(Clone, Copy)]
struct Speaker<'a>(&'a Strings);

impl<'a> Speaker<'a> {
    /// A date in full.
    fn date(self, date: &Date) -> String {
        match *date.extent() {
            Extent::Single(end) => self.end(end),
            Extent::Interval(start, end) => self.interval(start, end),
            Extent::Since(end) => self.open(Opening::Since, end),
            Extent::Until(end) => self.open(Opening::Until, end),
        }
    }

    /// A date as year and rest.
    fn row(self, date: &Date) -> (String, String) {
        match *date.extent() {
            Extent::Single(end) => {
                let rest = match self.part(end.point, form_of(end.qualifier)) {
                    Some(Phrase { text, note }) => self.qualified(&text, note, end.qualifier),
                    None => self.remarks(end, "date.listing.year_only"),
                };
                (self.heading(end.point), rest)
            }
            Extent::Interval(start, end) => self.interval_row(date, start, end),
            Extent::Since(end) => (self.heading(end.point), self.open_rest(Opening::Since, end)),
            Extent::Until(end) => (self.heading(end.point), self.open_rest(Opening::Until, end)),
        }
    }

    /// One end in full, with all that is to be said of it.
    fn end(self, end: End) -> String {
        let Phrase { text, note } = self.point(end.point, form_of(end.qualifier));
        self.qualified(&text, note, end.qualifier)
    }

    fn interval(self, start: End, end: End) -> String {
        let together = || {
            if start.qualifier != end.qualifier {
                return None;
            }
            let form = form_of(start.qualifier);
            let (text, note) = match (start.point, end.point) {
                (Point::Year(first), Point::Year(last)) => (self.years(first, last, form), None),
                (Point::UnknownYear(..), Point::UnknownYear(..)) => {
                    (self.parts(start.point, end.point, form)?, Some("year_unknown"))
                }
                (first, last) => {
                    let year = shared_year(first, last)?;
                    (self.in_year(&self.parts(first, last, form)?, year), None)
                }
            };
            Some(self.qualified(&text, note, start.qualifier))
        };
        together().unwrap_or_else(|| self.span(&self.end(start), &self.end(end)))
    }

    fn interval_row(self, date: &Date, start: End, end: End) -> (String, String) {
        let heading = match (start.point.year(), end.point.year()) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => self.listed_years(first, last),
            _ => self.heading(start.point),
        };
        let alike = start.qualifier == end.qualifier;
        let form = form_of(start.qualifier);
        let rest = match (start.point, end.point) {
            (Point::Year(_), Point::Year(_)) if alike => Some(self.remarks(start, "date.listing.years_only")),
            (Point::UnknownYear(..), _) | (_, Point::UnknownYear(..)) => None,
            (first, last) if alike && (form == Form::Plain || shared_year(first, last).is_some()) => {
                self.parts(first, last, form).map(|text| self.qualified(&text, None, start.qualifier))
            }
            (first, last) if shared_year(first, last).is_some() => self.part(first, form).and_then(|first| {
                let last = self.part(last, form_of(end.qualifier))?;
                let first = self.qualified(&first.text, first.note, start.qualifier);
                Some(self.span(&first, &self.qualified(&last.text, last.note, end.qualifier)))
            }),
            _ => None,
        };
        (heading, rest.unwrap_or_else(|| self.date(date)))
    }

    /// A date that is open at one end, in full.
    fn open(self, opening: Opening, end: End) -> String {
        let date = self.point(end.point, opening.form());
        match (end.point, end.qualifier) {
            (
                Point::Year(_) | Point::Month(..) | Point::Day(_) | Point::UnknownYear(..),
                Qualifier::Certain,
            ) => self.qualified(&self.opened(opening, end.point, &date.text), date.note, Qualifier::Certain),
            _ => self.0.fill(&opening.key("other"), &[("date", &self.end(end))]),
        }
    }

    /// What stands behind the year of a date that is open at one end.
    fn open_rest(self, opening: Opening, end: End) -> String {
        match (end.point, end.qualifier) {
            (Point::Year(_), Qualifier::Certain) => match opening {
                Opening::Since => self.0.get("date.listing.and_later").to_owned(),
                Opening::Until => self.0.get("date.listing.and_earlier").to_owned(),
            },
            (Point::Month(..) | Point::Day(_), Qualifier::Certain) => {
                let part = self.part(end.point, opening.form());
                part.map_or_else(
                    || self.open(opening, end),
                    |part| self.opened(opening, end.point, &part.text),
                )
            }
            _ => self.open(opening, end),
        }
    }

    /// "Since" or "until", with the words that go with a year, a month or a day.
    fn opened(self, opening: Opening, point: Point, date: &str) -> String {
        let kind = match point {
            Point::Month(..) => "month",
            Point::Day(_) | Point::UnknownYear(..) => "day",
            _ => "year",
        };
        let year = point.year().map(|year| year.to_string()).unwrap_or_default();
        self.0.fill(&opening.key(kind), &[("date", date), ("year", &year)])
    }

    /// A point in time in full.
    fn point(self, point: Point, form: Form) -> Phrase {
        if let Some(part) = self.part(point, form) {
            let text = match point.year() {
                Some(year) => self.in_year(&part.text, year),
                None => part.text,
            };
            return Phrase { text, note: part.note };
        }
        let text = match point {
            Point::Century(year) => self.years(year, year + 99, form),
            Point::Decade(year) => self.by_form("decade", form, &[("year", &year.to_string())]),
            _ => self.year(point.year().unwrap_or_default(), form),
        };
        // "2020s" says by itself that the year is not known exactly.
        let note = if matches!(point, Point::Decade(_)) { None } else { gap(point) };
        Phrase { text, note }
    }

    /// What is known of month and day; nothing of a year or more.
    fn part(self, point: Point, form: Form) -> Option<Phrase> {
        let text = match point {
            Point::Month(_, month) | Point::UnknownDay(_, month) => self.month(month, form).to_owned(),
            Point::Day(_) | Point::UnknownYear(..) => self.day(point)?,
            Point::Century(_)
            | Point::Decade(_)
            | Point::Year(_)
            | Point::UnknownMonth(_)
            | Point::UnknownMonthAndDay(_) => return None,
        };
        Some(Phrase { text, note: gap(point) })
    }

    /// From a day to a day, or from a month to a month, without the year.
    fn parts(self, start: Point, end: Point, form: Form) -> Option<String> {
        if let (Point::Month(_, first), Point::Month(_, last)) = (start, end) {
            return Some(self.span(self.month(first, form), self.month(last, form)));
        }
        let ((month, first), (last_month, last)) = (start.month_and_day()?, end.month_and_day()?);
        if month != last_month || start.year() != end.year() {
            return Some(self.span(&self.day(start)?, &self.day(end)?));
        }
        let month = self.month(month, Form::Inflected);
        let values = [("day", &*first.to_string()), ("last_day", &*last.to_string()), ("month", month)];
        Some(self.0.fill("date.days", &values))
    }

    /// Says of a phrase how sure it is and what is not known.
    fn qualified(self, text: &str, note: Option<&str>, qualifier: Qualifier) -> String {
        let mut text = text.to_owned();
        if is_approximate(qualifier) {
            text = self.0.fill("date.about", &[("date", &text)]);
        }
        if let Some(note) = note {
            text = self.noted(&text, self.0.get(&format!("date.note.{note}")));
        }
        if is_uncertain(qualifier) {
            text = self.0.fill("date.uncertain", &[("date", &text)]);
        }
        text
    }

    /// What stands behind a year of which nothing more is known.
    fn remarks(self, end: End, otherwise: &str) -> String {
        let about = is_approximate(end.qualifier).then(|| "date.listing.about".to_owned());
        let note = gap(end.point).map(|note| format!("date.note.{note}"));
        let uncertain = is_uncertain(end.qualifier).then(|| "date.listing.uncertain".to_owned());
        let remarks = [about, note, uncertain].into_iter().flatten();
        remarks
            .map(|key| self.0.get(&key).to_owned())
            .reduce(|before, remark| self.noted(&before, &remark))
            .unwrap_or_else(|| self.0.get(otherwise).to_owned())
    }

    /// The year in bold.
    fn heading(self, point: Point) -> String {
        match point {
            Point::Century(year) => self.listed_years(year, year + 99),
            Point::Decade(year) => self.0.fill("date.listing.decade", &[("year", &year.to_string())]),
            _ => point.year().map(|year| year.to_string()).unwrap_or_default(),
        }
    }

    fn listed_years(self, first: i32, last: i32) -> String {
        self.0.fill("date.listing.years", &[("year", &first.to_string()), ("last_year", &last.to_string())])
    }

    fn noted(self, date: &str, note: &str) -> String {
        self.0.fill("date.with_note", &[("date", date), ("note", note)])
    }

    fn span(self, start: &str, end: &str) -> String {
        self.0.fill("date.span", &[("start", start), ("end", end)])
    }

    fn in_year(self, part: &str, year: i32) -> String {
        self.0.fill("date.in_year", &[("part", part), ("year", &year.to_string())])
    }

    fn year(self, year: i32, form: Form) -> String {
        self.by_form("year", form, &[("year", &year.to_string())])
    }

    fn years(self, first: i32, last: i32, form: Form) -> String {
        self.by_form("years", form, &[("year", &first.to_string()), ("last_year", &last.to_string())])
    }

    fn month(self, month: u8, form: Form) -> &'a str {
        let form = match form {
            Form::Plain => "name",
            Form::Inflected => "inflected",
        };
        self.0.find(&format!("month.{month}.{form}")).unwrap_or_default()
    }

    fn day(self, point: Point) -> Option<String> {
        let (month, day) = point.month_and_day()?;
        let month = self.month(month, Form::Inflected);
        Some(self.0.fill("date.day", &[("day", &day.to_string()), ("month", month)]))
    }

    fn by_form(self, key: &str, form: Form, values: &[(&str, &str)]) -> String {
        let key = match form {
            Form::Plain => format!("date.{key}"),
            Form::Inflected => format!("date.inflected.{key}"),
        };
        self.0.fill(&key, values)
    }
}

impl Opening {
    fn key(self, kind: &str) -> String {
        match self {
            Self::Since => format!("date.since.{kind}"),
            Self::Until => format!("date.until.{kind}"),
        }
    }

    /// The form of a date behind its word.
    const fn form(self) -> Form {
        match self {
            Self::Since => Form::Inflected,
            Self::Until => Form::Plain,
        }
    }
}

const fn is_approximate(qualifier: Qualifier) -> bool {
    matches!(qualifier, Qualifier::Approximate | Qualifier::UncertainAndApproximate)
}

const fn is_uncertain(qualifier: Qualifier) -> bool {
    matches!(qualifier, Qualifier::Uncertain | Qualifier::UncertainAndApproximate)
}

/// The form of what is qualified so.
const fn form_of(qualifier: Qualifier) -> Form {
    if is_approximate(qualifier) { Form::Inflected } else { Form::Plain }
}

/// What is not known of a point in time, by the key of the note.
const fn gap(point: Point) -> Option<&'static str> {
    match point {
        Point::Century(_) | Point::Decade(_) => Some("exact_year_unknown"),
        Point::UnknownMonth(_) => Some("month_unknown"),
        Point::UnknownMonthAndDay(_) => Some("month_and_day_unknown"),
        Point::UnknownDay(..) => Some("day_unknown"),
        Point::UnknownYear(..) => Some("year_unknown"),
        Point::Year(_) | Point::Month(..) | Point::Day(_) => None,
    }
}

fn shared_year(start: Point, end: Point) -> Option<i32> {
    start.year().filter(|year| end.year() == Some(*year))
}
