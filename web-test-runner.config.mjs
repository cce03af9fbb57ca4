// Browser tests: tab, worker and elements in real browsers of three engines. `npx wtr`, or `ENGINES=firefox,webkit npx wtr --files 'test/browser/worker/*.test.ts'`
import { mkdirSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromeFlags, findChrome, findFirefox, firefoxPreferences } from './scripts/find-browsers.mjs';
import { httpFixture } from './test/support/http-fixture.mjs';
import { webkitLauncher } from './test/support/webkit-launcher.ts';

const root = new URL('.', import.meta.url).pathname;
const results = new URL('node_modules/.cache/test-results/', import.meta.url);

/** The launcher takes every browser that it finds installed for a Chrome. */
const named = (name, launcher) => Object.assign(launcher, { name });
const launchers = {
  // What is to be collected is, when a test asks for it.
  chromium: () => named('Chromium', chromeLauncher({ launchOptions: { executablePath: findChrome(), args: [...chromeFlags.filter((flag) => flag !== '--headless'), '--js-flags=--expose-gc'] } })),
  firefox: () => named('Firefox', chromeLauncher({ launchOptions: { browser: 'firefox', executablePath: findFirefox(), extraPrefsFirefox: firefoxPreferences } })),
  webkit: webkitLauncher,
};
const engines = process.env['ENGINES']?.split(',') ?? Object.keys(launchers);
for (const engine of engines) if (!(engine in launchers)) throw new Error(`ENGINES: expected some of ${Object.keys(launchers).join(', ')}, got "${engine}"`);

/** Leaves the count where `npm test` finds it. A file that did not load is a failure, and so is a test that was skipped. */
const countReporter = {
  onTestRunFinished: ({ sessions }) => {
    const count = { passed: 0, failed: 0, files: [] };
    const add = (suite) => {
      for (const test of suite?.tests ?? []) {
        if (test.skipped) console.error(`skipped: ${test.name}`);
        count[test.passed && !test.skipped ? 'passed' : 'failed']++;
      }
      for (const inner of suite?.suites ?? []) add(inner);
    };
    for (const session of sessions) {
      const before = count.failed;
      add(session.testResults);
      if (!session.passed && count.failed === before) count.failed++;
      if (count.failed > before) count.files.push(relative(root, session.testFile));
    }
    mkdirSync(results, { recursive: true });
    writeFileSync(new URL(`browser-${engines.join('-')}.json`, results), JSON.stringify(count));
  },
};

export default {
  rootDir: root,
  files: 'test/browser/**/*.test.ts',
  nodeResolve: true,
  // Test files share the origin's worker and database: side by side they would see each other's.
  concurrency: 1,
  concurrentBrowsers: 1,
  browsers: engines.map((engine) => launchers[engine]()),
  plugins: [esbuildPlugin({ ts: true, target: 'es2023' })],
  middleware: [httpFixture],
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countReporter],
  testFramework: { config: { timeout: 15_000 } },
};
