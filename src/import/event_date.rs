//! When the event took place, if the text says so: most do not.
//!
//! A date counts only in the title or the first sentences, beside a verb that says that the event took place, with
//! nothing near it that speaks of another event or of a holiday. What cannot be the event's date for sure is none.
//! Where the text tells more than a date can hold (days apart) or tells it in pieces (its beginning in one sentence,
//! its end in another), a person is to look at it.

use chrono::{Datelike, Duration, NaiveDate};

use super::day::{Day, Year};
use super::days;
use super::event_year::{anniversary, year_in_name, year_of_text};
use super::facts::{DateBasis, EventDate, Evidence, Read};
use super::kind::Head;
use super::outline::Outline;
use super::relative_day;
use super::text::{Text, Token, TokenKind};
use super::words::{Case, EVENTS, Found, MARKS, TIME};
use crate::date::Date;
use crate::diagnostics::Span;
use crate::vocabulary::EventKind;

/// How many of the first sentences tell when it was.
const LEADING: usize = 4;

/// News of an event comes within so many days, where a year is to be completed.
const NEWS_DELAY: i64 = 60;

/// Reads the date of the event.
pub(super) fn read(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    kind: Option<EventKind>,
    published: Option<&Date>,
) -> Option<Read<EventDate>> {
    let published_day =
        published.and_then(Date::earliest_day).filter(|_| published.is_some_and(Date::is_certain));
    let stated = stated(text, outline, heads, kind, published_day);
    if stated.is_some() {
        return stated;
    }
    relative_day::read(text, outline, heads, published_day).or_else(|| {
        // Where the day of the news is known, a year that is concluded says nothing new.
        if published.is_some() {
            None
        } else {
            anniversary(text, outline).or_else(|| year_in_name(text, outline))
        }
    })
}

fn stated(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    kind: Option<EventKind>,
    published: Option<NaiveDate>,
) -> Option<Read<EventDate>> {
    let (mut found, mut begun): (Vec<Day>, Vec<Day>) = (Vec::new(), Vec::new());
    let (mut is_last_day, mut is_announced) = (true, false);
    // Where no sentence with the event's own noun tells the day, one that only calls it "the event" may.
    for named in [Named::ByNoun, Named::Again] {
        if !found.is_empty() || !begun.is_empty() {
            break;
        }
        for sentence in outline.leading(LEADING) {
            let range = text.sentences[sentence].tokens.clone();
            for day in days::find(&text.tokens, range.clone()) {
                let is_told = (found.is_empty() || !is_day_before(text, &day))
                    && speaks_of_event(text, outline, heads, kind, sentence, &day, named);
                let says_when =
                    says_when(text, &day, &range) || is_in_clause_of_event(text, heads, sentence, &day);
                if is_told && !is_holiday(text, &day, &range) && says_when {
                    is_last_day &= tells_end(text, range.clone());
                    is_announced |=
                        outline.is_announcement && !MARKS.held.are_in(&text.tokens, range.clone());
                    found.push(day);
                } else if is_told && is_beginning(text, &day, &range) {
                    begun.push(day);
                }
            }
        }
    }
    // The fullest of those that agree. Two days that disagree: the text speaks of two things.
    let fullest = found.iter().max_by_key(|day| (day.first.day.is_some(), day.written_year().is_some()))?;
    let mut years = found.iter().filter_map(Day::written_year);
    let year = years.next();
    if !found.iter().all(|other| agrees(fullest, other)) || years.any(|other| Some(other) != year) {
        return None;
    }
    let told = Day { year: year.map_or(fullest.year, Year::Written), ..fullest.clone() };
    // «… с 31 мая. Форум завершился 2 июня»: two sentences tell one interval.
    let begun = begun.first().filter(|begin| is_last_day && told.is_single() && !agrees(&told, begin));
    let told = match begun {
        Some(begin) => begin.until(&told)?,
        None => told,
    };
    let (first, last) = (told.tokens.start, told.tokens.end - 1);
    let span = Span::new(text.tokens[first].span.start, text.tokens[last].span.end);
    let (year, basis) = match (told.written_year(), published) {
        (Some(year), _) => (Some(year), DateBasis::Stated),
        (None, Some(published)) => match completed(&told, published) {
            Some(year) => (Some(year), DateBasis::Published),
            None => (None, DateBasis::Stated),
        },
        (None, None) => match year_of_text(text, outline.leading(LEADING)) {
            Some(year) => (Some(year), DateBasis::Inferred),
            None => (None, DateBasis::Stated),
        },
    };
    let date = told.date(year)?;
    // News do not come before the event, but for announcements.
    let (rule, confidence) = match basis {
        _ if told.is_several => ("days-apart", 60),
        _ if begun.is_some() => ("beginning-and-end", 60),
        // What ends on a day may have begun on an earlier one.
        _ if is_last_day && told.is_single() => ("last-day", 60),
        // What was announced may have come otherwise.
        _ if is_announced => ("announced", 60),
        DateBasis::Inferred => ("held-verb", 60),
        DateBasis::Published => ("held-verb", 85),
        DateBasis::Stated => ("held-verb", 90),
    };
    Some(Read { value: EventDate { date, basis }, evidence: Some(Evidence { span, rule }), confidence })
}

