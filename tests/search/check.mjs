// Asks the browser's script what the Rust tests ask the program: node tests/search/check.mjs SSG FOLDER
//
// The site in tests/search/archive.txt is written to the empty FOLDER and built there by the program SSG. The answers that are expected, in their order, are
// the snapshots of tests/search.rs: so the script, which is read as it is published, and the program are proved equal.
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import vm from 'node:vm';

const here = new URL('.', import.meta.url), [, , ssg, folder] = process.argv, site = `${folder}/public`;
const text = (name) => readFile(new URL(name, here), 'utf8');
const snapshot = async (name) => (await text(`../snapshots/search__${name}.snap`)).split('\n---\n').at(-1).split('\n').filter(Boolean);
for (const block of (await text('archive.txt')).split(/^-- (?=\S+ --$)/m).slice(1)) {
  const [path, content] = block.split(/ --\n(.*)/s);
  await mkdir(dirname(`${folder}/${path}`), { recursive: true });
  await writeFile(`${folder}/${path}`, content);
}
execFileSync(ssg, ['--root', folder, 'build', '--quiet', '--out', site], { stdio: 'inherit' });

const script = await readFile(`${site}/assets/search.js`, 'utf8');
const context = vm.createContext({ TextDecoder, console });
vm.runInContext(script, context, { filename: 'search.js' });
const load = async (path) => {
  const name = path.split('?')[0], file = await readFile(`${site}/search/${name}`);
  return name.endsWith('.json') ? JSON.parse(file) : new Uint8Array(file);
};
const { find, keys, candidates, card, start } = await context.ssgSearch.engine(load);
const wrong = [];

let words = 0;
for (const line of await snapshot('words_become_these_terms')) {
  const [language, word, expected] = line.split('\t');
  const found = language === '?' ? candidates(word).map((one) => `${one.terms.join("|")}:${one.beginning}:${one.letters}`) : keys(word, language).map(({ term }) => term);
  words++;
  if (found.join(' ') !== (expected ?? '')) wrong.push(`${line}, not ${found.join(' ')}`);
}

const ids = await Promise.all(Array.from({ length: start.n }, async (_, event) => (await card(event, 'kk'))[0]));
let queries = 0, slowest = 0;
for (const line of await snapshot('queries_find_these_events_in_this_order')) {
  const [query, expected] = line.split('\t');
  await find(query);
  const before = performance.now(), { events } = await find(query);
  slowest = Math.max(slowest, performance.now() - before);
  queries++;
  const found = events.map((event) => ids[event]).join(' ');
  if (found !== (expected ?? '')) wrong.push(`${query}: found ${found}, not ${expected}`);
}
if (wrong.length) {
  console.error(wrong.join('\n'));
  console.error(`${wrong.length} differences between the script and the program`);
  process.exit(1);
}
console.log(`${words} words and ${queries} queries: the script and the program agree; the slowest query took ${slowest.toFixed(1)} ms`);
