// Opens the page of `report --format html` in a real browser, as a support lead would: sorts, filters, unfolds, looks at it on a
// phone, in the dark and in print.
//
// Takes SOFTSPOKEN_BIN, SOFTSPOKEN_CHROMIUM where the browser is not /usr/bin/chromium, and SOFTSPOKEN_SCREENSHOTS=1 to renew the
// picture in docs/images.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startBrowser } from '../../editors/vscode/test/editor/processes.mjs';
import { runSteps } from '../../editors/vscode/test/editor/report.mjs';

const project = path.resolve(import.meta.dirname, '../..');
const binary = path.resolve(process.env.SOFTSPOKEN_BIN || path.join(project, 'target/release/softspoken'));
const pictures = path.join(project, 'target/editors');
const picture = process.env.SOFTSPOKEN_SCREENSHOTS === '1' ? path.join(project, 'docs/images/scorecard.png') : path.join(pictures, 'scorecard.png');

const home = mkdtempSync(path.join(tmpdir(), 'ssp-'));
const many = 10_000;
const hostile = `</script><script>hacked = 1</script><img src=x onerror="hacked = 1"><!-- 'quoted' & "so"`;

let browser;
let page;
let requests;
let macros;

const steps = [
  ['the page of the examples opens, with a row for each macro', opens],
  ['the macros that need attention come first', attentionFirst],
  ['a heading sorts by its column, by mouse and by keyboard, and says so', sorts],
  ['a row unfolds to its sentences and findings, and folds again', unfolds],
  ['words, intent and findings narrow the list', filters],
  ['nothing is wider than a phone, folded or unfolded', onPhone],
  ['light, dark and print', lightDarkPrint],
  ['nothing was asked of any network', askedNothing],
  ['what macros say stays text', staysText],
  [`a page of ${many} macros opens, sorts and unfolds`, holdsMany],
  ['the picture for the guide', takesPicture],
];

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cleanUp().finally(() => process.exit(1)));

const passed = await runSteps(steps, describeFailure);
await cleanUp();
process.exitCode = passed ? 0 : 1;

async function opens() {
  mkdirSync(pictures, { recursive: true });
  const file = scorecard(project, 'examples');
  macros = JSON.parse(report(project, ['examples', '--format', 'json'])).macros;
  browser = await startBrowser(home);
  page = browser.page;
  await open(file);
  assert.equal(await page.title(), 'Scorecard: examples');
  assert.deepEqual((await paths()).toSorted(), macros.map((each) => each.path).toSorted());
  assert.equal(await page.locator('#shown').innerText(), `${macros.length} macros`);
}

async function attentionFirst() {
  const rank = ({ findings, techniques }) =>
    [findings.error, findings.warning, techniques.missed.length, findings.information, findings.hint];
  const before = (a, b) => rank(b).map((count, i) => count - rank(a)[i]).find((difference) => difference !== 0) ?? (a.path < b.path ? -1 : 1);
  assert.deepEqual(await paths(), macros.toSorted(before).map((each) => each.path));
}

async function sorts() {
  const first = await paths();
  const words = page.getByRole('columnheader', { name: 'Words' });
  await words.getByRole('button').click();
  const sizes = macros.map((each) => each.words);
  assert.deepEqual(await numbers(4), sizes.toSorted((a, b) => b - a));
  assert.equal(await words.getAttribute('aria-sort'), 'descending');
  await words.getByRole('button').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await numbers(4), sizes.toSorted((a, b) => a - b));
  assert.equal(await words.getAttribute('aria-sort'), 'ascending');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  assert.deepEqual(await page.locator('#list thead th').evaluateAll((all) => all.map((each) => each.ariaSort)),
    ['none', 'none', 'descending', ...Array(7).fill('none')]);
  await page.getByRole('button', { name: 'Needs attention first' }).click();
  assert.deepEqual(await paths(), first);
}

