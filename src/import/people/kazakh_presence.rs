//! Whether a Kazakh sentence says that somebody was there, or only speaks of him.

use std::ops::Range;

use super::names::{self, Shape};
use super::{Post, Scene};
use crate::import::nominative::kazakh::kazakh_name_ending;
use crate::import::nominative::{Case, has_surname_ending};
use crate::import::organisations::place::is_capital;
use crate::import::organisations::zones::Zone;
use crate::import::text::TokenKind;

/// Whether something is called after somebody.
///
/// Behind somebody's post an adjective is of what follows: «қор төрағасы Асан Үсенов аудандық штабты …».
pub(super) fn is_named_after(scene: &Scene<'_>, shape: &Shape, limit: usize, has_post: bool) -> bool {
    (shape.tokens.end..limit.min(shape.tokens.end + 2))
        .take_while(|index| scene.reader.text.tokens[*index].is_word())
        .take(1)
        .any(|index| {
            let word = scene.word(index);
            // «Ғ.Асанов ауданы» is a place; «жиында Ұйғыр ауданының әкімі» names nobody.
            // «ауданның», «ауылдың» is of the district that was named before.
            let is_place = ["ауданы", "ауылы"].iter().any(|of| word.starts_with(of))
                || (!has_post && ["аудандық", "ауылдық"].iter().any(|of| word.starts_with(of)));
            scene.roles.named_after_kazakh.contains(word) || (is_place && names::is_sure(scene.reader, shape))
        })
}

/// «… бастамасымен», «… Жолдауында»: he was spoken of.
pub(super) fn is_spoken_of(scene: &Scene<'_>, shape: &Shape, limit: usize) -> bool {
    let behind = shape.tokens.end;
    let last = shape.words[shape.words.len() - 1];
    let is_subject = kazakh_name_ending(scene.word(last)).0 == 0;
    // «Асан Үсенов туралы фильм»
    let is_about = behind < limit && matches!(scene.word(behind), "туралы" | "жайлы" | "жайында" | "хақында");
    is_about
        || (behind..limit.min(behind + 3)).any(|index| {
            // «Асан Үсенов жастардың атынан сөйледі»: in the name of others.
            let is_others = is_subject
                && index > behind
                && ["ның", "нің", "дың", "дің", "тың", "тің"]
                    .iter()
                    .any(|end| scene.word(index - 1).ends_with(end));
            scene.roles.spoken_of_kazakh.contains(scene.word(index)) && !is_others
        })
}

