//! Organisations whose names hardly differ: probably one body that was written in two ways.
//!
//! Two names are near if they are the same but for spaces and signs, or if one word of theirs differs by
//! one letter. Legal forms do not count. Names that differ by a number are different bodies, as schools
//! are; so are those of two kinds or two regions.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{Archive, Organisation, core_of_name};
use crate::diagnostics::{Code, Diagnostic, Problem, Span};
use crate::document::Record;
use crate::language::names::fold;
use crate::source::{SitePath, fingerprint};

/// Shorter words differ by a letter without meaning the same, in letters.
const SHORTEST_WORD: usize = 5;

/// Names with more words are not compared word by word.
const MOST_WORDS: usize = 16;

/// More names than that with one word left out are no accident of writing.
const LARGEST_GROUP: usize = 64;

/// A name as it is compared.
struct Name {
    organisation: usize,
    /// As somebody wrote it.
    written: String,
    words: Vec<String>,
}

/// Finds the pairs.
pub(super) fn check(archive: &Archive) -> Vec<Diagnostic> {
    let mut names = Vec::new();
    for (organisation, entry) in archive.organisations.iter().enumerate() {
        // Of names that are compared alike the first counts: the main one.
        let mut own: BTreeMap<String, &str> = BTreeMap::new();
        for name in entry.names().chain(entry.aliases.iter().map(String::as_str)) {
            own.entry(core_of_name(name)).or_insert(name);
        }
        names.extend(own.into_iter().map(|(core, written)| {
            Name {
                organisation,
                written: written.to_owned(),
                words: core
                    .split(|letter: char| !letter.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect(),
            }
        }));
    }
    let mut found: BTreeMap<(usize, usize), (&Name, &Name)> = BTreeMap::new();
    for (a, b) in pairs(&names) {
        let (a, b) = (&names[a], &names[b]);
        let (a, b) = if a.organisation <= b.organisation { (a, b) } else { (b, a) };
        let pair = (a.organisation, b.organisation);
        let [first, second] = [pair.0, pair.1].map(|position| &archive.organisations[position]);
        if pair.0 != pair.1 && may_be_one(first, second) && !have_one_name(first, second) {
            found.entry(pair).or_insert((a, b));
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let places = Places::of(archive);
    found.into_values().map(|(a, b)| diagnostic(archive, &places, a, b)).collect()
}

/// Whether two records of one region have one name: that is an error already, and said once.
fn have_one_name(a: &Organisation, b: &Organisation) -> bool {
    let names = |organisation: &Organisation| -> BTreeSet<String> {
        organisation.names().chain(organisation.aliases.iter().map(String::as_str)).map(fold).collect()
    };
    a.has_record && b.has_record && a.region == b.region && !names(a).is_disjoint(&names(b))
}

/// Whether nothing that is known tells two organisations apart.
fn may_be_one(a: &Organisation, b: &Organisation) -> bool {
    let kinds_differ = a.kind.zip(b.kind).is_some_and(|(a, b)| a != b);
    let regions_differ = a.region.zip(b.region).is_some_and(|(a, b)| a != b);
    !kinds_differ && !regions_differ
}

/// Finds names that are near each other. Instead of comparing each with each, names are put into groups
/// by what they have in common if they are: all letters, or all words but one and that one less a letter.
fn pairs(names: &[Name]) -> BTreeSet<(usize, usize)> {
    let mut keys: Vec<(u64, usize)> = Vec::new();
    for (number, name) in names.iter().enumerate() {
        keys.push((fingerprint(name.words.concat().as_bytes()), number));
        if name.words.len() > MOST_WORDS {
            continue;
        }
        for (position, word) in name.words.iter().enumerate() {
            if word.chars().count() < SHORTEST_WORD || word.chars().any(char::is_numeric) {
                continue;
            }
            let before = name.words[..position].join(" ");
            let behind = name.words[position + 1..].join(" ");
            let mut add = |word: &str| {
                keys.push((fingerprint(format!("{before} *{word}* {behind}").as_bytes()), number));
            };
            add(word);
            for (at, letter) in word.char_indices() {
                add(&format!("{}{}", &word[..at], &word[at + letter.len_utf8()..]));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let mut pairs = BTreeSet::new();
    for group in keys.chunk_by(|a, b| a.0 == b.0).filter(|group| (2..=LARGEST_GROUP).contains(&group.len())) {
        for (index, &(_, a)) in group.iter().enumerate() {
            let near = group[index + 1..].iter().map(|&(_, b)| b);
            pairs.extend(near.filter(|&b| are_near(&names[a].words, &names[b].words)).map(|b| (a, b)));
        }
    }
    pairs
}

fn are_near(a: &[String], b: &[String]) -> bool {
    if a.concat() == b.concat() {
        return true;
    }
    let mut others = a.iter().zip(b).filter(|(a, b)| a != b);
    a.len() == b.len()
        && others.next().is_some_and(|(a, b)| differ_by_a_letter(a, b))
        && others.next().is_none()
}

/// Whether one letter is added, left out or another, or two neighbours are exchanged.
fn differ_by_a_letter(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - same], &b[..b.len() - same]) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([first, second], [other_first, other_second]) => first == other_second && second == other_first,
        _ => false,
    }
}

/// Where organisations stand: their files, and the first mention of those without.
struct Places<'a> {
    files: BTreeMap<&'a str, &'a SitePath>,
    mentions: BTreeMap<String, (&'a SitePath, Span)>,
}

impl<'a> Places<'a> {
    fn of(archive: &'a Archive) -> Self {
        let mut places = Self { files: BTreeMap::new(), mentions: BTreeMap::new() };
        for document in &archive.documents {
            match &document.record {
                Record::Organisation(_) if document.name.language.is_none() => {
                    places.files.insert(&document.name.id, &document.path);
                }
                Record::Event(event) => {
                    for participation in &event.organisations {
                        places
                            .mentions
                            .entry(fold(&participation.value.organisation))
                            .or_insert((&document.path, participation.span));
                    }
                }
                Record::Organisation(_) | Record::Region(_) | Record::Page(_) => {}
            }
        }
        places
    }

    fn find(&self, organisation: &Organisation) -> Option<(&'a SitePath, Option<Span>)> {
        if organisation.has_record {
            return self.files.get(organisation.id.as_str()).map(|path| (*path, None));
        }
        organisation
            .names()
            .find_map(|name| self.mentions.get(&fold(name)))
            .map(|(path, span)| (*path, Some(*span)))
    }
}

fn diagnostic(archive: &Archive, places: &Places<'_>, a: &Name, b: &Name) -> Diagnostic {
    let organisation = |name: &Name| &archive.organisations[name.organisation];
    // What is to be mended comes first: the one without a record.
    let is_second = organisation(a).has_record && !organisation(b).has_record;
    let (first_name, second_name) = if is_second { (b, a) } else { (a, b) };
    let (first, second) = (organisation(first_name), organisation(second_name));
    let (one, other) = (&first_name.written, &second_name.written);
    let (message, help) = if fold(one) == fold(other) {
        (
            format!("two organisations are called \"{one}\""),
            "if they are one, make one record of them; if not, a `kind` or a `region` for each tells them apart"
                .to_owned(),
        )
    } else {
        let help = if second.has_record {
            format!(
                "if they are one, add \"{one}\" to the aliases of content/organisations/{}.md, or mend the name",
                second.id
            )
        } else {
            "if they are one, write the name the same way everywhere, or write a record with both".to_owned()
        };
        (format!("\"{one}\" and \"{other}\" are nearly the same name"), help)
    };
    let found = match places.find(first) {
        Some((path, Some(span))) => Problem::new(Code::SimilarOrganisations, span, message).within(path),
        Some((path, None)) => Diagnostic::of_file(Code::SimilarOrganisations, path, message),
        None => Diagnostic {
            code: Code::SimilarOrganisations,
            severity: Code::SimilarOrganisations.severity(),
            message,
            places: Vec::new(),
            help: None,
        },
    };
    let found = match places.find(second) {
        Some((path, span)) => found.and(path, span, "the other one"),
        None => found,
    };
    found.help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_found(a: &str, b: &str) -> bool {
        let name = |organisation, name: &str| Name {
            organisation,
            written: name.to_owned(),
            words: core_of_name(name).split_whitespace().map(str::to_owned).collect(),
        };
        !pairs(&[name(0, a), name(1, b)]).is_empty()
    }

    #[test]
    fn names_are_near_when_one_word_differs_by_one_letter_or_only_signs_do() {
        for (a, b) in [
            ("Азаматтық альянс", "Азаматық альянс"),
            ("Азаматтық альянс", "Азаматтық алянс"),
            ("«Береке» қоғамдық қоры", "Берекее қоғамдық қоры"),
            ("Кең дала", "Кеңдала"),
        ] {
            assert!(are_found(a, b), "{a} | {b}");
        }
        for (a, b) in [
            ("№ 5 мектеп", "№ 6 мектеп"),
            ("Түркістан облысының альянсы", "Алматы облысының альянсы"),
            ("Үміт", "Өмір"),
            ("Нұр", "Нар"),
            ("Азаматтық альянс", "Жастар орталығы"),
        ] {
            assert!(!are_found(a, b), "{a} | {b}");
        }
    }

    #[test]
    fn a_letter_more_less_other_or_exchanged() {
        for (a, b) in [("альянс", "алянс"), ("альянс", "альянц"), ("альянс", "аьлянс")]
        {
            assert!(differ_by_a_letter(a, b) && differ_by_a_letter(b, a), "{a} {b}");
        }
        assert!(!differ_by_a_letter("альянс", "алянц"));
        assert!(!differ_by_a_letter("альянс", "альянс"));
    }
}
