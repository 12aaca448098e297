//! For `--timings`: how long it takes to make each kind of output.
//!
//! No output depends on anything here.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use crate::plan::{Listing, Output, Page};

#[expect(clippy::disallowed_methods, reason = "for --timings alone: no output depends on it")]
fn now() -> Instant {
    Instant::now()
}

/// How long outputs of one kind took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// What kind of output: `events`, `listings by region` …
    pub kind: &'static str,
    /// How many there are.
    pub outputs: usize,
    /// How long all threads together took to make them.
    pub making: Duration,
    /// How long all threads together took to compare and write them.
    pub writing: Duration,
}

/// Adds up the effort of outputs, from any thread.
#[derive(Default)]
pub(super) struct Efforts(Mutex<BTreeMap<&'static str, Effort>>);

impl Efforts {
    /// Runs `make`, which calls what it is given when the bytes are there and the writing begins.
    pub(super) fn of<T>(&self, output: Output, make: impl FnOnce(&mut dyn FnMut()) -> T) -> T {
        let begin = now();
        let mut made = None;
        let result = make(&mut || made = Some(now()));
        let end = now();
        let made = made.unwrap_or(end);
        let kind = kind_of(output);
        let mut efforts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let none = Effort { kind, outputs: 0, making: Duration::ZERO, writing: Duration::ZERO };
        let effort = efforts.entry(kind).or_insert(none);
        effort.outputs += 1;
        effort.making += made - begin;
        effort.writing += end - made;
        result
    }

    /// All kinds, the one that took longest to make first.
    pub(super) fn finish(self) -> Vec<Effort> {
        let mut efforts: Vec<Effort> =
            self.0.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect();
        efforts.sort_by_key(|effort| (std::cmp::Reverse(effort.making), effort.kind));
        efforts
    }
}

/// In the words of an editor, with the template where it is one.
fn kind_of(output: Output) -> &'static str {
    match output {
        Output::Page(_, Page::Home) => "front page (home.html)",
        Output::Page(_, Page::Event(_)) => "events (event.html)",
        Output::Page(_, Page::Listing(listing, _)) => match listing {
            Listing::All => "all events (listing.html)",
            Listing::Region(_) | Listing::RegionYear(..) | Listing::RegionKind(..) => {
                "events by region (listing.html)"
            }
            Listing::Year(_) | Listing::Month(..) | Listing::Undated => "events by time (listing.html)",
            Listing::Organisation(_) | Listing::OrganisationYear(..) => {
                "events by organisation (listing.html)"
            }
            Listing::Kind(_) => "events by kind (listing.html)",
        },
        Output::Page(..) => "other pages",
        Output::File(_) => "static files",
        Output::Picture(_) => "pictures",
        Output::Sitemap => "sitemap (sitemap.xml)",
        _ => "other files",
    }
}
