import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { OpsEvent } from '../../src/contract/notices.ts';
import { protocol, type Welcome } from '../../src/contract/runtime-api.ts';
import type { Scope } from '../../src/contract/scope.ts';
import type { Batch, Signal } from '../../src/contract/signal.ts';
import { tables } from '../../src/services/ports/store.ts';
import { clientOf, createTestRuntime, origin, type TestRuntime } from '../support/test-runtime.ts';
import { eventsOf } from '../support/events-of.ts';

/** One of each kind, and the part of it that nothing may hold. */
const secrets = {
  'ann.smith@example.com': 'ann.smith',
  'ann%2Esmith%40example.org': 'example.org',
  '+46 70 123 45 67': '123 45 67',
  '4111 1111 1111 1111': '1111 1111',
  'DE89 3704 0044 0532 0130 00': '0532',
  'SSN 123-45-6789': '45-6789',
  'personnummer 811218-9876': '9876',
  [`eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0NTY3ODkwIn0'}.c2ln`]: 'hbGciOiJ',
  'Bearer f00ba7f00ba7': 'f00ba7',
  [`sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`]: '4eC39H',
  'password=hunter2': 'hunter2',
  'https://anna:swordfish@clinic.example/': 'swordfish',
  'https://clinic.example/reset?token=t0psecret#access_token=t0psecret': 't0psecret',
  '{"auth":{"apiKey":"k3yk3y"},"note":"{\\"pin\\":\\"9182\\"}"}': 'k3yk3y',
  'EMP-4711': '4711',
} as const;
const dirty = Object.keys(secrets).join(' ; ');
/** The same as a bag: under names, in names, deep, in lists. */
const bag: Record<string, unknown> = { text: dirty, list: Object.keys(secrets), deep: { er: { password: 'hunter2', sessionToken: 't0psecret', Passwd: ['hunter2'] } }, ...Object.fromEntries(Object.keys(secrets).map((secret) => [secret, 1])) };
const tags = { clinic: dirty, [dirty]: 1 };
const error = { name: `Error ${dirty}`, message: dirty, stack: `Error: ${dirty}\n    at ${'show'} (https://clinic.example/app.js?token=t0psecret:1:2)`, causes: [{ name: 'E', message: dirty, stack: dirty, props: bag }], props: bag };
const scope: Scope = { sessionId: 's-k3f9a0', url: `${origin}/book?token=t0psecret&mail=ann.smith@example.com#password=hunter2`, user: { id: 'ann.smith@example.com', profile: bag }, context: bag };
const client = { ...clientOf('a'), app: dirty, release: dirty, environment: `production ${dirty}`, userAgent: `Mozilla ${dirty}`, language: dirty, timeZone: dirty, connection: dirty };

/** Every kind of signal, with something in each of its texts. */
const signals: readonly object[] = [
  ...(['log', 'user_action', 'performance', 'business', 'security'] as const).map((type) => ({ kind: 'log', level: 'ERROR', type, message: dirty, context: bag, correlationId: dirty, error })),
  { kind: 'log', level: 'INFO', type: 'business', message: 'payment_failed', context: bag },
  { kind: 'error', mechanism: 'manual', handled: true, category: 'security', severity: 'CRITICAL', error, context: bag, performance: { pageAge: 1, crumbs: dirty } },
  { kind: 'error', mechanism: 'fetch', handled: false, error: { ...error, message: `other ${dirty}` }, context: { ...bag, componentStack: dirty } },
  { kind: 'breadcrumb', crumb: { at: 1, category: 'custom', message: dirty, level: 'INFO', data: bag } },
  ...[200, 503].map((status) => ({ kind: 'api', method: 'GET', url: `${origin}/api/${encodeURIComponent('ann.smith@example.com')}/x?token=t0psecret`, status, outcome: status < 300 ? 'ok' : 'server_error', duration: 9_000, correlationId: dirty })),
  ...Array.from({ length: 40 }, (_, view) => ({ kind: 'vital', name: 'LCP', value: 9_000, view: `${dirty} ${view}` })),
  { kind: 'metric', type: 'custom', name: dirty, value: 1, unit: dirty, tags },
  { kind: 'metric', type: 'long_task', name: dirty, value: 900, unit: 'ms', tags },
  { kind: 'resources', entries: [[`https://cdn.example/x.js?token=t0psecret`, 'script', 10, 10, 10, 10], [dirty, dirty, 1, 1, 1, 1]] },
];

