//! What of a table cannot stand beside the archive: addresses that another event has or had, and what is at odds with
//! files that are there. A row by itself is the business of [`super::rows`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::columns::{Column, Content, Meaning};
use super::desk::Decision;
use crate::archive::{self, Archive};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::document::{self, Document, edit};
use crate::import::outcome::Action;
use crate::review::apply::CellError;
use crate::source::{self, SitePath, TextFile};

/// Says what would be wrong with the archive if all rows were written, and is not wrong yet.
pub(super) fn beside_archive(
    decisions: &[Decision],
    archive: &Archive,
    root: Option<&Path>,
    columns: &[Column],
) -> Vec<CellError> {
    let mut errors = Vec::new();
    let mut files: BTreeMap<SitePath, (&Decision, TextFile)> = BTreeMap::new();
    for decision in decisions.iter().filter(|decision| !matches!(decision.action, Action::Unchanged(_))) {
        for (path, text) in &decision.files {
            let path = SitePath::new(path);
            let is_new = matches!(decision.action, Action::Written(_));
            if is_new && root.is_some_and(|root| source::is_there(&root.join(path.as_str()))) {
                errors.push(CellError {
                    row: Some(decision.event.row),
                    column: column(columns, Meaning::Id),
                    message: format!("{path} is there already"),
                    help: Some("give the row another id, or take that file away".to_owned()),
                });
                continue;
            }
            let file = TextFile { path: path.clone(), text: text.as_str().into() };
            files.insert(path, (decision, file));
        }
    }
    if files.is_empty() {
        return errors;
    }
    let others = archive.documents.iter().filter(|document| !files.contains_key(&document.path));
    let mut documents: Vec<Arc<Document>> = others.map(Arc::clone).collect();
    documents.extend(files.values().filter_map(|(_, file)| document::read(file).0).map(Arc::new));
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    let mut found = found_in(documents, archive);
    if !found.is_empty() {
        // What was wrong already is not the table's fault. Places move with the words before them.
        let before = found_in(archive.documents.clone(), archive);
        let known: BTreeSet<_> = before.iter().map(identity).collect();
        found.retain(|diagnostic| !known.contains(&identity(diagnostic)));
    }
    errors.extend(found.iter().map(|diagnostic| in_row(diagnostic, &files, columns)));
    errors
}

/// The errors of an archive.
fn found_in(documents: Vec<Arc<Document>>, archive: &Archive) -> Vec<Diagnostic> {
    let (_, mut found) = archive::assemble(documents, &archive.config, true);
    found.retain(|diagnostic| diagnostic.severity == Severity::Error);
    found
}

fn identity(diagnostic: &Diagnostic) -> (Code, &str, Option<&SitePath>) {
    (diagnostic.code, &diagnostic.message, diagnostic.places.first().map(|place| &place.path))
}

/// Says in which row what would be wrong stands, and in which cell if that can be told.
fn in_row(
    diagnostic: &Diagnostic,
    files: &BTreeMap<SitePath, (&Decision, TextFile)>,
    columns: &[Column],
) -> CellError {
    let place = diagnostic.places.iter().find_map(|place| Some((place, files.get(&place.path)?)));
    let first = diagnostic.places.first().map(|place| &place.path);
    let is_first = place.is_some_and(|(place, _)| Some(&place.path) == first);
    let mut help = diagnostic.help.clone();
    let message = match first {
        Some(other) if !is_first && diagnostic.code == Code::DuplicateAlias && place.is_some() => {
            help = Some("give the row another id, or take the alias out of that file".to_owned());
            format!("this id is an old address of the event in {other}")
        }
        Some(other) if !is_first => format!("{other}: {}", diagnostic.message),
        Some(_) | None => diagnostic.message.clone(),
    };
    let cell = place.and_then(|(place, (_, file))| match place.span {
        // The row is the record itself that another one claims.
        None => column(columns, Meaning::Id),
        Some(span) => edit::place(&file.text, "aliases")
            .filter(|aliases| aliases.overlaps(span))
            .and_then(|_| column(columns, Meaning::Aliases)),
    });
    CellError { row: place.map(|(_, (decision, _))| decision.event.row), column: cell, message, help }
}

fn column(columns: &[Column], meaning: Meaning) -> Option<(usize, String)> {
    let column = columns.iter().find(|column| column.content == Content::Known(meaning, None))?;
    Some((column.position, column.name.clone()))
}
