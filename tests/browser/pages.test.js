//! Every kind of page as visitors meet it, under a strict Content-Security-Policy: with axe, at the width of a small
//! phone and of a desk, light and dark; and without JavaScript.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { kindOf, languageOf, names } from "./kinds.js";
import { BASE, addressOf, filesOf, folders, launch, serveFolder, watchFor } from "./support.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** So many pages at once: a browser waits more than it works. */
const AT_ONCE = 3;

let browser;
const sites = {};
/** What is looked at: `{ site, file, kind, language }`. */
const chosen = [];

before(async () => {
  browser = await launch();
  for (const [name, folder] of Object.entries(folders())) {
    sites[name] = { files: filesOf(folder).filter((file) => file.endsWith(".html")), server: await serveFolder(folder) };
  }
  const seen = new Set();
  const choose = (site, isWanted) => {
    for (const file of site.files) {
      const [kind, language] = [kindOf(file), languageOf(file)];
      const key = `${site === sites.own} ${language} ${kind}`;
      if (!kind || seen.has(key) || !isWanted(kind, language)) continue;
      seen.add(key);
      chosen.push({ site, file, kind, language });
    }
  };
  // Other languages share the templates: what differs is words, most of all where there are many of them.
  const wordy = ["home", "event", "regions", "organisations", "search"];
  choose(sites.own, (kind, language) => language === "kk" || wordy.includes(kind));
  // Long lists, and events without a text in this language.
  const own = new Set(chosen.map(({ kind }) => kind));
  const long = ["home", "events", "event", "region", "organisation", "dates"];
  choose(sites.large, (kind, language) => language === "kk" && (!own.has(kind) || long.includes(kind)));
});
after(async () => {
  await browser?.close();
  for (const { server } of Object.values(sites)) server.close();
});

