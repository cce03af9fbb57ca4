import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { hearTab, readTab, seeTab } from '../../src/runtime/tab-registry.ts';

/** A page that says hello at 0 and then beats at these times (ms), hidden where the number is negative; its lag at the end. */
async function lagAfter(beats: readonly number[]): Promise<number | undefined> {
  const store = createMemoryStore();
  await store.write((tx) => seeTab(tx, 't1', 0, { visible: true, beatAt: 0 }));
  for (const beat of beats) await store.write((tx) => hearTab(tx, 't1', Math.abs(beat), 'https://clinic.example/', beat >= 0));
  return store.read(async (tx) => (await readTab(tx, 't1')).lag);
}

test('a heartbeat that is late shows how long the page was held up', async () => {
  assert.equal(await lagAfter([5_000, 10_000]), 0);
  assert.equal(await lagAfter([5_000, 13_200]), 3_200);
  assert.equal(await lagAfter([5_000, 13_200, 15_000]), 0, 'the timer keeps its beat, and the next one is early');
});

test('a hidden page is throttled, one that is shown again begins anew, and a machine that slept held up nobody', async () => {
  assert.equal(await lagAfter([5_000, -65_000]), 0);
  assert.equal(await lagAfter([5_000, -6_000, 14_000]), 0);
  assert.equal(await lagAfter([5_000, 3_605_000]), 0);
  assert.equal(await lagAfter([5_000, 1_000]), 0, 'nor did a clock that was set back');
});
