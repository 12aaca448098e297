//! The posts of people in Russian sentences: a role, what belongs to it, and for whom it is.

use super::names;
use super::{Post, Scene, before_degree};
use crate::gazetteer::{Gazetteer, Resolution};
use crate::import::nominative::russian::is_verb;
use crate::import::nominative::{Case, has_surname_ending, is_patronymic};
use crate::import::organisations::place::{self, is_capital, is_in_capitals};
use crate::import::text::TokenKind;
use crate::language::Language;

/// How far before a name its role may stand, in tokens.
pub(super) const REACH: usize = 22;

/// The role before a name, with nothing between them but what it is the role of.
pub(super) fn before_name(scene: &Scene<'_>, first: usize, name: usize) -> Option<Post> {
    let text = scene.reader.text;
    let tokens = &text.tokens;
    let name = before_degree(scene, first, name);
    // «заместителя акима области и Усенова А.С.»: who is joined to a post does not hold it.
    if name > first && scene.word(name - 1) == "и" {
        return None;
    }
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
            // «директор Фонда Первого Президента»: with the adjective before it.
            let begin = (first..at)
                .rev()
                .take_while(|index| scene.roles.russian_adjective(scene.word(*index)).is_some())
                .last()
                .unwrap_or(at);
            if at > first && (scene.word(at - 1), token.lower.as_str()) == ("во", "главе") {
                return leading(scene, at, name);
            }
            if scene.roles.is_russian_rank(&form.nominative) {
                return behind_rank(scene, first, at, begin..name);
            }
            if form.case == Case::Genitive
                && let Some(governing) = before_name(scene, first, begin)
                && governing.tokens.end == begin
                && !is_role_word(scene, begin.saturating_sub(1))
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
        // «университета имени А.Усенова»
        let is_initial = token.lower.chars().count() == 1
            && is_capital(text, token)
            && tokens.get(at + 1).is_some_and(|stop| stop.is_sign("."));
        // «директор школы №5», «тренер из Алматы»
        let is_number = token.is_sign("№")
            || token.kind == TokenKind::Number && at > first && tokens[at - 1].is_sign("№");
        let is_from = token.lower == "из"
            && at + 1 < name
            && (place::russian_city(scene.word(at + 1)).is_some() || is_origin(scene, first, at, name));
        let is_transparent = is_pause
            || is_initial
            || is_number
            || is_from
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

/// «агроном из Караой Асан Усенов», «фермер из Караойского района …», «директор фонда «Шанс» из Караой …»: behind a role
/// at once, or its body's own name, even a place that nobody knows is where he comes from.
fn is_origin(scene: &Scene<'_>, first: usize, from: usize, name: usize) -> bool {
    let text = scene.reader.text;
    let is_behind_role = from > first
        && (scene.roles.russian_form(scene.word(from - 1)).is_some()
            || text.tokens[from - 1].kind == TokenKind::Quote);
    let is_genitive = |word: &str| word.ends_with(['а', 'я', 'и', 'ы', 'у', 'о', 'е']);
    let is_place = |at: usize| {
        at + 1 == name && is_capital(text, &text.tokens[at]) && is_genitive(scene.word(at))
            || place_end(scene, at, scene.reader.sentence_end(at).max(name)) == Some(name)
    };
    is_behind_role && is_place(from + 1)
}

/// The post of somebody before whose name a rank stands, at a token, its adjective at the beginning of the range.
fn behind_rank(scene: &Scene<'_>, first: usize, rank: usize, told: std::ops::Range<usize>) -> Option<Post> {
    let case = scene.roles.russian_form(scene.word(rank))?.case;
    // «участкового инспектора, капитана полиции …»
    let comma = told.start.checked_sub(1).filter(|comma| *comma > first && scene.word(*comma) == ",");
    let end = comma.unwrap_or(told.start);
    // «начальник полиции района майор полиции Асан Усенов»
    if let Some(main) = before_name(scene, first, end)
        && main.tokens.end == end
        && !main.is_plural
        && main.case == Some(case)
    {
        return Some(Post { tokens: main.tokens.start..told.end, ..main });
    }
    // In another case than the subject's a rank is mostly of one who is remembered.
    (case == Case::Nominative).then(|| post(scene, first, rank, told.end))
}

/// «делегация во главе с Асаном Усеновым»: who leads has no post for it.
fn leading(scene: &Scene<'_>, noun: usize, name: usize) -> Option<Post> {
    let is_next = noun + 2 == name && matches!(scene.word(noun + 1), "с" | "со");
    is_next.then(|| Post { case: Some(Case::Instrumental), tokens: noun - 1..name, ..Post::default() })
}

/// Where the name of a place begins that a token ends.
fn place_ending_at(scene: &Scene<'_>, first: usize, last: usize, limit: usize) -> Option<usize> {
    let sentence_end = scene.reader.sentence_end(last).max(limit);
    (first.max(last.saturating_sub(2))..=last)
        .find(|start| place_end(scene, *start, sentence_end) == Some(last + 1))
}

/// Behind which token the name of a place ends that begins with a token.
pub(super) fn place_end(scene: &Scene<'_>, start: usize, limit: usize) -> Option<usize> {
    if is_initial_of_name(scene, start, limit) {
        return None;
    }
    place::russian_end(scene.reader.text, start, limit).or_else(|| bare_place_end(scene, start, limit))
}

/// Whether a capital letter with a full stop is somebody's initial: «Г. Усенова» is no city («г. Актау»).
fn is_initial_of_name(scene: &Scene<'_>, start: usize, limit: usize) -> bool {
    let text = scene.reader.text;
    let surname = scene.word(start + 2);
    start + 2 < limit
        && text.tokens[start].lower.chars().count() == 1
        && is_capital(text, &text.tokens[start])
        && text.tokens[start + 1].is_sign(".")
        && has_surname_ending(surname)
        && place::russian_city(surname).is_none()
}

/// The same for the name of a city or a country alone: «аким Семея Асан Усенов», «депутат парламента Польши Марек Ковальский».
///
/// Cities are called as people are, so that a whole name must stand behind one, and the role of which the city is
/// right before it, or a word between that it is the genitive of: «начальник полиции Тараза Асан Усенов». «аким Абай
/// Усенов» and «депутат Абай Серикович Усенов» are people.
fn bare_place_end(scene: &Scene<'_>, start: usize, limit: usize) -> Option<usize> {
    let lower = scene.word(start);
    if !is_capital(scene.reader.text, scene.reader.text.tokens.get(start).filter(|_| start < limit)?) {
        return None;
    }
    if place::is_foreign_country(lower) {
        return Some(start + 1);
    }
    let before = start.checked_sub(1)?;
    let is_behind_role = scene.roles.russian_form(scene.word(before)).is_some();
    let is_behind_word = scene.reader.text.tokens[before].is_word()
        && !is_capital(scene.reader.text, &scene.reader.text.tokens[before])
        && is_of_organisation(scene, before)
        && !has_surname_ending(scene.word(start + 1));
    if !(is_behind_role || is_behind_word) {
        return None;
    }
    // What takes long comes last: in a row of names this is asked for each word again and again.
    let is_before_name = (1..=2).all(|ahead| {
        names::is_name_word(scene.reader, start + ahead, limit) && !is_patronymic(scene.word(start + ahead))
    });
    if !is_before_name {
        return None;
    }
    let is_declined = place::russian_city(lower)?.to_lowercase() != lower;
    // «аким Алтай …»: the genitive of what ends in a consonant is another word.
    let is_indeclinable = lower.ends_with(['у', 'ы', 'о', 'е', 'и', 'э', 'ю']);
    (is_declined || is_indeclinable).then_some(start + 1)
}

/// Whether a word may stand between a role and a name: a genitive, a place, a preposition of organisations' names.
pub(super) fn is_of_organisation(scene: &Scene<'_>, index: usize) -> bool {
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
            | "приглашен"
            | "приглашена"
            | "приглашены"
            | "избран"
            | "избрана"
            | "избраны"
            | "назначен"
            | "назначена"
            | "назначены"
            | "награжден"
            | "награждена"
            | "награждены"
            | "отмечен"
            | "отмечена"
            | "отмечены"
            | "удостоен"
            | "удостоена"
            | "удостоены"
    );
    !is_verb && !is_connective
}

