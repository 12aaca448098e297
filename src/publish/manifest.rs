//! The list of what `ssg` wrote into an output folder: what it may overwrite and delete.
//!
//! A manifest is **complete** when the folder is exactly what it says: each line gives hash, size
//! and path of a file, and a hash may be believed without reading the file. Before a build changes
//! anything it makes the manifest **incomplete**: the paths of the last build and of this one
//! together, and no hash to be believed. The next build then looks at the files themselves.
//!
//! ```text
//! ssg-manifest 1 complete 2
//! 0f3a9c52d1e07b64 5120 events/forum/index.html
//! 77aa01c2b3d4e5f6 812 index.html
//! ```
//!
//! Behind the number of files may stand a fingerprint of all that the site was made from. Where a build
//! starts from just that, and the files are there, it has nothing to do. Behind it may stand a number that the
//! builder wants to be told then: see [`Origin`].
//!
//! In an incomplete manifest `- -` stands before a file that was there before the build began, and
//! hash and size before one that the build was to create: it is ours if it holds just these bytes.

use std::fmt::{self, Write as _};
use std::fs;
use std::io;
use std::path::{Component, Path};
use std::time::SystemTime;

use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;

use super::error::{Action, PublishError};

/// The manifest's name in the output folder.
pub(super) const NAME: &str = ".ssg-manifest";

/// What the names of this program's own files in an output folder begin with.
const RESERVED: &str = ".ssg-";

/// The most bytes that a name can have on every common file system.
const MAX_NAME: usize = 255;

const HEAD_COMPLETE: &str = "ssg-manifest 1 complete ";
const HEAD_INCOMPLETE: &str = "ssg-manifest 1 incomplete ";

/// The fingerprint of an output: the same in every run, on every machine, in every version.
pub(super) fn fingerprint(bytes: &[u8]) -> u64 {
    rapidhash_v3(bytes)
}

/// Whether an output can have this path: names between single slashes, none of them special.
pub(super) fn is_output_path(path: &str) -> bool {
    let reserved =
        |name: &str| name.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED));
    !path.contains(|c: char| c == '\\' || c.is_control())
        && !path.split('/').any(|name| matches!(name, "" | "." | "..") || name.len() > MAX_NAME)
        && !reserved(path)
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Hash and size of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) hash: u64,
    pub(super) size: u64,
}

impl Content {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { hash: fingerprint(bytes), size: bytes.len() as u64 }
    }
}

/// How a path of the last build stands to the file that is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owned {
    /// The last build wrote it, and this.
    As(Content),
    /// A build wrote it; what it holds must be read.
    Unread,
}

/// One file of the manifest. Its path is a slice of the manifest's text: no allocation for each.
#[derive(Debug)]
struct Line {
    start: usize,
    end: usize,
    /// `None` is `- -`.
    content: Option<Content>,
    /// Whether the file is ours; `false` only in an incomplete manifest, after looking at the file.
    ours: bool,
}

/// What a site was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    /// A fingerprint of all of it.
    pub(super) whole: u64,
    /// What the builder wants to be told when the site is made from the same again.
    pub(super) memo: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.whole)?;
        self.memo.map_or(Ok(()), |memo| write!(formatter, " {memo}"))
    }
}

/// What the last build wrote, sorted by path.
#[derive(Debug)]
pub(super) struct Manifest {
    text: String,
    lines: Vec<Line>,
    complete: bool,
    /// What the site was made from, if it is known.
    origin: Option<Origin>,
    /// When it was written, which is after all files that it lists; `None` if nobody knows.
    written: Option<SystemTime>,
}

impl Manifest {
    /// The manifest of a folder that `ssg` has not written to yet.
    pub(super) fn empty() -> Self {
        Self { text: String::new(), lines: Vec::new(), complete: true, origin: None, written: None }
    }

    /// Reads the manifest of an output folder, if there is one.
    pub(super) fn read(target: &Path) -> Result<Option<Self>, PublishError> {
        let path = target.join(NAME);
        let written = match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() => metadata.modified().ok(),
            Ok(_) => {
                return Err(PublishError::Manifest { path, line: 1, reason: "it is not a regular file" });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(PublishError::io(Action::Inspect, &path)(error)),
        };
        let bytes = fs::read(&path).map_err(PublishError::io(Action::Read, &path))?;
        let parsed = String::from_utf8(bytes).map_err(|_| (1, "it is not UTF-8")).and_then(Self::parse);
        let mut manifest = parsed.map_err(|(line, reason)| PublishError::Manifest { path, line, reason })?;
        manifest.written = written;
        manifest.settle(target)?;
        Ok(Some(manifest))
    }

