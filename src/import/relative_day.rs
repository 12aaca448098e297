//! «Сегодня», «кеше»: a day that is told from that on which the news came, or was sent.
//!
//! The news came on the day on which it was published. An agency's news may say in front of its first sentence from
//! where and on which day it was sent: «Тараз. 07.02. «Степь-информ» – Круглый стол прошёл сегодня».

use chrono::{Datelike, Duration, NaiveDate};

use super::day::{Day, MonthDay, Year};
use super::event_date::{completed, has_own_head};
use super::facts::{DateBasis, EventDate, Evidence, Read};
use super::kind::Head;
use super::outline::Outline;
use super::text::{Text, TokenKind};
use super::words::MARKS;
use super::{day_of_week, days};
use crate::date::Date;

/// How many sentences tell it.
const LEADING: usize = 2;

/// Reads the day of the event from words such as «сегодня».
pub(super) fn read(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    published: Option<NaiveDate>,
) -> Option<Read<EventDate>> {
    if let Some(dateline) = Dateline::find(text, outline) {
        let behind = outline
            .body
            .iter()
            .copied()
            .filter(|index| text.sentences[*index].tokens.end > dateline.end + 1)
            .take(LEADING);
        let found = behind.filter(|index| !outline.background[*index]).find_map(|index| {
            let tokens = text.sentences[index].tokens.clone();
            told_in(text, tokens.start.max(dateline.end)..tokens.end)
        });
        if let Some((evidence, back)) = found {
            let date = dateline.date(published, back)?;
            let value = EventDate { date, basis: DateBasis::Stated };
            return Some(Read { value, evidence: Some(evidence), confidence: 85 });
        }
    }
    let published = published?;
    let relative =
        outline.leading(LEADING).find_map(|index| told_in(text, text.sentences[index].tokens.clone()));
    let of_week = || {
        outline
            .leading(LEADING)
            .filter(|_| !outline.is_announcement)
            .filter(|index| tells_of_event(text, outline, heads, *index))
            .find_map(|index| day_of_week::told_in(text, text.sentences[index].tokens.clone(), published))
    };
    let confidence = if relative.is_some() { 85 } else { 65 };
    let (evidence, back) = relative.or_else(of_week)?;
    Some(Read {
        value: EventDate {
            date: Date::from_day(published - Duration::days(back)),
            basis: DateBasis::Published,
        },
        evidence: Some(evidence),
        confidence,
    })
}

/// Whether a sentence says that the event took place: with its noun, or at the beginning of the text.
fn tells_of_event(text: &Text<'_>, outline: &Outline, heads: &[Head], sentence: usize) -> bool {
    let range = text.sentences[sentence].tokens.clone();
    let has_own_head = || has_own_head(heads, sentence);
    let is_held = MARKS.held.are_in(&text.tokens, range.clone());
    let is_talked = || MARKS.talked.are_in(&text.tokens, range.clone());
    let begins = || outline.position(sentence).is_some_and(|position| position < 2);
    (is_held && (has_own_head() || begins())) || (is_talked() && has_own_head())
}

/// The word of a sentence that tells the day of what was held, and how many days back it is.
fn told_in(text: &Text<'_>, range: std::ops::Range<usize>) -> Option<(Evidence, i64)> {
    if !MARKS.held.are_in(&text.tokens, range.clone()) {
        return None;
    }
    [(&MARKS.today, 0), (&MARKS.yesterday, 1)].into_iter().find_map(|(list, back)| {
        let hit = list.all_in(&text.tokens, range.clone()).into_iter().next()?;
        let (start, end) = (hit.tokens.start, hit.tokens.end);
        let span = text.tokens[start].span;
        // «Күні кеше» is the other day; in speech it is the speaker's today.
        let is_vague = start > range.start && text.tokens[start - 1].lower == "күні";
        // «Бүгінде» is another word; «сегодня» late in a sentence speaks of these times, but beside the verb.
        let is_early = start - range.start <= 6;
        let is_beside_verb = MARKS.held.at(&text.tokens, end).is_some()
            || (start > range.start && MARKS.held.at(&text.tokens, start - 1).is_some());
        (!is_vague && (is_early || is_beside_verb) && text.quotation_at(span.start).is_none())
            .then_some((Evidence { span, rule: "relative-day" }, back))
    })
}

