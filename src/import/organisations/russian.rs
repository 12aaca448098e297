//! Organisations in Russian sentences: what stands in quotation marks behind a type word, and phrases that begin with one.

use std::ops::Range;

use super::place::{self, is_capital, is_in_capitals};
use super::russian_houses as houses;
use super::russian_inside as inside;
use super::russian_words::{
    begins_another, ends_in_adjective, in_small_letters, is_bare_level, is_described, is_field_in_short,
    is_line_in_capitals, is_of_people, is_plural_adjective, list_ends_with_and, looks_genitive, name_start,
    village_end,
};
use super::words::{Bare, HeadMatch, RussianHead};
use super::{Found, Reader, UNSURE, case_of};
use crate::import::nominative::russian::{gender_of, is_verb, russian_adjective};
use crate::import::nominative::{Case, Form, capitalised};
use crate::import::text::{Token, TokenKind};
use crate::import::words::EVENTS;
use crate::vocabulary::OrganisationKind;

/// How many words may stand between a type word and the opening quotation mark.
const REACH: usize = 2;
/// How many, if it is a body of citizens: «центр поддержки гражданских инициатив «…»».
const FURTHER: usize = 4;
/// How many words a name may have behind its type word.
const LONGEST: usize = 12;

type Head = HeadMatch<&'static RussianHead>;

/// Finds the organisations of a Russian text.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    // The type word that the quotation before was read with, if it was one for several.
    let mut shared: Option<(usize, Head)> = None;
    // Behind which token a partner's or an organiser's name ended that has its type word in it: a list may go on.
    let mut partner: Option<usize> = None;
    for index in 0..reader.text.quotations.len() {
        let one = quoted(reader, index, &mut shared).or_else(|| inside::named(reader, index, &mut partner));
        found.extend(one);
    }
    found.sort_by_key(|one| one.tokens.start);
    let mut taken = vec![false; reader.text.tokens.len()];
    for one in &found {
        taken[one.tokens.clone()].fill(true);
    }
    for sentence in &reader.text.sentences {
        unquoted(reader, sentence.tokens.clone(), &taken, &mut found);
    }
    found.sort_by_key(|one| one.tokens.start);
    found
}

fn quoted(reader: &Reader<'_>, index: usize, shared: &mut Option<(usize, Head)>) -> Option<Found> {
    let text = reader.text;
    let quotation = text.quotations[index];
    let inner = text.tokens_in(quotation.inner);
    let marks = text.tokens_in(quotation.span);
    let words = text.tokens[inner.clone()].iter().filter(|token| token.is_word()).count();
    if words == 0 || words > LONGEST {
        return None;
    }
    let first = reader.sentence_start(marks.start);
    let own = head_before(reader, first, marks.start);
    let is_own = own.is_some();
    let head = match own {
        Some(head) => head,
        // ОФ «A», «B» и «C»: a type word in the plural, or an abbreviation for several.
        None => {
            let between = marks.start.checked_sub(1).map(|before| &text.tokens[before])?;
            let joins = between.is_sign(",") || between.lower == "и";
            shared.filter(|(end, _)| joins && *end + 1 == marks.start)?.1
        }
    };
    if head.form == Form::Plural {
        // «слет общественных организаций «Время жить»»: one quotation behind several is the name of none.
        if is_own
            && !is_list(reader, index)
            && (!head.is_short || is_of_event(reader, first, &head, marks.end))
        {
            return None;
        }
        *shared = Some((marks.end, head));
    }
    if head.head.bare == Bare::Spoken {
        let start = name_start(reader, first, &head).0;
        if !is_own || !houses::has_speaker(reader, &head, start) {
            return None;
        }
    }
    // What shares the type word of the quotation before has its own marks alone.
    let start = if is_own { name_start(reader, first, &head).0 } else { marks.start };
    // «филиал «Лиги строителей»» speaks for the whole.
    let whole = inside::head(reader, &inner)
        .filter(|own| own.form == Form::Bare(Case::Genitive) && own.end < inner.end)
        .filter(|_| head.head.kind == OrganisationKind::from_id("branch"));
    if let Some(own) = whole {
        let name = inside::name(reader, &own, inner);
        let case = case_of(head.form);
        return Some(reader.found(start..marks.end, &name, own.head.kind, case, "type-word-inside", 85));
    }
    let is_caption = is_line_in_capitals(reader, marks.start);
    let written = text.slice(quotation.inner);
    let inner_text = if is_caption { in_small_letters(written) } else { written.to_owned() };
    let name = quoted_name(reader, &head, start, marks.start, &inner_text, inner);
    Some(reader.found(start..marks.end, &name, head.head.kind, case_of(head.form), "type-word-before", 92))
}

