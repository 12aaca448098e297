//! Makes the output folder what a build wants it to be, once all outputs are staged.
//!
//! First everything is looked at, so that what is in the way is found before anything changes.
//! Then, in this order: the manifest becomes incomplete, folders are made, files are moved into
//! place, files that are gone are deleted, the manifest becomes complete. Wherever this stops, the
//! incomplete manifest knows every file that may be ours, and the next build reads them all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use super::error::{Action, PublishError};
use super::file::{move_file, try_folder};
use super::guard::{ResolvedGuard, resolve};
use super::manifest::{self, Manifest, Origin};
use super::staging::Staging;
use super::{Fate, Put, Report, is_absence};

/// Publishes a first build: the staged folder becomes the output folder.
pub(super) fn publish_first(
    target: &Path,
    mut staging: Staging,
    outputs: &[(Box<str>, Put)],
    origin: Option<Origin>,
) -> Result<Report, PublishError> {
    let files = outputs.iter().map(|(path, put)| (&**path, put.content));
    staging.step()?;
    let site = staging.site();
    write_through(&site.join(manifest::NAME), &manifest::complete(files, origin), target)?;
    staging.step()?;
    if fs::symlink_metadata(target).is_ok() {
        return Err(PublishError::Appeared { folder: target.to_path_buf() });
    }
    fs::rename(site, target).map_err(PublishError::io(Action::Move, target))?;
    staging.keep_parents();
    let bytes = outputs.iter().map(|(_, put)| put.content.size).sum();
    Ok(Report { written: outputs.len(), unchanged: 0, removed: 0, bytes })
}

/// Publishes into a folder that exists.
pub(super) fn publish_update(
    target: &Path,
    guard: &ResolvedGuard,
    staging: &Staging,
    old: &Manifest,
    outputs: &[(Box<str>, Put)],
    origin: Option<Origin>,
) -> Result<Report, PublishError> {
    let survey = Survey::of(target, guard, staging, old, outputs)?;
    let moves = || {
        outputs.iter().filter_map(|(path, put)| match put.fate {
            Fate::Staged(number) => Some((&**path, put.content, number)),
            Fate::Stands | Fate::StandsForeign => None,
        })
    };
    let written = moves().count();
    let mut report = Report {
        written,
        unchanged: outputs.len() - written,
        removed: 0,
        bytes: moves().map(|(_, content, _)| content.size).sum(),
    };

    let ours = outputs.iter().filter(|(_, put)| put.fate != Fate::StandsForeign);
    // What is not in the manifest is not looked at by who finds there that nothing has changed.
    let origin = origin.filter(|_| ours.clone().count() == outputs.len());
    let complete = manifest::complete(ours.map(|(path, put)| (&**path, put.content)), origin);
    if complete == old.text() && written == 0 {
        return Ok(report);
    }
    // Both manifests and all outputs are on the disk before anything changes: a full disk is found now,
    // and a power cut finds nothing half written in a place.
    let incomplete = old.incomplete_with(moves().map(|(path, content, _)| (path, content)));
    let place = target.join(manifest::NAME);
    write_through(&staging.done(), &complete, &place)?;
    write_through(&staging.begun(), &incomplete, &place)?;
    wait_for_disk(staging.folder(), target)?;
    staging.step()?;
    fs::rename(staging.begun(), &place).map_err(PublishError::io(Action::Move, &place))?;

    make_folders(target, staging, &survey.make)?;
    for path in &survey.delete_first {
        delete(target, staging, path, &mut report)?;
    }
    for folder in &survey.unmake_first {
        staging.step()?;
        let folder = target.join(folder);
        fs::remove_dir(&folder).map_err(PublishError::io(Action::Delete, &folder))?;
    }
    make_folders(target, staging, &survey.make_after)?;
    let site = staging.site();
    for (path, _, number) in moves() {
        staging.step()?;
        move_file(&site.join(number.to_string()), &target.join(path))?;
    }
    for path in &survey.delete {
        delete(target, staging, path, &mut report)?;
    }
    // Deepest first. A folder that holds anything stays, and any other reason to keep one is as good.
    for folder in survey.empty.iter().rev() {
        staging.step()?;
        let _ = fs::remove_dir(target.join(folder));
    }
    // The manifest is not to be complete on the disk before what it tells of is.
    wait_for_disk(staging.folder(), target)?;
    staging.step()?;
    fs::rename(staging.done(), &place).map_err(PublishError::io(Action::Move, &place))?;
    Ok(report)
}

/// Writes a manifest and waits for the disk: one that a power cut leaves empty stops every later build.
fn write_through(path: &Path, text: &str, shown: &Path) -> Result<(), PublishError> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        // Tests cut no power, and would wait thousands of times.
        if cfg!(test) { Ok(()) } else { file.sync_all() }
    });
    written.map_err(PublishError::io(Action::Write, shown))
}

