//! `ssg build`: asks for every output and publishes it.

mod effort;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rayon::prelude::*;

use effort::Efforts;

use crate::diagnostics::{self, Diagnostic, Severity};
use crate::gazetteer::Gazetteer;
use crate::plan::Output;
use crate::publish::{Guard, MergeError, NOTE, PublishError, Publisher, Report, Share, Standing};
use crate::render::once_each;
use crate::site::{self, MakeError, Prepared, Settings, Site};
use crate::source::{self, ReadError, Sources};
use crate::stopwatch::Stopwatch;
use crate::theme;

pub use effort::Effort;

/// What a run found and did.
pub struct Outcome {
    /// The files that diagnostics speak of.
    pub sources: Sources,
    /// Everything that is wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// What was published; nothing after errors, and nothing by `check`.
    pub published: Option<Published>,
    /// How long each stage took, in the order of the stages.
    pub timings: Vec<(&'static str, Duration)>,
    /// How long each kind of output took, if that was wanted; the one that took longest first.
    pub efforts: Vec<Effort>,
}

/// What was published.
pub struct Published {
    /// What happened to the files of the output folder.
    pub report: Report,
    /// How many events the site lists.
    pub events: usize,
}

impl Outcome {
    /// Whether any diagnostic is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Every text that a diagnostic may show lines of.
    #[must_use]
    pub fn texts(&self) -> Vec<source::TextFile> {
        let mut texts: Vec<source::TextFile> = self.sources.texts().cloned().collect();
        texts.extend(theme::templates());
        texts
    }
}

/// Why a run could not be done: the environment's fault, not the content's.
#[derive(Debug)]
pub enum BuildError {
    /// Something cannot be read.
    Read(ReadError),
    /// Something cannot be written.
    Publish(PublishError),
    /// Shares cannot be laid together.
    Merge(MergeError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(formatter),
            Self::Publish(error) => error.fmt(formatter),
            Self::Merge(error) => error.fmt(formatter),
        }
    }
}

impl BuildError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Read(_) => None,
            Self::Publish(error) => error.help(),
            Self::Merge(error) => error.help(),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::Publish(error) => Some(error),
            Self::Merge(error) => Some(error),
        }
    }
}

impl From<ReadError> for BuildError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<PublishError> for BuildError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}

/// How a build is to be done; by default the whole site, without a word.
#[derive(Default, Clone, Copy)]
pub struct Manner<'a> {
    /// Only this share of the files.
    pub share: Option<Share>,
    /// Whether to find out how long each kind of output takes.
    pub timed: bool,
    /// The program's own file. With it, a site that was made from the same is left as it stands, if the
    /// program is no newer.
    pub program: Option<&'a Path>,
    /// Told now and then how many outputs of how many are done, from any thread.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

/// Builds the site at `root` into the folder `out`. With any error in the content nothing is written.
///
/// # Errors
/// When the environment is at fault: a folder that cannot be read or written, an output folder that is
/// not ours.
pub fn build(root: &Path, out: &Path, settings: &Settings) -> Result<Outcome, BuildError> {
    build_as(root, out, settings, Manner::default())
}

