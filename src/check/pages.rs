//! What stands on the finished pages: links and anchors that lead nowhere, whoever wrote them, pictures
//! without a text, and how large it all is.
//!
//! Links of content are checked before, at their places in the files. What is found here is in a template,
//! in words of the interface, or in a web page among the static files.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use percent_encoding::percent_decode_str;

use crate::config::BaseUrl;
use crate::diagnostics::{Code, Diagnostic, Place, Span};
use crate::markdown::{self, StartTag};
use crate::plan::Output;
use crate::site::Site;
use crate::source::{SitePath, Sources};

/// Files that GitHub takes end here, in bytes.
const LARGEST_FILE: u64 = 100 * 1024 * 1024;

/// Sites that GitHub Pages takes end here, in bytes.
const LARGEST_SITE: u64 = 1024 * 1024 * 1024;

/// Which attributes hold addresses, by element.
const ADDRESSES: [(&str, &str); 14] = [
    ("a", "href"),
    ("area", "href"),
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("source", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("track", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("form", "action"),
];

/// The pages of a site while they are looked at, from any thread.
pub(super) struct Pages<'s> {
    site: &'s Site,
    paths: HashSet<String>,
    broken: Mutex<BTreeMap<Broken, Seen>>,
    /// Anchors on other pages, by page and id, with who leads there.
    anchors: Mutex<BTreeMap<(String, String), Seen>>,
    without_text: Mutex<BTreeMap<String, Seen>>,
    large: Mutex<BTreeMap<String, u64>>,
    total: AtomicU64,
}

/// A link that leads nowhere, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Broken {
    written: String,
    why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    NoSuchPath,
    NoSuchAnchor,
    /// It leads out of the path that the site lies under.
    BeyondBase,
}

/// On which pages something is: the first by address, and how many there are.
#[derive(Debug, Clone)]
struct Seen {
    first: String,
    count: usize,
}

/// Where an address on a page leads.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// To another site, or to a mail address.
    Outside,
    /// To a path of this one, and an anchor there.
    Inside { path: String, anchor: String },
    /// To this host, but not into the site.
    BeyondBase,
}

