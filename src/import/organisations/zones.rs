//! Which words of an article tell of its event: not what was set aside, not another event, not what somebody said.

use crate::import::context::Context;
use crate::import::text::{Quotation, Text, TokenKind};

/// What a token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Zone {
    /// The report of the event.
    Report,
    /// A sentence that speaks of another event.
    OtherEvent,
    /// Somebody's words.
    Speech,
    /// The page around the article.
    Aside,
}

impl Zone {
    /// Why a name that stands here is of nobody who took part.
    pub(in crate::import) const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Report => None,
            Self::OtherEvent => Some("other-event"),
            Self::Speech => Some("quoted"),
            Self::Aside => Some("aside"),
        }
    }
}

/// So many words in quotation marks are hardly a name.
const LONGEST_NAME: usize = 12;

/// Words that end with somebody's speech, or begin what is told of it.
const SPEECH_VERBS: &[&str] = &[
    "деді",
    "дейді",
    "деп",
    "дей",
    "деген",
    "сказал",
    "сказала",
    "отметил",
    "отметила",
    "подчеркнул",
    "подчеркнула",
    "сообщил",
    "сообщила",
    "рассказал",
    "рассказала",
    "заявил",
    "заявила",
    "добавил",
    "добавила",
    "пояснил",
    "пояснила",
    "поделился",
    "поделилась",
    "говорит",
    "отмечает",
    "считает",
    "said",
    "says",
    "noted",
    "added",
];

/// The zone of every token.
pub(in crate::import) fn of_tokens(context: &Context<'_>) -> Vec<Zone> {
    let text = context.text;
    // What was set aside is in no sentence.
    let mut zones = vec![Zone::Aside; text.tokens.len()];
    for (index, sentence) in text.sentences.iter().enumerate() {
        let zone = if !context.cleaned.counts(sentence.line) {
            Zone::Aside
        } else if context.background.get(index).copied().unwrap_or(false) {
            Zone::OtherEvent
        } else {
            Zone::Report
        };
        zones[sentence.tokens.clone()].fill(zone);
    }
    let mut say = |range: std::ops::Range<usize>| {
        zones[range].iter_mut().filter(|zone| **zone == Zone::Report).for_each(|zone| *zone = Zone::Speech);
    };
    for quotation in &text.quotations {
        if is_speech(text, quotation) {
            say(text.tokens_in(quotation.span));
        }
    }
    for line in &text.lines {
        let tokens = text.tokens_in(line.span);
        if text.tokens[tokens.clone()].first().is_some_and(is_dash) {
            for range in dashed_speech(text, tokens) {
                say(range);
            }
        }
    }
    zones
}

fn is_dash(token: &crate::import::text::Token) -> bool {
    ["–", "—", "-", "―"].iter().any(|dash| token.is_sign(dash))
}

/// Whether what stands in quotation marks is speech, and no name or theme.
pub(super) fn is_speech(text: &Text<'_>, quotation: &Quotation) -> bool {
    let tokens = &text.tokens[text.tokens_in(quotation.inner)];
    let words = tokens.iter().filter(|token| token.is_word()).count();
    let ends = |token: &crate::import::text::Token| {
        token.kind == TokenKind::Punctuation && matches!(token.lower.as_str(), "." | "!" | "?" | "…")
    };
    let is_ended = tokens.last().is_some_and(|last| ends(last) || last.is_sign(","));
    let has_sentences = tokens.windows(2).any(|pair| ends(&pair[0]) && pair[0].span.end < pair[1].span.start);
    // «…», – деді …: what follows tells whose words they are.
    let behind = text.tokens_in(quotation.span).end;
    let is_told = text.tokens[behind..].iter().take(4).take_while(|token| !ends(token)).any(|token| {
        token.is_word() && token.lower != "деген" && SPEECH_VERBS.contains(&token.lower.as_str())
    });
    words > 2 * LONGEST_NAME || (words > 5 && (is_ended || has_sentences)) || (words > 3 && is_told)
}

/// What is said in a line that begins with a dash: «– …, – деді Х. – …».
fn dashed_speech(text: &Text<'_>, line: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let mut said = Vec::new();
    let (mut is_said, mut start) = (true, line.start);
    for index in line.clone().skip(1) {
        let token = &text.tokens[index];
        if !is_dash(token) {
            continue;
        }
        let tells = text.tokens[index..line.end]
            .iter()
            .take(4)
            .any(|next| next.is_word() && SPEECH_VERBS.contains(&next.lower.as_str()));
        if is_said && tells {
            said.push(start..index);
            is_said = false;
        } else if !is_said && text.tokens[index - 1].is_sign(".") {
            is_said = true;
            start = index;
        }
    }
    if is_said {
        said.push(start..line.end);
    }
    // A line with a dash before it and no word of who spoke is a list's item as well: only what is told is sure.
    if said.len() == 1 && said[0] == line { Vec::new() } else { said }
}
