//! What is shown and said while something is broken.

use std::fs;

use super::{ask, body, bytes, event, header, live, next, paths, request, small};
use crate::diagnostics::{Code, Diagnostic};
use crate::serve::generation::{Generation, Live};
use crate::source::{Hints, SitePath};
use crate::stopwatch::Stopwatch;

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
