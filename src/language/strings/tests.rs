//! The built-in words are complete; a site's own are checked.

use std::collections::BTreeMap;

use super::*;
use crate::diagnostics::{Code, Span};
use Language::{English, Kazakh, Russian};

const BUILT_IN: [&str; 3] = [
    include_str!("../../../templates/strings/kk.toml"),
    include_str!("../../../templates/strings/ru.toml"),
    include_str!("../../../templates/strings/en.toml"),
];

/// The built-in tables, for the tests of this and other modules.
pub(crate) fn built_in() -> StringTables {
    let (tables, problems) = with_site([None; 3]);
    assert_eq!(problems, []);
    tables
}

fn with_site(site: [Option<&str>; 3]) -> (StringTables, Vec<(Language, Problem)>) {
    assemble(BUILT_IN, site, &Language::ALL)
}

fn assemble(
    built_in: [&str; 3],
    site: [Option<&str>; 3],
    languages: &[Language],
) -> (StringTables, Vec<(Language, Problem)>) {
    let built_in = ByLanguage::from_fn(|language| built_in[language as usize]);
    let site = ByLanguage::from_fn(|language| site[language as usize]);
    StringTables::assemble(&built_in, &site, languages)
}

/// The problems of a Russian table of a site: code, underlined words, message, help.
fn problems_of(text: &'static str) -> Vec<(Code, &'static str, String, Option<String>)> {
    let (_, problems) = assemble(BUILT_IN, [None, Some(text), None], &[Russian]);
    problems
        .into_iter()
        .map(|(language, problem)| {
            assert_eq!(language, Russian);
            (problem.code, &text[problem.span.start..problem.span.end], problem.message, problem.help)
        })
        .collect()
}

#[test]
fn the_built_in_tables_are_complete_and_fill_the_same_placeholders() {
    let tables = built_in();
    for language in Language::ALL {
        for (key, text) in tables[language].words.iter().collect::<BTreeMap<_, _>>() {
            assert!(!text.trim().is_empty() || key == "number.group", "{key} in {language:?}");
            assert!(!key.starts_with("count.") || text.contains("{n}"), "{key} in {language:?}");
            let own = ["number.group", "event.number_sign"].contains(&key.as_str());
            assert!(!text.contains('\u{a0}') || own, "{key}: plain spaces, please");
        }
    }
    for key in tables[Kazakh].words.keys().filter(|key| !key.starts_with("date.")) {
        let names = |language: Language| placeholders(tables[language].get(key)).join(" ");
        assert_eq!(names(Kazakh), names(Russian), "{key}");
        assert_eq!(names(Kazakh), names(English), "{key}");
    }
}

#[test]
fn a_built_in_word_that_is_missing_is_lent_and_reported() {
    let built_in = ["a = 'бір'", "a = 'один'\nb = 'два'", "a = 'one'\nb = 'two'"];
    let (tables, problems) = assemble(built_in, [None; 3], &[Kazakh, English]);
    assert_eq!(tables[Kazakh].get("b"), "two", "the site's own languages lend first");
    let message = "the built-in words have no \"b\" in \"kk\"";
    assert_eq!(problems, [(Kazakh, Problem::new(Code::MissingString, Span::default(), message))]);
}

#[test]
fn a_site_replaces_words_one_by_one() {
    let (tables, problems) = with_site([None, Some("[date]\nunknown = 'когда-то'"), None]);
    assert_eq!(problems, []);
    assert_eq!(tables[Russian].get("date.unknown"), "когда-то");
    assert_eq!(tables[Russian].get("date.about"), "около {date}");
    assert_eq!(tables[English].get("date.unknown"), "date unknown");
}

