import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { clinicPage, opsPage, testDemos, type TestDemo } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, everythingStored, group, throwIn } from '../support/ops-page.ts';

const flush = (page: Page): Promise<void> => page.evaluate(() => window.prescriptoDebug.flush());

describe('the script tag', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  test('a page with nothing but the tag is observed, and the backend has every record once', async () => {
    const demo = await demos.start({ pages: { 'plain.html': opsPage() } });
    const { page, problems } = await browser.open(demo.url('plain.html'));
    const { worker, runtime } = await connected(page);
    assert.equal(worker.rung, 'shared');
    assert.equal(worker.url, demo.url('ops/prescripto-ops.worker.js'));
    assert.equal(runtime?.store.kind, 'indexeddb');
    await page.evaluate(() => {
      window.prescriptoOps.log.info('The page is open', { section: 'start' });
      window.prescriptoOps.captureException(new RangeError('no such page'), { component: 'Pager' });
    });
    const { signature } = await group(page, 'RangeError: no such page');
    // Text that a person sees: FCP and LCP need something painted.
    await page.evaluate(() => document.body.append('Welcome'));
    await eventually(() => page.evaluate(() => window.prescriptoDebug.getVitals()), (vitals) => vitals.ttfb !== undefined && vitals.fcp !== undefined);
    await flush(page);
    const errors = await demo.arrived('errors', (items) => items.length > 0);
    assert.deepEqual(errors.items.map((item) => item['signature']), [signature]);
    const logs = await demo.arrived('logs', (items) => items.length > 0);
    assert.deepEqual(logs.items.map((item) => [item['message'], item['app'], item['release']]), [['The page is open', 'clinic', '1.4.2']]);
    await demo.arrived('metrics', (items) => ['TTFB', 'FCP'].every((name) => items.some((item) => item['name'] === name)), 30_000);
    for (const kind of ['logs', 'errors'] as const) assert.equal((await demo.received(kind)).repeats, 0, kind);
    assert.deepEqual(problems(), []);
  });

  describe('at the fault desk', () => {
    let demo: TestDemo;
    let page: Page;
    let problems: () => readonly string[];
    before(async () => {
      demo = await demos.start();
      ({ page, problems } = await browser.open(demo.url('faults.html')));
      await connected(page);
    });
    const breakIt = (name: string): Promise<void> => page.locator(`::-p-aria([name="Break: ${name}"][role="button"])`).click();

    test('a null dereference is a TypeError with the frame of the handler', async () => {
      await breakIt('Null dereference in a click handler');
      const { signature, category, culprit } = await group(page, 'TypeError: Cannot read properties of null');
      assert.equal(category, 'javascript');
      assert.match(culprit, /faults\.js/);
      const detail = await page.evaluate((signature) => window.prescriptoOps.errorTracker.getErrorGroup(signature), signature);
      const [event] = detail!.events;
      assert.equal(event?.mechanism, 'onerror');
      assert.equal(event?.handled, false);
      assert.match(event?.frames[0]?.file ?? '', /faults\.js$/);
      assert.ok(event?.breadcrumbs.some(({ category }) => category === 'ui'), 'the click before it');
    });

    test('a rejected promise is an error, with the reason as it was', async () => {
      await breakIt('Rejected promise');
      const { latestId, signature } = await group(page, 'RangeError: reviews: page 7 is past the last page');
      const detail = await page.evaluate((signature) => window.prescriptoOps.errorTracker.getErrorGroup(signature), signature);
      assert.deepEqual(detail?.events.map(({ id, mechanism }) => [id, mechanism]), [[latestId, 'onunhandledrejection']]);
    });

    test('a failed fetch is the call that failed and the error that was captured', async () => {
      await breakIt('Failed fetch');
      assert.equal((await group(page, 'ApiError: API Error: 404')).category, 'network');
      const calls = await page.evaluate(() => window.prescriptoOps.performanceMonitor.getAPIMetrics());
      const call = calls.find(({ url }) => url.includes('/api/prescriptions/'));
      assert.deepEqual([call?.method, call?.status, call?.outcome, call?.route], ['GET', 404, 'client_error', 'GET /api/prescriptions/:id']);
    });

    test('a script that is not there is an error that names it', async () => {
      await breakIt('Script that is not there');
      const { signature } = await group(page, '/modules/print-');
      const detail = await page.evaluate((signature) => window.prescriptoOps.errorTracker.getErrorGroup(signature), signature);
      assert.equal(detail?.events[0]?.mechanism, 'resource');
    });

    test('a payment that fails is a business event and a captured error', async () => {
      await breakIt('Payment that fails');
      assert.equal((await group(page, 'ApiError: API Error: 502')).category, 'business_logic');
      const [entry] = await eventually(() => page.evaluate(() => window.prescriptoDebug.getLogs({ text: 'payment_failed' })), (entries) => entries.length === 1);
      assert.deepEqual([entry?.type, entry?.message, entry?.context['amount']], ['business', 'payment_failed', 80]);
    });

    test('a slow API is in the metrics with the time it took', async () => {
      await breakIt('Slow API');
      const calls = await eventually(
        () => page.evaluate(() => window.prescriptoOps.performanceMonitor.getAPIMetrics()),
        (all) => all.some(({ duration, route }) => duration >= 3_000 && route === 'GET /api/doctors'),
      );
      assert.equal(calls.find(({ duration }) => duration >= 3_000)?.outcome, 'ok');
    });

    test('a long task is in the metrics with the time it took', async () => {
      await breakIt('Long task');
      const tasks = await eventually(() => page.evaluate(() => window.prescriptoOps.performanceMonitor.getMetrics('long_task')), (all) => all.some(({ value }) => value >= 390));
      assert.ok(tasks.every(({ type, unit }) => type === 'long_task' && unit === 'ms'));
    });

    test('a security event raises the alert security_breach at once', async () => {
      await breakIt('Security event');
      const alerts = await eventually(() => page.evaluate(() => window.prescriptoDebug.getAlerts()), (all) => all.some(({ alertId }) => alertId === 'security_breach'));
      const incident = alerts.find(({ alertId }) => alertId === 'security_breach');
      assert.deepEqual([incident?.category, incident?.severity, incident?.status], ['security', 'CRITICAL', 'active']);
      await demo.arrived('notifications', (items) => items.some((item) => item['alertId'] === 'security_breach'));
    });

    test('what the runtime has of all this, the backend has, each record once', async () => {
      await flush(page);
      const known = await page.evaluate(async () => ({
        errors: (await window.prescriptoOps.errorTracker.getRecentErrors(500)).map(({ id }) => id),
        logs: (await window.prescriptoDebug.getLogs({ limit: 500 })).map(({ id }) => id),
      }));
      assert.ok(known.errors.length >= 5 && known.logs.length >= 2, JSON.stringify(known));
      for (const kind of ['errors', 'logs'] as const) {
        const { ids, repeats } = await demo.arrived(kind, (items) => items.length >= known[kind].length);
        assert.deepEqual([...ids].sort(), [...known[kind]].sort(), kind);
        assert.equal(repeats, 0, kind);
      }
      await demo.arrived('metrics', (items) => ['api', 'long_task', 'vital'].every((type) => items.some((item) => item['type'] === type)), 30_000);
    });

    test('the console shows what the page did wrong, and nothing of ours', () => {
      const own = [/Cannot read properties of null/, /reviews: page 7/, /status of 404 .*\/api\/prescriptions\//, /status of 404 .*\/modules\/print-/, /status of 502 .*\/api\/payments/];
      assert.deepEqual(problems().filter((line) => !own.some((fault) => fault.test(line))), []);
    });
  });

  test('nothing personal is stored or sent when somebody books, and something breaks while they do', async () => {
    const demo = await demos.start({ pages: { 'index.html': await clinicPage('index.html') } });
    const { page, problems } = await browser.open(demo.url('/'));
    await connected(page);
    await page.locator('#doctors li button').click();
    await page.locator('#booking input[name=name]').fill('Wilhelmina Testperson');
    await page.locator('#booking input[name=email]').fill('wilhelmina.testperson@mail.example.org');
    await page.locator('#pay').click();
    await page.locator('#note ::-p-text(Booked)').wait();
    await page.evaluate(() => {
      const { log, errorTracker } = window.prescriptoOps;
      log.error('Receipt for wilhelmina.testperson@mail.example.org bounced', new Error('card 4242 4242 4242 4242 of +46 70 123 45 67'), { password: 'hunter2-hunter2', iban: 'DE89370400440532013000' });
      errorTracker.addBreadcrumb({ message: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ3aWxoZWxtaW5hIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ' });
    });
    await throwIn(page, 'no mailbox wilhelmina.testperson@mail.example.org?token=c0ffeec0ffeec0ffee');
    await group(page, 'no mailbox');
    await flush(page);
    await demo.arrived('errors', (items) => items.length > 0);
    await demo.arrived('logs', (items) => items.some((item) => item['message'] === 'appointment_booked') && items.some((item) => String(item['message']).startsWith('Receipt for')));
    await demo.arrived('metrics', (items) => items.some((item) => String(item['name']).includes('/api/payments')), 30_000);
    const kinds = ['logs', 'errors', 'errorAlerts', 'metrics', 'notifications', 'webhook'] as const;
    const everything = { stored: await everythingStored(page), sent: JSON.stringify(await Promise.all(kinds.map((kind) => demo.received(kind)))) };
    for (const [where, text] of Object.entries(everything)) {
      for (const secret of ['testperson', 'mail.example.org', '4242 4242', '70 123 45 67', 'hunter2', 'DE8937', 'eyJzdWIi', 'c0ffeec0ffee']) assert.ok(!text.toLowerCase().includes(secret.toLowerCase()), `${secret} is ${where}`);
      assert.match(text, /patient_apt_/, `who it was, by id, is ${where}`);
    }
    assert.deepEqual(problems().filter((line) => !line.includes('no mailbox')), []);
  });
});
