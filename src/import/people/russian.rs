//! People in Russian sentences: role, organisation in the genitive, name; or the role behind a comma.

use std::ops::Range;

use super::names::{self, Shape};
use super::{Candidate, Post, Scene};
use crate::gazetteer::{Gazetteer, Resolution};
use crate::import::nominative::Case;
use crate::import::nominative::russian::is_verb;
use crate::import::organisations::place::{self, is_capital};
use crate::language::Language;

/// How far before a name its role may stand, in tokens.
const REACH: usize = 22;

/// Finds the people of a Russian text.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for sentence in &scene.reader.text.sentences {
        if !scene.is_headline(&sentence.tokens) {
            in_sentence(scene, sentence.tokens.clone(), &mut candidates);
        }
    }
    candidates
}

fn in_sentence(scene: &Scene<'_>, sentence: Range<usize>, candidates: &mut Vec<Candidate>) {
    let mut at = sentence.start;
    let mut before: Option<(usize, Option<Post>)> = None;
    while at < sentence.end {
        if let Some(found) = scene.found_at(at) {
            at = found.tokens.end.max(at + 1);
            continue;
        }
        if let Some(end) = place::russian_end(scene.reader.text, at, sentence.end) {
            at = end.max(at + 1);
            continue;
        }
        let Some(shape) = names::at(scene.reader, at, sentence.end) else {
            at += 1;
            continue;
        };
        // A role at a sentence's beginning has a capital letter too: «Депутат Асан …».
        if is_role_word(scene, at) && !shape.has_initials {
            at += 1;
            continue;
        }
        let Some((candidate, shared)) = person(scene, &sentence, &shape, before.as_ref()) else {
            at += 1;
            continue;
        };
        candidates.push(candidate);
        at = shape.tokens.end;
        before = Some((at, shared));
    }
}

fn is_role_word(scene: &Scene<'_>, index: usize) -> bool {
    scene.roles.russian_form(scene.word(index)).is_some()
        || scene.roles.russian_adjective(scene.word(index)).is_some()
}

fn person(
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    shape: &Shape,
    before: Option<&(usize, Option<Post>)>,
) -> Option<(Candidate, Option<Post>)> {
    let start = shape.tokens.start;
    if is_named_after(scene, sentence.start, start) {
        let mut candidate = scene.candidate(shape, None, Some(Case::Genitive), "named-after", 80);
        candidate.why = Some("named-after");
        return Some((candidate, None));
    }
    // Posts behind posts are read as far as a sentence of people goes on, and no further.
    let near = start.saturating_sub(3 * REACH).max(sentence.start);
    let first = before.map_or(near, |(end, _)| (*end).max(near));
    let mut found = chosen(scene, first, start)
        .map(|post| (post, "chosen", 85))
        .or_else(|| before_name(scene, first, start).map(|post| (post, "role-before", 92)));
    if found.is_none()
        && let Some((end, Some(shared))) = before
        && joins(scene, *end, start)
        && shared.is_plural
    {
        found = Some((Post { tokens: 0..0, ..shared.clone() }, "coordinated", 82));
    }
    let mut case = found.as_ref().and_then(|(post, ..)| post.case);
    if found.is_none() {
        found = behind_name(scene, sentence, shape).map(|post| (post, "role-behind", 86));
        case = None;
    }
    if let Some((post, rule, confidence)) = found {
        let mut candidate = scene.candidate(shape, Some(&post), case, rule, confidence);
        if candidate.why == Some("head-of-state") && takes_part(scene, sentence, &post) {
            candidate.why = None;
        }
        if candidate.why.is_none()
            && !post.tokens.is_empty()
            && is_spoken_of(scene, sentence.start, post.tokens.start)
        {
            candidate.why = Some("spoken-of");
        }
        if candidate.why.is_none() && is_of_the_past(scene, shape, &post) {
            candidate.why = Some("spoken-of");
        }
        return Some((candidate, Some(post)));
    }
    let case = speaks(scene, sentence, shape).filter(|_| names::is_sure(scene.reader, shape))?;
    Some((scene.candidate(shape, None, Some(case), "speaks", 66), None))
}

