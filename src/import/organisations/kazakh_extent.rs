//! How far a Kazakh name without quotation marks reaches to the left of its type word.

use super::Reader;
use super::place::{self, is_capital, is_in_capitals};
use super::words::{Bare, HeadMatch, KazakhHead};
use crate::import::nominative::kazakh::is_without_case;
use crate::import::nominative::{Case, Form, has_surname_ending, is_patronymic};

/// How many words a name may have before its type word.
pub(super) const LONGEST: usize = 10;

/// What the words before a type word say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extent {
    pub(super) start: usize,
    /// A word of level, with or without a name before it.
    pub(super) level: Option<usize>,
    /// The name of a place, or of the country.
    pub(super) has_place: bool,
    /// A capital letter in the middle of a sentence.
    pub(super) has_capital: bool,
}

/// The words that belong to a type word and stand before it in its sentence, which begins with `first`.
pub(super) fn extend_left(
    reader: &Reader<'_>,
    first: usize,
    head: &HeadMatch<&'static KazakhHead>,
    taken: &[bool],
) -> Extent {
    let words = &reader.words.kazakh;
    // «Қазақстан халқы Ассамблеясы» is whole: only of which place it is can stand before it.
    let is_whole =
        head.head.bare == Bare::Whole || words.countries.contains(&reader.text.tokens[head.start].lower);
    let is_section = is_section(head);
    let (text, bare, head) = (reader.text, head.head.bare, head.start);
    let begins_with_capital = matches!(bare, Bare::Capital | Bare::Name | Bare::Spoken);
    let mut extent = Extent { start: head, ..Extent::default() };
    let mut at = head;
    while at > first && head - at < LONGEST {
        let before = at - 1;
        let token = &text.tokens[before];
        if taken[before] || reader.is_in_marks(before) {
            break;
        }
        if legal_form_before(reader, first, at, taken).is_some() {
            break;
        }
        if !token.is_word() {
            let is_list = bare == Bare::Words
                && token.is_sign(",")
                && words.departments.contains(&text.tokens[at].lower)
                && before > first
                && words.departments.contains(&text.tokens[before - 1].lower);
            if !is_list {
                break;
            }
            at = before;
            continue;
        }
        if token.lower == "атындағы"
            && let Some(start) = namesake_start(reader, first, before)
        {
            extent.start = start;
            extent.has_place = true;
            break;
        }
        // «Қостанай облысы бойынша … департаменті»
        if token.lower == "бойынша" && bare == Bare::Words && at == head {
            if let Some(start) = committee_start(reader, first, before, taken) {
                extent.start = start;
                extent.has_place = true;
            }
            break;
        }
        if token.lower == "бойынша" && bare == Bare::Words && extent.start == at && at < head {
            if let Some(start) = placed_level(reader, first, before) {
                extent.start = start;
                extent.has_place = true;
            }
            break;
        }
        if is_section && let Some(start) = owner_start(reader, first, before) {
            extent.start = start;
            extent.has_place = true;
            break;
        }
        // «қала құрылысы» is what a department is for.
        let is_field = token.lower == "қала" && text.tokens[at].lower == "құрылысы";
        if words.levels.contains(&token.lower) && !is_field {
            extent.start = place::kazakh_start(text, first, before);
            extent.has_place = extent.start < before;
            extent.level = Some(before);
            // «Ш.Асанов атындағы облыстық кітапхана»
            let link = before.checked_sub(1).filter(|link| *link > first && extent.start == before);
            if let Some(link) = link.filter(|link| text.tokens[*link].lower == "атындағы")
                && let Some(start) = namesake_start(reader, first, link)
            {
                extent.start = start;
                extent.has_place = true;
            }
            break;
        }
        let is_upper = is_capital(text, token);
        if words.countries.contains(&token.lower) && is_upper {
            extent.start = before;
            extent.has_place = true;
        } else if is_in_capitals(text, token) && place::is_known(text.slice(token.span)) {
            extent.start = before;
            extent.has_place = true;
            break;
        } else if extent.has_place || (is_whole && !(is_upper && place::is_known(&token.lower))) {
            break;
        } else if words.joins.contains(&token.lower) {
            // Counts only if a word of the name stands before it.
            let is_name = before > first && words.departments.contains(&text.tokens[before - 1].lower);
            if !is_name && (!begins_with_capital || joins_another(reader, first, before)) {
                break;
            }
        } else if words.departments.contains(&token.lower) && (bare == Bare::Words || begins_with_capital) {
            if bare == Bare::Words || is_upper {
                extent.start = before;
            }
            extent.has_capital |= is_upper && before > first;
        } else if at == head && is_of_members(reader, before, head) {
            // «ҚР Суретшілер одағы»
            if is_upper && before > first {
                extent.start = before;
                extent.has_capital = true;
            }
        } else if is_object_of_name(reader, first, before, head) {
            // The word that describes it decides whether a name begins there.
            if is_upper {
                extent.start = before;
                extent.has_capital = true;
            }
        } else if is_object_of_name(reader, first, at, head)
            && (has_surname_ending(&token.lower) || is_patronymic(&token.lower))
        {
            // «Айгүл Садықова Оқушыларды оқыту орталығын ашты»
            break;
        } else if is_upper && is_surname(reader, first, before) {
            // «Айгүл Садықова дағдарыс орталығын ашты»
            break;
        } else if is_upper && before > first && (is_without_case(&token.lower) || is_town(&token.lower)) {
            extent.start = before;
            extent.has_capital = true;
        } else if !is_without_case(&token.lower)
            || is_upper
            || reader.is_kazakh_role(&token.lower)
            || (extent.has_capital && is_plural_possessive(&token.lower))
        {
            break;
        }
        at = before;
    }
    // «Қазақстан халқы Қостанай Ассамблеясы», «Қазақстан халқы облыстық Ассамблеясы»
    let is_assembly = text.tokens[head].lower.starts_with("ассамблея");
    if let Some(people) = extent.start.checked_sub(2).filter(|people| *people >= first && is_assembly)
        && !taken[people]
        && text.tokens[people].lower == "қазақстан"
        && matches!(text.tokens[people + 1].lower.as_str(), "халқы" | "халықтары")
    {
        extent.start = people;
        extent.has_place = true;
    }
    extent
}

