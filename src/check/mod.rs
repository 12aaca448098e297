//! `ssg check`: everything that is wrong with a site or waits for a person. It writes nothing.
//!
//! What a build must know is found on the way that all commands go. Here is what only a look at the whole
//! finds: records that lack something ([`records`]), names that hardly differ ([`similar`]), what stands
//! on the finished pages ([`pages`]), and addresses of an earlier output that are gone ([`against`]).

mod against;
mod pages;
mod records;
mod similar;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::build::{BuildError, Outcome, make_all};
use crate::diagnostics;
use crate::site::{self, Settings};
use crate::source;
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
    let mut found = records::check(&site.archive, request.today);
    found.extend(similar::check(&site.archive));
    if let Some(earlier) = earlier {
        found.extend(against::check(&site, &earlier));
    }
    stopwatch.lap("check records");
    let pages = pages::Pages::new(&site);
    diagnostics.extend(make_all(&site, site.plan.outputs(), |views, output, buffer| {
        site.make(views, output, buffer, |bytes| {
            pages.look(output, bytes);
            Ok(())
        })
    })?);
    found.extend(pages.finish(&sources));
    site.archive.config.judge(&mut found);
    diagnostics.extend(found);
    stopwatch.lap("check pages");
    diagnostics::sort(&mut diagnostics);
    Ok(Outcome { sources, diagnostics, published: None, timings: stopwatch.timings(), efforts: Vec::new() })
}
