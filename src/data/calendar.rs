//! Calendars (RFC 5545) of listings: the events whose days are known and certain, and no others.

use chrono::{Datelike, Days, NaiveDate};

use super::entries::Entries;
use super::identity::uuid;
use crate::archive::{Event, EventIndex};
use crate::formats::calendar::{line, text};
use crate::language::Language;
use crate::plan::{Listing, Page, listing_address};
use crate::view::Views;

/// Writes a listing's calendar. One without an event says so in an entry of a journal, since a calendar
/// must have something in it.
pub(super) fn write(
    views: &Views,
    entries: &Entries,
    language: Language,
    listing: Listing,
    out: &mut Vec<u8>,
) {
    let archive = views.archive();
    let config = &archive.config;
    let listed = views.events_of(listing);
    let title = views.listing_title(language, listing);
    let remark = views.calendar_remark(language, listing);
    line(out, "BEGIN", "VCALENDAR");
    line(out, "VERSION", "2.0");
    line(out, "PRODID", "-//ssg//archive of events//EN");
    line(out, "CALSCALE", "GREGORIAN");
    text(out, "NAME", &format!("{title} · {}", config.title[language]));
    text(out, "X-WR-CALNAME", &format!("{title} · {}", config.title[language]));
    text(out, "DESCRIPTION", &remark);
    text(out, "X-WR-CALDESC", &remark);
    let mut empty = true;
    for &index in listed {
        let event = &archive.events[index.get()];
        let days = event.date.as_ref().and_then(crate::date::Date::exact_days);
        if let Some(days) = days.filter(|_| !event.draft) {
            out.extend_from_slice(entries.calendar[language].of(views, index, |out| {
                entry(views, language, index, event, days, out);
            }));
            empty = false;
        }
    }
    if empty {
        let newest = listed.iter().filter_map(|&index| views.changed(index)).max();
        line(out, "BEGIN", "VJOURNAL");
        line(out, "UID", &uuid(config, &["no events", language.code(), &listing_address(archive, listing)]));
        line(out, "DTSTAMP", &stamp(newest));
        text(out, "SUMMARY", &remark);
        line(out, "END", "VJOURNAL");
    }
    line(out, "END", "VCALENDAR");
}

fn entry(
    views: &Views,
    language: Language,
    index: EventIndex,
    event: &Event,
    (first, last): (NaiveDate, NaiveDate),
    out: &mut Vec<u8>,
) {
    let (shown_in, words) = event.text(language);
    let changed = views.changed(index);
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &uuid(&views.archive().config, &["event", &event.id]));
    line(out, "DTSTAMP", &stamp(changed));
    if changed.is_some() {
        line(out, "LAST-MODIFIED", &stamp(changed));
    }
    // Where nothing is said it is 0 (RFC 5545, 3.8.7.4).
    if let Some(updated) = event.updated {
        line(out, "SEQUENCE", &sequence(updated).to_string());
    }
    line(out, "DTSTART;VALUE=DATE", &day(first));
    // The end is the first day on which it is over; where nothing is said it is one day (RFC 5545, 3.6.1).
    if last > first {
        line(out, "DTEND;VALUE=DATE", &day(last + Days::new(1)));
    }
    text(out, &format!("SUMMARY;LANGUAGE={}", shown_in.code()), words.title());
    if let Some(summary) = words.summary() {
        text(out, &format!("DESCRIPTION;LANGUAGE={}", shown_in.code()), summary);
    }
    let place = words.place().or_else(|| event.text(event.language).1.place());
    let region = event.region.map(|region| views.region_name(language, region));
    let location: Vec<&str> = place.into_iter().chain(region).collect();
    if !location.is_empty() {
        text(out, "LOCATION", &location.join(", "));
    }
    if let Some(url) = views.absolute(&views.plan().address(views.archive(), language, Page::Event(index))) {
        line(out, "URL", &url);
    }
    // It takes nobody's time.
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

fn day(day: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// The beginning of a day in universal time; where no day is known, 1 January 1970.
fn stamp(day: Option<NaiveDate>) -> String {
    format!("{}T000000Z", self::day(day.unwrap_or_default()))
}

/// A number that grows with each change of substance: the day of the last one, counted from 1970.
fn sequence(updated: NaiveDate) -> i64 {
    updated.signed_duration_since(NaiveDate::default()).num_days().max(0)
}
