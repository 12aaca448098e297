//! Organisations in Kazakh sentences: what stands in quotation marks before a type word, and phrases that end in one.

use std::ops::Range;

use super::kazakh_extent::{
    Extent, LONGEST, extend_left, is_section, is_whole_section, lacks_object, legal_form_before,
};
use super::kazakh_houses::{has_speaker, is_own_house};
use super::kazakh_numbered::{numbered, universities};
use super::kazakh_unnamed::{is_none_in_particular, is_people_before, is_spoken_for};
use super::place::{self, is_capital, is_in_capitals};
use super::words::{Bare, HeadMatch, KazakhHead};
use super::{Found, Reader, UNSURE, case_of};
use crate::import::nominative::kazakh::is_without_case;
use crate::import::nominative::{Case, Form, cut};
use crate::import::text::{Quotation, Token, TokenKind};
use crate::vocabulary::OrganisationKind;

/// How many words behind a closing quotation mark a type word may stand.
const REACH: usize = 4;

type Head = HeadMatch<&'static KazakhHead>;

/// Finds the organisations of a Kazakh text.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut found: Vec<Found> =
        (0..reader.text.quotations.len()).filter_map(|index| quoted(reader, index)).collect();
    found.extend(numbered(reader));
    found.extend(universities(reader));
    found.sort_by_key(|one| one.tokens.start);
    let mut taken = vec![false; reader.text.tokens.len()];
    for one in &found {
        taken[one.tokens.clone()].fill(true);
    }
    for sentence in &reader.text.sentences {
        unquoted(reader, sentence.tokens.clone(), &taken, &mut found);
    }
    found
}

/// An organisation whose name stands in quotation marks.
fn quoted(reader: &Reader<'_>, index: usize) -> Option<Found> {
    let text = reader.text;
    let quotation = text.quotations[index];
    let inner = text.tokens_in(quotation.inner);
    let marks = text.tokens_in(quotation.span);
    let words = text.tokens[inner.clone()].iter().filter(|token| token.is_word()).count();
    if words == 0 || words > LONGEST {
        return None;
    }
    // «… бюджет туралы» is a decision's title.
    if text.tokens[inner.clone()].last().is_some_and(|last| last.lower == "туралы") {
        return None;
    }
    let limit = reader.sentence_end(marks.end.saturating_sub(1));
    let own = own_head(reader, inner.clone());
    let name_in_marks = text.slice(quotation.inner);
    if let Some((heads, from)) = heads_behind(reader, index, limit) {
        let last = heads.last()?;
        let form = last.form;
        if last.head.bare == Bare::Spoken && !has_speaker(reader, last, limit) {
            return None;
        }
        let name = name_with(reader, name_in_marks, own, &heads, from);
        let end = if last.start < marks.end { marks.end } else { last.end };
        let mut one =
            reader.found(marks.start..end, &name, last.head.kind, case_of(form), "type-word-behind", 92);
        // «облыстық «X» партиясы филиалының»: of which place the branch is the name does not say; it speaks for all.
        if let [party, branch] = heads.as_slice()
            && party.head.kind == OrganisationKind::from_id("party")
            && branch.head.kind == OrganisationKind::from_id("branch")
            && party.form == Form::Possessive(Case::Nominative)
            && party.end == branch.start
        {
            let one = reader.found(
                marks.start..end,
                name_in_marks,
                party.head.kind,
                case_of(form),
                "type-word-behind",
                85,
            );
            return Some(one);
        }
        if last.head.kind == OrganisationKind::from_id("branch") {
            one.kind = OrganisationKind::from_id("party-branch")
                .filter(|_| heads.iter().any(|head| head.head.kind == OrganisationKind::from_id("party")))
                .or(one.kind);
        }
        return Some(one);
    }
    if text.tokens.get(marks.end).filter(|_| marks.end < limit).is_some_and(|next| {
        reader.words.kazakh.not_behind.contains(&next.lower) || next.lower.starts_with("форум")
    }) {
        return None;
    }
    // КЕАҚ «…», ҚБ «…»: the abbreviation of a legal form before the name.
    if let Some(before) = marks.start.checked_sub(1)
        && is_in_capitals(text, &text.tokens[before])
        && let Some(head) = reader.words.kazakh_head(&text.tokens, text.source, before, before)
        && head.is_short
    {
        let own = own.filter(|own| own.head.kind == head.head.kind);
        let name = without_form(reader, inner, own).unwrap_or(name_in_marks).to_owned();
        return Some(reader.found(
            before..marks.end,
            &name,
            head.head.kind,
            Case::Nominative,
            "type-word-before",
            90,
        ));
    }
    // «… альянсы» төрағасы, «… орталығы» ашылды: the type word stands inside the marks.
    let own = own?;
    let Form::Possessive(case @ (Case::Nominative | Case::Genitive)) = own.form else { return None };
    if own.start == inner.start && own.head.length() == 1 {
        return None;
    }
    let next = text.tokens.get(marks.end).filter(|_| marks.end < limit);
    let is_followed = next.is_some_and(|next| {
        reader.is_kazakh_role(&next.lower) || reader.words.kazakh.founded_behind.contains(&next.lower)
    });
    // «… альянсының» төрайымы: the ending stands inside as well, before the post that it belongs to.
    let is_posted = next.is_some_and(|next| reader.is_kazakh_role(&next.lower));
    if (case == Case::Genitive && !is_posted) || (!is_followed && !own.head.is_legal) {
        return None;
    }
    let name = cut(name_in_marks, surplus(reader, &own));
    let name = without_form(reader, inner, Some(own)).unwrap_or(name).to_owned();
    Some(reader.found(marks, &name, own.head.kind, case, "type-word-inside", 85))
}

