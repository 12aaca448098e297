//! What holds for every input: one function for each target, which panics where it does not.

use ssg::archive;
use ssg::config::Config;
use ssg::date::Date;
use ssg::document::{self, Record, print};
use ssg::evidence::Evidence;
use ssg::import::facts::Read;
use ssg::import::known::Known;
use ssg::import::read::Arguments;
use ssg::import::{self, json};
use ssg::markdown::{self, LinkKind, Options, Target};
use ssg::review::apply::find_changes;
use ssg::review::{facts, spreadsheet};
use ssg::source::{SitePath, TextFile};
use std::sync::Arc;

fn file(path: &str, text: &str) -> TextFile {
    TextFile { path: SitePath::new(path), text: text.into() }
}

/// A content file is read or reported, with places that are in it; what is printed is read as the same.
pub fn front_matter(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for fence in ["+++", "---"] {
        let whole = format!("{fence}\n{text}");
        let (read, diagnostics) = document::read(&file("content/events/x.md", &whole));
        for place in diagnostics.iter().flat_map(|diagnostic| &diagnostic.places) {
            let span = place.span.unwrap_or_default();
            assert!(whole.get(span.start..span.end).is_some(), "{span:?}");
        }
        let Some(read) = read.filter(|_| diagnostics.is_empty()) else { continue };
        let Record::Event(event) = &read.record else { panic!("an event's file is an event") };
        let printed = print::print(event, read.body());
        let (again, diagnostics) = document::read(&file("content/events/x.md", &printed));
        assert!(diagnostics.is_empty(), "{printed}\n{diagnostics:?}");
        let again = again.expect("what was printed is read");
        let Record::Event(other) = &again.record else { panic!("an event's file is an event") };
        assert_eq!(print::print(other, again.body()), printed);
    }
}

/// A date is read or not; what is written is read as the same, and its order is sound.
pub fn date(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match text.parse::<Date>() {
        Ok(date) => {
            assert_eq!(date.to_string().parse::<Date>().expect("what was written"), date);
            assert!(date.earliest_day() <= date.latest_day() || date.latest_day().is_none());
            let _ = (date.sort_key(), date.years(), date.months());
        }
        Err(error) => {
            if let Some(hint) = error.hint() {
                assert!(!hint.is_empty());
            }
        }
    }
}

/// A body becomes HTML in which nothing runs, however it is put together.
pub fn markdown(bytes: &[u8]) {
    let Ok(body) = std::str::from_utf8(bytes) else { return };
    let outline = markdown::outline(body);
    for link in &outline.links {
        assert!(body.get(link.span.start..link.span.end).is_some());
    }
    let options = Options { heading_shift: 1, ..Options::default() };
    let html = markdown::to_html(body, &options, &mut |target, kind| match kind {
        LinkKind::Link if target.len() % 2 == 0 => Target::Unchanged,
        LinkKind::Link | LinkKind::Image => Target::Href("/x".to_owned()),
    });
    for tag in markdown::start_tags(&html) {
        let name = tag.name();
        assert!(!["script", "style", "iframe", "object", "base", "svg", "form"].contains(&name), "{name}");
        for attribute in ["style", "onclick", "onload", "onerror"] {
            assert!(tag.value(attribute).is_none(), "{attribute}");
        }
        for attribute in ["href", "src"] {
            assert!(tag.value(attribute).is_none_or(|target| markdown::is_safe(&target)), "{html}");
        }
    }
    assert!(!html.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
    assert!(markdown::excerpt(body, 300).chars().count() <= 300);
    let _ = markdown::plain_text(body);
}

/// An article of any bytes is read or refused.
pub fn article(bytes: &[u8]) {
    for name in ["x.html", "x.txt"] {
        let Ok(article) = import::read::read(name, bytes, &Arguments::default()) else { continue };
        let facts = import::understand(&article, &Known::default());
        let _ = json::to_json(&article, &facts).to_string();
    }
}

/// Every piece of evidence stands in the text that it was read from; evidence files are read as written.
pub fn evidence(bytes: &[u8]) {
    fn stands<T>(text: &str, read: Option<&Read<T>>) {
        if let Some(evidence) = read.and_then(|read| read.evidence.as_ref()) {
            let quote = text.get(evidence.span.start..evidence.span.end);
            assert!(quote.is_some_and(|quote| !quote.is_empty()), "{:?}", evidence.span);
        }
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(article) = import::read::read("x.txt", text.as_bytes(), &Arguments::default()) {
        let facts = import::understand(&article, &Known::default());
        let text = &article.text;
        stands(text, facts.title.as_ref());
        stands(text, facts.date.as_ref());
        stands(text, facts.region.as_ref());
        stands(text, facts.place.as_ref());
        stands(text, facts.kind.as_ref());
        stands(text, facts.number.as_ref());
        stands(text, facts.theme.as_ref());
        facts.organisations.iter().for_each(|read| stands(text, Some(read)));
        facts.people.iter().for_each(|read| stands(text, Some(read)));
        facts.credits.iter().for_each(|read| stands(text, Some(read)));
        for span in facts.removed.iter().map(|removed| removed.span).chain(facts.body.iter().copied()) {
            assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        }
    }
    if let Ok(evidence) = Evidence::parse(&file("content/events/x.evidence.toml", text)) {
        let printed = evidence.print();
        let again =
            Evidence::parse(&file("content/events/x.evidence.toml", &printed)).expect("what was printed");
        assert_eq!(again.print(), printed);
    }
}

/// A table is read or refused; what is taken over leaves pages that are read.
pub fn spreadsheet(bytes: &[u8]) {
    const PAGE: &str = "+++\ntitle = \"Форум\"\ndate = \"2021-11\"\nnumber = 3\norganisations = [\"Береке\"]\nreview = [\"date\"]\n+++\nМәтін.\n";
    let page = file("content/events/forum.md", PAGE);
    let (document, _) = document::read(&page);
    let documents = document.into_iter().map(Arc::new).collect();
    let (archive, _) = archive::assemble(documents, &Arc::new(Config::default()), true);
    let Ok(sheet) = spreadsheet::read(bytes) else { return };
    let rows: Vec<Vec<String>> = sheet.rows.iter().map(|row| row.cells.clone()).collect();
    if !rows.is_empty() {
        let again = spreadsheet::read(&spreadsheet::write(&rows)).expect("what was written");
        let again: Vec<Vec<String>> = again.rows.into_iter().map(|row| row.cells).collect();
        assert_eq!(again, rows);
    }
    let Ok(corrections) = find_changes(&sheet, &archive, std::slice::from_ref(&page)) else { return };
    for change in corrections.changes {
        let Ok(text) = change.make(PAGE) else { continue };
        let (_, diagnostics) = document::read(&file("content/events/forum.md", &text));
        assert!(diagnostics.is_empty(), "{text}\n{diagnostics:?}");
    }
    let _ = facts::table(&archive, &[], &[page]);
}
