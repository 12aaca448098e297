//! People in Kazakh sentences: the role stands before the name, or behind it in a speaker's caption.

use std::ops::Range;

use super::background::tells;
use super::kazakh_behalf::{came_from, on_behalf};
use super::kazakh_owner::{own_body, place_before, short_form};
use super::kazakh_presence::{
    is_awarded, is_named_after, is_of_the_past, is_spoken_of, presides, speaks, takes_floor, takes_part, wins,
};
use super::names::{self, Shape};
use super::{Candidate, Found, Post, Scene, before_degree};
use crate::import::nominative::kazakh::is_without_case;
use crate::import::nominative::{Case, Form, cut};
use crate::import::organisations::place::is_capital;
use crate::import::text::{Sentence, TokenKind};

/// How many words of a role may stand before its noun.
const LONGEST_ROLE: usize = 6;
/// How many tokens a caption may have behind the name.
const LONGEST_CAPTION: usize = 24;
/// The endings of a plural.
pub(super) const PLURAL: &[&str] = &["лар", "лер", "дар", "дер", "тар", "тер"];
/// Words that join people.
const AND: &[&str] = &["мен", "пен", "бен", "және"];

/// Finds the people of a Kazakh text.
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

/// «АСАН ҮСЕНОВ, «БЕРЕКЕ» ҚОРЫНЫҢ ТӨРАҒАСЫ» on a line of its own: of what is in capitals only a caption names somebody.
fn in_capitals(scene: &Scene<'_>, line: &Sentence) -> Option<Candidate> {
    let shape = scene.name_of_caption(line)?;
    // «СНХ: АСАН ҮСЕНОВ»
    if shape.tokens.end == line.tokens.end {
        return Some(scene.without_post(&shape, None, "caption", 80));
    }
    caption(scene, &line.tokens, &shape.tokens)?;
    person(scene, &line.tokens, &shape, None).map(|(candidate, _)| candidate)
}

fn in_sentence(scene: &Scene<'_>, sentence: Range<usize>, candidates: &mut Vec<Candidate>) {
    let mut at = sentence.start;
    // The person before, where his name ended, and his post if it is for several.
    let mut before: Option<(usize, Option<Post>)> = None;
    let mut sharing: Option<Sharing> = None;
    while at < sentence.end {
        let Some(shape) = names::at(scene.reader, at, sentence.end) else {
            at += 1;
            continue;
        };
        if let Some(found) =
            scene.found_at(at).filter(|found| !is_in_front(scene, sentence.start, &shape, found))
        {
            at = found.tokens.end.max(at + 1);
            continue;
        }
        let Some((candidate, shared)) = person(scene, &sentence, &shape, before.as_ref()) else {
            // What looks like a name and is none may hide one that begins a word later.
            at += 1;
            continue;
        };
        let own = shared.as_ref().filter(|post| !post.tokens.is_empty());
        if let Some(post) = own {
            settle(sharing.take(), candidates);
            sharing = bodies_of(scene, sentence.start, post).map(|bodies| Sharing { bodies, people: 0..0 });
        }
        if let Some(sharing) = &mut sharing {
            let first = if own.is_some() { candidates.len() } else { sharing.people.start };
            sharing.people = first..candidates.len() + 1;
        }
        candidates.push(candidate);
        at = shape.tokens.end;
        before = Some((at, shared));
    }
    settle(sharing, candidates);
}

/// Whether what seems to be the beginning of a body's name is somebody behind his post: «қор төрағасы Асан Үсенов
/// жастар орталығын ашты».
fn is_in_front(scene: &Scene<'_>, first: usize, shape: &Shape, body: &Found) -> bool {
    let text = scene.reader.text;
    let next = shape.tokens.end;
    body.tokens.start == shape.tokens.start
        && next < body.tokens.end
        && text.tokens[next].is_word()
        && !is_capital(text, &text.tokens[next])
        && names::is_sure(scene.reader, shape)
        && !scene.reader.is_in_marks(shape.tokens.start)
        && before_name(scene, first, shape.tokens.start).is_some_and(|post| !post.is_plural)
}

/// People whose post is of several bodies: «A университеті мен B университетінің проректорлары X мен Y».
struct Sharing {
    bodies: Vec<String>,
    /// Which of the candidates they are.
    people: Range<usize>,
}

