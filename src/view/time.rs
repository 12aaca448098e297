//! How events lie in time: charts of years, the walk through all years and their months, the calendar of
//! one year, and the small lines beside names.
//!
//! Nothing is shown more exactly than it is known: what names no month stands apart, and a calendar
//! marks a day only where that day is certain.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::map::Scale;
use super::{Count, Views, facets::share};
use crate::archive::EventIndex;
use crate::date::Date;
use crate::language::{Language, dates};
use crate::plan::{Listing, Page};

/// Over how many years a chart of years can be read; a longer one goes by decades.
const MOST_YEARS: usize = 30;
/// How high the bars of a small line are, in its own units.
const LINE_HEIGHT: usize = 10;
/// How long an event may last to be marked in a calendar day by day. Nobody meets for a whole quarter.
const LONGEST: i64 = 92;

/// A bar of a chart: a year or a decade.
#[derive(Serialize)]
pub(super) struct Bar {
    title: String,
    /// The year; of a decade, its first.
    year: i32,
    url: Option<String>,
    count: Count,
    /// The count in per cent of the largest.
    share: usize,
}

/// A decade of the walk through the years.
#[derive(Serialize)]
pub(super) struct Decade {
    title: String,
    anchor: String,
    years: Vec<Year>,
}

#[derive(Serialize)]
struct Year {
    title: String,
    url: Option<String>,
    count: Count,
    months: Vec<Month>,
    /// What names the year and no month, with the way to it.
    apart: Option<Apart>,
}

#[derive(Serialize)]
struct Month {
    /// `қараша`, and in three letters.
    name: String,
    short: String,
    url: Option<String>,
    count: Count,
    /// The shade of its number, from 1 to 5; 0 for none.
    shade: usize,
}

/// Events of a year whose month is not known.
#[derive(Serialize)]
pub(super) struct Apart {
    /// In words that say so.
    title: String,
    count: Count,
    /// Where they stand in the list of the year.
    url: Option<String>,
}

/// A month of a year's calendar.
#[derive(Serialize)]
pub(super) struct CalendarMonth {
    name: String,
    url: Option<String>,
    count: Count,
    /// How many columns of days it has: seven.
    width: usize,
    /// How many weeks it touches.
    height: usize,
    /// Its days, and those with an event, each as the data of an SVG path: one square a day, weeks are lines.
    days: String,
    marked: String,
    /// The days with an event, in words: `5, 22–26`; empty where none is known.
    known: String,
}

/// The years of a few events as a small line of bars, each year at its own place.
#[derive(Serialize)]
pub(super) struct Line {
    width: usize,
    height: usize,
    /// The data of an SVG path of upright lines; none for one year alone, which shows no course.
    path: Option<String>,
    /// The first and the last year.
    period: String,
}

/// The id of the place in a year's list where the events begin whose month is not known.
const APART: &str = "#listing_apart";

impl Views {
    /// All years as bars, oldest first, or decades where there are too many.
    pub(super) fn bars(&self, language: Language) -> Vec<Bar> {
        let counts = self.archive.listings.years.iter().map(|(&year, events)| (year, events.len())).collect();
        let years = every_year(&counts);
        if years.len() <= MOST_YEARS {
            let url = |year| self.listing_href(language, Listing::Year(year));
            return self.draw_bars(language, years, |year| year.to_string(), url);
        }
        let mut decades: BTreeMap<i32, usize> = BTreeMap::new();
        for (year, count) in counts {
            *decades.entry(decade_of(year)).or_default() += count;
        }
        let dates = self.plan.has_overview(Page::Dates).then(|| self.page_href(language, Page::Dates));
        let url = |decade| dates.as_ref().map(|dates| format!("{dates}#{}", anchor(decade)));
        self.draw_bars(language, decades, |decade| self.decade_title(language, decade), url)
    }

    fn draw_bars(
        &self,
        language: Language,
        counts: BTreeMap<i32, usize>,
        title: impl Fn(i32) -> String,
        url: impl Fn(i32) -> Option<String>,
    ) -> Vec<Bar> {
        let largest = counts.values().copied().max().unwrap_or(0);
        let bar = |(year, count)| Bar {
            title: title(year),
            year,
            url: if count > 0 { url(year) } else { None },
            count: self.count(language, "events", count),
            share: share(count, largest),
        };
        counts.into_iter().map(bar).collect()
    }