/// Whether two dates may be one, told more and less exactly.
fn agrees(day: &Day, other: &Day) -> bool {
    let is_month_of = |month: &Day, day: &Day| {
        month.is_single()
            && month.first.day.is_none()
            && [day.first, day.last].iter().all(|end| end.month == month.first.month)
    };
    let is_same = (day.first, day.last, day.is_several) == (other.first, other.last, other.is_several);
    is_same || is_month_of(day, other) || is_month_of(other, day)
}

/// The year of a day without one, from the day on which the news came.
pub(super) fn completed(day: &Day, published: NaiveDate) -> Option<i32> {
    if day.year == Year::This {
        return Some(published.year());
    }
    [published.year(), published.year() - 1, published.year() + 1].into_iter().find(|&year| {
        let ends = day.first.in_year(year).zip(day.last.in_year(year + day.years_later));
        let Some((first, last)) = ends else { return false };
        published - last <= Duration::days(NEWS_DELAY) && first - published <= Duration::days(NEWS_DELAY)
    })
}

/// How the sentence around a date names the event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// By a noun of events: «форум».
    ByNoun,
    /// As one that was told of before: «мероприятие».
    Again,
}

/// Whether the sentence around a date says that it is the event's, if it is a date that says when something was.
fn speaks_of_event(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    kind: Option<EventKind>,
    sentence: usize,
    day: &Day,
    named: Named,
) -> bool {
    let tokens = &text.tokens;
    let range = text.sentences[sentence].tokens.clone();
    let position = outline.position(sentence);
    if day.year == Year::Last || is_stamp(text, day) {
        return false;
    }
    // Inside marks it belongs to a name or to speech.
    if text.quotation_at(tokens[day.tokens.start].span.start).is_some() {
        return false;
    }
    let ends = day.tokens.end;
    // What stands behind the date, up to the verb: another event may be named there.
    let held_behind = (ends..range.end).find(|&index| MARKS.held.at(tokens, index).is_some());
    let held_before =
        (range.start..day.tokens.start).rev().find(|&index| MARKS.held.at(tokens, index).is_some());
    let coming: Vec<_> = MARKS.coming_participle.all_in(tokens, range.clone());
    let is_announcement = outline.is_announcement
        && position.is_none_or(|position| position < 2)
        && held_behind.is_none()
        && held_before.is_none();
    let until = held_behind.unwrap_or(range.end);
    // «… өтетін форумға» between the date and the verb takes the date for itself; «предстоящий форум» does not.
    let takes_what_is_before = |hit: &Found| {
        (ends..until).contains(&hit.tokens.start) && MARKS.ahead.at(tokens, hit.tokens.start).is_none()
    };
    let is_taken = coming.iter().any(takes_what_is_before)
        || is_day_ahead(text, &range, day)
        || MARKS.coming.all_in(tokens, range.clone()).iter().any(|hit| {
            let is_before = hit.tokens.end <= day.tokens.start && day.tokens.start - hit.tokens.end <= 5;
            let is_behind = hit.tokens.start >= ends && hit.tokens.start - ends <= 2;
            is_before || is_behind
        });
    if is_taken && !is_announcement {
        return false;
    }
    // «7 сәуірде өткен кеңестің шешімі»: a participle and a noun of another kind, or one that goes on.
    // Behind the verb it is the noun's own: «10 мая прошёл круглый стол, организованный фондом».
    let participle = MARKS.held_participle.all_in(tokens, ends..(ends + 8).min(until)).into_iter().next();
    if let Some(hit) = participle {
        let noun = heads.iter().find(|head| head.sentence == sentence && head.tokens.start >= hit.tokens.end);
        let is_own = noun.is_some_and(|head| {
            head.tokens.start - hit.tokens.end <= 6
                && !head.is_other
                && kind.is_some_and(|kind| kind == head.kind || matches!(head.kind.id(), "meeting"))
        });
        return is_own;
    }
    if is_announcement {
        return has_own_head(heads, sentence) || has_own_head_in_title(outline, heads);
    }
    // A verb without a noun of an event may tell of anything: «2023 жылы құрылды».
    let is_talked = is_beside_talk(text, &range, day);
    let verb_is_near = held_behind.is_some_and(|verb| verb - ends <= 40)
        || held_before.is_some()
        || is_talked
        || is_at_event(text, heads, sentence, day);
    // What may stand before the day that a sentence begins with: «Два дня, 21–22 ноября».
    const OPENING: &[&str] = &["с", "со", "в", "во", "два", "три", "четыре", "дня", ","];
    // «… прошла конференция. С 12 по 14 мая говорили …»: it goes on with the event of the sentence before.
    let goes_on = is_talked
        && position == Some(1)
        && tokens[range.start..day.tokens.start].iter().all(|token| OPENING.contains(&token.lower.as_str()))
        && outline.body.first().is_some_and(|first| has_held_head(heads, *first));
    let is_gathering = position == Some(0) && EVENTS.gathering.are_in(tokens, range.clone());
    let names_event = match named {
        Named::ByNoun => {
            let is_own = if position.is_none_or(|position| position < LEADING - 1) {
                // «открыли и приёмную» opens no event.
                let is_event = |head: &Head| head.kind.id() != "opening" || kind == Some(head.kind);
                heads.iter().any(|head| head.sentence == sentence && !head.is_other && is_event(head))
            } else {
                // So far down only the same noun speaks of the same event.
                let is_of_kind = |head: &Head| kind == Some(head.kind) && !head.is_other;
                heads.iter().any(|head| head.sentence == sentence && is_of_kind(head))
            };
            is_own
                || goes_on
                || is_gathering
                || (position == Some(0) && has_own_head_in_title(outline, heads))
        }
        Named::Again => is_said_again(text, heads, kind, sentence, day),
    };
    let is_deed = is_foundation(text, &range, day) && !is_beginning(text, day, &range);
    verb_is_near
        && names_event
        && !is_deed
        && (day.first.day.is_some() || position.is_none_or(|position| position < 2))
}

