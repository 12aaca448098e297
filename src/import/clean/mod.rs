//! Which lines of an article are the article, and which are the page around it.
//!
//! A line is set aside as a whole, with a reason; of a line of the text only what was glued to its front (a date,
//! the name of the site). Two layouts look alike at the top of a page: name of the site, date, title, and: title,
//! date, text. The first line goes only if another line that looks like a title follows the date.

mod credits;
mod dates;
mod foot;
mod head;
mod heading;
mod pieces;

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Evidence, Read, Removed};
use super::text::{Text, Token, TokenKind};
use super::words::PAGE;
use super::{date_line, days};
use crate::date::Date;
use crate::diagnostics::Span;

/// What a line of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRole {
    /// Part of the article.
    Body,
    /// The article's title.
    Title,
    /// Set aside, for the reason in [`Cleaned::removed`].
    Removed,
}

/// A text's lines, sorted into those that count and those that do not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// What each line of [`Text::lines`] is.
    pub roles: Vec<LineRole>,
    /// What was set aside.
    pub removed: Vec<Removed>,
    /// Photographers and press services.
    pub credits: Vec<Read<String>>,
    /// The date in a date line.
    pub published: Option<Read<Date>>,
    /// The lines that remain as the body.
    pub body: Vec<Span>,
    /// The line that is the title, without what was glued to it.
    pub title: Option<Span>,
}

/// The longest title, in characters.
const LONGEST_TITLE: usize = 170;

/// The longest line that is known by its words, in characters.
const LONGEST_KNOWN: usize = 60;

/// A shorter paragraph may well stand twice: a caption, «Иә».
const SHORTEST_REPETITION: usize = 40;

impl Cleaned {
    /// Whether a line counts: it is the title or a part of the body.
    #[must_use]
    pub fn counts(&self, line: usize) -> bool {
        self.roles.get(line).is_some_and(|role| *role != LineRole::Removed)
    }
}

/// Sorts the lines of a text; of a web page whose title is known, that title.
#[must_use]
pub fn clean(text: &Text<'_>, known_title: Option<&str>) -> Cleaned {
    let lines: Vec<Line> = (0..text.lines.len()).map(|index| Line::new(text, index)).collect();
    let mut sorter = Sorter {
        text,
        lines,
        reasons: vec![None; text.lines.len()],
        cleaned: Cleaned::default(),
        credited: BTreeSet::new(),
    };
    sorter.set_aside_known_lines();
    sorter.set_aside_poll();
    sorter.set_aside_read_also();
    sorter.set_aside_comments();
    sorter.set_aside_foot();
    sorter.set_aside_labelled_bylines();
    sorter.set_aside_date_lines();
    sorter.set_aside_credits();
    let title = sorter.find_title(known_title);
    sorter.set_aside_repetitions(title);
    sorter.finish(title)
}

/// A line and what it says in the form in which it is compared.
struct Line {
    span: Span,
    shape: Shape,
    /// Words and numbers in lower case, a space between.
    key: String,
    words: usize,
    characters: usize,
}

impl Line {
    fn new(text: &Text<'_>, index: usize) -> Self {
        let span = text.lines[index].span;
        let tokens = &text.tokens[text.tokens_in(span)];
        let words = tokens.iter().filter(|token| token.is_word()).count();
        let raw = text.slice(span);
        Self { span, shape: Shape::of(raw), key: key_of(tokens), words, characters: raw.chars().count() }
    }
}

/// What the signs at the front of a line make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Plain,
    /// A heading and its level.
    Heading(usize),
    /// An item of a list.
    Item,
    /// A row of a table: data, whatever its words.
    Row,
}

impl Shape {
    fn of(raw: &str) -> Self {
        if raw.len() > 1 && raw.starts_with('|') && raw.ends_with('|') {
            return Self::Row;
        }
        let level = raw.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && raw[level..].starts_with(' ') {
            return Self::Heading(level);
        }
        let digits = raw.bytes().take_while(u8::is_ascii_digit).count();
        let behind_mark = if (1..=3).contains(&digits) {
            raw[digits..].strip_prefix(['.', ')'])
        } else {
            raw.strip_prefix(['-', '*', '+', '•', '▪', '◦', '–', '—'])
        };
        if behind_mark.is_some_and(|rest| rest.starts_with(' ')) { Self::Item } else { Self::Plain }
    }
}

