//! `ssg import events.csv` from outside: a spreadsheet in, events out. All events here are invented.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use std::fs;

use support::{Run, Site, files};

const SITE: &str = "
-- site.toml --
title = \"Мұрағат\"
base_url = \"https://archive.example/\"
";

const TABLE: &str = "Название;Дата;Область;Вид события;Номер;Организаторы;Ссылка;Участников\r\n\
    Круглый стол о молодёжной политике;12.04.2024;Костанайская область;Круглый стол;;«Болашақ» ҚҚ;https://example.kz/1;45\r\n\
    Гражданский форум области;22.11.2024-23.11.2024;Костанайская область;Гражданский форум;5;;;200\r\n";

fn site(table: &[u8]) -> Site {
    let site = Site::new(SITE);
    site.write_bytes("events.csv", table);
    site
}

#[track_caller]
fn import(site: &Site, arguments: &[&str]) -> Run {
    let all: Vec<&str> = ["import"].iter().chain(arguments).copied().collect();
    let run = site.run(&all);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    run
}

fn text(site: &Site, path: &str) -> String {
    fs::read_to_string(site.path(path)).expect(path)
}

const FORUM: &str = "content/events/kostanay-civic-forum-5.md";
const ROUND_TABLE: &str = "content/events/kostanay-round-table-2024.md";

