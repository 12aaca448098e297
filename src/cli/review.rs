//! What `ssg review` says, and the files that it writes: the table that goes out, the pages that a corrected one changes.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use super::arguments::{Global, ReviewArguments, ReviewCommand, ReviewFormat};
use super::speak::{data, talk, talk_line};
use super::{CONTENT_ERRORS, counted, find_root, today, with_help};
use crate::diagnostics::{self, Diagnostic, Severity, Texts, visible};
use crate::publish::{self, PublishError};
use crate::review::apply::{CellChange, CellError, Corrections, FileChange, find_changes};
use crate::review::{self, Waiting, facts, spreadsheet};
use crate::site::{self, Settings, Site};
use crate::source::{self, Sources};

/// A change longer than this takes two lines, in characters.
const LONGEST_LINE: usize = 100;

/// Runs `ssg review`.
pub(super) fn run_review(global: &Global, command: &ReviewArguments) -> Result<ExitCode, String> {
    let root = find_root(global)?;
    let (sources, mut diagnostics) = source::read(&root).map_err(|error| error.to_string())?;
    // A draft waits for review more than anything.
    let (site, found) = site::assemble(&sources, &Settings { drafts: true, ..Settings::default() });
    diagnostics.extend(found);
    let (waiting, damaged) = review::waiting(&site.archive, &sources.evidence);
    match &command.command {
        None => {
            list(command.format, &waiting, &damaged, &sources, global);
            tell_errors(&diagnostics, global);
            Ok(ExitCode::SUCCESS)
        }
        Some(ReviewCommand::Export { file }) => {
            let table = spreadsheet::write(&facts::table(&site.archive, &waiting, &sources.documents));
            export(file, &table)?;
            tell_errors(&diagnostics, global);
            Ok(ExitCode::SUCCESS)
        }
        Some(ReviewCommand::Apply { file, dry_run }) => apply(&root, file, *dry_run, &site, &sources, global),
    }
}

fn list(
    format: ReviewFormat,
    waiting: &[Waiting],
    damaged: &[Diagnostic],
    sources: &Sources,
    global: &Global,
) {
    match format {
        ReviewFormat::Json => data!("{}", review::to_json(waiting)),
        ReviewFormat::Text => data!("{}", review::to_text(waiting)),
    }
    if global.quiet {
        return;
    }
    // The quotes of these files are missing above.
    talk!("{}", diagnostics::to_text(damaged, &Texts::new(&sources.evidence), true));
    let mut events: Vec<&str> = waiting.iter().map(|waiting| waiting.event.as_str()).collect();
    events.dedup();
    if events.is_empty() {
        talk_line!("nothing waits for review");
    } else {
        talk_line!(
            "{} of {} for review",
            counted(waiting.len(), "fact", "facts"),
            counted(events.len(), "event waits", "events wait"),
        );
    }
}

/// What does not parse is not in the list or the table.
fn tell_errors(diagnostics: &[Diagnostic], global: &Global) {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    if errors > 0 && !global.quiet {
        talk_line!(
            "the content has {}, so something may be missing: `ssg check` shows where",
            counted(errors, "error", "errors")
        );
    }
}

fn export(file: &Path, table: &[u8]) -> Result<(), String> {
    if file == Path::new("-") {
        let mut out = io::stdout().lock();
        return match out.write_all(table).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(format!("cannot write to the standard output: {error}"))
            }
            _ => Ok(()),
        };
    }
    // A table that somebody corrected is not written over.
    publish::create_file(file, table).map_err(|error| said(&error))
}

fn apply(
    root: &Path,
    file: &Path,
    dry_run: bool,
    site: &Site,
    sources: &Sources,
    global: &Global,
) -> Result<ExitCode, String> {
    let bytes = source::read_file(file).map_err(|error| error.to_string())?;
    let name = visible(&file.to_string_lossy());
    let sheet =
        spreadsheet::read(&bytes).map_err(|error| format!("{name}: {error}\nhelp: {}", error.help()))?;
    let found = find_changes(&sheet, &site.archive, &sources.documents);
    let Corrections { mut changes, conflicts } = match found {
        Ok(corrections) => corrections,
        Err(errors) => {
            talk!("{}", refused(&name, &errors));
            if !global.quiet {
                talk_line!("nothing was written: {}", counted(errors.len(), "error", "errors"));
            }
            return Ok(ExitCode::from(CONTENT_ERRORS));
        }
    };
    changes.iter_mut().for_each(|change| change.mark_updated(today()));
    if !dry_run {
        write(root, &changes)?;
    }
    data!("{}", told(&changes));
    talk!("{}", refused(&name, &conflicts));
    if !global.quiet {
        let facts = changes.iter().map(|change| change.cells.len()).sum();
        let (facts, files) = (counted(facts, "fact", "facts"), counted(changes.len(), "file", "files"));
        match (changes.is_empty(), dry_run) {
            (true, _) => talk_line!("nothing changes"),
            (false, true) => talk_line!("{facts} in {files} would change"),
            (false, false) => talk_line!("{facts} in {files} changed"),
        }
        let mut rows: Vec<Option<usize>> = conflicts.iter().map(|conflict| conflict.row).collect();
        rows.dedup();
        if !rows.is_empty() {
            let rows =
                counted(rows.len(), "row was left out: its page was", "rows were left out: their pages were");
            talk_line!("{rows} edited since the export");
        }
    }
    Ok(if conflicts.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(CONTENT_ERRORS) })
}

/// Writes all files; every new text is made before the first is written.
fn write(root: &Path, changes: &[FileChange]) -> Result<(), String> {
    let mut texts = Vec::with_capacity(changes.len());
    for change in changes {
        let path = root.join(change.path.as_str());
        // The file itself, with its own line ends.
        let bytes = source::read_file(&path).map_err(|error| error.to_string())?;
        let changed = String::from_utf8(bytes).ok().and_then(|text| change.make(&text).ok());
        let text =
            changed.ok_or_else(|| format!("{} changed in the meantime; nothing was written", change.path))?;
        texts.push((path, text));
    }
    for (path, text) in texts {
        publish::replace_file(&path, text.as_bytes()).map_err(|error| said(&error))?;
    }
    Ok(())
}

fn said(error: &PublishError) -> String {
    with_help(error, error.help())
}

/// What is wrong with the cells of a table, each with its place.
pub(super) fn refused(name: &str, errors: &[CellError]) -> String {
    let mut out = String::new();
    for error in errors {
        let place = error.place();
        let gap = if place.is_empty() { "" } else { ", " };
        let _ = writeln!(out, "error: {name}{gap}{place}: {}", visible(&error.message));
        if let Some(help) = &error.help {
            let _ = writeln!(out, "help: {}", visible(help));
        }
    }
    out
}

fn told(changes: &[FileChange]) -> String {
    let mut out = String::new();
    for change in changes {
        let _ = writeln!(out, "{}", change.path);
        for CellChange { column, old, new } in &change.cells {
            let (name, old, new) = (column.name(), said_of(old), said_of(new));
            if old.chars().count() + new.chars().count() <= LONGEST_LINE {
                let _ = writeln!(out, "  {name}: {old} → {new}");
            } else {
                let _ = writeln!(out, "  {name}:\n    - {old}\n    + {new}");
            }
        }
    }
    out
}

fn said_of(cell: &str) -> String {
    if cell.is_empty() { "nothing".to_owned() } else { visible(&format!("\"{cell}\"")) }
}