/// The post whose noun stands at a token: what belongs to it before, and for whom it is.
pub(super) fn post(scene: &Scene<'_>, first: usize, noun: usize, name: usize) -> Post {
    let text = scene.reader.text;
    let mut start = noun;
    while start > first
        && !scene.reader.is_in_marks(start - 1)
        && is_role_word(scene, start - 1)
        && goes_with(scene, start - 1, start..noun + 1)
    {
        start -= 1;
    }
    let chain = start;
    let acting = acting(scene, first, start, name);
    let one_of = one_of(scene, first, start);
    if let Some(acting) = &acting {
        start = acting.start;
    }
    // «почетный гражданин …, общественный деятель …»: the post before the comma is his as well.
    let earlier = start
        .checked_sub(1)
        .filter(|comma| *comma > first && text.tokens[*comma].is_sign(","))
        .and_then(|comma| before_name(scene, first, comma));
    let head = (start..=noun).find_map(|index| scene.roles.russian_form(scene.word(index)));
    let found = scene.near(name).iter().find(|one| one.tokens.start >= start && one.tokens.end <= name);
    let sentence_end = scene.reader.sentence_end(noun);
    let place =
        (noun + 1..name).find(|index| place_end(scene, *index, sentence_end).is_some_and(|end| end <= name));
    let body = found.map(|found| if found.of_role { noun + 1 } else { found.tokens.start });
    let end = body.into_iter().chain(place).min().unwrap_or(name).max(noun + 1);
    // An akim is one of a place; an honorary citizen of a place is called so.
    let is_akim = |index: usize| {
        let form = scene.roles.russian_form(scene.word(index));
        scene.word(index).contains("аким") || form.is_some_and(|form| form.nominative == "глава")
    };
    let is_akims = (start..=noun).any(is_akim);
    let is_whole = found.is_none() && place.is_some_and(|place| place > noun + 1 || !is_akims);
    let end = if is_whole { name } else { end };
    let organisation = found.map(|found| scene.name_of(found)).or_else(|| {
        place
            .filter(|place| *place == noun + 1 && is_akims)
            .and_then(|place| place_name(scene, place, sentence_end))
    });
    // «аким области» is the akim of the event's region.
    let level = (noun + 1..name).next().filter(|_| is_akims && found.is_none());
    let own_region = level
        .filter(|level| matches!(scene.word(*level), "области" | "города") && place != Some(noun + 1))
        .and_then(|level| scene.reader.region_of_level(level));
    let organisation = organisation.or_else(|| {
        own_region.map(|region| Gazetteer::built_in().get(region).names[Language::Russian].clone())
    });
    let end = if own_region.is_some() && start == noun { noun + 1 } else { end };
    let role = match &acting {
        Some(acting) => format!("{} {}", acting.words, written(scene, chain..end)),
        None => role_text(scene, start, end),
    };
    let lower = role.to_lowercase();
    let phrase = (start..name)
        .filter(|index| !scene.reader.is_in_marks(*index) && text.tokens[*index].is_word())
        .map(|index| scene.word(index))
        .collect::<Vec<_>>()
        .join(" ");
    let is_state = |role: &str| scene.roles.is_russian_head_of_state(role);
    let nominative = head.map_or_else(String::new, |head| {
        let rest = phrase.split_once(' ').map_or("", |(_, rest)| rest);
        format!("{} {rest}", head.nominative).trim().to_owned()
    });
    let is_head_of_state =
        found.is_none() && (is_state(&lower) || is_state(&nominative) || is_state(&phrase));
    let is_country =
        place.is_some_and(|place| matches!(scene.word(place), "рк" | "казахстана" | "республики"));
    let post = Post {
        role: Some(role),
        organisation: organisation.filter(|_| !(is_country && found.is_none())),
        tokens: start..name,
        is_plural: one_of.is_none() && head.is_some_and(|head| head.is_plural),
        case: acting.map(|acting| acting.case).or(one_of).or(head.map(|head| head.case)),
        is_head_of_state,
    };
    if let Some(earlier) = earlier.filter(|earlier| !earlier.is_plural && !earlier.is_head_of_state) {
        let body = text.slice(scene.reader.span(end..name));
        let in_full = post.role.as_ref().map(|role| format!("{role} {body}").trim_end().to_owned());
        return earlier.and(post, in_full);
    }
    post
}

