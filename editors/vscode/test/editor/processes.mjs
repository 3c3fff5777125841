// Starts the two programs of the test, VS Code (as code-server) and the browser that shows it, and ends them again.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';

const settings = {
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.hover.above': false,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'editor.fontSize': 15,
  'editor.lineHeight': 24,
  'explorer.confirmDragAndDrop': false,
  'files.exclude': { '.vscode': true },
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
};

// `home` takes everything that VS Code would write into the user's home folder.
export async function startEditor({ entry, home, vsix }) {
  mkdirSync(path.join(home, 'data/User'), { recursive: true });
  writeFileSync(path.join(home, 'data/User/settings.json'), JSON.stringify(settings));

  const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: `${home}/config`, XDG_DATA_HOME: `${home}/share` };
  const folders = ['--user-data-dir', `${home}/data`, '--extensions-dir', `${home}/extensions`];
  execFileSync(process.execPath, [entry, ...folders, '--install-extension', vsix], { env: environment, stdio: 'pipe' });

  const port = await freePort();
  const server = spawn(
    process.execPath,
    [entry, ...folders, '--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust',
      '--disable-getting-started-override', '--bind-addr', `127.0.0.1:${port}`],
    // A process group of its own, so that ending it also ends the extension host and the language server.
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let log = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => (log += data));
  const ended = new Promise((resolve) => server.once('exit', resolve));

  const address = `http://127.0.0.1:${port}`;
  await answers(`${address}/healthz`, server, () => log);
  return {
    address,
    log: () => log,
    async stop() {
      killGroup(server.pid, 'SIGTERM');
      const patience = setTimeout(() => killGroup(server.pid, 'SIGKILL'), 10_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

export async function startBrowser(home) {
  const executablePath = process.env.SOFTSPOKEN_CHROMIUM || '/usr/bin/chromium';
  const context = await chromium.launchPersistentContext(path.join(home, 'browser'), {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  let log = '';
  page.on('console', (message) => (log += `${message.text()}\n`));
  return { page, log: () => log, stop: () => context.close() };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(url, server, log) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`code-server ended with status ${server.exitCode}:\n${log()}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`code-server did not answer within a minute:\n${log()}`);
}

function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
