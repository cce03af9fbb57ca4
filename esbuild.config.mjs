// Builds dist/: the script tag, the worker, the elements, and dist/esm with its types. `node esbuild.config.mjs`
import { readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { arranged } from './scripts/arranged.mjs';
import { apart, compact, elementsApart, inside, insideWorker, settledVitals } from './scripts/compact.mjs';
import { readStatements, tabStatementsFile } from './scripts/functions-apart.mjs';
import { plainModules } from './scripts/plain-modules.mjs';
import { describeElements } from './scripts/describe-elements.mjs';
import { settledLit } from './scripts/settled-lit.mjs';
import { compactModules, minifyTemplates } from './scripts/minify-templates.mjs';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const here = new URL('.', import.meta.url).pathname;

/** @type {import('esbuild').BuildOptions} */
const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: ['es2022', 'chrome109', 'firefox115', 'safari16.4'],
  define: { __BUILD__: JSON.stringify(process.env['OPS_BUILD'] ?? version) },
  legalComments: 'none',
  logLevel: 'warning',
};

rmSync(new URL('dist', import.meta.url), { recursive: true, force: true });

await Promise.all([
  // Classic scripts: they run as a script tag, in a worker of any kind and, the worker file, in a page.
  build({ ...shared, minify: false, minifySyntax: true, minifyWhitespace: true, entryPoints: { 'prescripto-ops': 'src/tab/script-tag.ts' }, format: 'esm', outdir: 'dist', mangleProps: inside, plugins: [settledVitals, apart, compact({ order: readStatements(tabStatementsFile) })] }),
  // Modules of their own, which the script, and the worker, fetch at the first need.
  build({ ...shared, entryPoints: { 'prescripto-ops.more': 'src/tab/more.ts' }, format: 'esm', outdir: 'dist' }),
  build({ ...shared, entryPoints: { 'prescripto-ops.insights': 'src/tab/insights.ts' }, format: 'esm', outdir: 'dist', mangleProps: /^(shown|told|restart|entry)$/, plugins: [compact({ enclose: false })] }),
  // A service worker, or a part of one: classic, so that any can import it.
  build({ ...shared, entryPoints: { 'prescripto-ops.push': 'src/worker/push-worker.ts' }, format: 'iife', outdir: 'dist' }),
  build({ ...shared, entryPoints: { 'prescripto-ops.source-maps': 'src/worker/source-maps.ts' }, format: 'esm', outdir: 'dist' }),
  build({ ...shared, entryPoints: { 'prescripto-ops.on-demand': 'src/worker/on-demand.ts' }, format: 'esm', outdir: 'dist' }),
  build({ ...shared, entryPoints: { 'prescripto-ops.watch-holds': 'src/worker/watch-holds.ts' }, format: 'esm', outdir: 'dist' }),
  build({ ...shared, minify: false, minifySyntax: true, minifyWhitespace: true, entryPoints: { 'prescripto-ops.worker': 'src/worker/entry.ts' }, format: 'esm', outdir: 'dist', mangleProps: insideWorker, plugins: [arranged(), apart, plainModules, compact({ unsafe: true, order: readStatements() })] }),
  build({
    ...shared,
    entryPoints: {
      'ops-health': 'components/ops-health/define.ts',
      'ops-alerts': 'components/ops-alerts/define.ts',
      'ops-errors': 'components/ops-errors/define.ts',
      'ops-dashboard': 'components/ops-dashboard/define.ts',
      'ops-logs': 'components/ops-logs/define.ts',
      'ops-metrics': 'components/ops-metrics/define.ts',
      'ops-performance': 'components/ops-performance/define.ts',
    },
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    outdir: 'dist/elements',
    plugins: [elementsApart, settledLit, minifyTemplates, compactModules],
  }),
]);

const { status } = spawnSync('node_modules/.bin/tsc', ['-b', 'src/tab', 'src/worker', 'components', '--force'], { cwd: here, stdio: 'inherit' });
describeElements();
process.exitCode = status ?? 1;
