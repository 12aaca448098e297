//! Who was there for a body of which a Kazakh sentence names no post of his.

use super::{Post, Scene};

/// «… альянсы атынан Б.Үсенова».
pub(super) fn on_behalf(scene: &Scene<'_>, first: usize, name: usize) -> Option<Post> {
    let word = name.checked_sub(1).filter(|index| *index > first && scene.word(*index) == "атынан")?;
    let found = scene
        .near(word)
        .iter()
        .find(|one| one.tokens.end <= word && one.tokens.end + 3 > word && one.tokens.start >= first)
        .map(|found| (scene.name_of(found), found.tokens.start));
    // «…» басқарма төрағалығы атынан: what stands in quotation marks, though no type word follows it.
    let text = scene.reader.text;
    let in_marks = || {
        let mark = (first..word).rev().take(4).find(|index| scene.reader.is_in_marks(*index))?;
        let quotation = text.quotations[text.quotation_at(text.tokens[mark].span.start)?];
        Some((text.slice(quotation.inner).to_owned(), text.tokens_in(quotation.span).start))
    };
    let (organisation, start) = found.or_else(in_marks)?;
    Some(Post {
        role: Some("өкіл".to_owned()),
        organisation: Some(organisation),
        tokens: start..name,
        ..Post::default()
    })
}

/// ««Береке» қорынан келген Асан Үсенов»: the body from which somebody came, though not as what.
pub(super) fn came_from(scene: &Scene<'_>, first: usize, name: usize) -> Option<Post> {
    let word = name.checked_sub(1).filter(|index| *index > first)?;
    if !matches!(scene.word(word), "келген" | "қосылған" | "қатысқан") {
        return None;
    }
    let is_from =
        ["нан", "нен", "тан", "тен", "дан", "ден"].iter().any(|end| scene.word(word - 1).ends_with(end));
    let body = scene.near(word - 1).iter().find(|one| one.tokens.end == word && one.tokens.start >= first)?;
    is_from.then(|| Post {
        organisation: Some(scene.name_of(body)),
        tokens: body.tokens.start..name,
        ..Post::default()
    })
}