/// Whether a type word is a section's: «бөлімі».
pub(super) fn is_section(head: &HeadMatch<&'static KazakhHead>) -> bool {
    head.head.noun.possessive == "бөлімі"
}

/// Where a place begins that has its level behind it and ends before a token: «Қостанай облысы».
fn placed_level(reader: &Reader<'_>, first: usize, end: usize) -> Option<usize> {
    let level = end.checked_sub(1).filter(|level| *level > first)?;
    let is_level = reader.words.kazakh.levels.contains(&reader.text.tokens[level].lower);
    Some(place::kazakh_start(reader.text, first, level)).filter(|start| is_level && *start < level)
}

/// «Қарағанды»: a town whose name ends as a case does.
fn is_town(lower: &str) -> bool {
    place::is_known(lower)
}

/// Where the committee begins whose department for a place it is: «… комитетінің облыс бойынша департаменті».
///
/// Without the committee the rest is the name of none.
fn committee_start(reader: &Reader<'_>, first: usize, link: usize, taken: &[bool]) -> Option<usize> {
    let text = reader.text;
    let level = link.checked_sub(1).filter(|level| *level > first)?;
    reader.words.kazakh.levels.contains(&text.tokens[level].lower).then_some(())?;
    let place = place::kazakh_start(text, first, level);
    let last = place.checked_sub(1).filter(|last| *last > first)?;
    let head = reader.words.kazakh_head(&text.tokens, text.source, first, last)?;
    let is_committee =
        head.head.noun.possessive == "комитеті" && head.form == Form::Possessive(Case::Genitive);
    let extent = is_committee.then(|| extend_left(reader, first, &head, taken))?;
    (extent.start < head.start).then_some(extent.start)
}

