//! What was understood before: what has not changed is not understood again, and what is in force stays
//! in force while its files are broken.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::Archive;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Problem, Severity};
use crate::document::{self, Document};
use crate::language::strings::StringTables;
use crate::language::{ByLanguage, Language};
use crate::picture::Workshop;
use crate::plan::Plan;
use crate::render::Templates;
use crate::source::{SharedText, SitePath, TextFile};
use crate::theme;

use super::pictures::Seen;

/// So many files a thread understands at once: who is done early finds files that others have not begun.
const MOST_AT_ONCE: usize = 64;

/// A site's own words of the interface, as texts.
type OwnStrings = ByLanguage<Option<SharedText>>;

/// What an earlier assembly understood. An empty one remembers nothing.
#[derive(Default)]
pub struct Memory {
    /// The last configuration without an error.
    config: Option<Config>,
    pub(super) content: Content,
    pub(super) words: WordsInForce,
    pub(super) templates: TemplatesInForce,
    /// What content files that have errors said without.
    pub(super) sound: Sound,
    /// What was assembled last.
    pub(super) last: Option<Last>,
    /// The same of what broken files said when they were sound, if that was assembled.
    pub(super) last_sound: Option<Last>,
    /// What was seen of the pictures that are shown.
    pub(super) pictures: Seen,
    /// Where their copies are made.
    pub(super) workshop: Arc<Workshop>,
}

/// What was read of the content.
#[derive(Default)]
pub(super) struct Content {
    /// The content files, by path.
    files: Vec<TextFile>,
    /// What each of them says, if it is a record.
    documents: Vec<Option<Arc<Document>>>,
    /// What is wrong with them, by position.
    remarks: BTreeMap<usize, Vec<Diagnostic>>,
}

/// The last words of the site's own without an error.
#[derive(Default)]
pub(super) struct WordsInForce(Option<OwnStrings>);

/// The last templates without an error, and the site's own files that they are made of.
#[derive(Default)]
pub(super) struct TemplatesInForce(Option<(Vec<TextFile>, Arc<Templates>)>);

/// The content files that have errors, and what each said when it last had none, if it ever had.
#[derive(Default)]
pub(super) struct Sound(BTreeMap<SitePath, Option<Arc<Document>>>);

/// An assembly, and what each of its stages found to be wrong.
pub(super) struct Last {
    pub(super) archive: Arc<Archive>,
    pub(super) of_archive: Vec<Diagnostic>,
    pub(super) plan: Arc<Plan>,
    pub(super) of_links: Vec<Diagnostic>,
}

/// What a content file says, and what is wrong with it.
type Understood = (Option<Arc<Document>>, Vec<Diagnostic>);

impl Content {
    /// Reads those content files that are new, in parallel.
    pub(super) fn documents(&mut self, files: &[TextFile]) -> (Vec<Arc<Document>>, Vec<Diagnostic>) {
        let known = self.known(files);
        let new: Vec<(usize, Understood)> = known
            .par_iter()
            .with_max_len(MOST_AT_ONCE)
            .enumerate()
            .filter(|(_, known)| known.is_none())
            .map(|(position, _)| (position, understand(&files[position])))
            .collect();
        // Files mostly stand where they stood.
        if known.iter().enumerate().all(|(position, known)| known.is_none_or(|known| known == position)) {
            self.documents.resize(files.len(), None);
            self.remarks.retain(|&position, _| known.get(position).is_some_and(Option::is_some));
        } else {
            let kept = |position: usize| known[position].and_then(|known| self.documents[known].clone());
            let documents = (0..files.len()).map(kept).collect();
            let remarks = known
                .iter()
                .enumerate()
                .filter_map(|(position, known)| Some((position, self.remarks.remove(known.as_ref()?)?)));
            self.remarks = remarks.collect();
            self.documents = documents;
        }
        for (position, (document, diagnostics)) in new {
            self.documents[position] = document;
            if !diagnostics.is_empty() {
                self.remarks.insert(position, diagnostics);
            }
        }
        self.files = files.to_vec();
        let documents = self.documents.iter().flatten().cloned().collect();
        (documents, self.remarks.values().flatten().cloned().collect())
    }

    /// For each file the position at which it was known, if it is as it was.
    fn known(&self, files: &[TextFile]) -> Vec<Option<usize>> {
        let mut next = 0;
        let known_at = |file: &TextFile| {
            // Both lists are in the order of their paths: they are gone through side by side.
            while self.files.get(next).is_some_and(|known| !known.is(file) && known.path < file.path) {
                next += 1;
            }
            let known = self.files.get(next)?;
            (known.is(file) || known == file).then_some(next)
        };
        files.iter().map(known_at).collect()
    }
}

