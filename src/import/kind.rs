//! What kind of event it was: the nouns that name events, and which of them is the event's own.

use std::ops::Range;

use super::facts::{Evidence, Read};
use super::outline::Outline;
use super::text::Text;
use super::words::{EVENTS, MARKS};
use crate::diagnostics::Span;
use crate::vocabulary::EventKind;

/// A noun that names an event.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) kind: EventKind,
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    /// Whether it names another event: what this one was in the frame of, or what is to come.
    pub(super) is_other: bool,
    /// Whether words beside it say that it took place.
    pub(super) is_held: bool,
    /// Whether words beside it say that somebody took part in it.
    is_attended: bool,
    /// How much speaks for it; only to be compared.
    weight: i32,
}

/// How many sentences tell what it was.
const LEADING: usize = 4;

/// Finds the nouns that name events in the title and the first sentences.
pub(super) fn heads(text: &Text<'_>, outline: &Outline) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    for sentence in outline.leading(LEADING) {
        let range = text.sentences[sentence].tokens.clone();
        let found = EVENTS.heads.all_in(&text.tokens, range.clone());
        for (order, hit) in found.iter().enumerate() {
            // «дөңгелек үстел отырысы»: a general word behind a telling one says nothing more.
            let follows = order > 0 && found[order - 1].tokens.end == hit.tokens.start;
            if follows && is_general(EVENTS.kinds[hit.meaning]) {
                continue;
            }
            let mut head = Head {
                kind: EVENTS.kinds[hit.meaning],
                tokens: hit.tokens.clone(),
                sentence,
                is_other: false,
                is_held: false,
                is_attended: false,
                weight: 0,
            };
            let end = found
                .get(order + 1)
                .filter(|next| next.tokens.start == hit.tokens.end && is_general(EVENTS.kinds[next.meaning]));
            let end = end.map_or(hit.tokens.end, |next| next.tokens.end);
            head.settle(text, outline, &range, end);
            if head.is_bare_forum(text, &range) {
                let last = heads.iter().rev().find(|head| matches!(head.kind.id(), "forum" | "civic-forum"));
                head.kind = last.filter(|last| !last.is_other).map_or(head.kind, |last| last.kind);
            }
            heads.push(head);
        }
    }
    if heads.is_empty() { gatherings(text, outline) } else { heads }
}

/// «6 апреля собрались представители НПО», «кеңес мүшелерімен кездесті»: a meeting that only its verb names.
fn gatherings(text: &Text<'_>, outline: &Outline) -> Vec<Head> {
    /// How many of the first sentences tell of it.
    const FIRST: usize = 1;
    let Some(kind) = EventKind::from_id("meeting") else { return Vec::new() };
    let mut heads = Vec::new();
    for sentence in outline.leading(FIRST) {
        let range = text.sentences[sentence].tokens.clone();
        let word = |index: usize| text.tokens.get(index).map_or("", |token| token.lower.as_str());
        for hit in EVENTS.gathering.all_in(&text.tokens, range.clone()) {
            // «которые собрались», «где встретились», «собрались построить», «кездескен жас».
            let is_clause =
                (hit.tokens.start.saturating_sub(4).max(range.start)..hit.tokens.start).any(|index| {
                    word(index).starts_with("котор") || matches!(word(index), "где" | "когда" | "как")
                });
            let is_intended =
                ["ть", "ться", "ти", "тись"].iter().any(|end| word(hit.tokens.end).ends_with(end));
            let is_quoted = text.quotation_at(text.tokens[hit.tokens.start].span.start).is_some();
            // «Мүшелерімен кездесті» met somebody, «кедергілер кездесті» were met with.
            let is_with_somebody = hit.tokens.start > range.start
                && ["мен", "пен", "бен"].iter().any(|end| word(hit.tokens.start - 1).ends_with(end));
            let is_thing = word(hit.tokens.start) == "кездесті" && !is_with_somebody;
            if is_clause || is_intended || is_quoted || is_thing {
                continue;
            }
            heads.push(Head {
                kind,
                tokens: hit.tokens,
                sentence,
                is_other: false,
                is_held: true,
                is_attended: false,
                weight: 4,
            });
        }
    }
    heads
}