/// Gives each of as many people as there are bodies his own; of another number nobody knows who is whose.
fn settle(sharing: Option<Sharing>, candidates: &mut [Candidate]) {
    let Some(Sharing { bodies, people }) = sharing else { return };
    let people = &mut candidates[people];
    let is_pairwise = people.len() == bodies.len();
    for (person, body) in people.iter_mut().zip(bodies.into_iter().map(Some).chain(std::iter::repeat(None))) {
        person.organisation = body.filter(|_| is_pairwise);
    }
}

/// The bodies that a post for several people is of, if they are more than one and of one kind.
///
/// Another one behind a comma, or of another kind, may have come itself: «форумға A қоры мен B университетінің
/// проректорлары келді». Of three or more the last two are joined by a word.
fn bodies_of(scene: &Scene<'_>, first: usize, post: &Post) -> Option<Vec<String>> {
    let ends_at = |end: usize| scene.near(end.checked_sub(1)?).iter().find(|one| one.tokens.end == end);
    let starts_at = |start: usize| scene.near(start).iter().find(|one| one.tokens.start == start);
    let mut body = starts_at(post.tokens.start).filter(|_| post.is_plural && post.organisation.is_some())?;
    let mut bodies = vec![scene.name_of(body)];
    while let Some(link) = body.tokens.start.checked_sub(1).filter(|link| *link > first)
        && (AND.contains(&scene.word(link)) || (bodies.len() > 1 && scene.word(link) == ","))
        && let Some(other) = ends_at(link)
        && other.kind == body.kind
    {
        bodies.insert(0, scene.name_of(other));
        body = other;
    }
    (bodies.len() > 1).then_some(bodies)
}

/// Somebody, if what stands around a name says that it is one; and his post where others share it.
fn person(
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    shape: &Shape,
    before: Option<&(usize, Option<Post>)>,
) -> Option<(Candidate, Option<Post>)> {
    let tokens = shape.tokens.clone();
    let own = before_name(scene, sentence.start, tokens.start);
    let has_post = own.as_ref().is_some_and(|post| !post.is_plural);
    if is_named_after(scene, shape, sentence.end, has_post) {
        let mut candidate = scene.candidate(shape, None, None, "named-after", 80);
        candidate.why = Some("named-after");
        return Some((candidate, None));
    }
    let mut found = own
        .map(|post| (post, "role-before", 92))
        .or_else(|| elected(scene, sentence.start, tokens.start).map(|post| (post, "elected", 85)))
        .or_else(|| on_behalf(scene, sentence.start, tokens.start).map(|post| (post, "on-behalf", 80)))
        .or_else(|| came_from(scene, sentence.start, tokens.start).map(|post| (post, "came-from", 78)))
        .or_else(|| caption(scene, sentence, &tokens).map(|post| (post, "caption", 88)));
    if found.is_none()
        && let Some((end, shared)) = before
        && joins(scene, *end, tokens.start)
    {
        let is_and = AND.contains(&scene.word(*end));
        // A list needs a role for several; «A мен B» shares what the first has.
        if let Some(post) = shared.clone().filter(|post| post.is_plural || is_and) {
            found = Some((Post { tokens: 0..0, ..post }, "coordinated", 82));
        }
    }
    if let Some((post, rule, confidence)) = found {
        if shape.words.len() < 2 {
            return None;
        }
        let mut candidate = scene.candidate(shape, Some(&post), None, rule, confidence);
        if candidate.why == Some("head-of-state") && takes_part(scene, sentence, shape)
            || candidate.why == Some("other-event") && tells(scene, sentence, shape, Some(&post))
        {
            candidate.why = None;
        }
        if candidate.why.is_none() && is_spoken_of(scene, shape, sentence.end) {
            candidate.why = Some("spoken-of");
        }
        if candidate.why.is_none() && is_of_the_past(scene, shape, &post, sentence.end) {
            candidate.why = Some("spoken-of");
        }
        return Some((candidate, Some(post)));
    }
    let rule = match () {
        () if takes_floor(scene, shape, sentence) => "speaks",
        () if !names::is_sure(scene.reader, shape) => return None,
        () if presides(scene, shape, sentence.end) => "presides",
        () if is_awarded(scene, shape, sentence.end) || wins(scene, shape, sentence.end) => "awarded",
        () if speaks(scene, sentence, shape) => "speaks",
        () => return None,
    };
    let mut candidate = scene.without_post(shape, None, rule, 66);
    if candidate.why == Some("other-event") && tells(scene, sentence, shape, None) {
        candidate.why = None;
    }
    Some((candidate, None))
}

