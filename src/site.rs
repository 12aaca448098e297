//! The one way through the program: from sources to a site whose every output can be made.
//!
//! `build`, `check` and `serve` all go this way; they differ in which outputs they ask for and in what
//! they do with the bytes.

mod memory;
mod pictures;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::archive::{self, Archive};
use crate::config::{self, BaseUrl, Config};
use crate::data;
use crate::diagnostics::{Code, Diagnostic};
use crate::document::Document;
use crate::language::ByLanguage;
use crate::language::strings::StringTables;
use crate::picture::Workshop;
use crate::plan::{self, Output, Plan};
use crate::render::{Made, Templates};
use crate::review;
use crate::source::{Asset, ReadError, SitePath, Sources};
use crate::theme;
use crate::view::{self, Views, Wanted};

pub use memory::Memory;
use memory::{Last, WordsInForce, has_errors};
use pictures::Seen;

/// What the command line may change about a site.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where the site will be, instead of what site.toml says.
    pub base_url: Option<BaseUrl>,
    /// Whether drafts are shown.
    pub drafts: bool,
}

/// Everything that outputs are made from. A copy shares all of it.
#[derive(Clone)]
pub struct Site {
    /// The resolved records.
    pub archive: Arc<Archive>,
    /// Which outputs there are.
    pub plan: Arc<Plan>,
    /// How pages look.
    pub templates: Arc<Templates>,
    strings: Arc<StringTables>,
    workshop: Arc<Workshop>,
}

/// What the pages of a site share, made before them or when one first asks for it.
pub struct Prepared {
    views: Arc<Views>,
    /// Of the templates of the site that prepared them.
    made: Made,
    entries: Arc<data::Entries>,
}

impl Prepared {
    /// The maker of what pages show.
    #[must_use]
    pub fn views(&self) -> &Views {
        &self.views
    }

    /// The same for the same site with other templates, which must not ask for more.
    #[must_use]
    pub fn for_other_templates(&self) -> Self {
        Self { views: Arc::clone(&self.views), made: Made::default(), entries: Arc::clone(&self.entries) }
    }
}

/// Understands all sources. What is wrong with them is reported, and the site is made of what is sound.
#[must_use]
pub fn assemble(sources: &Sources, settings: &Settings) -> (Site, Vec<Diagnostic>) {
    let assembled = assemble_again(sources, settings, &mut Memory::default());
    (assembled.site, assembled.diagnostics)
}

/// What is made of sources by [`assemble_again`].
pub struct Assembled {
    /// The site of what is sound in them.
    pub site: Site,
    /// Where content files with errors had none before: the site with what they said then. It has what the other one
    /// lacks because of the errors, and nothing of what was deleted.
    pub last_sound: Option<Site>,
    /// Whether the site's own templates have errors, and `site` has earlier ones, or the built-in ones alone.
    pub has_earlier_templates: bool,
    /// What is wrong with the sources.
    pub diagnostics: Vec<Diagnostic>,
}

/// Does the same as [`assemble`] and understands only those files again that are new to `memory`.
///
/// While site.toml, a template or a table of words has an error, the last ones without stay in force.
#[must_use]
pub fn assemble_again(sources: &Sources, settings: &Settings, memory: &mut Memory) -> Assembled {
    let (config, mut diagnostics) = configuration(sources, settings, memory);
    let Memory { content, words, templates, .. } = &mut *memory;
    let ((documents, of_documents), ((strings, of_strings), (templates, of_templates))) = rayon::join(
        || content.documents(&sources.documents),
        || rayon::join(|| string_tables(sources, &config, words), || templates.given(&sources.templates)),
    );
    let has_earlier_templates = has_errors(&of_templates);
    diagnostics.extend(of_strings.into_iter().chain(of_templates).chain(of_documents));
    let config = Arc::new(config);
    let last = memory.last.take();
    let (now, found) =
        resolve(documents, sources, &config, settings.drafts, last.as_ref(), &mut memory.pictures);
    diagnostics.extend(found);
    let (waiting, found) = review::waiting(&now.archive, &sources.evidence);
    diagnostics.extend(found);
    diagnostics.extend(review::notes(&waiting));
    config.judge(&mut diagnostics);

    memory.sound.judge(&diagnostics, &sources.unreadable, last.as_ref().map(|last| &*last.archive));
    let earlier = memory.last_sound.take().or(last);
    let sound = memory.sound.in_place_of_broken(&now.archive.documents).map(|documents| {
        let mut seen = memory.pictures.clone();
        // What is wrong with it was said while it was new.
        let (sound, _) = resolve(documents, sources, &config, settings.drafts, earlier.as_ref(), &mut seen);
        memory.pictures.extend(seen);
        sound
    });
    let (strings, workshop) = (Arc::new(strings), Arc::clone(&memory.workshop));
    let site = |resolved: &Last| Site {
        archive: Arc::clone(&resolved.archive),
        plan: Arc::clone(&resolved.plan),
        templates: Arc::clone(&templates),
        strings: Arc::clone(&strings),
        workshop: Arc::clone(&workshop),
    };
    let assembled = Assembled {
        site: site(&now),
        last_sound: sound.as_ref().map(site),
        has_earlier_templates,
        diagnostics,
    };
    (memory.last, memory.last_sound) = (Some(now), sound);
    assembled
}