#[test]
fn words_that_do_not_exist_are_reported_with_the_nearest() {
    let help = |text: &str| Some(text.to_owned());
    let own = || help("words of your own templates go below [site]");
    let cases: [(&str, &str, &str, Option<String>); 5] = [
        ("[date]\nunknwon = 'x'", "unknwon", "date.unknwon", help("did you mean \"date.unknown\"?")),
        ("[mnth]\nunknown = 'x'\nabout = 'y'", "mnth", "mnth", help("did you mean \"month\"?")),
        ("[theatre]\nfoyer = 'x'", "theatre", "theatre", own()),
        ("extraordinary = 1", "extraordinary", "extraordinary", own()),
        (
            "[count.events]\ntwo = '{n}'",
            "two",
            "count.events.two",
            help("did you mean \"count.events.few\"?"),
        ),
    ];
    for (text, words, key, help) in cases {
        let message = format!("there is no word \"{key}\"");
        let found = problems_of(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((&found[0].0, found[0].1, &found[0].2), (&Code::UnknownKey, words, &message));
        if key != "count.events.two" {
            assert_eq!(found[0].3, help);
        }
    }
}

#[test]
fn wrong_types_are_reported() {
    let cases = [
        ("[date]\nunknown = 5", "5", "date.unknown"),
        ("[date.unknown]\nx = 'y'", "[date.unknown]", "date.unknown"),
        ("date = 'x'", "'x'", "date"),
        ("site = 'x'", "'x'", "site"),
        ("[site]\nmotto = ['x']", "['x']", "site.motto"),
    ];
    for (text, words, key) in cases {
        let found = problems_of(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].0, found[0].1), (Code::WrongType, words));
        assert_eq!(found[0].2, format!("\"{key}\" is of the wrong type"));
    }
}

#[test]
fn all_syntax_errors_are_reported_and_nothing_of_the_table_is_used() {
    let text = "[date]\nunknown = \nabout = 'примерно {date}'\nuncertain = x y\n";
    let site = [Some("[site]\nmotto = 'Бірге'"), Some(text), Some("[site]\nmotto = 'Together'")];
    let (tables, problems) = with_site(site);
    assert!(
        problems.len() >= 2 && problems.iter().all(|(_, problem)| problem.code == Code::Syntax),
        "{problems:?}"
    );
    assert_eq!(tables[Russian].get("date.about"), "около {date}");
    assert_eq!(tables[Russian].get("site.motto"), "Бірге", "lent, and not reported: it may well be there");
}

#[test]
fn a_placeholder_that_nothing_fills_is_refused() {
    let found = problems_of("[date]\nabout = 'около {day}'\nunknown = '{x}'");
    let help: Vec<Option<&str>> = found.iter().map(|(_, _, _, help)| help.as_deref()).collect();
    assert!(found.iter().all(|(code, ..)| *code == Code::BadValue));
    assert_eq!(found[0].2, "nothing fills \"{day}\" in \"date.about\"");
    assert_eq!(help, [Some("\"date.about\" knows {date}"), Some("\"date.unknown\" has no placeholders")]);
}

#[test]
fn a_sites_own_words_are_free_and_fall_back_to_its_first_language() {
    let site = [
        None,
        Some(
            "[site]\nmotto = 'Вместе'\n[site.volunteers]\none = '{n} доброволец'\nfew = '{n} добровольца'\nmany = '{n} добровольцев'\nother = '{n} добровольца'",
        ),
        Some(
            "[site]\nmotto = 'Together'\n[site.volunteers]\none = '{n} volunteer'\nother = '{n} volunteers'",
        ),
    ];
    let (tables, problems) = assemble(BUILT_IN, site, &[English, Kazakh, Russian]);
    assert_eq!(tables[Kazakh].get("site.motto"), "Together");
    assert_eq!(tables[Russian].get("site.motto"), "Вместе");
    assert_eq!(tables[Russian].count("site.volunteers", 3), "3\u{a0}добровольца");
    let found: Vec<(Language, &str)> =
        problems.iter().map(|(language, problem)| (*language, problem.message.as_str())).collect();
    let expected = [
        (English, "\"site.motto\" is missing in \"kk\""),
        (English, "\"site.volunteers.one\" is missing in \"kk\""),
        (English, "\"site.volunteers.other\" is missing in \"kk\""),
    ];
    assert_eq!(found, expected);
    assert!(problems.iter().all(|(_, problem)| problem.code == Code::MissingString));
    assert_eq!(problems[0].1.help.as_deref(), Some("add \"site.motto\" to templates/strings/kk.toml"));
}

