//! The folder in which a build gathers what it is going to publish, and the lock on it.
//!
//! It lies in the output folder, or beside it when there is none yet, so on the same file system:
//! moving a file into place is one rename. The system lets go of the lock when the process ends,
//! however it ends; the next build takes over the folder and empties it.
//!
//! ```text
//! .ssg-staging/lock       held while a build runs
//! .ssg-staging/site/…     the outputs
//! .ssg-staging/begun      the incomplete manifest, .ssg-staging/done  the complete one
//! ```

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
#[cfg(test)]
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::error::{Action, PublishError};

/// The folder's name in an output folder.
const NAME: &str = ".ssg-staging";

/// How often to try again when another build takes the folder away in the moment it is entered.
const ATTEMPTS: usize = 100;

/// A staging folder that this build alone uses; dropping it removes the folder.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    lock: File,
    /// Folders above the output that had to be made for it, the outermost first.
    parents: Vec<PathBuf>,
    /// How many more steps are done before the build counts as killed.
    #[cfg(test)]
    pub(super) steps: AtomicUsize,
    #[cfg(test)]
    killed: AtomicBool,
}

impl Staging {
    /// Enters the staging folder in an output folder that exists.
    pub(super) fn inside(target: &Path) -> Result<Self, PublishError> {
        // A first build may still be at work beside the folder, or may have been killed there.
        let beside = beside(target);
        if fs::symlink_metadata(&beside).is_ok() {
            drop(Self::enter(&beside, target)?);
        }
        Self::enter(&target.join(NAME), target)
    }

    /// Enters the staging folder beside an output folder that does not exist yet.
    pub(super) fn beside(target: &Path) -> Result<Self, PublishError> {
        let parents = make_parents(target)?;
        match Self::enter(&beside(target), target) {
            Ok(mut staging) => {
                staging.parents = parents;
                Ok(staging)
            }
            Err(error) => {
                remove_empty(&parents);
                Err(error)
            }
        }
    }

    fn enter(folder: &Path, target: &Path) -> Result<Self, PublishError> {
        let path = folder.join("lock");
        for _ in 0..ATTEMPTS {
            match fs::create_dir(folder) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    // A link with this name must not lead the cleaning elsewhere.
                    if fs::symlink_metadata(folder).is_ok_and(|metadata| !metadata.is_dir()) {
                        return Err(PublishError::Foreign { path: folder.to_path_buf() });
                    }
                }
                // The reader knows the output's path; that it is staged first is no matter of his.
                Err(error) => return Err(PublishError::io(Action::Write, target)(error)),
            }
            let lock = match File::options().read(true).write(true).create(true).truncate(false).open(&path) {
                Ok(lock) => lock,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    remove_empty(&[folder.to_path_buf()]);
                    return Err(PublishError::io(Action::Lock, &path)(error));
                }
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(PublishError::Locked { folder: target.to_path_buf() });
                }
                Err(TryLockError::Error(error)) => {
                    return Err(PublishError::io(Action::Lock, &path)(error));
                }
            }
            // A build that ends removes its lock file; a lock on a removed file keeps nobody out.
            if is_at(&lock, &path) {
                let staging = Self {
                    folder: folder.to_path_buf(),
                    lock,
                    parents: Vec::new(),
                    #[cfg(test)]
                    steps: AtomicUsize::new(usize::MAX),
                    #[cfg(test)]
                    killed: AtomicBool::new(false),
                };
                staging.empty().map_err(PublishError::io(Action::Delete, folder))?;
                return Ok(staging);
            }
        }
        Err(PublishError::Locked { folder: target.to_path_buf() })
    }

    /// Makes the folder for the outputs.
    pub(super) fn make_site(&self) -> Result<(), PublishError> {
        let site = self.site();
        fs::create_dir(&site).map_err(PublishError::io(Action::MakeFolder, &site))
    }

    /// The folder for the outputs.
    pub(super) fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// Where the manifest waits that is in force while outputs are put in place.
    pub(super) fn begun(&self) -> PathBuf {
        self.folder.join("begun")
    }

    /// Where the manifest waits that is in force when all is done.
    pub(super) fn done(&self) -> PathBuf {
        self.folder.join("done")
    }

    /// The staging folder itself.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps the folders above the output: there is an output in them now.
    pub(super) fn keep_parents(&mut self) {
        self.parents.clear();
    }

    /// Marks the place before a change to the disk, where a test can end the build as a kill would.
    #[cfg(not(test))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "tests count the steps")]
    pub(super) const fn step(&self) -> Result<(), PublishError> {
        Ok(())
    }

    /// Marks the place before a change to the disk, where a test can end the build as a kill would.
    #[cfg(test)]
    pub(super) fn step(&self) -> Result<(), PublishError> {
        if self.killed.load(Ordering::SeqCst) || self.steps.fetch_sub(1, Ordering::SeqCst) == 0 {
            self.killed.store(true, Ordering::SeqCst);
            return Err(PublishError::io(Action::Write, &self.folder)(io::ErrorKind::Interrupted.into()));
        }
        Ok(())
    }

    /// Removes everything but the lock.
    fn empty(&self) -> io::Result<()> {
        let gone = |result: io::Result<()>| match result {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        };
        gone(fs::remove_dir_all(self.site()))?;
        gone(fs::remove_file(self.begun()))?;
        gone(fs::remove_file(self.done()))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        #[cfg(test)]
        if self.killed.load(Ordering::SeqCst) {
            return;
        }
        // Nothing can be done about a failure here; the next build cleans up.
        let _ = self.empty();
        let _ = fs::remove_file(self.folder.join("lock"));
        let _ = fs::remove_dir(&self.folder);
        remove_empty(&self.parents);
        let _ = self.lock.unlock();
    }
}

/// The staging folder for an output folder that does not exist yet: `.public.ssg-staging`.
fn beside(target: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(NAME);
    target.with_file_name(name)
}

/// Makes the folders above an output folder; returns those that were not there.
fn make_parents(target: &Path) -> Result<Vec<PathBuf>, PublishError> {
    let Some(parent) = target.parent().filter(|parent| !parent.as_os_str().is_empty()) else {
        return Ok(Vec::new());
    };
    let mut missing: Vec<PathBuf> = parent
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && fs::metadata(folder).is_err())
        .map(Path::to_path_buf)
        .collect();
    missing.reverse();
    fs::create_dir_all(parent).map_err(PublishError::io(Action::MakeFolder, parent))?;
    Ok(missing)
}

fn remove_empty(folders: &[PathBuf]) {
    for folder in folders.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}

/// Whether an open file is the one that stands at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(found)) => (open.dev(), open.ino()) == (found.dev(), found.ino()),
        (Ok(_) | Err(_), _) => false,
    }
}

/// Whether an open file is the one that stands at a path; here an open file cannot be replaced.
#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}
