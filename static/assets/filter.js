// Narrows the rows of a listing to a year, a kind, a language. Without this file the crossed listings serve.
(() => {
  const form = document.querySelector('form.filter');
  if (!form) return;
  const rows = [...document.querySelectorAll('.rows > li')];
  const text = (element) => element?.textContent.trim() ?? '';
  // A span of years counts for each of them; what is no year by itself, such as a decade, stays as it is.
  const years = (words) => {
    const span = /^(\d{4})(?:–(\d{4}))?$/.exec(words);
    if (!span) return [words];
    const [first, last] = [Number(span[1]), Number(span[2] ?? span[1])];
    return Array.from({ length: last - first + 1 }, (_, index) => String(last - index));
  };
  const values = {
    year: (row) => years(text(row.querySelector('b'))),
    kind: (row) => [text(row.querySelector('.kind'))].filter(Boolean),
    language: (row) => [...row.querySelectorAll('.langs abbr')].map(text),
  };
  let useful = false;
  for (const [name, of] of Object.entries(values)) {
    const counts = new Map();
    for (const value of rows.flatMap(of)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const select = form.elements[name];
    select.parentElement.hidden = counts.size < 2;
    if (counts.size < 2) continue;
    useful = true;
    select.add(new Option(form.dataset.all, ''));
    const entries = [...counts];
    if (name === 'year') entries.sort((a, b) => b[0].localeCompare(a[0]));
    for (const [value, count] of entries) {
      select.add(new Option(`${value || form.dataset.unknown} (${count})`, value || ' '));
    }
  }
  form.hidden = !useful;
  const show = (isReset) => {
    const wanted = Object.entries(values).filter(([name]) => form.elements[name].value);
    const fits = (row) => wanted.every(([name, of]) => of(row).includes(form.elements[name].value.trim()));
    for (const row of rows) row.hidden = !fits(row);
    // Of a list without a row its heading goes too.
    for (const list of document.querySelectorAll('.rows')) {
      const above = list.previousElementSibling;
      list.hidden = ![...list.children].some((row) => !row.hidden);
      if (above?.matches('.apart')) above.hidden = list.hidden;
    }
    const shown = rows.filter((row) => !row.hidden).length;
    form.querySelector('button').hidden = !wanted.length;
    form.querySelector('output').textContent = wanted.length || isReset
      ? form.dataset.shown.replace('{shown}', shown).replace('{total}', rows.length) : '';
  };
  form.addEventListener('change', () => show());
  // The button that was pressed goes; what was chosen by it is said, and the focus is not lost.
  form.addEventListener('reset', () => setTimeout(() => {
    show(true);
    [...form.querySelectorAll('select')].find((select) => !select.parentElement.hidden)?.focus();
  }));
  addEventListener('pageshow', () => show());
})();
