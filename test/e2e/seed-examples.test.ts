import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { resolveConfig } from '../../src/contract/resolve-config.ts';
import { startDemo } from '../../demo/server/server.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { bundleGuide, isProgram } from '../support/seed-bundle.ts';
import { guideExamples } from '../support/seed-examples.ts';


type InPage = { guide: { examples: { heading: string; line: number; run(): Promise<Record<string, unknown>> }[]; render(element: Element, make: (create: (...args: unknown[]) => unknown) => unknown): Promise<void> }; result?: unknown };

const pages = mkdtempSync(join(tmpdir(), 'ops-guide-'));
const shapes = Object.fromEntries(guideExamples().filter((example) => !isProgram(example)).map(({ heading, code }) => [heading, code]));
const keysOf = (shape: string): string[] => [...shape.matchAll(/^\s{2}(\w+):/gm)].map(([, key]) => key ?? '');

describe('every code example of the operations guide runs, with `await` before reads and nothing else changed', () => {
  let browser: TestBrowser;
  let demo: Awaited<ReturnType<typeof startDemo>>;
  let page: Page;
  let problems: () => readonly string[];

  before(async () => {
    cpSync(new URL('../../demo/pages/favicon.svg', import.meta.url), join(pages, 'favicon.svg'));
    writeFileSync(join(pages, 'guide.js'), await bundleGuide());
    writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Guide</title><link rel="icon" href="/favicon.svg"><div id="app"></div><script src="/guide.js"></script>');
    demo = await startDemo({ port: 0, dataFile: ':memory:', pagesDir: pages });
    browser = await launchBrowser();
    ({ page, problems } = await browser.open(`${demo.url}/`.replace(/\/+$/, '/')));
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
    rmSync(pages, { recursive: true, force: true });
  });

  const run = (line: number): Promise<string> =>
    page.evaluate(async (line) => {
      const { guide } = window as unknown as InPage;
      try {
        await guide.examples.find((example) => example.line === line)?.run();
        return 'ran';
      } catch (error) {
        return String((error as Error).stack);
      }
    }, line);

  for (const { heading, line } of guideExamples().filter(isProgram)) test(`${heading}, line ${line}`, async () => assert.equal(await run(line), 'ran'));

  test('App.jsx renders, and its listeners hear the window events', async () => {
    await page.evaluate(async () => {
      const { guide } = window as unknown as InPage;
      const { App } = (await guide.examples.find(({ heading }) => heading === 'Service Integration')?.run()) ?? {};
      await guide.render(document.querySelector('#app') as Element, (create) => create(App));
    });
    assert.ok(await page.$('.App'));
    await page.evaluate(() => window.dispatchEvent(new CustomEvent('health.system_status_updated', { detail: { status: 'UNHEALTHY' } })));
    const alerts = await eventually(
      () => page.evaluate(() => (window as unknown as { api: { alerts: () => Promise<{ alertId: string }[]> } }).api.alerts()),
      (active) => active.some(({ alertId }) => alertId === 'system_unhealthy'),
    );
    assert.ok(alerts.length);
  });

  test('the React error boundary shows its fallback and captures what React caught, with its context', async () => {
    const shown = await page.evaluate(async () => {
      const { guide } = window as unknown as InPage;
      const { ErrorBoundary } = (await guide.examples.find(({ heading }) => heading === 'Error Boundary Integration')?.run()) ?? {};
      const element = document.createElement('div');
      document.body.append(element);
      const Broken = (): never => {
        throw new TypeError('the calendar has no days');
      };
      await guide.render(element, (create) => create(ErrorBoundary, { component: 'Calendar' }, create(Broken)));
      return element.textContent;
    });
    assert.match(shown ?? '', /Something went wrong/);
    const record = await eventually(
      () => recent('the calendar has no days'),
      (found) => found !== undefined,
    );
    assert.equal(record?.['name'], 'TypeError');
    assert.equal((record?.['appContext'] as Record<string, unknown> | undefined)?.['type'], 'react_error_boundary');
  });

  test('an error record has every member of the guide, and so has a health result', async () => {
    await page.evaluate(() => Promise.reject(new Error('guide')).catch(() => undefined));
    const [record] = (await eventually(recentErrors, (found) => found.length > 0)) as [Record<string, unknown>];
    assert.deepEqual(keysOf(shapes['Error Data Structure'] ?? '').filter((key) => !(key in record)), []);
    const check = await page.evaluate(() => (window as unknown as { api: { health: () => Promise<object> } }).api.health());
    assert.deepEqual(keysOf(shapes['Health Check Results'] ?? '').filter((key) => !(key in check)), []);
  });

  test('an alert definition takes the shape of the guide', async () => {
    const shape = shapes['Alert Configuration'] ?? '';
    const answer = await page.evaluate((shape) => (window as unknown as { api: { register: (shape: string) => Promise<object> } }).api.register(shape), shape);
    for (const key of keysOf(shape)) assert.ok(key in answer, key);
  });

  test('the guide’s thresholds are the default budgets', async () => {
    const budgets = await page.evaluate(() => (window as unknown as { api: { budgets: () => Promise<{ name: string; limit: number }[]> } }).api.budgets());
    const short: Record<string, string> = { firstContentfulPaint: 'FCP', largestContentfulPaint: 'LCP', firstInputDelay: 'FID', cumulativeLayoutShift: 'CLS' };
    for (const [, name = '', limit] of (shapes['Performance Thresholds'] ?? '').matchAll(/^\s{2}(\w+): ([\d.]+)/gm)) {
      assert.equal(budgets.find((budget) => budget.name === (short[name] ?? name))?.limit, Number(limit), name);
    }
  });

  test('the console met no error but those that the examples make', () => {
    assert.deepEqual(problems().filter((problem) => !/ERROR|WARN|warn:|Failed to load resource|card_declined|calendar/.test(problem)), []);
  });

  const recentErrors = (): Promise<Record<string, unknown>[]> => page.evaluate(() => (window as unknown as { api: { errors: () => Promise<Record<string, unknown>[]> } }).api.errors());
  const recent = async (message: string): Promise<Record<string, unknown> | undefined> => (await recentErrors()).find((record) => record['message'] === message);
});

test('the environment names of the guide map onto options', () => {
  const shape = Object.values(shapes).find((code) => code.includes('REACT_APP_')) ?? '';
  const environment = Object.fromEntries([...shape.matchAll(/^REACT_APP_(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  const config = resolveConfig(
    {
      endpoints: {
        logs: environment['LOGS_ENDPOINT'] ?? '',
        errors: environment['ERRORS_ENDPOINT'] ?? '',
        metrics: environment['METRICS_ENDPOINT'] ?? '',
        alertWebhook: environment['ALERT_WEBHOOK_URL'] ?? '',
        ws: environment['WS_URL'] ?? '',
        cdn: environment['CDN_URL'] ?? '',
      },
      release: environment['VERSION'] ?? '',
      buildTime: environment['BUILD_TIME'] ?? '',
    },
    'https://clinic.example/',
  );
  assert.equal(config.endpoints.logs, 'https://api.prescripto.com/api/logs');
  assert.equal(config.endpoints.metrics, 'https://api.prescripto.com/api/metrics');
  assert.equal(config.endpoints.ws, 'wss://api.prescripto.com/');
  assert.equal(config.release, '1.0.0');
});
