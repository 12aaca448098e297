//! The only door in: reads the files of a site, and says which of them cannot be read.
//!
//! What comes out is texts and assets under paths relative to the site's root, in one order. What a
//! file means is decided elsewhere. Only regular files are read; links that lead out of the site,
//! dotfiles and editors' temporary files are left alone.

#![expect(clippy::disallowed_methods, reason = "this module is the one that reads")]

mod articles;
mod cache;
mod load;
mod shared;

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::{Code, Diagnostic};
use load::{LARGEST_FILE, LARGEST_TEXT, Loaded, decode, is_evidence, read_head, read_regular, unreadable};

pub use articles::{ArticleFile, article_files};
pub use cache::{Cache, Hints, Refreshed};
pub use shared::SharedText;

/// A path relative to the site's root, with `/` between its parts, in Unicode form C.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Takes a path that already has the right form.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What comes behind `folder/`, if the path is in that folder.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The folder that holds it, without a slash at its end; empty for the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A file of text: UTF-8, no byte-order mark, lines that end in LF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Where it is.
    pub path: SitePath,
    /// What it says.
    pub text: SharedText,
}

impl TextFile {
    /// Whether this is a copy of the other, and not only equal to it: that is seen without reading either.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.text.is(&other.text) && Arc::ptr_eq(&self.path.0, &other.path.0)
    }
}

/// A file that is published as it is: a picture beside a record, a static file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it is.
    pub path: SitePath,
    /// Fingerprint of its bytes.
    pub hash: u64,
    /// Its size in bytes.
    pub size: u64,
    bytes: AssetBytes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum AssetBytes {
    Embedded(&'static [u8]),
    InMemory(Arc<[u8]>),
    OnDisk(PathBuf),
}

impl Asset {
    /// An asset that is part of the program.
    #[must_use]
    pub fn embedded(path: SitePath, bytes: &'static [u8]) -> Self {
        let size = bytes.len() as u64;
        Self { path, hash: fingerprint(bytes), size, bytes: AssetBytes::Embedded(bytes) }
    }

    /// Gives its first bytes to `take`: `most` of them, or more where they are at hand.
    ///
    /// # Errors
    /// When a large file cannot be read a second time.
    pub fn with_head<T>(&self, most: u64, take: impl FnOnce(&[u8]) -> T) -> Result<T, ReadError> {
        match &self.bytes {
            AssetBytes::Embedded(_) | AssetBytes::InMemory(_) => self.with_bytes(take),
            AssetBytes::OnDisk(path) => {
                read_head(path, most).map(|bytes| take(&bytes)).map_err(|source| ReadError::new(path, source))
            }
        }
    }

    /// Gives its bytes to `take`.
    ///
    /// # Errors
    /// When a large file cannot be read a second time.
    pub fn with_bytes<T>(&self, take: impl FnOnce(&[u8]) -> T) -> Result<T, ReadError> {
        match &self.bytes {
            AssetBytes::Embedded(bytes) => Ok(take(bytes)),
            AssetBytes::InMemory(bytes) => Ok(take(bytes)),
            AssetBytes::OnDisk(path) => {
                let mut bytes = Vec::new();
                read_regular(path, LARGEST_FILE, &mut bytes)
                    .map_err(|source| ReadError::new(path, source))?;
                Ok(take(&bytes))
            }
        }
    }
}

/// A fingerprint for telling contents apart; the same on every machine, no protection against forgery.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> u64 {
    rapidhash::v3::rapidhash_v3(bytes)
}

/// Everything that a site is made of, each part sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// `site.toml`.
    pub config: Option<TextFile>,
    /// Markdown files below `content/`.
    pub documents: Vec<TextFile>,
    /// Other files below `content/`.
    pub assets: Vec<Asset>,
    /// Files below `static/`.
    pub statics: Vec<Asset>,
    /// `.html`, `.xml` and `.txt` files below `templates/`.
    pub templates: Vec<TextFile>,
    /// `templates/strings/*.toml`.
    pub strings: Vec<TextFile>,
    /// `*.evidence.toml` below `content/`: what facts were read from. Never published.
    pub evidence: Vec<TextFile>,
    /// Files that are there, and cannot be read.
    pub unreadable: Vec<SitePath>,
}

impl Sources {
    /// Every text, for showing lines of it in diagnostics.
    pub fn texts(&self) -> impl Iterator<Item = &TextFile> {
        self.config
            .iter()
            .chain(&self.documents)
            .chain(&self.templates)
            .chain(&self.strings)
            .chain(&self.evidence)
    }

