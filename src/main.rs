//! The program `ssg`: everything it does is in the library.

use std::process::ExitCode;

/// A page is made of thousands of small pieces that live for some microseconds.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ssg::cli::run()
}