/// Whether a role word belongs to the role behind it: «заместитель председателя», «эксперт тренер».
///
/// «Объявляя год волонтера президент …»: a noun in another case than the next one belongs to what stands before.
fn goes_with(scene: &Scene<'_>, outer: usize, inner: std::ops::Range<usize>) -> bool {
    let form = |index: usize| scene.roles.russian_form(scene.word(index));
    let Some((outer, inner)) = form(outer).zip(inner.into_iter().find_map(form)) else { return true };
    inner.case == Case::Genitive || (outer.case, outer.is_plural) == (inner.case, inner.is_plural)
}

/// Words that say that somebody stands in for the one whose role follows.
struct Acting {
    /// The first token.
    start: usize,
    /// The words in the nominative.
    words: String,
    /// The case that the name stands in: of a participle its own.
    case: Case,
}

/// The case in which a name stands behind «и.о.», which has none: what its surname shows for sure, else the subject's.
fn shown_case(scene: &Scene<'_>, name: usize) -> Case {
    let ends = |endings: &[&str]| {
        (name..name + 3).any(|index| endings.iter().any(|ending| scene.word(index).ends_with(ending)))
    };
    match () {
        () if ends(&["овым", "евым"]) => Case::Instrumental,
        () if ends(&["ову", "еву"]) => Case::Dative,
        () => Case::Nominative,
    }
}

