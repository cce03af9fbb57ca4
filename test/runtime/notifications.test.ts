import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Incident } from '../../src/contract/alert.ts';
import type { TransportResponse } from '../../src/services/ports/transport.ts';
import { createFakeBackend, type FakeBackend } from '../support/fake-backend.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createTestRuntime, type TestRuntime } from '../support/test-runtime.ts';

const receiptsOf = ({ requests }: FakeBackend) => requests.filter(({ url }) => url.includes('/receipts?'));
const askedFor = (url: string): readonly string[] => (new URL(url).searchParams.get('ids') ?? '').split(',');
const pagesIn = (backend: FakeBackend, channel: string) => (backend.received(`/api/notifications/${channel}`) as readonly { readonly event: string; readonly to: string }[]).map(({ event, to }) => `${event} ${to}`);
const wayOf = (incident: Incident | undefined) => incident?.notifications.filter(({ channel }) => channel !== 'IN_APP').map(({ channel, event, status, detail }) => `${channel} ${event} ${status} ${detail}`.trim());

/** A backend that keeps receipts: each notification stands as `says` has it. */
function withReceipts(says: (id: string) => object | null): FakeBackend {
  const backend = createFakeBackend();
  const { transport } = backend;
  return Object.assign(backend, {
    transport: async (request: Parameters<typeof transport>[0]): Promise<TransportResponse> => {
      const answer = await transport(request);
      if (!request.url.includes('/receipts?')) return answer;
      return { ...answer, body: { receipts: askedFor(request.url).flatMap((id) => (says(id) ? [{ id, ...says(id) }] : [])), next: 0 } };
    },
  });
}

async function start(ops: TestRuntime): Promise<TestRuntime> {
  ops.runtime.start();
  await ops.tab('a').hello();
  return ops;
}

async function raise(ops: TestRuntime, alertId = 'high_error_rate'): Promise<string> {
  const raised = await ops.api.alerts.triggerAlert(alertId, { value: 1 });
  assert.ok(raised.ok);
  return raised.value.id;
}

const latest = async (ops: TestRuntime): Promise<Incident | undefined> => (await ops.api.alerts.getAlertHistory(1))[0];

test('what the backend took is asked for until it says that it is out of the house, and by what; then never again', async () => {
  const stands: Record<string, object> = { EMAIL: { state: 'queued', detail: '' }, SLACK: { state: 'accepted', detail: 'HTTP 200' } };
  const backend = withReceipts((id) => stands[/:(EMAIL|SLACK):/.exec(id)?.[1] ?? ''] ?? null);
  const ops = await start(createTestRuntime({ backend }));
  await raise(ops);
  assert.deepEqual(wayOf(await latest(ops)), ['EMAIL triggered queued', 'SLACK triggered queued']);
  await ops.clock.advance(5_500);
  assert.deepEqual(wayOf(await latest(ops)), ['EMAIL triggered accepted HTTP 200', 'SLACK triggered accepted HTTP 200']);
  await ops.clock.advance(10_000);
  assert.deepEqual(wayOf(await latest(ops)), ['EMAIL triggered accepted HTTP 200', 'SLACK triggered confirmed HTTP 200']);
  stands['EMAIL'] = { state: 'queued', detail: 'SMTP 451' };
  await ops.clock.advance(60_000);
  assert.equal(wayOf(await latest(ops))?.[0], 'EMAIL triggered accepted SMTP 451');
  stands['EMAIL'] = { state: 'accepted', detail: 'SMTP 250' };
  await ops.clock.advance(300_000);
  assert.equal(wayOf(await latest(ops))?.[0], 'EMAIL triggered confirmed SMTP 250');
  const asked = receiptsOf(backend);
  assert.ok(asked.length < 12, `${asked.length} questions`);
  assert.ok(asked.slice(2).every(({ url }) => askedFor(url).every((id) => id.includes(':EMAIL:'))), 'only what is not known yet');
  await ops.clock.advance(120_000);
  assert.equal(receiptsOf(backend).length, asked.length);
  assert.equal((await ops.api.alerts.getAlertStatistics()).deliveries.confirmed, 2);
});

test('also of an end, when nothing fires any more, and after a restart as soon as somebody looks', async () => {
  let state = 'queued';
  const backend = withReceipts(() => ({ state, detail: '' }));
  const ops = await start(createTestRuntime({ backend }));
  const id = await raise(ops);
  await ops.clock.advance(8_000);
  await ops.api.alerts.resolveAlert(id, 'ann', 'fixed');
  await ops.clock.advance(8_000);
  await ops.runtime.stop();
  state = 'accepted';
  const next = await start(createTestRuntime({ store: ops.store, backend, clock: createFakeClock(ops.clock.now()), bootId: 'boot-2' }));
  await latest(next);
  await next.clock.advance(30_000);
  assert.deepEqual(wayOf(await latest(next))?.map((way) => way.replace(/ HTTP.*/, '')), ['EMAIL triggered confirmed', 'SLACK triggered confirmed', 'EMAIL resolved confirmed', 'SLACK resolved confirmed']);
});

test('a backend that keeps no receipts is not asked again for an hour; one that is down, once it may be', async () => {
  for (const [status, within, questions] of [[404, 50 * 60_000, 1], [503, 60_000, 3]] as const) {
    const ops = await start(createTestRuntime());
    ops.backend.answers['/receipts'] = status;
    await raise(ops);
    await ops.clock.advance(within);
    const asked = receiptsOf(ops.backend).length;
    assert.ok(status === 404 ? asked === questions : asked >= questions, `${status}: ${asked}`);
    assert.deepEqual(wayOf(await latest(ops))?.[0], 'EMAIL triggered accepted HTTP 200');
    if (status === 404) {
      await ops.clock.advance(20 * 60_000);
      assert.ok(receiptsOf(ops.backend).length > asked);
    }
  }
});

