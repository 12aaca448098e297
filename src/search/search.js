// The search: `engine` answers queries from the files of the index, the rest shows what it finds on the page.
// docs/search.md tells how; src/terms and src/search do the same in Rust. Without it the page leads to listings.
(() => {
  'use strict';
  const WEIGHTS = [16, 10, 8, 8, 5, 2], [REGION, KIND, YEAR] = [9, 7, 5], [EXACT, BEGINNING, MISTYPED] = [4, 3, 2], MOST = 32;
  const INSIDE = "'\u2019\u02BC\u00AD\u200B-\u200F\u2060\uFEFF", SILENT = new RegExp(`[${INSIDE}]`, 'g');
  const TOKEN = new RegExp(`[0-9]+|(?:(?![0-9])[\\p{Alphabetic}\\p{N}\\p{M}${INSIDE}])+`, 'gu');
  const map = (object) => new Map(Object.entries(object)), set = (text) => new Set(text.split(' '));
  const isNumber = (text) => /^[0-9]/.test(text);

  // How words become terms, by the tables of the index.
  function words({ letters, digraphs, voicing, endings, numerals, languages }) {
    const table = map(letters), pairs = map(digraphs), ends = set(endings), romans = numerals.split(' '), codes = Object.keys(languages);
    const digraph = new RegExp([...pairs.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');
    for (const own of Object.values(languages)) {
      for (const name of ['stop', 'known']) own[name] = set(own[name]);
      for (const name of ['replace', 'ordinals', 'tens']) own[name] = map(own[name]);
      for (const layer of own.layers) layer[3] = map(layer[3]);
    }
    const plainLetter = (one) => table.get(one) ?? one.replace(/\p{M}/u, '');
    const letter = (one) => table.get(one) ?? (one < '\x80' ? one : plainLetter([...one.normalize('NFD')][0]));
    const fold = (word) => [...word.replace(digraph, (found) => pairs.get(found))].map(letter).join('');
    const squeeze = (word) => [...word].slice(0, 32).join('').replace(/(.)\1+/gu, '$1');
    const finish = (word) => squeeze(word).replace(/.$/u, (last) => voicing[last] ?? last);
    // The ways to take a suffix off: what is left, the suffix, what comes instead.
    const cuts = (word, suffixes) => [...word].slice(1).flatMap((_, at) => {
      const [after, instead = ''] = suffixes.get(word.slice(at + 1))?.split('>') ?? [];
      return after === '' || after?.includes(word[at]) ? [[word.slice(0, at + 1), word.slice(at + 1), instead]] : [];
    });
    const knownStem = (word, own, from) => {
      const done = finish(word);
      let longest = own.replace.get(done) ?? (own.known.has(done) ? done : '');
      if (!longest) own.layers.slice(from).forEach(([, , , suffixes], at) => cuts(word, suffixes).forEach(([left, , instead]) => {
        const found = knownStem(left + instead, own, from + at + 1);
        if (found.length > longest.length) longest = found;
      }));
      return longest;
    };
    const agree = (stem, suffix, { back, front, open, loan }) => {
      const wanted = [...suffix].find((one) => (back + front).includes(one));
      for (let at = loan.includes(stem.at(-1)) ? 0 : stem.length; wanted && at--;) {
        if (front.includes(stem[at])) return front.includes(wanted);
        if (back.includes(stem[at])) return back.includes(wanted) || !/[aeiouy]/.test(stem.slice(0, at));
        if (open.includes(stem[at]) && stem[at + 1]) break;
      }
      return true;
    };
    const cutDown = (word, own) => {
      const known = knownStem(word, own, 0);
      let stem = word;
      for (const [least, harmonic, onlyKnown, suffixes] of known ? [] : own.layers) {
        const cut = !onlyKnown && cuts(stem, suffixes).find(([left, suffix]) => [...left].length >= least
          && /[aeiouy]/.test(left) && (!harmonic || agree(left, suffix, own)));
        if (cut) stem = cut[0] + cut[2];
      }
      return known || (own.again && stem !== word ? cutDown(stem, own) : finish(stem));
    };
    const stem = (text, code) => (code === 'en' ? finish(fold(cutDown(text, languages.en))) : cutDown(fold(text), languages[code]));
    const roman = (text) => romans.indexOf(text.replace(/х/g, 'x').replace(/[іӏ]/g, 'i')) + 1;
    const plain = (text) => (isNumber(text) ? text.replace(/^0+(?=.)/, '').slice(0, 32) : String(roman(text) || finish(fold(text))));
    const key = (text, code) => {
      if (isNumber(text) || roman(text)) return plain(text);
      const found = stem(text, code);
      return String(languages[code].ordinals.get(found) ?? found);
    };
    const saysNothing = (text, code) => !isNumber(text) && !roman(text) && languages[code].stop.has(finish(fold(text)));
    // Runs of letters or of digits; the ending of a number (10-шы, 10th) is left out.
    const tokens = (text) => {
      const found = [];
      let end = 0, afterNumber = false;
      for (const match of text.matchAll(TOKEN)) {
        const isJoined = end && /^[-\u2010\u2011\u2013]?$/.test(text.slice(end, match.index));
        const word = match[0].normalize('NFC').toLowerCase().replace(SILENT, ''), isEnding = afterNumber && isJoined && ends.has(fold(word));
        end = match.index + match[0].length;
        if (!word) continue;
        afterNumber = !isEnding && (isNumber(word) || roman(word) > 0);
        if (!isEnding) found.push({ text: word, start: match.index, end });
      }
      return found;
    };
    const compound = (code, one, next) => {
      if (!next || isNumber(one.text) || isNumber(next.text)) return 0;
      const tens = languages[code].tens.get(finish(fold(one.text))), ones = tens && languages[code].ordinals.get(stem(next.text, code));
      return ones < 10 ? tens + ones : 0;
    };
    // The terms of a text, with their places in it.
    const keys = (text, code) => {
      const all = tokens(text), found = [];
      for (let at = 0; at < all.length; at++) {
        const { text: word, start } = all[at], number = compound(code, all[at], all[at + 1]);
        const term = number ? String(number) : saysNothing(word, code) ? '' : key(word, code);
        if (number) at++;
        if (term) found.push({ term, plain: plain(word), start, end: all[at].end });
      }
      return found;
    };
    // The words of a query: all terms that each may be indexed by, and how many letters it has.
    const candidates = (query) => {
      const all = tokens(query), found = [];
      for (let at = 0; at < all.length; at++) {
        const { text } = all[at], number = codes.map((code) => compound(code, all[at], all[at + 1])).find(Boolean);
        if (number) at++;
        else if (codes.some((code) => saysNothing(text, code))) continue;
        const stands = number ? String(number) : plain(text), terms = new Set(number ? [] : codes.map((code) => key(text, code)));
        terms.delete(stands);
        const list = [...terms, stands].filter(Boolean);
        if (list[0]) found.push({ terms: list, beginning: number ? stands : squeeze(fold(text)), letters: isNumber(stands) ? 0 : [...text].length });
      }
      return found;
    };
    return { keys, candidates };
  }

  // The binary form of the files: src/search/encode.rs.
  const UTF8 = new TextDecoder();
  function reader(bytes) {
    let at = 0;
    const key = new Uint8Array(256);
    const byte = () => bytes[at++];
    const number = () => {
      for (let value = 0, shift = 0; ; shift += 7) {
        const part = byte();
        value |= (part & 127) << shift;
        if (!(part > 127)) return value;
      }
    };
    const take = (length) => bytes.subarray(at, at += length);
    // A key keeps so many bytes of the one before it.
    const next = () => {
      const shared = number(), rest = take(number());
      key.set(rest, shared);
      return UTF8.decode(key.subarray(0, shared + rest.length));
    };
    return { byte, number, take, next, isAtEnd: () => at >= bytes.length };
  }
  // The events of a term, field by field. Loops are plain here: an archive's most frequent words pass through them
  // before a browser has made them fast.
  function postings(block, events) {
    const { number, byte, isAtEnd } = reader(block), sets = [];
    while (!isAtEnd()) {
      const field = byte(), numbers = new Uint32Array(number()), low = 31 - Math.clz32(events / numbers.length);
      let read = 0, bits;
      const bit = () => (read++ & 7 ? bits >>= 1 : bits = byte()) & 1;
      // Rice's code: ones for what is above the low bits of a distance.
      for (let at = 0, next = 0; at < numbers.length; next++) {
        while (bit()) next += 1 << low;
        for (let i = 0; i < low; i++) next += bit() << i;
        numbers[at++] = next;
      }
      sets.push([WEIGHTS[field], numbers]);
    }
    return sets;
  }
  const count = (sets) => sets.reduce((sum, [, numbers]) => sum + numbers.length, 0);
  // Whether a word differs from the one that was typed by one letter, behind the first two.
  function near(typed, word, isBeginning) {
    let same = 0;
    while (same < typed.length && typed[same] === word[same]) same++;
    const a = typed.slice(same), b = word.slice(same), fits = (one, other) => (isBeginning ? other.startsWith(one) : one === other);
    return same > 1 && ((a && b && fits(a.slice(1), b.slice(1))) || (b && fits(a, b.slice(1))) || (a && fits(a.slice(1), b))
      || (a[1] && b[1] && a[0] === b[1] && a[1] === b[0] && fits(a.slice(2), b.slice(2))));
  }

  // `load` gives a file of the index by its path: parsed JSON, or bytes.
  async function engine(load) {
    const start = await load('start.json'), files = new Map(), { n, bits } = start, { keys, candidates } = words(start.tables);
    // What did not come is asked for again the next time.
    const file = (path) => files.get(path) ?? files.set(path, load(`${path}?v=${start.v}`)
      .catch((error) => { files.delete(path); throw error; })).get(path);
    const terms = start.terms.split('\n'), vocabulary = start.words.split('\n'), names = [map(start.regions), map(start.kinds)];
    const spans = new Map(start.spans), first = start.years.flatMap(([year, events]) => Array(events).fill(year));
    const packed = await file('events.bin'), columns = bits.map(() => new Uint8Array(n));
    for (let event = 0, at = 0; event < n; event++) {
      for (let column = 0; column < 3; column++) {
        for (let bit = 0; bit < bits[column]; bit++, at++) columns[column][event] |= (packed[at >> 3] >> (at & 7) & 1) << bit;
      }
    }
    // The events of each region and of each kind.
    const members = [REGION, KIND].map((weight, column) => {
      const groups = [];
      for (let event = 0; event < n; event++) (groups[columns[column][event]] ??= [weight, []])[1].push(event);
      return groups;
    });
    const where = (fits) => {
      const found = [];
      for (let event = 0; event < n; event++) if (fits(event)) found.push(event);
      return found;
    };
    const isIn = (event, from, to) => first[event] > 0 && first[event] <= to && (spans.get(event) ?? first[event]) >= from;
    const fileOf = (starts, key) => {
      let low = 0;
      for (let high = starts.length; high - low > 1;) {
        const middle = (low + high) >> 1;
        if (starts[middle] <= key) low = middle;
        else high = middle;
      }
      return low;
    };
    // The keys of a file, with what is behind each.
    const tables = new Map(), table = (path, hasBlocks) => tables.get(path) ?? tables.set(path, file(path).then((bytes) => {
      const { number, take, next, isAtEnd } = reader(bytes), keys = new Map();
      while (!isAtEnd()) keys.set(next(), hasBlocks && take(number()));
      return keys;
    })).get(path);
    const eachFrom = async (folder, starts, beginning, visit) => {
      for (let at = fileOf(starts, beginning); at <= fileOf(starts, `${beginning}\uFFFE`); at++) (await table(`${folder}/${at}.bin`, starts === terms)).forEach(visit);
    };
    // A frequent term is asked for by several words and pairs of a query, and again with every letter typed.
    const decoded = new Map(), setsOf = (block) => decoded.get(block) ?? decoded.set(block, postings(block, n)).get(block);
    const term = async (wanted) => {
      const block = (await table(`terms/${fileOf(terms, wanted)}.bin`, true)).get(wanted);
      return block && setsOf(block);
    };

    // Every way to read a word: how well it is meant, and events with what they are worth. `hits` gets its terms.
    async function readings({ terms: all, beginning, letters }, isLast, hits) {
      const found = [];
      const add = (quality, key, sets) => sets && count(sets) && hits.add(key) && found.push([quality, sets]);
      const named = (quality, fits) => names.forEach((of, column) => of.forEach((positions, key) => {
        if (!fits(key)) return;
        add(quality, key, positions.flatMap((position) => [members[column][position + 1]].filter(Boolean)));
        // What names one region alone is marked in texts under its other names too.
        if (!positions[1]) of.forEach((others, other) => !others[1] && others[0] === positions[0] && hits.add(other));
      }));
      for (const key of all) {
        add(EXACT, key, await term(key));
        named(EXACT, (name) => name === key);
        if (!letters) add(EXACT, key, [[YEAR, where((event) => isIn(event, +key, +key))]]);
      }
      if (isLast && letters > (found.length ? 3 : 1)) {
        const longer = [], isLonger = (key) => key.startsWith(beginning) && !all.includes(key) && !key.includes(' ');
        await eachFrom('terms', terms, beginning, (block, key) => isLonger(key) && longer.push([key, setsOf(block)]));
        longer.sort((a, b) => count(b[1]) - count(a[1])).slice(0, MOST).forEach(([key, sets]) => add(BEGINNING, key, sets));
        named(BEGINNING, isLonger);
      }
      if (!found.length && letters > 5) {
        const alike = [], isAlike = (key) => all.some((one) => near(one, key, isLast));
        await eachFrom('words', vocabulary, [...beginning].slice(0, 2).join(''), (_, key) => isAlike(key) && alike.push(key));
        for (const key of alike.slice(0, MOST)) add(MISTYPED, key, await term(key));
        named(MISTYPED, (name) => isAlike(name) || alike.includes(name));
      }
      return found;
    }

    // The events with all words of a query, or with the most of them; the best first.
    async function find(query) {
      const asked = candidates(query), scores = new Float64Array(n), matched = new Uint16Array(n), hits = new Set();
      const score = (found, isWord) => {
        const best = new Uint32Array(n);
        for (const [quality, sets] of found) {
          const worth = quality * (32 - Math.clz32(n / (count(sets) || 1)));
          for (const [weight, events] of sets) {
            for (let at = 0, value = weight * worth; at < events.length; at++) {
              const event = events[at];
              if (best[event] < value) best[event] = value;
            }
          }
        }
        for (let event = 0; event < n; event++) {
          const value = best[event];
          if (value) {
            scores[event] += value;
            matched[event] += isWord;
          }
        }
      };
      (await Promise.all(asked.map((word, at) => readings(word, !asked[at + 1], hits)))).forEach((found) => score(found, 1));
      for (let at = 1; at < asked.length; at++) {
        const pairs = [];
        for (const one of asked[at - 1].terms) for (const other of asked[at].terms) {
          const sets = await term(one) && await term(other) && await term(`${one} ${[...other].slice(0, 4).join('')}`);
          if (sets) pairs.push([EXACT, sets]);
        }
        if (pairs[0]) score(pairs, 0);
      }
      let most = asked.length && 1, size = 0;
      for (let event = 0; event < n; event++) if (matched[event] > most) most = matched[event];
      // Score and number as one number, so that sorting calls no function: the best first, of equals the newer.
      const order = new Float64Array(n);
      for (let event = 0; event < n; event++) if (matched[event] === most) order[size++] = scores[event] * n + event;
      const places = order.subarray(0, size).sort(), events = [];
      while (size) events.push(places[--size] % n);
      return { events, hits, typed: asked.at(-1)?.letters > 3 ? asked.at(-1).beginning : '\n', isPartial: most < asked.length };
    }
    const card = async (event, code) => (await file(`cards/${code}/${Math.floor(event / start.per)}.json`))[event % start.per];
    return { start, columns, isIn, isUndated: (event) => !first[event], find, keys, candidates, card, file };
  }
  globalThis.ssgSearch = { engine, words };

  // The page.
  const at = (id) => globalThis.document?.getElementById(`search_${id}`), form = at('form');
  if (!form) return;
  const lang = document.documentElement.lang, results = at('results'), list = at('list'), { index, events: folder, counts, failed, partial } = results.dataset;
  const forms = JSON.parse(counts), plural = new Intl.PluralRules(lang), codes = ['kk', 'ru', 'en'], PAGE = 10, groups = new Map();
  // Not every browser knows Kazakh, which writes numbers as Russian does.
  const written = (n) => n.toLocaleString(lang === 'kk' ? 'ru' : lang);
  const counted = (n) => (forms[plural.select(n)] ?? forms.other).replace('{n}', written(n));
  const load = async (path) => {
    const answer = await fetch(index + path, path.includes('?') ? {} : { cache: 'no-cache' });
    if (!answer.ok) throw Error(path);
    return path.includes('.json') ? answer.json() : new Uint8Array(await answer.arrayBuffer());
  };
  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  let started, listed, turn = 0, timer, shown = [], last;
  const ready = () => started ??= engine(load);
  const asked = () => new URLSearchParams([...new FormData(form)].filter(([name, value]) => value.trim() && value !== 'fit'));
  const fillIn = (query) => [...form.elements].forEach((input) => {
    if (input.type === 'checkbox') input.checked = query.getAll(input.name).includes(input.value);
    else if (input.name) input.value = query.get(input.name) ?? (input.name === 'sort' ? 'fit' : '');
  });

  const organisations = () => listed ??= listOrganisations().catch((error) => { listed = undefined; throw error; });
  async function listOrganisations() {
    for (const [id, name, code, distances] of await (await ready()).file(`organisations/${lang}.json`)) {
      let next = 0;
      for (const distance of distances) {
        const event = next + distance;
        groups.set(event, [...groups.get(event) ?? [], id]);
        next = event + 1;
      }
      const label = at('organisation').content.firstElementChild.cloneNode(true), [input, title] = label.children;
      input.value = id;
      title.textContent = name;
      if (code) title.lang = code;
      at('organisations').append(label);
    }
  }

  // Writes a text with the words that were found marked.
  function write(node, text, code) {
    const { engine: { keys }, hits, typed } = last;
    let end = 0;
    node.lang = code;
    for (const { term, plain, start, end: stop } of keys(text, code)) {
      if (!hits.has(term) && !hits.has(plain) && !plain.startsWith(typed)) continue;
      node.append(text.slice(end, start), element('mark', text.slice(start, stop)));
      end = stop;
    }
    node.append(text.slice(end));
  }
  const labelOf = (name, value) => results.querySelector(`[name=${name}][value="${value}"]`)?.nextElementSibling;

  // Shows the first results, or more of them. The old ones stand until the new ones are there.
  async function more(from = list.children.length) {
    const mine = turn, rows = [], { engine: { card, columns, start } } = last;
    const page = await Promise.all(shown.slice(from, from + PAGE).map(async (event) => [event, await card(event, lang)]));
    if (mine !== turn) return;
    for (const [event, [id, title, code, year, rest, text]] of page) {
      const row = at('row').content.firstElementChild.cloneNode(true), one = (name) => row.querySelector(name), link = one('a');
      one('b').textContent = year;
      one('.when').append(` ${rest}`);
      link.href = `${folder}${id}/`;
      write(link, title, code || lang);
      write(one('.text'), text, code || lang);
      codes.forEach((other, bit) => columns[2][event] >> bit & 1 || one(`.l-${other}`)?.remove());
      one('.meta').append(...[['kind', start.kindIds[columns[1][event] - 1]], ['region', start.regionIds[columns[0][event] - 1]]]
        .flatMap(([name, value]) => labelOf(name, value)?.cloneNode(true) ?? []));
      rows.push(row);
    }
    if (from) list.append(...rows);
    else list.replaceChildren(...rows);
    at('more').hidden = list.children.length >= shown.length;
    if (from) list.children[from]?.querySelector('a').focus();
  }

  let answering;
  const run = () => answering = answer();
  async function answer() {
    const query = asked(), mine = ++turn, isActive = query.size > 0;
    results.hidden = !isActive;
    at('browse').hidden = isActive;
    at('none').hidden = true;
    document.querySelectorAll('.tongues a').forEach((link) => { link.search = query; });
    if (!isActive) return;
    try {
      const found = await ready();
      const result = await found.find(query.get('q') ?? '');
      if (mine !== turn) return;
      last = { engine: found, ...result };
      const { start, columns } = found, from = +query.get('from') || 1, to = +query.get('to') || 9999, isBounded = query.has('from') || query.has('to');
      // Words that say nothing, and signs, find nothing; beside a filter they are passed over.
      const isFiltered = [...query.keys()].some((name) => !/^(q|sort)$/.test(name));
      if (query.has('q') && !isFiltered && !found.candidates(query.get('q')).length) result.events = [];
      const values = {
        region: (event) => [start.regionIds[columns[0][event] - 1]],
        kind: (event) => [start.kindIds[columns[1][event] - 1]],
        language: (event) => codes.filter((_, bit) => columns[2][event] >> bit & 1),
        organisation: (event) => groups.get(event) ?? [],
      };
      const isInTime = (event) => (found.isUndated(event) ? query.has('undated') || !isBounded
        : isBounded ? found.isIn(event, from, to) : !query.has('undated'));
      const wanted = Object.entries(values).filter(([name]) => query.has(name)).map(([name, of]) => [name, of, query.getAll(name)]);
      const fits = (event, but) => (but === 'undated' || isInTime(event))
        && wanted.every(([name, of, chosen]) => name === but || of(event).some((value) => chosen.includes(value)));
      shown = result.events.filter((event) => fits(event));
      if (query.get('sort') === 'date') shown.sort((a, b) => b - a);
      for (const [name, of] of Object.entries({ ...values, undated: (event) => (found.isUndated(event) ? ['1'] : []) })) {
        const tally = {};
        for (const event of result.events) if (fits(event, name)) for (const value of of(event)) tally[value] = (tally[value] ?? 0) + 1;
        form.elements[name] && [form.elements[name]].flatMap((inputs) => (inputs.length ? [...inputs] : [inputs])).forEach((input) => {
          input.parentNode.lastElementChild.textContent = written(tally[input.value] ?? 0);
          input.parentNode.hidden = !tally[input.value] && !input.checked;
        });
      }
      at('chips').replaceChildren(...[...form.elements].filter((input) => input.checked).map((input) => {
        const item = element('li', ''), button = element('button', input.nextElementSibling.textContent);
        button.type = 'button';
        button.prepend(Object.assign(element('span', at('chips').dataset.remove), { className: 'hush' }));
        button.addEventListener('click', () => { input.checked = false; change(true); form.elements.q.focus(); });
        item.append(button);
        return item;
      }));
      await more(0);
      if (mine !== turn) return;
      at('found').textContent = counted(shown.length);
      at('status').textContent = counted(shown.length) + (result.isPartial && shown.length ? `. ${partial}` : '');
      at('partial').hidden = !result.isPartial || !shown.length;
      at('none').hidden = at('browse').hidden = shown.length > 0;
    } catch {
      started = undefined;
      list.replaceChildren();
      at('more').hidden = at('partial').hidden = true;
      at('browse').hidden = false;
      at('found').textContent = at('status').textContent = failed;
    }
  }
  // A query is a step of the browser's history: what is being typed replaces what was being typed, not what was sent.
  let isTyped;
  function change(isStep) {
    const query = String(asked());
    if (query !== location.search.slice(1)) history[isStep || !isTyped ? 'pushState' : 'replaceState'](null, '', query ? `?${query}` : location.pathname);
    isTyped = !isStep;
    clearTimeout(timer);
    timer = setTimeout(run, isStep ? 0 : 150);
  }
  form.addEventListener('submit', (event) => { event.preventDefault(); change(true); });
  form.elements.q.addEventListener('input', () => change(false));
  form.elements.q.addEventListener('focus', () => ready().catch(() => {}), { once: true });
  results.addEventListener('change', () => change(true));
  at('more').addEventListener('click', () => more());
  at('organisations').parentNode.addEventListener('toggle', ({ target }) => target.open && !listed && organisations().then(run)
    // What the search found is told first: it would stand over this.
    .catch(async () => { await answering; at('found').textContent = at('status').textContent = failed; }));
  // Organisations have no boxes to tick until their list is there.
  async function restore() {
    const query = new URLSearchParams(location.search);
    fillIn(query);
    isTyped = !location.search;
    if (query.has('organisation')) await organisations().then(() => fillIn(query)).catch(() => {});
    run();
  }
  addEventListener('popstate', restore);
  form.hidden = at('hint').hidden = false;
  restore();
})();
