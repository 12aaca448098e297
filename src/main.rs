//! The program `ssg`: everything it does is in the library.

use std::process::ExitCode;

/// A page is made of thousands of small pieces that live for some microseconds.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The tables of the template engine, hundreds a page, take their seed from a counter that all threads write to: they
/// wait for each other. Which seed it is does not matter, since no text of strangers chooses a key.
struct OneSeed;

impl ahash::random_state::RandomSource for OneSeed {
    fn gen_hasher_seed(&self) -> usize {
        0
    }
}

fn main() -> ExitCode {
    // It can be set once, before the first table: nothing has run yet.
    let set = ahash::random_state::set_random_source(OneSeed);
    debug_assert!(set.is_ok(), "nothing has made a table yet");
    ssg::cli::run()
}
