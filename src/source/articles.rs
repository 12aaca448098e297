//! The files that are to be imported: where a user's arguments lead, and what they hold.
//!
//! They lie anywhere and are no files of the site.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::load::{LARGEST_TEXT, has_extension, read_regular};
use super::{ReadError, is_left_alone};

/// A file that is to be imported, and was not read yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleFile {
    /// Its name, as the user wrote it or below the folder that was named; `-` for standard input.
    pub name: String,
    path: PathBuf,
}

impl ArticleFile {
    /// The bytes of the file.
    ///
    /// # Errors
    /// When it cannot be read, or is no regular file.
    pub fn read(&self) -> Result<Vec<u8>, ReadError> {
        if self.name == "-" {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            return read.map(|_| bytes).map_err(|source| ReadError::new(Path::new("standard input"), source));
        }
        let mut bytes = Vec::new();
        read_regular(&self.path, LARGEST_TEXT, &mut bytes)
            .map_err(|source| ReadError::new(&self.path, source))?;
        Ok(bytes)
    }
}

/// Lists the files to import: files as they are named, folders with all `.txt`, `.html` and `.htm` files
/// below them, `-` for standard input. Sorted by name.
///
/// # Errors
/// When a folder cannot be listed.
pub fn article_files(named: &[PathBuf]) -> Result<Vec<ArticleFile>, ReadError> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            article_files_below(path, &mut files)?;
        } else {
            files.push(ArticleFile { name: path.to_string_lossy().into_owned(), path: path.clone() });
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn article_files_below(folder: &Path, files: &mut Vec<ArticleFile>) -> Result<(), ReadError> {
    let entries = fs::read_dir(folder).map_err(|source| ReadError::new(folder, source))?;
    for entry in entries {
        let entry = entry.map_err(|source| ReadError::new(folder, source))?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(|source| ReadError::new(&path, source))?;
        if is_left_alone(&name) {
            continue;
        }
        if kind.is_dir() {
            article_files_below(&path, files)?;
        } else if kind.is_file()
            && ["txt", "html", "htm"].iter().any(|extension| has_extension(&name, extension))
        {
            files.push(ArticleFile { name: path.to_string_lossy().into_owned(), path });
        }
    }
    Ok(())
}