describe('secrets poured into every entry of the runtime', () => {
  let ops: TestRuntime;
  const answers: Record<string, unknown> = {};

  before(async () => {
    ops = createTestRuntime();
    const { api, backend, clock } = ops;
    // What a backend says of itself, and why it refuses.
    backend.answers['/api/health'] = { status: 503, body: { status: 'fail', output: dirty, checks: { database: [{ status: 'fail', output: dirty, ...bag }], [dirty]: [{ status: 'warn', output: dirty }] } } };
    backend.answers['/api/errors'] = { status: 400, body: { error: dirty }, headers: { 'x-reason': dirty } };
    backend.answers['/api/notifications/email'] = { status: 422, body: { error: dirty } };
    ops.runtime.start();
    const options = { app: dirty, release: dirty, endpoint: origin, privacy: { rules: { staff: 'EMP-\\d+' } }, events: { pay: 'payment_failed' } } as const;
    answers['welcome'] = (await api.hello({ protocol, build: 'test', client, options, base: `${scope.url}` })) as Welcome;
    await api.ingest({ client, signals: signals.map((signal, at) => ({ seq: at + 1, at: clock.now(), scope, ...signal }) as Signal) } satisfies Batch);
    await api.ingest({ client: { ...client, tabId: 'gone' }, spilled: true, signals: [{ seq: 1, at: clock.now(), scope, ...signals[0] } as Signal] });
    await api.heartbeat({ tabId: 'a', url: scope.url, visible: true });

    const definition = { name: dirty, category: dirty, severity: 'HIGH', threshold: 1, window: 5, description: dirty, channels: ['IN_APP', 'EMAIL'], escalationPath: ['desk of ann.smith@example.com'] } as const;
    answers['registered'] = [await api.alerts.registerAlert('ours', definition), await api.alerts.registerAlert(dirty, definition), await api.alerts.registerAlert('more', Object.assign({ [dirty]: dirty }, definition))];
    answers['triggered'] = [await api.alerts.triggerAlert('ours', bag, bag), await api.alerts.triggerAlert(dirty, bag, bag), await api.alerts.triggerAlert('critical_error', { message: dirty }, { url: scope.url })];
    const [first, second] = await api.alerts.getActiveAlerts();
    answers['acted'] = [
      await api.alerts.acknowledgeAlert(first!.id, 'ann.smith@example.com', dirty),
      await api.alerts.resolveAlert(second!.id, 'ann.smith@example.com', dirty),
      await api.alerts.acknowledgeAlert(dirty, dirty, dirty),
      await api.alerts.silence({ alertId: dirty }, clock.now() + 60_000, 'ann.smith@example.com', dirty),
      await api.alerts.silence({ category: dirty }, clock.now() + 60_000, dirty, dirty),
      await api.alerts.explain(dirty),
      await api.alerts.unregisterAlert(dirty),
    ];
    const [group] = await api.errors.getErrorGroups();
    answers['group'] = [await api.errors.setGroupStatus(group!.signature, 'resolved', 'ann.smith@example.com', dirty), await api.errors.setGroupStatus(dirty, 'ignored', dirty, dirty)];
    answers['checks'] = [
      await api.health.register({ id: 'ours', name: dirty, tier: 'critical', description: dirty, tabId: 'a' }),
      await api.health.register({ id: dirty, name: dirty, tier: 'critical', url: `${origin}/probe?token=t0psecret`, dependsOn: dirty }),
      await api.health.registerRecovery('ours', dirty, 'a'),
      await api.health.registerRecovery(dirty, dirty, dirty),
      await api.health.disableHealthCheck(dirty),
    ];
    const forced = api.health.forceHealthCheck('ours');
    for (let round = 0; round < 8; round++) {
      for (const { id } of await api.tasks('a')) await api.completeTask({ taskId: id, status: 'UNHEALTHY', message: dirty, duration: 5, metadata: bag });
      if (round === 4) answers['recovery'] = await api.health.runRecovery('ours', (await api.health.getHealthCheck('ours'))?.recoveryActions[0] ?? '');
      await clock.advance(20_000);
      await api.heartbeat({ tabId: 'a', url: scope.url, visible: true });
    }
    answers['forced'] = await forced;
    answers['budget'] = [await api.performance.setBudget(dirty, 5), await api.performance.setBudget('ann.smith@example.com', 5)];
    await api.flush({ rejected: true });
    await clock.advance(60_000);
    for (const part of ['logs', 'errors', 'performance', 'health', 'alerts', 'privacy'] as const) {
      const names = (await api.help())[part]!.split(' ').filter((name) => /^(get|query|export)/.test(name));
      // Some want an argument, and say so.
      for (const name of names) answers[`${part}.${name}`] = await (api[part] as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[name]!(name === 'exportUser' ? 'ann.smith@example.com' : undefined).catch(String);
    }
    answers['export'] = [await api.logs.export({ format: 'otlp' }), await api.logs.export({ format: 'json' })];
    answers['status'] = await api.status();
  });

  const clean = (where: string, value: unknown): void => {
    const shown = JSON.stringify(value) ?? '';
    for (const core of Object.values(secrets)) {
      const at = shown.indexOf(core);
      assert.ok(at < 0, `${where} holds ${core}: ${shown.slice(Math.max(0, at - 160), at + 60)}`);
    }
  };

  it('leave ids alone that are called like a secret', async () => {
    const { api } = createTestRuntime();
    await api.hello({ protocol, build: 'test', client: clientOf('a'), options: { app: 'clinic' }, base: origin });
    await api.alerts.registerAlert('lost_password', { name: 'Lost passwords', category: 'security', severity: 'LOW', threshold: 1, window: 5 });
    const triggered = await api.alerts.triggerAlert('lost_password');
    assert.ok(triggered.ok);
    const taken = await api.alerts.acknowledgeAlert(triggered.value.id, 'user_1', 'mine');
    assert.ok(taken.ok && taken.value?.acknowledgement);
    await api.health.register({ id: 'refresh_token', name: 'Refresh', tier: 'critical', tabId: 'a' });
    assert.ok((await api.health.registerRecovery('refresh_token', 'sign_in', 'a')).ok);
    assert.deepEqual((await api.health.getHealthCheck('refresh_token'))?.recoveryActions, ['sign_in']);
    await api.health.runRecovery('refresh_token', 'sign_in');
    const [task] = await api.tasks('a');
    assert.equal(task?.action, 'sign_in');
    await api.completeTask({ taskId: task.id, status: 'HEALTHY', message: 'signed in', duration: 5, metadata: {} });
    assert.deepEqual(await api.tasks('a'), []);
  });

  for (const table of tables)
    it(`leave nothing in the table ${table}`, async () => {
      const rows = await ops.store.read((tx) => tx.list(table));
      if (!['budgets', 'silences', 'outbox', 'history'].includes(table)) assert.ok(rows.length, 'nothing was written here');
      for (const row of rows) clean(`${table}/${row.key}`, row);
    });

  it('leave nothing in a request', () => {
    assert.ok(new Set(ops.backend.requests.map(({ url }) => url)).size > 4);
    for (const { url, body } of ops.backend.requests) clean(`a request to ${url}`, [url, body]);
  });

  it('leave nothing in a window event', async () => {
    const events = eventsOf(await ops.api.eventsSince(0));
    const names = new Set(events.map(({ name }: OpsEvent) => name));
    for (const name of ['error.captured', 'alert.triggered', 'alert.acknowledged', 'alert.resolved', 'health.status_updated', 'performance.alert']) assert.ok(names.has(name as OpsEvent['name']), `no ${name} among ${[...names].join(', ')}`);
    for (const event of events) clean(event.name, event);
  });

  it('leave nothing in an answer', () => {
    for (const [name, answer] of Object.entries(answers)) if (name !== 'welcome') clean(name, answer);
  });
});
