//! The tables and the stemmer, on words of all three languages.

use proptest::prelude::*;

use super::*;

fn stem(language: Language, word: &str) -> String {
    Tables::built_in().stem(language, &normal(word))
}

#[test]
fn the_built_in_tables_parse() {
    Tables::parse(include_str!("tables.toml")).expect("tables that parse");
}

/// The forms in a list, how many there are, and those that have not the stem of their word.
fn astray(list: &str) -> (usize, Vec<String>) {
    let mut forms = 0;
    let mut wrong = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let Some((word, all)) = line.split_once(':') else { continue };
        let expected = stem(Language::Kazakh, word.trim());
        for form in all.split_whitespace() {
            forms += 1;
            let found = stem(Language::Kazakh, form);
            if found != expected {
                wrong.push(format!("{form}: {found}, not {expected}"));
            }
        }
    }
    (forms, wrong)
}

#[test]
fn kazakh_forms_have_the_stem_of_their_word() {
    let (forms, wrong) = astray(include_str!("kazakh-forms.txt"));
    assert!(forms >= 400, "{forms} forms");
    assert!(wrong.is_empty(), "{} of {forms}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn most_forms_of_unknown_kazakh_words_have_the_stem_of_their_word() {
    let (forms, wrong) = astray(include_str!("kazakh-unlisted.txt"));
    // Мәтін ends like an accusative, үлгісі like a possessive of a word with с, and no table can tell.
    assert!(wrong.len() * 100 <= forms * 2, "{} of {forms}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn stems_are_those_of_the_dictionary() {
    let tables = Tables::built_in();
    for (form, word) in [
        ("кітабы", "кітап"),
        ("қыркүйегінде", "қыркүйек"),
        ("жауабын", "жауап"),
        ("халқымыздың", "халық"),
        ("төрағасына", "төраға"),
        ("бірлестіктерінің", "бірлестік"),
        ("Түркістандағы", "түркістан"),
        ("азаматтарымызбен", "азамат"),
    ] {
        assert_eq!(stem(Language::Kazakh, form), stem::finish(&tables.fold(word), tables), "{form}");
    }
    for (form, other) in [
        ("гражданского", "граждане"),
        ("туркестанской", "Туркестан"),
        ("экологическая", "экологии"),
        ("ассамблей", "ассамблею"),
    ] {
        assert_eq!(stem(Language::Russian, form), stem(Language::Russian, other), "{form} and {other}");
    }
    assert_eq!(stem(Language::English, "societies"), stem(Language::English, "society"));
}

#[test]
fn numbers_are_known_in_every_dress() {
    for (language, text) in [
        (Language::Kazakh, "10-шы оныншы X Х 010"),
        (Language::Russian, "10-й десятый десятого X Х"),
        (Language::English, "10th tenth X 10"),
    ] {
        assert!(keys(text, language).iter().all(|key| key == "10"), "{text}: {:?}", keys(text, language));
    }
    assert_eq!(keys("он бірінші", Language::Kazakh), ["11"]);
    assert_eq!(keys("двадцать первый", Language::Russian), ["21"]);
    assert_eq!(keys("twenty-first", Language::English), ["21"]);
}

proptest! {
    #[test]
    fn whatever_is_typed_becomes_terms(text in "\\PC*") {
        for language in Language::ALL {
            for key in keys(&text, language) {
                prop_assert!(!key.is_empty() && key.chars().count() <= 64 && !key.contains(' '), "{:?}", key);
            }
        }
        for word in candidates(&text) {
            prop_assert!(!word.terms.is_empty() && word.terms.iter().all(|term| !term.is_empty()));
        }
    }

    #[test]
    fn a_keyboard_without_kazakh_letters_makes_no_difference(word in "[абвгғдежзийкқлмнңоөпрстуұүфхһшыіә]{1,14}") {
        let plain: String = word.chars().map(|letter| match letter {
            'ә' => 'а', 'ғ' => 'г', 'қ' => 'к', 'ң' => 'н', 'ө' => 'о', 'ұ' | 'ү' => 'у', 'һ' => 'х', 'і' => 'и',
            letter => letter,
        }).collect();
        // A lone і or х is also a numeral; и is none.
        prop_assume!(roman(&word).is_none() && roman(&plain).is_none());
        prop_assert_eq!(keys(&word, Language::Kazakh), keys(&plain, Language::Kazakh));
    }
}

#[test]
fn letters_whose_small_form_depends_on_others_are_read_with_them() {
    for (word, expected) in
        [("ΟΔΟΣ", "οδος"), ("И\u{306}од", "йод"), ("д'Арк", "дарк"), ("ʼАрк", "арк"), ("İz", "i\u{307}z")]
    {
        assert_eq!(tokens(word, Tables::built_in()).get(0).map(|token| token.text), Some(expected));
    }
}