/** Opens each chosen page in a window of its own and gathers what is wrong with it, as texts. */
const gather = async (options, look) => {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(120_000);
  const [wrong, queue] = [[], [...chosen]];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      // A page that is left may still ask for something: in one window that would be said of the page behind it.
      const page = await context.newPage();
      const trouble = watchFor(page, next.site.server.origin);
      const answer = await page.goto(next.site.server.origin + addressOf(next.file));
      const found = await look(page, next, answer);
      await page.close();
      wrong.push(...[...found, ...trouble].map((words) => `${next.kind}, ${next.file}: ${words}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await context.close();
  return wrong.sort();
};

test("every page is of a known kind, and every kind is there", () => {
  const seen = new Set();
  for (const { files } of Object.values(sites)) {
    for (const file of files) {
      const kind = kindOf(file);
      assert.ok(kind, `${file} is of no kind that kinds.js knows`);
      seen.add(kind);
    }
  }
  assert.deepEqual(names.filter((name) => !seen.has(name)), [], "no page of these kinds in either site");
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    test(`every kind of page is sound and open to all: ${colorScheme}, ${width} px`, async () => {
      const options = { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" };
      const wrong = await gather(options, async (page, { language }, answer) => {
        assert.match(answer.headers()["content-security-policy"], /default-src 'none'/);
        const { wide, styled, ...about } = await page.evaluate(() => ({
          headings: document.querySelectorAll("h1").length,
          mains: document.querySelectorAll("main").length,
          language: document.documentElement.lang,
          titled: document.title.trim().length > 0,
          styled: document.styleSheets.length > 0,
          wide: document.documentElement.scrollWidth,
        }));
        // The page's own policy does not bind what a debugger puts in.
        await page.evaluate(AXE);
        const { violations, passes } = await page.evaluate(
          (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
        assert.ok(passes.length > 10, "axe has looked at it");
        const expected = { headings: 1, mains: 1, language, titled: true };
        return [
          ...(JSON.stringify(about) === JSON.stringify(expected) ? [] : [JSON.stringify(about)]),
          ...(styled ? [] : ["no style"]),
          ...(wide > width ? [`${wide} px wide`] : []),
          ...violations.map(({ id, nodes }) =>
            `axe: ${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).join("; ")}`),
        ];
      });
      assert.deepEqual(wrong, []);
    });
  }
}

for (const [colorScheme, width] of [["light", 1280], ["dark", 390]]) {
  test(`every kind of page is walked by keyboard, and one always sees where one is: ${colorScheme}, ${width} px`, async () => {
    const options = { colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" };
    const wrong = await gather(options, async (page) => {
      const all = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
        .filter((element) => element.checkVisibility()).length);
      const [found, met] = [[], new Set()];
      // Beyond so many stops a long list only repeats itself.
      for (let step = 0; step < 120; step += 1) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const [box, style, shape] = [element.getBoundingClientRect(), getComputedStyle(element), element.closest("svg") && element.querySelector("rect")];
          const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
          const stroke = shape && parseFloat(getComputedStyle(shape).strokeWidth) >= 2;
          // Of a link that runs over two lines, its first.
          const line = element.getClientRects()[0];
          const top = document.elementFromPoint(
            Math.min(Math.max(line.x + line.width / 2, 0), innerWidth - 1), line.y + Math.min(line.height / 2, innerHeight / 2));
          return {
            index: [...document.querySelectorAll("*")].indexOf(element),
            name: element.outerHTML.slice(0, 80),
            hasRing: Boolean(ring || stroke),
            isOnScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
            isCovered: !top || !(element.contains(top) || top.contains(element) || element.closest("svg")?.contains(top)),
          };
        });
        if (!stop || met.has(stop.index)) break;
        met.add(stop.index);
        if (!stop.hasRing || !stop.isOnScreen || stop.isCovered) found.push(JSON.stringify(stop));
      }
      return [...found, ...(met.size >= Math.min(all, 120) ? [] : [`${met.size} of ${all} stops were reached`])];
    });
    assert.deepEqual(wrong, []);
  });
}

test("pages read without JavaScript", async () => {
  const wrong = await gather({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } }, async (page, { kind }) => {
    const words = await page.locator("main").innerText();
    // Of all buttons one needs no script: that of the front page leads to the page of the search, as a link would.
    const dead = await page.locator(kind === "home" ? "button:visible:not(main form[action$='/search/'] button)" : "button:visible").count();
    return [
      ...(words.trim().length > 20 ? [] : ["nothing to read"]),
      ...(dead ? ["a button that does nothing without JavaScript"] : []),
    ];
  });
  assert.deepEqual(wrong, []);
});

test("without JavaScript the front page's search leads to ways on, and to no form that does nothing", async () => {
  const { server } = sites.own;
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const trouble = watchFor(page, server.origin);
  await page.goto(`${server.home}en/`);
  await page.locator("main form input").fill("forum");
  await page.locator("main form button").click();
  await page.waitForURL((url) => url.pathname === `${BASE}en/search/` && url.searchParams.get("q") === "forum");
  assert.equal(await page.locator("main :is(form, input, button, select):visible").count(), 0);
  assert.match(await page.locator("main .notice:visible").innerText(), /JavaScript/);
  for (const way of ["events/", "regions/", "dates/", "organisations/", "regions/turkistan/", "kinds/civic-forum/"]) {
    assert.ok(await page.locator(`main a[href="${BASE}en/${way}"]:visible`).count(), `a way to ${way}`);
  }
  await page.locator(`main a[href="${BASE}en/dates/"]:visible`).click();
  await page.waitForURL((url) => url.pathname === `${BASE}en/dates/`);
  assert.deepEqual(trouble, []);
  await context.close();
});

test("an address that is not there gets a page that helps, whose links hold at any depth", async () => {
  const { server } = sites.own;
  const page = await browser.newPage();
  const trouble = watchFor(page, server.origin, 404);
  const answer = await page.goto(`${server.home}no/such/page/`);
  assert.equal(answer.status(), 404);
  await page.locator("main a").first().click();
  await page.waitForURL((url) => url.pathname.startsWith(BASE) && !url.pathname.includes("/no/"));
  assert.equal(await page.locator("h1").count(), 1);
  assert.deepEqual(trouble, []);
  await page.close();
});
