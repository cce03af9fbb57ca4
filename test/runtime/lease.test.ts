import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLease } from '../../src/runtime/lease.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function pair() {
  const store = createMemoryStore();
  const clock = createFakeClock();
  return { store, clock, a: createLease({ store, clock, owner: 'a' }), b: createLease({ store, clock, owner: 'b' }) };
}

test('of two runtimes that ask at once, one leads', async () => {
  const { a, b } = pair();
  await Promise.all([a.tick(), b.tick()]);
  assert.deepEqual([a.isLeader(), b.isLeader()], [true, false]);
});

test('who leads goes on leading as long as it renews', async () => {
  const { clock, a, b } = pair();
  for (let round = 0; round < 20; round++) {
    const next = await a.tick();
    await b.tick();
    assert.equal(next, clock.now() + 2_000);
    assert.deepEqual([a.isLeader(), b.isLeader()], [true, false]);
    await clock.advance(2_000);
  }
});

test('when the leader dies another leads, no later than the expiry', async () => {
  const { clock, a, b } = pair();
  await a.tick();
  const died = clock.now();
  let next = await b.tick();
  while (!b.isLeader()) {
    await clock.advance(next - clock.now());
    next = await b.tick();
  }
  assert.equal(clock.now() - died, 6_000);
});

test('there are never two leaders, also when one sleeps past its expiry', async () => {
  const { clock, a, b } = pair();
  await a.tick();
  await clock.advance(6_000);
  assert.equal(a.isLeader(), false, 'the one that slept knows before it asks');
  await b.tick();
  assert.equal(b.isLeader(), true);
  await a.tick();
  assert.equal(a.isLeader(), false);
});

test('a lease that is given back is free at once', async () => {
  const { a, b } = pair();
  await a.tick();
  await b.tick();
  await a.release();
  await b.tick();
  assert.deepEqual([a.isLeader(), b.isLeader()], [false, true]);
});

test('a renewal under way does not bring back a lease that is given up', async () => {
  const { a, b } = pair();
  await a.tick();
  await Promise.all([a.tick(), a.release()]);
  await b.tick();
  assert.deepEqual([a.isLeader(), b.isLeader()], [false, true]);
});

test('who does not lead cannot give away what another has', async () => {
  const { a, b } = pair();
  await a.tick();
  await b.release();
  await b.tick();
  assert.deepEqual([a.isLeader(), b.isLeader()], [true, false]);
});

test('when the clock is set back by a year, somebody leads again at once', async () => {
  const { clock, a, b } = pair();
  await a.tick();
  clock.set(clock.now() - 365 * 86_400_000);
  assert.equal(a.isLeader(), false);
  await b.tick();
  assert.equal(b.isLeader(), true);
});
