//! Faults, provoked from outside on the program: what docs/reliability.md promises.
//!
//! What only some machines allow (a small file system, a device) is tried, and said when it is skipped.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

#[path = "../support/mod.rs"]
mod support;

mod injection;
mod publishing;
mod reading;
mod reproducing;
mod speaking;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use support::{Run, Site};

/// No fault may take longer, on a slow machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(240);

/// A site with three events in three languages, an organisation and a page. Its texts are made up.
fn small() -> Site {
    let mut blocks = String::from(
        "-- site.toml --
title = { kk = \"Мұрағат\", ru = \"Архив\", en = \"Archive\" }
base_url = \"https://archive.example/repo/\"
-- content/organisations/alliance.md --
+++
name = { kk = \"Азаматтық альянс\", ru = \"Гражданский альянс\", en = \"Civil Alliance\" }
region = \"turkistan\"
+++
Сипаттама.
-- content/pages/about.md --
+++
title = \"Жоба туралы\"
+++
Мәтін, [іс-шара](../events/forum-1.md).
",
    );
    for number in 1..=3 {
        blocks.push_str(&event(number, "Форум"));
    }
    Site::new(&blocks)
}

/// An event in three languages as blocks of files.
fn event(number: usize, title: &str) -> String {
    format!(
        "-- content/events/forum-{number}.md --
+++
title = \"{number}-{title}\"
summary = \"Қысқаша.\"
date = \"2021-11-{day:02}\"
region = \"turkistan\"
kind = \"civic-forum\"
number = {number}
organisations = [\"alliance\"]
people = [{{ name = \"Айгүл Серікқызы\", role = \"төрайым\" }}]

[[sources]]
title = \"Мақала\"
url = \"https://example.org/{number}\"
+++
Мәтін.
-- content/events/forum-{number}.ru.md --
+++
title = \"{number} {title}\"
+++
Текст.
-- content/events/forum-{number}.en.md --
+++
title = \"{number} {title}\"
+++
Text.
",
        day = number % 28 + 1,
    )
}

/// Runs the program in a site's folder, but no longer than patience lasts.
fn run(site: &Site, arguments: &[&str]) -> Run {
    run_in(site.root(), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::cargo_bin("ssg").expect("the program");
    command.current_dir(folder).args(arguments);
    finish(command)
}

/// Runs a line of the shell, in which `$ssg` is the program.
fn shell(site: &Site, line: &str) -> Run {
    let mut command = Command::new("bash");
    command.current_dir(site.root()).args(["-c", line]).env("ssg", assert_cmd::cargo::cargo_bin("ssg"));
    finish(command)
}

fn finish(mut command: Command) -> Run {
    let output = command
        .env_remove("GITHUB_ACTIONS")
        .env("NO_COLOR", "1")
        .timeout(PATIENCE)
        .output()
        .expect("the program runs");
    let status = output.status.code().unwrap_or_else(|| {
        panic!(
            "ended by a signal or too slow: {:?}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        )
    });
    let said = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run { status, stdout: said(output.stdout), stderr: said(output.stderr) }
}

/// Asserts that a run ended in an orderly way: with a status of its own and no panic.
#[track_caller]
fn assert_orderly(run: &Run) {
    assert!((0..=2).contains(&run.status), "status {}: {}", run.status, run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}

/// Everything below a folder, links and folders too, for showing that nothing changed.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let about = std::fs::symlink_metadata(&path).expect("what stands there");
            let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            if about.is_dir() {
                waiting.push(path);
                found.insert(name + "/", Vec::new());
            } else if about.is_symlink() {
                let target = std::fs::read_link(&path).expect("a link");
                found.insert(name, target.as_os_str().as_encoded_bytes().to_vec());
            } else if about.is_file() {
                found.insert(name, std::fs::read(&path).expect("a file"));
            } else {
                found.insert(name, b"special".to_vec());
            }
        }
    }
    found
}

/// Says that a part of a test was left out, and why.
fn skipped(what: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "skipped: {what}");
}

/// Runs a program of the system; whether it did its work.
fn system(program: &str, arguments: &[&OsStr]) -> bool {
    std::process::Command::new(program)
        .args(arguments)
        .stderr(std::process::Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
