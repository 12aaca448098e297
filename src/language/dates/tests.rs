//! How dates read in each language.

use proptest::prelude::*;

use super::*;
use crate::language::Language;
use crate::language::strings::StringTables;
use crate::language::strings::tests::built_in;

/// Kazakh, Russian, English.
type Words<'a> = [&'a str; 3];

fn parsed(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| text.parse().unwrap_or_else(|error| panic!("{text}: {error}")))
}

/// No-break spaces as plain ones: where they stand has a test of its own.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn check_full(tables: &StringTables, date: &str, words: Words<'_>) {
    for (language, words) in Language::ALL.into_iter().zip(words) {
        assert_eq!(plain(&full(parsed(date).as_ref(), &tables[language])), words, "{date}");
    }
}

#[test]
fn dates_are_written_in_full() {
    let tables = built_in();
    let cases: &[(&str, Words<'_>)] = &[
        ("", ["күні белгісіз", "дата неизвестна", "date unknown"]),
        ("2021", ["2021 жыл", "2021 год", "2021"]),
        ("2021-11", ["2021 жылғы қараша", "ноябрь 2021 года", "November 2021"]),
        ("2021-11-22", ["2021 жылғы 22 қараша", "22 ноября 2021 года", "22 November 2021"]),
        ("2021-01-05", ["2021 жылғы 5 қаңтар", "5 января 2021 года", "5 January 2021"]),
        // How sure.
        ("2021~", ["шамамен 2021 жыл", "около 2021 года", "about 2021"]),
        ("2021?", ["2021 жыл (нақты емес)", "2021 год (предположительно)", "2021 (uncertain)"]),
        (
            "2021%",
            ["шамамен 2021 жыл (нақты емес)", "около 2021 года (предположительно)", "about 2021 (uncertain)"],
        ),
        ("2021-11~", ["шамамен 2021 жылғы қараша", "около ноября 2021 года", "about November 2021"]),
        (
            "2021-11-22~",
            ["шамамен 2021 жылғы 22 қараша", "около 22 ноября 2021 года", "about 22 November 2021"],
        ),
        // Intervals.
        (
            "2021-11-22/2021-11-26",
            ["2021 жылғы 22–26 қараша", "22–26 ноября 2021 года", "22–26 November 2021"],
        ),
        (
            "2021-11-30/2021-12-02",
            [
                "2021 жылғы 30 қараша – 2 желтоқсан",
                "30 ноября – 2 декабря 2021 года",
                "30 November – 2 December 2021",
            ],
        ),
        (
            "2021-12-30/2022-01-02",
            [
                "2021 жылғы 30 желтоқсан – 2022 жылғы 2 қаңтар",
                "30 декабря 2021 года – 2 января 2022 года",
                "30 December 2021 – 2 January 2022",
            ],
        ),
        (
            "2021-10/2021-11",
            ["2021 жылғы қазан – қараша", "октябрь – ноябрь 2021 года", "October – November 2021"],
        ),
        (
            "2021-12/2022-01",
            [
                "2021 жылғы желтоқсан – 2022 жылғы қаңтар",
                "декабрь 2021 года – январь 2022 года",
                "December 2021 – January 2022",
            ],
        ),
        ("2019/2021", ["2019–2021 жылдар", "2019–2021 годы", "2019–2021"]),
        ("2019~/2021~", ["шамамен 2019–2021 жылдар", "около 2019–2021 годов", "about 2019–2021"]),
        (
            "2021-10~/2021-11~",
            [
                "шамамен 2021 жылғы қазан – қараша",
                "около октября – ноября 2021 года",
                "about October – November 2021",
            ],
        ),
        ("2021~/2022", ["шамамен 2021 жыл – 2022 жыл", "около 2021 года – 2022 год", "about 2021 – 2022"]),
        (
            "2021-11-22/2021-12",
            [
                "2021 жылғы 22 қараша – 2021 жылғы желтоқсан",
                "22 ноября 2021 года – декабрь 2021 года",
                "22 November 2021 – December 2021",
            ],
        ),
        // Open.
        ("2021/..", ["2021 жылдан бастап", "с 2021 года", "since 2021"]),
        ("2021-11/..", ["2021 жылғы қараша айынан бастап", "с ноября 2021 года", "since November 2021"]),
        (
            "2021-11-22/..",
            ["2021 жылғы 22 қараша күнінен бастап", "с 22 ноября 2021 года", "since 22 November 2021"],
        ),
        ("2021~/..", ["басталуы: шамамен 2021 жыл", "начало: около 2021 года", "since about 2021"]),
        ("../2021", ["2021 жылға дейін", "по 2021 год", "until 2021"]),
        ("../2021-11", ["2021 жылғы қараша айына дейін", "по ноябрь 2021 года", "until November 2021"]),
        // Unspecified.
        ("202X", ["2020-жылдар", "2020-е годы", "2020s"]),
        ("202X~", ["шамамен 2020-жылдар", "около 2020-х годов", "about 2020s"]),
        (
            "20XX",
            [
                "2000–2099 жылдар, нақты жылы белгісіз",
                "2000–2099 годы, точный год неизвестен",
                "2000–2099, exact year unknown",
            ],
        ),
        ("2021-XX", ["2021 жыл, айы белгісіз", "2021 год, месяц неизвестен", "2021, month unknown"]),
        (
            "2021-XX-XX",
            [
                "2021 жыл, айы мен күні белгісіз",
                "2021 год, месяц и день неизвестны",
                "2021, month and day unknown",
            ],
        ),
        (
            "2021-11-XX",
            [
                "2021 жылғы қараша, күні белгісіз",
                "ноябрь 2021 года, день неизвестен",
                "November 2021, day unknown",
            ],
        ),
        ("XXXX-08-18", ["18 тамыз, жылы белгісіз", "18 августа, год неизвестен", "18 August, year unknown"]),
        (
            "XXXX-09-09/XXXX-09-17",
            ["9–17 қыркүйек, жылы белгісіз", "9–17 сентября, год неизвестен", "9–17 September, year unknown"],
        ),
        (
            "XXXX-08-30/XXXX-09-02",
            [
                "30 тамыз – 2 қыркүйек, жылы белгісіз",
                "30 августа – 2 сентября, год неизвестен",
                "30 August – 2 September, year unknown",
            ],
        ),
        (
            "XXXX-08-18/..",
            [
                "18 тамыз күнінен бастап, жылы белгісіз",
                "с 18 августа, год неизвестен",
                "since 18 August, year unknown",
            ],
        ),
    ];
    for (date, words) in cases {
        check_full(&tables, date, *words);
    }
}

#[test]
fn a_listing_shows_the_year_and_then_the_rest() {
    let tables = built_in();
    let cases: &[(&str, &str, Words<'_>)] = &[
        ("", "", ["Күні белгісіз", "Дата неизвестна", "Date unknown"]),
        ("2021", "2021", ["тек жылы", "только год", "year only"]),
        ("2023~", "2023", ["шамамен", "примерно", "about"]),
        ("2023?", "2023", ["нақты емес", "предположительно", "uncertain"]),
        ("2023%", "2023", ["шамамен, нақты емес", "примерно, предположительно", "about, uncertain"]),
        ("2021-11", "2021", ["қараша", "ноябрь", "November"]),
        ("2021-11~", "2021", ["шамамен қараша", "около ноября", "about November"]),
        ("2021-11-22", "2021", ["22 қараша", "22 ноября", "22 November"]),
        (
            "2021-11-22?",
            "2021",
            ["22 қараша (нақты емес)", "22 ноября (предположительно)", "22 November (uncertain)"],
        ),
        ("2021-11-XX", "2021", ["қараша, күні белгісіз", "ноябрь, день неизвестен", "November, day unknown"]),
        ("2021-XX", "2021", ["айы белгісіз", "месяц неизвестен", "month unknown"]),
        ("2021-11-22/2021-11-26", "2021", ["22–26 қараша", "22–26 ноября", "22–26 November"]),
        (
            "2021-11-30/2021-12-02",
            "2021",
            ["30 қараша – 2 желтоқсан", "30 ноября – 2 декабря", "30 November – 2 December"],
        ),
        (
            "2021-12-30/2022-01-02",
            "2021–2022",
            ["30 желтоқсан – 2 қаңтар", "30 декабря – 2 января", "30 December – 2 January"],
        ),
        (
            "2021-11-22/2022-11-26",
            "2021–2022",
            ["22 қараша – 26 қараша", "22 ноября – 26 ноября", "22 November – 26 November"],
        ),
        ("2021-12/2022-01", "2021–2022", ["желтоқсан – қаңтар", "декабрь – январь", "December – January"]),
        ("2019/2021", "2019–2021", ["тек жылдары", "только годы", "years only"]),
        ("2019~/2021~", "2019–2021", ["шамамен", "примерно", "about"]),
        (
            "2021-11-22~/2021-11-26",
            "2021",
            [
                "шамамен 22 қараша – 26 қараша",
                "около 22 ноября – 26 ноября",
                "about 22 November – 26 November",
            ],
        ),
        (
            "2019-05/2021",
            "2019–2021",
            ["2019 жылғы мамыр – 2021 жыл", "май 2019 года – 2021 год", "May 2019 – 2021"],
        ),
        ("2021/..", "2021", ["және одан кейін", "и далее", "and later"]),
        ("../2021", "2021", ["және одан бұрын", "и ранее", "and earlier"]),
        ("2021-11/..", "2021", ["қараша айынан бастап", "с ноября", "since November"]),
        ("../2021-11-22", "2021", ["22 қараша күніне дейін", "по 22 ноября", "until 22 November"]),
        (
            "2021?/..",
            "2021",
            [
                "басталуы: 2021 жыл (нақты емес)",
                "начало: 2021 год (предположительно)",
                "since 2021 (uncertain)",
            ],
        ),
        ("20XX", "2000–2099", ["нақты жылы белгісіз", "точный год неизвестен", "exact year unknown"]),
        (
            "XXXX-08-18",
            "",
            ["18 тамыз, жылы белгісіз", "18 августа, год неизвестен", "18 August, year unknown"],
        ),
        (
            "XXXX-08-18~",
            "",
            [
                "Шамамен 18 тамыз, жылы белгісіз",
                "Около 18 августа, год неизвестен",
                "About 18 August, year unknown",
            ],
        ),
        (
            "XXXX-08-18/XXXX-08-20",
            "",
            ["18–20 тамыз, жылы белгісіз", "18–20 августа, год неизвестен", "18–20 August, year unknown"],
        ),
    ];
    for (date, year, words) in cases {
        for (language, rest) in Language::ALL.into_iter().zip(words) {
            let row = listing(parsed(date).as_ref(), &tables[language]);
            assert_eq!((row.year.as_str(), plain(&row.rest)), (*year, (*rest).to_owned()), "{date}");
        }
    }
    for (language, year) in Language::ALL.into_iter().zip(["2020-жылдар", "2020-е", "2020s"]) {
        assert_eq!(listing(parsed("202X").as_ref(), &tables[language]).year, year);
    }
}

#[test]
fn a_number_is_never_parted_from_its_word() {
    let tables = built_in();
    let cases = [
        (
            "2021-11-22/2021-11-26",
            ["2021_жылғы 22–26_қараша", "22–26_ноября 2021_года", "22–26_November 2021"],
        ),
        ("2021~", ["шамамен 2021_жыл", "около 2021_года", "about 2021"]),
        (
            "2021-11-30/2021-12-02",
            [
                "2021_жылғы 30_қараша – 2_желтоқсан",
                "30_ноября – 2_декабря 2021_года",
                "30_November – 2_December 2021",
            ],
        ),
        ("2021?", ["2021_жыл (нақты емес)", "2021_год (предположительно)", "2021 (uncertain)"]),
    ];
    for (date, words) in cases {
        for (language, words) in Language::ALL.into_iter().zip(words) {
            assert_eq!(full(parsed(date).as_ref(), &tables[language]), words.replace('_', "\u{a0}"));
        }
    }
}

#[test]
fn periods_have_titles() {
    let tables = built_in();
    let day = NaiveDate::from_ymd_opt(2026, 11, 20).expect("exists");
    let cases = [
        ["2021 жыл", "2021 жылғы қараша", "қараша", "2026 жылғы 20 қараша"],
        ["2021 год", "ноябрь 2021 года", "ноябрь", "20 ноября 2026 года"],
        ["2021", "November 2021", "November", "20 November 2026"],
    ];
    for (language, [year, month, name, calendar]) in Language::ALL.into_iter().zip(cases) {
        let strings = &tables[language];
        assert_eq!(plain(&year_title(2021, strings)), year);
        assert_eq!(plain(&month_title(2021, 11, strings)), month);
        assert_eq!(month_name(11, strings), name);
        assert_eq!(plain(&calendar_day(day, strings)), calendar);
    }
}

#[test]
fn words_can_begin_a_line() {
    for (text, expected) in
        [("күні белгісіз", "Күні белгісіз"), ("ұйым", "Ұйым"), ("2021 жыл", "2021 жыл"), ("", "")]
    {
        assert_eq!(capitalised(text), expected);
    }
}

proptest! {
    #[test]
    fn every_date_has_words_and_names_no_year_that_it_does_not_know(text in crate::date::tests::plausible()) {
        let Ok(date) = text.parse::<Date>() else { return Ok(()) };
        let tables = built_in();
        for language in Language::ALL {
            let row = listing(Some(&date), &tables[language]);
            for words in [full(Some(&date), &tables[language]), row.rest, row.year.clone()] {
                prop_assert!(!words.contains(['{', '}']) && !words.contains("date.") && !words.contains("month."), "{}", words);
            }
            prop_assert_eq!(row.year.is_empty(), text.contains("XXXX"), "{} → {}", text, row.year);
        }
    }
}
