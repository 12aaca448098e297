//! The search, from files to answers: over a small archive of invented events in `tests/search/archive.txt`.
//!
//! The snapshots of this file are what `tests/search/check.mjs` holds the browser's script to.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]
#![allow(
    clippy::print_stdout,
    clippy::disallowed_macros,
    reason = "how good the search is, is worth reading"
)]

mod support;

use ssg::language::Language;
use ssg::search::{Found, Layout, Part, find};
use ssg::terms;
use support::{Output, Site};

fn built() -> Output {
    Site::new(include_str!("search/archive.txt")).build()
}

/// Asks a built site, by its files alone.
fn ask(output: &Output, query: &str) -> Vec<Found> {
    find(&|part| output.files.get(&Layout::path(part)).cloned().unwrap_or_default(), query)
}

/// The ids of the events, by their numbers.
fn ids(output: &Output) -> Vec<String> {
    let mut ids = Vec::new();
    for file in 0.. {
        let Some(bytes) = output.files.get(&Layout::path(Part::Cards(Language::Kazakh, file))) else { break };
        let cards: Vec<Vec<String>> = serde_json::from_slice(bytes).expect("cards are JSON");
        ids.extend(cards.into_iter().map(|card| card[0].clone()));
    }
    ids
}

fn cases() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    include_str!("search/queries.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" => "))
        .map(|(query, ids)| (query, ids.split_whitespace().collect()))
}

#[test]
fn queries_find_these_events_in_this_order() {
    let output = built();
    let ids = ids(&output);
    let (mut queries, mut precision, mut recall) = (0, 0.0, 0.0);
    let mut missed = Vec::new();
    let mut answers = Vec::new();
    for (query, wanted) in cases() {
        let found: Vec<&str> =
            ask(&output, query).iter().map(|found| ids[found.number as usize].as_str()).collect();
        let right = wanted.iter().filter(|id| found.contains(id)).count();
        queries += 1;
        recall += right as f64 / wanted.len() as f64;
        precision += right as f64 / found.len().max(1) as f64;
        if right < wanted.len() {
            missed.push(format!("{query}: {wanted:?} in {found:?}"));
        }
        answers.push(format!("{query}\t{}", found.join(" ")));
    }
    println!(
        "{queries} queries: precision {:.3}, recall {:.3}",
        precision / f64::from(queries),
        recall / f64::from(queries)
    );
    assert!(queries >= 150, "{queries} queries");
    assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
    assert!(precision / f64::from(queries) > 0.95, "what was not looked for is found");
    insta::assert_snapshot!(answers.join("\n"));
}

#[test]
fn words_become_these_terms() {
    let mut lines = Vec::new();
    let forms =
        [include_str!("../src/terms/kazakh-forms.txt"), include_str!("../src/terms/kazakh-unlisted.txt")];
    let forms = forms.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
    let kazakh = forms.flat_map(|line| line.split([':', ' '])).filter(|form| !form.is_empty());
    lines.extend(kazakh.map(|form| ("kk", form)));
    lines.extend(
        include_str!("search/words.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t')),
    );
    let shown: Vec<String> = lines
        .into_iter()
        .map(|(language, text)| {
            let terms: Vec<String> = match Language::from_code(language) {
                Some(language) => terms::keys(text, language),
                None => terms::candidates(text)
                    .into_iter()
                    .map(|word| format!("{}:{}:{}", word.terms.join("|"), word.beginning, word.letters))
                    .collect(),
            };
            format!("{language}\t{text}\t{}", terms.join(" "))
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn drafts_withdrawn_events_and_what_rights_forbid_are_not_found() {
    let site = Site::new(include_str!("search/archive.txt"));
    let run = site.run(&["build", "--drafts"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let output = site.output();
    assert!(output.has("events/draft-secret/index.html"), "drafts are shown");
    assert_eq!(ask(&output, "қаламқұмырсқа"), Vec::new());
    let secret = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.contains("kalamkum") || text.to_lowercase().contains("қаламқұмырсқа")
    };
    let told: Vec<_> =
        output.files.iter().filter(|(path, bytes)| path.starts_with("search/") && secret(bytes)).collect();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn without_search_there_is_no_trace_of_it() {
    let site = Site::new(include_str!("search/archive.txt"));
    let config = std::fs::read_to_string(site.path("site.toml")).expect("a configuration");
    site.write_bytes("site.toml", format!("{config}[outputs]\nsearch = false\n").as_bytes());
    site.write_bytes("static/assets/search.svg", b"<svg/>");
    let output = site.build();
    assert!(output.has("assets/search.svg"), "a file of the site's own stays");
    assert!(!output.has("assets/search.js"));
    assert!(!output.files.keys().any(|path| path.contains("search/")), "no page and no index");
    assert!(!output.text("index.html").contains("search"), "no box on the front page");
}

#[test]
fn every_page_leads_to_the_search_and_the_search_to_the_listings() {
    let output = built();
    assert!(output.text("ru/index.html").contains("action=\"/ru/search/\""));
    assert!(output.text("en/events/astana-forum-10/index.html").contains("href=\"/en/search/\""));
    let page = output.text("search/index.html");
    for address in ["/regions/", "/dates/", "/organisations/", "/kinds/", "/events/", "/regions/abai/"] {
        assert!(page.contains(&format!("href=\"{address}\"")), "{address}");
    }
}

#[test]
fn what_a_browser_may_have_kept_is_asked_for_anew_when_a_name_or_a_word_changes() {
    let version = |site: &Site| {
        let start: serde_json::Value =
            serde_json::from_slice(&site.build().files["search/start.json"]).expect("JSON");
        start["v"].as_str().expect("a version").to_owned()
    };
    let site = Site::new(include_str!("search/archive.txt"));
    site.write("-- content/organisations/named.md --\n+++\nname = \"«Береке» қоры\"\n+++\n");
    site.write("-- content/events/of-named.md --\n+++\ntitle = \"Жиын\"\norganisations = [\"named\"]\n+++\n");
    let first = version(&site);
    assert_eq!(version(&site), first);
    // The same terms, in other letters.
    site.write("-- content/organisations/named.md --\n+++\nname = \"«БЕРЕКЕ» қоры\"\n+++\n");
    let second = version(&site);
    assert_ne!(second, first);
    site.write("-- templates/strings/kk.toml --\n[date]\nunknown = \"күні жоқ\"\n");
    assert_ne!(version(&site), second);
}