/// «Говорили 14 ноября», «С 12 по 14 мая в столице говорили»: in one clause with the day.
fn is_beside_talk(text: &Text<'_>, sentence: &std::ops::Range<usize>, day: &Day) -> bool {
    const REACH: usize = 14;
    let tokens = &text.tokens;
    let is_comma = |index: usize| tokens[index].is_sign(",");
    // A comma beside the day only parts it: «Два дня, 21–22 ноября, говорили».
    let behind = day.tokens.end + usize::from(day.tokens.end < sentence.end && is_comma(day.tokens.end));
    let is_in_clause = |mut between: std::ops::Range<usize>| !between.any(is_comma);
    MARKS.talked.all_in(tokens, sentence.clone()).iter().any(|hit| {
        if hit.tokens.start >= behind {
            hit.tokens.start - behind <= REACH && is_in_clause(behind..hit.tokens.start)
        } else {
            hit.tokens.end <= day.tokens.start && is_in_clause(hit.tokens.end..day.tokens.start)
        }
    })
}

/// «Говорили 14 ноября за круглым столом»: the day and, right behind it, at what it was.
fn is_at_event(text: &Text<'_>, heads: &[Head], sentence: usize, day: &Day) -> bool {
    const REACH: usize = 4;
    let at = day.tokens.end;
    let is_at = text.tokens.get(at).is_some_and(|token| matches!(token.lower.as_str(), "за" | "на" | "в"));
    let past =
        |token: &Token| ["ли", "лись", "ла", "лась", "лся"].iter().any(|end| token.lower.ends_with(end));
    let is_told = (text.sentences[sentence].tokens.start..day.tokens.start)
        .rev()
        .take(REACH)
        .any(|index| text.tokens[index].is_word() && past(&text.tokens[index]));
    let is_own = |head: &&Head| {
        head.sentence == sentence && !head.is_other && (at + 1..=at + REACH).contains(&head.tokens.start)
    };
    is_at && is_told && heads.iter().any(|head| is_own(&head))
}

