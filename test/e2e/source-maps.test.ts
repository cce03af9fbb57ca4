import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { ErrorRecord } from '../../src/contract/error-record.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { buildBooking, type BuiltScript } from '../support/built-scripts.ts';
import { distDir, opsPage, type TestDemo, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, status } from '../support/ops-page.ts';
import { rungs } from '../support/rungs.ts';
import { WebKitDriver } from '../support/webdriver.ts';

declare global {
  interface Window {
    /** Of the built script. */
    book: () => void;
    charge: () => void;
    violations: string[];
  }
}

const page = (script: string): string => opsPage({ config: { sourceMaps: true }, body: `<ops-errors></ops-errors><script src="/${script}"></script>` });
const fail = (page: Page, name: 'book' | 'charge'): Promise<unknown> => page.evaluate((name: 'book' | 'charge') => setTimeout(window[name]), name);
const records = (page: Page): Promise<readonly ErrorRecord[]> => page.evaluate(() => window.prescriptoOps.errorTracker.getRecentErrors(10));
const sourced = (all: readonly ErrorRecord[]): boolean => all.length > 0 && all.every(({ frames }) => frames[0]?.source);
const warnings = async (page: Page): Promise<readonly string[]> => (await status(page)).runtime?.warnings.filter((one) => one.startsWith('source maps: ')) ?? [];

describe('source maps', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  let built: BuiltScript;
  let pages: Readonly<Record<string, string>>;
  before(async () => {
    browser = await launchBrowser();
    built = await buildBooking();
    const other = (map: string): string => built.code.replace('app.js.map', map);
    pages = {
      'book.html': page('app.js'),
      'app.js': built.code,
      'app.js.map': built.map,
      'inline.html': page('inline.js'),
      'inline.js': (await buildBooking({ sourcemap: 'inline' })).code,
      'missing.html': page('missing.js'),
      'missing.js': other('nowhere.js.map'),
      'page.html': page('page.js'),
      'page.js': other('index.html'),
      'huge.html': page('huge.js'),
      'huge.js': other('huge.js.map'),
      'huge.js.map': built.map.replace('{', `{"x_filler": "${'x'.repeat(21_000_000)}",`),
    };
  });
  after(() => browser.close());

  const open = async (demo: TestDemo, path: string, prepare: (page: Page) => Promise<unknown> = async () => undefined) => {
    const opened = await browser.open(demo.url(path), async (page) => {
      await prepare(page);
      await page.evaluateOnNewDocument(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => window.violations.push(violatedDirective));
      });
    });
    await connected(opened.page);
    return opened;
  };

  for (const { rung, prepare } of rungs) {
    test(`on the rung "${rung}" an error of a built page shows its source, here and at the backend`, async () => {
      const demo = await demos.start({ pages });
      const { page } = await open(demo, 'book.html', prepare);
      assert.equal((await status(page)).worker.rung, rung);
      await fail(page, 'book');
      const [record] = await eventually(() => records(page), sourced);
      const [top, caller] = record!.frames;
      assert.match(top?.file ?? '', /\/app\.js$/);
      assert.deepEqual([top?.source?.function, caller?.source?.function], ['BookingForm.submitBooking', 'confirmBooking']);
      assert.equal(top?.source?.context?.line, '    const chosen = this.doctor!.slots[slot]!;');

      const { items } = await demo.arrived('errors', (items) => items.length > 0);
      assert.deepEqual((items[0] as unknown as ErrorRecord).frames, record?.frames);
      assert.deepEqual(await warnings(page), []);
      assert.deepEqual(await page.evaluate(() => window.violations), []);

      await page.locator('ops-errors >>> .row').click();
      await page.locator('ops-errors >>> .detail .code').wait();
      const shown = await page.$eval('ops-errors', (host) => host.shadowRoot!.querySelector('.detail .stack')!.textContent);
      for (const text of ['BookingForm.submitBooking', 'booking.ts:12', 'const chosen = this.doctor!.slots[slot]!;', 'app.js:']) assert.ok(shown.includes(text), `${text} in ${shown}`);
    });
  }

  // What resolved frames say of the same code: columns and names of methods are each engine's own, lines and names of functions are not.
  const expected = [['submitBooking', 12], ['confirmBooking', 17], ['book', 27]];
  const told = (all: readonly ErrorRecord[]) => all[0]?.frames.flatMap(({ source }) => (source ? [[source.function?.replace(/^.*\./, ''), source.line]] : []));

  test('the worker finds its reader in Firefox', async (context) => {
    const demo = await demos.start({ pages });
    const firefox = await launchBrowser([], { engine: 'firefox' });
    context.after(() => firefox.close());
    const { page } = await firefox.open(demo.url('book.html'));
    assert.equal((await connected(page)).worker.rung, 'shared');
    await fail(page, 'book');
    assert.deepEqual(told(await eventually(() => records(page), sourced)), expected);
  });

  test('the worker finds its reader in WebKit', async (context) => {
    const demo = await demos.start({ pages });
    const webkit = await WebKitDriver.start();
    context.after(() => webkit.close());
    const session = await webkit.newSession();
    await session.goto(demo.url('book.html'));
    await eventually(() => session.executeAsync(async () => (await window.prescriptoDebug.getStatus()).worker.rung), (rung) => rung === 'shared');
    await session.execute(() => void setTimeout(window.book));
    const newest = () => session.executeAsync(() => window.prescriptoOps.errorTracker.getRecentErrors(10)) as Promise<readonly ErrorRecord[]>;
    assert.deepEqual(told(await eventually(newest, sourced)), expected);
  });

  test('a map within the script', async () => {
    const demo = await demos.start({ pages });
    const { page } = await open(demo, 'inline.html');
    await fail(page, 'book');
    const [record] = await eventually(() => records(page), sourced);
    assert.equal(record?.frames[0]?.source?.function, 'BookingForm.submitBooking');
  });

  for (const [path, problem] of [['missing', /404/], ['page', /a page of HTML/], ['huge', /longer than 20000000 bytes/]] as const)
    test(`a map that cannot be used (${path}) leaves the frames raw, is asked for once and said in the status`, async () => {
      const demo = await demos.start({ pages });
      const { page, problems } = await open(demo, `${path}.html`);
      await fail(page, 'book');
      const [warning] = await eventually(() => warnings(page), (all) => all.length > 0);
      assert.match(warning!, problem);
      await fail(page, 'charge');
      const all = await eventually(() => records(page), (all) => all.length === 2);
      assert.ok(all.every(({ frames }) => frames[0]?.file?.endsWith(`${path}.js`) && !frames[0].source));
      assert.deepEqual(await warnings(page), [warning]);
      assert.deepEqual(problems().filter((line) => !line.includes('Cannot read properties')), [], 'nothing of it in the console of the page');
    });

  test('without the file of the reader beside the worker, all else goes on and the status says so', async () => {
    const dist = await demos.folder();
    await cp(distDir, dist, { recursive: true });
    await rm(join(dist, 'prescripto-ops.source-maps.js'));
    const demo = await demos.start({ pages, dist });
    const { page } = await open(demo, 'book.html');
    await fail(page, 'book');
    const [warning, ...more] = await eventually(() => warnings(page), (all) => all.length > 0);
    assert.match(warning!, /prescripto-ops\.source-maps\.js/);
    assert.deepEqual(more, []);
    assert.equal((await records(page)).length, 1);
    await demo.arrived('errors', (items) => items.length === 1);
  });
});
