//! `ssg serve --watch` as an editor sees it: a file is saved, and the open pages show it.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, serve } from "./support.js";

const BASE = "https://archive.example/some-repo/";
/** Longer than anything here takes. */
const IN_VAIN = { timeout: 30_000 };

const event = (title, more = "") =>
  `+++\ntitle = "${title}"\ndate = "2021"\nregion = "turkistan"\n${more}+++\n\n${"A paragraph.\n\n".repeat(80)}`;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A site of two events in a folder of its own, shown by a running server. */
const start = async (files = {}, ...more) => {
  const root = mkdtempSync(path.join(os.tmpdir(), "ssg-serve-"));
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  const site = {
    "site.toml": `title = "Archive"\nbase_url = "${BASE}"\n`,
    "content/events/one.md": event("First title"),
    "content/events/two.md": event("Other title"),
    "static/assets/style.css": "p { color: rgb(1, 2, 3) }",
    ...files,
  };
  for (const [name, text] of Object.entries(site)) write(name, text);
  const server = await serve(root, ["--watch", ...more]);
  const context = await browser.newContext({ viewport: { width: 1000, height: 600 } });
  const open = async (below) => {
    const page = await context.newPage();
    page.trouble = [];
    page.on("pageerror", (error) => page.trouble.push(error.message));
    page.loads = 0;
    page.on("load", () => { page.loads += 1; });
    // A page asks for its own text when it was loaded. What is saved before the answer makes it load again, rightly:
    // it cannot know what of it is new.
    const asked = page.waitForResponse((answer) =>
      answer.request().resourceType() === "fetch" && answer.url() === server.home + below, IN_VAIN);
    await page.goto(server.home + below);
    await asked;
    return page;
  };
  const end = async () => {
    await context.close();
    await server.end();
    rmSync(root, { recursive: true });
  };
  return { root, server, context, open, write, end };
};

const heading = (page, words) => page.locator("h1", { hasText: words }).waitFor(IN_VAIN);
const overlay = (page) => page.locator("ssg-aids .over");

