//! The floor under any generator on this machine: reads every file of a folder, makes HTML of its Markdown with a
//! parser and nothing else, and writes as many files, with the same names and sizes, as the finished site has. No
//! front matter, no links, no templates, no listings: what is written is not even made.
//!
//! `floor CONTENT FILES OUT [THREADS]`: FILES has a line for each file of the finished site, its size, a space and
//! its path; OUT must be empty or missing.

use std::fs;
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use pulldown_cmark::{Options, Parser, html};

/// So many files a thread takes at a time.
const BLOCK: usize = 64;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [content, files, out, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: floor CONTENT FILES OUT [THREADS]");
        std::process::exit(2);
    };
    let threads = rest.first().and_then(|threads| threads.parse().ok()).unwrap_or(2);

    let mut sources = Vec::new();
    list(Path::new(content), &mut sources)?;
    each(&sources, threads, |source| parse(source))?;

    let files = fs::read_to_string(files)?;
    let files: Vec<(usize, &str)> = files
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(size, path)| Some((size.parse().ok()?, path)))
        .collect();
    let bytes = vec![b'x'; files.iter().map(|(size, _)| *size).max().unwrap_or(0)];
    fs::create_dir_all(out)?;
    each(&files, threads, |(size, path)| write(&Path::new(out).join(path), &bytes[..*size]))
}

/// Does something with each, on so many threads.
fn each<T: Sync>(all: &[T], threads: usize, work: impl Fn(&T) -> io::Result<()> + Sync) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    loop {
                        let first = next.fetch_add(BLOCK, Ordering::Relaxed);
                        if first >= all.len() {
                            return Ok(());
                        }
                        all[first..all.len().min(first + BLOCK)].iter().try_for_each(&work)?;
                    }
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("no worker panics"))
    })
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn parse(file: &Path) -> io::Result<()> {
    let text = fs::read_to_string(file)?;
    let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut page = String::with_capacity(body.len() * 5 / 4);
    html::push_html(&mut page, Parser::new_ext(body, extensions));
    black_box(page);
    Ok(())
}

/// Most pages are the first in their folder, and its parent is there.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new(""));
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(folder)?,
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    fs::write(file, bytes)
}
