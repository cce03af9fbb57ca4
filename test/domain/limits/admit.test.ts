import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import type { Signal } from '../../../src/contract/signal.ts';
import { admit, type Spent } from '../../../src/domain/limits/admit.ts';

const { limits, sampling } = resolveConfig({}, 'http://clinic.test/');
const minute = 60_000;
const scope = { sessionId: 's1', url: 'http://clinic.test/', user: null, context: {} };
const base = { seq: 1, at: 0, scope };
const log = (type = 'log', sessionId = 's1') => ({ ...base, scope: { ...scope, sessionId }, kind: 'log', level: 'INFO', type, message: 'hi' }) as Signal;
const boom = (more = {}) => ({ ...base, kind: 'error', mechanism: 'onerror', handled: false, error: { name: 'TypeError', message: 'x is null', stack: '' }, ...more }) as Signal;
const many = (count: number, signal: Signal): Signal[] => Array.from({ length: count }, () => signal);

test('what one page throws at once all passes: 2,000 errors, 10,000 lines', () => {
  const { kept, dropped } = admit([...many(2_000, boom()), ...many(10_000, log())], 0, limits, sampling);
  assert.equal(kept.length, 12_000);
  assert.deepEqual(dropped, { rate_limit: 0, sampling: 0 });
});

test('an endless loop is held at its limit, minute after minute, and other kinds do not notice', () => {
  let spent: Spent | undefined;
  let kept = 0;
  for (let second = 0; second <= 600; second++) {
    const admitted = admit([...many(500, boom()), log()], second * 1_000, limits, sampling, spent);
    spent = admitted.spent;
    kept += admitted.kept.filter(({ kind }) => kind === 'error').length;
    assert.equal(admitted.kept.filter(({ kind }) => kind === 'log').length, 1);
  }
  // The bucket, and ten minutes of what drains from it.
  assert.equal(kept, 3_000 + 10 * 3_000);
});

test('however signals come, never more are kept than a bucket and what has drained from it since', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 20_000 })), { maxLength: 40 }), (steps) => {
      let spent: Spent | undefined;
      let now = 0;
      let kept = 0;
      for (const [count, pause] of steps) {
        now += pause;
        const admitted = admit(many(count, log()), now, { ...limits, log: 20 }, sampling, spent);
        spent = admitted.spent;
        kept += admitted.kept.length;
        assert.equal(admitted.kept.length + admitted.dropped.rate_limit, count);
        assert.ok(kept <= 20 + (20 * now) / minute + 1e-6);
      }
    }),
  );
});

test('security events and critical errors get through a flood of other things, up to as many again', () => {
  const few = { ...limits, log: 10, error: 10 };
  const flooded = admit([...many(50, log()), ...many(50, boom())], 0, few, sampling);
  const grave = [log('security'), boom({ severity: 'CRITICAL' }), boom({ category: 'security' }), boom({ mechanism: 'csp', error: { name: 'Error', message: 'blocked', stack: '' } })];
  assert.deepEqual(admit(grave, 0, few, sampling, flooded.spent).kept, grave);
  const loop = admit(many(100, log('security')), 0, few, sampling, flooded.spent);
  assert.deepEqual([loop.kept.length, loop.dropped.rate_limit], [10, 90]);
});

test('a limit of 0 keeps nothing of a kind, and a clock that is set back neither opens nor locks a bucket', () => {
  assert.equal(admit([log('security'), log()], 0, { ...limits, log: 0 }, sampling).kept.length, 0);
  const few = { ...limits, log: 10 };
  const full = admit(many(10, log()), 5 * minute, few, sampling);
  const back = admit([log()], 0, few, sampling, full.spent);
  assert.equal(back.kept.length, 0);
  assert.equal(admit(many(20, log()), minute, few, sampling, back.spent).kept.length, 10);
});

test('a bucket that has drained leaves nothing behind', () => {
  const { spent } = admit([log()], 0, limits, sampling);
  assert.deepEqual(admit([], minute, limits, sampling, spent).spent, { at: minute, by: {} });
});

test('sampling keeps about its share of sessions, whole ones, and those of a smaller share are among those of a larger', () => {
  const sessions = Array.from({ length: 5_000 }, (_, n) => log('log', `k${(n * 7_919).toString(36)}x${n.toString(36)}`));
  const at = (share: number) => new Set(admit(sessions, 0, limits, { ...sampling, log: share }).kept.map((signal) => signal.scope.sessionId));
  const [none, tenth, half, all] = [at(0), at(0.1), at(0.5), at(1)];
  assert.deepEqual([none.size, all.size], [0, 5_000]);
  assert.ok(Math.abs(tenth.size - 500) < 100, `${tenth.size} of 500`);
  assert.ok(Math.abs(half.size - 2_500) < 200, `${half.size} of 2,500`);
  assert.deepEqual([...tenth].filter((session) => !half.has(session)), []);
});

test('sampling never drops a security event, and counts what it drops', () => {
  const { kept, dropped } = admit([log(), log('security'), boom(), boom({ category: 'security' })], 0, limits, { ...sampling, log: 0, error: 0 });
  assert.equal(kept.length, 2);
  assert.deepEqual(dropped, { rate_limit: 0, sampling: 2, 'sampling: INFO': 1, 'sampling: error': 1 });
});

test('a loop in a session that is not in the sample is held too: a tab that is never slowed costs the worker as much', () => {
  assert.deepEqual(admit(many(30, log()), 0, { ...limits, log: 10 }, { ...sampling, log: 0 }).dropped, { rate_limit: 20, sampling: 10, 'sampling: INFO': 10 });
});

test('of the levels of the log each has a share of its own, within that of all logs, and security events are all kept', () => {
  const sessions = Array.from({ length: 2_000 }, (_, n) => `k${(n * 7_919).toString(36)}x${n.toString(36)}`);
  const lines = sessions.flatMap((session) => [{ ...log('log', session), level: 'DEBUG' } as Signal, log('log', session)]);
  const kept = (level: string, shares: object) => new Set(admit(lines, 0, limits, { ...sampling, ...shares }).kept.flatMap((signal) => ('level' in signal && signal.level === level ? signal.scope.sessionId : [])));
  const debug = kept('DEBUG', { DEBUG: 0.1 });
  assert.ok(debug.size > 140 && debug.size < 260, `${debug.size} of 2,000`);
  assert.equal(kept('INFO', { DEBUG: 0.1 }).size, 2_000);
  assert.deepEqual(kept('DEBUG', { log: 0.5, DEBUG: 0.1 }), debug);
  const few = kept('DEBUG', { log: 0.05, DEBUG: 0.1 });
  assert.ok(few.size < 140 && [...few].every((session) => debug.has(session)));
  const { kept: grave, dropped } = admit([{ ...log('security'), level: 'WARN' } as Signal, { ...log(), level: 'WARN' } as Signal], 0, limits, { ...sampling, WARN: 0 });
  assert.deepEqual([grave.length, dropped.sampling], [1, 1]);
});
