import assert from 'node:assert/strict';
import { createECDH, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import webPush from 'web-push';
import { type Demo, startDemo } from '../../demo/server/server.ts';
import { decryptPush } from '../support/decrypt-push.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { distDir, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected } from '../support/ops-page.ts';
import { freePort } from '../support/free-port.ts';

const raise = (page: Page, alertId: string) => page.evaluate((id) => window.prescriptoOps.alertingService.triggerAlert(id, { message: 'Boom' }), alertId);
/** Each line of the delivery of what is open in the panel. */
const wayOf = (page: Page): Promise<readonly string[]> =>
  page.$eval('ops-alerts', (host) => [...(host.shadowRoot?.querySelectorAll('.detail li') ?? [])].map((line) => (line as HTMLElement).innerText.replace(/\s+/g, ' ').trim()).filter((line) => line.includes('→')));
const openAlert = async (page: Page, id: string): Promise<void> => {
  await page.bringToFront();
  await page.locator(`ops-alerts >>> [data-key="${id}"]`).click();
};

describe('what became of a notification', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  test('is in the panel: the mail server, the chat and the gateway took it; a channel that is not set up says what to set', { timeout: 90_000 }, async () => {
    const demo = await demos.start();
    const { page, problems } = await browser.open(demo.url('/admin.html'));
    await connected(page);
    await page.evaluate(() =>
      window.prescriptoOps.alertingService.registerAlert('everywhere', { name: 'Everywhere', category: 'system', severity: 'HIGH', threshold: 1, window: 5, channels: ['IN_APP', 'EMAIL', 'SMS', 'SLACK', 'PUSH', 'WEBHOOK'], escalationPath: ['dev-team'] }),
    );
    const { id } = await raise(page, 'everywhere');
    await openAlert(page, id);
    const lines = await eventually(() => wayOf(page), (all) => all.filter((line) => line.includes('confirmed')).length >= 4 && all.some((line) => line.includes('dead')), { within: 60_000 });
    const line = (channel: string): string => lines.find((one) => one.includes(`${channel} →`)) ?? '';
    assert.match(line('Email'), /Email → dev-team confirmed SMTP 250/);
    for (const channel of ['SMS', 'Slack', 'Webhook']) assert.match(line(channel), new RegExp(`${channel} → dev-team confirmed HTTP 20\\d`));
    assert.match(line('Push'), /Push → dev-team dead HTTP 422: no page has subscribed/);
    assert.deepEqual(problems(), []);
  });
});

describe('Web Push', () => {
  let browser: TestBrowser;
  let demo: Demo;
  let page: Page;
  const vapid = webPush.generateVAPIDKeys();
  /** What the push service of the browser's maker would have got. */
  const pushed: Buffer[] = [];
  const pushService = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      pushed.push(Buffer.concat(parts));
      response.writeHead(201).end();
    });
  });
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);

  before(async () => {
    await new Promise<void>((done) => pushService.listen(0, '127.0.0.1', done));
    // The port of an origin that begins only later: its own address stands in its configuration.
    const port = await freePort();
    demo = await startDemo({
      port, dataFile: ':memory:', distDir,
      env: { OPS_VAPID_PUBLIC_KEY: vapid.publicKey, OPS_VAPID_PRIVATE_KEY: vapid.privateKey, OPS_VAPID_SUBJECT: 'mailto:ops@clinic.example', OPS_PUSH_HOSTS: `127.0.0.1:${(pushService.address() as AddressInfo).port}`, OPS_PUBLIC_URL: `http://127.0.0.1:${port}` },
    });
    browser = await launchBrowser();
    await browser.browser.defaultBrowserContext().overridePermissions(new URL(demo.url).origin, ['notifications']);
    ({ page } = await browser.open(`${demo.url}admin.html`));
    await connected(page);
    await page.bringToFront();
    await page.locator('ops-alerts >>> ::-p-text(Silences)').click();
  });
  after(async () => {
    await browser.close();
    await demo.close();
    pushService.close();
    pushService.closeAllConnections();
  });

  const choice = () => page.locator('ops-alerts >>> .foot input[type=checkbox]');
  const shownText = (): Promise<string> => page.$eval('ops-alerts', (host) => host.shadowRoot?.textContent ?? '');
  const stored = (name: string): Promise<unknown> => page.evaluate((key) => localStorage.getItem(key), name);

  test('nobody is subscribed by itself; a click asks the browser’s push service, with the key of the backend; where there is none that is said', { timeout: 60_000 }, async () => {
    assert.equal((await page.evaluate(() => navigator.serviceWorker.getRegistrations())).length, 0);
    await choice().click();
    // This browser is cut off from its maker's servers.
    await eventually(shownText, (text) => text.includes('Notifications come only while this page is open'), { within: 20_000 });
    assert.equal(await stored('prescripto-ops:push'), 'true');
    assert.equal(await stored('prescripto-ops:push-told'), null);
    const scripts = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ active, scope }) => [new URL(scope).pathname, active && new URL(active.scriptURL).pathname + new URL(active.scriptURL).search]));
    assert.deepEqual(scripts, [['/ops/', '/ops/prescripto-ops.push.js?panel=%2Fadmin.html']]);
    await choice().click();
    await eventually(() => stored('prescripto-ops:push'), (value) => value === 'false');
  });

  test('a subscription is handed over, and the backend pushes to it what only this browser can read', { timeout: 90_000 }, async () => {
    // The push service is the browser maker's: of all that happens here only that is another one.
    const endpoint = `http://127.0.0.1:${(pushService.address() as AddressInfo).port}/push/one`;
    await page.evaluate(
      (endpoint, p256dh, auth) => {
        const asked: PushSubscriptionOptionsInit[] = [];
        Object.assign(window, { asked });
        PushManager.prototype.subscribe = async (options) => {
          asked.push(options ?? {});
          return { endpoint, options, toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh, auth } }) } as unknown as PushSubscription;
        };
      },
      endpoint,
      keys.getPublicKey('base64url'),
      auth.toString('base64url'),
    );
    await choice().click();
    await eventually(() => stored('prescripto-ops:push-told'), Boolean);
    assert.deepEqual(await page.evaluate(() => (window as unknown as { asked: unknown }).asked), [{ userVisibleOnly: true, applicationServerKey: vapid.publicKey }]);

    await page.evaluate(() =>
      window.prescriptoOps.alertingService.registerAlert('pushed', { name: 'Pushed', category: 'system', severity: 'CRITICAL', threshold: 1, window: 5, channels: ['PUSH'], escalationPath: ['dev-team'] }),
    );
    const { id } = await raise(page, 'pushed');
    await eventually(() => pushed, ({ length }) => length > 0, { within: 20_000 });
    const message = decryptPush(pushed[0]!, keys, auth);
    assert.equal(message['incidentId'], id);

    const receipt = async () => ((await (await fetch(`${demo.url}api/notifications/receipts?ids=${encodeURIComponent(String(message['id']))}`)).json()) as { receipts: { state: string; detail: string }[] }).receipts[0];
    assert.equal((await eventually(receipt, (one) => one?.state === 'accepted'))?.detail, 'HTTP 201');
  });
});