/// «накануне 25 октября», «алдағы 24 мамырда», «28 тамыз қарсаңында»: a day that was still to come.
///
/// Such a word takes what it governs and no other day of the sentence: «26 декабря накануне Нового года», «Жаңа жыл
/// қарсаңында 26 желтоқсанда». The day of a public holiday is known: another one behind it is the event's.
fn is_day_ahead(text: &Text<'_>, range: &std::ops::Range<usize>, day: &Day) -> bool {
    /// Russian and English words may govern a noun with the day behind it: «подготовка к форуму 24 мая».
    const REACH: usize = 5;
    let tokens = &text.tokens;
    let is_kazakh = day.case.is_some();
    let reach = if is_kazakh { 0 } else { REACH };
    let is_governed = MARKS.ahead.all_in(tokens, range.start..day.tokens.start).iter().any(|hit| {
        let between = hit.tokens.end..day.tokens.start;
        // «накануне, 25 октября, прошел …»: the day before is that day.
        let is_adverb = between.len() == 1 && tokens[between.start].is_sign(",");
        // «праздника» alone may be any.
        let names_holiday =
            || MARKS.holiday.all_in(tokens, between.clone()).iter().any(|holiday| holiday.tokens.len() > 1);
        between.len() <= reach && !is_adverb && !names_holiday()
    });
    let governs_behind = MARKS.ahead_behind.at(tokens, day.tokens.end).is_some();
    is_governed || (governs_behind && day.case != Some(Case::Locative))
}

