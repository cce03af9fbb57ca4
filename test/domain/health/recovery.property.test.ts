import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { HealthStatus, RecoveryAttempt } from '../../../src/contract/health.ts';
import { isGood, saw } from '../../../src/domain/health/observation.ts';
import { advance, nextAttempt } from '../../../src/domain/health/recovery.ts';

const minute = 60_000;
const since = 1_000_000;
/** As many as a check keeps. */
const kept = 10;
const actions = ['reconnect', 'refresh', 'trim', 'reload'];

interface Outage {
  /** 0 to 1: this installation's */
  readonly jitter: number;
  /** Actions that a page offers. */
  readonly offered: number;
  /** ms that a run takes, and then the check */
  readonly takes: number;
  /** What an action, and then the check, says of each attempt in turn. */
  readonly says: readonly (readonly [ran: HealthStatus, checked: HealthStatus])[];
}

const status = fc.constantFrom<HealthStatus>('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'UNKNOWN');
const outages: fc.Arbitrary<Outage> = fc.record({
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  offered: fc.integer({ min: 1, max: actions.length }),
  takes: fc.constantFrom(0, 20, 5_000, 30_000),
  says: fc.array(fc.tuple(status, status), { minLength: 1, maxLength: 8 }),
});

/** Six hours of a check that stays bad, in which whatever is due is tried, one at a time. */
function play({ jitter, offered, takes, says }: Outage, check: (before: readonly RecoveryAttempt[], ran: readonly RecoveryAttempt[], after: readonly RecoveryAttempt[], said: readonly [HealthStatus, HealthStatus]) => void = () => undefined): readonly RecoveryAttempt[] {
  let recoveries: readonly RecoveryAttempt[] = [];
  const all: RecoveryAttempt[] = [];
  let now = since;
  while (now < since + 360 * minute) {
    const due = actions.slice(0, offered).map((action) => ({ action, ...nextAttempt({ recoveries, since }, action, jitter) })).sort((a, b) => a.at - b.at)[0]!;
    now = Math.max(now, due.at);
    const said = says[all.length % says.length]!;
    const begun: RecoveryAttempt = { id: `${now}`, checkId: 'c', action: due.action, startedAt: now, finishedAt: null, attempt: due.attempt, outcome: 'running', message: '' };
    const before = [begun, ...recoveries].slice(0, kept);
    const ran = advance(before, saw(said[0], 'ran'), (now += takes), true);
    recoveries = advance(ran, saw(said[1], 'checked'), (now += takes), false);
    check(before, ran, recoveries, said);
    all.push(recoveries[0]!);
  }
  return all;
}

const always = (check: (attempts: readonly RecoveryAttempt[], outage: Outage) => void): void =>
  fc.assert(fc.property(outages, (outage) => check(play(outage), outage)), { numRuns: 300 });

const byAction = (attempts: readonly RecoveryAttempt[]): readonly (readonly RecoveryAttempt[])[] =>
  actions.map((action) => attempts.filter((attempt) => attempt.action === action)).filter(({ length }) => length);

describe('recovery', () => {
  test('the first three attempts of an action come 5 s, 30 s and 2 min after what was before, each later by up to a fifth', () => {
    always((attempts, { offered, takes }) => {
      for (const own of byAction(attempts))
        [5_000, 30_000, 120_000].forEach((delay, index) => {
          const wait = own[index]!.startedAt - (own[index - 1]?.finishedAt ?? since);
          // Another action may be at work just then.
          assert.ok(wait >= delay && wait <= 1.2 * delay + 1 + 2 * takes * offered * 4, `${wait} of ${delay}`);
        });
    });
  });

  test('then the breaker is open: one attempt at a time, after 5, 10, 20 and every 30 minutes, however many other actions there are', () => {
    always((attempts) => {
      for (const own of byAction(attempts))
        own.slice(3).forEach(({ startedAt }, index) => assert.ok(startedAt - own[index + 2]!.finishedAt! >= Math.min(30, 5 * 2 ** index) * minute));
    });
  });

  test('attempts are numbered through, from the moment the check turned bad', () => {
    always((attempts) => {
      for (const own of byAction(attempts)) assert.deepEqual(own.map(({ attempt }) => attempt), own.map((_, index) => index + 1));
    });
    fc.assert(fc.property(outages, (outage) => assert.equal(nextAttempt({ recoveries: play(outage).toReversed(), since: since + 720 * minute }, actions[0]!).attempt, 1)), { numRuns: 20 });
  });

  test('an attempt has helped only if the action ran and the check, made after that, says so; one whose precondition did not hold was skipped', () => {
    fc.assert(
      fc.property(outages, (outage) => {
        play(outage, (_, ran, after, [action, check]) => {
          const notRun = action === 'UNKNOWN' ? 'skipped' : 'failed';
          assert.equal(ran[0]!.outcome, isGood(action) ? 'running' : notRun);
          assert.equal(after[0]!.outcome, !isGood(action) ? notRun : isGood(check) ? 'recovered' : 'not_recovered');
          assert.notEqual(after[0]!.finishedAt, null);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('what the check sees while the action still runs is not its doing, and what is over is never rewritten', () => {
    fc.assert(
      fc.property(outages, status, fc.boolean(), (outage, seen, asRun) => {
        play(outage, (before, _, after) => {
          assert.deepEqual(advance(before, saw(seen, 'meanwhile'), since, false), before);
          assert.deepEqual(advance(after, saw(seen, 'later'), since, asRun), after);
          assert.deepEqual(after.slice(1), before.slice(1));
        });
      }),
      { numRuns: 100 },
    );
  });
});
