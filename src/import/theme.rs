//! What the event was about, as it was announced: a quotation beside its noun.

use std::ops::Range;

use super::facts::{Evidence, Read};
use super::kind::{Head, has_theme};
use super::number;
use super::outline::Outline;
use super::text::{Quotation, Text, Token, TokenKind};
use super::theme_told;
use super::words::{EVENTS, MARKS};
use crate::language::Language;
use crate::vocabulary::EventKind;

/// How many of the first sentences announce a theme.
const LEADING: usize = 4;

/// Reads the theme of the event.
pub(super) fn read(
    text: &Text<'_>,
    outline: &Outline,
    heads: &[Head],
    kind: Option<EventKind>,
    language: Language,
) -> Option<Read<String>> {
    let mut best: Option<(u8, Quotation, &'static str)> = None;
    // The text says more exactly what the title shortens.
    let sentences: Vec<usize> = outline
        .body
        .iter()
        .take(LEADING)
        .chain(&outline.title)
        .copied()
        .filter(|index| !outline.background[*index])
        .collect();
    for sentence in sentences {
        let span = text.sentences[sentence].span;
        let first = text.quotations.partition_point(|quotation| quotation.span.start < span.start);
        let behind = text.quotations.partition_point(|quotation| quotation.span.start < span.end);
        let inside = &text.quotations[first..behind];
        for quotation in inside.iter().filter(|quotation| quotation.span.end <= span.end) {
            if !is_outermost(inside, quotation) {
                continue;
            }
            if let Some((confidence, rule)) = is_theme(text, heads, kind, sentence, quotation, language)
                && best.as_ref().is_none_or(|(known, _, old)| {
                    confidence > *known || (*old == "before-event-noun" && rule == "named-theme")
                })
            {
                best = Some((confidence, *quotation, rule));
            }
        }
        // A name beside the noun may be the event's own: a theme that is called one says more.
        if best.as_ref().is_some_and(|(_, _, rule)| *rule != "before-event-noun") {
            break;
        }
    }
    let (confidence, quotation, rule) = best
        .or_else(|| theme_told::stated(text, outline, heads))
        .or_else(|| theme_told::of_its_noun(text, outline, heads, kind?))?;
    let value = text.slice(quotation.inner).split_whitespace().collect::<Vec<_>>().join(" ");
    let value = value.trim_end_matches([',', '.', ';']).to_owned();
    Some(Read { value, evidence: Some(Evidence { span: quotation.span, rule }), confidence })
}

/// «Тема следующей встречи»
pub(super) fn is_of_next(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| pair[0].lower.starts_with("тем") && pair[1].lower.starts_with("следующ"))
}

fn is_outermost(quotations: &[Quotation], quotation: &Quotation) -> bool {
    quotation.depth == 0
        || !quotations.iter().any(|outer| {
            outer.span.start < quotation.span.start
                && quotation.span.end <= outer.span.end
                && outer.inner.end - outer.inner.start < 300
        })
}

