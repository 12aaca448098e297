//! What other programs read, read back by parsers that had no part in the writing.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use std::collections::BTreeMap;

use icalendar::{Calendar, CalendarComponent, Component, EventLike};
use roxmltree::{Document, Node};
use serde_json::Value;
use support::{Output, Site};

/// Synthetic events with all kinds of dates and rights, one of them hostile.
fn hostile() -> Site {
    Site::new(HOSTILE)
}

/// In the words of TOML: quotation marks, tags, the end of CDATA, a line break, a letter that XML cannot hold.
const TITLE: &str =
    r#"=cmd|' /C calc'!A0 \"><script>alert(1)</script> ]]> {x} \\ ; , & % \n second\uFFFE қӘі"#;

const HOSTILE: &str = r#"
-- site.toml --
title = { kk = "Мұрағат", ru = "Архив", en = "Archive" }
description = "Жасанды <оқиғалар> & тағы"
base_url = "https://archive.example/repo/"
license = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }
publisher = { name = "Publisher <&> ]]>", url = "https://publisher.example/" }
[check]
missing-source = "off"
unknown-organisation = "off"
-- content/events/day.md --
+++
title = "TITLE"
summary = "TITLE"
date = "2021-11-22"
region = "turkistan"
place = "Сарай; зал, «Ақ \\ Орда»"
kind = "civic-forum"
theme = "TITLE"
organisations = ["alliance", { name = "=Ұйым ]]> <b>", role = "organiser" }]
people = [{ name = "+Адам", role = "TITLE", organisation = "alliance" }]
recorded = 2024-01-05
updated = 2024-02-01
[[sources]]
title = "TITLE"
publisher = "-Басылым"
url = "https://news.example/?a=1&b=2"
archived = "https://web.example/1"
published = 2021-11-23
accessed = 2024-01-04
+++

Мәтін *бар* [альянс](../organisations/alliance.md), `</script>`, ]]> & <b>қалың</b>.
-- content/events/day.ru.md --
+++
title = "Русский <заголовок> ]]>"
+++
-- content/events/days.md --
+++
title = "Бес күн"
date = "2021-11-22/2021-11-26"
region = "turkistan"
kind = "meeting"
recorded = 2024-01-06
+++
-- content/events/month.md --
+++
title = "Ай"
date = "2021-12"
region = "turkistan"
rights = "excerpt"
recorded = 2024-01-02
+++

ҮЗІНДІ басы. QUPIA
-- content/events/perhaps.md --
+++
title = "Мүмкін"
date = "2021-11-22?"
rights = "metadata"
summary = "QUPIA"
+++

QUPIA
-- content/events/nothing.md --
+++
title = "Күні жоқ"
recorded = 2024-01-03
+++
-- content/events/withdrawn.md --
+++
title = "QUPIA қайтарылған"
date = "2021-11-22"
region = "turkistan"
withdrawn = "Қате"
organisations = ["QUPIA ұйымы"]
+++
-- content/events/draft.md --
+++
title = "QUPIA нобай"
date = "2021-11-22"
draft = true
+++
-- content/organisations/alliance.md --
+++
name = { kk = "=Альянс <&> ]]>", ru = "Альянс НПО" }
kind = "association-of-legal-entities"
aliases = ["@alias"]
wikidata = "Q42"
+++
"#;

fn built() -> Output {
    let site = Site::new(&HOSTILE.replace("TITLE", TITLE));
    site.build()
}

/// The hostile title as a reader is to see it.
fn title() -> String {
    "=cmd|' /C calc'!A0 \"><script>alert(1)</script> ]]> {x} \\ ; , & % \n second қӘі".to_owned()
}

fn in_xml(text: &str) -> String {
    text.replace('\u{fffe}', "\u{fffd}")
}

fn child<'a>(node: &Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.children().find(|child| child.has_tag_name((ATOM, name))).and_then(|child| child.text())
}

const ATOM: &str = "http://www.w3.org/2005/Atom";

fn entries<'a>(document: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    document.root_element().children().filter(|node| node.has_tag_name((ATOM, "entry"))).collect()
}

fn json(output: &Output, path: &str) -> Value {
    serde_json::from_str(output.text(path)).expect(path)
}

