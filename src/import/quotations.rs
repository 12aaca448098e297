//! What stands in quotation marks, in all the forms that newspapers use: «…», "…", “…”, „…“, ,,…», ‹…›.
//!
//! Quotations nest, and marks are forgotten. One that has no closing mark ends with the quotation inside it
//! («Дом «Достық»), or at the end of the line if it is speech; else it is none.

use super::text::{Line, Token};
use super::words::EVENTS;
use crate::diagnostics::Span;

/// Something in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without its marks and white space.
    pub inner: Span,
    /// How many quotations it stands in.
    pub depth: usize,
}

/// How far, in bytes, a quotation that lacks its closing mark may reach to that of one inside it.
const REACH: usize = 240;

/// Whether a character is a quotation mark; an apostrophe is none.
#[must_use]
pub(super) const fn is_mark(letter: char) -> bool {
    matches!(letter, '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '‹' | '›' | '〝' | '〞' | '＂')
}

/// Finds the quotations of a text, in the order of their beginnings.
pub(super) fn find(source: &str, lines: &[Line]) -> Vec<Quotation> {
    let mut found = Vec::new();
    for line in lines {
        find_in_line(source, line.span, &mut found);
    }
    found.sort_by_key(|quotation: &Quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    set_depths(&mut found);
    found
}

/// What stands in quotation marks with full stops in it and is yet no speech, in the order of the text; none is inside
/// another.
///
/// Where such a name is not known as one, its pieces would be sentences, and the words behind it would lose what stands
/// before it. It is known by its own form or by the words beside it.
pub(super) fn names_with_stops(source: &str, quotations: &[Quotation], tokens: &[Token]) -> Vec<Span> {
    let mut names: Vec<Span> = Vec::new();
    for quotation in quotations {
        let inner = &source[quotation.inner.start..quotation.inner.end];
        let is_inside = names.last().is_some_and(|name| quotation.span.start < name.end);
        if !is_inside
            && inner.contains(['.', '!', '?', '…'])
            && (is_name_of_pieces(inner) || is_announced(inner, quotation, tokens))
        {
            names.push(quotation.span);
        }
    }
    names
}

/// «Село. Школа. Труд»: pieces of a word or two without a stop at the end.
fn is_name_of_pieces(inner: &str) -> bool {
    const LONGEST_PIECE: usize = 3;
    const MOST_PIECES: usize = 6;
    // «Село. Школа. Труд.»: of three and more the last may have its stop too.
    let is_row = inner.ends_with('.') && inner.matches(". ").count() >= 2;
    let inner = if is_row { &inner[..inner.len() - 1] } else { inner };
    let pieces = || inner.split(". ");
    !inner.ends_with(['.', '!', '?', '…', ','])
        && (2..=MOST_PIECES).contains(&pieces().take(MOST_PIECES + 1).count())
        && pieces().all(|piece| (1..=LONGEST_PIECE).contains(&piece.split_whitespace().count()))
}

/// «форум «Село и люди. Труд и школа»», «… тақырыбында», «на тему …»: what an event was called or was about.
fn is_announced(inner: &str, quotation: &Quotation, tokens: &[Token]) -> bool {
    /// In characters; what is longer is told and announces nothing.
    const LONGEST: usize = 260;
    let start = tokens.partition_point(|token| token.span.start < quotation.span.start);
    let end = tokens.partition_point(|token| token.span.start < quotation.span.end);
    if inner.chars().count() > LONGEST {
        return false;
    }
    if EVENTS.theme_behind.at(tokens, end).is_some() {
        return true;
    }
    // «Мы рады. Все пришли», – сказал он.
    let is_sign = |index: usize, signs: &[&str]| {
        tokens.get(index).is_some_and(|token| signs.iter().any(|sign| token.is_sign(sign)))
    };
    let is_speech = is_sign(end, &[","]) && is_sign(end + 1, &["-", "–", "—"]);
    let near = start.saturating_sub(REACH_OF_NOUN)..start;
    let is_behind_noun =
        || EVENTS.heads.all_in(tokens, near.clone()).last().is_some_and(|noun| noun.tokens.end == start);
    let is_greeting = inner
        .split(|letter: char| !letter.is_alphabetic())
        .any(|word| GREETINGS.contains(&word.to_lowercase().as_str()));
    // «… облыстық азаматтық форумы»
    let noun = (end..end + 2).find(|index| EVENTS.between_number.at(tokens, *index).is_none()).unwrap_or(end);
    let is_before_noun = || (end..=noun).any(|index| EVENTS.heads.at(tokens, index).is_some());
    !is_speech
        && !is_greeting
        && (EVENTS.announce_theme(tokens, 0, start) || is_behind_noun() || is_before_noun())
}

/// Words by which a quotation is somebody's speech whatever stands beside it.
const GREETINGS: &[&str] = &[
    "благодарю",
    "дорогие",
    "здравствуйте",
    "рад",
    "рада",
    "рады",
    "спасибо",
    "уважаемые",
    "құрметті",
    "қымбатты",
    "рахмет",
    "сәлем",
    "dear",
    "thank",
    "thanks",
    "welcome",
];

/// How many tokens the noun of an event may have.
const REACH_OF_NOUN: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    /// As the marks before it say.
    Either,
}

/// A mark that has opened and not closed yet.
struct Open {
    mark: Span,
    is_straight: bool,
    /// The end of the last quotation inside it.
    last_inside: Option<Span>,
}

fn find_in_line(source: &str, line: Span, found: &mut Vec<Quotation>) {
    let mut open: Vec<Open> = Vec::new();
    let text = &source[line.start..line.end];
    let mut skipped = 0;
    for (at, letter) in text.char_indices() {
        if at < skipped {
            continue;
        }
        let is_double_comma = letter == ',' && text[at + 1..].starts_with(',');
        if !is_mark(letter) && !is_double_comma {
            continue;
        }
        let end = at + letter.len_utf8() + usize::from(is_double_comma);
        skipped = end;
        let mark = Span::new(line.start + at, line.start + end);
        let side = match letter {
            ',' | '«' | '„' | '‹' | '〝' => Side::Opens,
            '»' | '›' | '〞' => Side::Closes,
            _ => side_of(text[..at].chars().next_back(), text[end..].chars().next()),
        };
        let is_straight = side_is_open_to_doubt(letter);
        if side == Side::Opens || (side == Side::Either && open.is_empty()) {
            open.push(Open { mark, is_straight, last_inside: None });
        } else if let Some(opened) = open.pop() {
            close(source, opened.mark, mark, found);
            if let Some(outer) = open.last_mut() {
                outer.last_inside = Some(mark);
            }
        }
    }
    recover(source, line, open, found);
}

/// Whether a mark's form does not tell its side.
const fn side_is_open_to_doubt(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '‟' | '＂')
}

