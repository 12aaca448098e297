//! Where the output may not go: over the site it is made from.
//!
//! Everything is compared with links resolved, and for paths that do not exist yet too. Whether a
//! folder that may be written to was made by `ssg` is not decided here.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::{Action, PublishError};

/// How many links one path may lead through; the limit that Linux has.
const MAX_LINKS: usize = 40;

/// The folders that no build may write over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// The site's folder: the output may lie in it, but may not be it or hold it.
    pub root: PathBuf,
    /// The folders that the site is made from: the output may not be one, lie in one, or hold one.
    pub sources: Vec<PathBuf>,
}

/// A guard whose paths are absolute and lead through no link.
#[derive(Debug)]
pub(super) struct ResolvedGuard {
    root: PathBuf,
    sources: Vec<PathBuf>,
}

impl Guard {
    /// Follows every link.
    pub(super) fn resolve(&self) -> Result<ResolvedGuard, PublishError> {
        let sources = self.sources.iter().map(|source| resolve(source));
        Ok(ResolvedGuard { root: resolve(&self.root)?, sources: sources.collect::<Result<_, _>>()? })
    }
}

impl ResolvedGuard {
    /// Refuses a resolved folder that is, holds or lies in what must not be written over.
    pub(super) fn check(&self, folder: &Path) -> Result<(), PublishError> {
        if self.root.starts_with(folder) {
            return Err(PublishError::HoldsSite { folder: folder.to_path_buf(), root: self.root.clone() });
        }
        match self.sources.iter().find(|source| source.starts_with(folder) || folder.starts_with(source)) {
            Some(source) => {
                Err(PublishError::AmongSources { folder: folder.to_path_buf(), source: source.clone() })
            }
            None => Ok(()),
        }
    }
}

/// Refuses a folder of the site at `root` that a link leads out of it to: what is written there is never read.
///
/// # Errors
/// [`PublishError::LeadsOut`] names the link; [`PublishError::Io`] when the system refuses to follow it.
pub fn stays_inside(root: &Path, folder: &str) -> Result<(), PublishError> {
    let inside = resolve(root)?;
    let mut path = PathBuf::new();
    for part in Path::new(folder).components() {
        path.push(part);
        if !resolve(&root.join(&path))?.starts_with(&inside) {
            return Err(PublishError::LeadsOut { path });
        }
    }
    Ok(())
}

/// Makes a path absolute and follows all its links, though its end, or a link's end, need not exist.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, PublishError> {
    follow(path).map_err(PublishError::io(Action::Inspect, path))
}

fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut waiting: VecDeque<OsString> = VecDeque::new();
    let mut resolved = PathBuf::new();
    let mut links = 0;
    let queue = |path: &Path, resolved: &mut PathBuf, waiting: &mut VecDeque<OsString>| {
        let mut names = Vec::new();
        for component in path.components() {
            match component {
                Component::Prefix(_) | Component::RootDir => resolved.push(component),
                Component::CurDir => {}
                Component::ParentDir | Component::Normal(_) => names.push(component.as_os_str().to_owned()),
            }
        }
        for name in names.into_iter().rev() {
            waiting.push_front(name);
        }
    };
    queue(&std::path::absolute(path)?, &mut resolved, &mut waiting);
    while let Some(name) = waiting.pop_front() {
        // What is resolved so far leads through no link, so going up is dropping the last name.
        if name == ".." {
            resolved.pop();
            continue;
        }
        let here = resolved.join(name);
        match fs::symlink_metadata(&here) {
            Ok(metadata) if metadata.is_symlink() => {
                links += 1;
                if links > MAX_LINKS {
                    return Err(io::Error::other("too many links, or a loop of links"));
                }
                queue(&fs::read_link(&here)?, &mut resolved, &mut waiting);
            }
            Ok(_) => resolved = here,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                resolved = here;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(resolved)
}
