//! In which region the event was, and which regions are only mentioned.
//!
//! Every place that is named is a witness with a weight: more for the title and the first sentences, for a
//! locative, for a verb that says it took place; none for delegations, for what was or will be elsewhere, for
//! namesakes. The region with the most weight wins, if it wins clearly.

use std::collections::BTreeMap;

use super::facts::{Evidence, Read};
use super::kind::Head;
use super::organisations::place::{is_capital, is_in_capitals, is_level_of};
use super::outline::Outline;
use super::people::words::Roles;
use super::places::{self, Level, Place};
use super::text::{Text, Token};
use super::words::{Case, EVENTS, MARKS, Phrases};
use crate::diagnostics::Span;
use crate::gazetteer::{Gazetteer, RegionIndex};
use crate::language::Language;

use chrono::NaiveDate;

/// Less weight decides nothing.
const LEAST_WEIGHT: i32 = 3;

/// What was read of places.
pub(super) struct Places {
    pub(super) region: Option<Read<RegionIndex>>,
    pub(super) place: Option<Read<String>>,
    pub(super) mentioned: Vec<Read<RegionIndex>>,
}

struct Witness {
    region: RegionIndex,
    weight: i32,
    span: Span,
    rule: &'static str,
    place: Place,
}

/// Reads where the event was. `day` is a day of about that time, if one is known.
pub(super) fn read(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    language: Language,
    day: Option<NaiveDate>,
) -> Places {
    let places = places::find(text, language);
    let witnesses = witnesses(text, outline, heads, &places, language, day);
    let mut totals: BTreeMap<RegionIndex, (i32, usize)> = BTreeMap::new();
    for witness in &witnesses {
        let (total, first) = totals.entry(witness.region).or_insert((0, witness.span.start));
        *total += witness.weight.max(0);
        *first = (*first).min(witness.span.start);
    }
    let mut ranked: Vec<(i32, std::cmp::Reverse<usize>, RegionIndex)> =
        totals.iter().map(|(region, (total, first))| (*total, std::cmp::Reverse(*first), *region)).collect();
    ranked.sort();
    let best = ranked.last().copied().filter(|(total, ..)| *total >= LEAST_WEIGHT);
    let second = ranked.len().checked_sub(2).map_or(0, |index| ranked[index].0);
    // Two regions that are nearly as well attested: blank beats guess.
    let best = best.filter(|(total, ..)| *total >= second + 2);
    // The only region of the whole text is a good guess even where little speaks for it: somebody's post.
    let only = ranked.first().copied().filter(|(total, ..)| ranked.len() == 1 && *total > 0);
    let weighed = best.or(only).and_then(|(total, _, region)| {
        let witness = witnesses
            .iter()
            .filter(|witness| witness.region == region && witness.weight > 0)
            .max_by_key(|witness| (witness.weight, std::cmp::Reverse(witness.span.start)))?;
        Some((total, witness))
    });
    // «В Таразе, Туркестане и Кызылорде прошли семинары»: in none of them alone.
    let weighed = weighed.filter(|_| !was_in_several(text, outline, heads, &places));
    let late = || late_post(text, &witnesses, &places, language).map(|witness| (0, witness));
    let region = weighed.or_else(late).map(|(total, witness)| {
        let confidence = match (total - second, witness.weight) {
            (6.., 5..) => 95,
            (4.., 4..) => 85,
            (3.., 3..) => 75,
            _ => 60,
        };
        Read {
            value: witness.region,
            evidence: Some(Evidence { span: witness.span, rule: witness.rule }),
            confidence,
        }
    });
    let chosen = region.as_ref().map(|region| region.value);
    let mut mentioned: Vec<Read<RegionIndex>> = Vec::new();
    for witness in &witnesses {
        let is_new = mentioned.iter().all(|known| known.value != witness.region);
        if Some(witness.region) != chosen && is_new {
            let evidence = Some(Evidence { span: witness.span, rule: "mentioned" });
            mentioned.push(Read { value: witness.region, evidence, confidence: 80 });
        }
    }
    let place = chosen.and_then(|region| place_of(text, outline, &witnesses, region, language));
    Places { region, place, mentioned }
}