/// Whether a date says when something was, and is not part of a name, a document's date or a term.
fn says_when(text: &Text<'_>, day: &Day, range: &std::ops::Range<usize>) -> bool {
    let word = |index: usize| text.tokens[index].lower.as_str();
    let next = Some(day.tokens.end).filter(|index| *index < range.end).map(word);
    // Kazakh: «12 мамырда», «12 мамыр күні», «9-17 қыркүйек аралығында»; not «1 қыркүйектегі Жолдау».
    if let Some(case) = day.case {
        let is_adverb = match case {
            Case::Locative => true,
            Case::Bare => {
                matches!(next, Some("күні" | "күндері" | "аралығында" | "айында" | "күнінде" | ","))
            }
            Case::Attributive | Case::Ablative | Case::Other => false,
        };
        // «3 желтоқсанда қабылданған заң»: a participle takes the date for its noun; «өткен» is looked at later.
        let behind = day.tokens.end..(day.tokens.end + 3).min(range.end);
        let participle = behind.clone().any(|index| {
            let is_participle = ["ған", "ген", "қан", "кен", "атын", "етін", "йтын", "йтін"]
                .iter()
                .any(|end| word(index).ends_with(end));
            is_participle && MARKS.held_participle.at(&text.tokens, index).is_none()
        });
        return is_adverb && !participle;
    }
    // Russian and English: behind «от», «до», «после» and participles it is the date of something else.
    let before = |back: usize| day.tokens.start.checked_sub(back).filter(|index| *index >= range.start);
    let Some(previous) = before(1) else { return true };
    let is_range = matches!(word(previous), "с" | "со" | "from") && day.is_interval();
    let is_bound = matches!(
        word(previous),
        "от" | "до"
            | "после"
            | "к"
            | "ко"
            | "на"
            | "за"
            | "с"
            | "со"
            | "по"
            | "of"
            | "by"
            | "until"
            | "since"
            | "from"
            | "dated"
            | "after"
            | "before"
    );
    let verbal = if matches!(word(previous), "в" | "во" | "on" | "in") {
        before(2).unwrap_or(previous)
    } else {
        previous
    };
    let is_participle = {
        let word = word(verbal);
        let ends = [
            "ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ыми", "ий", "его", "ему",
            "им", "ем", "яя", "ей", "ие", "их", "ими",
        ];
        let stem = ends.iter().find_map(|end| word.strip_suffix(end)).unwrap_or("");
        let verbal = ["нн", "вш", "ющ", "ящ", "принят", "открыт", "начат"];
        stem.chars().count() > 4 && verbal.iter().any(|end| stem.ends_with(end))
    };
    // «…, который отмечают 5 сентября»: a clause of its own.
    let in_relative_clause = (range.start..day.tokens.start)
        .rev()
        .take(12)
        .any(|index| ["котор", "which", "that"].iter().any(|start| word(index).starts_with(start)));
    let is_own_participle = MARKS.held_participle.at(&text.tokens, verbal).is_some();
    (is_range || !is_bound) && (!is_participle || is_own_participle) && !in_relative_clause
}

/// «с 31 мая», «31 мамырдан», "from May 31": the day on which something began, with no word of its end.
fn is_beginning(text: &Text<'_>, day: &Day, range: &std::ops::Range<usize>) -> bool {
    let before = day.tokens.start.checked_sub(1).filter(|index| *index >= range.start);
    let is_from =
        before.is_some_and(|index| matches!(text.tokens[index].lower.as_str(), "с" | "со" | "from"));
    day.is_single() && day.first.day.is_some() && (is_from || day.case == Some(Case::Ablative))
}

/// «Форум завершился 2 июня»: a sentence that tells of the event's end alone.
fn tells_end(text: &Text<'_>, range: std::ops::Range<usize>) -> bool {
    let held = MARKS.held.all_in(&text.tokens, range);
    !held.is_empty() && held.iter().all(|hit| MARKS.closing.at(&text.tokens, hit.tokens.start).is_some())
}

pub(super) fn has_own_head(heads: &[Head], sentence: usize) -> bool {
    heads.iter().any(|head| head.sentence == sentence && !head.is_other)
}

fn has_held_head(heads: &[Head], sentence: usize) -> bool {
    heads.iter().any(|head| head.sentence == sentence && !head.is_other && head.is_held)
}

/// «… 21 августа. Накануне, 20 августа, …»: the day before the one that was told.
fn is_day_before(text: &Text<'_>, day: &Day) -> bool {
    let before =
        |back: usize| day.tokens.start.checked_sub(back).map_or("", |at| text.tokens[at].lower.as_str());
    before(1) == "," && before(2) == "накануне"
}

/// «Круглый стол, который 7 ноября собрал …»: the clause is the event's own.
fn is_in_clause_of_event(text: &Text<'_>, heads: &[Head], sentence: usize, day: &Day) -> bool {
    let tokens = &text.tokens;
    let Some(which) = day.tokens.start.checked_sub(1) else { return false };
    tokens[which].lower.starts_with("котор")
        && which.checked_sub(1).is_some_and(|comma| tokens[comma].is_sign(","))
        && heads
            .iter()
            .any(|head| head.sentence == sentence && !head.is_other && head.tokens.end + 1 == which)
        && (day.tokens.end..day.tokens.end + 4).any(|index| MARKS.held.at(tokens, index).is_some())
}

