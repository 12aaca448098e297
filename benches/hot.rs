//! Micro-benchmarks of the parts that a build and an edit spend their time in, over invented events.
//!
//! `cargo bench` runs them all, `cargo bench -- assemble` those with that word in their names. What whole
//! programs cost is measured by `benches/compare`, what an edit costs in a browser by `benches/serve`.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a benchmark of the whole way")]

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

use ssg::diagnostics::Severity;
use ssg::markdown;
use ssg::plan::{Listing, Output, Page};
use ssg::publish::{Guard, Publisher};
use ssg::site::{self, Memory, Settings, Site};
use ssg::source::{SitePath, Sources, TextFile};
use ssg::{archive, document};

fn main() {
    divan::main();
}

const WORDS: [&str; 12] = [
    "азаматтық",
    "форум",
    "қатысушылар",
    "ұсыныс",
    "қоғам",
    "өңір",
    "общественный",
    "совет",
    "решение",
    "встреча",
    "forum",
    "council",
];

/// Words of the list, always the same ones for a number.
fn words(seed: usize, count: usize) -> String {
    let words: Vec<&str> = (0..count).map(|at| WORDS[(seed * 7 + at * 5 + at / 11) % WORDS.len()]).collect();
    words.join(" ")
}

/// The body of an event, of about 460 words.
fn body(seed: usize) -> String {
    let mut body = String::new();
    for part in 0..8 {
        body.push_str(&format!("## {}\n\n", words(seed + part, 4)));
        body.push_str(&format!(
            "{}. *{}* [{}](https://example.org/{seed}) {}.\n\n",
            words(seed + part, 20),
            words(seed, 2),
            words(part, 2),
            words(part, 22)
        ));
        body.push_str(&format!("- {}\n- {}\n\n", words(part, 5), words(seed, 5)));
    }
    body
}

fn event(number: usize) -> TextFile {
    let (year, month, day) = (2006 + number % 20, 1 + number % 12, 1 + number % 28);
    let text = format!(
        "+++\ntitle = \"{}\"\ndate = {year}-{month:02}-{day:02}\nregion = \"Павлодар облысы\"\n\
         kind = \"civic-forum\"\norganisations = [\"Ұйым {}\", \"Қор {}\"]\n+++\n\n{}",
        words(number, 6),
        number % 50,
        number % 7,
        body(number)
    );
    TextFile { path: SitePath::new(&format!("content/events/e{number:06}.md")), text: text.into() }
}

fn sources(events: usize) -> Sources {
    let config = "title = \"Invented\"\nbase_url = \"https://archive.example/\"\n[check]\n\
                  missing-source = \"off\"\nunknown-organisation = \"off\"\n";
    Sources {
        config: Some(TextFile { path: SitePath::new("site.toml"), text: config.into() }),
        documents: (0..events).map(event).collect(),
        ..Sources::default()
    }
}

fn assembled(events: usize) -> Site {
    let (site, found) = site::assemble(&sources(events), &Settings::default());
    assert!(found.iter().all(|found| found.severity != Severity::Error), "the invented site is sound");
    site
}

#[divan::bench]
fn front_matter_and_outline(bencher: Bencher<'_, '_>) {
    let file = event(1);
    bencher.counter(BytesCount::of_str(&*file.text)).bench(|| document::read(black_box(&file)));
}

#[divan::bench]
fn markdown_to_html(bencher: Bencher<'_, '_>) {
    let body = body(1);
    bencher.counter(BytesCount::of_str(&body)).bench(|| {
        markdown::to_html(black_box(&body), &markdown::Options::default(), &mut |_, _| {
            markdown::Target::Unchanged
        })
    });
}

/// All names resolved and all indexes made, of documents that are understood already.
#[divan::bench(args = [1_000, 10_000])]
fn archive_of(bencher: Bencher<'_, '_>, events: usize) {
    let files = sources(events);
    let documents: Vec<_> =
        files.documents.iter().filter_map(|file| document::read(file).0.map(Arc::new)).collect();
    let config = Arc::new(ssg::config::read(files.config.as_ref().unwrap()).0);
    bencher
        .counter(ItemsCount::new(events))
        .with_inputs(|| documents.clone())
        .bench_values(|documents| archive::assemble(documents, &config, false));
}