/// The role that ends right before a name.
fn before_name(scene: &Scene<'_>, first: usize, name: usize) -> Option<Post> {
    let name = before_degree(scene, first, name);
    let last = name.checked_sub(1).filter(|last| *last >= first)?;
    // «басқармасы басшысының м.а. Асан Үсенов»: the noun is in the genitive, for it is another one's post.
    let is_acting = name >= first + 5
        && (scene.word(name - 4), scene.word(name - 3), scene.word(name - 2), scene.word(name - 1))
            == ("м", ".", "а", ".");
    // «… орталығының басшысы – Асан Үсенов»
    let is_pause = ["–", "—", "-", ":"].iter().any(|sign| scene.reader.text.tokens[last].is_sign(sign));
    let last = if is_pause { last.checked_sub(1).filter(|last| *last >= first)? } else { last };
    let mut post = match is_acting {
        true => post_of(scene, first, name - 5, true)?,
        false => post_ending_at(scene, first, last)?,
    };
    if is_acting {
        post.role = post.role.map(|role| format!("{role} м.а."));
        post.tokens.end = name;
    }
    // «…басқармасының басшысы, профессор Асан Үсенов»: the post before the comma is his as well.
    let comma = post.tokens.start.checked_sub(1).filter(|comma| *comma > first);
    if let Some(comma) = comma
        && scene.reader.text.tokens[comma].is_sign(",")
        && !post.is_plural
        && let Some(main) = post_ending_at(scene, first, comma - 1)
        && !main.is_plural
        && main.organisation.is_some()
    {
        let in_full = scene.reader.text.slice(scene.reader.span(post.tokens.clone())).to_owned();
        return Some(main.and(post, Some(in_full)));
    }
    Some(post)
}

/// The post whose noun stands at a token, with the words before it that belong to it.
fn post_ending_at(scene: &Scene<'_>, first: usize, last: usize) -> Option<Post> {
    post_of(scene, first, last, false)
}

/// The same; of one who stands in for another the noun may be in the genitive.
fn post_of(scene: &Scene<'_>, first: usize, last: usize, is_acting: bool) -> Option<Post> {
    let tokens = &scene.reader.text.tokens;
    if scene.reader.is_in_marks(last) || !tokens[last].is_word() {
        return None;
    }
    let (_, form) = scene.roles.kazakh_person(&tokens[last].lower)?;
    let is_plural = match form {
        Form::Possessive(Case::Nominative) | Form::Bare(Case::Nominative) => false,
        Form::Possessive(Case::Genitive) if is_acting => false,
        // «депутаттары», «депутаттар»; with a case ending it is of nobody who follows.
        Form::Plural if ["ы", "і", "р"].iter().any(|end| tokens[last].lower.ends_with(end)) => true,
        Form::Possessive(_) | Form::Bare(_) | Form::Plural => return None,
    };
    let mut start = last;
    let reach = |mut start: usize, longest: usize| {
        let end = start;
        while start > first && end - start < longest && belongs_to_role(scene, start - 1) {
            start -= 1;
        }
        start
    };
    start = reach(start, LONGEST_ROLE);
    if let Some(area) = area_start(scene, first, start) {
        start = reach(area, LONGEST_ROLE);
    }
    let (mut organisation, mut phrase, mut is_place) = (None, start, false);
    if let Some(found) = start.checked_sub(1).filter(|end| *end >= first).and_then(|end| {
        scene.near(end).iter().find(|one| one.tokens.end == end + 1 && one.tokens.start < start)
    }) {
        organisation = Some(scene.name_of(found));
        phrase = found.tokens.start;
    } else if let Some(found) = scene.found_at(start).filter(|found| found.tokens.end <= last) {
        // The role's own first words are the end of an organisation's name.
        organisation = Some(scene.name_of(found));
        phrase = found.tokens.start;
        start = found.tokens.end;
    } else if let Some((region, begin)) = place_before(scene, first, start) {
        organisation = region;
        phrase = begin;
        is_place = true;
    } else if let Some(name) = short_form(scene, first, start) {
        organisation = Some(name);
        phrase = start - 1;
    } else if let Some(name) = own_body(scene, start, last) {
        organisation = Some(name);
        start += 1;
    }
    let is_head_of_state = is_head_of_state(scene, first, phrase, start, last) && organisation.is_none();
    let has_owner = organisation.is_some() || is_place || start < last;
    if !has_owner && matches!(form, Form::Possessive(_) | Form::Plural) && is_bare_noun(scene, first, start) {
        start = field_start(scene, first, start - 1);
        phrase = start;
    }
    let is_akims = (start..=last).any(|index| scene.word(index).starts_with("әкім"));
    let is_place = is_place && organisation.as_deref().is_none_or(|name| !scene.is_fact(name));
    let keeps_level = matches!(scene.word(start.wrapping_sub(1)), "облыс" | "қала" | "аудан") && last > start;
    // An akim is one of a place; an honorary citizen or a deputy of a place is called so.
    let from = match is_place {
        true if !is_akims => {
            organisation = None;
            phrase
        }
        true if keeps_level => start - 1,
        _ => start,
    };
    let class = if from == start && !is_plural { class_start(scene, first, start) } else { None };
    let role = match class {
        Some(class) => scene.reader.text.slice(scene.reader.span(class..last + 1)).to_owned(),
        None => role_text(scene, from, last, is_plural),
    };
    Some(Post {
        role: Some(role),
        organisation,
        tokens: class.unwrap_or(phrase).min(phrase)..last + 1,
        is_plural,
        case: None,
        is_head_of_state,
    })
}

