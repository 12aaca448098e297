//! The kinds of pages that there are, told by their addresses. A page of no kind fails the tests: who makes a new kind
//! of page adds it here, and it is looked at like the others.

const LANGUAGE = "(?:(?:ru|en)/)?";
const ID = "(?!page/)[^/]+";
const PAGES = "(?:page/\\d+/)?";

/** Name, address below the language's home, and whether the two sites together must have one. */
const ROWS = [
  ["home", ""],
  ["events", "events/"],
  ["further page of events", "events/page/\\d+/"],
  ["event", `events/${ID}/`],
  ["regions", "regions/"],
  ["region", `regions/${ID}/${PAGES}`],
  ["region and year", `regions/${ID}/\\d{4}/${PAGES}`],
  ["region and kind", `regions/${ID}/${ID}/${PAGES}`],
  ["dates", "dates/"],
  ["year", `dates/\\d{4}/${PAGES}`],
  ["month", `dates/\\d{4}/\\d{2}/${PAGES}`],
  ["unknown year", `dates/unknown/${PAGES}`],
  ["organisations", "organisations/"],
  ["organisation", `organisations/${ID}/${PAGES}`],
  ["organisation and year", `organisations/${ID}/\\d{4}/${PAGES}`],
  ["kinds", "kinds/"],
  ["kind", `kinds/${ID}/${PAGES}`],
  ["search", "search/"],
  ["data", "data/"],
  ["page", "(?:about|accessibility)/"],
];

const KINDS = ROWS.map(([name, address]) => ({ name, pattern: new RegExp(`^${LANGUAGE}${address}index\\.html$`) }));
KINDS.push({ name: "not found", pattern: /^404\.html$/ });

/** The kind of a page's file. The first row that fits is it. */
export const kindOf = (file) => KINDS.find(({ pattern }) => pattern.test(file))?.name;

export const names = KINDS.map(({ name }) => name);

/** The language of a page's file; the site's first one has no folder. */
export const languageOf = (file) => /^(ru|en)\//.exec(file)?.[1] ?? "kk";