/// How many letters of a type word's last token are the ending of a case.
///
/// They are counted in the token's own letters: in Latin ones the word before them may have more than in Cyrillic.
fn surplus(reader: &Reader<'_>, head: &Head) -> usize {
    let kept = head.head.noun.letters_before_case(head.form);
    let letters = reader.text.tokens[head.end - 1].lower.chars().count();
    kept.map_or(0, |kept| letters.saturating_sub(kept))
}

/// The type word that ends what stands in quotation marks.
fn own_head(reader: &Reader<'_>, inner: Range<usize>) -> Option<Head> {
    let last = inner.end.checked_sub(1).filter(|last| *last >= inner.start)?;
    reader.words.kazakh_head(&reader.text.tokens, reader.text.source, inner.start, last)
}

/// What stands in quotation marks without the legal form at its end.
fn without_form<'a>(reader: &Reader<'a>, inner: Range<usize>, own: Option<Head>) -> Option<&'a str> {
    let head = own.filter(|head| head.head.is_legal && head.start > inner.start)?;
    let tokens = &reader.text.tokens;
    Some(reader.text.slice((tokens[inner.start].span.start..tokens[head.start - 1].span.end).into()))
}

/// The type words behind a quotation, in their order, and the token behind the quotation that they follow.
///
/// «A», «B» және «C» кеңестері: a type word in the plural belongs to each.
fn heads_behind(reader: &Reader<'_>, index: usize, limit: usize) -> Option<(Vec<Head>, usize)> {
    let text = reader.text;
    let mut quotation = text.quotations[index];
    let mut is_list = false;
    // As many members as a list may well have.
    for _ in 0..12 {
        let end = text.tokens_in(quotation.span).end;
        if let Some(heads) = type_phrase(reader, end, limit) {
            let form = heads.last()?.form;
            let is_plural = form == Form::Plural;
            is_list |= is_plural && follows_quotation(reader, text.quotations[index]);
            return (is_plural == is_list).then_some((heads, end));
        }
        let next = text.tokens.get(end).filter(|_| end < limit)?;
        let joins = next.is_sign(",") || reader.words.kazakh.joins.contains(&next.lower);
        let behind = text.tokens.get(end + 1).filter(|_| joins && end + 1 < limit)?;
        let next = text.quotations.partition_point(|other| other.span.start < behind.span.start);
        quotation = *text.quotations.get(next).filter(|other| other.span.start == behind.span.start)?;
        is_list = true;
    }
    None
}

