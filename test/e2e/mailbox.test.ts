import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { testDemos } from '../support/demo.ts';

describe('the mailbox of the demo', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  test('a visitor breaks something and sees the mail, the message and the page arrive, without a reload', { timeout: 90_000 }, async () => {
    const demo = await demos.start();
    const { page: mailbox, problems } = await browser.open(demo.url('/mailbox.html'));
    await mailbox.waitForFunction(() => document.querySelector('#note')?.textContent === 'Nothing has arrived yet.');
    const { page: desk } = await browser.open(demo.url('/faults.html'));
    await desk.waitForSelector('button[aria-label="Break: Security event"]');
    await desk.click('button[aria-label="Break: Security event"]');

    // Behind another tab it is not drawn, but told.
    await mailbox.bringToFront();
    const shown = () => mailbox.$$eval('#messages li', (items) => items.map((item) => ({ kind: item.querySelector('.kind')?.textContent ?? '', subject: item.querySelector('.subject')?.textContent ?? '', text: item.querySelector('pre')?.textContent ?? '' })));
    await mailbox.waitForFunction(() => ['E-mail', 'SMS', 'Slack', 'Webhook', 'PagerDuty', 'Opsgenie'].every((kind) => [...document.querySelectorAll('#messages .kind')].some((one) => one.textContent === kind)), { timeout: 60_000 });
    const mail = (await shown()).find(({ kind }) => kind === 'E-mail');
    assert.equal(mail?.subject, '[CRITICAL] Security Breach');
    assert.match(mail?.text ?? '', /Severity: CRITICAL\nEvent: triggered\nApplication: clinic · 1\.4\.2 · production/);
    assert.deepEqual(await mailbox.$$eval('#fleet li', (items) => items.map((item) => item.textContent?.replace(/\d\d:\d\d:\d\d/, '…'))), ['Security breachCRITICAL, 1 session, unverified, since …Firing']);

    // The mail's own look, which the strict policy of the pages would forbid.
    const [link] = await mailbox.$$eval('#messages a', (links) => links.map(({ href }) => href));
    const { page: letter, problems: faults } = await browser.open(link ?? '');
    assert.equal(await letter.$eval('table table th', (cell) => getComputedStyle(cell).color), 'rgb(83, 99, 93)');
    assert.deepEqual([...problems(), ...faults()], []);
  });
});
