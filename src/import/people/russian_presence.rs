//! Whether a Russian sentence says that somebody was there, or only speaks of him.

use std::ops::Range;

use super::names::{self, Shape};
use super::russian_post::REACH;
use super::{Post, Scene};
use crate::import::nominative::Case;
use crate::import::organisations::place::is_capital;
use crate::import::text::TokenKind;

/// How many words may stand between a verb and the name of who did it.
const WIDEST_GAP: usize = 4;
/// The endings of surnames in the nominative.
const WOMANS: &[&str] = &["ова", "ева", "ина", "ына", "ская", "цкая"];
const MANS: &[&str] = &["ов", "ев", "ин", "ын", "ский", "цкий"];

fn ends(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether something is called after somebody.
pub(super) fn is_named_after(scene: &Scene<'_>, first: usize, name: usize) -> bool {
    (name.saturating_sub(2).max(first)..name).any(|index| {
        // «ректор университета имени Абая Асан Усенов»: the body's name has ended.
        let is_of_body = scene.found_at(index).is_some_and(|found| found.tokens.end <= name);
        let is_on_behalf = index > first && (scene.word(index - 1), scene.word(index)) == ("от", "имени");
        scene.roles.named_after_russian.contains(scene.word(index))
            && !is_on_behalf
            && !scene.reader.is_in_marks(index)
            && !is_of_body
    })
}

/// «ветераны района Асана Усенова»: of several people none has the name that follows, but the district.
pub(super) fn is_of_district(scene: &Scene<'_>, shape: &Shape, post: &Post) -> bool {
    const LEVELS: &[&str] = &["района", "районе", "району", "районом"];
    let behind = shape.tokens.end;
    let is_listed = matches!(scene.word(behind), "," | "и")
        && names::at(scene.reader, behind + 1, scene.reader.text.tokens.len()).is_some();
    let is_declined = shape.words.iter().all(|index| ends(scene.word(*index), &["а", "я", "ого", "ой"]));
    post.is_plural
        && !is_listed
        && is_declined
        && shape.tokens.start.checked_sub(1).is_some_and(|level| LEVELS.contains(&scene.word(level)))
}

/// «по инициативе президента …», «в Послании главы государства …».
pub(super) fn is_spoken_of(scene: &Scene<'_>, first: usize, post: usize) -> bool {
    let is_on_behalf = post >= first + 2 && scene.word(post - 2) == "от" && scene.word(post - 1) == "имени";
    is_on_behalf
        || (post.saturating_sub(2).max(first)..post)
            .any(|index| scene.roles.spoken_of_russian.contains(scene.word(index)))
}

/// «стихи поэта …», «к 100-летию писателя …»: a writer in the genitive is spoken of.
pub(super) fn is_of_the_past(scene: &Scene<'_>, shape: &Shape, post: &Post) -> bool {
    let is_writer = post.tokens.clone().any(|index| {
        scene
            .roles
            .russian_form(scene.word(index))
            .is_some_and(|form| scene.roles.writers.contains(&form.nominative))
    });
    let before = (shape.tokens.start.saturating_sub(8)..post.tokens.start).any(|index| {
        ["летию", "летия", "летие", "юбилею", "памяти"].iter().any(|end| scene.word(index).ends_with(end))
    });
    post.case == Some(Case::Genitive) && !post.is_plural && (is_writer || before)
}

/// Whether a sentence says that somebody in the nominative was there himself.
pub(super) fn takes_part(scene: &Scene<'_>, sentence: &Range<usize>, post: &Post) -> bool {
    post.case == Some(Case::Nominative)
        && sentence.clone().any(|index| {
            matches!(
                scene.word(index),
                "принял" | "выступил" | "открыл" | "посетил" | "прибыл" | "приветствовал"
            )
        })
}

/// In which case a name stands that words around it say spoke, or did something there.
pub(super) fn speaks(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape) -> Option<Case> {
    // «одиннадцатилетняя Асель Усен»: so only people are described.
    let is_aged = |index: &usize| *index >= sentence.start && ends(scene.word(*index), &["летний", "летняя"]);
    let age = shape.tokens.start.checked_sub(1).filter(is_aged);
    let start = age.unwrap_or(shape.tokens.start);
    if age.is_none() && !names::is_sure(scene.reader, shape) {
        return None;
    }
    let before = start.checked_sub(1).filter(|before| *before >= sentence.start);
    let behind = Some(shape.tokens.end).filter(|behind| *behind < sentence.end);
    let is_told = |index: usize| is_verb_of(scene, sentence, shape, index);
    if before.is_some_and(|before| is_one_of_several(scene, sentence, shape, before)) {
        return Some(Case::Nominative);
    }
    if before.is_some_and(is_told) || behind.is_some_and(is_told) {
        return Some(Case::Nominative);
    }
    // «Его заместитель, Асан Усенов, возразил»
    let is_apart = before.is_some_and(|before| scene.word(before) == ",");
    if let Some(comma) = behind.filter(|comma| is_apart && scene.word(*comma) == ",")
        && comma + 1 < sentence.end
        && is_told(comma + 1)
    {
        return Some(Case::Nominative);
    }
    // «Асан Усенов, возглавляющий центр, отметил»
    let clause = behind.filter(|comma| {
        let is_participle = |word: &str| ends(word, &["щий", "щая", "вший", "вшая"]);
        scene.word(*comma) == "," && is_participle(scene.word(comma + 1))
    });
    let is_comma = |index: &usize| scene.word(*index) == "," && !scene.reader.is_in_marks(*index);
    if let Some(clause) = clause
        && let Some(comma) = (clause + 1..sentence.end.min(clause + REACH)).find(is_comma)
        && is_told(comma + 1)
    {
        return Some(Case::Nominative);
    }
    if before.is_some_and(|before| is_told_afar(scene, sentence, shape, before)) {
        return Some(Case::Nominative);
    }
    let word = |back: usize| {
        start.checked_sub(back).filter(|index| *index >= sentence.start).map_or("", |index| scene.word(index))
    };
    matches!(
        (word(2), word(1)),
        ("по", "словам")
            | ("под", "председательством" | "модераторством")
            | (_, "выступление" | "выступления")
    )
    .then_some(Case::Genitive)
}

/// «выступили Асан Усенов и Асель Сапарова», «награды приняли …»: somebody whom a verb for several people names, behind
/// it at once or behind others of them.
///
/// The first one's words must show the nominative, for «поблагодарили Асана Усенова» looks like a woman's name.
fn is_one_of_several(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape, before: usize) -> bool {
    const MOST: usize = 6;
    // Of the first one nothing tells the case yet: his given name must show it.
    let is_nominative = |shape: &Shape, is_first: bool| {
        let surname = scene.word(shape.words[shape.surname]);
        let is_given = |endings: &[&str]| {
            let is_oblique =
                |(at, index): (usize, &usize)| at != shape.surname && ends(scene.word(*index), endings);
            !shape.words.iter().enumerate().any(is_oblique)
        };
        let is_mans = ends(surname, MANS) && is_given(&["а", "я", "у", "ю"]);
        let is_womans = ends(surname, WOMANS) && (!is_first || is_given(&["а", "я"]));
        !shape.has_initials && (is_mans || is_womans)
    };
    let mut one = shape.clone();
    let mut last = before;
    for _ in 0..MOST {
        let is_first = is_plural_verb(scene, sentence, last);
        if !is_nominative(&one, is_first) {
            return false;
        }
        if is_first {
            return true;
        }
        if !matches!(scene.word(last), "и" | ",") {
            return false;
        }
        // The one before him, of two words or three, ends right before the comma.
        let other = [2, 3].into_iter().find_map(|words| {
            let start = last.checked_sub(words).filter(|start| *start > sentence.start)?;
            names::at(scene.reader, start, sentence.end).filter(|other| other.tokens.end == last)
        });
        let Some(other) = other else { return false };
        last = other.tokens.start - 1;
        one = other;
    }
    false
}

/// Whether a word is such a verb in the plural, of this event.
fn is_plural_verb(scene: &Scene<'_>, sentence: &Range<usize>, index: usize) -> bool {
    // Whom others greeted or thanked stands behind these.
    const OF_OTHERS: &[&str] =
        &["поблагодарили", "поприветствовали", "приветствовали", "поздравили", "представляли", "показали"];
    let is_year = |index: usize| {
        let token = &scene.reader.text.tokens[index];
        token.kind == TokenKind::Number && token.lower.chars().count() == 4
    };
    let word = scene.word(index);
    let singular = match (word.strip_suffix("ли"), word.strip_suffix("лись")) {
        (Some(stem), _) => format!("{stem}л"),
        (_, Some(stem)) => format!("{stem}лся"),
        _ => return false,
    };
    // «награды приняли»
    let is_received = matches!(word, "приняли" | "получили")
        && (sentence.start..index).any(|index| {
            ["наград", "преми", "диплом", "грамот", "сертификат"]
                .iter()
                .any(|stem| scene.word(index).starts_with(stem))
        });
    !OF_OTHERS.contains(&word)
        && (is_received
            || scene.roles.russian_speech.contains(&singular)
            || scene.roles.russian_deeds.contains(&singular))
        && !(sentence.start..index).any(is_year)
}

/// Whether a word is a verb of speech, or of what is done at an event, that may be of somebody.
fn is_verb_of(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape, index: usize) -> bool {
    // Of what was done at other times an article tells with the year.
    let is_year = |index: usize| {
        let token = &scene.reader.text.tokens[index];
        token.kind == TokenKind::Number && token.lower.chars().count() == 4
    };
    let word = scene.word(index);
    let is_deed = scene.roles.russian_deeds.contains(word)
        && !(sentence.start..shape.tokens.start.max(index)).any(is_year);
    (is_deed || scene.roles.russian_speech.contains(word))
        && agrees(scene.word(shape.words[shape.surname]), word)
}

/// «поделилась по видеосвязи Асель Усенова», «поддержал это предложение Асан Усенов»: the verb some words before.
///
/// «рассказала о книге Ивана Усенова» looks like a woman's name, so that where other words stand between, the given
/// name must show that it is in the nominative.
fn is_told_afar(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape, last: usize) -> bool {
    const CONNECTIVES: &[&str] = &["как", "что", "где", "когда", "если", "и", "но", "а", "чем", "ли"];
    let text = scene.reader.text;
    let surname = scene.word(shape.words[shape.surname]);
    let is_passed = |index: &usize| {
        let token = &text.tokens[*index];
        token.is_word() && !is_capital(text, token) && !CONNECTIVES.contains(&token.lower.as_str())
    };
    let least = last.saturating_sub(WIDEST_GAP).max(sentence.start);
    let is_verb = |index: &usize| is_verb_of(scene, sentence, shape, *index);
    let Some(verb) =
        (least..=last).rev().take_while(|index| is_passed(index) || is_verb(index)).find(is_verb)
    else {
        return false;
    };
    let is_beside = (verb + 1..=last).all(|index| scene.roles.russian_besides.contains(scene.word(index)));
    let is_his = ends(scene.word(verb), &["л", "лся"]) && ends(surname, MANS);
    let is_hers = ends(scene.word(verb), &["ла", "лась"])
        && ends(surname, WOMANS)
        && shape
            .words
            .iter()
            .enumerate()
            .all(|(at, index)| at == shape.surname || !ends(scene.word(*index), &["а", "я"]));
    is_beside || (!shape.has_initials && (is_his || is_hers))
}

/// Whether a verb may be of somebody in the nominative with a surname: «Усенова отметил» is no sentence of hers.
pub(super) fn agrees(surname: &str, verb: &str) -> bool {
    let is_oblique = ends(surname, &["овой", "евой", "ову", "еву", "овым", "евым", "ского", "скому"]);
    let (is_hers, is_his) = (ends(verb, &["ла", "лась"]), ends(verb, &["л", "лся"]));
    let contradicts = (ends(surname, WOMANS) && is_his) || (ends(surname, MANS) && is_hers);
    !(is_oblique || contradicts)
}
