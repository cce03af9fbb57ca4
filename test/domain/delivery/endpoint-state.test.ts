import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type EndpointState, foldVerdict, freshEndpoint, mayTryAt } from '../../../src/domain/delivery/endpoint-state.ts';
import type { Verdict } from '../../../src/domain/delivery/verdict.ts';

const now = Date.UTC(2026, 0, 5, 9);
const verdict = (kind: Verdict['kind'], detail = '', after = 0): Verdict => ({ kind, after, detail });
const retry = verdict('retry', 'HTTP 500');
const delivered = verdict('delivered', 'HTTP 200');

/** So many failures, each at the first moment at which it can come; and the moment of the last. */
const failed = (failures: number, random = 0.5): [EndpointState, number] => {
  let state = freshEndpoint;
  let at = now;
  for (let failure = 0; failure < failures; failure++) {
    at = Math.max(at, mayTryAt(state, at));
    state = foldVerdict(state, retry, 10, at, () => random);
  }
  return [state, at];
};

test('the wait is a random share of a bound that doubles from two seconds, so that browsers that failed together come back apart', () => {
  const waits = [1, 2, 3, 4].map((failures) => {
    const [state, at] = failed(failures, 0.999999);
    return mayTryAt(state, at) - at;
  });
  assert.deepEqual(waits, [2_000, 4_000, 8_000, 16_000]);
  assert.equal(mayTryAt(failed(4, 0)[0], now), now);
  assert.equal(mayTryAt(failed(1, 0.25)[0], now), now + 500);
});

test('whatever the number of failures, the wait is finite, whole and at most five minutes', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (failures, random) => {
      const wait = mayTryAt(foldVerdict({ ...freshEndpoint, failures }, retry, 1, now, () => random), now) - now;
      return Number.isInteger(wait) && wait >= 0 && wait <= 300_000;
    }),
  );
});

test('after five failures in a row the endpoint rests, however the dice fall, until one request is answered', () => {
  const [dead, at] = failed(5, 0);
  assert.equal(mayTryAt(dead, at), at + 16_000);

  const still = foldVerdict(dead, retry, 10, at + 16_000, () => 0);
  assert.equal(mayTryAt(still, at + 16_000), at + 48_000);

  const back = foldVerdict(dead, delivered, 10, at + 16_000, () => 0);
  assert.equal(mayTryAt(back, at + 16_000), 0);
  assert.equal(back.lastError, null);
});

test('an outage begins with the third failure in a row and ends with any answer that says what to do with a batch', () => {
  assert.deepEqual([1, 2, 3, 9].map((failures) => failed(failures)[0].down), [false, false, true, true]);
  const [out, at] = failed(4);
  for (const kind of ['delivered', 'split', 'rejected'] as const) assert.equal(foldVerdict(out, verdict(kind), 10, at, () => 0).down, false, kind);
  let refused = freshEndpoint;
  for (let failure = 0; failure < 9; failure++) refused = foldVerdict(refused, verdict('rejected'), 1, now, () => 0);
  assert.equal(refused.down, false, 'who refuses is there');
});

test('Retry-After outlasts our own back-off and impatience', () => {
  const state = foldVerdict(freshEndpoint, verdict('retry', 'HTTP 429', now + 60_000), 10, now, () => 0.5);
  assert.equal(mayTryAt(state, now), now + 60_000);
  assert.equal(mayTryAt(state, now, true), now + 60_000);
  assert.equal(mayTryAt({ ...state, waitUntil: 0 }, now), now + 60_000);
});

test('our own back-off gives way to somebody who waits', () => {
  const state = foldVerdict(freshEndpoint, retry, 10, now, () => 0.9);
  assert.equal(mayTryAt(state, now), now + 1_800);
  assert.ok(mayTryAt(state, now, true) <= now);
});

test('a clock that was set back does not put the next try off by years', () => {
  const state = foldVerdict(freshEndpoint, retry, 10, now + 5 * 365 * 86_400_000, () => 0.9);
  assert.ok(mayTryAt(state, now) <= now);
});

test('a split halves what the next request may hold, at once; what is taken lets it grow again', () => {
  let state = foldVerdict(freshEndpoint, verdict('split', 'HTTP 413'), 50, now, () => 0);
  assert.equal(state.most, 25);
  assert.ok(mayTryAt(state, now) <= now);
  for (let success = 0; success < 80; success++) state = foldVerdict(state, delivered, 10, now, () => 0);
  assert.equal(state.most, 100);
});

test('an endpoint that refuses whatever it gets is asked more and more slowly', () => {
  const refused = verdict('rejected', 'HTTP 401');
  let state = foldVerdict(freshEndpoint, refused, 10, now, () => 0.5);
  assert.equal(mayTryAt(state, now), now + 1_000);
  assert.equal(state.rejected, 10);
  for (let more = 0; more < 4; more++) state = foldVerdict(state, refused, 10, now, () => 0.5);
  assert.equal(mayTryAt(state, now), now + 24_000);
});

/** What becomes of a queue, request by request, where a batch with a bad item in it is refused. */
function deliver(poison: readonly boolean[]): { readonly taken: number[]; readonly aside: number[]; readonly requests: number } {
  let state = freshEndpoint;
  let [at, from, requests] = [now, 0, 0];
  const taken: number[] = [];
  const aside: number[] = [];
  while (from < poison.length) {
    requests++;
    assert.ok(requests < 8 * poison.length + 10, 'it goes round in circles');
    at = Math.max(at, mayTryAt(state, at));
    const size = Math.min(state.most, poison.length - from);
    const bad = poison.slice(from, from + size).includes(true);
    state = foldVerdict(state, !bad ? delivered : verdict(size > 1 ? 'split' : 'rejected'), size, at, () => 0.5);
    if (bad && size > 1) continue;
    for (const end = from + size; from < end; from++) (bad ? aside : taken).push(from);
  }
  return { taken, aside, requests };
}

test('whatever is poisonous, every item is at last either taken or set aside, and only the poisonous ones are', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (poison) => {
      const { taken, aside } = deliver(poison);
      assert.deepEqual(taken, poison.flatMap((bad, id) => (bad ? [] : [id])));
      assert.deepEqual(aside, poison.flatMap((bad, id) => (bad ? [id] : [])));
    }),
  );
});

test('one poisonous item of a hundred costs sixteen requests at most', () => {
  for (let position = 0; position < 100; position++) {
    const { requests } = deliver(Array.from({ length: 100 }, (_, id) => id === position));
    assert.ok(requests <= 16, `position ${position}: ${requests} requests`);
  }
});
