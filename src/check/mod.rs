//! `ssg check`: everything that is wrong with a site or waits for a person. It writes nothing.
//!
//! What a build must know is found on the way that all commands go. Here is what only a look at the whole
//! finds: records that lack something ([`records`]), names that hardly differ ([`similar`]), what stands
//! on the finished pages ([`pages`]), and addresses of an earlier output that are gone ([`against`]).
//!
//! `serve` looks at the whole as well, when it is quiet: a [`Look`] is what both share.

mod against;
mod pages;
mod records;
mod similar;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::build::{BuildError, Outcome, make_all};
use crate::diagnostics::{self, Diagnostic};
use crate::plan::Output;
use crate::site::{self, Settings, Site};
use crate::source::{self, Sources};
use crate::stopwatch::Stopwatch;

/// What is to be checked.
#[derive(Debug, Clone)]
pub struct Request {
    /// What the command line changes about the site.
    pub settings: Settings,
    /// The day on which it is asked: what lies behind it is in the future.
    pub today: NaiveDate,
    /// An earlier output, whose addresses are to be there still.
    pub against: Option<PathBuf>,
}

/// A look at a whole site, while its outputs are made; from any thread.
pub struct Look<'s> {
    site: &'s Site,
    pages: pages::Pages<'s>,
}

impl<'s> Look<'s> {
    /// Has seen nothing yet.
    #[must_use]
    pub fn new(site: &'s Site) -> Self {
        Self { site, pages: pages::Pages::new(site) }
    }

    /// Looks at an output that was made.
    pub fn at(&self, output: Output, bytes: &[u8]) {
        self.pages.look(output, bytes);
    }

    /// Says what only this look finds, when it has seen all outputs: as site.toml judges it, in no order.
    #[must_use]
    pub fn finish(self, sources: &Sources, today: NaiveDate) -> Vec<Diagnostic> {
        let mut found = records::check(&self.site.archive, today);
        found.extend(similar::check(&self.site.archive));
        found.extend(records::evidence(sources));
        found.extend(self.pages.finish(sources));
        self.site.archive.config.judge(&mut found);
        found
    }
}

/// Finds everything that is wrong with the site at `root`.
///
/// # Errors
/// When a folder cannot be read.
pub fn check(root: &Path, request: &Request) -> Result<Outcome, BuildError> {
    let mut stopwatch = Stopwatch::start();
    // Who names a wrong folder learns it at once.
    let earlier = request.against.as_deref().map(source::paths_below).transpose()?;
    let (sources, mut diagnostics) = source::read(root)?;
    stopwatch.lap("read");
    let (site, found) = site::assemble(&sources, &request.settings);
    diagnostics.extend(found);
    stopwatch.lap("assemble");
    let look = Look::new(&site);
    diagnostics.extend(make_all(&site, site.plan.outputs(), |prepared, output, buffer| {
        site.make(prepared, output, buffer, |bytes| {
            look.at(output, bytes);
            Ok(())
        })
    })?);
    stopwatch.lap("make and look");
    diagnostics.extend(look.finish(&sources, request.today));
    if let Some(earlier) = earlier {
        let mut found = against::check(&site, &earlier);
        site.archive.config.judge(&mut found);
        diagnostics.extend(found);
    }
    stopwatch.lap("check");
    diagnostics::sort(&mut diagnostics);
    Ok(Outcome { sources, diagnostics, published: None, timings: stopwatch.timings(), efforts: Vec::new() })
}
