//! That what is shown after any edits is what a fresh start shows, and what is answered to a request.
//! No network, no waiting: the files are looked at when the test says so.

#![allow(clippy::disallowed_methods, reason = "the tests write the sites that are read")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::generation::{Generation, Live, Step};
use super::http::{self, Body, Hosts, Reply, Request};
use crate::diagnostics::{Code, Diagnostic};
use crate::site::{self, Settings, Site};
use crate::source::{self, Hints, SitePath, Sources, TextFile};
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

// What an editor does, over few enough names that edits meet.

#[derive(Debug, Clone)]
enum Edit {
    Write(&'static str, String),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    Folder(&'static str, &'static str),
}

const FILES: &[&str] = &[
    "content/events/one.md",
    "content/events/one.ru.md",
    "content/events/two.md",
    "content/events/three/index.md",
    "content/events/three/photo.jpg",
    "content/events/.four.md.swp",
    "content/events/four.md~",
    "content/organisations/alliance.md",
    "content/organisations/union.md",
    "content/regions/turkistan.md",
    "content/pages/about.md",
    "content/events/one.evidence.toml",
    "static/assets/style.css",
    "static/robots-extra.txt",
    "templates/event.html",
    "templates/strings/ru.toml",
    "public/index.html",
];

const FOLDERS: &[&str] =
    &["content/events/three", "content/events", "content/organisations", "templates", "static", "aside"];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => ("[A-Z][a-z]{0,3}", 0..7_usize, any::<bool>()).prop_map(|(title, more, is_sourced)| {
            let more = [
                "",
                "date = \"2021-05\"\nregion = \"turkistan\"",
                "date = \"2021\"\norganisations = [\"alliance\", \"Union\"]",
                "aliases = [\"old\"]",
                "region = \"nowhere\"",
                "region = \"turkistan\"",
                "date = \"2021-06\"",
            ][more];
            // What such an address leads to may go when another event is changed.
            let event = if is_sourced { sourced(&title, more) } else { event(&title, more) };
            event + "[there](/regions/turkistan/page/2/) [then](/dates/2021/06/)\n"
        }),
        1 => Just(String::new()),
        1 => Just("+++\nname = \"Union\"\n+++\n".to_owned()),
        1 => Just("[nav]\nhome = \"Дом\"\n".to_owned()),
        1 => Just("{{ page.title }} {{ page.url }}".to_owned()),
        1 => Just("{% if %}".to_owned()),
    ]
}