/// What a line is that says nothing but these words and numbers.
fn known_words(key: &str) -> Option<&'static str> {
    let is_in = |list: &[String]| list.iter().any(|known| known == key);
    // A heading that stands inside a page's text, such as «Видео:», is no menu.
    let lists: [(&[String], &str); 5] = [
        (&PAGE.comment_prompt, "comment-prompt"),
        (&PAGE.share, "share"),
        (&PAGE.menu, "menu"),
        (&PAGE.home, "menu"),
        (&PAGE.entry, "menu"),
    ];
    if let Some((_, reason)) = lists.into_iter().find(|(list, _)| is_in(list)) {
        return Some(reason);
    }
    let words: Vec<&str> =
        key.split(' ').filter(|part| !part.starts_with(|letter: char| letter.is_ascii_digit())).collect();
    let rest = words.join(" ");
    let has_number = rest.len() < key.len();
    // The weather and the rates: «-3 C», «• USD:».
    let is_unit = |word: &str| {
        word.chars().count() <= 3 && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == 'с')
    };
    let is_counter = PAGE.counter.contains(&rest) || (has_number && rest.is_empty());
    (is_counter || (words.len() == 1 && is_unit(&rest))).then_some("counter")
}

struct Sorter<'a> {
    text: &'a Text<'a>,
    lines: Vec<Line>,
    reasons: Vec<Option<&'static str>>,
    cleaned: Cleaned,
    /// Who has been credited already.
    credited: BTreeSet<String>,
}

