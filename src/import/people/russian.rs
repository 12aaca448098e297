//! People in Russian sentences: role, organisation in the genitive, name; or the role behind a comma.

use std::ops::Range;

use super::background::tells;
use super::names::{self, Shape};
use super::russian_chosen::chosen;
use super::russian_post::{REACH, before_name, is_of_organisation, is_role_word, place_end, post};
use super::russian_presence::{
    agrees, is_named_after, is_of_district, is_of_the_past, is_spoken_of, speaks, takes_part,
};
use super::{Candidate, Post, Scene};
use crate::import::nominative::Case;
use crate::import::nominative::russian::is_verb;
use crate::import::organisations::place::is_capital;
use crate::import::text::Sentence;

/// Finds the people of a Russian text.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for sentence in &scene.reader.text.sentences {
        if scene.is_headline(&sentence.tokens) {
            candidates.extend(in_capitals(scene, sentence));
        } else {
            in_sentence(scene, sentence.tokens.clone(), &mut candidates);
        }
    }
    candidates
}

/// «АСАН УСЕНОВ, ДИРЕКТОР ШКОЛЫ» on a line of its own: of what is in capitals only a caption names somebody.
fn in_capitals(scene: &Scene<'_>, line: &Sentence) -> Option<Candidate> {
    let shape = scene.name_of_caption(line)?;
    // «СНХ: АСАН УСЕНОВ»
    if shape.tokens.end == line.tokens.end {
        return Some(scene.without_post(&shape, None, "caption", 80));
    }
    let post = behind_name(scene, &line.tokens, &shape)?;
    // What goes on behind the post is a headline: «АСАН УСЕНОВ, ДИРЕКТОР ШКОЛЫ, РАССКАЗАЛ О РАБОТЕ».
    let ends = (post.tokens.end..line.tokens.end).all(|index| !scene.reader.text.tokens[index].is_word());
    let mut candidate = ends.then(|| scene.candidate(&shape, Some(&post), None, "role-behind", 86))?;
    candidate.role = candidate.role.map(|role| role.to_lowercase());
    Some(candidate)
}

fn in_sentence(scene: &Scene<'_>, sentence: Range<usize>, candidates: &mut Vec<Candidate>) {
    let mut at = sentence.start;
    let mut before: Option<(usize, Option<Post>)> = None;
    while at < sentence.end {
        if let Some(found) = scene.found_at(at) {
            at = found.tokens.end.max(at + 1);
            continue;
        }
        if let Some(end) = place_end(scene, at, sentence.end) {
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
        at = shape.tokens.end;
        // «заведующий кафедрой университета имени А.Усенова Берик Сапаров»: the post goes on behind it.
        if candidate.why != Some("named-after") {
            before = Some((at, shared));
        }
        candidates.push(candidate);
    }
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
        .or_else(|| on_behalf(scene, sentence, shape).map(|post| (post, "on-behalf", 80)))
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
        case = found.as_ref().and_then(|(post, ..)| post.case);
    }
    if let Some((post, rule, confidence)) = found {
        if is_of_district(scene, shape, &post) {
            let mut candidate = scene.candidate(shape, None, Some(Case::Genitive), "named-after", 80);
            candidate.why = Some("named-after");
            return Some((candidate, None));
        }
        let mut candidate = scene.candidate(shape, Some(&post), case, rule, confidence);
        let is_subject = case.is_none_or(|case| case == Case::Nominative);
        if candidate.why == Some("other-event") && is_subject && tells(scene, sentence, shape, Some(&post)) {
            candidate.why = None;
        }
        if candidate.why == Some("head-of-state") && takes_part(scene, sentence, &post) {
            candidate.why = None;
        }
        if candidate.why.is_none()
            && !post.tokens.is_empty()
            && is_spoken_of(scene, sentence.start, post.tokens.start.min(start))
        {
            candidate.why = Some("spoken-of");
        }
        if candidate.why.is_none() && is_of_the_past(scene, shape, &post) {
            candidate.why = Some("spoken-of");
        }
        return Some((candidate, Some(post)));
    }
    let case = speaks(scene, sentence, shape)?;
    let mut candidate = scene.without_post(shape, Some(case), "speaks", 66);
    if candidate.why == Some("other-event") && case == Case::Nominative && tells(scene, sentence, shape, None)
    {
        candidate.why = None;
    }
    Some((candidate, None))
}

