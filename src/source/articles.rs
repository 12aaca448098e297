//! The files that are to be imported: where a user's arguments lead, and what they hold.
//!
//! They lie anywhere and are no files of the site.

use std::collections::BTreeSet;
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
/// A folder in which a browser saved the pictures and frames of a page beside it is passed over; named itself, it is
/// read like any other.
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
    let (mut folders, mut pages) = (Vec::new(), BTreeSet::new());
    for entry in entries {
        let entry = entry.map_err(|source| ReadError::new(folder, source))?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(|source| ReadError::new(&path, source))?;
        if is_left_alone(&name) {
            continue;
        }
        let is_page = is_web_page(&name);
        if kind.is_dir() {
            folders.push((name, path));
        } else if kind.is_file() && (is_page || has_extension(&name, "txt")) {
            files.push(ArticleFile { name: path.to_string_lossy().into_owned(), path });
            if is_page && let Some((stem, _)) = name.rsplit_once('.') {
                pages.insert(stem.to_owned());
            }
        }
    }
    for (name, path) in folders {
        if !saved_page_of(&name).is_some_and(|page| pages.contains(page)) {
            article_files_below(&path, files)?;
        }
    }
    Ok(())
}

fn is_web_page(name: &str) -> bool {
    ["html", "htm"].iter().any(|extension| has_extension(name, extension))
}

/// The page, without its extension, whose pictures and frames a folder of this name would hold: browsers save
/// `Forum.html` with `Forum_files`, `Forum_файлы` or `Forum.files`.
fn saved_page_of(folder: &str) -> Option<&str> {
    ["_files", "_файлы", ".files"].iter().find_map(|ending| folder.strip_suffix(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_saved_beside_a_page_is_no_article() {
        let folder = tempfile::tempdir().unwrap();
        let names = [
            "Форум.html",
            "Форум_files/saved_resource.html",
            "Форум_files/more/frame.htm",
            "Жиын.HTM",
            "Жиын_файлы/frame.html",
            "deep/Forum 2.html",
            "deep/Forum 2.files/frame.html",
            // Folders of no page are like any other, and so is one of a plain text.
            "Кеңес_files/a.html",
            "Есеп.txt",
            "Есеп_files/b.txt",
            "deep/Форум_files/c.html",
            "files/d.txt",
        ];
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let named = |path: &Path| -> Vec<String> {
            let files = article_files(&[path.to_path_buf()]).unwrap();
            files
                .iter()
                .map(|file| {
                    file.path.strip_prefix(folder.path()).unwrap().to_string_lossy().replace('\\', "/")
                })
                .collect()
        };
        let mut expected = vec![
            "deep/Forum 2.html",
            "deep/Форум_files/c.html",
            "files/d.txt",
            "Есеп.txt",
            "Есеп_files/b.txt",
            "Жиын.HTM",
            "Кеңес_files/a.html",
            "Форум.html",
        ];
        expected.sort_unstable();
        assert_eq!(named(folder.path()), expected);
        // Whoever names such a folder means it.
        assert_eq!(
            named(&folder.path().join("Форум_files")),
            ["Форум_files/more/frame.htm", "Форум_files/saved_resource.html"]
        );
    }
}
