import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { build } from 'esbuild';

const root = new URL('../..', import.meta.url).pathname;

/** Bundles a few lines as an application of the package would, by its published names. */
async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({ stdin: { contents: code, resolveDir: root, loader: 'ts' }, bundle: true, write: false, format: 'esm', target: 'es2022', logLevel: 'silent' });
  return outputFiles[0]?.text ?? '';
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
    assert.doesNotMatch(await bundle(`import { ${type} } from 'prescripto-ops/elements/${name}'; export default ${type};`), /customElements\.define\(/);
    assert.match(await bundle(`import 'prescripto-ops/elements/${name}/define';`), /customElements\.define\(/);
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
