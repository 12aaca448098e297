//! The reference pages against the program: every key that can be written is documented, every documented key
//! can be written, and likewise for the fields that templates see.

#![allow(clippy::disallowed_methods, reason = "the test reads the documentation")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use ssg::config::BaseUrl;
use ssg::diagnostics::{Code, Diagnostic};
use ssg::init;
use ssg::language::Language;
use ssg::site::{self, Settings};
use ssg::source::{SitePath, Sources, TextFile};
use ssg::{config, document};

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).expect(name)
}

/// The rows of the first table behind the line that begins with a mark: their cells.
fn rows<'t>(text: &'t str, mark: &str) -> Vec<Vec<&'t str>> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with(mark));
    assert!(lines.next().is_some(), "nothing begins with {mark:?}");
    lines
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

/// The words in back-ticks.
fn ticked(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A key that nobody knows: the answer lists those that are known.
const NOBODYS: &str = "qqqqqqqqqqqq";

fn known(diagnostics: &[Diagnostic]) -> BTreeSet<String> {
    let found = diagnostics
        .iter()
        .find(|found| found.code == Code::UnknownKey && found.message.contains(NOBODYS))
        .unwrap_or_else(|| panic!("the key is not reported: {diagnostics:?}"));
    let help = found.help.as_deref().unwrap_or_default();
    let (_, list) = help.split_once("known here: ").unwrap_or_else(|| panic!("no list in {help:?}"));
    list.split(", ").map(str::to_owned).collect()
}

#[track_caller]
fn check_keys(text: &str, mark: &str, known: &BTreeSet<String>) {
    let documented: BTreeSet<String> = rows(text, mark).iter().flat_map(|row| ticked(row[0])).collect();
    assert_eq!(&documented, known, "documented behind {mark:?} (left), known to the program (right)");
}

#[test]
fn every_key_of_front_matter_is_documented_and_can_be_written() {
    let text = page("content.md");
    let nobodys = format!("{NOBODYS} = 1");
    for (mark, path, front) in [
        ("## Events", "events/x.md", nobodys.clone()),
        ("### Organisations of an event", "events/x.md", format!("organisations = [{{ {nobodys} }}]")),
        ("### People of an event", "events/x.md", format!("people = [{{ {nobodys} }}]")),
        ("### Sources of an event", "events/x.md", format!("[[sources]]\n{nobodys}")),
        ("## Organisations", "organisations/x.md", nobodys.clone()),
        ("The table of names:", "organisations/x.md", format!("name = {{ {nobodys} }}")),
        ("`content/regions/<id>.md` describes", "regions/x.md", nobodys.clone()),
        ("## Pages", "pages/x.md", nobodys.clone()),
    ] {
        let file = TextFile {
            path: SitePath::new(&format!("content/{path}")),
            text: format!("+++\n{front}\n+++\n").into(),
        };
        check_keys(&text, mark, &known(&document::read(&file).1));
    }
}

#[test]
fn every_key_of_site_toml_is_documented_and_can_be_written() {
    let text = page("content.md");
    let read = |text: &str| {
        let file = TextFile { path: SitePath::new("site.toml"), text: text.into() };
        known(&config::read(&file).1)
    };
    let tables = read(&format!("{NOBODYS} = 1"));
    check_keys(&text, "## site.toml", &tables);
    for (mark, front) in [
        ("`[publisher]`:", "[publisher]"),
        ("`license` as a table:", "[license]"),
        ("`[listing]`:", "[listing]"),
        ("`[import]`:", "[import]"),
        ("`[people]`:", "[people]"),
        ("`[outputs]`, each", "[outputs]"),
    ] {
        check_keys(&text, mark, &read(&format!("{front}\n{NOBODYS} = 1")));
    }
}

/// A site in which every kind of page has something to show. All of it is invented.
fn everything() -> Sources {
    let request = init::Request {
        title: None,
        languages: Language::ALL.to_vec(),
        base_url: BaseUrl::parse("https://archive.example/some/"),
        today: chrono::NaiveDate::from_ymd_opt(2026, 11, 27).expect("a day"),
    };
    let mut sources = Sources::default();
    let mut files = init::files(&request);
    let further = [
        (
            "events/second.md",
            "title = \"Екінші\"\ndate = \"2024-05\"\nregion = \"akmola\"\naliases = [\"old\"]\nreview = [\"date\"]\nupdated = 2026-11-28\norganisations = [\"example-organisation\", \"Басқа ұйым\"]\npeople = [\"Біреу\"]",
        ),
        ("events/third.md", "title = \"Үшінші\"\nrights = \"excerpt\"\nwithdrawn = \"Қате\""),
        ("events/fourth.md", "title = \"Төртінші\""),
        (
            "events/fifth.md",
            "title = \"Бесінші\"\ndate = \"2023-05-01\"\nregion = \"abai\"\nkind = \"meeting\"",
        ),
        ("regions/akmola.md", ""),
    ];
    for (path, front) in further {
        files.push((format!("content/{path}"), format!("+++\n{front}\n+++\n\nМәтін. Мәтін.\n")));
    }
    for (path, text) in files {
        let file = TextFile { path: SitePath::new(&path), text: text.into() };
        if path == "site.toml" {
            sources.config = Some(file);
        } else if path.starts_with("content/") {
            sources.documents.push(file);
        }
    }
    sources.documents.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// For each template, what it sees of a few names on every page that it makes.
fn views(names: &BTreeSet<String>) -> BTreeMap<String, Vec<BTreeMap<String, Value>>> {
    let (site, diagnostics) =
        site::assemble(&everything(), &Settings { drafts: true, ..Settings::default() });
    let errors: Vec<_> =
        diagnostics.iter().filter(|found| found.severity == ssg::diagnostics::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let prepared = site.prepare_for_any_templates();
    let mut found: BTreeMap<String, Vec<BTreeMap<String, Value>>> = BTreeMap::new();
    for output in site.plan.outputs() {
        let Some(view) = prepared.views().view(output) else { continue };
        let seen = names
            .iter()
            .filter_map(|name| Some((name.clone(), serde_json::to_value(view.context.get(name)?).ok()?)));
        found.entry(view.template.to_owned()).or_default().push(seen.collect());
    }
    found
}

/// The fields that the page documents: template (or none for every page) and dotted field.
fn documented_fields(text: &str) -> Vec<(Option<String>, String)> {
    let start = text.find("## What a page sees").expect("the section");
    let end = text[start..].find("\n## Components").map_or(text.len(), |at| start + at);
    let mut templates: Vec<String> = Vec::new();
    let mut fields = Vec::new();
    let mut heading = "";
    for line in text[start..end].lines() {
        if let Some(found) = line.strip_prefix("### ") {
            heading = found;
            templates = found
                .split(", ")
                .filter(|name| name.ends_with(".html") || name.ends_with(".xml") || name.ends_with(".txt"))
                .map(str::to_owned)
                .collect();
            continue;
        }
        let Some(row) = line.strip_prefix("| `") else { continue };
        if heading == "What occurs in several places" {
            continue;
        }
        let cells: Vec<&str> = row.split(" | ").collect();
        let field = cells[0].trim_end_matches('`').to_owned();
        if templates.len() > 1 {
            // The second cell says which of them.
            let all = cells[1].starts_with("all");
            let named = ticked(&format!("`{}", cells[1].trim_start_matches('`')));
            for template in &templates {
                if all || named.contains(template) {
                    fields.push((Some(template.clone()), field.clone()));
                }
            }
        } else {
            fields.push((templates.first().cloned(), field));
        }
    }
    fields
}

/// Whether a dotted field is there, in whichever page has its parents.
fn has(views: &[BTreeMap<String, Value>], field: &str) -> bool {
    views.iter().any(|view| {
        let mut parts = field.split('.');
        let Some(mut value) = parts.next().and_then(|root| view.get(root)) else { return false };
        for part in parts {
            match value.get(part) {
                Some(next) => value = next,
                None => return false,
            }
        }
        true
    })
}

#[test]
fn every_field_that_templates_are_promised_is_there_and_the_other_way_round() {
    let text = page("templates.md");
    let fields = documented_fields(&text);
    assert!(fields.len() > 80, "fields were found: {}", fields.len());
    let roots: BTreeSet<String> =
        fields.iter().filter_map(|(_, field)| field.split('.').next()).map(str::to_owned).collect();
    let views = views(&roots);
    let on_every_page = ["home.html", "event.html", "listing.html", "page.html"];
    let mut missing = Vec::new();
    for (template, field) in &fields {
        let templates = template.as_deref().map_or(on_every_page.to_vec(), |template| vec![template]);
        for template in templates {
            if !views.get(template).is_some_and(|views| has(views, field)) {
                missing.push(format!("{template}: {field}"));
            }
        }
    }
    assert!(missing.is_empty(), "documented, and not there:\n{}", missing.join("\n"));

    // The other way round, for every table that is documented field by field.
    let dotted: BTreeSet<&str> = fields.iter().map(|(_, field)| field.as_str()).collect();
    let tables: BTreeSet<&str> =
        dotted.iter().filter_map(|field| field.split_once('.')).map(|(root, _)| root).collect();
    let mut silent = BTreeSet::new();
    for view in views.values().flatten() {
        for table in &tables {
            let Some(Value::Object(keys)) = view.get(*table) else { continue };
            silent.extend(
                keys.keys()
                    .map(|key| format!("{table}.{key}"))
                    .filter(|field| !dotted.contains(field.as_str())),
            );
        }
    }
    assert!(silent.is_empty(), "there, and not documented: {silent:?}");
}

#[test]
fn things_that_occur_in_several_places_have_the_fields_that_are_documented() {
    let text = page("templates.md");
    let names = ["cards", "page", "event", "listing"].map(str::to_owned).into_iter().collect();
    let views = views(&names);
    let rows: BTreeMap<&str, BTreeSet<String>> = rows(&text, "### What occurs in several places")
        .into_iter()
        .map(|row| (row[0], ticked(row[1])))
        .collect();
    for (thing, template, pointer) in [
        ("a link", "event.html", "/page/crumbs/0"),
        ("a count", "listing.html", "/listing/count"),
        ("a date", "event.html", "/event/date"),
        ("a region", "event.html", "/event/region"),
        ("a kind", "event.html", "/event/kind"),
        ("a language of a text", "event.html", "/event/languages/0"),
        ("a card", "home.html", "/cards/0"),
    ] {
        let value = views[template].iter().find_map(|view| {
            let view: Value = view.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
            view.pointer(pointer).filter(|value| value.is_object()).cloned()
        });
        let Some(Value::Object(keys)) = value else { panic!("no page of {template} has {pointer}") };
        let documented = rows.get(thing).unwrap_or_else(|| panic!("{thing} is not documented"));
        let silent: Vec<&String> = keys.keys().filter(|key| !documented.contains(*key)).collect();
        assert!(silent.is_empty(), "{thing}: {silent:?} not among {documented:?}");
    }
}

/// The keys of words that a text names by `marks`, as far as they stand there as a whole.
fn named<'t>(text: &'t str, marks: &[&str], end: char) -> BTreeSet<&'t str> {
    let is_key = |key: &&str| {
        key.contains('.')
            && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c))
    };
    let mut found = BTreeSet::new();
    for mark in marks {
        found
            .extend(text.split(mark).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).filter(is_key));
    }
    found
}