/// Builds the site at `root`, or a share of it, into the folder `out`.
///
/// # Errors
/// As [`build`].
pub fn build_as(
    root: &Path,
    out: &Path,
    settings: &Settings,
    manner: Manner<'_>,
) -> Result<Outcome, BuildError> {
    let mut stopwatch = Stopwatch::start();
    // The folder is checked before the work: who names a wrong one learns it at once.
    let mut publisher = Publisher::start(out, &guard(root))?;
    // Folders are listed by one thread: what every site asks for is made by the other meanwhile.
    let (read, _) = rayon::join(|| source::read(root), Gazetteer::built_in);
    let (sources, mut diagnostics) = read?;
    stopwatch.lap("read");
    let whole = whole(&sources, settings);
    if manner.share.is_none() {
        publisher.made_from(whole);
    }
    let standing = manner.program.and_then(|program| publisher.standing(program));
    stopwatch.lap("compare");
    let unchanged = |outputs| Report { unchanged: outputs, ..Report::default() };
    // Where there was nothing to say about just this, there is nothing to be understood again.
    if let (true, Some(Standing { outputs, memo: Some(events) })) = (diagnostics.is_empty(), standing) {
        let published = Some(Published {
            report: unchanged(outputs),
            events: usize::try_from(events).unwrap_or_default(),
        });
        return Ok(Outcome {
            sources,
            diagnostics,
            published,
            timings: stopwatch.timings(),
            efforts: Vec::new(),
        });
    }
    let (site, found) = site::assemble(&sources, settings);
    diagnostics.extend(found);
    stopwatch.lap("assemble");
    let mut published = None;
    let mut efforts = Vec::new();
    let outputs = site.plan.outputs().len();
    let events = site.archive.listings.all.len();
    if !has_errors(&diagnostics) && standing.is_some_and(|standing| standing.outputs == outputs) {
        published = Some(Published { report: unchanged(outputs), events });
    } else if !has_errors(&diagnostics) {
        let (found, made) = publish_all(&site, &publisher, manner)?;
        efforts = made;
        stopwatch.lap("render and write");
        diagnostics.extend(found);
        if !has_errors(&diagnostics) {
            let memo = diagnostics.is_empty().then_some(events as u64);
            match (manner.share, memo) {
                (Some(share), _) => publisher.put(NOTE, share.note(outputs, whole, memo).as_bytes())?,
                (None, Some(memo)) => publisher.remember(memo),
                (None, None) => {}
            }
            let report = publisher.finish()?;
            stopwatch.lap("publish");
            published = Some(Published { report, events });
        }
    } else {
        // Mistakes of templates are to come out in the same run.
        diagnostics.extend(check_all(&site)?);
        stopwatch.lap("check");
    }
    if published.is_some() {
        // The program is about to end: giving a large site's memory back piece by piece takes time.
        std::mem::forget(site);
    }
    diagnostics::sort(&mut diagnostics);
    Ok(Outcome { sources, diagnostics, published, timings: stopwatch.timings(), efforts })
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The folders that an output folder must not be, hold, or lie in.
fn guard(root: &Path) -> Guard {
    let sources: Vec<PathBuf> =
        ["content", "templates", "static", "src"].iter().map(|folder| root.join(folder)).collect();
    Guard { root: root.to_owned(), sources }
}

/// Lays the shares of a site together into the folder `out`.
///
/// # Errors
/// As [`crate::publish::merge`].
pub fn merge(root: &Path, shares: &[PathBuf], out: &Path) -> Result<Report, BuildError> {
    crate::publish::merge(shares, out, &guard(root)).map_err(BuildError::Merge)
}

/// A fingerprint of all that a site is made from, so that shares of different sites are not laid together,
/// and a site that is made from the same again is known.
fn whole(sources: &Sources, settings: &Settings) -> u64 {
    let texts: Vec<&source::TextFile> = sources.texts().collect();
    let texts: Vec<[u64; 2]> = texts
        .par_iter()
        .map(|file| [file.path.as_str(), &file.text].map(|text| source::fingerprint(text.as_bytes())))
        .collect();
    let assets = sources.assets.iter().chain(&sources.statics);
    let assets = assets.map(|asset| [source::fingerprint(asset.path.as_str().as_bytes()), asset.hash]);
    let manner = format!("{} {:?} {}", env!("SSG_PROGRAM"), settings.base_url, settings.drafts);
    let mut all = manner.into_bytes();
    all.extend(texts.into_iter().chain(assets).flatten().flat_map(u64::to_le_bytes));
    source::fingerprint(&all)
}

/// Makes every output and hands it to the publisher at once, so that memory does not grow with the site.
fn publish_all(
    site: &Site,
    publisher: &Publisher,
    manner: Manner<'_>,
) -> Result<(Vec<Diagnostic>, Vec<Effort>), BuildError> {
    let mut outputs = site.plan.outputs();
    if let Some(share) = manner.share {
        outputs.retain(|&output| share.has(&site.path(output)));
    }
    let efforts = manner.timed.then(Efforts::default);
    let (done, all) = (AtomicUsize::new(0), outputs.len());
    let found = make_all(site, outputs, |prepared, output, buffer| {
        let put = |bytes: &[u8]| publisher.put(&site.path(output), bytes);
        // Making a copy of a picture takes longer than all pages that show it, and its name says what is in it.
        let kept = match output {
            Output::Picture(_) => publisher.keep(&site.path(output)),
            _ => Ok(false),
        };
        let made = match &efforts {
            _ if !matches!(kept, Ok(false)) => Ok(kept.map(|_| ())),
            None => site.make(prepared, output, buffer, put),
            Some(efforts) => efforts.of(output, |written| {
                site.make(prepared, output, buffer, |bytes| {
                    written();
                    put(bytes)
                })
            }),
        };
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(progress) = manner.progress.filter(|_| done % BETWEEN_PROGRESS == 0 || done == all) {
            progress(done, all);
        }
        made.map(|put| put.map_err(BuildError::from))
    })?;
    Ok((found, efforts.map(Efforts::finish).unwrap_or_default()))
}

/// So many outputs a thread takes at once: who is done early finds work that others have not begun.
const MOST_AT_ONCE: usize = 32;
/// After so many outputs progress is told.
const BETWEEN_PROGRESS: usize = 128;

/// Makes every output and forgets it.
fn check_all(site: &Site) -> Result<Vec<Diagnostic>, BuildError> {
    make_all(site, site.plan.outputs(), |prepared, output, buffer| {
        site.make(prepared, output, buffer, |_| Ok(()))
    })
}

/// Makes every output, in parallel, by `make`; says what is wrong with those that cannot be made.
///
/// # Errors
/// When a file cannot be read again, or `make` fails.
pub(crate) fn make_all(
    site: &Site,
    outputs: Vec<Output>,
    make: impl Fn(&Prepared, Output, &mut Vec<u8>) -> Result<Result<(), BuildError>, MakeError> + Sync,
) -> Result<Vec<Diagnostic>, BuildError> {
    let prepared = site.prepare();
    if outputs.iter().any(|output| matches!(output, Output::Search(_))) {
        prepared.views().search_index();
    }
    let mut diagnostics = outputs
        .into_par_iter()
        .with_max_len(MOST_AT_ONCE)
        .map_init(Vec::new, |buffer, output| match make(&prepared, output, buffer) {
            Ok(Ok(())) => Ok(None),
            Ok(Err(error)) => Err(error),
            Err(MakeError::Content(diagnostic)) => Ok(Some(*diagnostic)),
            Err(MakeError::Read(error)) => Err(BuildError::Read(error)),
        })
        .filter_map(Result::transpose)
        .collect::<Result<Vec<Diagnostic>, BuildError>>()?;
    once_each(&mut diagnostics);
    let mut remarks = site.remarks();
    site.archive.config.judge(&mut remarks);
    diagnostics.extend(remarks);
    // As above: rows of all events, of no use to anybody from here on.
    std::mem::forget(prepared);
    Ok(diagnostics)
}