/// Decides what kind of event it was.
pub(super) fn read(text: &Text<'_>, outline: &Outline, heads: &[Head]) -> Option<Read<EventKind>> {
    let own = || heads.iter().filter(|head| !head.is_other && head.weight > 0);
    // What is named again and again is what the text is about.
    let support = |kind: EventKind| own().filter(|head| head.kind == kind).count().min(3);
    let best = own().max_by_key(|head| {
        let support = i32::try_from(support(head.kind)).unwrap_or(0);
        (head.weight + support, std::cmp::Reverse(head.kind.position()), std::cmp::Reverse(head.tokens.start))
    })?;
    // A council of the Assembly of People is more than a council: what names it tells more than the general noun.
    let names_assembly = |head: &&Head| head.kind.id() == "assembly-meeting" && head.weight >= 3;
    let best = match best.kind.id() {
        "council-meeting" | "meeting" => own().find(names_assembly).unwrap_or(best),
        _ => best,
    };
    // «На встрече говорили … В работе форума приняли участие …»: who came to it says what it was. Where a meeting was
    // held, its guests may have been to a forum before.
    let best = match best.kind.id() {
        "meeting" if !best.is_held => {
            own().find(|head| head.is_attended && has_theme(head.kind)).unwrap_or(best)
        }
        _ => best,
    };
    // «Таныстырылым өтті. Жиын аулада болды»: a gathering behind what was held is that, said again.
    let best = match best.kind.id() {
        "meeting" if !outline.title.contains(&best.sentence) => own()
            .find(|head| {
                matches!(head.kind.id(), "other" | "opening") && head.is_held && head.sentence < best.sentence
            })
            .filter(|head| outline.position(head.sentence).is_some_and(|position| position < 2))
            .unwrap_or(best),
        _ => best,
    };
    let first = text.tokens[best.tokens.start].span.start;
    let last = text.tokens[best.tokens.end - 1].span.end;
    let confidence = match best.weight {
        ..=4 => 60,
        5..=7 => 80,
        _ => 95,
    };
    Some(Read {
        value: best.kind,
        evidence: Some(Evidence {
            span: Span::new(first, last),
            rule: if best.is_held { "held-verb" } else { "event-noun" },
        }),
        confidence,
    })
}

/// Kinds whose announcements carry a theme; a council's name in marks is none.
pub(super) fn has_theme(kind: EventKind) -> bool {
    matches!(kind.id(), "civic-forum" | "forum" | "round-table" | "conference" | "seminar" | "public-hearing")
}

/// Whether a kind's words are used of any event.
fn is_general(kind: EventKind) -> bool {
    matches!(kind.id(), "meeting" | "opening" | "other")
}

impl Head {
    fn settle(&mut self, text: &Text<'_>, outline: &Outline, range: &Range<usize>, end: usize) {
        let tokens = &text.tokens;
        let start = self.tokens.start;
        let position = outline.position(self.sentence);
        let offset = tokens[start].span.start;
        let in_quotation = text.quotation_at(offset).is_some_and(|index| {
            // Speech may be a sentence in marks; a name or a theme in marks is shorter.
            text.quotations[index].inner.end - text.quotations[index].inner.start < 300
        });
        let behind = end..(end + 3).min(range.end);
        let before = start.saturating_sub(6).max(range.start)..start;
        let is_framed = MARKS.frame_behind.are_in(tokens, behind)
            || MARKS.frame_right_behind.at(tokens, end).is_some_and(|hit| hit.tokens.end <= range.end)
            || is_framed_before(text, before.clone(), start..end);
        let is_coming =
            MARKS.coming_participle.are_in(tokens, start.saturating_sub(8).max(range.start)..start)
                && position != Some(0)
                && position.is_some();
        self.is_other = in_quotation
            || is_framed
            || is_coming
            || is_comma_separated_list(text, self)
            || is_cited(text, start.saturating_sub(10).max(range.start)..start, end)
            || tokens.get(end).is_some_and(|next| next.lower.starts_with("зал"))
            || (end == self.tokens.end && self.is_participant(text, range));
        let near_held = MARKS.held.are_in(tokens, end..(end + 6).min(range.end))
            || MARKS.held.are_in(tokens, start.saturating_sub(10).max(range.start)..start)
            || MARKS.held_participle.are_in(tokens, start.saturating_sub(3).max(range.start)..start);
        let is_plain_opening = self.kind.id() == "opening";
        self.is_held = near_held && !is_plain_opening;
        self.is_attended =
            is_attended(text, start.saturating_sub(6).max(range.start)..(end + 4).min(range.end));
        self.weight = if is_opened(text, self, range) { 2 } else { 0 }
            + match position {
                None => 4,
                Some(0) => 4,
                Some(1) => 2,
                Some(_) => 1,
            }
            + if self.is_held { 4 } else { 0 }
            + match self.kind.id() {
                "meeting" => -1,
                "opening" => -2,
                "other" => -3,
                _ => 1,
            };
    }

