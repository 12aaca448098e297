//! The Nu HTML checker over every page of both sites.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { BASE, filesOf, folders } from "./support.js";

const CHECKER = createRequire(import.meta.url)("vnu-jar");

const ASSET = `${BASE}assets/[^”?]+\\?v=[0-9a-f]+`;
/** Read from files, the pages have no host for the policy's 'self' to mean, so the site's own files seem foreign. */
const OWN_ASSET = new RegExp(
  `^Resource violates Content Security Policy \\(meta tag\\): external (?:stylesheet|script) “${ASSET}” blocked by “(?:style|script)-src” directive\\.$`);
/** A block of data is no script that could run. */
const DATA_BLOCK = "Inline script violates Content Security Policy (meta tag): blocked by “script-src” directive (missing “‘unsafe-inline’” or nonce/hash).";

/** What the checker says because it reads files: nothing but these. What a browser says of the policy is looked at in
 *  pages.test.js. */
const isOfFiles = ({ type, message, extract }) => type === "info"
  && (OWN_ASSET.test(message) || (message === DATA_BLOCK && extract.includes('<script type="application/ld+json">')));

for (const [name, folder] of Object.entries(folders())) {
  test(`the Nu HTML checker has nothing to say: ${name}`, () => {
    const pages = filesOf(folder).filter((file) => file.endsWith(".html"));
    assert.ok(pages.length > 50, "there are pages to look at");
    const checked = spawnSync(
      "java", ["-Xss2m", "-jar", CHECKER, "--format", "json", "--exit-zero-always", "--stdout", ...pages],
      { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 },
    );
    assert.equal(checked.status, 0, checked.stderr);
    const { messages } = JSON.parse(checked.stdout);
    const words = messages.filter((message) => !isOfFiles(message)).map(({ url, lastLine, type, message }) =>
      `${path.relative(folder, new URL(url).pathname)}:${lastLine}: ${type}: ${message}`);
    assert.deepEqual(words.slice(0, 20), []);
  });
}