/// «мүгедектер қоғамдық бірлестігі», «еріктілер желісі қоғамдық бірлестігі»: a bare plural right before the type words
/// describes them, also with what it has.
fn is_plural_before_head(reader: &Reader<'_>, index: usize, limit: usize) -> bool {
    let tokens = &reader.text.tokens;
    let is_plural =
        ["лар", "лер", "дар", "дер", "тар", "тер"].iter().any(|ending| tokens[index].lower.ends_with(ending));
    let is_head = |index: usize| {
        index < limit
            && (reader.words.kazakh.head_words.contains(&tokens[index].lower)
                || reader.words.kazakh_head(tokens, reader.text.source, index, index).is_some())
    };
    let has_possession = |index: usize| {
        index + 1 < limit
            && tokens[index].lower.ends_with(['ы', 'і'])
            && is_without_case(&tokens[index].lower)
            && reader.words.kazakh.head_words.contains(&tokens[index + 1].lower)
    };
    is_plural && (is_head(index + 1) || has_possession(index + 1))
}

/// Whether a quotation is a further member of a list: «A», «B» …
fn follows_quotation(reader: &Reader<'_>, quotation: Quotation) -> bool {
    let tokens = &reader.text.tokens;
    let first = reader.text.tokens_in(quotation.span).start;
    let joins = |token: &Token| token.is_sign(",") || reader.words.kazakh.joins.contains(&token.lower);
    first
        .checked_sub(2)
        .is_some_and(|before| joins(&tokens[before + 1]) && tokens[before].kind == TokenKind::Quote)
}

/// The type words that follow within a few words, each in its own right.
fn type_phrase(reader: &Reader<'_>, from: usize, limit: usize) -> Option<Vec<Head>> {
    let text = reader.text;
    let mut heads: Vec<Head> = Vec::new();
    let mut reach = from + REACH;
    let mut at = from;
    while at < limit.min(reach + 1) {
        let token = &text.tokens[at];
        let is_thing = reader.words.kazakh.not_behind.contains(&token.lower);
        if !token.is_word() || (is_thing && !is_spoken_for(reader, at, limit)) {
            break;
        }
        // «X» қоры мен Y университеті: what is joined to a body is another one.
        if !heads.is_empty() && reader.words.kazakh.joins.contains(&token.lower) {
            break;
        }
        // «X» партиясының Қарағанды облыстық филиалы: a place may stand between.
        let is_branch_next =
            heads.last().is_some_and(|last| last.head.kind == OrganisationKind::from_id("party"));
        let head = reader.words.kazakh_head(&text.tokens, text.source, from, at);
        if let Some(head) = head.filter(|head| !matches!(head.form, Form::Bare(_)) || is_branch_next) {
            let is_party = head.head.kind == OrganisationKind::from_id("party");
            let goes_on = is_party || matches!(head.form, Form::Possessive(Case::Nominative));
            if heads.last().is_some_and(|last| head.start < last.end) {
                heads.pop();
            }
            heads.push(head);
            // «X» партиясының … облыстық филиалы: some words more.
            reach = if is_party { at + REACH + 1 } else { at + 3 };
            if !goes_on {
                break;
            }
        } else {
            let belongs = reader.words.kazakh.head_words.contains(&token.lower)
                || reader.words.kazakh.levels.contains(&token.lower)
                || (is_branch_next && is_capital(text, token))
                || is_plural_before_head(reader, at, limit)
                || (!reader.is_kazakh_role(&token.lower) && is_without_case(&token.lower));
            if !belongs {
                break;
            }
        }
        at += 1;
    }
    // What follows a type word and leads to no further one does not belong to it.
    if heads.len() > 1 && !heads[0].head.is_legal && heads[1].start > heads[0].end + 3 {
        heads.truncate(1);
    }
    (!heads.is_empty()).then_some(heads)
}