/// The only region of the whole text, where it stands late and in a speaker's post, and the text speaks of «the region»
/// besides without saying which: «облыстық форум …».
fn late_post<'a>(
    text: &Text<'_>,
    witnesses: &'a [Witness],
    places: &[Place],
    language: Language,
) -> Option<&'a Witness> {
    let first = witnesses.first()?;
    if witnesses.iter().any(|witness| witness.region != first.region) {
        return None;
    }
    let is_named = |index: usize| places.iter().any(|place| place.tokens.contains(&index));
    let has_level = text.sentences.iter().any(|sentence| {
        sentence
            .tokens
            .clone()
            .any(|index| is_level_of(&text.tokens[index].lower, first.region) && !is_named(index))
    });
    let is_post = |witness: &&Witness| {
        witness.rule == "mention"
            && text.quotation_at(witness.span.start).is_none()
            && is_in_post(text, &witness.place, language)
    };
    witnesses.iter().find(is_post).filter(|_| has_level)
}

/// Whether a place stands in the post of somebody whose name follows, or whose words do: «Асан Үсенов, … төрағасы:».
fn is_in_post(text: &Text<'_>, place: &Place, language: Language) -> bool {
    /// How many words a body and a role have at most, as a rule.
    const LONGEST_POST: usize = 8;
    let Some(sentence) = text.sentence_at(text.tokens[place.tokens.start].span.start) else { return false };
    let sentence = text.sentences[sentence].tokens.clone();
    let begins_with_name = is_capital(text, &text.tokens[sentence.start]);
    let ends_post = |index: usize| {
        let token = text.tokens.get(index).filter(|_| index < sentence.end);
        token.is_some_and(|token| is_capital(text, token) || (begins_with_name && token.is_sign(":")))
    };
    let roles = Roles::built_in();
    match language {
        Language::Kazakh => (place.tokens.end..sentence.end.min(place.tokens.end + LONGEST_POST))
            .any(|index| roles.kazakh_form(&text.tokens[index].lower).is_some() && ends_post(index + 1)),
        Language::Russian => {
            ends_post(place.tokens.end)
                && (place.tokens.start.saturating_sub(LONGEST_POST).max(sentence.start)..place.tokens.start)
                    .any(|index| roles.russian_form(&text.tokens[index].lower).is_some())
        }
        Language::English => false,
    }
}

/// What a sentence says besides its places.
struct Told {
    sentence: usize,
    /// That something took place.
    is_held: bool,
    /// That something is to take place.
    is_announced: bool,
    /// The token from which on guests are enumerated.
    delegations: Option<usize>,
}

impl Told {
    fn of(text: &Text<'_>, sentence: usize) -> Self {
        let range = text.sentences.get(sentence).map_or(0..0, |sentence| sentence.tokens.clone());
        let says = |list: &Phrases| list.are_in(&text.tokens, range.clone());
        Self {
            sentence,
            is_held: says(&MARKS.held) || says(&MARKS.held_participle),
            is_announced: says(&MARKS.announcing),
            delegations: range.clone().find(|&index| MARKS.delegations.at(&text.tokens, index).is_some()),
        }
    }
}

fn witnesses(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    places: &[Place],
    language: Language,
    day: Option<NaiveDate>,
) -> Vec<Witness> {
    let gazetteer = Gazetteer::built_in();
    let counts = |sentence: usize| outline.title.contains(&sentence) || outline.position(sentence).is_some();
    let mut witnesses: Vec<Witness> = Vec::new();
    let mut told = Told::of(text, 0);
    for (order, place) in places.iter().enumerate() {
        let span =
            Span::new(text.tokens[place.tokens.start].span.start, text.tokens[place.tokens.end - 1].span.end);
        let Some(sentence) = text.sentence_at(span.start).filter(|sentence| counts(*sentence)) else {
            continue;
        };
        // A name alone that may be anybody's, or behind «имени», is no witness at all.
        let is_surname = language != Language::English
            && is_surname(text, place, order.checked_sub(1).map(|before| &places[before]), sentence);
        let is_ambiguous = place.is_ambiguous
            && place.case != Case::Locative
            && !is_dateline(text, outline, place, sentence);
        if is_surname || is_namesake(text, place) || is_ambiguous {
            continue;
        }
        let company = regions_beside(text, places, order, sentence);
        if told.sentence != sentence {
            told = Told::of(text, sentence);
        }
        let (weight, rule) = weight_of(text, outline, heads, place, &told, company);
        let region = gazetteer.in_force(place.region, day);
        witnesses.push(Witness { region, weight, span, rule, place: place.clone() });
    }
    witnesses
}

