//! How the program speaks: data to the standard output, talk to the standard error output.
//!
//! A reader that went away (`ssg check | head`) ends the data and is no mistake. An output that takes
//! nothing, as on a full disk, is one: [`finish`] tells. Talk that nobody can hear is lost.

use std::fmt;
use std::io::{self, Write};
use std::sync::OnceLock;

/// What stopped the data.
static LOST: OnceLock<io::ErrorKind> = OnceLock::new();

/// Writes data to the standard output.
pub(super) fn write_data(text: fmt::Arguments<'_>) {
    // After the first failure a part would be missing in the middle.
    if LOST.get().is_none()
        && let Err(error) = anstream::stdout().lock().write_fmt(text)
    {
        let _ = LOST.set(error.kind());
    }
}

/// Writes talk to the standard error output.
pub(super) fn write_talk(text: fmt::Arguments<'_>) {
    let _ = anstream::stderr().lock().write_fmt(text);
}

/// Says whether all data was taken.
///
/// # Errors
/// When some was lost, and not because its reader had enough.
pub(super) fn finish() -> Result<(), String> {
    let flushed = io::stdout().flush().map_err(|error| error.kind());
    match LOST.get().copied().map_or(flushed, Err) {
        Ok(()) | Err(io::ErrorKind::BrokenPipe) => Ok(()),
        Err(kind) => Err(format!("cannot write to the standard output: {kind}")),
    }
}

/// Writes data, as `print!` does.
macro_rules! data {
    ($($text:tt)*) => { $crate::cli::speak::write_data(format_args!($($text)*)) };
}

/// Writes a line of data.
macro_rules! data_line {
    ($($text:tt)*) => { $crate::cli::speak::write_data(format_args!("{}\n", format_args!($($text)*))) };
}

/// Writes talk, as `eprint!` does.
macro_rules! talk {
    ($($text:tt)*) => { $crate::cli::speak::write_talk(format_args!($($text)*)) };
}

/// Writes a line of talk.
macro_rules! talk_line {
    ($($text:tt)*) => { $crate::cli::speak::write_talk(format_args!("{}\n", format_args!($($text)*))) };
}

pub(super) use {data, data_line, talk, talk_line};
