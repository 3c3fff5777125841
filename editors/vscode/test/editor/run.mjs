// Drives the packaged extension in a real VS Code, as a support lead would: opens a folder of macros, sees what is
// underlined, hovers, takes the quick fix, saves, and looks at the file.
//
// Takes SOFTSPOKEN_BIN (the server inside the package), SOFTSPOKEN_VSIX (the package), SOFTSPOKEN_CODE_SERVER (entry.js
// of code-server) and SOFTSPOKEN_SCREENSHOTS=1 to renew the picture in docs/images.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explanation, findings, fixed, place, quoted } from './expected.mjs';
import { previewSteps } from './preview.mjs';
import { startBrowser, startEditor } from './processes.mjs';
import { runSteps } from './report.mjs';
import { Workbench } from './workbench.mjs';

const project = path.resolve(import.meta.dirname, '../../../..');
const binary = path.resolve(process.env.SOFTSPOKEN_BIN || path.join(project, 'target/release/softspoken'));
const vsix = requiredFile('SOFTSPOKEN_VSIX');
const entry = requiredFile('SOFTSPOKEN_CODE_SERVER');
const packs = path.join(project, 'packs');
const pictures = path.join(project, 'target/editors');
const picture = process.env.SOFTSPOKEN_SCREENSHOTS === '1' ? path.join(project, 'docs/images/vscode-hover.png') : path.join(pictures, 'vscode-hover.png');

const rule = 'tone/calm-command';
const plain = `---
title: Late parcel
intent: update
channels: [chat]
---
Hi {{ customer.first_name | default: "there" }},

Please calm down.
`;
// An emoji takes two of the editor's columns and four bytes; the family takes many of both, on one place on screen.
const emoji = plain
  .replace('\n\nPlease', '\n\n\u{1F600} \u{1F468}\u200D\u{1F469}\u200D\u{1F467}\n\n\u{1F64F} Please')
  .replaceAll('\n', '\r\n');

// Short, since VS Code puts sockets below it, and their paths may have 107 bytes.
const home = mkdtempSync(path.join(tmpdir(), 'ssp-'));
const folder = path.join(home, 'support');
mkdirSync(path.join(folder, 'parcels'), { recursive: true });
writeFileSync(path.join(folder, 'parcels/late.macro'), plain);
writeFileSync(path.join(folder, 'parcels/emoji.macro'), emoji);
// There from the start: code-server sees a settings file change, but not one appear.
mkdirSync(path.join(folder, '.vscode'));
changeSettings({});
mkdirSync(pictures, { recursive: true });
mkdirSync(path.dirname(picture), { recursive: true });

let editor;
let browser;
let bench;

const steps = [
  ['the folder opens and the Explorer lists its macros', openFolder],
  ['a .macro file opens as a Support Macro', openMacro],
  ['"Please calm down." is underlined, and listed with its rule and place', seesFinding],
  ['hovering shows the technique and why it matters', hovers],
  ['Ctrl+. and Enter reword the sentence, and the finding goes', takesQuickFix],
  ['after saving, the file differs by that fix alone', savesFix],
  ['emoji above and before it, and CRLF, shift nothing', emojiShiftsNothing],
  ['what is typed is checked at once, and {{ closes itself', typing],
  ['settings for severity and ignored rules take effect at once', settingsTakeEffect],
  ['the command to restart replaces the server', restarts],
  ...previewSteps({ bench: () => bench, browser: () => browser, editor: () => editor, folder }),
  ['a wrong path of the server is named, with a button that opens the setting', namesWrongPath],
  ['the picture for the README', takesPicture],
  ['closing the editor leaves no server behind', leavesNothingBehind],
];

// Ctrl+C ends what was started, too.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cleanUp().finally(() => process.exit(1)));

const passed = await runSteps(steps, describeFailure);
await cleanUp();
process.exitCode = passed ? 0 : 1;

async function openFolder() {
  editor = await startEditor({ entry, home, vsix });
  browser = await startBrowser(home);
  bench = new Workbench(browser.page);
  await bench.openFolder(editor.address, folder);
  await bench.unfold('parcels');
}

async function openMacro() {
  await bench.openFile('late.macro');
  await bench.until('the language Support Macro', async () => (await bench.languageName()) === 'Support Macro');
}

async function seesFinding() {
  const [expected] = findingsIn('parcels/late.macro');
  const text = quoted(expected, folder);
  assert.match(text, /calm down/);
  await bench.underlines(text);
  const at = place(expected, folder);
  await bench.until('the problem in the list', async () => (await problems()).some((line) => line.includes('softspoken') && line.includes(at)));
}

async function hovers() {
  const { title, why } = explanation(packs, 'calm-compassion', rule);
  await bench.hoverSquiggle(quoted(findingsIn('parcels/late.macro')[0], folder));
  await bench.until(`a hover that says “${title}” and why`, async () => {
    const shown = await bench.hoverText();
    return shown.includes(title) && shown.includes(why);
  });
}

async function takesQuickFix() {
  const [expected] = findingsIn('parcels/late.macro');
  const text = quoted(expected, folder);
  const titles = await bench.openQuickFixes(text);
  assert(titles.includes(expected.fixes[0].title), `${expected.fixes[0].title} is not among:\n${titles.join('\n')}`);
  assert.equal(await bench.focusedQuickFix(), expected.fixes[0].title);
  await bench.page.keyboard.press('Enter');
  await bench.underlinesNoMore(text);
  await bench.until('the problem to leave the list', async () => (await problems()).length === 0);
}

async function savesFix() {
  const after = fixed(findingsIn('parcels/late.macro')[0], folder);
  await bench.save();
  assert.equal(read('parcels/late.macro'), after);
  assert.doesNotMatch(after, /calm down/i);
  assert.deepEqual(findingsIn('parcels/late.macro'), []);
}

