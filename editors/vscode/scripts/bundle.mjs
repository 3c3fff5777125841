// Bundles the extension into the one file that the editor loads, and the page of its preview; with --tests, the unit tests too.
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';

const common = { bundle: true, platform: 'node', target: 'node18', format: 'cjs', logLevel: 'warning' };

await build({ ...common, entryPoints: ['src/extension.ts'], outfile: 'out/extension.js', external: ['vscode'], minify: true });
await build({ ...common, platform: 'browser', format: 'iife', target: 'es2022', entryPoints: ['src/panel/panel.ts', 'src/panel/panel.css'], outdir: 'out', minify: true });

if (process.argv.includes('--tests')) {
  const tests = readdirSync('test/unit').filter((name) => name.endsWith('.test.ts'));
  // The tokenizer stays outside: it loads a WebAssembly file that lies next to it.
  const external = ['vscode-textmate', 'vscode-oniguruma'];
  await build({ ...common, entryPoints: tests.map((name) => `test/unit/${name}`), outdir: 'out/unit', external });
}