    /// Whether a file of the content is there, be it one that cannot be read.
    #[must_use]
    pub fn has_document(&self, path: &str) -> bool {
        self.documents.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok()
            || self.unreadable.iter().any(|file| file.as_str() == path)
    }
}

/// A file or folder of the environment that could not be read.
#[derive(Debug)]
pub struct ReadError {
    path: PathBuf,
    source: io::Error,
}

impl ReadError {
    fn new(path: &Path, source: io::Error) -> Self {
        Self { path: path.to_owned(), source }
    }

    /// What is wrong, where the file is named already.
    #[must_use]
    pub fn reason(&self) -> String {
        format!("cannot be read: {}", self.source)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot read {}: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Finds the site that `start` is in: the nearest folder upward that holds a `site.toml`.
#[must_use]
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join("site.toml").is_file()).map(Path::to_owned)
}

/// Whether a folder holds nothing, or is not there. A `.git` does not count: a repository that has just
/// been made is as good as empty.
///
/// # Errors
/// When it cannot be listed, for instance because it is a file.
pub fn is_empty_folder(folder: &Path) -> Result<bool, ReadError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(source) => return Err(ReadError::new(folder, source)),
    };
    for entry in entries {
        let entry = entry.map_err(|source| ReadError::new(folder, source))?;
        if entry.file_name() != ".git" {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Reads one file that the user named; `-` is the standard input.
///
/// # Errors
/// When it cannot be read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes);
        return read.map(|_| bytes).map_err(|source| ReadError::new(Path::new("standard input"), source));
    }
    fs::read(path).map_err(|source| ReadError::new(path, source))
}

/// Reads all files of the site at `root`. What cannot be read is left out and reported.
///
/// # Errors
/// When `root` itself cannot be listed.
pub fn read(root: &Path) -> Result<(Sources, Vec<Diagnostic>), ReadError> {
    cache::read_once(root)
}

impl Sources {
    /// Puts loaded files where they belong. They come sorted by path.
    fn sorted(loaded: impl Iterator<Item = Result<Loaded, Diagnostic>>) -> (Self, Vec<Diagnostic>) {
        let mut sources = Self::default();
        let mut diagnostics = Vec::new();
        for loaded in loaded {
            match loaded {
                Ok(Loaded::Text(file)) if file.path.as_str() == "site.toml" => sources.config = Some(file),
                Ok(Loaded::Text(file)) if is_evidence(file.path.as_str()) => sources.evidence.push(file),
                Ok(Loaded::Text(file)) if file.path.below("content").is_some() => {
                    sources.documents.push(file);
                }
                Ok(Loaded::Text(file)) if file.path.below("templates/strings").is_some() => {
                    sources.strings.push(file);
                }
                Ok(Loaded::Text(file)) => sources.templates.push(file),
                Ok(Loaded::Asset(asset)) if asset.path.below("static").is_some() => {
                    sources.statics.push(asset);
                }
                Ok(Loaded::Asset(asset)) => sources.assets.push(asset),
                Ok(Loaded::Nothing) => {}
                Err(diagnostic) => {
                    sources.unreadable.extend(diagnostic.places.first().map(|place| place.path.clone()));
                    diagnostics.push(diagnostic);
                }
            }
        }
        (sources, diagnostics)
    }
}

