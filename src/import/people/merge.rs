//! Which names of an article are of one person, and what is known of him from all of them.

use std::collections::BTreeSet;

use super::Candidate;
use crate::import::facts::{Evidence, Mention, PersonFact, Read};
use crate::import::nominative::is_patronymic;
use crate::language::names::fold;

/// One person for all the names, in the order of first appearance.
pub(super) fn people(candidates: Vec<Candidate>) -> (Vec<Read<PersonFact>>, Vec<Read<Mention>>) {
    let mut groups: Vec<Vec<Candidate>> = Vec::new();
    for candidate in candidates {
        let same = groups.iter().position(|group| group.iter().any(|other| is_same(other, &candidate)));
        match same {
            Some(index) => groups[index].push(candidate),
            None => groups.push(vec![candidate]),
        }
    }
    let (mut facts, mut mentions) = (Vec::new(), Vec::new());
    for group in groups {
        match fact_of(&group) {
            Some(fact) => facts.push(fact),
            None => mentions.extend(mention_of(&group)),
        }
    }
    (facts, mentions)
}

/// What is known of somebody who took part: the fullest name, the first role, the surest evidence.
fn fact_of(group: &[Candidate]) -> Option<Read<PersonFact>> {
    let present = || group.iter().filter(|candidate| candidate.why.is_none());
    let with_role = present().find(|candidate| candidate.role.is_some());
    let evidence = with_role.or_else(|| present().next())?;
    let surest = present().map(|candidate| candidate.confidence).max().unwrap_or(0);
    let role = evidence.role.clone();
    let organisation = evidence
        .organisation
        .clone()
        .or_else(|| present().find_map(|candidate| candidate.organisation.clone()));
    Some(Read {
        value: PersonFact { name: name_of(fullest(group)), role, organisation },
        evidence: Some(Evidence { span: evidence.span, rule: evidence.rule }),
        confidence: surest,
    })
}

fn mention_of(group: &[Candidate]) -> Option<Read<Mention>> {
    let first = group.first()?;
    let why = first.why.filter(|why| *why != "aside")?;
    Some(Read {
        value: Mention { name: name_of(fullest(group)), why },
        evidence: Some(Evidence { span: first.span, rule: first.rule }),
        confidence: first.confidence,
    })
}

/// The name with a surname rather than a patronymic, in full rather than with initials, without a case ending; the
/// earlier of two equal ones.
fn fullest(group: &[Candidate]) -> &Candidate {
    let words = |candidate: &Candidate| candidate.words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    let written: BTreeSet<Vec<String>> = group.iter().map(words).collect();
    let declined: BTreeSet<&Vec<String>> = written
        .iter()
        .filter(|name| written.iter().any(|other| is_declined_by_mistake(other, name)))
        .collect();
    let is_declined = |candidate: &Candidate| !declined.is_empty() && declined.contains(&words(candidate));
    let rank = |candidate: &Candidate| {
        let has_surname = !is_patronymic(&fold(&candidate.words[candidate.surname]));
        (has_surname, !candidate.has_initials, !is_declined(candidate))
    };
    group.iter().rev().max_by_key(|candidate| rank(candidate)).unwrap_or(&group[0])
}

/// The name as it is shown: «А.Үсенов», «Асан Үсенов», «Үсенов А.С.».
fn name_of(candidate: &Candidate) -> String {
    let mut name = String::new();
    for (index, word) in candidate.words.iter().enumerate() {
        let is_initial = candidate.has_initials && index != candidate.surname;
        let before_is_initial = candidate.has_initials && index > 0 && index - 1 != candidate.surname;
        if index > 0 && !before_is_initial {
            name.push(' ');
        }
        name.push_str(word);
        if is_initial {
            name.push('.');
        }
    }
    name
}

/// Whether two names are of one person, in one article.
fn is_same(a: &Candidate, b: &Candidate) -> bool {
    let folded = |candidate: &Candidate| candidate.words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    let (words_a, words_b) = (folded(a), folded(b));
    if a.has_initials != b.has_initials {
        let (short, long, full) =
            if a.has_initials { (a, &words_a, &words_b) } else { (b, &words_b, &words_a) };
        let surname = &long[short.surname];
        let Some(place) = full.iter().position(|word| is_alike(word, surname)) else { return false };
        return long.iter().enumerate().all(|(index, initial)| {
            index == short.surname
                || full
                    .iter()
                    .enumerate()
                    .any(|(other, word)| other != place && word.starts_with(initial.as_str()))
                || index > 0 && full.len() == 2
        });
    }
    if a.has_initials {
        let first = |words: &[String], surname: usize| {
            words.iter().enumerate().find(|(i, _)| *i != surname).map(|(_, w)| w.clone())
        };
        return is_alike(&words_a[a.surname], &words_b[b.surname])
            && first(&words_a, a.surname) == first(&words_b, b.surname);
    }
    if is_declined_by_mistake(&words_a, &words_b) || is_declined_by_mistake(&words_b, &words_a) {
        return true;
    }
    let shared = words_a.iter().filter(|word| words_b.iter().any(|other| is_alike(word, other))).count();
    if shared >= 2 {
        return true;
    }
    // Given name and patronymic of somebody whose surname was told before.
    let is_polite = |words: &[String]| words.len() == 2 && is_patronymic(&words[1]);
    let given = |words: &[String], surname: usize| {
        words.iter().enumerate().find(|(i, _)| *i != surname).map(|(_, w)| w.clone())
    };
    let polite = match (is_polite(&words_a), is_polite(&words_b)) {
        (true, false) => Some((&words_a[0], given(&words_b, b.surname), words_b.len())),
        (false, true) => Some((&words_b[0], given(&words_a, a.surname), words_a.len())),
        _ => None,
    };
    polite.is_some_and(|(name, other, words)| words == 2 && other.as_deref() == Some(name.as_str()))
}

/// Whether a woman's given name, which ends in a consonant and stays as it is, got a man's ending in a case:
/// «Мухаббат Усенова» and «Мухаббата Усенова», read from «Мухаббата Усеновой».
fn is_declined_by_mistake(plain: &[String], declined: &[String]) -> bool {
    let ([given, surname], [long, same]) = (plain, declined) else { return false };
    let is_womans = ["ова", "ева", "ёва", "ина"].iter().any(|ending| surname.ends_with(ending));
    is_womans && surname == same && long.strip_prefix(given.as_str()) == Some("а")
}

/// Whether two words are one name, but for what a case may have left of an ending.
fn is_alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // «Сапаров» and «Сапарова» are two people; «Сапаров» and «Сапаровтың» are one.
    short.chars().count() >= 4
        && long.strip_prefix(short).is_some_and(|surplus| (2..=4).contains(&surplus.chars().count()))
        && !long.ends_with("ұлы")
        && !long.ends_with("ова")
}
