import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected } from '../support/ops-page.ts';

const levels = ['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'] as const;

/** A line of each level; what was kept of them, and what the console showed. */
async function logEach(page: Page): Promise<{ kept: string[]; printed: string[] }> {
  const printed: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('line of level')) printed.push(message.type());
  });
  await page.evaluate(() => {
    const { log } = window.prescriptoOps;
    log.trace('line of level TRACE');
    log.debug('line of level DEBUG');
    log.info('line of level INFO');
    log.warn('line of level WARN');
    log.error('line of level ERROR', new Error('with an error'));
  });
  const entries = await eventually(() => page.evaluate(() => window.prescriptoDebug.getLogs({ text: 'line of level' })), (found) => found.some(({ level }) => level === 'ERROR'));
  return { kept: levels.filter((level) => entries.some((entry) => entry.level === level)), printed };
}

describe('debug mode', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  test('without it a production page keeps no trace and prints nothing', async () => {
    const demo = await demos.start({ pages: { 'plain.html': opsPage() } });
    const { page, problems } = await browser.open(demo.url('plain.html'));
    await connected(page);
    assert.deepEqual(await logEach(page), { kept: ['ERROR', 'WARN', 'INFO'], printed: [] });
    assert.deepEqual(problems(), []);
  });

  test('localStorage.prescripto_debug = "true" keeps everything and prints it, until it is taken away', async () => {
    const demo = await demos.start({ pages: { 'plain.html': opsPage() } });
    const { page } = await browser.open(demo.url('plain.html'));
    await page.evaluate(() => localStorage.setItem('prescripto_debug', 'true'));
    await page.reload();
    await connected(page);
    assert.deepEqual(await logEach(page), { kept: [...levels], printed: ['debug', 'debug', 'info', 'warn', 'error'] });
    const { items } = await demo.arrived('logs', (entries) => entries.length >= 5);
    assert.ok(items.some(({ level }) => level === 'TRACE'));

    await page.evaluate(() => localStorage.removeItem('prescripto_debug'));
    await page.reload();
    await connected(page);
    page.removeAllListeners('console');
    const { printed } = await logEach(page);
    assert.deepEqual(printed, []);
  });

  test('so does data-environment="development", without localStorage', async () => {
    const demo = await demos.start({ pages: { 'dev.html': opsPage({ attributes: { 'data-environment': 'development' } }) } });
    const { page } = await browser.open(demo.url('dev.html'));
    await connected(page);
    assert.deepEqual(await logEach(page), { kept: [...levels], printed: ['debug', 'debug', 'info', 'warn', 'error'] });
  });
});