/// Where it begins whose a section is, which ends with a token: «қаланың», «қала әкімдігінің», «Абай ауданы әкімдігі».
fn owner_start(reader: &Reader<'_>, first: usize, last: usize) -> Option<usize> {
    let (tokens, words) = (&reader.text.tokens, &reader.words.kazakh);
    if words.owners.contains(&tokens[last].lower) {
        return Some(last);
    }
    let is_office = matches!(tokens[last].lower.as_str(), "әкімдігі" | "әкімдігінің");
    let level = last.checked_sub(1).filter(|level| is_office && *level >= first)?;
    words.levels.contains(&tokens[level].lower).then(|| place::kazakh_start(reader.text, first, level))
}

/// Whether a section has a place, and nothing but what it is for behind it: any other word makes it somebody's own.
pub(super) fn is_whole_section(
    reader: &Reader<'_>,
    head: &HeadMatch<&'static KazakhHead>,
    extent: Extent,
) -> bool {
    let (tokens, words) = (&reader.text.tokens, &reader.words.kazakh);
    let is_of_name = |index: usize| {
        words.departments.contains(&tokens[index].lower)
            || tokens[index].is_sign(",")
            || words.joins.contains(&tokens[index].lower)
            || reader.is_link_of_work(&tokens[index].lower)
    };
    // What it is for stands right before the type word, and right behind the place.
    let fields = (extent.start..head.start).rev().take_while(|index| is_of_name(*index)).count();
    let place_end = head.start - fields;
    matches!(head.form, Form::Possessive(_))
        && fields > 0
        && extent.level.map_or(extent.has_place, |level| level + 1 >= place_end)
}

/// «монополияларды реттеу департаменті»: what the department does something to is missing from its name.
pub(super) fn lacks_object(reader: &Reader<'_>, first: usize, extent: Extent) -> bool {
    const ACCUSATIVE: &[&str] = &["ды", "ді", "ты", "ті", "ны", "ні", "ын", "ін"];
    let tokens = &reader.text.tokens;
    let before = extent.start.checked_sub(1).filter(|before| *before >= first && tokens[*before].is_word());
    extent.level != Some(extent.start)
        && tokens[extent.start].lower.ends_with('у')
        && reader.words.kazakh.departments.contains(&tokens[extent.start].lower)
        && before.is_some_and(|before| ACCUSATIVE.iter().any(|ending| tokens[before].lower.ends_with(ending)))
}

/// The abbreviation of a legal form that ends right before a name and is no part of it: «КЕАҚ Бастамаларды қолдау
/// орталығы».
pub(super) fn legal_form_before(
    reader: &Reader<'_>,
    first: usize,
    name: usize,
    taken: &[bool],
) -> Option<HeadMatch<&'static KazakhHead>> {
    let text = reader.text;
    let before = name.checked_sub(1).filter(|before| *before >= first && !taken[*before])?;
    let is_form = is_in_capitals(text, &text.tokens[before]) && !reader.is_in_marks(before);
    let head = reader.words.kazakh_head(&text.tokens, text.source, first, before).filter(|_| is_form)?;
    (head.is_short && head.head.is_legal && head.form == Form::Possessive(Case::Nominative)).then_some(head)
}

/// Whether a word ends a person's name: a surname behind another word with a capital letter.
///
/// «Алтын» and the like end as some surnames do.
fn is_surname(reader: &Reader<'_>, first: usize, index: usize) -> bool {
    let tokens = &reader.text.tokens;
    let lower = tokens[index].lower.as_str();
    let is_behind_name = || {
        let before = index.checked_sub(1).filter(|before| *before >= first);
        before.is_some_and(|before| is_capital(reader.text, &tokens[before]))
    };
    (has_surname_ending(lower) || is_patronymic(lower)) && !lower.ends_with("ын") && is_behind_name()
}