async function unfolds() {
  const wanted = macros.find((each) => each.path.endsWith('chat/angry-customer.macro'));
  const button = row(wanted.path).getByRole('button');
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  await button.focus();
  await page.keyboard.press('Enter');
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  const more = page.locator(`#${await button.getAttribute('aria-controls')}`);
  const flat = (text) => text.replaceAll(/\s+/g, ' ').trim();
  const text = flat(await more.innerText());
  assert.ok(wanted.sentences.length > 2);
  for (const sentence of wanted.sentences) assert.ok(text.includes(flat(sentence.text)), `${sentence.text} in ${text}`);
  const found = Object.values(wanted.findings).reduce((sum, count) => sum + count);
  assert.equal(await more.locator('section', { hasText: 'Findings' }).locator('li').count(), found);
  assert.equal(await more.locator('.missed li').count(), wanted.techniques.missed.length);
  assert.ok(wanted.techniques.missed.length > 0);
  await page.getByRole('columnheader', { name: 'Macro' }).getByRole('button').click();
  assert.ok(await row(wanted.path).evaluate((element) => element.nextElementSibling.classList.contains('more')), 'sorting keeps what is unfolded');
  await page.getByRole('button', { name: 'Needs attention first' }).click();
  await button.click();
  assert.equal(await more.count(), 0);
}

async function filters() {
  await page.getByLabel('Title or path').fill('refund');
  assert.deepEqual((await paths()).toSorted(),
    macros.filter((each) => `${each.title} ${each.path}`.toLowerCase().includes('refund')).map((each) => each.path).toSorted());
  await page.getByLabel('Title or path').fill('');
  await page.getByLabel('Intent').selectOption('refusal');
  await page.getByLabel('Findings').selectOption('errors');
  const wanted = macros.filter((each) => each.intent === 'refusal' && each.findings.error > 0);
  assert.ok(wanted.length > 0);
  assert.equal((await paths()).length, wanted.length);
  assert.equal(await page.locator('#shown').innerText(), `${wanted.length} of ${macros.length} macros`);
  await page.getByLabel('Findings').selectOption('none');
  await page.getByLabel('Intent').selectOption('any');
  const clean = macros.filter((each) => Object.values(each.findings).every((count) => count === 0));
  assert.equal((await paths()).length, clean.length);
  await page.getByLabel('Findings').selectOption('any or none');
  assert.equal((await paths()).length, macros.length);
}

async function onPhone() {
  await staysTable();
  await page.setViewportSize({ width: 400, height: 800 });
  await staysTable();
  const width = () => page.evaluate(() => document.scrollingElement.scrollWidth);
  assert.equal(await width(), 400);
  for (const summary of await page.locator('summary').all()) await summary.click();
  await page.getByRole('button', { name: 'Unfold', exact: true }).click();
  assert.equal(await page.locator('tr.more').count(), macros.length);
  assert.equal(await width(), 400);
  // Sorting is there on a phone, too, and what a number means stands beside it.
  assert.ok(await page.getByRole('columnheader', { name: 'Errors' }).getByRole('button').isVisible());
  const label = await page.locator('#list tbody td:nth-child(5)').first().evaluate((cell) => getComputedStyle(cell, '::before').content);
  assert.equal(label, '"errors "');
  await page.screenshot({ path: path.join(pictures, 'scorecard-phone.png') });
  await page.getByRole('button', { name: 'Fold', exact: true }).click();
  for (const summary of await page.locator('summary').all()) await summary.click();
  await page.setViewportSize({ width: 1280, height: 800 });
}

// However it is laid out, a screen reader is told of a table.
async function staysTable() {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const count = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
  assert.equal(count('table'), 1);
  assert.equal(count('columnheader'), 10);
  assert.equal(count('row'), macros.length + 1);
  assert.equal(count('rowheader'), macros.length);
  assert.equal(count('cell'), 9 * macros.length);
  await session.detach();
}

async function lightDarkPrint() {
  const brightness = () => page.evaluate(() => {
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
    return red + green + blue;
  });
  await page.emulateMedia({ colorScheme: 'light' });
  assert.ok((await brightness()) > 600);
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.ok((await brightness()) < 150);
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  assert.ok((await brightness()) > 600, 'paper is white');
  assert.ok(!(await page.locator('#filter').isVisible()));
  assert.equal((await page.pdf({ format: 'A4' })).subarray(0, 5).toString(), '%PDF-');
  await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
}

