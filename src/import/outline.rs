//! The sentences that count, in the order in which they tell of the event, and which of them speak of another one.

use std::ops::Range;

use super::clean::{Cleaned, LineRole};
use super::text::Text;
use super::words::{MARKS, Phrases};

/// The sentences of an article, as positions in [`Text::sentences`].
#[derive(Debug)]
pub(super) struct Outline {
    /// The title's sentences.
    pub(super) title: Vec<usize>,
    /// The text's sentences.
    pub(super) body: Vec<usize>,
    /// Of every sentence of the text, whether it speaks of another event.
    pub(super) background: Vec<bool>,
    /// Whether the event is still to come: the text begins with an announcement.
    pub(super) is_announcement: bool,
}

impl Outline {
    pub(super) fn new(text: &Text<'_>, cleaned: &Cleaned) -> Self {
        let (mut title, mut body) = (Vec::new(), Vec::new());
        for (index, sentence) in text.sentences.iter().enumerate() {
            match cleaned.roles.get(sentence.line) {
                Some(LineRole::Title) => title.push(index),
                Some(LineRole::Body) => body.push(index),
                Some(LineRole::Removed) | None => {}
            }
        }
        let mut outline =
            Self { title, body, background: vec![false; text.sentences.len()], is_announcement: false };
        outline.is_announcement = outline.begins_with_announcement(text);
        outline.mark_background(text);
        outline
    }

    /// The title's sentences and the first ones of the text, without background, best first.
    pub(super) fn leading(&self, count: usize) -> impl Iterator<Item = usize> + '_ {
        self.title
            .iter()
            .chain(self.body.iter().take(count))
            .copied()
            .filter(|index| !self.background[*index])
    }

    /// How far behind the beginning of the text a sentence stands; nothing for the title.
    pub(super) fn position(&self, sentence: usize) -> Option<usize> {
        self.body.binary_search(&sentence).ok()
    }

    fn begins_with_announcement(&self, text: &Text<'_>) -> bool {
        let first = || self.title.iter().chain(self.body.first());
        let says = |list: &Phrases| {
            first().any(|&index| list.are_in(&text.tokens, text.sentences[index].tokens.clone()))
        };
        says(&MARKS.announcing) && !says(&MARKS.held)
    }

    fn mark_background(&mut self, text: &Text<'_>) {
        let mut background_line = None;
        for (position, &index) in self.body.iter().enumerate() {
            let sentence = &text.sentences[index];
            if background_line == Some(sentence.line) {
                self.background[index] = true;
                continue;
            }
            background_line = None;
            // What the text begins with is the news, even if it is to come.
            if position == 0 {
                continue;
            }
            let tokens = sentence.tokens.clone();
            if opens_background(text, tokens.clone()) {
                self.background[index] = true;
                background_line = Some(sentence.line);
            } else {
                let is_told =
                    position < 2 && (self.is_announcement || MARKS.held.are_in(&text.tokens, tokens.clone()));
                self.background[index] = MARKS.background.are_in(&text.tokens, tokens.clone())
                    || (!is_told && MARKS.coming_participle.are_in(&text.tokens, tokens));
            }
        }
    }
}

/// Whether a sentence begins with words such as «айта кету керек», «напомним».
fn opens_background(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let first = tokens.clone().find(|&index| text.tokens[index].is_word());
    first.is_some_and(|first| MARKS.background_opening.at(&text.tokens, first).is_some())
}
