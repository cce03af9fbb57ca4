import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ErrorRecord } from '../../../src/contract/error-record.ts';
import type { LogEntry } from '../../../src/contract/log-entry.ts';
import type { Signal } from '../../../src/contract/signal.ts';
import { PolicyLook } from '../../../src/services/health/policy-look.ts';
import type { TransportRequest, TransportResponse } from '../../../src/services/ports/transport.ts';
import { answered, base, call, client, count, start, unreachable, up, type Harness } from './harness.ts';

const minute = 60_000;
const without = (...names: string[]): Record<string, unknown> => ({ status: 'pass', checks: Object.fromEntries(Object.entries(up()['checks'] as object).filter(([name]) => !names.includes(name))) });

/** What pages send: measured, and counted. */
async function send(ops: Harness, { signals = [], logs = [], errors = [] }: { signals?: readonly Signal[]; logs?: readonly string[]; errors?: readonly Partial<ErrorRecord>[] }): Promise<void> {
  const timestamp = ops.clock.now();
  await ops.store.write(async (tx) => {
    await ops.performance.ingest(tx, client('t1'), signals);
    await count(tx, { calls: [], errors: errors.map((error) => ({ timestamp, url: 'https://clinic.example/', mechanism: 'onerror', category: 'javascript', ...error }) as ErrorRecord), logs: logs.map((message) => ({ timestamp, type: 'business', message }) as LogEntry) }, timestamp);
  });
}

async function settle(ops: Harness, id: string): Promise<Awaited<ReturnType<Harness['check']>>> {
  for (let run = 0; run < 3; run++) await ops.health.forceHealthCheck(id);
  return ops.check(id);
}

describe('real calls of pages', () => {
  test('stand in for probes of the API, as long as they come and none of them fails', async () => {
    const ops = start();
    await ops.see('t1');
    ops.answer(answered(200, { status: 'pass' }));
    await ops.pass(minute);
    const before = ops.requests.length;
    for (let turn = 0; turn < 20; turn++) {
      await send(ops, { signals: [call(ops.clock.now())] });
      await ops.pass(15_000);
    }
    assert.equal(ops.requests.length, before, 'nobody is asked what the pages show');
    const api = await ops.check('api_connectivity');
    assert.deepEqual([api.status, api.stale, api.metadata['status']], ['HEALTHY', false, 200]);
    assert.match(api.message, /^real calls answered: \d/);
    await ops.pass(90_000);
    assert.ok(ops.requests.length > before, 'without them it is asked again');
  });

  test('prove nothing when one fails, goes elsewhere, or says that the page gave up', async () => {
    for (const signal of [(at: number) => call(at, { status: 500, outcome: 'server_error' }), (at: number) => call(at, { url: 'https://maps.example/tile' }), (at: number) => call(at, { status: 0, outcome: 'aborted' })]) {
      const ops = start();
      await ops.see('t1');
      ops.answer(answered(200, { status: 'pass' }));
      await ops.pass(minute);
      const before = ops.requests.length;
      for (let turn = 0; turn < 8; turn++) {
        await send(ops, { signals: [signal(ops.clock.now())] });
        await ops.pass(15_000);
      }
      assert.ok(ops.requests.length > before);
    }
  });

  test('do not keep the report from being read for the components that it names', async () => {
    const ops = start();
    await ops.see('t1');
    await ops.pass(minute);
    const before = ops.requests.length;
    for (let turn = 0; turn < 8; turn++) {
      await send(ops, { signals: [call(ops.clock.now())] });
      await ops.pass(15_000);
    }
    assert.ok(ops.requests.length - before >= 3 && ops.requests.length - before <= 6, String(ops.requests.length - before));
  });

  test('a backend without a report has no components, and is well while calls are answered', async () => {
    const ops = start();
    await ops.see('t1');
    ops.answer(answered(404, 'Not Found'));
    await ops.pass(10_000);
    assert.equal((await ops.check('api_connectivity')).status, 'DEGRADED');
    const database = await ops.check('database_connectivity');
    assert.deepEqual([database.enabled, database.reason], [false, 'no health report']);
    for (let turn = 0; turn < 8; turn++) {
      await send(ops, { signals: [call(ops.clock.now())] });
      await ops.pass(15_000);
    }
    assert.equal((await ops.check('api_connectivity')).status, 'HEALTHY');
  });
});

