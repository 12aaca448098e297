//! What a visitor does: changes the language, the colours, walks by keyboard.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { BASE, addressOf, filesOf, folders, launch, serveFolder, watchFor } from "./support.js";

/** Longer than anything here takes, in milliseconds. */
const IN_VAIN = 120_000;

let browser, server, page, trouble, context;
const files = filesOf(folders().own);

before(async () => {
  browser = await launch();
  server = await serveFolder(folders().own);
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
  page = await context.newPage();
  page.setDefaultTimeout(IN_VAIN);
  trouble = watchFor(page, server.origin);
});
after(async () => {
  assert.deepEqual(trouble, [], "nothing of all this makes the browser complain");
  await browser?.close();
  server?.close();
});

const open = (below) => page.goto(server.home + below);
const pathname = () => new URL(page.url()).pathname;

test("the language switch leads to the same page in the other language, and back", async () => {
  const event = files.find((file) => /^events\/[^/]+\/index\.html$/.test(file));
  for (const file of ["index.html", event, "regions/turkistan/index.html", "organisations/index.html", "about/index.html"]) {
    const address = addressOf(file);
    await page.goto(server.origin + address);
    const heading = await page.locator("h1").innerText();
    for (const language of ["ru", "en"]) {
      await page.locator(`header a[lang="${language}"]`).click();
      assert.equal(pathname(), address.replace(BASE, `${BASE}${language}/`), file);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.equal(await page.locator(`header a[lang="${language}"]`).getAttribute("aria-current"), "true");
    }
    await page.locator('header a[lang="kk"]').click();
    assert.equal(pathname(), address);
    assert.equal(await page.locator("h1").innerText(), heading);
  }
});

test("the dark switch changes the colours and is remembered on every page", async () => {
  await open("");
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await colour();
  const button = page.locator("button.theme");
  assert.equal(await button.getAttribute("aria-pressed"), "false");
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  const dark = await colour();
  assert.notEqual(dark, light);
  await open("ru/events/");
  assert.equal(await colour(), dark);
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  await button.click();
  await page.reload();
  assert.equal(await colour(), light);
});

test("who prefers dark colours gets them without a switch, also without JavaScript", async () => {
  const background = async (options) => {
    const other = await browser.newContext(options);
    const fresh = await other.newPage();
    await fresh.goto(server.home);
    const colour = await fresh.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor).catch(() => null);
    await other.close();
    return colour;
  };
  assert.notEqual(await background({ colorScheme: "dark" }), await background({ colorScheme: "light" }));
});

test("the first key leads past the menu to what the page is about", async () => {
  await open("events/");
  await page.keyboard.press("Tab");
  const skip = page.locator(":focus");
  assert.equal(await skip.getAttribute("href"), "#page_main");
  assert.ok(await skip.isVisible());
  const box = await skip.boundingBox();
  assert.ok(box.width > 20 && box.height > 10 && box.x >= 0 && box.y >= 0, "it can be seen while it has the focus");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
});

test("all that can be pressed can be reached by keyboard, and one sees where one is", async () => {
  await open("");
  const count = await page.locator("a:visible, button:visible").count();
  const unseen = [];
  const met = new Set();
  for (let step = 0; step < count + 5; step += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      // In a picture the shape shows it.
      const shape = element.closest("svg") && getComputedStyle(element.querySelector("rect"));
      const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
        || (shape && shape.stroke !== "none" && parseFloat(shape.strokeWidth) >= 2);
      const all = [...document.querySelectorAll("a, button, summary, input, select")];
      return { index: all.indexOf(element), ring, name: element.outerHTML.slice(0, 80) };
    });
    if (!focused) break;
    met.add(focused.index);
    if (!focused.ring) unseen.push(focused.name);
  }
  assert.ok(met.size >= count - 1, `${met.size} of ${count} were reached`);
  assert.deepEqual(unseen, []);
});

test("the map is walked by keyboard, tile by tile, and can be passed over", async () => {
  const large = await serveFolder(folders().large);
  try {
    const map = await browser.newPage();
    map.setDefaultTimeout(IN_VAIN);
    await map.goto(`${large.home}regions/`);
    assert.ok(await map.locator("svg.map a").count() >= 17, "each region with events is a tile that leads to it");
    const skip = map.locator('a[href="#map_end"]');
    const focused = () => map.evaluate(
      () => document.activeElement.closest("svg.map") && document.activeElement.getAttribute("href"));
    await skip.focus();
    const met = [];
    for (let step = 0; step < 3; step += 1) {
      await map.keyboard.press("Tab");
      met.push(await focused());
    }
    assert.ok(met.every(Boolean) && new Set(met).size === 3, `three tiles one after the other: ${met}`);
    await map.keyboard.press("Enter");
    await map.waitForURL((url) => url.pathname === met[2]);
    await map.goBack();
    await skip.focus();
    await map.keyboard.press("Enter");
    await map.keyboard.press("Tab");
    assert.equal(await focused(), null);
    await map.close();
  } finally {
    large.close();
  }
});