/// Resolves documents into an archive with its plan, and says what is wrong with it. What is as it was in `last` is
/// taken over from there.
fn resolve(
    documents: Vec<Arc<Document>>,
    sources: &Sources,
    config: &Arc<Config>,
    drafts: bool,
    last: Option<&Last>,
    seen: &mut Seen,
) -> (Last, Vec<Diagnostic>) {
    let last_archive = last.map(|last| (&*last.archive, last.of_archive.as_slice()));
    let (archive, of_archive) = archive::assemble_again(documents, config, drafts, last_archive);
    let mut diagnostics: Vec<Diagnostic> =
        of_archive.iter().filter(|found| !is_orphan_of_broken(found, sources)).cloned().collect();
    let mut files = theme::files(sources);
    // Of the program's own files; a site may call its files as it likes.
    let is_of_search = |asset: &Asset| asset.path.as_str().starts_with("built-in/static/assets/search.");
    files.retain(|(_, asset)| config.outputs.search || !is_of_search(asset));
    let beside = archive.published_beside(&sources.assets, &mut diagnostics);
    let published: BTreeSet<&SitePath> = beside.iter().map(|asset| &asset.path).collect();
    let withheld = sources.assets.iter().map(|asset| &asset.path).filter(|path| !published.contains(path));
    let withheld: Vec<SitePath> = withheld.cloned().collect();
    diagnostics.extend(beside_no_text(&withheld, sources));
    files.extend(
        beside.into_iter().filter_map(|asset| Some((plan::published_as(&asset.path)?, asset.clone()))),
    );
    let (mut plan, found) = plan::lay_out(&archive, files);
    diagnostics.extend(found);
    plan.withhold(withheld);
    let shown = view::shown_pictures(&archive, &plan);
    let (looked_at, found) = pictures::look_at(&plan, shown.into_iter(), seen);
    diagnostics.extend(found);
    diagnostics.extend(plan.show_pictures(looked_at));
    let last_links = last.map(|last| (&*last.archive, &*last.plan, last.of_links.as_slice()));
    let of_links = view::check_links_again(&archive, &plan, last_links);
    diagnostics.extend(of_links.iter().cloned());
    diagnostics.extend(view::names_with_spaces(&archive, &plan));
    (Last { archive: Arc::new(archive), of_archive, plan: Arc::new(plan), of_links }, diagnostics)
}

/// Whether a translation lacks its main file only because that cannot be read or understood: this is said already,
/// and to write the file anew would be bad advice.
fn is_orphan_of_broken(diagnostic: &Diagnostic, sources: &Sources) -> bool {
    if diagnostic.code != Code::OrphanTranslation {
        return false;
    }
    diagnostic.places.iter().any(|place| {
        let name = place.path.as_str().strip_suffix(".md").and_then(|name| name.rsplit_once('.'));
        name.is_some_and(|(record, _)| sources.has_document(&format!("{record}.md")))
    })
}

