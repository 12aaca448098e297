//! Writes the site: the only module, with its small sisters, that changes the disk.
//!
//! A build opens a [`Publisher`], puts each output as it is made, from any thread, and finishes.
//! An output that is what the last build left there is skipped; another goes to a staging folder.
//! Until [`Publisher::finish`] nothing visible changes; a publisher that is dropped leaves everything
//! as it was. Killed at any moment, each file is the old one or the new one, and the next build makes
//! the whole right. What `ssg` did not write is neither overwritten nor deleted.
//!
//! What the outputs are, and that no two claim one path, is decided by the plan.
#![allow(clippy::disallowed_methods, reason = "publish is the only door out")]

mod changes;
mod error;
mod file;
mod guard;
mod manifest;
mod share;
mod staging;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rapidhash::{RapidHashMap, RapidHashSet};
use rayon::prelude::*;

pub use error::{Action, PublishError};
pub use file::{create_file, remove_file, replace_file};
pub use guard::{Guard, stays_inside};
pub use share::{MergeError, NOTE, Share, merge};

use guard::ResolvedGuard;
use manifest::{Content, Manifest, Origin, Owned};
use staging::Staging;

/// Into how many parts what the threads share is split, so that they seldom wait for each other.
const SHARDS: usize = 64;

/// What a build did to the output folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// How many files are new or have other bytes than before.
    pub written: usize,
    /// How many files were right already.
    pub unchanged: usize,
    /// How many files of the last build are gone.
    pub removed: usize,
    /// How many bytes the written files have together.
    pub bytes: u64,
}

/// A site that stands in an output folder as the last build left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many outputs it has.
    pub outputs: usize,
    /// What [`Publisher::remember`] was told.
    pub memo: Option<u64>,
}

/// One build's way into an output folder.
#[derive(Debug)]
pub struct Publisher {
    target: PathBuf,
    guard: ResolvedGuard,
    staging: Staging,
    /// A fingerprint of all that the outputs are made from, where that is known.
    whole: Option<u64>,
    /// What the builder wants to be told when the same stands there again.
    memo: Option<u64>,
    /// What the last build left; `None` when there is no output folder yet.
    old: Option<Manifest>,
    puts: [Mutex<RapidHashMap<Box<str>, Put>>; SHARDS],
    /// The folders that were made in the staging folder, for a first build.
    folders: [Mutex<RapidHashSet<Box<str>>>; SHARDS],
    /// How many outputs were staged: each is named by its number until it is put in place.
    staged: AtomicU64,
    failed: AtomicBool,
}

/// An output that was put.
#[derive(Debug, Clone, Copy)]
struct Put {
    content: Content,
    fate: Fate,
}

/// What becomes of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It stands in its place already.
    Stands,
    /// Just these bytes stand in its place, but `ssg` did not write them: they are not its own now.
    StandsForeign,
    /// It waits in the staging folder, in an update under this number.
    Staged(u64),
}

impl Publisher {
    /// Opens an output folder for one build: checks that it may be written to, and locks it.
    ///
    /// # Errors
    /// When the folder is the site's own or somebody else's, when another build is at work in it,
    /// when its manifest is damaged, or when the system refuses.
    pub fn start(target: &Path, guard: &Guard) -> Result<Self, PublishError> {
        let resolved = guard::resolve(target)?;
        let guard = guard.resolve()?;
        guard.check(&resolved)?;
        // The name that was given is the one to be read in messages, where it leads to the same place.
        let plain = !target.components().any(|part| part == Component::ParentDir)
            && fs::symlink_metadata(target).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        let target = if plain || target.is_dir() { target.to_path_buf() } else { resolved };

        let mut exists = admit(&target)?;
        let mut staging = if exists { Staging::inside(&target)? } else { Staging::beside(&target)? };
        if !exists && admit(&target)? {
            // Another first build ended between the question and the lock.
            drop(staging);
            staging = Staging::inside(&target)?;
            exists = true;
        }
        // Read under the lock: nobody changes it now.
        let old = if exists { Some(Manifest::read(&target)?.unwrap_or_else(Manifest::empty)) } else { None };
        staging.make_site()?;
        Ok(Self {
            target,
            guard,
            staging,
            whole: None,
            memo: None,
            old,
            puts: std::array::from_fn(|_| Mutex::default()),
            folders: std::array::from_fn(|_| Mutex::default()),
            staged: AtomicU64::new(0),
            failed: AtomicBool::new(false),
        })
    }

