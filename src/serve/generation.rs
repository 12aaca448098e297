//! One state of the site, from one change to the next, and how the next one is made.
//!
//! A [`Generation`] never changes: whoever answers a request holds one and sees one state of the site.
//! [`Live`] makes them, and reads and understands again only what changed. Nothing here knows of the
//! network.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::diagnostics::{self, Code, Diagnostic, Severity};
use crate::plan::{Output, Page};
use crate::render::Templates;
use crate::site::{self, Assembled, MakeError, Memory, Prepared, Settings, Site};
use crate::source::{Cache, Hints, ReadError, Refreshed, SitePath, Sources, TextFile, fingerprint};
use crate::stopwatch::Stopwatch;
use crate::theme;

/// How an open page gets from the last generation to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It asks for itself.
    Page,
    /// Only stylesheets differ: they can be put in the place of the old ones.
    Style,
    /// A picture or another file differs: a page may show it without naming its fingerprint.
    File,
}

/// One state of the site.
pub(super) struct Generation {
    /// Grows with each change.
    pub(super) number: u64,
    /// How it differs from the one before.
    pub(super) step: Step,
    /// The site as its files are now.
    pub(super) now: Pages,
    /// The site with broken files as they were when they were sound: what is missing now because of them is shown from
    /// there.
    pub(super) before: Option<Pages>,
    /// Whether the newest templates have errors, and earlier ones make the pages.
    pub(super) has_earlier_templates: bool,
    sources: Sources,
    /// What is wrong with the site, but for what only making its pages shows.
    diagnostics: Vec<Diagnostic>,
    /// What the last look at the whole showed that still stands, as far as is known.
    presumed: Vec<Diagnostic>,
    /// What a look at the whole showed, once every page was made.
    of_whole: OnceLock<Vec<Diagnostic>>,
    /// Fingerprint of all texts of the content.
    of_texts: OnceLock<u64>,
}

/// A site, and what its pages are made with.
pub(super) struct Pages {
    /// Everything that outputs are made from.
    pub(super) site: Site,
    prepared: Prepared,
    /// The site with the last templates that worked on every page, if those of `site` are others.
    fallback: Option<(Site, Prepared)>,
}

impl Pages {
    fn new(site: Site, proven: Option<&Arc<Templates>>) -> Self {
        // Also the last templates that worked may be used with them.
        let prepared = site.prepare_for_any_templates();
        let fallback = proven
            .filter(|templates| !Arc::ptr_eq(templates, &site.templates))
            .map(|templates| (site.with_templates(templates), prepared.for_other_templates()));
        Self { site, prepared, fallback }
    }

    /// Makes an output, as `build` would write it; where the newest templates fail on it, with the last ones that
    /// worked.
    ///
    /// # Errors
    /// When there are none that work, or a file cannot be read any more.
    pub(super) fn make(&self, output: Output) -> Result<Vec<u8>, Box<MakeError>> {
        let mut buffer = Vec::new();
        let mut with =
            |site: &Site, prepared: &Prepared| site.make(prepared, output, &mut buffer, <[u8]>::to_vec);
        with(&self.site, &self.prepared).or_else(|error| match &self.fallback {
            Some((site, prepared)) => with(site, prepared).map_err(|_| Box::new(error)),
            None => Err(Box::new(error)),
        })
    }

    /// The path below which the site is, as addresses write it.
    pub(super) fn base(&self) -> &str {
        &self.site.archive.config.base_url.path
    }

    fn output_at(&self, path: &str) -> Option<(Output, &Self)> {
        let output = self.site.plan.output_at(&self.site.archive, path)?;
        Some((output, self))
    }
}

impl Generation {
    /// The path below which the site is, as addresses write it.
    pub(super) fn base(&self) -> &str {
        self.now.base()
    }