test('what nobody will get is dead, in the backend’s own words: shortened, and without what must not be stored', async () => {
  const ops = await start(createTestRuntime());
  ops.backend.answers['/email'] = { status: 422, body: { error: 'not_accepted', reason: 'jane.doe@example.com has no\n mailbox here' } };
  ops.backend.answers['/slack'] = { status: 202, body: { accepted: [], refused: [{ id: 'other', reason: 'not this one' }] } };
  const id = await raise(ops);
  ops.backend.answers['/slack'] = { status: 202, body: { accepted: [], refused: [{ id: `${id}:SLACK:triggered:2`, reason: `held back ${'!'.repeat(400)}` }] } };
  await ops.clock.advance(10_000);
  const [email, slack] = (await latest(ops))!.notifications.filter(({ channel }) => channel !== 'IN_APP');
  assert.equal(email?.status, 'dead');
  assert.match(email!.detail, /^HTTP 422: \S+ has no mailbox here$/);
  assert.ok(!email!.detail.includes('jane'));
  assert.match(slack!.detail, /^HTTP 202: held back !+$/);
  assert.ok(slack!.detail.length < 220);
  assert.ok(!JSON.stringify(await ops.store.read((tx) => tx.list('incidents'))).includes('jane.doe'));
});

test('what a page needs to subscribe to pushes is asked of the backend; one without Web Push, or none at all, has nothing', async () => {
  const ops = await start(createTestRuntime());
  ops.backend.answers['/push/key'] = { status: 200, body: { publicKey: 'BKey' } };
  assert.deepEqual(await ops.api.alerts.getPushSettings(), { publicKey: 'BKey', url: 'http://clinic.test/api/notifications/push', workerUrl: 'http://clinic.test/ops/prescripto-ops.push.js' });
  for (const answer of [503, 404, 0, { status: 200, body: '<html>' }]) {
    ops.backend.answers['/push/key'] = answer;
    assert.equal(await ops.api.alerts.getPushSettings(), null);
  }
  const alone = createTestRuntime();
  alone.runtime.start();
  await alone.tab('a', { endpoint: '' }).hello();
  assert.equal(await alone.api.alerts.getPushSettings(), null);
  assert.deepEqual(alone.backend.requests.filter(({ url }) => url.includes('push')), []);
});

test('a page that waits for a backend that is away does not go once somebody has the incident; nor after it is over', async () => {
  for (const act of ['acknowledgeAlert', 'resolveAlert'] as const) {
    const ops = await start(createTestRuntime());
    ops.backend.answers['/email'] = 0;
    const id = await raise(ops);
    // Slack hears of it, e-mail could not be tried before: it waits for company for five seconds.
    await ops.clock.advance(2_000);
    assert.ok((await ops.api.alerts[act](id, 'ann', 'on it')).ok);
    ops.backend.answers['/email'] = 200;
    await ops.clock.advance(60_000);
    assert.deepEqual(pagesIn(ops.backend, 'email'), []);
    assert.deepEqual(pagesIn(ops.backend, 'slack'), []);
    assert.match(wayOf(await latest(ops))?.[0] ?? '', /^EMAIL triggered dead withdrawn, (acknowledged|resolved) before it went$/);
    assert.ok((await ops.api.alerts.resolveAlert(id, 'ann', 'fixed')).ok);
    await ops.clock.advance(60_000);
    assert.deepEqual(pagesIn(ops.backend, 'email'), [], 'who heard nothing of it hears nothing of its end');
  }
});

test('an acknowledgement that comes while the backend is away for an hour keeps everybody asleep; escalation begins anew when it runs out', async () => {
  const ops = await start(createTestRuntime());
  for (const channel of ['/email', '/slack', '/sms']) ops.backend.answers[channel] = 503;
  const id = await raise(ops, 'critical_error');
  await ops.clock.advance(12 * 60_000);
  ops.backend.requests.length = 0;
  assert.ok((await ops.api.alerts.acknowledgeAlert(id, 'ann', 'on it')).ok);
  for (const channel of ['/email', '/slack', '/sms']) ops.backend.answers[channel] = 200;
  await ops.clock.advance(20 * 60_000);
  assert.deepEqual(['email', 'slack', 'sms'].flatMap((channel) => pagesIn(ops.backend, channel)), []);
  await ops.clock.advance(11 * 60_000);
  assert.deepEqual(pagesIn(ops.backend, 'sms'), ['triggered dev-team']);
});

test('who was told in the moment in which it ended is told of the end', async () => {
  const backend = createFakeBackend();
  const { transport } = backend;
  let answer = (): void => undefined;
  const slow = Object.assign(backend, {
    transport: async (request: Parameters<typeof transport>[0]): Promise<TransportResponse> => {
      const given = transport(request);
      if (request.url.endsWith('/email') && (request.body as { readonly event: string }).event === 'triggered') await new Promise<void>((done) => (answer = done));
      return given;
    },
  });
  const ops = await start(createTestRuntime({ backend: slow }));
  const id = await raise(ops);
  await ops.clock.advance(6_000);
  assert.deepEqual(pagesIn(backend, 'email'), ['triggered dev-team'], 'it is on its way');
  assert.ok((await ops.api.alerts.resolveAlert(id, 'ann', 'fixed')).ok);
  answer();
  await ops.clock.advance(20_000);
  assert.deepEqual(pagesIn(backend, 'email'), ['triggered dev-team', 'resolved dev-team']);
  assert.ok(wayOf(await latest(ops))?.every((way) => way.includes(' accepted ')));
});