/// The role before a name, with nothing between them but what it is the role of.
fn before_name(scene: &Scene<'_>, first: usize, name: usize) -> Option<Post> {
    let text = scene.reader.text;
    let tokens = &text.tokens;
    let mut at = name;
    while at > first && name - at < REACH {
        at -= 1;
        if let Some(found) = scene.found_at(at) {
            if found.of_role {
                return Some(post(scene, first, found.tokens.start, name));
            }
            at = found.tokens.start.max(first);
            continue;
        }
        let token = &tokens[at];
        if let Some(place) = place_ending_at(scene, first, at, name) {
            at = place;
            continue;
        }
        if let Some(form) = scene.roles.russian_form(&token.lower).filter(|_| !scene.reader.is_in_marks(at)) {
            // «председатель совета ветеранов …»: a role in the genitive may be what another one is of.
            if form.case == Case::Genitive
                && let Some(governing) = before_name(scene, first, at)
                && governing.tokens.end == at
                && !is_role_word(scene, at.saturating_sub(1))
            {
                let start = governing.tokens.start;
                let noun = (start..at).find(|index| scene.roles.russian_form(scene.word(*index)).is_some());
                return Some(post(scene, first, noun.unwrap_or(at), name));
            }
            return Some(post(scene, first, at, name));
        }
        // «Модератор форума – Асан Усенов», «Спикер: Асан Усенов».
        let is_pause = at + 1 == name
            && ["–", "—", "-", ":"].iter().any(|sign| token.is_sign(sign))
            && at > first
            && (at - 1..at).all(|index| tokens[index].is_word());
        let is_transparent = is_pause
            || scene.reader.is_in_marks(at)
            || (token.is_word() && is_of_organisation(scene, at))
            || token.is_sign("(")
            || token.is_sign(")")
            || token.is_sign(".") && at > 0 && tokens[at - 1].lower.chars().count() == 1;
        if !is_transparent {
            return None;
        }
    }
    None
}

/// «модератором стал Асан Усенов», «председателем избрана Асель Усенова».
fn chosen(scene: &Scene<'_>, first: usize, name: usize) -> Option<Post> {
    const LINKS: &[&str] = &[
        "стал",
        "стала",
        "выступил",
        "выступила",
        "является",
        "избран",
        "избрана",
        "назначен",
        "назначена",
        "был",
        "была",
    ];
    let link = name.checked_sub(1).filter(|link| *link > first && LINKS.contains(&scene.word(*link)))?;
    let noun = (first.max(link.saturating_sub(8))..link).rev().find(|index| {
        scene
            .roles
            .russian_form(scene.word(*index))
            .is_some_and(|form| form.case == Case::Instrumental && !form.is_plural)
    })?;
    let is_between = (noun + 1..link).all(|index| {
        scene.reader.is_in_marks(index)
            || scene.found_at(index).is_some()
            || is_of_organisation(scene, index)
            || scene.word(index).starts_with("котор")
    });
    let end = (noun + 1..link).find(|index| scene.word(*index).starts_with("котор")).unwrap_or(link);
    is_between.then(|| Post {
        case: Some(Case::Nominative),
        tokens: noun..name,
        ..post(scene, first, noun, end)
    })
}

/// Where the name of a place begins that a token ends.
fn place_ending_at(scene: &Scene<'_>, first: usize, last: usize, limit: usize) -> Option<usize> {
    let sentence_end = scene.reader.sentence_end(last).max(limit);
    (first.max(last.saturating_sub(2))..=last)
        .find(|start| place::russian_end(scene.reader.text, *start, sentence_end) == Some(last + 1))
}

/// Whether a word may stand between a role and a name: a genitive, a place, a preposition of organisations' names.
fn is_of_organisation(scene: &Scene<'_>, index: usize) -> bool {
    let text = scene.reader.text;
    let token = &text.tokens[index];
    let lower = token.lower.as_str();
    if matches!(
        lower,
        "и" | "по"
            | "при"
            | "рк"
            | "г"
            | "с"
            | "в"
            | "на"
            | "для"
            | "имени"
            | "им"
            | "инвалидов"
            | "нко"
            | "нпо"
            | "кгу"
            | "оо"
            | "оф"
    ) {
        return true;
    }
    let before = index.checked_sub(1).map_or("", |before| scene.word(before));
    if lower.ends_with("ом")
        && ["заведующ", "управляющ", "руководит"].iter().any(|stem| before.starts_with(stem))
    {
        return true;
    }
    // What may be anything but a verb belongs to the organisation; a proper name ends in many ways.
    let is_verb = is_verb(lower) && !is_capital(text, token);
    let is_connective = matches!(
        lower,
        "также"
            | "которые"
            | "которая"
            | "который"
            | "которой"
            | "которого"
            | "где"
            | "когда"
            | "года"
            | "сегодня"
            | "вместе"
            | "из"
            | "от"
            | "до"
            | "что"
            | "как"
            | "а"
            | "но"
            | "о"
            | "об"
            | "за"
            | "под"
            | "над"
            | "со"
            | "к"
            | "ко"
            | "у"
            | "во"
            | "не"
            | "его"
            | "ее"
            | "их"
    );
    !is_verb && !is_connective
}

