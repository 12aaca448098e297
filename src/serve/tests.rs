//! That what is shown after any edits is what a fresh start shows, and what is answered to a request.
//! No network, no waiting: the files are looked at when the test says so.

#![allow(clippy::disallowed_methods, reason = "the tests write the sites that are read")]

mod answers;
mod broken;
mod edits;

use std::fs;
use std::path::{Path, PathBuf};

use super::generation::{Generation, Live};
use super::http::{self, Body, Hosts, Reply, Request};
use crate::site::{Settings, Site};
use crate::source::Hints;
use crate::stopwatch::Stopwatch;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    /// The canonical root, as hints name it.
    fn root(&self) -> PathBuf {
        self.0.path().canonicalize().expect("the folder is there")
    }

    fn write(&self, path: &str, text: &str) -> PathBuf {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder");
        fs::write(&file, text).expect("a file");
        file
    }
}

const SITE: &str =
    "title = \"Archive\"\nbase_url = \"https://archive.example/repo/\"\n[listing]\nper_page = 2\n";

fn event(title: &str, more: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n{more}\n+++\n\nText of {title}.\n")
}

/// An event of which nothing is to be said: only such take the short way to the next archive.
fn sourced(title: &str, more: &str) -> String {
    event(title, &format!("{more}\n[[sources]]\ntitle = \"Article\"\npublisher = \"Newspaper\""))
}

fn small() -> Folder {
    Folder::new(&[
        ("site.toml", SITE),
        ("content/events/one.md", &event("One", "date = \"2021-05\"\nregion = \"turkistan\"")),
        ("content/events/two.md", &event("Two", "date = \"2022\"\norganisations = [\"alliance\"]")),
        ("content/organisations/alliance.md", "+++\nname = \"Альянс\"\n+++\n"),
        ("static/assets/own.css", "p { color: red }\n"),
        (".git/config", "secret"),
    ])
}

fn live(folder: &Folder) -> Live {
    Live::new(&folder.root(), Settings::default())
}

fn next(live: &mut Live, hints: &Hints) -> Option<Generation> {
    live.refresh(hints, None, &mut Stopwatch::start()).expect("the root is there")
}

fn paths(files: &[&Path]) -> Hints {
    Hints::Paths(files.iter().map(|file| file.to_path_buf()).collect())
}

fn bytes(site: &Site) -> Vec<(String, Vec<u8>)> {
    let prepared = site.prepare();
    site.plan
        .outputs()
        .into_iter()
        .map(|output| {
            let made = site.make(&prepared, output, &mut Vec::new(), <[u8]>::to_vec);
            (site.path(output), made.unwrap_or_default())
        })
        .collect()
}

fn request(target: &str) -> Request {
    Request {
        method: "GET".to_owned(),
        target: target.to_owned(),
        host: Some("localhost:1111".to_owned()),
        ..Request::default()
    }
}

fn ask(generation: &Generation, request: &Request) -> Reply {
    let hosts = Hosts { named: "127.0.0.1".to_owned(), port: 1111, exposed: false };
    http::reply(request, generation, &hosts)
}

fn body(reply: &Reply) -> String {
    match &reply.body {
        Body::Bytes(bytes) => String::from_utf8(bytes.clone()).expect("text"),
        Body::Events => "events".to_owned(),
    }
}

fn header<'a>(reply: &'a Reply, name: &str) -> &'a str {
    reply.headers.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}