async function askedNothing() {
  assert.deepEqual(requests, [page.url()]);
  assert.equal(browser.log(), '', 'nothing to complain about');
}

async function staysText() {
  const folder = path.join(home, 'hostile');
  mkdirSync(folder);
  writeFileSync(path.join(folder, "a'&<b>.macro"), `---\ntitle: '${hostile.replaceAll("'", "''")}'\n---\nPlease <img src=x onerror="hacked = 1"> calm down.\n`);
  await open(scorecard(folder, '.'));
  assert.equal(await page.locator('#list tbody b').innerText(), hostile);
  assert.equal(await page.locator('#list tbody i').innerText(), "a'&<b>.macro");
  await page.getByRole('button', { name: 'Unfold', exact: true }).click();
  assert.ok((await page.locator('tr.more').innerText()).includes('<img src=x onerror='));
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.evaluate(() => typeof globalThis.hacked), 'undefined');
  assert.deepEqual(requests, [page.url()]);
  assert.equal(browser.log(), '');
}

async function holdsMany() {
  const folder = path.join(home, 'many');
  mkdirSync(folder);
  const texts = macros.map((each) => readFileSync(path.join(project, each.path), 'utf8'));
  for (let i = 0; i < many; i += 1) writeFileSync(path.join(folder, `${i}.macro`), texts[i % texts.length]);
  const file = scorecard(folder, '.');
  const started = Date.now();
  await open(file);
  assert.equal(await page.locator('#list tbody tr').count(), many);
  const opened = Date.now();
  await page.getByRole('columnheader', { name: 'Words' }).getByRole('button').click();
  assert.equal((await numbers(4))[0], Math.max(...macros.map((each) => each.words)));
  const sorted = Date.now();
  await page.locator('#list tbody button').first().click();
  assert.equal(await page.locator('tr.more li').count() > 0, true);
  const unfolded = Date.now();
  const size = (statSync(file).size / 1e6).toFixed(1);
  console.log(`# ${size} MB; opened in ${opened - started} ms, sorted in ${sorted - opened} ms, unfolded in ${unfolded - sorted} ms`);
}

async function takesPicture() {
  await open(scorecard(project, 'examples'));
  await page.setViewportSize({ width: 1100, height: 900 });
  await row('examples/macros/chat/angry-customer.macro').getByRole('button').click();
  await page.getByLabel('Title or path').fill('chat');
  mkdirSync(path.dirname(picture), { recursive: true });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: picture });
  assert.ok(statSync(picture).size > 10_000);
}

function report(folder, rest) {
  const run = { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 };
  return execFileSync(binary, ['report', ...rest], run);
}

// The page about `paths` of a folder, as a file.
function scorecard(folder, paths) {
  const file = path.join(home, 'scorecard.html');
  report(folder, [paths, '--format', 'html', '--output', file]);
  return file;
}

async function open(file) {
  requests = [];
  page.removeAllListeners('request');
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
}

function row(macro) {
  return page.locator('#list tbody tr', { has: page.locator('i', { hasText: new RegExp(`^${macro.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) }) });
}

// The paths of the rows that are shown, from top to bottom. A macro without a title has its path for one.
function paths() {
  return page.locator('#list tbody tr:not([hidden])').evaluateAll((all) =>
    all.map((each) => (each.querySelector('th i') ?? each.querySelector('th b')).textContent));
}

function numbers(column) {
  return page.locator(`#list tbody td:nth-child(${column})`).evaluateAll((all) => all.map((each) => Number(each.textContent)));
}

async function describeFailure() {
  const shot = path.join(pictures, 'scorecard-failure.png');
  const parts = [];
  if (page && (await page.screenshot({ path: shot }).then(() => true, () => false))) parts.push(`picture: ${shot}`);
  if (browser) parts.push(`the page's console:\n${browser.log()}`);
  return parts.join('\n');
}

async function cleanUp() {
  await browser?.stop().catch(() => {});
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
