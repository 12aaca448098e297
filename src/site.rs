//! The one way through the program: from sources to a site whose every output can be made.
//!
//! `build`, `check` and `serve` all go this way; they differ in which outputs they ask for and in what
//! they do with the bytes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{self, Archive};
use crate::config::{self, BaseUrl, Config};
use crate::diagnostics::{Code, Diagnostic};
use crate::document::{self, Document};
use crate::language::ByLanguage;
use crate::language::strings::StringTables;
use crate::plan::{self, Output, Plan};
use crate::render::Templates;
use crate::review;
use crate::source::{ReadError, Sources, TextFile};
use crate::theme;
use crate::view::{self, Views};

/// What the command line may change about a site.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where the site will be, instead of what site.toml says.
    pub base_url: Option<BaseUrl>,
    /// Whether drafts are shown.
    pub drafts: bool,
}

/// Everything that outputs are made from.
pub struct Site {
    /// The resolved records.
    pub archive: Archive,
    /// Which outputs there are.
    pub plan: Plan,
    strings: StringTables,
    templates: Templates,
}

/// Understands all sources. What is wrong with them is reported, and the site is made of what is sound.
#[must_use]
pub fn assemble(sources: &Sources, settings: &Settings) -> (Site, Vec<Diagnostic>) {
    let (config, mut diagnostics) = configuration(sources, settings);
    let (strings, found) = string_tables(sources, &config);
    diagnostics.extend(found);
    let (templates, found) = Templates::new(&sources.templates, &theme::templates());
    diagnostics.extend(found);
    let (documents, found) = documents(&sources.documents);
    diagnostics.extend(found);
    let config = Arc::new(config);
    let (archive, found) = archive::assemble(documents, &config, settings.drafts);
    diagnostics.extend(found);
    let mut files = theme::files(sources);
    let beside = archive.published_beside(&sources.assets, &mut diagnostics);
    files.extend(
        beside.into_iter().filter_map(|asset| Some((plan::published_as(&asset.path)?, asset.clone()))),
    );
    let (plan, found) = plan::lay_out(&archive, files);
    diagnostics.extend(found);
    diagnostics.extend(view::check_links(&archive, &plan));
    let (waiting, found) = review::waiting(&archive, &sources.evidence);
    diagnostics.extend(found);
    diagnostics.extend(review::notes(&waiting));
    config.judge(&mut diagnostics);
    (Site { archive, plan, strings, templates }, diagnostics)
}

fn configuration(sources: &Sources, settings: &Settings) -> (Config, Vec<Diagnostic>) {
    let (mut config, mut diagnostics) = sources.config.as_ref().map(config::read).unwrap_or_default();
    if let Some(base_url) = &settings.base_url {
        config.base_url = base_url.clone();
    }
    if let Some(file) = sources.config.as_ref().filter(|_| config.base_url.origin.is_none()) {
        diagnostics.push(
            Diagnostic::of_file(Code::MissingBaseUrl, &file.path, "it is not known where the site will be")
                .help("add base_url = \"https://…\"; without it there are no sitemap and no permanent addresses"),
        );
    }
    (config, diagnostics)
}

fn string_tables(sources: &Sources, config: &Config) -> (StringTables, Vec<Diagnostic>) {
    let file = |language: crate::language::Language| {
        let name = format!("templates/strings/{}.toml", language.code());
        sources.strings.iter().find(|file| file.path.as_str() == name)
    };
    let own = ByLanguage::from_fn(|language| file(language).map(|file| &*file.text));
    let (tables, problems) = StringTables::assemble(&theme::strings(), &own, &config.languages);
    let path = |language: crate::language::Language| {
        file(language).map_or_else(
            || crate::source::SitePath::new(&format!("built-in/strings/{}.toml", language.code())),
            |file| file.path.clone(),
        )
    };
    let mut diagnostics: Vec<Diagnostic> =
        problems.into_iter().map(|(language, problem)| problem.within(&path(language))).collect();
    let known =
        crate::language::Language::ALL.map(|language| format!("templates/strings/{}.toml", language.code()));
    diagnostics.extend(sources.strings.iter().filter(|file| !known.contains(&file.path.to_string())).map(
        |file| {
            Diagnostic::of_file(
                Code::UnknownFile,
                &file.path,
                "no language of the interface has this table of words",
            )
            .help("tables are called kk.toml, ru.toml and en.toml")
        },
    ));
    (tables, diagnostics)
}

/// Reads all content files, in parallel.
fn documents(files: &[TextFile]) -> (Vec<Arc<Document>>, Vec<Diagnostic>) {
    let read: Vec<(Option<Document>, Vec<Diagnostic>)> = files
        .par_iter()
        .map(|file| {
            // Content is from anywhere, and Markdown parsers have had inputs that made them panic.
            catch_unwind(AssertUnwindSafe(|| document::read(file))).unwrap_or_else(|_| {
                let diagnostic =
                    Diagnostic::of_file(Code::Panic, &file.path, "this file made the program fail")
                        .help("leave it out, and report it with the file to the program's authors");
                (None, vec![diagnostic])
            })
        })
        .collect();
    let mut documents = Vec::with_capacity(read.len());
    let mut diagnostics = Vec::new();
    for (document, found) in read {
        documents.extend(document.map(Arc::new));
        diagnostics.extend(found);
    }
    (documents, diagnostics)
}

impl Site {
    /// Prepares what pages share.
    #[must_use]
    pub fn views(&self) -> Views<'_> {
        Views::new(&self.archive, &self.plan, &self.strings)
    }

    /// The path of an output below the site's root.
    #[must_use]
    pub fn path(&self, output: Output) -> String {
        self.plan.path(&self.archive, output)
    }

    /// Makes an output and gives its bytes to `take`; `buffer` is kept between calls for its memory.
    ///
    /// # Errors
    /// When a template fails on the page, or a file that was there cannot be read any more.
    pub fn make<T>(
        &self,
        views: &Views<'_>,
        output: Output,
        buffer: &mut Vec<u8>,
        take: impl FnOnce(&[u8]) -> T,
    ) -> Result<T, MakeError> {
        if let Output::File(position) = output {
            return self.plan.file(position).with_bytes(take).map_err(MakeError::Read);
        }
        let made = catch_unwind(AssertUnwindSafe(|| match views.view(output) {
            Some(view) => {
                let address = format!("/{}", self.path(output).trim_end_matches("index.html"));
                self.templates.render(&view, &address, buffer)
            }
            None => {
                buffer.clear();
                Ok(())
            }
        }));
        match made {
            Ok(Ok(())) => Ok(take(buffer)),
            Ok(Err(diagnostic)) => Err(MakeError::Content(diagnostic)),
            Err(_) => {
                let path = crate::source::SitePath::new(&self.path(output));
                let diagnostic =
                    Diagnostic::of_file(Code::Panic, &path, "making this page made the program fail")
                        .help("report it to the program's authors, with the page's content");
                Err(MakeError::Content(Box::new(diagnostic)))
            }
        }
    }
}

/// Why an output could not be made.
#[derive(Debug)]
pub enum MakeError {
    /// The content or a template is at fault.
    Content(Box<Diagnostic>),
    /// The environment is at fault.
    Read(ReadError),
}