describe("an editor at work", () => {
  let site;
  before(async () => { site = await start(); });
  after(() => site?.end());

  test("a new title stands on the event's page and on its region's without a hand on the browser", async () => {
    const one = await site.open("events/one/");
    const region = await site.open("regions/turkistan/");
    site.write("content/events/one.md", event("Second title"));
    await heading(one, "Second title");
    await region.locator("main", { hasText: "Second title" }).waitFor(IN_VAIN);
    // By rename, as many editors save.
    site.write("content/events/.one.md.swp", event("Third title"));
    renameSync(path.join(site.root, "content/events/.one.md.swp"), path.join(site.root, "content/events/one.md"));
    await heading(one, "Third title");
    await region.locator("main", { hasText: "Third title" }).waitFor(IN_VAIN);
    assert.deepEqual([...one.trouble, ...region.trouble], []);
  });

  test("the place on the page stays", async () => {
    const page = await site.open("events/one/");
    await page.evaluate(() => scrollTo(0, 700));
    site.write("content/events/one.md", event("Title after scrolling"));
    await heading(page, "Title after scrolling");
    await page.waitForFunction(() => scrollY === 700, null, IN_VAIN);
  });

  test("new text is put into the page, which is then as if it had been loaded", async () => {
    const page = await site.open("events/one/");
    await page.evaluate(() => { globalThis.marked = true; });
    for (const [title, more] of [["Put in", ""], ["With a place", 'city = "Turkistan"\n'], ["Without it", ""]]) {
      site.write("content/events/one.md", event(title, more));
      await heading(page, title);
      await page.waitForFunction((words) => document.title.startsWith(words), title, IN_VAIN);
      assert.equal(await page.evaluate(() => globalThis.marked), true, "it was not loaded again");
      const whole = () => {
        const copy = document.documentElement.cloneNode(true);
        for (const own of copy.querySelectorAll("ssg-aids, script[data-tag]")) own.remove();
        return copy.outerHTML;
      };
      const other = await site.open("events/one/");
      assert.equal(await page.evaluate(whole), await other.evaluate(whole));
      await other.close();
    }
    // Where a script changed the page, it is loaded again.
    await page.evaluate(() => { document.querySelector("h1").textContent = "changed by a script"; });
    site.write("content/events/one.md", event("Loaded again"));
    await heading(page, "Loaded again");
    assert.equal(await page.evaluate(() => globalThis.marked), undefined);
    assert.deepEqual(page.trouble, []);
  });

  test("a change of style alone is put in without loading the page", async () => {
    const page = await site.open("events/two/");
    await page.evaluate(() => { globalThis.marked = true; });
    site.write("static/assets/style.css", "p { color: rgb(4, 5, 6) }");
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector("main p")).color === "rgb(4, 5, 6)", null, IN_VAIN);
    assert.equal(await page.evaluate(() => globalThis.marked), true);
    assert.equal(await page.locator('link[rel="stylesheet"]').count(), 1);
  });

  test("a page that did not change is not loaded again", async () => {
    const [one, about] = [await site.open("events/one/"), await site.open("kinds/")];
    await about.evaluate(() => { globalThis.marked = true; });
    site.write("content/events/one.md", event("Seen by one page"));
    await heading(one, "Seen by one page");
    site.write("content/events/two.md", event("Seen by nobody"));
    site.write("content/events/one.md", event("Seen again"));
    await heading(one, "Seen again");
    assert.equal(await about.evaluate(() => globalThis.marked), true);
  });

  test("a mistake lies over the page, with its place and its words, and goes when it is mended", async () => {
    const page = await site.open("events/one/");
    site.write("content/events/one.md", "+++\ntitle = \"Broken <b>title\nregion = 3\n+++\n");
    await overlay(page).waitFor(IN_VAIN);
    const words = await overlay(page).innerText();
    assert.match(words, /content\/events\/one\.md:2:\d+/);
    assert.match(words, /Broken <b>title/, "its words are text");
    assert.ok(await overlay(page).locator("mark").first().isVisible());
    assert.notEqual(
      await overlay(page).evaluate((element) => getComputedStyle(element).position), "static", "it has its style");
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached", ...IN_VAIN });
    // Of this nothing is left to show: the last good page goes on under the overlay.
    site.write("content/events/one.md", "+++\ntitle = \"No end");
    await overlay(page).waitFor(IN_VAIN);
    await heading(page, "Seen again");
    await page.reload();
    await overlay(page).waitFor(IN_VAIN);
    await heading(page, "Seen again");
    site.write("content/events/one.md", event("Mended"));
    await heading(page, "Mended");
    await overlay(page).waitFor({ state: "detached", ...IN_VAIN });
    assert.deepEqual(page.trouble, []);
  });

  test("mistakes in site.toml and in a template lie over every page", async () => {
    const page = await site.open("events/two/");
    for (const [name, broken, mended] of [
      ["site.toml", "title = ", `title = "Archive"\nbase_url = "${BASE}"\n`],
      ["templates/event.html", "{% if %}", `{% extends "base.html" %}{% block main %}<h1>own {{ event.title }}</h1>{% endblock main %}`],
    ]) {
      site.write(name, broken);
      await overlay(page).waitFor(IN_VAIN);
      assert.match(await overlay(page).innerText(), new RegExp(`${name}:1:\\d+`));
      assert.match(await page.locator("h1").innerText(), /Seen by nobody/);
      site.write(name, mended);
      await overlay(page).waitFor({ state: "detached", ...IN_VAIN });
    }
    await heading(page, "own Seen by nobody");
    rmSync(path.join(site.root, "templates/event.html"));
    await page.locator("h1:not(:has-text('own'))").waitFor(IN_VAIN);
  });

  test("a page that is deleted says so where it is open, and comes back", async () => {
    site.write("content/events/brief.md", event("A brief one"));
    const page = await site.open("events/two/");
    await site.open("events/brief/").then((brief) => brief.close());
    rmSync(path.join(site.root, "content/events/two.md"));
    await page.locator("ssg-aids .gone").waitFor(IN_VAIN);
    site.write("content/events/two.md", event("Back again"));
    await heading(page, "Back again");
    await page.locator("ssg-aids .gone").waitFor({ state: "detached", ...IN_VAIN });
  });
});

