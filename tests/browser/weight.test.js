//! What a visit costs in bytes over the wire, compressed as a host does it, without pictures.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kindOf } from "./kinds.js";
import { addressOf, filesOf, folders, launch, serveFolder } from "./support.js";

/** In bytes, headers and all. */
const FIRST = 60_000;
const FURTHER = 15_000;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Visits pages one after the other as one visitor with a cache, and counts what each brings over the wire. */
const visit = async (origin, files) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send("Network.enable");
  let bytes = 0;
  const kinds = new Map();
  protocol.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  protocol.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (kinds.get(requestId) !== "Image") bytes += encodedDataLength;
  });
  const weights = [];
  for (const file of files) {
    bytes = 0;
    await page.goto(origin + addressOf(file), { waitUntil: "networkidle" });
    weights.push({ file, bytes });
  }
  await context.close();
  return weights;
};

test("the first page weighs less than 60 KB, each further one less than 15 KB", async (t) => {
  for (const folder of Object.values(folders())) {
    const server = await serveFolder(folder);
    const first = new Map();
    for (const file of filesOf(folder).filter((name) => name.endsWith(".html") && kindOf(name))) {
      if (!first.has(kindOf(file))) first.set(kindOf(file), file);
    }
    first.delete("not found");
    const files = [...first.values()];
    const home = files.indexOf("index.html");
    const [landing, ...further] = await visit(server.origin, ["index.html", ...files.filter((_, at) => at !== home)]);
    t.diagnostic(`first page: ${landing.bytes} bytes; the heaviest further one: ${
      JSON.stringify(further.reduce((most, next) => (next.bytes > most.bytes ? next : most)))}`);
    assert.ok(landing.bytes > 1000 && landing.bytes < FIRST, `${landing.file}: ${landing.bytes} bytes`);
    assert.deepEqual(further.filter(({ bytes }) => bytes >= FURTHER), []);
    server.close();
  }
});

test("whoever comes first to any page loads less than 60 KB", async () => {
  const folder = folders().own;
  const server = await serveFolder(folder);
  const first = new Map();
  for (const file of filesOf(folder).filter((name) => name.endsWith(".html") && kindOf(name))) {
    if (!first.has(kindOf(file))) first.set(kindOf(file), file);
  }
  for (const file of first.values()) {
    if (file === "404.html") continue;
    const [{ bytes }] = await visit(server.origin, [file]);
    assert.ok(bytes > 1000 && bytes < FIRST, `${file}: ${bytes} bytes`);
  }
  server.close();
});