impl<'s> Pages<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        Self {
            site,
            paths: site.plan.outputs().into_iter().map(|output| site.path(output)).collect(),
            broken: Mutex::default(),
            anchors: Mutex::default(),
            without_text: Mutex::default(),
            large: Mutex::default(),
            total: AtomicU64::new(0),
        }
    }

    /// Looks at one output.
    pub(super) fn look(&self, output: Output, bytes: &[u8]) {
        let size = bytes.len() as u64;
        self.total.fetch_add(size, Ordering::Relaxed);
        let path = self.site.path(output);
        if size > LARGEST_FILE {
            locked(&self.large).insert(path.clone(), size);
        }
        if !path.ends_with(".html") {
            return;
        }
        if let Ok(html) = std::str::from_utf8(bytes) {
            self.look_at_page(&path, html);
        }
    }

    fn look_at_page(&self, page: &str, html: &str) {
        let base = &self.site.archive.config.base_url;
        let mut ids = HashSet::new();
        let mut own_anchors = BTreeMap::new();
        // Each once, however often a page has it.
        let (mut broken, mut anchors, mut without_text) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for tag in markdown::start_tags(html) {
            ids.extend(id_of(&tag));
            if tag.name().eq_ignore_ascii_case("img") && tag.value("alt").is_none() {
                without_text.insert(tag.value("src").unwrap_or_default());
            }
            for written in addresses(&tag) {
                let (path, anchor) = match target(base, page, &written) {
                    Target::Outside => continue,
                    Target::BeyondBase => {
                        broken.insert(Broken { written, why: Why::BeyondBase });
                        continue;
                    }
                    Target::Inside { path, anchor } => (path, anchor),
                };
                let Some(path) = self.served_at(path) else {
                    broken.insert(Broken { written, why: Why::NoSuchPath });
                    continue;
                };
                // Every browser knows the top of a page, whatever stands there.
                if anchor.is_empty() || anchor.eq_ignore_ascii_case("top") || anchor.starts_with(":~:") {
                    continue;
                }
                if path == page {
                    own_anchors.insert(anchor, written);
                } else if path.ends_with(".html") {
                    anchors.insert((path, anchor));
                }
            }
        }
        for (anchor, written) in own_anchors {
            if !ids.contains(&anchor) {
                broken.insert(Broken { written, why: Why::NoSuchAnchor });
            }
        }
        note(&self.broken, broken, page);
        note(&self.anchors, anchors, page);
        note(&self.without_text, without_text, page);
    }

    /// The file that a host shows for a path: the file itself, or the page of a folder.
    fn served_at(&self, path: String) -> Option<String> {
        if path.is_empty() || path.ends_with('/') {
            let page = format!("{path}index.html");
            return self.paths.contains(&page).then_some(page);
        }
        if self.paths.contains(&path) {
            return Some(path);
        }
        [format!("{path}/index.html"), format!("{path}.html")]
            .into_iter()
            .find(|page| self.paths.contains(page))
    }

    /// Says what was found.
    pub(super) fn finish(self, sources: &Sources) -> Vec<Diagnostic> {
        self.look_for_anchors();
        let mut diagnostics: Vec<Diagnostic> = unlocked(self.broken)
            .into_iter()
            .map(|(broken, seen)| broken_address(&broken, &seen, sources, &self.site.archive.config.base_url))
            .collect();
        for (source, seen) in unlocked(self.without_text) {
            let message = format!("{} a picture without a text: \"{source}\"", seen.has());
            diagnostics.push(
                placed(Code::ImageWithoutText, message, sources, "<img")
                    .help("give it alt=\"…\"; alt=\"\" if it only decorates"),
            );
        }
        diagnostics.extend(sizes(&unlocked(self.large), self.total.into_inner()));
        diagnostics
    }

    /// Looks for the anchors that other pages lead to, on those pages alone.
    fn look_for_anchors(&self) {
        let wanted = std::mem::take(&mut *locked(&self.anchors));
        let prepared = self.site.prepare();
        let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (path, _) in wanted.keys() {
            ids.entry(path).or_insert_with(|| {
                let output = self.site.plan.output_at(&self.site.archive, path);
                let mut buffer = Vec::new();
                let made = output.map(|output| {
                    self.site.make(&prepared, output, &mut buffer, |bytes| {
                        let html = String::from_utf8_lossy(bytes);
                        markdown::start_tags(&html).flat_map(|tag| id_of(&tag)).collect()
                    })
                });
                // What cannot be made was reported when it was to be made.
                made.and_then(Result::ok).unwrap_or_default()
            });
        }
        for ((path, anchor), seen) in &wanted {
            if !ids.get(path.as_str()).is_some_and(|ids| ids.contains(anchor)) {
                let written = format!("/{}#{anchor}", path.trim_end_matches("index.html"));
                locked(&self.broken).insert(Broken { written, why: Why::NoSuchAnchor }, seen.clone());
            }
        }
    }
}