/// The post whose noun stands at a token: what belongs to it before, and for whom it is.
fn post(scene: &Scene<'_>, first: usize, noun: usize, name: usize) -> Post {
    let text = scene.reader.text;
    let mut start = noun;
    while start > first && !scene.reader.is_in_marks(start - 1) && is_role_word(scene, start - 1) {
        start -= 1;
    }
    // «почетный гражданин …, общественный деятель …»: the post before the comma is his as well.
    let earlier = start
        .checked_sub(1)
        .filter(|comma| *comma > first && text.tokens[*comma].is_sign(","))
        .and_then(|comma| before_name(scene, first, comma));
    let head = (start..=noun).find_map(|index| scene.roles.russian_form(scene.word(index)));
    let found = scene.near(name).iter().find(|one| one.tokens.start >= start && one.tokens.end <= name);
    let sentence_end = scene.reader.sentence_end(noun);
    let place = (noun + 1..name)
        .find(|index| place::russian_end(text, *index, sentence_end).is_some_and(|end| end <= name));
    let body = found.map(|found| if found.of_role { noun + 1 } else { found.tokens.start });
    let end = body.into_iter().chain(place).min().unwrap_or(name).max(noun + 1);
    // An akim is one of a place; an honorary citizen of a place is called so.
    let is_akims = (start..=noun)
        .any(|index| scene.word(index).contains("аким") || scene.word(index).starts_with("глав"));
    let is_whole = found.is_none() && place.is_some_and(|place| place > noun + 1 || !is_akims);
    let end = if is_whole { name } else { end };
    let organisation = found.map(|found| scene.name_of(found)).or_else(|| {
        place
            .filter(|place| *place == noun + 1 && is_akims)
            .and_then(|place| place_name(scene, place, sentence_end))
    });
    // «аким области» is the akim of the event's region.
    let level =
        (noun + 1..name).next().map(|index| scene.word(index)).filter(|_| is_akims && found.is_none());
    let own_region = level
        .filter(|level| matches!(*level, "области" | "города") && place != Some(noun + 1))
        .and_then(|level| scene.reader.context.region.filter(|region| place::is_level_of(level, *region)));
    let organisation = organisation.or_else(|| {
        own_region.map(|region| Gazetteer::built_in().get(region).names[Language::Russian].clone())
    });
    let end = if own_region.is_some() && start == noun { noun + 1 } else { end };
    let role = role_text(scene, start, end);
    let lower = role.to_lowercase();
    let phrase = (start..name)
        .filter(|index| !scene.reader.is_in_marks(*index) && text.tokens[*index].is_word())
        .map(|index| scene.word(index))
        .collect::<Vec<_>>()
        .join(" ");
    let is_state = |role: &str| scene.roles.heads_of_state_russian.iter().any(|known| known == role);
    let nominative = head.map_or_else(String::new, |head| {
        let rest = phrase.split_once(' ').map_or("", |(_, rest)| rest);
        format!("{} {rest}", head.nominative).trim().to_owned()
    });
    let is_head_of_state =
        found.is_none() && (is_state(&lower) || is_state(&nominative) || is_state(&phrase));
    let is_country =
        place.is_some_and(|place| matches!(scene.word(place), "рк" | "казахстана" | "республики"));
    let mut post = Post {
        role: Some(role),
        organisation: organisation.filter(|_| !(is_country && found.is_none())),
        tokens: start..name,
        is_plural: head.is_some_and(|head| head.is_plural),
        case: head.map(|head| head.case),
        is_head_of_state,
    };
    if let Some(earlier) = earlier.filter(|earlier| !earlier.is_plural && !earlier.is_head_of_state) {
        post.role = match (earlier.role, post.role) {
            (Some(earlier), Some(own)) => Some(format!("{earlier}, {own}")),
            (earlier, own) => earlier.or(own),
        };
        post.organisation = post.organisation.or(earlier.organisation);
        post.tokens.start = earlier.tokens.start;
    }
    post
}

/// The role in small letters; its noun and the adjectives before it in the nominative.
fn role_text(scene: &Scene<'_>, start: usize, end: usize) -> String {
    let text = scene.reader.text;
    let mut is_behind_noun = false;
    let mut words: Vec<String> = Vec::new();
    for index in start..end {
        let token = &text.tokens[index];
        if !token.is_word() {
            // «г. Актау»
            let is_abbreviated =
                token.is_sign(".") && index > start && scene.word(index - 1).chars().count() == 1;
            if let Some(last) = words.last_mut().filter(|_| is_abbreviated) {
                last.push('.');
            }
            continue;
        }
        let written = text.slice(token.span);
        if is_behind_noun {
            words.push(written.to_owned());
        } else if let Some(form) = scene.roles.russian_form(&token.lower) {
            is_behind_noun = true;
            words.push(form.nominative.clone());
        } else if let Some((adjective, _)) = scene.roles.russian_adjective(&token.lower) {
            words.push(adjective.to_owned());
        } else {
            words.push(written.to_owned());
        }
    }
    words.join(" ")
}

