//! Lines that a page puts together from pieces: a menu, the trail to a page, a day between counters.
//!
//! What parts the pieces is a sign that no sentence has, or a wide space.

use super::credits::label_of;
use super::{LONGEST_TITLE, Shape, Sorter, key_of, known_words};
use crate::diagnostics::Span;
use crate::import::date_line;
use crate::import::webpage::values;
use crate::import::words::{EVENTS, MARKS, PAGE};

/// The longest piece, in words.
const LONGEST_PIECE: usize = 5;

/// So many pieces side by side above a text are a menu, whatever they say.
const PIECES_OF_MENU: usize = 3;

/// The longest phrase of a menu, in words.
const LONGEST_PHRASE: usize = 4;

/// The longest menu without signs between its words, in words.
const LONGEST_MENU: usize = 16;

impl Sorter<'_> {
    /// What a line's pieces make of it, if it has several: all of them are known, or they stand above the text like
    /// a menu or a trail.
    pub(super) fn line_of_pieces(&self, index: usize) -> Option<&'static str> {
        let line = &self.lines[index];
        if line.characters > LONGEST_TITLE || line.shape != Shape::Plain {
            return None;
        }
        let pieces = self.pieces(line.span);
        if pieces.len() < 2 || self.ends_sentence(index) || self.day_among_pieces(index).is_some() {
            return None;
        }
        let known: Vec<Option<&'static str>> = pieces.iter().map(|piece| self.known_piece(*piece)).collect();
        if let Some(all) = known.iter().copied().collect::<Option<Vec<_>>>() {
            return all.first().copied();
        }
        if self.is_below_text(index) {
            return None;
        }
        if label_of(&line.key, &PAGE.home).is_some() {
            return Some("crumbs");
        }
        let range = self.text.tokens_in(line.span);
        // A heading in capitals may have wide spaces.
        let has_signs = self.text.slice(line.span).contains(['|', '/', '•', '·', '▪', '»', '>']);
        let is_menu = pieces.len() >= PIECES_OF_MENU
            && pieces.iter().all(|piece| self.could_be_of_menu(*piece))
            && (self.text.slice(line.span).chars().any(char::is_lowercase) || has_signs)
            && !pieces.iter().any(|piece| self.is_day(*piece))
            && !MARKS.held.are_in(&self.text.tokens, range);
        is_menu.then_some("menu")
    }

    /// «Главная Новости О нас Контакты»: phrases of menus one behind the other.
    pub(super) fn is_menu_without_signs(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let words: Vec<&str> = line.key.split(' ').collect();
        if words.len() > LONGEST_MENU || self.ends_sentence(index) {
            return false;
        }
        let (mut phrases, mut known, mut at) = (0, 0, 0);
        while at < words.len() {
            let longest = (1..=LONGEST_PHRASE.min(words.len() - at)).rev().find(|&length| {
                let phrase = words[at..at + length].join(" ");
                [&PAGE.menu, &PAGE.home, &PAGE.entry].iter().any(|list| list.contains(&phrase))
            });
            phrases += usize::from(longest.is_some());
            known += longest.unwrap_or(0);
            at += longest.unwrap_or(1);
        }
        phrases >= 2 && known * 3 >= words.len() * 2
    }

    /// The piece of a line that holds a day, where nothing but what a page says beside it stands in the others:
    /// «24 Қыркүйек, 2025 | Авторы: Асан Үсенов | 1 640».
    pub(super) fn day_among_pieces(&self, index: usize) -> Option<Span> {
        let line = &self.lines[index];
        if line.characters > LONGEST_TITLE || line.shape != Shape::Plain || self.ends_sentence(index) {
            return None;
        }
        let pieces = self.pieces(line.span);
        let day = *pieces.iter().find(|piece| self.is_day(**piece)).filter(|_| pieces.len() > 1)?;
        let others = || pieces.iter().filter(|piece| !self.is_day(**piece));
        let unknown = others().filter(|piece| self.known_piece(**piece).is_none()).count();
        let is_short = |piece: &Span| self.known_piece(*piece).is_some() || self.could_be_of_menu(*piece);
        // A day with its time is a stamp, whatever one thing stands beside it.
        let is_stamp = || date_line::has_time(&self.text.tokens[self.text.tokens_in(day)]);
        let is_of_page = others().all(is_short)
            && (unknown == 0
                || (unknown == 1 && (others().count() > 1 || is_stamp()))
                || (pieces.first() == Some(&day) && self.is_in_copied_head(index)));
        is_of_page.then_some(day)
    }

    /// Whether a line is put together from pieces.
    pub(super) fn has_pieces(&self, index: usize) -> bool {
        self.pieces(self.lines[index].span).len() > 1
    }

    /// The pieces of a line.
    fn pieces(&self, line: Span) -> Vec<Span> {
        const SIGNS: &[char] = &[
            '|', '•', '·', '[', ']', '›', '→', '←', '\t', '❤', '💬', '↗', '👁', '★', '☆', '▾', '▪', '◦', '▸',
        ];
        const STOP: &str = ". ";
        const SPACED: &[&str] = &["  ", " / ", " // ", " » ", " > ", " >> "];
        let raw = self.text.slice(line);
        let mut pieces = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(next) = raw[at..].chars().next() {
            let rest = &raw[at..];
            let spaced = SPACED.iter().filter(|sign| rest.starts_with(**sign)).map(|sign| sign.len()).max();
            // «27 қараша 2020 жыл. Автор: …»
            let stop =
                rest.strip_prefix(STOP).filter(|label| is_author(first_word(label))).map(|_| STOP.len());
            let sign = || SIGNS.contains(&next).then(|| next.len_utf8());
            if let Some(length) = spaced.or(stop).or_else(sign) {
                self.push_piece(&mut pieces, line.start + start, line.start + at);
                at += length;
                start = at;
            } else {
                at += next.len_utf8();
            }
        }
        self.push_piece(&mut pieces, line.start + start, line.end);
        pieces
    }

    fn push_piece(&self, pieces: &mut Vec<Span>, start: usize, end: usize) {
        let raw = &self.text.source[start..end];
        let is_around =
            |letter: char| letter.is_whitespace() || matches!(letter, '/' | '»' | '«' | '>' | '<');
        let front = raw.trim_start_matches(is_around);
        let shown = front.trim_end_matches(is_around);
        if shown.chars().any(char::is_alphanumeric) {
            let start = start + raw.len() - front.len();
            pieces.push(Span::new(start, start + shown.len()));
        }
    }

    /// What a piece is, if its words tell it.
    fn known_piece(&self, piece: Span) -> Option<&'static str> {
        let tokens = &self.text.tokens[self.text.tokens_in(piece)];
        let key = key_of(tokens);
        if key.split(' ').all(|word| PAGE.languages.iter().any(|known| known == word)) {
            return Some("menu");
        }
        if let Some(reason) = known_words(&key) {
            return Some(reason);
        }
        if super::heading::is_domain(self.text.slice(piece))
            || key.split(' ').any(|word| word.starts_with("газет"))
        {
            return Some("site-header");
        }
        if self.is_day(piece) || date_line::has_time(tokens) {
            return Some("date-line");
        }
        // «Рубрика: Общество», «Автор: …»
        let label = key.split(' ').next().unwrap_or_default();
        let is_labelled = tokens.get(1).is_some_and(|sign| sign.is_sign(":"));
        if is_labelled && (PAGE.tags.iter().any(|known| known == label) || is_author(label)) {
            return Some("tags");
        }
        // «2,1K», «A-», «A+»: nothing that could be read.
        let letters = |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).count();
        key.split(' ').all(|word| letters(word) < 2).then_some("counter")
    }

    /// Whether a piece is a day: as sentences tell it, or as pages stamp it: «ВТ, 12 сент. 2023», «19 / 06 / 2025».
    pub(super) fn is_day(&self, piece: Span) -> bool {
        let tokens = self.text.tokens_in(piece);
        date_line::only_day(&self.text.tokens, tokens.clone()).is_some()
            || (values::day(self.text.slice(piece)).is_some()
                && date_line::is_stamp(&self.text.tokens[tokens]))
    }

    /// Whether a piece is as short as an entry of a menu.
    fn could_be_of_menu(&self, piece: Span) -> bool {
        let range = self.text.tokens_in(piece);
        let words = self.text.tokens[range.clone()].iter().filter(|token| token.is_word()).count();
        words <= LONGEST_PIECE
            && !self.text.slice(piece).starts_with(char::is_lowercase)
            && !EVENTS.heads.are_in(&self.text.tokens, range)
    }

    /// Whether the line below a line is one of prose.
    pub(super) fn is_above_text(&self, index: usize) -> bool {
        index + 1 < self.lines.len() && self.is_prose(index + 1)
    }

    /// Whether a line of prose stands above a line.
    pub(super) fn is_below_text(&self, index: usize) -> bool {
        index >= super::heading::LINES_ABOVE || (0..index).any(|above| self.is_prose(above))
    }
}

/// Whether a label names who wrote.
pub(super) fn is_author(label: &str) -> bool {
    PAGE.author.iter().any(|known| *known == label.to_lowercase())
}

/// The first word of a label: what stands before its colon or its space.
fn first_word(label: &str) -> &str {
    label.split([':', ' ']).next().unwrap_or_default()
}
