//! What the browser tests share: the two sites that are looked at, a server that treats addresses as GitHub Pages
//! does, a browser, and `ssg serve`. It knows nothing of what is tested.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync, statSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import readline from "node:readline";
import zlib from "node:zlib";
import { chromium } from "playwright-core";

const named = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: tests/browser/run sets it`);
  return value;
};

/** The program. */
export const ssg = () => named("SSG");

/** The folders of the sites that tests/browser/run built: the repository's own archive, and a large invented one. */
export const folders = () => ({ own: named("OWN_SITE"), large: named("LARGE_SITE") });

/** The path that both are deployed under. */
export const BASE = "/some-repo/";

/** What a strict host would send: nothing but the site's own files, and nothing that stands in the page itself. */
export const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
  "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
].join("; ");

const TYPES = {
  ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
  ".jpg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp", ".woff2": "font/woff2", ".xml": "application/xml",
};
const isText = (type) => /^text\/|json|xml/.test(type);

/** All files of a built site, as paths below it, sorted. */
export const filesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => name.split(path.sep).join("/"))
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();

/** The address of a page's file below the base path. */
export const addressOf = (file) => BASE + file.replace(/(^|\/)index\.html$/, "$1");

/** Serves a folder at `BASE` as GitHub Pages does: compressed, a folder's address ends in a slash, 404.html. */
export const serveFolder = async (folder) => {
  const files = new Set(filesOf(folder));
  const server = http.createServer((request, response) => {
    const { pathname, search } = new URL(request.url, "http://localhost");
    const below = decodeURIComponent(pathname).startsWith(BASE) ? decodeURIComponent(pathname).slice(BASE.length) : null;
    const index = (name) => (name === "" || name.endsWith("/") ? `${name}index.html` : name);
    if (below !== null && !files.has(index(below)) && files.has(`${below}/index.html`)) {
      response.writeHead(301, { location: `${pathname}/${search}` }).end();
      return;
    }
    const found = below === null ? undefined : [index(below), `${below}.html`].find((name) => files.has(name));
    const file = found ?? "404.html";
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    const headers = { "content-type": type, "content-security-policy": POLICY, "cache-control": "max-age=600" };
    let body = readFileSync(path.join(folder, file));
    if (isText(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
      body = zlib.gzipSync(body);
      headers["content-encoding"] = "gzip";
    }
    headers["content-length"] = body.length;
    response.writeHead(found ? 200 : 404, headers).end(request.method === "HEAD" ? undefined : body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin, home: origin + BASE, close };
};

/** The system's Chromium, which speaks to nobody by itself. */
export const launch = (more = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", ...more,
    ],
  });

/**
 * Collects what a visitor must never meet: words on the console, errors, requests to other hosts, answers that failed.
 * `allowed` is a status that the page itself may have.
 */
export const watchFor = (page, origin, allowed = 200) => {
  const trouble = [];
  page.on("console", (message) => {
    const isOwnStatus = allowed !== 200 && message.text().includes(`status of ${allowed}`);
    if (!isOwnStatus) trouble.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("blob:")) trouble.push(`request to ${url}`);
  });
  page.on("response", (response) => {
    const status = response.status();
    if (status >= 400 && status !== allowed) trouble.push(`${status} for ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const words = request.failure()?.errorText ?? "";
    // Who goes to the next page leaves what was still loading.
    if (words !== "net::ERR_ABORTED") trouble.push(`${request.url()}: ${words}`);
  });
  return trouble;
};

/** Starts `ssg serve` on any free port; gives its address, what it says, and a way to end it. */
export const serve = async (root, more = []) => {
  const child = spawn(ssg(), ["--root", root, "serve", "--port", "0", ...more], { stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  readline.createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  const lines = readline.createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), once(child, "exit")]);
  if (typeof first[0] !== "string") throw new Error(`ssg serve ended: ${said.join("\n")}`);
  const home = first[0].trim();
  const end = async () => {
    if (child.exitCode !== null) return child.exitCode;
    child.kill("SIGINT");
    const [status] = await once(child, "exit");
    return status;
  };
  return { home, origin: new URL(home).origin, said, end };
};
