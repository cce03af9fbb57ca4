import assert from 'node:assert/strict';
import { cp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { distDir, opsPage, testDemos } from '../support/demo.ts';
import { type DrivenPage, drivenPage, inEachEngine } from '../support/driven-page.ts';
import { eventually } from '../support/eventually.ts';

/** What npm's web-vitals/attribution says last of a vital. */
interface Attributed {
  readonly name: string;
  readonly value: number;
  readonly attribution: Readonly<Record<string, unknown>>;
}

declare global {
  interface Window {
    attributed: Record<string, Attributed>;
  }
}

const require = createRequire(import.meta.url);

/** Ours → theirs, by vital. */
const members: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  TTFB: { waitingDuration: 'waitingDuration', cacheDuration: 'cacheDuration', dnsDuration: 'dnsDuration', connectionDuration: 'connectionDuration', requestDuration: 'requestDuration' },
  FCP: { timeToFirstByte: 'timeToFirstByte', firstByteToFCP: 'firstByteToFCP', loadState: 'loadState' },
  LCP: { target: 'target', timeToFirstByte: 'timeToFirstByte', resourceLoadDelay: 'resourceLoadDelay', resourceLoadDuration: 'resourceLoadDuration', elementRenderDelay: 'elementRenderDelay' },
  CLS: { target: 'largestShiftTarget', shift: 'largestShiftValue', at: 'largestShiftTime', loadState: 'loadState' },
  INP: { target: 'interactionTarget', type: 'interactionType', inputDelay: 'inputDelay', processingDuration: 'processingDuration', presentationDelay: 'presentationDelay', loadState: 'loadState' },
};

/** A page with an image, which shifts, and blocks on a click. Theirs is reduced to what can cross. */
const beside = `window.attributed = {};
for (const name of ['onCLS', 'onFCP', 'onINP', 'onLCP', 'onTTFB'])
  webVitals[name](({ name, value, attribution }) => (attributed[name] = { name, value, attribution: Object.fromEntries(Object.entries(attribution).filter(([, part]) => typeof part !== 'object')) }), { reportAllChanges: true });
const wait = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };
addEventListener('DOMContentLoaded', () => {
  const button = document.querySelector('button');
  button.addEventListener('pointerdown', () => wait(60));
  button.addEventListener('click', () => {
    wait(260);
    document.querySelector('p').textContent = 'saved';
  });
  setTimeout(() => document.querySelector('h1').style.marginTop = '180px', 150);
});
`;
const body = `<script src="/web-vitals.js"></script><script src="/beside.js"></script>
  <h1>Appointments</h1><section class="b a"><img alt="" src="/favicon.svg?hero" width="400" height="400" /></section><p>Nothing is saved yet.</p><button type="button">Save</button>`;

const pages = async () => ({
  'one.html': opsPage({ body }),
  'beside.js': beside,
  'web-vitals.js': await readFile(require.resolve('web-vitals').replace(/[^/]*$/, 'web-vitals.attribution.iife.js'), 'utf8'),
});

const insights = (page: DrivenPage) =>
  page.run(async () => {
    await window.prescriptoDebug.flush();
    return (await window.prescriptoDebug.getMetrics('insight')).map(({ name, value, tags }) => ({ name, value, tags })).reverse() as never;
  }) as Promise<readonly { readonly name: string; readonly value: number; readonly tags: Readonly<Record<string, unknown>> }[]>;

