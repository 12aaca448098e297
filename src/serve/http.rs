//! What is answered to a request: a function of the request and of one generation of the site.
//!
//! Only outputs of the plan can be asked for, below the path that the site will be at, and the
//! server's own aids below `_ssg/`. Addresses are treated as GitHub Pages treats them. Connections are
//! the business of the server, what the aids say that of [`super::aids`].

use std::net::IpAddr;

use super::aids;
use super::generation::{Generation, Pages};
use crate::diagnostics::Diagnostic;
use crate::formats::address;
use crate::plan::Output;
use crate::site::MakeError;
use crate::source::fingerprint;

/// The folder of the server's own files, below the site's path.
const OWN: &str = "_ssg/";
const SCRIPT: &str = concat!(include_str!("patch.js"), include_str!("reload.js"));
const STYLE: &str = include_str!("aids.css");
/// What the server's own page may load: its script and style.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

/// What is asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Request {
    /// `GET`, `HEAD` …
    pub(super) method: String,
    /// Path and query, as they were sent.
    pub(super) target: String,
    /// The header `Host`, if there is one and not several.
    pub(super) host: Option<String>,
    /// The host in the target itself, as one asks a proxy.
    pub(super) authority: Option<String>,
    /// The header `Origin`.
    pub(super) origin: Option<String>,
    /// The header `Sec-Fetch-Site`.
    pub(super) fetch_site: Option<String>,
    /// The header `If-None-Match`.
    pub(super) if_none_match: Option<String>,
}

/// What is answered.
#[derive(Debug)]
pub(super) struct Reply {
    /// The status.
    pub(super) status: u16,
    /// Headers beside those that each answer has.
    pub(super) headers: Vec<(&'static str, String)>,
    /// What follows.
    pub(super) body: Body,
}

/// What follows the headers of an answer.
#[derive(Debug)]
pub(super) enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The numbers of the generations, as they come.
    Events,
}

/// Under which names the server may be asked. A page from elsewhere whose name was made to lead here
/// (DNS rebinding) still gives its own name, and gets nothing.
#[derive(Debug, Clone)]
pub(super) struct Hosts {
    /// The host as it was named on the command line.
    pub(super) named: String,
    /// The port that is listened on.
    pub(super) port: u16,
    /// Whether other machines can reach the server: then every address as a number is ours.
    pub(super) exposed: bool,
}

impl Hosts {
    /// Whether a `Host` header speaks of this server.
    pub(super) fn allow(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.port) {
            return false;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let is_ours = ["localhost", "127.0.0.1", "::1", self.named.as_str()]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(bare));
        is_ours || (self.exposed && bare.parse::<IpAddr>().is_ok())
    }

    fn allow_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.allow(host))
    }
}

