//! What was read before, so that after a change only the changed files are read again.
//!
//! [`Cache::refresh`] gives what a fresh reading gives, whatever was done to the files in between; a
//! fresh reading is a refresh of an empty cache. Who watches the folders may hint at what changed; a
//! hint that misses something is made good by the next refresh of everything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::load::{Loaded, Reading, load_all};
use super::{ReadError, Reader, SitePath, Sources, is_left_alone};
use crate::diagnostics::Diagnostic;

/// The folders that hold a site's files, beside site.toml.
const FOLDERS: [&str; 3] = ["content", "static", "templates"];

/// A file that was written so shortly before it was read may be written again without a new time: file
/// systems count in steps of up to two seconds.
const SURE: Duration = Duration::from_secs(2);

/// With more hints than that, listing everything is cheaper than looking at each.
const MOST_HINTS: usize = 2_000;

/// Files are read in so many parts for each thread, so that none waits long for the last.
const PARTS: usize = 8;

/// At most so many files are a part.
const MOST_TOGETHER: usize = 4096;

/// What may have changed since the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hints {
    /// Anything: all folders are listed.
    Everything,
    /// Only what is at or below these paths, which begin with the root's canonical path.
    Paths(BTreeSet<PathBuf>),
}

impl Hints {
    /// Adds what others hint at.
    pub fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Paths(paths), Self::Paths(others)) => paths.extend(others),
            (Self::Everything, _) | (_, Self::Everything) => *self = Self::Everything,
        }
    }
}

/// What a refresh found.
#[derive(Debug)]
pub struct Refreshed {
    /// The files of the site.
    pub sources: Sources,
    /// What is wrong with files and folders.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that are new, other than before, or gone.
    pub changed: BTreeSet<SitePath>,
}

/// Remembers what was read.
#[derive(Debug, Default)]
pub struct Cache {
    root: PathBuf,
    files: BTreeMap<Key, Kept>,
    /// Files that links lead to.
    linked: Vec<PathBuf>,
    /// What listing the folders found wrong.
    listing: Vec<Diagnostic>,
}

/// Two files may have one path in Unicode form C.
type Key = (SitePath, PathBuf);

#[derive(Debug)]
struct Kept {
    stamp: Option<Stamp>,
    loaded: Result<Loaded, Diagnostic>,
}

/// What tells a changed file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    size: u64,
    identity: [i64; 4],
}

impl Stamp {
    /// The stamp of a file; none if the next change could leave it as it is.
    fn of(about: &fs::Metadata) -> Option<Self> {
        let modified = about.modified().ok()?;
        let age = SystemTime::now().duration_since(modified).ok()?;
        (age > SURE).then(|| Self { modified, size: about.len(), identity: identity(about) })
    }
}