    /// Says what the outputs are made from: a fingerprint of all sources, of the settings and of the program.
    /// It is kept with the outputs, for [`Self::standing`].
    pub fn made_from(&mut self, whole: u64) {
        self.whole = Some(whole);
    }

    /// Keeps a number with the outputs, to be told by [`Self::standing`].
    pub fn remember(&mut self, memo: u64) {
        self.memo = Some(memo);
    }

    /// What stands in the output folder, if the last build made it from what [`Self::made_from`] says, and nobody
    /// has touched it since, nor put another program in the place of the one whose file this is: then nothing is to
    /// be put.
    #[must_use]
    pub fn standing(&self, program: &Path) -> Option<Standing> {
        let (old, whole) = (self.old.as_ref()?, self.whole?);
        fs::metadata(program).ok().filter(|about| !old.predates_change(about))?;
        let (outputs, memo) = old.standing(&self.target, whole)?;
        Some(Standing { outputs, memo })
    }

    /// Takes one output; `path` has slashes between its names and is relative to the output folder.
    ///
    /// # Errors
    /// When no output can have this path or another one has it, when something that `ssg` did not
    /// write stands there, or when the system refuses. The output as a whole can then not be finished.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let done = self.take(path, bytes);
        if done.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        done
    }

    /// Takes over an output as the last build left it, without its bytes; says whether it stands there.
    ///
    /// Only for an output whose path names all that its bytes depend on: a file that the last build wrote
    /// at this path then holds what this one would make.
    ///
    /// # Errors
    /// When another output has this path, or when the system refuses.
    pub fn keep(&self, path: &str) -> Result<bool, PublishError> {
        let Some(old) = &self.old else { return Ok(false) };
        let Some(Owned::As(content)) = old.owned(path) else { return Ok(false) };
        let place = self.target.join(path);
        let stands = match fs::symlink_metadata(&place) {
            Ok(about) => about.is_file() && about.len() == content.size && !old.predates(&about),
            Err(error) if is_absence(&error) => false,
            Err(error) => return Err(PublishError::io(Action::Inspect, &place)(error)),
        };
        if stands
            && shard(&self.puts, path).insert(path.into(), Put { content, fate: Fate::Stands }).is_some()
        {
            self.failed.store(true, Ordering::Relaxed);
            return Err(PublishError::Clash { path: path.to_owned() });
        }
        Ok(stands)
    }

    /// Puts everything in place and deletes what the last build wrote and this one did not.
    ///
    /// # Errors
    /// When something that `ssg` did not write is in the way, which is found before anything
    /// changes; or when the system refuses, after which the next build makes the whole right.
    pub fn finish(self) -> Result<Report, PublishError> {
        if self.failed.into_inner() {
            return Err(PublishError::Unfinished);
        }
        let shards = self.puts.map(|shard| shard.into_inner().unwrap_or_else(PoisonError::into_inner));
        // With the room that they need: what a list leaves behind as it grows is not used again so late.
        let mut outputs: Vec<(Box<str>, Put)> =
            Vec::with_capacity(shards.iter().map(RapidHashMap::len).sum());
        outputs.extend(shards.into_iter().flatten());
        outputs.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let origin = self.whole.map(|whole| Origin { whole, memo: self.memo });
        match self.old {
            None => changes::publish_first(&self.target, self.staging, &outputs, origin),
            Some(old) => {
                changes::publish_update(&self.target, &self.guard, &self.staging, &old, &outputs, origin)
            }
        }
    }

    fn take(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        if !manifest::is_output_path(path) {
            return Err(PublishError::BadPath { path: path.to_owned() });
        }
        let content = Content::of(bytes);
        let stands = match &self.old {
            None => None,
            Some(old) => self.find(old, path, bytes, content)?,
        };
        let fate = stands.unwrap_or_else(|| Fate::Staged(self.staged.fetch_add(1, Ordering::Relaxed)));
        // Claimed before it is written, so that the second claim of a path writes nothing.
        if shard(&self.puts, path).insert(path.into(), Put { content, fate }).is_some() {
            return Err(PublishError::Clash { path: path.to_owned() });
        }
        match fate {
            Fate::Stands | Fate::StandsForeign => Ok(()),
            Fate::Staged(number) => self.stage(path, number, bytes),
        }
    }

    /// Says whether an output stands in its place already; `None` if it must be written.
    fn find(
        &self,
        old: &Manifest,
        path: &str,
        bytes: &[u8],
        content: Content,
    ) -> Result<Option<Fate>, PublishError> {
        let place = self.target.join(path);
        let metadata = match fs::symlink_metadata(&place) {
            Ok(metadata) => metadata,
            Err(error) if is_absence(&error) => return Ok(None),
            Err(error) => return Err(PublishError::io(Action::Inspect, &place)(error)),
        };
        let owned = old.owned(path);
        if metadata.is_file() {
            let same_size = metadata.len() == content.size;
            match owned {
                Some(Owned::As(last)) if !old.predates(&metadata) => {
                    Ok((same_size && last == content).then_some(Fate::Stands))
                }
                // What somebody wrote over one of ours is not left standing because it is as long.
                Some(Owned::As(_) | Owned::Unread) => {
                    Ok((same_size && holds(&place, bytes)?).then_some(Fate::Stands))
                }
                None if same_size && holds(&place, bytes)? => Ok(Some(Fate::StandsForeign)),
                None => Err(PublishError::Foreign { path: place }),
            }
        } else if metadata.is_dir() {
            // Whether the folder goes with this build is known when all outputs are.
            Ok(None)
        } else {
            // A link, even in the place of a file of ours, was made by somebody else. Anything but a
            // regular file behind it is not opened: reading a pipe would never end.
            let regular = fs::metadata(&place).is_ok_and(|m| m.is_file() && m.len() == content.size);
            if regular && holds(&place, bytes)? {
                Ok(Some(Fate::StandsForeign))
            } else {
                Err(PublishError::Foreign { path: place })
            }
        }
    }

    /// Writes an output to the staging folder.
    ///
    /// In an update a file is named by its number, which spares making folders. In a first build
    /// the staging folder becomes the output, so each file has its own path.
    fn stage(&self, path: &str, number: u64, bytes: &[u8]) -> Result<(), PublishError> {
        let mut place = self.staging.site();
        if self.old.is_some() {
            place.push(number.to_string());
        } else {
            if let Some((folder, _)) = path.rsplit_once('/') {
                self.make_folder(folder)?;
            }
            place.push(path);
        }
        self.staging.step()?;
        let clash = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::IsADirectory if self.old.is_none() => {
                PublishError::Clash { path: path.to_owned() }
            }
            // The reader knows the output's path; that it is staged first is no matter of his.
            _ => PublishError::io(Action::Write, &self.target.join(path))(error),
        };
        let mut file = File::create_new(&place).map_err(clash)?;
        file.write_all(bytes).map_err(PublishError::io(Action::Write, &self.target.join(path)))
    }

    /// Makes a folder in the staging folder, if this build has not done so.
    fn make_folder(&self, folder: &str) -> Result<(), PublishError> {
        if shard(&self.folders, folder).contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(self.staging.site().join(folder)).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                PublishError::Clash { path: folder.to_owned() }
            }
            _ => PublishError::io(Action::MakeFolder, &self.target.join(folder))(error),
        })?;
        shard(&self.folders, folder).insert(folder.into());
        Ok(())
    }
}

