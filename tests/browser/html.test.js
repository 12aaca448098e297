//! The Nu HTML checker over every page of both sites.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { filesOf, folders } from "./support.js";

const CHECKER = createRequire(import.meta.url)("vnu-jar");

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
    // Read from files, the pages have no host for the policy's 'self' to mean; and a block of data is no
    // script that could run. What a browser says of the policy is looked at in pages.test.js.
    const of_files = /^(Resource|Inline script) violates Content Security Policy/;
    const words = messages.filter(({ type, message }) => type !== "info" || !of_files.test(message)).map(({ url, lastLine, type, message }) =>
      `${path.relative(folder, new URL(url).pathname)}:${lastLine}: ${type}: ${message}`);
    assert.deepEqual(words.slice(0, 20), []);
  });
}
