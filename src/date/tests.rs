//! Which dates are read, what they name, how they sort.

use proptest::prelude::*;

use super::*;

fn date(text: &str) -> Date {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn error(text: &str) -> DateError {
    text.parse::<Date>().expect_err(text)
}

#[test]
fn dates_are_written_as_they_are_read() {
    let texts = [
        "2021",
        "2021-11",
        "2021-11-22",
        "2020-02-29",
        "1000",
        "2999-12-31",
        "2021?",
        "2021-11~",
        "2021-11-22%",
        "202X",
        "20XX",
        "202X?",
        "2021-XX",
        "2021-11-XX",
        "2021-XX-XX",
        "XXXX-08-18",
        "XXXX-02-29",
        "XXXX-08-18~",
        "2021-11-22/2021-11-26",
        "2021-11-22?/2021-11-26",
        "2021~/2022%",
        "2019/2021",
        "2021-11/2021-11-05",
        "202X/2025",
        "2021-11/..",
        "../2021",
        "2021~/..",
        "XXXX-08-18/XXXX-08-20",
        "XXXX-12-30/XXXX-01-02",
    ];
    for text in texts {
        assert_eq!(date(text).to_string(), text);
    }
}

#[test]
fn an_interval_of_one_date_is_that_date() {
    assert_eq!(date("2021-11-22/2021-11-22"), date("2021-11-22"));
    assert_ne!(date("2021-11-22/2021-11-22?"), date("2021-11-22"));
}

#[test]
fn a_day_of_the_calendar_is_a_date() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("exists");
    assert_eq!(Date::from_day(day(2021, 11, 22)), date("2021-11-22"));
    assert_eq!(Date::from_day(day(12021, 11, 22)), date("2999-12-31"));
    assert_eq!(Date::from_day(day(-4, 2, 29)), date("1000-01-01"));
}

#[test]
fn what_is_no_date_is_refused_with_its_reason() {
    let cases = [
        ("", "\"\" is not a date"),
        ("soon", "\"soon\" is not a date"),
        ("22.11.2021", "\"22.11.2021\" is not a date"),
        ("2021-1-5", "\"2021-1-5\" is not a date"),
        (" 2021", "\" 2021\" is not a date"),
        ("2XXX", "\"2XXX\" is not a date"),
        ("XXXX", "\"XXXX\" is not a date"),
        ("XXXX-08", "\"XXXX-08\" is not a date"),
        ("202X-11", "\"202X-11\" is not a date"),
        ("2021-XX-05", "\"2021-XX-05\" is not a date"),
        ("2021-11-22-01", "\"2021-11-22-01\" is not a date"),
        ("+2021", "\"+2021\" is not a date"),
        ("２０２１", "\"２０２１\" is not a date"),
        ("2021??", "\"2021??\" is not a date"),
        ("2021/2022/2023", "\"2021/2022/2023\" is not a date"),
        ("2021/", "\"2021/\" is not a date"),
        ("0999", "the year of \"0999\" is not between 1000 and 2999"),
        ("3000-01", "the year of \"3000-01\" is not between 1000 and 2999"),
        ("09XX", "the year of \"09XX\" is not between 1000 and 2999"),
        ("300X", "the year of \"300X\" is not between 1000 and 2999"),
        ("2021-13", "there is no month \"2021-13\""),
        ("2021-00-XX", "there is no month \"2021-00-XX\""),
        ("2021-02-30", "there is no day \"2021-02-30\""),
        ("2021-02-29", "there is no day \"2021-02-29\""),
        ("2021-11-00", "there is no day \"2021-11-00\""),
        ("XXXX-02-30", "there is no day \"XXXX-02-30\""),
        ("2021-11-22/2021-02-30", "there is no day \"2021-02-30\""),
        ("2021-11-26/2021-11-22", "\"2021-11-26/2021-11-22\" ends before it begins"),
        ("2022/2021-12", "\"2022/2021-12\" ends before it begins"),
        ("203X/2021", "\"203X/2021\" ends before it begins"),
        ("XXXX-08-20/XXXX-08-18", "\"XXXX-08-20/XXXX-08-18\" ends before it begins"),
        ("../..", "\"../..\" names no date"),
        ("XXXX-08-18/2021", "\"XXXX-08-18/2021\" has a known year at one end only"),
    ];
    for (text, message) in cases {
        assert_eq!(error(text).to_string(), message);
    }
}