/// «АСТАНА. Вчера …»: a sentence of its own, above all others of the text.
fn is_dateline(text: &Text<'_>, outline: &Outline, place: &Place, sentence: usize) -> bool {
    let mut tokens = text.sentences[sentence].tokens.clone();
    outline.position(sentence) == Some(0)
        && tokens.all(|index| place.tokens.contains(&index) || !text.tokens[index].is_word())
}

/// Whether the first sentence says that the event was in several regions.
fn was_in_several(text: &Text<'_>, outline: &Outline, heads: &[Head], places: &[Place]) -> bool {
    const SEVERAL: usize = 3;
    let Some(&first) = outline.body.first() else { return false };
    let range = text.sentences[first].tokens.clone();
    let is_held = heads.iter().any(|head| head.sentence == first && !head.is_other && head.is_held);
    let is_told = |order: usize| {
        let place = &places[order];
        range.contains(&place.tokens.start)
            && place.case == Case::Locative
            && MARKS.guests.at(&text.tokens, place.tokens.start.saturating_sub(1)).is_none()
            && regions_beside(text, places, order, first) >= SEVERAL
    };
    is_held && (0..places.len()).any(is_told)
}

/// «В Астане либо в Самаре»: a place that is one choice among others.
fn is_one_of_several(text: &Text<'_>, place: &Place, sentence: &std::ops::Range<usize>) -> bool {
    let is_choice = |index: usize| {
        sentence.contains(&index)
            && matches!(text.tokens[index].lower.as_str(), "или" | "либо" | "немесе" | "әлде" | "or")
    };
    is_choice(place.tokens.end) || (place.tokens.start.saturating_sub(2)..place.tokens.start).any(is_choice)
}

/// How many different regions stand in one enumeration with a place, itself included.
fn regions_beside(text: &Text<'_>, places: &[Place], order: usize, sentence: usize) -> usize {
    let range = text.sentences[sentence].tokens.clone();
    let inside = |place: &&Place| range.contains(&place.tokens.start);
    let mut regions: Vec<RegionIndex> = vec![places[order].region];
    // Names that follow one another with little between are an enumeration.
    let near = |one: &Place, other: &Place| {
        let (first, second) = if one.tokens.start < other.tokens.start { (one, other) } else { (other, one) };
        let between = first.tokens.end..second.tokens.start.max(first.tokens.end);
        between.len() <= 4 && text.tokens[between].iter().all(joins_enumeration)
    };
    for step in [-1_isize, 1] {
        let mut at = order;
        // Some are enough to know that it is an enumeration.
        while regions.len() < 8
            && let Some(next) = at.checked_add_signed(step).filter(|next| *next < places.len())
        {
            if !inside(&&places[next]) || !near(&places[at], &places[next]) {
                break;
            }
            regions.push(places[next].region);
            at = next;
        }
    }
    regions.sort();
    regions.dedup();
    regions.len()
}

/// Whether a token may stand between two names of an enumeration.
fn joins_enumeration(token: &Token) -> bool {
    const JOINTS: &[&str] = &[
        ",",
        ".",
        "-",
        "–",
        "и",
        "а",
        "также",
        "из",
        "в",
        "г",
        "және",
        "мен",
        "бен",
        "пен",
        "сондай-ақ",
        "and",
        "the",
    ];
    const TYPES: &[&str] = &["облыс", "қала", "аудан", "област", "город", "район", "region", "cit", "oblast"];
    JOINTS.contains(&token.lower.as_str()) || TYPES.iter().any(|word| token.lower.starts_with(word))
}