/// Waits until everything that was written is on the disk: once for all files, which is much cheaper than
/// once for each.
#[cfg(target_os = "linux")]
fn wait_for_disk(folder: &Path, shown: &Path) -> Result<(), PublishError> {
    use std::io::ErrorKind;
    if cfg!(test) {
        return Ok(());
    }
    let waited =
        File::open(folder).and_then(|folder| rustix::fs::syncfs(folder).map_err(std::io::Error::from));
    match waited {
        // Some systems in containers have no such call; they have no disk of their own either.
        Err(error) if !matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput) => {
            Err(PublishError::io(Action::Write, shown)(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Elsewhere the manifests alone are waited for, by [`write_through`].
#[cfg(not(target_os = "linux"))]
fn wait_for_disk(_folder: &Path, _shown: &Path) -> Result<(), PublishError> {
    Ok(())
}

/// Makes folders; if one cannot be made, none stays.
fn make_folders(target: &Path, staging: &Staging, folders: &[String]) -> Result<(), PublishError> {
    for (index, folder) in folders.iter().enumerate() {
        staging.step()?;
        let path = target.join(folder);
        if let Err(error) = fs::create_dir(&path) {
            for made in folders[..index].iter().rev() {
                let _ = fs::remove_dir(target.join(made));
            }
            return Err(PublishError::io(Action::MakeFolder, &path)(error));
        }
    }
    Ok(())
}

/// Deletes a file of the last build if it still is a regular file.
fn delete(target: &Path, staging: &Staging, path: &str, report: &mut Report) -> Result<(), PublishError> {
    let path = target.join(path);
    if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
        staging.step()?;
        fs::remove_file(&path).map_err(PublishError::io(Action::Delete, &path))?;
        report.removed += 1;
    }
    Ok(())
}

/// What stands where a folder is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Folder {
    /// A folder.
    Real,
    /// A folder that is, or lies behind, a link.
    Linked,
    /// Nothing.
    Missing,
    /// Nothing, once a file of the last build is deleted.
    Freed,
}

/// A look at everything that is going to change, and what follows from it.
struct Survey<'a> {
    target: &'a Path,
    guard: &'a ResolvedGuard,
    staging: &'a Staging,
    old: &'a Manifest,
    outputs: &'a [(Box<str>, Put)],
    folders: BTreeMap<String, Folder>,
    /// Whether a folder of the last build is still one, and no link leads to it.
    standing: BTreeMap<&'a str, bool>,
    /// The folders that were found to take new files.
    writable: BTreeSet<&'a str>,
    /// Folders to make, a folder before those in it.
    make: Vec<String>,
    /// Files to delete because a folder is needed in their place, or one that holds them must go.
    delete_first: BTreeSet<String>,
    /// Folders to remove because a file is needed in their place, a folder after those in it.
    unmake_first: Vec<String>,
    /// Folders to make in the place of files.
    make_after: Vec<String>,
    /// Files to delete at the end.
    delete: Vec<&'a str>,
    /// Folders that may be empty then.
    empty: BTreeSet<&'a str>,
}

impl<'a> Survey<'a> {
    fn of(
        target: &'a Path,
        guard: &'a ResolvedGuard,
        staging: &'a Staging,
        old: &'a Manifest,
        outputs: &'a [(Box<str>, Put)],
    ) -> Result<Self, PublishError> {
        let mut survey = Self {
            target,
            guard,
            staging,
            old,
            outputs,
            folders: BTreeMap::new(),
            standing: BTreeMap::new(),
            writable: BTreeSet::new(),
            make: Vec::new(),
            delete_first: BTreeSet::new(),
            unmake_first: Vec::new(),
            make_after: Vec::new(),
            delete: Vec::new(),
            empty: BTreeSet::new(),
        };
        for (path, put) in outputs {
            if matches!(put.fate, Fate::Staged(_)) {
                survey.look_at_place(path)?;
            }
        }
        for path in old.paths() {
            if !survey.is_put(path) {
                survey.look_at_gone(path)?;
            }
        }
        Ok(survey)
    }

    /// Looks at the place of a staged output.
    fn look_at_place(&mut self, path: &'a str) -> Result<(), PublishError> {
        let folder = parent(path);
        let kind = self.folder(folder)?;
        if matches!(kind, Folder::Missing | Folder::Freed) {
            return Ok(());
        }
        self.check_writable(folder)?;
        let place = self.target.join(path);
        match fs::symlink_metadata(&place) {
            Err(error) if is_absence(&error) => Ok(()),
            Err(error) => Err(PublishError::io(Action::Inspect, &place)(error)),
            Ok(metadata) if metadata.is_file() && self.old.owned(path).is_some() => Ok(()),
            Ok(metadata) if metadata.is_dir() && kind == Folder::Real => self.clear(path),
            Ok(_) => Err(PublishError::Foreign { path: place }),
        }
    }

    /// Looks at a file of the last build that this one does not have.
    fn look_at_gone(&mut self, path: &'a str) -> Result<(), PublishError> {
        // Nothing is deleted through a link.
        let mut folder = parent(path);
        if self.stands(folder) && self.old.owned(path).is_some() && !self.delete_first.contains(path) {
            let place = self.target.join(path);
            if fs::symlink_metadata(place).is_ok_and(|metadata| metadata.is_file()) {
                self.check_writable(folder)?;
                self.delete.push(path);
            }
        }
        // A killed build may have made some of the folders above a file, and no more.
        while !folder.is_empty() {
            if self.stands(folder) && !self.empty.insert(folder) {
                break;
            }
            folder = parent(folder);
        }
        Ok(())
    }

    /// Finds out what stands where a folder is needed, and what must be done to have one.
    fn folder(&mut self, path: &str) -> Result<Folder, PublishError> {
        if path.is_empty() {
            return Ok(Folder::Real);
        }
        if let Some(known) = self.folders.get(path) {
            return Ok(*known);
        }
        if self.is_put(path) {
            return Err(PublishError::Clash { path: path.to_owned() });
        }
        let kind = match self.folder(parent(path))? {
            Folder::Freed => {
                self.make_after.push(path.to_owned());
                Folder::Freed
            }
            Folder::Missing => {
                self.make.push(path.to_owned());
                Folder::Missing
            }
            above @ (Folder::Real | Folder::Linked) => self.look_at_folder(path, above)?,
        };
        self.folders.insert(path.to_owned(), kind);
        Ok(kind)
    }

    fn look_at_folder(&mut self, path: &str, above: Folder) -> Result<Folder, PublishError> {
        let place = self.target.join(path);
        match fs::symlink_metadata(&place) {
            Err(error) if is_absence(&error) => {
                self.make.push(path.to_owned());
                Ok(Folder::Missing)
            }
            Err(error) => Err(PublishError::io(Action::Inspect, &place)(error)),
            Ok(metadata) if metadata.is_dir() => Ok(above),
            Ok(metadata) if metadata.is_symlink() && place.is_dir() => {
                self.guard.check(&resolve(&place)?)?;
                Ok(Folder::Linked)
            }
            Ok(metadata) if metadata.is_file() && above == Folder::Real && self.goes(path) => {
                self.delete_first.insert(path.to_owned());
                self.make_after.push(path.to_owned());
                Ok(Folder::Freed)
            }
            Ok(_) => Err(PublishError::Foreign { path: place }),
        }
    }

    /// Plans to remove a folder in whose place a file is needed, if all of it is ours and goes.
    fn clear(&mut self, path: &str) -> Result<(), PublishError> {
        let place = self.target.join(path);
        if !self.old.owns_folder(path) {
            return Err(PublishError::Foreign { path: place });
        }
        let read = |error| PublishError::io(Action::Read, &place)(error);
        let mut entries: Vec<_> = fs::read_dir(&place).and_then(Iterator::collect).map_err(read)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let kind = entry.file_type().map_err(read)?;
            let name = entry.file_name();
            let inside = name.to_str().map(|name| format!("{path}/{name}"));
            match inside {
                Some(inside) if kind.is_dir() => self.clear(&inside)?,
                Some(inside) if kind.is_file() && self.goes(&inside) => {
                    self.delete_first.insert(inside);
                }
                Some(inside) if self.is_put(&inside) => {
                    return Err(PublishError::Clash { path: path.to_owned() });
                }
                Some(_) | None => return Err(PublishError::Foreign { path: entry.path() }),
            }
        }
        self.unmake_first.push(path.to_owned());
        Ok(())
    }

    /// Whether a folder of the last build is there, and not through a link.
    fn stands(&mut self, folder: &'a str) -> bool {
        if folder.is_empty() {
            return true;
        }
        if let Some(known) = self.standing.get(folder) {
            return *known;
        }
        let stands = self.stands(parent(folder))
            && fs::symlink_metadata(self.target.join(folder)).is_ok_and(|metadata| metadata.is_dir());
        self.standing.insert(folder, stands);
        stands
    }

    /// Finds a folder that takes no changes before anything has changed.
    fn check_writable(&mut self, folder: &'a str) -> Result<(), PublishError> {
        if folder.is_empty() || !self.writable.insert(folder) {
            return Ok(());
        }
        let path = self.target.join(folder);
        if may_refuse(&path, self.staging.folder()) { try_folder(&path) } else { Ok(()) }
    }

    /// Whether a file is the last build's and not this one's.
    fn goes(&self, path: &str) -> bool {
        self.old.owned(path).is_some() && !self.is_put(path)
    }

    fn is_put(&self, path: &str) -> bool {
        self.outputs.binary_search_by(|(put, _)| (**put).cmp(path)).is_ok()
    }
}

/// The folder of a path; the output folder itself is the empty one.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a folder might not take new files: it is another user's, or its owner may not write to it.
#[cfg(unix)]
fn may_refuse(folder: &Path, own: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(folder), fs::metadata(own)) {
        (Ok(folder), Ok(own)) => folder.uid() != own.uid() || folder.mode() & 0o200 == 0,
        (Ok(_) | Err(_), _) => true,
    }
}

/// Whether a folder might not take new files: everywhere but on Unix only trying tells.
#[cfg(not(unix))]
fn may_refuse(_folder: &Path, _own: &Path) -> bool {
    true
}
