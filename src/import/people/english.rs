//! People in English sentences: «Chairman of … Asan Usenov», «Asan Usenov, chairman of …».

use super::names::{self, Shape};
use super::{Candidate, Post, Scene};
use crate::gazetteer::Gazetteer;
use crate::language::Language;

/// How far before a name its role may stand, in tokens.
const REACH: usize = 14;

/// Words that stand for the event's own place where no name stands beside them.
const LEVELS: &[&str] = &["region", "oblast", "city"];

/// Finds the people of an English text.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for sentence in &scene.reader.text.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if let Some(found) = scene.found_at(at) {
                at = found.tokens.end.max(at + 1);
                continue;
            }
            let shape = names::at(scene.reader, at, sentence.tokens.end)
                .filter(|shape| shape.words.iter().all(|index| !is_role(scene, *index)));
            let Some(shape) = shape else {
                at += 1;
                continue;
            };
            // «the director of Steppe Museum Olga Petrova»: three words in capital letters begin with the body's last.
            let is_behind =
                |back: usize| at.checked_sub(back).filter(|before| *before >= sentence.tokens.start);
            let is_of_body = shape.words.len() == 3
                && is_behind(1).is_some_and(|before| names::is_name_word(scene.reader, before, at))
                && is_behind(2).is_some_and(|before| is_of(scene, before));
            if is_of_body {
                at += 1;
                continue;
            }
            let post = before_name(scene, sentence.tokens.start, &shape)
                .or_else(|| behind_name(scene, sentence.tokens.end, &shape));
            let Some(post) = post else {
                at += 1;
                continue;
            };
            let mut candidate = scene.candidate(&shape, Some(&post), None, "role-beside", 84);
            let is_after = at.checked_sub(1).is_some_and(|before| scene.word(before) == "after")
                && at.checked_sub(2).is_some_and(|before| scene.word(before) == "named");
            if is_after {
                candidate.why = Some("named-after");
            }
            // «a film about the scientist Asan Usenov»
            let is_about = post.tokens.start < shape.tokens.start
                && (post.tokens.start.saturating_sub(2).max(sentence.tokens.start)..post.tokens.start)
                    .any(|before| matches!(scene.word(before), "about" | "late"));
            if candidate.why.is_none() && is_about {
                candidate.why = Some("spoken-of");
            }
            candidates.push(candidate);
            at = shape.tokens.end;
        }
    }
    candidates
}

fn is_of(scene: &Scene<'_>, index: usize) -> bool {
    matches!(scene.word(index), "of" | "at" | "for")
}

fn is_role(scene: &Scene<'_>, index: usize) -> bool {
    scene.roles.english.contains(scene.word(index))
}

fn before_name(scene: &Scene<'_>, first: usize, shape: &Shape) -> Option<Post> {
    let tokens = &scene.reader.text.tokens;
    let name = shape.tokens.start;
    let noun = (first.max(name.saturating_sub(REACH))..name)
        .rev()
        .take_while(|index| tokens[*index].is_word() || scene.reader.is_in_marks(*index))
        .find(|index| is_role(scene, *index))?;
    // Between role and name only what it is the role of.
    let rest = noun + 1..name;
    if !rest.is_empty() && !is_of(scene, noun + 1) {
        return None;
    }
    // «the rector of Kostanay University Asan Usenov»: what stands right behind "of" is no person, and of words in
    // capital letters the last ones are the name.
    let goes_on = names::is_name_word(scene.reader, shape.tokens.end, scene.reader.sentence_end(name));
    if !rest.is_empty() && (goes_on || is_of(scene, name - 1) || scene.word(name - 1) == "the") {
        return None;
    }
    let has_verb = rest.clone().filter(|index| scene.found_at(*index).is_none()).any(|index| {
        matches!(scene.word(index), "was" | "were" | "is" | "are" | "and" | "who" | "said" | "that" | "by")
    });
    (!has_verb).then(|| post(scene, first, noun, name))
}

fn behind_name(scene: &Scene<'_>, limit: usize, shape: &Shape) -> Option<Post> {
    let tokens = &scene.reader.text.tokens;
    let comma = shape.tokens.end;
    if comma >= limit || !(tokens[comma].is_sign(",") || tokens[comma].is_sign("(")) {
        return None;
    }
    let noun = (comma + 1..limit.min(comma + 5)).find(|index| is_role(scene, *index))?;
    // «deputy head of …»
    let noun = (noun + 1..limit).take_while(|index| is_role(scene, *index)).last().unwrap_or(noun);
    let fits = (comma + 1..noun).all(|index| {
        matches!(scene.word(index), "the" | "a" | "an")
            || scene.roles.english_before.contains(scene.word(index))
            || is_role(scene, index)
    });
    let end = (noun + 1..limit).find(|index| !tokens[*index].is_word()).unwrap_or(limit);
    fits.then(|| Post { tokens: comma + 1..end, ..post(scene, comma + 1, noun, end) })
}

fn post(scene: &Scene<'_>, first: usize, noun: usize, end: usize) -> Post {
    let mut start = noun;
    while start > first
        && (scene.roles.english_before.contains(scene.word(start - 1)) || is_role(scene, start - 1))
    {
        start -= 1;
    }
    let text = scene.reader.text;
    let words = |from: usize, to: usize| {
        let span = scene.reader.span(from..to);
        text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut body = noun + 1;
    while body < end && matches!(scene.word(body), "of" | "the" | "at" | "for") {
        body += 1;
    }
    let mut role = words(start, noun + 1).to_lowercase();
    let mut organisation = (body > noun + 1 && body < end).then(|| words(body, end));
    // «akim of the region» is the akim of the event's region.
    let is_level = body + 1 == end && LEVELS.contains(&scene.word(body));
    if is_level {
        let region = scene.reader.region_of_level(body);
        organisation =
            region.map(|region| Gazetteer::built_in().get(region).names[Language::English].clone());
        if organisation.is_none() {
            role = format!("{role} of the {}", scene.word(body));
        }
    } else if let Some(found) = scene.found_at(body).filter(|found| found.tokens.end <= end) {
        organisation = Some(scene.name_of(found));
    }
    let is_country = organisation.as_deref().is_none_or(|name| {
        name.ends_with("Kazakhstan") && name.split(' ').count() <= 3 && !name.contains("Assembly")
    });
    let is_head_of_state = role.ends_with("president") && !role.contains("vice") && is_country;
    Post { role: Some(role), organisation, tokens: start..end, is_head_of_state, ..Post::default() }
}