/// What an agency's news begins with: a place, a day, and whose news it is, up to a dash.
struct Dateline {
    day: Day,
    /// The token of the dash.
    end: usize,
}

impl Dateline {
    fn find(text: &Text<'_>, outline: &Outline) -> Option<Self> {
        /// How many tokens the day and the agency's name may have.
        const WIDEST: usize = 14;
        let sentence = &text.sentences[*outline.body.first()?];
        let line = text.tokens_in(text.lines.get(sentence.line)?.span);
        let first = sentence.tokens.start;
        let tokens = text.tokens.get(first..line.end.min(first + WIDEST))?;
        let is_capital = |at: usize| text.slice(tokens[at].span).starts_with(char::is_uppercase);
        let [place, stop, ..] = tokens else { return None };
        let is_place = place.is_word() && is_capital(0) && (stop.is_sign(".") || stop.is_sign(","));
        if !is_place {
            return None;
        }
        let (mut day, behind) = day_behind(text, first + 2, first + tokens.len())?;
        // «… «Степь-информ» –», «… ИА «Степь-информ».»
        let is_end = |token: &super::text::Token| {
            token.is_sign("–") || token.is_sign("—") || is_spaced_hyphen(text, token)
        };
        let names_agency =
            |at: usize| tokens[behind - first..at].iter().any(|token| token.kind == TokenKind::Quote);
        let dash = (behind - first..tokens.len())
            .find(|&at| is_end(&tokens[at]) || (tokens[at].is_sign(".") && names_agency(at)))?;
        let is_news = text.tokens.get(first + dash + 1).is_some_and(|token| {
            token.kind == TokenKind::Quote || text.slice(token.span).starts_with(char::is_uppercase)
        });
        if !is_news {
            return None;
        }
        // Whose news it is, in a word or two: no clause of a sentence.
        let is_whose = (behind - first..dash).all(|at| {
            !tokens[at].is_word() || is_capital(at) || text.quotation_at(tokens[at].span.start).is_some()
        });
        if day.year == Year::This {
            day.year = Year::Unknown;
        }
        is_whose.then_some(Self { day, end: first + dash })
    }

    /// The day some days before it.
    fn date(&self, published: Option<NaiveDate>, back: i64) -> Option<Date> {
        let year = self.day.written_year().or_else(|| completed(&self.day, published?));
        // Any year without the 29th of February does for counting within a month.
        const ANY_YEAR: i32 = 2001;
        let day = self.day.first.in_year(year.unwrap_or(ANY_YEAR))? - Duration::days(back);
        match year {
            Some(_) => Some(Date::from_day(day)),
            // Whether the 29th comes before the 1st of March is not known.
            None if back > 0 && (day.month(), day.day()) == (2, 28) => None,
            None => format!("XXXX-{:02}-{:02}", day.month(), day.day()).parse().ok(),
        }
    }
}

fn is_spaced_hyphen(text: &Text<'_>, token: &super::text::Token) -> bool {
    token.is_sign("-")
        && text.source[..token.span.start].ends_with(char::is_whitespace)
        && text.source[token.span.end..].starts_with(char::is_whitespace)
}

/// The day that begins with a token, and the token behind it: «7 февраля», «07.02.», «07.02.2012».
fn day_behind(text: &Text<'_>, at: usize, end: usize) -> Option<(Day, usize)> {
    let tokens = &text.tokens;
    if let Some(day) = days::find(tokens, at..end).into_iter().next().filter(|day| day.tokens.start == at) {
        let behind = day.tokens.end;
        return (day.is_single() && day.first.day.is_some()).then_some((day, behind));
    }
    let [day, dot, month, ..] = tokens.get(at..end)? else { return None };
    let number = |token: &super::text::Token| {
        (token.kind == TokenKind::Number && token.lower.len() == 2).then(|| token.lower.parse::<u8>().ok())?
    };
    let first = MonthDay {
        month: number(month).filter(|month| (1..=12).contains(month))?,
        day: Some(number(day).filter(|day| (1..=31).contains(day))?),
    };
    let is_tight = day.span.end == dot.span.start && dot.span.end == month.span.start;
    (dot.is_sign(".") && is_tight).then_some((
        Day {
            tokens: at..at + 3,
            year: Year::Unknown,
            first,
            last: first,
            years_later: 0,
            is_several: false,
            case: None,
            is_numeric: true,
        },
        at + 3,
    ))
}
