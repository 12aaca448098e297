// Puts a page's new text into the page at hand, so that what did not change stays as it is: no flash, no lost place.
// Where a script has changed the page at such a place, or the new text brings other scripts, it is not done.
const patchPage = (() => {
  "use strict";
  const html = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    // The server's own script carries what changes with each page.
    page.querySelector("script[data-tag]")?.remove();
    return page;
  };
  const scripts = (page) =>
    [...page.querySelectorAll("script")].filter(({ type }) => !type || /javascript|module/i.test(type));
  const loaded = (page) =>
    [...scripts(page), ...page.querySelectorAll('link[rel~="stylesheet"], meta[http-equiv]')]
      .map((element) => element.outerHTML).join("\n");

  class Refused extends Error {}
  const demand = (holds) => { if (!holds) throw new Refused(); };
  // Collects in `steps` what makes `live`, which was `old`, into `next`; nothing is changed before all is known.
  const compare = (live, old, next, steps) => {
    if (old.isEqualNode(next)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      demand(live.data === old.data);
      steps.push(() => { live.data = next.data; });
      return;
    }
    for (const name of new Set([...old.getAttributeNames(), ...next.getAttributeNames()])) {
      const [was, wanted] = [old.getAttribute(name), next.getAttribute(name)];
      if (was === wanted) continue;
      demand(live.getAttribute(name) === was);
      steps.push(() => { if (wanted === null) live.removeAttribute(name); else live.setAttribute(name, wanted); });
    }
    const own = [...live.childNodes].filter((node) => !node.matches?.("ssg-aids, script[data-tag]"));
    const [before, behind] = [[...old.childNodes], [...next.childNodes]];
    demand(own.length === before.length);
    const least = Math.min(before.length, behind.length);
    let first = 0, last = 0;
    while (first < least && before[first].isEqualNode(behind[first])) first += 1;
    while (last < least - first && before.at(-1 - last).isEqualNode(behind.at(-1 - last))) last += 1;
    const [gone, come] = [before.slice(first, before.length - last), behind.slice(first, behind.length - last)];
    const same = (node, index) => node.nodeName === come[index].nodeName && (node.id ?? "") === (come[index].id ?? "");
    if (gone.length === come.length && gone.every(same)) {
      gone.forEach((node, index) => compare(own[first + index], node, come[index], steps));
      return;
    }
    gone.forEach((node, index) => demand(own[first + index].isEqualNode(node)));
    const [fresh, at] = [come.map((node) => document.importNode(node, true)), own[before.length - last] ?? null];
    steps.push(() => {
      for (const node of own.slice(first, before.length - last)) node.remove();
      for (const node of fresh) live.insertBefore(node, at);
    });
  };

  // `was` is the text that the page at hand was made of, `text` the new one. Tells whether the page is now as if it
  // had been loaded: `true`; `false`, nothing was done; `null`, its words are there, but a script has to start anew.
  return (was, text) => {
    const [old, next] = [html(was), html(text)];
    if (loaded(old) !== loaded(next)) return false;
    const steps = [];
    try {
      compare(document.documentElement, old.documentElement, next.documentElement, steps);
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
    for (const step of steps) step();
    // The switch of colours only looks at itself.
    return scripts(next).every(({ src }) => /\/assets\/theme\.js(\?|$)/.test(src)) || null;
  };
})();
