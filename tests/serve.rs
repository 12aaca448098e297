//! `ssg serve` as a browser meets it: the program, a socket, and files that change. What is answered to
//! which request is tested in `src/serve/tests.rs`.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use support::Site;

/// Longer than anything here takes: who waits so long waits in vain.
const IN_VAIN: Duration = Duration::from_secs(30);

const SMALL: &str = r#"
-- site.toml --
title = "Archive"
base_url = "https://archive.example/repo/"
-- content/events/one.md --
+++
title = "First title"
date = "2021"
region = "turkistan"
+++

Text.
-- content/events/two.md --
+++
title = "Other event"
+++
"#;

/// A running server, which ends with the value.
struct Server {
    process: Child,
    /// Host and port.
    host: String,
}

impl Server {
    fn start(site: &Site, arguments: &[&str]) -> Self {
        let mut process = Command::new(assert_cmd::cargo::cargo_bin("ssg"))
            .current_dir(site.root())
            .args(["serve", "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut line = String::new();
        let said = process.stdout.take().expect("its output");
        BufReader::new(said).read_line(&mut line).expect("the address");
        let host = line.trim().strip_prefix("http://").and_then(|rest| rest.split('/').next());
        Self { host: host.unwrap_or_else(|| panic!("no address: {line:?}")).to_owned(), process }
    }

    /// Sends a request and gives all that comes back until the other end closes.
    fn send(&self, method: &str, path: &str, headers: &str) -> (String, Vec<u8>) {
        let mut stream = self.connect();
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.host) };
        write!(stream, "{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n")
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("headers end");
        (String::from_utf8_lossy(&answer[..end]).to_lowercase(), answer[end + 4..].to_vec())
    }

    fn get(&self, path: &str) -> (String, String) {
        let (headers, body) = self.send("GET", path, "");
        (headers, String::from_utf8(body).expect("text"))
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).expect("a connection");
        stream.set_read_timeout(Some(IN_VAIN)).expect("a limit");
        stream
    }

    /// Opens the reload channel.
    fn events(&self) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /repo/_ssg/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.host).expect("a request");
        let mut events = Events { lines: BufReader::new(stream), number: 0 };
        events.number = events.next().0;
        events
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Events {
    lines: BufReader<TcpStream>,
    number: u64,
}

impl Events {
    fn next(&mut self) -> (u64, String) {
        loop {
            let mut line = String::new();
            let count = self.lines.read_line(&mut line).expect("a message in time");
            assert!(count > 0, "the channel was closed");
            let Some(data) = line.trim().strip_prefix("data: ") else { continue };
            let (number, kind) = data.split_once(' ').expect("a number and a kind");
            return (number.parse().expect("a number"), kind.to_owned());
        }
    }

    /// Waits for the next generation, and says what kind of step it is.
    fn step(&mut self) -> String {
        loop {
            let (number, kind) = self.next();
            if number > self.number {
                self.number = number;
                return kind;
            }
        }
    }

    /// Waits until what is asked for holds; a change may come in several steps.
    fn until(&mut self, holds: impl Fn() -> bool) {
        while !holds() {
            self.next();
        }
    }
}

#[test]
fn a_browser_is_answered_in_http() {
    let site = Site::new(SMALL);
    let server = Server::start(&site, &[]);
    let (headers, page) = server.get("/repo/events/one/");
    assert!(headers.starts_with("http/1.1 200"), "{headers}");
    assert!(headers.contains("content-type: text/html; charset=utf-8"), "{headers}");
    assert!(headers.contains("cache-control: no-cache"), "{headers}");
    assert!(!headers.contains("access-control"), "{headers}");
    assert!(page.contains("First title"), "{page}");
    let tag = headers.lines().find_map(|line| line.strip_prefix("etag: ")).expect("a tag").to_owned();
    let (headers, body) = server.send("GET", "/repo/events/one/", &format!("If-None-Match: {tag}\r\n"));
    assert!(headers.starts_with("http/1.1 304") && body.is_empty(), "{headers}");
    let (headers, body) = server.send("HEAD", "/repo/events/one/", "");
    assert!(headers.contains(&format!("content-length: {}", page.len())) && body.is_empty(), "{headers}");
    for (method, path, more, status) in [
        ("POST", "/repo/", "Content-Length: 0\r\n", "405"),
        ("DELETE", "/repo/", "", "405"),
        ("GET", "/repo/", "Host: evil.example\r\n", "403"),
        ("GET", "/../Cargo.toml", "", "404"),
        ("GET", "/%2e%2e/", "", "404"),
        ("GET", "/.git/config", "", "404"),
        ("GET", "/repo/none/", "", "404"),
        ("GET", "/repo/events/one", "", "301"),
        ("GET", "/", "", "302"),
    ] {
        let (headers, _) = server.send(method, path, more);
        assert!(headers.starts_with(&format!("http/1.1 {status}")), "{method} {path} {more}: {headers}");
    }
}

#[test]
fn every_output_is_what_build_wrote_but_for_the_script_on_pages() {
    let site = Site::new(SMALL);
    let server = Server::start(&site, &[]);
    for (path, expected) in site.build().files {
        if path == ".nojekyll" {
            continue;
        }
        let (_, mut shown) = server.send("GET", &format!("/repo/{path}"), "");
        if path.ends_with(".html") {
            let start = b"<script src=\"/repo/_ssg/reload.js\"";
            let at = shown.windows(start.len()).position(|window| window == start).expect("the script");
            let end = shown[at..].windows(9).position(|window| window == b"</script>").expect("its end");
            shown.drain(at..at + end + 9);
        }
        assert!(shown == expected, "{path} differs");
    }
}

