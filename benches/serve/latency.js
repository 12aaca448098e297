#!/usr/bin/env node
//! From saving a file to its new words standing in a browser's DOM, and from starting the server to its first page.
//!
//!     benches/serve/run [PROGRAM] [--sizes 1000,10000] [--runs 7]
//!
//! Makes the synthetic archive of benches/corpus.py, starts `ssg serve --watch --verbose`, opens pages in headless
//! Chromium, saves edits as an editor does, and prints medians. The clock runs from before the write until a script in
//! the page has seen the words, as this process learns of it. Timings of a machine that does other work are worthless.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { launch, serve } from "../../tests/browser/support.js";

const { values } = parseArgs({
  options: { sizes: { type: "string", default: "1000,10000" }, runs: { type: "string", default: "7" } },
});
const sizes = values.sizes.split(",").map(Number);
const runs = Number(values.runs);
const repository = path.join(import.meta.dirname, "../..");

const median = (numbers) => {
  const sorted = numbers.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor((sorted.length - 1) / 2)] : NaN;
};
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs in every page: tells when words stand in it, and how the time since the page was asked for was spent. */
const watchWords = () => {
  const look = () => {
    const want = JSON.parse(sessionStorage.getItem("want") ?? "null");
    if (!want) return;
    const found = [...document.querySelectorAll(want.at)].some((element) => element.textContent.includes(want.words));
    if (!found) return;
    sessionStorage.removeItem("want");
    // The page is either asked for by the script in it, which puts the new text in, or loaded again.
    const asked = performance.getEntriesByType("resource").findLast(({ name }) => name === location.href);
    const load = asked ?? performance.getEntriesByType("navigation")[0];
    // Words at the start of a page are seen before its end has come.
    const end = load.responseEnd || performance.now();
    globalThis.seen({
      render: load.responseStart - load.requestStart, transfer: end - load.responseStart,
      page: performance.now() - load.startTime,
    });
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  document.addEventListener("DOMContentLoaded", look);
};

/** The edits: what is saved, and where which words are to stand then. */
const editsOf = (root) => {
  const event = path.join(root, "content/events/e000000.md");
  const base = path.join(root, "templates/base.html");
  const page = readFileSync(event, "utf8");
  const skeleton = readFileSync(path.join(repository, "templates/base.html"), "utf8");
  mkdirSync(path.dirname(base), { recursive: true });
  writeFileSync(base, skeleton);
  const language = /^lang = "(.*)"$/m.exec(page)[1];
  // Where its text is: each event of this archive is in one language.
  const home = language === "kk" ? "" : `${language}/`;
  const others = { abai: { kk: "Абай", ru: "Абай", en: "Aba" }, ulytau: { kk: "Ұлытау", ru: "Улытау", en: "Ulytau" } };
  const ids = Object.keys(others);
  const words = (run) => `белгі${run}`;
  return [
    { name: "body", file: event, below: `${home}events/e000000/`, at: "main",
      text: (run) => `${page}\n\n${words(run)}\n`, words },
    { name: "title", file: event, below: `${home}events/e000000/`, at: "h1",
      text: (run) => page.replace(/^title = ".*"$/m, `title = "${words(run)}"`), words },
    { name: "title, in the list of events", file: event, below: `${home}events/`, at: "main",
      text: (run) => page.replace(/^title = ".*"$/m, `title = "${words(run)}"`), words },
    { name: "region", file: event, below: `${home}events/e000000/`, at: "main dl a[href*='/regions/']",
      text: (run) => page.replace(/^region = ".*"$/m, `region = "${ids[run % 2]}"`),
      words: (run) => others[ids[run % 2]][language] },
    { name: "base template", file: base, below: `${home}events/e000000/`, at: "footer",
      text: (run) => skeleton.replace("<footer class=\"foot\">", `<footer class="foot">${words(run)}`), words },
  ];
};

/** The stages that the server named for a change, in milliseconds. */
const stagesOf = (line) =>
  Object.fromEntries([...line.matchAll(/([a-z ]+) ([\d.]+) ms/g)].map(([, stage, time]) => [stage.trim(), Number(time)]));

const measure = async (browser, size, folder) => {
  execFileSync("python3", [path.join(repository, "benches/corpus.py"), "--system", "ssg", "--n", String(size), "--out", folder],
    { stdio: "ignore" });
  const root = path.join(folder, `ssg-${size}`);
  const edits = editsOf(root);
  const starts = [];
  for (let run = 0; run < Math.min(runs, 3); run += 1) {
    const started = performance.now();
    const server = await serve(root);
    await (await fetch(server.home)).text();
    starts.push(performance.now() - started);
    await server.end();
  }
  const server = await serve(root, ["--watch", "--verbose"]);
  const context = await browser.newContext();
  const rows = [];
  let done = () => {};
  await context.exposeBinding("seen", (_, times) => done({ at: performance.now(), times }));
  await context.addInitScript(watchWords);
  const page = await context.newPage();
  for (const edit of edits) {
    await page.goto(server.home + edit.below);
    const results = [];
    // The first run warms up and does not count.
    for (let run = 0; run <= runs; run += 1) {
      // Also what the server does when it is quiet is to be over.
      await pause(1500 + size / 20);
      const want = { at: edit.at, words: edit.words(run) };
      await page.evaluate((words) => {
        performance.clearResourceTimings();
        sessionStorage.setItem("want", JSON.stringify(words));
      }, want);
      const heard = server.said.length;
      const seen = new Promise((resolve, reject) => {
        done = resolve;
        setTimeout(() => reject(new Error(`${edit.name}: not seen`)), 60_000).unref();
      });
      const saved = performance.now();
      writeFileSync(edit.file, edit.text(run));
      const { at, times } = await seen;
      await pause(50);
      const line = server.said.slice(heard).find((said) => said.startsWith("changed:")) ?? "";
      if (run > 0) results.push({ total: at - saved, ...times, ...stagesOf(line) });
    }
    // A page with scripts of its own is loaded again behind the words.
    await pause(1500);
    const stages = Object.keys(results[0]).filter((stage) => stage !== "total");
    rows.push({
      edit: edit.name,
      median: median(results.map(({ total }) => total)),
      worst: Math.max(...results.map(({ total }) => total)),
      stages: Object.fromEntries(stages.map((stage) => [stage, median(results.map((result) => result[stage]))])),
    });
  }
  await context.close();
  await server.end();
  return { size, start: median(starts), rows };
};

const folder = mkdtempSync(path.join(os.tmpdir(), "ssg-latency-"));
const browser = await launch();
try {
  const figure = (number) => (Number.isFinite(number) ? number.toFixed(number < 10 ? 1 : 0) : "–");
  for (const size of sizes) {
    const { start, rows } = await measure(browser, size, folder);
    const stages = [...new Set(rows.flatMap((row) => Object.keys(row.stages)))];
    console.log(`\n${size} events; from start to first page: ${figure(start)} ms\n`);
    console.log(`| edit | median, ms | worst | ${stages.join(" | ")} |`);
    console.log(`|---|---:|---:|${stages.map(() => "---:|").join("")}`);
    for (const row of rows) {
      console.log(`| ${[row.edit, figure(row.median), figure(row.worst), ...stages.map((stage) => figure(row.stages[stage]))].join(" | ")} |`);
    }
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