/// The paths of all files below a folder, relative to it, with `/` between their parts, sorted; but for
/// dotfiles. Links are not followed.
///
/// # Errors
/// When the folder, or one in it, cannot be listed.
pub fn paths_below(folder: &Path) -> Result<Vec<String>, ReadError> {
    let mut paths = Vec::new();
    let mut waiting = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = waiting.pop() {
        for entry in fs::read_dir(&folder).map_err(|source| ReadError::new(&folder, source))? {
            let entry = entry.map_err(|source| ReadError::new(&folder, source))?;
            let kind = entry.file_type().map_err(|source| ReadError::new(&entry.path(), source))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                waiting.push((entry.path(), format!("{prefix}{name}/")));
            } else if kind.is_file() {
                paths.push(format!("{prefix}{name}"));
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether anything stands at a path, be it readable or not: a link that leads nowhere does.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Reads one text of a site; nothing if it is not there or no text.
#[must_use]
pub fn read_text(root: &Path, path: &str) -> Option<TextFile> {
    let site_path = SitePath::new(path);
    let (mut bytes, mut text) = (Vec::new(), String::new());
    read_regular(&root.join(path), LARGEST_TEXT, &mut bytes).ok()?;
    decode(&site_path, &bytes, &mut text).ok()?;
    Some(TextFile { path: site_path, text: text.into() })
}

struct Reader {
    root: PathBuf,
    found: Vec<(SitePath, PathBuf)>,
    /// Files that links were followed to.
    linked: Vec<PathBuf>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    /// Collects the files below a folder. A folder that does not exist is an empty one.
    fn list(&mut self, folder: &Path, site_path: &str) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.unreadable(site_path, &error),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.unreadable(site_path, &error),
            };
            let file_name = entry.file_name();
            let Some(name) = file_name.to_str() else {
                let shown = format!("{site_path}/{}", file_name.to_string_lossy());
                self.diagnostics.push(
                    Diagnostic::of_file(
                        Code::UnreadableFile,
                        &SitePath::new(&shown),
                        "a file's name is not UTF-8",
                    )
                    .help("rename the file"),
                );
                continue;
            };
            if is_left_alone(name) {
                continue;
            }
            let path = if name.is_ascii() {
                [site_path, "/", name].concat()
            } else {
                format!("{site_path}/{}", name.nfc())
            };
            if name.contains(|letter: char| letter.is_control() || letter == '\\') {
                self.diagnostics.push(
                    Diagnostic::of_file(
                        Code::UnreadableFile,
                        &SitePath::new(&path),
                        "a file's name holds a sign that no address can have",
                    )
                    .help("rename the file: without line breaks, control characters and backslashes"),
                );
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => self.list(&entry.path(), &path),
                Ok(kind) if kind.is_symlink() => self.follow(&entry.path(), &path),
                Ok(kind) if kind.is_file() => self.found.push((SitePath::new(&path), entry.path())),
                Ok(_) => self.diagnostics.push(
                    Diagnostic::of_file(
                        Code::SkippedFile,
                        &SitePath::new(&path),
                        "neither a file nor a folder",
                    )
                    .help("only regular files are read; remove it from the site"),
                ),
                Err(error) => self.unreadable(&path, &error),
            }
        }
    }

    /// Whether a folder that holds a site's files is one, or a link to another folder of the site.
    ///
    /// A link out of the site is not followed. That is an error and no remark: without its content the
    /// site would be published empty.
    fn admits(&mut self, place: &Path, site_path: &str) -> bool {
        let is_link = fs::symlink_metadata(place).is_ok_and(|about| about.is_symlink());
        if !is_link || place.canonicalize().is_ok_and(|target| self.has(&target)) {
            return true;
        }
        self.diagnostics.push(
            Diagnostic::of_file(
                Code::UnreadableFile,
                &SitePath::new(site_path),
                "a link that leads out of the site is not followed",
            )
            .help("put the files themselves here"),
        );
        false
    }

    /// Whether what a link leads to belongs to the site: nothing whose name begins with a dot, nor what lies in
    /// such a folder. A link to `.git/config` or `.env` would publish what is nobody's.
    fn has(&self, target: &Path) -> bool {
        let is_hidden = |part: &OsStr| part.to_string_lossy().starts_with('.');
        target.strip_prefix(&self.root).is_ok_and(|below| !below.iter().any(is_hidden))
    }

    /// A link to a file of this site is that file; any other link is reported and left alone.
    fn follow(&mut self, link: &Path, path: &str) {
        match link.canonicalize() {
            Ok(target) if self.has(&target) && target.is_file() => {
                self.linked.push(target.clone());
                self.found.push((SitePath::new(path), target));
            }
            Ok(_) | Err(_) => self.diagnostics.push(
                Diagnostic::of_file(
                    Code::SkippedFile,
                    &SitePath::new(path),
                    "a link that does not lead to a file of this site is not followed",
                )
                .help("put the file itself here"),
            ),
        }
    }

    fn unreadable(&mut self, path: &str, error: &io::Error) {
        self.diagnostics.push(unreadable(&SitePath::new(path), error));
    }
}

/// Names that editors and systems leave behind, and dotfiles.
fn is_left_alone(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || LEFT_BEHIND.iter().any(|ending| name.ends_with(ending))
        || name == "4913"
        || name == "Thumbs.db"
        || name == "desktop.ini"
}

/// How names end that belong to editors, downloads and version control.
const LEFT_BEHIND: [&str; 12] = [
    ".swp",
    ".swo",
    ".swx",
    ".tmp",
    ".bak",
    ".orig",
    ".rej",
    ".save",
    ".part",
    ".crdownload",
    "___jb_tmp___",
    "___jb_old___",
];
