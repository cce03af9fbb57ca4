import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { breakerPhase } from '../../../src/domain/delivery/breaker.ts';
import { type EndpointState, foldVerdict, forgive, freshEndpoint, mayTryAt, nextLimits } from '../../../src/domain/delivery/endpoint-state.ts';
import type { Verdict } from '../../../src/domain/delivery/verdict.ts';

const now = Date.UTC(2026, 0, 5, 9);
const retry: Verdict = { kind: 'retry', after: null, detail: 'HTTP 500' };
const delivered: Verdict = { kind: 'delivered', detail: 'HTTP 200' };
const batch = { items: 10, bytes: 1_000 };

/** Folds a verdict at the first moment at which it can come. */
const fold = (state: EndpointState, verdict: Verdict, random = 0.5): [EndpointState, number] => {
  const at = Math.max(now, mayTryAt(state, now));
  return [foldVerdict(state, verdict, batch, at, () => random), at];
};

test('after five failures in a row the breaker is open; one small request looks whether it may close', () => {
  let state = freshEndpoint;
  let at = now;
  for (let failure = 0; failure < 5; failure++) [state, at] = fold(state, retry);
  assert.equal(breakerPhase(state.breaker, at), 'open');
  assert.equal(mayTryAt(state, at), at + 30_000);
  assert.equal(breakerPhase(state.breaker, at + 30_000), 'half_open');
  assert.equal(nextLimits(state, at + 30_000).items, 10);

  const still = foldVerdict(state, retry, batch, at + 30_000, () => 0);
  assert.equal(mayTryAt(still, at + 30_000), at + 90_000);

  const closed = foldVerdict(state, delivered, batch, at + 30_000, () => 0);
  assert.equal(breakerPhase(closed.breaker, at + 30_000), 'closed');
  assert.equal(nextLimits(closed, at + 30_000).items, 100);
  assert.equal(closed.lastError, null);
});

test('Retry-After outlasts our own back-off, impatience and a network that came back', () => {
  const state = foldVerdict(freshEndpoint, { kind: 'retry', after: now + 60_000, detail: 'HTTP 429' }, batch, now, () => 0.5);
  assert.equal(mayTryAt(state, now), now + 60_000);
  assert.equal(mayTryAt(state, now, true), now + 60_000);
  assert.equal(mayTryAt(forgive(state), now), now + 60_000);
});

test('our own back-off gives way to somebody who waits, and to a network that came back', () => {
  const state = foldVerdict(freshEndpoint, retry, batch, now, () => 0.9);
  assert.equal(mayTryAt(state, now), now + 900);
  assert.ok(mayTryAt(state, now, true) <= now);
  assert.ok(mayTryAt(forgive(state), now) <= now);
});

test('a clock that was set back does not put the next try off by years', () => {
  const state = foldVerdict(freshEndpoint, retry, batch, now + 5 * 365 * 86_400_000, () => 0.9);
  assert.ok(mayTryAt(state, now) <= now);
});

test('413 halves what the next request may hold; successes let it grow again', () => {
  let state = foldVerdict(freshEndpoint, { kind: 'split', cause: 'too_large', detail: 'HTTP 413' }, { items: 50, bytes: 200_000 }, now, () => 0);
  assert.equal(nextLimits(state, now).bytes, 100_000);
  assert.ok(mayTryAt(state, now) <= now);
  for (let success = 0; success < 20; success++) state = foldVerdict(state, delivered, batch, now, () => 0);
  assert.equal(nextLimits(state, now).bytes, 256_000);
});

test('endpoint that refuses whoever asks is asked more and more slowly', () => {
  const refused: Verdict = { kind: 'rejected', blame: 'endpoint', detail: 'HTTP 401' };
  const state = foldVerdict(freshEndpoint, refused, batch, now, () => 0.5);
  assert.equal(mayTryAt(state, now), now + 500);
  assert.equal(state.rejected, 10);
  assert.equal(state.failingSince, now);
});

test('refused items in a row slow down, a refused item among good ones does not', () => {
  const refused: Verdict = { kind: 'rejected', blame: 'item', detail: 'HTTP 400' };
  let state = foldVerdict(freshEndpoint, refused, { items: 1, bytes: 9 }, now, () => 0.5);
  assert.ok(mayTryAt(state, now) <= now);
  for (let more = 0; more < 4; more++) state = foldVerdict(state, refused, { items: 1, bytes: 9 }, now, () => 0.5);
  assert.ok(mayTryAt(state, now) > now);
  assert.equal(foldVerdict(state, delivered, batch, now, () => 0.5).refusedInRow, 0);
});

test('whatever a backend answers, every item is at last either taken or set aside, and only the poisonous ones are', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (poison) => {
      let state = freshEndpoint;
      let queue = poison.map((bad, id) => ({ id, bad }));
      const taken: number[] = [];
      const aside: number[] = [];
      let at = now;
      for (let request = 0; queue.length; request++) {
        assert.ok(request < 4 * poison.length + 10, 'it goes round in circles');
        at = Math.max(at, mayTryAt(state, at));
        const items = queue.slice(0, nextLimits(state, at).items);
        const bad = items.some((item) => item.bad);
        const verdict: Verdict = !bad ? delivered : items.length > 1 ? { kind: 'split', cause: 'poison', detail: '' } : { kind: 'rejected', blame: 'item', detail: '' };
        state = foldVerdict(state, verdict, { items: items.length, bytes: 1 }, at, () => 0.5);
        if (verdict.kind === 'split') continue;
        (bad ? aside : taken).push(...items.map(({ id }) => id));
        queue = queue.slice(items.length);
      }
      assert.deepEqual(taken, poison.flatMap((bad, id) => (bad ? [] : [id])));
      assert.deepEqual(aside, poison.flatMap((bad, id) => (bad ? [id] : [])));
    }),
  );
});

test('one poisonous item of a hundred costs a dozen requests at most', () => {
  for (let position = 0; position < 100; position++) {
    let state = freshEndpoint;
    let [from, requests] = [0, 0];
    while (from < 100) {
      const size = Math.min(nextLimits(state, now).items, 100 - from);
      const bad = from <= position && position < from + size;
      const verdict: Verdict = !bad ? delivered : size > 1 ? { kind: 'split', cause: 'poison', detail: '' } : { kind: 'rejected', blame: 'item', detail: '' };
      state = foldVerdict(state, verdict, { items: size, bytes: 1 }, now, () => 0);
      if (verdict.kind !== 'split') from += size;
      requests++;
    }
    assert.ok(requests <= 12, `position ${position}: ${requests} requests`);
  }
});
