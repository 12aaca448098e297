//! Reads the tables of words, lays the site's over the built-in ones, and reports what does not fit.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{is_foreign_form, placeholders};
use crate::diagnostics::{Code, Problem, Span, nearest};
use crate::language::{ByLanguage, Language};

/// Words by dotted key.
type Words = BTreeMap<String, String>;

/// Problems, each with the language in whose table it is.
type Problems = Vec<(Language, Problem)>;

/// What one table of a site holds: its own words, with the places of their keys.
struct SiteWords {
    /// Words below `site`, by dotted key, with the places of their keys.
    own: BTreeMap<String, Span>,
    /// Whether all of the file could be read.
    sound: bool,
}

/// What can stand in a site's table.
struct Known {
    /// The built-in keys of the language.
    words: BTreeSet<String>,
    /// The tables that they are in.
    tables: BTreeSet<String>,
    /// The placeholders of each key, in whatever language.
    placeholders: BTreeMap<String, BTreeSet<String>>,
}

/// Makes the words of each language; see [`super::StringTables::assemble`].
pub(super) fn assemble(
    built_in: &ByLanguage<&str>,
    site: &ByLanguage<Option<&str>>,
    languages: &[Language],
) -> (ByLanguage<Words>, Problems) {
    let mut problems = Problems::new();
    let mut words = ByLanguage::from_fn(|language| {
        read_built_in(built_in[language], &mut |problem| problems.push((language, problem)))
    });
    let own = |language: &Language| languages.contains(language);
    let donors = languages.iter().copied().chain(Language::ALL.into_iter().filter(|language| !own(language)));
    let donors: Vec<Language> = donors.collect();

    for (language, key) in fill_missing(&mut words, &donors) {
        let message = format!("the built-in words have no \"{key}\" in \"{}\"", language.code());
        problems.push((language, Problem::new(Code::MissingString, Span::default(), message)));
    }

    if site.iter().all(|(_, text)| text.is_none()) {
        return (words, problems);
    }
    let known = ByLanguage::from_fn(|language| known(&words, language));
    let site_words = ByLanguage::from_fn(|language| {
        let report = &mut |problem| problems.push((language, problem));
        read_site(site[language].unwrap_or(""), &known[language], &mut words[language], report)
    });

    for (language, key) in fill_missing(&mut words, &donors) {
        if !own(&language) || !site_words[language].sound {
            continue;
        }
        let Some((place, span)) =
            donors.iter().find_map(|donor| site_words[*donor].own.get(&key).map(|span| (*donor, *span)))
        else {
            continue;
        };
        let code = language.code();
        problems.push((
            place,
            Problem::new(Code::MissingString, span, format!("\"{key}\" is missing in \"{code}\""))
                .label(format!("written in \"{}\" only", place.code()))
                .help(format!("add \"{key}\" to templates/strings/{code}.toml")),
        ));
    }
    (words, problems)
}

/// Lends words to the languages that lack them, and names what was missing.
fn fill_missing(words: &mut ByLanguage<Words>, donors: &[Language]) -> Vec<(Language, String)> {
    let keys: BTreeSet<&String> = words.iter().flat_map(|(_, words)| words.keys()).collect();
    let lacks = |language, key: &str| !words[language].contains_key(key) && !is_foreign_form(language, key);
    let missing: Vec<(Language, String)> = Language::ALL
        .into_iter()
        .flat_map(|language| keys.iter().map(move |&key| (language, key)))
        .filter(|(language, key)| lacks(*language, key))
        .map(|(language, key)| (language, key.clone()))
        .collect();
    for (language, key) in &missing {
        let lent = donors.iter().find_map(|donor| words[*donor].get(key).cloned());
        if let Some(lent) = lent.filter(|_| !is_in_the_way(&words[*language], key)) {
            words[*language].insert(key.clone(), lent);
        }
    }
    missing
}

/// Whether a language has a word where the key has a table, or a table where the key has a word.
fn is_in_the_way(words: &Words, key: &str) -> bool {
    let table = format!("{key}.");
    let is_table = words.range(table.clone()..).next().is_some_and(|(next, _)| next.starts_with(&table));
    let below_a_word = key.match_indices('.').any(|(end, _)| words.contains_key(&key[..end]));
    is_table || below_a_word
}

/// Reads a built-in table; whatever is wrong with it is a fault of the program, and its tests find it.
fn read_built_in(text: &str, report: &mut impl FnMut(Problem)) -> Words {
    let mut words = Words::new();
    let (table, _) = parse(text, report);
    let mut tables = vec![(String::new(), table.into_inner())];
    while let Some((path, table)) = tables.pop() {
        for (key, value) in table {
            let key = joined(&path, key.get_ref());
            let span = Span::from(value.span());
            match value.into_inner() {
                DeValue::String(text) => drop(words.insert(key, text.into_owned())),
                DeValue::Table(table) => tables.push((key, table)),
                other => report(wrong_type(&key, span, "a text", other.type_str())),
            }
        }
    }
    words
}

