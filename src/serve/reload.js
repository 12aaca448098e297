// Added to each page by `ssg serve`, and to none by `ssg build`: follows changes, shows what is wrong.
(() => {
  "use strict";
  const script = document.currentScript;
  const at = (name) => new URL(name, script.src).href;
  const missing = "missing" in script.dataset;
  let { tag } = script.dataset;
  // The text that this page was made of, as long as it is known.
  let made = null;
  let seen = 0, closed = [], shown = "";

  // Whatever is shown is text in a shadow root: nothing of it is ever read as HTML.
  const host = document.createElement("ssg-aids");
  const root = host.attachShadow({ mode: "open" });
  const make = (name, attributes, ...inside) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...inside);
    return element;
  };
  const boxes = {};
  const show = (which, element) => {
    boxes[which]?.remove();
    boxes[which] = element;
    if (!element) return;
    if (!host.isConnected) {
      root.append(make("link", { rel: "stylesheet", href: at("aids.css") }));
      document.documentElement.append(host);
    }
    root.append(element);
  };
  const bar = (className, ...inside) => make("div", { className, role: "status" }, ...inside);

  const problem = ({ severity, code, message, places, help }) => {
    const parts = [make("h2", {}, make("b", {}, `${severity}[${code}]`), `: ${message}`)];
    for (const { path, line, column, before, marked, behind, label } of places) {
      parts.push(make("p", {}, make("code", {}, line ? `${path}:${line}:${column}` : path), ` ${label ?? ""}`));
      if (line) parts.push(make("pre", {}, before, make("mark", {}, marked || " "), behind));
    }
    if (help) parts.push(make("p", {}, `help: ${help}`));
    return make("section", {}, ...parts);
  };
  // By this an error is known again, whatever page it is said of.
  const known = ({ code, message, places }) => JSON.stringify([code, places.length ? places : message]);
  const draw = ({ page, errors, more, checked }) => {
    const lines = (page?.review ?? []).map(({ fact, quotes }) =>
      make("p", {}, make("b", {}, fact), " waits for review ", quotes.map((quote) => `“${quote}”`).join(" · ")));
    if (page?.draft) lines.unshift(make("p", {}, make("b", {}, "draft"), ": not published by `ssg build`"));
    show("page", lines.length ? bar("bar", ...lines, make("code", {}, page.file)) : null);

    const names = errors.map(known);
    // What only a look at the whole finds may be found again.
    if (checked) closed = closed.filter((name) => names.includes(name));
    const isNew = names.some((name) => !closed.includes(name));
    const words = JSON.stringify(errors);
    if (words === shown && isNew === Boolean(boxes.over)) return;
    shown = words;
    if (!isNew) {
      show("over", null);
      return;
    }
    const close = () => { closed = names; show("over", null); };
    const parts = [
      make("button", { onclick: close }, "close (Esc)"),
      ...errors.map(problem),
      make("p", {}, more ? `and ${more} more: ` : "", make("a", { href: at("./") }, "everything that is known")),
    ];
    show("over", make("div", { className: "over", role: "alert" }, ...parts));
  };
  addEventListener("keydown", ({ key }) => { if (key === "Escape") boxes.over?.querySelector("button").click(); });

  // Puts the stylesheets of a page's new text in the place of the old ones; tells whether there were any.
  const swap = (text) => {
    const links = (page) => [...page.querySelectorAll('link[rel~="stylesheet"]')];
    const [old, next] = [links(document), links(new DOMParser().parseFromString(text, "text/html"))];
    const hrefs = next.map((link) => link.getAttribute("href"));
    const differs = old.filter((link, index) => link.getAttribute("href") !== hrefs[index]);
    if (old.length !== next.length || !differs.length) return false;
    for (const link of differs) {
      // The old one stays until the new one is there: the page is never without a style.
      const fresh = make("link", { rel: link.rel, media: link.media, href: hrefs[old.indexOf(link)] });
      fresh.onload = fresh.onerror = () => link.remove();
      link.after(fresh);
    }
    return true;
  };
  const state = async () => {
    const answer = await fetch(at(`state.json?path=${encodeURIComponent(location.pathname)}`));
    return answer.json();
  };
  // What is said of a page that is not there any more: the site may be at another address.
  const whereTo = (base) => {
    const before = new URL("..", script.src).pathname;
    const [now, { pathname, search, hash }] = [new URL(base, location), location];
    if (now.pathname === before) return ["this page is gone; it comes back here when it is back"];
    now.pathname += pathname.slice(before.length);
    const { href } = Object.assign(now, { search, hash });
    return ["the site has moved, and this page with it: ", make("a", { href }, href)];
  };
  // Asks for this page: as it was, it stays; else its new text is put in, or it is loaded again: the browser keeps
  // the place on it.
  const check = async (kind) => {
    // Its text is wanted also where it did not change, once.
    const headers = made === null ? {} : { "If-None-Match": `"${tag}"` };
    const answer = await fetch(location.pathname + location.search, { headers, cache: "no-store" });
    const fresh = answer.headers.get("ETag")?.replaceAll('"', "");
    const gone = answer.status === 404 && !missing;
    show("gone", gone ? bar("bar gone", ...whereTo((await state()).base)) : null);
    if (gone) return;
    const text = answer.ok ? await answer.text() : null;
    const same = fresh === tag;
    if (same) made = text ?? made;
    if (kind === "page" && same) return;
    if (kind === "style" && text !== null && swap(text)) [tag, made] = [fresh, text];
    else if (kind === "page" && text !== null && made !== null && patchPage(made, text)) [tag, made] = [fresh, text];
    else location.reload();
  };
  const follow = async (message) => {
    const [number, kind, file] = message.split(" ");
    const [before, step] = [seen, kind === "open" ? 0 : number - seen];
    seen += step;
    // Whoever missed messages asks for the page itself, and loads it again where one was about another file.
    if (step === 1 && kind !== "state") await check(kind);
    else if (step) await check(step > 0 && file <= before ? "page" : "file");
    // Another server may count from the same number; and the server's own page says what is known.
    else if (kind === "open" || location.href.split(/[?#]/)[0] === at("./")) await check("page");
    draw(await state());
  };

  // What changed between the making of this page and now is noticed by its tag.
  const start = async () => {
    const first = await state();
    draw(first);
    seen = first.number;
    await check("page");
  };
  // One message after the other. Where one fails the server is away, and says so when it is back.
  let last = start().catch(() => {});
  const hear = (message) => { last = last.then(() => follow(message)).catch(() => {}); };
  // One page listens and tells the others: a browser opens six connections to a server, and no more.
  const others = new BroadcastChannel("ssg");
  others.onmessage = ({ data }) => hear(data);
  const listen = () => new Promise((end) => {
    const tell = (message) => { others.postMessage(message); hear(message); };
    const source = new EventSource(at("events"));
    source.onmessage = ({ data }) => tell(data);
    source.onopen = () => tell("0 open");
    addEventListener("pagehide", () => { source.close(); end(); });
  });
  // Other machines reach the server without encryption, where browsers have no locks.
  if (navigator.locks) navigator.locks.request("ssg", listen);
  else listen();
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
})();