    /// Whether it is the bare word, which behind «Гражданский форум» is short for it: «в работе форума».
    ///
    /// «молодежный форум», «жастар форумы», «форум волонтеров» are others.
    fn is_bare_forum(&self, text: &Text<'_>, sentence: &Range<usize>) -> bool {
        if self.kind.id() != "forum" {
            return false;
        }
        let before = self.tokens.start.checked_sub(1).filter(|before| *before >= sentence.start);
        let is_described = before.is_some_and(|at| EVENTS.between_number.at(&text.tokens, at).is_some());
        let own = text.tokens[self.tokens.start].lower.as_str();
        let is_somebodys = own.starts_with("форумы");
        // What a Russian one is of stands behind it; but for what may follow any noun, a word may be that.
        let behind = text.tokens.get(self.tokens.end).filter(|_| self.tokens.end < sentence.end);
        let is_kazakh =
            ["форумға", "форумда", "форумды", "форумн", "форуммен"].iter().any(|form| own.starts_with(form));
        let is_of = !is_kazakh
            && behind.is_some_and(|token| token.is_word() && token.lower.chars().count() > 2)
            && MARKS.held.at(&text.tokens, self.tokens.end).is_none()
            && MARKS.taking_part.at(&text.tokens, self.tokens.end).is_none();
        !is_described && !is_somebodys && !is_of
    }

    /// Whether a council is named as a body that came, and not as what was held: «приняли участие … Совет матерей»,
    /// «Аналар кеңесі қатысты», «его провел Совет матерей».
    fn is_participant(&self, text: &Text<'_>, sentence: &Range<usize>) -> bool {
        let tokens = &text.tokens;
        let word = |index: usize| tokens.get(index).map_or("", |token| token.lower.as_str());
        let (start, end) = (self.tokens.start, self.tokens.end);
        let is_russian_body = word(start).starts_with("совет");
        let is_kazakh_body = ["кеңесі", "кеңесінің", "кеңестері"].contains(&word(end - 1));
        if self.kind.id() != "assembly-meeting" || !(is_russian_body || is_kazakh_body) {
            return false;
        }
        // «Аналар кеңесінің төрайымы», «председатель Совета матерей»: somebody's post; «медиаторлар мен аналар кеңесінің
        // белсенділері»: some of several who came.
        let is_post = POSTS.iter().any(|stem| word(end).starts_with(stem));
        let is_one_of_several = (sentence.start..start).next_back().is_some_and(|index| {
            (index.saturating_sub(1).max(sentence.start)..=index)
                .any(|at| matches!(word(at), "мен" | "пен" | "бен" | "және"))
        });
        let are_some = ["белсенді", "мүшелер", "өкілдер"].iter().any(|stem| word(end).starts_with(stem));
        if word(end - 1).ends_with("нің") && (is_post || (is_one_of_several && are_some)) {
            return true;
        }
        let takes_part = |index: usize| PARTICIPATION.iter().any(|stem| word(index).starts_with(stem));
        if is_kazakh_body {
            let verb = (end..sentence.end).find(|index| takes_part(*index));
            return verb.is_some_and(|verb| !MARKS.held.are_in(tokens, end..verb));
        }
        let before =
            |count: usize| start.checked_sub(count).filter(|at| *at >= sentence.start).map_or("", word);
        // «приняли участие в Совете матерей»: that was the event.
        let is_event = ["в", "во", "на"].contains(&before(1));
        let is_doer = before(1).starts_with("прове") || before(1).starts_with("организова");
        let is_post = is_russian_body
            && word(start).starts_with("совета")
            && POSTS.iter().any(|stem| before(1).starts_with(stem));
        let is_doer = is_doer && ["его", "ее", "их", "который", "которую", "которое"].contains(&before(2));
        is_post || (!is_event && (is_doer || (sentence.start..start).any(takes_part)))
    }
}

