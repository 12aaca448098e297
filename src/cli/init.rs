//! `ssg init` and `ssg new`: what was made, and what comes next.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::{Global, InitArguments, NewArguments, NewKind};
use super::speak::{data_line, talk_line};
use super::{base_url, find_root, today, with_help};
use crate::document::RecordKind;
use crate::init;
use crate::language::Language;
use crate::new;

/// Runs `ssg init`.
pub(super) fn run_init(global: &Global, command: &InitArguments) -> Result<ExitCode, String> {
    let mut languages: Vec<Language> = Vec::new();
    for &language in &command.languages {
        if languages.contains(&language) {
            return Err(format!("--languages names {} twice", language.code()));
        }
        languages.push(language);
    }
    let title = command.title.as_deref().map(str::trim);
    if title.is_some_and(str::is_empty) {
        return Err("--title is empty: leave it out, or write one".to_owned());
    }
    let request = init::Request {
        title: title.map(str::to_owned),
        languages,
        base_url: base_url(command.base_url.as_deref())?,
        today: today(),
    };
    let folder = &command.folder;
    let files = init::create(folder, &request).map_err(|error| with_help(&error, error.help()))?;
    for file in &files {
        data_line!("{}", folder.join(file).display());
    }
    if !global.quiet {
        let enter = if folder == Path::new(".") {
            String::new()
        } else {
            format!("  cd {}\n", shell_word(&folder.display().to_string()))
        };
        let to_set = if init::repository().is_some() {
            ""
        } else {
            "before the first push write the repository of ssg into .github/workflows/pages.yml (SSG_REPOSITORY)\n"
        };
        talk_line!(
            "\nthe site is ready:\n{enter}  ssg serve --watch --open   # look at it\n  ssg import ARTICLE…        # make records of \
             articles\n  ssg check                  # see what is wrong\n{to_set}README.md tells the rest"
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs `ssg new`.
pub(super) fn run_new(global: &Global, command: &NewArguments) -> Result<ExitCode, String> {
    let root = find_root(global)?;
    let request = new::Request {
        root: root.clone(),
        kind: match command.kind {
            NewKind::Event => RecordKind::Event,
            NewKind::Organisation => RecordKind::Organisation,
            NewKind::Page => RecordKind::Page,
        },
        name: command.name.clone(),
        title: command.title.clone(),
        today: today(),
    };
    let path = new::create(&request).map_err(|error| with_help(&error, error.help()))?;
    let shown = if root == Path::new(".") { Path::new(&path).to_owned() } else { root.join(&path) };
    data_line!("{}", shown.display());
    Ok(ExitCode::SUCCESS)
}

/// A word as it can be typed: in quotation marks if it holds anything but letters, digits and the signs of paths.
fn shell_word(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./\\:".contains(letter);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
