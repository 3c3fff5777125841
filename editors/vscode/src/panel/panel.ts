// The page of a preview: draws what it is sent, and says what the user chose, filled in or wants to see in the macro.
import type { Condition, Datum, Finding, FromPanel, Preview, Range } from '../previewPage';
import { safeContent } from './safe';

declare function acquireVsCodeApi(): { postMessage(message: FromPanel): void };

const editor = acquireVsCodeApi();

const byId = (id: string): HTMLElement => document.getElementById(id)!;

window.addEventListener('message', ({ data }: MessageEvent<Preview>) => draw(data));
editor.postMessage({ does: 'ready' });

function draw(preview: Preview): void {
  byId('title').textContent = preview.title;
  const problem = byId('problem');
  problem.hidden = preview.problem === null;
  problem.replaceChildren();
  if (preview.problem) problem.append(place(preview.problem.message, preview.problem.range));
  // The last message stays while there is none, as there often is in the middle of typing.
  if (preview.html !== null) drawMessage(preview.subject, preview.html, preview.findings);
  list('conditions', preview.conditions.map(conditionRow));
  list('data', preview.data.map(dataRow));
  list('findings', preview.findings.map(findingRow));
}

function drawMessage(subject: string | null, html: string, findings: Finding[]): void {
  byId('subject').textContent = subject ?? '';
  byId('subject').hidden = subject === null;
  const message = byId('message');
  message.replaceChildren(safeContent(html));
  for (const mark of message.querySelectorAll<HTMLElement>('mark[data-finding]')) {
    const numbers = (mark.dataset['finding'] ?? '').split(' ').map(Number);
    const found = numbers.map((number) => findings[number]).filter((finding) => finding !== undefined);
    // Where several overlap, the last one begins nearest.
    const nearest = found.at(-1);
    if (!nearest) continue;
    mark.className = nearest.severity;
    mark.title = found.map(({ message, rule }) => `${message} (${rule})`).join('\n');
    mark.tabIndex = 0;
    mark.setAttribute('role', 'link');
    activated(mark, () => go(nearest.range));
  }
}

/** Fills a list, and gives the focus back to the control that had it. */
function list(id: string, rows: HTMLElement[]): void {
  const section = byId(id);
  section.hidden = rows.length === 0;
  const focused = document.activeElement as HTMLInputElement | null;
  const key = section.contains(focused) ? focused?.dataset['key'] : undefined;
  const [typed, from, to] = [focused?.value, focused?.selectionStart, focused?.selectionEnd];
  section.querySelector('ul')!.replaceChildren(...rows);
  if (key === undefined) return;
  const again = [...section.querySelectorAll<HTMLInputElement>('[data-key]')].find((control) => control.dataset['key'] === key);
  again?.focus();
  if (again?.type === 'text' && typed !== undefined) {
    again.value = typed;
    again.setSelectionRange(from ?? null, to ?? null);
  }
}

function conditionRow(condition: Condition): HTMLElement {
  const input = document.createElement('input');
  input.dataset['key'] = condition.text;
  input.disabled = condition.fixed;
  input.setAttribute('aria-label', condition.text);
  const choose = (answer: boolean | number | null): void =>
    editor.postMessage({ does: 'choose', question: condition.text, answer });
  if (condition.kind === 'loop') {
    Object.assign(input, { type: 'number', min: '0', max: '10', value: String(condition.state ?? 0) });
    input.addEventListener('change', () => choose(Math.min(10, Math.max(0, Math.trunc(input.valueAsNumber || 0)))));
  } else {
    input.type = 'checkbox';
    input.checked = condition.state === true;
    input.addEventListener('change', () => choose(input.checked));
  }
  const name = place(condition.text, condition.ranges[0] ?? null, condition.snippet);
  const row = item(input, name);
  // It stands in a branch that is not sent, or nothing is to be decided.
  row.classList.toggle('unasked', condition.state === null || condition.fixed);
  if (condition.chosen) row.append(takeBack('Decided by the data again', () => choose(null)));
  return row;
}

function dataRow({ name, value, range }: Datum): HTMLElement {
  const input = document.createElement('input');
  input.type = 'text';
  input.dataset['key'] = name;
  input.setAttribute('aria-label', name);
  const isText = typeof value === 'string' || value === null;
  input.value = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  input.placeholder = 'nothing';
  input.addEventListener('input', () => {
    editor.postMessage({ does: 'fill', name, value: isText ? input.value : parsed(input.value) });
  });
  const row = item(place(name, range), input);
  row.append(takeBack('The sample again', () => {
    editor.postMessage({ does: 'fill', name, value: null });
  }));
  return row;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function findingRow(finding: Finding): HTMLElement {
  const row = item(place(finding.message, finding.range));
  const rule = document.createElement('small');
  const elsewhere = finding.shown ? '' : ', not in this message';
  rule.textContent = ` ${finding.rule}${elsewhere}`;
  row.append(rule);
  row.className = finding.severity;
  return row;
}

function item(...children: HTMLElement[]): HTMLElement {
  const row = document.createElement('li');
  row.append(...children);
  return row;
}

/** A text that leads to a place of the macro. */
function place(text: string, range: Range | null, snippet: string | null = null): HTMLElement {
  if (range === null) {
    const plain = document.createElement('span');
    plain.textContent = snippet === null ? text : `${text} (${snippet})`;
    return plain;
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'place';
  button.textContent = text;
  button.title = `Line ${range.start.line + 1}`;
  button.addEventListener('click', () => go(range));
  return button;
}

function takeBack(title: string, action: () => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'take-back';
  button.textContent = '↺';
  button.title = title;
  button.setAttribute('aria-label', title);
  button.addEventListener('click', action);
  return button;
}

function activated(element: HTMLElement, action: () => void): void {
  element.addEventListener('click', action);
  element.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') action();
  });
}

function go(range: Range): void {
  editor.postMessage({ does: 'go', range });
}