/// Where the number of a pupil's class begins: «9-сынып оқушысы», «10 «Ә» сынып оқушысы».
fn class_start(scene: &Scene<'_>, first: usize, class: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    let tokens = &scene.reader.text.tokens;
    let is_number = |index: &usize| tokens[*index].kind == TokenKind::Number;
    let is_passed = |index: &usize| {
        let token = &tokens[*index];
        token.is_sign("-") || token.kind == TokenKind::Quote || token.lower.chars().count() == 1
    };
    (first.max(class.saturating_sub(LONGEST))..class)
        .rev()
        .take_while(|index| is_number(index) || is_passed(index))
        .find(is_number)
        .filter(|_| scene.word(class) == "сынып")
}

/// Whether the word before a role is a noun that the role is of: «кітапхана директоры».
fn is_bare_noun(scene: &Scene<'_>, first: usize, role: usize) -> bool {
    const OTHERS: &[&str] = &[
        "және",
        "қатар",
        "кейін",
        "бірге",
        "болып",
        "туралы",
        "үшін",
        "арқылы",
        "бойынша",
        "бері",
        "сондай-ақ",
        "сонымен",
        "тағы",
        "оның",
    ];
    let Some(index) = role.checked_sub(1).filter(|index| *index >= first) else { return false };
    let text = scene.reader.text;
    let token = &text.tokens[index];
    token.is_word()
        && !scene.reader.is_in_marks(index)
        && (!is_capital(text, token) || index == first)
        && token.lower.chars().count() > 3
        && is_without_case(&token.lower)
        && !OTHERS.contains(&token.lower.as_str())
}

/// Where the words begin that say what somebody is the minister of: «мәдениет және ақпарат министрі».
fn field_start(scene: &Scene<'_>, first: usize, noun: usize) -> usize {
    let is_field =
        |index: usize| scene.reader.is_department_word(scene.word(index)) && !scene.reader.is_in_marks(index);
    let mut start = noun;
    while is_field(start) && start > first {
        let is_joined = start > first + 1 && scene.reader.is_kazakh_join(scene.word(start - 1));
        match () {
            () if is_field(start - 1) => start -= 1,
            () if is_joined && is_field(start - 2) => start -= 2,
            () => break,
        }
    }
    start
}

