import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser, type WatchedPage } from '../support/browser.ts';
import { opsPage, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, group, throwIn } from '../support/ops-page.ts';

/** ms from the runtime's notice to the screen, SPEC's promise. */
const bound = 500;
const tries = 3;

const checks = [
  'frontend_health', 'api_connectivity', 'database_connectivity', 'authentication_service', 'security_status',
  'payment_gateway', 'websocket_connection', 'file_storage', 'error_rate_monitor',
  'email_service', 'sms_service', 'cdn_health', 'memory_usage', 'performance_metrics',
  'browser_compatibility',
];

/** Begins to wait for words in an element; `took()`: ms from the first notice of `topic` after now to the words being there. */
async function stopwatch(page: Page, element: string, words: string, topic: string): Promise<{ took(): Promise<number> }> {
  const handle = await page.evaluateHandle(
    (element: string, words: string, topic: string) => {
      const channel = new BroadcastChannel('prescripto-ops/1');
      const times: { notice?: number; shown?: number } = {};
      channel.onmessage = ({ data }: MessageEvent<{ topics: readonly string[] }>) => {
        if (data.topics.includes(topic)) times.notice ??= performance.now();
      };
      const root = document.querySelector(element)!.shadowRoot!;
      const watch = new MutationObserver(() => {
        if (!(root.textContent ?? '').includes(words)) return;
        watch.disconnect();
        // The next frame has it on the screen.
        requestAnimationFrame(() => (times.shown = performance.now()));
      });
      watch.observe(root, { subtree: true, childList: true, characterData: true });
      return times;
    },
    element,
    words,
    topic,
  );
  return {
    took: async () => {
      const { notice, shown } = await eventually(() => handle.jsonValue(), (times) => times.notice !== undefined && times.shown !== undefined);
      return shown! - notice!;
    },
  };
}