/// «ақын …ның өлеңдері», «…ның 100 жылдығы»: somebody in the genitive whose works or days are spoken of.
pub(super) fn is_of_the_past(scene: &Scene<'_>, shape: &Shape, post: &Post, limit: usize) -> bool {
    let last = shape.words[shape.words.len() - 1];
    let is_genitive = kazakh_name_ending(scene.word(last)).1 == Case::Genitive;
    let is_writer = post.tokens.clone().any(|index| {
        scene
            .roles
            .kazakh_person(scene.word(index))
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

/// «Асан Үсеновтың төрағалығымен», «Асан Үсенов төрағалық етті»: he led what is told of.
pub(super) fn presides(scene: &Scene<'_>, shape: &Shape, limit: usize) -> bool {
    let word = |ahead: usize| {
        Some(shape.tokens.end + ahead).filter(|index| *index < limit).map_or("", |index| scene.word(index))
    };
    match word(0) {
        // «… төрағалығымен құрылған қозғалыс» was so long ago.
        "төрағалығымен" | "модераторлығымен" | "төрайымдығымен" => {
            !word(1).starts_with("құрыл")
        }
        "төрағалық" | "модераторлық" | "төрайымдық" => {
            ["ет", "жаса"].iter().any(|verb| word(1).starts_with(verb))
        }
        _ => false,
    }
}

/// «Асан Үсенов сөз сөйледі», and of those who are joined to him the same: «Асан Үсенов мен Әсел Үсенова сөз алды».
pub(super) fn takes_floor(scene: &Scene<'_>, shape: &Shape, sentence: &Range<usize>) -> bool {
    const MOST: usize = 6;
    const FLOOR: &[(&str, &str)] = &[
        ("сөз", "сөйледі"),
        ("сөз", "алды"),
        ("сөз", "алып"),
        ("сөз", "сөйлеп"),
        ("баяндама", "жасады"),
        ("баяндама", "жасап"),
        ("пікір", "білдірді"),
        ("пікір", "білдіріп"),
        ("пікірін", "білдірді"),
        ("пікірді", "қостады"),
        ("пікірін", "қостады"),
        ("ұсынысты", "қолдады"),
        ("ұсыныс", "айтты"),
        ("бата", "берді"),
        ("тәжірибесімен", "бөлісті"),
        ("тәжірибелерімен", "бөлісті"),
        ("пікірімен", "бөлісті"),
        ("ойымен", "бөлісті"),
    ];
    const CAME: &[&str] = &["қатысты", "қатысып"];
    const PARTICLES: &[&str] = &["да", "де", "та", "те", "болса", "осы", "бұл", "арнайы", "өз"];
    let limit = sentence.end;
    let is_nominative = |shape: &Shape| {
        let last = shape.words[shape.words.len() - 1];
        kazakh_name_ending(scene.word(last)).0 == 0
    };
    // A sentence's first word has a capital letter whatever it is.
    let is_likely = |shape: &Shape| {
        shape.tokens.start > sentence.start
            && shape.words.len() > 1
            && has_surname_ending(scene.word(shape.words[shape.surname]))
    };
    let mut joined = shape.clone();
    let mut is_sure = true;
    for _ in 0..MOST {
        let is_known = names::is_sure(scene.reader, &joined);
        if !is_nominative(&joined) || !(is_known || is_likely(&joined)) {
            return false;
        }
        is_sure &= is_known;
        let behind = joined.tokens.end;
        let verb = (behind..limit).find(|index| !PARTICLES.contains(&scene.word(*index))).unwrap_or(limit);
        if verb < limit && CAME.contains(&scene.word(verb)) {
            return true;
        }
        if verb + 1 < limit && FLOOR.contains(&(scene.word(verb), scene.word(verb + 1))) {
            return is_sure;
        }
        if behind + 1 >= limit || !matches!(scene.word(behind), "," | "мен" | "пен" | "бен" | "және")
        {
            return false;
        }
        let Some(next) = names::at(scene.reader, behind + 1, limit) else { return false };
        joined = next;
    }
    false
}

/// «Асан Үсенов бас жүлдені жеңіп алды»: who won something there.
pub(super) fn wins(scene: &Scene<'_>, shape: &Shape, limit: usize) -> bool {
    const PRIZES: &[&str] = &["жүлде", "орын", "гран-при"];
    const WON: &[&str] = &["жеңіп", "иеленді", "алды", "қанжығалады", "еншіледі", "атанды"];
    let text = scene.reader.text;
    let last = shape.words[shape.words.len() - 1];
    let behind = shape.tokens.end;
    let starts = |index: &usize| PRIZES.iter().any(|prize| scene.word(*index).starts_with(prize));
    let is_plain =
        |index: &usize| text.tokens[*index].is_word() || text.tokens[*index].kind == TokenKind::Quote;
    let prize = (behind..limit.min(behind + 4)).take_while(is_plain).find(starts);
    kazakh_name_ending(scene.word(last)).0 == 0
        && prize.is_some_and(|prize| {
            (prize + 1..limit.min(prize + 3)).any(|index| WON.contains(&scene.word(index)))
        })
        && !has_year(scene, shape)
}

/// Whether a year stands before a name: of old prizes an article tells with it.
fn has_year(scene: &Scene<'_>, shape: &Shape) -> bool {
    let is_year = |index: usize| {
        let token = &scene.reader.text.tokens[index];
        token.kind == TokenKind::Number && token.lower.chars().count() == 4
    };
    (scene.reader.sentence_start(shape.tokens.start)..shape.tokens.start).any(is_year)
}

/// «сыйлық Асан Үсеновке берілді»: to whom a prize was given there.
pub(super) fn is_awarded(scene: &Scene<'_>, shape: &Shape, limit: usize) -> bool {
    const GIVEN: &[&str] = &["берілді", "тапсырылды", "табысталды", "бұйырды"];
    const REACH: usize = 8;
    let text = scene.reader.text;
    let last = shape.words[shape.words.len() - 1];
    let behind = shape.tokens.end;
    let case = kazakh_name_ending(scene.word(last)).1;
    if case == Case::Nominative {
        return behind < limit && scene.word(behind) == "марапатталды";
    }
    let given = (behind..limit.min(behind + REACH)).find(|index| GIVEN.contains(&scene.word(*index)));
    case == Case::Dative
        && given.is_some_and(|given| {
            let is_last = given + 1 >= limit || !text.tokens[given + 1].is_word();
            // «бірінші орын Асан Үсеновке, екінші орын Берік Үсеновке бұйырды»
            let winners: Vec<usize> = (behind..given)
                .filter(|index| is_capital(text, &text.tokens[*index]))
                .filter_map(|index| names::at(scene.reader, index, given))
                .filter(|other| other.tokens.end == given)
                .flat_map(|other| other.tokens)
                .collect();
            let is_of_prize = (behind..given).all(|index| {
                scene.reader.is_in_marks(index)
                    || text.tokens[index].kind == TokenKind::Quote
                    || winners.contains(&index)
                    || !winners.is_empty() && text.tokens[index].is_sign(",")
                    || text.tokens[index].is_word()
                        && !is_capital(text, &text.tokens[index])
                        && !scene.word(index).starts_with("арнал")
            });
            is_last && is_of_prize
        })
        && !has_year(scene, shape)
}

/// Whether the words around a name say that he spoke, though not as what.
pub(super) fn speaks(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape) -> bool {
    let is_speech = |index: usize| scene.roles.kazakh_speech.contains(scene.word(index));
    let before = shape.tokens.start.checked_sub(1).filter(|before| *before >= sentence.start);
    if before.is_some_and(|before| matches!(scene.word(before), "деді" | "дейді" | "деп")) {
        return true;
    }
    // «Асан Үсеновтің айтуынша, …»
    let behind = shape.tokens.end;
    let is_genitive = kazakh_name_ending(scene.word(shape.words[shape.words.len() - 1])).1 == Case::Genitive;
    if is_genitive && behind < sentence.end && scene.word(behind) == "айтуынша" {
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
    // «Асан Үсеновке қатысты …» is about him.
    let last = shape.words[shape.words.len() - 1];
    begins
        && kazakh_name_ending(scene.word(last)).0 == 0
        && is_capital(scene.reader.text, &scene.reader.text.tokens[shape.tokens.start])
        && tail.into_iter().any(is_speech)
}