fn weight_of(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    place: &Place,
    told: &Told,
    company: usize,
) -> (i32, &'static str) {
    let tokens = &text.tokens;
    let sentence = told.sentence;
    let range = text.sentences[sentence].tokens.clone();
    let position = outline.position(sentence);
    let offset = tokens[place.tokens.start].span.start;
    let is_to_come = !outline.is_announcement
        && position.is_some_and(|position| position > 0)
        && !told.is_held
        && told.is_announced;
    if outline.background[sentence] || company >= 3 || is_to_come {
        return (0, "mentioned");
    }
    // «Алматы қаласында өтетін …», «из Туркестанской области», «Қызылордадан келген».
    let behind = place.tokens.end..(place.tokens.end + 12).min(range.end);
    let other_noun = is_place_of_other_event(text, heads, place, behind.clone(), position);
    let guests = place.case == Case::Ablative
        || (place.case != Case::Locative
            && MARKS.guests.are_in(tokens, place.tokens.end..(place.tokens.end + 3).min(range.end)))
        || (place.case != Case::Locative
            && MARKS.guests.are_in(tokens, place.tokens.start.saturating_sub(4).max(range.start)..place.tokens.start))
        // An enumeration of guests goes on to the end of its sentence.
        || (place.case != Case::Locative
            && position.is_some()
            && told.delegations.is_some_and(|from| from < place.tokens.start));
    if other_noun || guests || is_one_of_several(text, place, &range) {
        return (0, "mentioned");
    }
    if is_dateline(text, outline, place, sentence) {
        return (6, "dateline");
    }
    let in_quotation = text.quotation_at(offset).map(|index| text.quotations[index]);
    let is_title = position.is_none();
    let mut weight = match position {
        None => 3,
        Some(0) => 3,
        Some(1 | 2) => 2,
        Some(3..=5) => 1,
        Some(_) => 0,
    };
    let mut rule = "mention";
    match place.case {
        Case::Locative => {
            weight += 2;
            rule = "locative";
        }
        Case::Attributive => {
            weight += 1;
            rule = "locative";
        }
        Case::Bare | Case::Ablative | Case::Other => {}
    }
    if told.is_held && position.is_none_or(|position| position < 4) {
        weight += 1;
        if rule == "locative" {
            rule = "held-verb";
        }
    }
    let head_follows = heads.iter().any(|head| {
        head.sentence == sentence
            && !head.is_other
            && head.tokens.start >= place.tokens.end
            && head.tokens.start - place.tokens.end <= 3
    });
    let head_precedes = heads
        .iter()
        .any(|head| head.sentence == sentence && !head.is_other && head.tokens.end == place.tokens.start);
    if head_follows || head_precedes {
        weight += 1;
        if rule == "mention" {
            rule = "event-noun";
        }
    }
    if let Some(quotation) = in_quotation {
        // In a name it tells where the organisation is, in speech what is spoken of.
        let is_name = quotation.inner.end - quotation.inner.start < 200;
        weight = if is_name && !is_title { (weight - 2).clamp(0, 1) } else { weight.min(1) };
    }
    if place.is_ambiguous {
        weight = (weight - 2).max(0);
    }
    // The title may begin with the place alone: «Түркістан: …».
    if is_title
        && place.tokens.start == range.start
        && tokens.get(place.tokens.end).is_some_and(|token| token.is_sign(":"))
    {
        weight += 2;
    }
    (weight, rule)
}

