//! The command line: arguments in, words and an exit status out. Nothing below this module speaks.

mod arguments;
mod help;
mod import;
mod init;
mod review;
mod serve;
mod speak;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use speak::{data, talk, talk_line};

use arguments::{Arguments, BuildArguments, CheckArguments, CheckFormat, ColourChoice, Command, Global};

use crate::build::{self, BuildError, Manner, Outcome};
use crate::check;
use crate::config::BaseUrl;
use crate::diagnostics::{self, Severity, Texts, visible};
use crate::publish::Report;
use crate::site::Settings;
use crate::source;

/// The content has errors.
const CONTENT_ERRORS: u8 = 1;
/// Wrong usage, or the environment does not allow it.
const ENVIRONMENT_ERROR: u8 = 2;

/// The stack of each thread, in bytes. Parsers bound their depth; this is the room for what they allow.
const STACK: usize = 16 * 1024 * 1024;

/// Runs the program with the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    outlive_size_limits();
    let arguments = Arguments::parse();
    match arguments.global.color {
        ColourChoice::Auto => {}
        ColourChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColourChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
    let jobs = if let Command::Build(command) = &arguments.command { command.jobs } else { None };
    let result = start_threads(jobs).and_then(|()| match &arguments.command {
        Command::Build(command) => run_build(&arguments.global, command),
        Command::Check(command) => run_check(&arguments.global, command),
        Command::Completions(command) => help::run_completions(command),
        Command::Explain(command) => help::run_explain(command),
        Command::Import(command) => import::run_import(&arguments.global, command),
        Command::Init(command) => init::run_init(&arguments.global, command),
        Command::Man(command) => help::run_man(command),
        Command::New(command) => init::run_new(&arguments.global, command),
        Command::Review(command) => review::run_review(&arguments.global, command),
        Command::Serve(command) => serve::run_serve(&arguments.global, command),
    });
    let spoken = speak::finish();
    result.and_then(|status| spoken.map(|()| status)).unwrap_or_else(|message| {
        talk_line!("error: {message}");
        ExitCode::from(ENVIRONMENT_ERROR)
    })
}

