#!/usr/bin/env python3
"""Follows every link of a built site, as a host would serve it under a path, and names those that lead nowhere.

    check_links.py FOLDER [--base /some-repo/]

Looks at href and src in HTML, at url() in CSS, at addresses in sitemap.xml (with --origin), at anchors, and at ids that
stand twice in a page. Python 3, no other package.
"""
import argparse
import html.parser
import pathlib
import re
import sys
import urllib.parse


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links, self.ids = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            elif name == "id":
                self.ids.append(value)
            elif name == "content" and value and dict(attributes).get("http-equiv", "").lower() == "refresh":
                self.links.append(value.split("url=", 1)[-1])


def served(folder, path):
    """The file that a host gives for a path, or None."""
    if path.endswith("/") or path == "":
        path += "index.html"
    file = folder / path
    return file if file.is_file() else None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--base", default="/")
    parser.add_argument("--origin", default="https://archive.example")
    arguments = parser.parse_args()
    folder, base, origin = arguments.folder, arguments.base, arguments.origin
    pages = {file: Page(file.read_text("utf-8")) for file in sorted(folder.rglob("*.html"))}
    problems, followed = [], 0

    def follow(file, link, place):
        nonlocal followed
        target = link[len(origin):] if link.startswith(origin + "/") else link
        parts = urllib.parse.urlsplit(target)
        if parts.scheme or parts.netloc:
            return
        followed += 1
        path = urllib.parse.unquote(parts.path)
        if path == "":
            found = file
        elif path.startswith(base):
            found = served(folder, path[len(base):])
        elif path.startswith("/"):
            problems.append(f"{place}: {link} leaves {base}")
            return
        else:
            found = served(folder, str((file.parent / path).resolve().relative_to(folder.resolve())))
        if found is None:
            problems.append(f"{place}: {link} leads nowhere")
        elif parts.fragment and found.suffix == ".html":
            if urllib.parse.unquote(parts.fragment) not in pages[found].ids:
                problems.append(f"{place}: {link} names an anchor that is not there")

    for file, page in pages.items():
        place = file.relative_to(folder)
        for link in page.links:
            follow(file, link, place)
        for twice in sorted({name for name in page.ids if page.ids.count(name) > 1}):
            problems.append(f"{place}: the id {twice} stands twice")
    for file in sorted(folder.rglob("*.css")):
        for link in re.findall(r'url\("?([^")]+)"?\)', file.read_text("utf-8")):
            follow(file, link, file.relative_to(folder))
    for file in sorted(folder.glob("sitemap*.xml")):
        for link in re.findall(r"(?:<loc>|href=\")([^<\"]+)", file.read_text("utf-8")):
            if not link.startswith(origin + base):
                problems.append(f"{file.name}: {link} is not below {origin}{base}")
            else:
                follow(file, link, file.name)
    for problem in problems:
        print(problem)
    if not pages or not followed:
        problems.append("there was nothing to follow")
        print(problems[-1])
    print(f"{len(pages)} pages, {followed} links followed, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
