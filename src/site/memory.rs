//! What was understood before: what has not changed is not understood again, and what is in force stays
//! in force while its files are broken.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::Archive;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Problem, Severity};
use crate::document::{self, Document};
use crate::language::strings::StringTables;
use crate::language::{ByLanguage, Language};
use crate::render::Templates;
use crate::source::{SitePath, TextFile};
use crate::theme;

/// A site's own words of the interface, as texts.
type OwnStrings = ByLanguage<Option<Arc<str>>>;

/// What an earlier assembly understood. An empty one remembers nothing.
#[derive(Default)]
pub struct Memory {
    /// By path.
    documents: Vec<Arc<Understood>>,
    /// The last configuration without an error.
    config: Option<Config>,
    /// The last words without an error.
    strings: Option<OwnStrings>,
    /// The archive that was made last.
    pub(super) archive: Option<Arc<Archive>>,
    /// The last templates without an error, and the files that they are made of.
    templates: Option<(Vec<TextFile>, Arc<Templates>)>,
}

/// A content file and what it says.
struct Understood {
    file: TextFile,
    document: Option<Arc<Document>>,
    diagnostics: Vec<Diagnostic>,
}

impl Memory {
    /// Reads those content files that are new, in parallel.
    pub(super) fn documents(&mut self, files: &[TextFile]) -> (Vec<Arc<Document>>, Vec<Diagnostic>) {
        let mut known = self.documents.as_slice();
        // Both lists are in the order of their paths: they are gone through side by side.
        let same: Vec<Option<Arc<Understood>>> = files
            .iter()
            .map(|file| {
                let behind = known.iter().take_while(|known| known.file.path < file.path).count();
                known = &known[behind..];
                let of_path = known.iter().take_while(|known| known.file.path == file.path);
                of_path.into_iter().find(|known| known.file.text == file.text).map(Arc::clone)
            })
            .collect();
        self.documents = same
            .into_par_iter()
            .zip(files)
            .map(|(same, file)| same.unwrap_or_else(|| Arc::new(understand(file))))
            .collect();
        let documents = self.documents.iter().filter_map(|known| known.document.clone()).collect();
        let diagnostics = self.documents.iter().flat_map(|known| known.diagnostics.iter().cloned()).collect();
        (documents, diagnostics)
    }

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

    /// The words that are in force, given the site's own tables as they are now.
    pub(super) fn strings(
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
            self.strings = Some(own);
            return (tables, problems);
        }
        let good = self.strings.as_ref().map(|good| assemble(good).0);
        (good.unwrap_or(tables), problems)
    }

    /// The templates that are in force, given the site's own files as they are now.
    pub(super) fn templates(&mut self, files: &[TextFile]) -> (Arc<Templates>, Vec<Diagnostic>) {
        if let Some((known, templates)) = &self.templates
            && known == files
        {
            return (Arc::clone(templates), Vec::new());
        }
        let (templates, diagnostics) = Templates::new(files, &theme::templates());
        match &self.templates {
            Some((_, good)) if has_errors(&diagnostics) => (Arc::clone(good), diagnostics),
            _ => {
                let templates = Arc::new(templates);
                if !has_errors(&diagnostics) {
                    self.templates = Some((files.to_vec(), Arc::clone(&templates)));
                }
                (templates, diagnostics)
            }
        }
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
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
    Understood { file: file.clone(), document: document.map(Arc::new), diagnostics }
}
