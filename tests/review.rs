//! `ssg review`: what waits, the table that goes out, and what comes back with it.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use std::fs;
use std::sync::Arc;

use proptest::prelude::*;
use ssg::archive::{Archive, assemble};
use ssg::config::Config;
use ssg::diagnostics::{Located, Span};
use ssg::document::{self, Document, Event, Participation, Person, Record};
use ssg::review::apply::{FileChange, find_changes};
use ssg::review::facts::{Column, table};
use ssg::review::spreadsheet;
use ssg::source::{SitePath, TextFile};
use ssg::vocabulary::{EventKind, Fact, Role};
use support::{Run, Site, files};

const SITE: &str = r#"
-- site.toml --
title = "А"
base_url = "https://archive.example/"
-- content/organisations/turkistan-civil-alliance.md --
+++
name = "Түркістан облысының Азаматтық альянсы"
+++
-- content/events/forum.md --
+++
# Checked against the printed paper.
title = "X форум"
date  = "2021"   # only the year
region = "turkistan"
kind = "civic-forum"
number = 10
organisations = [
  "turkistan-civil-alliance",   # held it
  { name = "«Береке» ҚБ; «Шапағат»", role = "venue" },
]
people = [
  # the chair
  { name = "Айгүл Сәрсенова", role = "төраға", organisation = "turkistan-civil-alliance" },
  { name = "Асқар" },
]
review = ["date", "people"]

[[sources]]
title = "Форум өтті" # the headline
+++

date = "2021" is also in the text.
-- content/events/forum.ru.md --
+++
title = "X форум"
+++
-- content/events/forum.evidence.toml --
[[articles]]
file = "а.txt"
sha256 = "00"
lang = "kk"
page = "11"

[[articles.facts]]
fact = "date"
value = "2021"
quote = "биыл, 2021 жылы,\n форум"
start = 3
end = 9
rule = "prize-year"
confidence = 60
-- content/events/meeting.md --
+++
title = "=Жиын"
draft = true
review = ["title"]
+++
"#;