/// Whether a quotation begins a list of them: «A», «B» и «C».
fn is_list(reader: &Reader<'_>, index: usize) -> bool {
    let text = reader.text;
    let end = text.tokens_in(text.quotations[index].span).end;
    let joins = text.tokens.get(end).is_some_and(|token| token.is_sign(",") || token.lower == "и");
    let next = text.tokens.get(end + 1).filter(|_| joins);
    next.is_some_and(|next| text.quotations[index..].iter().any(|other| other.span.start == next.span.start))
}

/// Whether «НПО» before a quotation only says whose event it was that is called so: «прошел областной форум НПО
/// «Вместе»». What does something itself has a verb behind it: «На форуме НПО «Алем» показало …».
fn is_of_event(reader: &Reader<'_>, first: usize, head: &Head, end: usize) -> bool {
    let tokens = &reader.text.tokens;
    // «форум сельских НПО «…»»
    let noun = (first..head.start).rev().take(3).find(|index| !is_plural_adjective(&tokens[*index].lower));
    let is_event = noun.is_some_and(|noun| {
        let events = EVENTS.heads.all_in(tokens, first..noun + 1);
        events.last().is_some_and(|event| event.tokens.end == noun + 1)
    });
    is_event && !tokens.get(end).is_some_and(|next| next.is_word() && is_verb(&next.lower))
}

/// The type word that stands before a quotation.
fn head_before(reader: &Reader<'_>, first: usize, opening: usize) -> Option<Head> {
    let text = reader.text;
    let before = opening.checked_sub(1).filter(|before| *before >= first)?;
    if reader.words.russian.not_before.contains(&text.tokens[before].lower) {
        return None;
    }
    let mut best: Option<Head> = None;
    let mut at = opening;
    while at > first && opening - at < FURTHER + 6 {
        at -= 1;
        if !text.tokens[at].is_word() || reader.is_in_marks(at) {
            break;
        }
        let Some(head) = reader.words.russian_head(&text.tokens, text.source, at, opening) else { continue };
        let is_office = head.head.kind == OrganisationKind::from_id("government-body");
        let is_near = opening - head.end <= if is_office { REACH } else { FURTHER };
        let is_better = best.as_ref().is_none_or(|best| head.end >= best.end);
        if is_near && is_better {
            best = Some(head);
        }
    }
    let best = best?;
    // Between the type word and the mark only what describes it: «объединение инвалидов «…»».
    let between = &text.tokens[best.end..opening];
    let fits = between.iter().all(|token| {
        token.is_word()
            && (looks_genitive(reader, &token.lower)
                || is_of_people(reader, &token.lower)
                || is_capital(text, token))
            && !reader.words.russian.not_before.contains(&token.lower)
    });
    fits.then_some(best)
}

