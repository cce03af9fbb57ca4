import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Scope } from '../../src/contract/scope.ts';
import type { Signal } from '../../src/contract/signal.ts';
import { tables } from '../../src/services/ports/store.ts';
import { clientOf, createTestRuntime, origin, type TestRuntime } from '../support/test-runtime.ts';

const message = 'Cannot read properties of null';
const stack = `TypeError: ${message}\n    at showMap (${origin}/booking.js:10:5)`;

/** Everything that can name a person, named by this one. */
async function livedIn(userId: string): Promise<TestRuntime> {
  const ops = createTestRuntime();
  const { api, clock } = ops;
  // Nothing is delivered, so that it all waits in the outbox.
  ops.backend.answers['/api/logs'] = ops.backend.answers['/api/errors'] = ops.backend.answers['/api/performance/metrics'] = 503;
  ops.runtime.start();
  await ops.tab('a').hello();
  const scopeOf = (id: string): Scope => ({ sessionId: id === userId ? 'session-1' : 'session-2', url: `${origin}/book`, user: { id, profile: {} }, context: {} });
  const visit = async (tabId: string, id: string): Promise<void> => {
    const signals: readonly object[] = [
      { kind: 'log', level: 'INFO', type: 'log', message: `visit ${tabId}` },
      { kind: 'error', mechanism: 'onerror', handled: false, error: { name: 'TypeError', message, stack } },
      { kind: 'breadcrumb', crumb: { at: 1, category: 'ui', message: 'button#pay', level: 'INFO' } },
      { kind: 'api', method: 'GET', url: `${origin}/api/doctors`, status: 200, outcome: 'ok', duration: 120 },
      { kind: 'metric', type: 'custom', name: 'steps', value: 3, unit: '' },
    ];
    await api.ingest({ client: clientOf(tabId), signals: signals.map((signal, at) => ({ seq: at + 1, at: clock.now(), scope: scopeOf(id), ...signal }) as Signal) });
    await clock.advance(2_000);
  };
  await visit('a', userId);
  await visit('b', 'user_other');
  await api.ingest({ client: clientOf('c'), signals: [{ kind: 'log', level: 'WARN', type: 'log', seq: 1, at: clock.now(), message: 'refund', scope: scopeOf('user_other'), context: { approval: { userId } } }] });
  const triggered = await api.alerts.triggerAlert('critical_error', {}, { userId });
  assert.ok(triggered.ok);
  await api.alerts.acknowledgeAlert(triggered.value.id, userId, 'mine');
  await api.alerts.silence({ alertId: 'data_sync_failure' }, clock.now() + 60_000, userId, 'upgrade');
  const [group] = await api.errors.getErrorGroups();
  await api.errors.setGroupStatus(group!.signature, 'resolved', userId, 'fixed');
  return ops;
}

const holders = async (ops: TestRuntime, text: string): Promise<readonly string[]> => {
  const held = await ops.store.read((tx) => Promise.all(tables.map(async (table) => [table, JSON.stringify(await tx.list(table))] as const)));
  return held.filter(([, json]) => json.includes(text)).map(([table]) => table);
};

describe("a person's rights", () => {
  it('eraseUser: no store names them any more; what is of others stays', async () => {
    const ops = await livedIn('user_12345');
    assert.deepEqual(await holders(ops, 'user_12345'), ['logs', 'errors', 'metrics', 'groups', 'incidents', 'silences', 'sessions', 'events', 'outbox']);
    assert.ok((await ops.api.privacy.eraseUser('user_12345')) >= 8);
    assert.deepEqual(await holders(ops, 'user_12345'), []);
    assert.deepEqual((await ops.api.logs.query()).map((entry) => [entry.message, entry.user?.id]), [['visit b', 'user_other']]);
    const [group] = await ops.api.errors.getErrorGroups();
    assert.deepEqual([group?.count, group?.users, group?.sessions], [1, 1, 1]);
    assert.deepEqual(await holders(ops, 'session-1'), [], 'nor the sessions that were theirs');
    const [incident] = await ops.api.alerts.getActiveAlerts();
    assert.deepEqual([incident?.acknowledgement?.userId, incident?.context['userId']], ['[erased]', '[erased]']);
  });

  it('exportUser: all of it, by store, and nothing of others', async () => {
    const ops = await livedIn('user_12345');
    const exported = await ops.api.privacy.exportUser('user_12345');
    const sizes = Object.fromEntries(Object.entries(exported).map(([store, rows]) => [store, rows.length]));
    for (const store of ['logging', 'errors', 'performance', 'alerting', 'delivery']) assert.ok((sizes[store] ?? 0) >= 2, `${store}: ${sizes[store]}`);
    assert.ok(Object.values(exported).flat().every((row) => JSON.stringify(row).includes('user_12345')));
    assert.deepEqual((exported['errors'] as { readonly statusBy?: object }[]).flatMap(({ statusBy }) => statusBy ?? []).length, 1, 'what they decided about a group');
    await ops.api.privacy.eraseUser('user_12345');
    assert.deepEqual(Object.values(await ops.api.privacy.exportUser('user_12345')).flat(), []);
  });

  it('an id that is an address was stored filtered, and is found by the address', async () => {
    const ops = await livedIn('ann@example.com');
    assert.deepEqual(await holders(ops, 'ann@example.com'), []);
    assert.ok(Object.values(await ops.api.privacy.exportUser('ann@example.com')).flat().length > 8);
    assert.ok((await ops.api.privacy.eraseUser('ann@example.com')) >= 8);
    assert.deepEqual(await holders(ops, '[Filtered:email]'), []);
    assert.deepEqual((await ops.api.logs.query()).map((entry) => entry.user?.id), ['user_other']);
  });

  it('docs/privacy.md has a row for every store, with the age that getRetention gives', async () => {
    const rows = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8').split('\n').filter((line) => line.startsWith('| `'));
    const retention = await createTestRuntime().api.privacy.getRetention();
    for (const table of tables) {
      const row = rows.find((line) => line.split('|')[1]!.includes(`\`${table}\``));
      assert.ok(row, `no row for ${table}`);
      // Of what is kept in several ways, the longest.
      const age = Math.max(...retention.flatMap(({ store, maxAge }) => (store === table && Number.isFinite(maxAge) ? maxAge : [])));
      if (age > 0) assert.ok(row.split('|')[4]!.includes(`${age / 86_400_000} days`), `${table} is kept ${age / 86_400_000} days: ${row}`);
    }
  });

  it('getRetention: every store that grows has an age or a number of rows', async () => {
    const retention = await createTestRuntime().api.privacy.getRetention();
    const bounded = new Map(retention.map((one) => [one.store, one]));
    for (const store of ['logs', 'errors', 'groups', 'sessions', 'metrics', 'checks', 'history', 'incidents', 'silences', 'counters', 'outbox', 'events', 'tabs']) {
      const { maxAge = 0, maxRows = 0 } = bounded.get(store) ?? {};
      assert.ok(maxRows > 0 && maxAge > 0, store);
    }
  });
});