fn rows(output: &Output, path: &str) -> Vec<BTreeMap<String, String>> {
    let text = output.text(path);
    let text = text.strip_prefix('\u{feff}').expect("a mark that spreadsheets know UTF-8 by");
    assert!(!text.replace("\r\n", "").contains('\r'), "line ends");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// What stands in the page's `<script>` of structured data.
fn structured(page: &str) -> Vec<Value> {
    let script = page.split("<script type=\"application/ld+json\">").nth(1).expect("structured data");
    let value: Value =
        serde_json::from_str(script.split("</script>").next().expect("its end")).expect("JSON");
    match value.get("@graph") {
        Some(Value::Array(graph)) => graph.clone(),
        _ => vec![value],
    }
}

fn of_type<'a>(graph: &'a [Value], name: &str) -> &'a Value {
    graph.iter().find(|node| node["@type"] == name).unwrap_or_else(|| panic!("no {name} in {graph:#?}"))
}

#[test]
fn feeds_are_well_formed_and_hold_the_events_as_they_were_recorded() {
    let output = built();
    let text = output.text("events/feed.xml");
    let document = Document::parse(text).expect("well-formed");
    let feed = document.root_element();
    assert_eq!(feed.attribute(("http://www.w3.org/XML/1998/namespace", "lang")), Some("kk"));
    assert_eq!(child(&feed, "updated"), Some("2024-02-01T00:00:00Z"), "of the newest change");
    let entries = entries(&document);
    let titles: Vec<&str> = entries.iter().filter_map(|entry| child(entry, "title")).collect();
    assert_eq!(
        titles,
        ["Бес күн", &in_xml(&title()), "Күні жоқ", "Ай", "Мүмкін"],
        "newest in the archive first"
    );
    let day = &entries[1];
    assert_eq!(child(day, "updated"), Some("2024-02-01T00:00:00Z"));
    assert_eq!(child(day, "published"), Some("2024-01-05T00:00:00Z"));
    assert_eq!(child(day, "summary"), Some(&*in_xml(&title())));
    let content = child(day, "content").expect("the text is the archive's own");
    assert!(
        content.contains("<em>бар</em>") && content.contains("href=\"/repo/organisations/alliance/\""),
        "{content}"
    );
    assert_eq!(child(&entries[3], "content"), Some("ҮЗІНДІ басы. QUPIA"), "an excerpt is all there is");
    assert!(!text.contains("QUPIA қайтарылған") && !text.contains("нобай"));
    // Of a text that is nobody's to publish, only the title.
    assert_eq!(child(&entries[4], "content"), None);
    assert_eq!(child(&entries[4], "summary"), None);
    let alternate = day
        .children()
        .find(|node| node.has_tag_name((ATOM, "link")) && node.attribute("rel").is_none())
        .and_then(|link| link.attribute("href"));
    assert_eq!(alternate, Some("https://archive.example/repo/events/day/"));
}

