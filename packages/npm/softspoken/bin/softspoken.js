#!/usr/bin/env node
// Starts the softspoken of this system, which a package of its own carries. Input, output, exit status and signals are passed on,
// so that an editor can start the language server through this, too.
'use strict';

const { spawn } = require('node:child_process');
const { constants } = require('node:os');

/** What the package for this system is called; the one for the other C library comes second, since it may run as well. */
function packages() {
  const name = `@softspoken/${process.platform}-${process.arch}`;
  if (process.platform !== 'linux') return [name];
  const glibc = process.report?.getReport().header.glibcVersionRuntime;
  return glibc ? [name, `${name}-musl`] : [`${name}-musl`, name];
}

function binary() {
  if (process.env.SOFTSPOKEN_BINARY) return process.env.SOFTSPOKEN_BINARY;
  const file = process.platform === 'win32' ? 'softspoken.exe' : 'softspoken';
  for (const name of packages()) {
    try {
      return require.resolve(`${name}/${file}`);
    } catch {
      // Not installed: the next one may be.
    }
  }
  return undefined;
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(2);
}

const program = binary();
if (!program) {
  fail(
    `${packages()[0]} is not installed, which carries softspoken for this system. Install again without leaving out ` +
      'optional dependencies, or set SOFTSPOKEN_BINARY to a softspoken of your own.',
  );
}

// Listened for before there is a program: once it runs, it may be told to end at any moment.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'].filter(
  (signal) => process.platform !== 'win32' || signal === 'SIGINT' || signal === 'SIGTERM',
);
for (const signal of signals) process.on(signal, () => child.kill(signal));

const child = spawn(program, process.argv.slice(2), { stdio: 'inherit', windowsHide: true });

child.on('error', (error) => fail(`${program} does not start: ${error.message}`));
child.on('exit', (status, signal) => {
  if (signal === null) process.exit(status);
  // Ends as the program did. Where that signal does not end a program, the status is the one that shells give.
  process.removeAllListeners(signal);
  process.exitCode = 128 + (constants.signals[signal] ?? 0);
  process.kill(process.pid, signal);
});
