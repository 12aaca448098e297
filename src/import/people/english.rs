//! People in English sentences: «Chairman of … Asan Usenov», «Asan Usenov, chairman of …».

use super::names::{self, Shape};
use super::{Candidate, Post, Scene};

/// How far before a name its role may stand, in tokens.
const REACH: usize = 14;

/// Finds the people of an English text.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for sentence in &scene.reader.text.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let shape = names::at(scene.reader, at, sentence.tokens.end)
                .filter(|shape| shape.words.iter().all(|index| !is_role(scene, *index)));
            let Some(shape) = shape else {
                at += 1;
                continue;
            };
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
            candidates.push(candidate);
            at = shape.tokens.end;
        }
    }
    candidates
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
    if !rest.is_empty() && !matches!(scene.word(noun + 1), "of" | "at" | "for") {
        return None;
    }
    let has_verb = rest.clone().any(|index| {
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
    let fits = (comma + 1..noun).all(|index| {
        matches!(scene.word(index), "the" | "a") || scene.roles.english_before.contains(scene.word(index))
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
    let organisation = (body > noun + 1 && body < end).then(|| words(body, end));
    let role = words(start, noun + 1).to_lowercase();
    let is_country = organisation.as_deref().is_none_or(|name| {
        name.ends_with("Kazakhstan") && name.split(' ').count() <= 3 && !name.contains("Assembly")
    });
    let is_head_of_state = role.ends_with("president") && !role.contains("vice") && is_country;
    Post { role: Some(role), organisation, tokens: start..end, is_head_of_state, ..Post::default() }
}