    /// Reads a manifest's text; an error is a line's number and what is wrong with it.
    fn parse(text: String) -> Result<Self, (usize, &'static str)> {
        let (head, body) = text.split_once('\n').ok_or((1, "the end is missing"))?;
        let (complete, counted) = match (head.strip_prefix(HEAD_COMPLETE), head.strip_prefix(HEAD_INCOMPLETE))
        {
            (Some(count), _) => (true, count),
            (None, Some(count)) => (false, count),
            (None, None) => return Err((1, "its format is not known to this version of ssg")),
        };
        // The count and the last line break tell a manifest that was cut short.
        let (count, origin) = match counted.split_once(' ') {
            Some((count, origin)) if complete => {
                (count, Some(parse_origin(origin).ok_or((1, "expected a fingerprint"))?))
            }
            Some(_) | None => (counted, None),
        };
        let count: usize = count.parse().map_err(|_| (1, "expected a number of files"))?;
        if !text.ends_with('\n') {
            return Err((text.lines().count(), "the end is missing"));
        }
        let mut lines: Vec<Line> = Vec::new();
        let mut start = head.len() + 1;
        for (number, line) in (2..).zip(body.split_terminator('\n')) {
            let wrong = |reason| (number, reason);
            let mut fields = line.splitn(3, ' ');
            let (Some(hash), Some(size), Some(path)) = (fields.next(), fields.next(), fields.next()) else {
                return Err(wrong("expected a hash, a size and a path"));
            };
            let content = match (complete, hash, size) {
                (false, "-", "-") => None,
                _ => Some(parse_content(hash, size).ok_or_else(|| wrong("expected a hash and a size"))?),
            };
            // The paths are going to be deleted: none may lead out of the folder.
            if !is_output_path(path) {
                return Err(wrong("no output can have this path"));
            }
            if lines.last().is_some_and(|last| &text[last.start..last.end] >= path) {
                return Err(wrong("the paths are not sorted"));
            }
            let end = start + line.len();
            lines.push(Line { start: end - path.len(), end, content, ours: true });
            start = end + 1;
        }
        if lines.len() != count {
            return Err((1, "the number of files is not the one it names"));
        }
        Ok(Self { text, lines, complete, origin, written: None })
    }

    /// How many files the folder `target` holds, and what the builder wants to be told of them, if they were made
    /// from what has just this fingerprint and nobody has touched one of them.
    pub(super) fn standing(&self, target: &Path, whole: u64) -> Option<(usize, Option<u64>)> {
        let origin = self.origin.filter(|origin| origin.whole == whole)?;
        let stands = |line: &Line| {
            let about = fs::symlink_metadata(target.join(self.path(line)));
            about.is_ok_and(|about| {
                let same_size = line.content.is_some_and(|content| content.size == about.len());
                about.is_file() && same_size && !self.predates(&about)
            })
        };
        let all = self.complete && self.written.is_some() && self.lines.par_iter().all(stands);
        all.then_some((self.lines.len(), origin.memo))
    }

    /// Looks at what an interrupted build was to create: a file with other bytes is somebody else's.
    fn settle(&mut self, target: &Path) -> Result<(), PublishError> {
        if self.complete {
            return Ok(());
        }
        for line in &mut self.lines {
            if let Some(content) = line.content {
                let path = target.join(&self.text[line.start..line.end]);
                line.ours = match fs::symlink_metadata(&path) {
                    Ok(metadata) if metadata.is_file() && metadata.len() == content.size => {
                        let bytes = fs::read(&path).map_err(PublishError::io(Action::Read, &path))?;
                        Content::of(&bytes) == content
                    }
                    Ok(_) | Err(_) => false,
                };
            }
        }
        Ok(())
    }

