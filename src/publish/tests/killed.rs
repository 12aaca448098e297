//! Builds that are killed, at each of their steps and at any, and the builds after them.

use proptest::prelude::*;

use super::*;

/// Kills a build before each of its steps in turn, and looks at what it and the builds after it leave.
fn kill_everywhere(
    before: Option<&Pages<'_>>,
    killed: &Pages<'_>,
    killed_again: Option<&Pages<'_>>,
    after: &Pages<'_>,
) -> usize {
    for step in 0.. {
        let foreign: &[(&str, &str)] = if before.is_some() { &[(".git/HEAD", "ref")] } else { &[] };
        let site = if before.is_some() { Site::with_foreign(foreign) } else { Site::new() };
        let empty = Pages::new();
        let old = before.unwrap_or(&empty);
        if before.is_some() {
            site.build(old).unwrap();
            site.plant(&[("regions/mine", "mine")]);
        }
        if site.build_until(step, killed).is_ok() {
            return step;
        }
        if site.out().exists() {
            for (path, found) in site.tree() {
                let is = |pages: &Pages<'_>| pages.get(path.as_str()).is_some_and(|bytes| *bytes == found);
                let known = path.starts_with(".ssg-") || path.starts_with(".git") || path == "regions/mine";
                assert!(
                    known || path.ends_with('/') || is(old) || is(killed),
                    "step {step}: {path}: {found:?}"
                );
            }
        }
        if let Some(pages) = killed_again {
            let _ = site.build_until(step / 2, pages);
        }
        site.build(after).unwrap();
        let planted: &[(&str, &str)] = if before.is_some() { &[("regions/mine", "mine")] } else { &[] };
        site.assert_is(after, &[foreign, planted].concat());
    }
    unreachable!("a build has an end")
}

#[test]
fn killed_at_any_step_the_next_build_makes_the_whole_right() {
    let (old, new) = (Pages::from(OLD), Pages::from(NEW));
    let other =
        Pages::from([("index.html", "home 3"), ("becomes-file/one", "x"), ("events/a/index.html", "a 2")]);
    // Every page, made folder, move and deletion is a step.
    for (killed_again, after) in [(None, &old), (Some(&old), &new), (None, &other)] {
        assert!(kill_everywhere(Some(&old), &new, killed_again, after) > 30);
    }
    assert!(kill_everywhere(None, &new, None, &other) >= new.len() + 2);
}

#[test]
fn a_file_that_somebody_puts_where_a_killed_build_wanted_one_is_still_theirs() {
    let old = Pages::from([("index.html", "home 1")]);
    let new = Pages::from([("index.html", "home 2"), ("new/page.html", "ours")]);
    for step in 0.. {
        let site = Site::new();
        site.build(&old).unwrap();
        if site.build_until(step, &new).is_ok() {
            assert!(step > 4);
            break;
        }
        if site.path("public/new/page.html").exists() {
            continue;
        }
        site.plant(&[("new/page.html", "mine")]);
        assert!(matches!(site.build(&new), Err(PublishError::Foreign { .. })));
        site.build(&old).unwrap();
        site.assert_is(&old, &[("new/page.html", "mine")]);
    }
}

const PATHS: [&str; 10] = ["a", "a/b", "a/b/c", "a/b-c", "d", "d/e/f", "d/e/g", "h.html", "i/j/k", "i/l"];
const BYTES: [&str; 4] = ["0", "1", "2", "long"];
const FOREIGN: [(&str, &str); 3] = [("CNAME", "x"), (".git/HEAD", "y"), ("i/mine", "z")];

/// Pages of which none is a folder of another.
fn pages() -> impl Strategy<Value = Pages<'static>> {
    let entry = (prop::sample::select(&PATHS[..]), prop::sample::select(&BYTES[..]));
    prop::collection::vec(entry, 0..8).prop_map(|entries| {
        let mut pages = Pages::new();
        for (path, bytes) in entries {
            let clash = |other: &&str| {
                other.starts_with(&format!("{path}/")) || path.starts_with(&format!("{other}/"))
            };
            if !pages.keys().any(clash) {
                pages.insert(path, bytes);
            }
        }
        pages
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_built_or_killed_before_the_last_build_is_what_stands(
        builds in prop::collection::vec((pages(), prop::option::of(0usize..50)), 1..7),
        last in pages(),
        foreign in any::<bool>(),
    ) {
        let foreign = if foreign { &FOREIGN[..] } else { &[] };
        let site = if foreign.is_empty() { Site::new() } else { Site::with_foreign(&foreign[..2]) };
        if !foreign.is_empty() {
            site.build(&Pages::new()).unwrap();
            site.plant(foreign);
        }
        for (pages, step) in &builds {
            let _ = site.build_until(step.unwrap_or(usize::MAX), pages);
        }
        site.build(&last).unwrap();
        site.assert_is(&last, foreign);
    }
}
