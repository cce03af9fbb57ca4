import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { testDemos } from '../support/demo.ts';
import { connected } from '../support/ops-page.ts';
import { serveStates, still } from '../support/state-pages.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: TestBrowser;
before(async () => void (browser = await launchBrowser()));
after(() => browser.close());

describe('axe finds nothing in seven elements and seven states', () => {
  let states: Awaited<ReturnType<typeof serveStates>>;
  before(async () => void (states = await serveStates()));
  after(() => states.close());

  for (const scheme of ['light', 'dark', 'forced colours'] as const)
    for (const dir of ['ltr', 'rtl'] as const)
      for (const width of [320, 768, 1280])
        it(`${scheme}, ${dir}, ${width} px`, async () => {
          const { page } = await browser.open('about:blank');
          try {
            await page.setBypassCSP(true);
            await page.setViewport({ width, height: 900 });
            if (scheme === 'forced colours') await (await page.createCDPSession()).send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
            await page.goto(states.url(`?scheme=${scheme === 'dark' ? 'dark' : 'light'}&dir=${dir}`));
            await still(page);
            // Each is there, and in the state that it is to be looked at in.
            const elsewhere = await page.$$eval('section', (all) => all.filter(({ dataset, firstElementChild }) => !firstElementChild?.shadowRoot || !firstElementChild.matches(`:state(${dataset['state']})`)).map(({ dataset }) => dataset['case']));
            assert.deepEqual([await page.$$eval('section', (all) => all.length), elsewhere], [49, []]);
            await page.evaluate(axe);
            const found = await page.evaluate(async () => {
              const { violations } = await (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({ resultTypes: ['violations'], rules: { 'page-has-heading-one': { enabled: false } } });
              return violations.flatMap(({ id, nodes }) => nodes.slice(0, 4).map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')} ${failureSummary?.split('\n')[1]?.trim()}`));
            });
            assert.deepEqual(found, []);
            const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.equal(beyond, 0, 'nothing is wider than the page');
          } finally {
            await page.close();
          }
        });
});

describe('the demo', () => {
  const demos = testDemos();

  it('has an accessibility score of 100 in Lighthouse on each of its pages', async () => {
    const demo = await demos.start();
    const { default: lighthouse } = await import('lighthouse');
    const port = Number(new URL(browser.browser.wsEndpoint()).port);
    for (const path of ['/', '/appointments.html', '/faults.html', '/mailbox.html', '/admin.html', '/host.html']) {
      const { page } = await browser.open(demo.url(path));
      await connected(page);
      await page.close();
      const result = await lighthouse(demo.url(path), { port, onlyCategories: ['accessibility'], output: 'json', logLevel: 'error', maxWaitForLoad: 20_000 });
      const { categories, audits } = result!.lhr;
      const wrong = Object.values(audits).filter(({ score }) => score !== null && score < 1).map(({ id, title, details }) => `${id}: ${title} ${JSON.stringify((details as { items?: unknown[] } | undefined)?.items?.[0] ?? '').slice(0, 400)}`);
      assert.deepEqual([path, categories['accessibility']?.score, wrong], [path, 1, []]);
    }
  });
});