/// The place that somebody is an akim of, in the nominative where the gazetteer has it.
fn place_name(scene: &Scene<'_>, start: usize, limit: usize) -> Option<String> {
    let text = scene.reader.text;
    let end = place::russian_end(text, start, limit)?;
    let words = text.slice((text.tokens[start].span.start..text.tokens[end - 1].span.end).into());
    let nominative = words
        .replace("ой области", "ая область")
        .replace("области ", "область ")
        .replace("ого района", "ий район")
        .replace("района ", "район ")
        .replace("города ", "город ");
    if let Some((_, city)) = nominative.split_once("город ")
        && let Some(city) = place::russian_city(&city.to_lowercase())
    {
        return Some(format!("город {city}"));
    }
    let gazetteer = Gazetteer::built_in();
    if let Some(Resolution::Found(region)) = gazetteer.find(&nominative, None)
        && !nominative.contains("район")
    {
        return Some(gazetteer.get(region).names[Language::Russian].clone());
    }
    Some(nominative)
}

/// «Асан Усенов, председатель …», «Асан Усенов (директор …)».
fn behind_name(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape) -> Option<Post> {
    let tokens = &scene.reader.text.tokens;
    let mark = shape.tokens.end;
    let is_mark = |index: usize, signs: &[&str]| signs.iter().any(|sign| tokens[index].is_sign(sign));
    if mark + 1 >= sentence.end || !is_mark(mark, &[",", "–", "—", "-", "("]) {
        return None;
    }
    // The role at once, or behind an adjective or two, in the nominative.
    let noun = (mark + 1..sentence.end.min(mark + 4)).find(|index| {
        scene
            .roles
            .russian_form(scene.word(*index))
            .is_some_and(|form| form.case == Case::Nominative && !form.is_plural)
    })?;
    if !(mark + 1..noun).all(|index| is_role_word(scene, index)) {
        return None;
    }
    let end = (noun + 1..sentence.end)
        .find(|index| {
            !scene.reader.is_in_marks(*index)
                && scene.found_at(*index).is_none()
                && (is_mark(*index, &[",", ".", ":", ";", ")", "–", "—"])
                    || !is_of_organisation(scene, *index))
        })
        .unwrap_or(sentence.end);
    // A further name behind the role, and it is that one's: «Асан Усенов, директор Берик Усенов».
    let has_name =
        end < sentence.end && names::at(scene.reader, end, sentence.end).is_some() && !is_mark(end, &[","]);
    if has_name {
        return None;
    }
    let mut post = post(scene, mark + 1, noun, end);
    post.tokens = mark + 1..end;
    Some(post)
}

fn joins(scene: &Scene<'_>, end: usize, start: usize) -> bool {
    match start.checked_sub(end) {
        Some(1) => matches!(scene.word(end), "," | "и"),
        Some(2) => matches!(scene.word(end), ",") && matches!(scene.word(end + 1), "и" | "а"),
        _ => false,
    }
}

fn is_named_after(scene: &Scene<'_>, first: usize, name: usize) -> bool {
    (name.saturating_sub(2).max(first)..name).any(|index| {
        scene.roles.named_after_russian.contains(scene.word(index)) && !scene.reader.is_in_marks(index)
    })
}

/// «по инициативе президента …», «в Послании главы государства …».
fn is_spoken_of(scene: &Scene<'_>, first: usize, post: usize) -> bool {
    let is_on_behalf = post >= first + 2 && scene.word(post - 2) == "от" && scene.word(post - 1) == "имени";
    is_on_behalf
        || (post.saturating_sub(2).max(first)..post)
            .any(|index| scene.roles.spoken_of_russian.contains(scene.word(index)))
}

/// «стихи поэта …», «к 100-летию писателя …»: a writer in the genitive is spoken of.
fn is_of_the_past(scene: &Scene<'_>, shape: &Shape, post: &Post) -> bool {
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
fn takes_part(scene: &Scene<'_>, sentence: &Range<usize>, post: &Post) -> bool {
    post.case == Some(Case::Nominative)
        && sentence.clone().any(|index| {
            matches!(
                scene.word(index),
                "принял" | "выступил" | "открыл" | "посетил" | "прибыл" | "приветствовал"
            )
        })
}

/// In which case a name stands that words around it say spoke.
fn speaks(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape) -> Option<Case> {
    let is_speech = |index: usize| scene.roles.russian_speech.contains(scene.word(index));
    let before = shape.tokens.start.checked_sub(1).filter(|before| *before >= sentence.start);
    let behind = Some(shape.tokens.end).filter(|behind| *behind < sentence.end);
    if before.is_some_and(is_speech) || behind.is_some_and(is_speech) {
        return Some(Case::Nominative);
    }
    before
        .filter(|before| {
            scene.word(*before) == "словам" && before.checked_sub(1).is_some_and(|po| scene.word(po) == "по")
        })
        .map(|_| Case::Genitive)
}