/// The name as an archive writes it, from what stands in quotation marks and the type words behind it.
fn name_with(reader: &Reader<'_>, name: &str, own: Option<Head>, heads: &[Head], from: usize) -> String {
    let text = reader.text;
    let (first, last) = (&heads[0], &heads[heads.len() - 1]);
    let through = |head: &Head| {
        let words = text.slice((text.tokens[from].span.start..text.tokens[head.end - 1].span.end).into());
        cut(words, if head.is_short { 0 } else { surplus(reader, head) }).to_owned()
    };
    let is = |head: &Head, id: &str| head.head.kind == OrganisationKind::from_id(id);
    if is(last, "branch") {
        return format!("«{name}» {}", through(last));
    }
    if heads.len() > 1 && !first.head.is_legal && last.head.is_legal {
        return format!("«{name}» {}", through(first));
    }
    if last.head.is_legal {
        return match own {
            // One word alone is a part of the name: «Дархан қоры» қоғамдық қоры.
            Some(own)
                if own.head.is_legal
                    && own.head.length() > 1
                    && !own.is_short
                    && own.head.kind == last.head.kind =>
            {
                let letters = own.head.noun.possessive.chars().count();
                let words: Vec<&str> = name.split_whitespace().collect();
                match words.len().checked_sub(own.head.length()) {
                    Some(rest) if rest > 0 && letters > 0 => words[..rest].join(" "),
                    _ => name.to_owned(),
                }
            }
            _ => name.to_owned(),
        };
    }
    let noun = last.head.noun.possessive.as_str();
    if own.is_some_and(|own| own.head.noun.possessive == noun) {
        return name.to_owned();
    }
    // «Бастау» кеңесі; what sort of council it is stays: «Бастау» қоғамдық келісім кеңесі.
    if (is(last, "council") || is(last, "assembly-structure")) && last.head.length() == 1 {
        return format!("{name} {noun}");
    }
    if last.form == Form::Plural {
        return format!("«{name}» {noun}");
    }
    format!("«{name}» {}", through(last))
}

