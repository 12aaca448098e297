//! Every path is read back as the output that it was made for, and no two outputs share one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::archive;
use crate::config::Config;
use crate::document;
use crate::gazetteer::Gazetteer;
use crate::source::TextFile;

/// An archive whose listings are longer than a page, so that every kind of address occurs.
fn laid_out() -> (Archive, Plan) {
    let mut files: Vec<(String, String)> = (0..30)
        .map(|number| {
            let year = 2019 + number % 3;
            let kind = ["civic-forum", "meeting"][number % 2];
            let front = format!(
                "title = 'x'\ndate = '{year}-0{}'\nregion = 'turkistan'\nkind = '{kind}'\norganisations = ['alliance', 'Жаңа ұйым', 'Page']\naliases = ['old-{number}']",
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
    let mut config = (*archive.config).clone();
    config.outputs.feeds = crate::config::Feeds::Newest;
    let (archive, _) = archive::assemble(archive.documents.clone(), &Arc::new(config), false);
    let (plan, _) = lay_out(&archive, Vec::new());
    let feeds = plan.outputs().into_iter().filter(|output| matches!(output, Output::Feed(..)));
    let paths: Vec<String> = feeds.map(|output| plan.path(&archive, output)).collect();
    assert_eq!(paths, ["events/feed.xml", "ru/events/feed.xml", "en/events/feed.xml"]);
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

#[test]
fn the_pages_of_a_feed_hold_every_event_once_and_old_ones_stay_as_they_are() {
    let (_, plan) = laid_out();
    for count in [0, 1, 49, 50, 99, 100, 101, 149, 150, 1234] {
        let pages = (count / 50_usize).saturating_sub(1);
        // From the current page on towards the oldest events: no gap, nothing twice.
        let mut next = 0;
        for page in std::iter::once(0).chain((1..=pages).rev()) {
            let range = plan.feed_range(count, u32::try_from(page).expect("small"));
            assert_eq!(range.start, next, "{count} events, page {page}");
            next = range.end;
            if page > 0 {
                assert_eq!(range.len(), 50);
                // Counted from the oldest event, which new ones do not move.
                assert_eq!(count - range.end, (page - 1) * 50);
            }
        }
        assert_eq!(next, count);
        assert!(plan.feed_range(count, 0).len() < 100);
    }
}

#[test]
fn a_sitemap_is_spread_over_parts_above_fifty_thousand_addresses() {
    let (_, mut plan) = laid_out();
    plan.sitemap = Some(Sitemap::of(50_000));
    assert_eq!(plan.sitemap_parts(), 0);
    assert_eq!(plan.sitemap_range(50_000, 0), 0..50_000);
    plan.sitemap = Some(Sitemap::of(50_001));
    let parts = plan.sitemap_parts();
    let mut next = 0;
    for part in 1..=parts {
        let range = plan.sitemap_range(50_001, part);
        assert_eq!(range.start, next);
        assert!(!range.is_empty() && range.len() <= 50_000);
        next = range.end;
    }
    assert_eq!(next, 50_001);
    assert_eq!(plan.sitemap_at("sitemap-1.xml"), Some(Output::SitemapPart(1)));
    assert_eq!(plan.sitemap_at(&format!("sitemap-{parts}.xml")), Some(Output::SitemapPart(parts)));
    for path in ["sitemap-0.xml", "sitemap-01.xml", "sitemap-99.xml"] {
        assert_eq!(plan.sitemap_at(path), None, "{path}");
    }
}

#[test]
fn what_is_followed_is_the_archive_regions_kinds_and_organisations_with_five_events() {
    let (archive, plan) = laid_out();
    let paths: Vec<String> = plan
        .outputs()
        .into_iter()
        .map(|output| plan.path(&archive, output))
        .filter(|path| path.ends_with("feed.xml"))
        .collect();
    assert_eq!(paths.len(), 3 * 7, "{paths:#?}");
    for path in [
        "events/feed.xml",
        "ru/regions/turkistan/feed.xml",
        "en/kinds/meeting/feed.xml",
        "organisations/alliance/feed.xml",
    ] {
        assert!(paths.iter().any(|known| known == path), "{path}");
    }
    assert_eq!(plan.output_at(&archive, "dates/2019/feed.xml"), None);
    assert_eq!(plan.output_at(&archive, "events/feed/1.xml"), None);
    assert_eq!(
        plan.output_at(&archive, "ru/data/events.csv"),
        None,
        "the files are the same for all languages"
    );
    let mut config = (*archive.config).clone();
    let outputs = &mut config.outputs;
    (outputs.feeds, outputs.calendars, outputs.data) = (crate::config::Feeds::None, false, false);
    let (archive, _) = archive::assemble(archive.documents.clone(), &Arc::new(config), false);
    let (plan, _) = lay_out(&archive, Vec::new());
    for path in ["events/feed.xml", "events/events.ics", "data/events.csv", "data/index.html"] {
        assert_eq!(plan.output_at(&archive, path), None, "{path}");
    }
}
