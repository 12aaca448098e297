//! Small sites as blocks of text: written into a fresh folder, built by the program, read back.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// A site in a folder of its own, which goes when the value goes.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

/// What a run of the program left.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Site {
    /// Writes a site from one text, in which `-- path --` begins a file.
    pub(crate) fn new(blocks: &str) -> Self {
        let site = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        site.write(blocks);
        site
    }

    /// Adds or replaces files.
    pub(crate) fn write(&self, blocks: &str) {
        for (path, text) in split(blocks) {
            self.write_bytes(path, text.as_bytes());
        }
    }

    pub(crate) fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).expect("a file to remove");
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Runs the program in the site's folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run(self.root(), arguments)
    }

    /// Builds, and fails the test if there are errors.
    pub(crate) fn build(&self) -> Output {
        let run = self.run(&["build"]);
        assert_eq!(run.status, 0, "the build failed:\n{}", run.stderr);
        self.output()
    }

    /// The files of the output folder, but for the manifest.
    pub(crate) fn output(&self) -> Output {
        Output { files: files(&self.path("public")) }
    }
}

/// Runs the program in a folder, without colours and without the annotations of a CI.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::cargo_bin("ssg")
        .expect("the program")
        .current_dir(folder)
        .args(arguments)
        .env_remove("GITHUB_ACTIONS")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    Run {
        status: output.status.code().expect("an exit status"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// The files of a built site.
pub(crate) struct Output {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Output {
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no {path} among {:#?}", self.paths()));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    pub(crate) fn paths(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    /// The paths that hold pages, without those of static files.
    pub(crate) fn pages(&self) -> Vec<&str> {
        self.paths().into_iter().filter(|path| path.ends_with(".html")).collect()
    }
}

/// Every file below a folder, by path, but for the manifest.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name =
                    path.strip_prefix(folder).expect("below the folder").to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found.remove(".ssg-manifest");
    found
}

fn split(blocks: &str) -> Vec<(&str, String)> {
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in blocks.lines() {
        if let Some(path) = line.trim().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
            files.push((path, String::new()));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    files
}

/// Templates that show what a view holds and nothing else, so that tests do not depend on the look.
pub(crate) const BARE_TEMPLATES: &str = "
-- templates/rows.html --
{%- for card in cards %}
- {{ card.date.year }}|{{ card.date.rest }}|{{ card.title }}|{% if card.region %}{{ card.region.name }}{% endif %}|{% if card.kind %}{{ card.kind.name }}{% endif %}|{{ card.url }}
{%- endfor %}
-- templates/listing.html --
{{ page.title }} ({{ listing.count.text }}) page {{ listing.pages.current }} of {{ listing.pages.total }}
{% include \"rows.html\" %}
{%- for facet in listing.facets %}
{{ facet.id }}:{% for item in facet.items %} {{ item.title }}={{ item.count.n }}{% if item.url %}@{{ item.url }}{% endif %}{% endfor %}
{%- endfor %}
";
