// Lays out the npm packages, ready for `npm pack` or `npm publish`: the launcher, and one package for each binary given.
//
//   node packages/npm/build.mjs FOLDER TARGET=BINARY...
//   node packages/npm/build.mjs out x86_64-unknown-linux-gnu=target/release/softspoken
//
// The version is that of Cargo.toml. The launcher asks for the packages of all systems, built here or not.
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const project = path.resolve(here, '../..');
const platforms = JSON.parse(readFileSync(path.join(here, 'platforms.json'), 'utf8'));
const launcher = JSON.parse(readFileSync(path.join(here, 'softspoken/package.json'), 'utf8'));
const [, version] = /^version = "(.+)"$/m.exec(readFileSync(path.join(project, 'Cargo.toml'), 'utf8'));

function write(folder, manifest) {
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(path.join(project, licence), path.join(folder, licence));
}

function writeLauncher(out) {
  const folder = path.join(out, 'softspoken');
  cpSync(path.join(here, 'softspoken'), folder, { recursive: true });
  const names = Object.keys(platforms).map((platform) => [`@softspoken/${platform}`, version]);
  write(folder, { ...launcher, version, optionalDependencies: Object.fromEntries(names) });
}

function writePlatform(out, target, binary) {
  const entry = Object.entries(platforms).find(([, platform]) => platform.target === target);
  if (!entry) throw new Error(`no package for ${target}: see platforms.json`);
  const [name, { os, cpu, libc }] = entry;
  const file = os === 'win32' ? 'softspoken.exe' : 'softspoken';
  const folder = path.join(out, name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(binary, path.join(folder, file));
  chmodSync(path.join(folder, file), 0o755);
  writeFileSync(path.join(folder, 'README.md'), `# @softspoken/${name}\n\nThe binary of [softspoken](${launcher.homepage}) for ${target}.\n`);
  write(folder, {
    name: `@softspoken/${name}`,
    version,
    description: `The binary of softspoken for ${target}`,
    license: launcher.license,
    homepage: launcher.homepage,
    repository: { type: launcher.repository.type, url: launcher.repository.url },
    files: [file, 'LICENSE-MIT', 'LICENSE-APACHE'],
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
  });
}

const [out, ...binaries] = process.argv.slice(2);
if (!out || !binaries.every((binary) => binary.includes('='))) {
  console.error('usage: node packages/npm/build.mjs FOLDER TARGET=BINARY...');
  process.exit(2);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeLauncher(out);
for (const binary of binaries) {
  const at = binary.indexOf('=');
  writePlatform(out, binary.slice(0, at), binary.slice(at + 1));
}
