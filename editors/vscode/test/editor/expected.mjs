// What the window must show, taken from elsewhere than the language server: findings and their fixes from the command
// line, wording from the shipped pack.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// Findings of `softspoken check` on a folder, in the JSON of the published format.
export function findings(binary, folder, rule) {
  const run = spawnSync(binary, ['check', '.', '--format', 'json', '--fail-on', 'never', '--no-cache'], { cwd: folder, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`softspoken check ended with status ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout).findings.filter((finding) => finding.rule === rule);
}

export function quoted(finding, folder) {
  const bytes = readFileSync(path.join(folder, finding.path));
  return bytes.subarray(finding.range.start.offset, finding.range.end.offset).toString();
}

// The place as VS Code writes it: lines from 1, columns from 1 in UTF-16 units.
export function place(finding, folder) {
  const before = readFileSync(path.join(folder, finding.path)).subarray(0, finding.range.start.offset).toString();
  const lines = before.split(/\r\n|\r|\n/);
  return `[Ln ${lines.length}, Col ${lines.at(-1).length + 1}]`;
}

// The file after the finding's first fix.
export function fixed(finding, folder) {
  let bytes = readFileSync(path.join(folder, finding.path));
  const edits = finding.fixes[0].edits.toSorted((a, b) => b.range.start.offset - a.range.start.offset);
  for (const { range, text } of edits) {
    bytes = Buffer.concat([bytes.subarray(0, range.start.offset), Buffer.from(text), bytes.subarray(range.end.offset)]);
  }
  return bytes.toString();
}

// Title of a technique and reason of a rule, as the shipped packs have them.
export function explanation(packs, technique, rule) {
  const title = entry(packs, technique).match(/^title = "(.*)"$/m);
  const why = entry(packs, rule).match(/^why = """(.*?)"""$/ms);
  if (!title || !why) throw new Error(`${packs} says nothing of ${technique} or ${rule}`);
  return { title: title[1], why: why[1] };
}

// What stands below an id, up to the next one.
function entry(packs, id) {
  const files = readdirSync(packs, { recursive: true }).filter((name) => name.endsWith('.toml'));
  const parts = files.flatMap((name) => readFileSync(path.join(packs, name), 'utf8').split(/^id = /m));
  return parts.find((part) => part.startsWith(`"${id}"\n`)) ?? '';
}
