// The launcher as installed ($SOFTSPOKEN_LAUNCHER): it is to its caller what the program itself is.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';

const launcher = process.env.SOFTSPOKEN_LAUNCHER;
const folder = mkdtempSync(path.join(tmpdir(), 'soft spoken '));

function run(args, options = {}) {
  return spawnSync(launcher, args, { cwd: folder, encoding: 'utf8', ...options });
}

/** A program in the place of softspoken. */
function standIn(name, script) {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return { ...process.env, SOFTSPOKEN_BINARY: file };
}

/** How a child ended. */
function end(child) {
  return new Promise((resolve) => child.on('exit', (status, signal) => resolve({ status, signal })));
}

test('arguments, input, output and exit status are passed on', () => {
  mkdirSync(path.join(folder, 'my macros'));
  writeFileSync(path.join(folder, 'my macros/late.macro'), 'Please calm down.\n');
  const found = run(['check', 'my macros', '--format', 'concise']);
  assert.match(found.stdout, /^my macros\/late\.macro:1:1: .*tone\/calm-command/m);
  assert.equal(found.status, 1);
  const quiet = run(['check', '-', '--select', 'tone/'], { input: "I'll call you by 3 pm.\n" });
  assert.deepEqual([quiet.status, quiet.stderr], [0, '']);
  const wrong = run(['chekc']);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /unrecognized subcommand/);
});

test('an editor can start the language server through it', async () => {
  const child = spawn(launcher, ['lsp'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const send = (message) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (data) => (said += data));
  const until = async (wanted) => {
    while (!said.includes(wanted)) await new Promise((resolve) => child.stdout.once('data', resolve));
  };
  send({ id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } });
  await until('"capabilities"');
  send({ method: 'initialized', params: {} });
  send({ id: 2, method: 'shutdown' });
  await until('"id":2');
  send({ method: 'exit' });
  assert.deepEqual(await end(child), { status: 0, signal: null });
});

test('a signal reaches the program, which may end as it likes', async () => {
  const env = standIn('tidy', `trap 'echo tidied; exit 7' TERM; echo ready; while :; do sleep 0.05; done`);
  const child = spawn(launcher, [], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (data) => {
    said += data;
    if (said === 'ready\n') child.kill('SIGTERM');
  });
  assert.deepEqual(await end(child), { status: 7, signal: null });
  assert.equal(said, 'ready\ntidied\n');
});

test('a program that a signal ends ends its launcher with that signal', async () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL']) {
    const env = standIn('killed', `kill -${signal.slice(3)} $$; sleep 60`);
    const child = spawn(launcher, [], { cwd: folder, env, stdio: 'ignore' });
    assert.deepEqual(await end(child), { status: null, signal });
  }
});

test('without the package for this system it says what to do', () => {
  const alone = path.join(folder, 'alone');
  cpSync(path.dirname(realpathSync(launcher)), alone, { recursive: true });
  const told = spawnSync(process.execPath, [path.join(alone, 'softspoken.js'), '--version'], { encoding: 'utf8' });
  assert.equal(told.status, 2);
  assert.match(told.stderr, /^error: @softspoken\/\S+ is not installed.*SOFTSPOKEN_BINARY/);
  const env = { ...process.env, SOFTSPOKEN_BINARY: path.join(folder, 'nowhere') };
  const nowhere = run(['--version'], { env });
  assert.equal(nowhere.status, 2);
  assert.match(nowhere.stderr, /^error: .*nowhere does not start/);
});
