import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, type TestDemo, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, group, groups, keepEvents, status, throwIn } from '../support/ops-page.ts';

/** A page that breaks and is left in the same breath, before any worker can have started. */
const hasty = `const broken = new CustomEvent('test:throw', { detail: { name: 'HastyError', message: 'broke on the way out' } });
dispatchEvent(broken);
location.href = '/after.html';
`;

/** Something of everything that must not be lost. */
async function leaveTraces(page: Page): Promise<{ incident: string }> {
  await throwIn(page, 'must not be lost', 'TraceError');
  await group(page, 'TraceError: must not be lost');
  return page.evaluate(async () => {
    const { healthCheckService, alertingService, log } = window.prescriptoOps;
    await healthCheckService.disableHealthCheck('sms_service');
    const { id } = await alertingService.triggerAlert('data_sync_failure', { what: 'charts' });
    await alertingService.acknowledgeAlert(id, 'ada', 'on it');
    log.info('A line that must not be lost');
    await log.flush();
    return { incident: id };
  });
}

async function assertTraces(page: Page, { incident }: { incident: string }): Promise<void> {
  const { count } = await group(page, 'TraceError: must not be lost', 25_000);
  const rest = await page.evaluate(async () => ({
    sms: await window.prescriptoOps.healthCheckService.getHealthCheck('sms_service'),
    alerts: await window.prescriptoDebug.getAlerts(),
    lines: await window.prescriptoDebug.getLogs({ text: 'must not be lost' }),
  }));
  assert.equal(count, 1);
  assert.equal(rest.sms?.enabled, false);
  assert.deepEqual(rest.alerts.filter(({ id }) => id === incident).map((one) => [one.status, one.acknowledgement?.userId]), [['acknowledged', 'ada']]);
  assert.equal(rest.lines.filter(({ message }) => message === 'A line that must not be lost').length, 1);
}

describe('tabs', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  const start = (): Promise<TestDemo> =>
    demos.start({ pages: { 'one.html': opsPage(), 'two.html': opsPage(), 'after.html': opsPage(), 'hasty.html': opsPage({ body: '<script src="/hasty.js"></script>' }), 'hasty.js': hasty } });

  test('several share one runtime, which knows them all and forgets those that are closed', async () => {
    const demo = await start();
    const tabs = [await browser.open(demo.url('one.html')), await browser.open(demo.url('two.html')), await browser.open(demo.url('admin.html'))];
    const answers = await Promise.all(tabs.map(({ page }) => connected(page)));
    assert.deepEqual(new Set(answers.map(({ worker }) => worker.rung)), new Set(['shared']));
    assert.equal(new Set(answers.map(({ runtime }) => runtime?.bootId)).size, 1);
    assert.equal(new Set(answers.map(({ tab }) => tab.tabId)).size, 3);
    assert.equal(new Set(answers.map(({ tab }) => tab.sessionId)).size, 1, 'one visit is one session');
    const ids = answers.map(({ tab }) => tab.tabId);
    await eventually(() => status(tabs[0]!.page), ({ runtime }) => ids.every((id) => runtime?.tabs.some(({ tabId }) => tabId === id)));
    await tabs[1]!.page.close();
    await eventually(() => status(tabs[0]!.page), ({ runtime }) => !runtime?.tabs.some(({ tabId }) => tabId === ids[1]));
    for (const { problems } of tabs) assert.deepEqual(problems(), []);
  });

  test('an error of one tab is dispatched as error.captured in every tab, once', async () => {
    const demo = await start();
    const tabs = [await browser.open(demo.url('one.html'), keepEvents), await browser.open(demo.url('two.html'), keepEvents)];
    for (const { page } of tabs) await connected(page);
    await throwIn(tabs[0]!.page, 'heard everywhere');
    const { latestId, signature } = await group(tabs[0]!.page, 'heard everywhere');
    for (const { page } of tabs) {
      const captured = () => page.evaluate(() => window.seenEvents.filter(({ name }) => name === 'error.captured').map(({ detail }) => [detail['id'], detail['signature'], detail['mechanism']]));
      assert.deepEqual(await eventually(captured, (events) => events.length > 0), [[latestId, signature, 'onerror']]);
    }
  });

  test('closing the tab that started the runtime loses nothing', async () => {
    const demo = await start();
    const first = await browser.open(demo.url('one.html'));
    await connected(first.page);
    const second = await browser.open(demo.url('two.html'));
    await connected(second.page);
    const traces = await leaveTraces(first.page);
    await first.page.close();
    await assertTraces(second.page, traces);
    await throwIn(second.page, 'life goes on');
    await group(second.page, 'life goes on');
    await demo.arrived('errors', (items) => items.length === 2);
    assert.deepEqual(second.problems().filter((line) => !line.includes('life goes on')), []);
  });

  test('navigating with a single tab open loses nothing', async () => {
    const demo = await start();
    const { page, problems } = await browser.open(demo.url('one.html'));
    await connected(page);
    const traces = await leaveTraces(page);
    await page.goto(demo.url('two.html'));
    await connected(page);
    await assertTraces(page, traces);
    await page.reload();
    await connected(page);
    await assertTraces(page, traces);
    await demo.arrived('errors', (items) => items.length === 1);
    assert.equal((await demo.received('errors')).repeats, 0);
    assert.deepEqual(problems().filter((line) => !line.includes('must not be lost')), []);
  });

  test('an error right before location.href = … arrives', async () => {
    const demo = await start();
    const { page } = await browser.open(demo.url('one.html'));
    await connected(page);
    await Promise.all([
      page.waitForNavigation(),
      page.evaluate(() => {
        window.dispatchEvent(new CustomEvent('test:throw', { detail: { name: 'LastError', message: 'the last thing this page did' } }));
        location.href = '/after.html';
      }),
    ]);
    assert.equal((await group(page, 'LastError: the last thing this page did')).count, 1);
    await demo.arrived('errors', (items) => items.length === 1);
  });

  test('an error of a page that is left before the runtime has ever started arrives', async () => {
    const demo = await start();
    const { page } = await browser.open(demo.url('hasty.html'));
    await eventually(() => page.url(), (url) => url.endsWith('/after.html'));
    await connected(page);
    const { count } = await group(page, 'HastyError: broke on the way out');
    assert.equal(count, 1);
    const { items } = await demo.arrived('errors', (items) => items.length === 1);
    assert.match(String(items[0]?.['url']), /\/hasty\.html$/, 'under the page that it happened on');
  });

  for (const others of [true, false]) {
    test(`the crash of the tab that started the runtime loses nothing that was acknowledged, ${others ? 'for the other tab too' : 'alone'}`, async () => {
      const demo = await start();
      const first = await browser.open(demo.url('one.html'));
      await connected(first.page);
      const second = others ? await browser.open(demo.url('two.html')) : null;
      if (second) await connected(second.page);
      const traces = await leaveTraces(first.page);
      const crashed = new Promise((done) => first.page.once('error', done));
      // Never answers: there is nobody left who could.
      void first.page.goto('chrome://crash').catch(() => undefined);
      await crashed;
      const survivor = second ?? (await browser.open(demo.url('after.html')));
      await survivor.page.bringToFront();
      await assertTraces(survivor.page, traces);
      await throwIn(survivor.page, 'after the crash');
      await group(survivor.page, 'after the crash', 25_000);
      assert.equal((await groups(survivor.page)).length, 2);
      await demo.arrived('errors', (items) => items.length === 2);
      assert.deepEqual(survivor.problems().filter((line) => !line.includes('after the crash')), []);
    });
  }
});
