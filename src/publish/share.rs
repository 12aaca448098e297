//! A site built in shares: what says that a folder holds one of several, and how they become the whole.
//!
//! Which paths a share has is a function of the path alone ([`Share::has`]), so that machines that know
//! nothing of each other make the whole between them. A share's folder holds a note, [`NOTE`], of which
//! share it is and of what whole; [`merge`] believes the notes and the manifests, and reads every file.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use rayon::prelude::*;

use super::error::{Action, PublishError};
use super::manifest::{self, Content, Manifest, Origin, Owned, parse_origin};
use super::{Guard, Publisher, Report};

/// The output that says which share of which whole a folder holds.
pub const NOTE: &str = ".share";

/// So many shares a whole has at most: those that are missing are named.
const MOST: u32 = 1_000;

/// The first words of the note; the number is that of its form.
const HEAD: &str = "share 1";

/// One of several equal parts of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Which one, counted from 1.
    number: u32,
    of: u32,
}

impl Share {
    /// Whether an output with this path belongs to the share. Every path belongs to just one of them.
    #[must_use]
    pub fn has(self, path: &str) -> bool {
        // The high half: the low bits tell apart what stands in one folder of the publisher's maps.
        let high = manifest::fingerprint(path.as_bytes()) >> 32;
        high % u64::from(self.of) == u64::from(self.number - 1)
    }

    /// The text of the note: `outputs` is how many files the whole has, `whole` a fingerprint of all that
    /// it is made from, `memo` what this share would have [`Publisher::remember`] keep with the whole.
    #[must_use]
    pub fn note(self, outputs: usize, whole: u64, memo: Option<u64>) -> String {
        let origin = Origin { whole, memo };
        format!("{HEAD}\n{self}\n{outputs}\n{origin}\n")
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Share {
    type Err = String;

    /// Reads `2/8`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((_, of)) if of > MOST => Err(format!("a site has at most {MOST} shares")),
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("write which share of how many: 2/8 is the second of eight".to_owned()),
        }
    }
}

/// A share's folder, as its note and its manifest describe it.
struct Part {
    folder: PathBuf,
    share: Share,
    outputs: usize,
    origin: Origin,
    manifest: Manifest,
}

impl Part {
    fn read(folder: &Path) -> Result<Self, MergeError> {
        let not_a_share = || MergeError::NotAShare { folder: folder.to_path_buf() };
        let manifest = Manifest::read(folder)?.filter(Manifest::is_complete).ok_or_else(not_a_share)?;
        let path = folder.join(NOTE);
        let note = fs::read_to_string(&path).map_err(|_| not_a_share())?;
        let lines: Vec<&str> = note.lines().collect();
        let [HEAD, share, outputs, origin] = lines[..] else { return Err(not_a_share()) };
        let (Ok(share), Ok(outputs), Some(origin)) = (share.parse(), outputs.parse(), parse_origin(origin))
        else {
            return Err(not_a_share());
        };
        Ok(Self { folder: folder.to_path_buf(), share, outputs, origin, manifest })
    }

    fn files(&self) -> Vec<(&str, Content)> {
        let content = |path| match self.manifest.owned(path) {
            Some(Owned::As(content)) => Some((path, content)),
            Some(Owned::Unread) | None => None,
        };
        self.manifest.paths().filter(|path| *path != NOTE).filter_map(content).collect()
    }
}

/// Lays shares together into the folder `out`, byte for byte as if the whole had been built there.
///
/// # Errors
/// When a folder is no share, when one is missing or there twice, when they are not of one whole, when a
/// file is not what its manifest says; or as [`Publisher`] says. The output stays as it was then.
pub fn merge(folders: &[PathBuf], out: &Path, guard: &Guard) -> Result<Report, MergeError> {
    let parts = folders.iter().map(|folder| Part::read(folder)).collect::<Result<Vec<_>, _>>()?;
    check(&parts)?;
    let mut publisher = Publisher::start(out, guard)?;
    if let Some(first) = parts.first() {
        publisher.made_from(first.origin.whole);
        // The whole is remembered as each share would have it; one that had something to say would not.
        if let Some(memo) = first.origin.memo
            && parts.iter().all(|part| part.origin.memo == Some(memo))
        {
            publisher.remember(memo);
        }
    }
    for part in &parts {
        part.files().into_par_iter().try_for_each(|(path, content)| {
            let place = part.folder.join(path);
            let bytes = fs::read(&place).map_err(PublishError::io(Action::Read, &place))?;
            if Content::of(&bytes) != content {
                return Err(MergeError::Damaged { path: place });
            }
            publisher.put(path, &bytes).map_err(MergeError::from)
        })?;
    }
    Ok(publisher.finish()?)
}

