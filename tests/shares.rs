//! A site built in shares and laid together is byte for byte the whole; nothing else is laid together.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test of files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn ssg(arguments: &[&str]) -> (bool, String) {
    let output = Command::cargo_bin("ssg").unwrap().args(arguments).output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Every file below a folder, the program's own list of them too.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_path_buf(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// This repository's own archive in three shares, and the whole.
fn built(work: &Path) -> (&'static str, Vec<PathBuf>, PathBuf) {
    let root = env!("CARGO_MANIFEST_DIR");
    let (shares, whole) = built_of(root, work);
    (root, shares, whole)
}

/// A site in three shares, and the whole.
fn built_of(root: &str, work: &Path) -> (Vec<PathBuf>, PathBuf) {
    let whole = work.join("whole");
    assert!(ssg(&["--root", root, "build", "--quiet", "--out", text(&whole)]).0);
    let shares: Vec<PathBuf> = (1..=3).map(|number| work.join(format!("share-{number}"))).collect();
    for (number, share) in (1..).zip(&shares) {
        let shard = format!("{number}/3");
        assert!(ssg(&["--root", root, "build", "--quiet", "--out", text(share), "--shard", &shard]).0);
    }
    (shares, whole)
}

/// Of a site that there is nothing to say about, the program's own list says so too.
#[test]
fn shares_in_silence_are_the_whole() {
    let work = tempfile::tempdir().unwrap();
    let site = work.path().join("site");
    fs::create_dir_all(site.join("content/events")).unwrap();
    let settings = "title = \"Archive\"\nlanguages = [\"en\"]\nbase_url = \"https://archive.example/\"\n";
    fs::write(site.join("site.toml"), settings).unwrap();
    for number in 1..=3 {
        let event = format!(
            "+++\ntitle = \"Forum {number}\"\ndate = \"2021\"\nregion = \"turkistan\"\n\
             [[sources]]\nurl = \"https://example.org/{number}\"\n+++\nA text.\n"
        );
        fs::write(site.join(format!("content/events/forum-{number}.md")), event).unwrap();
    }
    let (shares, whole) = built_of(text(&site), work.path());
    let list = fs::read_to_string(whole.join(".ssg-manifest")).unwrap();
    assert!(list.lines().next().unwrap().ends_with(" 3"), "nothing was said of three events: {list}");

    let merged = work.path().join("merged");
    let mut merge = vec!["--root", text(&site), "build", "--out", text(&merged), "--merge"];
    merge.extend(shares.iter().map(|share| text(share)));
    let (done, said) = ssg(&merge);
    assert!(done, "{said}");
    assert_eq!(files(&merged), files(&whole));
}

#[test]
fn shares_laid_together_are_the_whole_and_nothing_less_is() {
    let work = tempfile::tempdir().unwrap();
    let (root, shares, whole) = built(work.path());
    let merged = work.path().join("merged");
    let mut merge = vec!["--root", root, "build", "--out", text(&merged), "--merge"];

    // Each share has files that no other has.
    assert!(shares.iter().all(|share| files(share).len() > 10));

    let (done, said) = ssg(&[&merge[..], &[text(&shares[0]), text(&shares[2])]].concat());
    assert!(!done && said.contains("shares are missing: 2/3"), "{said}");
    let (done, said) = ssg(&[
        &merge[..],
        &[text(&shares[0]), text(&shares[1]), text(&shares[1]), text(&shares[2])],
    ]
    .concat());
    assert!(!done && said.contains("two folders are the share 2/3"), "{said}");
    let (done, said) = ssg(&[&merge[..], &[text(&whole)]].concat());
    assert!(!done && said.contains("is no share of a site"), "{said}");
    assert!(!merged.exists(), "nothing was written");

    let folders: Vec<&str> = shares.iter().map(|share| text(share)).collect();
    merge.extend(&folders);
    let (done, said) = ssg(&merge);
    assert!(done, "{said}");
    assert_eq!(files(&merged), files(&whole));

    // A file that was damaged on the way is found, and the last output stays.
    let damaged = files(&shares[0]).into_keys().find(|path| path.ends_with("index.html")).unwrap();
    fs::write(shares[0].join(&damaged), "other").unwrap();
    let (done, said) = ssg(&merge);
    assert!(!done && said.contains("is not what was built"), "{said}");
    assert_eq!(files(&merged), files(&whole));
}

#[test]
fn a_share_of_very_many_is_refused() {
    let work = tempfile::tempdir().unwrap();
    let (done, said) = ssg(&["--root", text(work.path()), "build", "--shard", "1/3000000000"]);
    assert!(!done && said.contains("at most 1000 shares"), "{said}");
}

#[test]
fn shares_of_different_sites_are_not_laid_together() {
    let work = tempfile::tempdir().unwrap();
    let (root, shares, _) = built(work.path());
    let other = work.path().join("other");
    let url = "https://archive.example/elsewhere/";
    let build =
        ["--root", root, "build", "--quiet", "--out", text(&other), "--shard", "2/3", "--base-url", url];
    assert!(ssg(&build).0);
    let merged = work.path().join("merged");
    let merge = ["--root", root, "build", "--out", text(&merged), "--merge"];
    let (done, said) = ssg(&[&merge[..], &[text(&shares[0]), text(&other), text(&shares[2])]].concat());
    assert!(!done && said.contains("shares of different wholes"), "{said}");
}
