//! After any edits the server shows what a fresh start shows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::{Folder, SITE, bytes, event, live, next, paths, small, sourced};
use crate::serve::generation::{Generation, Step};
use crate::site::{self, Settings, Site};
use crate::source::{self, Hints, SitePath, Sources, TextFile};

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
