//! What is answered to a request.

use super::{ask, body, bytes, event, header, live, next, request, small};
use crate::serve::http::{self, Body, Request};
use crate::source::Hints;

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
    let waiting = crate::serve::Waiting::default();
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
