import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, group, keepEvents, throwIn } from '../support/ops-page.ts';
import { rungs } from '../support/rungs.ts';

const pages = { 'one.html': opsPage({ body: '<ops-errors></ops-errors>' }), 'two.html': opsPage() };

describe('the ladder', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  for (const { rung, reason, prepare } of rungs) {
    test(`the main job runs from end to end on the rung "${rung}", in two tabs`, async () => {
      const demo = await demos.start({ pages });
      const open = (path: string) =>
        browser.open(demo.url(path), async (page: Page) => {
          await prepare(page);
          await keepEvents(page);
        });
      const first = await open('one.html');
      const second = await open('two.html');
      for (const { page } of [first, second]) {
        const { worker, runtime } = await connected(page);
        assert.equal(worker.rung, rung);
        assert.match(worker.reason, reason);
        assert.equal(runtime?.store.kind, 'indexeddb');
      }

      await throwIn(first.page, 'seen in both tabs', 'RungError');
      for (const { page } of [first, second]) {
        assert.equal((await group(page, 'RungError: seen in both tabs')).count, 1);
        await eventually(() => page.evaluate(() => window.seenEvents.filter(({ name, detail }) => name === 'error.captured' && detail['name'] === 'RungError').length), (count) => count === 1);
      }
      await first.page.bringToFront();
      await eventually(() => first.page.$eval('ops-errors', (host) => host.shadowRoot?.textContent ?? ''), (text) => text.includes('RungError: seen in both tabs'));

      await second.page.evaluate(() => window.prescriptoOps.log.security('suspicious_login_attempt', { attempts: 5 }));
      const breach = async (page: Page) => (await page.evaluate(() => window.prescriptoDebug.getAlerts())).find(({ alertId }) => alertId === 'security_breach');
      const incident = await eventually(() => breach(first.page), (found) => found?.status === 'active');
      await first.page.evaluate((id: string) => window.prescriptoOps.alertingService.acknowledgeAlert(id, 'ada', 'on it'), incident!.id);
      await eventually(() => breach(second.page), (found) => found?.status === 'acknowledged');

      const health = await second.page.evaluate(() => window.prescriptoOps.healthCheckService.forceHealthCheck('api_connectivity'));
      assert.equal(health.status, 'HEALTHY');
      const call = await eventually(
        () => second.page.evaluate(async () => (await fetch('/api/doctors?q=').then((response) => response.text()), (await window.prescriptoOps.performanceMonitor.getAPIMetrics()).find(({ url }) => url.includes('/api/doctors')))),
        (found) => found !== undefined,
      );
      assert.deepEqual([call?.status, call?.outcome], [200, 'ok']);

      const sent = await demo.arrived('errors', (items) => items.length > 0);
      assert.deepEqual([sent.count, sent.repeats], [1, 0], 'two tabs, one delivery');
      const notified = await demo.arrived('notifications', (items) => items.some((item) => item['alertId'] === 'security_breach'));
      assert.equal(notified.repeats, 0);

      // Whoever delivered is gone: the one that is left takes over.
      await first.page.close();
      await throwIn(second.page, 'after the other is closed', 'LaterError');
      await group(second.page, 'LaterError');
      await demo.arrived('errors', (items) => items.some((item) => item['name'] === 'LaterError'));

      await second.page.reload();
      await connected(second.page);
      assert.equal((await group(second.page, 'RungError')).count, 1);
      assert.equal((await breach(second.page))?.acknowledgement?.userId, 'ada');
      assert.equal((await demo.received('errors')).repeats, 0);
      assert.deepEqual(first.problems().filter((line) => !line.includes('seen in both tabs')), []);
      assert.deepEqual(second.problems().filter((line) => !line.includes('after the other')), []);
    });
  }

  test('a SharedWorker that cannot be constructed is stepped over, and said why', async () => {
    const demo = await demos.start({ pages });
    const { page, problems } = await browser.open(demo.url('two.html'), (page) =>
      page.evaluateOnNewDocument(() => {
        window.SharedWorker = function refuse() {
          throw new DOMException('Failed to construct: access is denied for this document', 'SecurityError');
        } as unknown as typeof SharedWorker;
      }),
    );
    const { worker } = await connected(page);
    assert.equal(worker.rung, 'dedicated');
    assert.match(worker.reason, /^shared: Failed to construct: access is denied for this document/);
    await throwIn(page, 'one rung down');
    await group(page, 'one rung down');
    await demo.arrived('errors', (items) => items.length === 1);
    assert.deepEqual(problems().filter((line) => !line.includes('one rung down')), []);
  });

  test('workers that fail after they were constructed are stepped over down to the page', async () => {
    const demo = await demos.start({ pages });
    const { page, problems } = await browser.open(demo.url('two.html'), (page) =>
      page.evaluateOnNewDocument(() => {
        // As a content blocker or a broken policy does it: the script never comes.
        const { SharedWorker: Shared, Worker: Dedicated } = window;
        const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } } };
        const nowhere = trustedTypes.createPolicy('nowhere', { createScriptURL: String }).createScriptURL('/nowhere.js');
        window.SharedWorker = class extends Shared {
          constructor(_url: string | URL, options?: string | WorkerOptions) {
            super(nowhere, options);
          }
        };
        window.Worker = class extends Dedicated {
          constructor(_url: string | URL, options?: WorkerOptions) {
            super(nowhere, options);
          }
        };
      }),
    );
    const { worker } = await connected(page);
    assert.equal(worker.rung, 'page');
    assert.match(worker.reason, /^shared: .+; dedicated: .+/);
    await throwIn(page, 'at the bottom of the ladder');
    await group(page, 'at the bottom of the ladder');
    await demo.arrived('errors', (items) => items.length === 1);
    assert.deepEqual(problems().filter((line) => !/at the bottom of the ladder|nowhere\.js/.test(line)), []);
  });
});
