//! Who was chosen or invited as something in Russian sentences: the post stands before a verb, the name behind it.

use super::russian_post::{is_of_organisation, post};
use super::{Post, Scene};
use crate::import::nominative::Case;

/// «модератором стал Асан Усенов», «председателем избрана Асель Усенова», «спикерами выступили …», «в качестве эксперта
/// приглашена …», «секретарём избрали Асана Усенова».
pub(super) fn chosen(scene: &Scene<'_>, first: usize, name: usize) -> Option<Post> {
    const LINKS: &[&str] = &[
        "стал",
        "стала",
        "выступил",
        "выступила",
        "является",
        "избран",
        "избрана",
        "назначен",
        "назначена",
        "был",
        "была",
        "приглашен",
        "приглашена",
    ];
    const OF_SEVERAL: &[&str] =
        &["стали", "выступили", "являются", "избраны", "назначены", "были", "приглашены"];
    const OTHERS_DID: &[&str] = &["избрали", "назначили", "утвердили", "выбрали"];
    const HOW: &[&str] =
        &["единогласно", "единодушно", "вновь", "снова", "официально", "также", "впервые", "повторно"];
    let mut link = name.checked_sub(1).filter(|link| *link > first)?;
    let is_of_several = OF_SEVERAL.contains(&scene.word(link));
    let is_done = OTHERS_DID.contains(&scene.word(link));
    if !(is_of_several || is_done || LINKS.contains(&scene.word(link))) {
        return None;
    }
    // «единогласно был избран»
    while link > first + 1 && (LINKS.contains(&scene.word(link - 1)) || HOW.contains(&scene.word(link - 1))) {
        link -= 1;
    }
    let noun = (first.max(link.saturating_sub(8))..link).rev().find(|index| {
        let form = scene.roles.russian_form(scene.word(*index));
        // «в качестве эксперта», «в качестве главного эксперта»
        let is_as = || (1..=2).any(|back| *index >= first + back && scene.word(*index - back) == "качестве");
        form.is_some_and(|form| {
            form.is_plural == is_of_several
                && (form.case == Case::Instrumental || (form.case == Case::Genitive && is_as()))
        })
    })?;
    let is_between = (noun + 1..link).all(|index| {
        scene.reader.is_in_marks(index)
            || scene.found_at(index).is_some()
            || is_of_organisation(scene, index)
            || scene.word(index).starts_with("котор")
    });
    let end = (noun + 1..link).find(|index| scene.word(*index).starts_with("котор")).unwrap_or(link);
    is_between.then(|| Post {
        // Whom others chose stands in the accusative, which looks so.
        case: Some(if is_done { Case::Genitive } else { Case::Nominative }),
        tokens: noun..name,
        ..post(scene, first, noun, end)
    })
}
