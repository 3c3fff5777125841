// Makes the .vsix. With SOFTSPOKEN_BIN it carries that server and is marked for this platform; without, it carries none.
// SOFTSPOKEN_VSIX names the file to write.
import { createVSIX } from '@vscode/vsce';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '..');
const binary = process.env.SOFTSPOKEN_BIN;
const target = binary ? `${process.platform}-${process.arch}` : undefined;
const vsix = path.resolve(process.env.SOFTSPOKEN_VSIX || path.join(folder, `softspoken${target ? `-${target}` : ''}.vsix`));

// A server left from an earlier run must not slip into a package that is meant to have none.
rmSync(path.join(folder, 'server'), { recursive: true, force: true });
if (binary) {
  mkdirSync(path.join(folder, 'server'));
  const bundled = path.join(folder, 'server', process.platform === 'win32' ? 'softspoken.exe' : 'softspoken');
  copyFileSync(binary, bundled);
  chmodSync(bundled, 0o755);
}
mkdirSync(path.dirname(vsix), { recursive: true });

await createVSIX({
  cwd: folder,
  packagePath: vsix,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
  ...(target && { target }),
});
