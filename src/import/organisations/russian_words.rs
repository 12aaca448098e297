//! Which Russian words belong to an organisation's name behind its type word, by their form and their neighbours.

use super::Reader;
use super::place::{is_capital, is_russian_area};
use super::words::{HeadMatch, RussianHead};
use crate::import::nominative::capitalised;
use crate::import::nominative::russian::is_verb;
use crate::import::text::Token;
use crate::vocabulary::OrganisationKind;

/// How many adjectives a name may have before its type word.
const MOST_ADJECTIVES: usize = 4;

/// Where a name begins before its type word, and whether what stands there says of which place the body is, or is
/// the beginning of a university's own name.
pub(super) fn name_start(
    reader: &Reader<'_>,
    first: usize,
    head: &HeadMatch<&'static RussianHead>,
) -> (usize, bool) {
    let text = reader.text;
    let is_of_learning =
        ["university", "institute"].iter().any(|kind| head.head.kind == OrganisationKind::from_id(kind));
    let is_of_people = ["centre", "ethnocultural-association", "ethnocultural-centre"]
        .iter()
        .any(|kind| head.head.kind == OrganisationKind::from_id(kind));
    let mut start = head.start;
    let mut is_anchored = false;
    while start > first && head.start - start < MOST_ADJECTIVES {
        let before = start - 1;
        let token = &text.tokens[before];
        let lower = token.lower.as_str();
        if reader.is_in_marks(before) {
            break;
        }
        if is_russian_area(text, token) && !lower.starts_with("советск") {
            is_anchored = true;
        } else if head.head.is_legal || head.is_short || !is_adjective(lower) {
            break;
        } else if is_of_learning && before > first && is_capital(text, token) {
            // «Восточного технического университета»
            is_anchored = true;
        } else if is_of_people && ["ск", "цк"].iter().any(|end| stem_of(lower).ends_with(end)) {
            // «немецкого культурного центра»
        } else if is_of_learning && is_capital(text, token) && !is_of_any(lower) {
            // A sentence's first word has a capital letter anyway.
        } else if !reader.words.russian.describing.iter().any(|stem| is_form_of(lower, stem)) {
            break;
        }
        start = before;
    }
    (start, is_anchored)
}

const ADJECTIVE_ENDINGS: &[&str] = &[
    "ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ое", "ее", "ая", "яя", "ую", "юю",
    "ей",
];

/// «новый университет» is any.
fn is_of_any(lower: &str) -> bool {
    ["нов", "наш", "перв", "больш", "кажд", "друг", "ведущ", "местн"]
        .iter()
        .any(|stem| lower.starts_with(stem))
}

/// Whether a word ends as an adjective in the singular does.
pub(super) fn is_adjective(lower: &str) -> bool {
    lower.chars().count() > 4 && ADJECTIVE_ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// An adjective without its ending.
fn stem_of(lower: &str) -> &str {
    ADJECTIVE_ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(lower)
}

fn is_form_of(lower: &str, stem: &str) -> bool {
    lower.strip_prefix(stem).is_some_and(|ending| ADJECTIVE_ENDINGS.contains(&ending))
}

/// Whether a token's sentence is written in capitals throughout: a caption or a headline.
pub(super) fn is_line_in_capitals(reader: &Reader<'_>, token: usize) -> bool {
    /// No headline has more words and signs; and each of them may be asked about.
    const LONGEST: usize = 80;
    let text = reader.text;
    let sentence = reader.sentence_start(token)..reader.sentence_end(token);
    if sentence.len() > LONGEST {
        return false;
    }
    let words = text.tokens[sentence].iter().filter(|token| token.is_word());
    words.clone().count() > 2
        && words.into_iter().all(|token| !text.slice(token.span).contains(char::is_lowercase))
}

/// A name from a line in capitals as it is written elsewhere.
pub(super) fn in_small_letters(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_of_place = |index: usize| {
        words[index].starts_with("казахстан")
            || (["ской", "ского", "ская", "ский"].iter().any(|ending| words[index].ends_with(ending))
                && words
                    .get(index + 1)
                    .is_some_and(|next| ["област", "район"].iter().any(|level| next.starts_with(level))))
            || (index > 0 && matches!(words[index - 1], "города" | "г.") && words[index].chars().count() > 2)
    };
    let written = words.iter().enumerate().map(|(index, word)| match *word {
        "рк" => "РК".to_owned(),
        word if index == 0 || is_of_place(index) => capitalised(word),
        word => word.to_owned(),
    });
    written.collect::<Vec<_>>().join(" ")
}

/// «волонтёров», «юристов»: people in the genitive plural are those whom a body is of, and nobody's post.
pub(super) fn is_of_people(reader: &Reader<'_>, lower: &str) -> bool {
    const OFFICIALS: &[&str] = &[
        "руковод",
        "начальн",
        "директор",
        "заместит",
        "зам",
        "депутат",
        "аким",
        "председат",
        "министр",
        "секретар",
    ];
    ["ов", "ев", "ей"].iter().any(|ending| lower.ends_with(ending))
        && !OFFICIALS.iter().any(|stem| lower.starts_with(stem))
        && reader.roles.russian_form(lower).is_some_and(|form| form.is_plural)
}

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
        "ств", "ив", "иц", "анок", "янок",
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
        "граждан",
        "юга",
        "дорог",
        "автодорог",
    ];
    let is_genitive = lower.chars().count() > 3
        && !is_verb(lower)
        && !is_short_participle(reader, lower)
        && !reader.is_russian_role(lower)
        && ENDINGS.iter().any(|ending| lower.ends_with(ending));
    (is_genitive || BARE.contains(&lower)) && !reader.words.russian.not_of_name.contains(lower)
}

/// «разработаны», «созданы», «открыты»: what was done, and not of what a body is.
fn is_short_participle(reader: &Reader<'_>, lower: &str) -> bool {
    let ends = |stem: &str| reader.words.russian.participles.iter().any(|end| stem.ends_with(end));
    // «охраны», «смены», «граждан» are nouns: nothing of the list ends them.
    ["", "а", "о", "ы"]
        .iter()
        .any(|ending| lower.strip_suffix(ending).is_some_and(|stem| stem.chars().count() > 4 && ends(stem)))
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
    matches!(text.tokens[index].lower.as_str(), "области" | "региона" | "города" | "района") && !goes_on
}

/// Whether a token is what offices are for, in short: «отдел ЖКХ», «департамент по ЧС».
pub(super) fn is_field_in_short(reader: &Reader<'_>, token: &Token) -> bool {
    matches!(reader.text.slice(token.span), "ЖКХ" | "ЧС" | "ЗАГС" | "СМИ" | "НПО")
}

/// Behind which token the name of a village ends that begins with a token: «села Жанасу».
///
/// Two words with capital letters behind it are somebody's name.
pub(super) fn village_end(reader: &Reader<'_>, start: usize, limit: usize) -> Option<usize> {
    let text = reader.text;
    let is_village = matches!(text.tokens[start].lower.as_str(), "села" | "аула" | "поселка" | "посёлка");
    let is_name = |index: usize| {
        index < limit
            && text
                .tokens
                .get(index)
                .is_some_and(|token| is_capital(text, token) && token.lower.chars().count() > 2)
    };
    let names = (start + 1..start + 5).take_while(|index| is_name(*index)).count();
    (is_village && matches!(names, 1 | 3)).then_some(start + 2)
}