#[test]
fn frequent_mistakes_get_the_date_that_was_meant() {
    let cases = [
        ("22.11.2021", "2021-11-22"),
        ("22/11/2021", "2021-11-22"),
        ("22-11-2021", "2021-11-22"),
        ("5.1.2021", "2021-01-05"),
        ("11/22/2021", "2021-11-22"),
        ("2021/11/22", "2021-11-22"),
        ("2021.11.22", "2021-11-22"),
        ("2021-1-5", "2021-01-05"),
        ("2021-22-11", "2021-11-22"),
        ("2021-1", "2021-01"),
        ("11.2021", "2021-11"),
        ("2021–11–22", "2021-11-22"),
        (" 2021-11 ", "2021-11"),
        ("2021-11-22 10:00", "2021-11-22"),
        ("2021-11-22T10:00:00+06:00", "2021-11-22"),
        ("29.04.2016, 17:25", "2016-04-29"),
        ("2021-11-22..2021-11-26", "2021-11-22/2021-11-26"),
        ("2021-11-22 – 2021-11-26", "2021-11-22/2021-11-26"),
        ("2021-11-22 / 2021-11-26", "2021-11-22/2021-11-26"),
        ("2021-11-22/26", "2021-11-22/2021-11-26"),
        ("22–26.11.2021", "2021-11-22/2021-11-26"),
        ("22.11.2021-26.11.2021", "2021-11-22/2021-11-26"),
        ("2019-2021", "2019/2021"),
        ("2021-11-26/2021-11-22", "2021-11-22/2021-11-26"),
        ("2021/", "2021/.."),
        ("2021-11..", "2021-11/.."),
        ("/2021", "../2021"),
        ("202x", "202X"),
        ("ХХХХ-08-18", "XXXX-08-18"),
        ("~2021", "2021~"),
        ("2021~?", "2021%"),
        ("2021-11 ?", "2021-11?"),
        ("ноябрь 2021", "2021-11"),
        ("22 ноября 2021 года", "2021-11-22"),
        ("с 25 по 27 мая 2018 года", "2018-05-25/2018-05-27"),
        ("30 декабря 2021 – 2 января 2022", "2021-12-30/2022-01-02"),
        ("2021 жылғы 22–26 қараша", "2021-11-22/2021-11-26"),
        ("2021 жылғы қыркүйегі", "2021-09"),
        ("November 22, 2021", "2021-11-22"),
        ("Sept. 5, 2023", "2023-09-05"),
        ("18 тамыз", "XXXX-08-18"),
        ("about 2021", "2021~"),
        ("шамамен 2021 жылғы қараша", "2021-11~"),
        ("2021 год", "2021"),
        ("2020-е годы", "202X"),
        ("2020s", "202X"),
        ("2020х", "202X"),
        ("с 2019 по 2021 год", "2019/2021"),
        ("2019 to 2021", "2019/2021"),
        ("from 2021-11-22 to 2021-11-26", "2021-11-22/2021-11-26"),
        ("с 30 декабря 2021 по 2 января 2022 года", "2021-12-30/2022-01-02"),
        ("2021 жылғы 22 қарашадан 26 қарашаға дейін", "2021-11-22/2021-11-26"),
        ("2019-2020 жылдары", "2019/2020"),
        ("в 2019–2020 годах", "2019/2020"),
        ("22nd November 2021, Monday", "2021-11-22"),
        ("maybe 2021", "2021?"),
    ];
    for (text, meant) in cases {
        assert_eq!(error(text).hint(), Some(format!("write \"{meant}\"")), "{text}");
    }
}

