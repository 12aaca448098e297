// What a first query loads, and how long queries take: node benches/search.mjs SITE [BUDGET]
//
// SITE is a folder that `ssg build` wrote; its own search script answers the queries, each in a world of its own, so
// that every query is a visitor's first. What is counted is what a host such as GitHub Pages sends: text compressed
// with gzip, other files as they are. With a BUDGET in bytes it fails when a query loads more. Times are for people to
// read: from the query to the events, once its files are there, and the same query again; the best of a few visitors,
// since what else the machine does is not the query's.
import { readFile } from 'node:fs/promises';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';

const [, , site, budget] = process.argv, PAGE = 10, ROUNDS = 5;
const QUERIES = [
  'форум', 'форумға', 'X форум', 'азаматтық форум', 'когамдык тындау', 'qogamdyq tyndau', 'туркистан', 'turkistan форум',
  'карагандинская область', 'круглый стол', 'заседание ассамблеи народа', 'молодёжь', 'жастар', 'ассамблея отырысы 2021',
  'округлый стол', 'карагнадинская', 'библеотека', 'конференция 2019 қараша', 'civic forum', 'public hearing Almaty', 'қо', 'ор',
  'қ', 'о', 'к', 'қоғам', 'орталық', 'бірлестігі', 'азаматтық қоғам дамыту мәселелері', 'гражданское общество и государство',
];

const script = await readFile(`${site}/assets/search.js`);
const contents = new Map();
const read = async (path) => contents.get(path) ?? contents.set(path, await readFile(`${site}/search/${path}`)).get(path);
const sent = (path, bytes) => (path.endsWith('.bin') ? bytes.length : gzipSync(bytes).length);

/** A visitor who has loaded nothing yet, with the script in a world of its own, and what they load. */
const visitor = async () => {
  const context = vm.createContext({ TextDecoder, console }), loaded = new Map();
  vm.runInContext(script.toString(), context, { filename: 'search.js' });
  const load = async (address) => {
    const path = address.split('?')[0], bytes = await read(path);
    loaded.set(path, bytes);
    return path.endsWith('.json') ? JSON.parse(bytes) : new Uint8Array(bytes);
  };
  return { loaded, engine: await context.ssgSearch.engine(load) };
};
const timed = async (work) => {
  const before = performance.now();
  await work();
  return performance.now() - before;
};

const rows = [];
for (const query of QUERIES) {
  const { loaded, engine } = await visitor();
  const { events } = await engine.find(query);
  await Promise.all(events.slice(0, PAGE).map((event) => engine.card(event, 'kk')));
  const weigh = (of) => [...loaded].reduce((sum, [path, bytes]) => sum + of(path, bytes), 0);
  const weight = sent('search.js', script) + weigh(sent), raw = script.length + weigh((_, bytes) => bytes.length);
  // All files are in memory now: what is left is the work.
  let [first, again] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    const other = await visitor();
    first = Math.min(first, await timed(() => other.engine.find(query)));
    again = Math.min(again, await timed(() => other.engine.find(query)));
  }
  rows.push({ query, found: events.length, files: loaded.size + 1, weight, raw, first, again });
}
for (const { query, found, files, weight, raw, first, again } of rows) {
  console.log(`${query.padEnd(36)} ${String(found).padStart(6)} events ${String(files).padStart(3)} files ${
    String(weight).padStart(7)} bytes sent, ${String(raw).padStart(7)} raw, ${first.toFixed(1)} ms, then ${again.toFixed(1)}`);
}
const most = (of) => Math.max(...rows.map(of));
console.log(`\nat most ${most(({ weight }) => weight)} bytes sent (${most(({ raw }) => raw)} raw), ${most(({ first }) => first).toFixed(1)} ms`);
if (budget && most(({ weight }) => weight) > Number(budget)) {
  console.error(`a first query may load ${budget} bytes`);
  process.exit(1);
}
