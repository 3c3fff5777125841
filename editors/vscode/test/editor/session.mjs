// A short session for a recording: what a user does with one macro, from opening it to closing the editor.
//
// Takes what run.mjs takes; run by scripts/editors/record.sh.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startBrowser, startEditor } from './processes.mjs';
import { Workbench } from './workbench.mjs';

const project = path.resolve(import.meta.dirname, '../../../..');
const home = mkdtempSync(path.join(tmpdir(), 'ssp-'));
const folder = path.join(home, 'shop');
cpSync(path.join(project, 'tests/lsp/recorded/shop'), folder, { recursive: true });

const editor = await startEditor({ entry: process.env.SOFTSPOKEN_CODE_SERVER, home, vsix: process.env.SOFTSPOKEN_VSIX });
const browser = await startBrowser(home);
try {
  await session(new Workbench(browser.page), browser.page);
} catch (error) {
  await browser.page.screenshot({ path: path.join(project, 'target/editors/session-failure.png') });
  throw error;
} finally {
  await browser.stop();
  await editor.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function session(bench, page) {
  await bench.openFolder(editor.address, folder);
  await bench.openFile('late.macro');
  await bench.underlines('Please calm down');
  await bench.hoverSquiggle('Please calm down');
  await bench.until('the hover', async () => (await bench.hoverText()).includes('Technique'));

  await bench.goToEnd('Ln 11, Col 1');
  await bench.type('{{ customer.fi');
  await page.locator('.suggest-widget .monaco-list-row', { hasText: 'customer.first_name' }).first().waitFor();
  await page.keyboard.press('Enter');
  await bench.until('the completion', async () => (await lines(page)).includes('{{ customer.first_name'));

  await page.keyboard.press('Control+g');
  await page.keyboard.type('10:12');
  await page.keyboard.press('Enter');
  await page.keyboard.press('F2');
  await page.locator('.rename-box input').fill('wait');
  await page.keyboard.press('Enter');
  await bench.until('the new name', async () => (await lines(page)).includes('{{ wait }} days.'));

  await bench.openQuickFixes('Please calm down');
  await page.keyboard.press('Enter');
  await bench.underlinesNoMore('Please calm down');

  await bench.runCommand('Format Document');
  await bench.runCommand('softspoken: Open Preview to the Side');
  const panel = page.frameLocator('iframe.webview').frameLocator('#active-frame');
  await panel.locator('#message').getByText('Hi Priya,').waitFor();
  await page.keyboard.press('Control+s');
  const saved = () => readFileSync(path.join(folder, 'late.macro'), 'utf8').includes('assign wait = 3');
  await bench.until('the macro to be saved', saved);
}

async function lines(page) {
  return (await page.locator('.editor-instance .view-lines').first().innerText()).replaceAll('\u00a0', ' ');
}
