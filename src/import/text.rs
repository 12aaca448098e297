//! An article's text in pieces: lines, sentences, tokens and quotations, each with its place.
//!
//! All places are bytes of the text that was given. A token's [`Token::lower`] is the form in which words are
//! looked up: case folded, ё as е, Latin look-alikes inside Cyrillic words put right, and for Kazakh in Latin
//! letters the same word in Cyrillic ([`super::latin`]). So readers know one script, and what they read has its
//! place in the text as it is.
//!
//! What the pieces mean, and which lines count, is left to the readers and to [`super::clean`].

use std::ops::Range;

use super::facts::Removed;
use super::{latin, quotations};
use crate::diagnostics::Span;

pub use super::quotations::Quotation;

/// A text and its pieces, all in the order in which they stand.
#[derive(Debug)]
pub struct Text<'a> {
    /// The text itself.
    pub source: &'a str,
    /// Whether it is Kazakh in Latin letters.
    pub is_latin_kazakh: bool,
    /// The lines that are not empty.
    pub lines: Vec<Line>,
    /// The sentences. Each stands in one line, unless a line was wrapped in the middle of it.
    pub sentences: Vec<Sentence>,
    /// The tokens.
    pub tokens: Vec<Token>,
    /// What stands in quotation marks: outer ones before those inside them.
    pub quotations: Vec<Quotation>,
}

/// A line that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its text without white space around it.
    pub span: Span,
    /// The number of its paragraph: empty lines part paragraphs.
    pub paragraph: usize,
}

/// A sentence: what stands between two full stops, or a line's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its text, with the sign that ends it.
    pub span: Span,
    /// Its tokens, as positions in [`Text::tokens`].
    pub tokens: Range<usize>,
    /// The line that it begins in, as a position in [`Text::lines`].
    pub line: usize,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, also with hyphens and apostrophes between them: `іс-шара`, `КЕАҚ-ның`.
    Word,
    /// Digits: of `2-ші`, `12.11.2018` the digits alone.
    Number,
    /// One sign.
    Punctuation,
    /// A quotation mark: one sign, or two commas.
    Quote,
}

/// A word, a number or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// The form in which it is looked up.
    pub lower: String,
}

impl Token {
    /// Whether it is a word.
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether it is this sign.
    #[must_use]
    pub fn is_sign(&self, sign: &str) -> bool {
        self.kind == TokenKind::Punctuation && self.lower == sign
    }
}

/// Words that end in a full stop inside a sentence.
///
/// One letter before a full stop is always an initial or such a word (ж., г., с.).
const ABBREVIATIONS: &[&str] = &[
    "т.б",
    "т.с.с",
    "тб",
    "жж",
    "гг",
    "қ",
    "обл",
    "ауд",
    "көш",
    "ул",
    "пр",
    "просп",
    "им",
    "ат",
    "тел",
    "млн",
    "млрд",
    "мың",
    "тыс",
    "руб",
    "тг",
    "тең",
    "гр",
    "др",
    "пр",
    "см",
    "проф",
    "акад",
    "доц",
    "стр",
    "каб",
    "қаб",
    "доб",
    "чел",
    "ст",
    "св",
    "км",
    "кв",
    "мкр",
    "м-н",
    "р-н",
    "напр",
    "мыс",
    "мр",
    "mr",
    "mrs",
    "dr",
    "st",
    "prof",
    "sept",
    "oct",
    "nov",
    "dec",
    "jan",
    "feb",
    "aug",
    "vs",
    "no",
    "etc",
];

/// No sentence has so many tokens; what goes on longer is cut, so that readers may look around in a sentence freely.
const LONGEST_SENTENCE: usize = 1000;