/// What stands in the home folder of an account, often with nothing else that is not hidden, and in no site.
const OF_HOMES: [&str; 8] =
    [".bash_history", ".bashrc", ".cache", ".config", ".profile", ".ssh", ".zsh_history", ".zshrc"];

/// Whether there is an output folder; refuses one that is somebody else's.
///
/// A folder without a manifest counts as empty if it holds at most dotfiles and a CNAME; but not one with
/// the dotfiles of a person or an account.
fn admit(target: &Path) -> Result<bool, PublishError> {
    match fs::metadata(target) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(PublishError::NotAFolder { path: target.to_path_buf() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(PublishError::io(Action::Inspect, target)(error)),
    }
    if fs::symlink_metadata(target.join(manifest::NAME)).is_ok() {
        return Ok(true);
    }
    for entry in fs::read_dir(target).map_err(PublishError::io(Action::Read, target))? {
        let name = entry.map_err(PublishError::io(Action::Read, target))?.file_name();
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        if (name != "CNAME" && !is_hidden) || OF_HOMES.iter().any(|of_homes| name == *of_homes) {
            return Err(PublishError::NotOurs { folder: target.to_path_buf() });
        }
    }
    Ok(true)
}

/// The part of something shared that a path belongs to.
fn shard<'a, T>(shards: &'a [Mutex<T>; SHARDS], path: &str) -> MutexGuard<'a, T> {
    let [index, ..] = manifest::fingerprint(path.as_bytes()).to_le_bytes();
    // No code that holds the lock can leave the map half changed.
    shards[usize::from(index) % SHARDS].lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the system says that nothing stands at a path.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn holds(path: &Path, bytes: &[u8]) -> Result<bool, PublishError> {
    fs::read(path).map(|found| found == bytes).map_err(PublishError::io(Action::Read, path))
}
