import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { testDemos } from '../support/demo.ts';
import { connected } from '../support/ops-page.ts';
import { serveStates, still } from '../support/state-pages.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const schemes = ['light', 'dark', 'forced colours'] as const;

async function prepare(page: Page, scheme: (typeof schemes)[number], width: number): Promise<void> {
  await page.setBypassCSP(true);
  await page.setViewport({ width, height: 900 });
  if (scheme === 'forced colours') await (await page.createCDPSession()).send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations: found } = await (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({ resultTypes: ['violations'], rules: { 'page-has-heading-one': { enabled: false } } });
    return found.flatMap(({ id, nodes }) => nodes.slice(0, 4).map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')} ${failureSummary?.split('\n')[1]?.trim()}`));
  });
}

let browser: TestBrowser;
before(async () => void (browser = await launchBrowser()));
after(() => browser.close());

/** Two at a time: axe keeps one renderer busy all the while. */
describe('axe finds nothing in seven elements and seven states', { concurrency: 2 }, () => {
  let states: Awaited<ReturnType<typeof serveStates>>;
  before(async () => void (states = await serveStates()));
  after(() => states.close());

  for (const scheme of schemes)
    for (const dir of ['ltr', 'rtl'] as const)
      for (const width of [320, 768, 1280])
        it(`${scheme}, ${dir}, ${width} px`, async () => {
          // A tab behind another has no frames.
          const page = await browser.browser.newPage({ type: 'window' });
          try {
            await prepare(page, scheme, width);
            await page.goto(states.url(`?scheme=${scheme === 'dark' ? 'dark' : 'light'}&dir=${dir}`));
            await still(page);
            // Each is there, and in the state that it is to be looked at in.
            const elsewhere = await page.$$eval('section', (all) => all.filter(({ dataset, firstElementChild }) => !firstElementChild?.shadowRoot || !firstElementChild.matches(`:state(${dataset['state']})`)).map(({ dataset }) => dataset['case']));
            assert.deepEqual([await page.$$eval('section', (all) => all.length), elsewhere], [49, []]);
            assert.deepEqual(await violations(page), []);
            const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.equal(beyond, 0, 'nothing is wider than the page');
          } finally {
            await page.close();
          }
        });

  for (const scheme of schemes)
    it(`and in what one opens: ${scheme}`, async () => {
      const { page } = await browser.open('about:blank');
      try {
        await prepare(page, scheme, 1280);
        for (const name of ['ops-health', 'ops-alerts', 'ops-errors', 'ops-logs']) {
          await page.goto(states.url(`?only=${name}-live&scheme=${scheme === 'dark' ? 'dark' : 'light'}`));
          await still(page);
          await page.evaluate((name) => {
            const root = document.querySelector(name)!.shadowRoot!;
            for (const selector of ['[data-key]', '.b.more']) root.querySelector<HTMLElement>(selector)?.click();
          }, name);
          await page.waitForSelector(`${name} >>> .detail .dh`);
          if (name === 'ops-errors') await page.waitForSelector(`${name} >>> .facets button`);
          await still(page);
          assert.deepEqual([name, await violations(page)], [name, []]);
          const main = await page.$eval(`${name} >>> .detail .b.primary`, (button) => {
            const { backgroundColor, color, forcedColorAdjust } = getComputedStyle(button) as CSSStyleDeclaration & { readonly forcedColorAdjust: string };
            return { told: backgroundColor !== color, patch: forcedColorAdjust !== 'none' };
          });
          // Where colours are forced, a label gets a patch of the page's colour behind it, unless that is declined.
          assert.deepEqual([name, main], [name, { told: true, patch: scheme !== 'forced colours' }]);
        }
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
