//! Sentences of their own that tell the theme of an event that was told of before: «Тема форума — «…»».

use std::ops::Range;

use super::kind::Head;
use super::outline::Outline;
use super::text::{Quotation, Text};
use super::theme::{is_alike, is_called, is_genitive_adjective, is_its_sentence, is_of_next};
use super::words::EVENTS;
use crate::vocabulary::EventKind;

/// In so many of the first sentences one that begins so may tell it: «Тема форума — «…»».
const LEADING_STATED: usize = 7;

/// In so many of them one whose subject is the event's own noun.
const LEADING_OF_NOUN: usize = 12;

/// A sentence of its own that tells it: «Форум тақырыбы – «…»», «Тема в этот раз была необычной — «…»».
pub(super) fn stated(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
) -> Option<(u8, Quotation, &'static str)> {
    const REACH: usize = 8;
    let tokens = &text.tokens;
    let sentences = outline.body.iter().take(LEADING_STATED).filter(|index| !outline.background[**index]);
    sentences.copied().find_map(|sentence| {
        let range = text.sentences[sentence].tokens.clone();
        let span = text.sentences[sentence].span;
        let follows_event = is_behind_event(text, outline, heads, sentence);
        let at = text.quotations.partition_point(|quotation| quotation.span.start < span.start);
        let quotation = text.quotations.get(at).filter(|quotation| quotation.span.end <= span.end)?;
        let own = text.tokens_in(quotation.span);
        if own.start == range.start && follows_event && is_the_theme(text, own.end, range.end) {
            return Some((75, *quotation, "named-theme"));
        }
        let before = range.start..own.start;
        let joint = before.end.checked_sub(1).filter(|joint| before.contains(joint))?;
        let is_joined = ["–", "—", "-", "−", ":"].iter().any(|sign| tokens[joint].is_sign(sign));
        // «Тема …» in Russian; in Kazakh the event's noun stands before: «Форум тақырыбы».
        let is_russian =
            EVENTS.its_theme.at(tokens, before.start).is_some() && is_of_event(text, before.start + 1..joint);
        let is_kazakh = tokens[joint.saturating_sub(1)].lower.starts_with("тақырыбы")
            && EVENTS.heads.at(tokens, before.start).is_some_and(|head| head.tokens.end + 1 == joint);
        // «Тақырыбы – «…»», «Тақырыбы да өмірден алынған: «…»» behind the sentence that told of the event.
        let is_its_own =
            ["тақырыбы", "ұраны"].contains(&tokens[before.start].lower.as_str()) && follows_event;
        let is_clear = before.len() <= REACH
            && !tokens[before.clone()].iter().any(|token| token.is_sign(","))
            && !EVENTS.section.are_in(tokens, before.clone())
            && !is_of_next(&tokens[before.clone()]);
        let words = quotation.inner.end > quotation.inner.start;
        (is_joined && (is_russian || is_kazakh || is_its_own) && is_clear && words).then_some((
            80,
            *quotation,
            "named-theme",
        ))
    })
}

/// A later sentence that begins with the event's noun: «Форум собрал волонтёров под девизом «…»», «The training, entitled
/// “…”, …».
pub(super) fn of_its_noun(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    kind: EventKind,
) -> Option<(u8, Quotation, &'static str)> {
    let tokens = &text.tokens;
    let told = heads.iter().any(|head| head.kind == kind && !head.is_other);
    let sentences =
        outline.body.iter().take(LEADING_OF_NOUN).filter(|index| told && !outline.background[**index]);
    sentences.copied().find_map(|sentence| {
        let range = text.sentences[sentence].tokens.clone();
        let span = text.sentences[sentence].span;
        let article = usize::from(tokens.get(range.start).is_some_and(|token| token.lower == "the"));
        let noun = EVENTS.heads.at(tokens, range.start + article)?;
        let at = text.quotations.partition_point(|quotation| quotation.span.start < span.start);
        let quotation = text.quotations.get(at).filter(|quotation| quotation.span.end <= span.end)?;
        let own = text.tokens_in(quotation.span);
        let is_told = (EVENTS.announce_theme(tokens, range.start, own.start)
            && is_its_sentence(text, &noun.tokens, range.start, own.start))
            || is_called(text, &noun.tokens, own.start);
        let is_clear = !EVENTS.section.are_in(tokens, range.start..own.start)
            && !is_of_next(&tokens[range.start..own.start])
            && !text.slice(quotation.inner).trim().is_empty();
        (is_alike(EVENTS.kinds[noun.meaning], kind) && is_told && is_clear).then_some((
            75,
            *quotation,
            "named-theme",
        ))
    })
}

/// Whether the sentences before one tell of the event and of nothing else that has a theme: no report, no book.
fn is_behind_event(text: &Text<'_>, outline: &Outline, heads: &[Head], sentence: usize) -> bool {
    const REACH: usize = 2;
    let Some(position) = outline.position(sentence) else { return false };
    let before = &outline.body[position.saturating_sub(REACH)..position];
    before.iter().any(|index| heads.iter().any(|head| head.sentence == *index && !head.is_other))
        && !before
            .iter()
            .any(|index| EVENTS.section.are_in(&text.tokens, text.sentences[*index].tokens.clone()))
}

/// ««…» – такова тема, которую раскрывали тренеры», «– такова была тема встречи»
fn is_the_theme(text: &Text<'_>, end: usize, last: usize) -> bool {
    let tokens = &text.tokens;
    let is_joint = |index: usize| [",", "–", "—", "-"].iter().any(|sign| tokens[index].is_sign(sign));
    let at = end + (end..last.min(end + 2)).take_while(|index| is_joint(*index)).count();
    let Some(hit) = EVENTS.so_is_the_theme.at(tokens, at).filter(|hit| at > end && hit.tokens.end <= last)
    else {
        return false;
    };
    let behind = hit.tokens.end;
    behind == last
        || [",", ".", "!"].iter().any(|sign| tokens[behind].is_sign(sign))
        || EVENTS.heads.at(tokens, behind).is_some()
}

/// Whether what stands behind «Тема» is the event, or nothing that has a theme: «… областного форума», «… в этот раз
/// была».
fn is_of_event(text: &Text<'_>, between: Range<usize>) -> bool {
    let tokens = &text.tokens;
    let first = tokens[between.clone()].first().map_or("", |token| token.lower.as_str());
    let is_this_time = matches!(first, "в" | "на") && tokens[between.start + 1].lower.starts_with("эт");
    let is_verb = ["был", "стал", "звуч"].iter().any(|stem| first.starts_with(stem));
    let noun = between.start + usize::from(is_genitive_adjective(first));
    let names_event = EVENTS.heads.at(tokens, noun).or_else(|| EVENTS.the_event.at(tokens, noun)).is_some();
    between.is_empty() || is_this_time || is_verb || names_event
}
