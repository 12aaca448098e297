//! The tutorial, word by word: every file that it shows is written, every command typed, every answer compared.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

#[path = "support/pages.rs"]
mod pages;

use std::fs;
use std::process::Command;

#[test]
fn whoever_follows_the_tutorial_has_a_published_archive() {
    let folder = pages::follow("docs/tutorial.md");
    let archive = folder.path().join("archive");
    let page = |path: &str| fs::read_to_string(archive.join("public").join(path)).expect(path);
    let event = page("events/pavlodar-civic-forum-4/index.html");
    assert!(event.contains("Павлодарда IV Азаматтық форум өтті"), "{event}");
    assert!(event.contains("/archive/organisations/zharqyn-zhol/"), "the record is linked, below the path");
    assert!(
        page("ru/events/pavlodar-civic-forum-4/index.html")
            .contains("В Павлодаре прошёл IV Гражданский форум")
    );
    assert!(page("en/organisations/zharqyn-zhol/index.html").contains("Zharqyn Zhol Public Association"));
    assert!(!archive.join("public/events/example").exists(), "the example is gone");
    assert!(archive.join(".github/workflows/pages.yml").is_file());
    let tracked = Command::new("git").args(["ls-files"]).current_dir(&archive).output().expect("git");
    let tracked = String::from_utf8(tracked.stdout).expect("UTF-8");
    assert!(tracked.contains("content/events/pavlodar-civic-forum-4.md"), "{tracked}");
    assert!(!tracked.contains("articles/"), "saved articles are not pushed:\n{tracked}");
}
