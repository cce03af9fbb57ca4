// Browser tests: tab, worker and elements in a real Chromium. `wtr`, or `wtr --files 'test/browser/worker/*.test.ts'`
import { mkdirSync, writeFileSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromeFlags, findChrome } from './scripts/find-browsers.mjs';
import { httpFixture } from './test/support/http-fixture.mjs';

const results = new URL('node_modules/.cache/test-results/', import.meta.url);

/** Leaves the count where `npm test` finds it. A file that did not load is a failure. */
const countReporter = {
  onTestRunFinished: ({ sessions }) => {
    const count = { passed: 0, failed: 0 };
    const add = (suite) => {
      for (const test of suite?.tests ?? []) count[test.passed ? 'passed' : 'failed']++;
      for (const inner of suite?.suites ?? []) add(inner);
    };
    for (const session of sessions) {
      const before = count.failed;
      add(session.testResults);
      if (!session.passed && count.failed === before) count.failed++;
    }
    mkdirSync(results, { recursive: true });
    writeFileSync(new URL('browser.json', results), JSON.stringify(count));
  },
};

export default {
  rootDir: new URL('.', import.meta.url).pathname,
  files: 'test/browser/**/*.test.ts',
  nodeResolve: true,
  // Test files share the origin's worker and database: side by side they would see each other's.
  concurrency: 1,
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: findChrome(), args: chromeFlags.filter((flag) => flag !== '--headless') } }),
  ],
  plugins: [esbuildPlugin({ ts: true, target: 'es2023' })],
  middleware: [httpFixture],
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countReporter],
  testFramework: { config: { timeout: 15_000 } },
};