/// What a site's table in this language can hold, by what is built in.
fn known(words: &ByLanguage<Words>, language: Language) -> Known {
    let mut placeholders_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, words) in words.iter() {
        for (key, text) in words {
            let names = placeholders(text).into_iter().map(str::to_owned);
            placeholders_of.entry(key.clone()).or_default().extend(names);
        }
    }
    let words: BTreeSet<String> = words[language].keys().cloned().collect();
    let tables =
        words.iter().flat_map(|key| key.match_indices('.').map(|(end, _)| key[..end].to_owned())).collect();
    Known { words, tables, placeholders: placeholders_of }
}

/// Lays a site's table over the words of its language.
fn read_site(text: &str, known: &Known, words: &mut Words, report: &mut impl FnMut(Problem)) -> SiteWords {
    let (table, sound) = parse(text, report);
    let mut own = BTreeMap::new();
    if !sound {
        // What is recovered from a broken table is partly empty: better none of it.
        return SiteWords { own, sound };
    }
    let mut tables = vec![(String::new(), table.into_inner())];
    while let Some((path, table)) = tables.pop() {
        for (name, value) in table {
            let name_span = Span::from(name.span());
            let value_span = Span::from(value.span());
            let key = joined(&path, name.get_ref());
            let is_own = key == "site" || key.starts_with("site.");
            if name.get_ref().contains('.') || name.get_ref().is_empty() {
                let message = format!("\"{}\" cannot be the name of a word", name.get_ref());
                report(Problem::new(Code::BadValue, name_span, message).help("leave out the stops"));
                continue;
            }
            let wants_table = key == "site" || known.tables.contains(&key);
            match value.into_inner() {
                DeValue::String(text) if key.starts_with("site.") => {
                    own.insert(key.clone(), name_span);
                    words.insert(key, text.into_owned());
                }
                DeValue::String(text) if known.words.contains(&key) => {
                    match unknown_placeholder(&text, known.placeholders.get(&key), &key, value_span) {
                        Some(problem) => report(problem),
                        None => drop(words.insert(key, text.into_owned())),
                    }
                }
                DeValue::Table(table) if is_own || wants_table => tables.push((key, table)),
                other if wants_table => report(wrong_type(&key, value_span, "a table", other.type_str())),
                other if is_own || known.words.contains(&key) => {
                    report(wrong_type(&key, value_span, "a text", other.type_str()));
                }
                _ => report(unknown_key(&key, name_span, known)),
            }
        }
    }
    SiteWords { own, sound }
}

/// Parses a table and reports its syntax errors; also says whether there were none.
fn parse<'a>(text: &'a str, report: &mut impl FnMut(Problem)) -> (Spanned<DeTable<'a>>, bool) {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().map_or(Span::new(text.len(), text.len()), Span::from);
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        report(Problem::new(Code::Syntax, span, message));
    }
    (table, errors.is_empty())
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn wrong_type(key: &str, span: Span, expected: &str, found: &str) -> Problem {
    Problem::new(Code::WrongType, span, format!("\"{key}\" is of the wrong type"))
        .label(format!("expected {expected}, found {}", with_article(found)))
}

/// A type's name as it stands in a sentence.
fn with_article(type_name: &str) -> String {
    let article = if type_name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {}", if type_name == "string" { "text" } else { type_name })
}

fn unknown_key(key: &str, span: Span, known: &Known) -> Problem {
    let candidates = known.words.iter().chain(&known.tables).map(String::as_str);
    let problem = Problem::new(Code::UnknownKey, span, format!("there is no word \"{key}\""));
    match nearest(key, candidates) {
        Some(near) => problem.help(format!("did you mean \"{near}\"?")),
        None => problem.help("words of your own templates go below [site]"),
    }
}

/// The problem of a text that uses a placeholder which is never filled.
fn unknown_placeholder(
    text: &str,
    known: Option<&BTreeSet<String>>,
    key: &str,
    span: Span,
) -> Option<Problem> {
    let is_known = |name: &str| known.is_some_and(|known| known.contains(name));
    let name = placeholders(text).into_iter().find(|name| !is_known(name))?;
    let list: Vec<String> = known.into_iter().flatten().map(|name| format!("{{{name}}}")).collect();
    let help = if list.is_empty() {
        format!("\"{key}\" has no placeholders")
    } else {
        format!("\"{key}\" knows {}", list.join(", "))
    };
    Some(Problem::new(Code::BadValue, span, format!("nothing fills \"{{{name}}}\" in \"{key}\"")).help(help))
}