describe('what pages meet tells of a service besides its component', () => {
  test('authentication: many refused calls, and token refreshes that mostly fail', async () => {
    const ops = start();
    await ops.see('t1');
    const calls = (count: number, status: number): Signal[] => Array.from({ length: count }, () => call(ops.clock.now(), { status, outcome: status === 200 ? 'ok' : 'client_error' }));
    await send(ops, { signals: [...calls(30, 200), ...calls(3, 401)], logs: ['token_refreshed', 'token_failed'] });
    const well = await settle(ops, 'authentication_service');
    assert.deepEqual([well.status, well.metadata['refused calls'], well.metadata['failed token refreshes']], ['HEALTHY', '3 of 33', '1 of 2']);
    await send(ops, { signals: [...calls(30, 401)] });
    assert.match((await settle(ops, 'authentication_service')).message, /^refused calls: 33 of 63/);
    await send(ops, { logs: ['token_failed', 'token_failed', 'token_failed'] });
    const bad = await settle(ops, 'authentication_service');
    assert.equal(bad.status, 'UNHEALTHY');
    assert.match(bad.message, /failed token refreshes: 4 of 5/);
  });

  test('payment: outcomes count, a decline is no failure, a script that did not load is', async () => {
    const ops = start();
    await ops.see('t1');
    await send(ops, { logs: ['payment_succeeded', 'payment_declined', 'payment_declined', 'payment_failed'] });
    const well = await settle(ops, 'payment_gateway');
    assert.deepEqual([well.status, well.metadata['failed payments']], ['HEALTHY', '1 of 4']);
    await send(ops, { errors: [{ mechanism: 'resource', message: 'script failed to load https://js.stripe.com/v3/' }] });
    assert.match((await settle(ops, 'payment_gateway')).message, /failed payment scripts: 1/);
    await send(ops, { logs: Array<string>(4).fill('payment_failed') });
    const bad = await settle(ops, 'payment_gateway');
    assert.equal(bad.status, 'UNHEALTHY', 'five of eight');
    assert.match(bad.message, /failed payments: 5 of 8/);
    await ops.pass(16 * minute);
    assert.equal((await ops.check('payment_gateway')).status, 'HEALTHY', 'a quarter of an hour later it is over');
  });

  test('where the report does not name the component, what pages meet is all there is', async () => {
    const ops = start();
    await ops.see('t1');
    ops.answer(answered(200, without('payment')));
    await ops.pass(minute);
    assert.equal((await ops.check('payment_gateway')).reason, 'not in the health report');
    await send(ops, { logs: ['payment_succeeded'] });
    await ops.pass(2 * minute);
    const payment = await ops.check('payment_gateway');
    assert.deepEqual([payment.enabled, payment.status, payment.message], [true, 'HEALTHY', 'failed payments: 0 of 1']);
  });

  test('CDN: files that pages could not load from there, besides the probe', async () => {
    const ops = start({ endpoint: 'https://api.example', endpoints: { cdn: 'https://cdn.example/pixel.gif', storage: 'https://files.example/tiny.txt', auth: 'https://id.example/ready' } });
    await ops.see('t1');
    const load = (url: string, status: number): Signal => ({ ...base(ops.clock.now()), kind: 'resources', entries: [[url, 'img', 20, 900, 900, status]] });
    await send(ops, { signals: [load('https://cdn.example/a.png', 200), load('https://other.example/b.png', 404)] });
    assert.equal((await settle(ops, 'cdn_health')).metadata['failed loads'], '0 of 1');
    await send(ops, { signals: ['b', 'c', 'd'].map((name) => load(`https://cdn.example/${name}.png`, 503)) });
    assert.match((await settle(ops, 'cdn_health')).message, /failed loads: 3 of 4/);
    assert.equal((await ops.check('cdn_health')).status, 'UNHEALTHY');
    await ops.health.forceHealthCheck('file_storage');
    await ops.health.forceHealthCheck('authentication_service');
    for (const url of ['https://files.example/tiny.txt', 'https://id.example/ready']) assert.ok(ops.requests.some((request) => request.url === url), url);
  });

  test('e-mail and SMS: own messages that the backend does not take', async () => {
    const ops = start();
    await ops.see('t1');
    await ops.pass(5_000);
    const failing = (failures: number) => ops.store.write(async (tx) => tx.put('meta', { key: 'delivery:notifications/sms', failures }));
    await failing(1);
    assert.equal((await settle(ops, 'sms_service')).status, 'HEALTHY', 'one may be an accident');
    await failing(2);
    assert.equal((await settle(ops, 'sms_service')).status, 'DEGRADED');
    await failing(5);
    const sms = await settle(ops, 'sms_service');
    assert.deepEqual([sms.status, sms.message], ['UNHEALTHY', 'own messages not taken: 5']);
    assert.equal((await settle(ops, 'email_service')).status, 'HEALTHY');
  });

  test('evidence makes a failure of the component no better', async () => {
    const ops = start();
    await ops.see('t1');
    ops.answer(answered(503, up({ payment: { status: 'fail', output: 'acquirer is down' } })));
    await send(ops, { logs: ['payment_succeeded'] });
    const payment = await settle(ops, 'payment_gateway');
    assert.deepEqual([payment.status, payment.message], ['UNHEALTHY', 'payment: acquirer is down']);
  });
});

