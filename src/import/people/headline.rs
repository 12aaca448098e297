//! Who speaks in a headline: «Асан Үсенов: «Жиын пайдалы болды»».

use super::names::{self, Shape};
use super::{Candidate, Scene};
use crate::import::clean::LineRole;
use crate::import::organisations::place::is_capital;
use crate::import::text::TokenKind;

/// How many words a quotation has at least that is somebody's speech and no name.
const SHORTEST_SPEECH: usize = 3;

/// The one whose words the first line quotes right behind his name and a colon, and nothing else.
pub(super) fn speaker(scene: &Scene<'_>) -> Option<Candidate> {
    let text = scene.reader.text;
    let is_removed = |line: usize| scene.reader.context.cleaned.roles.get(line) == Some(&LineRole::Removed);
    let title = text.sentences.iter().find(|sentence| !is_removed(sentence.line))?;
    let shape = names::at(scene.reader, title.tokens.start, title.tokens.end)?;
    let colon = shape.tokens.end;
    let is_quoted = colon + 1 < title.tokens.end
        && text.tokens[colon].is_sign(":")
        && text.tokens[colon + 1].kind == TokenKind::Quote
        && text.tokens[title.tokens.end - 1].kind == TokenKind::Quote
        && text.lines[title.line].span.end == title.span.end;
    let speech = (colon + 1..title.tokens.end).filter(|index| text.tokens[*index].is_word()).count();
    if !is_quoted || speech < SHORTEST_SPEECH || scene.found_at(shape.tokens.start).is_some() {
        return None;
    }
    (names::is_sure(scene.reader, &shape) || is_nothing_else(scene, &shape))
        .then(|| scene.without_post(&shape, None, "headline", 70))
}

/// Whether the words of a name are nowhere written as other words are: «Жасыл Ел: «…»» is no person, where the text
/// also has «жасыл», or has them in quotation marks.
fn is_nothing_else(scene: &Scene<'_>, shape: &Shape) -> bool {
    let text = scene.reader.text;
    let is_of_name = |lower: &str| shape.words.iter().any(|index| scene.word(*index) == lower);
    shape.words.len() > 1
        && text.tokens.iter().enumerate().all(|(index, token)| {
            !token.is_word()
                || !is_of_name(&token.lower)
                || (is_capital(text, token) && !scene.reader.is_in_marks(index))
        })
}
