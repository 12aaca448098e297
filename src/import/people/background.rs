//! Who stands in a sentence of another event and was at this one all the same, because he told of the other here.
//!
//! «Былтыр аз едік», – деді қор директоры …»; «Директор … рассказал, что год назад …».

use std::ops::Range;

use super::names::{self, Shape};
use super::{Post, Scene};
use crate::import::text::{Quotation, TokenKind};
use crate::import::words::MARKS;
use crate::language::Language;

/// How far from the end of a speech its speaker may be named, in tokens.
const REACH: usize = 16;
/// How far before a sentence its paragraph is looked through, in tokens.
const LONGEST_PARAGRAPH: usize = 400;
/// How many words somebody's speech has at least, where only a verb behind it tells that it is speech.
const SHORTEST: usize = 3;
/// Verbs at the end of a Kazakh sentence that tell what somebody said.
const TOLD: &[&str] =
    &["айтты", "айтып", "деді", "жеткізді", "баяндады", "мәлімдеді", "хабарлады", "түсіндірді", "атап"];
/// Endings of what somebody does who is not the sentence's subject: «Асан Үсенов басқаратын қор …».
const PARTICIPLES: &[&str] = &["тын", "тін", "ған", "ген", "қан", "кен"];

/// Whether somebody told of the other event himself.
pub(super) fn tells(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape, post: Option<&Post>) -> bool {
    let from = post.map_or(shape.tokens.start, |post| match post.tokens.is_empty() {
        true => shape.tokens.start,
        false => post.tokens.start.min(shape.tokens.start),
    });
    let marks = marks(scene, sentence);
    if let Some(end) = end_of_speech(scene, sentence, from) {
        let is_inside = marks.iter().all(|mark| mark.end <= end);
        let is_verb = |index: usize| is_speech(scene, index);
        let is_told = from - end <= REACH
            && ((end..from).any(is_verb) || (shape.tokens.end < sentence.end && is_verb(shape.tokens.end)));
        return is_inside && is_told && !is_behind_opening(scene, sentence, true);
    }
    let Some(first) = marks.first() else { return false };
    // Where the other event's words stand before the name, the whole sentence may be of it.
    if first.start < shape.tokens.end || is_behind_opening(scene, sentence, false) {
        return false;
    }
    match scene.reader.context.language {
        Language::Kazakh => {
            let next = scene.word(shape.tokens.end);
            // «Асан Үсеновтің айтуынша, былтыр …»
            if matches!(next, "айтуынша" | "айтуына" | "сөзінше" | "пікірінше")
            {
                return true;
            }
            let is_subject = !PARTICIPLES.iter().any(|ending| next.ends_with(ending));
            let is_told = (sentence.end.saturating_sub(4).max(first.end)..sentence.end).any(|index| {
                TOLD.contains(&scene.word(index))
                    || (scene.word(index), scene.word(index + 1)) == ("есеп", "берді")
            });
            is_subject && is_told && !has_name(scene, shape.tokens.end, sentence.end)
        }
        Language::Russian | Language::English => {
            let is_colon = |index: usize| scene.reader.text.tokens[index].is_sign(":");
            let is_verb = |index: usize| is_speech(scene, index);
            let before = from.checked_sub(1).filter(|before| *before >= sentence.start);
            before.is_some_and(is_verb)
                || (shape.tokens.end..first.start).any(|index| is_verb(index) || is_colon(index))
        }
    }
}

/// What in a sentence speaks of another time, in the order in which it stands.
fn marks(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let tokens = &scene.reader.text.tokens;
    let mut marks: Vec<Range<usize>> = [&MARKS.background, &MARKS.coming_participle]
        .iter()
        .flat_map(|list| list.all_in(tokens, sentence.clone()))
        .map(|found| found.tokens)
        .collect();
    marks.sort_by_key(|mark| mark.start);
    marks
}

fn is_speech(scene: &Scene<'_>, index: usize) -> bool {
    match scene.reader.context.language {
        Language::Kazakh => matches!(scene.word(index), "деді" | "дейді"),
        Language::Russian | Language::English => scene.roles.russian_speech.contains(scene.word(index)),
    }
}

/// Behind which token the speech ends that a sentence begins in, if that is before a place.
fn end_of_speech(scene: &Scene<'_>, sentence: &Range<usize>, limit: usize) -> Option<usize> {
    let text = scene.reader.text;
    let first = sentence.clone().find(|index| text.tokens[*index].is_word())?;
    let quotation = text.quotation_at(text.tokens[first].span.start).map(|index| text.quotations[index]);
    if let Some(quotation) = quotation.filter(|quotation| is_said(scene, quotation)) {
        return Some(text.tokens_in(quotation.span).end).filter(|end| *end <= limit);
    }
    // «– …, – деді …»
    let line = text.line_at(text.tokens[first].span.start)?;
    let begins = text.tokens_in(text.lines[line].span).start;
    let is_dash = |index: usize| ["–", "—", "-", "―"].iter().any(|dash| text.tokens[index].is_sign(dash));
    (is_dash(begins))
        .then(|| (first + 1..limit).find(|index| is_dash(*index) && is_speech(scene, index + 1)))
        .flatten()
}

/// Whether somebody's words stand in quotation marks: they read so, or a verb of speech follows them.
fn is_said(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let text = scene.reader.text;
    let tokens = text.tokens_in(quotation.span);
    let is_comma = text.tokens.get(tokens.end).is_some_and(|token| !token.is_word());
    let words = text.tokens[tokens.clone()].iter().filter(|token| token.is_word()).count();
    !scene.reader.is_in_marks(tokens.start)
        || (is_comma
            && words > SHORTEST
            && (tokens.end + 1..tokens.end + 3).any(|index| is_speech(scene, index)))
}

/// Whether a sentence stands in a paragraph that turns to another event at its beginning: «Еске салсақ, …».
///
/// Of one that begins in somebody's speech the turn is his.
fn is_behind_opening(scene: &Scene<'_>, sentence: &Range<usize>, is_said: bool) -> bool {
    let text = scene.reader.text;
    let Some(line) = text.line_at(text.tokens[sentence.start].span.start) else { return true };
    let begins = text.tokens_in(text.lines[line].span).start;
    let is_open = text.tokens[begins].kind == TokenKind::Quote || !text.tokens[begins].is_word();
    if is_said && is_open {
        return false;
    }
    // A paragraph so long is looked through no further, so that each of its names costs the same.
    sentence.start - begins > LONGEST_PARAGRAPH
        || (begins..=sentence.start).any(|index| MARKS.background_opening.at(&text.tokens, index).is_some())
}

fn has_name(scene: &Scene<'_>, from: usize, limit: usize) -> bool {
    (from..limit).any(|index| {
        scene.found_at(index).is_none()
            && names::at(scene.reader, index, limit).is_some_and(|shape| names::is_sure(scene.reader, &shape))
    })
}
