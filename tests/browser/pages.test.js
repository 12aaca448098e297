//! Every kind of page as visitors meet it: with axe, at the width of a small phone and of a desk, light and dark, under
//! a strict Content-Security-Policy, without JavaScript.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { kindOf, languageOf, names } from "./kinds.js";
import { BASE, addressOf, filesOf, folders, launch, serveFolder, watchFor } from "./support.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WIDTHS = [320, 1280];
const SCHEMES = ["light", "dark"];

/** What is looked at: the first page of each kind in each site, in the site's first language, and some in the others. */
const choose = (files) => {
  const chosen = new Map();
  for (const file of files) {
    const [kind, language] = [kindOf(file), languageOf(file)];
    // The other languages share the templates: what differs is words, most of all where there are many of them.
    const isWanted = language === "kk" || ["home", "event", "regions", "organisations"].includes(kind);
    const key = `${language} ${kind}`;
    if (kind && isWanted && !chosen.has(key)) chosen.set(key, { kind, language, file });
  }
  return [...chosen.values()];
};

const pagesOf = (folder) => filesOf(folder).filter((file) => file.endsWith(".html"));

let browser;
const sites = {};
before(async () => {
  browser = await launch();
  for (const [name, folder] of Object.entries(folders())) {
    const files = pagesOf(folder);
    sites[name] = { files, chosen: choose(files), server: await serveFolder(folder) };
  }
});
after(async () => {
  await browser?.close();
  for (const { server } of Object.values(sites)) server.close();
});

/** Does something on a fresh page, in a window of its own. */
const on = async (options, look) => {
  const context = await browser.newContext(options);
  try {
    return await look(await context.newPage());
  } finally {
    await context.close();
  }
};

const each = (look) => Object.values(sites).flatMap((site) => site.chosen.map((chosen) => look(site, chosen)));

/** Runs some at a time: a browser waits more than it works. */
const gather = async (jobs, atOnce = 3) => {
  const [results, queue] = [[], [...jobs.entries()]];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await next[1]();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results.flat();
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

describe("accessibility", () => {
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      test(`axe finds nothing: ${colorScheme}, ${width} px`, async () => {
        const findings = await gather(each((site, { file }) => () =>
          // axe is put into the page from outside, which the pages' own policy would forbid.
          on({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true, reducedMotion: "reduce" }, async (page) => {
            await page.goto(site.server.origin + addressOf(file));
            await page.addScriptTag({ path: AXE });
            const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document, {
              runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            }));
            assert.ok(passes.length > 10, `axe looked at ${file}`);
            return violations.map(({ id, nodes }) =>
              `${file}: ${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).join(", ")}`);
          })));
        assert.deepEqual(findings, []);
      });
    }
  }
});

test("nothing is wider than a small phone", async () => {
  const wide = await gather(each((site, { file }) => () =>
    on({ viewport: { width: 320, height: 640 } }, async (page) => {
      await page.goto(site.server.origin + addressOf(file));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      return width > 320 ? [`${file}: ${width} px`] : [];
    })));
  assert.deepEqual(wide, []);
});

test("a strict policy leaves every page at work, and nobody else is asked for anything", async () => {
  const troubles = await gather(each((site, { file, kind }) => () =>
    on({ viewport: { width: 1280, height: 900 } }, async (page) => {
      const trouble = watchFor(page, site.server.origin);
      const answer = await page.goto(site.server.origin + addressOf(file), { waitUntil: "load" });
      assert.match(answer.headers()["content-security-policy"], /default-src 'none'/);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      assert.ok(await page.evaluate(() => document.styleSheets.length > 0), `${file} has its style`);
      return trouble.map((words) => `${kind}, ${file}: ${words}`);
    })));
  assert.deepEqual(troubles, []);
});

test("an address that is not there gets a page that helps", async () => {
  const { server } = sites.own;
  await on({}, async (page) => {
    const trouble = watchFor(page, server.origin, 404);
    const answer = await page.goto(`${server.home}no/such/page/`);
    assert.equal(answer.status(), 404);
    // Its links hold at any depth.
    await page.locator("main a").first().click();
    assert.equal(new URL(page.url()).pathname.startsWith(BASE), true);
    assert.equal(await page.locator("h1").count(), 1);
    assert.deepEqual(trouble, []);
  });
});

test("pages read without JavaScript", async () => {
  const empty = await gather(each((site, { file }) => () =>
    on({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } }, async (page) => {
      await page.goto(site.server.origin + addressOf(file));
      const words = await page.locator("main").innerText();
      const dead = await page.locator("button:visible").count();
      return [
        ...(words.trim().length > 20 ? [] : [`${file}: nothing to read`]),
        ...(dead ? [`${file}: a button that does nothing without JavaScript`] : []),
      ];
    })));
  assert.deepEqual(empty, []);
});

test("each page has one heading of the first level, a language, a title and one main part", async () => {
  const wrong = await gather(each((site, { file, language }) => () =>
    on({}, async (page) => {
      await page.goto(site.server.origin + addressOf(file));
      const found = await page.evaluate(() => ({
        headings: document.querySelectorAll("h1").length,
        mains: document.querySelectorAll("main").length,
        language: document.documentElement.lang,
        title: document.title.trim().length > 0,
      }));
      const expected = { headings: 1, mains: 1, language, title: true };
      return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${file}: ${JSON.stringify(found)}`];
    })));
  assert.deepEqual(wrong, []);
});
