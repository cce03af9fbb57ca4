import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { opsPage, testDemos } from '../support/demo.ts';
import { type DrivenPage, inEachEngine } from '../support/driven-page.ts';
import { eventually } from '../support/eventually.ts';

/** What npm's web-vitals says, in the order in which it says it. */
interface Theirs {
  readonly name: string;
  readonly value: number;
  readonly navigationType: string;
}

declare global {
  interface Window {
    theirs: Theirs[];
    webVitals: Readonly<Record<string, (report: (metric: Theirs) => void, options: object) => void>>;
  }
}

const require = createRequire(import.meta.url);

/** Runs web-vitals as it is published beside the agent, shifts the layout, blocks the page on a click. */
const beside = `window.theirs = [];
for (const name of ['onCLS', 'onFCP', 'onINP', 'onLCP', 'onTTFB'])
  webVitals[name](({ name, value, navigationType }) => theirs.push({ name, value, navigationType }), { reportAllChanges: true });
const wait = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };
addEventListener('DOMContentLoaded', () => {
  document.querySelector('button').addEventListener('click', () => {
    wait(230);
    document.querySelector('p').textContent = 'saved';
  });
  setTimeout(() => document.querySelector('h1').style.marginTop = '180px', 150);
});
`;
const body = `<script src="/web-vitals.js"></script><script src="/beside.js"></script>
  <h1>Appointments of the week</h1><p>Nothing is saved yet: choose a time, a doctor and a way to pay, and confirm all of it below.</p><button type="button">Save the appointment</button>`;

const newest = (list: readonly (readonly [name: string, value: number])[]): Readonly<Record<string, number>> => Object.fromEntries(list);

const theirsOf = async (page: DrivenPage, restored: boolean) =>
  newest((await page.run(() => window.theirs as never) as readonly Theirs[]).filter(({ navigationType }) => (navigationType === 'back-forward-cache') === restored).map(({ name, value }) => [name, value] as const));

/** Ours by page view, oldest view first; without the two that web-vitals does not measure. */
const oursOf = async (page: DrivenPage): Promise<readonly Readonly<Record<string, number>>[]> => {
  const records = await page.run(async () => {
    await window.prescriptoDebug.flush();
    return (await window.prescriptoDebug.getMetrics('vital')).map(({ name, value, tags }) => [name, value, String(tags['view'])] as const).reverse();
  });
  const views = new Map<string, [string, number][]>();
  for (const [name, value, view] of records) if (!/FID|TBT/.test(name)) views.set(view, [...(views.get(view) ?? []), [name, value]]);
  return [...views.values()].map(newest);
};

const pages = async () => ({
  'one.html': opsPage({ body }),
  'plain.html': '<!doctype html><title>No tag here</title><link rel="icon" href="/favicon.svg" />',
  'beside.js': beside,
  'web-vitals.js': await readFile(require.resolve('web-vitals').replace(/[^/]*$/, 'web-vitals.iife.js'), 'utf8'),
});

describe('the vitals are those of npm\'s web-vitals', () => {
  const demos = testDemos();
  inEachEngine((engine, here) => {
    test('of a page that shifts, is clicked and blocked, and comes back from the back/forward cache', async () => {
      const page = here();
      const demo = await demos.start({ pages: await pages() });
      await page.goto(demo.url('one.html'));
      await eventually(() => page.run(() => window.theirs.map(({ name }) => name)), (names) => names.includes('FCP') && names.includes('TTFB'));
      await new Promise((done) => setTimeout(done, 600));
      await page.click('button');
      await eventually(() => page.run(() => document.querySelector('p')!.textContent), (text) => text === 'saved');
      // web-vitals looks at events when the page is idle.
      await new Promise((done) => setTimeout(done, 1_500));

      const theirs = await theirsOf(page, false);
      assert.ok(Object.keys(theirs).length >= 2, JSON.stringify(theirs));
      const supported = await page.run(() => PerformanceObserver.supportedEntryTypes.filter((type) => /layout-shift|event|largest/.test(type)).length);
      if (engine !== 'webkit') assert.ok((theirs['INP'] ?? 0) >= 200, `the click was slow: ${JSON.stringify(theirs)}`);
      if (supported === 3) assert.ok((theirs['CLS'] ?? 0) > 0, `the page shifted: ${JSON.stringify(theirs)}`);
      const [ours] = await eventually(() => oursOf(page), ([first]) => Object.keys(first ?? {}).length === Object.keys(theirs).length);
      assert.deepEqual(ours, theirs);

      await page.goto(demo.url('plain.html'));
      await page.back();
      await eventually(() => page.run(() => (location.pathname === '/one.html' && document.readyState === 'complete' ? window.theirs?.length ?? -1 : 0)).catch(() => 0), Boolean);
      const restored = await eventually(() => theirsOf(page, true), (seen) => 'FCP' in seen && 'TTFB' in seen);
      await new Promise((done) => setTimeout(done, 500));
      const views = await eventually(() => oursOf(page), (all) => Object.keys(all[1] ?? {}).length >= Object.keys(restored).length);
      assert.equal(views.length, 2, 'the return is a page view of its own');
      const again = await theirsOf(page, true);
      assert.deepEqual(Object.keys(views[1]!).sort(), Object.keys(again).sort());
      // Of a return there are no entries: FCP and LCP are what the clock says in a frame, which each of the two reads by itself.
      for (const [name, value] of Object.entries(again)) assert.ok(Math.abs(views[1]![name]! - value) <= (/CP/.test(name) ? 16 : 0), `${name}: ${views[1]![name]}, theirs ${value}`);
    });
  });

  test('of a page that was rendered before anybody went there, and of one that was never seen', async () => {
    const demo = await demos.start({
      strictCsp: false,
      pages: {
        ...(await pages()),
        'before.html': `<!doctype html><title>Before</title><link rel="icon" href="/favicon.svg" /><script type="speculationrules">{"prerender":[{"urls":["/one.html"],"eagerness":"immediate"}]}</script><a href="/one.html">on</a>`,
      },
    });
    const { browser, close } = await launchBrowser();
    try {
      const page = await browser.newPage();
      const driven = { run: (run: never, ...args: never[]) => page.evaluate(run, ...args) } as unknown as DrivenPage;
      await page.goto(demo.url('before.html'), { waitUntil: 'load' });
      await new Promise((done) => setTimeout(done, 1_500));
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click('a')]);
      const activation = await page.evaluate(() => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming & { activationStart: number }).activationStart);
      assert.ok(activation > 0, 'it was rendered before');
      await eventually(() => page.evaluate(() => window.theirs.length), (count) => count >= 3);
      await new Promise((done) => setTimeout(done, 800));
      const theirs = await theirsOf(driven, false);
      const [ours] = await eventually(() => oursOf(driven), ([first]) => Object.keys(first ?? {}).length === Object.keys(theirs).length);
      assert.deepEqual(ours, theirs);
      await page.close();

      const hidden = await browser.newPage();
      await hidden.evaluateOnNewDocument(() => Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'hidden' }));
      await hidden.goto(demo.url('one.html'), { waitUntil: 'load' });
      await eventually(() => hidden.evaluate(() => window.theirs.length), (count) => count > 0);
      await new Promise((done) => setTimeout(done, 1_000));
      const other = { run: (run: never, ...args: never[]) => hidden.evaluate(run, ...args) } as unknown as DrivenPage;
      const unseen = await theirsOf(other, false);
      assert.ok(!('FCP' in unseen) && !('LCP' in unseen), JSON.stringify(unseen));
      assert.deepEqual((await oursOf(other)).at(-1), unseen);
    } finally {
      await close();
    }
  });
});
