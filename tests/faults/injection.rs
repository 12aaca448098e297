//! Content that wants to be more than content: script, markup, another file, another format, a terminal.

use std::fs;

use dom_query::Document;

use super::support::{Site, files};
use super::{Run, assert_orderly, run, small};

/// What is tried in every text.
const HOSTILE: [&str; 8] = [
    "\"><script>alert(1)</script>",
    "'><img src=//archive.example/x onerror=alert(1)>",
    "</title></head><body onload=alert(1)>",
    "]]><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}{{ site }}",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "x\\r\\nBEGIN:VEVENT\\n<!--",
];

/// A site in which every text is hostile.
fn hostile(text: &str) -> Site {
    let quoted = text.replace('"', "\\\"");
    Site::new(&format!(
        "-- site.toml --
title = \"{quoted}\"
description = \"{quoted}\"
base_url = \"https://archive.example/repo/\"
license = \"{quoted}\"
[publisher]
name = \"{quoted}\"
url = \"https://archive.example/?a='&b=1\"
contact = \"a@archive.example\"
[extra]
a = \"{quoted}\"
-- templates/strings/kk.toml --
[nav]
events = \"{quoted}\"
-- content/events/x/index.md --
+++
title = \"{quoted}\"
summary = \"{quoted}\"
date = \"2021-11-22\"
region = \"turkistan\"
place = \"{quoted}\"
theme = \"{quoted}\"
kind = \"civic-forum\"
organisations = [\"a {quoted}\", {{ name = \"alliance\", role = \"organiser\" }}]
people = [{{ name = \"{quoted}\", role = \"{quoted}\", organisation = \"{quoted}\" }}]
aliases = [\"old\"]
[[sources]]
title = \"{quoted}\"
publisher = \"{quoted}\"
credit = \"{quoted}\"
url = \"https://archive.example/?'onmouseover=alert(1)&x\"
archived = \"https://archive.example/`x`\"
[extra]
a = \"{quoted}\"
+++
# {text}

{text}

[{text}](https://archive.example/ \"{quoted}\") ![{text}](photo.jpg \"{quoted}\")

| {text} |
|---|
| `{text}` |

[^1]: {text}

<div title='{text}' style=\"color:red\" onclick=\"alert(1)\">{text}</div>
<style>p {{ color: red }}</style><svg onload=alert(1)><use href=\"data:x\"/></svg><math><a xlink:href=\"javascript:alert(1)\">x</a></math>
<iframe src=\"https://archive.example/\"></iframe><base href=\"https://archive.example/\"><form action=\"https://archive.example/\"><input></form>
<meta http-equiv=\"refresh\" content=\"0; url=https://archive.example/\"><object data=x></object><embed src=x>
-- content/events/x/photo.jpg --
x
-- content/events/w.md --
+++
title = \"{quoted}\"
withdrawn = \"{quoted}\"
+++
{text}
-- content/organisations/alliance.md --
+++
name = {{ kk = \"{quoted}\", ru = \"{quoted} 2\" }}
aliases = [\"{quoted} 3\"]
url = \"https://archive.example/'x\"
+++
{text}
-- content/regions/turkistan.md --
{text}
-- content/pages/about.md --
+++
title = \"{quoted}\"
summary = \"{quoted}\"
+++
{text}
"
    ))
}

/// What the hostile site has a page of, each kind once.
const KINDS: [&str; 20] = [
    "index.html",
    "en/index.html",
    "404.html",
    "about/index.html",
    "data/index.html",
    "dates/index.html",
    "events/index.html",
    "events/x/index.html",
    "events/w/index.html",
    "ru/events/x/index.html",
    "events/old/index.html",
    "dates/2021/index.html",
    "dates/2021/11/index.html",
    "kinds/index.html",
    "kinds/civic-forum/index.html",
    "organisations/index.html",
    "organisations/alliance/index.html",
    "regions/index.html",
    "regions/turkistan/index.html",
    "search/index.html",
];

/// Asserts that a page says what it may load before it could load anything, and makes no exception.
#[track_caller]
fn assert_strict_policy(path: &str, html: &str) {
    let page = Document::from(html);
    let head = page.select("head > *");
    let mut elements = head.iter();
    let (first, second) = (elements.next().expect("a head"), elements.next().expect("a head"));
    assert_eq!(first.attr("charset").as_deref(), Some("utf-8"), "{path}");
    assert_eq!(second.attr("http-equiv").as_deref(), Some("Content-Security-Policy"), "{path}");
    let policy = second.attr("content").expect("a policy");
    assert!(policy.starts_with("default-src 'self'; "), "{path}: {policy}");
    for directive in policy.split("; ") {
        let (name, sources) = directive.split_once(' ').expect("a directive has sources");
        assert!(["'self'", "'none'"].contains(&sources), "{path}: {name} {sources}");
    }
    assert_eq!(page.select("meta[http-equiv=Content-Security-Policy]").length(), 1, "{path}");
}

/// Asserts that nothing on a page is run, styled or sent where a strict Content-Security-Policy forbids it.
#[track_caller]
fn assert_harmless(path: &str, html: &str) {
    let page = Document::from(html);
    for script in page.select("script").iter() {
        let is_data = script.attr("type").is_some_and(|kind| &*kind == "application/ld+json");
        if is_data {
            serde_json::from_str::<serde_json::Value>(&script.text())
                .unwrap_or_else(|error| panic!("{path}: {error}"));
        } else {
            assert!(
                script.attr("src").is_some_and(|source| source.starts_with("/repo/")),
                "{path}: inline script"
            );
            assert!(script.text().trim().is_empty(), "{path}: inline script");
        }
    }
    for forbidden in ["style", "iframe", "object", "embed", "base", "[style]", "frame", "math"] {
        assert_eq!(page.select(forbidden).length(), 0, "{path}: {forbidden}");
    }
    for element in page.select("*").iter() {
        for attribute in element.attrs() {
            let (name, value) =
                (attribute.name.local.to_string(), attribute.value.trim().to_ascii_lowercase());
            assert!(!name.starts_with("on"), "{path}: {name}={value}");
            let is_address =
                matches!(name.as_str(), "href" | "src" | "action" | "formaction" | "data" | "poster");
            let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
            let is_scheme = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
            assert!(
                !is_address
                    || scheme.is_empty()
                    || !is_scheme
                    || ["http", "https", "mailto", "tel"].contains(&scheme),
                "{path}: {name}={value}"
            );
        }
    }
    for form in page.select("form").iter() {
        assert!(
            form.attr("action").is_none_or(|action| action.starts_with("/repo/")),
            "{path}: a form sends away"
        );
    }
    let refreshes = page.select("meta[http-equiv=refresh]");
    for refresh in refreshes.iter() {
        let content = refresh.attr("content").unwrap_or_default();
        assert!(content.starts_with("0; url=/repo/"), "{path}: {content}");
    }
    assert!(!html.contains("49{% raw"), "{path}: content was a template");
}

#[test]
fn no_text_of_a_site_becomes_markup_script_or_template() {
    for text in HOSTILE {
        let site = hostile(text);
        let built = run(&site, &["build"]);
        assert_eq!(built.status, 0, "{text}: {}", built.stderr);
        let mut pages = Vec::new();
        for (path, bytes) in files(&site.path("public")) {
            if path.ends_with(".html") {
                let html = std::str::from_utf8(&bytes).expect("UTF-8");
                assert_strict_policy(&path, html);
                assert_harmless(&path, html);
                pages.push(path.clone());
            }
            if path.ends_with(".xml") {
                let text = std::str::from_utf8(&bytes).expect("UTF-8");
                assert!(!text.contains("<script") && !text.contains("<img src="), "{path}");
            }
        }
        for kind in KINDS {
            assert!(pages.iter().any(|page| page == kind), "{kind} is not among {pages:?}");
        }
        let robots = fs::read_to_string(site.path("public/robots.txt")).expect("robots.txt");
        assert!(
            robots.lines().all(|line| line.is_empty() || line.contains(": ") || line == "Disallow:"),
            "{robots}"
        );
    }
}

#[test]
fn only_web_addresses_become_links() {
    let bad = [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//archive.example",
        "https:///x",
        "https://a b",
        "http://",
        "ftp://archive.example/",
        "/etc/passwd",
        "https://a\\\"onclick=x",
        "javascript://archive.example/%0aalert(1)",
    ];
    for address in bad {
        // All that is wrong is said in one run.
        let site = small();
        let source = |key: &str| {
            format!("+++\ntitle = \"x\"\n[[sources]]\ntitle = \"x\"\n{key} = \"{address}\"\n+++\n")
        };
        let config = format!(
            "title = \"x\"\nbase_url = \"https://a.example/\"\nlicense = {{ name = \"x\", url = \"{address}\" }}\n\
             [publisher]\nurl = \"{address}\"\ncontact = \"{address}\"\n"
        );
        let organisation = format!("+++\nname = \"x\"\nurl = \"{address}\"\n+++\n");
        site.write_bytes("content/events/x.md", source("url").as_bytes());
        site.write_bytes("content/events/y.md", source("archived").as_bytes());
        site.write_bytes("content/organisations/x.md", organisation.as_bytes());
        site.write_bytes("site.toml", config.as_bytes());
        let stopped = run(&site, &["build"]);
        assert_eq!(stopped.status, 1, "{address}: {}", stopped.stderr);
        let places = [
            ("content/events/x.md:5:", 1),
            ("content/events/y.md:5:", 1),
            ("content/organisations/x.md:3:", 1),
            ("site.toml:", 3),
        ];
        for (place, count) in places {
            assert_eq!(stopped.stderr.matches(place).count(), count, "{place} {address}: {}", stopped.stderr);
        }
        assert_eq!(stopped.stderr.matches("[bad-url]").count(), 6, "{address}: {}", stopped.stderr);

        // A path alone is an address that a site may lie at.
        if !address.starts_with("/etc") && !address.starts_with("http://a") {
            site.write_bytes("site.toml", format!("title = \"x\"\nbase_url = \"{address}\"\n").as_bytes());
            let stopped = run(&site, &["build"]);
            assert_eq!(stopped.status, 1, "{address}: {}", stopped.stderr);
            assert_eq!(stopped.stderr.matches("site.toml:2:").count(), 1, "{address}: {}", stopped.stderr);
        }
    }
    for contact in ["name@archive.example", "mailto:name@archive.example", "https://archive.example/contact"]
    {
        let site = small();
        site.write_bytes(
            "site.toml",
            format!(
                "title = \"x\"\nbase_url = \"https://a.example/\"\n[publisher]\ncontact = \"{contact}\"\n"
            )
            .as_bytes(),
        );
        assert_eq!(run(&site, &["build"]).status, 0, "{contact}");
    }
    for link in
        ["[x](javascript:alert(1))", "<a href='JAVASCRIPT:alert(1)'>x</a>", "[x](java&#10;script:alert(1))"]
    {
        let site = small();
        let page = format!("+++\ntitle = \"x\"\n+++\n{link}\n");
        site.write_bytes("content/pages/x.md", page.as_bytes());
        let stopped = run(&site, &["build"]);
        assert_eq!(stopped.status, 1, "{link}");
        assert!(stopped.stderr.contains("unsafe-link"), "{link}: {}", stopped.stderr);
    }
}

#[test]
fn no_name_in_content_leads_to_another_file() {
    let site = small();
    site.write_bytes("secret.txt", "құпия".as_bytes());
    let page = "+++\ntitle = \"x\"\n[extra]\nfile = \"../../secret.txt\"\n+++\n{% include \"../../secret.txt\" %} ![](../../secret.txt)";
    site.write_bytes("content/pages/x.md", page.as_bytes());
    let stopped = run(&site, &["build"]);
    assert_eq!(stopped.status, 1);
    assert!(stopped.stderr.contains("broken-link"), "{}", stopped.stderr);
    for text in [
        "{% include \"../../secret.txt\" %}",
        "{% include \"/etc/passwd\" %}",
        "{% extends \"../secret.txt\" %}",
    ] {
        site.write_bytes("content/pages/x.md", b"+++\ntitle = \"x\"\n+++\n");
        site.write_bytes("templates/page.html", text.as_bytes());
        let stopped = run(&site, &["build"]);
        assert_eq!(stopped.status, 1, "{text}");
        assert!(stopped.stderr.contains("templates/page.html"), "{text}: {}", stopped.stderr);
    }
    assert!(!site.path("public").exists());
}

#[test]
fn names_of_files_are_text_in_pages_and_messages() {
    let site = small();
    let name = "content/events/forum-1/\"><script>alert(1)<!--' .jpg";
    fs::create_dir_all(site.path("content/events/forum-1")).expect("a folder");
    fs::rename(site.path("content/events/forum-1.md"), site.path("content/events/forum-1/index.md"))
        .expect("a move");
    site.remove("content/events/forum-1.ru.md");
    site.remove("content/events/forum-1.en.md");
    site.remove("content/pages/about.md");
    site.write_bytes(name, b"x");
    site.write_bytes("static/\"><img src=x onerror=alert(1)>.html", b"<p>x</p>");
    let built = run(&site, &["build"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    for (path, bytes) in files(&site.path("public")) {
        if path.ends_with(".html") {
            assert_harmless(&path, std::str::from_utf8(&bytes).expect("UTF-8"));
        }
    }
}

#[test]
fn messages_cannot_act_on_a_terminal_or_command_a_workflow() {
    let site = small();
    let evil = "\\u001B]0;owned\\u0007\\n::error::owned\\r\\u202E";
    site.write_bytes(
        "content/events/x.md",
        format!(
            "+++\ntitle = \"x\"\nregion = \"{evil}\"\nkind = \"{evil}\"\n[[sources]]\nurl = \"{evil}\"\n+++\n"
        )
        .as_bytes(),
    );
    for arguments in
        [&["check"][..], &["check", "--format", "github"], &["check", "--format", "json"], &["build"]]
    {
        let Run { status, stdout, stderr } = run(&site, arguments);
        assert_eq!(status, 1);
        for said in [&stdout, &stderr] {
            assert!(!said.contains(['\u{1b}', '\u{7}', '\r']), "{arguments:?}: {said:?}");
            // Data for programs has all letters; what people read shows those that turn it round.
            assert!(arguments.contains(&"json") || !said.contains('\u{202e}'), "{arguments:?}: {said:?}");
            assert!(!said.lines().any(|line| line.starts_with("::error::owned")), "{arguments:?}: {said}");
        }
    }

    // Articles and tables are from anywhere, and so are the names of their files.
    let folder = tempfile::tempdir().expect("a folder");
    let evil = folder.path().join("\u{1b}]0;owned\u{7}\n::error::owned\r\u{202e}");
    fs::create_dir(&evil).expect("a folder");
    let article = "Шымкентте \u{202e}азаматтық\u{1b}[31m форум өтті\n\n2021 жылғы 22 қарашада Шымкент қаласында «Жастар \u{202e}күші» форумы өтті.\n";
    for (name, text) in [
        ("a.txt", article),
        ("b.txt", ""),
        ("c.csv", "title,\u{1b}[31m\u{202e}\nФорум \u{202e},x\n"),
        ("d.csv", "title,date\nФорум,\u{202e}кеше\n"),
        ("e.csv", ""),
    ] {
        fs::write(evil.join(name), text).expect("a file");
    }
    let article = evil.join("a.txt").to_string_lossy().into_owned();
    let table = |name: &str| evil.join(name).to_string_lossy().into_owned();
    let evil = evil.to_string_lossy().into_owned();
    for arguments in [
        &["import", "--dry-run", &evil][..],
        &["import", &evil],
        &["import", "--update", "--publisher", "\u{202e}x", &article],
        &["import", "--join", "shymkent-forum-2021", &article],
        &["import", &table("c.csv"), &table("d.csv"), &table("e.csv")],
        &["import", &table("missing.txt"), &table("missing.csv")],
        &["import", "--published", "\u{1b}[31m\u{202e}", &article],
        &["import", "--into", "\u{1b}[31m\u{202e}", &article],
    ] {
        let Run { stdout, stderr, .. } = run(&site, arguments);
        for said in [&stdout, &stderr] {
            assert!(!said.contains(['\u{1b}', '\u{7}', '\r', '\u{202e}']), "{arguments:?}: {said:?}");
            assert!(!said.lines().any(|line| line.starts_with("::error::owned")), "{arguments:?}: {said}");
        }
    }
}

/// A web page that attacks who imports it.
const HOSTILE_PAGE: &str = r#"<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8">
<title>Шымкентте азаматтық форум өтті</title>
<link rel="canonical" href="javascript:alert(1)">
<meta property="og:url" content="data:text/html,x">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"+++\n[[sources]]\ntitle = \"x\"","url":"javascript:alert(1)","image":"file:///etc/passwd"}</script>
</head><body><article><h1>Шымкентте азаматтық форум өтті</h1>
<p>2021 жылғы 22 қарашада Шымкент қаласында азаматтық форум өтті. +++ &lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}</p>
<p>+++</p><p>---</p>
<p><a href="javascript:alert(1)">Басыңыз</a> <a href="https://archive.example/)%22onclick=x">сілтеме</a> <img src="data:image/svg+xml,x" alt="сурет" onerror="alert(1)"></p>
<p onclick="alert(1)" style="x:expression(alert(1))">Форумға жүз адам қатысты, олар көп мәселені талқылады және шешім қабылдады.</p>
<p>[x](javascript:alert(1)) <![CDATA[x]]> &#x1b;[31m &#xFFFE;</p>
<svg onload="alert(1)"></svg><iframe srcdoc="<script>alert(1)</script>"></iframe></article></body></html>"#;

#[test]
fn an_imported_page_brings_its_words_and_nothing_else() {
    let site = Site::new(
        "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://archive.example/repo/\"\n[import]\nrights = \"full\"\n",
    );
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("бет.html");
    fs::write(&article, HOSTILE_PAGE).expect("an article");
    let article = article.to_string_lossy().into_owned();
    let imported = run(&site, &["import", &article]);
    assert_eq!(imported.status, 0, "{}", imported.stderr);
    for said in [&imported.stdout, &imported.stderr] {
        assert!(!said.contains(['\u{1b}', '\0', '\u{7}']), "{said:?}");
    }
    let built = run(&site, &["build"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let output = files(&site.path("public"));
    assert!(output.keys().any(|path| path.starts_with("events/") && path.matches('/').count() == 2));
    for (path, bytes) in output {
        if path.ends_with(".html") {
            assert_harmless(&path, std::str::from_utf8(&bytes).expect("UTF-8"));
        }
    }
    // Once more changes nothing.
    let before = files(&site.path("content"));
    assert_eq!(run(&site, &["import", &article]).status, 0);
    assert_eq!(files(&site.path("content")), before);
}

#[test]
fn an_import_writes_nowhere_but_to_the_events() {
    let site = small();
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("a.txt");
    fs::write(&article, "Шымкентте форум өтті\n\n2021 жылғы 22 қарашада Шымкентте форум өтті.\n")
        .expect("an article");
    let article = article.to_string_lossy().into_owned();
    let before = super::everything(site.root());
    for arguments in [
        &["import", "--into", "../elsewhere", article.as_str()][..],
        &["import", "--into", "/tmp", &article],
        &["import", "--into", "content/../..", &article],
        &["import", "--join", "../forum-1", &article],
        &["import", "--join", "", &article],
        &["import", "--url", "javascript:alert(1)", &article],
        &["import", "--published", "2021-02-30", &article],
    ] {
        let refused = run(&site, arguments);
        assert_orderly(&refused);
        assert_ne!(refused.status, 0, "{arguments:?}");
        assert_eq!(super::everything(site.root()), before, "{arguments:?}");
    }
}

#[test]
fn articles_of_every_kind_are_imported_or_named() {
    let site = small();
    let folder = tempfile::tempdir().expect("a folder");
    let deep = format!("<html><body>{}<p>Мәтін</p>", "<div>".repeat(20_000));
    let tables = format!("<html><body>{}мәтін", "<table><tr><td>".repeat(5_000));
    let entities = format!("<html><body><p>{}</p></body></html>", "& «».".repeat(50_000));
    let json =
        format!("<html><script type='application/ld+json'>{}</script><body><p>Мәтін", "[".repeat(100_000));
    for (name, bytes) in [
        ("empty.txt", Vec::new()),
        ("nul.txt", b"\0\0\0\0".to_vec()),
        ("binary.html", (0..=255).cycle().take(100_000).collect()),
        ("deep.html", deep.into_bytes()),
        ("tables.html", tables.into_bytes()),
        ("entities.html", entities.into_bytes()),
        ("json.html", json.into_bytes()),
        ("utf16.txt", b"\xff\xfeA\0\x43\x04".to_vec()),
        ("half.html", b"<html><body><p>\xd1".to_vec()),
        ("one-line.txt", "сөз ".repeat(200_000).into_bytes()),
        ("lines.txt", "\n".repeat(500_000).into_bytes()),
    ] {
        fs::write(folder.path().join(name), bytes).expect("an article");
    }
    assert!(super::system("mkfifo", &[folder.path().join("pipe.txt").as_os_str()]), "mkfifo");
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.html")).expect("a link");
    let path = folder.path().to_string_lossy().into_owned();
    let imported = run(&site, &["import", &path]);
    assert_orderly(&imported);
    // What was written can be built.
    let built = run(&site, &["build"]);
    assert_eq!(built.status, 0, "{}\n{}", imported.stderr, built.stderr);
    for special in ["pipe.txt", "zero.html"] {
        let special = folder.path().join(special).to_string_lossy().into_owned();
        let refused = run(&site, &["import", &special]);
        assert_eq!(refused.status, 2, "{}", refused.stderr);
    }
}

#[test]
fn a_file_with_signs_of_addresses_in_its_name_is_found_by_its_link() {
    let site = Site::new(
        "-- site.toml --
title = \"Archive\"
base_url = \"https://archive.example/repo/\"
-- content/events/x/index.md --
+++
title = \"X\"
+++
[a](<\u{444}\u{43e}\u{442}\u{43e} 100%25%231%3F.jpg>) [b](<a&b'c%2520.pdf>)
-- content/events/x/\u{444}\u{43e}\u{442}\u{43e} 100%#1?.jpg --
x
-- content/events/x/a&b'c%20.pdf --
x
",
    );
    let built = run(&site, &["build"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let html = fs::read_to_string(site.path("public/events/x/index.html")).expect("a page");
    let name = "\u{444}\u{43e}\u{442}\u{43e}%20100%25%231%3F.jpg";
    assert!(html.contains(&format!("href=\"/repo/events/x/{name}\"")), "{html}");
    assert!(html.contains("href=\"/repo/events/x/a&amp;b'c%2520.pdf\""), "{html}");
    let checked = run(&site, &["check"]);
    assert!(!checked.stderr.contains("broken"), "links lead to the files: {}", checked.stderr);
}
