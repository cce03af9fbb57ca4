import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { opsPage, type TestDemo, testDemos } from '../support/demo.ts';
import { type DrivenPage, inEachEngine } from '../support/driven-page.ts';
import { eventually } from '../support/eventually.ts';

declare global {
  interface Window {
    /** `persisted` of each `pageshow` since. Only the document that was left has it. */
    returns?: boolean[];
  }
}

/** Whom the runtime belongs to while the page is away: to nobody that runs, or to another page of the origin. */
const cases = [
  { what: 'a page without the agent', other: 'plain.html', rung: 'shared' },
  { what: 'a page with the agent', other: 'two.html', rung: 'shared' },
  { what: 'a page with a worker of its own', other: 'two.html', rung: 'dedicated' },
] as const;

/** In a browser that has no SharedWorker; as a file, for the demo's pages allow no inline script. */
const poorer = (page: string) => page.replace('<script src="/ops/', '<script src="/poorer.js"></script><script src="/ops/');
const connected = (page: DrivenPage, rung: string) =>
  eventually(() => page.run(async () => (await window.prescriptoDebug.getStatus()).worker), (worker) => worker.connected && worker.rung === rung, { within: 20_000 });
const tab = (page: DrivenPage) => page.run(async () => (await window.prescriptoDebug.getStatus()).tab.tabId);
const raise = (page: DrivenPage, message: string) => page.run((message: string) => void dispatchEvent(new CustomEvent('test:throw', { detail: { name: 'CacheError', message } })), message);
/** What the element shows: its state, and its rows. */
const shown = (page: DrivenPage) =>
  page.run(() => {
    const element = document.querySelector('ops-errors')!;
    const state = ['live', 'stale', 'disconnected', 'loading'].find((name) => element.matches(`:state(${name})`));
    return `${state}: ${[...(element.shadowRoot?.querySelectorAll('[data-key]') ?? [])].map((row) => row.textContent).join(' | ')}`;
  });
const shows = (page: DrivenPage, text: string) => eventually(() => shown(page), (all) => all.startsWith('live') && all.includes(text), { within: 20_000 });
const count = async (demo: TestDemo, message: string) => (await demo.received('errors')).items.filter((item) => JSON.stringify({ ...item, breadcrumbs: null }).includes(message)).length;

describe('the back/forward cache', () => {
  const demos = testDemos();
  inEachEngine((engine, here) => {
    for (const { what, other, rung } of cases)
      test(`keeps a page with the agent; it goes on when it comes back from ${what}`, async () => {
        const page = here();
        const kind = rung === 'shared' ? (page: string) => page : poorer;
        const demo = await demos.start({
          pages: {
            'one.html': kind(opsPage({ body: '<ops-errors></ops-errors>' })),
            'two.html': kind(opsPage()),
            'poorer.js': 'delete window.SharedWorker;',
            'plain.html': '<!doctype html><title>No tag here</title><link rel="icon" href="/favicon.svg" />',
          },
        });
        await page.goto(demo.url('one.html'));
        await connected(page, rung);
        const before = await tab(page);
        await raise(page, 'before it left');
        await shows(page, 'before it left');
        // Firefox keeps no page that still loads something.
        await eventually(() => page.run(async () => {
          const loaded = (): number => performance.getEntriesByType('resource').length;
          const before = loaded();
          await new Promise((done) => setTimeout(done, 500));
          return loaded() - before;
        }), (more) => more === 0);
        await page.run(() => {
          const returns: boolean[] = (window.returns = []);
          addEventListener('pageshow', ({ persisted }) => returns.push(persisted));
          // The last moment: nobody has asked the worker about it when the page is put away.
          addEventListener('pagehide', () => dispatchEvent(new CustomEvent('test:throw', { detail: { name: 'CacheError', message: 'on the way out' } })), { once: true });
        });

        await page.goto(demo.url(other));
        if (other === 'two.html') {
          await connected(page, rung);
          await raise(page, 'while it was away');
          await demo.arrived('errors', (items) => JSON.stringify(items).includes('while it was away'));
        }
        await page.back();
        const returns = await eventually(() => page.run(() => (location.pathname === '/one.html' && document.readyState === 'complete' ? (window.returns ?? 'another document') : '')).catch(() => ''), (seen) => seen.length > 0);
        const why = await page.run(() => JSON.stringify((performance.getEntriesByType('navigation')[0] as unknown as { notRestoredReasons?: unknown }).notRestoredReasons ?? null));
        assert.deepEqual(returns, [true], `it is the same document, for this reason it is not: ${why}`);
        assert.equal(await tab(page), before, 'and the same tab');

        await connected(page, rung);
        if (other === 'two.html') await shows(page, 'while it was away');
        await raise(page, 'after it came back');
        await shows(page, 'after it came back');
        for (const message of ['before it left', 'on the way out', 'after it came back']) {
          await demo.arrived('errors', (items) => JSON.stringify(items).includes(message), 30_000);
          assert.equal(await count(demo, message), 1, message);
        }
      });

    // In WebKit the next waits until the frozen page is back or gone (docs/decisions/016).
    if (engine === 'webkit') return;
    test('keeps pages whose workers have other addresses, each put away in the midst of its work: the next does not wait for them', async () => {
      const builds = ['first', 'second', 'third'];
      const page = here();
      const demo = await demos.start({ pages: Object.fromEntries(builds.map((build) => [`${build}.html`, opsPage({ attributes: { 'data-worker': `/ops/prescripto-ops.worker.js?${build}` } })])) });
      for (const build of builds) {
        await page.goto(demo.url(`${build}.html`));
        // At once, or where the browser has frozen a transaction: when the runtime waits for that no longer.
        await eventually(() => page.run(async () => (await window.prescriptoDebug.getStatus()).worker.connected), Boolean, { within: 60_000 });
        await raise(page, `of the ${build} build`);
      }
      await demo.arrived('errors', (items) => JSON.stringify(items).includes('of the third build'), 30_000);
    });
  });
});
