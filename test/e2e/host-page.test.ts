import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser, type TestBrowser, type WatchedPage } from '../support/browser.ts';
import { testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';

const panels = ['ops-alerts', 'ops-health', 'ops-errors', 'ops-logs'];

describe('single panels in an admin page that was there before', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  let host: WatchedPage;
  before(async () => {
    browser = await launchBrowser();
    const demo = await demos.start({});
    host = await browser.open(demo.url('host.html'));
  });
  after(async () => {
    await browser?.close();
  });

  test('all are live, and the page says nothing in red or yellow under its strict policy', async () => {
    const states = await eventually(
      () => host.page.evaluate((names: readonly string[]) => names.map((name) => document.querySelector(name)?.matches(':state(live)') ?? false), panels),
      (live) => live.every(Boolean),
    );
    assert.deepEqual(states, [true, true, true, true]);
    assert.deepEqual(host.problems(), []);
  });

  test('neither side’s styles reach the other; the colours that the page gives are taken', async () => {
    const look = await host.page.evaluate(() => {
      const own = document.querySelector('#export')!;
      const panel = document.querySelector('ops-errors')!.shadowRoot!;
      const button = panel.querySelector('.seg button')!;
      return { host: getComputedStyle(own).textTransform, inside: getComputedStyle(button).textTransform, size: Number.parseFloat(getComputedStyle(button).fontSize), surface: getComputedStyle(panel.querySelector('.panel')!).backgroundColor };
    });
    assert.deepEqual(look, { host: 'uppercase', inside: 'none', size: 13, surface: 'rgb(255, 253, 250)' });
  });

  test('dark, compact and right to left follow the switches, without a horizontal scroll bar', async () => {
    for (const id of ['#dark', '#dense', '#rtl']) await host.page.click(id);
    const look = await eventually(
      () => host.page.evaluate(() => {
        const element = document.querySelector('ops-health') as HTMLElement & { density: string };
        const panel = element.shadowRoot!.querySelector('.panel')!;
        return { surface: getComputedStyle(panel).backgroundColor, direction: getComputedStyle(panel).direction, density: element.density, wide: document.documentElement.scrollWidth > innerWidth };
      }),
      ({ density }) => density === 'compact',
    );
    assert.deepEqual(look, { surface: 'rgb(31, 27, 30)', direction: 'rtl', density: 'compact', wide: false });
  });

  test('the page keeps in its address what is open, and gives it back after a reload', async () => {
    await host.page.evaluate(() => document.querySelector('ops-health')!.shadowRoot!.querySelector<HTMLElement>('[data-key=api_connectivity]')!.click());
    await eventually(() => host.page.evaluate(() => location.hash), (hash) => hash.includes('api_connectivity'));
    await host.page.reload();
    const title = await eventually(() => host.page.evaluate(() => document.querySelector('ops-health')?.shadowRoot?.querySelector('.detail .h')?.textContent ?? ''), (text) => text !== '');
    assert.equal(title, 'API Connectivity');
  });
});