describe('the frontend', () => {
  test('a part of the application that does not load is told, in the words of each engine and bundler', async () => {
    for (const message of [
      'Failed to fetch dynamically imported module: https://clinic.example/a.js',
      'error loading dynamically imported module: https://clinic.example/a.js',
      'Importing a module script failed.',
      'Loading chunk 5 failed.',
      'Loading CSS chunk 5 failed.',
      'Unable to preload CSS for /assets/a.css',
    ]) {
      const ops = start();
      await ops.see('t1');
      await send(ops, { errors: [{ mechanism: 'onunhandledrejection', message }] });
      assert.match((await settle(ops, 'frontend_health')).message, /failed scripts: 1/, message);
    }
  });

  test('a page whose event loop lags, and a runtime whose own does', async () => {
    const ops = start();
    await ops.see('t1');
    await ops.pass(5_000);
    await ops.store.write(async (tx) => tx.put('tabs', { key: 't1', visible: true, gone: false, lastSeen: ops.clock.now(), lags: [0, 3_400, 12] }));
    assert.match((await settle(ops, 'frontend_health')).message, /lag of the slowest page: 3400 ms/);
    // Whenever that was since the last look.
    for (let at = 60_000; at < 90_000; at += 5_000) {
      const busy = start();
      await busy.see('t1');
      await busy.pass(at);
      busy.clock.set((await busy.health.tick()) + 3_500);
      await busy.see('t1');
      await busy.pass(60_000);
      const told = (await busy.health.getHealthHistory('frontend_health')).filter(({ status }) => status === 'DEGRADED');
      assert.deepEqual(told.map(({ message }) => message), ['lag of the runtime: 3500 ms'], `after ${at} ms`);
    }
  });

  test('a machine that slept has no page that hangs', async () => {
    const ops = start();
    await ops.see('t1');
    await ops.pass(minute);
    ops.clock.set(ops.clock.now() + 60 * minute);
    await ops.health.tick();
    await ops.health.forceHealthCheck('frontend_health');
    const frontend = await ops.check('frontend_health');
    assert.deepEqual([frontend.status, frontend.metadata['pages that hang'], frontend.metadata['lag of the runtime']], ['HEALTHY', '0 of 1', '0 ms']);
  });
});