async function emojiShiftsNothing() {
  const [expected] = findingsIn('parcels/emoji.macro');
  const text = quoted(expected, folder);
  const after = fixed(expected, folder);
  // In a fresh window: for most of a second after a quick fix, VS Code 1.100 can let what it looked up for that place
  // replace what it looks up for the next one.
  await bench.openFolder(editor.address, folder);
  await bench.unfold('parcels');
  await bench.openFile('emoji.macro');
  await bench.underlines(text);
  const at = place(expected, folder);
  await bench.until('the problem in the list', async () => (await problems('emoji.macro')).some((line) => line.includes(at)));
  await bench.openQuickFixes(text);
  await bench.page.keyboard.press('Enter');
  await bench.underlinesNoMore(text);
  await bench.save();
  assert.equal(read('parcels/emoji.macro'), after);
}

async function typing() {
  await bench.openFile('late.macro');
  await bench.goToEnd('Ln 9, Col 1');
  await bench.type('\n{{ name');
  await bench.goToEnd('Ln 10, Col 10');
  await bench.type('\n\nPlease calm down.');
  await bench.until('the typed sentence to be underlined', calmDown);
  await bench.save();
  assert.match(read('parcels/late.macro'), /\{\{ name\}\}\n\nPlease calm down\.$/);
}

async function settingsTakeEffect() {
  changeSettings({ 'softspoken.lint.ignore': ['tone/'] });
  await bench.until('tone findings to go', async () => !(await calmDown()));
  changeSettings({ 'softspoken.lint.severity': { [rule]: 'error' } });
  await bench.until('the finding to come back as an error', () => calmDown('error'));
  changeSettings({});
  await bench.until('the finding to be a warning again', () => calmDown('warning'));
}

async function restarts() {
  const [before] = serverProcesses();
  assert(before, 'no server is running');
  await bench.runCommand('softspoken: Restart Server');
  await bench.until('another server process', () => {
    const now = serverProcesses();
    return now.length === 1 && now[0] !== before;
  });
  await bench.until('the finding to be underlined', calmDown);
}

async function namesWrongPath() {
  changeSettings({ 'softspoken.server.path': '/nowhere/softspoken' });
  const message = await bench.notification('/nowhere/softspoken');
  await bench.until('the server to end', () => serverProcesses().length === 0);
  await message.getByRole('button', { name: 'Open the setting' }).click();
  await bench.page.locator('.settings-editor .setting-item-label', { hasText: 'Path' }).first().waitFor();
  changeSettings({});
  await bench.until('the server to start again', () => serverProcesses().length === 1);
}

async function takesPicture() {
  const shop = path.join(home, 'fernhill');
  cpSync(path.join(project, 'examples'), shop, { recursive: true });
  // One that no other finding overlaps: the editor draws those as one line.
  const shown = findings(binary, shop, rule).find((finding) => quoted(finding, shop).startsWith('Please'));
  assert(shown, `no macro of examples/ raises ${rule}`);
  await browser.page.setViewportSize({ width: 1280, height: 720 });
  await bench.openFolder(editor.address, shop);
  for (const part of path.posix.dirname(shown.path).split('/')) await bench.unfold(part);
  await bench.openFile(path.posix.basename(shown.path));
  const text = quoted(shown, shop);
  await bench.underlines(text);
  await bench.hoverSquiggle(text);
  const { title } = explanation(packs, 'calm-compassion', rule);
  await bench.until('the hover', async () => (await bench.hoverText()).includes(title));
  await bench.page.screenshot({ path: picture });
}

async function leavesNothingBehind() {
  assert.equal(serverProcesses().length, 1);
  await browser.stop();
  await editor.stop();
  const deadline = Date.now() + 10_000;
  while (serverProcesses().length > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(serverProcesses(), []);
}

// The settings of the folder, as a team would share them.
function changeSettings(settings) {
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
}

function findingsIn(file) {
  return findings(binary, folder, rule).filter((finding) => finding.path === file);
}

// Lines of the Problems panel that are about the rule under test; other rules may have their say, too.
async function problems(name = 'late.macro') {
  return (await bench.problems(name)).filter((problem) => problem.includes(rule));
}

async function calmDown(severity) {
  return (await bench.underlined(severity)).some((text) => /calm down/.test(text));
}

function read(file) {
  return readFileSync(path.join(folder, file), 'utf8');
}

// Process numbers of the servers that run from inside the installed extension.
function serverProcesses() {
  const bundled = path.join(home, 'extensions');
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').some((part) => part.startsWith(bundled) && part.endsWith('/softspoken'));
    } catch {
      return false; // it ended while we looked
    }
  });
}

async function describeFailure() {
  const shot = path.join(pictures, 'vscode-failure.png');
  const parts = [];
  if (bench && (await bench.page.screenshot({ path: shot }).then(() => true, () => false))) parts.push(`picture: ${shot}`);
  if (browser) parts.push(`end of the window's console:\n${tail(browser.log())}`);
  if (editor) parts.push(`end of code-server's log:\n${tail(editor.log())}`);
  return parts.join('\n');
}

// Without what code-server says about native modules that install.sh leaves out.
function tail(text) {
  const lines = text.split('\n').filter((line) => !/spdlog|watchdog|^ +at /.test(line));
  return lines.slice(-30).join('\n');
}

async function cleanUp() {
  await browser?.stop().catch(() => {});
  await editor?.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function requiredFile(variable) {
  const file = process.env[variable];
  if (file && existsSync(file)) return path.resolve(file);
  console.error(`${variable} must name a file; scripts/editors/test.sh sets it.`);
  process.exit(2);
}
