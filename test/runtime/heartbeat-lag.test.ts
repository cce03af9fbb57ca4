import assert from 'node:assert/strict';
import { test } from 'node:test';
import { protocol } from '../../src/contract/runtime-api.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { hearTab, readTab, seeTab } from '../../src/runtime/tab-registry.ts';
import { clientOf, createTestRuntime, origin } from '../support/test-runtime.ts';

/** A page that says hello at 0 and then beats at these times (ms), hidden where the number is negative; its worst lag at the end. */
async function lagAfter(beats: readonly number[]): Promise<number | undefined> {
  const store = createMemoryStore();
  await store.write((tx) => seeTab(tx, 't1', 0, { visible: true, beatAt: 0 }));
  for (const beat of beats) await store.write((tx) => hearTab(tx, 't1', Math.abs(beat), 'https://clinic.example/', beat >= 0));
  return store.read(async (tx) => Math.max(...((await readTab(tx, 't1')).lags ?? [])));
}

test('a heartbeat that is late shows how long the page was held up', async () => {
  assert.equal(await lagAfter([5_000, 10_000]), 0);
  assert.equal(await lagAfter([5_000, 13_200]), 3_200);
  assert.equal(await lagAfter([5_000, 13_200, 15_000]), 3_200, 'the timer keeps its beat, and the next one is early');
  assert.equal(await lagAfter([5_000, 13_200, 15_000, 21_000, 31_500, 35_000]), 5_500, 'the worst of a while');
  assert.equal(await lagAfter([5_000, 13_200, ...Array.from({ length: 10 }, (_, beat) => 15_000 + 5_000 * beat)]), 0, 'and of 45 seconds only');
});

test('a page that was held up for some seconds, once, is noticed whenever that was', async () => {
  const missed: number[] = [];
  for (let after = 60_000; after < 95_000; after += 5_000) {
    const { api, clock, runtime, tab } = createTestRuntime();
    runtime.start();
    await tab('alive').hello();
    await api.hello({ protocol, build: 'test', client: clientOf('busy'), options: { app: 'clinic', endpoint: origin }, base: `${origin}/` });
    const said: string[] = [];
    for (let at = 5_000; at < after + 150_000; at += 5_000) {
      const heldUp = at === after ? 4_000 : 0;
      await clock.advance(5_000 + heldUp);
      await api.heartbeat({ tabId: 'busy', url: `${origin}/`, visible: true });
      const { status, message } = (await api.health.getHealthCheck('frontend_health'))!;
      said.push(`${status} ${message}`);
    }
    if (!said.includes('DEGRADED lag of the slowest page: 4000 ms')) missed.push(after);
    assert.match(said.at(-1)!, /^HEALTHY/, 'and forgotten');
  }
  assert.deepEqual(missed, []);
});

test('a hidden page is throttled, one that is shown again begins anew, and a machine that slept held up nobody', async () => {
  assert.equal(await lagAfter([5_000, -65_000]), 0);
  assert.equal(await lagAfter([5_000, -6_000, 14_000]), 0);
  assert.equal(await lagAfter([5_000, 3_605_000]), 0);
  assert.equal(await lagAfter([5_000, 1_000]), 0, 'nor did a clock that was set back');
});
