//! Help where one is: what a diagnostic means, completions for the shell, manual pages.
//!
//! Each has one source: docs/diagnostics.md, and the definition of the arguments.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;

use super::arguments::{Arguments, CompletionsArguments, ExplainArguments, ManArguments};
use super::speak::data_line;
use crate::diagnostics::{Code, nearest};

/// The explanations of all diagnostics; each has a section that is called like its code.
const DIAGNOSTICS: &str = include_str!("../../docs/diagnostics.md");

/// Runs `ssg explain`.
pub(super) fn run_explain(command: &ExplainArguments) -> Result<ExitCode, String> {
    let Some(code) = &command.code else {
        for code in Code::ALL {
            data_line!("{:<26} {}", code.as_str(), first_sentence(code.as_str()));
        }
        return Ok(ExitCode::SUCCESS);
    };
    // As it stands in the message: error[unknown-region].
    let written = code.trim();
    let bare = written.split_once('[').map_or(written, |(_, rest)| rest).trim_end_matches([']', ':']);
    let Some(section) = section(&bare.to_ascii_lowercase()) else {
        let codes = Code::ALL.iter().map(|code| code.as_str());
        return Err(match nearest(bare, codes) {
            Some(code) => format!("no diagnostic is called \"{bare}\"\nhelp: did you mean {code}?"),
            None => format!("no diagnostic is called \"{bare}\"\nhelp: `ssg explain` lists them all"),
        });
    };
    data_line!("{section}");
    Ok(ExitCode::SUCCESS)
}

/// The section of a code, with its heading.
fn section(code: &str) -> Option<&'static str> {
    Code::from_name(code)?;
    let heading = format!("## {code}\n");
    let start = DIAGNOSTICS
        .match_indices(&heading)
        .map(|(at, _)| at)
        .find(|&at| at == 0 || DIAGNOSTICS.as_bytes()[at - 1] == b'\n')?;
    let behind = start + heading.len();
    let end = DIAGNOSTICS[behind..].find("\n## ").or_else(|| DIAGNOSTICS[behind..].find("\n# "));
    Some(DIAGNOSTICS[start..end.map_or(DIAGNOSTICS.len(), |end| behind + end)].trim_end())
}

/// What a code means, in one line: the sentence behind the line with its severity.
fn first_sentence(code: &str) -> &'static str {
    let mut lines = section(code).unwrap_or_default().lines().skip(1);
    lines.find(|line| !line.trim().is_empty() && !line.starts_with('*')).unwrap_or_default()
}

/// Runs `ssg completions`.
pub(super) fn run_completions(command: &CompletionsArguments) -> Result<ExitCode, String> {
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut Arguments::command(), "ssg", &mut script);
    write_out(&script)
}

/// Runs `ssg man`.
pub(super) fn run_man(command: &ManArguments) -> Result<ExitCode, String> {
    let mut root = Arguments::command();
    root.build();
    let shown = match &command.command {
        None => root,
        Some(name) => match root.find_subcommand(name) {
            // Built, it knows the name that is typed before it.
            Some(found) => found.clone(),
            None => {
                let names: Vec<&str> = root.get_subcommands().map(clap::Command::get_name).collect();
                let help = nearest(name, names.iter().copied()).map_or_else(
                    || format!("commands: {}", names.join(", ")),
                    |name| format!("did you mean {name}?"),
                );
                return Err(format!("there is no command \"{name}\"\nhelp: {help}"));
            }
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(shown)
        .render(&mut page)
        .map_err(|error| format!("the manual page cannot be made: {error}"))?;
    write_out(&page)
}

/// Gives bytes to the standard output; a reader that has seen enough is no error.
fn write_out(bytes: &[u8]) -> Result<ExitCode, String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("the standard output cannot be written: {error}"))
        }
        Ok(()) | Err(_) => Ok(ExitCode::SUCCESS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_by_its_own_section_alone() {
        for code in Code::ALL {
            let section =
                section(code.as_str()).unwrap_or_else(|| panic!("{} has no section", code.as_str()));
            assert_eq!(section.matches("\n## ").count(), 0, "{section}");
            assert!(section.lines().count() > 3, "{section}");
            assert!(
                first_sentence(code.as_str()).ends_with(['.', ':']),
                "{}: {}",
                code.as_str(),
                first_sentence(code.as_str())
            );
        }
    }

    #[test]
    fn the_arguments_are_sound_and_each_command_has_examples() {
        let mut root = Arguments::command();
        root.build();
        root.clone().debug_assert();
        for command in root.get_subcommands().filter(|command| command.get_name() != "help") {
            let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(examples.contains("Examples:\n  ssg "), "{} shows no examples", command.get_name());
            assert!(command.get_about().is_some(), "{} says nothing of itself", command.get_name());
        }
    }
}
