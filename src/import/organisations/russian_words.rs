//! Which Russian words belong to an organisation's name behind its type word, by their form and their neighbours.

use super::Reader;
use super::place::{is_capital, is_russian_area};
use crate::import::nominative::russian::is_verb;

/// Whether the name of another body begins with a token: «прокуратуры», «областной прокуратуры».
pub(super) fn begins_another(reader: &Reader<'_>, index: usize, limit: usize) -> bool {
    let text = reader.text;
    let is_head = |index: usize| {
        index < limit && reader.words.russian_head(&text.tokens, text.source, index, limit).is_some()
    };
    is_head(index) || (is_russian_area(text, &text.tokens[index]) && is_head(index + 1))
}

/// Whether a list of words in the genitive comes to an «и» before anything else stands there.
pub(super) fn list_ends_with_and(reader: &Reader<'_>, from: usize, limit: usize) -> bool {
    reader.text.tokens[from..limit.min(from + 6)]
        .iter()
        .take_while(|token| token.is_sign(",") || token.lower == "и" || looks_genitive(reader, &token.lower))
        .any(|token| token.lower == "и")
}

/// Whether a Russian word may be a genitive, and is no verb.
pub(super) fn looks_genitive(reader: &Reader<'_>, lower: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ия", "ии", "ий", "ого", "его", "ой", "ей", "ых", "их", "ов", "ев", "ы", "и", "а", "я", "тей", "ин",
        "ств", "ив", "ниц",
    ];
    // Plurals without an ending, as departments have them in their names.
    const BARE: &[&str] = &[
        "дел",
        "мер",
        "прав",
        "сил",
        "услуг",
        "программ",
        "закупок",
        "реформ",
        "выплат",
        "льгот",
        "семей",
        "школ",
        "работ",
        "наук",
        "средств",
        "границ",
        "норм",
        "земель",
        "инициатив",
    ];
    let is_genitive = lower.chars().count() > 3
        && !is_verb(lower)
        && !reader.is_russian_role(lower)
        && ENDINGS.iter().any(|ending| lower.ends_with(ending));
    (is_genitive || BARE.contains(&lower)) && !reader.words.russian.not_of_name.contains(lower)
}

/// Whether a Russian word may be an adjective in the genitive plural: «внутренних», «государственных».
pub(super) fn is_plural_adjective(lower: &str) -> bool {
    lower.chars().count() > 4 && (lower.ends_with("ых") || lower.ends_with("их"))
}

/// Whether a word must be what the adjective before it describes: «социальных программ», «молодых юристов».
///
/// Such plurals often have no ending, so that nothing but the adjective shows what they are.
pub(super) fn is_described(reader: &Reader<'_>, index: usize) -> bool {
    const IN_CAPITALS: &[&str] = &["НПО", "НКО", "СМИ"];
    let text = reader.text;
    let token = &text.tokens[index];
    let lower = token.lower.as_str();
    let is_noun = if is_capital(text, token) {
        IN_CAPITALS.contains(&text.slice(token.span))
    } else {
        let is_role = reader.roles.russian_form(lower).is_some_and(|form| !form.is_plural);
        let ends =
            |letter: char| !matches!(letter, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'ь');
        lower.chars().count() > 3
            && lower.ends_with(ends)
            && !is_role
            && !is_verb(lower)
            && !matches!(lower, "через" | "перед")
            && !reader.words.russian.not_of_name.contains(lower)
    };
    is_noun && is_plural_adjective(&text.tokens[index - 1].lower)
}

/// Whether a name seems to be cut behind an adjective; some adjectives are nouns.
pub(super) fn ends_in_adjective(lower: &str) -> bool {
    const NOUNS: &[&str] = &[
        "данных",
        "животных",
        "рабочих",
        "слепых",
        "глухих",
        "незрячих",
        "слабослышащих",
        "верующих",
        "одаренных",
        "пострадавших",
        "пожилых",
        "ученых",
        "уполномоченных",
        "осужденных",
        "малоимущих",
        "малообеспеченных",
        "нуждающихся",
        "учащихся",
        "служащих",
        "трудящихся",
        "военнослужащих",
        "близких",
        "родных",
    ];
    is_plural_adjective(lower) && !NOUNS.contains(&lower)
}

/// Whether a token is a word of level without a name: «… области», and not «… области права».
pub(super) fn is_bare_level(reader: &Reader<'_>, index: usize, limit: usize) -> bool {
    let text = reader.text;
    let goes_on = text.tokens.get(index + 1).filter(|_| index + 1 < limit).is_some_and(|next| {
        let is_namesake = matches!(next.lower.as_str(), "имени" | "им");
        let is_small = next.is_word() && !is_capital(text, next);
        is_namesake || (is_small && looks_genitive(reader, &next.lower))
    });
    matches!(text.tokens[index].lower.as_str(), "области" | "города" | "района") && !goes_on
}
