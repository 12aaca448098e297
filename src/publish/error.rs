//! What can go wrong in writing, in words.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What was being done with a file or folder when the system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Asking what stands at a path.
    Inspect,
    /// Reading a file or listing a folder.
    Read,
    /// Writing a file.
    Write,
    /// Making a folder.
    MakeFolder,
    /// Moving a finished file or folder to its place.
    Move,
    /// Deleting a file or folder.
    Delete,
    /// Taking the lock that keeps two builds apart.
    Lock,
}

impl Action {
    const fn verb(self) -> &'static str {
        match self {
            Self::Inspect => "look at",
            Self::Read => "read",
            Self::Write => "write",
            Self::MakeFolder => "make the folder",
            Self::Move => "move into place",
            Self::Delete => "delete",
            Self::Lock => "lock",
        }
    }
}

/// Why nothing, or not everything, was written.
#[derive(Debug)]
pub enum PublishError {
    /// The output folder holds files but no manifest: another program's, or a person's.
    NotOurs {
        /// The output folder.
        folder: PathBuf,
    },
    /// The output folder is no folder.
    NotAFolder {
        /// What stands there.
        path: PathBuf,
    },
    /// The output folder is the site's own folder or one that holds it.
    HoldsSite {
        /// The output folder.
        folder: PathBuf,
        /// The site's folder.
        root: PathBuf,
    },
    /// The output folder is one of the folders that the site is made from, lies in one, or holds one.
    AmongSources {
        /// The output folder, or the folder that a link in it leads to.
        folder: PathBuf,
        /// The folder that the site is made from.
        source: PathBuf,
    },
    /// Another build is writing to the same output folder.
    Locked {
        /// The output folder.
        folder: PathBuf,
    },
    /// The output folder was made by somebody else while the first build was running.
    Appeared {
        /// The output folder.
        folder: PathBuf,
    },
    /// A path that no output may have.
    BadPath {
        /// The path.
        path: String,
    },
    /// Two outputs claim one path, or one claims as a file what another needs as a folder.
    Clash {
        /// The path.
        path: String,
    },
    /// Something that `ssg` did not write stands where an output belongs.
    Foreign {
        /// What stands there.
        path: PathBuf,
    },
    /// The list of what the last build wrote cannot be trusted.
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// The line that is wrong, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// An output could not be staged, so the output as a whole is not published.
    Unfinished,
    /// A file that was to be created exists.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A folder of the site that was to be written to lies behind a link out of the site, or outside of it.
    LeadsOut {
        /// The link, below the site's folder.
        path: PathBuf,
    },
    /// The system refused: disk full, read-only, no permission, out of file handles.
    Io {
        /// What was being done.
        action: Action,
        /// With what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl PublishError {
    /// What to do about it, where there is something to do.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NotOurs { .. } => Some("choose another folder with --out, or move what is in it elsewhere"),
            Self::NotAFolder { .. } => Some("choose another folder with --out, or move the file away"),
            Self::HoldsSite { .. } | Self::AmongSources { .. } => Some(
                "choose another folder with --out, for instance \"public\" beside content, templates and static",
            ),
            Self::Locked { .. } => Some("wait until the other build is done"),
            Self::Appeared { .. } => Some("build again"),
            Self::Foreign { .. } => Some("move it away, or change what the site puts there"),
            Self::Manifest { .. } => {
                Some("delete the output folder and build again, or bring the manifest back from a copy")
            }
            Self::Exists { .. } => Some("choose another name"),
            Self::LeadsOut { .. } => Some("put the files themselves there"),
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    Some("free some space and run the command again")
                }
                _ => None,
            },
            Self::BadPath { .. } | Self::Clash { .. } | Self::Unfinished => None,
        }
    }

    /// Makes the step from an error of the system to one that names action and path.
    pub(super) fn io(action: Action, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_path_buf(), source }
    }
}

/// A path in double quotes, with what could upset a terminal escaped.
fn quoted(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

impl fmt::Display for PublishError {
    /// Says everything, what [`Error::source`] would say included.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs { folder } => {
                write!(f, "the output folder {} holds files that ssg did not write", quoted(folder))
            }
            Self::NotAFolder { path } => write!(f, "the output folder {} is not a folder", quoted(path)),
            Self::HoldsSite { folder, root } => {
                write!(f, "the output folder {} holds the site {} itself", quoted(folder), quoted(root))
            }
            Self::AmongSources { folder, source } => {
                let (folder, source) = (quoted(folder), quoted(source));
                write!(f, "the output folder {folder} and the site's own folder {source} overlap")
            }
            Self::Locked { folder } => {
                write!(f, "another build is writing to the output folder {}", quoted(folder))
            }
            Self::Appeared { folder } => {
                write!(f, "the output folder {} was made by another program meanwhile", quoted(folder))
            }
            Self::BadPath { path } => write!(f, "no output can have the path {path:?}"),
            Self::Clash { path } => write!(f, "two outputs claim the path {path:?}"),
            Self::Foreign { path } => {
                write!(f, "cannot write {}: ssg did not write what stands there", quoted(path))
            }
            Self::Manifest { path, line, reason } => {
                write!(f, "the manifest {} is damaged: line {line}: {reason}", quoted(path))
            }
            Self::Unfinished => write!(f, "nothing is published, since an output could not be written"),
            Self::Exists { path } => write!(f, "cannot create {}: it exists", quoted(path)),
            Self::LeadsOut { path } => {
                write!(
                    f,
                    "cannot write to {}: a link that leads out of the site is not followed",
                    quoted(path)
                )
            }
            Self::Io { action, path, source } => {
                write!(f, "cannot {} {}: ", action.verb(), quoted(path))?;
                match source.kind() {
                    io::ErrorKind::StorageFull => write!(f, "the disk is full"),
                    io::ErrorKind::QuotaExceeded => write!(f, "the disk quota is used up"),
                    io::ErrorKind::ReadOnlyFilesystem => write!(f, "the disk is read-only"),
                    io::ErrorKind::FileTooLarge => write!(f, "the file is larger than the system allows"),
                    io::ErrorKind::PermissionDenied => write!(f, "permission denied"),
                    _ => write!(f, "{source}"),
                }
            }
        }
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::NotOurs { .. }
            | Self::NotAFolder { .. }
            | Self::HoldsSite { .. }
            | Self::AmongSources { .. }
            | Self::Locked { .. }
            | Self::Appeared { .. }
            | Self::BadPath { .. }
            | Self::Clash { .. }
            | Self::Foreign { .. }
            | Self::Manifest { .. }
            | Self::Unfinished
            | Self::Exists { .. }
            | Self::LeadsOut { .. } => None,
        }
    }
}