/// Whether a quotation is the event's theme, how surely and by which rule.
fn is_theme(
    text: &Text<'_>,
    heads: &[Head],
    kind: Option<EventKind>,
    sentence: usize,
    quotation: &Quotation,
    language: Language,
) -> Option<(u8, &'static str)> {
    let tokens = &text.tokens;
    let range = text.sentences[sentence].tokens.clone();
    let own = text.tokens_in(quotation.span);
    let words = tokens[text.tokens_in(quotation.inner)].iter().filter(|token| token.is_word()).count();
    let characters = text.slice(quotation.inner).chars().count();
    if words == 0 || characters > 260 || own.is_empty() {
        return None;
    }
    let behind = own.end..(own.end + 2).min(range.end);
    let named_behind = own.end < range.end && EVENTS.theme_behind.at(tokens, own.end).is_some();
    let named_before = EVENTS.announce_theme(tokens, range.start, own.start);
    let own_head = |head: &&Head| {
        head.sentence == sentence && !head.is_other && kind.is_none_or(|kind| is_alike(head.kind, kind))
    };
    let heads_here: Vec<&Head> = heads.iter().filter(own_head).collect();
    let near = own.start.saturating_sub(6).max(range.start)..own.start;
    let section = EVENTS.section.are_in(tokens, behind.start..(behind.end + 3).min(range.end))
        || EVENTS.section.are_in(tokens, behind_frame(text, &heads_here, near));
    if section || is_of_next(&tokens[range.start..own.start]) {
        return None;
    }
    if named_behind {
        // The noun that is named stands behind: «…» тақырыбында … форумы.
        let follows = heads_here.iter().any(|head| {
            head.tokens.start >= own.end
                && head.tokens.start - own.end <= 14
                && !has_quotation_between(text, quotation, head)
        });
        // Or before: Форум «…» тақырыбында өтті.
        let precedes =
            heads_here.iter().any(|head| head.tokens.end <= own.start && own.start - head.tokens.end <= 3);
        let is_framed = heads.iter().any(|head| {
            head.sentence == sentence
                && head.is_other
                && head.tokens.start >= own.end
                && head.tokens.start - own.end <= 6
        });
        let follows = follows || is_before_noun_again(text, heads, kind, own.end);
        if (follows || precedes) && !is_framed {
            return Some((95, "named-theme"));
        }
        // «…» атты шара өтті: the noun is one of any event.
        let is_any_event = EVENTS.the_event.at(tokens, own.end + 1);
        if let Some(noun) = is_any_event
            && words >= 2
            && heads_here.is_empty()
            && MARKS.held.at(tokens, noun.tokens.end).is_some_and(|held| held.tokens.end <= range.end)
        {
            return Some((75, "named-theme"));
        }
        let is_held = MARKS.held.are_in(tokens, own.end..range.end);
        return (!is_framed
            && is_held
            && kind.is_some()
            && (words >= 3 || heads_here.is_empty())
            && words >= 2)
            .then_some((75, "named-theme"));
    }
    if named_before {
        let is_near = heads_here.iter().any(|head| {
            head.tokens.end <= own.start
                && own.start - head.tokens.end <= 12
                && !begins_clause(text, head.tokens.end..own.start)
        }) || heads_here
            .iter()
            .any(|head| head.tokens.start >= own.end && head.tokens.start - own.end <= 6);
        // «Мероприятие прошло под девизом «…»»: no noun of an event, and none of another one.
        let is_told = MARKS.held.are_in(tokens, range.start..own.start)
            && !heads.iter().any(|head| head.sentence == sentence && head.tokens.start < own.start);
        let is_near = is_near
            || heads_here.iter().any(|head| is_its_sentence(text, &head.tokens, range.start, own.start));
        return match (is_near, is_told) {
            (true, _) => Some((95, "named-theme")),
            (false, true) => Some((80, "named-theme")),
            (false, false) => None,
        };
    }
    if is_such_theme(text, heads, kind, own.end) {
        return Some((85, "named-theme"));
    }
    if heads_here.iter().any(|head| {
        is_its_theme(text, head, range.start, own.start) || is_its_theme_in_clause(text, head, own.start)
    }) {
        return Some((90, "named-theme"));
    }
    if heads_here.iter().any(|head| is_called(text, &head.tokens, own.start)) {
        return Some((85, "named-theme"));
    }
    // «форум "…"» in Russian and English, «…» форумы in Kazakh: there the noun stands last.
    let is_adjacent_behind = language != Language::Kazakh
        && heads_here.iter().any(|head| has_theme_behind(text, head) && head.tokens.end == own.start);
    let is_adjacent_after_adjectives = heads_here.iter().any(|head| {
        has_theme(head.kind)
            && head.tokens.start >= own.end
            && head.tokens.start - own.end <= WIDEST_DESCRIPTION
            && (own.end..head.tokens.start).all(|index| describes_event(text, index, own.end))
    });
    if is_adjacent_behind {
        return Some((85, "behind-event-noun"));
    }
    if language == Language::Russian
        && words >= 2
        && heads_here.iter().any(|head| is_behind_noun_phrase(text, head, quotation))
    {
        return Some((75, "behind-event-noun"));
    }
    (is_adjacent_after_adjectives && words >= 2).then_some((75, "before-event-noun"))
}

/// How many words may describe an event between its theme and its noun: «…» II халықаралық ғылыми конференция.
const WIDEST_DESCRIPTION: usize = 5;

/// Whether a token between a quotation and the event's noun describes the event: an ordinal, an adjective.
fn describes_event(text: &Text<'_>, index: usize, first: usize) -> bool {
    let token = &text.tokens[index];
    EVENTS.between_number.at(std::slice::from_ref(token), 0).is_some()
        || number::is_kazakh_adjective(&token.lower)
        || number::is_ordinal_at(text, index, first)
}

