//! Which files belong together: the main file of a record and its translations.
//!
//! What they say is for [`super::records`] to read.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Located, Problem};
use crate::document::{Document, Record, RecordKind};
use crate::language::{ByLanguage, Language};

/// The files of one record.
pub(super) struct Files {
    pub(super) id: String,
    /// The language of the main file's text.
    pub(super) language: Language,
    pub(super) main: Arc<Document>,
    /// The main file and its translations, by language; also those that no page shows, see [`Files::shown`].
    pub(super) all: ByLanguage<Option<Arc<Document>>>,
}

impl Files {
    /// The files that are not the main one.
    pub(super) fn translations(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.in_translation().map(|(_, file)| file)
    }

    /// The same, each with its language.
    pub(super) fn in_translation(&self) -> impl Iterator<Item = (Language, &Arc<Document>)> {
        let others = self.all.iter().filter(|(language, _)| *language != self.language);
        others.filter_map(|(language, file)| Some((language, file.as_ref()?)))
    }

    /// The file whose text is shown in a language. A translation into a language that the site has no pages in
    /// is checked like the others and shown nowhere: not in the data, the search or a list of languages either.
    pub(super) fn shown(&self, language: Language, config: &Config) -> Option<&Arc<Document>> {
        self.all[language]
            .as_ref()
            .filter(|_| language == self.language || config.languages.contains(&language))
    }
}

/// The records of a site, each kind by id.
pub(super) type Records = BTreeMap<RecordKind, Vec<Files>>;

/// Puts the files of each record together. Files that have no place are reported and left out.
pub(super) fn group(
    documents: &[Arc<Document>],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Records {
    let by_record = |a: &Document, b: &Document| (a.name.kind, &a.name.id).cmp(&(b.name.kind, &b.name.id));
    // In the order of paths the files of a record nearly stand together already.
    let mut documents: Vec<&Arc<Document>> = documents.iter().collect();
    documents.par_sort_by(|a, b| by_record(a, b));
    let mut records = Records::new();
    for files in documents.chunk_by(|a, b| by_record(a, b).is_eq()) {
        let Some(first) = files.first() else { continue };
        if let Some(record) = one_record(&first.name.id, files, config, diagnostics) {
            records.entry(first.name.kind).or_default().push(record);
        }
    }
    records
}

fn one_record(
    id: &str,
    files: &[&Arc<Document>],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Files> {
    let mut mains = files.iter().filter(|file| file.name.language.is_none());
    let Some(&main) = mains.next() else {
        for file in files {
            let code = file.name.language.map_or("", Language::code);
            diagnostics.push(
                Diagnostic::of_file(
                    Code::OrphanTranslation,
                    &file.path,
                    format!("there is no record \"{id}\" to translate"),
                )
                .help(format!(
                    "write {id}.md; if this is the only text, rename it to {id}.md and add lang = \"{code}\""
                )),
            );
        }
        return None;
    };
    for other in mains {
        diagnostics.push(
            Diagnostic::of_file(Code::DuplicateId, &other.path, format!("two files are the record \"{id}\""))
                .and(&main.path, None, "the other one")
                .help("keep one of them, or give one another name"),
        );
    }
    let language = written_language(main).map_or_else(|| config.first_language(), |lang| lang.value);
    let mut all: ByLanguage<Option<Arc<Document>>> = ByLanguage::default();
    all[language] = Some(Arc::clone(main));
    for &file in files {
        let Some(named) = file.name.language else { continue };
        if let Some(written) = written_language(file).filter(|written| written.value != named) {
            diagnostics.push(
                Problem::new(
                    Code::ContradictingTranslation,
                    written.span,
                    format!(
                        "the file's name says \"{}\", its `lang` \"{}\"",
                        named.code(),
                        written.value.code()
                    ),
                )
                .help("take `lang` out: the name decides")
                .within(&file.path),
            );
        }
        if let Some(other) = &all[named] {
            let help = if named == language && written_language(main).is_none() {
                "say in the main file which language it is in, with `lang`".to_owned()
            } else {
                "keep one of them".to_owned()
            };
            diagnostics.push(
                Diagnostic::of_file(
                    Code::DuplicateId,
                    &file.path,
                    format!("\"{id}\" has two texts in the language \"{}\"", named.code()),
                )
                .and(&other.path, None, "the other one")
                .help(help),
            );
            continue;
        }
        // The main file's text stands on the pages of all languages; a translation into another one on none.
        if !config.languages.contains(&named) {
            diagnostics.push(
                Diagnostic::of_file(
                    Code::SkippedFile,
                    &file.path,
                    format!("this translation is not shown: the site has no pages in \"{}\"", named.code()),
                )
                .help(format!(
                    "add \"{}\" to `languages` in site.toml, or take the file out of content/",
                    named.code()
                )),
            );
        }
        all[named] = Some(Arc::clone(file));
    }
    Some(Files { id: id.to_owned(), language, main: Arc::clone(main), all })
}

pub(super) fn written_language(document: &Document) -> Option<&Located<Language>> {
    match &document.record {
        Record::Event(event) => event.lang.as_ref(),
        Record::Organisation(organisation) => organisation.lang.as_ref(),
        Record::Region(region) => region.lang.as_ref(),
        Record::Page(page) => page.lang.as_ref(),
    }
}