fn quoted_name(
    reader: &Reader<'_>,
    head: &Head,
    start: usize,
    opening: usize,
    inner_text: &str,
    inner: Range<usize>,
) -> String {
    let text = reader.text;
    let own = reader.words.russian_head(&text.tokens, text.source, inner.start, inner.end);
    let is = |id: &str| head.head.kind == OrganisationKind::from_id(id);
    if head.head.is_legal || is("association") || is("union") || is("ethnocultural-association") {
        // «Общественный фонд X»: the legal form once more inside the marks. One word alone is a part of the name,
        // «Фонд развития села», unless the name has marks of its own.
        let is_form = |own: &Head| {
            own.head.length() > 1 || own.is_short || text.tokens[own.end].kind == TokenKind::Quote
        };
        return match own {
            Some(own)
                if own.head.is_legal
                    && own.end < inner.end
                    && own.form == Form::Bare(Case::Nominative)
                    && is_form(&own) =>
            {
                let rest = text.tokens[own.end].span.start..text.tokens[inner.end - 1].span.end;
                text.slice(rest.into()).trim_matches(crate::import::quotations::is_mark).to_owned()
            }
            _ => inner_text.to_owned(),
        };
    }
    if head.is_short {
        return format!("{} «{inner_text}»", text.slice(text.tokens[head.start].span));
    }
    let mut words = nominative_head(reader, head, start);
    for token in text.tokens.get(head.end..opening).unwrap_or_default() {
        words.push(' ');
        words.push_str(text.slice(token.span));
    }
    format!("{words} «{inner_text}»")
}

/// A type word and the adjectives before it, in the nominative.
pub(super) fn nominative_head(reader: &Reader<'_>, head: &Head, start: usize) -> String {
    let text = reader.text;
    let noun = head.head.noun();
    let mut words: Vec<String> = Vec::new();
    for token in text.tokens.get(start..head.start).unwrap_or_default() {
        words.push(place::russian_area(text, token, &noun.nominative));
    }
    if head.is_short && head.head.kind != OrganisationKind::from_id("assembly") {
        words.push(text.slice(text.tokens[head.start].span).to_owned());
        return words.join(" ");
    }
    if head.is_short {
        words.push("Ассамблея народа Казахстана".to_owned());
        return words.join(" ");
    }
    for (index, token) in text.tokens[head.start..head.end].iter().enumerate() {
        let written = text.slice(token.span);
        let word = match head.head.changing.get(index) {
            Some(word) if is_in_capitals(text, token) => word.nominative.to_uppercase(),
            Some(word) if is_capital(text, token) => capitalised(&word.nominative),
            Some(word) => word.nominative.clone(),
            None => written.to_owned(),
        };
        words.push(word);
    }
    words.join(" ")
}

/// Phrases without quotation marks that begin with a type word.
fn unquoted(reader: &Reader<'_>, sentence: Range<usize>, taken: &[bool], found: &mut Vec<Found>) {
    let text = reader.text;
    let mut at = sentence.start;
    while at < sentence.end {
        let index = at;
        at += 1;
        if taken[index] || !text.tokens[index].is_word() || reader.is_in_marks(index) {
            continue;
        }
        if let Some(one) = ministry_of_minister(reader, index, sentence.end, taken) {
            at = one.tokens.end;
            found.push(one);
            continue;
        }
        let Some(head) = reader.words.russian_head(&text.tokens, text.source, index, sentence.end) else {
            continue;
        };
        if head.form == Form::Plural || (head.head.bare == Bare::No) {
            continue;
        }
        let (start, is_placed) = name_start(reader, sentence.start, &head);
        // Bodies within bodies within bodies: no real name is longer.
        let reach = sentence.end.min(head.end + 3 * LONGEST);
        let extent = extend_right(reader, head.end, reach, taken);
        let is_mid = index > sentence.start;
        let has_capital = is_capital(text, &text.tokens[index]) && (is_mid || head.head.length() > 1);
        // «маслихат области», «управление образования области»; «в университете города» is none in particular.
        let is_of_level = extent.level.is_some()
            && (extent.has_words
                || head.head.length() > 1
                || matches!(head.head.noun().nominative.as_str(), "маслихат" | "прокуратура"));
        let is_anchored = extent.place.is_some() || is_of_level || extent.has_namesake || is_placed;
        // Departments have sections, and are what counts; without a place a section is nobody's.
        let is_section = head.head.noun().nominative == "отдел";
        let is_part = (head.end..extent.end)
            .any(|index| reader.words.russian_head(&text.tokens, text.source, index, extent.end).is_some());
        // «отдел социальных программ города»
        let has_level = extent.level.is_some() && extent.has_words;
        if is_section && (is_part || !(extent.place.is_some() || is_placed || has_level)) {
            continue;
        }
        let is_complement = extent.end > head.end;
        let fits = match head.head.bare {
            Bare::No => false,
            Bare::Anchor => is_anchored,
            Bare::Words => is_complement && (extent.has_words || is_anchored),
            Bare::Capital => is_anchored || (has_capital && (head.head.length() > 1 || is_complement)),
            Bare::Whole => true,
            Bare::Name => {
                is_complement && (has_capital || (is_placed && houses::has_speaker(reader, &head, start)))
            }
            Bare::Spoken | Bare::Posted => {
                (is_anchored || head.head.length() > 1) && houses::has_speaker(reader, &head, start)
            }
        };
        // «областной центр» is a town: a centre without a word of what it is one of is a place.
        let is_town = head.head.length() == 1
            && head.head.noun().nominative == "центр"
            && !extent.has_words
            && !houses::is_named_centre(reader, start..head.start, extent.place);
        if !fits || is_town {
            continue;
        }
        at = extent.end;
        let (name, is_whole) = unquoted_name(reader, &head, start, &extent);
        let confidence = match is_anchored {
            _ if !is_whole => UNSURE,
            true => 85,
            false => 72,
        };
        found.push(reader.found(
            start..extent.end,
            &name,
            head.head.kind,
            case_of(head.form),
            "type-phrase",
            confidence,
        ));
    }
}