    /// What stands behind it in a path without percent signs, if that is below it.
    pub(super) fn below_base<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(&*self.now.site.archive.config.base_url.decoded_path())
    }

    /// Finds the output at a path, and what can make it: what is missing because something is broken is shown as it was.
    pub(super) fn output_at(&self, path: &str) -> Option<(Output, &Pages)> {
        self.now.output_at(path).or_else(|| self.before.as_ref()?.output_at(path))
    }

    /// By this a browser knows whether an output is as it was.
    pub(super) fn tag_of(&self, output: Output, bytes: &[u8]) -> u64 {
        let own = fingerprint(bytes);
        match output {
            // What its script shows comes from the index, of which the page itself says nothing.
            Output::Page(_, Page::Search) => {
                fingerprint(&[own.to_le_bytes(), self.of_texts().to_le_bytes()].concat())
            }
            _ => own,
        }
    }

    fn of_texts(&self) -> u64 {
        *self.of_texts.get_or_init(|| {
            let of = |file: &TextFile| fingerprint(file.text.as_bytes()).to_le_bytes();
            fingerprint(&self.sources.documents.iter().flat_map(of).collect::<Vec<u8>>())
        })
    }

    /// Presumes that what the last look at the whole showed still stands, until the next one is done: but for what was
    /// said of files that changed.
    pub(super) fn presume(&mut self, last: &Self) {
        let same_templates = Arc::ptr_eq(&self.now.site.templates, &last.now.site.templates);
        let stands = |found: &&Diagnostic| {
            let same_texts =
                found.places.iter().all(|place| self.text(&place.path) == last.text(&place.path));
            same_texts && (found.code != Code::Template || (same_templates && !self.has_earlier_templates))
        };
        self.presumed = last.of_whole().iter().filter(stands).cloned().collect();
    }

    /// What is wrong with one output, found by making it; `look` sees its bytes. Of earlier templates nothing is said:
    /// their mistakes may be mended in the newest ones, or stand at another place.
    pub(super) fn problem_of(&self, output: Output, look: impl FnOnce(&[u8])) -> Option<Diagnostic> {
        match self.now.site.make(&self.now.prepared, output, &mut Vec::new(), look) {
            Err(MakeError::Content(problem)) => {
                Some(*problem).filter(|problem| problem.code != Code::Template || !self.has_earlier_templates)
            }
            Ok(()) | Err(MakeError::Read(_)) => None,
        }
    }

    /// Everything that is known to be wrong, sorted.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = self.diagnostics.clone();
        all.extend_from_slice(self.of_whole());
        diagnostics::sort(&mut all);
        all
    }

    /// The errors among them.
    pub(super) fn errors(&self) -> Vec<Diagnostic> {
        let known = self.diagnostics.iter().chain(self.of_whole());
        let mut errors: Vec<Diagnostic> =
            known.filter(|diagnostic| diagnostic.severity == Severity::Error).cloned().collect();
        diagnostics::sort(&mut errors);
        errors
    }

    /// What was known to be wrong before any page was made, sorted.
    pub(super) fn at_once(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What a look at the whole showed, sorted; before it, what is presumed.
    pub(super) fn of_whole(&self) -> &[Diagnostic] {
        self.of_whole.get().unwrap_or(&self.presumed)
    }

    /// Whether the whole was looked at.
    pub(super) fn is_checked(&self) -> bool {
        self.of_whole.get().is_some()
    }

    /// Keeps what making every page showed, and what a look at the whole did.
    pub(super) fn checked(&self, mut problems: Vec<Diagnostic>, found: Vec<Diagnostic>) {
        crate::render::once_each(&mut problems);
        self.now.site.archive.config.judge(&mut problems);
        problems.extend(found);
        diagnostics::sort(&mut problems);
        // A second time there is nothing new to keep.
        let _ = self.of_whole.set(problems);
    }

    /// The texts that diagnostics speak of.
    pub(super) fn texts(&self, diagnostics: &[Diagnostic]) -> Vec<TextFile> {
        let mut paths: Vec<&SitePath> =
            diagnostics.iter().flat_map(|diagnostic| &diagnostic.places).map(|place| &place.path).collect();
        paths.sort();
        paths.dedup();
        let built_in = paths.iter().any(|path| path.below("built-in").is_some());
        let mut texts: Vec<TextFile> = if built_in { theme::templates() } else { Vec::new() };
        texts.extend(paths.into_iter().filter_map(|path| self.text(path)).cloned());
        texts
    }

    /// The evidence file of a page.
    pub(super) fn evidence(&self, path: &str) -> Option<&TextFile> {
        in_order(&self.sources.evidence, path)
    }

    /// What it was made of.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    fn text(&self, path: &SitePath) -> Option<&TextFile> {
        let path = path.as_str();
        let sources = &self.sources;
        let config = sources.config.as_ref().filter(|file| file.path.as_str() == path);
        config.or_else(|| {
            [&sources.documents, &sources.templates, &sources.strings, &sources.evidence]
                .into_iter()
                .find_map(|files| in_order(files, path))
        })
    }
}

