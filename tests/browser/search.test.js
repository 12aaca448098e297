//! The search as a visitor uses it: queries in three languages are typed, results, address and announcement looked at.
//! What every query should find is the business of tests/search.rs; here it is the page that is tried, over the same
//! invented archive.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { BASE, launch, serveFolder, ssg, watchFor } from "./support.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Longer than anything here takes, in milliseconds. */
const IN_VAIN = 120_000;
/** So many results a page of them shows. */
const PAGE = 10;

/** What is typed on the page of which language, and the events that it must find, before all others. */
const QUERIES = [
  ["kk", "форумының", "astana-forum-10 turkistan-forum-12 zhetisu-forum-2", "a Kazakh case form"],
  ["kk", "когамдык тындау", "akmola-water-hearing north-hearing-road", "a keyboard without Kazakh letters"],
  ["kk", "kitaphana", "abai-library-opening", "Latin letters"],
  ["kk", "X форум", "astana-forum-10 turkistan-forum-10", "a number of a series"],
  ["kk", "кудайбергинова", "west-women-council", "a name with a typing error"],
  ["kk", "омарт", "east-beekeepers", "the beginning of a word"],
  ["ru", "круглого стола", "almaty-animal-round-table karaganda-miners-round-table", "a Russian case form"],
  ["ru", "карагандинской области", "karaganda-assembly-session decade-peace-seminar", "a region as an adjective"],
  ["ru", "библеотека", "abai-library-opening almaty-media-seminar", "a typing error"],
  ["ru", "Шәріп Жамалов", "turkistan-forum-10 turkistan-forum-12", "a name in Kazakh on a Russian page"],
  ["en", "round tables", "almaty-animal-round-table almaty-oblast-round-table-farmers karaganda-miners-round-table shymkent-round-table-reforms", "an English plural"],
  ["en", "Friends of the Caspian", "atyrau-ecology-conference mangystau-briefing", "an organisation"],
];
const HOME = { kk: "", ru: "ru/", en: "en/" };

let browser, server, page, folder, trouble;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "ssg-search-"));
  const archive = readFileSync(new URL("../search/archive.txt", import.meta.url), "utf8");
  for (const block of archive.split(/^-- (?=\S+ --$)/m).slice(1)) {
    const [name, content] = block.split(/ --\n(.*)/s);
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  execFileSync(ssg(), ["--root", folder, "build", "--quiet", "--base-url", `https://archive.example${BASE}`]);
  server = await serveFolder(path.join(folder, "public"));
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(IN_VAIN);
  trouble = watchFor(page, server.origin);
});
after(async () => {
  await browser?.close();
  server?.close();
  if (folder) rmSync(folder, { recursive: true });
  assert.deepEqual(trouble, [], "nothing of all this makes the browser complain");
});

const open = async (language, search = "") => {
  await page.goto(`${server.home}${HOME[language]}search/${search}`);
  await page.locator("#search_form").waitFor();
};
const box = () => page.locator("#search_q");
const asked = (name) => new URL(page.url()).searchParams.getAll(name);
/** The ids of the events that are shown, in their order. */
const shown = () => page.locator("#search_list h3 a").evaluateAll((links) => links.map((link) => link.pathname.split("/").at(-2)));
const announced = () => page.locator("#search_status").innerText();
const number = (text) => Number(/\d+/.exec(text)[0]);
/** Waits until a query is answered, which its announcement tells. */
const answered = (text) => page.waitForFunction((words) => {
  const { size } = new URLSearchParams(location.search);
  return size > 0 && document.querySelector("#search_status").textContent.includes(words)
    && document.querySelector("#search_found").textContent.length > 0;
}, text);
/** Types as a visitor does, letter by letter, and gives the results when they no longer change. */
const ask = async (query, wanted) => {
  await box().fill("");
  await box().pressSequentially(query);
  await page.waitForFunction(([text, ids]) => {
    const links = [...document.querySelectorAll("#search_list h3 a")].map((link) => link.pathname.split("/").at(-2));
    return new URLSearchParams(location.search).get("q") === text && ids.every((id) => links.includes(id));
  }, [query, wanted]).catch(async () => assert.fail(`${query}: ${await shown()}, not ${wanted}`));
};

test("queries in three languages are answered while they are typed", async () => {
  for (const [language, query, ids, what] of QUERIES) {
    const wanted = ids.split(" ");
    await open(language);
    await ask(query, wanted);
    const found = await shown();
    assert.deepEqual(asked("q"), [query], `${what}: the query is in the address`);
    assert.equal(await page.locator("#search_browse").isVisible(), false);
    const count = number(await announced());
    assert.equal(found.length, Math.min(count, PAGE), `${what}: as many as were announced`);
    assert.equal(await page.locator("#search_found").innerText(), (await announced()).split(".")[0]);
    assert.ok(wanted.length > 2 || wanted.includes(found[0]), `${query}: ${what}: ${found}`);
    if (!/name|organisation/.test(what)) {
      assert.ok(await page.locator("#search_list mark").count() > 0, `${what}: what was found is marked`);
    }
    // Names in another language say so.
    for (const code of await page.locator("#search_list h3 a").evaluateAll((links) => links.map((link) => link.lang))) {
      assert.match(code, /^(kk|ru|en)$/);
    }
  }
});