impl Seen {
    /// `the page /a/ has`, `the page /a/ and 3 others have`.
    fn has(&self) -> String {
        match self.count {
            1 => format!("the page {} has", self.first),
            2 => format!("the page {} and another have", self.first),
            count => format!("the page {} and {} others have", self.first, count - 1),
        }
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    // No code that holds the lock can leave a map half changed.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unlocked<T>(shared: Mutex<T>) -> T {
    shared.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Notes what is on a page. Which page is named does not depend on the order of threads.
fn note<K: Ord>(seen: &Mutex<BTreeMap<K, Seen>>, found: BTreeSet<K>, page: &str) {
    if found.is_empty() {
        return;
    }
    let page = format!("/{}", page.strip_suffix("index.html").unwrap_or(page));
    let mut seen = locked(seen);
    for what in found {
        let known = seen.entry(what).or_insert_with(|| Seen { first: page.clone(), count: 0 });
        known.count += 1;
        if page < known.first {
            known.first.clone_from(&page);
        }
    }
}

fn id_of(tag: &StartTag<'_>) -> impl Iterator<Item = String> + use<> {
    let name = if tag.name().eq_ignore_ascii_case("a") { tag.value("name") } else { None };
    tag.value("id").into_iter().chain(name)
}

/// The addresses that a tag names.
fn addresses(tag: &StartTag<'_>) -> Vec<String> {
    let mut found: Vec<String> = ADDRESSES
        .iter()
        .filter(|(element, _)| tag.name().eq_ignore_ascii_case(element))
        .filter_map(|(_, attribute)| tag.value(attribute))
        .collect();
    if tag.name().eq_ignore_ascii_case("meta")
        && tag.value("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
    {
        let content = tag.value("content").unwrap_or_default();
        found.extend(content.split_once("url=").map(|(_, address)| address.to_owned()));
    }
    if let Some(set) = tag.value("srcset") {
        found.extend(set.split(", ").filter_map(|entry| entry.split_whitespace().next().map(str::to_owned)));
    }
    found
}

/// Follows an address from a page, which is given by its path below the site's root.
fn target(base: &BaseUrl, page: &str, written: &str) -> Target {
    let own = base.origin.as_deref().and_then(|origin| written.strip_prefix(origin));
    let written = match own {
        Some("") => "/",
        Some(rest) if rest.starts_with(['/', '?', '#']) => rest,
        _ if markdown::is_external(written) => return Target::Outside,
        Some(_) | None => written,
    };
    let (address, anchor) = written.split_once('#').unwrap_or((written, ""));
    let address = address.split('?').next().unwrap_or_default();
    let anchor = decoded(anchor);
    if address.is_empty() {
        return Target::Inside { path: page.to_owned(), anchor };
    }
    let (address, base_path) = (decoded(address), base.decoded_path());
    // As a browser does it: from the folder of the page, and `..` at the top stays at the top.
    let full = if address.starts_with('/') {
        address
    } else {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let slash = if folder.is_empty() { "" } else { "/" };
        format!("{base_path}{folder}{slash}{address}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in full.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if full.ends_with("/..") || full.ends_with("/.") {
        parts.push("");
    }
    let full = format!("/{}", parts.join("/"));
    if format!("{full}/") == base_path {
        return Target::Inside { path: String::new(), anchor };
    }
    full.strip_prefix(&*base_path)
        .map_or(Target::BeyondBase, |path| Target::Inside { path: path.to_owned(), anchor })
}

/// Undoes percent-encoding; what is no encoding of UTF-8 stays as it is.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

fn broken_address(broken: &Broken, seen: &Seen, sources: &Sources, base: &BaseUrl) -> Diagnostic {
    let Broken { written, why } = broken;
    let (what, help) = match why {
        Why::NoSuchPath => ("which the site does not have", "mend the link, or take it out".to_owned()),
        Why::NoSuchAnchor => {
            ("where nothing has this id", "mend what stands behind #, or give something this id".to_owned())
        }
        Why::BeyondBase => (
            "which is not in the site",
            format!(
                "the site is at {}: begin the link with {{{{ site.home }}}}, or write it in full",
                base.path
            ),
        ),
    };
    let message = format!("{} a link to \"{written}\", {what}", seen.has());
    let mut diagnostic = placed(Code::BrokenAddress, message, sources, written).help(help);
    // A page that is published as it is has no template.
    let is_page =
        |path: &str| seen.first.strip_prefix('/').is_some_and(|page| path == format!("static/{page}"));
    if let Some(file) = sources.statics.iter().find(|file| is_page(file.path.as_str())) {
        diagnostic.places = vec![Place { path: file.path.clone(), span: None, label: String::new() }];
        if *why == Why::BeyondBase {
            diagnostic.help = Some(format!("the site is at {}: make the link relative, as ../a/", base.path));
        }
    }
    diagnostic
}

/// A diagnostic at the place of a site's own template that has certain words, if there is one.
fn placed(code: Code, message: String, sources: &Sources, words: &str) -> Diagnostic {
    let place = sources.templates.iter().find_map(|file| {
        let start = file.text.find(words)?;
        Some(Place {
            path: file.path.clone(),
            span: Some(Span::new(start, start + words.len())),
            label: String::new(),
        })
    });
    Diagnostic { code, severity: code.severity(), message, places: place.into_iter().collect(), help: None }
}

/// What is larger than GitHub Pages takes.
fn sizes(large: &BTreeMap<String, u64>, total: u64) -> Vec<Diagnostic> {
    let mebibytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
    let mut diagnostics: Vec<Diagnostic> = large
        .iter()
        .map(|(path, size)| {
            let message = format!("this file has {} MiB; GitHub takes 100 at the most", mebibytes(*size));
            Diagnostic::of_file(Code::LargeFile, &SitePath::new(path), message)
                .help("make it smaller, or put it elsewhere and link to it")
        })
        .collect();
    if total > LARGEST_SITE {
        let message = format!("the site has {} MiB; GitHub Pages takes 1024 at the most", mebibytes(total));
        let large = Diagnostic {
            code: Code::LargeSite,
            severity: Code::LargeSite.severity(),
            message,
            places: Vec::new(),
            help: None,
        };
        diagnostics.push(
            large.help("[outputs] in site.toml leaves out kinds of pages; large files may go elsewhere"),
        );
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> BaseUrl {
        BaseUrl::parse("https://a.example/r/").unwrap()
    }

    #[test]
    fn addresses_are_followed_as_a_browser_follows_them() {
        let inside = |path: &str, anchor: &str| Target::Inside { path: path.into(), anchor: anchor.into() };
        for (written, expected) in [
            ("", inside("events/x/index.html", "")),
            ("#a", inside("events/x/index.html", "a")),
            ("#%D0%B0", inside("events/x/index.html", "а")),
            ("?q=1", inside("events/x/index.html", "")),
            ("/r", inside("", "")),
            ("/r/", inside("", "")),
            ("/r/events/y/?z#b", inside("events/y/", "b")),
            ("https://a.example/r/events/", inside("events/", "")),
            ("https://a.example", Target::BeyondBase),
            ("https://a.example.org/r/", Target::Outside),
            ("https://b.example/", Target::Outside),
            ("//b.example/", Target::Outside),
            ("mailto:a@b.example", Target::Outside),
            ("photo.jpg", inside("events/x/photo.jpg", "")),
            ("../y/", inside("events/y/", "")),
            ("../..", inside("", "")),
            ("../../../..", Target::BeyondBase),
            ("/events/", Target::BeyondBase),
            ("/rr/", Target::BeyondBase),
            ("/r/%D0%B0%20b.pdf", inside("а b.pdf", "")),
            ("/r/100%.pdf", inside("100%.pdf", "")),
        ] {
            assert_eq!(target(&base(), "events/x/index.html", written), expected, "{written}");
        }
        assert_eq!(target(&base(), "404.html", "a.css"), inside("a.css", ""));
        let beyond_ascii = BaseUrl::parse("https://a.example/мұра/").unwrap();
        for written in ["/%D0%BC%D2%B1%D1%80%D0%B0/events/", "/мұра/events/", "../"] {
            assert_eq!(
                target(&beyond_ascii, "events/x/index.html", written),
                inside("events/", ""),
                "{written}"
            );
        }
    }

    #[test]
    fn what_a_host_does_not_take_is_named() {
        let large = BTreeMap::from([("film.mp4".to_owned(), LARGEST_FILE + 1)]);
        let found = sizes(&large, LARGEST_SITE + 1);
        let codes: Vec<Code> = found.iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::LargeFile, Code::LargeSite]);
        assert!(found[0].message.contains("101 MiB"), "{}", found[0].message);
        assert!(sizes(&BTreeMap::new(), LARGEST_SITE).is_empty());
    }
}
