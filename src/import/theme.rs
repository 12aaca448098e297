//! What the event was about, as it was announced: a quotation beside its noun.

use super::facts::{Evidence, Read};
use super::kind::{Head, has_theme};
use super::outline::Outline;
use super::text::{Quotation, Text};
use super::words::{EVENTS, MARKS};
use crate::language::Language;
use crate::vocabulary::EventKind;

/// How many of the first sentences announce a theme.
const LEADING: usize = 3;

/// Reads the theme of the event.
pub(super) fn read(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    kind: Option<EventKind>,
    language: Language,
) -> Option<Read<String>> {
    let mut best: Option<(u8, Quotation, &'static str)> = None;
    // The text says more exactly what the title shortens.
    let sentences: Vec<usize> = outline
        .body
        .iter()
        .take(LEADING)
        .chain(&outline.title)
        .copied()
        .filter(|index| !outline.background[*index])
        .collect();
    for sentence in sentences {
        let span = text.sentences[sentence].span;
        let first = text.quotations.partition_point(|quotation| quotation.span.start < span.start);
        let behind = text.quotations.partition_point(|quotation| quotation.span.start < span.end);
        let inside = &text.quotations[first..behind];
        for quotation in inside.iter().filter(|quotation| quotation.span.end <= span.end) {
            if !is_outermost(inside, quotation) {
                continue;
            }
            if let Some((confidence, rule)) = is_theme(text, heads, kind, sentence, quotation, language)
                && best.as_ref().is_none_or(|(known, ..)| confidence > *known)
            {
                best = Some((confidence, *quotation, rule));
            }
        }
        if best.is_some() {
            break;
        }
    }
    let (confidence, quotation, rule) = best?;
    let value = text.slice(quotation.inner).split_whitespace().collect::<Vec<_>>().join(" ");
    let value = value.trim_end_matches([',', '.', ';']).to_owned();
    Some(Read { value, evidence: Some(Evidence { span: quotation.span, rule }), confidence })
}

fn is_outermost(quotations: &[Quotation], quotation: &Quotation) -> bool {
    quotation.depth == 0
        || !quotations.iter().any(|outer| {
            outer.span.start < quotation.span.start
                && quotation.span.end <= outer.span.end
                && outer.inner.end - outer.inner.start < 300
        })
}

/// Whether a quotation is the event's theme, how surely and by which rule.
fn is_theme(
    text: &Text<'_>,
    heads: &[Head],
    kind: Option<EventKind>,
    sentence: usize,
    quotation: &Quotation,
    language: Language,
) -> Option<(u8, &'static str)> {
    let tokens = &text.tokens;
    let range = text.sentences[sentence].tokens.clone();
    let own = text.tokens_in(quotation.span);
    let words = tokens[text.tokens_in(quotation.inner)].iter().filter(|token| token.is_word()).count();
    let characters = text.slice(quotation.inner).chars().count();
    if words == 0 || characters > 260 || own.is_empty() {
        return None;
    }
    let behind = own.end..(own.end + 2).min(range.end);
    let named_behind = own.end < range.end && EVENTS.theme_behind.at(tokens, own.end).is_some();
    let named_before = EVENTS.announce_theme(tokens, range.start, own.start);
    let own_head = |head: &&Head| {
        head.sentence == sentence && !head.is_other && kind.is_none_or(|kind| is_alike(head.kind, kind))
    };
    let heads_here: Vec<&Head> = heads.iter().filter(own_head).collect();
    let section = EVENTS.section.are_in(tokens, behind.start..(behind.end + 3).min(range.end))
        || EVENTS.section.are_in(tokens, own.start.saturating_sub(6).max(range.start)..own.start);
    if section {
        return None;
    }
    if named_behind {
        // The noun that is named stands behind: «…» тақырыбында … форумы.
        let follows = heads_here.iter().any(|head| {
            head.tokens.start >= own.end
                && head.tokens.start - own.end <= 14
                && !has_quotation_between(text, quotation, head)
        });
        // Or before: Форум «…» тақырыбында өтті.
        let precedes =
            heads_here.iter().any(|head| head.tokens.end <= own.start && own.start - head.tokens.end <= 3);
        let is_framed = heads.iter().any(|head| {
            head.sentence == sentence
                && head.is_other
                && head.tokens.start >= own.end
                && head.tokens.start - own.end <= 6
        });
        if (follows || precedes) && !is_framed {
            return Some((95, "named-theme"));
        }
        let is_held = MARKS.held.are_in(tokens, own.end..range.end);
        return (!is_framed
            && is_held
            && kind.is_some()
            && (words >= 3 || heads_here.is_empty())
            && words >= 2)
            .then_some((75, "named-theme"));
    }
    if named_before {
        let is_near = heads_here
            .iter()
            .any(|head| head.tokens.end <= own.start && own.start - head.tokens.end <= 12)
            || heads_here.iter().any(|head| head.tokens.start >= own.end && head.tokens.start - own.end <= 6);
        // «Мероприятие прошло под девизом «…»»: no noun of an event, and none of another one.
        let is_told = MARKS.held.are_in(tokens, range.start..own.start)
            && !heads.iter().any(|head| head.sentence == sentence && head.tokens.start < own.start);
        return match (is_near, is_told) {
            (true, _) => Some((95, "named-theme")),
            (false, true) => Some((80, "named-theme")),
            (false, false) => None,
        };
    }
    // «форум "…"» in Russian and English, «…» форумы in Kazakh: there the noun stands last.
    let is_adjacent_behind = language != Language::Kazakh
        && heads_here.iter().any(|head| has_theme(head.kind) && head.tokens.end == own.start);
    let is_adjacent_after_adjectives = heads_here.iter().any(|head| {
        has_theme(head.kind)
            && head.tokens.start >= own.end
            && head.tokens.start - own.end <= 2
            && tokens[own.end..head.tokens.start]
                .iter()
                .all(|token| EVENTS.between_number.at(std::slice::from_ref(token), 0).is_some())
    });
    if is_adjacent_behind {
        return Some((85, "behind-event-noun"));
    }
    (is_adjacent_after_adjectives && words >= 2).then_some((75, "before-event-noun"))
}

fn is_alike(kind: EventKind, event: EventKind) -> bool {
    kind == event
        || (kind.id().ends_with("forum") && event.id().ends_with("forum"))
        || kind.id() == "meeting"
        || event.id() == "other"
        || (kind.id() == "other")
}

fn has_quotation_between(text: &Text<'_>, quotation: &Quotation, head: &Head) -> bool {
    let head_at = text.tokens[head.tokens.start].span.start;
    let first = text.quotations.partition_point(|other| other.span.start < quotation.span.end);
    text.quotations[first..]
        .iter()
        .take_while(|other| other.span.end <= head_at)
        .any(|other| EVENTS.theme_behind.at(&text.tokens, text.tokens_in(other.span).end).is_some())
}