describe('security', () => {
  test('mixed content of a secure page is told', async () => {
    const ops = start();
    await ops.see('t1');
    await send(ops, { errors: [{ mechanism: 'resource', message: 'img failed to load http://old.example/logo.png' }] });
    const mixed = await settle(ops, 'security_status');
    assert.deepEqual([mixed.status, mixed.message], ['DEGRADED', 'mixed content: 1']);
    const plain = start();
    await plain.see('t1');
    await send(plain, { errors: [{ mechanism: 'resource', url: 'http://clinic.example/', message: 'img failed to load http://clinic.example/logo.png' }] });
    assert.equal((await settle(plain, 'security_status')).status, 'HEALTHY');
  });

  test('the policy of the newest page is looked for while somebody looks, once an hour, and is said, not judged', async () => {
    const ops = start();
    await ops.see('t1');
    await ops.pass(5_000);
    assert.match((await settle(ops, 'security_status')).message, /Content-Security-Policy: not looked at/);
    await ops.store.write(async (tx) => tx.put('tabs', { key: 't1', visible: true, gone: false, lastSeen: ops.clock.now(), url: 'https://clinic.example/book?doctor=4#times' }));
    const asked: TransportRequest[] = [];
    let headers: Record<string, string> = {};
    const transport = async (request: TransportRequest): Promise<TransportResponse> => {
      asked.push(request);
      return { status: 200, outcome: 'answered', duration: 3, body: null, headers, error: '' };
    };
    const config = (endpoint: string | null) => () => ({ endpoints: { health: endpoint } }) as never;
    const ports = { store: ops.store, now: ops.clock.now, random: Math.random, mask: <T>(value: T): T => value };
    await new PolicyLook({ ...ports, config: config(null) }, transport).look();
    assert.deepEqual(asked, [], 'without an endpoint nothing leaves the browser');
    const policy = new PolicyLook({ ...ports, config: config('https://api.example/api/health') }, transport);
    await Promise.all([policy.look(), policy.look()]);
    assert.deepEqual(asked.map(({ url, method }) => [url, method]), [['https://clinic.example/book', 'HEAD']]);
    const missing = await settle(ops, 'security_status');
    assert.deepEqual([missing.status, missing.metadata['Content-Security-Policy']], ['HEALTHY', 'missing']);
    await new PolicyLook({ ...ports, config: config('https://api.example/api/health') }, transport).look();
    assert.equal(asked.length, 1, 'a runtime that starts again does not ask again');
    await ops.clock.advance(61 * minute);
    headers = { 'content-security-policy': "default-src 'self'" };
    await policy.look();
    assert.equal((await settle(ops, 'security_status')).metadata['Content-Security-Policy'], 'present');
  });
});

describe('pages that nobody sees', () => {
  const hide = (ops: Harness, visible: boolean) => ops.store.write(async (tx) => tx.put('tabs', { key: 't1', visible, gone: false, lastSeen: ops.clock.now() }));

  test('ask two and a half times less often, go never stale for that, and ask at once when they are seen again', async () => {
    const ops = start();
    await ops.see('t1');
    await ops.pass(10 * minute);
    const seen = ops.requests.length;
    ops.hang('t1');
    await hide(ops, false);
    const events = ops.events.length;
    await ops.pass(30 * minute);
    const unseen = (ops.requests.length - seen) / 3;
    assert.ok(unseen > seen / 3.2 && unseen < seen / 2, `${unseen} of ${seen}`);
    assert.deepEqual(ops.events.slice(events), [], 'nothing turned unknown');
    const before = ops.requests.length;
    await hide(ops, true);
    await ops.pass(6_000);
    assert.ok(ops.requests.length - before <= 1);
    assert.equal((await ops.health.getSystemStatus()).status, 'HEALTHY');
  });

  test('confirm a failure as fast as any other', async () => {
    const ops = start();
    await ops.see('t1');
    await ops.pass(minute);
    ops.hang('t1');
    await hide(ops, false);
    ops.answer(unreachable);
    const before = ops.requests.length;
    while (ops.requests.length === before) await ops.pass(1_000);
    await ops.pass(15_000);
    assert.equal((await ops.check('api_connectivity')).status, 'UNHEALTHY');
  });
});
