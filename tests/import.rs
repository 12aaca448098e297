//! `ssg import` from outside: articles in, pages out. All articles here are invented.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use std::fs;

use sha2::{Digest, Sha256};
use support::{Run, Site, run};

const SITE: &str = "
-- site.toml --
title = \"Мұрағат\"
base_url = \"https://archive.example/\"
";

/// An invented report in Kazakh.
const KAZAKH: &str = "Павлодарда ІV Азаматтық форум өтті

132
Павлодар қаласында «Ауыл болашағы – ортақ іс» тақырыбында Павлодар облысының ІV Азаматтық форумы өтті.
Жиынға облыстық мәслихат хатшысы Ерлан Сейтқұлов пен «Жарқын жол» қоғамдық бірлестігінің төрағасы Айгерім Досова қатысты.
Форумға Астана мен Қостанай облысынан қонақтар келді.

Пікір қалдырыңыз
";

/// The same event, as a Russian paper would report it.
const RUSSIAN: &str = "В Павлодаре прошёл IV Гражданский форум

В Павлодаре прошёл IV Гражданский форум Павлодарской области на тему «Будущее села – общее дело».
В мероприятии приняла участие председатель общественного объединения «Жарқын жол» Айгерим Досова.
";

fn site() -> Site {
    let site = Site::new(SITE);
    site.write_bytes("articles/kk.txt", KAZAKH.as_bytes());
    site
}

#[track_caller]
fn import(site: &Site, arguments: &[&str]) -> Run {
    let all: Vec<&str> = ["import"].iter().chain(arguments).copied().collect();
    let run = site.run(&all);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    run
}

fn page(site: &Site, path: &str) -> String {
    fs::read_to_string(site.path(path)).expect(path)
}

const PAGE: &str = "content/events/pavlodar-civic-forum-4.md";