test("a query in the address is answered, also in the other language, and after the way back", async () => {
  await open("kk", `?q=${encodeURIComponent("қоқысты")}`);
  await answered("1");
  assert.equal(await box().inputValue(), "қоқысты");
  assert.deepEqual(await shown(), ["mangystau-briefing"]);
  await page.locator('header a[lang="ru"]').click();
  await page.waitForURL((url) => url.pathname === `${BASE}ru/search/` && url.searchParams.get("q") === "қоқысты");
  await answered("1");
  assert.deepEqual(await shown(), ["mangystau-briefing"]);
  await page.locator("#search_list a").click();
  await page.waitForURL((url) => url.pathname === `${BASE}ru/events/mangystau-briefing/`);
  await page.goBack();
  await answered("1");
  assert.deepEqual(await shown(), ["mangystau-briefing"]);
});

test("results are narrowed by filters that count, stand in the address and can be taken off by keyboard", async () => {
  await open("ru");
  await ask("форум", ["turkistan-forum-10"]);
  const all = number(await announced());
  const filter = page.locator('#search_filters label:has(input[name="region"][value="turkistan"])');
  const count = number(await filter.locator(".num").innerText());
  assert.ok(count > 0 && count < all);
  await filter.locator("input").focus();
  await page.keyboard.press("Space");
  await answered(`${count} `);
  assert.deepEqual(asked("region"), ["turkistan"]);
  assert.deepEqual(asked("q"), ["форум"]);
  assert.equal((await shown()).length, count);
  for (const id of await shown()) assert.match(id, /^turkistan-/);
  const chip = page.locator("#search_chips button");
  assert.equal(await chip.count(), 1);
  await chip.focus();
  await page.keyboard.press("Enter");
  await answered(`${all} `);
  assert.deepEqual(asked("region"), []);
  assert.equal(await page.evaluate(() => document.activeElement.id), "search_q", "the focus is not lost");
  await page.goBack();
  await answered(`${count} `);
  assert.ok(await filter.locator("input").isChecked(), "a filter is a step of the history");

  await open("en", "?q=forum&from=2021&to=2021");
  await answered("event");
  const years = await page.locator("#search_list .when b").allInnerTexts();
  assert.ok(years.length > 0 && years.every((year) => year === "2021"), `${years}`);
  await page.locator("#search_filters summary").click();
  const organisation = page.locator("#search_organisations label:visible").first();
  const events = number(await organisation.locator(".num").innerText());
  await organisation.locator("input").check();
  await answered(`${events} event`);
  assert.equal((await shown()).length, events);
  // A result can be linked to, and the other languages are.
  const narrowed = [asked("organisation"), await shown()];
  for (const again of [() => page.reload(), () => page.locator('header a[lang="ru"]').click()]) {
    await again();
    await page.locator("#search_chips button").waitFor();
    assert.deepEqual([asked("organisation"), await shown()], narrowed);
  }

  await open("en", "?undated=1");
  await answered("event");
  const unknown = await page.locator("#search_list .when b").allInnerTexts();
  assert.ok(unknown.length > 0 && unknown.every((year) => !/^\d{4}$/.test(year)), `${unknown}`);
});

test("each search that was sent is a step of the history", async () => {
  await open("en", "?undated=1");
  await open("en");
  await box().pressSequentially("forum");
  await page.keyboard.press("Enter");
  await answered("event");
  const forums = await shown();
  await box().fill("");
  await box().pressSequentially("beekeeper");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector('#search_list a[href*="east-beekeepers"]'));
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector('#search_list a[href*="east-beekeepers"]'));
  assert.deepEqual([asked("q"), await box().inputValue(), await shown()], [["forum"], "forum", forums]);
  await page.goBack();
  assert.equal(new URL(page.url()).search, "?undated=1", "single letters are no steps");
});