/// «от имени Гражданского альянса области Асель Усенова поблагодарила …»: the body that somebody speaks for.
///
/// The verb right behind the name tells it from whom the body would be called after, or whose words others spoke.
fn on_behalf(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape) -> Option<Post> {
    let name = shape.tokens.start;
    let body = scene.near(name.checked_sub(1).filter(|before| *before >= sentence.start)?).iter().rev();
    let body = body.into_iter().find(|one| one.tokens.end <= name && one.tokens.end + 3 > name)?;
    let least = body.tokens.start.saturating_sub(3).max(sentence.start + 1);
    let word = (least..body.tokens.start)
        .rev()
        .find(|index| (scene.word(index - 1), scene.word(*index)) == ("от", "имени"))?;
    let is_whole = (word + 1..body.tokens.start)
        .chain(body.tokens.end..name)
        .all(|index| scene.reader.text.tokens[index].is_word() && is_of_organisation(scene, index));
    let verb = Some(shape.tokens.end).filter(|verb| *verb < sentence.end).map_or("", |verb| scene.word(verb));
    let is_past = ["л", "лся", "ла", "лась"].iter().any(|ending| verb.ends_with(ending));
    let is_speaker = is_verb(verb) && is_past && agrees(scene.word(shape.words[shape.surname]), verb);
    (is_whole && is_speaker && names::is_sure(scene.reader, shape)).then(|| Post {
        role: Some("представитель".to_owned()),
        organisation: Some(scene.name_of(body)),
        tokens: word - 1..name,
        case: Some(Case::Nominative),
        ..Post::default()
    })
}

/// «Асан Усенов, председатель …», «Асан Усенов (директор …)».
fn behind_name(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape) -> Option<Post> {
    let tokens = &scene.reader.text.tokens;
    let mark = shape.tokens.end;
    let is_mark = |index: usize, signs: &[&str]| signs.iter().any(|sign| tokens[index].is_sign(sign));
    if mark + 1 >= sentence.end || !is_mark(mark, &[",", "–", "—", "-", "("]) {
        return None;
    }
    // The role at once, or behind an adjective or two, in the nominative or in the name's own case.
    let form = |index: usize| scene.roles.russian_form(scene.word(index)).filter(|form| !form.is_plural);
    let noun = (mark + 1..sentence.end.min(mark + 4)).find(|index| form(*index).is_some())?;
    let case = form(noun).map(|form| form.case).filter(|case| *case != Case::Nominative);
    if case.is_some_and(|case| !tokens[mark].is_sign(",") || !shares_case(scene, sentence, shape, noun, case))
    {
        return None;
    }
    if !(mark + 1..noun).all(|index| is_role_word(scene, index)) {
        return None;
    }
    // «заместитель акима города»: of the city is the last of them.
    let is_owner = |index: &usize| {
        let form = scene.roles.russian_form(scene.word(*index));
        form.is_some_and(|form| form.case == Case::Genitive && !form.is_plural)
    };
    let noun = (noun + 1..sentence.end).take_while(is_owner).last().unwrap_or(noun);
    let end = (noun + 1..sentence.end)
        .find(|index| {
            !scene.reader.is_in_marks(*index)
                && scene.found_at(*index).is_none()
                && (is_mark(*index, &[",", ".", ":", ";", ")", "–", "—"])
                    || !is_of_organisation(scene, *index))
        })
        .unwrap_or(sentence.end);
    // A further name behind the role, and it is that one's: «Асан Усенов, директор фонда «Шанс» Берик Усенов».
    if has_name(scene, noun + 1, sentence.end) {
        return None;
    }
    let mut post = post(scene, mark + 1, noun, end);
    post.tokens = mark + 1..end;
    post.case = case;
    Some(post)
}

