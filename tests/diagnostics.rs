//! Every diagnostic, word for word: each file of `tests/diagnostics/` is a small site with a mistake.

#![allow(clippy::disallowed_methods, reason = "the test reads its cases")]

mod support;

use std::fs;
use std::path::Path;

use ssg::diagnostics::Code;
use support::{Run, Site};

fn cases() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut cases: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the cases")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("a case"))
        })
        .collect();
    cases.sort();
    cases
}

#[test]
fn each_mistake_is_shown_with_its_place_and_what_to_do() {
    for (name, blocks) in cases() {
        let run = Site::new(&blocks).run(&["check"]);
        assert!(run.stderr.contains(&format!("[{}]", code_of(&name))), "{name}: {}", run.stderr);
        insta::assert_snapshot!(name, format!("status {}\n{}", run.status, run.stderr));
    }
}

/// Codes that no text can provoke have tests of their own below, or none: a panic is a mistake of ours.
const NOT_AS_TEXT: &[Code] = &[
    Code::NotUtf8,
    Code::UnreadableFile,
    Code::SkippedFile,
    Code::LostAddress,
    Code::LargeFile,
    // Its limit is a gibibyte: `src/check/pages.rs` has a test.
    Code::LargeSite,
    Code::Panic,
];

fn code_of(case: &str) -> &str {
    ["-syntax", "-names", "-blocks", "-translations", "-end", "-empty", "-yaml", "-alone"]
        .iter()
        .find_map(|end| case.strip_suffix(end))
        .unwrap_or(case)
}