impl Sorter<'_> {
    fn set_aside(&mut self, index: usize, reason: &'static str) {
        self.reasons[index].get_or_insert(reason);
    }

    fn remaining(&self) -> impl Iterator<Item = usize> + '_ {
        self.remaining_from(0)
    }

    fn remaining_from(&self, first: usize) -> impl Iterator<Item = usize> + '_ {
        (first..self.lines.len()).filter(|index| self.reasons[*index].is_none())
    }

    fn set_aside_known_lines(&mut self) {
        let known: Vec<Option<&str>> = (0..self.lines.len()).map(|index| self.known_line(index)).collect();
        let mut start = 0;
        // Lines of the same shape that follow each other: an item is known by the list that it is in.
        for run in self.lines.chunk_by(|one, other| one.shape == other.shape) {
            let (is_list, run) = (run[0].shape == Shape::Item, start..start + run.len());
            start = run.end;
            let reasons = &known[run.clone()];
            // «Общество», «GIZ» among other items are what the list is about; a menu has more of its like.
            let is_announced = run.start > 0 && self.ends_in_colon(run.start - 1);
            let is_of_text =
                is_list && (is_announced || reasons.iter().flatten().count() * 2 <= reasons.len());
            for index in run.filter(|_| !is_of_text) {
                self.reasons[index] = known[index];
            }
        }
        // «122 / рет / көрсетілді / 1 / мин / оқу үшін»: the words are in the lists, the numbers are counters.
    }

    fn known_line(&self, index: usize) -> Option<&'static str> {
        let line = &self.lines[index];
        let raw = self.text.slice(line.span);
        if line.shape == Shape::Row {
            return None;
        }
        if !raw.chars().any(char::is_alphanumeric) {
            return Some("ornament");
        }
        if self.is_date_line(index) {
            return None;
        }
        // «Культура» above a part of the text is its heading.
        let heads_part =
            || PAGE.entry.contains(&line.key) && self.is_below_text(index) && self.is_above_text(index);
        let known =
            || (line.characters <= LONGEST_KNOWN && !heads_part()).then(|| known_words(&line.key)).flatten();
        self.line_above_heading(index).or_else(|| self.line_of_pieces(index)).or_else(known)
    }

    fn set_aside_read_also(&mut self) {
        let text_begins = self.lines.iter().position(|line| line.characters > LONGEST_TITLE);
        let mut is_in_box = false;
        let mut label_level = 0;
        for index in 0..self.lines.len() {
            let line = &self.lines[index];
            let label = PAGE.read_also.iter().find(|label| {
                line.key
                    .strip_prefix(label.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            });
            if let Some(label) = label {
                let raw = self.text.slice(line.span);
                // «Читайте также: …» on one line is the box; a label alone opens one.
                if line.key == *label || (raw.contains(':') && line.characters <= 220) {
                    // At the top of a page the label is a menu, and the article comes behind it.
                    is_in_box = line.key == *label && text_begins.is_some_and(|text| text < index);
                    label_level = if let Shape::Heading(level) = line.shape { level } else { usize::MAX };
                    self.set_aside(index, "read-also");
                }
            } else if is_in_box {
                // A heading of the text ends the box; within the box each headline may be one of a lower level.
                let is_of_text = match line.shape {
                    Shape::Heading(level) => level <= label_level,
                    Shape::Row => true,
                    Shape::Plain | Shape::Item => self.ends_in_colon(index),
                };
                let is_headline =
                    line.characters <= LONGEST_TITLE && !self.ends_sentence(index) && !is_of_text;
                is_in_box = is_headline;
                if is_headline {
                    self.set_aside(index, "read-also");
                }
            }
        }
    }

    /// Whether a line consists of several sentences.
    fn has_sentences(&self, index: usize) -> bool {
        let sentences = &self.text.sentences;
        let first = sentences.partition_point(|sentence| sentence.line < index);
        sentences.get(first + 1).is_some_and(|sentence| sentence.line == index)
    }

    fn ends_sentence(&self, index: usize) -> bool {
        let raw = self.text.slice(self.lines[index].span);
        raw.trim_end_matches(['»', '"', '”', ')']).ends_with(['.', '!', '?', '…'])
    }

    fn ends_in_colon(&self, index: usize) -> bool {
        self.text.slice(self.lines[index].span).ends_with(':')
    }

    /// Whether a line could be the article's title: short, not a sentence of the text, more text behind it.
    fn looks_like_title(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let span = self.without_prefix(line.span).1;
        let raw = self.text.slice(span).trim_end_matches(['»', '"', '”', ')', ' ']);
        let text_behind: usize = self
            .remaining()
            .filter(|&behind| behind > index && self.lines[behind].key != line.key)
            .map(|behind| self.lines[behind].characters)
            .sum();
        (1..=LONGEST_TITLE).contains(&self.text.slice(span).chars().count())
            && line.words >= 2
            && (!raw.ends_with(['.', '!', '?', '…', ':', ';', ','])
                || self.is_headline_of_speech(index)
                || self.is_stopped_heading(index))
            && self.text.slice(span).starts_with(|letter: char| !letter.is_lowercase())
            && text_behind > line.characters
    }

    fn find_title(&mut self, known_title: Option<&str>) -> Option<usize> {
        let first: Vec<usize> = self.remaining().take(6).collect();
        if let Some(title) = known_title {
            let key = key_of(&Text::new(title).tokens);
            return first.into_iter().find(|&index| self.lines[index].key == key);
        }
        if let Some((text, head)) = self.copied_head() {
            return self.heading_of_copied(text, &head);
        }
        if let Some(heading) = self.set_aside_names_above_heading(&first) {
            return Some(heading);
        }
        if let Some(heading) = self.set_aside_names_above_menu() {
            return Some(heading);
        }
        let first: Vec<usize> = self.remaining().take(2).collect();
        let &top = first.first()?;
        if let Some(&next) = first.get(1)
            && self.is_byline(top)
            && self.looks_like_title(next)
        {
            self.set_aside(top, "byline");
            return Some(next);
        }
        // A trail of crumbs ends in the title: «БастыЖаңалықтарТақырып».
        if let Some(&next) = first.get(1)
            && self.looks_like_title(next)
        {
            let (above, below) =
                (self.text.slice(self.lines[top].span), self.text.slice(self.lines[next].span));
            if above.len() > below.len() && above.ends_with(below) {
                self.set_aside(top, "crumbs");
                return Some(next);
            }
            // A rubric of a word or two above the title.
            let is_in_capitals =
                |index: usize| !self.text.slice(self.lines[index].span).chars().any(char::is_lowercase);
            let is_told_apart = is_in_capitals(top) && !is_in_capitals(next) && self.lines[next].words >= 3;
            let is_rubric = self.lines[top].words <= 2 && (self.lines[next].words >= 4 || is_told_apart);
            if is_rubric && self.lines[top].key != self.lines[next].key {
                self.set_aside(top, "rubric");
                return Some(next);
            }
        }
        self.looks_like_title(top).then_some(top)
    }

    /// Sets aside paragraphs that stand twice, and the title where it is repeated.
    fn set_aside_repetitions(&mut self, title: Option<usize>) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let indexes: Vec<usize> = self.remaining().collect();
        for index in indexes {
            let line = &self.lines[index];
            let is_title = title.is_some_and(|title| self.lines[title].key == line.key);
            if (line.characters < SHORTEST_REPETITION && !is_title) || line.shape == Shape::Row {
                continue;
            }
            if seen.contains_key(&line.key) {
                self.set_aside(index, if is_title { "repeated-title" } else { "repeated-paragraph" });
            } else {
                seen.insert(line.key.clone(), index);
            }
        }
    }

    /// What is glued to the front of a line (a date, the name of the site), and the rest.
    fn without_prefix(&self, span: Span) -> (Option<(Span, &'static str)>, Span) {
        let range = self.text.tokens_in(span);
        let tokens = &self.text.tokens[range.clone()];
        let rest_from = |count: usize| {
            tokens.get(count).map(|next| (Span::new(span.start, tokens[count - 1].span.end), next.span.start))
        };
        let word = |index: usize| tokens.get(index).map(|token| token.lower.as_str());
        // «2013-05-14 10:20 - Форум …» at the top.
        if self.is_at_top(span)
            && let Some(end) = date_line::stamp_end(&self.text.tokens, range.clone())
            && !self.text.slice(self.text.tokens[end].span).starts_with(char::is_lowercase)
            && !self.is_above_stamp(span)
            && let Some((prefix, start)) = rest_from(end - range.start)
        {
            return (Some((prefix, "date-line")), Span::new(start, span.end));
        }
        // « date 2025-08-26 Сегодня …»
        if matches!(word(0), Some("date" | "дата")) {
            let days = days::find(&self.text.tokens, range.clone());
            if let Some(day) =
                days.first().filter(|day| day.is_numeric && day.tokens.start <= range.start + 2)
                && let Some((prefix, start)) = rest_from(day.tokens.end - range.start)
            {
                return (Some((prefix, "date-line")), Span::new(start, span.end));
            }
        }
        // «Site.kz. Мәтін», «SITE.KZ – Мәтін»
        if word(1) == Some(".") && matches!(word(2), Some("kz" | "ru" | "com" | "org" | "asia" | "info")) {
            let mut count = 3;
            while tokens.get(count).is_some_and(|token| token.kind == TokenKind::Punctuation) {
                count += 1;
            }
            if let Some((prefix, start)) = rest_from(count) {
                return (Some((prefix, "source-prefix")), Span::new(start, span.end));
            }
        }
        (None, span)
    }

    /// Whether the line below one has a stamp too, as in a programme.
    fn is_above_stamp(&self, span: Span) -> bool {
        let below = self.lines.partition_point(|line| line.span.start <= span.start);
        self.lines.get(below).is_some_and(|line| {
            date_line::stamp_end(&self.text.tokens, self.text.tokens_in(line.span)).is_some()
        })
    }

    /// Whether nothing of the article stands above a line.
    fn is_at_top(&self, span: Span) -> bool {
        let above = self.lines.partition_point(|line| line.span.start < span.start);
        above <= heading::LINES_ABOVE && self.reasons[..above].iter().all(Option::is_some)
    }

    fn finish(mut self, title: Option<usize>) -> Cleaned {
        let mut cleaned = std::mem::take(&mut self.cleaned);
        for (index, line) in self.lines.iter().enumerate() {
            if let Some(rule) = self.reasons[index] {
                cleaned.roles.push(LineRole::Removed);
                cleaned.removed.push(Removed { span: line.span, rule });
                continue;
            }
            let (prefix, span) = self.without_prefix(line.span);
            if let Some((prefix, rule)) = prefix {
                cleaned.removed.push(Removed { span: prefix, rule });
                if rule == "date-line" && cleaned.published.is_none() {
                    let days = days::find(&self.text.tokens, self.text.tokens_in(prefix));
                    let date = days
                        .first()
                        .and_then(|day| day.date(day.written_year()))
                        .filter(|date| date.iso().is_some());
                    cleaned.published = date.map(|value| Read {
                        value,
                        evidence: Some(Evidence { span: prefix, rule }),
                        confidence: 90,
                    });
                }
            }
            if title == Some(index) {
                cleaned.roles.push(LineRole::Title);
                cleaned.title = Some(span);
            } else {
                cleaned.roles.push(LineRole::Body);
                cleaned.body.push(span);
            }
        }
        cleaned
    }
}

/// Words and numbers in lower case, a space between.
fn key_of(tokens: &[Token]) -> String {
    let parts: Vec<&str> = tokens
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .map(|token| token.lower.as_str())
        .collect();
    parts.join(" ")
}
