//! Reads files one by one, each as what it is by its path; texts that are read together share memory.

use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Asset, AssetBytes, SharedText, SitePath, TextFile, fingerprint};
use crate::diagnostics::{Code, Diagnostic};

/// The largest text that is read, in bytes: far more than anybody writes, and less than memory holds.
pub(super) const LARGEST_TEXT: u64 = 64 * 1024 * 1024;

/// The largest file that is read at all, in bytes.
pub(super) const LARGEST_FILE: u64 = 1024 * 1024 * 1024;

/// Assets up to this size stay in memory, in bytes; larger ones are read again when they are written.
const ASSET_IN_MEMORY: u64 = 256 * 1024;

/// A file that has more bytes than that is read in as many steps as it takes.
const LARGE: usize = 1024 * 1024;

/// So many bytes of text share a piece of memory: to hold each text by itself would take a seventh more.
const TOGETHER: usize = 512 * 1024;

/// What a file is to a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Loaded {
    Text(TextFile),
    Asset(Asset),
    Nothing,
}

/// A file as it was read, and what was known about it before.
pub(super) type Reading = Result<(Loaded, Option<fs::Metadata>), Diagnostic>;

/// Reads files, each given by its path in the site and its place on disk.
pub(super) fn load_all(files: &[(SitePath, PathBuf)]) -> Vec<Reading> {
    let mut loader = Loader { files, readings: Vec::with_capacity(files.len()), ..Loader::default() };
    for (path, file) in files {
        let reading = loader.load(path, file);
        loader.readings.push(reading);
    }
    loader.share();
    loader.readings
}

#[derive(Default)]
struct Loader<'a> {
    files: &'a [(SitePath, PathBuf)],
    readings: Vec<Reading>,
    bytes: Vec<u8>,
    /// Texts that have been read and are not in `readings` yet.
    text: String,
    /// Where in it they stand, and whose they are.
    texts: Vec<(usize, Range<usize>)>,
}

impl Loader<'_> {
    fn load(&mut self, path: &SitePath, file: &Path) -> Reading {
        let text = path.as_str();
        let is_text = match text.split('/').next() {
            Some("content") => has_extension(text, "md") || is_evidence(text),
            Some("templates") => {
                let is_table = path.below("templates/strings").is_some() && has_extension(text, "toml");
                let is_template =
                    ["html", "xml", "txt"].iter().any(|extension| has_extension(text, extension));
                if !(is_table || is_template) {
                    return Ok((Loaded::Nothing, None));
                }
                true
            }
            Some("static") => false,
            _ => true,
        };
        let limit = if is_text { LARGEST_TEXT } else { LARGEST_FILE };
        let about = read_regular(file, limit, &mut self.bytes).map_err(|error| unreadable(path, &error))?;
        if is_text {
            // Memory that grows is moved, and what it leaves behind is rarely used again.
            if self.text.len() + self.bytes.len() > self.text.capacity() {
                self.share();
                self.text.reserve_exact(self.bytes.len().max(TOGETHER));
            }
            let start = self.text.len();
            decode(path, &self.bytes, &mut self.text)?;
            self.texts.push((self.readings.len(), start..self.text.len()));
            return Ok((Loaded::Nothing, Some(about)));
        }
        let (hash, size) = (fingerprint(&self.bytes), self.bytes.len() as u64);
        let bytes = if size <= ASSET_IN_MEMORY {
            AssetBytes::InMemory(self.bytes.as_slice().into())
        } else {
            // What was read of it is not kept for the files behind it.
            self.bytes = Vec::new();
            AssetBytes::OnDisk(file.to_owned())
        };
        Ok((Loaded::Asset(Asset { path: path.clone(), hash, size, bytes }), Some(about)))
    }

    /// Gives the texts that have been read to their files.
    fn share(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        if text.len() < text.capacity() / 2 {
            text.shrink_to_fit();
        }
        let whole = Arc::new(text);
        for (position, range) in self.texts.drain(..) {
            let file = TextFile { path: self.files[position].0.clone(), text: SharedText::of(&whole, range) };
            if let Ok((loaded, _)) = &mut self.readings[position] {
                *loaded = Loaded::Text(file);
            }
        }
    }
}

/// Reads the first bytes of a regular file.
pub(super) fn read_head(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (file, _) = open_regular(path)?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a regular file that is no larger than a limit, and says what was known about it before.
pub(super) fn read_regular(path: &Path, limit: u64, bytes: &mut Vec<u8>) -> io::Result<fs::Metadata> {
    let (mut file, about) = open_regular(path)?;
    let too_large =
        || io::Error::new(io::ErrorKind::FileTooLarge, format!("larger than {} MiB", limit / 1024 / 1024));
    if about.len() > limit {
        return Err(too_large());
    }
    let length = usize::try_from(about.len()).unwrap_or(0);
    if length == 0 || length > LARGE {
        // Some file systems do not know a length; and room for much is not filled with zeros first.
        bytes.clear();
        bytes.reserve_exact(length + 1);
        file.take(limit + 1).read_to_end(bytes)?;
        return if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(about) };
    }
    // With room for one byte more, a file that has kept its length is seen to end by the first reading.
    bytes.resize(length + 1, 0);
    let mut filled = 0;
    while filled != length {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        // It has grown since.
        if filled > length {
            file.take(limit + 1 - filled as u64).read_to_end(bytes)?;
            filled = bytes.len();
            break;
        }
    }
    bytes.truncate(filled);
    if filled as u64 > limit { Err(too_large()) } else { Ok(about) }
}

/// Opens a regular file, and says what is known about it.
///
/// What was a file when its folder was listed may be a pipe now: it is opened without waiting for
/// anybody at its other end, and looked at before it is read.
fn open_regular(path: &Path) -> io::Result<(fs::File, fs::Metadata)> {
    let mut options = fs::File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    Ok((file, about))
}

/// Evidence is what a fact was read from: it is kept beside the record and never published.
pub(super) fn is_evidence(path: &str) -> bool {
    path.starts_with("content/") && path.ends_with(".evidence.toml")
}

pub(super) fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

/// Appends a text: UTF-8, without a byte-order mark, its lines ended by LF.
pub(super) fn decode(path: &SitePath, bytes: &[u8], out: &mut String) -> Result<(), Diagnostic> {
    let text = simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let good = error.valid_up_to();
        let line = bytes[..good].iter().filter(|&&byte| byte == b'\n').count() + 1;
        Diagnostic::of_file(Code::NotUtf8, path, format!("line {line} is not UTF-8"))
            .help("save the file as UTF-8 in your editor")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        out.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        out.push_str(text);
    }
    Ok(())
}

pub(super) fn unreadable(path: &SitePath, error: &io::Error) -> Diagnostic {
    Diagnostic::of_file(Code::UnreadableFile, path, format!("cannot be read: {error}"))
        .help("see to it that the file exists and may be read")
}