/// What of the words before a quotation stands behind a frame, or behind the event itself as it was held: a project
/// there is none whose name the quotation is. «… жобасы аясында «…»», «в рамках проекта прошёл форум «…»».
fn behind_frame(text: &Text<'_>, heads: &[&Head], near: Range<usize>) -> Range<usize> {
    let frame = MARKS.frame_behind.all_in(&text.tokens, near.clone()).last().map(|hit| hit.tokens.end);
    let event = heads
        .iter()
        .filter(|head| near.contains(&head.tokens.start) && head.tokens.end <= near.end)
        .filter(|head| MARKS.held.are_in(&text.tokens, near.start..head.tokens.start))
        .map(|head| head.tokens.end)
        .max();
    frame.max(event).unwrap_or(near.start)..near.end
}

/// Whether an event's noun may have its theme right behind it: «диалоговая площадка «…»» too.
fn has_theme_behind(text: &Text<'_>, head: &Head) -> bool {
    let last = &text.tokens[head.tokens.end - 1].lower;
    has_theme(head.kind) || last.starts_with("площадк") || last.starts_with("сесси")
}

pub(super) fn is_genitive_adjective(word: &str) -> bool {
    ["ого", "его", "ой", "ей", "ых", "их"].iter().any(|end| word.ends_with(end))
}

/// «Темой областного форума стала «…»», «Тема форума – «…»».
fn is_its_theme(text: &Text<'_>, head: &Head, first: usize, quotation: usize) -> bool {
    let tokens = &text.tokens;
    let Some(before) = head.tokens.start.checked_sub(1).filter(|before| *before >= first) else {
        return false;
    };
    // «темой» ends as an adjective does.
    let names_theme = |at: usize| EVENTS.its_theme.at(tokens, at).is_some();
    let is_named = names_theme(before)
        || (is_genitive_adjective(&tokens[before].lower)
            && before.checked_sub(1).is_some_and(|at| at >= first && names_theme(at)));
    let between = head.tokens.end.min(quotation)..quotation;
    head.tokens.end <= quotation
        && (1..=2).contains(&between.len())
        && tokens[between].iter().all(joins_theme)
        && is_named
}

/// «форум ремесленниц, девиз которого – «…»», «сессия …, темой которой стала «…»».
fn is_its_theme_in_clause(text: &Text<'_>, head: &Head, quotation: usize) -> bool {
    const REACH: usize = 10;
    let tokens = &text.tokens;
    let from = head.tokens.end.max(quotation.saturating_sub(6)).min(quotation);
    let Some(at) = (from + 1..quotation).find(|index| EVENTS.its_theme.at(tokens, *index).is_some()) else {
        return false;
    };
    let comma = at - 1;
    let which = match tokens.get(at + 1).map_or("", |token| token.lower.as_str()) {
        "которого" => false,
        "которой" => true,
        _ => return false,
    };
    let noun = tokens[head.tokens.start].lower.as_str();
    let is_feminine = ["встреч", "конференци", "сесси", "площадк"]
        .iter()
        .any(|stem| noun.starts_with(stem) || tokens[head.tokens.end - 1].lower.starts_with(stem));
    let between = head.tokens.end..comma;
    tokens[comma].is_sign(",")
        && between.len() <= REACH
        && which == is_feminine
        && !tokens[between.clone()].iter().any(|token| token.is_sign(",") || token.kind == TokenKind::Quote)
        && EVENTS
            .named
            .all_in(tokens, between.clone())
            .iter()
            .all(|hit| EVENTS.whose.at(tokens, hit.tokens.start).is_some())
        && !EVENTS.section.are_in(tokens, between)
        && (1..=2).contains(&(quotation - at - 2))
        && tokens[at + 2..quotation].iter().all(joins_theme)
}

/// «Форум, проходивший в Актау два дня, собрал волонтёров под девизом «…»»: the sentence is the event's, and so is what
/// its verb governs.
pub(super) fn is_its_sentence(text: &Text<'_>, noun: &Range<usize>, first: usize, quotation: usize) -> bool {
    const REACH: usize = 7;
    let tokens = &text.tokens;
    let held = MARKS.held.all_in(tokens, noun.end.min(quotation)..quotation);
    let Some(verb) = held.last().map(|hit| hit.tokens.end) else { return false };
    let begins =
        noun.start == first || (noun.start == first + 1 && EVENTS.between_number.at(tokens, first).is_some());
    let is_nominative =
        text.tokens[noun.end - 1].lower.chars().next_back().is_some_and(|last| !"еую".contains(last));
    begins
        && is_nominative
        && quotation - verb <= REACH
        && !tokens[verb..quotation].iter().any(|token| token.is_sign(",") || token.lower == "и")
}

