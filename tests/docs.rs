//! Every command that a page of documentation shows is run, every file that it shows is written, and every
//! link between pages leads somewhere.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "the test reads the documentation")]

#[path = "support/pages.rs"]
mod pages;

use std::fs;
use std::path::{Path, PathBuf};

use pages::{Step, follow, follow_in_a_new_site, steps};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages, by path from the root.
fn documentation() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = Vec::new();
    for folder in [root().to_owned(), root().join("docs")] {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path.strip_prefix(root()).expect("below the root").to_owned());
            }
        }
    }
    pages.sort();
    pages
}

#[test]
fn every_command_that_is_shown_works() {
    let mut followed = Vec::new();
    for page in documentation() {
        let name = page.to_str().expect("UTF-8");
        // It has a test of its own.
        if name == "docs/tutorial.md" {
            continue;
        }
        let text = fs::read_to_string(root().join(&page)).expect("a page");
        if steps(&text).iter().any(|step| matches!(step, Step::Run { .. })) {
            follow(name);
            followed.push(name.to_owned());
        }
    }
    assert!(followed.len() >= 5, "commands were found: {followed:?}");
}

#[test]
fn the_readme_of_a_new_site_works_in_every_language() {
    for language in ["kk", "ru", "en"] {
        let page = format!("src/init/site/{language}/README.md");
        let text = fs::read_to_string(root().join(&page)).expect("a page");
        assert!(text.starts_with("# {heading}"), "{page}");
        follow_in_a_new_site(&page);
    }
}

/// The ids of a page's headings, as they are made where Markdown is shown.
fn anchors(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut anchors = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        }
        if let Some(heading) = line.strip_prefix('#').filter(|_| !inside) {
            let words = heading.trim_start_matches('#').trim().to_lowercase();
            let kept: String = words
                .chars()
                .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
                .collect();
            anchors.push(kept.replace(' ', "-"));
        }
    }
    anchors
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let mut broken = Vec::new();
    let mut found = 0;
    for page in documentation() {
        let text = fs::read_to_string(root().join(&page)).expect("a page");
        let folder = root().join(&page).parent().expect("a folder").to_owned();
        let mut inside = false;
        for line in text.lines() {
            if line.trim_start().starts_with("```") {
                inside = !inside;
            }
            if inside {
                continue;
            }
            // What stands in back-ticks is shown, not followed.
            let line: String = line.split('`').step_by(2).collect();
            for target in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                if target.contains("://") || target.starts_with('/') {
                    continue;
                }
                let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
                let path = if file.is_empty() { root().join(&page) } else { folder.join(file) };
                found += 1;
                // Pictures and workflows are in the repository, and not in the package.
                let in_package = !file.contains("pictures/") && !file.contains(".github/");
                if !path.exists() {
                    if in_package || root().join("docs/pictures").exists() {
                        broken.push(format!("{}: {target}", page.display()));
                    }
                } else if !anchor.is_empty() {
                    let text = fs::read_to_string(&path).unwrap_or_default();
                    if !anchors(&text).contains(&anchor.to_owned()) {
                        broken.push(format!("{}: {target}", page.display()));
                    }
                }
            }
        }
    }
    assert!(found > 50, "links were found");
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

#[test]
fn every_page_is_in_the_list_of_pages() {
    let list = fs::read_to_string(root().join("docs/README.md")).expect("the list");
    let mut missing = Vec::new();
    for page in documentation() {
        let name = page.file_name().expect("a file").to_string_lossy().into_owned();
        if page.parent().is_some_and(|folder| folder.ends_with("docs"))
            && name != "README.md"
            && !list.contains(&format!("]({name})"))
        {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "not listed in docs/README.md: {missing:?}");
}

/// The text of every file of the program and its tests.
fn program() -> String {
    let mut text = String::new();
    let mut folders = vec![root().join("src"), root().join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            // Tests in a browser have their packages beside them.
            if path.is_dir() && !path.ends_with("browser") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&fs::read_to_string(&path).expect("a file"));
            }
        }
    }
    text
}

#[test]
fn what_is_promised_is_shown_by_tests_that_exist() {
    let program = program();
    let mut names = 0;
    for page in ["docs/reliability.md", "docs/architecture.md"] {
        let text = fs::read_to_string(root().join(page)).expect("a page");
        for ticked in text.split('`').skip(1).step_by(2) {
            // Names of tests are sentences; a long one may be cut.
            let name = ticked.trim_end_matches('…');
            let is_path = ["src/", "tests/"].iter().any(|folder| name.starts_with(folder));
            let is_sentence = name.matches('_').count() >= 3
                && name.chars().all(|letter| letter == '_' || letter.is_ascii_lowercase());
            // The package has not everything that the repository has.
            if is_path {
                let is_there = root().join(name).exists() || !root().join("fuzz").exists();
                assert!(is_there, "{page}: there is no {name}");
            } else if is_sentence {
                let end = if name == ticked { "(" } else { "" };
                assert!(program.contains(&format!("fn {name}{end}")), "{page}: there is no test {ticked}");
                names += 1;
            }
        }
    }
    assert!(names > 50, "names of tests were not found in the pages: {names}");
}
