//! The pictures that texts show: in which widths, and where the copies for that are published.

use std::collections::BTreeMap;

use super::claims::clash;
use super::{Plan, number};
use crate::diagnostics::Diagnostic;
use crate::language::names::slug;
use crate::picture::{self, Copied, Facts, Fault, Form};

/// What was seen of pictures, each given by the position of its file.
pub type LookedAt = Vec<(u32, Result<Facts, Fault>)>;

/// A copy of a picture, as an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureCopy {
    path: String,
    /// The picture, by its position among the files.
    pub file: u32,
    /// What the copy is to be.
    pub copied: Copied,
}

/// A picture as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownPicture {
    /// It cannot be shown; what is wrong was reported.
    LeftOut,
    /// Its file is shown, whose size is not known.
    Unmeasured,
    /// In these widths, at least one, from the smallest.
    In(Vec<ShownWidth>),
}

/// One width in which a picture is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownWidth {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The output path of the copy; none for the file itself.
    pub path: Option<String>,
}

/// Pictures by the positions of their files, and all copies by path.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    shown: BTreeMap<u32, ShownPicture>,
    copies: Vec<PictureCopy>,
}

impl Plan {
    /// Enters pictures that texts show, by the positions of their files, with what was seen of each.
    /// Reports paths that are claimed twice.
    pub fn show_pictures(&mut self, looked_at: LookedAt) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut pictures = Pictures::default();
        for (file, facts) in looked_at {
            let Some((path, asset)) = self.files.get(file as usize) else { continue };
            let facts = match facts {
                Ok(facts) => facts,
                Err(fault) => {
                    let shown =
                        if fault.leaves_out() { ShownPicture::LeftOut } else { ShownPicture::Unmeasured };
                    pictures.shown.insert(file, shown);
                    continue;
                }
            };
            let (folder, name) = path.rsplit_once('/').map_or(("", &**path), |(folder, name)| (folder, name));
            let mut stem = slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
            if stem.is_empty() {
                stem.push_str("picture");
            }
            let slash = if folder.is_empty() { "" } else { "/" };
            let mut widths = Vec::new();
            for rendition in picture::renditions(&facts, &stem, asset.hash) {
                let picture::Rendition { width, height, name } = rendition;
                let copy = name.map(|name| format!("{folder}{slash}{name}"));
                if let Some(copy) = &copy {
                    if self.file_at(copy).is_some() {
                        diagnostics.push(clash(&asset.path, copy, "a file of this name"));
                        continue;
                    }
                    let form = if copy.ends_with(Form::Png.extension()) { Form::Png } else { Form::Jpeg };
                    let copied = Copied { width, height, form };
                    pictures.copies.push(PictureCopy { path: copy.clone(), file, copied });
                }
                widths.push(ShownWidth { width, height, path: copy });
            }
            let shown = if widths.is_empty() { ShownPicture::Unmeasured } else { ShownPicture::In(widths) };
            pictures.shown.insert(file, shown);
        }
        // Two files of one folder may hold the same picture under names that come to the same in an address.
        pictures.copies.sort_by(|a, b| a.path.cmp(&b.path));
        pictures.copies.dedup_by(|a, b| a.path == b.path);
        self.pictures = pictures;
        diagnostics
    }

    /// How pages show a picture, by the position of its file; none of files that no text shows.
    #[must_use]
    pub fn picture(&self, file: u32) -> Option<&ShownPicture> {
        self.pictures.shown.get(&file)
    }

    /// The files of all pictures that texts show.
    pub fn pictures(&self) -> impl Iterator<Item = u32> {
        self.pictures.shown.keys().copied()
    }

    /// A copy of a picture.
    #[must_use]
    pub fn picture_copy(&self, position: u32) -> &PictureCopy {
        &self.pictures.copies[position as usize]
    }

    pub(super) fn picture_copies(&self) -> std::ops::Range<u32> {
        0..number(self.pictures.copies.len())
    }

    pub(super) fn picture_copy_path(&self, position: u32) -> &str {
        &self.picture_copy(position).path
    }

    pub(super) fn picture_copy_at(&self, path: &str) -> Option<u32> {
        self.pictures.copies.binary_search_by(|copy| copy.path.as_str().cmp(path)).ok().map(number)
    }
}