/// Whether a place belongs to another event: a coming one, or one that this one was in the frame of.
fn is_place_of_other_event(
    text: &Text<'_>,
    heads: &[Head],
    place: &Place,
    behind: std::ops::Range<usize>,
    position: Option<usize>,
) -> bool {
    let tokens = &text.tokens;
    let until = (behind.start..behind.end)
        .find(|&index| MARKS.held.at(tokens, index).is_some() || tokens[index].is_sign(";"))
        .unwrap_or(behind.end);
    let near = behind.start..until;
    let coming = MARKS.coming_participle.all_in(tokens, near.clone());
    let has_noun_behind = coming.iter().any(|hit| {
        let noun = hit.tokens.end..(hit.tokens.end + 8).min(tokens.len());
        !EVENTS.heads.all_in(tokens, noun).is_empty()
    });
    // «… өтеді» at the end of the first sentence is the news itself.
    if has_noun_behind || (!coming.is_empty() && position.is_some_and(|position| position > 1)) {
        return true;
    }
    // «В преддверии форума в Рудном прошла встреча»: the verb takes the place right before it.
    let is_before_verb = place.case == Case::Locative && MARKS.held.at(tokens, place.tokens.end).is_some();
    let begins_with_frame =
        |head: &Head| MARKS.frame_before.at(tokens, text.sentences[head.sentence].tokens.start).is_some();
    // «предстоящего форума в Астане», «Астанада өткен құрылтай»: the noun beside it is another event's.
    heads.iter().any(|head| {
        // Behind «форум аясында» the event's own words begin.
        let is_behind = head.tokens.end <= place.tokens.start
            && place.tokens.start - head.tokens.end <= 5
            && !MARKS.frame_behind.are_in(tokens, head.tokens.end..place.tokens.start)
            && !(is_before_verb && begins_with_frame(head));
        head.is_other
            && (is_behind
                || (place.case == Case::Locative
                    && head.tokens.start >= place.tokens.end
                    && head.tokens.start - place.tokens.end <= 6
                    && MARKS.held_participle.are_in(tokens, place.tokens.end..head.tokens.start)))
    })
}

/// Whether a street, a house or a prize is named after somebody of this name.
fn is_namesake(text: &Text<'_>, place: &Place) -> bool {
    let tokens = &text.tokens;
    let start = place.tokens.start;
    let before = start.checked_sub(1).map(|index| &tokens[index]);
    let is_part_of_name = before.is_some_and(|token| {
        token.is_sign(".")
            && start >= 2
            && tokens[start - 2].lower.chars().count() == 1
            && tokens[start - 2].lower != "г"
    });
    let named_before = MARKS
        .named_after_before
        .all_in(tokens, start.saturating_sub(2)..start)
        .last()
        .is_some_and(|hit| hit.tokens.end == start || tokens[start - 1].is_sign("."));
    is_part_of_name || named_before || MARKS.named_after_behind.at(tokens, place.tokens.end).is_some()
}

/// «Қаныш Сәтбаевтың 125 жылдығы», «юбилей Каныша Сатпаева»: a city's name right behind a given name is a surname.
fn is_surname(text: &Text<'_>, place: &Place, earlier: Option<&Place>, sentence: usize) -> bool {
    let start = place.tokens.start;
    let first = text.sentences[sentence].tokens.start;
    let is_bare_city = place.level == Level::City && place.tokens.len() == 1 && place.case != Case::Locative;
    // A sentence's first word has a capital letter whatever it is.
    let Some(before) = start.checked_sub(1).filter(|before| *before > first && is_bare_city) else {
        return false;
    };
    let token = &text.tokens[before];
    is_capital(text, token)
        && !is_in_capitals(text, token)
        && !Roles::built_in().is_never_a_name(&token.lower)
        && earlier.is_none_or(|earlier| earlier.tokens.end != start)
}

/// The city and the house, as far as the first sentences tell them.
fn place_of(
    text: &Text<'_>,
    outline: &Outline,
    witnesses: &[Witness],
    region: RegionIndex,
    language: Language,
) -> Option<Read<String>> {
    let city = witnesses
        .iter()
        .filter(|witness| witness.region == region && witness.place.level == Level::City)
        .filter(|witness| {
            matches!(witness.place.case, Case::Locative | Case::Attributive) && witness.weight >= 4
        })
        .max_by_key(|witness| (witness.weight, std::cmp::Reverse(witness.span.start)));
    let city_name = city.and_then(|witness| places::city_name(witness.place.city?, language));
    let venue = venue_of(text, outline, language);
    let (value, span) = match (city_name, venue) {
        (Some(city), Some((venue, span))) => (format!("{city}, {venue}"), span),
        (None, Some((venue, span))) => (venue, span),
        (Some(name), None) => (name.to_owned(), city?.span),
        (None, None) => return None,
    };
    Some(Read { value, evidence: Some(Evidence { span, rule: "locative" }), confidence: 75 })
}