/// The words that follow a type word and belong to it.
struct Extent {
    end: usize,
    /// Where the name of a place begins that ends it.
    place: Option<usize>,
    /// The word of level without a name that ends it: «управление образования области».
    level: Option<usize>,
    has_words: bool,
    /// Whether it says who the body is called after.
    has_namesake: bool,
}

impl Extent {
    /// Ends it where a body ends that it is a part of.
    fn take_in(&mut self, inner: &Self) {
        (self.end, self.place, self.level) = (inner.end, inner.place, inner.level);
        self.has_words = true;
    }
}

fn extend_right(reader: &Reader<'_>, from: usize, limit: usize, taken: &[bool]) -> Extent {
    let text = reader.text;
    let mut extent = Extent { end: from, place: None, level: None, has_words: false, has_namesake: false };
    let mut at = from;
    while at < limit && at - from < LONGEST && !taken[at] {
        let token = &text.tokens[at];
        if let Some(end) = place::russian_end(text, at, limit).or_else(|| village_end(reader, at, limit)) {
            extent.place = Some(at);
            extent.end = end;
            break;
        }
        if is_bare_level(reader, at, limit) {
            extent.level = Some(at);
            extent.end = at + 1;
            break;
        }
        let lower = token.lower.as_str();
        if matches!(lower, "имени" | "им") {
            let Some(end) = namesake_end(reader, at, limit) else { break };
            extent.end = end;
            extent.has_words = true;
            extent.has_namesake = true;
            at = end;
            continue;
        }
        let next = text.tokens.get(at + 1).filter(|_| at + 1 < limit);
        if token.is_sign(",") || lower == "и" {
            // «культуры, архивов и документации»: goes on only with one more word of the same sort.
            let goes_on = extent.has_words
                && next.is_some_and(|next| {
                    looks_genitive(reader, &next.lower)
                        && !is_capital(text, next)
                        && !reader.is_russian_role(&next.lower)
                })
                && !begins_another(reader, at + 1, limit)
                && (lower == "и" || list_ends_with_and(reader, at + 1, limit));
            if !goes_on {
                break;
            }
        } else if matches!(lower, "по" | "при") {
            let fits = next.is_some_and(|next| next.is_word());
            if !fits {
                break;
            }
            // «по Костанайской области»
            if let Some(end) = place::russian_end(text, at + 1, limit).filter(|_| lower == "по") {
                extent.place = Some(at + 1);
                extent.end = end;
                break;
            }
            // What stands behind «по» is in the dative: «по делам», «по вопросам».
            let dative = next.is_some_and(|next| {
                ["ам", "ям", "у", "ю", "ке", "ой", "ии", "ию", "защите"]
                    .iter()
                    .any(|end| next.lower.ends_with(end))
            });
            // «по районам области» says where somebody worked.
            let is_where = next.is_some_and(|next| {
                ["област", "район", "город", "сел", "стран"].iter().any(|stem| next.lower.starts_with(stem))
            });
            let dative = dative || next.is_some_and(|next| is_field_in_short(reader, next));
            if lower == "по" && dative && !is_where && !extent.has_words {
                at += 2;
                extent.end = at;
                extent.has_words = true;
                continue;
            }
            // «Совет матерей при Ассамблее народа Казахстана … области» is one body.
            let head = (lower == "при" && extent.end == from)
                .then(|| reader.words.russian_head(&text.tokens, text.source, at + 1, limit))
                .flatten()
                .filter(|head| {
                    ["assembly", "government-body"]
                        .iter()
                        .any(|kind| head.head.kind == OrganisationKind::from_id(kind))
                });
            if let Some(head) = head {
                extent.take_in(&extend_right(reader, head.end, limit, taken));
            }
            break;
        } else if !token.is_word() || reader.is_in_marks(at) {
            break;
        } else if (at > from && is_described(reader, at)) || (at == from && is_field_in_short(reader, token))
        {
            extent.has_words = true;
            extent.end = at + 1;
        } else if is_capital(text, token) {
            // A part of a larger body: «комитет … Министерства …».
            let Some(head) = reader.words.russian_head(&text.tokens, text.source, at, limit) else { break };
            if !head.is_short && !matches!(head.form, Form::Bare(Case::Genitive | Case::Locative)) {
                break;
            }
            extent.take_in(&extend_right(reader, head.end, limit, taken));
            break;
        } else if looks_genitive(reader, lower) || (at == from && is_of_people(reader, lower)) {
            extent.has_words = true;
            extent.end = at + 1;
        } else {
            break;
        }
        at += 1;
    }
    extent
}

