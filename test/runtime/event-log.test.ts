import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpsEvent } from '../../src/contract/notices.ts';
import { appendEvents, eventsSince, latestRevision } from '../../src/runtime/event-log.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';

const now = Date.UTC(2026, 0, 5, 9);
const event = (n: number): OpsEvent => ({ name: 'performance.alert', detail: { alertType: 'slow_api', n } });

test('a tab gets the events after the one it knows, in order, and only those', async () => {
  const store = createMemoryStore();
  await store.write((tx) => appendEvents(tx, [event(1), event(2)], now));
  const known = await store.read(latestRevision);
  await store.write((tx) => appendEvents(tx, [event(3), event(4)], now - 5_000));
  const { revision, events } = await store.read((tx) => eventsSince(tx, known));
  assert.deepEqual(events, [event(3), event(4)]);
  assert.equal(revision, known + 2);
  assert.deepEqual((await store.read((tx) => eventsSince(tx, revision))).events, []);
});

test('the log is bounded, and a tab that asks late gets the newest there are, at most 200 at once', async () => {
  const store = createMemoryStore();
  for (let n = 0; n < 1_200; n += 100) await store.write((tx) => appendEvents(tx, Array.from({ length: 100 }, (_, i) => event(n + i)), now));
  assert.ok((await store.read((tx) => tx.count('events'))) <= 500);
  const first = await store.read((tx) => eventsSince(tx, 0));
  assert.equal(first.events.length, 200);
  const seen = [...first.events];
  for (let next = first; next.events.length; ) seen.push(...(next = await store.read((tx) => eventsSince(tx, next.revision))).events);
  assert.deepEqual(seen.at(-1), event(1_199));
});

test('to a tab that has seen events of a store that is gone, those of the next are new', async () => {
  const lost = createMemoryStore();
  await lost.write((tx) => appendEvents(tx, Array.from({ length: 300 }, (_, n) => event(n)), now));
  const known = await lost.read(latestRevision);
  const next = createMemoryStore();
  await next.write((tx) => appendEvents(tx, [event(1_000)], now + 60_000));
  assert.deepEqual((await next.read((tx) => eventsSince(tx, known))).events, [event(1_000)]);
});
