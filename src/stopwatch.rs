//! Takes the time of stages, for `--timings` and `--verbose`. Nothing that is made depends on it.

use std::time::{Duration, Instant};

/// Stages in the order in which they ended, each with the time since the one before.
#[derive(Debug)]
pub struct Stopwatch {
    last: Instant,
    timings: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    /// Starts the first stage.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "for the eyes of people alone")]
    pub fn start() -> Self {
        Self { last: Instant::now(), timings: Vec::new() }
    }

    /// Ends a stage and starts the next.
    #[expect(clippy::disallowed_methods, reason = "for the eyes of people alone")]
    pub fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.timings.push((stage, now - self.last));
        self.last = now;
    }

    /// The stages that ended.
    #[must_use]
    pub fn timings(self) -> Vec<(&'static str, Duration)> {
        self.timings
    }
}