    /// The manifest as it stands in its file.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the folder is exactly what the manifest says.
    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }

    /// All paths, in order, also those that an interrupted build did not come to write.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| self.path(line))
    }

    /// What the last build left at a path, if what stands there is ours.
    pub(super) fn owned(&self, path: &str) -> Option<Owned> {
        let line = self.line(path).filter(|line| line.ours)?;
        // In an incomplete manifest, what has a hash and is ours has been read and has that hash.
        Some(line.content.map_or(Owned::Unread, Owned::As))
    }

    /// Whether a file was written after the manifest, so by somebody else: its hash is not to be believed.
    pub(super) fn predates(&self, file: &fs::Metadata) -> bool {
        match (self.written, file.modified()) {
            (Some(written), Ok(modified)) => modified > written,
            (None, _) | (_, Err(_)) => false,
        }
    }

    /// Whether a file came to its place, or was written, after the manifest.
    pub(super) fn predates_change(&self, file: &fs::Metadata) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            // A file that is put in another's place may keep its old time; when it was put there is told apart.
            let since = std::time::Duration::new(
                u64::try_from(file.ctime()).unwrap_or(0),
                u32::try_from(file.ctime_nsec()).unwrap_or(0),
            );
            let changed = std::time::SystemTime::UNIX_EPOCH + since;
            if self.written.is_some_and(|written| changed > written) {
                return true;
            }
        }
        self.predates(file)
    }

    /// Whether a build made, or began to make, this folder.
    pub(super) fn owns_folder(&self, folder: &str) -> bool {
        let inside = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let first = self.lines.partition_point(|line| {
            // Compared as if the folder's name ended in its slash.
            self.path(line).as_bytes().iter().lt(folder.as_bytes().iter().chain(b"/"))
        });
        self.lines.get(first).is_some_and(|line| inside(self.path(line)))
    }

    /// The text of the manifest that is in force while the files of `new` are put in place.
    ///
    /// Both are sorted by path.
    pub(super) fn incomplete_with<'a>(&'a self, new: impl Iterator<Item = (&'a str, Content)>) -> String {
        let mut body = String::new();
        let mut count = 0;
        let mut add = |path: &str, content: Option<Content>| {
            count += 1;
            print_line(&mut body, path, content);
        };
        let mut old = self.lines.iter().peekable();
        let of_old = |line: &Line| if self.complete || line.ours { None } else { line.content };
        for (path, content) in new {
            while let Some(line) = old.next_if(|line| self.path(line) < path) {
                add(self.path(line), of_old(line));
            }
            match old.next_if(|line| self.path(line) == path) {
                Some(line) if line.ours => add(path, None),
                Some(_) | None => add(path, Some(content)),
            }
        }
        for line in old {
            add(self.path(line), of_old(line));
        }
        format!("{HEAD_INCOMPLETE}{count}\n{body}")
    }

    fn path(&self, line: &Line) -> &str {
        &self.text[line.start..line.end]
    }

    fn line(&self, path: &str) -> Option<&Line> {
        let index = self.lines.binary_search_by(|line| self.path(line).cmp(path)).ok()?;
        self.lines.get(index)
    }
}

/// The text of the manifest of a folder that holds exactly these files, sorted by path, and was made from this.
pub(super) fn complete<'a>(
    files: impl Iterator<Item = (&'a str, Content)> + Clone,
    origin: Option<Origin>,
) -> String {
    let (count, paths) =
        files.clone().fold((0, 0), |(count, paths), (path, _)| (count + 1, paths + path.len()));
    let made_from = origin.map_or_else(String::new, |origin| format!(" {origin}"));
    // With the room that it needs: the text of a large site is several megabytes.
    let mut text = String::with_capacity(HEAD_COMPLETE.len() + 64 + paths + count * USUAL_CONTENT);
    text.push_str(&format!("{HEAD_COMPLETE}{count}{made_from}\n"));
    for (path, content) in files {
        print_line(&mut text, path, Some(content));
    }
    text
}

/// So long the hash and the size of most files are in a line, with the spaces and the line's end.
const USUAL_CONTENT: usize = 16 + 1 + 6 + 1 + 1;

fn print_line(text: &mut String, path: &str, content: Option<Content>) {
    match content {
        Some(Content { hash, size }) => writeln!(text, "{hash:016x} {size} {path}"),
        None => writeln!(text, "- - {path}"),
    }
    .expect("writing to a String cannot fail");
}

fn parse_content(hash: &str, size: &str) -> Option<Content> {
    let content = Content { hash: parse_hash(hash)?, size: size.parse().ok()? };
    (!size.starts_with('+')).then_some(content)
}

pub(super) fn parse_origin(text: &str) -> Option<Origin> {
    let Some((whole, memo)) = text.split_once(' ') else {
        return Some(Origin { whole: parse_hash(text)?, memo: None });
    };
    let memo = memo.parse().ok().filter(|_| !memo.starts_with('+'))?;
    Some(Origin { whole: parse_hash(whole)?, memo: Some(memo) })
}