/// Behind which token the name ends that a body is called after: «имени Л.Н. Гумилева», «им. Абая».
///
/// It stands in the genitive; what does not end so is the name of somebody else who follows.
fn namesake_end(reader: &Reader<'_>, link: usize, limit: usize) -> Option<usize> {
    let text = reader.text;
    let token = |index: usize| text.tokens.get(index).filter(|_| index < limit);
    let mut at = link + 1;
    if text.tokens[link].lower == "им" {
        at += usize::from(token(at).is_some_and(|stop| stop.is_sign(".")));
    }
    let mut has_initials = false;
    while token(at).is_some_and(|letter| is_capital(text, letter) && letter.lower.chars().count() == 1)
        && token(at + 1).is_some_and(|stop| stop.is_sign("."))
    {
        has_initials = true;
        at += 2;
    }
    let is_genitive = |token: &Token| {
        ["а", "я", "ы", "и", "ого", "его", "ой", "ей"].iter().any(|ending| token.lower.ends_with(ending))
    };
    let most = if has_initials { 1 } else { 2 };
    let words = (at..at + most)
        .take_while(|index| {
            token(*index).is_some_and(|word| is_capital(text, word) && (has_initials || is_genitive(word)))
        })
        .count();
    (words > 0).then_some(at + words)
}