#[test]
fn no_proposal_is_more_exact_than_the_text() {
    let cases = [
        ("2021-11-2X", "2021-11"),
        ("2021-11-2х?", "2021-11?"),
        ("2021-1X", "2021"),
        ("2021-1X-05", "2021"),
        ("2021-XX-22", "2021-XX"),
        ("202X-11", "202X"),
        ("20XX-11-22", "20XX"),
        ("20X1", "20XX"),
        ("2021-11-2X/2021-12", "2021-11/2021-12"),
        ("2X.11.2021", "2021-11"),
        ("XX.11.2021", "2021-11-XX"),
        ("05.XX.2021", "2021-XX"),
        ("22.11.202X", "202X"),
        ("2X ноября 2021", "2021-11"),
        ("ноябрь 2020-х годов", "202X"),
        ("в конце ноября 2021 года", "2021-11"),
    ];
    for (text, meant) in cases {
        assert_eq!(error(text).hint(), Some(format!("write \"{meant}\"")), "{text}");
    }
}

#[test]
fn what_no_date_says_is_told_in_words() {
    let open = [
        "до 2021",
        "до 22–26 ноября 2021",
        "before 2021",
        "после 2021",
        "после ноября 2021 года",
        "after 2021-11-22",
        "until 2021",
        "с 2021 года",
        "not 2021",
        "не 2021",
        "<2021",
        "2021 жылға дейін",
        "22–26 қарашаға дейін",
        "2021 жылдан кейін",
        "2021 жылғы қарашадан бастап",
    ];
    for text in open {
        let hint = error(text).hint().unwrap_or_default();
        assert!(hint.starts_with("leave the date out, and say in the text what is known"), "{text}: {hint}");
    }
    let one_of = [
        "2021 или 2022",
        "2021 or 2022",
        "2021-11 or 2021-12",
        "22 немесе 23 қараша 2021",
        "2021 немесе 2022 жыл",
        "between 2021 and 2023",
        "между 22 и 26 ноября 2021",
        "2021 мен 2023 жылдар аралығында",
        "[2021..2023]",
        "[2021,2022]",
        "{2021,2022}",
        "{2021-11, 2021-12}",
    ];
    for text in one_of {
        let hint = error(text).hint().unwrap_or_default();
        assert!(hint.starts_with("no date says \"one of several\""), "{text}: {hint}");
    }
}

#[test]
fn what_is_not_understood_or_only_listed_is_no_date() {
    for text in ["2021, 2023", "22, 26 ноября 2021", "2021 и 2023", "05.XI.2021", "мараған 2021", "2X21"]
    {
        let hint = error(text).hint().unwrap_or_default();
        assert!(hint.starts_with("write a year as 2021, a month as 2021-11,"), "{text}: {hint}");
    }
}

#[test]
fn what_cannot_be_guessed_gets_advice() {
    let cases = [
        ("soon", Some("write a year as 2021, a month as 2021-11,")),
        ("", Some("write a year as 2021, a month as 2021-11,")),
        ("2021-13", Some("months are numbered from 01 to 12")),
        ("../..", Some("leave the date out")),
        ("XXXX-08-18/2021", Some("write XXXX for the year at both ends")),
        ("2021-02-30", None),
        ("3021", None),
    ];
    for (text, advice) in cases {
        let hint = error(text).hint();
        assert!(
            match advice {
                Some(advice) => hint.as_deref().is_some_and(|hint| hint.starts_with(advice)),
                None => hint.is_none(),
            },
            "{text}: {hint:?}"
        );
    }
}