/// «… тақырыбындағы тыңдауға шақырылды»: the event's noun again, without what describes it.
fn is_before_noun_again(text: &Text<'_>, heads: &[Head], kind: Option<EventKind>, end: usize) -> bool {
    const SHORTEST: usize = 5;
    let tokens = &text.tokens;
    let Some(noun) = EVENTS.theme_behind.at(tokens, end).and_then(|hit| tokens.get(hit.tokens.end)) else {
        return false;
    };
    heads.iter().filter(|head| !head.is_other && kind == Some(head.kind) && has_theme(head.kind)).any(
        |head| {
            let last = tokens[head.tokens.end - 1].lower.as_str();
            last.chars().count() >= SHORTEST && noun.lower.starts_with(last)
        },
    )
}

/// «…, и в клубе показали …»: another subject.
fn begins_clause(text: &Text<'_>, range: Range<usize>) -> bool {
    text.tokens[range]
        .windows(2)
        .any(|pair| pair[0].is_sign(",") && matches!(pair[1].lower.as_str(), "и" | "а" | "но" | "где"))
}

/// What stands between an event that is called so and its theme.
fn joins_theme(token: &Token) -> bool {
    const VERBS: &[&str] = &["стал", "была", "был", "было", "звучала", "звучало"];
    ["–", "—", "-", ":"].iter().any(|sign| token.is_sign(sign))
        || VERBS.iter().any(|verb| token.lower.starts_with(verb))
}

/// ««…» – под таким названием прошёл форум», ««…». Под этим девизом …».
fn is_such_theme(text: &Text<'_>, heads: &[Head], kind: Option<EventKind>, end: usize) -> bool {
    let tokens = &text.tokens;
    let is_joint = |index: usize| {
        tokens
            .get(index)
            .is_some_and(|token| [",", ".", "–", "—", "-"].iter().any(|sign| token.is_sign(sign)))
    };
    let at = end + (end..end + 2).take_while(|index| is_joint(*index)).count();
    let Some(such) = EVENTS.such_theme.at(tokens, at).filter(|_| at > end) else { return false };
    let Some(sentence) = text.sentence_at(tokens[at].span.start) else { return false };
    let limit = text.sentences[sentence].tokens.end;
    // «так назывался круглый стол»: the event is the subject.
    let is_named = |at: usize| tokens[at].lower == "так";
    heads.iter().any(|head| {
        let before = such.tokens.end..head.tokens.start.max(such.tokens.end);
        head.sentence == sentence
            && !head.is_other
            && kind.is_none_or(|kind| is_alike(head.kind, kind))
            && head.tokens.start >= such.tokens.end
            && !EVENTS.section.are_in(tokens, before.clone())
            // «так назывался доклад на форуме»
            && !tokens[before.clone()].iter().any(|token| token.lower == "на")
            && (MARKS.held.are_in(tokens, such.tokens.end..limit) || is_named(such.tokens.start))
            && (before.len() <= 2 || !is_named(such.tokens.start))
    })
}

/// «Встреча, прошедшая в Рудном, получила название «…»»: the event is what was called so, and no club at it.
pub(super) fn is_called(text: &Text<'_>, noun: &Range<usize>, quotation: usize) -> bool {
    const REACH: usize = 12;
    let tokens = &text.tokens;
    if noun.end > quotation || quotation - noun.end > REACH {
        return false;
    }
    let Some(verb) = EVENTS.called.all_in(tokens, noun.end..quotation).into_iter().next_back() else {
        // «форум, получивший название «…»», «встреча, названная «…»»
        let at = noun.end;
        let begins = |index: usize, stems: &[&str]| {
            tokens.get(index).is_some_and(|token| stems.iter().any(|stem| token.lower.starts_with(stem)))
        };
        let is_named = begins(at + 1, &["получивш", "носящ", "носивш"]) && begins(at + 2, &["названи"]);
        let is_short = at + 2 == quotation && begins(at + 1, &["названн"]);
        // «a forum called “…”», «the training, entitled “…”»
        let of_english = at + usize::from(tokens[at].is_sign(","));
        if of_english + 1 == quotation
            && begins(of_english, &["called", "entitled", "titled", "named", "dubbed"])
        {
            return true;
        }
        return tokens[at].is_sign(",") && ((at + 3 == quotation && is_named) || is_short);
    };
    let between = noun.end..verb.tokens.start;
    let is_clause =
        tokens[between].iter().any(|token| token.lower.starts_with("котор") || token.lower == "где");
    // «форум, … получил», «встреча … получила»: the verb agrees with its subject.
    let named = tokens[noun.end - 1].lower.as_str();
    let said = tokens[verb.tokens.start..verb.tokens.end]
        .iter()
        .map(|token| token.lower.as_str())
        .rfind(|word| *word != "название")
        .unwrap_or_default();
    let gender = |word: &str| match word.chars().next_back() {
        Some('а' | 'я') => 'f',
        Some('о' | 'е') => 'n',
        Some('ы' | 'и') => 'p',
        _ => 'm',
    };
    verb.tokens.end == quotation
        && !is_clause
        && gender(named) == gender(said.trim_end_matches("ся").trim_end_matches("сь"))
}

