import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { affectedSessions, type Evidence, type FleetAlert, type FleetEvent, type FleetInput, fleetPolicy, hasQuorum, mostOfOneBrowser, newFleetAlert, reduceFleet } from '../../../demo/server/fleet/fleet-alert.ts';

const { lease, minSessions, minShare } = fleetPolicy;
const severities = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

interface Move {
  /** ms since the last */
  readonly after: number;
  readonly active: number;
  readonly input: FleetInput;
}

const evidence = (security: boolean) =>
  fc.record<Evidence>({
    key: fc.constant('clinic:production:x'), alertId: fc.constant('x'), severity: fc.constantFrom(...severities), installId: fc.constantFrom('a', 'b', 'c', 'd', 'e'), sessions: fc.nat({ max: 4 }),
    value: fc.option(fc.nat({ max: 100 })), sampleSize: fc.constant(null), state: fc.constantFrom('firing', 'firing', 'resolved'), at: fc.nat({ max: 2_000_000 }), security: fc.constant(security),
  });

const story = (security: boolean) =>
  fc.array(
    fc.record<Move>({
      after: fc.oneof(fc.nat({ max: 60_000 }), fc.constantFrom(lease - 1, lease, lease + 1)),
      active: fc.constantFrom(0, 3, 100, 299, 300, 301, 600, 5_000),
      input: fc.oneof({ weight: 6, arbitrary: evidence(security).map((one): FleetInput => ({ kind: 'evidence', evidence: one })) }, { weight: 2, arbitrary: fc.constant<FleetInput>({ kind: 'look' }) }, { weight: 1, arbitrary: fc.constant<FleetInput>({ kind: 'acknowledge', userId: 'anna', reason: 'mine' }) }),
    }),
    { maxLength: 60 },
  );

interface Seen {
  readonly before: FleetAlert;
  readonly alert: FleetAlert;
  readonly events: readonly FleetEvent[];
  readonly now: number;
  readonly move: Move;
}

/** Plays a story, and shows each step. */
function play(moves: readonly Move[], security: boolean, look: (seen: Seen) => void): void {
  let now = 1_000_000;
  let alert = newFleetAlert({ key: 'clinic:production:x', alertId: 'x', security } as Evidence);
  for (const move of moves) {
    now += move.after;
    const before = alert;
    const step = reduceFleet(before, move.input, move.active, now);
    alert = step.alert;
    look({ before, alert, events: step.events, now, move });
  }
}

test('the quorum is three sessions and one in a hundred of the active ones', () => {
  for (const [affected, active, right] of [[2, 2, false], [3, 3, true], [3, 300, true], [3, 301, false], [4, 301, true], [10, 1_000, true], [9, 1_000, false], [3, 0, true]] as const) assert.equal(hasQuorum(affected, active, fleetPolicy), right, `${affected} of ${active}`);
});

test('an incident opens exactly when there is a quorum and none is open', () => {
  fc.assert(
    fc.property(story(false), (moves) =>
      play(moves, false, ({ before, alert, events, move }) => {
        const wasOpen = before.incident?.state === 'firing';
        const affected = affectedSessions(alert);
        const quorum = affected >= minSessions && affected >= minShare * Math.max(move.active, affected);
        assert.equal(events.includes('triggered'), !wasOpen && quorum);
        if (quorum) assert.equal(alert.incident?.state, 'firing');
      }),
    ),
  );
});

test('one browser alone never opens one, whatever it claims', () => {
  fc.assert(
    fc.property(fc.array(evidence(false), { maxLength: 40 }), (all) => {
      let alert = newFleetAlert({ key: 'k', alertId: 'x', security: false } as Evidence);
      for (const [at, one] of all.entries()) {
        const step = reduceFleet(alert, { kind: 'evidence', evidence: { ...one, installId: 'only', sessions: 9_999, at } }, 0, at);
        assert.deepEqual(step.events, []);
        alert = step.alert;
      }
      assert.ok(affectedSessions(alert) <= mostOfOneBrowser);
    }),
  );
});

