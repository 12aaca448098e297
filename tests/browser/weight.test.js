//! What a visit costs in requests and in bytes over the wire, compressed as a host does it, without pictures.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kindOf } from "./kinds.js";
import { addressOf, filesOf, folders, launch, serveFolder } from "./support.js";

/** At most so many requests; less than so many bytes, headers and all. */
const FIRST = { requests: 10, bytes: 60_000 };
const FURTHER = { requests: 3, bytes: 15_000 };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Whether a visit asks for no more than it may. */
const fits = (visit, most) => visit.requests <= most.requests && visit.bytes < most.bytes;

/** Visits pages one after the other as one visitor with a cache, and counts what each asks for over the wire. */
const visit = async (origin, files) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send("Network.enable");
  let requests = 0;
  let bytes = 0;
  const kinds = new Map();
  protocol.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  protocol.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    // What the cache answers does not go over the wire.
    if (kinds.get(requestId) === "Image" || encodedDataLength === 0) return;
    requests += 1;
    bytes += encodedDataLength;
  });
  const weights = [];
  for (const file of files) {
    requests = bytes = 0;
    await page.goto(origin + addressOf(file), { waitUntil: "networkidle" });
    weights.push({ file, requests, bytes });
  }
  await context.close();
  return weights;
};

test("the first page takes ten requests and less than 60 KB at most, each further one three and less than 15 KB", async (t) => {
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
    const most = (what) => JSON.stringify(further.reduce((most, next) => (next[what] > most[what] ? next : most)));
    t.diagnostic(`first page: ${JSON.stringify(landing)}; most of the further ones: ${most("bytes")}, ${most("requests")}`);
    assert.ok(landing.bytes > 1000 && fits(landing, FIRST), JSON.stringify(landing));
    assert.deepEqual(further.filter((visit) => !fits(visit, FURTHER)), []);
    server.close();
  }
});

test("whoever comes first to any page makes ten requests and loads less than 60 KB at most", async () => {
  const folder = folders().own;
  const server = await serveFolder(folder);
  const first = new Map();
  for (const file of filesOf(folder).filter((name) => name.endsWith(".html") && kindOf(name))) {
    if (!first.has(kindOf(file))) first.set(kindOf(file), file);
  }
  for (const file of first.values()) {
    if (file === "404.html") continue;
    const [landing] = await visit(server.origin, [file]);
    assert.ok(landing.bytes > 1000 && fits(landing, FIRST), JSON.stringify(landing));
  }
  server.close();
});
