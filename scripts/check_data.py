#!/usr/bin/env python3
"""Reads feeds, calendars, tables, JSON and structured data of a built site with Python's usual libraries,
and compares what they find with the content files and with one another.

    check_data.py --out PUBLIC --root SITE          a site that is built already
    check_data.py --ssg PROGRAM --hostile           builds a synthetic site whose texts try to break out of
                                                    every format, and checks it likewise

Needs what scripts/requirements.txt lists.
"""

import argparse
import csv
import html.parser
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import feedparser
import frictionless
import icalendar
import jsonschema
from pyld import jsonld

LANGUAGES = ["kk", "ru", "en"]
EXACT = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")
TITLE = "=cmd|' /C calc'!A0 \"><script>alert(1)</script> ]]> {x} \\ ; , & %\nsecond\ufffe қӘі"

problems: list[str] = []


def check(is_right: bool, what: str) -> None:
    if not is_right:
        problems.append(what)


def content(root: Path) -> dict[str, dict]:
    """The front matter of every published event, by id."""
    events = {}
    for file in sorted((root / "content/events").glob("*.md")):
        if re.search(r"\.(kk|ru|en)\.md$", file.name):
            continue
        front = tomllib.loads(file.read_text(encoding="utf-8").split("+++\n")[1])
        if not front.get("draft") and "withdrawn" not in front:
            events[file.stem] = front
    return events