test('a security alert opens by itself, unverified, and is verified once, at the quorum', () => {
  fc.assert(
    fc.property(story(true), (moves) => {
      let verified = 0;
      play(moves, true, ({ before, alert, events, move }) => {
        if (events.includes('triggered')) {
          verified = alert.incident?.verified ? 1 : 0;
          assert.equal(alert.incident?.verified, hasQuorum(affectedSessions(alert), move.active, fleetPolicy));
        }
        if (Object.values(alert.evidence).some(({ state }) => state === 'firing')) assert.equal(alert.incident?.state, 'firing');
        if (events.includes('verified')) assert.equal((verified += 1), 1);
        if (before.incident?.verified && before.incident.id === alert.incident?.id) assert.equal(alert.incident.verified, true);
      });
    }),
  );
});

test('evidence holds for its lease, no shorter and no longer, and the newest of a browser counts', () => {
  fc.assert(
    fc.property(story(false), (moves) => {
      const held = new Map<string, { readonly at: number; readonly until: number; readonly state: string }>();
      play(moves, false, ({ alert, now, move }) => {
        for (const [browser, { until }] of held) if (until <= now) held.delete(browser);
        if (move.input.kind === 'evidence') {
          const { installId, at, state } = move.input.evidence;
          if ((held.get(installId)?.at ?? -1) <= at) held.set(installId, { at, until: now + lease, state });
        }
        assert.deepEqual(Object.fromEntries(Object.entries(alert.evidence).map(([browser, { at, expiresAt, state }]) => [browser, { at, until: expiresAt, state }])), Object.fromEntries(held));
      });
    }),
  );
});

test('an incident is resolved exactly when nobody holds evidence any more, and stays resolved', () => {
  fc.assert(
    fc.property(fc.boolean().chain((security) => fc.tuple(fc.constant(security), story(security))), ([security, moves]) =>
      play(moves, security, ({ before, alert, events }) => {
        const firing = Object.values(alert.evidence).some(({ state }) => state === 'firing');
        assert.equal(events.includes('resolved'), before.incident?.state === 'firing' && !firing);
        if (events.includes('resolved')) assert.deepEqual([alert.incident?.state, alert.incident?.id, alert.incident?.sessions], ['resolved', before.incident?.id, 0]);
      }),
    ),
  );
});

test('each incident is told of once, in order: triggered, then the rest, then resolved', () => {
  fc.assert(
    fc.property(story(false), (moves) => {
      const told = new Map<string, FleetEvent[]>();
      play(moves, false, ({ alert, events }) => {
        if (events.length) told.set(alert.incident?.id ?? '', [...(told.get(alert.incident?.id ?? '') ?? []), ...events]);
      });
      for (const events of told.values()) {
        assert.equal(events[0], 'triggered');
        assert.equal(events.filter((event) => event === 'triggered').length, 1);
        assert.ok(!events.includes('resolved') || events.indexOf('resolved') === events.length - 1);
      }
    }),
  );
});

test('severity only rises within an incident, each rise is told, and takes the acknowledgement back', () => {
  fc.assert(
    fc.property(story(false), (moves) =>
      play(moves, false, ({ before, alert, events, move }) => {
        const [was, is] = [before.incident, alert.incident];
        if (was?.state !== 'firing' || is?.state !== 'firing') return;
        const rise = severities.indexOf(is.severity as 'LOW') - severities.indexOf(was.severity as 'LOW');
        assert.ok(rise >= 0);
        assert.equal(events.includes('escalated'), rise > 0);
        if (rise > 0 && move.input.kind !== 'acknowledge') assert.equal(is.acknowledgement, null);
        if (rise === 0 && was.acknowledgement) assert.deepEqual(is.acknowledgement, was.acknowledgement);
      }),
    ),
  );
});