impl<'a> Text<'a> {
    /// Takes a text to pieces.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        Self::below(source, 0)
    }

    /// Takes a text to pieces from the line on that a place begins; what stands above is in none of them.
    #[must_use]
    pub(super) fn below(source: &'a str, start: usize) -> Self {
        let alphabet = latin::Alphabet::of(source);
        let is_latin_kazakh = alphabet.is_some();
        let mut lines = lines_of(source);
        lines.retain(|line| line.span.start >= start);
        let mut tokens = tokens_of(source, alphabet);
        tokens.retain(|token| token.span.start >= start);
        let quotations = quotations::find(source, &lines);
        let names = quotations::names_with_stops(source, &quotations, &tokens);
        let sentences = sentences_of(source, &lines, &tokens, &names);
        Self { source, is_latin_kazakh, lines, sentences, tokens, quotations }
    }

    /// Takes what was set aside out of the sentences: whole ones, what was glued to the front of one, and lines that
    /// stand between two pieces of one, which are sentences of their own then. Tokens and lines stay.
    ///
    /// A date line in small letters looks as if it went on with the headline above it: left in, the day on which the
    /// news came would be read as the headline's own.
    pub(super) fn leave_out(&mut self, removed: &[Removed]) {
        // What was set aside stands in the order of the text, as lines do.
        let is_removed = |token: &Token| {
            let behind = removed.partition_point(|removed| removed.span.start <= token.span.start);
            removed[..behind].last().is_some_and(|removed| token.span.start < removed.span.end)
        };
        let mut kept: Vec<Sentence> = Vec::with_capacity(self.sentences.len());
        for sentence in std::mem::take(&mut self.sentences) {
            let mut start = sentence.tokens.start;
            for index in sentence.tokens.clone() {
                if is_removed(&self.tokens[index]) {
                    kept.extend(self.piece(&sentence, start..index));
                    start = index + 1;
                }
            }
            kept.extend(self.piece(&sentence, start..sentence.tokens.end));
        }
        self.sentences = kept;
    }

    /// The piece of a sentence that some of its tokens are.
    fn piece(&self, sentence: &Sentence, tokens: Range<usize>) -> Option<Sentence> {
        if tokens == sentence.tokens {
            return Some(sentence.clone());
        }
        let (first, last) = (tokens.clone().next()?, tokens.clone().next_back()?);
        let span = Span::new(self.tokens[first].span.start, self.tokens[last].span.end);
        let line = self.line_at(span.start).unwrap_or(sentence.line);
        Some(Sentence { span, tokens, line })
    }

    /// The words at a place.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'a str {
        self.source.get(span.start..span.end).unwrap_or("")
    }

    /// A sentence's tokens.
    #[must_use]
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.clone()]
    }

    /// The tokens that stand wholly inside a place, as positions in [`Text::tokens`].
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }

    /// The sentence that a byte stands in, as a position in [`Text::sentences`].
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.end <= offset);
        self.sentences.get(index).filter(|sentence| sentence.span.start <= offset).map(|_| index)
    }

    /// The line that a byte stands in, as a position in [`Text::lines`].
    #[must_use]
    pub fn line_at(&self, offset: usize) -> Option<usize> {
        let index = self.lines.partition_point(|line| line.span.end <= offset);
        self.lines.get(index).filter(|line| line.span.start <= offset).map(|_| index)
    }

    /// The innermost quotation that a byte stands in, as a position in [`Text::quotations`].
    #[must_use]
    pub fn quotation_at(&self, offset: usize) -> Option<usize> {
        // Quotations are sorted by their beginning, and nest: the last one that begins before and is open yet.
        let behind = self.quotations.partition_point(|quotation| quotation.span.start <= offset);
        (0..behind).rev().take(24).find(|&index| offset < self.quotations[index].span.end)
    }
}

fn lines_of(source: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut paragraph, mut is_behind_gap) = (0, 0, false);
    for line in source.split_inclusive('\n') {
        let text = line.trim_matches(is_blank);
        if text.is_empty() {
            is_behind_gap = !lines.is_empty();
        } else {
            paragraph += usize::from(is_behind_gap);
            is_behind_gap = false;
            let offset = start + (line.len() - line.trim_start_matches(is_blank).len());
            lines.push(Line { span: Span::new(offset, offset + text.len()), paragraph });
        }
        start += line.len();
    }
    lines
}