test("many pages of one browser are open at once and all follow", async () => {
  const site = await start();
  const pages = [];
  // A browser opens six connections to a server.
  for (let count = 0; count < 9; count += 1) pages.push(await site.open("events/one/"));
  site.write("content/events/one.md", event("Seen by all"));
  for (const page of pages) await heading(page, "Seen by all");
  // The one that listens goes; another one takes its place.
  await pages.shift().close();
  site.write("content/events/one.md", event("Seen by the rest"));
  for (const page of pages) await heading(page, "Seen by the rest");
  await site.end();
});

test("a page that missed messages is loaded again only where one was about another file", async () => {
  const site = await start();
  const page = await site.open("events/one/");
  await page.evaluate(() => { globalThis.marked = true; });
  const { number } = await (await fetch(`${site.server.home}_ssg/state.json?path=/`)).json();
  const tell = (message) => page.evaluate((words) => new BroadcastChannel("ssg").postMessage(words), message);
  // It asks for itself, and for the state when it has seen that nothing is new.
  const asked = page.waitForResponse((answer) => answer.url().includes("state.json"), IN_VAIN);
  await tell(`${number + 2} page ${number}`);
  await asked;
  assert.equal(await page.evaluate(() => globalThis.marked), true);
  await tell(`${number + 4} page ${number + 3}`);
  await page.waitForFunction(() => !globalThis.marked, null, IN_VAIN);
  await site.end();
});

test("a site that is broken from the start is shown as it is, and its pages are not loaded again and again", async () => {
  const site = await start({ "templates/event.html": "{{ event.no_such_thing }}" });
  const page = await site.open("events/one/");
  await overlay(page).waitFor(IN_VAIN);
  assert.match(await overlay(page).innerText(), /no_such_thing/);
  // Two more messages come and go.
  site.write("content/events/three.md", event("Three"));
  const other = await site.open("events/");
  await other.locator("main", { hasText: "Three" }).waitFor(IN_VAIN);
  assert.ok(page.loads <= 2, `loaded ${page.loads} times`);
  await site.end();
});

test("a picture that is changed is shown anew", async () => {
  const svg = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"/>`;
  const site = await start({
    "static/sign.svg": svg(20),
    "templates/page.html": `{% extends "base.html" %}{% block main %}<h1>x</h1><img id="sign" alt="" src="{{ site.home }}sign.svg">{% endblock main %}`,
    "content/pages/about.md": "+++\ntitle = \"About\"\n+++\n",
  });
  const page = await site.open("about/");
  const width = (wanted) => page.waitForFunction(
    (pixels) => document.querySelector("#sign")?.naturalWidth === pixels, wanted, IN_VAIN);
  await width(20);
  site.write("static/sign.svg", svg(30));
  await width(30);
  await site.end();
});

test("what waits for review and what is a draft is said on its page", async () => {
  const site = await start({
    "content/events/waiting.md": event("Waiting", "review = [\"date\"]\n"),
    "content/events/draft.md": event("Draft", "draft = true\n"),
  }, "--drafts");
  const waiting = await site.open("events/waiting/");
  const bar = waiting.locator("ssg-aids .bar");
  await bar.waitFor(IN_VAIN);
  assert.match(await bar.innerText(), /date waits for review[^]*content\/events\/waiting\.md/);
  const draft = await site.open("events/draft/");
  await draft.locator("ssg-aids .bar", { hasText: "draft" }).waitFor(IN_VAIN);
  const other = await site.open("events/one/");
  assert.equal(await other.locator("ssg-aids").count(), 0);
  // The page of all that is known.
  const all = await site.context.newPage();
  await all.goto(`${site.server.home}_ssg/`);
  await all.locator("section", { hasText: "content/events/waiting.md" }).first().waitFor(IN_VAIN);
  assert.equal(await all.evaluate(() => getComputedStyle(document.querySelector("pre")).whiteSpace.includes("pre")), true);
  await site.end();
});

test("the open page of all that is known shows what the look at the whole finds", async () => {
  const site = await start();
  const all = await site.context.newPage();
  await all.goto(`${site.server.home}_ssg/`);
  await all.locator("body:not(:has-text('not looked at yet'))").waitFor(IN_VAIN);
  // A day to come is found by that look alone.
  site.write("content/events/dup.md", event("Once more").replace('"2021"', '"2090-01"'));
  await all.locator("section", { hasText: "future-date" }).waitFor(IN_VAIN);
  await all.locator("body:not(:has-text('not looked at yet'))").waitFor(IN_VAIN);
  await site.end();
});