/// Reports folders of records that have files and no text, sound or not, that would show them: the first file of each.
fn beside_no_text(withheld: &[SitePath], sources: &Sources) -> Vec<Diagnostic> {
    let mut folders = BTreeSet::new();
    let mut found = Vec::new();
    for path in withheld {
        let mut parts = path.as_str().splitn(4, '/');
        let (Some(content), Some(kind), Some(id), Some(_)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let record = format!("{content}/{kind}/{id}");
        let is_text = |path: &SitePath| {
            let behind = path.as_str().strip_prefix(&record);
            behind.is_some_and(|behind| behind.starts_with('.') || behind.starts_with("/index."))
        };
        let has_text = |start: &str| {
            let first = sources.documents.partition_point(|file| file.path.as_str() < start);
            sources.documents.get(first).is_some_and(|file| is_text(&file.path))
        };
        let is_alone = !has_text(&format!("{record}."))
            && !has_text(&format!("{record}/index."))
            && !sources.unreadable.iter().any(is_text);
        if is_alone && folders.insert(record.clone()) {
            found.push(
                Diagnostic::of_file(
                    Code::SkippedFile,
                    path,
                    format!(
                        "this file is not published: no text is there that could show it, no record \"{id}\""
                    ),
                )
                .help(format!("write {record}/index.md, or put the file below static/")),
            );
        }
    }
    found
}

fn configuration(sources: &Sources, settings: &Settings, memory: &mut Memory) -> (Config, Vec<Diagnostic>) {
    let read = sources.config.as_ref().map(config::read);
    let (mut config, mut diagnostics) = memory.config(read);
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

fn string_tables(
    sources: &Sources,
    config: &Config,
    words: &mut WordsInForce,
) -> (StringTables, Vec<Diagnostic>) {
    let file = |language: crate::language::Language| {
        let name = format!("templates/strings/{}.toml", language.code());
        sources.strings.iter().find(|file| file.path.as_str() == name)
    };
    let own = ByLanguage::from_fn(|language| file(language).map(|file| file.text.clone()));
    let (tables, problems) = words.given(own, &config.languages);
    let path = |language: crate::language::Language| {
        file(language).map_or_else(
            || SitePath::new(&format!("built-in/strings/{}.toml", language.code())),
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

impl Site {
    /// The same site with another look.
    #[must_use]
    pub fn with_templates(&self, templates: &Arc<Templates>) -> Self {
        Self { templates: Arc::clone(templates), ..self.clone() }
    }

    /// Prepares what pages share.
    #[must_use]
    pub fn prepare(&self) -> Prepared {
        self.prepare_what(self.templates.wanted())
    }

    /// The same for any templates, and not only those of this site.
    #[must_use]
    pub fn prepare_for_any_templates(&self) -> Prepared {
        self.prepare_what(Wanted::EVERYTHING)
    }

    fn prepare_what(&self, wanted: Wanted) -> Prepared {
        let views = Views::new(&self.archive, &self.plan, &self.strings, wanted);
        Prepared { views: Arc::new(views), made: Made::default(), entries: Arc::default() }
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
        prepared: &Prepared,
        output: Output,
        buffer: &mut Vec<u8>,
        take: impl FnOnce(&[u8]) -> T,
    ) -> Result<T, MakeError> {
        if let Output::File(position) = output {
            return self.plan.file(position).with_bytes(take).map_err(MakeError::Read);
        }
        if let Output::Picture(copy) = output {
            return self.copy_picture(copy, buffer).map(|()| take(buffer));
        }
        let views = prepared.views();
        let made = catch_unwind(AssertUnwindSafe(|| match views.view(output) {
            None => {
                match output {
                    Output::Search(part) => views.search_file(part, buffer),
                    other => data::write(views, &prepared.entries, other, buffer),
                }
                Ok(())
            }
            Some(view) => {
                let address = || format!("/{}", self.path(output).trim_end_matches("index.html"));
                self.templates.render(views, view, &prepared.made, address, buffer)
            }
        }));
        match made {
            Ok(Ok(())) => Ok(take(buffer)),
            Ok(Err(diagnostic)) => Err(MakeError::Content(diagnostic)),
            Err(_) => {
                let path = SitePath::new(&self.path(output));
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
