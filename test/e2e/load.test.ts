import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { heapOf, workersOf } from '../support/heap.ts';
import { connected, keepEvents, status } from '../support/ops-page.ts';
import { rungs } from '../support/rungs.ts';

declare global {
  interface Window {
    /** Of the load page: says so many things, `burst` at a time. `patient`: waits every thousand until all of it is stored. */
    say: (tab: number, from: number, count: number, burst: number, patient: boolean) => Promise<void>;
  }
}

/** Of twenty: one error, four metrics, three steps (of desk 0 ten), and lines of the log. */
const say = `
const turn = new MessageChannel();
const turns = [];
turn.port1.onmessage = () => turns.shift()();
const yielded = () => new Promise((done) => { turns.push(done); turn.port2.postMessage(0); });
window.say = async (tab, from, count, burst, patient) => {
  const { log, captureError, addBreadcrumb, performanceMonitor } = prescriptoOps;
  for (let n = from; n < from + count; n++) {
    const slot = n % 20;
    if (slot === 0) captureError(new TypeError('Appointment of desk ' + tab + ' has no doctor'), { n });
    else if (slot < 5) performanceMonitor.recordMetric('basket', n % 977, { unit: 'ms', tags: { tab } });
    else if (slot < (tab ? 8 : 15)) addBreadcrumb({ category: 'ui', message: 'A row of the calendar was chosen' });
    else if (n % 1000 === 17) log.security('suspicious_login_attempt', { tab, n });
    else log[slot % 2 ? 'info' : 'warn']('The calendar was opened', { tab, n, view: 'week', doctors: ['doctor_a', 'doctor_b'] });
    if ((n + 1) % burst === 0) await yielded();
    if (patient && (n + 1) % 1000 === 0) await log.query({ limit: 1 });
  }
};`;

const kinds = ['error', 'metric', 'breadcrumb', 'log'] as const;
type Counts = Record<(typeof kinds)[number], number>;

const sum = (counts: Iterable<number>): number => [...counts].reduce((a, b) => a + b, 0);

/** How many of each kind `say` says. */
function wanted(tabs: number, each: number): Counts {
  const counts = { error: 0, metric: 0, breadcrumb: 0, log: 0 };
  for (let tab = 0; tab < tabs; tab++)
    for (let n = 0; n < each; n++) {
      const slot = n % 20;
      counts[slot === 0 ? 'error' : slot < 5 ? 'metric' : slot < (tab ? 8 : 15) ? 'breadcrumb' : 'log']++;
    }
  return counts;
}

/** What a tab observes by itself is left out, so that almost all that there is was said by the test. */
const config = {
  capture: { api: false, console: false, errors: false, vitals: false, resources: false, longTasks: false, clicks: false },
  // Desk 0 says more than that.
  limits: { breadcrumb: 1_500 },
} as const;
/** More than a tab's queue holds. */
const loud = 3_000;
/** Bytes that a heap may grow by. What grows are compiled code and bounded caches; were only the texts of what was said kept, it would be several times as much. */
const growth = { tab: 1e6, worker: 4e6 };