#[test]
fn a_language_that_the_site_does_not_have_is_not_missed() {
    let site = [Some("[site]\nmotto = 'Бірге'"), None, None];
    let (tables, problems) = assemble(BUILT_IN, site, &[Kazakh]);
    assert_eq!(problems, []);
    assert_eq!(tables[English].get("site.motto"), "Бірге");
}

#[test]
fn a_word_in_one_language_and_a_table_in_another_do_not_clash() {
    let site = [Some("[site]\na = 'x'"), Some("[site.a]\nb = 'y'"), Some("site.'a.b' = 'z'")];
    let (tables, problems) = with_site(site);
    assert_eq!(tables[Kazakh].get("site.a"), "x");
    assert_eq!(tables[Kazakh].get("site.a.b"), "site.a.b");
    assert_eq!(tables[Russian].get("site.a.b"), "y");
    let codes: Vec<Code> = problems.iter().map(|(_, problem)| problem.code).collect();
    assert!(codes.contains(&Code::BadValue) && codes.contains(&Code::MissingString), "{problems:?}");
}

#[test]
fn an_unknown_key_shows_itself() {
    let tables = built_in();
    assert_eq!(tables[English].get("no.such.word"), "no.such.word");
    assert_eq!(tables[English].count("dragons", 5), "count.dragons.other");
}

#[test]
fn values_are_filled_in_and_never_read_again() {
    let (tables, _) = with_site([None, None, Some("[site]\nx = '{a} and {b}, {c} {} {A} {a'")]);
    let filled = tables[English].fill("site.x", &[("a", "{b}"), ("b", "2")]);
    assert_eq!(filled, "{b} and 2, {c} {} {A} {a");
}

#[test]
fn numbers_go_with_the_right_form() {
    let tables = built_in();
    let cases = [
        (0, "0 оқиға", "0 событий", "0 events"),
        (1, "1 оқиға", "1 событие", "1 event"),
        (2, "2 оқиға", "2 события", "2 events"),
        (5, "5 оқиға", "5 событий", "5 events"),
        (11, "11 оқиға", "11 событий", "11 events"),
        (12, "12 оқиға", "12 событий", "12 events"),
        (21, "21 оқиға", "21 событие", "21 events"),
        (24, "24 оқиға", "24 события", "24 events"),
        (112, "112 оқиға", "112 событий", "112 events"),
        (1001, "1 001 оқиға", "1 001 событие", "1,001 events"),
        (1_234_567, "1 234 567 оқиға", "1 234 567 событий", "1,234,567 events"),
    ];
    for (n, kazakh, russian, english) in cases {
        for (language, expected) in Language::ALL.into_iter().zip([kazakh, russian, english]) {
            assert_eq!(tables[language].count("events", n), expected.replace(' ', "\u{a0}"));
        }
    }
    assert_eq!(tables[Russian].count_word("events", 3), "события");
    assert_eq!(tables[English].count_word("people", 1), "person");
    assert_eq!(tables[English].number(999), "999");
}

#[test]
fn templates_see_nested_tables() {
    let tables = built_in();
    let tree = serde_json::to_value(tables[Russian].tree()).expect("texts and tables");
    assert_eq!(tree["date"]["unknown"], "дата неизвестна");
    assert_eq!(tree["month"]["11"]["inflected"], "ноября");
    assert_eq!(tables[Russian].language(), Russian);
}