/// Answers a request.
pub(super) fn reply(request: &Request, generation: &Generation, hosts: &Hosts) -> Reply {
    let is_ours = |host: &String| hosts.allow(host);
    if !request.host.as_ref().is_some_and(is_ours) || !request.authority.as_ref().is_none_or(is_ours) {
        return text(403, "this server is asked under another name than its own\n");
    }
    if request.method != "GET" && request.method != "HEAD" {
        let mut reply = text(405, "only GET and HEAD\n");
        reply.headers.push(("allow", "GET, HEAD".to_owned()));
        return reply;
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let base = generation.base();
    let Some(path) = decode(path) else { return not_found(generation) };
    // Pages that were loaded before the site moved to another path still find the aids.
    if let Some((_, own)) = path.split_once(&format!("/{OWN}")) {
        return aid(request, own, query, generation, hosts);
    }
    if generation.below_base(&path) == Some(OWN.trim_end_matches('/')) {
        return redirect(301, &format!("{base}{OWN}"));
    }
    let Some(below) = generation.below_base(&path) else {
        // The way to the site from the address that one types.
        return if path == "/" || generation.below_base(&format!("{path}/")) == Some("") {
            redirect(302, base)
        } else {
            not_found(generation)
        };
    };
    site(request, below, query, generation)
}

/// An output of the site, as GitHub Pages finds it.
fn site(request: &Request, path: &str, query: &str, generation: &Generation) -> Reply {
    let is_folder = path.is_empty() || path.ends_with('/');
    let file = if is_folder { format!("{path}index.html") } else { path.to_owned() };
    if let Some((output, pages)) = generation.output_at(&file) {
        return output_reply(request, 200, (output, pages), &file, generation);
    }
    if !is_folder {
        if generation.output_at(&format!("{path}/index.html")).is_some() {
            let query = if query.is_empty() { String::new() } else { format!("?{query}") };
            return redirect(
                301,
                &format!("{}{}/{query}", generation.base(), address::ascii(&address::path(path))),
            );
        }
        let page = format!("{path}.html");
        if let Some((output, pages)) = generation.output_at(&page) {
            return output_reply(request, 200, (output, pages), &page, generation);
        }
    }
    not_found(generation)
}

fn output_reply(
    request: &Request,
    status: u16,
    (output, pages): (Output, &Pages),
    path: &str,
    generation: &Generation,
) -> Reply {
    let kind = content_type(path);
    // A copy's name says what is in it: whoever knows the name need not wait until it is made once more.
    let tag = fingerprint(path.as_bytes());
    if matches!(output, Output::Picture(_)) && is_known(request, &format!("{tag:016x}")) {
        return tagged(request, status, kind, tag, Vec::new);
    }
    match pages.make(output) {
        Ok(bytes) if matches!(output, Output::Picture(_)) => tagged(request, status, kind, tag, || bytes),
        Ok(bytes) => {
            let tag = generation.tag_of(output, &bytes);
            if kind == HTML {
                page(request, status, bytes, tag, generation)
            } else {
                tagged(request, status, kind, tag, || bytes)
            }
        }
        Err(error) => match *error {
            MakeError::Content(problem) => failed(request, &problem, generation),
            MakeError::Read(error) => text(500, &format!("{error}\n")),
        },
    }
}

/// An answer that a browser may know already.
fn tagged(
    request: &Request,
    status: u16,
    kind: &'static str,
    tag: u64,
    body: impl FnOnce() -> Vec<u8>,
) -> Reply {
    let tag = format!("{tag:016x}");
    let etag = ("etag", format!("\"{tag}\""));
    if status == 200 && is_known(request, &tag) {
        return Reply { status: 304, headers: vec![etag], body: none() };
    }
    Reply { status, headers: vec![("content-type", kind.to_owned()), etag], body: Body::Bytes(body()) }
}

fn page(request: &Request, status: u16, bytes: Vec<u8>, tag: u64, generation: &Generation) -> Reply {
    tagged(request, status, HTML, tag, || with_script(bytes, tag, status, generation))
}

/// A page in the place of one that cannot be made: the script shows on it what is wrong.
fn failed(request: &Request, problem: &Diagnostic, generation: &Generation) -> Reply {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>error</title>\n<body><p>{}</p></body></html>\n",
        aids::escape(&problem.message)
    );
    let tag = fingerprint(page.as_bytes());
    self::page(request, 500, page.into_bytes(), tag, generation)
}

fn not_found(generation: &Generation) -> Reply {
    output_reply(&Request::default(), 404, (Output::NotFound, &generation.now), "404.html", generation)
}

/// Puts the one script element before the end of a page; the other bytes stay as they are.
fn with_script(mut page: Vec<u8>, tag: u64, status: u16, generation: &Generation) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let element = script_element(&format!("{tag:016x}"), status, generation.base());
    let at = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
    page.splice(at..at, element.into_bytes());
    page
}

/// The script element that a page gets.
pub(super) fn script_element(tag: &str, status: u16, base: &str) -> String {
    let missing = if status == 404 { " data-missing" } else { "" };
    let base = aids::escape(base);
    format!("<script src=\"{base}{OWN}reload.js\" data-tag=\"{tag}\"{missing} defer></script>")
}

/// The server's own files.
fn aid(request: &Request, path: &str, query: &str, generation: &Generation, hosts: &Hosts) -> Reply {
    // What is known here is the editor's: no page from elsewhere may ask for it.
    let foreign = request.origin.as_deref().is_some_and(|origin| !hosts.allow_origin(origin))
        || request.fetch_site.as_deref().is_some_and(|site| site == "cross-site" || site == "same-site");
    if foreign && !path.is_empty() {
        return text(403, "only pages of this server may ask for this\n");
    }
    let file = |bytes: Vec<u8>| tagged(request, 200, content_type(path), fingerprint(&bytes), || bytes);
    match path {
        "events" => {
            let headers = vec![("content-type", "text/event-stream".to_owned())];
            Reply { status: 200, headers, body: Body::Events }
        }
        "reload.js" => file(SCRIPT.as_bytes().to_vec()),
        "aids.css" => file(STYLE.as_bytes().to_vec()),
        "state.json" => {
            let page = query.split('&').find_map(|pair| pair.strip_prefix("path="));
            let output = page.and_then(decode).and_then(|path| output_of(&path, generation));
            file(aids::state(generation, output).into_bytes())
        }
        "" => {
            let bytes = aids::page(generation).into_bytes();
            let tag = fingerprint(&bytes);
            let mut reply = page(request, 200, bytes, tag, generation);
            reply.headers.push(("content-security-policy", POLICY.to_owned()));
            reply
        }
        _ => not_found(generation),
    }
}

