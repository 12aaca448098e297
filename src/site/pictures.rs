//! Looks at the pictures that texts show, and makes their copies.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::{MakeError, Site};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::picture::{self, Facts, Fault, HEAD, NotMade};
use crate::plan::{LookedAt, Plan};
use crate::source::{Asset, ReadError};

/// What was seen of pictures, by hash and size.
pub(super) type Seen = BTreeMap<(u64, u64), Result<Facts, Fault>>;

/// Looks at the pictures that are shown, given by the positions of their files; at those only that are new
/// to `seen`. What cannot be shown, or not well, is reported.
pub(super) fn look_at(
    plan: &Plan,
    shown: impl Iterator<Item = u32>,
    seen: &mut Seen,
) -> (LookedAt, Vec<Diagnostic>) {
    let shown: Vec<(u32, &Asset)> = shown.map(|file| (file, plan.file(file))).collect();
    let known = &*seen;
    let found: Vec<Result<Facts, Fault>> = shown
        .par_iter()
        .map(|(_, asset)| known.get(&(asset.hash, asset.size)).copied().unwrap_or_else(|| look(asset)))
        .collect();
    let mut diagnostics = Vec::new();
    let mut now = Seen::new();
    let mut pictures = LookedAt::with_capacity(shown.len());
    for ((file, asset), facts) in shown.into_iter().zip(found) {
        now.insert((asset.hash, asset.size), facts);
        pictures.push((file, facts));
        match facts {
            Err(fault) => diagnostics.push(broken(asset, fault)),
            Ok(facts) if !facts.form.goes_with(asset.path.as_str()) => {
                let form = facts.form.extension();
                let message =
                    format!("the file's name is not that of a picture of the kind .{form}, which it is");
                diagnostics.push(
                    Diagnostic::of_file(Code::BrokenPicture, &asset.path, message)
                        .help(format!("let its name end in .{form}: some hosts go by that")),
                );
            }
            Ok(_) => {}
        }
    }
    *seen = now;
    (pictures, diagnostics)
}

fn look(asset: &Asset) -> Result<Facts, Fault> {
    let look = |read: Result<Result<Facts, Fault>, ReadError>| read.unwrap_or(Err(Fault::NoPicture));
    // Pictures are from anywhere, and decoders have had inputs that made them panic.
    let looked = catch_unwind(AssertUnwindSafe(|| match look(asset.with_head(HEAD, picture::look)) {
        Err(Fault::NoPicture) if asset.size > HEAD => look(asset.with_bytes(picture::look)),
        facts => facts,
    }));
    looked.unwrap_or(Err(Fault::NoPicture))
}

fn broken(asset: &Asset, fault: Fault) -> Diagnostic {
    let (message, help) = fault.words();
    Diagnostic::of_file(Code::BrokenPicture, &asset.path, message).help(help)
}

impl Site {
    /// Whether making a copy of a picture will show nothing new: the picture was decoded before.
    #[must_use]
    pub fn knows_picture(&self, copy: u32) -> bool {
        self.workshop.knows(self.plan.file(self.plan.picture_copy(copy).file))
    }

    /// What came out about pictures while their copies were made.
    #[must_use]
    pub fn remarks(&self) -> Vec<Diagnostic> {
        let files = self.plan.pictures().map(|file| self.plan.file(file));
        let damaged = files.filter(|asset| self.workshop.found_damaged(asset));
        damaged.map(|asset| broken(asset, Fault::Damaged)).collect()
    }

    /// Makes a copy of a picture.
    pub(super) fn copy_picture(&self, copy: u32, buffer: &mut Vec<u8>) -> Result<(), MakeError> {
        let copy = self.plan.picture_copy(copy);
        let asset = self.plan.file(copy.file);
        let made = catch_unwind(AssertUnwindSafe(|| self.workshop.copy(asset, copy.copied, buffer)));
        let fault = match made {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(NotMade::Read(error))) => return Err(MakeError::Read(error)),
            Ok(Err(NotMade::Fault(fault))) => fault,
            Err(_) => Fault::NoPicture,
        };
        // Pages show the copy that is missing: the site cannot be published so.
        Err(MakeError::Content(Box::new(Diagnostic { severity: Severity::Error, ..broken(asset, fault) })))
    }
}