#[test]
fn ids_in_feeds_and_calendars_do_not_change_with_the_address() {
    let ids = |output: &Output| -> Vec<String> {
        let mut ids = Vec::new();
        for path in ["events/feed.xml", "ru/events/feed.xml", "kinds/meeting/feed.xml"] {
            let document = Document::parse(output.text(path)).expect("well-formed");
            ids.extend(
                document
                    .descendants()
                    .filter(|node| node.has_tag_name((ATOM, "id")))
                    .filter_map(|node| node.text())
                    .map(ToOwned::to_owned),
            );
        }
        ids.extend(
            output
                .text("events/events.ics")
                .lines()
                .filter(|line| line.starts_with("UID:"))
                .map(ToOwned::to_owned),
        );
        ids
    };
    let site = hostile();
    let first = ids(&site.build());
    assert!(first.iter().all(|id| id.starts_with("urn:uuid:") || id.starts_with("UID:")), "{first:?}");
    let run = site.run(&["build", "--base-url", "https://elsewhere.example/deep/er/"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(ids(&site.output()), first);
}

#[test]
fn calendars_hold_days_and_nothing_that_is_less_exact() {
    let output = built();
    let text = output.text("events/events.ics");
    for line in text.strip_suffix("\r\n").expect("CRLF").split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let calendar: Calendar = text.parse().expect("a calendar");
    let events: Vec<&icalendar::Event> = calendar
        .components
        .iter()
        .filter_map(|component| match component {
            CalendarComponent::Event(event) => Some(event),
            _ => None,
        })
        .collect();
    let days: Vec<(Option<&str>, Option<&str>)> =
        events.iter().map(|event| (event.property_value("DTSTART"), event.property_value("DTEND"))).collect();
    assert_eq!(
        days,
        [(Some("20211122"), Some("20211127")), (Some("20211122"), None)],
        "one day needs no end"
    );
    let day = events[1];
    assert!(text.contains("DTSTART;VALUE=DATE:20211122\r\n"));
    assert_eq!(day.get_summary().map(unescaped), Some(title()));
    assert_eq!(
        day.get_location().map(unescaped),
        Some("Сарай; зал, «Ақ \\ Орда», Түркістан облысы".to_owned())
    );
    assert_eq!(day.property_value("LAST-MODIFIED"), Some("20240201T000000Z"));
    assert_eq!(day.property_value("SEQUENCE"), Some("19754"), "the day of the last change");
    assert_eq!(events[0].property_value("SEQUENCE"), None, "which is 0");
    assert_eq!(day.get_url(), Some("https://archive.example/repo/events/day/"));
    // Five are listed, two have days.
    let page = output.text("en/events/index.html");
    assert!(page.contains("5 in all, 2 in the calendar, 3 without an exact day"), "the page says how many");
}

/// Undoes the escaping of iCalendar text, should the parser have left it.
fn unescaped(text: &str) -> String {
    if !text.contains("\\n") {
        return text.to_owned();
    }
    text.replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\")
}

#[test]
fn tables_and_json_say_the_same_and_count_as_the_listings_do() {
    let output = built();
    let events = json(&output, "data/events.json");
    let events = events.as_array().expect("a list");
    let lines: Vec<Value> = output
        .text("data/events.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(&lines, events);
    let table = rows(&output, "data/events.csv");
    assert_eq!(table.len(), events.len());
    let ids: Vec<&str> = events.iter().filter_map(|event| event["id"].as_str()).collect();
    assert_eq!(ids, ["month", "days", "day", "perhaps", "nothing"], "as the page of all events lists them");
    for (row, event) in table.iter().zip(events) {
        assert_eq!(event["id"], row["id"].as_str());
        assert_eq!(event["date"].as_str().unwrap_or_default(), row["date"]);
        assert_eq!(event["title"]["kk"].as_str().unwrap_or_default(), unguarded(&row["title_kk"]));
        assert_eq!(event["url"]["kk"], row["url"].as_str());
    }
    let day = &table[2];
    assert_eq!(unguarded(&day["title_kk"]), title());
    assert!(day["title_kk"].starts_with("'="), "no spreadsheet runs it");
    assert_eq!(day["organisations"], "alliance | uiym-b");
    assert_eq!(day["organisation_roles"], "participant | organiser");
    assert_eq!(day["people"], "'+Адам");
    assert_eq!(table[3]["date"], "2021-11-22?");
    assert_eq!(events[2]["title"]["kk"], title());
    assert_eq!(events[2]["organisations"][1]["role"], "organiser");
    assert_eq!(events[3]["summary"], serde_json::json!({}));
    let regions = json(&output, "data/regions.json");
    let turkistan = regions.as_array().expect("a list").iter().find(|region| region["id"] == "turkistan");
    assert_eq!(turkistan.expect("a region")["events"], 3);
    assert_eq!(regions.as_array().map(Vec::len), Some(20));
    let organisations = rows(&output, "data/organisations.csv");
    assert_eq!(
        organisations.len(),
        json(&output, "data/organisations.json").as_array().expect("a list").len()
    );
    let alliance = organisations.iter().find(|row| row["id"] == "alliance").expect("the alliance");
    assert_eq!((alliance["name_kk"].as_str(), alliance["events"].as_str()), ("'=Альянс <&> ]]>", "1"));
    assert_eq!(alliance["aliases"], "'@alias");
    assert!(!organisations.iter().any(|row| row["name_kk"].contains("QUPIA")), "of a withdrawn event alone");
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[test]
fn the_package_describes_every_column_and_counts_the_rows() {
    let output = built();
    let package = json(&output, "data/datapackage.json");
    for resource in package["resources"].as_array().expect("resources") {
        let path = format!("data/{}", resource["path"].as_str().expect("a path"));
        assert!(output.has(&path), "{path}");
        let Some(fields) = resource["schema"]["fields"].as_array() else { continue };
        let rows = rows(&output, &path);
        assert_eq!(resource["records"], rows.len());
        let text = output.text(&path).trim_start_matches('\u{feff}');
        let header = text.lines().next().expect("a header");
        let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
        assert_eq!(header, names.join(","));
        for field in fields {
            for language in ["kk", "ru", "en"] {
                let text = field["translations"]["description"][language].as_str().expect("a description");
                assert!(!text.contains("data.column"), "{text}");
            }
        }
    }
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
    let schema = json(&output, "data/event.schema.json");
    let properties: Vec<&String> = schema["properties"].as_object().expect("properties").keys().collect();
    for event in json(&output, "data/events.json").as_array().expect("a list") {
        let keys: Vec<&String> = event.as_object().expect("an object").keys().collect();
        assert_eq!(keys, properties);
    }
}

#[test]
fn what_may_not_be_published_is_in_none_of_it() {
    let output = built();
    for (path, bytes) in &output.files {
        let text = String::from_utf8_lossy(bytes);
        if path.contains("/withdrawn/") || !text.contains("QUPIA") {
            continue;
        }
        // The excerpt, which is as long as its text, is the one thing that may be shown.
        let without = text.replace("ҮЗІНДІ басы. QUPIA", "");
        assert!(!without.contains("QUPIA"), "{path}");
    }
}

#[test]
fn structured_data_says_what_is_certain_and_no_more() {
    let output = built();
    let graph = structured(output.text("events/day/index.html"));
    let event = of_type(&graph, "Event");
    assert_eq!(event["name"], title());
    assert_eq!((&event["startDate"], &event["endDate"]), (&"2021-11-22".into(), &Value::Null));
    let days = structured(output.text("events/days/index.html"));
    let days = of_type(&days, "Event");
    assert_eq!((&days["startDate"], &days["endDate"]), (&"2021-11-22".into(), &"2021-11-26".into()));
    assert_eq!(event["organizer"].as_array().map(Vec::len), Some(1), "who only took part organised nothing");
    assert_eq!(event["organizer"][0]["name"], "=Ұйым ]]> <b>");
    assert_eq!(event["location"]["address"]["addressRegion"], "Түркістан облысы");
    assert_eq!(event["subjectOf"][0]["url"], "https://news.example/?a=1&b=2");
    assert_eq!(event["subjectOf"][0]["datePublished"], "2021-11-23");
    let crumbs = of_type(&graph, "BreadcrumbList")["itemListElement"].as_array().expect("crumbs").clone();
    assert_eq!(crumbs[0]["item"], "https://archive.example/repo/events/");
    assert_eq!(crumbs.last().expect("the page itself")["name"], title());
    assert_eq!(event["url"], "https://archive.example/repo/events/day/");
    for (id, start) in [("month", Some("2021-12")), ("perhaps", None), ("nothing", None)] {
        let graph = structured(output.text(&format!("events/{id}/index.html")));
        assert_eq!(of_type(&graph, "Event").get("startDate").and_then(Value::as_str), start, "{id}");
    }
    assert!(!output.text("events/withdrawn/index.html").contains("ld+json"), "there is nothing to be found");
    assert!(!output.text("en/events/day/index.html").contains("ld+json"), "it is not for search engines");
    let alliance = structured(output.text("ru/organisations/alliance/index.html"));
    let alliance = of_type(&alliance, "Organization");
    assert_eq!(alliance["name"], "Альянс НПО");
    assert_eq!(alliance["sameAs"], "https://www.wikidata.org/wiki/Q42");
    let data = structured(output.text("en/data/index.html"));
    let dataset = of_type(&data, "Dataset");
    assert_eq!(dataset["temporalCoverage"], "2021/2021");
    for download in dataset["distribution"].as_array().expect("downloads") {
        let url = download["contentUrl"].as_str().expect("an address");
        assert!(
            output.has(url.strip_prefix("https://archive.example/repo/").expect("of this site")),
            "{url}"
        );
    }
    assert_eq!(of_type(&structured(output.text("en/index.html")), "WebSite")["name"], "Archive");
}

const ELSEWHERE: &str = r#"
-- site.toml --
title = { kk = "Мұрағат", ru = "Архив", en = "Archive" }
base_url = "https://archive.example/repo/"
license = "Барлық құқық қорғалған"
[check]
missing-source = "off"
unknown-organisation = "off"
-- content/events/geneva.md --
+++
title = "Жиын"
date = "2021"
rights = "full"
place = "Женева (Швейцария)"
organisations = ["А ұйымы", { name = "А ұйымы", role = "organiser" }, { name = "«А» ұйымы", role = "venue" }]
people = [{ name = "Адам", organisation = "Қайтарылған ұйым" }]
recorded = 2024-01-01
[[sources]]
title = "Форум өтті | uakit.kz"
publisher = "uakit.kz"
[[sources]]
title = "Екінші"
+++

Сілтеме[^1] мен [бөлім](#бөлім).

## Бөлім

[^1]: Ескерту.
-- content/events/withdrawn.md --
+++
title = "Қате"
withdrawn = "Қате"
organisations = ["Қайтарылған ұйым"]
+++
"#;

#[test]
fn an_organisation_may_have_two_roles_and_its_event_counts_once() {
    let output = Site::new(ELSEWHERE).build();
    let event = &json(&output, "data/events.json")[0];
    let roles: Vec<&str> = event["organisations"]
        .as_array()
        .expect("organisations")
        .iter()
        .map(|organisation| organisation["role"].as_str().expect("a role"))
        .collect();
    assert_eq!(roles, ["organiser", "venue"], "who held it took part in it");
    let page = output.text("ru/events/geneva/index.html");
    assert!(
        page.contains("<span class=\"why\">организатор, место проведения · 1\u{a0}событие</span>"),
        "{page}"
    );
    assert_eq!(rows(&output, "data/organisations.csv")[0]["events"], "1");
    let about = structured(output.text("events/geneva/index.html"));
    let organiser = &of_type(&about, "Event")["organizer"];
    assert_eq!(organiser.as_array().map(Vec::len), Some(1));
    assert_eq!(organiser[0]["@id"], "https://archive.example/repo/organisations/a-uiymy/");
}

#[test]
fn what_is_not_known_of_a_place_an_organisation_or_a_licence_is_not_made_up() {
    let output = Site::new(ELSEWHERE).build();
    let about = structured(output.text("events/geneva/index.html"));
    let place = &of_type(&about, "Event")["location"];
    assert_eq!((&place["name"], &place["address"]), (&"Женева (Швейцария)".into(), &Value::Null));
    let event = &json(&output, "data/events.json")[0];
    let person = &event["people"][0];
    assert_eq!(
        (&person["organisation"], &person["organisation_id"]),
        (&"Қайтарылған ұйым".into(), &Value::Null),
        "there is no page that the id would lead to"
    );
    let license = &json(&output, "data/datapackage.json")["licenses"][0];
    assert_eq!((&license["title"], &license["name"]), (&"Барлық құқық қорғалған".into(), &"other".into()));
    let data = structured(output.text("data/index.html"));
    assert_eq!(of_type(&data, "Dataset")["license"]["name"], "Барлық құқық қорғалған", "it is no address");
}

#[test]
fn a_value_with_the_sign_between_values_stays_one() {
    let output = Site::new(ELSEWHERE).build();
    let row = &rows(&output, "data/events.csv")[0];
    assert_eq!(row["source_titles"], "Форум өтті ¦ uakit.kz | Екінші");
    assert_eq!(row["source_publishers"], "uakit.kz | ");
    assert_eq!(json(&output, "data/events.json")[0]["sources"][0]["title"], "Форум өтті | uakit.kz");
}

#[test]
fn links_within_a_text_lead_to_its_page_from_a_feed_too() {
    let output = Site::new(ELSEWHERE).build();
    let feed = Document::parse(output.text("events/feed.xml")).expect("XML");
    let content = feed.descendants().find(|node| node.has_tag_name((ATOM, "content"))).expect("the text");
    let base = content.attribute(("http://www.w3.org/XML/1998/namespace", "base"));
    assert_eq!(base, Some("https://archive.example/repo/events/geneva/"));
    assert!(content.text().expect("HTML").contains("href=\"#fn_1\""));
}

#[test]
fn what_is_not_the_archives_own_is_not_under_the_licence_of_the_feed() {
    let site = Site::new(ELSEWHERE);
    for number in 10..40 {
        site.write(&format!(
            "-- content/events/e{number}.md --\n+++\ntitle = \"{number}\"\nrights = \"excerpt\"\nrecorded = 2023-01-{:02}\n+++\n",
            number - 9
        ));
    }
    let output = site.build();
    let feed = Document::parse(output.text("events/feed.xml")).expect("XML");
    assert!(entries(&feed).len() > 30 && entries(&feed).iter().all(|entry| child(entry, "rights").is_some()));
}

#[test]
fn an_events_page_can_be_cited() {
    let output = built();
    let page = output.text("ru/events/day/index.html");
    let record = page.split("<summary>BibTeX</summary><pre>").nth(1).expect("BibTeX").split("</pre>").next();
    let record = plain(record.expect("its end"));
    let parsed = biblatex::Bibliography::parse(&record).expect("BibTeX");
    let entry = parsed.get("day").expect("the record");
    use biblatex::ChunksExt;
    assert_eq!(entry.get("title").expect("a title").format_verbatim(), "Русский <заголовок> ]]>");
    assert_eq!(entry.get("year").expect("a year").format_verbatim(), "2024", "of the record");
    assert_eq!(
        entry.get("url").expect("url").format_verbatim(),
        "https://archive.example/repo/ru/events/day/"
    );
    // A page without a text of its own cites the one that has it, as its canonical address does.
    let elsewhere = output.text("en/events/day/index.html");
    for address in [
        "UR  - https://archive.example/repo/events/day/",
        "content=\"https://archive.example/repo/events/day/\"",
    ] {
        assert!(elsewhere.contains(address), "{address}");
    }
    let note = entry.get("note").expect("a note").format_verbatim();
    assert!(note.contains("22 ноября 2021") && note.contains("https://news.example/?a=1"), "{note}");
    assert!(page.contains("TI  - Русский &lt;заголовок&gt; ]]&gt;\n"));
    assert!(page.contains("Исходная статья: <a href=\"https://news.example/?a=1&amp;b=2\">"));
    assert!(page.contains("<a href=\"https://web.example/1\">"));
    for meta in [
        "<meta name=\"citation_title\" property=\"og:title\" content=\"Русский &lt;заголовок&gt; ]]&gt;\">",
        "<meta name=\"citation_publication_date\" content=\"2024/01/05\">",
        "<meta name=\"DC.identifier\" content=\"https://archive.example/repo/ru/events/day/\">",
        "<meta name=\"DC.source\" content=\"https://news.example/?a=1&amp;b=2\">",
    ] {
        assert!(page.contains(meta), "{meta}");
    }
}

/// The text of a piece of HTML without elements.
fn plain(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[test]
fn the_sitemap_knows_when_content_changed() {
    let output = built();
    let document = Document::parse(output.text("sitemap.xml")).expect("well-formed");
    let changed: BTreeMap<&str, Option<&str>> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "url")
        .map(|url| {
            let text = |name| {
                url.children().find(|node| node.tag_name().name() == name).and_then(|node| node.text())
            };
            (text("loc").expect("an address"), text("lastmod"))
        })
        .collect();
    assert_eq!(changed["https://archive.example/repo/events/day/"], Some("2024-02-01"));
    assert_eq!(changed["https://archive.example/repo/events/perhaps/"], None);
    assert_eq!(changed["https://archive.example/repo/kinds/meeting/"], Some("2024-01-06"));
    assert!(!changed.contains_key("https://archive.example/repo/events/withdrawn/"));
}

#[test]
fn without_an_address_there_are_feeds_and_data_all_the_same() {
    let site = hostile();
    let toml = std::fs::read_to_string(site.path("site.toml")).expect("site.toml");
    site.write_bytes("site.toml", toml.replace("base_url = ", "# ").as_bytes());
    let output = site.build();
    assert!(!output.has("sitemap.xml"));
    assert!(!output.text("robots.txt").contains("Sitemap"));
    let document = Document::parse(output.text("events/feed.xml")).expect("well-formed");
    assert_eq!(entries(&document).len(), 5);
    assert_eq!(json(&output, "data/events.json")[0]["url"]["ru"], "/ru/events/month/");
}

/// A synthetic archive whose pages are so many that its sitemap is split: every list has a page for each event.
fn large() -> Site {
    let site = Site::new(
        "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://archive.example/\"\n[listing]\nper_page = 1\n",
    );
    for number in 0..2350 {
        site.write_bytes(
            &format!("content/events/e{number:04}.md"),
            format!(
                "+++\ntitle = \"{number}\"\ndate = \"2021-11-22\"\nregion = \"turkistan\"\nkind = \"meeting\"\nrecorded = 2024-01-02\n+++\n"
            )
            .as_bytes(),
        );
    }
    site
}

#[test]
fn many_addresses_are_spread_over_parts_and_old_events_over_archived_pages() {
    let folder = large();
    let (sources, _) = ssg::source::read(folder.root()).expect("a readable site");
    let (site, _) = ssg::site::assemble(&sources, &ssg::site::Settings::default());
    let prepared = site.prepare();
    let mut buffer = Vec::new();
    let outputs = site.plan.outputs();
    let mut made: BTreeMap<String, String> = BTreeMap::new();
    for output in outputs {
        let path = site.path(output);
        if path.starts_with("sitemap") || path == "events/feed.xml" || path.starts_with("events/feed/") {
            let text = site
                .make(&prepared, output, &mut buffer, |bytes| {
                    String::from_utf8(bytes.to_vec()).expect("UTF-8")
                })
                .expect("an output");
            made.insert(path, text);
        }
    }
    let locations = |path: &str| -> Vec<String> {
        let document = Document::parse(&made[path]).expect("well-formed");
        let locations = document.descendants().filter(|node| node.tag_name().name() == "loc");
        locations.filter_map(|node| node.text()).map(ToOwned::to_owned).collect()
    };
    let parts = locations("sitemap.xml");
    assert!(parts.len() > 2, "{parts:?}");
    assert!(made["sitemap.xml"].contains("<lastmod>2024-01-02</lastmod>"));
    let mut addresses = Vec::new();
    for part in &parts {
        let path = part.strip_prefix("https://archive.example/").expect("of this site");
        let listed = locations(path);
        assert!(listed.len() <= 50_000 && made[path].len() < 50_000_000, "{path}");
        addresses.extend(listed);
    }
    let count = addresses.len();
    assert!(count > 50_000, "{count}");
    addresses.sort();
    addresses.dedup();
    assert_eq!(addresses.len(), count, "each address stands once");

    // From the current page of the feed back to the first: every event once.
    let mut path = "events/feed.xml".to_owned();
    let mut ids = Vec::new();
    loop {
        let document = Document::parse(&made[&path]).expect("well-formed");
        let entries = entries(&document);
        assert!(entries.len() < 100, "{path}");
        ids.extend(entries.iter().filter_map(|entry| child(entry, "id")).map(ToOwned::to_owned));
        let before = document
            .root_element()
            .children()
            .find(|node| node.has_tag_name((ATOM, "link")) && node.attribute("rel") == Some("prev-archive"));
        let Some(before) = before else { break };
        let address = before.attribute("href").expect("an address");
        path = address.strip_prefix("https://archive.example/").expect("of this site").to_owned();
        assert!(made[&path].contains("<fh:archive"), "{path} says that it is an archive");
    }
    assert_eq!(ids.len(), 2350);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 2350);
}

#[test]
fn the_page_of_data_counts_organisations_that_have_no_page() {
    let site = hostile();
    let with_pages = site.build();
    let toml = std::fs::read_to_string(site.path("site.toml")).expect("site.toml");
    site.write_bytes("site.toml", format!("{toml}\n[outputs]\norganisations = false\n").as_bytes());
    let without = site.build();
    let count = json(&without, "data/organisations.json").as_array().expect("a list").len();
    assert!(count > 0);
    assert_eq!(count, json(&with_pages, "data/organisations.json").as_array().expect("a list").len());
    let said = |output: &Output| {
        let page = output.text("en/data/index.html");
        page.split("<h1").nth(1).and_then(|page| page.split("<h2").next()).expect("a lead").to_owned()
    };
    assert_eq!(said(&without), said(&with_pages));
    // Drafts are looked at, and are in no file of data.
    assert_eq!(site.run(&["build", "--drafts"]).status, 0);
    assert!(site.output().has("events/draft/index.html"));
    assert_eq!(said(&site.output()), said(&with_pages));
}
