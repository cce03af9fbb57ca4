import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { build } from 'esbuild';

const root = new URL('../..', import.meta.url).pathname;

/** Bundles a few lines as an application of the package would, by its published names; the answer is what a page loads at first. */
async function bundle(code: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'ts' },
    bundle: true,
    splitting: true,
    metafile: true,
    write: false,
    outdir: `${root}dist/none`,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  });
  const first = new Set<string>();
  const visit = (path: string): void => {
    if (first.has(path)) return;
    first.add(path);
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? []) if (kind === 'import-statement') visit(next);
  };
  visit(Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint) ?? '');
  return outputFiles.filter(({ path }) => [...first].some((name) => path.endsWith(name.slice(name.lastIndexOf('/'))))).map(({ text }) => text).join('\n');
}

test('an application with a bundler imports the package by its published names', async () => {
  await bundle(`import { startOps, stopOps, log, errorTracker, captureError, captureException, captureMessage, setUser, setContext, alertingService, healthCheckService, performanceMonitor } from 'prescripto-ops';
    export default [startOps, stopOps, log, errorTracker, captureError, captureException, captureMessage, setUser, setContext, alertingService, healthCheckService, performanceMonitor];`);
  await bundle(`import { log } from 'prescripto-ops/services/LoggingService';
    import alertingService from 'prescripto-ops/services/AlertingService';
    import healthCheckService from 'prescripto-ops/services/HealthCheckService';
    import errorTracker from 'prescripto-ops/services/ErrorTrackingService';
    import performanceMonitor from 'prescripto-ops/services/PerformanceMonitoringService';
    export default [log, alertingService, healthCheckService, errorTracker, performanceMonitor];`);
});

for (const [name, type] of [['ops-health', 'OpsHealth'], ['ops-alerts', 'OpsAlerts'], ['ops-errors', 'OpsErrors']] as const) {
  test(`<${name}> is importable as a class without defining anything, and by \`define\``, async () => {
    const defines = new RegExp(`define\\w*\\(["']${name}["']`, 'i');
    assert.doesNotMatch(await bundle(`import { ${type} } from 'prescripto-ops/elements/${name}'; export default ${type};`), defines);
    assert.match(await bundle(`import 'prescripto-ops/elements/${name}/define';`), defines);
  });
}

test('every published name has a file and its types', () => {
  const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { exports: Record<string, string | { types: string; default: string }> };
  for (const [name, target] of Object.entries(exports)) {
    const stars = name.includes('services') ? ['LoggingService', 'AlertingService', 'HealthCheckService', 'ErrorTrackingService', 'PerformanceMonitoringService'] : ['ops-health', 'ops-alerts', 'ops-errors'];
    for (const file of typeof target === 'string' ? [target] : Object.values(target))
      for (const star of file.includes('*') ? stars : ['']) assert.ok(existsSync(root + file.replaceAll('*', star)), `${name}: ${file.replaceAll('*', star)}`);
  }
});

test('a server imports classes, definitions and the tab\'s API where there is no window', () => {
  const names = ['ops-health', 'ops-alerts', 'ops-errors', 'ops-performance', 'ops-logs', 'ops-metrics', 'ops-dashboard'];
  const paths = ['prescripto-ops', 'prescripto-ops/services/LoggingService', ...names.flatMap((name) => [`prescripto-ops/elements/${name}`, `prescripto-ops/elements/${name}/define`])];
  const code = `if (typeof window !== 'undefined') throw new Error('a window'); for (const path of ${JSON.stringify(paths)}) if (!Object.keys(await import(path)).length && !path.endsWith('define')) throw new Error(path);`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('the manifest, custom data and JSX types name files that are there', () => {
  const { customElements } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { customElements: string };
  const { modules } = JSON.parse(readFileSync(root + customElements, 'utf8')) as { modules: readonly { path: string }[] };
  assert.equal(modules.length, 7);
  for (const { path } of modules) assert.ok(existsSync(root + path), path);
  const { tags } = JSON.parse(readFileSync(`${root}dist/vscode.html-custom-data.json`, 'utf8')) as { tags: readonly { name: string }[] };
  assert.deepEqual(tags.map(({ name }) => name).sort(), ['ops-alerts', 'ops-dashboard', 'ops-errors', 'ops-health', 'ops-logs', 'ops-metrics', 'ops-performance']);
  for (const [, path = ''] of readFileSync(`${root}dist/elements-jsx.d.ts`, 'utf8').matchAll(/from "\.\/(.*?)"/g)) assert.ok(existsSync(`${root}dist/${path}`), path);
});

test('types: what a React and a plain page write about the elements compiles, and what is wrong is refused', () => {
  const { status, stdout } = spawnSync(`${root}node_modules/.bin/tsc`, ['-p', 'test/hosts/typed'], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});
