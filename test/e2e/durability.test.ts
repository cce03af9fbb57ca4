import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { distDir, opsPage, type TestDemo, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, group, keepEvents, status, throwIn } from '../support/ops-page.ts';
import { createProfile, type Profile } from '../support/profile.ts';
import { rungs } from '../support/rungs.ts';

const database = 'prescripto-ops';

/** An error goes all the way: captured, stored, shown, dispatched, delivered. */
async function works(page: Page, demo: TestDemo, name: string): Promise<void> {
  await throwIn(page, 'all the way', name);
  assert.equal((await group(page, name, 20_000)).count, 1);
  await eventually(() => page.evaluate((name: string) => window.seenEvents.filter((seen) => seen.name === 'error.captured' && seen.detail['name'] === name).length, name), (count) => count === 1);
  const { items } = await demo.arrived('errors', (items) => items.some((item) => item['name'] === name), 30_000);
  assert.equal(items.filter((item) => item['name'] === name).length, 1);
}

/** Waits until the runtime answers, and says which store it has. */
const store = async (page: Page) => {
  const { runtime } = await connected(page);
  return { kind: runtime?.store.kind, reason: runtime?.store.reason, warnings: runtime?.warnings.filter((warning) => warning.includes('remembered')) };
};

/** Each row of the database, in each table, as a later build may write it. */
const rewriteRows = (page: Page) =>
  page.evaluate(async (database: string) => {
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open(database);
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error!);
    });
    const names = [...db.objectStoreNames];
    const tx = db.transaction(names, 'readwrite');
    let rows = 0;
    for (const name of names) {
      const table = tx.objectStore(name);
      table.openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
        if (!cursor) return;
        rows++;
        cursor.update({ ...(cursor.value as object), fromALaterBuild: { unknown: [1, 2, 3] } });
        cursor.continue();
      };
    }
    await new Promise((done, fail) => {
      tx.oncomplete = done;
      tx.onabort = () => fail(tx.error!);
    });
    const { version } = db;
    db.close();
    return { names, rows, version };
  }, database);