/// What `serve` does after an edit: everything is at hand, one file is new.
#[divan::bench(args = [1_000, 10_000])]
fn assemble_after_an_edit_of(bencher: Bencher<'_, '_>, events: usize) {
    let mut files = sources(events);
    let mut memory = Memory::default();
    let settings = Settings::default();
    drop(site::assemble_again(&files, &settings, &mut memory));
    let mut edit = events;
    bencher.counter(ItemsCount::new(events)).bench_local(|| {
        edit += 1;
        let path = files.documents[0].path.clone();
        let text = format!("{}\n\n{edit}\n", &*event(0).text).into();
        files.documents[0] = TextFile { path, text };
        site::assemble_again(&files, &settings, &mut memory)
    });
}

#[divan::bench]
fn event_page(bencher: Bencher<'_, '_>) {
    let site = assembled(1_000);
    let prepared = site.prepare();
    let language = site.archive.config.first_language();
    let event = site.archive.event("e000500").unwrap();
    let mut buffer = Vec::new();
    bencher.bench_local(|| {
        site.make(&prepared, Output::Page(language, Page::Event(event)), &mut buffer, <[u8]>::len).is_ok()
    });
}

/// The rows of the page's fifty events are there: most listings show what others have shown.
#[divan::bench]
fn listing_page(bencher: Bencher<'_, '_>) {
    let site = assembled(1_000);
    let prepared = site.prepare();
    let language = site.archive.config.first_language();
    let mut buffer = Vec::new();
    bencher.bench_local(|| {
        let page = Page::Listing(Listing::All, 2);
        site.make(&prepared, Output::Page(language, page), &mut buffer, <[u8]>::len).is_ok()
    });
}

/// Rows and all: the first time that a listing is made.
#[divan::bench]
fn listing_page_with_its_rows(bencher: Bencher<'_, '_>) {
    let site = assembled(1_000);
    let language = site.archive.config.first_language();
    bencher.with_inputs(|| site.prepare()).bench_values(|prepared| {
        let page = Page::Listing(Listing::All, 2);
        site.make(&prepared, Output::Page(language, page), &mut Vec::new(), <[u8]>::len).is_ok()
    });
}

/// All files of the index, words cut to their stems and sorted.
#[divan::bench]
fn search_index_of_a_thousand_events(bencher: Bencher<'_, '_>) {
    let site = assembled(1_000);
    let mut files = site.plan.outputs();
    files.retain(|output| matches!(output, Output::Search(_)));
    assert!(!files.is_empty(), "the invented site can be searched");
    bencher.with_inputs(|| site.prepare()).bench_values(|prepared| {
        let mut buffer = Vec::new();
        files.iter().filter(|&&file| site.make(&prepared, file, &mut buffer, <[u8]>::len).is_ok()).count()
    });
}

fn publish(folder: &std::path::Path, pages: usize, text: &[u8]) {
    let guard = Guard { root: PathBuf::from("/nowhere/site"), sources: Vec::new() };
    let publisher = Publisher::start(folder, &guard).unwrap();
    for page in 0..pages {
        publisher.put(&format!("events/e{page}/index.html"), text).unwrap();
    }
    publisher.finish().unwrap();
}

#[divan::bench]
fn publish_a_thousand_new_pages(bencher: Bencher<'_, '_>) {
    let text = body(1).into_bytes();
    bencher.counter(ItemsCount::new(1_000_usize)).with_inputs(|| tempfile::tempdir().unwrap()).bench_values(
        |folder| {
            publish(&folder.path().join("out"), 1_000, &text);
            folder
        },
    );
}

#[divan::bench]
fn publish_a_thousand_pages_that_are_there(bencher: Bencher<'_, '_>) {
    let text = body(1).into_bytes();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    publish(&out, 1_000, &text);
    bencher.counter(ItemsCount::new(1_000_usize)).bench(|| publish(&out, 1_000, &text));
}