def check_json(data: Path, known: dict[str, dict]) -> list[dict]:
    events = json.loads((data / "events.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (data / "events.jsonl").read_text(encoding="utf-8").split("\n") if line]
    check(lines == events, "events.jsonl differs from events.json")
    check({event["id"] for event in events} == set(known), "events.json has other events than content/")
    schema = json.loads((data / "event.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for event in events:
        for error in validator.iter_errors(event):
            problems.append(f"{event['id']} against the schema: {error.message}")
        front = known[event["id"]]
        for key in ["kind", "number"]:
            check(event[key] == front.get(key), f"{key} of {event['id']}")
        for key in ["date", "recorded", "updated"]:
            written = front.get(key)
            check(event[key] == (None if written is None else str(written)), f"{key} of {event['id']}")
        check(event["title"][event["language"]] == front["title"].replace("\ufffe", ""), f"title of {event['id']}")
        check(len(event["organisations"]) == len(front.get("organisations", [])), f"organisations of {event['id']}")
        check(len(event["sources"]) == len(front.get("sources", [])), f"sources of {event['id']}")
    return events


def unguarded(cell: str) -> str:
    """Undoes the apostrophe before what a spreadsheet would run."""
    bare = cell.lstrip("'").lstrip()
    return cell[1:] if cell.startswith("'") and bare[:1] in "=+-@" and bare else cell


def check_tables(data: Path, events: list[dict]) -> None:
    check((data / "events.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "events.csv has no byte order mark")
    with open(data / "events.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    check([row["id"] for row in rows] == [event["id"] for event in events], "events.csv has other rows")
    for row, event in zip(rows, events):
        check(row["date"] == (event["date"] or ""), f"date of {event['id']} in events.csv")
        for language in LANGUAGES:
            title = event["title"].get(language, "")
            check(unguarded(row[f"title_{language}"]) == title, f"title of {event['id']} in events.csv")
        for cell in row.values():
            check(cell[:1] not in "=+-@" or not cell, f"{event['id']} has a formula: {cell!r}")
    report = frictionless.validate(str(data / "datapackage.json"))
    if not report.valid:
        problems.extend(f"frictionless: {error}" for error in report.flatten(["title", "rowNumber", "message"]))
        problems.extend(f"frictionless: {error}" for error in report.errors)
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    counts = {resource["name"]: resource.get("records") for resource in package["resources"]}
    check(counts["events"] == len(events), "the package counts other events")
    tables = {task.name: task.stats["rows"] for task in report.tasks if task.name in ("events", "organisations")}
    for name, rows_read in tables.items():
        check(counts[name] == rows_read, f"frictionless reads {rows_read} rows of {name}, not {counts[name]}")


def in_xml(text: str) -> str:
    return text.replace("\ufffe", "\ufffd")


def title_in(event: dict, language: str) -> str:
    return event["title"].get(language, event["title"][event["language"]])


def folder(out: Path, language: str, first: str) -> Path:
    return out if language == first else out / language


def check_feeds(out: Path, events: list[dict], languages: list[str]) -> None:
    for language in languages:
        here = folder(out, language, languages[0])
        listings = {here / "events": events}
        for region in {event["region"] for event in events if event["region"]}:
            listings[here / "regions" / region] = [event for event in events if event["region"] == region]
        for kind in {event["kind"] for event in events if event["kind"]}:
            listings[here / "kinds" / kind] = [event for event in events if event["kind"] == kind]
        for listing, listed in listings.items():
            files = [listing / "feed.xml", *sorted(listing.glob("feed/*.xml"))]
            found = []
            for file in files:
                feed = feedparser.parse(file.read_bytes())
                check(not feed.bozo, f"{file}: {feed.get('bozo_exception')}")
                check(feed.version == "atom10", f"{file} is no Atom")
                found += feed.entries
            titles = sorted(" ".join(in_xml(title_in(event, language)).split()) for event in listed)
            # feedparser cleans titles as HTML would be: escaped again, they are compared as text.
            seen = sorted(" ".join(html_text(entry.title).split()) for entry in found)
            check(seen == titles, f"{listing}: {seen} instead of {titles}")
            ids = [entry.id for entry in found]
            check(len(set(ids)) == len(ids), f"{listing}: an id stands twice")


def html_text(title: str) -> str:
    return title.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def check_calendars(out: Path, events: list[dict], languages: list[str]) -> None:
    exact = {event["id"]: event for event in events if event["date"] and EXACT.fullmatch(event["date"])}
    for language in languages:
        file = folder(out, language, languages[0]) / "events/events.ics"
        raw = file.read_bytes()
        lines = raw.split(b"\r\n")
        check(all(len(line) <= 75 and b"\n" not in line for line in lines), f"{file}: a line is too long")
        calendar = icalendar.Calendar.from_ical(raw)
        entries = calendar.walk("VEVENT")
        check(len(entries) == len(exact), f"{file}: {len(entries)} entries for {len(exact)} exact days")
        found = {(str(entry["SUMMARY"]), str(entry["DTSTART"].dt)) for entry in entries}
        known = {(title_in(event, language), event["date"].split("/")[0]) for event in exact.values()}
        check(found == known, f"{file}: {found} instead of {known}")
        for entry in entries:
            check(entry["DTSTART"].params.get("VALUE") == "DATE", f"{file}: a time of day")
            check({"UID", "DTSTAMP"} <= set(entry.keys()), f"{file}: an entry lacks a property")
        # What the format takes for granted is not said: a first version, and an end after one day.
        for name, said in [
            ("SEQUENCE", sum(1 for event in exact.values() if event["updated"])),
            ("DTEND", sum(1 for event in exact.values() if "/" in event["date"])),
        ]:
            check(sum(name in entry for entry in entries) == said, f"{file}: {name} is not where it belongs")
        if not entries:
            journal = calendar.walk("VJOURNAL")
            check(len(journal) == 1 and bool(str(journal[0]["SUMMARY"])), f"{file} is empty and does not say so")


class Scripts(html.parser.HTMLParser):
    """Collects structured data, and the elements for reference managers."""

    def __init__(self) -> None:
        super().__init__()
        self.data: list[str] = []
        self.metas: dict[str, str] = {}
        self.inside = False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.inside = tag == "script" and attributes.get("type") == "application/ld+json"
        if self.inside:
            self.data.append("")
        if tag == "meta" and "name" in attributes:
            self.metas.setdefault(attributes["name"], attributes.get("content"))

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.data[-1] += data


SCHEMA = "https://schema.org/"


def loader(url: str, options: dict) -> dict:
    """The context of schema.org, as far as it matters here: no test asks the network."""
    context = {"@context": {"@vocab": SCHEMA, "url": {"@type": "@id"}}}
    return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}


def expanded(page: Path) -> tuple[list[dict], dict[str, str]]:
    scripts = Scripts()
    scripts.feed(page.read_text(encoding="utf-8"))
    nodes = []
    for text in scripts.data:
        nodes += jsonld.expand(json.loads(text), {"documentLoader": loader})
    return nodes, scripts.metas


def of_type(nodes: list[dict], name: str) -> list[dict]:
    return [node for node in nodes if SCHEMA + name in node.get("@type", [])]


def value(node: dict, name: str):
    values = node.get(SCHEMA + name, [])
    return values[0].get("@value") if values else None


def check_structured(out: Path, events: list[dict], languages: list[str]) -> None:
    for language in languages:
        here = folder(out, language, languages[0])
        for event in events:
            nodes, metas = expanded(here / "events" / event["id"] / "index.html")
            about = of_type(nodes, "Event")
            check(metas.get("citation_title") == title_in(event, language), f"{event['id']}: citation_title")
            # What search engines are to pass by says nothing to them.
            listed = 0 if metas.get("robots") == "noindex" else 1
            check(len(about) == listed, f"{event['id']} ({language}): {len(about)} events in its JSON-LD")
            check(len(of_type(nodes, "BreadcrumbList")) == listed, f"{event['id']}: breadcrumbs")
            if not about:
                continue
            check(value(about[0], "name") == title_in(event, language), f"{event['id']}: name in JSON-LD")
            date = event["date"] or ""
            certain = re.fullmatch(r"\d{4}(-\d\d){0,2}(/.*)?", date) is not None
            start = date.split("/")[0] if certain else None
            check(value(about[0], "startDate") == start, f"{event['id']}: startDate for {date!r}")
            organisers = [each for each in event["organisations"] if each["role"] == "organiser"]
            check(len(about[0].get(SCHEMA + "organizer", [])) == len(organisers), f"{event['id']}: organisers")
        nodes, _ = expanded(here / "data/index.html")
        check(len(of_type(nodes, "Dataset")) == 1, f"{here}/data/: no data set")
        nodes, _ = expanded(here / "index.html")
        check(len(of_type(nodes, "WebSite")) == 1, f"{here}: no site")


def check_site(out: Path, root: Path) -> None:
    config = tomllib.loads((root / "site.toml").read_text(encoding="utf-8"))
    languages = config.get("languages", LANGUAGES)
    events = check_json(out / "data", content(root))
    check_tables(out / "data", events)
    check_feeds(out, events, languages)
    check_calendars(out, events, languages)
    check_structured(out, events, languages)
    for file in out.glob("sitemap*.xml"):
        ElementTree.parse(file)
    print(f"{len(events)} events in feeds, calendars, tables, JSON and structured data")


def hostile(folder: Path) -> None:
    """Writes a synthetic site: every text of its first event is the hostile one."""
    text = json.dumps(TITLE, ensure_ascii=True)
    (folder / "content/events").mkdir(parents=True)
    (folder / "site.toml").write_text(
        f'title = {text}\nbase_url = "https://archive.example/x/"\n[check]\nmissing-source = "off"\n', encoding="utf-8"
    )
    events = {
        "hostile": f'title = {text}\nsummary = {text}\ndate = 2021-11-22\nplace = {text}\ntheme = {text}\n'
        f'region = "turkistan"\nkind = "meeting"\norganisations = [{{ name = "=a ]]> <b>", role = "organiser" }}]\n'
        f'people = [{{ name = {text}, role = {text} }}]\nrecorded = 2024-01-02\n[[sources]]\ntitle = {text}\n'
        f'publisher = {text}\nurl = "https://news.example/?a=1&b=2"\n',
        "days": 'title = "Бес күн"\ndate = "2021-11-22/2021-11-26"\nrecorded = 2024-01-03\n',
        "month": 'title = "Ай"\ndate = "2021-11"\nrecorded = 2024-01-04\nupdated = 2024-02-01\n',
        "perhaps": 'title = "Мүмкін"\ndate = "2021-11-22?"\n',
        "unknown": 'title = "Белгісіз"\n',
    }
    for name, front in events.items():
        (folder / f"content/events/{name}.md").write_text(f"+++\n{front}+++\n\n</script> ]]> мәтін\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="the built site")
    parser.add_argument("--root", type=Path, default=Path("."), help="the folder of its site.toml")
    parser.add_argument("--ssg", help="the program")
    parser.add_argument("--hostile", action="store_true", help="build and check a hostile site")
    arguments = parser.parse_args()
    if arguments.hostile:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            hostile(root)
            subprocess.run([arguments.ssg, "--root", name, "build", "--quiet"], check=True)
            check_site(root / "public", root)
    else:
        check_site(arguments.out, arguments.root)
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
