//! Whole small sites, from files to files.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use support::{BARE_TEMPLATES, Site, files, run};

/// Four events in two regions, with two organisations; a page holds two events.
fn small() -> Site {
    let site = Site::new(SMALL);
    site.write(BARE_TEMPLATES);
    site
}

const SMALL: &str = r#"
-- site.toml --
title = { kk = "Мұрағат", ru = "Архив", en = "Archive" }
base_url = "https://archive.example/repo/"
[listing]
per_page = 2
[check]
missing-source = "off"
-- content/events/forum-10.md --
+++
title = "X форум"
date = "2021-05"
region = "Түркістан облысы"
kind = "civic-forum"
organisations = ["alliance", "Жаңа «Ұйым»"]
aliases = ["tenth-forum"]
+++

[Альянс](../organisations/alliance.md) форумы.
-- content/events/forum-10.ru.md --
+++
title = "X форум, русский текст"
+++

Форум [альянса](../organisations/alliance.md).
-- content/events/meeting.md --
+++
title = "Жиын"
date = "2021-11-22/2022-01-03"
region = "turkistan"
kind = "meeting"
organisations = ["АЛЬЯНС"]
+++
-- content/events/round-table.md --
+++
title = "Круглый стол"
lang = "ru"
date = "2021~"
region = "Туркестанская область"
kind = "round-table"
organisations = ["жаңа ұйым"]
+++
-- content/events/undated.md --
+++
title = "Күні жоқ"
region = "shymkent"
+++
-- content/events/withdrawn.md --
+++
title = "Қайтарылған"
date = "2020"
region = "turkistan"
kind = "meeting"
withdrawn = "Дереккөз қате болған"
+++
-- content/events/draft.md --
+++
title = "Нобай"
draft = true
+++
-- content/organisations/alliance.md --
+++
name = { kk = "Альянс", ru = "Альянс НПО" }
+++
-- content/pages/about.md --
+++
title = "Туралы"
+++

Мәтін {{ page.title }} {% raw %}.
"#;

#[test]
fn a_site_has_these_pages_and_no_others() {
    insta::assert_snapshot!(small().build().pages().join("\n"));
}

#[test]
fn listings_run_from_the_newest_to_the_oldest_and_count_their_events() {
    let output = small().build();
    let listings = [
        "events/index.html",
        "events/page/2/index.html",
        "dates/2021/index.html",
        "dates/2022/index.html",
        "dates/unknown/index.html",
        "ru/regions/turkistan/index.html",
        "en/regions/turkistan/2021/index.html",
        "regions/turkistan/civic-forum/index.html",
        "ru/organisations/alliance/index.html",
        "organisations/zhana-uiym/index.html",
        "en/kinds/meeting/index.html",
    ];
    let shown: Vec<String> =
        listings.iter().map(|path| format!("== {path}\n{}", output.text(path).trim())).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn drafts_are_published_only_when_asked_for() {
    let site = small();
    assert!(!site.build().has("events/draft/index.html"));
    assert_eq!(site.run(&["build", "--drafts"]).status, 0);
    assert!(site.output().has("events/draft/index.html"));
}

#[test]
fn a_draft_of_a_translation_is_published_only_when_asked_for() {
    let site = small();
    site.write(
        "-- content/events/forum-10.ru.md --
+++
title = \"БУДУЩЕЕ название\"
draft = true
+++

БУДУЩИЙ текст.
-- content/pages/about.ru.md --
+++
title = \"БУДУЩЕЕ о сайте\"
draft = true
+++

БУДУЩАЯ страница.
",
    );
    let is_told = |files: &std::collections::BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let tells = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains("будущ");
        files.iter().filter(|(_, bytes)| tells(bytes)).map(|(path, _)| path.clone()).collect()
    };
    let output = site.build();
    assert_eq!(is_told(&output.files), Vec::<String>::new());
    assert!(output.text("ru/events/forum-10/index.html").contains("X форум"));
    let found = site.run(&["check"]).stderr;
    assert!(found.contains("take `draft` out of content/events/forum-10.ru.md when it is ready"), "{found}");

    assert_eq!(site.run(&["build", "--drafts"]).status, 0);
    let output = site.output();
    let told = is_told(&output.files);
    assert!(told.contains(&"ru/about/index.html".to_owned()), "{told:?}");
    assert!(told.contains(&"ru/events/forum-10/index.html".to_owned()), "{told:?}");
    // It is shown to people alone.
    assert!(told.iter().all(|path| path.ends_with("/index.html")), "{told:?}");
    assert!(output.text("ru/events/forum-10/index.html").contains("noindex"));
}