describe('the admin page', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  let admin: WatchedPage;
  let clinic: WatchedPage;
  before(async () => {
    browser = await launchBrowser();
    const demo = await demos.start({ pages: { 'clinic.html': opsPage({ config: { endpoints: { ws: '/api/ws', cdn: '/cdn/ping.txt', alertWebhook: '/api/alerts/webhook' }, alerts: { escalateAfter: { CRITICAL: 120_000, HIGH: 300_000, MEDIUM: 1_800_000, LOW: 3_600_000, INFO: 3_600_000 } } } }) } });
    clinic = await browser.open(demo.url('clinic.html'));
    await connected(clinic.page);
    admin = await browser.open(demo.url('admin.html'));
    await connected(admin.page);
    // An element of a tab in the background asks for nothing until it is looked at.
    await admin.page.bringToFront();
    for (const element of ['ops-health', 'ops-alerts', 'ops-errors']) await admin.page.locator(`${element} >>> [part=body]`).wait();
  });
  after(() => browser.close());

  const shown = (element: string): Promise<string> => admin.page.$eval(element, (host) => host.shadowRoot?.textContent ?? '');
  const inAlerts = (selector: string) => admin.page.locator(`ops-alerts >>> ${selector}`);

  /** The best of a few: what is promised is what the product takes, not what a busy machine adds. */
  async function best(element: string, topic: string, change: (attempt: number) => Promise<{ words: string; run: () => Promise<unknown> }>): Promise<number> {
    const took: number[] = [];
    for (let attempt = 0; attempt < tries && !(Math.min(...took) < bound); attempt++) {
      const { words, run } = await change(attempt);
      const watch = await stopwatch(admin.page, element, words, topic);
      await run();
      took.push(await watch.took());
    }
    return Math.min(...took);
  }

  test('an error of another tab is in <ops-errors> in under half a second', async () => {
    const names = ['Amber', 'Beryl', 'Coral'];
    const ms = await best('ops-errors', 'errors', async (attempt) => ({ words: `${names[attempt]}Error: thrown next door`, run: () => throwIn(clinic.page, 'thrown next door', `${names[attempt]}Error`) }));
    assert.ok(ms < bound, `${ms} ms`);
  });

  test('an alert of another tab is in <ops-alerts> in under half a second', async () => {
    const ms = await best('ops-alerts', 'alerts', async (attempt) => ({
      words: `Freezer ${attempt} is warm`,
      run: () =>
        clinic.page.evaluate(async (attempt: number) => {
          const { alertingService } = window.prescriptoOps;
          await alertingService.registerAlert(`freezer_${attempt}`, { name: `Freezer ${attempt} is warm`, category: 'storage', severity: 'HIGH', threshold: 8, window: 5 });
          await alertingService.triggerAlert(`freezer_${attempt}`, { value: 11 });
        }, attempt),
    }));
    assert.ok(ms < bound, `${ms} ms`);
  });

  test('a check that changes is in <ops-health> in under half a second', async () => {
    const ms = await best('ops-health', 'health', async (attempt) => ({
      words: `Ward ${attempt} does not answer`,
      run: () =>
        clinic.page.evaluate(async (attempt: number) => {
          const { healthCheckService } = window.prescriptoOps;
          await healthCheckService.registerHealthCheck({ id: `ward_${attempt}`, check: () => ({ status: 'CRITICAL', message: `Ward ${attempt} does not answer` }) });
          await healthCheckService.forceHealthCheck(`ward_${attempt}`);
        }, attempt),
    }));
    assert.ok(ms < bound, `${ms} ms`);
  });

  test('<ops-health> lists the fifteen checks and finds something out about each', async () => {
    const listed = await admin.page.$$eval('ops-health >>> .row', (rows) => rows.map((row) => (row as HTMLElement).dataset['key']));
    assert.deepEqual(listed.filter((id) => !id?.startsWith('ward_')).sort(), [...checks].sort());
    await admin.page.evaluate((ids: string[]) => Promise.all(ids.map((id) => window.prescriptoOps.healthCheckService.forceHealthCheck(id))), checks);
    const results = await eventually(() => admin.page.evaluate(() => window.prescriptoOps.healthCheckService.getAllHealthChecks()), (all) => checks.every((id) => all.find((check) => check.id === id)?.status !== 'UNKNOWN'));
    for (const check of results.filter(({ id }) => checks.includes(id))) assert.ok(check.enabled && check.message, JSON.stringify(check));
  });

  test('acknowledging and resolving with the buttons reaches the runtime and every other tab', async () => {
    await clinic.page.evaluate(() => window.prescriptoOps.log.security('suspicious_login_attempt', { attempts: 5 }));
    const incident = await eventually(() => clinic.page.evaluate(async () => (await window.prescriptoDebug.getAlerts()).find(({ alertId }) => alertId === 'security_breach')), (found) => found !== undefined);
    await inAlerts(`.row[data-key="${incident!.id}"] .quick`).click();
    await inAlerts('form.form input[name=reason]').fill('looking at the access log');
    await inAlerts('form.form button[type=submit]').click();
    const acknowledged = await eventually(() => clinic.page.evaluate(async (id: string) => (await window.prescriptoDebug.getAlerts()).find((one) => one.id === id), incident!.id), (found) => found?.status === 'acknowledged');
    assert.equal(acknowledged?.acknowledgement?.userId, 'operator');
    assert.equal(acknowledged?.acknowledgement?.reason, 'looking at the access log');
    await eventually(() => shown('ops-alerts'), (text) => text.includes('Acknowledged by operator'));

    await inAlerts('.detail .acts button ::-p-text(Resolve)').click();
    await inAlerts('form.form input[name=reason]').fill('it was the night watch');
    await inAlerts('form.form button[type=submit]').click();
    const resolved = await eventually(() => clinic.page.evaluate(async (id: string) => (await window.prescriptoOps.alertingService.getAlertHistory()).find((one) => one.id === id), incident!.id), (found) => found?.status === 'resolved');
    assert.deepEqual([resolved?.resolution?.userId, resolved?.resolution?.text, resolved?.resolution?.automatic], ['operator', 'it was the night watch', false]);
    assert.ok(!(await clinic.page.evaluate(() => window.prescriptoDebug.getAlerts())).some(({ id }) => id === incident!.id));
  });

  test('an error group opens with its stack and what came before, and is resolved with its button', async () => {
    await clinic.page.evaluate(() => window.prescriptoOps.errorTracker.addBreadcrumb({ message: 'opened the map of ward 7' }));
    await throwIn(clinic.page, 'the map has no ward', 'MapError');
    const { signature } = await group(clinic.page, 'MapError: the map has no ward');
    await admin.page.locator(`ops-errors >>> .row[data-key="${signature}"]`).click();
    await eventually(() => shown('ops-errors'), (text) => ['throws.js', 'opened the map of ward 7', 'Event 1 of 1'].every((words) => text.includes(words)));
    await admin.page.locator('ops-errors >>> .detail .acts button.primary').click();
    await eventually(() => group(clinic.page, 'MapError'), ({ status, statusBy }) => status === 'resolved' && statusBy?.userId === 'operator');
  });

  test('neither console has a word of ours', () => {
    assert.deepEqual(admin.problems(), []);
    assert.deepEqual(clinic.problems().filter((line) => !/thrown next door|the map has no ward/.test(line)), []);
  });
});