describe('durability', () => {
  const demos = testDemos();
  let profile: Profile;
  let demo: TestDemo;
  const pages = { 'one.html': opsPage(), 'two.html': opsPage(), 'bare.html': '<!doctype html><title>A page of somebody else</title>' };
  before(async () => {
    profile = await createProfile();
  });
  // An origin of its own for each test, and so a database.
  beforeEach(async () => {
    demo = await demos.start({ pages });
  });
  after(() => profile.remove());
  const open = (path: string): Promise<Page> => profile.open(demo.url(path), keepEvents);

  test('a database that a page deletes, or that a person clears, is begun anew while the runtime goes on', async () => {
    const page = await open('one.html');
    assert.equal((await store(page)).kind, 'indexeddb');
    await works(page, demo, 'BeforeError');
    await page.evaluate((name: string) => new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done)), database);
    await works(page, demo, 'DeletedError');
    const session = await page.createCDPSession();
    await session.send('Storage.clearDataForOrigin', { origin: new URL(demo.url('')).origin, storageTypes: 'indexeddb' });
    await works(page, demo, 'ClearedError');
    assert.deepEqual(await store(page), { kind: 'indexeddb', reason: '', warnings: [] });
    const { tab, runtime } = await eventually(() => status(page), ({ runtime, tab }) => runtime?.tabs.some(({ tabId }) => tabId === tab.tabId) === true);
    assert.equal(runtime?.tabs.length, 1, tab.tabId);
    assert.equal(runtime?.leader, true);
    const { items } = await demo.received('errors');
    assert.equal(items.length, 3);
  });

  test('a database that is cleared again and again, also in the midst of being opened, is opened once more', async () => {
    const page = await open('one.html');
    const session = await page.createCDPSession();
    for (let round = 0; round < 40; round++) {
      await throwIn(page, `round ${round}`, 'LoopError');
      await pause((round * 37) % 120);
      await session.send('Storage.clearDataForOrigin', { origin: new URL(demo.url('')).origin, storageTypes: 'indexeddb' });
      assert.deepEqual(await store(page), { kind: 'indexeddb', reason: '', warnings: [] }, `round ${round}`);
    }
    await works(page, demo, 'CalmError');
  });

  test('a page of somebody else that holds an old database and will not let go: memory, and it says so', async () => {
    const stranger = await open('bare.html');
    await stranger.evaluate((name: string) => new Promise((done) => (indexedDB.open(name, 1).onsuccess = done)), database);
    const page = await open('one.html');
    const { kind, reason, warnings } = await store(page);
    assert.deepEqual([kind, reason], ['memory', 'IndexedDB is not available: Error: another page keeps an older version of the database open']);
    assert.deepEqual(warnings, [`nothing is remembered past this worker: ${reason}`]);
    await works(page, demo, 'BlockedError');
    await stranger.close();
    // It looks again, after 5, 10, 20 and 40 seconds, and from the beginning.
    assert.deepEqual(await eventually(() => store(page), ({ kind }) => kind === 'indexeddb', { within: 60_000, every: 1_000 }), { kind: 'indexeddb', reason: '', warnings: [] });
    assert.equal((await group(page, 'BlockedError')).count, 1, 'what memory held is in the database');
    await page.reload();
    await connected(page);
    assert.equal((await group(page, 'BlockedError')).count, 1);
    await works(page, demo, 'AfterwardsError');
    assert.equal((await demo.received('errors')).repeats, 0);
  });

  test('where IndexedDB is refused, the runtime in the page goes on in memory and says so', async () => {
    const inPage = rungs.find(({ rung }) => rung === 'page');
    const page = await profile.open(demo.url('one.html'), async (page) => {
      await keepEvents(page);
      await inPage?.prepare(page);
      await page.evaluateOnNewDocument(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        };
      });
    });
    assert.deepEqual(await store(page), {
      kind: 'memory',
      reason: 'IndexedDB is not available: SecurityError: The operation is insecure.',
      warnings: ['nothing is remembered past this worker: IndexedDB is not available: SecurityError: The operation is insecure.'],
    });
    await works(page, demo, 'RefusedError');
  });

  test('in a sandboxed frame, where there is neither origin nor worker nor database, it goes on in memory and says so', async () => {
    const page = await profile.open(demo.url('bare.html'), async (page) => {
      await keepEvents(page);
      // The demo's own policy would allow no frame.
      await page.setBypassCSP(true);
    });
    await page.evaluate((src: string) => {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      frame.src = src;
      document.body.append(frame);
    }, demo.url('one.html'));
    const frame = (await eventually(() => page.frames().find((one) => one.url().endsWith('one.html')), (found) => found !== undefined)) as unknown as Page;
    await frame.waitForFunction(() => 'prescriptoDebug' in window);
    const { worker, runtime } = await connected(frame);
    assert.equal(worker.rung, 'page');
    assert.equal(runtime?.store.kind, 'memory');
    assert.match(runtime?.store.reason ?? '', /SecurityError/);
    // What is thrown there is a "Script error." of a stranger.
    await frame.evaluate(() => window.prescriptoOps.captureException(Object.assign(new Error('in a sandbox'), { name: 'SandboxError' })));
    await demo.arrived('errors', (items) => items.some((item) => item['name'] === 'SandboxError'), 30_000);
    // A script of another origin, which every script is to such a frame, cannot import: what is loaded on demand is refused by its name.
    await assert.rejects(frame.evaluate(() => window.prescriptoOps.errorTracker.getErrorGroups()), /prescripto-ops\.on-demand\.js/);
    assert.equal((await frame.evaluate(() => window.prescriptoOps.healthCheckService.getAllHealthChecks())).length, 15);
  });

  test('damaged files: what the browser mends is begun anew, what it cannot open is left alone for memory', async () => {
    const damage = async (how: (folder: string) => Promise<void>): Promise<void> => {
      await profile.quit();
      const { port } = new URL(demo.url(''));
      await how(join(profile.folder, 'Default', 'IndexedDB', `http_127.0.0.1_${port}.indexeddb.leveldb`));
    };
    const first = await open('one.html');
    await works(first, demo, 'WholeError');

    await damage(async (folder) => {
      const files = await readdir(folder);
      assert.ok(files.some((file) => file.startsWith('MANIFEST')), `no database in ${files.join()}`);
      for (const file of files) if (!file.startsWith('LO')) await writeFile(join(folder, file), Buffer.alloc(20_000, 'damaged '));
    });
    const second = await open('one.html');
    assert.equal((await store(second)).kind, 'indexeddb');
    assert.equal((await second.evaluate(() => window.prescriptoOps.errorTracker.getErrorGroups())).length, 0);
    await works(second, demo, 'MendedError');

    await damage(async (folder) => {
      await rm(folder, { recursive: true });
      await writeFile(folder, 'no folder any more');
    });
    const third = await open('one.html');
    const { kind, reason } = await store(third);
    assert.equal(kind, 'memory');
    assert.match(reason ?? '', /^IndexedDB is not available: UnknownError/);
    await works(third, demo, 'MemoryError');
  });

  test('two builds side by side, an upgrade under an open tab, and a downgrade: nobody stands still and no row is lost', async () => {
    const later = await demos.folder();
    await cp(distDir, later, { recursive: true });
    const script = await readFile(join(later, 'prescripto-ops.worker.js'), 'utf8');
    const raised = script.replace('"outbox","meta"]', '"outbox","meta","of-a-later-build"]').replace(/build:"[^"]+"/, 'build:"99.0.0"');
    assert.ok(raised.includes('"of-a-later-build"]') && raised.includes('build:"99.0.0"'));
    await writeFile(join(later, 'later.worker.js'), raised);
    demo = await demos.start({ dist: later, pages: { 'one.html': opsPage(), 'later.html': opsPage({ attributes: { 'data-worker': '/ops/later.worker.js' } }) } });

    const old = await open('one.html');
    await works(old, demo, 'OldError');
    const newer = await open('later.html');
    assert.equal((await connected(newer)).worker.build, '99.0.0');
    await works(newer, demo, 'NewerError');
    await works(old, demo, 'StillError');
    for (const page of [old, newer]) {
      assert.deepEqual(await store(page), { kind: 'indexeddb', reason: '', warnings: [] });
      for (const name of ['OldError', 'NewerError', 'StillError']) assert.equal((await group(page, name)).count, 1);
    }
    const { names, rows, version } = await rewriteRows(newer);
    assert.ok(names.includes('of-a-later-build'));
    assert.ok(rows > 10, `${rows} rows`);

    await profile.quit();
    const downgraded = await open('one.html');
    assert.notEqual((await connected(downgraded)).worker.build, '99.0.0');
    assert.deepEqual(await store(downgraded), { kind: 'indexeddb', reason: '', warnings: [] });
    for (const name of ['OldError', 'NewerError', 'StillError']) assert.equal((await group(downgraded, name)).count, 1);
    await works(downgraded, demo, 'DowngradedError');
    const answers = await downgraded.evaluate(async () => {
      const { alertingService, healthCheckService, performanceMonitor, log, errorTracker } = window.prescriptoOps;
      await alertingService.triggerAlert('data_sync_failure', {});
      return [await alertingService.getActiveAlerts(), await healthCheckService.getAllHealthChecks(), await performanceMonitor.getBudgets(), await log.query(), await errorTracker.getErrorStats(), (await healthCheckService.forceHealthCheck('api_connectivity')).status];
    });
    assert.ok(answers.every((answer) => answer));
    const after = await rewriteRows(downgraded);
    assert.deepEqual([after.version, after.names.includes('of-a-later-build')], [version, true], 'an older build lowers nothing');
    assert.equal((await demo.received('errors')).repeats, 0);
  });

  test('an outage of the backend is one line in the console, however long it is and however many endpoints notice; the next one has its own', async () => {
    const inPage = rungs.find(({ rung }) => rung === 'page');
    const lines: string[] = [];
    const page = await profile.open(demo.url('one.html'), async (page) => {
      await keepEvents(page);
      await inPage?.prepare(page);
      page.on('console', (message) => {
        if (message.text().startsWith('prescripto-ops')) lines.push(message.text());
      });
    });
    await connected(page);
    const failures = async () => ((await status(page)).runtime?.delivery ?? []).filter(({ endpoint }) => endpoint === 'logs' || endpoint === 'errors').map(({ failed }) => failed);
    for (const [round, name] of ['FirstOutageError', 'SecondOutageError'].entries()) {
      for (const group of ['logs', 'errors', 'metrics']) await demo.fault({ group, mode: '500' });
      const before = await failures();
      await page.evaluate(() => window.prescriptoOps.log.info('in an outage'));
      await throwIn(page, 'in an outage', name);
      await eventually(failures, (now) => now.every((failed, index) => failed >= (before[index] ?? 0) + 4), { within: 60_000, every: 250 });
      assert.equal(lines.length, round + 1, lines.join('\n'));
      assert.match(lines[round] ?? '', /^prescripto-ops: delivery to http:\S+ fails: HTTP 500$/);
      await demo.repair();
      await page.evaluate(() => window.prescriptoDebug.flush());
      await eventually(() => status(page), ({ runtime }) => runtime?.delivery.every(({ queued }) => queued === 0) === true, { within: 40_000 });
    }
    assert.equal(lines.length, 2);
    assert.equal((await demo.received('errors')).repeats, 0);
  });
});