/// What a body without quotation marks is called, and whether nothing of its name seems to be missing.
fn unquoted_name(reader: &Reader<'_>, head: &Head, start: usize, extent: &Extent) -> (String, bool) {
    let text = reader.text;
    let noun = head.head.noun().nominative.as_str();
    let area = &text.tokens[start..head.start];
    let is_of_another = is_of_another(reader, extent.end, reader.sentence_end(head.start));
    let level = area.iter().position(|token| {
        ["област", "городск", "региональн"].iter().any(|level| token.lower.starts_with(level))
    });
    // «департамент …» alone may be the country's, «областной департамент …» is not.
    let is_of_region = matches!(noun, "управление" | "маслихат" | "альянс")
        || (level.is_some() && matches!(noun, "департамент" | "прокуратура" | "палата"));
    let needs_region = is_of_region
        && !is_of_another
        && extent.place.is_none()
        && extent.level.is_none()
        && (area.is_empty() || (area.len() == 1 && level.is_some()));
    let region = match level {
        _ if !needs_region => None,
        Some(level) => reader.region_of_level(start + level),
        None => reader.event_region(head.start),
    };
    let mut end = extent.end;
    if matches!(noun, "министерство" | "комитет" | "департамент")
        && let Some(place) = extent.place
        && reader.is_country(place, extent.end)
    {
        end = place;
    }
    // «управление образования области»: the region's name in place of the word, so that no two are one.
    let of_level = extent.level.and_then(|level| reader.region_of_level(level));
    let is_unnamed = extent.level.is_some() && of_level.is_none();
    if let Some(level) = extent.level.filter(|_| of_level.is_some()) {
        end = level;
    }
    let from = if region.is_some() && noun != "маслихат" { head.start } else { start };
    let mut name = nominative_head(reader, head, from);
    if end > head.end {
        name.push(' ');
        name.push_str(text.slice((text.tokens[head.end].span.start..text.tokens[end - 1].span.end).into()));
        name = name.replace(" АНК", " Ассамблеи народа Казахстана");
    }
    let is_cut = end > head.end && ends_in_adjective(&text.tokens[end - 1].lower);
    let name = match region.or(of_level) {
        Some(region) if noun == "маслихат" && level.is_some() => {
            let genitive = place::russian_genitive(region);
            let adjective =
                genitive.strip_suffix(" области").map(|word| russian_adjective(word, gender_of(noun)));
            adjective.map_or_else(|| name.clone(), |adjective| format!("{adjective} {name}"))
        }
        Some(region) => format!("{name} {}", place::russian_genitive(region)),
        None => name,
    };
    let is_headline = name.contains(' ') && !name.chars().any(char::is_lowercase);
    let name = if is_headline { in_small_letters(&name) } else { name };
    let has_own = reader
        .context
        .region
        .is_some_and(|own| level.is_none_or(|level| place::is_level_of(&area[level].lower, own)));
    let is_anyones = needs_region && region.is_none() && has_own;
    (name, !is_unnamed && !is_cut && !is_anyones)
}

/// Whether the name of a larger body follows: «управление правового обеспечения Национального банка».
///
/// A person may follow as well, whose name is two words with capital letters.
fn is_of_another(reader: &Reader<'_>, end: usize, limit: usize) -> bool {
    let text = reader.text;
    let token = |index: usize| text.tokens.get(index).filter(|_| index < limit);
    let Some(next) = token(end).filter(|next| next.is_word()) else { return false };
    if reader.words.russian_head(&text.tokens, text.source, end, limit).is_some() {
        return true;
    }
    let is_adjective =
        ["ого", "его", "ой", "ей", "ых", "их"].iter().any(|ending| next.lower.ends_with(ending));
    is_capital(text, next)
        && is_adjective
        && token(end + 1).is_some_and(|behind| {
            behind.is_word() && !is_capital(text, behind) && looks_genitive(reader, &behind.lower)
        })
}

/// «вице-министр культуры и информации РК» speaks for the ministry.
fn ministry_of_minister(reader: &Reader<'_>, index: usize, limit: usize, taken: &[bool]) -> Option<Found> {
    const NOUNS: &[&str] = &["министр", "министра", "вице-министр", "вице-министра", "замминистра"];
    let text = reader.text;
    if !NOUNS.contains(&text.tokens[index].lower.as_str()) {
        return None;
    }
    let extent = extend_right(reader, index + 1, limit.min(index + 3 * LONGEST), taken);
    if !extent.has_words {
        return None;
    }
    let end = extent.place.filter(|place| reader.is_country(*place, extent.end)).unwrap_or(extent.end);
    let words = text.slice((text.tokens[index + 1].span.start..text.tokens[end - 1].span.end).into());
    let kind = OrganisationKind::from_id("government-body");
    let name = format!("Министерство {words}");
    Some(Found {
        of_role: true,
        ..reader.found(index..extent.end, &name, kind, Case::Nominative, "minister", 75)
    })
}