/// «VIII областной форум неправительственных организаций «…»»: between the noun and the quotation stands only whose
/// the event is, and nothing that the quotation could be the name of.
fn is_behind_noun_phrase(text: &Text<'_>, head: &Head, quotation: &Quotation) -> bool {
    const WIDEST: usize = 7;
    let tokens = &text.tokens;
    let between = head.tokens.end..text.tokens_in(quotation.span).start;
    let is_fit = has_theme(head.kind)
        || head.kind.id() == "assembly-session"
        || text.tokens[head.tokens.start].lower.starts_with("слет");
    if !is_fit || between.is_empty() || between.len() > WIDEST {
        return false;
    }
    let is_own = |index: usize| {
        let token = &tokens[index];
        let is_link = matches!(token.lower.as_str(), "и" | "для");
        // What whose an event is ends in: a genitive; and no preposition.
        token.is_word()
            && (is_link || token.lower.chars().count() > 2)
            && !matches!(
                token.lower.as_str(),
                "при" | "под" | "над" | "после" | "перед" | "между" | "имени" | "без"
            )
            && (EVENTS.named.at(tokens, index).is_none() || EVENTS.whose.at(tokens, index).is_some())
    };
    let last = between.end - 1;
    // «области Абай «…»»: the region is what is called so, and the quotation is not.
    let is_of_place = last > between.start
        && ["области", "района", "города"].contains(&tokens[last - 1].lower.as_str())
        && text.slice(tokens[last].span).starts_with(char::is_uppercase);
    let is_of_many = EVENTS.whose.at(tokens, last).is_some() || is_of_place;
    // «объединений «Светлый путь» и «Арна»»: names of some of them.
    let end = text.tokens_in(quotation.span).end;
    let is_one_of_names = tokens.get(end).is_some_and(|token| token.is_sign(",") || token.lower == "и")
        && tokens.get(end + 1).is_some_and(|token| token.kind == TokenKind::Quote);
    let inner = text.slice(quotation.inner);
    let reads_like_theme =
        inner.split_whitespace().count() >= 3 || inner.contains([':', ',', '–', '—', '?', '!', '.']);
    let is_of_people = is_of_people(&tokens[last]) && reads_like_theme;
    !is_one_of_names && (is_of_many || is_of_people) && between.clone().all(is_own)
}

/// Whether a word names people: «волонтёров», «женщин-предпринимателей».
fn is_of_people(token: &Token) -> bool {
    let is_known = |token: &Token| EVENTS.whose_people.at(std::slice::from_ref(token), 0).is_some();
    is_known(token)
        || token
            .lower
            .rsplit_once('-')
            .is_some_and(|(_, last)| is_known(&Token { lower: last.to_owned(), ..token.clone() }))
}

pub(super) fn is_alike(kind: EventKind, event: EventKind) -> bool {
    kind == event
        || (kind.id().ends_with("forum") && event.id().ends_with("forum"))
        || kind.id() == "meeting"
        || event.id() == "other"
        || (kind.id() == "other")
}

fn has_quotation_between(text: &Text<'_>, quotation: &Quotation, head: &Head) -> bool {
    let head_at = text.tokens[head.tokens.start].span.start;
    let first = text.quotations.partition_point(|other| other.span.start < quotation.span.end);
    text.quotations[first..]
        .iter()
        .take_while(|other| other.span.end <= head_at)
        .any(|other| EVENTS.theme_behind.at(&text.tokens, text.tokens_in(other.span).end).is_some())
}