describe('the service worker of pushes', () => {
  let browser: TestBrowser;
  let demo: Demo;
  before(async () => {
    browser = await launchBrowser();
    demo = await startDemo({ port: 0, dataFile: ':memory:', distDir });
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  test('shows what the backend pushes, and leaves alone what somebody else does', { timeout: 60_000 }, async () => {
    const { origin } = new URL(demo.url);
    await browser.browser.defaultBrowserContext().overridePermissions(origin, ['notifications']);
    const { page } = await browser.open(`${demo.url}admin.html`);
    await page.evaluate(async () => {
      const { trustedTypes } = window as unknown as { readonly trustedTypes: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } };
      await navigator.serviceWorker.register(trustedTypes.createPolicy('test', { createScriptURL: String }).createScriptURL('/ops/prescripto-ops.push.js'));
    });
    const active = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/ops/'))?.active?.state);
    await eventually(active, (state) => state === 'activated');
    const cdp = await page.createCDPSession();
    const ids: string[] = [];
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => void ids.push(...registrations.map(({ registrationId }) => registrationId)));
    await cdp.send('ServiceWorker.enable');
    await eventually(() => ids, ({ length }) => length > 0);
    const push = (data: string) => cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId: ids.at(-1)!, data });
    await push('{"title":"Somebody else’s"}');
    await push('no JSON');
    const ours = JSON.stringify({ id: 'a:PUSH:triggered:0', incidentId: 'a', alertId: 'a', severity: 'HIGH', event: 'triggered', title: '[HIGH] Search is slow', text: 'p95 of 900 ms', at: Date.now(), confirm: null });
    const shown = async () => {
      // Chromium may drop one that comes while the worker is being stopped; the same one again takes the place of the first.
      await push(ours);
      return page.evaluate(async () => ((await (await navigator.serviceWorker.getRegistration('/ops/'))?.getNotifications()) ?? []).map(({ title, body, tag, data }) => ({ title, body, tag, data: data as unknown })));
    };
    const all = await eventually(shown, (all) => all.some(({ tag }) => tag === 'a'), { every: 500 });
    assert.deepEqual(all.filter(({ tag }) => tag === 'a'), [{ title: '[HIGH] Search is slow', body: 'p95 of 900 ms', tag: 'a', data: { incidentId: 'a' } }]);
    // Of a push that shows nothing a browser may say so itself: that one has no data.
    assert.deepEqual(all.filter(({ tag, data }) => tag !== 'a' && data !== null), []);
  });
});
