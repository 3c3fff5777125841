// What the server is told, given what stands in settings.json.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverSettings } from '../../src/settings';

function settings(stored: Record<string, unknown>): ReturnType<typeof serverSettings> {
  return serverSettings((key) => stored[key]);
}

test('nothing set', () => {
  assert.deepEqual(settings({}), { lint: { severity: {}, ignore: [] }, hints: { acts: false, samples: false } });
});

test('rules and families pass through as written', () => {
  const stored = { 'lint.severity': { 'tone/blame': 'hint', 'flow/': 'off' }, 'lint.ignore': ['tone/'] };
  assert.deepEqual(settings(stored), {
    lint: { severity: { 'tone/blame': 'hint', 'flow/': 'off' }, ignore: ['tone/'] },
    hints: { acts: false, samples: false },
  });
});

test('a slip in one entry does not cost the others', () => {
  const stored = { 'lint.severity': { 'tone/blame': 'loud', 'tone/hedge': 'error' }, 'lint.ignore': ['tone/', 3, ''] };
  assert.deepEqual(settings(stored), {
    lint: { severity: { 'tone/hedge': 'error' }, ignore: ['tone/'] },
    hints: { acts: false, samples: false },
  });
});

test('a value of the wrong type counts as not set', () => {
  const stored = { 'lint.severity': ['off'], 'lint.ignore': 'tone/', 'hints.acts': 'yes' };
  assert.deepEqual(settings(stored), { lint: { severity: {}, ignore: [] }, hints: { acts: false, samples: false } });
});

test('acts and samples are shown when asked for', () => {
  const shown = (stored: Record<string, unknown>) => settings(stored).hints;
  assert.deepEqual(shown({ 'hints.acts': true, 'hints.samples': 1 }), { acts: true, samples: false });
  assert.deepEqual(shown({ 'hints.samples': true }), { acts: false, samples: true });
});
