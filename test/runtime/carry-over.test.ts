import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryOver } from '../../src/runtime/carry-over.ts';
import { appendEvents, eventsSince } from '../../src/runtime/event-log.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { readTab, seeTab } from '../../src/runtime/tab-registry.ts';
import { addToTally, readTally } from '../../src/runtime/tally.ts';
import { type Row, type Store, type Table, tables } from '../../src/services/ports/store.ts';
import { eventsOf } from '../support/events-of.ts';

const now = Date.UTC(2026, 0, 5, 9);
interface Marked extends Row {
  readonly mark: string;
}

/** A database, and what stood in for it: a table and key that both have, and one that only memory has. */
async function both(): Promise<{ readonly database: Store; readonly memory: Store; readonly move: (wipe?: boolean) => Promise<void> }> {
  const [database, memory] = [createMemoryStore(), createMemoryStore()];
  for (const table of tables) {
    await database.write(async (tx) => tx.put<Marked>(table, { key: 'both', mark: 'database' }));
    await memory.write(async (tx) => ['both', 'new'].forEach((key) => tx.put<Marked>(table, { key, mark: 'memory' })));
  }
  return { database, memory, move: (wipe = false) => carryOver(memory, database, wipe) };
}
const marks = (store: Store, table: Table) => store.read(async (tx) => Object.fromEntries((await tx.list<Marked>(table)).map(({ key, mark }) => [key, mark])));

test('what the database lacks it gets, of every table; what both have keeps its history or takes the newer state', async () => {
  const { database, move } = await both();
  await move();
  for (const table of tables) {
    const { both: kept, new: added } = await marks(database, table);
    assert.equal(added, 'memory', table);
    assert.equal(kept, ['tabs', 'budgets', 'checks', 'definitions', 'incidents', 'silences', 'sessions'].includes(table) ? 'memory' : 'database', table);
  }
});

test('after a wipe in memory nothing of before is left', async () => {
  const { database, move } = await both();
  await move(true);
  for (const table of tables) assert.deepEqual(await marks(database, table), { both: 'memory', new: 'memory' }, table);
});

test('what a tab was acknowledged by either is known: a heartbeat in memory takes nothing back', async () => {
  const { database, memory, move } = await both();
  await database.write((tx) => seeTab(tx, 'quiet', now, { acknowledged: 40, dropped: { sampling: 3 } }));
  await database.write((tx) => seeTab(tx, 'busy', now, { acknowledged: 40 }));
  await memory.write((tx) => seeTab(tx, 'quiet', now + 1_000));
  await memory.write((tx) => seeTab(tx, 'busy', now + 1_000, { acknowledged: 90 }));
  await move();
  const [quiet, busy] = await database.read((tx) => Promise.all([readTab(tx, 'quiet'), readTab(tx, 'busy')]));
  assert.deepEqual([quiet.acknowledged, quiet.dropped, quiet.lastSeen], [40, { sampling: 3 }, now + 1_000]);
  assert.equal(busy.acknowledged, 90);
});

test('what was received and dropped is added up', async () => {
  const { database, memory, move } = await both();
  await database.write((tx) => addToTally(tx, { received: { log: 5, error: 1 }, dropped: { duplicate: 2 } }));
  await memory.write((tx) => addToTally(tx, { received: { log: 7 }, dropped: { duplicate: 1, quota: 4 } }));
  await move();
  const { received, dropped } = await database.read(readTally);
  assert.deepEqual({ received, dropped }, { received: { log: 12, error: 1 }, dropped: { duplicate: 3, quota: 4 } });
});

test('a tab hears each event once, whether it came from the database, from memory, or after it', async () => {
  const { database, memory, move } = await both();
  const event = (n: number) => ({ name: 'performance.alert', detail: { alertType: 'slow_api', n } }) as const;
  const heard: unknown[] = [];
  let revision = 0;
  const listen = async (store: Store) => {
    const answer = await store.read((tx) => eventsSince(tx, revision));
    revision = answer.revision;
    heard.push(...eventsOf(answer).map(({ detail }) => (detail as { readonly n?: number } | undefined)?.n));
  };
  for (const store of [database, memory]) await store.write(async (tx) => tx.deleteRange('events', {}));
  await database.write((tx) => appendEvents(tx, [event(1), event(2)], now));
  await listen(database);
  await memory.write((tx) => appendEvents(tx, [event(3)], now + 60_000));
  await listen(memory);
  await memory.write((tx) => appendEvents(tx, [event(4)], now + 61_000));
  await move();
  await listen(database);
  await database.write((tx) => appendEvents(tx, [event(5)], now + 90_000));
  await listen(database);
  assert.deepEqual(heard, [1, 2, 3, 4, 5]);
});