#[test]
fn a_withdrawn_event_keeps_its_address_says_why_and_is_listed_nowhere() {
    let site = small();
    let output = site.build();
    let page = output.text("events/withdrawn/index.html");
    assert!(page.contains("Дереккөз қате болған"));
    assert!(page.contains("noindex"));
    assert!(!output.has("dates/2020/index.html"));
    assert!(!output.text("sitemap.xml").contains("withdrawn"));
    // With the built-in templates too, and its translation: nothing of it but the title and why.
    let site = Site::new(SMALL);
    site.write("-- content/events/withdrawn.ru.md --\n+++\ntitle = \"Отозвано\"\n+++\n");
    let output = site.build();
    for (page, facts) in [
        ("events/withdrawn/index.html", ["Түркістан", "Кездесу", "2020"]),
        ("ru/events/withdrawn/index.html", ["Туркестан", "Встреча", "2020"]),
        ("en/events/withdrawn/index.html", ["Turkistan", "Meeting", "2020"]),
    ] {
        let page = output.text(page);
        for fact in facts {
            assert!(!page.contains(fact), "{fact}: {page}");
        }
        assert!(!page.contains("rel=\"alternate\""), "search engines are asked to leave it out: {page}");
    }
}

#[test]
fn an_old_address_leads_to_the_new_one_in_every_language() {
    let output = small().build();
    for (path, target) in [
        ("events/tenth-forum/index.html", "/repo/events/forum-10/"),
        ("ru/events/tenth-forum/index.html", "/repo/ru/events/forum-10/"),
        ("en/events/tenth-forum/index.html", "/repo/en/events/forum-10/"),
    ] {
        assert!(output.text(path).contains(&format!("url={target}")), "{path}: {}", output.text(path));
    }
}

#[test]
fn a_link_to_a_file_leads_to_the_page_in_the_language_of_its_own_page() {
    let output = small().build();
    assert!(output.text("events/forum-10/index.html").contains("href=\"/repo/organisations/alliance/\""));
    assert!(
        output.text("ru/events/forum-10/index.html").contains("href=\"/repo/ru/organisations/alliance/\"")
    );
}