describe('causes are those of npm\'s web-vitals/attribution', () => {
  const demos = testDemos();
  inEachEngine((_, here) => {
    test('of TTFB, FCP, LCP, CLS and INP, as far as the engine has them', async () => {
      const page = here();
      const demo = await demos.start({ pages: await pages() });
      await page.goto(demo.url('one.html'));
      await eventually(() => page.run(() => Object.keys(window.attributed)), (names) => names.includes('FCP') && names.includes('TTFB'));
      await eventually(() => insights(page), (found) => found.some(({ name }) => name === 'vital TTFB'));
      await new Promise((done) => setTimeout(done, 600));
      await page.click('button');
      await eventually(() => page.run(() => document.querySelector('p')!.textContent), (text) => text === 'saved');
      await new Promise((done) => setTimeout(done, 2_000));

      const theirs = (await page.run(() => window.attributed as never)) as Readonly<Record<string, Attributed>>;
      const ours = new Map((await insights(page)).map((one) => [one.name, one]));
      assert.ok(Object.keys(theirs).length >= 2);
      for (const { name, value, attribution } of Object.values(theirs)) {
        // Of a page that does not move there is no cause.
        if (name === 'CLS' && !value) continue;
        const found = ours.get(`vital ${name}`);
        assert.ok(found, `${name}: ${JSON.stringify([...ours.keys()])}`);
        const picked = (from: Readonly<Record<string, unknown>>, which: readonly string[]) => which.map((member) => from[member] ?? null);
        assert.deepEqual([found.value, ...picked(found.tags, Object.keys(members[name]!))], [value, ...picked(attribution, Object.values(members[name]!))], name);
      }
      const slow = ours.get('interaction');
      if (theirs['INP']) assert.deepEqual([slow?.value, slow?.tags['target']], [theirs['INP'].value, theirs['INP'].attribution['interactionTarget']]);
    });

    test('are all that is missing where their file is', async () => {
      const page = here();
      const dist = await demos.folder();
      await cp(distDir, dist, { recursive: true });
      await rm(`${dist}/prescripto-ops.insights.js`);
      const demo = await demos.start({ pages: await pages(), dist });
      await page.goto(demo.url('one.html'));
      const names = await eventually(() => page.run(async () => Object.keys(await window.prescriptoDebug.getVitals())), (found) => found.includes('fcp') && found.includes('ttfb'));
      assert.ok(names.length >= 2);
      const { errors, invalid } = await page.run(async () => ({
        errors: (await window.prescriptoDebug.services.errorTracker.getRecentErrors(10)).map(({ message }) => message),
        invalid: (await window.prescriptoDebug.getStatus()).tab.dropped.invalid ?? 0,
      }));
      assert.deepEqual([errors, invalid], [[], 0]);
      assert.deepEqual(await insights(page), []);
    });
  });

  test('a soft navigation is a page view of its own, with the values of web-vitals where the engine has it', async () => {
    const page = await drivenPage('chromium');
    try {
      const soft = `window.attributed = {};
const soft = (window.softVitals = []);
for (const name of ['onCLS', 'onFCP', 'onINP', 'onLCP', 'onTTFB'])
  webVitals[name](({ name, value, navigationType }) => navigationType === 'soft-navigation' && soft.push([name, value]), { reportAllChanges: true, reportSoftNavs: true });
addEventListener('DOMContentLoaded', () => document.querySelector('button').addEventListener('click', () => {
  const end = performance.now() + 210; while (performance.now() < end);
  history.pushState({}, '', '/soft.html?' + performance.now());
  const next = document.createElement('h2');
  next.textContent = 'Another page of the application, with enough text to be seen as such by everybody';
  next.style.fontSize = '60px';
  document.querySelector('p').replaceWith(next);
}));
`;
      const demo = await demos.start({ pages: { ...(await pages()), 'beside.js': soft } });
      await page.goto(demo.url('one.html'));
      await eventually(() => insights(page), (found) => found.some(({ name }) => name === 'vital TTFB'));
      await page.click('button');
      await eventually(() => insights(page), (found) => found.some(({ name }) => name === 'soft_navigation'));
      await new Promise((done) => setTimeout(done, 1_500));
      const theirs = Object.fromEntries((await page.run(() => (window as unknown as { softVitals: never }).softVitals)) as readonly [string, number][]);
      const ours = await page.run(async () => {
        await window.prescriptoDebug.flush();
        return (await window.prescriptoDebug.getMetrics('vital')).filter(({ tags }) => String(tags['view']).startsWith('soft')).map(({ name, value }) => [name, value] as const).reverse();
      });
      const values = Object.fromEntries(ours);
      for (const name of ['TTFB', 'FCP', 'LCP']) assert.equal(values[name], theirs[name], `${name}: ${JSON.stringify([values, theirs])}`);
    } finally {
      await page.close();
    }
  });
});