/// The exported table as rows of cells.
fn exported(site: &Site) -> Vec<Vec<String>> {
    let run = site.run(&["review", "export", "-"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = run.stdout.strip_prefix('\u{feff}').expect("a byte-order mark");
    assert!(text.contains("\r\n"), "{text:?}");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// The table with one cell changed, as a spreadsheet saves it.
fn saved(rows: &[Vec<String>], separator: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("a row");
    }
    writer.into_inner().expect("bytes")
}

fn position(name: &str) -> usize {
    Column::ALL.iter().position(|column| column.name() == name).expect("a column")
}

/// Changes cells of the exported table, by row and column, and applies it.
fn apply(site: &Site, changes: &[(usize, &str, &str)]) -> Run {
    let mut rows = exported(site);
    for (row, column, cell) in changes {
        (*cell).clone_into(&mut rows[row - 1][position(column)]);
    }
    site.write_bytes("facts.csv", &saved(&rows, b';'));
    site.run(&["review", "apply", "facts.csv"])
}

#[test]
fn what_waits_is_listed_with_the_words_that_it_was_read_from() {
    let site = Site::new(SITE);
    let run = site.run(&["review"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "content/events/forum.md: X форум
  date: 2021
    2021 ← “биыл, 2021 жылы, форум” (prize-year, 60 %)
  people: Айгүл Сәрсенова | төраға | turkistan-civil-alliance; Асқар

content/events/meeting.md: =Жиын
  title: =Жиын
"
    );
    assert_eq!(run.stderr, "3 facts of 2 events wait for review\n");

    let run = site.run(&["review", "--format", "json"]);
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["event"], "forum");
    assert_eq!(lines[0]["fact"], "date");
    assert_eq!(lines[0]["evidence"][0]["rule"], "prize-year");

    site.write("-- content/events/forum.md --\n+++\ntitle = \"А\"\n+++\n");
    site.remove("content/events/meeting.md");
    let run = site.run(&["review"]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", "nothing waits for review\n"));
}

#[test]
fn the_table_has_a_row_for_each_event_and_runs_no_formula() {
    let rows = exported(&Site::new(SITE));
    let names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
    assert_eq!(rows[0], names);
    let (letters, facts) = rows[1].split_last().expect("cells");
    assert!(letters.len() == 60 && letters.bytes().all(|letter| letter.is_ascii_lowercase()), "{letters}");
    assert_eq!(
        facts,
        [
            "forum",
            "content/events/forum.md",
            "date; people",
            "X форум",
            "2021",
            "turkistan",
            "",
            "civic-forum",
            "10",
            "",
            "turkistan-civil-alliance; «Береке» ҚБ\\; «Шапағат» (venue)",
            "Айгүл Сәрсенова | төраға | turkistan-civil-alliance; Асқар",
            "date: «биыл, 2021 жылы, форум»",
        ]
    );
    assert_eq!(rows[2][position("title")], "'=Жиын");
    assert_eq!(rows.len(), 3);
}

#[test]
fn a_table_that_is_there_already_is_not_written_over() {
    let site = Site::new(SITE);
    assert_eq!(site.run(&["review", "export", "facts.csv"]).status, 0);
    let run = site.run(&["review", "export", "facts.csv"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("it exists"), "{}", run.stderr);
}

#[test]
fn a_table_without_corrections_changes_nothing_in_any_dialect() {
    let site = Site::new(SITE);
    let before = files(site.root());
    let rows = exported(&site);
    for separator in *b",;\t" {
        site.write_bytes("facts.csv", &saved(&rows, separator));
        let run = site.run(&["review", "apply", "facts.csv"]);
        assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", "nothing changes\n"));
        site.remove("facts.csv");
        assert_eq!(files(site.root()), before);
    }
}

/// A page without the day on which it was corrected, which must be there.
fn without_updated(page: &str) -> String {
    let lines: Vec<&str> =
        page.split_inclusive('\n').filter(|line| line.starts_with("updated = 2")).collect();
    let [line] = lines.as_slice() else { panic!("no day of a correction in {page}") };
    page.replace(line, "")
}

#[test]
fn corrected_cells_change_their_keys_and_no_other_byte() {
    let site = Site::new(SITE);
    let read = || fs::read_to_string(site.path("content/events/forum.md")).expect("a file");
    let before = read();
    let run = apply(
        &site,
        &[
            (2, "review", "people"),
            (2, "date", "2021-11?"),
            (2, "theme", "Тақырып"),
            (2, "number", ""),
            (2, "people", "Айгүл Сәрсенова | төраға | turkistan-civil-alliance; Асқар | | «Береке»"),
            (
                2,
                "organisations",
                "turkistan-civil-alliance; «Береке» ҚБ\\; «Шапағат» (venue); Жаңа ұйым (organiser)",
            ),
        ],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let expected = before
        .replace("date  = \"2021\" ", "date  = \"2021-11?\" ")
        .replace("number = 10\n", "theme = \"Тақырып\"\n")
        .replace("{ name = \"Асқар\" }", "{ name = \"Асқар\", organisation = \"«Береке»\" }")
        .replace(
            "role = \"venue\" },\n",
            "role = \"venue\" },\n  { name = \"Жаңа ұйым\", role = \"organiser\" },\n",
        )
        .replace("[\"date\", \"people\"]", "[\"people\"]");
    assert_eq!(without_updated(&read()), expected);
    assert!(
        run.stdout.starts_with("content/events/forum.md\n  review: \"date; people\" → \"people\"\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("  date: \"2021\" → \"2021-11?\"\n  number: \"10\" → nothing\n"),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "6 facts in 1 file changed\n");
    let run = site.run(&["review", "apply", "facts.csv"]);
    assert_eq!(run.stderr, "nothing changes\n", "the second time");
}

#[test]
fn roles_may_be_written_in_any_of_the_three_languages() {
    let site = Site::new(SITE);
    let cell = "turkistan-civil-alliance (место проведения); АРГО (организатор); Береке (ұйымдастырушы); \
                Шапағат (спонсор)";
    assert_eq!(apply(&site, &[(3, "organisations", cell)]).status, 0);
    let text = fs::read_to_string(site.path(MEETING)).expect("a page");
    for line in [
        "{ name = \"turkistan-civil-alliance\", role = \"venue\" }",
        "{ name = \"АРГО\", role = \"organiser\" }",
        "{ name = \"Береке\", role = \"organiser\" }",
        // What is no role belongs to the name.
        "\"Шапағат (спонсор)\"",
    ] {
        assert!(text.contains(&format!("  {line},\n")), "no {line} in\n{text}");
    }
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let site = Site::new(SITE);
    let mut rows = exported(&site);
    "".clone_into(&mut rows[1][position("review")]);
    site.write_bytes("facts.csv", &saved(&rows, b','));
    let before = files(site.root());
    let run = site.run(&["review", "apply", "--dry-run", "facts.csv"]);
    assert_eq!(run.status, 0);
    assert_eq!(run.stdout, "content/events/forum.md\n  review: \"date; people\" → nothing\n");
    assert_eq!(run.stderr, "1 fact in 1 file would change\n");
    assert_eq!(files(site.root()), before);
}

#[test]
fn line_ends_and_a_byte_order_mark_stay_as_they_were() {
    let site = Site::new(SITE);
    let file = "content/events/forum.md";
    let text = fs::read_to_string(site.path(file)).expect("a file");
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    site.write_bytes(file, &windows(&text));
    assert_eq!(apply(&site, &[(2, "kind", "forum")]).status, 0);
    let expected = windows(&text.replace("civic-forum\"\nnumber", "forum\"\nnumber"));
    let text = String::from_utf8(fs::read(site.path(file)).expect("a file")).expect("UTF-8");
    assert_eq!(without_updated(&text).into_bytes(), expected);
}

#[test]
fn a_corrected_event_is_marked_as_updated_and_a_confirmed_one_is_not() {
    let site = Site::new(SITE);
    let read = || fs::read_to_string(site.path("content/events/forum.md")).expect("a file");
    assert_eq!(apply(&site, &[(2, "review", "people")]).status, 0);
    assert!(!read().contains("updated"), "nothing of it has changed");
    assert_eq!(apply(&site, &[(2, "date", "2021-12")]).status, 0);
    let first = read();
    without_updated(&first);
    assert_eq!(apply(&site, &[(2, "date", "2021-10")]).status, 0);
    assert_eq!(read(), first.replace("2021-12", "2021-10"), "once");
}

#[test]
fn every_mistake_is_named_with_its_cell_and_nothing_is_written() {
    let site = Site::new(SITE);
    let before = files(site.root());
    let run = apply(
        &site,
        &[
            (2, "review", "dates"),
            (2, "date", "22.11.2021"),
            (2, "region", "Туркистан"),
            (2, "kind", "civic_forum"),
            (2, "number", "X"),
            (2, "organisations", "turkistan-civil-aliance; «Береке» (organizer)"),
            (2, "people", "А | б | в | г"),
            (3, "title", ""),
            (3, "number", "3"),
        ],
    );
    assert_eq!(run.status, 1);
    for expected in [
        "facts.csv, row 2, column C (review): `review` cannot be \"dates\"\nhelp: did you mean \"date\"?\n",
        "facts.csv, row 2, column I (number): `number` cannot be \"X\"\n",
        "facts.csv, row 2, column K (organisations): no organisation has the id \"turkistan-civil-aliance\"\nhelp: did you mean \"turkistan-civil-alliance\"?\n",
        "facts.csv, row 2, column L (people): \"А | б | в | г\" has more than three parts\n",
        "facts.csv, row 3, column D (title): an event needs a title\n",
        "facts.csv, row 2, column E (date): \"22.11.2021\" is not a date\nhelp: write \"2021-11-22\"\n",
        "facts.csv, row 2, column F (region): no region is called \"Туркистан\"\n",
        "facts.csv, row 2, column H (kind): `kind` cannot be \"civic_forum\"\nhelp: did you mean \"civic-forum\"?\n",
        "nothing was written: 8 errors\n",
    ] {
        assert!(run.stderr.contains(expected), "no {expected:?} in {}", run.stderr);
    }
    site.remove("facts.csv");
    assert_eq!(files(site.root()), before);
}

#[test]
fn a_fact_that_a_translation_repeats_cannot_be_changed_behind_its_back() {
    let site = Site::new(SITE);
    site.write("-- content/events/forum.ru.md --\n+++\ntitle = \"X форум\"\nnumber = 10\n+++\n");
    let run = apply(&site, &[(2, "number", "11")]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr
            .contains("row 2, column I (number): `number` of the translation contradicts the main file"),
        "{}",
        run.stderr
    );
}

#[test]
fn tables_that_do_not_fit_the_archive_are_refused() {
    let site = Site::new(SITE);
    for (table, expected) in [
        (
            "id;dat\nforum;2020\n",
            "row 1, column B (dat): no column is called \"dat\"\nhelp: did you mean \"date\"?",
        ),
        ("id;date;date\nforum;2020;2020\n", "row 1, column C (date): two columns are called \"date\""),
        ("date\n2020\n", "row 1: there is no column \"id\""),
        (
            "id;date\nforun;2020\n",
            "row 2, column A (id): no event has the id \"forun\"\nhelp: did you mean \"forum\"?",
        ),
        ("id;date\n\nforum;2020\nforum;2019\n", "row 4, column A (id): \"forum\" stands in row 3 already"),
        ("id;date\n;2020\n", "row 2, column A (id): the row has no id"),
        (
            "id;file\nforum;content/events/meeting.md\n",
            "row 2, column B (file): the event \"forum\" stands in content/events/forum.md",
        ),
        ("id;date\nforum;2020;x\n", "row 2: \"x\" in column C stands under no name"),
    ] {
        site.write_bytes("facts.csv", table.as_bytes());
        let run = site.run(&["review", "apply", "facts.csv"]);
        assert_eq!(run.status, 1, "{table}");
        assert!(run.stderr.contains(expected), "no {expected:?} in {}", run.stderr);
    }
    site.write_bytes("facts.csv", b"id;title\nforum;\xd4\xee\xf0\xf3\xec\n");
    let run = site.run(&["review", "apply", "facts.csv"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("facts.csv: the file is not UTF-8"), "{}", run.stderr);
}

/// Writes a text in the place of another into a page.
fn edit(site: &Site, page: &str, old: &str, new: &str) {
    let text = fs::read_to_string(site.path(page)).expect(page);
    assert!(text.contains(old), "{text}");
    site.write_bytes(page, text.replace(old, new).as_bytes());
}

const FORUM: &str = "content/events/forum.md";
const MEETING: &str = "content/events/meeting.md";

#[test]
fn what_was_edited_since_the_export_is_not_written_over() {
    let site = Site::new(SITE);
    let mut rows = exported(&site);
    // Meanwhile somebody dates one event, and reviews another.
    edit(&site, MEETING, "draft = true", "date = \"2022-09-30/2022-10-02\"\ndraft = true");
    edit(&site, FORUM, "[\"date\", \"people\"]", "[\"people\"]");
    "Тақырып".clone_into(&mut rows[1][position("theme")]);
    site.write_bytes("facts.csv", &saved(&rows, b';'));
    let run = site.run(&["review", "apply", "facts.csv"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stdout, "content/events/forum.md\n  theme: nothing → \"Тақырып\"\n");
    let text = |page: &str| fs::read_to_string(site.path(page)).expect(page);
    assert!(text(MEETING).contains("date = \"2022-09-30/2022-10-02\""));
    assert!(text(FORUM).contains("review = [\"people\"]"));
}

#[test]
fn a_cell_that_was_corrected_in_the_table_and_in_its_page_is_a_conflict() {
    let site = Site::new(SITE);
    let mut rows = exported(&site);
    edit(&site, FORUM, "\"2021\"   #", "\"2021-11\"   #");
    let edited = fs::read_to_string(site.path(FORUM)).expect("a page");
    "2021-10".clone_into(&mut rows[1][position("date")]);
    "11".clone_into(&mut rows[1][position("number")]);
    "Жиын".clone_into(&mut rows[2][position("title")]);
    site.write_bytes("facts.csv", &saved(&rows, b','));
    let apply = || site.run(&["review", "apply", "facts.csv"]);
    let run = apply();
    assert_eq!(run.status, 1);
    assert_eq!(
        run.stderr,
        "error: facts.csv, row 2, column E (date): content/events/forum.md:4 was edited since the export: \
         there `date` says \"2021-11\", here \"2021-10\"\n\
         help: write in both what is to stand, and apply the table again; nothing of this row was written\n\
         1 fact in 1 file changed\n1 row was left out: its page was edited since the export\n"
    );
    assert_eq!(run.stdout, "content/events/meeting.md\n  title: \"=Жиын\" → \"Жиын\"\n", "other rows go on");
    assert_eq!(fs::read_to_string(site.path(FORUM)).expect("a page"), edited);

    // Decided for the page, in the table: the rest of the row is written too.
    "2021-11".clone_into(&mut rows[1][position("date")]);
    site.write_bytes("facts.csv", &saved(&rows, b','));
    let run = apply();
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (0, "content/events/forum.md\n  number: \"10\" → \"11\"\n")
    );

    // A row of which nobody knows what was exported.
    "0000".clone_into(&mut rows[1][position("exported")]);
    site.write_bytes("facts.csv", &saved(&rows, b','));
    let run = apply();
    assert_eq!(run.status, 1);
    assert!(
        run.stderr
            .contains("row 2, column N (exported): the cell is not as `ssg review export` wrote it\nhelp: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_value_that_cannot_be_read_goes_out_as_it_stands_and_is_never_taken_for_nothing() {
    let site = Site::new(SITE);
    edit(&site, FORUM, "\"2021\"   #", "\"22.11.2021\"   #");
    edit(&site, FORUM, "\"civic-forum\"", "\"festival\"");
    let mut rows = exported(&site);
    assert_eq!(
        (rows[1][position("date")].as_str(), rows[1][position("kind")].as_str()),
        ("'22.11.2021", "festival")
    );
    let before = fs::read_to_string(site.path(FORUM)).expect("a page");
    let apply = |rows: &[Vec<String>]| {
        site.write_bytes("facts.csv", &saved(rows, b','));
        let run = site.run(&["review", "apply", "facts.csv"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    };
    assert_eq!(apply(&rows), "");
    // As programs before this one exported it.
    let mut old: Vec<Vec<String>> = rows.iter().map(|row| row[..position("exported")].to_vec()).collect();
    old[1][position("date")].clear();
    old[1][position("kind")].clear();
    assert_eq!(apply(&old), "");
    assert_eq!(fs::read_to_string(site.path(FORUM)).expect("a page"), before);
    // It can be mended in the table.
    "2021-11-22".clone_into(&mut rows[1][position("date")]);
    "forum".clone_into(&mut rows[1][position("kind")]);
    assert_eq!(
        apply(&rows),
        "content/events/forum.md\n  date: \"22.11.2021\" → \"2021-11-22\"\n  kind: \"festival\" → \"forum\"\n"
    );
}

#[test]
fn columns_and_rows_that_are_missing_change_nothing() {
    let site = Site::new(SITE);
    site.write_bytes("facts.csv", "id;number;theme\nforum;11\n".as_bytes());
    let run = site.run(&["review", "apply", "facts.csv"]);
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (0, "content/events/forum.md\n  number: \"10\" → \"11\"\n")
    );
}

#[test]
fn files_that_cannot_be_rewritten_are_named() {
    let site = Site::new(SITE);
    site.write("-- content/events/yaml.md --\n---\ntitle: А\n---\n");
    site.write("-- content/events/odd.md --\n+++\ntitle = \"А\"\nreview = [\"date\", \"dat\"]\n+++\n");
    let before = files(site.root());
    site.write_bytes("facts.csv", "id;review;date\nyaml;;2020\nodd;;\n".as_bytes());
    let run = site.run(&["review", "apply", "facts.csv"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("row 2, column C (date): content/events/yaml.md: the front matter is YAML"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("row 3, column B (review): the list in the file has a mistake of its own"),
        "{}",
        run.stderr
    );
    site.remove("facts.csv");
    assert_eq!(files(site.root()), before);
}

fn located<T>(value: T) -> Located<T> {
    Located::new(value, Span::default())
}

fn hostile() -> impl Strategy<Value = String> {
    "[-=+@'\"|;,\\\\()\u{ab}\u{bb} \t\n\rа-яa-z0-9.#\\[\\]{}]{0,12}"
        .prop_map(|text| format!("{}ә", text.trim_start()))
        .prop_flat_map(|text| {
            prop_oneof![
                Just(text.clone()),
                Just(format!("{text} (venue)")),
                Just(format!("{text} (Организатор)")),
                Just(format!("{text}\\"))
            ]
        })
}

fn event() -> impl Strategy<Value = Event> {
    let person = (hostile(), prop::option::of(hostile()), prop::option::of(hostile()))
        .prop_map(|(name, role, organisation)| located(Person { name, role, organisation }));
    let role = prop::sample::select(Role::ALL);
    let participation =
        (hostile(), role).prop_map(|(organisation, role)| located(Participation { organisation, role }));
    (
        hostile(),
        prop::option::of(hostile()),
        prop::option::of(prop::sample::select(vec![
            "2021",
            "2021-11",
            "2021-11-22",
            "2021?",
            "2021-11-22/2021-11-26",
        ])),
        prop::collection::vec(participation, 0..4),
        prop::collection::vec(person, 0..4),
        prop::sample::subsequence(Fact::ALL.to_vec(), 0..4),
    )
        .prop_map(|(title, theme, date, organisations, people, review)| Event {
            title: Some(located(title)),
            theme: theme.map(located),
            date: date.map(|date| located(date.parse().expect("a date"))),
            organisations,
            people,
            review: review.into_iter().map(located).collect(),
            kind: EventKind::from_id("forum").map(located),
            ..Event::default()
        })
}

fn file_of(event: &Event) -> TextFile {
    TextFile {
        path: SitePath::new("content/events/forum.md"),
        text: document::print::print(event, "Body").into(),
    }
}

fn archive_of(event: &Event) -> Archive {
    let document = document::read(&file_of(event)).0.expect("a document");
    assemble(vec![Arc::new(document)], &Arc::new(Config::default()), true).0
}

/// What a changed table would change in an archive of one event. It does not say what was exported, so that
/// every cell is compared with what the file says.
fn round(event: &Event, correct: impl Fn(&mut Vec<Vec<String>>)) -> Vec<FileChange> {
    let archive = archive_of(event);
    let texts = [file_of(event)];
    let mut rows = table(&archive, &[], &texts);
    for row in &mut rows {
        row.truncate(position("exported"));
    }
    correct(&mut rows);
    applied(&rows, event)
}

/// What a table would change in an archive of one event.
fn applied(rows: &[Vec<String>], event: &Event) -> Vec<FileChange> {
    let sheet = spreadsheet::read(&spreadsheet::write(rows)).expect("a table");
    let corrections = find_changes(&sheet, &archive_of(event), &[file_of(event)]).expect("a sound table");
    assert_eq!(corrections.conflicts, []);
    corrections.changes
}

/// What a file says, without the places where it says it.
fn said(text: &str) -> Event {
    let file = TextFile { path: SitePath::new("content/events/forum.md"), text: text.into() };
    let (document, problems) = document::read(&file);
    assert_eq!(problems, [], "{text}");
    let Some(Document { record: Record::Event(event), .. }) = document else { panic!("no event in {text}") };
    let mut event = *event;
    let place = |span: &mut Span| *span = Span::default();
    event.title.iter_mut().for_each(|entry| place(&mut entry.span));
    event.theme.iter_mut().for_each(|entry| place(&mut entry.span));
    event.date.iter_mut().for_each(|entry| place(&mut entry.span));
    event.kind.iter_mut().for_each(|entry| place(&mut entry.span));
    event.organisations.iter_mut().for_each(|entry| place(&mut entry.span));
    event.people.iter_mut().for_each(|entry| place(&mut entry.span));
    event.review.iter_mut().for_each(|entry| place(&mut entry.span));
    event.extra = ssg::fields::Table::default();
    event
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_goes_out_and_comes_back_changes_nothing(event in event()) {
        prop_assert_eq!(round(&event, |_| {}), []);
    }

    #[test]
    fn an_old_table_without_corrections_undoes_no_edit(event in event(), edited in event()) {
        let rows = table(&archive_of(&event), &[], &[file_of(&event)]);
        prop_assert_eq!(applied(&rows, &edited), []);
    }

    #[test]
    fn one_cell_changes_one_key(event in event(), other in event()) {
        let theirs = table(&archive_of(&other), &[], &[file_of(&other)]);
        for name in ["title", "date", "theme", "organisations", "people", "review"] {
            let at = position(name);
            let mut expected = event.clone();
            match name {
                "title" => expected.title = other.title.clone(),
                "date" => expected.date = other.date.clone(),
                "theme" => expected.theme = other.theme.clone(),
                "organisations" => expected.organisations = other.organisations.clone(),
                "people" => expected.people = other.people.clone(),
                _ => expected.review = other.review.clone(),
            }
            let changes = round(&event, |rows| rows[1][at] = theirs[1][at].clone());
            let text = file_of(&event).text;
            let text: String = match changes.as_slice() {
                [] => text.to_string(),
                [change] => change.make(&text).expect("a change"),
                more => panic!("{more:?}"),
            };
            prop_assert_eq!(unified(said(&text)), unified(expected));
        }
    }
}

/// Spreadsheets have one kind of line end.
fn unified(mut event: Event) -> Event {
    let plain = |text: &mut String| *text = text.replace("\r\n", "\n").replace('\r', "\n");
    event.title.iter_mut().for_each(|title| plain(&mut title.value));
    event.theme.iter_mut().for_each(|theme| plain(&mut theme.value));
    event.organisations.iter_mut().for_each(|entry| plain(&mut entry.value.organisation));
    for person in &mut event.people {
        plain(&mut person.value.name);
        person.value.role.iter_mut().for_each(plain);
        person.value.organisation.iter_mut().for_each(plain);
    }
    event
}