fn has_own_head_in_title(outline: &Outline, heads: &[Head]) -> bool {
    heads.iter().any(|head| outline.title.contains(&head.sentence) && !head.is_other)
}

/// «… прошел форум. Мероприятие состоялось 12 мая»: the one event that was told of before, as the subject.
///
/// What describes the word or belongs to it makes it another one: «следующее мероприятие», «мероприятие по уборке»; and
/// "for the first time" it took place before.
fn is_said_again(
    text: &Text<'_>,
    heads: &[Head],
    kind: Option<EventKind>,
    sentence: usize,
    day: &Day,
) -> bool {
    const FIRST_TIME: &[&str] = &["впервые", "алғаш", "first"];
    let range = text.sentences[sentence].tokens.clone();
    // Where two events were told of, it may be either.
    let mut told = heads.iter().filter(|head| head.sentence < sentence).peekable();
    let is_told = told.peek().is_some()
        && told.all(|head| kind == Some(head.kind) && !head.is_other)
        && heads.iter().any(|head| head.sentence < sentence && head.is_held);
    let is_first_time = range.clone().any(|index| FIRST_TIME.contains(&text.tokens[index].lower.as_str()));
    is_told
        && !is_first_time
        && EVENTS.the_event.all_in(&text.tokens, range.clone()).iter().any(|hit| {
            let (start, end) = (hit.tokens.start, hit.tokens.end);
            let begins = start == range.start || start == day.tokens.end;
            begins && (end == day.tokens.start || MARKS.held.at(&text.tokens, end).is_some())
        })
}

/// «… құрылған», «созданный в …»: since when something is there.
fn is_foundation(text: &Text<'_>, range: &std::ops::Range<usize>, day: &Day) -> bool {
    let near = day.tokens.end..(day.tokens.end + 4).min(range.end);
    let before = day.tokens.start.saturating_sub(4).max(range.start)..day.tokens.start;
    let founded = |index: usize| {
        let lower = text.tokens[index].lower.as_str();
        [
            "құрылған",
            "бастап",
            "дейін",
            "созданн",
            "основанн",
            "начиная",
            "founded",
            "since",
            "until",
            "туған",
            "дүниеге",
            "родил",
        ]
        .iter()
        .any(|word| lower.starts_with(word))
    };
    near.chain(before).any(founded)
}

/// A picture's stamp: `28.08.2015 QOS-4`, or a time of day behind digits.
fn is_stamp(text: &Text<'_>, day: &Day) -> bool {
    if !day.is_numeric {
        return false;
    }
    let next = text.tokens.get(day.tokens.end);
    next.is_some_and(|token| {
        let word = text.slice(token.span);
        (token.is_word() && word.chars().all(|letter| letter.is_ascii_uppercase()))
            || token.is_sign("|")
            || token.kind == TokenKind::Number
    }) || text.tokens.get(day.tokens.end + 1).is_some_and(|token| token.kind == TokenKind::Number)
}

/// «1 мамыр – Бірлік күні», «к 8 марта»: a public holiday, named as one.
fn is_holiday(text: &Text<'_>, day: &Day, range: &std::ops::Range<usize>) -> bool {
    let is_day = day.first.day.is_some_and(|number| TIME.is_holiday(day.first.month, number));
    if !is_day || !day.is_single() {
        return false;
    }
    let tokens = &text.tokens;
    let is_named = MARKS.holiday.are_in(tokens, range.clone());
    let behind = tokens.get(day.tokens.end).map(|token| token.lower.as_str());
    let before = day.tokens.start.checked_sub(1).map(|index| tokens[index].lower.as_str());
    is_named
        || matches!(behind, Some("–" | "-" | "—" | "күніне"))
        || matches!(before, Some("к" | "ко" | "до" | "с"))
}
