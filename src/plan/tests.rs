//! Every path is read back as the output that it was made for, and no two outputs share one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::archive;
use crate::config::Config;
use crate::document;
use crate::source::TextFile;

/// An archive whose listings are longer than a page, so that every kind of address occurs.
fn laid_out() -> (Archive, Plan) {
    let mut files: Vec<(String, String)> = (0..30)
        .map(|number| {
            let year = 2019 + number % 3;
            let kind = ["civic-forum", "meeting"][number % 2];
            let front = format!(
                "title = 'x'\ndate = '{year}-0{}'\nregion = 'turkistan'\nkind = '{kind}'\norganisations = ['alliance', 'Жаңа ұйым']\naliases = ['old-{number}']",
                1 + number % 9
            );
            (format!("events/e{number}"), front)
        })
        .collect();
    files.push(("events/undated".to_owned(), "title = 'x'".to_owned()));
    files.push(("organisations/alliance".to_owned(), "name = 'Альянс'".to_owned()));
    files.push(("pages/about".to_owned(), "title = 'x'".to_owned()));
    let documents = files
        .iter()
        .filter_map(|(path, front)| {
            let path = SitePath::new(&format!("content/{path}.md"));
            document::read(&TextFile { path, text: format!("+++\n{front}\n+++\n").into() }).0.map(Arc::new)
        })
        .collect();
    let mut config = Config { per_page: 5, ..Config::default() };
    config.base_url.origin = Some("https://archive.example".to_owned());
    let (archive, _) = archive::assemble(documents, &Arc::new(config), false);
    let asset = Asset::embedded(SitePath::new("static/assets/style.css"), b"body{}");
    let (plan, diagnostics) = lay_out(&archive, vec![("assets/style.css".to_owned(), asset)]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    (archive, plan)
}

#[test]
fn a_path_is_read_back_as_the_output_that_it_was_made_for() {
    let (archive, plan) = laid_out();
    let outputs = plan.outputs();
    assert!(outputs.len() > 400, "{}", outputs.len());
    let mut paths = BTreeSet::new();
    for output in outputs {
        let path = plan.path(&archive, output);
        assert_eq!(plan.output_at(&archive, &path), Some(output), "{path}");
        assert!(paths.insert(fold_path(&path)), "{path} stands twice");
    }
}

#[test]
fn what_is_not_in_the_plan_is_not_found() {
    let (archive, plan) = laid_out();
    for path in [
        "",
        "events",
        "events/",
        "/index.html",
        "events//index.html",
        "events/e99/index.html",
        "events/page/1/index.html",
        "events/page/02/index.html",
        "events/page/99/index.html",
        "events/page/-2/index.html",
        "kk/index.html",
        "ru/ru/index.html",
        "regions/astana/index.html",
        "regions/turkistan/02019/index.html",
        "regions/turkistan/round-table/index.html",
        "dates/2019/1/index.html",
        "dates/2019/13/index.html",
        "dates/1999/index.html",
        "../Cargo.toml",
        "assets/style.css/index.html",
    ] {
        assert_eq!(plan.output_at(&archive, path), None, "{path}");
    }
}

#[test]
fn a_claim_on_a_taken_path_is_refused_also_by_case_and_by_folders() {
    let (archive, _) = laid_out();
    let file = |path: &str| (path.to_owned(), Asset::embedded(SitePath::new(&format!("static/{path}")), b""));
    for path in [
        "index.html",
        "Events/index.html",
        "events",
        "EVENTS/e1",
        "robots.txt",
        "robots.txt/x",
        "ru",
        "sitemap.xml",
    ] {
        let (_, diagnostics) = lay_out(&archive, vec![file(path)]);
        assert_eq!(diagnostics.len(), 1, "{path}");
        assert_eq!(diagnostics[0].code, Code::PathClash, "{path}");
    }
    for pair in [["a.txt", "A.txt"], ["a", "a/b"], ["a/b", "a"], ["й.txt", "и\u{306}.txt"]] {
        let (_, diagnostics) = lay_out(&archive, pair.map(file).to_vec());
        assert_eq!(diagnostics.len(), 1, "{pair:?}");
    }
    let (_, diagnostics) =
        lay_out(&archive, vec![file("CNAME"), file("events/e1/photo.jpg"), file("a/b"), file("a/c")]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn a_crossed_listing_is_made_only_where_the_plain_one_is_longer_than_a_page() {
    let (archive, plan) = laid_out();
    let region = Gazetteer::built_in().index_of("turkistan").expect("a region");
    assert_eq!(plan.count(Listing::RegionYear(region, 2019)), Some(10));
    let mut config = (*archive.config).clone();
    config.per_page = 50;
    let documents = archive.documents.clone();
    let (archive, _) = archive::assemble(documents, &Arc::new(config), false);
    let (plan, _) = lay_out(&archive, Vec::new());
    assert_eq!(plan.count(Listing::RegionYear(region, 2019)), None);
    assert_eq!(plan.count(Listing::Region(region)), Some(30));
}