#[test]
fn every_code_has_a_case_and_a_section_in_the_documentation() {
    let names: Vec<String> = cases().into_iter().map(|(name, _)| code_of(&name).to_owned()).collect();
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let guide = fs::read_to_string(guide).expect("docs/diagnostics.md");
    for code in Code::ALL {
        assert!(
            NOT_AS_TEXT.contains(code) || names.iter().any(|name| name == code.as_str()),
            "no case provokes {}",
            code.as_str()
        );
        assert!(
            guide.contains(&format!("\n## {}\n", code.as_str())),
            "no section explains {}",
            code.as_str()
        );
        assert!(guide.contains(&format!("[{0}](#{0})", code.as_str())), "the list lacks {}", code.as_str());
    }
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_its_line() {
    let site = Site::new("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://a.example/\"\n");
    site.write_bytes("content/events/forum.md", b"+++\ntitle = \"\xd4\xee\xf0\xf3\xec\"\n+++\n");
    let Run { status, stderr, .. } = site.run(&["check"]);
    insta::assert_snapshot!("not-utf8", format!("status {status}\n{stderr}"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_and_pipes_are_not_read() {
    let site = Site::new("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://a.example/\"\n");
    fs::create_dir_all(site.path("content/events")).expect("a folder");
    std::os::unix::fs::symlink("/etc/passwd", site.path("content/events/secret.md")).expect("a link");
    std::os::unix::fs::symlink("loop.md", site.path("content/events/loop.md")).expect("a link");
    // What is the site's and yet nobody's to publish.
    site.write_bytes(".git/config", b"a key");
    std::os::unix::fs::symlink("../../.git/config", site.path("content/events/leak.pdf")).expect("a link");
    let Run { status, stderr, .. } = site.run(&["check"]);
    insta::assert_snapshot!("skipped-file", format!("status {status}\n{stderr}"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_not_utf8_is_reported() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://a.example/\"\n");
    fs::create_dir_all(site.path("content/events")).expect("a folder");
    let name = std::ffi::OsStr::from_bytes(b"\xd4\xee\xf0.md");
    fs::write(site.path("content/events").join(name), "+++\ntitle = \"T\"\n+++\n").expect("a file");
    let Run { status, stderr, .. } = site.run(&["check"]);
    insta::assert_snapshot!("unreadable-file", format!("status {status}\n{stderr}"));
}

#[test]
fn addresses_of_an_earlier_output_that_are_gone_are_named() {
    let site = Site::new(
        "-- site.toml --
title = \"Мұрағат\"
base_url = \"https://archive.example/\"
languages = [\"kk\"]
[outputs]
regions = false
kinds = false
-- content/events/forum.md --
+++
title = \"Форум\"

[[sources]]
title = \"Мақала\"
+++
",
    );
    site.build();
    site.write_bytes("public/.git/HEAD", b"no address");
    site.write_bytes("public/CNAME", b"archive.example");
    assert_eq!(site.run(&["check", "--against", "public"]).status, 0);
    site.write_bytes("public/events/old/index.html", b"");
    site.write_bytes("public/about/index.html", b"");
    site.write_bytes("public/assets/old.css", b"");
    let Run { status, stderr, .. } = site.run(&["check", "--against", "public"]);
    insta::assert_snapshot!("lost-address", format!("status {status}\n{stderr}"));

    // It can be made less, since the site can be built all the same.
    let config = fs::read_to_string(site.path("site.toml")).expect("a file");
    site.write_bytes("site.toml", format!("{config}[check]\nlost-address = \"note\"\n").as_bytes());
    assert_eq!(site.run(&["check", "--against", "public"]).status, 0);
    let wrong = site.run(&["check", "--against", "nowhere"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("nowhere"), "{}", wrong.stderr);
}

#[test]
fn a_file_that_github_does_not_take_is_named() {
    let site = Site::new(
        "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://a.example/\"\nlanguages = [\"kk\"]\n",
    );
    site.write_bytes("static/film.bin", b"");
    let file = fs::File::options().write(true).open(site.path("static/film.bin")).expect("a file");
    file.set_len(101 * 1024 * 1024).expect("a long file");
    let Run { status, stderr, .. } = site.run(&["check"]);
    insta::assert_snapshot!("large-file", format!("status {status}\n{stderr}"));
}

#[test]
fn a_broken_event_is_reported_in_five_ways_at_once_and_the_last_output_stays() {
    let site = Site::new(
        "-- site.toml --
title = \"Мұрағат\"
base_url = \"https://archive.example/\"
-- content/events/forum.md --
+++
title = \"Форум\"
number = 9

[[sources]]
title = \"Мақала\"
+++
",
    );
    let before = site.build();
    site.write(
        "-- content/events/forum.md --
+++
region = \"Туркистан\"
date = \"22.11.2021\"
nomber = 9
number = 9

[[sources]]
title = \"Мақала\"
+++
-- content/events/forum.ru.md --
+++
title = \"Форум\"
number = 8
+++
",
    );
    let Run { status, stderr, .. } = site.run(&["build"]);
    assert_eq!(status, 1);
    insta::assert_snapshot!("five-at-once", stderr);
    assert_eq!(site.output().files, before.files);
}

#[test]
fn json_and_annotations_say_the_same_as_the_text() {
    let site = Site::new(
        "-- site.toml --
title = \"Мұрағат\"
base_url = \"https://archive.example/\"
-- content/events/forum.md --
+++
title = \"Форум\"
region = \"Туркистан\"

[[sources]]
title = \"Мақала\"
+++
",
    );
    insta::assert_snapshot!("json", site.run(&["check", "--format", "json"]).stdout);
    insta::assert_snapshot!("github", site.run(&["check", "--format", "github"]).stdout);
}

#[test]
fn a_translation_of_a_file_that_is_broken_is_no_orphan() {
    for main in [&b"+++\ntitle = \"\xd4\xee\xf0\xf3\xec\"\n+++\n"[..], b"title = \"T\"\n+++\n"] {
        let site = Site::new(
            "-- site.toml --
title = \"T\"
base_url = \"https://a.example/\"
-- content/events/forum.ru.md --
+++
title = \"Форум\"
+++
",
        );
        site.write_bytes("content/events/forum.md", main);
        let Run { status, stderr, .. } = site.run(&["check"]);
        assert_eq!(status, 1);
        assert!(stderr.contains("content/events/forum.md"), "{stderr}");
        assert!(!stderr.contains("orphan-translation"), "{stderr}");
    }
}