test("organisations that did not come are fetched when their list is opened again", async () => {
  const context = await browser.newContext();
  const other = await context.newPage();
  other.setDefaultTimeout(IN_VAIN);
  // The search is answered after that: its answer does not stand over the message.
  const failed = other.waitForEvent("requestfailed", { predicate: (request) => request.url().includes("organisations/en.json") });
  await other.route(/search\/cards\//, (route) => failed.then(() => route.continue()));
  await other.route(/organisations\/en\.json/, (route) => route.abort());
  await other.goto(`${server.home}en/search/?q=forum`);
  const summary = other.locator("#search_filters summary");
  await summary.click();
  await other.waitForFunction(() => {
    const [results, status] = ["search_results", "search_status"].map((id) => document.getElementById(id));
    return document.querySelector("#search_list li") && status.textContent === results.dataset.failed;
  });
  await other.unroute(/organisations\/en\.json/);
  await summary.click();
  await summary.click();
  await other.locator("#search_organisations label:visible").first().waitFor();
  const names = await other.locator("#search_organisations label").allInnerTexts();
  assert.equal(new Set(names).size, names.length);
  await context.close();
});

test("words that are repeated many times find what they find once", async () => {
  await open("en", "?q=forum");
  await answered("event");
  const once = await announced();
  await open("en", `?q=${"forum+".repeat(300)}`);
  await answered(once);
});

test("the search is used by keyboard alone", async () => {
  await open("en");
  // A single letter leads nowhere: who speaks to the browser would set it off.
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  await box().focus();
  await page.keyboard.type("beekeeper");
  await page.locator("#search_list > li").first().waitFor();
  await page.locator("#search_list").evaluate((list) => { list.firstElementChild.className += " old"; });
  await page.keyboard.press("Enter");
  await page.locator("#search_list > li:not(.old) a").first().waitFor();
  // Button, order, then the results.
  const met = [];
  for (let step = 0; step < 6 && met.at(-1) !== "A"; step += 1) {
    await page.keyboard.press("Tab");
    met.push(await page.evaluate(() => (document.activeElement.closest("#search_list") ? "A" : document.activeElement.tagName)));
  }
  assert.deepEqual(met, ["BUTTON", "SELECT", "A"]);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === `${BASE}en/events/east-beekeepers/`);
});

test("more results come behind those that are there, and the focus goes to the first of them", async () => {
  await open("en", "?language=kk&language=ru&language=en");
  await answered("events");
  const total = number(await announced());
  assert.ok(total > PAGE && (await shown()).length === PAGE);
  await page.locator("#search_more").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((least) => document.querySelectorAll("#search_list > li").length > least, PAGE);
  const index = await page.evaluate(() =>
    [...document.querySelectorAll("#search_list > li")].findIndex((row) => row.contains(document.activeElement)));
  assert.equal(index, PAGE);
  const found = await shown();
  assert.equal(new Set(found).size, found.length);
});

test("what finds less, or nothing, says so and shows ways on", async () => {
  await open("en", "?q=forum+xylophonist");
  await answered("No event has all of these words");
  assert.ok(await page.locator("#search_partial").isVisible());
  assert.ok((await shown()).length > 0);
  await open("en", "?q=xylophonist");
  await answered("0 events");
  assert.ok(await page.locator("#search_none").isVisible());
  assert.ok(await page.locator(`main a[href="${BASE}en/regions/"]`).isVisible());
  assert.equal(await page.locator("#search_partial").isVisible(), false);
  await box().fill("forum");
  await page.locator("#search_list a").first().waitFor();
  assert.equal(await page.locator("#search_none").isVisible(), false);
  await open("en", "?q=the");
  await answered("0 events");
  assert.ok(await page.locator("#search_none").isVisible(), "a word that says nothing finds nothing");
});

test("where the index cannot be had the page says so and shows the listings", async () => {
  const context = await browser.newContext();
  const other = await context.newPage();
  other.setDefaultTimeout(IN_VAIN);
  await other.route(/start\.json/, (route) => route.abort());
  await other.goto(`${server.home}en/search/?q=forum`);
  await other.locator("#search_browse").waitFor();
  assert.equal(await other.locator("#search_found").innerText(), await other.locator("#search_results").getAttribute("data-failed"));
  await context.close();
});

test("results are open to all, and nothing lies over anything else: light and dark, on a phone and on a desk", async () => {
  for (const width of [320, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
      const other = await context.newPage();
      other.setDefaultTimeout(IN_VAIN);
      await other.goto(`${server.home}search/?q=${encodeURIComponent("форум")}&kind=civic-forum`);
      await other.locator("#search_list a").first().waitFor();
      const { wide, over } = await other.evaluate(() => {
        const over = [];
        for (const row of document.querySelectorAll("#search_list > li")) {
          const boxes = [...row.children].map((one) => [one.className, one.getBoundingClientRect()]);
          boxes.forEach(([name, a], at) => boxes.slice(at + 1).forEach(([other, b]) => {
            const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
            if (!apart) over.push(`${name} and ${other}`);
          }));
        }
        return { wide: document.documentElement.scrollWidth, over };
      });
      assert.deepEqual(over, [], `${width} px`);
      assert.ok(wide <= width, `${wide} px wide`);
      await other.evaluate(AXE);
      const { violations } = await other.evaluate(
        (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`), [], `${width} px, ${colorScheme}`);
      await context.close();
    }
  }
});