#[test]
fn each_row_becomes_an_event_that_can_be_built_at_once() {
    let site = site(TABLE.as_bytes());
    let run = import(&site, &["events.csv"]);
    assert!(
        run.stderr
            .contains("column H (Участников) has no place of its own: kept under [extra] as uchastnikov"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("2 written"), "{}", run.stderr);
    let round_table = text(&site, ROUND_TABLE);
    for line in [
        "title = \"Круглый стол о молодёжной политике\"",
        "lang = \"ru\"",
        "rights = \"excerpt\"",
        "date = \"2024-04-12\"",
        "kind = \"round-table\"",
        "  { name = \"«Болашақ» ҚҚ\", role = \"organiser\" },",
        "url = \"https://example.kz/1\"",
        "uchastnikov = \"45\"",
    ] {
        assert!(round_table.contains(&format!("{line}\n")), "no {line} in\n{round_table}");
    }
    assert!(text(&site, FORUM).contains("date = \"2024-11-22/2024-11-23\"\n"));
    let output = site.build();
    assert!(output.text("ru/regions/kostanay/index.html").contains("/events/kostanay-civic-forum-5/"));
    assert!(!output.paths().iter().any(|path| path.contains("evidence")));
}

#[test]
fn importing_again_changes_nothing_whatever_the_form_of_the_table() {
    let site = site(TABLE.as_bytes());
    import(&site, &["events.csv"]);
    let content = files(&site.path("content"));
    let tab = TABLE.replace(';', "\t").replace("\r\n", "\n");
    let comma = TABLE.replace(';', ",");
    let windows = windows_1251(&tab.replace("«Болашақ» ҚҚ", "«Болашак» КК"));
    for (name, table) in [
        ("the same", TABLE.as_bytes().to_vec()),
        ("with a mark and commas", format!("\u{feff}{comma}").into_bytes()),
        ("with tabulators", tab.clone().into_bytes()),
        ("UTF-16", format!("\u{feff}{tab}").encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ] {
        site.write_bytes("events.csv", &table);
        let run = import(&site, &["events.csv"]);
        assert!(run.stderr.contains("2 unchanged"), "{name}: {}", run.stderr);
        assert_eq!(files(&site.path("content")), content, "{name}");
    }
    // An old encoding, which has no Kazakh letters.
    let old = Site::new(SITE);
    old.write_bytes("events.csv", &windows);
    import(&old, &["events.csv"]);
    assert!(text(&old, ROUND_TABLE).contains("Круглый стол о молодёжной политике"));
}

/// Bytes of windows-1251.
fn windows_1251(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| match letter {
            'А'..='я' => u8::try_from(letter as u32 - 0x410 + 0xC0).expect("a byte"),
            'ё' => 0xB8,
            '«' => 0xAB,
            '»' => 0xBB,
            other => u8::try_from(other as u32).expect("ASCII"),
        })
        .collect()
}

#[test]
fn a_changed_row_is_told_from_a_new_one_and_edited_pages_stand() {
    let site = site(TABLE.as_bytes());
    import(&site, &["events.csv"]);

    // A row that was corrected, and one that is new.
    let corrected = TABLE.replace("12.04.2024", "13.04.2024");
    let more = format!("{corrected}Встреча;;;;;;;\r\n");
    site.write_bytes("events.csv", more.as_bytes());
    let run = import(&site, &["events.csv"]);
    assert!(
        run.stderr.contains("1 written, 1 unchanged, 1 would be written otherwise now"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.contains("-date = \"2024-04-12\"") && run.stdout.contains("+date = \"2024-04-13\""),
        "{}",
        run.stdout
    );
    assert!(text(&site, ROUND_TABLE).contains("2024-04-12"), "nothing is written without --update");
    let run = import(&site, &["--update", "events.csv"]);
    assert!(run.stderr.contains("1 written again, 2 unchanged"), "{}", run.stderr);
    assert!(text(&site, ROUND_TABLE).contains("2024-04-13"));

    // What a person edited is never written over.
    let edited = text(&site, FORUM).replace("Гражданский форум области", "V форум");
    site.write_bytes(FORUM, edited.as_bytes());
    site.write_bytes("events.csv", more.replace("200", "201").as_bytes());
    let run = import(&site, &["--update", "events.csv"]);
    assert!(run.stderr.contains("1 edited by hand and left alone"), "{}", run.stderr);
    assert_eq!(text(&site, FORUM), edited);
}

#[test]
fn a_row_that_was_corrected_stays_one_event_and_takes_no_other_ones_place() {
    const FIRST: &str = "title,date,region,kind\nФорум А,2022,abai,forum\nФорум Б,2022,abai,forum\n";
    let site = site(FIRST.as_bytes());
    import(&site, &["events.csv"]);
    let (first, second) = ("content/events/abai-forum-2022.md", "content/events/abai-forum-2022-2.md");
    assert!(text(&site, first).contains("Форум А") && text(&site, second).contains("Форум Б"));

    // Another year would have given it another address.
    site.write_bytes("events.csv", FIRST.replace("А,2022", "А,2023").as_bytes());
    let run = import(&site, &["--update", "events.csv"]);
    assert!(run.stderr.contains("1 written again, 1 unchanged"), "{}", run.stderr);
    assert!(text(&site, first).contains("date = \"2023\""));

    // A row that was taken out leaves its page to nobody else.
    let without = "title,date,region,kind\nФорум Б,2022,abai,forum\nДругой форум,2023,abai,forum\n";
    site.write_bytes("events.csv", without.as_bytes());
    let run = import(&site, &["--update", "events.csv"]);
    assert!(run.stderr.contains("1 written, 1 unchanged"), "{}", run.stderr);
    assert!(text(&site, first).contains("Форум А") && text(&site, second).contains("Форум Б"));
    assert!(text(&site, "content/events/abai-forum-2023.md").contains("Другой форум"));
}

#[test]
fn a_correction_is_dated_and_what_entered_today_is_not_corrected() {
    let site = site("title,date,region,kind\nФорум А,2022,abai,forum\n".as_bytes());
    import(&site, &["events.csv"]);
    let page = "content/events/abai-forum-2022.md";
    let correct = |date: &str| {
        site.write_bytes(
            "events.csv",
            format!("title,date,region,kind\nФорум А,{date},abai,forum\n").as_bytes(),
        );
        import(&site, &["--update", "events.csv"]);
        text(&site, page)
    };
    assert!(!correct("2022-05").contains("updated"));
    // As if it had been imported earlier.
    let Some(recorded) =
        text(&site, page).lines().find(|line| line.starts_with("recorded = ")).map(str::to_owned)
    else {
        panic!("it has no day")
    };
    let table = "title,date,region,kind,recorded\nФорум А,2022-05,abai,forum,2024-01-01\n";
    site.write_bytes("events.csv", table.as_bytes());
    import(&site, &["--update", "events.csv"]);
    site.write_bytes("events.csv", table.replace("2022-05", "2022-06").as_bytes());
    import(&site, &["--update", "events.csv"]);
    let corrected = text(&site, page);
    let today = recorded.trim_start_matches("recorded = ");
    assert!(corrected.contains(&format!("recorded = 2024-01-01\nupdated = {today}\n")), "{corrected}");
    // The same again changes nothing, whatever the day.
    let run = import(&site, &["--update", "events.csv"]);
    assert!(run.stderr.contains("1 unchanged"), "{}", run.stderr);
}

#[test]
fn a_row_with_an_id_has_its_address_for_ever() {
    let site = site("id,title,title_ru,date\nforum-a,Азаматтық қоғам форумы,Форум,2021\n".as_bytes());
    import(&site, &["events.csv"]);
    assert!(text(&site, "content/events/forum-a.ru.md").contains("title = \"Форум\""));
    site.write_bytes(
        "events.csv",
        "id,title,title_ru,date\nforum-a,Азаматтық қоғамның форумы,Форум,2022\n".as_bytes(),
    );
    import(&site, &["--update", "events.csv"]);
    let main = text(&site, "content/events/forum-a.md");
    assert!(main.contains("қоғамның форумы") && main.contains("date = \"2022\""), "{main}");
    assert_eq!(
        fs::read_dir(site.path("content/events")).expect("events").count(),
        3,
        "two pages, one evidence"
    );
    site.build();
}

#[test]
fn with_any_bad_cell_nothing_is_written_and_every_one_is_named() {
    let site = site("title,date,region\nКездесу,кеше,Астана\nФорум,2021,Туркистан\n".as_bytes());
    let run = site.run(&["import", "events.csv"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("error: events.csv, row 2, column B (date): "), "{}", run.stderr);
    assert!(
        run.stderr.contains("error: events.csv, row 3, column C (region): no region is called"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("did you mean"), "{}", run.stderr);
    assert!(run.stderr.contains("nothing of events.csv was written: 2 errors"), "{}", run.stderr);
    assert!(!site.path("content").exists());
}

#[test]
fn a_table_can_be_looked_at_without_a_site() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("events.csv"), TABLE).expect("a table");
    let run = support::run(folder.path(), &["import", "--dry-run", "--format", "json", "events.csv"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (rows[1]["row"].as_u64(), rows[1]["id"].as_str(), rows[1]["date"].as_str()),
        (Some(3), Some("kostanay-civic-forum-5"), Some("2024-11-22/2024-11-23"))
    );
    assert_eq!(rows[0]["extra"]["uchastnikov"], "45");
    assert_eq!(files(folder.path()).len(), 1, "nothing was written");
    let run = support::run(folder.path(), &["import", "events.csv"]);
    assert_eq!(run.status, 2, "writing needs a site");
}

#[test]
fn what_is_no_table_says_what_to_do() {
    for (bytes, said) in [
        (&b"PK\x03\x04..."[..], "save it as \"CSV UTF-8\""),
        (b"", "the file is empty"),
        ("Дата,Область\n2021,Астана\n".as_bytes(), "there is no column with the titles of the events"),
        ("title,title\nа,б\n".as_bytes(), "this says the same as column A"),
    ] {
        let site = site(bytes);
        let run = site.run(&["import", "events.csv"]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}

#[test]
fn an_article_joined_to_an_event_of_a_table_stays_when_the_table_is_imported_again() {
    let site = site(TABLE.as_bytes());
    import(&site, &["events.csv"]);
    site.write_bytes(
        "second.txt",
        "В Костанае прошёл V Гражданский форум\n\n22 ноября 2024 года в Костанае прошёл V Гражданский форум области.\n"
            .as_bytes(),
    );
    import(&site, &["--join", "kostanay-civic-forum-5", "second.txt"]);
    let joined = text(&site, FORUM);
    assert!(joined.contains("file = \"second.txt\""), "{joined}");
    site.write_bytes("events.csv", TABLE.replace("200", "201").as_bytes());
    import(&site, &["--update", "events.csv"]);
    assert_eq!(text(&site, FORUM), joined, "the table does not know the second source");
}

/// How many pages there are.
fn pages(site: &Site) -> usize {
    files(&site.path("content")).keys().filter(|path| path.ends_with(".md")).count()
}

#[test]
fn equal_rows_are_events_of_their_own_however_often_they_are_imported() {
    const HEAD: &str = "title,date,region,kind\n";
    const ROW: &str = "Жастар форумы,2021-11-22,turkistan,forum\n";
    let site = site(format!("{HEAD}{ROW}{ROW}").as_bytes());
    let run = import(&site, &["events.csv"]);
    assert!(run.stderr.contains("note: events.csv, row 3 says the same as row 2"), "{}", run.stderr);
    assert_eq!(pages(&site), 2);
    let content = files(&site.path("content"));
    for _ in 0..2 {
        assert!(import(&site, &["events.csv"]).stderr.contains("2 unchanged"));
        assert_eq!(files(&site.path("content")), content);
    }
    // One more is one event more.
    site.write_bytes("events.csv", format!("{HEAD}{ROW}{ROW}{ROW}").as_bytes());
    assert!(import(&site, &["events.csv"]).stderr.contains("1 written, 2 unchanged"));
    // Of equal rows one is corrected: it stays the event that it was.
    let corrected = ROW.replace("2021-11-22", "2021-11-23");
    site.write_bytes("events.csv", format!("{HEAD}{ROW}{corrected}{ROW}").as_bytes());
    assert!(import(&site, &["--update", "events.csv"]).stderr.contains("1 written again, 2 unchanged"));
    assert_eq!(pages(&site), 3);
    // One is taken out: its page stands.
    site.write_bytes("events.csv", format!("{HEAD}{ROW}{corrected}").as_bytes());
    assert!(import(&site, &["--update", "events.csv"]).stderr.contains("2 unchanged"));
    assert_eq!(pages(&site), 3);
    site.build();
}

#[test]
fn an_address_that_an_event_gave_up_is_not_given_to_a_row() {
    let site = site("title,date,region,kind\nЖастар форумы,2021-11-22,turkistan,forum\n".as_bytes());
    site.write(
        "-- content/events/example.md --\n+++\ntitle = \"Форум\"\naliases = [\"turkistan-forum-2021\"]\n+++\n",
    );
    let run = import(&site, &["events.csv"]);
    assert!(run.stdout.contains("→ content/events/turkistan-forum-2021-2.md"), "{}", run.stdout);
    site.build();

    // What rows claim themselves is judged beside the archive, and beside each other.
    let refused = |table: &str, said: &str| {
        let before = files(&site.path("content"));
        site.write_bytes("other.csv", table.as_bytes());
        for arguments in [&["import", "--dry-run", "other.csv"][..], &["import", "other.csv"]] {
            let run = site.run(arguments);
            assert_eq!(run.status, 1, "{table}{}", run.stdout);
            assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
            assert!(run.stderr.contains("nothing of other.csv was written"), "{}", run.stderr);
        }
        assert_eq!(files(&site.path("content")), before);
    };
    refused(
        "title,aliases\nЖиын,example\n",
        "other.csv, row 2, column B (aliases): \"example\" is the id of a record",
    );
    refused(
        "id,title\nturkistan-forum-2021,Жиын\n",
        "row 2, column A (id): this id is an old address of the event in content/events/example.md",
    );
    refused(
        "title,aliases\nЖиын,old-one\nБасқа жиын,old-one\n",
        "column B (aliases): two records claim the alias \"old-one\"",
    );
    // A row leaves the address alone that another one claims.
    site.write_bytes("other.csv", "title,aliases\nzhiyn,\nБасқа жиын,zhiyn\n".as_bytes());
    let run = import(&site, &["other.csv"]);
    assert!(run.stdout.contains("→ content/events/zhiyn-2.md"), "{}", run.stdout);
    assert!(import(&site, &["other.csv"]).stderr.contains("2 unchanged"));
    site.build();
}

#[test]
fn a_page_that_does_not_parse_stops_no_table() {
    const TABLE: &str = "id,title,date\nforum-a,Бірінші форум,2021\nforum-b,Екінші форум,2022\n";
    let site = site(TABLE.as_bytes());
    site.write_bytes("content/events/forum-a.md", b"+++\ntitle = \"x\"\n");
    let run = import(&site, &["events.csv"]);
    assert!(run.stderr.contains("1 written, 1 without evidence and left alone"), "{}", run.stderr);
    assert_eq!(text(&site, "content/events/forum-a.md"), "+++\ntitle = \"x\"\n");
    assert!(!site.path("content/events/forum-a.evidence.toml").exists());
}

#[test]
fn a_text_in_another_language_that_a_row_has_no_longer_stands_and_the_page_is_not_called_edited() {
    let table =
        |russian: &str, date: &str| format!("id,title_kk,title_ru,date\ne1,Үлкен жиын,{russian},{date}\n");
    let (main, translation) = ("content/events/e1.md", "content/events/e1.ru.md");
    let stands = format!("stands       {translation}: the row has no text in its language any more");

    let site = site(table("Большое собрание", "2020-05-01").as_bytes());
    import(&site, &["events.csv"]);
    let russian = text(&site, translation);
    site.write_bytes("events.csv", table("", "2020-05-02").as_bytes());
    let run = import(&site, &["events.csv"]);
    assert!(run.stderr.contains("1 would be written otherwise now"), "{}{}", run.stdout, run.stderr);
    let run = import(&site, &["--update", "events.csv"]);
    assert!(run.stderr.contains("1 written again") && run.stdout.contains(&stands), "{}", run.stdout);
    assert!(text(&site, main).contains("2020-05-02"));
    assert_eq!(text(&site, translation), russian);
    // It is the editor's now, who may do with it what he likes.
    site.remove(translation);
    assert!(import(&site, &["events.csv"]).stderr.contains("1 unchanged"));
    site.write_bytes("events.csv", table("", "2020-05-03").as_bytes());
    assert!(import(&site, &["--update", "events.csv"]).stderr.contains("1 written again"));

    // Nothing else was changed.
    let site = self::site(table("Большое собрание", "2020-05-01").as_bytes());
    import(&site, &["events.csv"]);
    site.write_bytes("events.csv", table("", "2020-05-01").as_bytes());
    let run = import(&site, &["events.csv"]);
    assert!(run.stderr.contains("1 unchanged") && run.stdout.contains(&stands), "{}", run.stdout);
    site.remove(translation);
    site.write_bytes("events.csv", table("", "2020-05-02").as_bytes());
    assert!(import(&site, &["--update", "events.csv"]).stderr.contains("1 written again"));
}

#[test]
fn a_translation_that_was_added_by_hand_is_no_edit_of_the_row_and_is_not_written_over() {
    let table =
        |russian: &str, date: &str| format!("id,title_kk,title_ru,date\ne1,Үлкен жиын,{russian},{date}\n");
    let site = site(table("", "2020-05-01").as_bytes());
    import(&site, &["events.csv"]);
    const TRANSLATION: &str = "-- content/events/e1.ru.md --\n+++\ntitle = \"Собрание\"\n+++\n";
    site.write(TRANSLATION);
    assert!(import(&site, &["events.csv"]).stderr.contains("1 unchanged"));
    site.write_bytes("events.csv", table("", "2020-05-02").as_bytes());
    assert!(import(&site, &["--update", "events.csv"]).stderr.contains("1 written again"));
    site.write_bytes("events.csv", table("Большое собрание", "2020-05-02").as_bytes());
    assert!(import(&site, &["--update", "events.csv"]).stderr.contains("1 edited by hand"));
    assert!(text(&site, "content/events/e1.ru.md").contains("\"Собрание\""));
}