/// White space, and what shows as little.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || is_invisible(letter)
}

/// Whether a character shows nothing: soft hyphens, zero spaces.
pub(super) const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}')
}

fn tokens_of(source: &str, alphabet: Option<latin::Alphabet>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut letters = source.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if is_blank(first) {
            continue;
        }
        let mut end = start + first.len_utf8();
        let kind = if first.is_alphabetic() {
            while let Some(&(at, letter)) = letters.peek() {
                let joins = is_joiner(letter)
                    && source[at + letter.len_utf8()..].chars().next().is_some_and(char::is_alphabetic);
                if !is_part_of_word(letter) && !joins {
                    break;
                }
                end = at + letter.len_utf8();
                letters.next();
            }
            TokenKind::Word
        } else if first.is_numeric() {
            while let Some((at, digit)) = letters.next_if(|(_, letter)| letter.is_numeric()) {
                end = at + digit.len_utf8();
            }
            TokenKind::Number
        } else if quotations::is_mark(first) {
            TokenKind::Quote
        } else if first == ',' && letters.next_if(|(_, letter)| *letter == ',').is_some() {
            end += 1;
            TokenKind::Quote
        } else {
            TokenKind::Punctuation
        };
        let text = &source[start..end];
        let lower = if kind == TokenKind::Word { lower_of(text, alphabet) } else { text.to_owned() };
        tokens.push(Token { span: Span::new(start, end), kind, lower });
    }
    tokens
}

fn is_part_of_word(letter: char) -> bool {
    letter.is_alphabetic()
        || unicode_normalization::char::is_combining_mark(letter)
        || matches!(letter, '\u{AD}' | '\u{200B}' | '\u{2060}')
}

/// Whether a sign joins letters to one word when letters stand on both sides of it.
const fn is_joiner(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}' | '\u{2BC}')
}

/// The form in which a word is looked up.
fn lower_of(word: &str, alphabet: Option<latin::Alphabet>) -> String {
    let mut lower = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'ё' => lower.push('е'),
            '\u{2010}' | '\u{2011}' => lower.push('-'),
            // Case folding of the dotted İ leaves a dot.
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{307}' => {}
            letter => lower.push(letter),
        }
    }
    let has_latin =
        lower.chars().any(|letter| letter.is_ascii_alphabetic() || latin::is_kazakh_letter(letter));
    if !has_latin {
        return lower;
    }
    if let Some(alphabet) = alphabet {
        return latin::to_cyrillic(word, &lower, alphabet);
    }
    let cyrillic = lower.chars().filter(|letter| matches!(letter, '\u{400}'..='\u{4FF}')).count();
    if cyrillic == 0 { lower } else { latin::without_look_alikes(&lower) }
}

/// Parts a text into sentences; `names` are places in which no full stop ends one, in the order of the text. The mark
/// that closes a name may end a sentence.
fn sentences_of(source: &str, lines: &[Line], tokens: &[Token], names: &[Span]) -> Vec<Sentence> {
    let is_in_name = |token: &Token| {
        let behind = names.partition_point(|name| name.start <= token.span.start);
        names[..behind].last().is_some_and(|name| token.span.end < name.end)
    };
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut token = 0;
    for (index, line) in lines.iter().enumerate() {
        let mut start = token;
        let continues = index > 0 && {
            let before = lines[index - 1];
            before.paragraph == line.paragraph
                && goes_on(
                    &source[before.span.start..before.span.end],
                    &source[line.span.start..line.span.end],
                )
        };
        let mut is_first = true;
        while let Some(next) = tokens.get(token).filter(|next| next.span.start < line.span.end) {
            token += 1;
            let is_last = tokens.get(token).is_none_or(|next| next.span.start >= line.span.end);
            let is_too_long = token - start >= LONGEST_SENTENCE;
            let ends = ends_sentence(source, tokens, token - 1) && !is_in_name(next);
            if !is_last && !is_too_long && !ends {
                continue;
            }
            let last = sentences.last_mut().filter(|last| last.tokens.len() < LONGEST_SENTENCE);
            match last.filter(|_| continues && is_first) {
                Some(sentence) => {
                    sentence.tokens.end = token;
                    sentence.span.end = next.span.end;
                }
                None => sentences.push(Sentence {
                    span: Span::new(tokens[start].span.start, next.span.end),
                    tokens: start..token,
                    line: index,
                }),
            }
            start = token;
            is_first = false;
        }
    }
    sentences
}