#[test]
fn an_article_becomes_a_page_that_can_be_built_at_once() {
    let site = site();
    import(&site, &["articles"]);
    let text = page(&site, PAGE);
    for line in [
        "title = \"Павлодарда ІV Азаматтық форум өтті\"",
        "rights = \"excerpt\"",
        "region = \"pavlodar\"",
        "kind = \"civic-forum\"",
        "number = 4",
        "theme = \"Ауыл болашағы – ортақ іс\"",
        "file = \"kk.txt\"",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
    assert!(!text.contains("date ="), "the article gives no date:\n{text}");
    assert!(!text.contains("Пікір қалдырыңыз") && !text.contains("132"), "{text}");
    let output = site.build();
    assert!(output.text("regions/pavlodar/index.html").contains("/events/pavlodar-civic-forum-4/"));
    assert!(!output.has("regions/astana/index.html"), "guests' regions are not the event's");
    assert!(!output.paths().iter().any(|path| path.contains("evidence")));
}

#[test]
fn every_quote_stands_at_its_place_in_the_article() {
    let site = site();
    let run = import(&site, &["--dry-run", "--format", "json", "articles/kk.txt"]);
    let object: serde_json::Value = serde_json::from_str(run.stdout.trim()).expect("one JSON object a line");
    let letters: Vec<char> = KAZAKH.chars().collect();
    let mut quotes = 0;
    let mut values = vec![&object];
    while let Some(value) = values.pop() {
        if let Some(quote) = value.get("quote").and_then(|quote| quote.as_str()) {
            let at = |key: &str| usize::try_from(value[key].as_u64().expect("a number")).expect("small");
            let there: String = letters[at("start")..at("end")].iter().collect();
            assert_eq!(there, quote);
            quotes += 1;
        }
        match value {
            serde_json::Value::Array(items) => values.extend(items),
            serde_json::Value::Object(entries) => values.extend(entries.values()),
            _ => {}
        }
    }
    assert!(quotes >= 6, "{object}");
    assert!(!site.path(PAGE).exists(), "a dry run writes nothing");
}

#[test]
fn importing_again_changes_nothing_and_what_a_person_edited_stands() {
    let site = site();
    import(&site, &["articles"]);
    let first = page(&site, PAGE);
    let run = import(&site, &["articles"]);
    assert!(run.stderr.contains("1 unchanged"), "{}", run.stderr);
    assert_eq!(page(&site, PAGE), first);
    // The name of the file does not matter: the text does.
    site.write_bytes("articles/renamed.txt", KAZAKH.as_bytes());
    site.remove("articles/kk.txt");
    assert!(import(&site, &["articles"]).stderr.contains("1 unchanged"));

    let edited = first.replace("number = 4", "number = 4 # checked");
    site.write_bytes(PAGE, edited.as_bytes());
    let run = import(&site, &["articles", "--update"]);
    assert!(run.stderr.contains("edited by hand"), "{}", run.stderr);
    assert_eq!(page(&site, PAGE), edited);
}

#[test]
fn one_article_in_any_encoding_gives_one_page() {
    let utf16 = |text: &str| -> Vec<u8> {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let with_bom = |text: &str| [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let windows_lines = |text: &str| text.replace('\n', "\r\n").into_bytes();
    let plain = {
        let site = site();
        import(&site, &["articles/kk.txt"]);
        page(&site, PAGE)
    };
    for bytes in [utf16(KAZAKH), with_bom(KAZAKH), windows_lines(KAZAKH)] {
        let site = Site::new(SITE);
        site.write_bytes("articles/kk.txt", &bytes);
        import(&site, &["articles/kk.txt"]);
        assert_eq!(page(&site, PAGE), plain);
    }
}

#[test]
fn what_an_import_was_told_once_is_known_the_next_time() {
    let site = site();
    site.write_bytes(
        "articles/kk.txt",
        "Павлодарда форум өтті\n\n14 қарашада Павлодарда облыстық IV Азаматтық форум өтті.\n".as_bytes(),
    );
    import(&site, &["--published", "2025-11-17", "--publisher", "example.kz", "articles/kk.txt"]);
    let first = page(&site, PAGE);
    assert!(first.contains("date = \"2025-11-14\""), "{first}");
    let run = import(&site, &["articles/kk.txt"]);
    assert!(run.stderr.contains("1 unchanged"), "{}{}", run.stdout, run.stderr);
    import(&site, &["--update", "--url", "https://example.kz/news/17", "articles/kk.txt"]);
    let second = page(&site, PAGE);
    let (before, after) = second.split_once("url = \"https://example.kz/news/17\"\n").expect("the address");
    assert_eq!(format!("{before}{after}"), first, "nothing else has changed");
}

#[test]
fn a_second_report_is_reported_and_joined_only_when_told_to() {
    let site = site();
    import(&site, &["articles/kk.txt"]);
    site.write_bytes("articles/ru.txt", RUSSIAN.as_bytes());
    let run = import(&site, &["--dry-run", "articles/ru.txt"]);
    assert!(
        run.stdout.contains("same event?") && run.stdout.contains("pavlodar-civic-forum-4"),
        "{}",
        run.stdout
    );

    import(&site, &["--join", "pavlodar-civic-forum-4", "articles/ru.txt"]);
    let main = page(&site, PAGE);
    assert_eq!(main.matches("[[sources]]").count(), 2, "{main}");
    let translation = page(&site, "content/events/pavlodar-civic-forum-4.ru.md");
    assert!(translation.contains("title = \"В Павлодаре прошёл IV Гражданский форум\""), "{translation}");
    assert!(!translation.contains("region"), "facts stand in the main file alone");
    let output = site.build();
    assert!(output.text("ru/events/pavlodar-civic-forum-4/index.html").contains("В Павлодаре прошёл"));
    let run = import(&site, &["--join", "pavlodar-civic-forum-4", "articles/ru.txt"]);
    assert!(run.stderr.contains("1 unchanged"), "{}", run.stderr);
    assert_eq!(page(&site, PAGE), main, "joining again changes nothing");
    // What could not be taken over is said.
    for arguments in [&["--update"][..], &["--join", "pavlodar-civic-forum-4"]] {
        let told = ["--url", "https://paper.example/1", "articles/ru.txt"];
        let run = site.run(&[&["import"][..], arguments, &told].concat());
        assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("has it among its sources already"), "{}", run.stderr);
        assert_eq!(page(&site, PAGE), main);
    }
    // Nobody but the program has written these pages.
    for arguments in [&["articles"][..], &["--update", "articles"]] {
        let run = import(&site, arguments);
        assert!(run.stderr.contains("2 unchanged"), "{}{}", run.stdout, run.stderr);
        assert_eq!(page(&site, PAGE), main);
    }
}

/// Lets a page look as if it had been imported long ago; gives the day on which it was.
fn made_older(site: &Site) -> String {
    let hash = |text: &str| {
        Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let now = page(site, PAGE);
    let day = now.lines().find_map(|line| line.strip_prefix("recorded = ")).expect("a day").to_owned();
    let older = now.replace(&format!("recorded = {day}"), "recorded = 2024-01-01");
    let evidence = PAGE.replace(".md", ".evidence.toml");
    site.write_bytes(&evidence, page(site, &evidence).replace(&hash(&now), &hash(&older)).as_bytes());
    site.write_bytes(PAGE, older.as_bytes());
    day
}

#[test]
fn what_another_import_changes_is_dated() {
    let site = site();
    import(&site, &["articles/kk.txt"]);
    let today = made_older(&site);
    let run = import(&site, &["articles/kk.txt"]);
    assert!(run.stderr.contains("1 unchanged"), "{}", run.stderr);
    // What the command line says of the source is new.
    import(&site, &["--update", "--publisher", "Газет", "articles/kk.txt"]);
    let dated = format!("recorded = 2024-01-01\nupdated = {today}\n");
    assert!(page(&site, PAGE).contains(&dated), "{}", page(&site, PAGE));
    let run = import(&site, &["--update", "--publisher", "Газет", "articles/kk.txt"]);
    assert!(run.stderr.contains("1 unchanged"), "{}", run.stderr);

    let site = self::site();
    import(&site, &["articles/kk.txt"]);
    made_older(&site);
    site.write_bytes("articles/ru.txt", RUSSIAN.as_bytes());
    import(&site, &["--join", "pavlodar-civic-forum-4", "articles/ru.txt"]);
    assert!(page(&site, PAGE).contains(&dated), "{}", page(&site, PAGE));
}

/// A site with both reports imported on their own.
fn imported_twice() -> Site {
    let site = site();
    import(&site, &["articles/kk.txt"]);
    site.write_bytes("articles/ru.txt", RUSSIAN.as_bytes());
    let run = import(
        &site,
        &[
            "--publisher",
            "Газета",
            "--url",
            "https://news.example/ru",
            "--published",
            "2022-05-04",
            "articles/ru.txt",
        ],
    );
    assert!(
        run.stdout.contains("ssg import --join pavlodar-civic-forum-4 articles/ru.txt"),
        "{}",
        run.stdout
    );
    site
}

const OWN: &str = "content/events/pavlodar-civic-forum-4-2.md";
const JOIN: &[&str] = &["--join", "pavlodar-civic-forum-4", "articles/ru.txt"];

#[test]
fn joining_an_article_that_has_a_page_takes_the_page_back() {
    let site = imported_twice();
    let run = import(&site, JOIN);
    assert!(run.stderr.contains("1 joined"), "{}", run.stderr);
    assert!(run.stdout.contains(&format!("taken back   {OWN}")), "{}", run.stdout);
    assert!(!site.path(OWN).exists());
    assert!(!site.path("content/events/pavlodar-civic-forum-4-2.evidence.toml").exists());
    let main = page(&site, PAGE);
    assert_eq!(main.matches("[[sources]]").count(), 2, "{main}");
    for line in [
        "aliases = [\n  \"pavlodar-civic-forum-4-2\",\n]\n",
        "publisher = \"Газета\"\nurl = \"https://news.example/ru\"\npublished = 2022-05-04\n",
    ] {
        assert!(main.contains(line), "no {line} in\n{main}");
    }
    let output = site.build();
    assert!(output.text("ru/events/pavlodar-civic-forum-4/index.html").contains("В Павлодаре прошёл"));
    assert!(
        output.text("events/pavlodar-civic-forum-4-2/index.html").contains("/events/pavlodar-civic-forum-4/")
    );

    let before = support::files(&site.path("content"));
    for arguments in [JOIN, &["articles"], &["--update", "articles"]] {
        let run = import(&site, arguments);
        assert!(
            run.stderr.contains("unchanged") && !run.stderr.contains(", "),
            "{}{}",
            run.stdout,
            run.stderr
        );
        assert_eq!(support::files(&site.path("content")), before);
    }
}

#[test]
fn joining_an_article_whose_page_was_edited_leaves_the_page() {
    let site = imported_twice();
    let edited = page(&site, OWN).replace("number = 4", "number = 4 # checked");
    site.write_bytes(OWN, edited.as_bytes());
    for _ in 0..2 {
        let run = import(&site, JOIN);
        assert!(
            run.stdout.contains(&format!(
                "{OWN} stands: somebody edited it, or more belongs to it; move what is worth keeping to {PAGE}, then delete it"
            )),
            "{}",
            run.stdout
        );
        assert_eq!(page(&site, OWN), edited);
        assert_eq!(page(&site, PAGE).matches("[[sources]]").count(), 2, "it is joined, and once");
    }
    // As it is told.
    site.remove(OWN);
    site.remove("content/events/pavlodar-civic-forum-4-2.evidence.toml");
    assert!(import(&site, JOIN).stderr.contains("1 unchanged"));
    site.build();
}

#[test]
fn a_page_that_has_a_translation_or_a_second_source_is_not_taken_back() {
    let site = imported_twice();
    site.write("-- content/events/pavlodar-civic-forum-4-2.en.md --\n+++\ntitle = \"Forum\"\n+++\n");
    assert!(import(&site, JOIN).stdout.contains("stands"));

    let site = imported_twice();
    site.write_bytes("articles/third.txt", RUSSIAN.replace("В мероприятии", "В форуме").as_bytes());
    import(&site, &["--join", "pavlodar-civic-forum-4-2", "articles/third.txt"]);
    assert!(import(&site, JOIN).stdout.contains("stands"));
    assert_eq!(page(&site, OWN).matches("[[sources]]").count(), 2);
}

#[test]
fn a_joining_that_was_interrupted_is_finished_by_the_same_command() {
    let site = imported_twice();
    let own = ["", ".evidence"].map(|part| {
        let ending = if part.is_empty() { "md" } else { "toml" };
        format!("content/events/pavlodar-civic-forum-4-2{part}.{ending}")
    });
    let before = own.each_ref().map(|path| page(&site, path));
    import(&site, JOIN);
    let main = page(&site, PAGE);
    // As if it had ended before the page was deleted.
    for (path, text) in own.iter().zip(before) {
        site.write_bytes(path, text.as_bytes());
    }
    assert!(import(&site, JOIN).stdout.contains("taken back"));
    assert_eq!(page(&site, PAGE), main);
    assert!(own.iter().all(|path| !site.path(path).exists()));
    site.build();
}

#[test]
fn an_address_that_was_given_up_is_not_given_to_another_event() {
    let site = imported_twice();
    import(&site, JOIN);
    site.write_bytes("articles/third.txt", RUSSIAN.replace("общее дело", "дело всех").as_bytes());
    let run = import(&site, &["articles/third.txt"]);
    assert!(run.stdout.contains("→ content/events/pavlodar-civic-forum-4-3.md"), "{}", run.stdout);
    site.build();
}

#[test]
fn a_joined_source_stands_as_the_others_do_and_nothing_else_changes() {
    const LIST: &str = "+++\ntitle = \"Форум\"\nsources = [\n  { title = \"б\", url = \"https://example.kz/\" }, # checked\n]\nrecorded = 2024-01-01\n+++\n";
    const TABLES: &str = "+++\ntitle = \"Форум\"\nrecorded = 2024-01-01\n\n[[sources]]\ntitle = \"б\"\n\n# ours\n[extra]\nx = 1\n+++\n\nМәтін.\n";
    for (text, joined) in [(LIST, "  { title = "), (TABLES, "[[sources]]\ntitle = ")] {
        for newline in ["\n", "\r\n"] {
            let site = Site::new(SITE);
            let before = text.replace('\n', newline);
            site.write_bytes("content/events/forum.md", before.as_bytes());
            site.write_bytes("ru.txt", RUSSIAN.as_bytes());
            import(&site, &["--join", "forum", "ru.txt"]);
            let after = page(&site, "content/events/forum.md");
            assert_eq!(after.replace("\r\n", "\n").matches(joined).count(), 2, "{after}");
            assert_eq!(after.matches('\n').count(), after.matches(newline).count(), "{after:?}");
            // What was there is there, in its order.
            let mut lines = after.lines();
            assert!(before.lines().all(|line| lines.any(|other| other == line)), "{after}");
            site.build();
            assert!(import(&site, &["--join", "forum", "ru.txt"]).stderr.contains("1 unchanged"));
            assert_eq!(page(&site, "content/events/forum.md"), after);
        }
    }
}

#[test]
fn a_file_to_which_no_source_can_be_added_is_named_and_stays() {
    for (text, said) in [
        ("---\ntitle: Форум\n---\n", "the front matter is YAML, which is not rewritten"),
        ("+++\ntitle = \"Форум\"\nsources = \"б\"\n+++\n", "the value in the file is of the wrong type"),
    ] {
        let site = Site::new(SITE);
        site.write_bytes("content/events/forum.md", text.as_bytes());
        site.write_bytes("ru.txt", RUSSIAN.as_bytes());
        let run = site.run(&["import", "--join", "forum", "ru.txt"]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert!(run.stderr.contains(&format!("content/events/forum.md: {said}")), "{}", run.stderr);
        assert_eq!(support::files(&site.path("content")).len(), 1, "nothing was written");
        assert_eq!(page(&site, "content/events/forum.md"), text);
    }

    // Nor is its text put in the place of one that does not parse, or lost.
    let site = imported_twice();
    site.write("-- content/events/pavlodar-civic-forum-4.ru.md --\n+++\ntitle = \"Форум\"\n");
    let before = support::files(&site.path("content"));
    let run = site.run(&[&["import"], JOIN].concat());
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("content/events/pavlodar-civic-forum-4.ru.md, which is there"),
        "{}",
        run.stderr
    );
    assert_eq!(support::files(&site.path("content")), before);
}

#[test]
fn joining_what_seems_to_be_about_something_else_says_so() {
    let site = site();
    import(&site, &["articles/kk.txt"]);
    let text =
        page(&site, PAGE).replace("region = \"pavlodar\"", "date = \"2025-11-14\"\nregion = \"pavlodar\"");
    site.write_bytes(PAGE, text.as_bytes());
    site.write_bytes(
        "articles/other.txt",
        "Алматыда дөңгелек үстел өтті\n\n2024 жылғы 5 мамырда Алматы қаласында «Таза қала» тақырыбында дөңгелек үстел өтті.\n"
            .as_bytes(),
    );
    let run = import(&site, &["--join", "pavlodar-civic-forum-4", "articles/other.txt"]);
    for (fact, article, event) in [
        ("date", "2024-05-05", "2025-11-14"),
        ("region", "almaty", "pavlodar"),
        ("kind", "round-table", "civic-forum"),
    ] {
        let said = format!("another event?  {fact} is {article} here, {event} in {PAGE}\n");
        assert!(run.stdout.contains(&said), "no {said} in {}", run.stdout);
    }
    assert!(!import(&imported_twice(), JOIN).stdout.contains("another event?"));
}

#[test]
fn what_cannot_stand_in_a_page_is_refused_before_anything_is_written() {
    let site = site();
    for (option, value) in [
        ("--publisher", ""),
        ("--publisher", " "),
        ("--url", "news.example"),
        ("--published", "4.5.2022"),
        ("--into", "content/pages"),
    ] {
        let run = site.run(&["import", option, value, "articles/kk.txt"]);
        assert_eq!(run.status, 2, "{option} {value:?}");
        assert!(run.stderr.contains(&format!("{option} cannot be ")), "{}", run.stderr);
        assert!(!site.path("content").exists(), "{option} {value:?}");
    }
}

#[test]
fn a_saved_page_gives_its_metadata_and_nothing_active() {
    let html = r#"<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Форум | Газета</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"В Костанае прошёл круглый стол","datePublished":"2022-04-07T10:00:00+06:00","author":{"@type":"Person","name":"Анна Петрова"},"publisher":{"@type":"Organization","name":"Придуманная газета"},"mainEntityOfPage":"https://news.example/a/1"}</script>
<link rel="canonical" href="https://news.example/a/1"></head><body><nav><a href="/">Главная</a></nav>
<article><h1>В Костанае прошёл круглый стол</h1>
<p>В Костанае прошёл круглый стол «Доступная среда для всех». В нём участвовали представители общественных организаций и акимата области, обсуждались пандусы, остановки и школы.</p>
<p>Участники <a href="javascript:alert(1)">приняли</a> <a href="https://news.example/doc">рекомендации</a> и договорились встретиться снова. Подробный перечень предложений будет направлен в профильные управления области в ближайшее время.</p>
<div class="share-buttons"><a href="https://social.example/share">Поделиться</a></div>
<div class="read-also"><h3>Читайте также</h3><a href="/b">Другая новость о другом событии</a></div>
</article><script>alert(1)</script></body></html>"#;
    let site = Site::new(SITE);
    site.write_bytes("articles/page.html", html.as_bytes());
    import(&site, &["articles/page.html"]);
    let folder = files_of(&site);
    let text = folder.values().next().expect("a page");
    for line in [
        "publisher = \"Придуманная газета\"",
        "url = \"https://news.example/a/1\"",
        "published = 2022-04-07",
        "credit = \"Анна Петрова\"",
        "region = \"kostanay\"",
        "kind = \"round-table\"",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
    for word in ["javascript", "alert", "Поделиться", "Читайте также", "<script"] {
        assert!(!text.contains(word), "{word} in\n{text}");
    }
    assert!(text.contains("[рекомендации](https://news.example/doc)"), "{text}");
    site.build();
}

/// The text is in three boxes of a page builder, the head of the site has today's date, readers have written below.
#[test]
fn a_page_of_many_boxes_keeps_its_text_and_names_what_it_leaves_out() {
    let widget = |text: &str| {
        format!(
            "<section><div class=\"elementor-widget elementor-widget-text-editor\"><div class=\"elementor-widget-container\">{text}</div></div></section>"
        )
    };
    let html = format!(
        "<!DOCTYPE html><html lang=\"ru\"><head><meta charset=\"utf-8\"><title>Форум прошёл в Костанае</title></head><body><div class=\"page\">
<header><div class=\"current-date\">Понедельник, 30 ноября 2026</div></header><div><h1>Форум прошёл в Костанае</h1>
{}{}{}</div><div id=\"comments\"><p>Спасибо всем, кто приехал на этот форум!</p></div></div></body></html>",
        widget("<p>Сегодня в Костанае прошёл областной форум неправительственных организаций под девизом «Сила добра».</p>"),
        widget("<p>Участники обсудили, как они помогают жителям области после весеннего паводка.</p><table><tr><th>Год</th><th>Грантов</th></tr><tr><td>2022</td><td>14</td></tr></table>"),
        widget("<p>По итогам форума принята резолюция, в которой участники просят увеличить финансирование заказа.</p>"),
    );
    let site = Site::new(SITE);
    site.write_bytes("page.html", html.as_bytes());
    let run = import(&site, &["page.html"]);
    assert!(
        run.stdout.contains("  left out     “Спасибо всем, кто приехал на этот форум!”"),
        "{}",
        run.stdout
    );
    let text = files_of(&site).into_values().next().expect("a page");
    for part in ["Сегодня в Костанае", "Участники обсудили", "| 2022 | 14 |", "По итогам форума"]
    {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(
        !text.contains("date =") && !text.contains("published"),
        "the page gives no day of its own:\n{text}"
    );
    assert!(!text.contains("Спасибо"), "{text}");
}

/// The pages below `content/events`.
fn files_of(site: &Site) -> std::collections::BTreeMap<String, String> {
    support::files(&site.path("content/events"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".md"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

#[test]
fn with_a_publication_date_today_becomes_a_day() {
    let site = Site::new(SITE);
    site.write_bytes(
        "a.txt",
        "Таразда дөңгелек үстел өтті\n\nБүгін Тараз қаласында «Таза қала» тақырыбында дөңгелек үстел өтті. Оған тұрғындар қатысты.\n"
            .as_bytes(),
    );
    import(
        &site,
        &["--published", "2022-05-04", "--publisher", "Газет", "--url", "https://news.example/x", "a.txt"],
    );
    let text = files_of(&site).into_values().next().expect("a page");
    assert!(text.contains("date = \"2022-05-04\""), "{text}");
    assert!(text.contains("publisher = \"Газет\"") && text.contains("published = 2022-05-04"), "{text}");
}

#[test]
fn a_file_that_is_no_article_is_named_and_the_others_go_on() {
    let site = site();
    site.write_bytes("articles/empty.txt", b"");
    site.write_bytes("articles/binary.txt", b"\x00\x01\x02\x03binary");
    let run = site.run(&["import", "articles"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("empty.txt") && run.stderr.contains("binary.txt"), "{}", run.stderr);
    assert!(site.path(PAGE).exists(), "the good one was imported");
}

#[test]
fn a_document_of_another_program_is_refused_with_what_to_do() {
    let site = site();
    let archive = "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--b\"\r\n\r\n----b\r\n";
    let files: [(&str, &[u8], &str); 4] = [
        ("page.mht", archive.as_bytes(), "an archived web page (.mht)"),
        ("letter.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "a PDF document"),
        ("letter.rtf", b"{\\rtf1\\ansi\\ansicpg1251 Forum}", "a document in Rich Text Format"),
        ("letter.docx", b"PK\x03\x04", "a .docx"),
    ];
    for (name, bytes, what) in files {
        site.write_bytes(name, bytes);
        let run = site.run(&["import", name]);
        assert_eq!(run.status, 1, "{name}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("error: {name}: the file is {what}")), "{}", run.stderr);
        assert!(run.stderr.contains("help: open it, and save it as a web page"), "{}", run.stderr);
    }
    assert!(!site.path("content").exists(), "nothing is written");
}

#[test]
fn a_file_that_is_not_there_is_named_once() {
    let site = site();
    let run = site.run(&["import", "nothere.txt"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.starts_with("error: nothere.txt: cannot be read: "), "{}", run.stderr);
    assert_eq!(run.stderr.matches("nothere.txt").count(), 1, "{}", run.stderr);

    let table = site.run(&["import", "--dry-run", "nothere.csv"]);
    assert_eq!(table.status, 2, "{}", table.stderr);
    assert!(table.stderr.starts_with("error: nothere.csv: cannot be read: "), "{}", table.stderr);

    // The others are imported all the same; an article with which something is wrong weighs more.
    let run = site.run(&["import", "nothere.txt", "articles"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(site.path(PAGE).exists(), "the good one was imported");
    site.write_bytes("articles/empty.txt", b"");
    assert_eq!(site.run(&["import", "nothere.txt", "articles"]).status, 1);
}

#[test]
fn a_page_whose_evidence_is_gone_is_left_alone_and_not_called_edited() {
    let site = site();
    import(&site, &["articles"]);
    let written = page(&site, PAGE);
    site.remove(&PAGE.replace(".md", ".evidence.toml"));
    let run = import(&site, &["articles", "--update"]);
    let said = format!("= {PAGE} has no .evidence.toml that tells whether it was edited: left alone");
    assert!(run.stdout.contains(&said), "{}", run.stdout);
    assert!(run.stderr.contains("1 without evidence and left alone"), "{}", run.stderr);
    assert_eq!(page(&site, PAGE), written);
}

#[test]
fn a_page_that_does_not_parse_stops_no_import_and_is_not_made_again() {
    let site = site();
    import(&site, &["articles/kk.txt"]);
    let broken = page(&site, PAGE).replacen("+++\n\n", "\n", 1);
    site.write_bytes(PAGE, broken.as_bytes());
    site.write_bytes("articles/ru.txt", RUSSIAN.as_bytes());
    let other = "Таразда дөңгелек үстел өтті\n\n2022 жылғы 4 мамырда Тараз қаласында дөңгелек үстел өтті.\n";
    site.write_bytes("articles/z.txt", other.as_bytes());
    // One of them would have the address of the broken page.
    let run = import(&site, &["articles"]);
    assert!(run.stdout.contains(&format!("= {PAGE} was edited by hand: left alone")), "{}", run.stdout);
    assert!(run.stdout.contains("→ content/events/pavlodar-civic-forum-4-2.md"), "{}", run.stdout);
    assert!(run.stderr.contains("2 written, 1 edited by hand"), "{}", run.stderr);
    assert_eq!(page(&site, PAGE), broken);

    // Of a page that is no text at all its name is known.
    let site = self::site();
    site.write_bytes(PAGE, b"+++\ntitle = \"\xff\"\n+++\n");
    let run = import(&site, &["articles"]);
    assert!(run.stdout.contains("→ content/events/pavlodar-civic-forum-4-2.md"), "{}", run.stdout);
    assert!(!site.path(&PAGE.replace(".md", ".evidence.toml")).exists(), "nothing beside another page");
}

#[test]
fn what_lies_beside_no_page_is_not_taken_for_the_evidence_of_the_next() {
    let evidence = PAGE.replace(".md", ".evidence.toml");
    let other = KAZAKH.replace("Айгерім Досова", "Гүлнар Бекова");
    let site = site();
    import(&site, &["articles/kk.txt"]);
    site.remove(PAGE);
    let check = site.run(&["check"]);
    assert!(
        check.stderr.contains(&format!(
            "note[orphan-evidence]: there is no page that this is the evidence of\n--> {evidence}"
        )),
        "{}",
        check.stderr
    );
    site.write_bytes("articles/kk.txt", other.as_bytes());
    import(&site, &["articles/kk.txt"]);
    let kept = page(&site, &evidence);
    assert!(kept.contains("Бекова") && !kept.contains("Досова"), "{kept}");

    // Of a page that was renamed it is the evidence still.
    let site = self::site();
    import(&site, &["articles/kk.txt"]);
    let text = page(&site, PAGE);
    site.remove(PAGE);
    site.write_bytes("content/events/forum.md", text.as_bytes());
    let before = page(&site, &evidence);
    site.write_bytes("articles/other.txt", other.as_bytes());
    let run = import(&site, &["articles"]);
    assert!(run.stderr.contains("1 written, 1 unchanged"), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("→ content/events/pavlodar-civic-forum-4-2.md"), "{}", run.stdout);
    assert_eq!(page(&site, &evidence), before);
}

#[test]
fn an_article_of_which_nothing_remains_is_named_and_makes_no_page() {
    let site = site();
    site.write_bytes("articles/nothing.txt", "Пікір қалдырыңыз\n\nПікір қалдыру\n".as_bytes());
    let path = site.path("articles");
    let run = site.run(&["import", &path.to_string_lossy()]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("nothing.txt: the article has no text: "), "{}", run.stderr);
    assert_eq!(files_of(&site).len(), 1, "that of the other article");
}

#[test]
fn one_text_under_two_names_is_one_page_and_nobody_edited_it() {
    let site = site();
    site.write_bytes("articles/again.txt", KAZAKH.as_bytes());
    let run = import(&site, &["articles"]);
    assert!(run.stderr.contains("1 written, 1 unchanged"), "{}", run.stderr);
}

#[test]
fn looking_works_without_a_site_and_writing_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), KAZAKH).expect("a file");
    assert_eq!(run(folder.path(), &["import", "--dry-run", "a.txt"]).status, 0);
    let Run { status, stderr, .. } = run(folder.path(), &["import", "a.txt"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("site.toml"), "{stderr}");
}

/// The page of an article, which is imported alone into an empty site.
#[track_caller]
fn page_of(file: &str, article: &str) -> (Site, String) {
    let site = Site::new(SITE);
    site.write_bytes(&format!("articles/{file}"), article.as_bytes());
    import(&site, &["articles"]);
    let pages: Vec<_> = fs::read_dir(site.path("content/events"))
        .expect("events")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    let [path] = &pages[..] else { panic!("{pages:?}") };
    let text = fs::read_to_string(path).expect("the page");
    (site, text)
}

#[test]
fn a_text_that_was_broken_for_its_width_has_whole_paragraphs() {
    let article = "КОНФЕРЕНЦИЯ ОБЩЕСТВЕН-\nНЫХ ОБЪЕДИНЕНИЙ\n\n12 мая 2023 года в Кос\u{AD}танае прошла конферен-\nция объединений, которую открыл пред-\nседатель Альянса. Её организовал общественный\nфонд «Шапа\u{AD}ғат».\n\nОбсудили:\n– гранты\n– помещения\n";
    let (_, text) = page_of("a.txt", article);
    for line in [
        "title = \"Конференция общественных объединений\"",
        "date = \"2023-05-12\"",
        "  \"Шапағат\",",
        "12 мая 2023 года в Костанае прошла конференция объединений, которую открыл председатель Альянса. Её организовал общественный фонд «Шапағат».",
        "\nОбсудили:\n\n– гранты\n\n– помещения\n",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
}

#[test]
fn an_article_whose_lines_were_put_together_is_known_again() {
    let article = "Семинар в Актау\n\nВ субботу в Актау прошёл семи-\nнар для молодых.\n";
    let (site, first) = page_of("a.txt", article);
    assert!(first.contains(&format!("sha256 = \"{:x}\"", Sha256::digest(article))), "{first}");
    assert!(import(&site, &["articles"]).stderr.contains("1 unchanged"));
}

#[test]
fn lines_above_an_article_tell_its_source_and_are_no_title() {
    let article = "Источник: газета «Заря степи»\nДата публикации: 12 марта 2019 г.\nАвтор: Мария Петрова\nСсылка: https://zarya.example.kz/news/55\n\nОбщественники обсудили проблемы села\n\nВ Рудном 11 марта прошёл форум сельских НПО. Пришли жители трёх сёл.\n";
    let (_, text) = page_of("a.txt", article);
    for line in [
        "title = \"Общественники обсудили проблемы села\"",
        "date = \"2019-03-11\"",
        "publisher = \"Заря степи\"",
        "url = \"https://zarya.example.kz/news/55\"",
        "published = 2019-03-12",
        "credit = \"Мария Петрова\"",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
    assert!(!text.contains("Источник") && !text.contains("Дата публикации"), "{text}");
}

#[test]
fn nested_lists_of_a_web_page_stay_nested() {
    let article = "<!DOCTYPE html><html lang='ru'><meta charset='utf-8'><article><h1>Форум в Костанае</h1>\
        <p>12 мая 2023 года в Костанае прошёл областной форум объединений. Его организовал фонд «Арна», пришли более двухсот человек из всех районов области.</p>\
        <ol><li>Секции:<ul><li>экология</li><li>право<ol><li>суды</li><li>медиация</li></ol></li></ul></li><li>Пленарное заседание</li></ol>\
        <p>Участники обсудили государственный заказ и гранты, а также работу общественных советов. По итогам принята резолюция.</p></article></html>";
    let (_, text) = page_of("a.html", article);
    let list =
        "1. Секции:\n   - экология\n   - право\n     1. суды\n     2. медиация\n2. Пленарное заседание\n";
    assert!(text.contains(list), "{text}");
}

#[test]
fn a_title_that_only_the_page_tells_waits_for_review() {
    let page = |title: &str, first: &str| {
        format!(
            "<html><meta charset='utf-8'><title>{title}</title><body><p>{first}</p><p>11 апреля 2006 года в Актау прошла конференция общественных объединений, в которой участвовали более восьмидесяти человек из области и столицы. Провело её объединение «Каспий», о ней рассказали в газете.</p></body></html>"
        )
    };
    let own = "title = \"В Актау обсудили будущее моря\"";
    let cases = [
        // The site's name; and the article's with the site's behind it.
        ("Новости Актау", "<b>В Актау обсудили будущее моря</b>", own, true),
        (
            "В Актау обсудили будущее моря :: Каспий сегодня",
            "<b>В Актау обсудили будущее моря</b>",
            own,
            false,
        ),
        ("Версия для печати", "Каспий сегодня.</p><h2>В Актау обсудили будущее моря</h2><p>", own, false),
        ("Новости Актау", "Фонд показал газете свои планы.", "title = \"Новости Актау\"", true),
    ];
    for (title, first, wanted, waits) in cases {
        let (_, text) = page_of("a.html", &page(title, first));
        assert!(text.contains(wanted), "{title}: {text}");
        let review = text.lines().find(|line| line.starts_with("review =")).unwrap_or_default();
        assert_eq!(review.contains("\"title\""), waits, "{title}: {text}");
    }
}

#[test]
fn a_file_with_several_articles_is_named() {
    let site = Site::new(SITE);
    let article = "Форум прошёл в Уральске\n\n12 мая 2022 года в Уральске прошёл форум. Организатор – ОФ «Арна».\n\n***\n\nКруглый стол в Атырау\n\n3 июля 2022 года в Атырау прошёл круглый стол. Организатор – ОО «Шар».\n";
    site.write_bytes("articles/a.txt", article.as_bytes());
    let run = import(&site, &["articles"]);
    let shown = format!("{}{}", run.stdout, run.stderr);
    assert!(shown.contains("“Круглый стол в Атырау” seems to begin another one"), "{shown}");
    let text = page(&site, "content/events/west-kazakhstan-forum-2022.md");
    assert!(text.contains("review = [\"date\", \"organisations\"]"), "{text}");
}

#[test]
fn a_page_names_each_body_once_and_as_the_article_does_in_full() {
    let article = "Оралда форум өтті\n\nОралда азаматтық форум өтті. Жиынға Қазақстан халқы БҚО Ассамблеясының мүшелері қатысты. Оны Азаматтық бастамаларды қолдау орталығы мен Орталық коммуникациялар қызметі ұйымдастырды.\n\nОблыстық ассамблеяның төрағасы Асан Үсенов және «Үміт» қорының жобалар бойынша үйлестірушісі Берік Сапаров сөз сөйледі. Жиында «Жастар үйлестіру кеңесі» құрылды.\n";
    let (_, text) = page_of("a.txt", article);
    let facts = [
        "organisations = [",
        r#"  "Қазақстан халқы БҚО Ассамблеясы","#,
        r#"  { name = "Азаматтық бастамаларды қолдау орталығы", role = "organiser" },"#,
        r#"  { name = "Орталық коммуникациялар қызметі", role = "organiser" },"#,
        r#"  "Үміт","#,
        r#"  "Жастар үйлестіру кеңесі","#,
        "]",
        "people = [",
        r#"  { name = "Асан Үсенов", role = "төраға", organisation = "Қазақстан халқы БҚО Ассамблеясы" },"#,
        r#"  { name = "Берік Сапаров", role = "жобалар бойынша үйлестіруші", organisation = "Үміт" },"#,
        "]",
    ];
    assert!(text.contains(&facts.join("\n")), "{text}");
}
