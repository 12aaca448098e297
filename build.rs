//! Has the crate compiled anew when a built-in template or static file comes or goes: the macro that
//! embeds them notices changes of files that it knows, but no new ones. Gives the program a fingerprint of
//! what it was made from, `SSG_PROGRAM`: the same on every machine.
#![expect(
    clippy::disallowed_methods,
    reason = "it is no part of the program, and reads what that is made of"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// What decides how pages come out. A packaged crate, or one as a dependency, may have no lock file.
const MADE_FROM: [&str; 5] = ["Cargo.toml", "Cargo.lock", "src", "static", "templates"];

#[expect(clippy::disallowed_macros, reason = "cargo listens to the standard output")]
fn main() {
    let mut files = Vec::new();
    for path in MADE_FROM {
        println!("cargo::rerun-if-changed={path}");
        list(Path::new(path), &mut files);
    }
    files.sort();
    let mut fingerprint = Fnv::default();
    for file in files {
        let path: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
        fingerprint.add(path.join("/").as_bytes());
        fingerprint.add(&fs::read(&file).unwrap_or_default());
    }
    println!("cargo::rustc-env=SSG_PROGRAM={:016x}", fingerprint.0);
}

/// Collects the files at or below a path.
fn list(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| list(&entry.path(), files)),
        Err(_) if path.is_file() => files.push(path.to_owned()),
        Err(_) => {}
    }
}

/// FNV-1a of 64 bits: known, and the same wherever it is computed.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes bytes, and how many they are, so that two that follow each other are no others together.
    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes.iter().chain(&(bytes.len() as u64).to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
