//! The layering rule of docs/architecture.md: a module knows only those below it.

#![allow(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::fs;
use std::path::Path;

/// From the bottom up; modules of one line may know each other only where `KNOWN` says so.
const LAYERS: &[&[&str]] = &[
    &["source", "diagnostics", "stopwatch"],
    &["fields"],
    &["language", "date"],
    &["gazetteer", "vocabulary", "markdown", "formats", "terms", "picture"],
    &["document", "config", "evidence"],
    &["archive"],
    &["search"],
    &["plan"],
    &["view", "theme", "review"],
    &["data", "render", "publish"],
    &["site"],
    &["build", "import", "init", "new"],
    &["check"],
    &["serve"],
    &["cli"],
];

/// Modules of one layer that know each other, with the reason.
const KNOWN: &[(&str, &str, &str)] = &[
    ("source", "diagnostics", "what cannot be read is a diagnostic"),
    ("diagnostics", "source", "a diagnostic names a file"),
    ("language", "date", "dates are written in words"),
    ("picture", "markdown", "an SVG says its size in a tag"),
    ("render", "view", "a view is what is rendered"),
];

fn layer(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or_else(|| panic!("the module `{module}` has no place in LAYERS: decide what it may know"))
}

fn rust_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules of this crate that a text names in code.
fn named(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| {
            line.match_indices("crate::").map(|(at, found)| {
                line[at + found.len()..]
                    .chars()
                    .take_while(|letter| letter.is_ascii_lowercase() || *letter == '_')
                    .collect::<String>()
            })
        })
        .filter(|module| !module.is_empty())
        .collect()
}

#[test]
fn a_module_knows_only_those_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    assert!(files.len() > 20, "the sources were found");
    let mut wrong = Vec::new();
    for file in files {
        let below = file.strip_prefix(&root).expect("below src");
        let module =
            below.iter().next().and_then(|part| part.to_str()).expect("a name").trim_end_matches(".rs");
        if matches!(module, "lib" | "main") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source");
        for other in named(&text) {
            let known = KNOWN.iter().any(|(from, to, _)| *from == module && *to == other);
            if other != module && layer(&other) >= layer(module) && !known {
                wrong.push(format!("{}: `{module}` must not know `{other}`", below.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_begins_with_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        rust_files(&root.join(folder), &mut files);
    }
    let silent: Vec<_> = files
        .into_iter()
        .filter(|file| !fs::read_to_string(file).expect("a source").starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "no module header in {silent:?}");
}