/// «исполняющая обязанности», «и.о.», «врио» before a role.
fn acting(scene: &Scene<'_>, first: usize, role: usize, name: usize) -> Option<Acting> {
    let word = |back: usize| {
        role.checked_sub(back).filter(|index| *index >= first).map_or("", |index| scene.word(index))
    };
    if word(1) == "врио" {
        return Some(Acting { start: role - 1, words: "врио".to_owned(), case: shown_case(scene, name) });
    }
    if (word(4), word(3), word(2), word(1)) == ("и", ".", "о", ".") {
        return Some(Acting { start: role - 4, words: "и.о.".to_owned(), case: shown_case(scene, name) });
    }
    let ending = word(2).strip_prefix("исполняющ").filter(|_| word(1) == "обязанности")?;
    let (participle, case) = match ending {
        "ий" => ("исполняющий", Case::Nominative),
        "ая" => ("исполняющая", Case::Nominative),
        "его" => ("исполняющий", Case::Genitive),
        "ему" => ("исполняющий", Case::Dative),
        "им" => ("исполняющий", Case::Instrumental),
        "ей" => ("исполняющая", Case::Genitive),
        "ую" => ("исполняющая", Case::Accusative),
        _ => return None,
    };
    Some(Acting { start: role - 2, words: format!("{participle} обязанности"), case })
}

/// «одна из организаторов …»: the case of the one whose name follows.
fn one_of(scene: &Scene<'_>, first: usize, role: usize) -> Option<Case> {
    // «одна из лучших тренеров»
    let is_adjective = |index: usize| ["ых", "их"].iter().any(|ending| scene.word(index).ends_with(ending));
    let behind = (first..role).rev().take(2).find(|index| !is_adjective(*index))?;
    let one = behind.checked_sub(1).filter(|one| *one >= first && scene.word(behind) == "из")?;
    match scene.word(one) {
        "один" | "одна" => Some(Case::Nominative),
        "одного" | "одной" => Some(Case::Genitive),
        "одному" => Some(Case::Dative),
        "одним" => Some(Case::Instrumental),
        "одну" => Some(Case::Accusative),
        _ => None,
    }
}

/// Words of the text as they stand, the first of them in small letters.
fn written(scene: &Scene<'_>, tokens: std::ops::Range<usize>) -> String {
    let text = scene.reader.text;
    let words = tokens.clone().filter(|index| text.tokens[*index].is_word());
    let word = |index: usize| {
        let written = text.slice(text.tokens[index].span);
        if index == tokens.start { written.to_lowercase() } else { written.to_owned() }
    };
    words.map(word).collect::<Vec<_>>().join(" ")
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
            // «педагог-психолог»
            let rest = token.lower.strip_prefix(form.nominative.as_str());
            let is_whole = form.case == Case::Nominative
                && (token.lower.ends_with(form.nominative.as_str())
                    || rest.is_some_and(|rest| rest.starts_with('-')));
            words.push(if is_whole { token.lower.clone() } else { form.nominative.clone() });
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
    let end = place_end(scene, start, limit)?;
    let words = text.slice((text.tokens[start].span.start..text.tokens[end - 1].span.end).into());
    // «аким г.Семей»
    if scene.word(start) == "г" && end > start + 1 {
        let written = text.slice(text.tokens[end - 1].span);
        let city = place::russian_city(&written.to_lowercase()).unwrap_or_else(|| written.to_owned());
        return Some(format!("город {city}"));
    }
    let is_caption = text.tokens[start..end].iter().all(|token| is_in_capitals(text, token));
    let words = if is_caption { words.to_lowercase() } else { words.to_owned() };
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
    if place::russian_end(text, start, limit).is_none() {
        return place::russian_city(&words.to_lowercase()).map(|city| format!("город {city}"));
    }
    let gazetteer = Gazetteer::built_in();
    if let Some(Resolution::Found(region)) = gazetteer.find(&nominative, None)
        && !nominative.contains("район")
    {
        return Some(gazetteer.get(region).names[Language::Russian].clone());
    }
    Some(nominative)
}

pub(super) fn is_role_word(scene: &Scene<'_>, index: usize) -> bool {
    scene.roles.russian_form(scene.word(index)).is_some()
        || scene.roles.russian_adjective(scene.word(index)).is_some()
}
