//! Reads raw news articles and makes content pages of them, every fact with its evidence.
//!
//! The way of an article: its bytes become an [`article::Article`]; [`understand`] takes the text to pieces
//! ([`text`]), sets aside what is not the article ([`clean`]) and lets one reader for each fact read it. What they
//! cannot be sure of they leave out: a blank is better than a guess.

pub mod article;
pub mod clean;
pub mod compose;
pub mod context;
mod date_line;
mod day;
mod day_of_week;
mod days;
pub mod decode;
mod event_date;
mod event_year;
pub mod facts;
mod header;
mod ids;
mod join;
pub mod json;
mod kind;
pub mod known;
mod language;
mod latin;
mod nominative;
mod number;
pub mod organisations;
pub mod outcome;
mod outline;
mod pages;
pub mod people;
mod places;
mod quotations;
pub mod read;
mod region;
mod relative_day;
pub mod run;
pub mod same_event;
mod several;
pub mod table;
#[cfg(test)]
mod tests;
pub mod text;
mod theme;
mod theme_told;
mod title;
pub mod webpage;
mod words;
mod wrapped;

use article::Article;
use context::Context;
use facts::{DateBasis, Facts, REVIEW_BELOW, Read};
use known::Known;
use outline::Outline;
use text::Text;

use crate::date::Date;
use crate::vocabulary::Fact;

/// Reads everything that an article says of its event.
#[must_use]
pub fn understand(article: &Article, known: &Known) -> Facts {
    let header = (!article.is_web_page).then(|| header::of(&article.text)).flatten();
    let mut text = Text::below(&article.text, header.as_ref().map_or(0, |header| header.end));
    let (cleaned, source_of_title) = title::clean(&text, article);
    text.leave_out(&cleaned.removed);
    let text = text;
    let (language, other_languages) = language::read(&text, &cleaned);
    let outline = Outline::new(&text, &cleaned);
    let told = article.metadata.published.as_ref();
    let published = told
        .map(|told| {
            // A day in a line near the heading may be anything's.
            let confidence = if told.rung == "byline" { REVIEW_BELOW - 10 } else { 95 };
            Read { value: told.value.clone(), evidence: None, confidence }
        })
        .or_else(|| cleaned.published.clone());
    let heads = kind::heads(&text, &outline);
    let kind = kind::read(&text, &outline, &heads);
    let kind_value = kind.as_ref().map(|kind| kind.value);
    let date =
        event_date::read(&text, &outline, &heads, kind_value, published.as_ref().map(|date| &date.value));
    // «Сегодня», and a day without a year, are no surer than the day that completes them.
    let date = date.map(|date| match (date.value.basis, &published) {
        (DateBasis::Published, Some(published)) => {
            Read { confidence: date.confidence.min(published.confidence), ..date }
        }
        _ => date,
    });
    let day = date
        .as_ref()
        .and_then(|date| date.value.date.earliest_day())
        .or_else(|| published.as_ref().and_then(|date| date.value.earliest_day()));
    let places = region::read(&text, &outline, &heads, language, day);
    let number = number::read(&text, &heads, kind_value);
    let theme = theme::read(&text, &outline, &heads, kind_value, language);
    let context = Context {
        text: &text,
        cleaned: &cleaned,
        language,
        known,
        region: places.region.as_ref().map(|region| region.value),
        background: &outline.background,
    };
    let (organisations, mut mentioned) = organisations::read(&context);
    let (people, others) = people::read(&context, &organisations);
    mentioned.extend(others);
    let title = title::read(&text, &cleaned, source_of_title).or_else(|| {
        let parts = title::Parts {
            language,
            number: number.as_ref().map(|number| (number.value, written_number(&text, number))),
            kind: kind_value,
            theme: theme.as_ref().map(|theme| theme.value.as_str()),
            region: places.region.as_ref().map(|region| region.value),
        };
        title::generate(&text, &outline, &parts)
    });
    let mut removed = header.map(|header| header.lines).unwrap_or_default();
    removed.extend(cleaned.removed);
    let mut facts = Facts {
        language,
        other_languages,
        title,
        date,
        published,
        region: places.region,
        place: places.place,
        kind,
        number,
        theme,
        organisations,
        people,
        regions_mentioned: places.mentioned,
        mentioned,
        credits: cleaned.credits,
        removed,
        body: cleaned.body,
        further_articles: several::further_titles(&text),
        review: Vec::new(),
    };
    facts.review = to_review(&facts);
    facts
}

/// The number of the event as the text writes it.
fn written_number<'a>(text: &Text<'a>, number: &Read<u32>) -> &'a str {
    let words = number.evidence.map_or("", |evidence| text.slice(evidence.span));
    words.split_whitespace().next().unwrap_or("")
}

/// Whether the article may be told in two languages one below the other: then the title may be in the other one than
/// the page is written down in, and a person is to choose.
fn is_told_twice(facts: &Facts) -> bool {
    let size = |span: &crate::diagnostics::Span| span.end - span.start;
    let whole: usize = facts.body.iter().map(size).sum();
    let other: usize = facts.other_languages.iter().map(|(span, _)| size(span)).sum();
    facts.title.is_some() && other * 3 >= whole && other > 0
}

/// The facts that a person should look at: what is not sure, was concluded, or was put together.
///
/// What the text does not give is not among them: there is nothing to look at.
fn to_review(facts: &Facts) -> Vec<Fact> {
    fn is_unsure<T>(read: Option<&Read<T>>) -> bool {
        read.is_some_and(|read| read.confidence < REVIEW_BELOW)
    }
    let is_inferred = facts.date.as_ref().is_some_and(|date| date.value.basis == DateBasis::Inferred);
    let is_qualified = |date: &Date| !date.is_certain() && date.earliest_day().is_some();
    // What several articles say of several events stands here as one event's.
    let is_mixed = !facts.further_articles.is_empty();
    let checks = [
        (Fact::Title, is_unsure(facts.title.as_ref()) || is_told_twice(facts)),
        (
            Fact::Date,
            is_unsure(facts.date.as_ref())
                || is_inferred
                || (is_mixed && facts.date.is_some())
                || facts.date.as_ref().is_some_and(|date| is_qualified(&date.value.date)),
        ),
        (Fact::Region, is_unsure(facts.region.as_ref())),
        (Fact::Place, is_unsure(facts.place.as_ref())),
        (Fact::Kind, is_unsure(facts.kind.as_ref())),
        (Fact::Number, is_unsure(facts.number.as_ref())),
        (Fact::Theme, is_unsure(facts.theme.as_ref())),
        (
            Fact::Organisations,
            facts.organisations.iter().any(|read| is_mixed || read.confidence < REVIEW_BELOW),
        ),
        (Fact::People, facts.people.iter().any(|read| is_mixed || read.confidence < REVIEW_BELOW)),
    ];
    checks.into_iter().filter_map(|(fact, is_listed)| is_listed.then_some(fact)).collect()
}