/// The house that the event was in: a name before «ғимаратында», or behind «в здании».
fn venue_of(text: &Text<'_>, outline: &Outline, language: Language) -> Option<(String, Span)> {
    for sentence in outline.leading(3) {
        let range = text.sentences[sentence].tokens.clone();
        let is_held = MARKS.held.are_in(&text.tokens, range.clone())
            || MARKS.held_participle.are_in(&text.tokens, range.clone());
        if !is_held {
            continue;
        }
        for index in range.clone() {
            let Some(hit) = EVENTS.venues.at(&text.tokens, index) else { continue };
            let noun = &EVENTS.venue_names[hit.meaning];
            let found = match language {
                Language::Kazakh => kazakh_venue(text, &range, index, noun),
                Language::Russian => russian_venue(text, &range, index, noun),
                Language::English => None,
            };
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

fn kazakh_venue(
    text: &Text<'_>,
    range: &std::ops::Range<usize>,
    index: usize,
    noun: &str,
) -> Option<(String, Span)> {
    let tokens = &text.tokens;
    let before = index.checked_sub(1).filter(|before| *before >= range.start)?;
    let end = tokens[index].span.end;
    // «Конгресс холл» ғимаратында, «Бірлік» ЖШС ғимаратында
    let abbreviation = text.slice(tokens[before].span);
    let is_abbreviation = tokens[before].is_word() && abbreviation.chars().all(char::is_uppercase);
    let closing = if is_abbreviation { before.checked_sub(1)? } else { before };
    if let Some(quotation) =
        text.quotations.iter().find(|quotation| quotation.span.end == tokens[closing].span.end)
    {
        let name = text.slice(Span::new(quotation.span.start, tokens[before].span.end));
        return Some((format!("{name} {noun}"), Span::new(quotation.span.start, end)));
    }
    // Достық үйінде: words with capitals.
    let mut start = index;
    while start > range.start
        && index - start < 3
        && tokens[start - 1].is_word()
        && text.slice(tokens[start - 1].span).starts_with(char::is_uppercase)
        && start - 1 > range.start
    {
        start -= 1;
    }
    if start == index {
        // At the very beginning every word has a capital: «Достық үйінде».
        start = (before == range.start && tokens[before].is_word()).then_some(before)?;
    }
    let name = text.slice(Span::new(tokens[start].span.start, tokens[before].span.end));
    Some((format!("{name} {noun}"), Span::new(tokens[start].span.start, end)))
}

fn russian_venue(
    text: &Text<'_>,
    range: &std::ops::Range<usize>,
    index: usize,
    noun: &str,
) -> Option<(String, Span)> {
    let tokens = &text.tokens;
    let before = index.checked_sub(1).filter(|before| *before >= range.start)?;
    if !matches!(tokens[before].lower.as_str(), "в" | "во") {
        return None;
    }
    let start = tokens[index].span.start;
    let next = tokens.get(index + 1).filter(|_| index + 1 < range.end)?;
    if let Some(quotation) = text.quotations.iter().find(|quotation| quotation.span.start == next.span.start)
    {
        return Some((
            format!("{noun} {}", text.slice(quotation.span)),
            Span::new(start, quotation.span.end),
        ));
    }
    // «в Доме дружбы»: the one word that follows in the genitive.
    let is_house = text.slice(tokens[index].span).starts_with(char::is_uppercase) && next.is_word();
    let is_verb = MARKS.held.at(tokens, index + 1).is_some();
    (is_house && !is_verb)
        .then(|| (format!("{noun} {}", text.slice(next.span)), Span::new(start, next.span.end)))
}