    fn decade_title(&self, language: Language, decade: i32) -> String {
        self.strings(language).fill("date.listing.decade", &[("year", &decade.to_string())])
    }

    /// All years that have events, newest first, each with its months, by decades.
    pub(super) fn decades(&self, language: Language) -> Vec<Decade> {
        let listings = &self.archive.listings;
        let scale = Scale::new(listings.months.values().map(Vec::len));
        let mut decades: Vec<Decade> = Vec::new();
        for (&year, events) in listings.years.iter().rev() {
            let decade = decade_of(year);
            let shown = Year {
                title: year.to_string(),
                url: self.listing_href(language, Listing::Year(year)),
                count: self.count(language, "events", events.len()),
                months: self.months(language, year, &scale),
                apart: self.apart(language, year),
            };
            match decades.last_mut() {
                Some(last) if last.anchor == anchor(decade) => last.years.push(shown),
                _ => decades.push(Decade {
                    title: self.decade_title(language, decade),
                    anchor: anchor(decade),
                    years: vec![shown],
                }),
            }
        }
        decades
    }

    fn months(&self, language: Language, year: i32, scale: &Scale) -> Vec<Month> {
        let strings = self.strings(language);
        (1..=12)
            .map(|month| {
                let count = self.archive.listings.months.get(&(year, month)).map_or(0, Vec::len);
                Month {
                    name: dates::capitalised(dates::month_name(month, strings)),
                    short: strings.get(&format!("month-short.{month}")).to_owned(),
                    url: self.listing_href(language, Listing::Month(year, month)),
                    count: self.count(language, "events", count),
                    shade: scale.shade(count),
                }
            })
            .collect()
    }

    /// What names the year and no month.
    pub(super) fn apart(&self, language: Language, year: i32) -> Option<Apart> {
        let listings = &self.archive.listings;
        let apart = *listings.apart.get(&year)?;
        let first = self.plan.page_holding(listings.years.get(&year)?.len() - apart);
        let listing = Listing::Year(year);
        let url = self
            .plan
            .count(listing)
            .map(|_| format!("{}{APART}", self.page_href(language, Page::Listing(listing, first))));
        Some(Apart {
            title: self.strings(language).get("dates.apart").to_owned(),
            count: self.count(language, "events", apart),
            url,
        })
    }

    /// The months of a year with their days; empty where no event names a month of it.
    pub(super) fn calendar(&self, language: Language, year: i32) -> Vec<CalendarMonth> {
        let strings = self.strings(language);
        let months = &self.archive.listings.months;
        if months.range((year, 1)..=(year, 12)).next().is_none() {
            return Vec::new();
        }
        (1..=12)
            .map(|month| {
                let events = months.get(&(year, month)).map_or(&[][..], Vec::as_slice);
                let marked: BTreeSet<u32> = events
                    .iter()
                    .filter_map(|event| self.archive.events[event.get()].date.as_ref())
                    .flat_map(|date| days_in(date, year, month))
                    .collect();
                let length = days_of(year, month);
                let before = NaiveDate::from_ymd_opt(year, month.into(), 1)
                    .map_or(0, |first| first.weekday().num_days_from_monday());
                CalendarMonth {
                    name: dates::capitalised(dates::month_name(month, strings)),
                    url: self.listing_href(language, Listing::Month(year, month)),
                    count: self.count(language, "events", events.len()),
                    width: 7,
                    height: (before + length).div_ceil(7) as usize,
                    days: squares(&(1..=length).collect(), before),
                    marked: squares(&marked, before),
                    known: ranges(&marked),
                }
            })
            .collect()
    }

    /// The years of events as a small line over the years of the whole archive; none where there is nothing
    /// to compare.
    pub(super) fn line(&self, events: &[EventIndex]) -> Option<Line> {
        let all = &self.archive.listings.years;
        let (first, last) = (*all.first_key_value()?.0, *all.last_key_value()?.0);
        let years = self.years_of(events);
        let (from, until) = (*years.first_key_value()?.0, *years.last_key_value()?.0);
        let period = if from == until { from.to_string() } else { format!("{from}–{until}") };
        let width = usize::try_from(last - first + 1).ok().filter(|width| *width <= 200)?;
        let largest = years.values().copied().max().unwrap_or(0);
        let mut path = String::new();
        for (year, &count) in &years {
            let height = (count * LINE_HEIGHT).div_ceil(largest.max(1));
            path.push_str(&format!("M{} {LINE_HEIGHT}v-{height}", 2 * (year - first) + 1));
        }
        let path = (years.len() > 1).then_some(path);
        Some(Line { width: 2 * width, height: LINE_HEIGHT, path, period })
    }
}