/// Which file it is, and when anything about it last changed: a file that is put in another's place, or
/// that has its time set back, is not taken for the old one.
#[cfg(unix)]
fn identity(about: &fs::Metadata) -> [i64; 4] {
    use std::os::unix::fs::MetadataExt;
    [about.dev().cast_signed(), about.ino().cast_signed(), about.ctime(), about.ctime_nsec()]
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> [i64; 4] {
    [0; 4]
}

/// What a path is, as far as a refresh by hints can tell.
enum Place {
    Gone,
    File,
    Folder,
    Unclear,
}

/// Reads all files of the site at `root`, and remembers nothing.
pub(super) fn read_once(root: &Path) -> Result<(Sources, Vec<Diagnostic>), ReadError> {
    let root = root.canonicalize().map_err(|source| ReadError::new(root, source))?;
    let mut reader = Reader { root, found: Vec::new(), linked: Vec::new(), diagnostics: Vec::new() };
    reader.list_site();
    let read = read_all(&sorted(reader.found));
    let (sources, found) = Sources::sorted(read.into_iter().flatten().map(|kept| kept.loaded));
    reader.diagnostics.extend(found);
    Ok((sources, reader.diagnostics))
}

impl Reader {
    /// Collects all files of the site.
    fn list_site(&mut self) {
        for folder in FOLDERS {
            let place = self.root.join(folder);
            if self.admits(&place, folder) {
                self.list(&place, folder);
            }
        }
        let site_file = self.root.join("site.toml");
        if site_file.is_file() && self.admits(&site_file, "site.toml") {
            self.found.push((SitePath::new("site.toml"), site_file));
        }
    }
}

impl Cache {
    /// Reads what is new and gives all files of the site at `root`. What cannot be read is left out and
    /// reported.
    ///
    /// # Errors
    /// When `root` itself cannot be found.
    pub fn refresh(&mut self, root: &Path, hints: &Hints) -> Result<Refreshed, ReadError> {
        let canonical = root.canonicalize().map_err(|source| ReadError::new(root, source))?;
        if canonical != self.root {
            *self = Self { root: canonical, ..Self::default() };
        }
        let changed = match hints {
            Hints::Paths(paths) => self.look_at(paths),
            Hints::Everything => None,
        };
        let changed = changed.unwrap_or_else(|| self.list_everything());
        let (sources, found) = Sources::sorted(self.files.values().map(|kept| kept.loaded.clone()));
        let mut diagnostics = self.listing.clone();
        diagnostics.extend(found);
        Ok(Refreshed { sources, diagnostics, changed })
    }

    /// An empty cache of the same site: it still knows what to watch.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self { root: self.root.clone(), ..Self::default() }
    }

    /// The folders that hold the site's files, and those of files elsewhere that links lead to.
    #[must_use]
    pub fn folders(&self) -> Vec<PathBuf> {
        let own = FOLDERS.map(|folder| self.root.join(folder));
        let linked: BTreeSet<PathBuf> = self
            .linked
            .iter()
            .filter(|file| !own.iter().any(|folder| file.starts_with(folder)))
            .filter_map(|file| file.parent().map(Path::to_owned))
            .collect();
        own.into_iter().chain(linked).collect()
    }

    /// Whether a file that had something in it is empty now: many editors empty a file before they write
    /// it, and who looks in between had better look again.
    #[must_use]
    pub fn sees_emptied(&self, hints: &Hints) -> bool {
        let Hints::Paths(paths) = hints else { return false };
        paths.iter().take(MOST_HINTS).any(|path| {
            let is_empty = || fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() == 0);
            self.has_words(path) && is_empty()
        })
    }

    fn has_words(&self, path: &Path) -> bool {
        let below = path.strip_prefix(&self.root).ok().and_then(Path::to_str);
        let Some(site_path) = below.map(|below| SitePath::new(&below.nfc().collect::<String>())) else {
            return false;
        };
        let kept = self.files.get(&(site_path, path.to_owned()));
        matches!(kept.map(|kept| &kept.loaded), Some(Ok(Loaded::Text(file))) if !file.text.is_empty())
    }

    fn list_everything(&mut self) -> BTreeSet<SitePath> {
        let mut reader = self.reader();
        reader.list_site();
        self.listing = reader.diagnostics;
        self.linked = reader.linked;
        let found = sorted(reader.found);
        let is_gone = |key: &&Key| found.binary_search(key).is_err();
        let gone: Vec<Key> = self.files.keys().filter(is_gone).cloned().collect();
        self.read(found, gone, &BTreeSet::new())
    }

    fn reader(&self) -> Reader {
        Reader { root: self.root.clone(), found: Vec::new(), linked: Vec::new(), diagnostics: Vec::new() }
    }

    /// Looks at some paths alone; `None` if that is not enough to be sure.
    fn look_at(&mut self, paths: &BTreeSet<PathBuf>) -> Option<BTreeSet<SitePath>> {
        // Through a link, one file's change is another path's.
        let certain = self.listing.is_empty() && self.linked.is_empty() && paths.len() <= MOST_HINTS;
        if !certain || self.files.is_empty() {
            return None;
        }
        let mut reader = self.reader();
        let mut certainly_read = BTreeSet::new();
        let mut gone = Vec::new();
        for path in paths {
            let Ok(below) = path.strip_prefix(&self.root) else { continue };
            let below = below.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
            let mut parts = below.split('/');
            let of_the_site = parts.next().is_some_and(|first| FOLDERS.contains(&first));
            if below.is_empty() {
                return None;
            }
            if below != "site.toml" && (!of_the_site || parts.any(is_left_alone)) {
                continue;
            }
            let site_path: String = below.nfc().collect();
            gone.extend(self.at_or_below(&site_path, path));
            match self.place(path) {
                Place::Unclear => return None,
                Place::Gone => {}
                Place::File if FOLDERS.contains(&below.as_str()) => {}
                Place::File => {
                    let key = (SitePath::new(&site_path), path.clone());
                    certainly_read.insert(key.clone());
                    reader.found.push(key);
                }
                Place::Folder if below == "site.toml" => {}
                Place::Folder => reader.list(path, &site_path),
            }
        }
        if !reader.diagnostics.is_empty() || !reader.linked.is_empty() {
            return None;
        }
        let found = sorted(reader.found);
        gone.retain(|key| found.binary_search(key).is_err());
        Some(self.read(found, gone, &certainly_read))
    }

    fn place(&self, path: &Path) -> Place {
        // A folder above may have become a link, which is not followed.
        let above = path.ancestors().skip(1).take_while(|folder| *folder != self.root);
        for folder in above {
            match fs::symlink_metadata(folder) {
                Ok(about) if about.is_dir() => {}
                Ok(_) => return Place::Unclear,
                Err(error) if is_absence(&error) => return Place::Gone,
                Err(_) => return Place::Unclear,
            }
        }
        match fs::symlink_metadata(path) {
            Ok(about) if about.is_file() => Place::File,
            Ok(about) if about.is_dir() => Place::Folder,
            Ok(_) => Place::Unclear,
            Err(error) if is_absence(&error) => Place::Gone,
            Err(_) => Place::Unclear,
        }
    }

    /// The files that are kept for a path, as a file or as a folder.
    fn at_or_below(&self, site_path: &str, disk_path: &Path) -> Vec<Key> {
        let itself = SitePath::new(site_path);
        let first = (SitePath::new(&format!("{site_path}/")), PathBuf::new());
        // `0` follows `/`.
        let behind = (SitePath::new(&format!("{site_path}0")), PathBuf::new());
        let here =
            self.files.range((itself.clone(), PathBuf::new())..).take_while(|((path, _), _)| *path == itself);
        here.chain(self.files.range(first..behind))
            .map(|(key, _)| key)
            .filter(|(_, file)| file.starts_with(disk_path))
            .cloned()
            .collect()
    }

    /// Reads what is found unless it is known to be the same, forgets what is gone, and says what changed.
    fn read(
        &mut self,
        mut found: Vec<Key>,
        gone: Vec<Key>,
        certainly_read: &BTreeSet<Key>,
    ) -> BTreeSet<SitePath> {
        if !self.files.is_empty() {
            let is_new = |key: &Key| {
                let kept = self.files.get(key).filter(|_| !certainly_read.contains(key));
                let stamp = || fs::metadata(&key.1).ok().and_then(|about| Stamp::of(&about));
                kept.is_none_or(|kept| kept.stamp.is_none() || kept.stamp != stamp())
            };
            found = found.into_par_iter().filter(is_new).collect();
        }
        let read = read_all(&found);
        if self.files.is_empty() {
            let read = found.into_iter().zip(read);
            self.files = read.filter_map(|(key, kept)| Some((key, kept?))).collect();
            return self.files.keys().map(|(path, _)| path.clone()).collect();
        }
        let mut changed = BTreeSet::new();
        for key in gone {
            if self.files.remove(&key).is_some() {
                changed.insert(key.0);
            }
        }
        for (key, new) in found.into_iter().zip(read) {
            match (self.files.get_mut(&key), new) {
                // The old text stays, so that who understood it knows it again.
                (Some(old), Some(new)) if old.loaded == new.loaded => old.stamp = new.stamp,
                (_, Some(new)) => {
                    changed.insert(key.0.clone());
                    self.files.insert(key, new);
                }
                // A file that went between being listed and being read is gone like the others.
                (Some(_), None) => {
                    self.files.remove(&key);
                    changed.insert(key.0);
                }
                (None, None) => {}
            }
        }
        changed
    }
}

/// Reads files; nothing of those that went since they were listed.
fn read_all(files: &[Key]) -> Vec<Option<Kept>> {
    let together = files.len().div_ceil(rayon::current_num_threads() * PARTS).clamp(1, MOST_TOGETHER);
    let kept = |(key, reading): (&Key, Reading)| {
        // What was known before the reading: a change in between is seen the next time.
        let (loaded, stamp) = match reading {
            Ok((loaded, about)) => (Ok(loaded), about.and_then(|about| Stamp::of(&about))),
            Err(diagnostic) => (Err(diagnostic), None),
        };
        let vanished = loaded.is_err() && fs::metadata(&key.1).is_err_and(|error| is_absence(&error));
        (!vanished).then_some(Kept { stamp, loaded })
    };
    files
        .par_chunks(together)
        .with_max_len(1)
        .flat_map_iter(|files| files.iter().zip(load_all(files)).map(kept))
        .collect()
}

/// Each once, in order.
fn sorted(mut keys: Vec<Key>) -> Vec<Key> {
    keys.par_sort_unstable();
    keys.dedup();
    keys
}

fn is_absence(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory)
}
