import assert from 'node:assert/strict';
import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { distDir, opsPage, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, group, status, throwIn } from '../support/ops-page.ts';

const workerFile = 'prescripto-ops.worker.js';
/** The page's own script, after ours. */
const alive = `document.addEventListener('DOMContentLoaded', () => document.body.append('The page lives.'));`;

const own = (problems: readonly string[]): string[] => problems.filter((line) => /prescripto/i.test(line.replace(/ https?:\S*$/, '')));
const lives = (page: Page): Promise<string> => eventually(() => page.evaluate(() => document.body.textContent ?? ''), (text) => text.includes('The page lives.'));

describe('bad input', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  const page = (given: Parameters<typeof opsPage>[0] = {}): string => opsPage({ ...given, body: '<script src="/alive.js"></script>' });

  const wrongOptions: readonly (readonly [name: string, config: string, message: RegExp])[] = [
    ['an unknown option', '{"capture":{"apii":"wrap"}}', /option "capture\.apii": expected one of api, console, .*an unknown option/],
    ['an option of the wrong kind', '{"health":{"failureThreshold":"three"}}', /option "health\.failureThreshold": expected a number, got "three"/],
    ['data-config that is no JSON', '{"capture":', /data-config.*JSON/],
    ['data-config that names an element which is not there', '#no-such-element', /data-config.*#no-such-element/],
  ];
  for (const [name, config, message] of wrongOptions) {
    test(`${name}: one message that says what is wrong, the page lives, and what is logged waits for a start that is right`, async () => {
      const demo = await demos.start({ pages: { 'wrong.html': page({ attributes: { 'data-config': config } }), 'alive.js': alive } });
      const { page: tab, problems } = await browser.open(demo.url('wrong.html'));
      await lives(tab);
      await tab.evaluate(() => window.prescriptoOps.log.info('logged all the same'));
      // The runtime reads the options: its answer is a moment away.
      await eventually(() => problems(), (lines) => lines.length > 0);
      assert.equal(problems().length, 1, problems().join('\n'));
      assert.equal((await status(tab)).worker.connected, false);
      assert.match(problems()[0]!, /^error: /);
      assert.match(problems()[0]!, message);
      await tab.evaluate(() => window.prescriptoOps.startOps({ endpoint: '/', workerUrl: '/ops/prescripto-ops.worker.js' }));
      const { items } = await demo.arrived('logs', (entries) => entries.length > 0);
      assert.deepEqual(items.map((item) => item['message']), ['logged all the same']);
      assert.equal(problems().length, 1);
    });
  }

  test('a missing worker file: one message that says what to do, the page lives, and what was captured is delivered when it is back', async () => {
    const dist = await demos.folder();
    await cp(distDir, dist, { recursive: true });
    await rename(join(dist, workerFile), join(dist, 'away.js'));
    const demo = await demos.start({ dist, pages: { 'page.html': page(), 'alive.js': alive } });
    const { page: tab, problems } = await browser.open(demo.url('page.html'));
    await lives(tab);
    await throwIn(tab, 'kept without a worker', 'PatientError');
    await tab.evaluate(() => window.prescriptoOps.log.info('a line without a worker'));
    await eventually(() => own(problems()), (lines) => lines.length > 0, { within: 20_000 });
    const { worker, tab: queue } = await status(tab);
    assert.deepEqual([worker.rung, worker.connected], ['none', false]);
    assert.match(worker.reason, /shared: .*dedicated: .*page: /);
    assert.ok(queue.queued >= 2);
    const [message] = own(problems());
    assert.ok(message?.includes(demo.url(`ops/${workerFile}`)) && message.includes('data-worker'), String(message));

    await rename(join(dist, 'away.js'), join(dist, workerFile));
    await tab.reload();
    await lives(tab);
    await connected(tab);
    assert.equal((await group(tab, 'PatientError: kept without a worker')).count, 1);
    const errors = await demo.arrived('errors', (items) => items.some((item) => item['name'] === 'PatientError'));
    assert.equal(errors.items.filter((item) => item['name'] === 'PatientError').length, 1);
    await demo.arrived('logs', (items) => items.some((item) => item['message'] === 'a line without a worker'));
    assert.equal(own(problems()).length, 1, own(problems()).join('\n'));
  });

  const refusals: readonly (readonly [name: string, prelude: string])[] = [
    ['throws', `IDBFactory.prototype.open = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };`],
    // As Chromium does with a profile whose database cannot be opened: an open database of a later version is refused with an event.
    ['answers with an error', `{ const { open } = IDBFactory.prototype; IDBFactory.prototype.open = function () { const request = open.call(this, 'unreadable', 1); request.addEventListener('upgradeneeded', () => request.transaction.abort()); return request; }; }`],
  ];
  for (const [name, prelude] of refusals) {
    test(`IndexedDB that ${name}: everything goes on in memory, shared by the tabs, and getStatus() says so`, async () => {
      const dist = await demos.folder();
      await cp(distDir, dist, { recursive: true });
      await writeFile(join(dist, workerFile), `${prelude}\n${await readFile(join(distDir, workerFile), 'utf8')}`);
      const demo = await demos.start({ dist, pages: { 'page.html': page(), 'alive.js': alive } });
      const first = await browser.open(demo.url('page.html'));
      const second = await browser.open(demo.url('page.html'));
      for (const { page: tab } of [first, second]) {
        const { runtime } = await connected(tab);
        assert.equal(runtime?.store.kind, 'memory');
        assert.match(runtime?.store.reason ?? '', /IndexedDB is not available: \S/);
        assert.ok(runtime?.warnings.some((warning) => /nothing is remembered.*IndexedDB/.test(warning)), JSON.stringify(runtime?.warnings));
      }
      await throwIn(first.page, 'kept in memory', 'VolatileError');
      await group(second.page, 'VolatileError: kept in memory');
      const { repeats } = await demo.arrived('errors', (items) => items.length === 1);
      assert.equal(repeats, 0);
      assert.deepEqual([...first.problems(), ...second.problems()].filter((line) => !line.includes('kept in memory')), []);
    });
  }

  test('a sandboxed frame, where workers, IndexedDB and localStorage are refused: it works in the page and in memory', async () => {
    const demo = await demos.start({ pages: { 'page.html': page(), 'alive.js': alive } });
    const host = `<!doctype html><title>host</title><link rel="icon" href="/favicon.svg" /><iframe sandbox="allow-scripts" src="${demo.url('page.html')}"></iframe>`;
    const outer = await demos.start({ pages: { 'host.html': host } });
    const { page: tab, problems } = await browser.open(outer.url('host.html'), (page) => page.setBypassCSP(true));
    const frame = (await eventually(() => tab.frames().find((one) => one.url() === demo.url('page.html')), (found) => found !== undefined))!;
    const { worker, runtime } = await eventually(() => frame.evaluate(() => window.prescriptoDebug.getStatus()), (answer) => answer.worker.connected, { within: 20_000 });
    assert.deepEqual([worker.rung, runtime?.store.kind], ['page', 'memory']);
    await frame.evaluate(() => window.prescriptoOps.captureException(new RangeError('in a sandbox')));
    await demo.arrived('errors', (items) => items.some((item) => item['message'] === 'in a sandbox'));
    assert.deepEqual(problems(), []);
  });

  for (const mode of ['nonsense', '500', 'refuse', '429'] as const) {
    test(`a backend whose answer is "${mode}": nothing is lost, the console stays quiet, and all is delivered once it is repaired`, async () => {
      const demo = await demos.start({ pages: { 'page.html': page(), 'alive.js': alive } });
      await demo.fault({ modes: Object.fromEntries(['logs', 'errors', 'metrics', 'health', 'notifications'].map((group) => [group, { mode, retryAfter: 1 }])) });
      const { page: tab, problems } = await browser.open(demo.url('page.html'));
      await connected(tab);
      await throwIn(tab, 'told when you are well again', 'WaitingError');
      await tab.evaluate(() => {
        for (let line = 0; line < 20; line++) window.prescriptoOps.log.info(`line ${line}`);
      });
      await group(tab, 'WaitingError');
      await tab.evaluate(() => window.prescriptoDebug.flush());
      const database = await tab.evaluate(() => window.prescriptoOps.healthCheckService.forceHealthCheck('database_connectivity'));
      assert.notEqual(database.status, 'HEALTHY');
      const waiting = async () => (await status(tab)).runtime?.delivery.filter(({ endpoint }) => endpoint === 'logs' || endpoint === 'errors') ?? [];
      await eventually(waiting, (both) => both.length === 2 && both.every(({ queued, lastError }) => queued > 0 && lastError));
      assert.equal((await demo.received('errors')).count, 0);

      await demo.repair();
      // By itself: the longer it was broken, the longer may be the wait for the next try.
      const next = Math.max(0, ...(await waiting()).map(({ nextTry }) => (nextTry ?? 0) - Date.now()));
      const logs = await demo.arrived('logs', (items) => items.length >= 20, next + 60_000);
      assert.deepEqual(new Set(logs.items.map((item) => item['message'])), new Set(Array.from({ length: 20 }, (_, line) => `line ${line}`)));
      await demo.arrived('errors', (items) => items.some((item) => item['name'] === 'WaitingError'), next + 60_000);
      assert.ok(own(problems()).length <= 1, own(problems()).join('\n'));
      assert.deepEqual(problems().filter((line) => !own([line]).length && !line.includes('told when you are well again')), []);
    });
  }
});