/// Whose post a council's name only tells.
const POSTS: &[&str] = &[
    "төраға",
    "төрайым",
    "жетекші",
    "басшы",
    "хатшы",
    "председател",
    "руководител",
    "глава",
    "лидер",
    "секретар",
];

/// «Жиынды ауыл әкімі ашып, …»: whoever opens it, it is what the text tells of.
fn is_opened(text: &Text<'_>, head: &Head, sentence: &Range<usize>) -> bool {
    let tokens = &text.tokens;
    let is_object = ["ды", "ді", "ты", "ті", "ны", "ні"]
        .iter()
        .any(|ending| tokens[head.tokens.end - 1].lower.ends_with(ending));
    is_object
        && head.tokens.start == sentence.start
        && (head.tokens.end..sentence.end)
            .any(|index| matches!(tokens[index].lower.as_str(), "ашты" | "ашып" | "ашқан"))
}

/// Words that say that those beside them came to the event.
const PARTICIPATION: &[&str] = &["участи", "участв", "присутств", "қатыс"];

/// «приняли участие в форуме», «в работе форума принял участие аким»; «которые приняли участие …» may be of another.
fn is_attended(text: &Text<'_>, near: Range<usize>) -> bool {
    let tokens = &text.tokens;
    let word = |index: usize| tokens.get(index).map_or("", |token| token.lower.as_str());
    let is_relative = near.clone().any(|index| word(index).starts_with("котор"));
    !is_relative
        && MARKS.taking_part.all_in(tokens, near).iter().any(|hit| word(hit.tokens.end).starts_with("участи"))
}

/// «В рамках … форума»: the words before a noun make it the frame, unless another event's noun stands between.
fn is_framed_before(text: &Text<'_>, before: Range<usize>, head: Range<usize>) -> bool {
    let tokens = &text.tokens;
    MARKS.frame_before.all_in(tokens, before.clone()).last().is_some_and(|frame| {
        let between = frame.tokens.end..head.start;
        // «принял участие в форуме», «принял самое активное участие в форуме»: it is the event itself.
        let near = frame.tokens.start.saturating_sub(3).max(before.start)..frame.tokens.start;
        let takes_part =
            tokens[frame.tokens.start].lower.starts_with("участи") && MARKS.taking_part.are_in(tokens, near);
        // «перед форумом», but «перед участниками форума».
        let is_before_another = tokens[frame.tokens.start].lower == "перед"
            && !["ом", "ем", "ой", "ей", "ами", "ями"]
                .iter()
                .any(|ending| tokens[head.end - 1].lower.ends_with(ending));
        !takes_part
            && !is_before_another
            && EVENTS.heads.all_in(tokens, between.clone()).is_empty()
            && !tokens[between.clone()].iter().any(|token| token.is_sign(","))
            && !MARKS.held.are_in(tokens, between)
    })
}

/// «Астанада өткен сессияда қойылған міндеттер»: what was decided at an event that had been held before.
fn is_cited(text: &Text<'_>, before: Range<usize>, end: usize) -> bool {
    const DECIDED: &[&str] = &[
        "айтқан",
        "айтылған",
        "берген",
        "берілген",
        "қойған",
        "қойылған",
        "жүктеген",
        "жүктелген",
        "қабылданған",
        "айқындалған",
        "белгіленген",
    ];
    const DECISIONS: &[&str] = &["тапсырма", "міндет", "шешім", "қарар", "бастама"];
    let word = |index: usize| text.tokens.get(index).map_or("", |token| token.lower.as_str());
    DECIDED.contains(&word(end))
        && (end + 1..end + 3).any(|index| DECISIONS.iter().any(|noun| word(index).starts_with(noun)))
        && MARKS.held_participle.are_in(&text.tokens, before)
}

/// «форумдар, дөңгелек үстелдер, конференциялар»: an enumeration of what is done in general.
fn is_comma_separated_list(text: &Text<'_>, head: &Head) -> bool {
    let next = text.tokens.get(head.tokens.end);
    let behind = text.tokens.get(head.tokens.end + 1);
    next.is_some_and(|token| token.is_sign(","))
        && behind.is_some()
        && !EVENTS
            .heads
            .all_in(&text.tokens, head.tokens.end + 1..(head.tokens.end + 3).min(text.tokens.len()))
            .is_empty()
}