/// Phrases without quotation marks that end in a type word.
fn unquoted(reader: &Reader<'_>, sentence: Range<usize>, taken: &[bool], found: &mut Vec<Found>) {
    let text = reader.text;
    // «→ Кеңес отырысы»: the first word has its capital letter behind a sign as well.
    let first = sentence.clone().find(|index| text.tokens[*index].is_word()).unwrap_or(sentence.end);
    let sentence = first..sentence.end;
    let mut reached = sentence.start;
    for last in sentence.clone() {
        if last < reached || taken[last] || !text.tokens[last].is_word() || reader.is_in_marks(last) {
            continue;
        }
        let Some(mut head) = reader.words.kazakh_head(&text.tokens, text.source, sentence.start, last) else {
            continue;
        };
        if head.head.bare == Bare::No
            && !(head.is_short && head.head.kind == OrganisationKind::from_id("assembly"))
        {
            continue;
        }
        if head.form == Form::Plural || taken[head.start..last].iter().any(|taken| *taken) {
            continue;
        }
        // A longer type word goes on behind: «мәдениет басқармасының … комитеті» is looked at from its own end.
        let mut extent = extend_left(reader, sentence.start, &head, taken);
        if extent.start == head.start && is_people_before(reader, &head, sentence.clone()) {
            (extent.start, extent.has_capital) = (sentence.start, true);
        }
        let is_mid = head.start > sentence.start;
        // A body that the law names is one however it is written.
        let is_statutory =
            head.head.length() > 1 && head.head.kind == OrganisationKind::from_id("assembly-structure");
        let head_has_capital =
            is_statutory || (is_mid && is_capital(text, &text.tokens[head.start]) && !head.is_short);
        let is_anchored = extent.level.is_some() || extent.has_place;
        let fits = match head.head.bare {
            Bare::No => head.is_short,
            Bare::Anchor => is_anchored,
            Bare::Words => is_anchored || extent.start < head.start,
            Bare::Capital => {
                is_anchored
                    || (extent.has_capital && extent.start < head.start)
                    || (head.head.length() > 1 && (head_has_capital || starts_with_name(reader, &head)))
            }
            Bare::Whole => true,
            Bare::Spoken | Bare::Posted => {
                is_own_house(reader, &head, extent) && has_speaker(reader, &head, sentence.end)
            }
            Bare::Name => !matches!(head.form, Form::Bare(_)) && has_own_name(reader, &head, extent),
        };
        let is_bare = matches!(head.form, Form::Bare(_));
        let is_named = is_anchored || (head.head.length() > 1 && head_has_capital);
        let is_none = is_of_nobody(reader, &head, extent, sentence.end)
            || is_none_in_particular(reader, &head, extent, sentence.end)
            || (is_bare && is_cut_off(reader, sentence.start, &head, extent))
            || (head.head.bare == Bare::Words && lacks_object(reader, sentence.start, extent))
            || (is_section(&head) && !is_whole_section(reader, &head, extent));
        if !fits || (is_bare && !is_named) || is_none {
            continue;
        }
        let mut tokens = extent.start..head.end;
        let mut case = case_of(head.form);
        if head.head.kind == OrganisationKind::from_id("assembly")
            && let Some(next) = text.tokens.get(head.end).filter(|_| head.end < sentence.end)
            && let Some(Form::Possessive(own)) =
                reader.words.kazakh.of_assembly.iter().find_map(|noun| noun.form_of(&next.lower))
        {
            tokens.end += 1;
            case = own;
        }
        reached = tokens.end;
        head.start = extent.start;
        let name = unquoted_name(reader, &head, extent);
        // Of which region it is the name does not say: «облыстық …», where another one is spoken of.
        let is_anyones = extent.level.is_some_and(|level| {
            let own = reader.context.region;
            level == extent.start
                && own.is_some_and(|own| place::is_level_of(&text.tokens[level].lower, own))
                && (text.is_latin_kazakh || reader.region_of_level(level).is_none())
        });
        let confidence = match is_anchored {
            _ if is_anyones => UNSURE,
            true => 85,
            false => 72,
        };
        let kind = legal_form_before(reader, sentence.start, extent.start, taken)
            .map_or(head.head.kind, |form| form.head.kind);
        let mut one = reader.found(tokens, &name, kind, case, "type-phrase", confidence);
        join_ministry(reader, &mut one, found);
        // «… комитетінің облыс бойынша департаменті»: the committee was found just before.
        let is_inside =
            |last: &Found| last.tokens.start >= one.tokens.start && last.tokens.end <= one.tokens.end;
        while found.last().is_some_and(is_inside) {
            found.pop();
        }
        found.push(one);
    }
}

/// «Қазақстан халқы …» begins with a name though it begins the sentence.
fn starts_with_name(reader: &Reader<'_>, head: &Head) -> bool {
    reader.words.kazakh.countries.contains(&reader.text.tokens[head.start].lower)
}

/// Whether a word of the name has a capital letter that is not the sentence's and not a place's: «Қоғамдық келісім
/// мекемесі», but not «Қостанай мекемесі».
fn has_own_name(reader: &Reader<'_>, head: &Head, extent: Extent) -> bool {
    let text = reader.text;
    let first = reader.sentence_start(head.start);
    let from = extent.level.map_or(extent.start, |level| level + 1);
    (from.max(first + 1)..head.start).any(|index| {
        let token = &text.tokens[index];
        is_capital(text, token)
            && !reader.words.kazakh.countries.contains(&token.lower)
            && !place::is_known(&token.lower)
    })
}

