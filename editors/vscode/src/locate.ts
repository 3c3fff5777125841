// Finds the server program: the user's setting, else the one inside the extension, else the one on PATH.
import * as path from 'node:path';

export interface Surroundings {
  /** The setting `softspoken.server.path`; empty when not set. */
  configured: string;
  /** Folder that the extension is installed in. */
  extensionFolder: string;
  /** First folder of the workspace, which a relative setting starts from. */
  workspaceFolder: string | undefined;
  home: string;
  pathVariable: string;
  platform: NodeJS.Platform;
  isFile: (file: string) => boolean;
}

export type Located = { file: string } | { missing: string };

export function locateServer(around: Surroundings): Located {
  const configured = around.configured.trim();
  if (configured !== '') return locateConfigured(configured, around);

  const name = around.platform === 'win32' ? 'softspoken.exe' : 'softspoken';
  const join = joiner(around.platform);
  const bundled = join(around.extensionFolder, 'server', name);
  if (around.isFile(bundled)) return { file: bundled };

  const separator = around.platform === 'win32' ? ';' : ':';
  const onPath = around.pathVariable
    .split(separator)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(around.isFile);
  if (onPath !== undefined) return { file: onPath };

  return { missing: 'The softspoken program was not found: it is neither in this extension nor on PATH.' };
}

// A path that someone took the trouble to set is used or complained about, never silently replaced.
function locateConfigured(configured: string, around: Surroundings): Located {
  const file = expand(configured, around);
  if (around.isFile(file)) return { file };
  return { missing: `The setting softspoken.server.path names ${file}, and there is no such file.` };
}

function expand(configured: string, around: Surroundings): string {
  const join = joiner(around.platform);
  if (/^~[\\/]/.test(configured)) return join(around.home, configured.slice(2));
  const folder = around.workspaceFolder;
  if (folder === undefined) return configured;
  const placed = configured.replaceAll('${workspaceFolder}', folder);
  const absolute = around.platform === 'win32' ? path.win32.isAbsolute(placed) : path.posix.isAbsolute(placed);
  return absolute ? placed : join(folder, placed);
}

function joiner(platform: NodeJS.Platform): (...parts: string[]) => string {
  return platform === 'win32' ? path.win32.join : path.posix.join;
}
