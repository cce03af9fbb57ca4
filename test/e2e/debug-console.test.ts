import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ConsoleMessage, Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, group, throwIn } from '../support/ops-page.ts';

const answering = ['getMetrics', 'getVitals', 'getErrors', 'getHealth', 'exportLogs', 'getAlerts', 'getLogs', 'getStatus', 'flush'] as const;
const services = {
  log: ['error', 'warn', 'info', 'debug', 'trace', 'userAction', 'performance', 'business', 'security', 'setUser', 'child', 'withCorrelation', 'flush', 'export', 'query'],
  errorTracker: ['captureError', 'captureException', 'captureMessage', 'addBreadcrumb', 'setUser', 'setContext', 'getErrorStats', 'getErrorGroups', 'getErrorGroup', 'getRecentErrors', 'resolveGroup', 'ignoreGroup', 'reopenGroup'],
  alertingService: ['triggerAlert', 'acknowledgeAlert', 'resolveAlert', 'registerAlert', 'unregisterAlert', 'getActiveAlerts', 'getAlertHistory', 'getAlertStatistics', 'getAlertDefinitions', 'silence', 'explain'],
  healthCheckService: ['getSystemStatus', 'getAllHealthChecks', 'getHealthCheck', 'forceHealthCheck', 'enableHealthCheck', 'disableHealthCheck', 'getHealthHistory', 'registerHealthCheck', 'registerRecovery'],
  performanceMonitor: ['setUser', 'mark', 'measure', 'recordMetric', 'getCoreWebVitals', 'getPerformanceSummary', 'getMetrics', 'getAPIMetrics', 'getResourceMetrics', 'getBudgets', 'setBudget'],
} as const;

/** Asks everything, as somebody at the console does; `plain`: it can be copied, and nothing of it is lost as JSON. */
const askAll = (page: Page) =>
  page.evaluate(async (names: readonly (typeof answering)[number][]) => {
    const answers: Record<string, { plain: boolean; answer: unknown }> = {};
    for (const name of names) {
      const answer: unknown = await (window.prescriptoDebug[name] as () => Promise<unknown>)();
      answers[name] = { plain: JSON.stringify(structuredClone(answer)) === JSON.stringify(answer), answer };
    }
    return answers;
  }, answering);

describe('prescriptoDebug', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  test('answers in the console of every tab, the same of what is shared, in plain objects', async () => {
    const demo = await demos.start({ pages: { 'one.html': opsPage() } });
    const tabs = [await browser.open(demo.url('one.html')), await browser.open(demo.url('admin.html'))];
    for (const { page } of tabs) await connected(page);
    const [first, second] = tabs.map(({ page }) => page) as [Page, Page];
    await throwIn(first, 'for the console');
    await group(first, 'for the console');
    await first.evaluate(() => {
      window.prescriptoOps.log.info('a line for the console');
      window.prescriptoOps.log.security('suspicious_login_attempt', { attempts: 5 });
    });
    await first.bringToFront();
    await eventually(() => first.evaluate(() => window.prescriptoDebug.getVitals()), (vitals) => vitals.ttfb !== undefined);
    const answers = [await askAll(first), await askAll(second)];
    for (const answer of answers) {
      for (const name of answering) assert.ok(answer[name]?.plain, `${name} answers what can be copied`);
      const got = Object.fromEntries(answering.map((name) => [name, answer[name]!.answer])) as Record<(typeof answering)[number], never>;
      const { ttfb } = got.getVitals as { ttfb: { value: number; rating: string } };
      assert.ok(ttfb.value >= 0 && ['good', 'needs-improvement', 'poor'].includes(ttfb.rating));
      assert.ok((got.getMetrics as { name: string }[]).length > 0);
      assert.equal((got.getErrors as { total: number }).total, 1);
      assert.equal((got.getHealth as { summary: { total: number; disabled: number } }).summary.total + (got.getHealth as { summary: { disabled: number } }).summary.disabled, 15);
      assert.ok((got.getAlerts as { alertId: string }[]).some(({ alertId }) => alertId === 'security_breach'));
      assert.ok((got.getLogs as { message: string }[]).some(({ message }) => message === 'a line for the console'));
      const lines = (got.exportLogs as string).trim().split('\n').map((line) => JSON.parse(line) as { message: string });
      assert.ok(lines.some(({ message }) => message === 'a line for the console'));
      const { worker, tab, runtime } = got.getStatus as { worker: { rung: string; build: string }; tab: { queued: number; dropped: object }; runtime: { tabs: unknown[]; protocol: number; dropped: object; delivery: { endpoint: string; state: string; sent: number }[]; store: { kind: string; usage: number } } };
      assert.deepEqual([worker.rung, typeof worker.build, runtime.protocol, runtime.store.kind], ['shared', 'string', 1, 'indexeddb']);
      assert.equal(runtime.tabs.length, 2);
      assert.ok(runtime.store.usage > 0 && tab.queued >= 0 && typeof tab.dropped === 'object' && typeof runtime.dropped === 'object');
      for (const endpoint of ['logs', 'errors', 'metrics', 'notifications/email']) assert.ok(runtime.delivery.some((one) => one.endpoint === endpoint), endpoint);
    }
    const boots = answers.map(({ getStatus }) => (getStatus!.answer as { runtime: { bootId: string } }).runtime.bootId);
    assert.equal(boots[0], boots[1]);
    assert.deepEqual(await second.evaluate(() => window.prescriptoDebug.getLogs({ level: 'WARN' }).then((entries) => entries.map(({ type }) => type))), ['security']);
    assert.deepEqual(tabs.flatMap(({ problems }) => problems()).filter((line) => !line.includes('for the console')), []);
  });

  test('has the five services with everything that they promise, and help() prints it all', async () => {
    const demo = await demos.start({ pages: { 'one.html': opsPage() } });
    const { page } = await browser.open(demo.url('one.html'));
    const missing = await page.evaluate(
      (promised) => {
        const there = window.prescriptoDebug.services as unknown as Record<string, Record<string, unknown>>;
        return Object.entries(promised).flatMap(([name, members]) => members.filter((member) => typeof there[name]?.[member] !== 'function').map((member) => `services.${name}.${member}`));
      },
      services as Record<string, readonly string[]>,
    );
    assert.deepEqual(missing, []);

    const printed: unknown[] = [];
    const reads: Promise<unknown>[] = [];
    const listen = (message: ConsoleMessage): void => void reads.push(...message.args().map((arg) => arg.jsonValue().then((value) => printed.push(value))));
    page.on('console', listen);
    await page.evaluate(() => window.prescriptoDebug.help());
    const all = [...answering, 'help', ...Object.keys(services), ...Object.values(services).flat()];
    await eventually(async () => (await Promise.all(reads), JSON.stringify(printed)), (text) => all.every((name) => new RegExp(`\\b${name}\\b`).test(text)));
    page.off('console', listen);
  });
});