/// Where the words begin that say what somebody works on, if they stand behind whose post it is: ««Үміт» қорының жобалар
/// бойынша үйлестірушісі», «директордың тәрбие жұмысы жөніндегі орынбасары».
fn area_start(scene: &Scene<'_>, first: usize, role: usize) -> Option<usize> {
    let link = role.checked_sub(1).filter(|link| *link > first && scene.is_link_of_work(*link))?;
    let least = link.saturating_sub(LONGEST_ROLE).max(first);
    for start in (least + 1..link).rev() {
        let before = start - 1;
        let word = scene.word(start);
        // «әлеуметтік жобалар», «құқықтарды қорғау»; what somebody did, or with whom, is no work.
        let is_of_area = is_without_case(word)
            || PLURAL.iter().any(|ending| word.ends_with(ending))
            || (start + 1 < link && scene.word(start + 1).ends_with('у'));
        if !scene.reader.text.tokens[start].is_word() || scene.reader.is_in_marks(start) || !is_of_area {
            return None;
        }
        let is_body = scene
            .near(before)
            .iter()
            .any(|one| one.tokens.end == start && one.tokens.start >= first && one.case == Case::Genitive);
        let is_role = scene.reader.text.tokens[before].is_word() && is_genitive_role(scene, before);
        if is_body || is_role {
            return Some(start);
        }
    }
    None
}

/// Whether a word before a role belongs to it: «бірінші орынбасары», «төрағасының орынбасары».
fn belongs_to_role(scene: &Scene<'_>, index: usize) -> bool {
    let token = &scene.reader.text.tokens[index];
    if token.is_sign(".") {
        // «м.а.»
        return index > 0 && matches!(scene.word(index - 1), "м" | "а");
    }
    if !token.is_word() || scene.reader.is_in_marks(index) {
        return false;
    }
    let is_end_of_found =
        scene.near(index).iter().any(|one| one.tokens.end == index + 1 && one.tokens.len() > 1);
    !is_end_of_found && (is_genitive_role(scene, index) || scene.roles.kazakh_before.contains(&token.lower))
}

fn is_genitive_role(scene: &Scene<'_>, index: usize) -> bool {
    matches!(
        scene.roles.kazakh_person(scene.word(index)),
        Some((_, Form::Possessive(Case::Genitive) | Form::Bare(Case::Genitive)))
    )
}

/// The role as an archive writes it: small letters, and without «-ы» where nobody's name is left before it.
fn role_text(scene: &Scene<'_>, start: usize, last: usize, is_plural: bool) -> String {
    let text = scene.reader.text;
    let words: Vec<usize> = (start..=last).filter(|index| text.tokens[*index].is_word()).collect();
    let mut role: Vec<String> = Vec::new();
    // What somebody works on, «жобалар бойынша …», describes the noun behind it as an adjective does.
    let is_role = |index: &usize| scene.roles.kazakh_person(scene.word(*index)).is_some();
    let link = words.iter().position(|index| scene.is_link_of_work(*index));
    let area = link.map_or(0, |link| if words[..link].iter().any(is_role) { 0 } else { link + 1 });
    for (place, index) in words.iter().enumerate() {
        let token = &text.tokens[*index];
        let lower = text.slice(token.span).to_lowercase();
        let noun = scene.roles.kazakh_person(&token.lower);
        let is_first_noun =
            place >= area && words[area..place].iter().all(|before| is_adjective(scene, *before));
        let word = match noun {
            Some((noun, Form::Possessive(Case::Genitive))) if is_first_noun => {
                let surplus = token.lower.chars().count() - noun.bare.chars().count();
                let genitive = if is_back(&noun.bare) { "ның" } else { "нің" };
                let after_consonant = noun.bare.ends_with(['і', 'ы', 'а', 'е', 'у', 'и']);
                let genitive = match (after_consonant, is_back(&noun.bare)) {
                    (true, _) => genitive,
                    (false, true) if noun.bare.ends_with(['т', 'с', 'к', 'қ', 'п', 'ш']) => "тың",
                    (false, false) if noun.bare.ends_with(['т', 'с', 'к', 'қ', 'п', 'ш']) => "тің",
                    (false, true) if noun.bare.ends_with(['н', 'м', 'ң']) => "ның",
                    (false, false) if noun.bare.ends_with(['н', 'м', 'ң']) => "нің",
                    (false, true) => "дың",
                    (false, false) => "дің",
                };
                let genitive = if noun.bare == "әкім" { "нің" } else { genitive };
                format!("{}{genitive}", cut(&lower, surplus))
            }
            Some((noun, Form::Possessive(Case::Nominative))) if is_first_noun && *index == last => {
                let bare = noun.bare.chars().count();
                let surplus = token.lower.chars().count().saturating_sub(bare);
                if cut(&token.lower, surplus) == noun.bare {
                    cut(&lower, surplus).to_owned()
                } else {
                    noun.bare.clone()
                }
            }
            // One of several: «депутаттары» → «депутат», «Сенат депутаттары» → «сенат депутаты».
            Some((noun, Form::Plural)) if is_plural => {
                if is_first_noun {
                    noun.bare.clone()
                } else {
                    noun.possessive.clone()
                }
            }
            _ => lower,
        };
        role.push(word);
    }
    role.join(" ")
}