/// The output that a page's address shows.
fn output_of(path: &str, generation: &Generation) -> Option<Output> {
    let below = generation.below_base(path)?;
    let file = if below.is_empty() || below.ends_with('/') {
        format!("{below}index.html")
    } else {
        below.to_owned()
    };
    generation.now.site.plan.output_at(&generation.now.site.archive, &file)
}

fn is_known(request: &Request, tag: &str) -> bool {
    let Some(known) = &request.if_none_match else { return false };
    known.split(',').map(str::trim).any(|known| {
        let known = known.strip_prefix("W/").unwrap_or(known);
        known == "*" || known.trim_matches('"') == tag
    })
}

fn redirect(status: u16, to: &str) -> Reply {
    Reply { status, headers: vec![("location", to.to_owned())], body: none() }
}

fn text(status: u16, words: &str) -> Reply {
    let headers = vec![("content-type", "text/plain; charset=utf-8".to_owned())];
    Reply { status, headers, body: Body::Bytes(words.as_bytes().to_vec()) }
}

fn none() -> Body {
    Body::Bytes(Vec::new())
}

/// Takes the percent signs out of a path, once. `None` for what no address of ours can be: other
/// encodings, ways upward, empty parts, hidden files, back slashes, control characters.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    let acts = |letter: char| letter == '\\' || letter.is_control();
    let below = path.strip_prefix('/')?;
    let parts = below.strip_suffix('/').unwrap_or(below).split('/');
    let is_sound = |part: &str| !part.is_empty() && !part.starts_with('.');
    let is_root = below.is_empty();
    (!path.contains(acts) && (is_root || parts.clone().all(is_sound))).then_some(path)
}

const HTML: &str = "text/html; charset=utf-8";

/// What a file is, by the end of its name.
const TYPES: &[(&str, &str)] = &[
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("gif", "image/gif"),
    ("htm", HTML),
    ("html", HTML),
    ("ico", "image/x-icon"),
    ("ics", "text/calendar; charset=utf-8"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("ttf", "font/ttf"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webm", "video/webm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

fn content_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    TYPES
        .binary_search_by(|(known, _)| (*known).cmp(extension.as_str()))
        .map_or("application/octet-stream", |position| TYPES[position].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_that_could_be_ours_are_decoded() {
        for (path, expected) in [
            ("/", Some("/")),
            ("/events/a/", Some("/events/a/")),
            ("/%D0%B0/", Some("/а/")),
            ("/a%20b", Some("/a b")),
            ("/a%252e", Some("/a%2e")),
            ("/../Cargo.toml", None),
            ("/%2e%2e/", None),
            ("/a/%2E%2E/b", None),
            ("/.git/config", None),
            ("/a/./b", None),
            ("//evil.example/", None),
            ("/a//b", None),
            ("/a%5Cb", None),
            ("/a\\b", None),
            ("/a%00", None),
            ("/a%0d%0a", None),
            ("/%ff", None),
            ("/%4", None),
            ("/%zz", None),
            ("a", None),
            ("*", None),
        ] {
            assert_eq!(decode(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn the_server_answers_to_its_own_names_alone() {
        let hosts = |named: &str, exposed| Hosts { named: named.to_owned(), port: 1111, exposed };
        for (host, near, far) in [
            ("localhost:1111", true, true),
            ("LOCALHOST:1111", true, true),
            ("127.0.0.1:1111", true, true),
            ("[::1]:1111", true, true),
            ("mine.example:1111", false, true),
            ("192.168.1.5:1111", false, true),
            ("[fe80::1]:1111", false, true),
            ("evil.example:1111", false, false),
            ("evil.example", false, false),
            ("localhost", false, false),
            ("localhost:1112", false, false),
            ("localhost:1111@evil.example:1111", false, false),
            ("127.0.0.1.evil.example:1111", false, false),
            ("", false, false),
        ] {
            assert_eq!(hosts("127.0.0.1", false).allow(host), near, "{host} near");
            assert_eq!(hosts("mine.example", true).allow(host), far, "{host} far");
        }
    }

    #[test]
    fn types_are_found_by_the_end_of_the_name_whatever_its_case() {
        assert!(TYPES.is_sorted(), "binary search needs an order");
        assert_eq!(content_type("a/INDEX.HTML"), HTML);
        assert_eq!(content_type("a.b/c"), "application/octet-stream");
        assert_eq!(content_type("style.css"), "text/css; charset=utf-8");
    }

    #[test]
    fn a_tag_is_known_in_a_list_and_as_a_weak_one() {
        let request = |known: &str| Request { if_none_match: Some(known.to_owned()), ..Request::default() };
        assert!(is_known(&request("\"x\", W/\"00ff\""), "00ff"));
        assert!(is_known(&request("*"), "00ff"));
        assert!(!is_known(&request("\"00fe\""), "00ff"));
    }
}
