//! Whether a file holds more than one article: then everybody's dates and organisers would be one event's.

use super::text::Text;
use super::words::MARKS;
use crate::diagnostics::Span;

/// How many signs a line has that parts articles, at least.
const SHORTEST_RULE: usize = 3;

/// The longest title, in characters.
const LONGEST_TITLE: usize = 170;

/// How many sentences behind a title tell that something took place.
const LEADING: usize = 3;

/// The titles of further articles: below a line of `***` or `---`, with news behind them.
pub(super) fn further_titles(text: &Text<'_>) -> Vec<Span> {
    let has_letters = |index: usize| text.slice(text.lines[index].span).chars().any(char::is_alphabetic);
    let first = (0..text.lines.len()).find(|index| has_letters(*index)).unwrap_or(text.lines.len());
    (first + 1..text.lines.len().saturating_sub(1))
        .filter(|index| is_rule(text.slice(text.lines[*index].span)))
        .map(|index| index + 1)
        .filter(|title| is_title(text, *title) && tells_of_an_event(text, *title))
        .map(|title| text.lines[title].span)
        .collect()
}

/// Whether a line consists of signs that part what stands above from what stands below: `***`, `- - -`, `=====`.
fn is_rule(line: &str) -> bool {
    let is_sign = |letter: char| matches!(letter, '*' | '-' | '_' | '=' | '~' | '#' | '—' | '–' | '•' | '\\');
    line.chars().all(|letter| is_sign(letter) || letter.is_whitespace())
        && line.chars().filter(|letter| is_sign(*letter)).count() >= SHORTEST_RULE
}

fn is_title(text: &Text<'_>, line: usize) -> bool {
    let span = text.lines[line].span;
    let shown = text.slice(span);
    let words = text.tokens[text.tokens_in(span)].iter().filter(|token| token.is_word()).count();
    words >= 2
        && shown.chars().count() <= LONGEST_TITLE
        && !shown.starts_with(|letter: char| letter.is_lowercase() || matches!(letter, '-' | '–' | '—'))
        && !shown.ends_with(['.', '!', '?', '…', ':', ';', ','])
}

/// Whether the first sentences below a title say that something took place.
fn tells_of_an_event(text: &Text<'_>, title: usize) -> bool {
    let from = text.sentences.partition_point(|sentence| sentence.line <= title);
    text.sentences[from..]
        .iter()
        .take(LEADING)
        .any(|sentence| MARKS.held.are_in(&text.tokens, sentence.tokens.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(source: &str) -> Vec<&str> {
        let text = Text::new(source);
        further_titles(&text).into_iter().map(|span| text.slice(span)).collect()
    }

    #[test]
    fn a_title_below_a_line_of_signs_begins_another_article() {
        let first = "Форум прошёл в Таразе\n\nВ Таразе прошёл форум.\n\n";
        let second = "Встреча в Актау\n\nВ Актау состоялась встреча.\n";
        for rule in ["***", "* * *", "----------", "=====", "___"] {
            assert_eq!(titles(&format!("{first}{rule}\n\n{second}")), ["Встреча в Актау"], "{rule}");
        }
        let others = [
            // Signs that part pieces of one article.
            format!("{first}***\n\nГости поблагодарили всех. Форум прошёл хорошо.\n"),
            format!("{first}***\n\nКонтакты редакции\n\nТелефон 12-34-56.\n"),
            format!("{first}--\n\n{second}"),
            format!("{first}{second}"),
            format!("***\n\n{first}"),
            format!("{first}***\n"),
            String::new(),
        ];
        for text in &others {
            assert_eq!(titles(text), Vec::<&str>::new(), "{text}");
        }
    }
}