fn is_back(word: &str) -> bool {
    word.chars()
        .rev()
        .find(|letter| "аәеиоөұүыіэюя".contains(*letter))
        .is_some_and(|vowel| "аоұыя".contains(vowel))
}

/// Whether a word of a role describes it and owns nothing: «бірінші», «атқарушы».
fn is_adjective(scene: &Scene<'_>, index: usize) -> bool {
    matches!(
        scene.word(index),
        "бірінші"
            | "бас"
            | "аға"
            | "құрметті"
            | "атқарушы"
            | "қоғамдық"
            | "белгілі"
            | "танымал"
            | "жауапты"
            | "тұңғыш"
            | "еңбек"
            | "сіңірген"
    )
}

fn is_head_of_state(scene: &Scene<'_>, first: usize, phrase: usize, start: usize, last: usize) -> bool {
    let from = phrase.min(start).saturating_sub(2).max(first);
    let words = |from: usize| (from..=last).map(|index| scene.word(index)).collect::<Vec<_>>().join(" ");
    let is_known = |words: &str| scene.roles.heads_of_state_kazakh.iter().any(|known| known == words);
    // «президенті» alone after somebody's name is of that organisation; «Президент» is of the country.
    (from..last).any(|from| is_known(&words(from))) || (start == last && is_known(&words(last)))
}

/// «… төрағасы болып Асан Үсенов сайланды».
fn elected(scene: &Scene<'_>, first: usize, name: usize) -> Option<Post> {
    let word = name.checked_sub(1).filter(|index| *index > first)?;
    let is_link = matches!(scene.word(word), "болып" | "болған" | "атанған" | "етіп" | "ретінде");
    is_link.then(|| post_ending_at(scene, first, word - 1)).flatten()
}

/// «Асан ҮСЕНОВ, «Береке» қорының төрағасы:» before what he said.
fn caption(scene: &Scene<'_>, sentence: &Range<usize>, name: &Range<usize>) -> Option<Post> {
    let tokens = &scene.reader.text.tokens;
    let mark = tokens.get(name.end).filter(|_| name.end < sentence.end)?;
    if ![",", "–", "—", "-", "("].iter().any(|sign| mark.is_sign(sign)) {
        return None;
    }
    let begins = name.start == scene.behind_label(sentence)
        || (name.start == sentence.start + 1 && !tokens[sentence.start].is_word());
    let limit = sentence.end.min(name.end + LONGEST_CAPTION);
    let end = (name.end + 1..limit).find(|index| {
        !scene.reader.is_in_marks(*index)
            && [":", ";", ")", ".", "–", "—"].iter().any(|sign| tokens[*index].is_sign(sign))
    });
    let closes = end.map_or(limit == sentence.end, |_| true);
    let end = end.unwrap_or(limit);
    let is_apart = mark.is_sign("(") || begins;
    if !closes || !is_apart || end <= name.end + 1 {
        return None;
    }
    post_ending_at(scene, name.end + 1, end - 1)
}

/// Whether only a comma or «мен» stands between two names.
fn joins(scene: &Scene<'_>, end: usize, start: usize) -> bool {
    let word = scene.word(end);
    match start.checked_sub(end) {
        Some(1) => word == "," || AND.contains(&word),
        Some(2) => word == "," && AND.contains(&scene.word(end + 1)),
        _ => false,
    }
}
