import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { buildHost, type Host, hosts } from '../support/host-apps.ts';

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,"></head><body><main id="app"></main><script type="module" src="app.js"></script></body></html>`;
/** Angular's compiler runs in the page here, and needs `eval`; nothing of ours does. */
const policy = (host: Host): string => `default-src 'none'; script-src 'self'${host === 'angular' ? " 'unsafe-eval'" : ''}; style-src 'self'; img-src 'self' data:; connect-src 'self'`;

let browser: TestBrowser;
let server: Server;
const files = new Map<Host, ReadonlyMap<string, string>>();

before(async () => {
  browser = await launchBrowser();
  server = createServer(({ url = '' }, response) => {
    const [, host, name] = url.split('/') as [string, Host, string];
    const text = name ? files.get(host)?.get(name) : page;
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': name ? 'text/javascript' : 'text/html', 'content-security-policy': policy(host) }).end(text);
  }).listen(0, '127.0.0.1');
});
after(async () => {
  await browser.close();
  server.close();
});

/** What a person sees of the element: its heading, its rows, the row that is open. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const element = document.querySelector('ops-alerts');
    const shadow = element?.shadowRoot;
    return {
      there: element !== null,
      heading: shadow?.querySelector('[part~=title]')?.textContent?.trim() ?? '',
      rows: shadow?.querySelectorAll('[data-key]').length ?? 0,
      density: element?.density ?? '',
      paused: element?.matches(':state(paused)') ?? false,
      selected: document.querySelector('#selected')?.textContent ?? '',
    };
  });

describe('in an application of its own framework, an element', () => {
  for (const host of Object.keys(hosts) as Host[])
    it(`takes properties, tells what was chosen, follows the state and goes away (${host})`, async () => {
      files.set(host, await buildHost(host));
      const { page, problems } = await browser.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${host}/`);
      const first = await eventually(() => seen(page), ({ rows }) => rows > 0, { within: 15_000 });
      assert.match(first.heading, /On call/);
      assert.deepEqual([first.rows, first.density, first.paused], [6, 'comfortable', false]);

      const key = await page.evaluate(() => {
        const row = document.querySelector('ops-alerts')!.shadowRoot!.querySelector<HTMLElement>('[data-key]')!;
        row.click();
        return row.dataset['key'];
      });
      await eventually(() => seen(page), ({ selected }) => selected === key);

      await page.click('#density');
      await eventually(() => seen(page), ({ density, paused }) => density === 'compact' && paused);
      await page.click('#mount');
      await eventually(() => seen(page), ({ there }) => !there);
      await page.click('#mount');
      await eventually(() => seen(page), ({ rows }) => rows === 6);
      assert.deepEqual(problems(), []);
      await page.close();
    });
});