/// Whether a name shows by its endings that it stands in the same case as the role behind it: «проведён Усеновой
/// Анной, председателем Союза».
///
/// In the genitive somebody may as well be spoken of («книга Асана Усенова, члена Союза»), so that before the name
/// must stand what he is named for.
fn shares_case(scene: &Scene<'_>, sentence: &Range<usize>, shape: &Shape, noun: usize, case: Case) -> bool {
    const SURNAMES: &[&str] = &["ов", "ев", "ин", "ын", "ский", "ская"];
    const BEFORE: &[&str] =
        &["участием", "словам", "председательством", "выступление", "доклад", "лице", "и"];
    let endings: &[&str] = match case {
        Case::Instrumental => &["ым", "им", "ом", "ем", "ой", "ей", "ью"],
        Case::Dative => &["у", "ю", "е", "ии", "ой", "ей"],
        // People in the accusative look so.
        Case::Genitive => &["а", "я", "ы", "и", "ой", "ей", "ого", "у", "ю"],
        Case::Nominative | Case::Accusative | Case::Locative | Case::Ablative => return false,
    };
    let words = || shape.words.iter().map(|index| scene.word(*index)).filter(|word| word.chars().count() > 2);
    let fits = |word: &str| endings.iter().any(|ending| word.ends_with(ending));
    let is_nominative = |word: &str| SURNAMES.iter().any(|end| word.ends_with(end)) && !fits(word);
    if !words().any(fits) || words().any(is_nominative) {
        return false;
    }
    // «вечер посвятили Асану Усенову, поэту …»
    let role = scene.roles.russian_form(scene.word(noun));
    let is_writer = role.is_some_and(|form| scene.roles.writers.contains(&form.nominative));
    let start = shape.tokens.start;
    let is_remembered = (start.saturating_sub(3).max(sentence.start)..start)
        .any(|index| ["посвя", "памят"].iter().any(|stem| scene.word(index).starts_with(stem)));
    if is_writer || is_remembered {
        return false;
    }
    if case != Case::Genitive {
        return true;
    }
    let Some(before) = shape.tokens.start.checked_sub(1).filter(|before| *before >= sentence.start) else {
        return false;
    };
    let token = &scene.reader.text.tokens[before];
    let is_named = BEFORE.contains(&scene.word(before))
        || ["–", "—", ":"].iter().any(|sign| token.is_sign(sign))
        || (is_verb(scene.word(before)) && !is_capital(scene.reader.text, token));
    // «директора», «профессора» are also several in the nominative.
    let is_sure = !scene.word(noun).ends_with("ра") || shape.has_initials;
    is_named && is_sure
}

/// Whether a person is named before the next comma, besides those whom something is called after.
fn has_name(scene: &Scene<'_>, from: usize, limit: usize) -> bool {
    let text = scene.reader.text;
    let mut at = from;
    while at < limit && !text.tokens[at].is_sign(",") {
        if let Some(found) = scene.found_at(at) {
            at = found.tokens.end.max(at + 1);
        } else if let Some(end) = place_end(scene, at, limit) {
            at = end.max(at + 1);
        } else if let Some(shape) = names::at(scene.reader, at, limit) {
            if !is_named_after(scene, from, at) {
                return true;
            }
            at = shape.tokens.end;
        } else {
            at += 1;
        }
    }
    false
}

fn joins(scene: &Scene<'_>, end: usize, start: usize) -> bool {
    match start.checked_sub(end) {
        Some(1) => matches!(scene.word(end), "," | "и"),
        Some(2) => matches!(scene.word(end), ",") && matches!(scene.word(end + 1), "и" | "а"),
        _ => false,
    }
}
