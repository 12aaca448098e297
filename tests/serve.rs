//! `ssg serve` as a browser meets it: the program, a socket, and files that change. What is answered to
//! which request is tested in `src/serve/tests/answers.rs`.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
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
        Self::start_at(site.root(), arguments)
    }

    fn start_at(root: &Path, arguments: &[&str]) -> Self {
        Self::start_with(root, arguments, &[])
    }

    fn start_with(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut process = Command::new(assert_cmd::cargo::cargo_bin("ssg"))
            .args([Path::new("--root"), root])
            .args(["serve", "--port", "0"])
            .args(arguments)
            .envs(environment.iter().copied())
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
            let words: Vec<&str> = data.split(' ').collect();
            let [number, kind, file] = words[..] else { panic!("no message: {data}") };
            let [number, file] = [number, file].map(|number| number.parse::<u64>().expect("a number"));
            assert!(file <= number && (kind != "file" || file == number), "{data}");
            return (number, kind.to_owned());
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
    site.write("-- content/events/seen/index.md --\n+++\ntitle = \"Seen\"\n+++\n![Drawn](drawn.png)\n");
    image::RgbImage::new(900, 300).save(site.path("content/events/seen/drawn.png")).expect("a picture");
    let server = Server::start(&site, &[]);
    let files = site.build().files;
    assert_eq!(files.keys().filter(|path| path.starts_with("events/seen/drawn")).count(), 3);
    for (path, expected) in files {
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
fn the_habits_of_editors_are_no_changes_of_their_own() {
    let site = Site::new(SMALL);
    let server = Server::start(&site, &["--watch"]);
    let mut events = server.events();
    let event = |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n");
    let shows = |words: &str| server.get("/repo/events/one/").1.contains(words);
    let file = site.path("content/events/one.md");
    // A backup, a lock that is a link to nowhere, a probe, a swap file; then the file itself.
    site.write_bytes("content/events/one.md~", b"old");
    site.write_bytes("content/events/4913", b"");
    site.write_bytes("content/events/#one.md#", b"unsaved");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nobody@nowhere.1", site.path("content/events/.#one.md")).expect("a link");
    fs::rename(&file, site.path("content/events/one.md~")).expect("a rename");
    site.write_bytes("content/events/one.md", event("After a backup").as_bytes());
    events.until(|| shows("After a backup"));
    for leftover in ["one.md~", "4913", "%23one.md%23"] {
        let (headers, _) = server.get(&format!("/repo/events/{leftover}"));
        assert!(headers.starts_with("http/1.1 404"), "{leftover}: {headers}");
    }
    // Emptied first, then written bit by bit.
    let mut open = fs::File::create(&file).expect("an empty file");
    for part in ["+++\ntit", "le = \"In several ", "writes\"\n+++\n"] {
        open.write_all(part.as_bytes()).expect("a part");
        open.sync_all().expect("on disk");
    }
    drop(open);
    events.until(|| shows("In several writes"));
    // A folder that comes and goes, again and again, and stays at last.
    for _ in 0..50 {
        site.write_bytes("content/events/brief/index.md", event("Brief").as_bytes());
        fs::remove_dir_all(site.path("content/events/brief")).expect("a folder to remove");
    }
    site.write_bytes("content/events/brief/index.md", event("To stay").as_bytes());
    events.until(|| server.get("/repo/events/brief/").1.contains("To stay"));
    let state = server.get("/repo/_ssg/state.json").1;
    assert!(state.contains("\"errors\":[]"), "{state}");
}

#[cfg(unix)]
#[test]
fn links_within_the_site_are_followed_and_others_are_not() {
    let site = Site::new(SMALL);
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.md"), "+++\ntitle = \"Secret\"\n+++\n").expect("a file");
    let server = Server::start(&site, &["--watch"]);
    let mut events = server.events();
    let link = |to: &Path, name: &str| {
        std::os::unix::fs::symlink(to, site.path(name)).expect("a link");
    };
    site.write_bytes("shared/three.md", b"+++\ntitle = \"Linked\"\n+++\n");
    link(&site.path("shared/three.md"), "content/events/three.md");
    events.until(|| server.get("/repo/events/three/").1.contains("Linked"));
    // Saved where it is.
    site.write_bytes("shared/three.md", b"+++\ntitle = \"Linked and changed\"\n+++\n");
    events.until(|| server.get("/repo/events/three/").1.contains("Linked and changed"));
    link(&outside.path().join("secret.md"), "content/events/secret.md");
    link(outside.path(), "content/events/all");
    link(&site.path("content"), "content/events/round");
    site.write_bytes("content/events/one.md", b"+++\ntitle = \"After the links\"\n+++\n");
    events.until(|| server.get("/repo/events/one/").1.contains("After the links"));
    for path in ["events/secret/", "events/all/secret/", "events/all/secret.md", "events/round/events/one/"] {
        assert!(server.get(&format!("/repo/{path}")).0.starts_with("http/1.1 404"), "{path}");
    }
}

#[test]
fn a_root_that_is_put_aside_is_found_again() {
    let parent = tempfile::tempdir().expect("a folder");
    let root = parent.path().join("site");
    let write = |title: &str| {
        fs::create_dir_all(root.join("content/events")).expect("a folder");
        fs::write(
            root.join("site.toml"),
            "title = \"Archive\"\nbase_url = \"https://archive.example/repo/\"\n",
        )
        .expect("a file");
        fs::write(root.join("content/events/one.md"), format!("+++\ntitle = \"{title}\"\n+++\n"))
            .expect("a file");
    };
    write("First title");
    let server = Server::start_at(&root, &["--watch"]);
    let mut events = server.events();
    fs::rename(&root, parent.path().join("aside")).expect("a rename");
    write("Another folder");
    events.until(|| server.get("/repo/events/one/").1.contains("Another folder"));
    fs::remove_dir_all(&root).expect("a folder to remove");
    assert!(server.get("/repo/events/one/").1.contains("Another folder"), "the last site is still shown");
    write("Back again");
    events.until(|| server.get("/repo/events/one/").1.contains("Back again"));
    write("And followed");
    events.until(|| server.get("/repo/events/one/").1.contains("And followed"));
}

#[test]
fn nonsense_and_greed_hurt_nobody_else() {
    let site = Site::new(SMALL);
    let server = Server::start(&site, &["--watch"]);
    let host = &server.host;
    let long = "a".repeat(2_000_000);
    for nonsense in [
        "\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}".to_owned(),
        "GET\r\n\r\n".to_owned(),
        format!("GET /repo/ HTTP/9.9\r\nHost: {host}\r\n\r\n"),
        format!("GET /{long} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "X: y\r\n".repeat(10_000)),
        format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999\r\n\r\n{long}"),
        format!("POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n"),
    ] {
        let mut stream = server.connect();
        // The other end may close before it has heard everything.
        let _ = stream.write_all(nonsense.as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    for (headers, target) in [
        ("Host: evil.example\r\n".to_owned(), "/repo/".to_owned()),
        (format!("Host: {host}\r\nHost: evil.example\r\n"), "/repo/".to_owned()),
        (format!("Host: {host}\r\n"), "http://evil.example/repo/".to_owned()),
    ] {
        let (answer, _) = server.send("GET", &target, &headers);
        assert!(answer.starts_with("http/1.1 403"), "{headers}{target}: {answer}");
        assert!(!answer.contains("access-control"), "{answer}");
    }
    // More connections than a browser ever opens: silent ones, half a request, ones that never read.
    let mut hanging: Vec<TcpStream> = (0..400).map(|_| server.connect()).collect();
    for (number, stream) in hanging.iter_mut().enumerate() {
        let half = ["", "GET /repo/ HTTP/1.1\r\nHost:", "GET /repo/_ssg/events HTTP/1.1\r\nHost: x\r\n\r\n"];
        let _ = stream.write_all(half[number % 3].as_bytes());
    }
    assert!(server.get("/repo/events/one/").1.contains("First title"));
}

#[test]
fn an_address_without_its_slash_keeps_its_query_in_any_alphabet() {
    let site = Site::new(SMALL);
    let server = Server::start(&site, &[]);
    let (headers, _) = server.send("GET", "/repo/events/one?сұрақ=форум", "");
    assert!(headers.contains("location: /repo/events/one/?сұрақ=форум"), "{headers}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_at_the_address() {
    let site = Site::new(SMALL);
    let tools = tempfile::tempdir().expect("a folder");
    let asked = tools.path().join("asked");
    let browser = tools.path().join("xdg-open");
    // Written aside and renamed: whoever sees the file sees all of it.
    let script = format!("#!/bin/sh\necho \"$1\" > {0}.new\nmv {0}.new {0}\n", asked.display());
    fs::write(&browser, script).expect("a script");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&browser, mode).expect("a script that can be run");
    let path = format!("{}:{}", tools.path().display(), std::env::var("PATH").expect("a path"));
    let server = Server::start_with(site.root(), &["--open"], &[("PATH", &path)]);
    let start = std::time::Instant::now();
    while !asked.exists() {
        assert!(start.elapsed() < IN_VAIN, "no browser was opened");
        std::thread::yield_now();
    }
    let address = fs::read_to_string(&asked).expect("what was asked");
    assert_eq!(address.trim(), format!("http://{}/repo/", server.host));
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

#[test]
fn while_one_event_is_broken_another_is_shown_as_it_was_when_it_breaks() {
    let site = Site::new(SMALL);
    site.write("-- content/pages/about.md --\n+++\ntitle = \"About\"\n+++\n");
    // From the start: there never was a sound site.
    site.write_bytes("content/events/one.md", b"+++\ntitle = \"One\"\ndate = \"2021-13\"\n+++\n");
    let server = Server::start(&site, &["--watch"]);
    let mut events = server.events();
    let state = || server.get("/repo/_ssg/state.json").1;
    let shows = |path: &str, words: &str| {
        let (headers, page) = server.get(path);
        assert!(headers.starts_with("http/1.1 200"), "{path}: {headers}");
        assert!(page.contains(words), "{path} without {words:?}: {page}");
    };
    site.write_bytes("content/events/two.md", b"title = \"Other event\"\n+++\n");
    events.until(|| state().contains("events/two.md"));
    shows("/repo/events/two/", "Other event");
    // One that came meanwhile.
    site.write_bytes("content/events/three.md", b"+++\ntitle = \"A third one\"\n+++\n");
    events.until(|| server.get("/repo/events/three/").1.contains("A third one"));
    site.write_bytes("content/events/three.md", b"title = \"A third one\"\n+++\n");
    events.until(|| state().contains("events/three.md"));
    shows("/repo/events/three/", "A third one");
    // Mended and changed, and broken again: what it said last counts.
    site.write_bytes("content/events/two.md", b"+++\ntitle = \"Changed since\"\n+++\n");
    events.until(|| server.get("/repo/events/two/").1.contains("Changed since"));
    site.write_bytes("content/events/two.md", b"+++\ntitle = \"\"\n+++\n");
    events.until(|| state().contains("events/two.md"));
    shows("/repo/events/two/", "Changed since");
    // Deleted, and not broken.
    shows("/repo/about/", "About");
    site.remove("content/pages/about.md");
    events.until(|| server.get("/repo/about/").0.starts_with("http/1.1 404"));
}

#[test]
fn a_mistake_that_only_all_pages_show_is_known_while_they_are_looked_at_again() {
    let site = Site::new(SMALL);
    site.write_bytes(
        "templates/event.html",
        br#"{% extends "built-in/event.html" %}{% block sources %}{% if event.id == "one" %}{{ nosuch }}{% endif %}{% endblock %}"#,
    );
    let server = Server::start(&site, &["--watch"]);
    let mut events = server.events();
    let state = || server.get("/repo/_ssg/state.json").1;
    events.until(|| state().contains("nosuch"));
    let before = events.number;
    site.write_bytes("content/events/two.md", b"+++\ntitle = \"Changed\"\n+++\n");
    events.until(|| {
        let state = state();
        assert!(state.contains("nosuch"), "{state}");
        state.contains("\"checked\":true") && !state.contains(&format!("\"number\":{before},"))
    });
}

#[test]
fn a_template_that_is_gone_is_not_blamed_while_another_is_broken() {
    let site = Site::new(SMALL);
    let mistaken = br#"{% extends "built-in/event.html" %}{% block sources %}{{ event.foo }}{% endblock %}"#;
    let server = Server::start(&site, &["--watch"]);
    let mut events = server.events();
    let state = || server.get("/repo/_ssg/state.json").1;
    let mut save = |text: &[u8]| {
        site.write_bytes("templates/event.html", text);
        events.step();
        events.until(|| state().contains("\"checked\":true"));
        state() + &server.get("/repo/_ssg/").1
    };
    let said = save(mistaken);
    assert!(said.contains("foo"), "{said}");
    let said = save(b"{{");
    assert!(said.contains("templates/event.html") && !said.contains("foo"), "{said}");
}

#[test]
fn the_page_of_all_messages_says_what_check_says() {
    let site = Site::new(SMALL);
    // Two names that hardly differ, a day to come, a picture without a text, and a link of a template that
    // leads nowhere.
    site.write_bytes(
        "content/events/three.md",
        "+++\ntitle = \"Three\"\ndate = \"2090-01\"\n\
        organisations = [\"Жастар орталығы\", \"Жастар орталыгы\"]\n+++\n![](photo.png)\n"
            .as_bytes(),
    );
    let base = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/base.html"))
        .expect("the built-in template")
        .replace("</body>", "<a href=\"/nowhere/\">Nowhere</a></body>");
    site.write_bytes("templates/base.html", base.as_bytes());
    let checked = site.run(&["check", "--format", "json"]);
    let found: Vec<String> = checked
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .map(|found| format!("[{}]", found["code"].as_str().expect("a code")))
        .collect();
    for code in ["similar-organisations", "future-date", "image-without-text", "broken-address"] {
        assert!(found.contains(&format!("[{code}]")), "{found:?}");
    }

    let server = Server::start(&site, &["--watch"]);
    let mut events = server.events();
    let all = || server.get("/repo/_ssg/").1;
    events.until(|| !all().contains("not looked at yet"));
    let page = all();
    for code in &found {
        let times = found.iter().filter(|other| *other == code).count();
        assert_eq!(page.matches(code.as_str()).count(), times, "{code}\n{page}");
    }
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
    // Twice, as impatient hands do.
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    let _ = Command::new("kill").args(["-INT", &id]).stderr(Stdio::null()).status();
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
