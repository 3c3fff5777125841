// Which program the extension starts, given what is on the machine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locateServer, type Surroundings } from '../../src/locate';

const bundled = '/extension/server/softspoken';

function locate(files: string[], around: Partial<Surroundings> = {}): string {
  const located = locateServer({
    configured: '',
    extensionFolder: '/extension',
    workspaceFolder: '/macros',
    home: '/home/ada',
    pathVariable: '/usr/local/bin::/usr/bin',
    platform: 'linux',
    isFile: (file) => files.includes(file),
    ...around,
  });
  return 'file' in located ? located.file : located.missing;
}

test('the setting wins over everything', () => {
  assert.equal(locate(['/opt/softspoken', bundled], { configured: '/opt/softspoken' }), '/opt/softspoken');
});

test('a setting that names no file is reported, not replaced', () => {
  const message = locate([bundled], { configured: '/opt/softspoken' });
  assert.equal(message, 'The setting softspoken.server.path names /opt/softspoken, and there is no such file.');
});

test('the setting may start at the home folder or at the workspace', () => {
  assert.equal(locate(['/home/ada/bin/softspoken'], { configured: '~/bin/softspoken' }), '/home/ada/bin/softspoken');
  assert.equal(locate(['/macros/bin/softspoken'], { configured: 'bin/softspoken' }), '/macros/bin/softspoken');
  assert.equal(locate(['/macros/softspoken'], { configured: '${workspaceFolder}/softspoken' }), '/macros/softspoken');
});

test('without a setting, the program inside the extension is used', () => {
  assert.equal(locate([bundled, '/usr/bin/softspoken'], { configured: '  ' }), bundled);
});

test('else the first one on PATH, past empty entries', () => {
  assert.equal(locate(['/usr/bin/softspoken']), '/usr/bin/softspoken');
});

test('else it says that there is none', () => {
  assert.equal(locate([]), 'The softspoken program was not found: it is neither in this extension nor on PATH.');
});

test('on Windows the program ends in .exe and PATH is split at semicolons', () => {
  const windows = { platform: 'win32', pathVariable: 'C:\\a;D:\\tools', extensionFolder: 'C:\\extension' } as const;
  assert.equal(locate(['D:\\tools\\softspoken.exe'], windows), 'D:\\tools\\softspoken.exe');
  assert.equal(locate(['C:\\extension\\server\\softspoken.exe'], windows), 'C:\\extension\\server\\softspoken.exe');
});