fn in_order<'a>(files: &'a [TextFile], path: &str) -> Option<&'a TextFile> {
    files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|position| &files[position])
}

/// Makes one generation after the other.
pub(super) struct Live {
    root: PathBuf,
    settings: Settings,
    cache: Cache,
    memory: Memory,
    /// The number of the last generation; 0 if there was none.
    number: u64,
    /// What was wrong with files and folders the last time.
    unreadable: Vec<Diagnostic>,
}

impl Live {
    /// Has read nothing yet.
    pub(super) fn new(root: &Path, settings: Settings) -> Self {
        Self {
            root: root.to_owned(),
            settings,
            cache: Cache::default(),
            memory: Memory::default(),
            number: 0,
            unreadable: Vec::new(),
        }
    }

    /// Reads what changed and makes the next generation; none if nothing did. `proven` are the last
    /// templates that worked on every page.
    ///
    /// # Errors
    /// When the root cannot be found.
    pub(super) fn refresh(
        &mut self,
        hints: &Hints,
        proven: Option<&Arc<Templates>>,
        stopwatch: &mut Stopwatch,
    ) -> Result<Option<Generation>, ReadError> {
        let Refreshed { sources, diagnostics: unreadable, changed } =
            self.cache.refresh(&self.root, hints)?;
        // Also where nothing changed: so long looking at the files takes.
        stopwatch.lap("read");
        if self.number > 0 && changed.is_empty() && self.unreadable == unreadable {
            return Ok(None);
        }
        let step = step(&changed);
        let mut diagnostics = unreadable.clone();
        self.unreadable = unreadable;
        let Assembled { site, last_sound, has_earlier_templates, diagnostics: found } =
            site::assemble_again(&sources, &self.settings, &mut self.memory);
        diagnostics.extend(found);
        diagnostics::sort(&mut diagnostics);
        stopwatch.lap("assemble");
        self.number += 1;
        Ok(Some(Generation {
            number: self.number,
            step,
            now: Pages::new(site, proven),
            before: last_sound.map(|site| Pages::new(site, proven)),
            has_earlier_templates,
            sources,
            diagnostics,
            presumed: Vec::new(),
            of_whole: OnceLock::new(),
            of_texts: OnceLock::new(),
        }))
    }

    /// Forgets everything: the next refresh reads and understands all files.
    pub(super) fn forget(&mut self) {
        self.cache = self.cache.emptied();
        self.memory = Memory::default();
    }

    /// Whether a file was caught between being emptied and being written.
    pub(super) fn sees_emptied(&self, hints: &Hints) -> bool {
        self.cache.sees_emptied(hints)
    }

    /// The folders to watch beside the root itself.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.cache.folders()
    }

    /// The root, as it was named.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }
}

/// What the changed files mean for open pages.
fn step(changed: &BTreeSet<SitePath>) -> Step {
    let ends = |path: &SitePath, ending: &str| path.as_str().to_ascii_lowercase().ends_with(ending);
    let is_style = |path: &SitePath| path.below("static").is_some() && ends(path, ".css");
    let is_file = |path: &SitePath| {
        let is_text = ends(path, ".md") || ends(path, ".evidence.toml");
        path.below("static").is_some() || (path.below("content").is_some() && !is_text)
    };
    if !changed.is_empty() && changed.iter().all(is_style) {
        Step::Style
    } else if changed.iter().any(|path| is_file(path) && !is_style(path)) {
        Step::File
    } else {
        Step::Page
    }
}