/// «ұйымдастыру комитеті» and the like come together for one event and are no body; a building is none either, and
/// «облыс орталығы» is a town.
fn is_of_nobody(reader: &Reader<'_>, head: &Head, extent: Extent, limit: usize) -> bool {
    let tokens = &reader.text.tokens;
    let is_centre = head.head.length() == 1 && head.head.noun.possessive == "орталығы";
    // «Тараз орталығы», «Ақсу-Бұлақ орталығындағы» are the middle of a town.
    let is_middle = || {
        let place = &tokens[extent.start];
        extent.level.is_none()
            && extent.start + 1 == head.start
            && (place::is_known(&place.lower)
                || (place.lower.contains('-') && case_of(head.form) == Case::Locative))
    };
    if is_centre && is_middle() {
        return true;
    }
    // «облыстың әкімшілік орталығы» is one as well.
    let is_seat = |index: usize| tokens[index].lower == "әкімшілік";
    let end = head.start - usize::from(head.start > extent.start && is_seat(head.start - 1));
    if is_centre && (end < head.start || extent.level.is_some_and(|level| level + 1 == end)) {
        return true;
    }
    let before = head.start.checked_sub(1).map(|before| tokens[before].lower.as_str());
    let behind = tokens.get(head.end).filter(|_| head.end < limit).map(|token| token.lower.as_str());
    matches!(before, Some("ұйымдастыру" | "ұйымдастырушы"))
        || matches!(behind, Some("күні" | "күніне" | "күнін" | "форумы" | "кітабы"))
}

/// «жастар ісі жөніндегі облыстық кеңес»: what the body is for stands before its level, so that the rest is no name.
fn is_cut_off(reader: &Reader<'_>, first: usize, head: &Head, extent: Extent) -> bool {
    let is_level_alone = extent.level == Some(extent.start) && extent.start + 1 == head.start;
    let before = extent.start.checked_sub(1).filter(|before| is_level_alone && *before >= first);
    before.is_some_and(|before| reader.is_link_of_work(&reader.text.tokens[before].lower))
}

