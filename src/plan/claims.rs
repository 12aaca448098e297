//! Who owns which path among redirects and files, and when two paths are one.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::{Code, Diagnostic};
use crate::source::SitePath;

/// Paths that redirects and files have claimed, folded, with their owners.
#[derive(Default)]
pub(super) struct Claims {
    files: BTreeMap<String, String>,
    folders: BTreeMap<String, String>,
}

impl Claims {
    pub(super) fn owner(&self, path: &str) -> Option<String> {
        let folded = fold_path(path);
        self.files
            .get(&folded)
            .or_else(|| self.folders.get(&folded))
            .or_else(|| ancestors(&folded).find_map(|folder| self.files.get(folder)))
            .cloned()
    }

    pub(super) fn add(&mut self, path: &str, owner: String) {
        let folded = fold_path(path);
        for folder in ancestors(&folded) {
            self.folders.entry(folder.to_owned()).or_insert_with(|| owner.clone());
        }
        self.files.insert(folded, owner);
    }
}

/// The folders above a path, from the nearest.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/').map(|(folder, _)| folder), |folder| {
        folder.rsplit_once('/').map(|(above, _)| above)
    })
}

/// Some systems take names for one that differ by case or by Unicode form: so do we.
pub(super) fn fold_path(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

/// Says that two owners claim a path.
pub(super) fn clash(path: &SitePath, output: &str, owner: &str) -> Diagnostic {
    Diagnostic::of_file(Code::PathClash, path, format!("two owners claim the output /{output}"))
        .help(format!("it also belongs to {owner}: rename one of the two"))
}