#[test]
fn a_date_names_its_years() {
    let cases: [(&str, &[i32]); 13] = [
        ("2021", &[2021]),
        ("2021-11-22~", &[2021]),
        ("2021-XX", &[2021]),
        ("2021-11-22/2021-11-26", &[2021]),
        ("2021-12-30/2022-01-02", &[2021, 2022]),
        ("2019/2021", &[2019, 2020, 2021]),
        ("2019?/2021-05%", &[2019, 2020, 2021]),
        ("2021-11/..", &[2021]),
        ("../2021", &[2021]),
        ("202X", &[]),
        ("20XX", &[]),
        ("XXXX-08-18/XXXX-08-20", &[]),
        ("2019/202X", &[2019]),
    ];
    for (text, years) in cases {
        assert_eq!(date(text).years(), years, "{text}");
    }
}

#[test]
fn a_date_names_its_months() {
    let cases: [(&str, &[(i32, u8)]); 10] = [
        ("2021", &[]),
        ("2021-11", &[(2021, 11)]),
        ("2021-11-XX?", &[(2021, 11)]),
        ("2021-11-22/2021-11-26", &[(2021, 11)]),
        ("2021-12-30/2022-01-02", &[(2021, 12), (2022, 1)]),
        ("2021-11/2022-02", &[(2021, 11), (2021, 12), (2022, 1), (2022, 2)]),
        ("2021-11/2022", &[(2021, 11)]),
        ("../2021-12-05", &[(2021, 12)]),
        ("2019/2021", &[]),
        ("XXXX-08-18", &[]),
    ];
    for (text, months) in cases {
        assert_eq!(date(text).months(), months, "{text}");
    }
}

#[test]
fn lists_have_one_order() {
    // Newest first.
    let order = [
        "2022",
        "2021-11-26",
        "2021-11-22/..",
        "2021-11-22/2021-12-01",
        "2021-11-22/2021-11-26",
        "2021-11-22",
        "2021-11/..",
        "2021-11",
        "2021-01-01",
        "2021/2022",
        "2021",
        "2020-12-31",
        "2020",
        "202X",
        "2000",
        "200X",
        "20XX",
        "1999",
        "XXXX-08-18",
        "XXXX-04-03",
    ];
    for pair in order.windows(2) {
        assert!(date(pair[0]).sort_key() > date(pair[1]).sort_key(), "{pair:?}");
    }
    let alike =
        [("2021-11", "2021-11%"), ("2021-11-XX", "2021-11"), ("2021-XX-XX", "2021"), ("../2021", "2021")];
    for (one, other) in alike {
        assert_eq!(date(one).sort_key(), date(other).sort_key());
    }
    assert!(Some(date("XXXX-01-01").sort_key()) > None, "no date is older than any");
}

#[test]
fn only_what_is_certain_has_an_iso_value() {
    // Text, certain, of the whole, of the start, of the end.
    let cases = [
        ("2021-11-22", true, Some("2021-11-22"), Some("2021-11-22"), Some("2021-11-22")),
        ("2021-11", true, Some("2021-11"), Some("2021-11"), Some("2021-11")),
        ("2021", true, Some("2021"), Some("2021"), Some("2021")),
        ("2021~", false, None, None, None),
        ("202X", false, None, None, None),
        ("2021-11-XX", false, None, None, None),
        ("XXXX-08-18", false, None, None, None),
        ("2021-11-22/2021-11-26", true, None, Some("2021-11-22"), Some("2021-11-26")),
        ("2021-11-22/2021-11?", false, None, Some("2021-11-22"), None),
        ("2021-11/..", true, None, Some("2021-11"), None),
        ("../2021", true, None, None, Some("2021")),
    ];
    for (text, certain, whole, start, end) in cases {
        let date = date(text);
        assert_eq!(date.is_certain(), certain, "{text}");
        assert_eq!(date.iso().as_deref(), whole, "{text}");
        assert_eq!(date.start_iso().as_deref(), start, "{text}");
        assert_eq!(date.end_iso().as_deref(), end, "{text}");
    }
}

