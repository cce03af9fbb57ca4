import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, quickHealth, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, keepEvents } from '../support/ops-page.ts';

const check = (page: Page, id: string) => page.evaluate((id) => window.prescriptoOps.healthCheckService.getHealthCheck(id), id);
const systemStatus = (page: Page) => page.evaluate(() => window.prescriptoDebug.getHealth());
const alerts = (page: Page) => page.evaluate(() => window.prescriptoDebug.getAlerts());

/** What this tab was told, as `name value`, in order. */
const told = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    window.seenEvents.map(({ name, detail }) => {
      const result = detail['status'] as { status?: string };
      return `${name} ${String(detail['checkId'] ?? detail['alertId'] ?? '')} ${result.status ?? String(result)}`.replace('  ', ' ');
    }),
  );

describe('a component of the backend that goes down', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  test('turns its check and the system, raises an alert, is told to the backend and to every tab, and all of it comes back by itself', async () => {
    const config = { health: quickHealth, endpoints: { ws: '/api/ws', cdn: '/cdn/ping.txt', alertWebhook: '/api/alerts/webhook' } };
    const demo = await demos.start({ pages: { 'quick.html': opsPage({ config }) } });
    const first = await browser.open(demo.url('quick.html'), keepEvents);
    const second = await browser.open(demo.url('quick.html'), keepEvents);
    const tabs = [first, second];
    for (const { page } of tabs) await connected(page);

    const every = () => first.page.evaluate(() => window.prescriptoOps.healthCheckService.getAllHealthChecks());
    await eventually(async () => (await every()).filter(({ status }) => status !== 'HEALTHY').map(({ id, status, message }) => `${id} ${status}: ${message}`), (others) => !others.length, { within: 20_000 });
    const all = await every();
    assert.equal(all.length, 15);
    assert.ok(all.every(({ enabled, stale }) => enabled && !stale));
    const { status, summary } = await eventually(() => systemStatus(first.page), (system) => system.status === 'HEALTHY');
    assert.deepEqual([status, summary.total, summary.healthy], ['HEALTHY', 15, 15]);

    await demo.fault({ component: 'database', state: 'down' });
    const down = await eventually(() => check(first.page, 'database_connectivity'), (found) => found?.status === 'UNHEALTHY' || found?.status === 'CRITICAL', { within: 20_000 });
    assert.match(down?.message ?? '', /does not answer/);
    const bad = await eventually(() => systemStatus(first.page), (system) => system.status === 'UNHEALTHY' || system.status === 'CRITICAL');
    assert.equal(bad.summary.healthy, 14, 'only what is down is down');
    const [incident] = await eventually(async () => (await alerts(first.page)).filter(({ alertId }) => alertId === 'system_unhealthy'), (found) => found.length === 1);
    const sent = await demo.arrived('notifications', (items) => items.some((item) => item['alertId'] === 'system_unhealthy' && item['event'] === 'triggered'));
    assert.deepEqual([...new Set(sent.items.map((item) => item['incidentId']))], [incident?.id]);
    for (const { page } of tabs) {
      const words = await eventually(() => told(page), (lines) => lines.some((line) => line.startsWith('alert.triggered system_unhealthy')));
      assert.ok(words.includes(`health.status_updated database_connectivity ${down?.status}`), words.join('\n'));
      assert.ok(words.includes(`health.system_status_updated ${bad.status}`), words.join('\n'));
    }

    await demo.fault({ component: 'database', state: 'up' });
    await eventually(() => check(first.page, 'database_connectivity'), (found) => found?.status === 'HEALTHY', { within: 20_000 });
    await eventually(() => systemStatus(first.page), (system) => system.status === 'HEALTHY');
    await eventually(() => alerts(first.page), (open) => !open.some(({ alertId }) => alertId === 'system_unhealthy'));
    const history = await first.page.evaluate(() => window.prescriptoOps.alertingService.getAlertHistory());
    const closed = history.find(({ id }) => id === incident?.id);
    assert.equal(closed?.resolution?.automatic, true);
    const after = await demo.arrived('notifications', (items) => items.some((item) => item['incidentId'] === incident?.id && item['event'] === 'resolved'));
    assert.equal(after.repeats, 0);
    for (const { page } of tabs) {
      const words = await eventually(() => told(page), (lines) => lines.some((line) => line.startsWith('alert.resolved system_unhealthy')));
      assert.equal(words.findLast((line) => line.startsWith('health.system_status_updated')), 'health.system_status_updated HEALTHY');
      assert.equal(words.findLast((line) => line.startsWith('health.status_updated database_connectivity')), 'health.status_updated database_connectivity HEALTHY');
      assert.equal(words.filter((line) => line.startsWith('alert.triggered system_unhealthy')).length, 1, 'told once');
    }
    for (const { problems } of tabs) assert.deepEqual(problems(), []);
  });
});
