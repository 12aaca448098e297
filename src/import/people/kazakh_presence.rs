//! Whether a Kazakh sentence says that somebody was there, or only speaks of him.

use std::ops::Range;

use super::names::{self, Shape};
use super::{Post, Scene};
use crate::import::nominative::Case;
use crate::import::nominative::kazakh::kazakh_name_ending;
use crate::import::organisations::place::is_capital;
use crate::import::organisations::zones::Zone;

/// Whether something is called after somebody.
pub(super) fn is_named_after(scene: &Scene<'_>, shape: &Shape, limit: usize) -> bool {
    (shape.tokens.end..limit.min(shape.tokens.end + 2))
        .take_while(|index| scene.reader.text.tokens[*index].is_word())
        .take(1)
        .any(|index| {
            let word = scene.word(index);
            // «Ғ.Асанов ауданы» is a place; «жиында Ұйғыр ауданының әкімі» names nobody.
            let is_place = word.starts_with("аудан") || word.starts_with("ауыл");
            scene.roles.named_after_kazakh.contains(word) || (is_place && names::is_sure(scene.reader, shape))
        })
}

/// «… бастамасымен», «… Жолдауында»: he was spoken of.
pub(super) fn is_spoken_of(scene: &Scene<'_>, shape: &Shape, limit: usize) -> bool {
    (shape.tokens.end..limit.min(shape.tokens.end + 3))
        .any(|index| scene.roles.spoken_of_kazakh.contains(scene.word(index)))
}

/// «ақын …ның өлеңдері», «…ның 100 жылдығы»: somebody in the genitive whose works or days are spoken of.
pub(super) fn is_of_the_past(scene: &Scene<'_>, shape: &Shape, post: &Post, limit: usize) -> bool {
    let last = shape.words[shape.words.len() - 1];
    let is_genitive = kazakh_name_ending(scene.word(last)).1 == Case::Genitive;
    let is_writer = post.tokens.clone().any(|index| {
        scene
            .roles
            .kazakh_form(scene.word(index))
            .is_some_and(|(noun, _)| scene.roles.writers.contains(&noun.bare))
    });
    let is_anniversary = (shape.tokens.end..limit.min(shape.tokens.end + 6))
        .any(|index| scene.word(index).starts_with("жылдығы") || scene.word(index).starts_with("мерейтой"));
    is_genitive && (is_writer || is_anniversary)
}

/// Whether a sentence says that somebody in the nominative was there himself.
pub(super) fn takes_part(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape) -> bool {
    let last = shape.words[shape.words.len() - 1];
    let is_nominative = kazakh_name_ending(scene.word(last)).0 == 0;
    is_nominative
        && (shape.tokens.end..sentence.end).any(|index| {
            matches!(scene.word(index), "қатысты" | "сөйледі" | "ашты" | "келді" | "құттықтады" | "өткізді")
        })
}

/// Whether the words around a name say that he spoke, though not as what.
pub(super) fn speaks(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape) -> bool {
    let is_speech = |index: usize| scene.roles.kazakh_speech.contains(scene.word(index));
    let before = shape.tokens.start.checked_sub(1).filter(|before| *before >= sentence.start);
    if before.is_some_and(|before| matches!(scene.word(before), "деді" | "дейді" | "деп")) {
        return true;
    }
    // «…», – дейді ауыл тұрғыны, үш баланың анасы Асан Үсенов.
    let ends = sentence.end.saturating_sub(2) <= shape.tokens.end;
    let told = shape.tokens.start.saturating_sub(14).max(sentence.start)..shape.tokens.start;
    if ends
        && told.into_iter().any(|index| {
            matches!(scene.word(index), "деді" | "дейді") && scene.reader.zones[index] == Zone::Report
        })
    {
        return true;
    }
    let begins = shape.tokens.start == sentence.start;
    let tail = sentence.end.saturating_sub(4).max(shape.tokens.end)..sentence.end;
    begins
        && is_capital(scene.reader.text, &scene.reader.text.tokens[shape.tokens.start])
        && tail.into_iter().any(is_speech)
}