fn edits() -> impl Strategy<Value = Edit> {
    let file = || proptest::sample::select(FILES);
    let folder = || proptest::sample::select(FOLDERS);
    prop_oneof![
        6 => (file(), texts()).prop_map(|(file, text)| Edit::Write(file, text)),
        1 => (0..4_usize).prop_map(|count| Edit::Write(
            "site.toml",
            SITE.replace("per_page = 2", &format!("per_page = {}", count + 1)),
        )),
        1 => Just(Edit::Write("site.toml", "title = ".to_owned())),
        2 => file().prop_map(Edit::Remove),
        2 => (file(), file()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (folder(), folder()).prop_map(|(from, to)| Edit::Folder(from, to)),
    ]
}

/// Does an edit as far as it can be done, and names the paths that a system would report.
fn perform(folder: &Folder, edit: &Edit) -> Vec<PathBuf> {
    let root = folder.root();
    let at = |path: &str| root.join(path);
    // A new folder is reported, and what comes into it at once may not be.
    let parent = |path: &Path| {
        let folder = path.parent().expect("below the root");
        let new = folder.ancestors().take_while(|folder| !folder.exists()).last().map(Path::to_owned);
        let _ = fs::create_dir_all(folder);
        new
    };
    match edit {
        Edit::Write(path, text) => {
            let new = parent(&at(path));
            let _ = fs::write(at(path), text);
            new.into_iter().chain([at(path)]).collect()
        }
        Edit::Remove(path) => {
            let _ = fs::remove_file(at(path));
            vec![at(path)]
        }
        Edit::Rename(from, to) | Edit::Folder(from, to) => {
            let new = parent(&at(to));
            let _ = fs::rename(at(from), at(to));
            new.into_iter().chain([at(from), at(to)]).collect()
        }
    }
}

/// The texts of those files that have errors, as they were when they last had none.
#[derive(Default)]
struct LastSound(BTreeMap<SitePath, Option<TextFile>>);

impl LastSound {
    fn follow(&mut self, last: &Generation, now: &Generation) {
        let broken = broken_files(now);
        let was_broken = broken_files(last);
        let text = |path: &SitePath| last.sources().documents.iter().find(|file| file.path == *path).cloned();
        let known = std::mem::take(&mut self.0);
        for path in broken {
            let sound =
                if was_broken.contains(&path) { known.get(&path).cloned().flatten() } else { text(&path) };
            self.0.insert(path, sound);
        }
    }

    /// The site of them, if they are others than now.
    fn site(&self, now: &Sources) -> Option<Site> {
        let mut sources = now.clone();
        for file in self.0.values().flatten() {
            sources.documents.retain(|known| known.path != file.path);
            sources.documents.push(file.clone());
        }
        sources.documents.sort_by(|a, b| a.path.cmp(&b.path));
        (sources.documents != now.documents).then(|| site::assemble(&sources, &Settings::default()).0)
    }
}

fn broken_files(generation: &Generation) -> BTreeSet<SitePath> {
    let errors = generation.errors();
    let of_errors = errors.iter().filter_map(|error| Some(&error.places.first()?.path));
    let broken = of_errors.chain(&generation.sources().unreadable);
    broken.filter(|path| path.below("content").is_some()).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_site_is_that_of_a_fresh_start(
        steps in proptest::collection::vec((proptest::collection::vec(edits(), 1..4), any::<bool>()), 1..8),
    ) {
        let folder = small();
        let mut live = live(&folder);
        let mut shown = next(&mut live, &Hints::Everything).expect("the first");
        let mut sound = LastSound::default();
        for (edits, hinted) in steps {
            let changed: BTreeSet<PathBuf> =
                edits.iter().flat_map(|edit| perform(&folder, edit)).collect();
            let hints = if hinted { Hints::Paths(changed) } else { Hints::Everything };
            if let Some(generation) = next(&mut live, &hints) {
                sound.follow(&shown, &generation);
                shown = generation;
            }
            let (fresh, mut wrong) = source::read(&folder.root()).expect("the root is there");
            prop_assert_eq!(shown.sources(), &fresh, "after {:?}", edits);
            let (site, found) = site::assemble(&fresh, &Settings::default());
            wrong.extend(found);
            crate::diagnostics::sort(&mut wrong);
            let has_errors = |code: &str| wrong.iter().any(|found| {
                found.code.as_str() == code || found.places.iter().any(|place| place.path.as_str() == "site.toml")
                    || found.places.iter().any(|place| place.path.below("templates").is_some())
            });
            // While these are broken, what was in force before stays.
            if !has_errors("template") {
                prop_assert_eq!(shown.diagnostics(), wrong);
                prop_assert!(bytes(&shown.now.site) == bytes(&site), "other bytes after {:?}", edits);
                let (expected, before) = (sound.site(&fresh), shown.before.as_ref().map(|pages| &pages.site));
                prop_assert_eq!(expected.is_some(), before.is_some(), "what stands in after {:?}", edits);
                if let Some((expected, before)) = expected.zip(before) {
                    prop_assert!(bytes(before) == bytes(&expected), "other bytes stand in after {:?}", edits);
                }
            }
        }
    }
}

#[test]
fn only_what_changed_is_understood_again() {
    let folder = small();
    let mut live = live(&folder);
    let first = next(&mut live, &Hints::Everything).expect("the first");
    let file = folder.write("content/events/one.md", &event("New", ""));
    let second = next(&mut live, &paths(&[&file])).expect("a change");
    let document = |generation: &Generation, path: &str| {
        let documents = &generation.now.site.archive.documents;
        std::sync::Arc::clone(documents.iter().find(|known| known.path.as_str() == path).expect("a document"))
    };
    let same = |path: &str| std::sync::Arc::ptr_eq(&document(&first, path), &document(&second, path));
    assert!(same("content/events/two.md"));
    assert!(!same("content/events/one.md"));
    assert!(std::sync::Arc::ptr_eq(&first.now.site.templates, &second.now.site.templates));
}

#[test]
fn a_link_to_an_address_breaks_and_heals_with_the_listing_that_another_event_leaves() {
    let site = SITE.replace("per_page = 2", "per_page = 1");
    let in_region = |region: &str| sourced("Two", &format!("date = \"2022\"\nregion = \"{region}\""));
    let folder = Folder::new(&[
        ("site.toml", &site),
        ("content/events/one.md", &sourced("One", "date = \"2021\"\nregion = \"turkistan\"")),
        ("content/events/two.md", &in_region("turkistan")),
        (
            "content/events/six.md",
            &(sourced("Six", "date = \"2020\"") + "[there](/regions/turkistan/page/2/)\n"),
        ),
    ]);
    let mut live = live(&folder);
    let broken = |generation: &Generation| {
        generation.diagnostics().iter().filter(|found| found.code.as_str() == "broken-link").count()
    };
    let first = next(&mut live, &Hints::Everything).expect("the first");
    let mut found = vec![broken(&first)];
    for region in ["pavlodar", "turkistan", "pavlodar"] {
        let file = folder.write("content/events/two.md", &in_region(region));
        let after = next(&mut live, &paths(&[&file])).expect("a change");
        assert!(after.now.site.archive.has_records_of(&first.now.site.archive), "by the short way");
        found.push(broken(&after));
    }
    assert_eq!(found, [0, 1, 0, 1]);
}

#[test]
fn saving_the_same_or_beside_the_site_is_no_change() {
    let folder = small();
    let mut live = live(&folder);
    next(&mut live, &Hints::Everything).expect("the first");
    for path in [
        "content/events/one.md",
        "content/events/.one.md.swp",
        "content/events/4913",
        "content/events/one.md~",
        "content/events/.#one.md",
        "public/index.html",
        ".git/index",
    ] {
        let known = fs::read_to_string(folder.root().join(path)).unwrap_or_default();
        let file = folder.write(path, &known);
        assert!(next(&mut live, &paths(&[&file])).is_none(), "{path}");
        assert!(next(&mut live, &Hints::Everything).is_none(), "{path}");
    }
}

#[test]
fn a_change_of_style_alone_is_told_from_others() {
    let folder = small();
    let mut live = live(&folder);
    next(&mut live, &Hints::Everything).expect("the first");
    let style = folder.write("static/assets/own.css", "p { color: blue }\n");
    assert_eq!(next(&mut live, &paths(&[&style])).expect("a change").step, Step::Style);
    let style = folder.write("static/assets/own.css", "p { color: green }\n");
    let event = folder.write("content/events/one.md", &event("Other", ""));
    assert_eq!(next(&mut live, &paths(&[&style, &event])).expect("a change").step, Step::Page);
}

#[test]
fn a_file_that_pages_may_show_is_told_from_pages() {
    let folder = small();
    let mut live = live(&folder);
    next(&mut live, &Hints::Everything).expect("the first");
    for (path, step) in [
        ("static/sign.svg", Step::File),
        ("content/events/one/photo.jpg", Step::File),
        ("content/events/three.md", Step::Page),
        ("content/events/one.evidence.toml", Step::Page),
        ("templates/event.html", Step::Page),
        ("static/print.CSS", Step::Style),
    ] {
        let file = folder.write(path, &event("New", ""));
        assert_eq!(next(&mut live, &paths(&[&file])).expect("a change").step, step, "{path}");
    }
}

#[test]
fn what_is_missing_because_something_is_broken_is_shown_as_it_was() {
    let folder = small();
    let mut live = live(&folder);
    let good = next(&mut live, &Hints::Everything).expect("the first");
    let shown = |path: &str, text: Option<&str>, live: &mut Live| {
        let file = folder.root().join(path);
        match text {
            Some(text) => drop(folder.write(path, text)),
            None => fs::remove_file(&file).expect("a file to remove"),
        }
        next(live, &paths(&[&file])).expect("a change")
    };
    let status = |generation: &Generation, target: &str| ask(generation, &request(target)).status;
    let broken = shown("content/events/one.md", Some("+++\ntitle = \"One\n"), &mut live);
    for target in ["/repo/events/one/", "/repo/regions/turkistan/", "/repo/dates/2021/05/"] {
        assert_eq!(body(&ask(&broken, &request(target))), body(&ask(&good, &request(target))), "{target}");
    }
    assert_eq!(status(&broken, "/repo/events/one"), 301);
    // Gone by intent, and not because of the mistake.
    let deleted = shown("content/events/two.md", None, &mut live);
    assert_eq!(status(&deleted, "/repo/events/two/"), 404);
    assert_eq!(status(&deleted, "/repo/events/one/"), 200);
    let deleted = shown("content/events/one.md", None, &mut live);
    assert_eq!(status(&deleted, "/repo/events/one/"), 404);
}

#[test]
fn each_broken_file_is_shown_as_it_was_when_it_was_last_sound() {
    let folder = small();
    folder.write("content/events/one.md", &event("One", "date = \"2021-13\""));
    folder.write("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n");
    let mut live = live(&folder);
    let mut shown = next(&mut live, &Hints::Everything).expect("the first");
    assert!(!shown.errors().is_empty(), "one is broken from the start");
    let mut save = |path: &str, text: &[u8]| {
        let file = folder.write(path, "");
        fs::write(&file, text).expect("a file");
        shown = next(&mut live, &paths(&[&file])).expect("a change");
        let page = ask(&shown, &request("/repo/events/two/"));
        let about = ask(&shown, &request("/repo/about/"));
        (page.status, body(&page), about.status)
    };
    let two = "content/events/two.md";
    for title in ["Two anew", "Two once more"] {
        let (status, page, _) = save(two, event(title, "").as_bytes());
        assert!(status == 200 && page.contains(title), "{page}");
        // In ways that leave nothing of it, one after the other.
        for broken in [&b"title = \"Two\"\n+++\n"[..], b"+++\ntitle = \"\"\n+++\n", b"", b"+++\n\xff\n+++\n"]
        {
            let (status, page, about) = save(two, broken);
            assert!(status == 200 && page.contains(title), "{broken:?}: {status} {page}");
            assert_eq!(about, 200);
        }
    }
    let organisation = save("content/organisations/alliance.md", b"+++\nname = \n+++\n");
    assert_eq!(organisation.0, 200);
    // Gone by intent, while all of these are broken.
    for (path, target) in
        [("content/pages/about.md", "/repo/about/"), (two, "/repo/events/two/"), (two, "/repo/dates/2022/")]
    {
        let file = folder.root().join(path);
        let _ = fs::remove_file(&file);
        if let Some(generation) = next(&mut live, &paths(&[&file])) {
            shown = generation;
        }
        assert_eq!(ask(&shown, &request(target)).status, 404, "{target}");
    }
}

#[test]
fn of_templates_that_stand_for_broken_ones_nothing_is_said() {
    let folder = small();
    let mut live = live(&folder);
    next(&mut live, &Hints::Everything).expect("the first");
    let mut state = |text: Option<&str>| {
        let path = "templates/event.html";
        match text {
            Some(text) => drop(folder.write(path, text)),
            None => fs::remove_file(folder.root().join(path)).expect("a file to remove"),
        }
        let shown = next(&mut live, &Hints::Everything).expect("a change");
        body(&ask(&shown, &request("/repo/_ssg/state.json?path=/repo/events/one/")))
    };
    assert!(state(Some("{{ event.no_such_thing }}")).contains("no_such_thing"));
    let broken = state(Some("{{"));
    assert!(broken.contains("\"template\"") && !broken.contains("no_such_thing"), "{broken}");
    folder.write("templates/page.html", "{{");
    let other = state(None);
    assert!(other.contains("templates/page.html") && !other.contains("no_such_thing"), "{other}");
}

#[test]
fn what_was_found_on_all_pages_stands_until_they_are_looked_at_again() {
    let folder = small();
    let mut live = live(&folder);
    let first = next(&mut live, &Hints::Everything).expect("the first");
    let found = |path: &str| {
        let path = SitePath::new(path);
        Diagnostic::of_file(Code::FutureDate, &path, format!("of {path}"))
    };
    let places = ["content/events/one.md", "content/events/two.md"];
    first.checked(Vec::new(), places.map(found).to_vec());
    let file = folder.write(places[0], &event("Other", ""));
    let mut second = next(&mut live, &paths(&[&file])).expect("a change");
    second.presume(&first);
    assert_eq!(second.of_whole(), &[found(places[1])], "what is said of a file that changed does not stand");
    assert!(!second.is_checked());
    second.checked(Vec::new(), Vec::new());
    assert!(second.of_whole().is_empty());
}

#[test]
fn the_search_page_is_another_one_when_the_texts_are_others() {
    let folder = small();
    let mut live = live(&folder);
    let tag =
        |generation: &Generation, target: &str| header(&ask(generation, &request(target)), "etag").to_owned();
    let first = next(&mut live, &Hints::Everything).expect("the first");
    let file = folder.write(
        "content/events/two.md",
        "+++\ntitle = \"Two\"\ndate = \"2022\"\norganisations = [\"alliance\"]\n+++\n\nOther text.\n",
    );
    let second = next(&mut live, &paths(&[&file])).expect("a change");
    assert_eq!(tag(&first, "/repo/kinds/"), tag(&second, "/repo/kinds/"));
    assert_ne!(tag(&first, "/repo/search/"), tag(&second, "/repo/search/"));
    let style = folder.write("static/assets/own.css", "p { color: blue }\n");
    let third = next(&mut live, &paths(&[&style])).expect("a change");
    assert_eq!(tag(&second, "/repo/search/"), tag(&third, "/repo/search/"));
}

#[test]
fn a_page_that_cannot_be_made_is_known_again() {
    let folder = small();
    folder.write("templates/event.html", "{{ event.no_such_thing }}");
    let generation = next(&mut live(&folder), &Hints::Everything).expect("the first");
    let reply = ask(&generation, &request("/repo/events/one/"));
    // By its tag an open page sees that it is the same, and stays.
    let tag = header(&reply, "etag").trim_matches('"').to_owned();
    assert_eq!(reply.status, 500);
    assert!(!tag.is_empty() && body(&reply).contains(&format!("data-tag=\"{tag}\"")));
}

#[test]
fn what_is_broken_leaves_the_last_good_in_force_until_it_is_mended() {
    let folder = small();
    let mut live = live(&folder);
    let good = next(&mut live, &Hints::Everything).expect("the first");
    let before = bytes(&good.now.site);
    for (path, broken) in [
        ("site.toml", "title = "),
        ("templates/event.html", "{% if %}"),
        ("templates/strings/ru.toml", "= no table"),
    ] {
        let file = folder.root().join(path);
        let known = fs::read_to_string(&file).ok();
        folder.write(path, broken);
        let shown = next(&mut live, &Hints::Everything).expect("a change");
        assert!(!shown.errors().is_empty(), "{path} is broken, and nobody says so");
        assert!(bytes(&shown.now.site) == before, "{path} is broken, and the site with it");
        match known {
            Some(known) => drop(folder.write(path, &known)),
            None => fs::remove_file(&file).expect("the file goes"),
        }
        let shown = next(&mut live, &Hints::Everything).expect("a change");
        assert!(shown.errors().is_empty(), "{path} is mended");
        assert!(bytes(&shown.now.site) == before, "{path} is mended, and the site is other than before");
    }
}

#[test]
fn where_new_templates_fail_on_a_page_those_that_worked_make_it() {
    let folder = small();
    let mut live = live(&folder);
    let good = next(&mut live, &Hints::Everything).expect("the first");
    folder.write("templates/event.html", "{{ event.no_such_thing }}");
    let shown = live
        .refresh(&Hints::Everything, Some(&good.now.site.templates), &mut Stopwatch::start())
        .expect("read")
        .expect("a change");
    let page = "/repo/events/one/";
    assert_eq!(body(&ask(&shown, &request(page))), body(&ask(&good, &request(page))));
    let state = body(&ask(&shown, &request("/repo/_ssg/state.json?path=%2Frepo%2Fevents%2Fone%2F")));
    assert!(state.contains("templates/event.html"), "{state}");
    assert!(state.contains("no_such_thing"), "{state}");
}

#[test]
fn an_error_in_one_event_leaves_the_others() {
    let folder = small();
    let mut live = live(&folder);
    next(&mut live, &Hints::Everything).expect("the first");
    let file = folder.write("content/events/one.md", "+++\ntitle = \"One\nregion <\n+++\n");
    let shown = next(&mut live, &paths(&[&file])).expect("a change");
    assert_eq!(ask(&shown, &request("/repo/events/two/")).status, 200);
    let state = body(&ask(&shown, &request("/repo/_ssg/state.json")));
    assert!(state.contains("content/events/one.md"), "{state}");
    assert!(state.contains("\"line\":2"), "{state}");
}

#[test]
fn addresses_are_found_as_pages_hosts_find_them() {
    let folder = small();
    folder.write("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nText.\n");
    let generation = next(&mut live(&folder), &Hints::Everything).expect("the first");
    for (target, status, location) in [
        ("/", 302, "/repo/"),
        ("/repo", 302, "/repo/"),
        ("/repo/", 200, ""),
        ("/repo/index.html", 200, ""),
        ("/repo/events/one/", 200, ""),
        ("/repo/events/one", 301, "/repo/events/one/"),
        ("/repo/events/one?a=b", 301, "/repo/events/one/?a=b"),
        ("/repo/events/one/index.html", 200, ""),
        ("/repo/ru/about", 301, "/repo/ru/about/"),
        ("/repo/404.html", 200, ""),
        ("/repo/404", 200, ""),
        ("/repo/assets/own.css", 200, ""),
        ("/repo/assets/own.css/", 404, ""),
        ("/repo/assets/", 404, ""),
        ("/repo/none/", 404, ""),
        ("/events/one/", 404, ""),
        ("/repo/_ssg/", 200, ""),
        ("/repo/_ssg", 301, "/repo/_ssg/"),
        ("/_ssg/reload.js", 200, ""),
        ("/old-base/_ssg/aids.css", 200, ""),
        ("/repo/_ssg/none", 404, ""),
        ("/../Cargo.toml", 404, ""),
        ("/repo/%2e%2e/", 404, ""),
        ("/repo/.git/config", 404, ""),
        ("/repo/..%2f.git/config", 404, ""),
        ("/repo/site.toml", 404, ""),
        ("/repo/content/events/one.md", 404, ""),
    ] {
        let reply = ask(&generation, &request(target));
        assert_eq!((reply.status, header(&reply, "location")), (status, location), "{target}");
    }
}

#[test]
fn strangers_and_other_methods_are_refused() {
    let generation = next(&mut live(&small()), &Hints::Everything).expect("the first");
    let status = |change: &dyn Fn(&mut Request)| {
        let mut asked = request("/repo/_ssg/state.json");
        change(&mut asked);
        ask(&generation, &asked).status
    };
    assert_eq!(status(&|_| ()), 200);
    assert_eq!(status(&|asked| asked.method = "HEAD".to_owned()), 200);
    assert_eq!(status(&|asked| asked.method = "POST".to_owned()), 405);
    assert_eq!(status(&|asked| asked.host = Some("evil.example".to_owned())), 403);
    assert_eq!(status(&|asked| asked.host = None), 403);
    assert_eq!(status(&|asked| asked.authority = Some("localhost:1111".to_owned())), 200);
    assert_eq!(status(&|asked| asked.authority = Some("evil.example".to_owned())), 403);
    assert_eq!(status(&|asked| asked.origin = Some("http://localhost:1111".to_owned())), 200);
    assert_eq!(status(&|asked| asked.origin = Some("https://evil.example".to_owned())), 403);
    assert_eq!(status(&|asked| asked.origin = Some("null".to_owned())), 403);
    assert_eq!(status(&|asked| asked.fetch_site = Some("cross-site".to_owned())), 403);
}

#[test]
fn a_page_is_what_build_writes_but_for_one_script() {
    let folder = small();
    let generation = next(&mut live(&folder), &Hints::Everything).expect("the first");
    let mut pages = 0;
    for (path, expected) in bytes(&generation.now.site) {
        if path == ".nojekyll" {
            continue;
        }
        let reply = ask(&generation, &request(&format!("/repo/{path}")));
        let Body::Bytes(shown) = &reply.body else { panic!("{path} is no stream") };
        let tag = header(&reply, "etag").trim_matches('"');
        let script = http::script_element(tag, 200, "/repo/").into_bytes();
        let at = shown.windows(script.len()).position(|window| window == script);
        assert_eq!(at.is_some(), path.ends_with(".html"), "{path}");
        let mut rest = shown.clone();
        if let Some(at) = at {
            rest.drain(at..at + script.len());
            pages += 1;
        }
        assert!(rest == expected, "{path} differs");
        let mut again = request(&format!("/repo/{path}"));
        again.if_none_match = Some(format!("\"{tag}\""));
        assert_eq!(ask(&generation, &again).status, 304, "{path}");
    }
    assert!(pages > 20, "the pages were looked at");
}

#[test]
fn what_waits_is_said_on_its_page_and_nowhere_else() {
    let folder = small();
    folder.write("content/events/one.md", &event("One", "date = \"2021\"\nreview = [\"date\"]"));
    let generation = next(&mut live(&folder), &Hints::Everything).expect("the first");
    let state = |path: &str| body(&ask(&generation, &request(&format!("/repo/_ssg/state.json?path={path}"))));
    let one = state("/repo/ru/events/one/");
    assert!(one.contains("content/events/one.md") && one.contains("\"fact\":\"date\""), "{one}");
    assert!(state("/repo/events/two/").contains("\"review\":[]"));
    assert!(state("/repo/").contains("\"page\":null"));
}

#[test]
fn messages_are_text_on_the_page_of_all_of_them() {
    let folder = small();
    folder.write("content/events/one.md", &event("One", "region = \"<script>alert(1)</script>\""));
    let generation = next(&mut live(&folder), &Hints::Everything).expect("the first");
    let page = body(&ask(&generation, &request("/repo/_ssg/")));
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    assert!(!page.contains("<script>alert"), "{page}");
}

#[test]
fn what_the_server_does_of_itself_rests_while_somebody_waits() {
    let waiting = super::Waiting::default();
    let (first, second) = (waiting.begin(), waiting.begin());
    let rested = std::sync::atomic::AtomicBool::new(false);
    let has_rested = || rested.load(std::sync::atomic::Ordering::SeqCst);
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            waiting.rest();
            rested.store(true, std::sync::atomic::Ordering::SeqCst);
        });
        drop(first);
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert!(!has_rested(), "one still waits");
        drop(second);
        thread.join().expect("it ends");
        assert!(has_rested());
    });
    // Nobody waits: it goes on at once.
    waiting.rest();
}

#[test]
fn a_site_below_a_path_beyond_ascii_is_found_there() {
    let folder = small();
    folder.write("site.toml", "title = \"Archive\"\nbase_url = \"https://archive.example/мұра/\"\n");
    let (mut live, everything) = (live(&folder), Hints::Everything);
    let generation = next(&mut live, &everything).expect("a site");
    let reply = ask(&generation, &request("/"));
    assert_eq!((reply.status, header(&reply, "location")), (302, "/%D0%BC%D2%B1%D1%80%D0%B0/"));
    assert_eq!(ask(&generation, &request("/%D0%BC%D2%B1%D1%80%D0%B0/")).status, 200);
    let reply = ask(&generation, &request("/%D0%BC%D2%B1%D1%80%D0%B0/events/one"));
    assert_eq!((reply.status, header(&reply, "location")), (301, "/%D0%BC%D2%B1%D1%80%D0%B0/events/one/"));
    assert_eq!(ask(&generation, &request("/events/one/")).status, 404);
}