/// Whether the shares are one whole.
fn check(parts: &[Part]) -> Result<(), MergeError> {
    let Some(first) = parts.first() else { return Err(MergeError::Missing { shares: Vec::new() }) };
    if let Some(other) = parts.iter().find(|part| {
        (part.share.of, part.outputs, part.origin.whole)
            != (first.share.of, first.outputs, first.origin.whole)
    }) {
        return Err(MergeError::Different { one: first.folder.clone(), other: other.folder.clone() });
    }
    let missing: Vec<Share> = (1..=first.share.of)
        .map(|number| Share { number, of: first.share.of })
        .filter(|share| !parts.iter().any(|part| part.share == *share))
        .collect();
    if !missing.is_empty() {
        return Err(MergeError::Missing { shares: missing });
    }
    if let Some(twice) =
        parts.iter().enumerate().find(|(at, part)| parts[..*at].iter().any(|known| known.share == part.share))
    {
        return Err(MergeError::Twice { share: twice.1.share });
    }
    let found: usize = parts.iter().map(|part| part.files().len()).sum();
    if found != first.outputs {
        return Err(MergeError::Incomplete { found, outputs: first.outputs });
    }
    Ok(())
}

/// Why shares could not be laid together.
#[derive(Debug)]
pub enum MergeError {
    /// A folder is no share of a site, or its build was interrupted.
    NotAShare {
        /// The folder.
        folder: PathBuf,
    },
    /// Two folders are not shares of one whole.
    Different {
        /// One folder.
        one: PathBuf,
        /// Another one.
        other: PathBuf,
    },
    /// Shares that were not given.
    Missing {
        /// Which.
        shares: Vec<Share>,
    },
    /// Two folders are the same share.
    Twice {
        /// Which.
        share: Share,
    },
    /// The shares together have another number of files than the whole.
    Incomplete {
        /// How many they have.
        found: usize,
        /// How many it has.
        outputs: usize,
    },
    /// A file is not what its manifest says.
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Something could not be read or written.
    Publish(PublishError),
}

impl MergeError {
    /// What to do about it, where there is something to do.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NotAShare { .. } => Some("name folders that were built with --shard, each to its end"),
            Self::Different { .. } => {
                Some("build all shares from the same content with the same arguments, and name each folder")
            }
            Self::Missing { .. } => Some("name the folders of all shares behind --merge"),
            Self::Twice { .. } => Some("name each share once"),
            Self::Incomplete { .. } | Self::Damaged { .. } => Some("build the share again"),
            Self::Publish(error) => error.help(),
        }
    }
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAShare { folder } => write!(f, "{folder:?} is no share of a site"),
            Self::Different { one, other } => {
                write!(f, "{one:?} and {other:?} are shares of different wholes")
            }
            Self::Missing { shares } if shares.is_empty() => write!(f, "there is nothing to lay together"),
            Self::Missing { shares } => {
                let shares: Vec<String> = shares.iter().map(Share::to_string).collect();
                write!(f, "shares are missing: {}", shares.join(", "))
            }
            Self::Twice { share } => write!(f, "two folders are the share {share}"),
            Self::Incomplete { found, outputs } => {
                write!(f, "the shares have {found} files together, the whole has {outputs}")
            }
            Self::Damaged { path } => write!(f, "{path:?} is not what was built"),
            Self::Publish(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MergeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Publish(error) => Some(error),
            Self::NotAShare { .. }
            | Self::Different { .. }
            | Self::Missing { .. }
            | Self::Twice { .. }
            | Self::Incomplete { .. }
            | Self::Damaged { .. } => None,
        }
    }
}

impl From<PublishError> for MergeError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_as_it_is_read() {
        for text in ["1/1", "2/8", "8/8"] {
            assert_eq!(text.parse::<Share>().map(|share| share.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "0/8", "9/8", "1", "1/0", "a/b", "-1/2"] {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_path_belongs_to_one_share_and_shares_are_nearly_equal() {
        let mut counts = [0; 8];
        for number in 0..8_000 {
            let path = format!("events/e{number:06}/index.html");
            let owners: Vec<usize> = (1..=8)
                .filter(|&number| Share { number, of: 8 }.has(&path))
                .map(|number| number as usize - 1)
                .collect();
            assert_eq!(owners.len(), 1);
            counts[owners[0]] += 1;
        }
        assert!(counts.iter().all(|count| (800..1_200).contains(count)), "{counts:?}");
    }
}