fn parse_hash(text: &str) -> Option<u64> {
    let strict = text.len() == 16 && !text.starts_with('+');
    strict.then(|| u64::from_str_radix(text, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_paths_are_plain_names_between_single_slashes() {
        for path in ["index.html", "a/b/c.css", ".nojekyll", "события/1.html", "a b", "..a", "a/.ssg-x"]
        {
            assert!(is_output_path(path), "{path}");
        }
        let long = "x".repeat(256);
        let bad = [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            "a/./b",
            "a\\b",
            "a\0b",
            "a\nb",
            ".ssg-manifest",
            ".SSG-staging/x",
            &long,
        ];
        for path in bad {
            assert!(!is_output_path(path), "{path}");
        }
    }

    #[test]
    fn fingerprints_are_fixed_for_all_time() {
        // From the C++ reference: a manifest outlives the program that wrote it.
        assert_eq!(fingerprint(b""), 0x0338_dc4b_e2ce_cdae);
        assert_ne!(fingerprint(b"a"), fingerprint(b"b"));
    }

    #[test]
    fn what_is_printed_is_read_again() {
        let content = |n| Content { hash: n, size: n * 2 };
        let files = [("a", content(1)), ("a/b c", content(u64::MAX / 2))].into_iter();
        for memo in [None, Some(10_000)] {
            let text = complete(files.clone(), Some(Origin { whole: 7, memo }));
            assert_eq!(Manifest::parse(text).unwrap().origin, Some(Origin { whole: 7, memo }));
        }
        let text = complete(files, None);
        let manifest = Manifest::parse(text.clone()).unwrap();
        assert_eq!(manifest.text(), text);
        assert_eq!(manifest.origin, None);
        assert_eq!(manifest.owned("a"), Some(Owned::As(content(1))));
        assert_eq!(manifest.owned("a/b c"), Some(Owned::As(content(u64::MAX / 2))));
        assert_eq!(manifest.owned("a/b"), None);

        let text = manifest.incomplete_with([("a", content(3)), ("b", content(4))].into_iter());
        let manifest = Manifest::parse(text).unwrap();
        assert_eq!(manifest.paths().collect::<Vec<_>>(), ["a", "a/b c", "b"]);
        assert_eq!(manifest.owned("a"), Some(Owned::Unread));
    }

    #[test]
    fn a_folder_is_owned_through_a_file_in_it() {
        let content = Content { hash: 0, size: 0 };
        let paths = ["a-b", "a/b/c", "d", "e0"];
        let manifest =
            Manifest::parse(complete(paths.map(|path| (path, content)).into_iter(), None)).unwrap();
        for (folder, owned) in [("a", true), ("a/b", true), ("a/b/c", false), ("d", false), ("e", false)] {
            assert_eq!(manifest.owns_folder(folder), owned, "{folder}");
        }
    }

    #[test]
    fn a_damaged_manifest_is_never_guessed_at() {
        let hash = "0123456789abcdef";
        let cases = [
            (String::new(), 1),
            ("<html>".to_owned(), 1),
            ("ssg-manifest 2 complete 0\n".to_owned(), 1),
            ("ssg-manifest 1 complete\n".to_owned(), 1),
            ("ssg-manifest 1 complete x\n".to_owned(), 1),
            ("ssg-manifest 1 complete 0".to_owned(), 1),
            ("ssg-manifest 1 complete 1\n".to_owned(), 1),
            (format!("ssg-manifest 1 complete 1\n{hash} 1 a"), 2),
            (format!("ssg-manifest 1 complete 1\n{hash} 1 ../a\n"), 2),
            (format!("ssg-manifest 1 complete 1\n{hash} 1 /etc/passwd\n"), 2),
            (format!("ssg-manifest 1 complete 2\n{hash} 1 b\n{hash} 1 a\n"), 3),
            (format!("ssg-manifest 1 complete 2\n{hash} 1 a\n{hash} 1 a\n"), 3),
            (format!("ssg-manifest 1 complete 1\n{hash} a\n"), 2),
            (format!("ssg-manifest 1 complete 1\n{hash} -1 a\n"), 2),
            (format!("ssg-manifest 1 complete 1\n{hash}0 1 a\n"), 2),
            ("ssg-manifest 1 complete 1\n- - a\n".to_owned(), 2),
            ("ssg-manifest 1 complete 0 \n".to_owned(), 1),
            ("ssg-manifest 1 complete 0 123\n".to_owned(), 1),
            (format!("ssg-manifest 1 complete 0 {hash} {hash}f\n"), 1),
            (format!("ssg-manifest 1 complete 0 {hash} +1\n"), 1),
            (format!("ssg-manifest 1 complete 0 {hash} 1 1\n"), 1),
            (format!("ssg-manifest 1 incomplete 0 {hash}\n"), 1),
            (format!("ssg-manifest 1 complete 1\n{hash} 1 a\r\n"), 2),
        ];
        for (text, line) in cases {
            let found = Manifest::parse(text.clone()).map_err(|(line, _)| line).map(|_| ());
            assert_eq!(found, Err(line), "{text:?}");
        }
    }
}
