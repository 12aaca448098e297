// Added to each page by `ssg serve`, and to none by `ssg build`: follows changes, shows what is wrong.
(() => {
  "use strict";
  const script = document.currentScript;
  const at = (name) => new URL(name, script.src);
  const own = location.pathname + location.search;
  const place = "ssg-scroll " + location.pathname;
  let tag = script.dataset.tag;
  let missing = "missing" in script.dataset;
  let seen = 0, known = "", closed = "", asking = null, again = null;

  const scroll = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (scroll) addEventListener("load", () => scrollTo(0, Number(scroll)), { once: true });

  // Everything that is shown is in a shadow root, and is text: nothing of it is ever read as HTML.
  const host = document.createElement("ssg-aids");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial }
    * { box-sizing: border-box }
    .bar, .over { position: fixed; z-index: 2147483647; font: 14px/1.45 system-ui, sans-serif }
    .bar { inset: auto 0 0 0; max-height: 40vh; overflow: auto; padding: 6px 14px; background: #fff6d6;
      color: #33290a; border-top: 2px solid #c99700 }
    .bar.gone { background: #fde3df; border-color: #b3261e }
    .over { inset: 0; overflow: auto; padding: 4vh max(16px, 6vw); background: rgba(16, 18, 24, .93); color: #f2f2f2 }
    .over section { margin: 0 0 28px }
    h1, h2 { font-size: 16px; margin: 0 0 6px; font-weight: 600 }
    h2 b { color: #ff8f85 }
    code, pre { font: 13px/1.5 ui-monospace, monospace }
    pre { margin: 6px 0; padding: 8px 10px; background: #262a33; overflow-x: auto; white-space: pre-wrap }
    mark { background: #8c1d18; color: #fff }
    p { margin: 2px 0 }
    button { float: right; font: inherit; cursor: pointer }
    a { color: inherit }`);
  root.adoptedStyleSheets = [sheet];
  const bars = { page: null, gone: null, over: null };
  const make = (name, text, inside = []) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...inside);
    return element;
  };
  const show = (which, element) => {
    bars[which]?.remove();
    bars[which] = element;
    if (!element) return;
    if (!host.isConnected) document.documentElement.append(host);
    root.append(element);
  };
  const bar = (kind, inside) => {
    const element = make("div", "", inside);
    element.className = "bar " + kind;
    element.setAttribute("role", "status");
    return element;
  };

  const problem = (error) => {
    const title = make("h2", "", [make("b", `${error.severity}[${error.code}]`), ": " + error.message]);
    const parts = [title];
    for (const place of error.places) {
      const line = place.line ? `:${place.line}:${place.column}` : "";
      parts.push(make("p", "", [make("code", place.path + line)]));
      if (place.line) {
        const words = [place.before, make("mark", place.marked || " "), place.behind];
        parts.push(make("pre", "", [...words, place.label ? "\n" + place.label : ""]));
      } else if (place.label) parts.push(make("p", place.label));
    }
    if (error.help) parts.push(make("p", "help: " + error.help));
    return make("section", "", parts);
  };
  const close = () => { closed = known; show("over", null); };
  const draw = (state) => {
    const page = state.page, lines = [];
    if (page?.draft) lines.push(make("p", "", [make("b", "draft"), ": not published by `ssg build`"]));
    for (const fact of page?.review ?? []) {
      const quotes = fact.quotes.map((quote) => `“${quote}”`).join(" · ");
      lines.push(make("p", "", [make("b", fact.fact), " waits for review", quotes ? ": " + quotes : ""]));
    }
    if (lines.length) lines.push(make("p", "", [make("code", page.file)]));
    show("page", lines.length ? bar("", lines) : null);

    known = JSON.stringify(state.errors);
    if (!state.errors.length) { closed = ""; return show("over", null); }
    if (known === closed) return;
    const button = make("button", "close (Esc)");
    button.addEventListener("click", close);
    const all = make("a", "everything that is known");
    all.href = at("./").href;
    const rest = state.more ? [make("p", `and ${state.more} more`)] : [];
    const element = make("div", "", [button, ...state.errors.map(problem), ...rest, make("p", "", [all])]);
    element.className = "over";
    element.setAttribute("role", "alert");
    show("over", element);
  };
  addEventListener("keydown", (event) => { if (event.key === "Escape" && bars.over) close(); });

  const state = async () => {
    const answer = await fetch(at("state.json?path=" + encodeURIComponent(location.pathname)));
    if (answer.ok) draw(await answer.json());
  };
  const swap = (text) => {
    const links = (page) => [...page.querySelectorAll('link[rel~="stylesheet"]')];
    const [old, next] = [links(document), links(new DOMParser().parseFromString(text, "text/html"))];
    if (old.length !== next.length) return false;
    next.forEach((link, index) => {
      const href = link.getAttribute("href");
      if (old[index].getAttribute("href") === href) return;
      // The old one stays until the new one is there: the page is never without a style.
      const fresh = old[index].cloneNode();
      fresh.href = href;
      fresh.addEventListener("load", () => old[index].remove(), { once: true });
      fresh.addEventListener("error", () => old[index].remove(), { once: true });
      old[index].after(fresh);
    });
    return true;
  };
  // Asks for this page: as it was, it stays; else it is loaded again.
  const page = async (style) => {
    const answer = await fetch(own, { headers: { "If-None-Match": `"${tag}"` }, cache: "no-store" });
    if (answer.status === 404) {
      if (!missing) show("gone", bar("gone", [make("p", "this page is gone; it comes back here when it is back")]));
      return;
    }
    if (answer.status === 304) return show("gone", null);
    if (style && answer.ok && swap(await answer.text())) {
      tag = (answer.headers.get("ETag") ?? "").replaceAll('"', "");
      return;
    }
    sessionStorage.setItem(place, scrollY);
    location.reload();
  };
  const follow = async (number, kind, first) => {
    const next = number === seen + 1;
    const same = number === seen;
    seen = number;
    if (first || !(same && kind === "state")) await page(kind === "style" && next && !first);
    await state();
  };

  let first = true;
  const source = new EventSource(at("events"));
  source.addEventListener("open", () => { first = true; });
  source.addEventListener("message", (event) => {
    const [number, kind] = event.data.split(" ");
    again = [Number(number), kind, first];
    first = false;
    asking ??= (async () => {
      while (again) { const now = again; again = null; await follow(...now).catch(() => {}); }
      asking = null;
    })();
  });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
