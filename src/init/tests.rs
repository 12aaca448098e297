//! New sites in every combination of languages: what they hold, and that nothing is wrong with them.

use super::*;
use crate::diagnostics::Severity;
use crate::site::{self, Settings};
use crate::source::Sources;

fn request(title: Option<&str>, languages: &[Language], base_url: Option<&str>) -> Request {
    Request {
        title: title.map(str::to_owned),
        languages: languages.to_vec(),
        base_url: base_url.and_then(BaseUrl::parse),
        today: NaiveDate::from_ymd_opt(2026, 11, 27).unwrap(),
    }
}

/// The new files as a site has them.
fn sources(files: &[NewFile]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        let file = TextFile { path: SitePath::new(path), text: text.as_str().into() };
        if path == "site.toml" {
            sources.config = Some(file);
        } else if path.starts_with("content/") {
            sources.documents.push(file);
        }
    }
    sources.documents.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

#[test]
fn nothing_is_wrong_with_a_new_site_in_any_languages() {
    let [kk, ru, en] = Language::ALL;
    for languages in [&[kk, ru, en][..], &[ru, kk], &[en, ru, kk], &[kk], &[ru], &[en]] {
        for base_url in [None, Some("https://name.github.io/archive/")] {
            let files = files(&request(None, languages, base_url));
            let sources = sources(&files);
            let (site, diagnostics) = site::assemble(&sources, &Settings::default());
            let worse: Vec<_> = diagnostics.iter().filter(|found| found.severity < Severity::Note).collect();
            assert!(worse.is_empty(), "{languages:?}: {worse:#?}");
            // Where the address is known, there is not even advice.
            assert_eq!(diagnostics.is_empty(), base_url.is_some(), "{languages:?}: {diagnostics:#?}");
            assert_eq!(site.archive.config.languages, languages);
            assert_eq!(site.archive.events.len(), 1);
            assert_eq!(site.archive.events[0].language, languages[0]);
            let texts = site.archive.events[0].texts.iter().filter(|(_, text)| text.is_some()).count();
            assert_eq!(texts, languages.len(), "the example has a text in every language");
        }
    }
}

#[test]
fn the_example_says_that_it_is_one() {
    for (language, word) in Language::ALL.into_iter().zip(["Мысал", "Пример", "Example"]) {
        let files = files(&request(None, &[language], None));
        let (_, event) = files.iter().find(|(path, _)| path == "content/events/example.md").unwrap();
        assert!(event.contains(&format!("title = \"{word}: ")), "{event}");
    }
}

#[test]
fn a_title_with_every_sign_is_kept() {
    let title = "«Мұрағат» \"2026\" \\ # {today} {languages}";
    let files = files(&request(Some(title), &[Language::Russian, Language::English], None));
    let (site, _) = site::assemble(&sources(&files), &Settings::default());
    assert_eq!(site.archive.config.title[Language::English], title);
    let (path, _) = files.last().unwrap();
    assert_eq!(path, "site.toml", "what is interrupted is no site");
}

#[test]
fn no_placeholder_is_left() {
    for languages in [[Language::Kazakh], [Language::Russian], [Language::English]] {
        for (path, text) in files(&request(None, &languages, None)) {
            for name in ["heading", "today", "title", "description", "languages", "base_url", "check"] {
                assert!(!text.contains(&format!("{{{name}}}")), "{path} has {name}");
            }
            assert!(!text.contains("{version}") && !text.contains("{repository}"), "{path}");
        }
    }
}
