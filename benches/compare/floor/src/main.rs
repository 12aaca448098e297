//! The floor under any generator on this machine: reads every file of a folder, makes HTML of its Markdown
//! with a parser and nothing else, and writes a page for each. No front matter, no links, no templates, no
//! listings.
//!
//! `floor CONTENT OUT [THREADS]`: OUT must be empty or missing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use pulldown_cmark::{Options, Parser, html};

/// So many files a thread takes at a time.
const BLOCK: usize = 64;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [content, out, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: floor CONTENT OUT [THREADS]");
        std::process::exit(2);
    };
    let threads = rest.first().and_then(|threads| threads.parse().ok()).unwrap_or(2);
    let mut files = Vec::new();
    list(Path::new(content), &mut files)?;
    fs::create_dir_all(out)?;
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    loop {
                        let first = next.fetch_add(BLOCK, Ordering::Relaxed);
                        let Some(block) = files.get(first..files.len().min(first + BLOCK)) else {
                            return io::Result::Ok(());
                        };
                        if block.is_empty() {
                            return Ok(());
                        }
                        for file in block {
                            page(file, Path::new(out))?;
                        }
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

fn page(file: &Path, out: &Path) -> io::Result<()> {
    let text = fs::read_to_string(file)?;
    let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut page = String::with_capacity(body.len() * 5 / 4);
    page.push_str("<!doctype html>\n<html><head><title>floor</title></head><body><main>");
    html::push_html(&mut page, Parser::new_ext(body, extensions));
    page.push_str("</main></body></html>\n");
    let folder = out.join(file.file_stem().unwrap_or_default());
    fs::create_dir(&folder)?;
    fs::write(folder.join("index.html"), page)
}