test("a listing is narrowed by year, kind and language, and widened again", async () => {
  const large = await serveFolder(folders().large);
  try {
    const narrow = await browser.newPage();
    narrow.setDefaultTimeout(IN_VAIN);
    const words = watchFor(narrow, large.origin);
    await narrow.goto(`${large.home}events/`);
    const form = narrow.locator("form.filter");
    const shown = narrow.locator(".rows > li:visible");
    const all = await shown.count();
    assert.ok(await form.isVisible() && all > 5);
    let narrowed = 0;
    for (const name of ["year", "kind", "language"]) {
      const select = form.locator(`select[name="${name}"]`);
      if (!(await select.isVisible())) continue;
      narrowed += 1;
      const option = select.locator("option").nth(1);
      const count = Number(/\((\d+)\)$/.exec(await option.innerText())[1]);
      await select.selectOption({ index: 1 });
      assert.equal(await shown.count(), count, `${name}: as many as it said`);
      assert.ok(count < all);
      assert.match(await form.locator("output").innerText(), new RegExp(`${count}`));
      await form.locator("button").click();
      await narrow.waitForFunction(
        (total) => document.querySelectorAll(".rows > li:not([hidden])").length === total, all);
      assert.equal(await narrow.evaluate(() => document.activeElement.tagName), "SELECT", "the focus is not lost");
      assert.match(await form.locator("output").innerText(), new RegExp(`${all}`), "that all are there again is said");
    }
    assert.ok(narrowed >= 2);

    // On a year's page events of no known month stand apart: their heading goes with the last of them.
    const year = filesOf(folders().large).find((file) =>
      /^dates\/\d+\/index\.html$/.test(file) && readFileSync(path.join(folders().large, file), "utf8").includes("listing_apart"));
    await narrow.goto(`${large.home}${year.replace("index.html", "")}`);
    const apart = narrow.locator("#listing_apart");
    const seen = new Set();
    for (const name of ["kind", "language"]) {
      const select = form.locator(`select[name="${name}"]`);
      if (!(await select.isVisible())) continue;
      for (let index = await select.locator("option").count() - 1; index >= 0; index -= 1) {
        await select.selectOption({ index });
        const below = await narrow.locator("#listing_apart + .rows > li:visible").count();
        assert.equal(await apart.isVisible(), below > 0);
        seen.add(below > 0);
      }
    }
    assert.equal(seen.size, 2, "it is there for some and not for others");

    // One of them has a word in its title that is wider than a phone.
    await narrow.setViewportSize({ width: 320, height: 700 });
    for (const address of ["dates/1998/", "events/month-not-known/", "events/in-1998-01/"]) {
      await narrow.goto(`${large.home}${address}`);
      const [wide, words] = await narrow.evaluate(() => [document.documentElement.scrollWidth, document.body.innerText]);
      assert.match(words, /Серіктестігі2021/);
      assert.ok(wide <= 320, `${address}: ${wide} px`);
    }
    assert.deepEqual(words, []);
    await narrow.close();
  } finally {
    large.close();
  }
});

test("on a phone with letters twice as large no page is wider than the screen", async () => {
  const large = await launch(["--blink-settings=defaultFontSize=32"]);
  try {
    const phone = await large.newPage({ viewport: { width: 360, height: 740 } });
    phone.setDefaultTimeout(IN_VAIN);
    const event = files.find((file) => /^events\/turkistan-civic-forum-10\/index\.html$/.test(file));
    for (const file of ["index.html", event, "regions/index.html", "dates/index.html", "organisations/index.html", "search/index.html"]) {
      for (const language of ["", "ru/", "en/"]) {
        await phone.goto(server.home + language + addressOf(file).replace(BASE, ""));
        const [wide, screen] = await phone.evaluate(() =>
          [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(wide <= screen, `${language}${file}: ${wide} of ${screen}`);
      }
    }
  } finally {
    await large.close();
  }
});