#[test]
fn a_link_to_a_heading_leads_to_the_page_where_the_page_does_not_show_it() {
    let site = Site::new(
        "-- site.toml --
title = \"T\"
base_url = \"https://a.example/\"
languages = [\"kk\", \"ru\"]
[check]
missing-source = \"off\"
-- content/events/a.md --
+++
title = \"A\"
+++

[1](b.md#h) [2](c.md#h) [3](d.md#h) [4](../organisations/o.md#h) [5](../pages/p.md#h)
-- content/events/a.ru.md --
+++
title = \"A\"
+++

[1](b.md#h) [2](c.md#h) [3](d.md#h) [4](../organisations/o.md#h) [5](../pages/p.md#h)
-- content/events/b.md --
+++
title = \"B\"
+++

## H
-- content/events/c.md --
+++
title = \"C\"
rights = \"excerpt\"
+++

## H
-- content/events/d.md --
+++
title = \"D\"
+++

## H
-- content/events/d.ru.md --
+++
title = \"D\"
+++

## H
-- content/organisations/o.md --
+++
name = \"O\"
+++

## H
-- content/organisations/o.ru.md --
+++
+++

Без заголовка.
-- content/pages/p.md --
+++
title = \"P\"
+++

## H
",
    );
    let run = site.run(&["check"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let output = site.build();
    let hrefs = |path: &str| -> Vec<String> {
        let links = output.text(path).split("<a href=\"").skip(1);
        let link = |link: &str| {
            let (href, rest) = link.split_once('"')?;
            let number = rest.strip_prefix('>')?.split('<').next()?;
            matches!(number, "1" | "2" | "3" | "4" | "5").then(|| href.to_owned())
        };
        links.filter_map(link).collect()
    };
    assert_eq!(
        hrefs("events/a/index.html"),
        ["/events/b/#h", "/events/c/", "/events/d/#h", "/organisations/o/#h", "/p/#h"]
    );
    assert_eq!(
        hrefs("ru/events/a/index.html"),
        ["/ru/events/b/", "/ru/events/c/", "/ru/events/d/#h", "/ru/organisations/o/", "/ru/p/#h"]
    );
}

#[test]
fn an_event_without_a_text_in_a_language_says_so_and_stays_out_of_hreflang_and_sitemap() {
    let output = small().build();
    let english = output.text("en/events/forum-10/index.html");
    assert!(english.contains("no text in English"));
    assert!(english.contains("rel=\"canonical\" href=\"https://archive.example/repo/events/forum-10/\""));
    assert!(english.contains("noindex"));
    assert!(!english.contains("rel=\"alternate\""));
    let kazakh = output.text("events/forum-10/index.html");
    assert!(kazakh.contains("hreflang=\"ru\" href=\"https://archive.example/repo/ru/events/forum-10/\""));
    assert!(!kazakh.contains("hreflang=\"en\" href=\"https"));
    let sitemap = output.text("sitemap.xml");
    assert!(sitemap.contains("https://archive.example/repo/ru/events/forum-10/"));
    assert!(!sitemap.contains("https://archive.example/repo/en/events/forum-10/"));
    // The Russian event stands on the Russian page of a site whose first language is Kazakh.
    assert!(output.text("ru/events/round-table/index.html").contains("<h1>Круглый стол</h1>"));
    assert!(output.text("events/round-table/index.html").contains("<h1 lang=\"ru\">Круглый стол</h1>"));
}

#[test]
fn content_is_never_a_template() {
    let output = small().build();
    assert!(output.text("about/index.html").contains("{{ page.title }} {% raw %}"));
}

#[test]
fn a_template_sees_its_view_and_nothing_else() {
    let site = small();
    let with = |snippet: &str| {
        site.write_bytes("templates/page.html", format!("{{{{ page.title }}}} {snippet}").as_bytes());
        site.run(&["build"])
    };
    let sound = with("{{ site.title }}");
    assert_eq!(sound.status, 0, "{}", sound.stderr);
    let secret = site.path("site.toml").to_string_lossy().into_owned();
    for snippet in [
        "{{ get_env(name=\"PATH\") }}",
        "{{ now() }}",
        "{{ get_random(start=0, end=9) }}",
        &format!("{{{{ load_data(path=\"{secret}\") }}}}"),
        &format!("{{% include \"{secret}\" %}}"),
        "{% include \"../site.toml\" %}",
        "{{ archive.events }}",
        "{{ page.views }}",
    ] {
        let run = with(snippet);
        assert_eq!(run.status, 1, "{snippet}: {}", run.stderr);
        assert!(run.stderr.contains("error[template]"), "{snippet}: {}", run.stderr);
    }
}

#[test]
fn markup_in_front_matter_is_text() {
    let site = small();
    site.write(
        "-- content/events/hostile.md --\n+++\ntitle = '\"><script>alert(1)</script>'\nplace = '<b>x</b>'\n+++\n\n<script>alert(2)</script><b onclick=\"x()\">қалың</b>\n",
    );
    // Of what browsers take for markup; tables and JSON, where a tag is text, are read in `data.rs`.
    let is_markup = |path: &str| path.ends_with(".html") || path.ends_with(".xml");
    for (path, bytes) in site.build().files.into_iter().filter(|(path, _)| is_markup(path)) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("<script>alert"), "{path}");
        assert!(!text.contains("onclick"), "{path}");
    }
}

#[test]
fn without_a_base_address_there_is_no_sitemap_and_links_begin_at_the_root() {
    let site = Site::new("-- site.toml --\ntitle = \"T\"\n");
    let output = site.build();
    assert!(!output.has("sitemap.xml"));
    assert!(output.text("index.html").contains("href=\"/events/\""));
    assert!(!output.text("index.html").contains("rel=\"canonical\""));
}

#[test]
fn the_smallest_site_builds_in_its_one_language() {
    let site = Site::new("-- site.toml --\ntitle = \"Архив\"\nlanguages = [\"ru\"]\n");
    let output = site.build();
    assert!(output.text("index.html").contains("lang=\"ru\""));
    assert!(!output.has("kk/index.html") && !output.has("en/index.html"));
}

#[test]
fn a_sites_template_may_replace_a_built_in_one_or_change_a_block_of_it() {
    let site = small();
    site.write(
        "-- templates/page.html --\n{% extends \"built-in/page.html\" %}{% block title %}ӨЗ АТАУЫ{% endblock title %}\n",
    );
    let page = site.build();
    let text = page.text("about/index.html");
    assert!(text.contains("ӨЗ АТАУЫ"), "{text}");
    assert!(text.contains("Мәтін"), "the rest of the built-in page stays");
}

#[test]
fn a_word_may_be_changed_without_a_template() {
    let site = small();
    site.write("-- templates/strings/en.toml --\n[nav]\nevents = \"Happenings\"\n");
    assert!(site.build().text("en/index.html").contains("Happenings"));
}

#[test]
fn an_events_folder_publishes_its_files_beside_it() {
    let site = small();
    site.write(
        "-- content/events/with-photo/index.md --\n+++\ntitle = \"Сурет\"\n+++\n\n![Зал](photo.jpg)\n",
    );
    site.write_bytes("content/events/with-photo/photo.jpg", b"\xff\xd8not really a picture");
    let output = site.build();
    assert!(output.has("events/with-photo/photo.jpg"));
    let page = output.text("ru/events/with-photo/index.html");
    assert!(!page.contains("<img"), "the body of an untranslated event stays on its own page");
    assert!(
        output.text("events/with-photo/index.html").contains("src=\"/repo/events/with-photo/photo.jpg?v=")
    );
}

#[test]
fn rights_decide_what_of_a_text_is_published() {
    let body = "Бірінші сөйлем. ".repeat(60);
    for (rights, whole, part) in
        [("own", true, true), ("full", true, true), ("excerpt", false, true), ("metadata", false, false)]
    {
        let site = small();
        site.write(&format!(
            "-- content/events/text.md --\n+++\ntitle = \"Мәтін\"\nrights = \"{rights}\"\n+++\n\n{body}СОҢЫ.\n"
        ));
        let output = site.build();
        for (path, bytes) in &output.files {
            assert!(whole || !String::from_utf8_lossy(bytes).contains("СОҢЫ"), "{rights}: {path}");
        }
        let page = output.text("events/text/index.html");
        assert_eq!(page.contains("СОҢЫ"), whole, "{rights}");
        assert_eq!(page.contains("Бірінші сөйлем"), part, "{rights}");
    }
}

#[test]
fn a_text_of_raw_html_is_found_and_has_an_excerpt() {
    let site = small();
    site.write(
        "-- content/events/raw.md --\n+++\ntitle = \"Жиын\"\nrights = \"excerpt\"\n+++\n\n\
         <div>\n<p>Шеберхана &laquo;Көмек&raquo; өтті.</p>\n<p>Соңы <script>жасырын</script>жоқ.</p>\n</div>\n\
         -- content/events/table.md --\n+++\ntitle = \"Кесте\"\nrights = \"excerpt\"\n+++\n\n\
         <table><tr><td>Бір</td><td>Екі</td></tr></table>\n",
    );
    let output = site.build();
    let page = output.text("events/raw/index.html");
    assert!(page.contains("<p>Шеберхана «Көмек» өтті. Соңы жоқ.</p>"), "{page}");
    // Of what gives no excerpt the rights are told all the same.
    assert!(output.text("events/table/index.html").contains("<p class=\"rights why\">"));
    assert!(!output.text("events/meeting/index.html").contains("rights why"));
}

#[test]
fn yaml_front_matter_is_read_as_toml_is() {
    let site = small();
    let before = site.build().files;
    site.write(
        "-- content/events/meeting.md --\n---\ntitle: Жиын\ndate: 2021-11-22/2022-01-03\nregion: turkistan\nkind: meeting\norganisations:\n  - АЛЬЯНС\n---\n",
    );
    assert_eq!(site.build().files, before);
}

#[test]
fn an_authority_record_written_later_changes_no_address() {
    let site = small();
    let pages = |site: &Site| site.build().pages().join("\n");
    let before = pages(&site);
    site.write("-- content/organisations/zhana-uiym.md --\n+++\nname = \"Жаңа «Ұйым»\"\n+++\n");
    assert_eq!(pages(&site), before);
}

#[test]
fn what_an_earlier_build_wrote_and_this_one_does_not_is_removed_and_nothing_else() {
    let site = small();
    site.build();
    site.write_bytes("public/CNAME", b"archive.example\n");
    site.write_bytes("public/notes/mine.txt", b"mine");
    site.remove("content/events/undated.md");
    let output = site.build();
    assert!(!output.has("events/undated/index.html"));
    assert!(!output.has("regions/shymkent/index.html"));
    assert!(output.has("CNAME") && output.has("notes/mine.txt"));
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = small();
    site.write_bytes("other/important.txt", b"mine");
    for (out, status) in [("other", 2), ("content", 2), (".", 2), ("site.toml", 2), ("content/public", 2)] {
        let run = site.run(&["build", "--out", out]);
        assert_eq!(run.status, status, "{out}: {}", run.stderr);
    }
    assert_eq!(files(&site.path("other")).len(), 1);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let site = small();
    let first = site.build().files;
    // Another folder, written in another order, other threads, other base of relative paths.
    let other = Site::new("");
    for (path, bytes) in files(site.root()).into_iter().rev().filter(|(path, _)| !path.starts_with("public/"))
    {
        other.write_bytes(&path, &bytes);
    }
    let root = other.root().to_str().expect("a path").to_owned();
    let run = run(std::path::Path::new("/"), &["--root", &root, "build", "--jobs", "7"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(other.output().files, first);
}

#[test]
fn a_second_build_writes_nothing() {
    let site = small();
    site.build();
    let run = site.run(&["build"]);
    assert!(run.stderr.contains(" 0 written, "), "{}", run.stderr);
    assert!(run.stderr.contains(" 0 removed"), "{}", run.stderr);
}

#[test]
fn a_site_that_stands_is_not_made_again_and_what_was_touched_is_made_right() {
    const NOTHING_MADE: &str = "nothing has changed since the last build";
    let site = small();
    let first = site.build().files;
    let again = || site.run(&["build", "--timings"]).stderr;
    assert!(again().contains(NOTHING_MADE), "{}", again());
    // As large as before, so that only its time tells.
    let page = "public/events/forum-10/index.html";
    let mut touched = first["events/forum-10/index.html"].clone();
    touched.reverse();
    site.write_bytes(page, &touched);
    assert!(!again().contains(NOTHING_MADE));
    assert_eq!(site.output().files, first);
    site.remove("public/events/index.html");
    assert!(!again().contains(NOTHING_MADE));
    assert_eq!(site.output().files, first);
    // What else decides what a site is.
    assert!(again().contains(NOTHING_MADE));
    assert!(!site.run(&["build", "--timings", "--drafts"]).stderr.contains(NOTHING_MADE));
    assert!(!again().contains(NOTHING_MADE));
    assert!(
        !site
            .run(&["build", "--timings", "--base-url", "https://else.example/"])
            .stderr
            .contains(NOTHING_MADE)
    );
    site.build();
    site.write_bytes("static/more.css", b"p {}");
    assert!(!again().contains(NOTHING_MADE));
    assert!(site.output().has("more.css"));
    site.remove("static/more.css");
    assert!(!again().contains(NOTHING_MADE));
    assert_eq!(site.output().files, first);
}

// Found by a stranger's reading of the first version.
#[test]
fn an_old_id_of_an_organisation_still_means_it() {
    let site = small();
    site.write("-- content/organisations/alliance.md --\n+++\nname = { kk = \"Альянс\", ru = \"Альянс НПО\" }\naliases = [\"civil-alliance\"]\n+++\n-- content/events/old-name.md --\n+++\ntitle = \"Ескі\"\norganisations = [\"civil-alliance\"]\n+++\n");
    let output = site.build();
    assert!(output.text("organisations/alliance/page/2/index.html").contains("Ескі"));
    assert!(
        output.text("organisations/civil-alliance/index.html").contains("url=/repo/organisations/alliance/")
    );
}

#[test]
fn files_beside_a_record_that_is_not_shown_are_not_published() {
    let site = small();
    for (id, keys) in [
        ("own", ""),
        ("draft", "draft = true"),
        ("excerpt", "rights = \"excerpt\""),
        ("gone", "withdrawn = \"Қате\""),
    ] {
        site.write(&format!(
            "-- content/events/{id}/index.md --\n+++\ntitle = \"x\"\n{keys}\n+++\n\nМәтін.\n"
        ));
        site.write_bytes(&format!("content/events/{id}/photo.jpg"), b"picture");
    }
    site.remove("content/events/draft.md");
    site.write_bytes("content/events/own/notes.docx", b"an editor's own");
    let output = site.build();
    let pictures: Vec<&str> = output.paths().into_iter().filter(|path| path.contains("photo")).collect();
    assert_eq!(pictures, ["events/own/photo.jpg"]);
    assert!(!output.paths().iter().any(|path| path.ends_with(".docx")));
}

#[test]
fn a_text_in_a_language_that_the_site_does_not_have_is_shown_and_tagged() {
    let site = small();
    site.write("-- site.toml --\ntitle = \"T\"\nlanguages = [\"kk\", \"ru\"]\nbase_url = \"https://archive.example/\"\n-- content/events/english.md --\n+++\ntitle = \"Forum\"\nlang = \"en\"\n+++\n\nEnglish words.\n");
    let output = site.build();
    for page in ["events/english/index.html", "ru/events/english/index.html"] {
        assert!(output.text(page).contains("English words."), "{page}");
        assert!(output.text(page).contains("<div class=\"prose part\" lang=\"en\">"), "{page}");
    }
    assert!(!output.text("events/english/index.html").contains("noindex"));
    assert!(output.text("ru/events/english/index.html").contains("noindex"));
    assert!(output.text("sitemap.xml").contains("https://archive.example/events/english/"));
}

#[test]
fn a_translation_into_a_language_that_the_site_does_not_have_is_published_nowhere() {
    let site = small();
    site.write(
        "-- site.toml --\ntitle = \"T\"\nlanguages = [\"kk\", \"ru\"]\nbase_url = \"https://archive.example/\"\n\
         -- content/events/round.md --\n+++\ntitle = \"Дөңгелек үстел\"\ndate = \"2021\"\n+++\n\
         -- content/events/round.en.md --\n+++\ntitle = \"Quokkatitle\"\nsummary = \"Quokkasummary\"\nplace = \"Quokkaplace\"\n+++\n\nQuokkabody.\n\
         -- content/pages/about.md --\n+++\ntitle = \"Мұрағат туралы\"\n+++\n\
         -- content/pages/about.en.md --\n+++\ntitle = \"Quokkapage\"\n+++\n",
    );
    let output = site.build();
    for (path, bytes) in &output.files {
        assert!(!String::from_utf8_lossy(bytes).to_lowercase().contains("quokka"), "{path}");
    }
    assert!(!output.text("events/round/index.html").contains(">English<"));
    // It is checked like any other.
    site.write("-- content/events/round.en.md --\n+++\ntitle = \"Quokkatitle\"\ndate = \"2022\"\n+++\n");
    let run = site.run(&["check"]);
    assert!(run.stderr.contains("contradicting-translation"), "{}", run.stderr);
}

#[test]
fn a_new_title_moves_no_path() {
    let site = small();
    let before = site.build().paths().join("\n");
    site.write(
        "-- content/events/undated.md --\n+++\ntitle = \"Мүлде басқа атау\"\nregion = \"shymkent\"\n+++\n",
    );
    assert_eq!(site.build().paths().join("\n"), before);
}

#[test]
fn a_build_of_the_same_again_says_what_the_first_one_said() {
    let site = Site::new(
        "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://archive.example/\"\nlanguages = [\"kk\"]\n\
         [check]\nmissing-source = \"off\"\n\
         -- content/events/forum.md --\n+++\ntitle = \"Форум\"\ndate = \"2021\"\n+++\n\nМәтін.\n",
    );
    let build = || {
        let run = site.run(&["build", "--timings"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stderr
    };
    let understood = |stderr: &str| stderr.contains("assemble");
    assert!(understood(&build()));
    let again = build();
    assert!(
        again.contains("1 event") && again.contains(" 0 written, ") && !again.contains(" 0 unchanged"),
        "{again}"
    );
    assert!(!understood(&again), "there was nothing to say: {again}");

    // Where there is something to say it is said each time.
    site.write("-- site.toml --\ntitle = \"T\"\nlanguages = [\"kk\"]\n[check]\nmissing-source = \"off\"\n");
    for _ in 0..2 {
        let said = build();
        assert!(said.contains("warning[missing-base-url]") && understood(&said), "{said}");
    }
    assert!(build().contains(" 0 written, "), "and nothing is made");
}

#[test]
fn a_file_that_somebody_else_wrote_just_so_is_missed_when_it_is_gone() {
    let site = small();
    site.write_bytes("public/.nojekyll", b"");
    let first = site.build().files;
    site.remove("public/.nojekyll");
    assert_eq!(site.build().files, first);
    assert!(first.contains_key(".nojekyll"));
}

#[test]
fn a_link_may_be_written_in_letters_that_are_put_together_of_two_signs() {
    let site = small();
    // «й» as a letter and a breve, as some systems write the names of files.
    let (name, heading) = ("ма\u{438}\u{306}.pdf", "Ма\u{438}\u{306}");
    site.write(&format!(
        "-- content/events/parts/index.md --\n+++\ntitle = \"Май\"\n[[sources]]\ntitle = \"x\"\n+++\n\n# {heading}\n\n[файл]({name}) [мұнда](#{}) [онда](../forum-10.md)\n",
        heading.to_lowercase(),
    ));
    site.write_bytes(&format!("content/events/parts/{name}"), b"%PDF");
    let output = site.build();
    let page = output.text("events/parts/index.html");
    assert!(output.has("events/parts/май.pdf"));
    assert!(page.contains("href=\"#май\"") && page.contains("id=\"май\""), "{page}");
}

#[test]
fn events_before_and_after_are_the_nearest_of_a_known_year() {
    let site = Site::new("-- site.toml --\ntitle = \"T\"\nlanguages = [\"en\"]\n");
    let dates = [("a", "2019-12-01"), ("b", "202X"), ("c", "2020-01-05"), ("d", "2018-03-01"), ("e", "20XX")];
    for (id, date) in dates {
        site.write(&format!("-- content/events/{id}.md --\n+++\ntitle = \"{id}\"\ndate = \"{date}\"\n+++\n"));
    }
    let output = site.build();
    let neighbour = |id: &str, relation: &str| {
        let page = output.text(&format!("events/{id}/index.html"));
        let link = page.split("<a ").find(|link| link.contains(&format!("rel=\"{relation}\"")))?;
        link.split("/events/").nth(1)?.split('/').next().map(str::to_owned)
    };
    let cases = [
        ("c", Some("a"), None),
        ("a", Some("d"), Some("c")),
        ("d", None, Some("a")),
        ("b", None, None),
        ("e", None, None),
    ];
    for (id, previous, next) in cases {
        let found = (neighbour(id, "prev"), neighbour(id, "next"));
        assert_eq!((found.0.as_deref(), found.1.as_deref()), (previous, next), "{id}");
    }
}
