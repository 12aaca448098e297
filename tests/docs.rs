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