/// A write over the limit for the size of files ends a process unless it listens: here it is to be an
/// error like a full disk, with the path in it.
#[cfg(unix)]
fn outlive_size_limits() {
    /// On Linux and macOS; `std` has no name for it.
    const SIGXFSZ: i32 = 25;
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
fn outlive_size_limits() {}

fn run_build(global: &Global, command: &BuildArguments) -> Result<ExitCode, String> {
    let root = find_root(global)?;
    let settings = Settings { base_url: base_url(command.base_url.as_deref())?, drafts: command.drafts };
    let out = command.out.clone().unwrap_or_else(|| root.join("public"));
    if !command.merge.is_empty() {
        let report = in_threads(|| build::merge(&root, &command.merge, &out))?;
        if !global.quiet {
            report_of("shares", command.merge.len(), &out, &report);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let bar = progress(global);
    let tell = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let timed = command.timings || global.verbose;
    let program = std::env::current_exe().ok();
    let manner = Manner { share: command.shard, timed, program: program.as_deref(), progress: Some(&tell) };
    let outcome = in_threads(|| build::build_as(&root, &out, &settings, manner));
    bar.finish_and_clear();
    let outcome = outcome?;
    // Advice is for `check`; a build speaks of what a visitor would notice.
    show(&outcome, if global.verbose { Severity::Note } else { Severity::Warning }, global);
    if timed {
        say_timings(&outcome);
    }
    let Some(published) = &outcome.published else {
        if !global.quiet {
            talk_line!("nothing was published: {}", mend(&outcome));
        }
        return Ok(ExitCode::from(CONTENT_ERRORS));
    };
    if !global.quiet {
        report_of("events", published.events, &out, &published.report);
    }
    Ok(ExitCode::SUCCESS)
}

/// A bar on a terminal that shows how far a build is; nothing in a pipe.
fn progress(global: &Global) -> indicatif::ProgressBar {
    if global.quiet {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::no_length();
    if let Ok(style) = indicatif::ProgressStyle::with_template("{bar:40} {pos}/{len} files") {
        bar.set_style(style);
    }
    bar
}

/// Says where the time went: the stages one after the other, then what the threads did in them.
fn say_timings(outcome: &Outcome) {
    let milliseconds = |time: std::time::Duration| time.as_secs_f64() * 1000.0;
    for (stage, time) in &outcome.timings {
        talk_line!("{stage:>40}  {:>9.1} ms", milliseconds(*time));
    }
    if outcome.efforts.is_empty() && outcome.published.is_some() {
        talk_line!("nothing has changed since the last build: no page was made");
    } else if !outcome.efforts.is_empty() {
        talk_line!("of all threads together:");
    }
    for effort in &outcome.efforts {
        let each = milliseconds(effort.making) / effort.outputs.max(1) as f64;
        talk_line!(
            "{:>40}  {:>9.1} ms to make {} ({each:.3} ms each), {:.1} ms to compare and write",
            effort.kind,
            milliseconds(effort.making),
            effort.outputs,
            milliseconds(effort.writing),
        );
    }
}

/// Says what happened to the output folder.
fn report_of(what: &str, count: usize, out: &Path, report: &Report) {
    talk_line!(
        "{} in {}: {} written, {} unchanged, {} removed",
        counted(count, what.trim_end_matches('s'), what),
        out.display(),
        report.written,
        report.unchanged,
        report.removed,
    );
}

fn run_check(global: &Global, command: &CheckArguments) -> Result<ExitCode, String> {
    let root = find_root(global)?;
    let settings = Settings { base_url: base_url(command.base_url.as_deref())?, drafts: command.drafts };
    let request = check::Request { settings, today: today(), against: command.against.clone() };
    let outcome = in_threads(|| check::check(&root, &request))?;
    let files = outcome.texts();
    let texts = Texts::new(&files);
    match command.format {
        CheckFormat::Json => data!("{}", diagnostics::to_json(&outcome.diagnostics, &texts)),
        CheckFormat::Github => data!("{}", diagnostics::to_github(&outcome.diagnostics, &texts)),
        CheckFormat::Text => {
            show(&outcome, Severity::Note, global);
            if outcome.diagnostics.is_empty() && !global.quiet {
                talk_line!("nothing to mend");
            }
        }
    }
    let worst = if command.strict { Severity::Warning } else { Severity::Error };
    let failed = outcome.diagnostics.iter().any(|diagnostic| diagnostic.severity <= worst);
    Ok(if failed { ExitCode::from(CONTENT_ERRORS) } else { ExitCode::SUCCESS })
}

/// Shows what is wrong, as far as it is as bad as `least`.
fn show(outcome: &Outcome, least: Severity, global: &Global) {
    let shown: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity <= least)
        .filter(|diagnostic| !global.quiet || diagnostic.severity == Severity::Error)
        .cloned()
        .collect();
    if shown.is_empty() {
        return;
    }
    let files = outcome.texts();
    let texts = Texts::new(&files);
    // The colours are taken out again where the terminal or the user wants none.
    talk!("{}", diagnostics::to_text(&shown, &texts, true));
    if in_github_actions() {
        data!("{}", diagnostics::to_github(&shown, &texts));
    }
    let count = |severity| shown.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    if !global.quiet {
        talk_line!(
            "{}, {}, {}",
            counted(errors, "error", "errors"),
            counted(warnings, "warning", "warnings"),
            counted(notes, "note", "notes"),
        );
    }
}

#[expect(clippy::disallowed_methods, reason = "GitHub Actions announces itself in the environment")]
fn in_github_actions() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some() && !std::io::stdout().is_terminal()
}

fn mend(outcome: &Outcome) -> &'static str {
    if outcome.has_errors() { "mend the errors above; the last output stays as it was" } else { "no output" }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// The site's folder: the one that was named, or the nearest upward with a `site.toml`.
fn find_root(global: &Global) -> Result<PathBuf, String> {
    match &global.root {
        Some(root) if root.join("site.toml").is_file() => Ok(root.clone()),
        Some(root) => Err(format!("there is no site.toml in {}", root.display())),
        None => {
            let here = current_folder()?;
            source::find_root(&here).map(|root| relative_to(&here, root)).ok_or_else(|| {
                "there is no site.toml here or in a folder above; name the site with --root, or make one: ssg init DIR".to_owned()
            })
        }
    }
}

/// A root that is the current folder is `.`, so that messages name short paths.
fn relative_to(here: &Path, root: PathBuf) -> PathBuf {
    if root == here { PathBuf::from(".") } else { root }
}

/// The day on which a person works: what `import` records.
#[expect(clippy::disallowed_methods, reason = "the command line is the one that reads the clock")]
fn today() -> chrono::NaiveDate {
    chrono::Local::now().date_naive()
}

#[expect(clippy::disallowed_methods, reason = "where the user stands decides which site is meant")]
fn current_folder() -> Result<PathBuf, String> {
    std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))
}

fn base_url(written: Option<&str>) -> Result<Option<BaseUrl>, String> {
    let Some(written) = written else { return Ok(None) };
    BaseUrl::parse(written).map(Some).ok_or_else(|| {
        format!(
            "--base-url cannot be \"{written}\": write https://name.github.io/repository/, or a path alone"
        )
    })
}

/// Starts so many threads that share the work, or as many as the machine has. Nothing has started any before.
fn start_threads(jobs: Option<usize>) -> Result<(), String> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .stack_size(STACK)
        .build_global()
        .map_err(|error| format!("cannot start threads: {error}"))
}

/// Runs on one of the threads that share the work: they have the room that parsers are allowed.
fn in_threads<T: Send>(run: impl FnOnce() -> Result<T, BuildError> + Send) -> Result<T, String> {
    rayon::scope(|_| run()).map_err(|error| with_help(&error, error.help()))
}

/// What went wrong, and what to do about it where there is something to do.
fn with_help(error: &dyn std::error::Error, help: Option<&str>) -> String {
    let error = visible(&error.to_string());
    match help {
        Some(help) => format!("{error}\nhelp: {help}"),
        None => error,
    }
}
