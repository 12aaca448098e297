//! The repository's own archive: five real events in three languages. The package does not have it.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use std::path::Path;

use support::{Output, files, run};

const LANGUAGES: [&str; 3] = ["", "ru/", "en/"];

/// Builds the repository's archive into a fresh folder.
fn archive() -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("public");
    let run = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["build", "--out", out.to_str().expect("a path")]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("warning["), "{}", run.stderr);
    Output { files: files(&out) }
}

/// The ids of the events that a listing shows, in its order.
fn listed(page: &str) -> Vec<&str> {
    page.split("<h3><a ").skip(1).filter_map(|row| row.split("/events/").nth(1)?.split('/').next()).collect()
}

#[test]
fn five_events_stand_in_three_languages_each_with_a_text_of_its_own() {
    let output = archive();
    for language in LANGUAGES {
        let all = listed(output.text(&format!("{language}events/index.html")));
        assert_eq!(all.len(), 5, "{language}");
        for id in all {
            let page = output.text(&format!("{language}events/{id}/index.html"));
            assert!(page.contains("class=\"prose"), "{language}{id} has a body");
            assert!(!page.contains("content=\"noindex\""), "{language}{id} has a text in this language");
        }
    }
}

#[test]
fn turkistan_region_lists_three_events_and_no_other_place_gets_them() {
    let output = archive();
    for language in LANGUAGES {
        let turkistan = listed(output.text(&format!("{language}regions/turkistan/index.html")));
        assert_eq!(
            turkistan,
            ["turkistan-civic-forum-10", "turkistan-assembly-joint-meeting", "turkistan-civic-forum-12"]
        );
        assert_eq!(listed(output.text(&format!("{language}regions/zhetisu/index.html"))).len(), 1);
        assert_eq!(listed(output.text(&format!("{language}regions/shymkent/index.html"))).len(), 1);
        // Almaty is where a later, national forum was to be; guests came from many regions.
        for other in ["almaty", "astana", "kyzylorda"] {
            assert!(!output.has(&format!("{language}regions/{other}/index.html")), "{other}");
        }
    }
}

#[test]
fn no_date_is_more_exact_than_its_source() {
    let output = archive();
    assert_eq!(listed(output.text("dates/2021/index.html")), ["turkistan-civic-forum-10"]);
    assert_eq!(listed(output.text("dates/2022/index.html")), ["shymkent-round-table-political-reforms"]);
    assert_eq!(listed(output.text("dates/2023/index.html")), ["zhetisu-civic-forum-2"]);
    assert_eq!(listed(output.text("dates/unknown/index.html")).len(), 2);
    assert!(!output.paths().iter().any(|path| path.contains("dates/2021/11")), "no month is known");
    assert!(output.text("events/zhetisu-civic-forum-2/index.html").contains("(нақты емес)"));
    assert!(output.text("ru/events/zhetisu-civic-forum-2/index.html").contains("(предположительно)"));
    assert!(output.text("en/events/zhetisu-civic-forum-2/index.html").contains("(uncertain)"));
}

#[test]
fn an_organisation_with_a_kazakh_and_a_russian_name_is_one() {
    let output = archive();
    for (language, name) in [
        ("", "Түркістан облысының Азаматтық альянсы"),
        ("ru/", "Гражданский альянс Туркестанской области"),
        ("en/", "Civil Alliance of Turkistan Region"),
    ] {
        let page = output.text(&format!("{language}organisations/turkistan-civil-alliance/index.html"));
        assert!(page.contains(&format!("<h1>{name}</h1>")), "{language}");
        assert_eq!(listed(page), ["turkistan-civic-forum-10", "turkistan-civic-forum-12"]);
    }
}

#[test]
fn nothing_of_an_editors_working_state_is_published() {
    let output = archive();
    for path in output.paths() {
        assert!(!path.contains("evidence") && !path.ends_with(".md") && !path.ends_with(".toml"), "{path}");
    }
}

#[test]
fn the_five_real_events_are_three_entries_of_turkistan_and_no_day_of_a_calendar() {
    let output = archive();
    for language in LANGUAGES {
        let feed = output.text(&format!("{language}regions/turkistan/feed.xml"));
        let feed = roxmltree::Document::parse(feed).expect("well-formed");
        let entries = feed.root_element().children().filter(|node| node.tag_name().name() == "entry");
        assert_eq!(entries.count(), 3, "{language}");
        let calendar = output.text(&format!("{language}events/events.ics"));
        assert!(!calendar.contains("BEGIN:VEVENT"), "no day is known");
        assert!(calendar.contains("BEGIN:VJOURNAL"), "it says so");
    }
    assert!(output.text("en/events/index.html").contains("The calendar holds no event"));
    let table = csv::Reader::from_reader(output.text("data/events.csv").as_bytes()).into_records().count();
    assert_eq!(table, 5);
    assert!(output.text("data/events.csv").contains("Түркістан облысының X Азаматтық форумы"));
}
