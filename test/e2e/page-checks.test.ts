import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { distDir, opsPage, quickHealth, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected } from '../support/ops-page.ts';

const check = (page: Page, id: string) => page.evaluate((id) => window.prescriptoOps.healthCheckService.getHealthCheck(id), id);
const totals = (page: Page) => page.evaluate(async () => (await window.prescriptoOps.healthCheckService.getSystemStatus()).summary);

describe('checks of pages, and of how pages do', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  test('a function runs in the tab that registered it, for every tab; when that is closed the check says so and is not counted, until another tab offers it', async () => {
    const demo = await demos.start({ pages: { 'quick.html': opsPage({ config: { health: quickHealth } }) } });
    const { page: watching } = await browser.open(demo.url('quick.html'));
    const { page: owner } = await browser.open(demo.url('quick.html'));
    for (const page of [watching, owner]) await connected(page);
    const offer = (page: Page, message: string) =>
      page.evaluate((message) => window.prescriptoOps.healthCheckService.registerHealthCheck({ id: 'basket', name: 'Basket', tier: 'critical', check: () => ({ status: 'DEGRADED', message, metadata: { items: 3 } }) }), message);

    await offer(owner, 'not synced');
    const found = await eventually(() => check(watching, 'basket'), (one) => one?.status === 'DEGRADED');
    assert.deepEqual([found?.name, found?.message, found?.metadata], ['Basket', 'not synced', { items: 3 }]);
    const forced = await watching.evaluate(() => window.prescriptoOps.healthCheckService.forceHealthCheck('basket'));
    assert.ok(forced.timestamp > found!.timestamp);
    const { total } = await totals(watching);

    await owner.close();
    const alone = await eventually(() => check(watching, 'basket'), (one) => one?.enabled === false);
    assert.deepEqual([alone?.status, alone?.reason], ['UNKNOWN', 'its tab is closed']);
    assert.equal((await totals(watching)).total, total - 1);

    await offer(watching, 'still not synced');
    await eventually(() => check(watching, 'basket'), (one) => one?.enabled === true && one.message === 'still not synced');
  });

  test('a URL may be one of the page', async () => {
    const demo = await demos.start({ pages: { 'quick.html': opsPage({ config: { health: quickHealth } }), 'ready.txt': 'ready' } });
    const { page } = await browser.open(demo.url('quick.html'));
    await connected(page);
    await page.evaluate(() => window.prescriptoOps.healthCheckService.registerHealthCheck({ id: 'ready', tier: 'critical', url: 'ready.txt' }));
    await page.evaluate(() => window.prescriptoOps.healthCheckService.registerHealthCheck({ id: 'gone', tier: 'critical', url: '/no-such-file' }));
    await eventually(() => check(page, 'ready'), (one) => one?.status === 'HEALTHY');
    assert.match((await eventually(() => check(page, 'gone'), (one) => one?.status === 'DEGRADED'))?.message ?? '', /answered 404/);
    const said = await page.evaluate(() => window.prescriptoOps.healthCheckService.registerHealthCheck({ id: 'wrong', url: 'https://' }).then(String, (error: Error) => error.message));
    assert.match(said, /url: expected .*, got "no URL: https:\/\/"/);
    assert.deepEqual((await page.evaluate(() => window.prescriptoDebug.getStatus())).runtime?.warnings, []);
  });

  test('a page whose event loop is held up for seconds is told to the other tabs, and forgotten when it keeps time again', async () => {
    const demo = await demos.start({ pages: { 'quick.html': opsPage({ config: { health: quickHealth } }) } });
    const { page: watching } = await browser.open(demo.url('quick.html'));
    const { page: busy } = await browser.open(demo.url('quick.html'));
    for (const page of [watching, busy]) await connected(page);
    // Only visible pages beat, and in a browser without a screen all are.
    await eventually(() => check(watching, 'frontend_health'), (one) => one?.status === 'HEALTHY');
    const held = busy.evaluate(() => {
      const end = performance.now() + 12_000;
      while (performance.now() < end);
    });
    const late = await eventually(() => check(watching, 'frontend_health'), (one) => one?.status !== 'HEALTHY');
    assert.match(`${late?.status} ${late?.message}`, /DEGRADED lag of the slowest page: \d+ ms/);
    await held;
    // The worst of the last nine heartbeats counts.
    await eventually(() => check(watching, 'frontend_health'), (one) => one?.status === 'HEALTHY', { within: 90_000 });
  });

  test('without prescripto-ops.on-demand.js a socket is not probed, and no server is called down for that', async () => {
    const dist = await demos.folder();
    await cp(distDir, dist, { recursive: true });
    await rm(join(dist, 'prescripto-ops.on-demand.js'));
    const demo = await demos.start({ dist, pages: { 'quick.html': opsPage({ config: { health: quickHealth, endpoints: { ws: '/api/ws' } } }) } });
    const { page } = await browser.open(demo.url('quick.html'));
    await connected(page);
    await page.evaluate(() => window.prescriptoOps.log.info('a line all the same'));
    await demo.arrived('logs', (items) => items.some(({ message }) => message === 'a line all the same'));
    const { timestamp } = (await eventually(() => check(page, 'database_connectivity'), (one) => one?.status === 'HEALTHY'))!;
    // Several turns of an interval of a second.
    await eventually(() => check(page, 'database_connectivity'), (one) => (one?.timestamp ?? 0) > timestamp + 3_000);
    const socket = await check(page, 'websocket_connection');
    assert.deepEqual([socket?.status, socket?.timestamp], ['UNKNOWN', 0]);
    const refused = await page.evaluate(() => window.prescriptoDebug.getErrors().then(String, (error: Error) => error.message));
    assert.match(refused, /expected prescripto-ops\.on-demand\.js beside the worker file/);
  });
});