describe('a load', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  const start = () => demos.start({ pages: { 'load.html': opsPage({ config, body: '<script src="/say.js"></script>' }), 'say.js': say } });

  for (const { rung, tabs, each } of [
    { rung: 'shared', tabs: 10, each: 10_000 },
    { rung: 'dedicated', tabs: 3, each: 6_000 },
  ])
    test(`${tabs * each} events of ${tabs} tabs on the rung "${rung}" arrive, or are counted with the reason why not; memory stays bounded`, async () => {
      const demo = await start();
      const pages: Page[] = [];
      for (let tab = 0; tab < tabs; tab++) pages.push((await browser.open(demo.url('load.html'), rungs.find((one) => one.rung === rung)?.prepare)).page);
      for (const page of pages) assert.equal((await connected(page)).worker.rung, rung);
      const first = pages[0]!;
      await eventually(() => Promise.all(pages.map(status)), (all) => all.every(({ tab }) => !tab.unacknowledged));
      // That it is no longer seen a tab notes by itself.
      const idle = (await status(first)).runtime!.received;

      const heaps = async (): Promise<{ readonly tabs: readonly number[]; readonly workers: readonly number[] }> => {
        const workers = await workersOf(browser, demo.url('/'), pages);
        return { tabs: await Promise.all(pages.map(async (page) => heapOf(await page.createCDPSession()))), workers: await Promise.all(workers.map(heapOf)) };
      };
      const heard = each / 10;
      const singly = each / 4;
      const talk = (from: number, count: number, burst: (tab: number) => number) =>
        Promise.all(pages.map((page, tab) => page.evaluate((...args: Parameters<Window['say']>) => window.say(...args), tab, from, count, burst(tab), burst(tab) <= 1_000)));
      await talk(0, heard, () => 20);
      const before = await heaps();
      await talk(heard, singly, () => 1);
      await talk(heard + singly, each - heard - singly - loud, () => 250);
      // More at once than a queue holds, in three of the tabs.
      await talk(each - loud, loud, (tab) => (tab < 3 ? loud : 500));
      await Promise.all(pages.map((page) => page.evaluate(() => window.prescriptoOps.log.query({ limit: 1 }))));

      const seen = await Promise.all(pages.map(status));
      const { received: all, dropped, warnings } = (await status(first)).runtime!;
      const received = Object.fromEntries(kinds.map((kind) => [kind, (all[kind] ?? 0) - (idle[kind] ?? 0)])) as Counts;
      const { queue_full = 0, rate_limit = 0, duplicate: _sentAgain, ...otherwise } = dropped;
      const said = wanted(tabs, each);
      assert.deepEqual([Object.keys(otherwise), warnings], [[], []]);
      // What a tab gave up may stand in the spill that it had written at the error before, which another tab may have handed over: then it is there although it was given up.
      const [taken, both] = [sum(Object.values(received)), sum(Object.values(received)) + queue_full - tabs * each];
      assert.ok(both >= 0 && both <= queue_full, `${taken} were taken in, and ${queue_full} found no room, of ${tabs * each}`);
      for (const kind of kinds) assert.ok(received[kind] <= said[kind], `${received[kind]} of ${said[kind]} ${kind}`);
      assert.equal(queue_full, sum(seen.map(({ tab }) => tab.dropped.queue_full ?? 0)), 'as the tabs counted them');
      assert.ok(queue_full > 0 && queue_full < 3 * loud, `${queue_full} found no room`);
      assert.equal(received.error, said.error, 'what is missed least goes first');
      assert.ok(rate_limit > 0 && rate_limit < received.breadcrumb, `${rate_limit} were too many`);

      // All that was taken in and not too much can be read.
      const lines = await first.evaluate(async (limit: number) => {
        const entries = await window.prescriptoOps.log.query({ limit });
        return [entries.length, new Set(entries.map(({ id }) => id)).size, new Set(entries.map(({ context }) => `${String(context['tab'])} ${String(context['n'])}`)).size];
      }, tabs * each);
      assert.deepEqual(lines, [received.log, received.log, received.log]);
      assert.equal((await first.evaluate(() => window.prescriptoOps.performanceMonitor.setBudget('basket', 1e6))).count, received.metric);
      assert.deepEqual((await first.evaluate(() => window.prescriptoOps.errorTracker.getErrorGroups())).map(({ count }) => count), [received.error]);

      // All that goes to the backend is there, once.
      for (const [kind, count] of [['errors', received.error], ['logs', received.log], ['metrics', received.metric]] as const) {
        const report = await eventually(() => demo.counted(kind), (now) => now.count >= count, { within: 60_000, every: 250 });
        assert.deepEqual([report.count, report.repeats], [count, 0], kind);
      }

      const after = await heaps();
      assert.equal(after.workers.length, rung === 'shared' ? 1 : tabs);
      for (const [at, bytes] of after.tabs.entries()) assert.ok(bytes < before.tabs[at]! + growth.tab, `tab ${at}: ${before.tabs[at]} bytes, then ${bytes}`);
      for (const [at, bytes] of after.workers.entries()) assert.ok(bytes < before.workers[at]! + growth.worker, `worker ${at}: ${before.workers[at]} bytes, then ${bytes}`);
    });

  test('a storm of errors in one tab is dispatched in all of them, each once and in order', async () => {
    const demo = await start();
    const pages: Page[] = [];
    for (let tab = 0; tab < 3; tab++) pages.push((await browser.open(demo.url('load.html'), keepEvents)).page);
    await Promise.all(pages.map(connected));
    await pages[0]!.evaluate(() => {
      for (let n = 0; n < 450; n++) window.prescriptoOps.captureError(new Error('The calendar is broken'), { n });
    });
    for (const page of pages) {
      const seen = () => page.evaluate(() => window.seenEvents.filter(({ name }) => name === 'error.captured').map(({ detail }) => (detail['appContext'] as { n: number }).n));
      await eventually(seen, ({ length }) => length >= 450);
      assert.deepEqual(await seen(), Array.from({ length: 450 }, (_, n) => n));
    }
  });
});