#[test]
fn the_earliest_day_is_the_first_that_a_date_can_mean() {
    let cases = [
        ("2021-11-22", Some("2021-11-22")),
        ("2021-11-XX", Some("2021-11-01")),
        ("2021?", Some("2021-01-01")),
        ("202X", Some("2020-01-01")),
        ("2021-11-22/2021-11-26", Some("2021-11-22")),
        ("../2021", Some("2021-01-01")),
        ("XXXX-08-18", None),
    ];
    for (text, day) in cases {
        assert_eq!(date(text).earliest_day().map(|day| day.to_string()).as_deref(), day, "{text}");
    }
}

/// Texts that look like dates; most are.
pub(crate) fn plausible() -> impl Strategy<Value = String> {
    let year = "1[0-9]{3}|20[0-3][0-9]|2[0-9]{2}X|[12][0-9]XX";
    let point = prop_oneof![
        year,
        "20[0-3][0-9]-(0[1-9]|1[0-2]|XX)",
        "20[0-3][0-9]-(0[1-9]|1[0-2])-([0-2][0-9]|XX)",
        "20[0-3][0-9]-XX-XX",
        "XXXX-(0[1-9]|1[0-2])-[0-3][0-9]",
    ];
    let end = || (point.clone(), "[?~%]?").prop_map(|(point, qualifier)| point + &qualifier);
    prop_oneof![
        end(),
        (end(), end()).prop_map(|(start, end)| format!("{start}/{end}")),
        (end(), Just("..")).prop_map(|(start, end)| format!("{start}/{end}")),
        (Just(".."), end()).prop_map(|(start, end)| format!("{start}/{end}")),
    ]
}

proptest! {
    #[test]
    fn reading_what_was_written_gives_the_same_date(text in plausible()) {
        if let Ok(date) = text.parse::<Date>() {
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date.clone()));
            let years = date.years();
            prop_assert!(date.months().iter().all(|(year, _)| years.contains(year)));
        }
    }

    #[test]
    fn no_text_stops_the_reader_and_every_proposal_can_be_read(text in "\\PC{0,30}|[0-9Xx./ :–~?-]{0,24}") {
        if let Err(error) = text.parse::<Date>()
            && let Some(proposal) = error.hint().as_deref().and_then(|hint| hint.strip_prefix("write \"")?.strip_suffix('"'))
        {
            prop_assert!(proposal.parse::<Date>().is_ok(), "{} → {}", text, proposal);
        }
    }
    #[test]
    fn what_is_proposed_for_unspecified_digits_can_mean_every_digit(
        (year, month, day) in (1000..3000_i32, 1..13_u32, 1..29_u32),
        hidden in prop::collection::vec(any::<bool>(), 8),
        backwards in any::<bool>(),
    ) {
        let known = NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let mut hidden = hidden.into_iter();
        let mut hide = |part: String| -> String {
            part.chars().map(|digit| if hidden.next() == Some(true) { 'X' } else { digit }).collect()
        };
        let parts = [hide(format!("{year}")), hide(format!("{month:02}")), hide(format!("{day:02}"))];
        let [year, month, day] = &parts;
        let text = if backwards { format!("{day}.{month}.{year}") } else { format!("{year}-{month}-{day}") };
        if text.contains('X')
            && let Err(error) = text.parse::<Date>()
            && let Some(proposal) = error.hint().as_deref().and_then(|hint| hint.strip_prefix("write \"")?.strip_suffix('"'))
        {
            let proposed = date(proposal);
            let can_be = proposed.earliest_day().is_none_or(|first| first <= known)
                && proposed.latest_day().is_none_or(|last| known <= last);
            prop_assert!(can_be, "{} → {}", text, proposal);
        }
    }
}

#[test]
fn of_a_day_that_may_begin_with_the_month_both_are_named() {
    let help = |text: &str| error(text).hint();
    let both = "write \"2024-03-04\" if the day comes first, \"2024-04-03\" if the month does";
    assert_eq!(help("4/3/2024").as_deref(), Some(both));
    for (text, day) in [("22/11/2021", "2021-11-22"), ("5/5/2021", "2021-05-05")] {
        assert_eq!(help(text), Some(format!("write \"{day}\"")), "{text}");
    }
}
