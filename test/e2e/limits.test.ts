import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, type TestDemo, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, everythingStored, group, status, throwIn } from '../support/ops-page.ts';

/**
 * Batches of 20 lines, each of `parts` × 1,900 characters that do not compress well, until storage is short, at most 400 parts; resolves with the number
 * of lines when all are stored. It is asked after each batch: a runtime that went on in memory looks after a minute whether there is room again.
 */
const logLong = (page: Page, from: number, parts: number): Promise<number> =>
  page.evaluate(
    async (from: number, parts: number) => {
      const word = () => Math.random().toString(36).replace(/[\d.]/g, '').slice(0, 7);
      const text = () => Array.from({ length: 300 }, word).join(' ').slice(0, 1_900);
      const { log } = window.prescriptoOps;
      const isShort = async (): Promise<boolean> => (await window.prescriptoDebug.getStatus()).runtime?.warnings.some((text) => text.startsWith('storage is short')) ?? false;
      const end = from + 400 / parts;
      let n = from;
      while (n < end) {
        log.info(`line ${n}`, Object.fromEntries(Array.from({ length: parts }, (_, part) => [`part${part}`, text()])));
        if (++n % 20) continue;
        await window.prescriptoDebug.getLogs({ limit: 1 });
        if (await isShort()) break;
      }
      return n - from;
    },
    from,
    parts,
  );

describe('limits', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  test('a loop that throws for ever is held and counted; security events and other kinds get through', async () => {
    const demo = await demos.start({ pages: { 'loop.html': opsPage({ config: { limits: { error: 100 } } }) } });
    const { page } = await browser.open(demo.url('loop.html'));
    await connected(page);
    await page.evaluate(() => {
      let n = 0;
      setInterval(() => window.prescriptoOps.captureException(new RangeError(`round ${n++}`)), 4);
    });
    const held = await eventually(() => status(page), ({ runtime }) => (runtime?.dropped.rate_limit ?? 0) > 100, { within: 30_000 });
    await page.evaluate(() => {
      window.prescriptoOps.log.security('two sessions of one user');
      window.prescriptoOps.log.info('all else is well');
      window.prescriptoOps.captureException(new Error('token stolen'), { category: 'security' });
    });
    await group(page, 'token stolen', 20_000);
    const lines = await page.evaluate(() => window.prescriptoDebug.getLogs());
    for (const line of ['two sessions of one user', 'all else is well']) assert.ok(lines.some(({ message }) => message === line), line);
    const { runtime } = await status(page);
    assert.ok(runtime!.dropped.rate_limit! > held.runtime!.dropped.rate_limit!, 'goes on being held');
    const stats = await page.evaluate(() => window.prescriptoOps.errorTracker.getErrorStats());
    assert.ok(stats.total < runtime!.received['error']!);
    assert.ok(stats.total + runtime!.dropped.rate_limit! >= runtime!.received['error']!, 'kept or counted');
  });

  test('sessions that are not in the sample leave a count; in debug mode nothing is sampled', async () => {
    const demo = await demos.start({ pages: { 'sampled.html': opsPage({ config: { sampling: { log: 0 } } }) } });
    const { page } = await browser.open(demo.url('sampled.html'));
    await connected(page);
    const log = (message: string) =>
      page.evaluate(async (message: string) => {
        window.prescriptoOps.log.info(message);
        return (await window.prescriptoDebug.getLogs({ text: 'line' })).map((entry) => entry.message);
      }, message);
    assert.deepEqual(await log('line of a session that is out'), []);
    assert.equal((await status(page)).runtime?.dropped.sampling, 1);
    await page.evaluate(() => localStorage.setItem('prescripto_debug', 'true'));
    await page.reload();
    await connected(page);
    assert.deepEqual(await log('line in debug mode'), ['line in debug mode']);
    await page.evaluate(() => localStorage.removeItem('prescripto_debug'));
  });

  /** Logs in rounds until the origin has no room any more. */
  async function fillUp(page: Page, url: string, parts: number): Promise<number> {
    const devtools = await page.createCDPSession();
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: 12_000_000 });
    let lines = 0;
    await eventually(
      async () => {
        lines += await logLong(page, lines, parts);
        return status(page);
      },
      ({ runtime }) => !!runtime?.warnings.some((text) => text.startsWith('storage is short')),
      { within: 300_000 },
    );
    return lines;
  }

  /**
   * Of each line there are two: one to look at, and one that the backend has or will be sent; those in the database are there also while the runtime is in
   * memory. How many of these are gone, and how many records are counted as gone for want of room.
   */
  async function missing(page: Page, demo: TestDemo, lines: number): Promise<{ readonly gone: number; readonly counted: number }> {
    const counted = (await status(page)).runtime!.dropped.quota ?? 0;
    const tables = (await everythingStored(page)).split('\n');
    const stored = (name: string): string => tables.find((table) => table.startsWith(`${name}: `)) ?? '';
    const texts = (items: readonly { readonly message?: unknown }[]): string => JSON.stringify(items.map(({ message }) => ({ message })));
    const different = (...texts: readonly string[]): number => new Set(Array.from(texts.join('').matchAll(/"message":"line (\d+)"/g), ([, number]) => number)).size;
    const inMemory = await page.evaluate(async () => (await window.prescriptoDebug.getLogs({ limit: 100_000 })).map(({ message }) => ({ message })));
    const { items } = await demo.received('logs');
    return { gone: 2 * lines - different(stored('logs'), texts(inMemory)) - different(stored('outbox'), texts(items)), counted };
  }

  const accounted = ({ gone, counted }: { readonly gone: number; readonly counted: number }): boolean => gone <= counted;

  test('when the quota is used up old lines go and are counted; new ones, errors and all that waits for the backend stay', async () => {
    const demo = await demos.start({ pages: { 'full.html': opsPage() } });
    const { page } = await browser.open(demo.url('full.html'));
    await connected(page);
    await throwIn(page, 'before it was full');
    await group(page, 'before it was full');
    const lines = await fillUp(page, demo.url('/'), 20);
    await throwIn(page, 'while it was full');
    for (const title of ['before it was full', 'while it was full']) await group(page, title);
    await page.evaluate(() => window.prescriptoOps.log.info('newest'));
    const [newest] = await page.evaluate(() => window.prescriptoDebug.getLogs({ limit: 1 }));
    assert.equal(newest?.message, 'newest');
    const { runtime, tab } = await status(page);
    assert.equal(tab.unacknowledged, 0);
    assert.equal(runtime!.store.kind, 'indexeddb', runtime!.store.reason);
    assert.ok(runtime!.dropped.quota! > 0);
    await eventually(() => missing(page, demo, lines), accounted, { within: 60_000, every: 1_000 });
    await demo.arrived('errors', (errors) => errors.some(({ message }) => message === 'while it was full'));
  });

  test('where the engine gives no room back it goes on in memory, and all that was logged is kept, reaches the backend or is counted', async () => {
    const demo = await demos.start({ pages: { 'full.html': opsPage() } });
    const { page } = await browser.open(demo.url('full.html'));
    await connected(page);
    const lines = await fillUp(page, demo.url('/'), 1);
    await throwIn(page, 'while it was full');
    await group(page, 'while it was full');
    const { runtime, tab } = await status(page);
    assert.equal(tab.unacknowledged, 0);
    assert.deepEqual([runtime!.store.kind, runtime!.warnings.length], ['memory', 2]);
    await eventually(() => missing(page, demo, lines), accounted, { within: 60_000, every: 1_000 });
    await demo.arrived('errors', (errors) => errors.some(({ message }) => message === 'while it was full'));
  });
});
