//! Lines that name who took a picture, who wrote, which press service told.

use super::pieces::is_author;
use super::{LONGEST_TITLE, Shape, Sorter};
use crate::diagnostics::Span;
use crate::import::facts::{Evidence, Read};
use crate::import::nominative::{has_surname_ending, is_patronymic};
use crate::import::organisations::place::{is_capital, is_in_capitals};
use crate::import::people::words::Roles;
use crate::import::text::{Token, TokenKind};
use crate::import::words::PAGE;

/// The longest line of credit, in characters.
const LONGEST_CREDIT: usize = 120;

/// How many words a credit without a colon has.
const WORDS_WITHOUT_COLON: usize = 5;

impl Sorter<'_> {
    pub(super) fn set_aside_credits(&mut self) {
        let last_text = self.remaining().filter(|&index| self.lines[index].characters > LONGEST_TITLE).last();
        let top = self.remaining().next();
        let author = last_text.and_then(|last| self.author_below(last));
        let candidates: Vec<usize> = self
            .remaining()
            .filter(|&index| {
                let line = &self.lines[index];
                line.characters <= LONGEST_CREDIT && line.shape != Shape::Row
            })
            .collect();
        for index in candidates {
            let line = &self.lines[index];
            let span = line.span;
            let raw = self.text.slice(span);
            let is_at_end = last_text.is_some_and(|last| index > last) && line.shape != Shape::Item;
            let ends_sentence = raw.ends_with(['!', '?']) || self.has_sentences(index);
            let names_press = self.names_press(index);
            if !ends_sentence && self.is_photo_line(index, top == Some(index)) {
                // «Фото автора» names somebody; «Фото» above a picture nobody.
                if line.words > 1 {
                    let who = raw.split_once(':').map_or(raw, |(_, who)| who);
                    self.credit(who, span, "photo-line");
                }
                self.set_aside(index, "photo-line");
            } else if !ends_sentence && is_at_end && names_press {
                let who = raw.split_once(':').map_or(raw, |(_, who)| who);
                self.credit(who, span, "press-service");
                self.set_aside(index, "credit");
            } else if author == Some(index) {
                self.credit(raw, span, "byline");
                self.set_aside(index, "byline");
            }
        }
    }

    /// Sets aside «Автор: …» above and below the text.
    pub(super) fn set_aside_labelled_bylines(&mut self) {
        let prose: Vec<usize> = self.remaining().filter(|&index| self.is_prose(index)).collect();
        let (Some(&first), Some(&last)) = (prose.first(), prose.last()) else { return };
        let lines: Vec<usize> = self.remaining().filter(|index| *index < first || *index > last).collect();
        for index in lines {
            let line = &self.lines[index];
            let (span, raw) = (line.span, self.text.slice(line.span));
            let Some((label, who)) = raw.split_once(':') else { continue };
            if line.shape == Shape::Plain && line.characters <= LONGEST_CREDIT && is_author(label.trim()) {
                self.credit(who, span, "byline");
                self.set_aside(index, "byline");
            }
        }
    }

    fn names_press(&self, index: usize) -> bool {
        let key = &self.lines[index].key;
        label_of(key, &PAGE.press_before).is_some()
            || PAGE.press_behind.iter().any(|known| key.ends_with(known.as_str()))
    }

    /// Whether a line below a text may name somebody who made it.
    pub(super) fn may_be_credit(&self, index: usize) -> bool {
        self.is_photo_line(index, false)
            || self.names_press(index)
            || self.is_byline(index)
            || self.is_name(index)
    }

    /// Whether a line tells of a picture who took it, or where it is from: «Фото: …», «(Фото автора)», «Фото Асана
    /// Үсенова». «Фото ветеранов собрали в музее» tells something else.
    pub(super) fn is_photo_line(&self, index: usize, is_top: bool) -> bool {
        let line = &self.lines[index];
        let Some(label) = label_of(&line.key, &PAGE.photo_before) else { return false };
        let raw = self.text.slice(line.span);
        let tokens = &self.text.tokens[self.text.tokens_in(line.span)];
        let label_words = label.split(' ').count();
        let Some(last) = tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| matches!(token.kind, TokenKind::Word | TokenKind::Number))
            .nth(label_words - 1)
            .map(|(at, _)| at)
        else {
            return false;
        };
        let rest = &tokens[last + 1..];
        let has_sign =
            |signs: &[&str]| rest.first().is_some_and(|next| signs.iter().any(|sign| next.is_sign(sign)));
        if line.shape == Shape::Item {
            return has_sign(&[":"]);
        }
        let is_name = rest.iter().any(Token::is_word)
            && rest.iter().filter(|token| token.is_word()).all(|token| is_capital(self.text, token));
        let is_in_brackets = raw.starts_with('(');
        if is_top {
            // A title may begin so as well: «Видео: как прошёл форум».
            return is_in_brackets
                || rest.iter().all(|token| !token.is_word())
                || (has_sign(&[":"]) && is_name);
        }
        is_in_brackets
            || rest.is_empty()
            || has_sign(&[":", "(", "©", "/", "|", "-", "–", "—"])
            || (line.words <= WORDS_WITHOUT_COLON && (is_name || label_words > 1))
    }

    /// The author's name below the text: one alone. Several are a list of somebody, and so is what a colon announces.
    fn author_below(&self, last_text: usize) -> Option<usize> {
        let lines: Vec<usize> = self.remaining().collect();
        let is_name = |at: usize| {
            lines.get(at).is_some_and(|&index| {
                self.lines[index].shape == Shape::Plain
                    && self.lines[index].characters <= LONGEST_CREDIT
                    && self.is_name(index)
            })
        };
        let first = lines.partition_point(|index| *index <= last_text);
        let is_alone = |at: usize| !is_name(at + 1) && (at == 0 || !is_name(at - 1));
        let is_announced = |at: usize| at > 0 && self.ends_in_colon(lines[at - 1]);
        // What stands above a sentence is a heading.
        let first =
            lines.iter().rposition(|index| self.is_prose(*index)).map_or(first, |prose| first.max(prose + 1));
        (first..lines.len())
            .rev()
            .find(|&at| is_name(at) && is_alone(at) && !is_announced(at))
            .map(|at| lines[at])
    }

    /// Whether a line is a person's name and nothing else, as the author's at the end.
    fn is_name(&self, index: usize) -> bool {
        let tokens = &self.text.tokens[self.text.tokens_in(self.lines[index].span)];
        (2..=3).contains(&self.lines[index].words)
            && tokens.iter().all(|token| match token.kind {
                TokenKind::Word => self.text.slice(token.span).starts_with(char::is_uppercase),
                TokenKind::Punctuation => matches!(token.lower.as_str(), "." | ","),
                TokenKind::Number | TokenKind::Quote => false,
            })
    }

    /// Whether a line is the name of an author, and perhaps of his city: no title is.
    pub(super) fn is_byline(&self, index: usize) -> bool {
        let tokens = &self.text.tokens[self.text.tokens_in(self.lines[index].span)];
        let is_upper = |token: &Token| is_in_capitals(self.text, token);
        let words = || tokens.iter().filter(|token| token.is_word());
        let is_known = |token: &Token| {
            has_surname_ending(&token.lower)
                || is_patronymic(&token.lower)
                // «Асан ҮСЕН»
                || (is_upper(token) && token.lower.chars().count() > 3 && !words().all(is_upper))
        };
        let is_plain = tokens.iter().all(|token| match token.kind {
            TokenKind::Word => {
                is_capital(self.text, token) && !Roles::built_in().is_never_a_name(&token.lower)
            }
            TokenKind::Punctuation => matches!(token.lower.as_str(), "." | ","),
            TokenKind::Number | TokenKind::Quote => false,
        });
        (2..=4).contains(&self.lines[index].words) && is_plain && words().any(is_known)
    }

    pub(super) fn credit(&mut self, who: &str, span: Span, rule: &'static str) {
        let who = who.trim().trim_matches(['(', ')', '.', ',']).trim();
        if who.is_empty() || !self.credited.insert(who.to_owned()) {
            return;
        }
        self.cleaned.credits.push(Read {
            value: who.to_owned(),
            evidence: Some(Evidence { span, rule }),
            confidence: 90,
        });
    }
}

/// The longest of some labels that a line begins with, as whole words: «фотовыставка» is no «фото».
pub(super) fn label_of<'a>(key: &str, labels: &'a [String]) -> Option<&'a str> {
    labels
        .iter()
        .filter(|label| {
            key.strip_prefix(label.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
        .max_by_key(|label| label.len())
        .map(String::as_str)
}