#[test]
fn every_word_that_the_program_or_a_template_asks_for_is_in_the_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tables = Language::ALL.map(|language| {
        let text = std::fs::read_to_string(root.join(format!("templates/strings/{}.toml", language.code())));
        text.expect("a table").parse::<toml::Table>().expect("TOML")
    });
    let has = |key: &str, table: &toml::Table| {
        let mut parts = key.split('.');
        let first = parts.next().and_then(|part| table.get(part));
        parts.fold(first, |found, part| found?.get(part)).is_some()
    };
    let mut asked = 0;
    let mut folders = vec![root.join("src"), root.join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
        {
            if entry.is_dir() {
                if entry.file_name().is_some_and(|name| name != "tests") {
                    folders.push(entry);
                }
                continue;
            }
            let text = std::fs::read_to_string(&entry).unwrap_or_default();
            let keys = match entry.extension().and_then(|extension| extension.to_str()) {
                Some("rs") if !entry.ends_with("tests.rs") => named(
                    &text,
                    &[
                        "strings.get(\"",
                        "strings.fill(\"",
                        "strings(language).get(\"",
                        "strings(language).fill(\"",
                    ],
                    '"',
                ),
                Some("html" | "xml") => named(&text, &["{{ t."], ' ').into_iter().collect(),
                _ => continue,
            };
            for key in keys {
                asked += 1;
                for (language, table) in Language::ALL.iter().zip(&tables) {
                    assert!(has(key, table), "{key} is not in {}: {}", language.code(), entry.display());
                }
            }
        }
    }
    assert!(asked > 100, "only {asked} were found");
}