impl Memory {
    /// The configuration that is in force, given what site.toml says now.
    pub(super) fn config(&mut self, read: Option<(Config, Vec<Diagnostic>)>) -> (Config, Vec<Diagnostic>) {
        match (read, &self.config) {
            (Some((_, diagnostics)), Some(good)) if has_errors(&diagnostics) => (good.clone(), diagnostics),
            (None, Some(good)) => {
                let path = SitePath::new("site.toml");
                let gone = Diagnostic::of_file(Code::UnreadableFile, &path, "the file is gone")
                    .help("until it is back, the site is shown as it was configured before");
                (good.clone(), vec![gone])
            }
            (Some((config, diagnostics)), _) => {
                if !has_errors(&diagnostics) {
                    self.config = Some(config.clone());
                }
                (config, diagnostics)
            }
            (None, None) => (Config::default(), Vec::new()),
        }
    }
}

impl WordsInForce {
    /// The words that are in force, given the site's own tables as they are now.
    pub(super) fn given(
        &mut self,
        own: OwnStrings,
        languages: &[Language],
    ) -> (StringTables, Vec<(Language, Problem)>) {
        let assemble = |own: &OwnStrings| {
            let texts = ByLanguage::from_fn(|language| own[language].as_deref());
            StringTables::assemble(&theme::strings(), &texts, languages)
        };
        let (tables, problems) = assemble(&own);
        if !problems.iter().any(|(_, problem)| problem.code.severity() == Severity::Error) {
            self.0 = Some(own);
            return (tables, problems);
        }
        let good = self.0.as_ref().map(|good| assemble(good).0);
        (good.unwrap_or(tables), problems)
    }
}

impl TemplatesInForce {
    /// The templates that are in force, given the site's own files as they are now.
    pub(super) fn given(&mut self, files: &[TextFile]) -> (Arc<Templates>, Vec<Diagnostic>) {
        if let Some((known, templates)) = &self.0
            && known == files
        {
            return (Arc::clone(templates), Vec::new());
        }
        let (templates, diagnostics) = Templates::new(files, &theme::templates());
        match &self.0 {
            Some((_, good)) if has_errors(&diagnostics) => (Arc::clone(good), diagnostics),
            _ => {
                let templates = Arc::new(templates);
                if !has_errors(&diagnostics) {
                    self.0 = Some((files.to_vec(), Arc::clone(&templates)));
                }
                (templates, diagnostics)
            }
        }
    }
}

impl Sound {
    /// Learns which files have errors now. Those that had none in the `last` archive said something sound there.
    pub(super) fn judge(
        &mut self,
        diagnostics: &[Diagnostic],
        unreadable: &[SitePath],
        last: Option<&Archive>,
    ) {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        // The first place is the one to mend.
        let broken = errors.filter_map(|error| Some(&error.places.first()?.path)).chain(unreadable);
        let mut now = BTreeMap::new();
        for path in broken.filter(|path| path.below("content").is_some()) {
            if !now.contains_key(path) {
                let known = self.0.remove(path);
                let sound =
                    known.unwrap_or_else(|| last.and_then(|last| last.document(path.as_str())).cloned());
                now.insert(path.clone(), sound);
            }
        }
        self.0 = now;
    }

    /// The documents as they were before files were broken; none if that is what they are.
    pub(super) fn in_place_of_broken(&self, documents: &[Arc<Document>]) -> Option<Vec<Arc<Document>>> {
        self.0.values().flatten().next()?;
        let mut sound = documents.to_vec();
        let mut differs = false;
        for document in self.0.values().flatten() {
            match sound.binary_search_by(|known| known.path.cmp(&document.path)) {
                Ok(position) if Arc::ptr_eq(&sound[position], document) => continue,
                Ok(position) => sound[position] = Arc::clone(document),
                Err(position) => sound.insert(position, Arc::clone(document)),
            }
            differs = true;
        }
        differs.then_some(sound)
    }
}

pub(super) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

fn understand(file: &TextFile) -> Understood {
    // Content is from anywhere, and Markdown parsers have had inputs that made them panic.
    let read = catch_unwind(AssertUnwindSafe(|| document::read(file)));
    let (document, diagnostics) = read.unwrap_or_else(|_| {
        let diagnostic = Diagnostic::of_file(Code::Panic, &file.path, "this file made the program fail")
            .help("leave it out, and report it with the file to the program's authors");
        (None, vec![diagnostic])
    });
    (document.map(Arc::new), diagnostics)
}