/// Whether a line goes on with the sentence of the line right before: it was wrapped, or broken behind a comma.
pub(super) fn goes_on(before: &str, line: &str) -> bool {
    let ends_open = |letter: char| letter.is_lowercase() || letter == ',';
    before.chars().next_back().is_some_and(ends_open) && line.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a sentence ends with a token: a full stop or the like, or what closes behind one.
fn ends_sentence(source: &str, tokens: &[Token], index: usize) -> bool {
    let token = &tokens[index];
    let Some(next) = tokens.get(index + 1) else { return true };
    let is_stop = |token: &Token| {
        token.kind == TokenKind::Punctuation && matches!(token.lower.as_str(), "." | "!" | "?" | "…")
    };
    let closes = |token: &Token| token.kind == TokenKind::Quote || token.is_sign(")");
    let stop = if is_stop(token) {
        index
    } else if closes(token)
        && index > 0
        && is_stop(&tokens[index - 1])
        && token.span.start == tokens[index - 1].span.end
    {
        index - 1
    } else {
        return false;
    };
    let is_apart = next.span.start > token.span.end;
    // A closing mark or a further stop right behind still belongs to the sentence.
    if !is_apart && (is_stop(next) || closes(next)) {
        return false;
    }
    let begins = |token: &Token| {
        token.kind != TokenKind::Punctuation && !source[token.span.start..].starts_with(char::is_lowercase)
            || matches!(token.lower.as_str(), "–" | "—" | "-" | "(" | "[" | "•" | "*" | "#")
    };
    if !begins(next) {
        return false;
    }
    if tokens[stop].lower != "." {
        return is_apart || tokens[stop].lower != "…";
    }
    let Some(before) = stop.checked_sub(1).map(|before| &tokens[before]) else { return is_apart };
    let is_glued = before.span.end == tokens[stop].span.start;
    match before.kind {
        TokenKind::Word if is_glued => {
            let letters = before.lower.chars().count();
            let is_short = letters == 1 || ABBREVIATIONS.contains(&before.lower.as_str());
            // «т.б.», «с.г.»: letters with full stops between them may well end a sentence, and seldom do.
            !is_short && (is_apart || (letters > 2 && next.kind == TokenKind::Word))
        }
        // `1. Жоспар`, `12.11.2018`, `25. Қазан`: a number at the beginning counts something.
        TokenKind::Number => is_apart && stop >= 2 && tokens[stop - 2].span.end + 1 == before.span.start,
        TokenKind::Word | TokenKind::Quote | TokenKind::Punctuation => is_apart,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(source: &str) -> Vec<&str> {
        let text = Text::new(source);
        text.sentences.iter().map(|sentence| text.slice(sentence.span)).collect()
    }

    #[test]
    fn sentences_end_at_full_stops_and_lines() {
        let cases: &[(&str, &[&str])] = &[
            ("Жиын өтті. Оған қырық адам келді!", &["Жиын өтті.", "Оған қырық адам келді!"]),
            ("Тақырып\n\nМәтін басталды.", &["Тақырып", "Мәтін басталды."]),
            ("Жиынды А.Сейітов жүргізді. Сөз алды.", &["Жиынды А.Сейітов жүргізді.", "Сөз алды."]),
            ("Жиынды А. Сейітов жүргізді.", &["Жиынды А. Сейітов жүргізді."]),
            ("Кеңес, форум, т.б. Шаралар өтті.", &["Кеңес, форум, т.б. Шаралар өтті."]),
            ("В 2021 г. Форум прошел в г. Семей.", &["В 2021 г. Форум прошел в г. Семей."]),
            ("Форум завершен.Участники довольны.", &["Форум завершен.", "Участники довольны."]),
            ("Рост составил 13.5 процента. Это много.", &["Рост составил 13.5 процента.", "Это много."]),
            ("Он сказал: «Все хорошо.» Зал молчал.", &["Он сказал: «Все хорошо.»", "Зал молчал."]),
            (
                "Прошел форум «Село. Школа. Труд». Все рады.",
                &["Прошел форум «Село. Школа. Труд».", "Все рады."],
            ),
            (
                "Прошел форум «Село и его люди. Школа и труд на селе!» Все рады.",
                &["Прошел форум «Село и его люди. Школа и труд на селе!»", "Все рады."],
            ),
            (
                "«Ауыл – біздің үйіміз. Еңбек – біздің күшіміз» тақырыбында форум өтті. Ел риза.",
                &["«Ауыл – біздің үйіміз. Еңбек – біздің күшіміз» тақырыбында форум өтті.", "Ел риза."],
            ),
            (
                "Как сказали на встрече «Все пришли сюда сегодня. Это уже немало», – и ушли.",
                &["Как сказали на встрече «Все пришли сюда сегодня.", "Это уже немало», – и ушли."],
            ),
            (
                "«Мы рады. Все пришли сюда сегодня», – сказал он.",
                &["«Мы рады.", "Все пришли сюда сегодня», – сказал он."],
            ),
            ("Жиын бүгін өтті,\nоған ел келді.", &["Жиын бүгін өтті,\nоған ел келді."]),
            ("", &[]),
        ];
        for (source, expected) in cases {
            assert_eq!(sentences(source), *expected, "{source}");
        }
    }

    #[test]
    fn words_are_looked_up_in_one_form() {
        let cases = [
            ("ПРОШЁЛ", "прошел"),
            // Latin letters inside a Cyrillic word.
            ("үшiн", "үшін"),
            ("Cовет", "совет"),
            // A word of Latin letters stays.
            ("XII", "xii"),
            ("КЕАҚ-ның", "кеақ-ның"),
        ];
        for (source, lower) in cases {
            assert_eq!(Text::new(source).tokens[0].lower, lower, "{source}");
        }
    }

    #[test]
    fn tokens_are_words_numbers_signs_and_marks() {
        let text = Text::new("5-ші «Үміт», ,,Арман» іс-шара");
        let kinds: Vec<(TokenKind, &str)> =
            text.tokens.iter().map(|token| (token.kind, text.slice(token.span))).collect();
        let expected = [
            (TokenKind::Number, "5"),
            (TokenKind::Punctuation, "-"),
            (TokenKind::Word, "ші"),
            (TokenKind::Quote, "«"),
            (TokenKind::Word, "Үміт"),
            (TokenKind::Quote, "»"),
            (TokenKind::Punctuation, ","),
            (TokenKind::Quote, ",,"),
            (TokenKind::Word, "Арман"),
            (TokenKind::Quote, "»"),
            (TokenKind::Word, "іс-шара"),
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn places_lead_to_their_sentence_line_and_quotation() {
        let source = "Бірінші жол.\n\n«Екінші» жол. Үшінші.";
        let text = Text::new(source);
        let inside = source.find("Екінші").unwrap();
        assert_eq!((text.sentence_at(inside), text.line_at(inside)), (Some(1), Some(1)));
        assert_eq!(text.quotation_at(inside), Some(0));
        assert_eq!(text.quotation_at(source.find("Үшінші").unwrap()), None);
        assert_eq!(text.lines[1].paragraph, 1);
        assert_eq!(text.sentence_at(source.len() + 5), None);
    }
}