fn decade_of(year: i32) -> i32 {
    year.div_euclid(10) * 10
}

fn anchor(decade: i32) -> String {
    format!("decade_{decade}")
}

/// The years without events between those with some, so that a chart shows time as it passed. A range
/// longer than a century is left as it is.
pub(super) fn every_year(years: &BTreeMap<i32, usize>) -> BTreeMap<i32, usize> {
    let mut all = years.clone();
    if let (Some((&first, _)), Some((&last, _))) = (years.first_key_value(), years.last_key_value())
        && last - first <= 100
    {
        for year in first..last {
            all.entry(year).or_default();
        }
    }
    all
}

/// The days of a month on which an event is known to have been.
fn days_in(date: &Date, year: i32, month: u8) -> Vec<u32> {
    let Some((first, last)) = date.exact_days() else { return Vec::new() };
    if (last - first).num_days() > LONGEST {
        return Vec::new();
    }
    let is_in = |day: &NaiveDate| day.year() == year && day.month() == u32::from(month);
    first.iter_days().take_while(|day| *day <= last).filter(is_in).map(|day| day.day()).collect()
}

fn days_of(year: i32, month: u8) -> u32 {
    let next = if month == 12 { (year + 1, 1) } else { (year, u32::from(month) + 1) };
    NaiveDate::from_ymd_opt(next.0, next.1, 1).and_then(|next| next.pred_opt()).map_or(31, |last| last.day())
}

/// Days as lines through the middle of their squares, of one unit each: neighbours in a week are one line,
/// and the stylesheet breaks it into squares. `before` is the column of the first day.
fn squares(days: &BTreeSet<u32>, before: u32) -> String {
    let mut path = String::new();
    let mut last = None;
    for &day in days {
        let place = before + day - 1;
        let (week, column) = (place / 7, place % 7);
        if last.is_some_and(|last| last + 1 == place) && column > 0 {
            path.push_str("h1");
        } else {
            path.push_str(&format!("M{column} {week}.5h1"));
        }
        last = Some(place);
    }
    path
}

/// Days in words: neighbours as a range.
fn ranges(days: &BTreeSet<u32>) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &day in days {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => ranges.push((day, day)),
        }
    }
    let words = ranges
        .into_iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{days_in, days_of, ranges, squares};
    use crate::date::Date;

    #[track_caller]
    fn check(date: &str, (year, month): (i32, u8), days: &str) {
        let date: Date = date.parse().expect("a date");
        assert_eq!(ranges(&days_in(&date, year, month).into_iter().collect()), days);
    }

    #[test]
    fn a_calendar_marks_days_that_are_certain_and_no_others() {
        check("2021-11-22", (2021, 11), "22");
        check("2021-11-22/2021-11-26", (2021, 11), "22–26");
        check("2021-11-29/2021-12-02", (2021, 12), "1–2");
        check("2021-11-22", (2021, 10), "");
        for vague in
            ["2021-11", "2021-11-XX", "2021-11-22?", "2021-11-22~", "2021-11-22/..", "2021-11/2021-12"]
        {
            check(vague, (2021, 11), "");
        }
        // So long an interval says when something went on, and not that people met on each day of it.
        check("2021-01-01/2021-12-31", (2021, 11), "");
    }

    #[test]
    fn weeks_are_lines_and_days_are_squares_of_them() {
        // November 2021 began on a Monday, October on a Friday.
        assert_eq!(squares(&[22, 23, 26].into(), 0), "M0 3.5h1h1M4 3.5h1");
        assert_eq!(squares(&[1, 2, 3, 4].into(), 4), "M4 0.5h1h1h1M0 1.5h1");
    }

    #[test]
    fn months_have_their_days() {
        let days: Vec<u32> = [(2021, 2), (2020, 2), (1900, 2), (2021, 4), (2021, 12)]
            .into_iter()
            .map(|(year, month)| days_of(year, month))
            .collect();
        assert_eq!(days, [28, 29, 28, 30, 31]);
    }
}
