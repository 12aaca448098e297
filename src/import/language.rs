//! In which language an article is, and which paragraphs of it are in another.
//!
//! Kazakh and Russian share an alphabet; Kazakh has nine letters of its own, which are 15 to 25 of a hundred in a
//! Kazakh text. Kazakh names in a Russian text do not reach three of a hundred.

use super::clean::Cleaned;
use super::latin;
use super::text::Text;
use crate::diagnostics::Span;
use crate::language::{ByLanguage, KAZAKH_LETTERS, Language};

/// A shorter paragraph says too little of its language, in letters.
const SHORTEST_PARAGRAPH: usize = 60;

/// The language of the text that counts, and the paragraphs in other languages.
#[must_use]
pub(super) fn read(text: &Text<'_>, cleaned: &Cleaned) -> (Language, Vec<(Span, Language)>) {
    let counted = || cleaned.title.iter().chain(&cleaned.body).copied();
    // Each paragraph has a vote with as many letters as it has: a foreign paragraph does not colour the rest.
    let mut votes = ByLanguage::from_fn(|_| 0);
    for span in counted() {
        let letters = Letters::of(text.slice(span));
        votes[letters.language(text.is_latin_kazakh)] += letters.total();
    }
    let whole = Letters::of(text.source).language(text.is_latin_kazakh);
    let language = votes
        .iter()
        .max_by_key(|(language, votes)| (**votes, *language == whole))
        .map_or(whole, |(language, _)| language);
    let others = counted()
        .filter_map(|span| {
            let letters = Letters::of(&without_quotations(text, span));
            let is_latin_kazakh = text.is_latin_kazakh && latin::is_kazakh(text.slice(span));
            let own = letters.language(is_latin_kazakh);
            (letters.total() >= SHORTEST_PARAGRAPH && own != language).then_some((span, own))
        })
        .collect();
    (language, others)
}

/// The language of a few words, by their letters alone.
#[must_use]
pub(super) fn of(words: &str) -> Language {
    Letters::of(words).language(latin::is_kazakh(words))
}

#[derive(Default)]
struct Letters {
    cyrillic: usize,
    own: usize,
    latin: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        letters.count(text);
        letters
    }

    fn count(&mut self, text: &str) {
        for letter in text.chars().flat_map(char::to_lowercase) {
            match letter {
                letter if KAZAKH_LETTERS.contains(&letter) => {
                    self.own += 1;
                    self.cyrillic += 1;
                }
                '\u{400}'..='\u{4FF}' => self.cyrillic += 1,
                letter if letter.is_alphabetic() => self.latin += 1,
                _ => {}
            }
        }
    }

    const fn total(&self) -> usize {
        self.cyrillic + self.latin
    }

    const fn language(&self, is_latin_kazakh: bool) -> Language {
        if self.latin > self.cyrillic {
            if is_latin_kazakh { Language::Kazakh } else { Language::English }
        } else if self.own * 100 > self.cyrillic * 3 {
            Language::Kazakh
        } else {
            Language::Russian
        }
    }
}

/// A paragraph without the names and quotations in it, which may be in another language.
fn without_quotations(text: &Text<'_>, span: Span) -> String {
    let mut rest = String::new();
    let mut at = span.start;
    let first = text.quotations.partition_point(|quotation| quotation.span.start < span.start);
    let inside = text.quotations[first..].iter().take_while(|quotation| quotation.span.end <= span.end);
    for quotation in inside.filter(|quotation| quotation.depth == 0) {
        if quotation.span.start >= at {
            rest.push_str(text.slice(Span::new(at, quotation.span.start)));
            at = quotation.span.end;
        }
    }
    rest.push_str(text.slice(Span::new(at, span.end)));
    rest
}
