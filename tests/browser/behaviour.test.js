//! What a visitor does: changes the language, the colours, walks by keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BASE, addressOf, filesOf, folders, launch, serveFolder, watchFor } from "./support.js";

let browser, server, page, trouble, context;
const files = filesOf(folders().own);

before(async () => {
  browser = await launch();
  server = await serveFolder(folders().own);
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
  page = await context.newPage();
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
      await page.locator(`header a[hreflang="${language}"]`).click();
      assert.equal(pathname(), address.replace(BASE, `${BASE}${language}/`), file);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.equal(await page.locator(`header a[hreflang="${language}"]`).getAttribute("aria-current"), "true");
    }
    await page.locator('header a[hreflang="kk"]').click();
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
      const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
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