test("a mistake that was put aside stays aside while another page is edited", async () => {
  const site = await start({
    "templates/event.html": `{% extends "built-in/event.html" %}{% block sources %}{% if event.id == "one" %}{{ nosuch }}{% endif %}{% endblock %}`,
    "content/pages/about.md": "+++\ntitle = \"About\"\n+++\n",
  });
  const page = await site.open("about/");
  await overlay(page).waitFor(IN_VAIN);
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "detached", ...IN_VAIN });
  await page.evaluate(() => {
    globalThis.covered = 0;
    const seen = () => document.querySelector("ssg-aids")?.shadowRoot.querySelector(".over") && (globalThis.covered += 1);
    // The shadow root is not there before something was shown; it is now.
    new MutationObserver(seen).observe(document.querySelector("ssg-aids").shadowRoot, { childList: true });
  });
  const other = await site.open("events/two/");
  const looked = async () => (await (await fetch(`${site.server.home}_ssg/state.json`)).json()).checked;
  for (const title of ["Edited", "Edited again"]) {
    site.write("content/events/two.md", event(title));
    await heading(other, title);
    while (!(await looked())) await new Promise((end) => { setTimeout(end, 20); });
  }
  // What comes new is shown, and with it what stands; when it is mended the rest is aside as before.
  site.write("content/events/two.md", "+++\ntitle = 1\n+++\n");
  await overlay(page).waitFor(IN_VAIN);
  assert.equal(await page.evaluate(() => globalThis.covered), 1, "it was shown only when there was a new one");
  site.write("content/events/two.md", event("Mended"));
  await overlay(page).waitFor({ state: "detached", ...IN_VAIN });
  await site.end();
});

test("an open search shows titles that were changed", async () => {
  const site = await start({ "content/events/two.ru.md": '+++\ntitle = "Собрание садоводов"\n+++\n' });
  const page = await site.open(`ru/search/?q=${encodeURIComponent("садоводов")}`);
  const hit = page.locator("#search_list");
  await hit.getByText("Собрание садоводов").waitFor(IN_VAIN);
  site.write("content/events/two.ru.md", '+++\ntitle = "Встреча садоводов"\n+++\n');
  await hit.getByText("Встреча садоводов").waitFor(IN_VAIN);
  assert.equal(await page.locator("#search_q").inputValue(), "садоводов");
  await site.end();
});

test("a page of a site that moves to another path says where it is now", async () => {
  const site = await start();
  const page = await site.open("events/one/");
  site.write("site.toml", 'title = "Archive"\nbase_url = "https://archive.example/other/"\n');
  const link = page.locator("ssg-aids .gone a");
  await link.waitFor(IN_VAIN);
  assert.equal(await link.innerText(), `${site.server.origin}/other/events/one/`);
  assert.ok(site.server.said.includes(`the site is now at ${site.server.origin}/other/`), site.server.said.join("\n"));
  await link.click();
  await heading(page, "First title");
  await site.end();
});

test("the script works on a page with a strict Content-Security-Policy", async () => {
  const base = readFileSync(new URL("../../templates/base.html", import.meta.url), "utf8");
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'";
  const site = await start({
    "templates/base.html": base.replace("<head>", `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`),
  });
  const page = await site.open("events/one/");
  const refused = [];
  page.on("console", (message) => refused.push(message.text()));
  site.write("content/events/one.md", event("Under a policy"));
  await heading(page, "Under a policy");
  site.write("content/events/one.md", "+++\ntitle = 1\n+++\n");
  await overlay(page).waitFor(IN_VAIN);
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector("ssg-aids").shadowRoot.querySelector(".over")).position === "fixed", null, IN_VAIN);
  assert.deepEqual(refused, []);
  await site.end();
});

test("a server that was started again finds its pages", async () => {
  const site = await start();
  const page = await site.open("events/one/");
  const port = new URL(site.server.home).port;
  await site.server.end();
  site.write("content/events/one.md", event("Written meanwhile"));
  const again = await serve(site.root, ["--watch", "--port", port]);
  assert.equal(again.home, site.server.home);
  await heading(page, "Written meanwhile");
  assert.equal(await again.end(), 0);
  await site.end();
});
