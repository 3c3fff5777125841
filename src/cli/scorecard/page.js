'use strict';
{
  const most = 200;
  const names = JSON.parse(document.getElementById('names').textContent);
  const list = document.getElementById('list');
  const body = list.tBodies[0];
  const rows = [...body.rows];
  const columns = list.tHead.rows[0].cells.length;
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  let details;

  // Text is always set as text: nothing that a macro says becomes an element.
  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== undefined));
    return made;
  };

  // --- Sorting

  const isNumber = (text) => /^\d+$/.test(text);

  const sortBy = (table, heading) => {
    const column = heading.cellIndex;
    const all = table === list ? rows : [...table.tBodies[0].rows];
    const keys = new Map(all.map((row) => [row, row.cells[column].textContent]));
    const numbers = all.every((row) => isNumber(keys.get(row)));
    // What is read first: the most of something, or the beginning of the alphabet.
    const first = numbers ? 'descending' : 'ascending';
    const other = numbers ? 'ascending' : 'descending';
    const order = heading.getAttribute('aria-sort') === first ? other : first;
    const sign = order === 'ascending' ? 1 : -1;
    const compare = numbers ? (a, b) => Number(keys.get(a)) - Number(keys.get(b)) : (a, b) => collator.compare(keys.get(a), keys.get(b));
    place(table, all.toSorted((a, b) => sign * compare(a, b)));
    for (const cell of table.tHead.rows[0].cells) cell.setAttribute('aria-sort', cell === heading ? order : 'none');
  };

  const place = (table, sorted) => {
    table.tBodies[0].append(...sorted.flatMap((row) => (unfolded.has(row) ? [row, unfolded.get(row)] : [row])));
  };

  const attentionFirst = () => {
    place(list, rows);
    for (const cell of list.tHead.rows[0].cells) cell.setAttribute('aria-sort', 'none');
  };

  for (const table of document.querySelectorAll('table.sortable')) {
    table.tHead.addEventListener('click', (event) => {
      const heading = event.target.closest('button')?.closest('th');
      if (heading) sortBy(table, heading);
    });
  }
  document.getElementById('attention').addEventListener('click', attentionFirst);

  // --- Unfolding

  const unfolded = new Map();

  const unfold = (row) => {
    const button = row.querySelector('button');
    if (!unfolded.has(row)) {
      const cell = element('td', { colspan: columns });
      cell.append(...told(detail(row)));
      const more = element('tr', { class: 'more', id: `more-${row.dataset.n}` }, cell);
      button.setAttribute('aria-controls', more.id);
      unfolded.set(row, more);
      row.after(more);
    }
    unfolded.get(row).hidden = row.hidden;
    button.setAttribute('aria-expanded', 'true');
  };

  const fold = (row) => {
    unfolded.get(row)?.remove();
    unfolded.delete(row);
    const button = row.querySelector('button');
    button.setAttribute('aria-expanded', 'false');
    button.removeAttribute('aria-controls');
  };

  const detail = (row) => {
    details ??= document.getElementById('details').textContent.split('\n');
    return JSON.parse(details[Number(row.dataset.n) + 1]);
  };

  const told = ({ used, missed, findings, sentences }) => [
    techniques('Techniques missed', 'missed', missed),
    techniques('Techniques used', 'used', used),
    part('Findings', findings.map(finding)),
    part('Sentences', sentences.map(sentence)),
  ];

  const part = (title, items) =>
    element('section', {}, element('h3', {}, title), items.length > 0 ? element('ul', {}, ...items) : element('p', {}, 'none'));

  const techniques = (title, kind, ids) => {
    const made = part(title, ids.map((id) => element('li', { title: id }, names.techniques[id] ?? id)));
    made.classList.add('chips', kind);
    return made;
  };

  const finding = ({ severity, rule, line, message, when }) => {
    const [title, url] = names.rules[rule] ?? ['', ''];
    const name = url ? element('a', { href: url, rel: 'noreferrer', title }, rule) : element('span', { title }, rule);
    return element('li', {},
      element('strong', { class: severity }, severity), ' ', ...code(message), ' ',
      element('small', {}, `line ${line}, `, name), conditions(when));
  };

  const sentence = ({ line, text, acts, when }) =>
    element('li', {}, text, ' ', element('small', {}, `line ${line}`),
      ...acts.flatMap((act) => [' ', element('span', { class: 'act', title: act }, names.acts[act] ?? act)]), conditions(when));

  const conditions = (when) =>
    when?.length > 0
      ? element('small', { class: 'when' }, ' where ', ...when.flatMap((each, i) => [i > 0 ? ' and ' : '', element('code', {}, each)]))
      : undefined;

  // What stands in backticks is code.
  const code = (message) => {
    const parts = message.split('`');
    if (parts.length % 2 === 0) return [message];
    return parts.map((each, i) => (i % 2 === 1 ? element('code', {}, each) : each));
  };

  body.addEventListener('click', (event) => {
    const row = event.target.closest('button')?.closest('tr');
    if (!row) return;
    if (unfolded.has(row)) fold(row);
    else unfold(row);
  });
  document.getElementById('unfold').addEventListener('click', () => {
    const wanted = [...body.rows].filter((row) => !row.hidden && !row.classList.contains('more'));
    wanted.slice(0, most).forEach(unfold);
    if (wanted.length > most) tell(`The first ${most} of ${wanted.length} macros are unfolded.`);
  });
  document.getElementById('fold').addEventListener('click', () => [...unfolded.keys()].forEach(fold));

  // --- Filtering

  const field = (id) => document.getElementById(id);
  const haystacks = new Map();
  const tell = (text) => (field('shown').textContent = text);

  const haystack = (row) => {
    if (!haystacks.has(row)) {
      const parts = [...row.cells[0].querySelectorAll('b, i')].map((part) => part.textContent);
      haystacks.set(row, parts.join('\n').toLowerCase());
    }
    return haystacks.get(row);
  };

  const has = (row, from, to) => [...row.cells].slice(from, to).some((cell) => cell.textContent !== '0');

  const suits = (row, words, intent, found) =>
    words.every((word) => haystack(row).includes(word)) &&
    (!intent || row.cells[1].textContent === intent) &&
    (!found || (found === '0' ? !has(row, 4, 8) : has(row, 4, Number(found))));

  const filter = () => {
    const words = field('words').value.toLowerCase().split(/\s+/).filter((word) => word);
    let count = 0;
    for (const row of rows) {
      row.hidden = !suits(row, words, field('intent').value, field('found').value);
      if (unfolded.has(row)) unfolded.get(row).hidden = row.hidden;
      if (!row.hidden) count += 1;
    }
    tell(count === rows.length ? `${count} macros` : `${count} of ${rows.length} macros`);
  };

  const form = field('filter');
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', filter);
  // A page that is loaded again keeps what was written into its fields.
  filter();

  // --- Printing

  const closed = new Set();
  addEventListener('beforeprint', () => {
    for (const part of document.querySelectorAll('details:not([open])')) {
      closed.add(part);
      part.open = true;
    }
  });
  addEventListener('afterprint', () => {
    for (const part of closed) part.open = false;
    closed.clear();
  });
}
