import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Row, type Table, tables } from '../../src/services/ports/store.ts';
import { BusyDesk, day, hour, minute, monday, mostTabs } from '../support/busy-desk.ts';

/** Of the second week only the first afternoon. */
const days = [0, 1, 2, 3, 4, 7];
/** What is seen of a day: long enough for windows of a quarter of an hour. In between the machine sleeps, with the browser open or not. */
const shiftsOf = (today: number): readonly number[] => (today % 2 ? [13 * hour] : [9 * hour, 13 * hour]);
const watched = 24 * minute;
/** Five minutes each day, and on Wednesday eight more. */
const outages = days.length + 1;

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

interface Bulk extends Row {
  readonly to?: number;
  readonly items?: readonly unknown[];
}

/** What may have come since it was last pruned: ten minutes, in ms, and what a desk says in them, in characters of JSON. */
const late = { age: 10 * minute + watched, bytes: 6e5 };
/** Memory holds an eighth of what a disk would. */
const dearer = 8;
/** Rows of what has no retention of its own. */
const few: Readonly<Partial<Record<Table, number>>> = { budgets: 20, definitions: 0, events: 500, meta: 40 };

async function withinBounds({ runtime, store, clock, mostTimers, opened }: BusyDesk): Promise<Readonly<Record<string, number>>> {
  const retention = await runtime.api.privacy.getRetention();
  const records: Record<string, number> = {};
  for (const table of tables) {
    const rows = await store.read((tx) => tx.list<Bulk>(table));
    const kept = retention.filter((one) => one.store === table);
    const most = kept.length ? sum(kept.map(({ maxRows }) => maxRows)) : (few[table] ?? opened);
    records[table] = sum(rows.map(({ items = [] }) => items.length));
    assert.ok(rows.length <= most, `${table}: ${rows.length} rows, at most ${most}`);
    for (const { maxBytes = Infinity, maxAge } of kept) {
      const bytes = JSON.stringify(rows).length;
      assert.ok(bytes <= maxBytes / dearer + late.bytes, `${table}: ${bytes} characters, at most an eighth of ${maxBytes}`);
      assert.deepEqual(rows.filter(({ to = Infinity }) => to < clock.now() - maxAge - late.age).map(({ key, to }) => ({ key, to })), [], `${table}: too old`);
    }
  }
  assert.ok(mostTimers <= 12, `${mostTimers} timers at once`);
  return records;
}

test('a week of a busy desk stays within its bounds, and adds up', async () => {
  const desk = new BusyDesk();
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  desk.start();

  let onMonday = 0;
  for (const today of days) {
    for (const shift of shiftsOf(today)) {
      desk.clock.set(monday + today * day + shift);
      await desk.shift(watched);
      const { warnings, tabs } = await desk.runtime.api.status();
      assert.deepEqual(warnings.filter((line) => !line.startsWith('nothing is remembered')), [], 'no job fails, nothing is left of an outage');
      assert.ok(tabs.length <= mostTabs + 2, 'of those that went without a word, no more than the last are still waited for');
      // The browser is closed, or sleeps as it is.
      if (desk.random() < 0.5) await desk.quit();
    }
    await withinBounds(desk);
    onMonday ||= sum(Object.values(desk.said));
    // Before going home somebody looks at what is left.
    const { alerts } = desk.runtime.api;
    const firing = await alerts.getActiveAlerts();
    assert.equal(new Set(firing.map(({ alertId }) => alertId)).size, firing.length, 'an alert has one open incident');
    for (const { id } of firing) await alerts.resolveAlert(id, 'ada', 'seen');
  }
  await desk.clock.advance(5 * minute);
  process.off('unhandledRejection', note);
  assert.deepEqual(unhandled, []);

  const { api } = desk.runtime;
  const { received, dropped } = await api.status();
  const { log = 0, error = 0, api: calls = 0, vital = 0, metric = 0 } = received;
  const measured = calls + vital + metric;
  const { duplicate, quota = 0, ...otherwise } = dropped;
  assert.deepEqual([received, duplicate, otherwise], [desk.said, desk.again, {}]);
  const kept = await withinBounds(desk);
  const gone = log + error + measured - kept['logs']! - kept['errors']! - kept['metrics']!;
  assert.ok(quota > 0 && quota <= gone && gone <= quota + onMonday, `${gone} are gone: ${quota} for want of room, the rest since they are a week old, ${onMonday} at most`);
  assert.equal((await api.logs.query({ limit: Infinity })).length, kept['logs']);
  assert.equal(sum((await api.errors.getErrorGroups({ limit: Infinity })).map(({ count }) => count)), error);

  const atBackend = (path: string): number => desk.arrived.get(`/api/${path}`)?.size ?? 0;
  assert.deepEqual([atBackend('logs'), atBackend('errors'), atBackend('performance/metrics')], [log, error, measured]);
  assert.equal(desk.arrivedAgain, desk.lost, 'nothing is sent again but what nobody said had arrived');

  const incidents = await api.alerts.getAlertHistory(Infinity);
  for (const alertId of ['system_unhealthy', 'high_error_rate']) {
    const mine = incidents.filter((one) => one.alertId === alertId);
    assert.deepEqual(mine.map(({ resolution }) => resolution?.automatic), Array.from({ length: outages }, () => true), `${alertId}: one incident an outage, over by itself`);
    for (const { startedAt, resolvedAt } of mine) assert.ok(resolvedAt! - startedAt < watched, `${alertId} took ${(resolvedAt! - startedAt) / minute} minutes`);
  }
  assert.ok(incidents.length < 10 * days.length, `${incidents.length} incidents`);
  const told = incidents.flatMap(({ notifications }) => notifications);
  assert.equal(new Set(told.map(({ key }) => key)).size, told.length);
  // A text waits for its hour where there were ten in it.
  const went = told.filter(({ channel, status, detail }) => !detail.startsWith('withdrawn') && !(channel === 'SMS' && status === 'queued'));
  assert.deepEqual([...new Set(went.map(({ status }) => status))].toSorted(), ['accepted', 'sent'], 'shown in the page, or taken by the backend');
  assert.equal(sum(['email', 'sms', 'slack'].map((channel) => atBackend(`notifications/${channel}`))), went.filter(({ channel }) => channel !== 'IN_APP').length);
  for (const { escalation } of incidents) assert.ok(escalation.level <= escalation.path.length);
});
