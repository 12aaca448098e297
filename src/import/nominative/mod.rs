//! Taking case endings off: Kazakh and Russian words, and the names of persons.
//!
//! Kazakh endings are glued to the last word of a phrase, so taking them off is cutting ([`kazakh`]); Russian ones
//! change every word of it, so the forms of a known word are made and compared ([`russian`]). Which words belong to a
//! phrase is left to the readers of organisations and people.

pub(in crate::import) mod kazakh;
pub(in crate::import) mod russian;

/// A grammatical case, as far as a reader wants to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Case {
    /// Who or what.
    Nominative,
    /// Whose.
    Genitive,
    /// To whom.
    Dative,
    /// Whom or what.
    Accusative,
    /// Where; in Russian the prepositional.
    Locative,
    /// From where; Kazakh alone.
    Ablative,
    /// With whom, by whom.
    Instrumental,
}

/// What a word of a phrase is like before its case ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Form {
    /// «басқармасы»: somebody's.
    Possessive(Case),
    /// «басқарма».
    Bare(Case),
    /// «басқармалары», «басқармалар»: several.
    Plural,
}

/// Whether a surname ends as most surnames do: what stands there is hardly a word of another sort.
pub(in crate::import) fn has_surname_ending(lower: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ов",
        "ев",
        "ова",
        "ева",
        "ин",
        "ина",
        "ын",
        "ына",
        "ский",
        "ская",
        "цкий",
        "цкая",
        "ской",
        "енко",
        "чук",
        "чик",
        "юк",
        "ич",
        "ян",
        "ко",
        "швили",
        "бек",
        "бай",
        "баев",
        "хан",
        "ұлы",
        "қызы",
        "улы",
        "кызы",
        "uly",
        "qyzy",
        "kyzy",
        "ov",
        "ev",
        "ova",
        "eva",
        "yev",
        "ғали",
        "ғазы",
        "тегі",
        "гали",
        "ев",
        "жан",
        "тай",
        "беков",
    ];
    let is_long = |ending: &str| lower.len() >= ending.len() + if lower.is_ascii() { 3 } else { 4 };
    ENDINGS.iter().any(|ending| is_long(ending) && lower.ends_with(ending))
}

/// Whether a word is a patronymic.
pub(in crate::import) fn is_patronymic(lower: &str) -> bool {
    const ENDINGS: &[&str] =
        &["ұлы", "қызы", "улы", "кызы", "ович", "евич", "овна", "евна", "ична", "ильич", "қызының", "ұлының"];
    if is_oblique_patronymic(lower).is_some() {
        return true;
    }
    ENDINGS.iter().any(|ending| lower.len() >= ending.len() + 6 && lower.ends_with(ending))
}

/// Whether a word is a Russian patronymic in an oblique case, and then whether it is a woman's.
pub(in crate::import) fn is_oblique_patronymic(lower: &str) -> Option<bool> {
    let ends = |stems: [&str; 2], endings: &[&str]| {
        stems.iter().any(|stem| {
            endings.iter().any(|ending| lower.len() > 14 && lower.ends_with(&format!("{stem}{ending}")))
        })
    };
    if ends(["овн", "евн"], &["ы", "е", "у", "ой"]) {
        return Some(true);
    }
    ends(["ович", "евич"], &["а", "у", "ем", "е"]).then_some(false)
}

/// A word of the text without so many letters at its end.
pub(in crate::import) fn cut(word: &str, letters: usize) -> &str {
    let mut rest = word;
    for _ in 0..letters {
        rest = rest.char_indices().next_back().map_or("", |(at, _)| &rest[..at]);
    }
    rest.trim_end_matches(['-', '\u{2010}', '\u{2011}'])
}

/// A word with a capital first letter and small others.
pub(in crate::import) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + &letters.as_str().to_lowercase(),
        None => String::new(),
    }
}

pub(in crate::import) const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'ә' | 'е' | 'и' | 'о' | 'ө' | 'у' | 'ұ' | 'ү' | 'ы' | 'і' | 'э' | 'ю' | 'я')
}
