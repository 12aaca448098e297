//! `ssg serve`: what it says, and the browser that it opens.

use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use super::arguments::{Global, ServeArguments};
use super::speak::{data_line, talk, talk_line};
use super::{counted, find_root, today};
use crate::diagnostics::{self, Diagnostic, Severity, Texts};
use crate::serve::{self, Notice, Options, ServeError};
use crate::site::Settings;
use crate::source::TextFile;

/// Shows the site until the program is asked to end.
pub(super) fn run_serve(global: &Global, command: &ServeArguments) -> Result<ExitCode, String> {
    let root = find_root(global)?;
    let options = Options {
        host: command.host.trim_matches(['[', ']']).to_owned(),
        port: command.port,
        watch: command.watch,
        settings: Settings { base_url: None, drafts: command.drafts },
        today,
    };
    let (quiet, verbose, open, watch) = (global.quiet, global.verbose, command.open, command.watch);
    let speak = move |notice: Notice<'_>| match notice {
        Notice::Listening { address, taken, exposed } => {
            if let Some(port) = taken {
                talk_line!("warning: port {port} is in use; the next free one is taken");
            }
            if exposed {
                talk_line!("warning: other machines can see this site, with its drafts and mistakes");
            }
            // The address is what was asked for: it can be read by another program.
            data_line!("{address}");
            if !quiet {
                let following =
                    if watch { "changes are followed" } else { "changes are not followed: --watch" };
                talk_line!("{following}; Ctrl-C ends it");
            }
            if open {
                open_in_browser(address);
            }
        }
        Notice::Found(found, texts) => show(found, texts, quiet),
        Notice::Changed(timings) => {
            if verbose {
                let stages =
                    timings.iter().map(|(stage, time)| format!("{stage} {:.1} ms", milliseconds(*time)));
                talk_line!("changed: {}", stages.collect::<Vec<_>>().join(", "));
            }
        }
        Notice::Moved(address) => talk_line!("the site is now at {address}"),
        Notice::Polling(reason) => talk_line!(
            "warning: the system does not report changes ({reason}); files are looked at every second"
        ),
        Notice::Failed(reason) => talk_line!("error: {reason}"),
    };
    serve::serve(&root, &options, speak).map_err(|error| match &error {
        ServeError::Listen(..) => format!("{error}\nhelp: choose another with --host and --port"),
        ServeError::Read(_) => error.to_string(),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn show(found: &[Diagnostic], texts: &[TextFile], quiet: bool) {
    if found.is_empty() {
        if !quiet {
            talk_line!("nothing to mend");
        }
        return;
    }
    talk!("{}", diagnostics::to_text(found, &Texts::new(texts), true));
    if !quiet {
        let count = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let errors = counted(count(Severity::Error), "error", "errors");
        talk_line!("{errors}, {}", counted(count(Severity::Warning), "warning", "warnings"));
    }
}

/// Asks the system to show an address. Where it cannot, the address stands on the terminal.
fn open_in_browser(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(program);
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C is meant for us, and not for a browser that was not running yet.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let started = command.spawn();
    if started.is_err() {
        talk_line!("warning: no browser could be opened");
    }
}