/// Which side a mark stands on, from the characters around it.
fn side_of(before: Option<char>, behind: Option<char>) -> Side {
    let opens_before = |letter: char| {
        letter.is_whitespace() || matches!(letter, '(' | '[' | '«' | '„' | '“' | '‹' | '–' | '—' | '-' | '/')
    };
    let is_free_before = before.is_none_or(opens_before);
    let is_free_behind = behind.is_none_or(|letter| !letter.is_alphanumeric() && !is_mark(letter));
    match (is_free_before, is_free_behind) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        (true, true) | (false, false) => Side::Either,
    }
}

fn close(source: &str, open: Span, mark: Span, found: &mut Vec<Quotation>) {
    let inner = &source[open.end..mark.start];
    let trimmed = inner.trim();
    if !trimmed.chars().any(char::is_alphanumeric) {
        return;
    }
    let start = open.end + (inner.len() - inner.trim_start().len());
    found.push(Quotation {
        span: Span::new(open.start, mark.end),
        inner: Span::new(start, start + trimmed.len()),
        depth: 0,
    });
}

/// Finds the ends of what was opened and not closed in a line.
fn recover(source: &str, line: Span, mut open: Vec<Open>, found: &mut Vec<Quotation>) {
    // «"Береке "қоғамдық бірлестігі»: a closing mark that took the space of the other side.
    if let [.., first, second] = open.as_slice()
        && first.is_straight
        && second.is_straight
        && second.last_inside.is_none()
        && second.mark.start - first.mark.end < REACH
    {
        let (first, second) = (first.mark, second.mark);
        open.truncate(open.len() - 2);
        close(source, first, second, found);
    }
    for opened in open {
        let between = |end: usize| &source[opened.mark.end..end];
        match opened.last_inside {
            Some(inside)
                if inside.end - opened.mark.start < REACH && !between(inside.start).contains(". ") =>
            {
                // Both end with one mark: the inner one keeps it, the outer one ends with it too.
                found.push(Quotation {
                    span: Span::new(opened.mark.start, inside.end),
                    inner: trimmed(source, Span::new(opened.mark.end, inside.end)),
                    depth: 0,
                });
            }
            _ => {
                let before = source[line.start..opened.mark.start].trim_end();
                if before.is_empty() || before.ends_with(':') {
                    close(source, opened.mark, Span::new(line.end, line.end), found);
                }
            }
        }
    }
}

fn trimmed(source: &str, span: Span) -> Span {
    let text = &source[span.start..span.end];
    let start = span.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}

fn set_depths(quotations: &mut [Quotation]) {
    let mut ends: Vec<usize> = Vec::new();
    for quotation in quotations {
        ends.retain(|&end| end > quotation.span.start);
        quotation.depth = ends.len();
        ends.push(quotation.span.end);
    }
}

#[cfg(test)]
mod tests {
    use crate::import::text::Text;

    fn quoted(source: &str) -> Vec<(&str, usize)> {
        let text = Text::new(source);
        text.quotations.iter().map(|quotation| (text.slice(quotation.inner), quotation.depth)).collect()
    }

    #[test]
    fn quotations_of_all_forms_are_found() {
        let cases: &[(&str, &[(&str, usize)])] = &[
            ("«Үміт» қоры", &[("Үміт", 0)]),
            ("« Үміт » қоры", &[("Үміт", 0)]),
            ("фонд \"Надежда\".", &[("Надежда", 0)]),
            ("фонд “Надежда”", &[("Надежда", 0)]),
            ("фонд „Надежда“, клуб „Заря”", &[("Надежда", 0), ("Заря", 0)]),
            (",,Арман» қоры", &[("Арман", 0)]),
            ("ОФ\"Надежда\" и ‹Заря›", &[("Надежда", 0), ("Заря", 0)]),
            ("«Біз «алтын көпір» боламыз» деді", &[("Біз «алтын көпір» боламыз", 0), ("алтын көпір", 1)]),
            ("\"Книга \"Дом\": начало\" и", &[("Книга \"Дом\": начало", 0), ("Дом", 1)]),
            // One closing mark for two.
            ("КММ «Үй «Достық» ашылды", &[("Үй «Достық»", 0), ("Достық", 1)]),
            ("\"Береке \"қоғамдық қоры", &[("Береке", 0)]),
            // Speech to the line's end, and a mark that was forgotten.
            ("«Бәрі жақсы болады.\nДеді ол.", &[("Бәрі жақсы болады.", 0)]),
            ("Ол «Үміт қорына барды", &[]),
            ("Үміт» қоры", &[]),
            ("«»", &[]),
        ];
        for (source, expected) in cases {
            assert_eq!(quoted(source), *expected, "{source}");
        }
    }
}