#[test]
fn what_is_saved_is_shown() {
    let site = Site::new(SMALL);
    let server = Server::start(&site, &["--watch"]);
    let mut events = server.events();
    let shows = |path: &str, words: &str| server.get(path).1.contains(words);
    let event = |title: &str| format!("+++\ntitle = \"{title}\"\nregion = \"turkistan\"\n+++\n");

    // In place.
    site.write_bytes("content/events/one.md", event("Second title").as_bytes());
    events.until(|| {
        shows("/repo/events/one/", "Second title") && shows("/repo/regions/turkistan/", "Second title")
    });
    // By a temporary file that takes the place of the old one.
    site.write_bytes("content/events/.one.md.swp", event("Third title").as_bytes());
    fs::rename(site.path("content/events/.one.md.swp"), site.path("content/events/one.md"))
        .expect("a rename");
    events.until(|| shows("/repo/events/one/", "Third title"));
    // A folder with files comes, moves and goes.
    site.write_bytes("content/events/new/index.md", event("In a folder").as_bytes());
    events.until(|| shows("/repo/events/new/", "In a folder"));
    fs::rename(site.path("content/events/new"), site.path("content/events/moved")).expect("a rename");
    events
        .until(|| shows("/repo/events/moved/", "In a folder") && !shows("/repo/events/new/", "In a folder"));
    fs::remove_dir_all(site.path("content/events/moved")).expect("a folder to remove");
    events.until(|| !shows("/repo/events/moved/", "In a folder"));
    // A folder that is watched goes and comes back.
    fs::rename(site.path("content"), site.path("aside")).expect("a rename");
    events.until(|| !shows("/repo/events/one/", "Third title"));
    fs::rename(site.path("aside"), site.path("content")).expect("a rename");
    events.until(|| shows("/repo/events/one/", "Third title"));
    site.write_bytes("content/events/one.md", event("Fourth title").as_bytes());
    events.until(|| shows("/repo/events/one/", "Fourth title"));
    // Templates, configuration, many files at once.
    site.write_bytes("templates/event.html", b"<p>bare {{ event.title }}</p>");
    events.until(|| shows("/repo/events/one/", "<p>bare Fourth title</p>"));
    site.write_bytes("site.toml", b"title = \"Renamed\"\nbase_url = \"https://archive.example/repo/\"\n");
    events.until(|| shows("/repo/", "Renamed"));
    for number in 0..300 {
        site.write_bytes(&format!("content/events/many-{number}.md"), event("One of many").as_bytes());
    }
    events.until(|| (0..300).all(|number| shows(&format!("/repo/events/many-{number}/"), "One of many")));
}

#[test]
fn a_style_is_swapped_and_building_wakes_nobody() {
    let site = Site::new(SMALL);
    site.write_bytes("static/assets/style.css", b"p { color: red }");
    let server = Server::start(&site, &["--watch"]);
    let mut events = server.events();
    // The output folder lies inside the root.
    site.build();
    site.write_bytes("static/assets/style.css", b"p { color: blue }");
    assert_eq!(events.step(), "style");
    assert_eq!(events.number, 2, "only the style was a change");
}

#[test]
fn mistakes_are_told_and_gone_when_mended() {
    let site = Site::new(SMALL);
    let server = Server::start(&site, &["--watch"]);
    let mut events = server.events();
    let state = || server.get("/repo/_ssg/state.json").1;
    let good = fs::read(site.path("content/events/one.md")).expect("a file");
    site.write_bytes("content/events/one.md", b"+++\ntitle = \"No end\n+++\n");
    events.until(|| state().contains("content/events/one.md"));
    assert!(server.get("/repo/events/two/").1.contains("Other event"));
    site.write_bytes("content/events/one.md", &good);
    events.until(|| state().contains("\"errors\":[]"));
    // A template that fails only when a page is made.
    site.write_bytes("templates/event.html", b"{{ event.no_such_thing }}");
    events.until(|| state().contains("no_such_thing"));
    fs::remove_file(site.path("templates/event.html")).expect("a file to remove");
    events.until(|| state().contains("\"errors\":[]"));
}

#[cfg(unix)]
#[test]
fn it_ends_at_once_though_a_browser_hangs() {
    let site = Site::new(SMALL);
    let mut server = Server::start(&site, &["--watch"]);
    let _events = server.events();
    let mut hanging = server.connect();
    hanging.write_all(b"GET /repo/ HTTP/1.1\r\nHost:").expect("half a request");
    let id = server.process.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    assert_eq!(server.process.wait().expect("an end").code(), Some(0));
}

#[test]
fn a_port_in_use_gives_way_to_the_next() {
    let site = Site::new(SMALL);
    let first = Server::start(&site, &[]);
    let port = first.host.rsplit(':').next().expect("a port").to_owned();
    // The later of two arguments counts.
    let second = Server::start(&site, &["--port", &port]);
    assert_ne!(first.host, second.host);
    assert!(second.get("/repo/").0.starts_with("http/1.1 200"));
}
