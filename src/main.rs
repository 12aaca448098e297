//! The program `ssg`: everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ssg::cli::run()
}