/// The nominative of a phrase, with what an archive adds or leaves out.
fn unquoted_name(reader: &Reader<'_>, head: &Head, extent: Extent) -> String {
    let text = reader.text;
    let tokens = &text.tokens;
    let last = &tokens[head.end - 1];
    let surplus = match head.form {
        // Of a plural nothing is kept; it is no name.
        Form::Plural => last.lower.chars().count(),
        Form::Possessive(_) | Form::Bare(_) => surplus(reader, head),
    };
    let is = |id: &str| head.head.kind == OrganisationKind::from_id(id);
    let stem = head.head.noun.possessive.as_str();
    let mut start = extent.start;
    if matches!(stem, "министрлігі" | "комитеті" | "департаменті") {
        // There is but one of each in the country, so the country's name goes.
        while start < head.end - 1 && reader.words.kazakh.countries.contains(&tokens[start].lower) {
            start += 1;
        }
    }
    let from = |start: usize| -> String {
        if head.is_short {
            // Only the Assembly is known by its abbreviation alone.
            let before = if start + 1 < head.end {
                text.slice((tokens[start].span.start..tokens[head.end - 1].span.start).into()).to_owned()
            } else {
                String::new()
            };
            return format!("{before}Қазақстан халқы Ассамблеясы");
        }
        let words = text.slice((tokens[start].span.start..last.span.end).into());
        let name = cut(words, surplus).split_whitespace().collect::<Vec<_>>().join(" ");
        match head.form {
            // «облыстық мәслихат» → «облыстық мәслихаты»
            Form::Bare(_) if stem.starts_with(&head.head.noun.bare) && !text.is_latin_kazakh => {
                format!("{name}{}", &stem[head.head.noun.bare.len()..])
            }
            // «агенттік» → «агенттігі»
            Form::Bare(_) if stem == "агенттігі" && !text.is_latin_kazakh => {
                format!("{}гі", cut(&name, 1))
            }
            Form::Bare(_) | Form::Possessive(_) | Form::Plural => name,
        }
    };
    if text.is_latin_kazakh {
        // What an archive adds is Cyrillic, and a name in two alphabets is none.
        return from(start);
    }
    let is_alliance = stem == "альянсы";
    let in_genitive = is_alliance || matches!(stem, "басқармасы" | "департаменті");
    if let Some(level) = extent.level.filter(|_| !is("assembly") || start == extent.level.unwrap_or(start)) {
        let rest = if level + 1 < head.end { from(level + 1) } else { String::new() };
        let word = tokens[level].lower.as_str();
        let rest = if is_in_capitals(text, last) && !head.is_short { rest.to_lowercase() } else { rest };
        if start == level {
            let Some(region) = reader.region_of_level(level) else {
                return level_name(reader, head, level).unwrap_or_else(|| from(start));
            };
            let region =
                if in_genitive { place::kazakh_genitive(region) } else { place::kazakh_adjective(region) };
            return format!("{region} {rest}");
        }
        let owner = text.slice((tokens[start].span.start..tokens[level - 1].span.end).into());
        if is_alliance || (stem == "мәслихаты" && matches!(word, "қаласы" | "облысы")) {
            let level =
                if word.starts_with("қала") { "қаласының" } else { "облысының" };
            return format!("{owner} {level} {rest}");
        }
    }
    if is_alliance && start < head.end && tokens[start].lower == "қазақстанның" {
        return format!("Қазақстан {}", from(start + 1));
    }
    // «Ұлттық банктің құқықтық қамту басқармасы» is the bank's and not the region's.
    let first = reader.sentence_start(start);
    let owner = (first.max(start.saturating_sub(3))..start)
        .rev()
        .take_while(|owner| {
            tokens[*owner].is_word() && !reader.words.kazakh.joins.contains(&tokens[*owner].lower)
        })
        .find(|owner| !is_without_case(&tokens[*owner].lower));
    let is_of_another = owner.is_some_and(|owner| {
        let lower = tokens[owner].lower.as_str();
        let is_level = ["облыс", "өңір", "аймақ", "қала"].iter().any(|level| lower.starts_with(level));
        ["ның", "нің", "дың", "дің", "тың", "тің"].iter().any(|ending| lower.ends_with(ending)) && !is_level
    });
    let is_of_region = stem == "басқармасы" && extent.level.is_none() && !extent.has_place && !is_of_another;
    match reader.event_region(start).filter(|_| is_of_region) {
        Some(region) => format!("{} {}", place::kazakh_genitive(region), from(start)),
        None => from(start),
    }
}

/// A body of a level whose place nobody tells: «облыстық мәслихат» is nobody's, so that it is not «мәслихаты».
fn level_name(reader: &Reader<'_>, head: &Head, level: usize) -> Option<String> {
    let text = reader.text;
    let noun = &head.head.noun;
    let is_bare = matches!(head.form, Form::Bare(_)) || noun.possessive == "мәслихаты";
    if head.is_short || !is_bare {
        return None;
    }
    let before = text.slice((text.tokens[level].span.start..text.tokens[head.end - 1].span.start).into());
    let name = format!("{}{}", before, noun.bare).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_upper = is_in_capitals(text, &text.tokens[level]);
    Some(if is_upper { name.to_lowercase() } else { name })
}

/// «… министрлігінің … комитеті» is one body.
fn join_ministry(reader: &Reader<'_>, one: &mut Found, found: &mut Vec<Found>) {
    let is_part = reader.text.tokens[one.tokens.clone()]
        .last()
        .is_some_and(|last| last.lower.starts_with("комитет") || last.lower.starts_with("департамент"));
    let ends_before = |other: &Found| {
        other.tokens.end == one.tokens.start
            && other.case == Case::Genitive
            && other.name.ends_with("министрлігі")
    };
    // It was found just before.
    let recent = found.len().saturating_sub(4);
    if let Some(index) =
        found[recent..].iter().position(ends_before).map(|at| recent + at).filter(|_| is_part)
    {
        let ministry = found.remove(index);
        one.name = format!("{}нің {}", ministry.name, one.name);
        one.tokens.start = ministry.tokens.start;
    }
}
