import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpsEvent } from '../../src/contract/notices.ts';
import { appendEvents, eventsSince, latestRevision } from '../../src/runtime/event-log.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { eventsOf } from '../support/events-of.ts';

const now = Date.UTC(2026, 0, 5, 9);
const event = (n: number): OpsEvent => ({ name: 'performance.alert', detail: { alertType: 'slow_api', n } });

test('a tab gets the events after the one it knows, in order, and only those', async () => {
  const store = createMemoryStore();
  await store.write((tx) => appendEvents(tx, [event(1), event(2)], now));
  const known = await store.read(latestRevision);
  await store.write((tx) => appendEvents(tx, [event(3), event(4)], now - 5_000));
  const answer = await store.read((tx) => eventsSince(tx, known));
  assert.deepEqual(eventsOf(answer), [event(3), event(4)]);
  assert.equal(answer.revision, known + 2);
  assert.deepEqual(await store.read((tx) => eventsSince(tx, answer.revision)), { revision: answer.revision, batches: [], more: false });
});

test('the log is bounded, and a tab that asks late gets the newest there are, at most 200 at once', async () => {
  const store = createMemoryStore();
  for (let n = 0; n < 1_200; n += 100) await store.write((tx) => appendEvents(tx, Array.from({ length: 100 }, (_, i) => event(n + i)), now));
  assert.ok((await store.read((tx) => tx.count('events'))) <= 500);
  const first = await store.read((tx) => eventsSince(tx, 0));
  assert.equal(eventsOf(first).length, 200);
  const seen = eventsOf(first);
  for (let next = first; next.more; ) seen.push(...eventsOf((next = await store.read((tx) => eventsSince(tx, next.revision)))));
  assert.deepEqual(seen.at(-1), event(1_199));
});

test('to a tab that has seen events of a store that is gone, those of the next are new', async () => {
  const lost = createMemoryStore();
  await lost.write((tx) => appendEvents(tx, Array.from({ length: 300 }, (_, n) => event(n)), now));
  const known = await lost.read(latestRevision);
  const next = createMemoryStore();
  await next.write((tx) => appendEvents(tx, [event(1_000)], now + 60_000));
  assert.deepEqual(eventsOf(await next.read((tx) => eventsSince(tx, known))), [event(1_000)]);
});
