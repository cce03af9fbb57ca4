import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CDPSession, Page } from 'puppeteer-core';
import type { OpsOptions } from '../../src/contract/config.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { countOf, heapOf, workersOf } from '../support/heap.ts';
import { connected, group, groups, status, throwIn } from '../support/ops-page.ts';

const rounds = 100;
/** Bytes that a heap may grow by in all: compiled code, bounded caches. A page that is kept takes more than that. */
const growth = 1.5e6;

type Counts = Readonly<Record<string, number>>;

/** What a connection could leave behind. */
async function count(session: CDPSession): Promise<Counts> {
  const found: Record<string, number> = {};
  for (const name of ['MessagePort', 'BroadcastChannel', 'IDBDatabase', 'IDBTransaction', 'AbortController', 'WebSocket']) found[name] = await countOf(session, `${name}.prototype`);
  return found;
}

/** How many listeners window and document have, by type. */
async function listeners(session: CDPSession): Promise<Counts> {
  const found: Record<string, number> = {};
  for (const expression of ['window', 'document']) {
    const { result } = await session.send('Runtime.evaluate', { expression });
    for (const { type } of (await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId! })).listeners) found[`${expression} ${type}`] = (found[`${expression} ${type}`] ?? 0) + 1;
  }
  return found;
}

describe(`${rounds} connects and disconnects`, () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  // web-vitals cannot be stopped: its observers and listeners stay with the page, and say nothing any more. They are not what this is about.
  const config: OpsOptions = { capture: { vitals: false } };
  const pages = { 'desk.html': opsPage({ config }), 'other.html': opsPage({ config }) };
  const open = async () => {
    const demo = await demos.start({ pages });
    const { page, problems } = await browser.open(demo.url('desk.html'));
    assert.equal((await connected(page)).worker.rung, 'shared');
    const [worker, ...others] = await workersOf(browser, demo.url('/'), [page]);
    assert.deepEqual(others, []);
    return { demo, page, problems, worker: worker! };
  };
  /** Everything works as at the start, and nobody is thought to be there who is not. */
  const assertWell = async (page: Page, alive: number): Promise<void> => {
    await throwIn(page, 'after all that');
    assert.equal((await group(page, 'after all that')).count, 1);
    assert.equal((await groups(page)).length, 1);
    const { runtime } = await eventually(() => status(page), (now) => now.runtime?.tabs.length === alive, { within: 15_000 });
    assert.deepEqual(runtime?.warnings, []);
    assert.deepEqual(await page.evaluate(() => navigator.locks.query()), { held: [], pending: [] });
  };

  test('of one page that is loaded again and again, and of tabs that come and go, leave nothing in the worker', async () => {
    const { demo, page, problems, worker } = await open();
    const round = async (n: number): Promise<void> => {
      if (n % 2) await page.reload();
      await connected(page);
      if (n % 2) return;
      const other = await browser.open(demo.url('other.html'));
      await connected(other.page);
      await other.page.close();
    };
    for (let n = 0; n < 10; n++) await round(n);
    const before = { counts: await count(worker), heap: await heapOf(worker) };
    for (let n = 0; n < rounds; n++) await round(n);
    await page.bringToFront();
    const counts = await eventually(() => count(worker), (now) => now['MessagePort'] === before.counts['MessagePort'], { every: 500 });
    assert.deepEqual({ ...counts, IDBTransaction: 0 }, { ...before.counts, IDBTransaction: 0 });
    assert.ok(counts['IDBTransaction']! < 20, `${counts['IDBTransaction']} transactions`);
    const heap = await heapOf(worker);
    assert.ok(heap < before.heap + growth, `${before.heap} bytes, then ${heap}`);
    await assertWell(page, 1);
    assert.deepEqual(problems().filter((line) => !line.includes('after all that')), []);
  });

  test('of one page that stops and starts leave no port, channel or listener in it', async () => {
    const { page, problems, worker } = await open();
    const session = await page.createCDPSession();
    const stop = () => page.evaluate(() => window.prescriptoOps.stopOps());
    const round = async (): Promise<void> => {
      await stop();
      await page.evaluate((given: OpsOptions) => window.prescriptoOps.startOps({ ...given, app: 'clinic', endpoint: '/', workerUrl: '/ops/prescripto-ops.worker.js' }), config);
      await connected(page);
    };
    for (let n = 0; n < 10; n++) await round();
    const look = async () => ({ page: await count(session), worker: await count(worker), listeners: await listeners(session), heaps: [await heapOf(session), await heapOf(worker)] as const });
    const first = await look();
    for (let n = 0; n < rounds; n++) await round();
    const last = await look();
    // One may just be under way, or not.
    assert.deepEqual([{ ...last.worker, IDBTransaction: 0 }, last.listeners], [{ ...first.worker, IDBTransaction: 0 }, first.listeners]);
    assert.equal(first.page['BroadcastChannel'], 1);
    // Chromium keeps each SharedWorker object until its document goes (blink::SharedWorkerClient), and with it a port, which is closed: the worker has but one.
    assert.deepEqual(last.page, { ...first.page, MessagePort: await countOf(session, 'SharedWorker.prototype') });
    for (const [at, heap] of last.heaps.entries()) assert.ok(heap < first.heaps[at]! + growth, `${first.heaps[at]} bytes, then ${heap}`);
    await assertWell(page, 1);

    await stop();
    const { MessagePort: _ports, ...rest } = await count(session);
    assert.deepEqual([...new Set(Object.values(rest))], [0]);
    assert.deepEqual(await listeners(session), { 'window test:throw': 1 }, 'the one of the page itself');
    assert.deepEqual(problems().filter((line) => !line.includes('after all that')), []);
  });
});