/// «Суретшілер одағы», «жасөспірімдер кітапханасы»: who the members of a union are, or who comes to a house, stands in
/// the plural.
fn is_of_members(reader: &Reader<'_>, index: usize, head: usize) -> bool {
    const UNIONS: &[&str] = &["одағы", "қауымдастығы", "лигасы", "кітапхана", "мектеб"];
    let tokens = &reader.text.tokens;
    UNIONS.iter().any(|union| tokens[head].lower.starts_with(union))
        && ["лар", "лер", "дар", "дер", "тар", "тер"]
            .iter()
            .any(|ending| tokens[index].lower.ends_with(ending))
}

/// What a body does something for, inside its name: «Азаматтық бастамаларды қолдау орталығы».
///
/// A verbal noun follows it, and it has a capital letter, or a word with one describes it: else it is the object of
/// what somebody does.
fn is_object_of_name(reader: &Reader<'_>, first: usize, index: usize, head: usize) -> bool {
    const ACCUSATIVE: &[&str] =
        &["ларды", "лерді", "дарды", "дерді", "тарды", "терді", "сын", "сін", "ын", "ін"];
    const ADJECTIVE: &[&str] = &["лық", "лік", "дық", "дік", "тық", "тік"];
    let text = reader.text;
    let ends = |index: usize, endings: &[&str]| {
        endings.iter().any(|ending| text.tokens[index].lower.ends_with(ending))
    };
    let has_capital = |index: usize| index > first && is_capital(text, &text.tokens[index]);
    let is_described =
        || index.checked_sub(1).is_some_and(|before| has_capital(before) && ends(before, ADJECTIVE));
    index + 1 < head
        && text.tokens[index + 1].lower.ends_with(['у', 'ю'])
        && ends(index, ACCUSATIVE)
        && (has_capital(index) || is_described())
}

/// «орталықтары»: before a name that has begun it is what belongs to somebody, and no part of the name.
fn is_plural_possessive(lower: &str) -> bool {
    ["лары", "лері", "дары", "дері", "тары", "тері"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether a word that joins, «және», stands behind a person or behind another body: what follows is a new name then.
fn joins_another(reader: &Reader<'_>, first: usize, join: usize) -> bool {
    let text = reader.text;
    let Some(last) = join.checked_sub(1).filter(|last| *last >= first) else { return false };
    if reader.words.kazakh_head(&text.tokens, text.source, first, last).is_some() {
        return true;
    }
    let capitals = (first..join).rev().take_while(|index| is_capital(text, &text.tokens[*index])).count();
    let before = (join - capitals).checked_sub(1).filter(|before| *before >= first);
    let lower = text.tokens[last].lower.as_str();
    let is_behind_initial = before.is_some_and(|before| text.tokens[before].is_sign("."));
    let is_behind_role = before.is_some_and(|before| reader.is_kazakh_role(&text.tokens[before].lower));
    match capitals {
        0 => false,
        1 => is_behind_initial,
        _ => is_behind_initial || is_behind_role || has_surname_ending(lower) || is_patronymic(lower),
    }
}

/// Where the name begins that a body is called after: «С.Асанов атындағы … университеті».
pub(super) fn namesake_start(reader: &Reader<'_>, first: usize, link: usize) -> Option<usize> {
    let tokens = &reader.text.tokens;
    let mut start = link;
    while start > first && link - start < 5 {
        let token = &tokens[start - 1];
        let is_initial_stop =
            token.is_sign(".") && start > first + 1 && tokens[start - 2].lower.chars().count() == 1;
        // A sentence's first word has a capital letter whatever it is.
        let is_first_word = start - 1 == first && link - start > 1 && token.lower.chars().count() > 1;
        if is_first_word || (!is_initial_stop && !is_capital(reader.text, token)) {
            break;
        }
        start -= 1;
    }
    (start < link).then_some(start)
}
