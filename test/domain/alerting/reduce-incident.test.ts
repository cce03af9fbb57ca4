import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Notification } from '../../../src/contract/alert.ts';
import type { Severity } from '../../../src/contract/severity.ts';
import { builtInAlerts } from '../../../src/domain/alerting/built-in-alerts.ts';
import { incidentFor, reduceIncident } from '../../../src/domain/alerting/reduce-incident.ts';
import { isOpen, type IncidentCommand, type IncidentPolicy, type IncidentRow } from '../../../src/domain/alerting/incident-row.ts';

const minute = 60_000;
const hour = 60 * minute;
const definition = { ...builtInAlerts.get('payment_failures')!, suppressionWindow: 15 };
const policy: IncidentPolicy = {
  routes: { IN_APP: 'page', EMAIL: 'notifications/email', SMS: 'notifications/sms' },
  escalateAfter: { CRITICAL: 5 * minute, HIGH: 15 * minute, MEDIUM: 30 * minute, LOW: 60 * minute, INFO: 60 * minute },
  silence: undefined,
  outage: undefined,
};
const silence = { id: 's1', matcher: {}, until: 1_000_000, userId: 'ann', reason: 'deploying', createdAt: 0 };

type Trigger = Extract<IncidentCommand, { kind: 'trigger' }>;

function trigger(more: Partial<Trigger> = {}): Trigger {
  return { kind: 'trigger', severity: 'CRITICAL', value: 1, sampleSize: null, times: 1, text: 'bad', data: {}, context: {}, ...more };
}

const clear: IncidentCommand = { kind: 'resolve', userId: 'system', text: 'good', automatic: true };
const resolve: IncidentCommand = { kind: 'resolve', userId: 'ann', text: 'fixed', automatic: false };
const acknowledge: IncidentCommand = { kind: 'acknowledge', userId: 'ann', text: 'on it', automatic: false };
const looks = (more: Partial<Extract<IncidentCommand, { kind: 'look' }>> = {}): IncidentCommand => ({ kind: 'look', good: null, value: null, sampleSize: null, ...more });
const look = looks();

type Step = readonly [wait: number, command: IncidentCommand, silenced?: boolean, slept?: boolean];

interface Moment {
  readonly command: IncidentCommand;
  readonly before: IncidentRow | undefined;
  readonly after: IncidentRow | undefined;
  readonly sent: readonly Notification[];
  readonly event: string | null;
  readonly now: number;
}

/** Plays commands, each some time after the last, and keeps what happened at every step. `store`: how a row is kept in between. */
function play(steps: readonly Step[], store = (row: IncidentRow | undefined) => row): readonly Moment[] {
  let row: IncidentRow | undefined;
  let now = 1_000_000;
  return steps.map(([wait, command, silenced, slept], index) => {
    now += wait;
    const before = row;
    // Unless everybody slept, somebody has looked in between.
    const seen = before && (slept ? before : { ...before, lookedAt: now });
    const subject = command.kind === 'trigger' ? incidentFor(seen, definition, `i${index}`, now) : seen;
    const next = subject ? reduceIncident(subject, command, { ...policy, silence: silenced ? silence : undefined }, now) : null;
    // The backend takes everything at once: what waits is another test's.
    const taken = next?.sent.reduce((one, { key, status }) => (status === 'queued' ? reduceIncident(one, { kind: 'delivered', key, status: 'accepted', detail: '' }, policy, now)!.row : one), next.row);
    row = store(taken ?? before);
    return { command, before, after: row, sent: (next?.sent ?? []).filter(({ status }) => status === 'queued'), event: next?.event ?? null, now };
  });
}

const commands: fc.Arbitrary<IncidentCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ severity: fc.constantFrom<Severity>('CRITICAL', 'HIGH'), times: fc.constantFrom(0, 1, 3), value: fc.nat(9) }).map(trigger) },
  { weight: 4, arbitrary: fc.record({ good: fc.constantFrom(null, null, true, false) }).map(looks) },
  fc.constantFrom<IncidentCommand>(clear, acknowledge, resolve),
);
const stories = fc.array(fc.tuple(fc.constantFrom(0, 1_000, 5 * minute, 16 * minute, 31 * minute, 121 * minute), commands, fc.constantFrom(false, false, false, true), fc.boolean()), { maxLength: 40 });

const always = (check: (moments: readonly Moment[]) => void): void => fc.assert(fc.property(stories, (steps) => check(play(steps))), { numRuns: 2_000 });

test('only a trigger makes a resolved incident fire again: no late acknowledgement, escalation or silence does', () => {
  always((moments) => {
    for (const { command, before, after } of moments) if (before?.state === 'resolved' && command.kind !== 'trigger') assert.deepEqual(after, before);
  });
});

test('one incident at a time: another id only after the last one was resolved', () => {
  always((moments) => {
    for (const { before, after } of moments) if (before && isOpen(before)) assert.equal(after?.id, before.id);
  });
});

test('nobody is told the same thing twice: every key is used once', () => {
  always((moments) => {
    const keys = moments.flatMap(({ sent }) => sent.map(({ key }) => key));
    assert.equal(new Set(keys).size, keys.length);
  });
});

test('everyone who was told that it fires is told that it is over, once, and nobody else', () => {
  always((moments) => {
    let told = new Set<string>();
    for (const { before, after, sent } of moments) {
      const who = (over: boolean) => sent.filter((one) => (one.event === 'resolved') === over).map((one) => `${one.channel} ${one.to}`);
      for (const name of who(false)) told.add(name);
      if (before && isOpen(before) && after?.state === 'resolved') {
        assert.deepEqual(new Set(who(true)), told);
        assert.equal(who(true).length, told.size);
        told = new Set();
      } else assert.deepEqual(who(true), []);
    }
  });
});

test('nobody is paged while an acknowledgement or a silence holds', () => {
  always((moments) => {
    for (const { before, after, sent } of moments) {
      const pages = sent.filter(({ event }) => event !== 'resolved');
      if (after?.silencedBy) assert.equal(pages.length, 0);
      if (after?.acknowledgement) assert.equal(pages.length, 0);
      if (before?.acknowledgement && isOpen(before) && pages.length) assert.equal(after?.acknowledgement, null);
    }
  });
});

test('deadlines lie ahead and only where they can be met', () => {
  always((moments) => {
    for (const { after, now, command } of moments) {
      if (!after) continue;
      const { escalation, acknowledgement, state, status } = after;
      if (escalation.nextAt !== null) assert.ok(isOpen(after) && !acknowledgement);
      if (command.kind === 'look' && escalation.nextAt !== null) assert.ok(escalation.nextAt > now || after.updatedAt === now);
      assert.ok(escalation.level <= escalation.path.length);
      assert.equal(status, state === 'resolved' ? 'resolved' : acknowledgement ? 'acknowledged' : 'active');
      assert.equal(after.resolvedAt !== null, state === 'resolved');
    }
  });
});

test('a story goes on from its stored form as it would have from memory', () => {
  fc.assert(
    fc.property(stories, (steps) => {
      const stored = play(steps, (row) => row && (JSON.parse(JSON.stringify(row)) as IncidentRow));
      assert.deepEqual(stored, play(steps));
    }),
    { numRuns: 200 },
  );
});

test('a firing, unacknowledged incident always has a next step until the whole path was told', () => {
  always((moments) => {
    for (const { after } of moments) {
      if (!after) continue;
      const { escalation, acknowledgement, state } = after;
      if (isOpen({ state }) && !acknowledgement && escalation.nextAt === null) assert.equal(escalation.level, escalation.path.length);
    }
  });
});

test('a repeat raises count and value and pages nobody', () => {
  const [, second] = play([[0, trigger()], [minute, trigger({ value: 7, times: 3 })]]);
  assert.equal(second?.after?.id, 'i0');
  assert.equal(second.after.count, 4);
  assert.equal(second.after.value, 7);
  assert.deepEqual(second.sent, []);
});

test('a rise in severity is the same incident and asks for an acknowledgement anew', () => {
  const last = play([[0, trigger({ severity: 'HIGH' })], [0, acknowledge], [minute, trigger({ severity: 'CRITICAL' })]]).at(-1)!;
  assert.equal(last.after?.id, 'i0');
  assert.equal(last.after.severity, 'CRITICAL');
  assert.equal(last.after.acknowledgement, null);
  assert.ok(last.sent.some(({ channel }) => channel === 'EMAIL'));
});

test('after a resolution by hand a level that is still bad is left alone for the suppression window, then it is a new incident', () => {
  const bad = trigger({ times: 0 });
  const moments = play([[0, bad], [0, resolve], [minute, bad], [minute, bad], [13 * minute, bad]]);
  assert.equal(moments[2]?.after?.state, 'resolved');
  assert.deepEqual(moments[3]?.after, moments[1]?.after);
  assert.equal(moments[4]?.after?.id, 'i4');
  assert.equal(moments[4].after.state, 'firing');
});

test('what comes back within the suppression window pages nobody at first, and the first of the path after a step', () => {
  const moments = play([[0, trigger()], [minute, clear], [minute, trigger()], [5 * minute, look]]);
  const again = moments[2]!;
  assert.deepEqual([again.sent, again.event], [[], null]);
  assert.equal(again.after?.id, 'i0');
  assert.equal(again.after.state, 'firing');
  assert.equal(again.after.timeline.at(-1)?.event, 'suppressed');
  assert.deepEqual([...new Set(moments[3]!.sent.map(({ to }) => to))], ['payments-team']);
});

test('an acknowledgement that runs out begins the path anew; a silence that holds meanwhile still tells nobody', () => {
  const heard = (silenced: boolean) => play([[0, trigger()], [5 * minute, look], [0, acknowledge], [0, look, silenced], [30 * minute, look, silenced]]).at(-1)!;
  assert.deepEqual(heard(false).sent.map(({ event, to }) => `${event} ${to}`), ['triggered payments-team', 'triggered payments-team']);
  assert.deepEqual(heard(true).sent, []);
  assert.equal(heard(true).after?.status, 'active');
});

test('a silence puts the next step off to its end, and the path begins where it was', () => {
  const end = { ...silence, until: 1_000_000 + 60 * minute };
  const silenced = (row: IncidentRow, command: IncidentCommand, now: number) => reduceIncident({ ...row, lookedAt: now }, command, { ...policy, silence: end }, now)!.row;
  const [first] = play([[0, trigger()]]);
  const later = silenced(first!.after!, look, 1_000_000 + 5 * minute);
  assert.deepEqual([later.escalation.level, later.escalation.nextAt, later.timeline.at(-1)?.event], [1, end.until, 'silenced']);
  const after = reduceIncident({ ...later, lookedAt: end.until }, look, policy, end.until);
  assert.deepEqual([...new Set(after?.sent.map(({ event, to }) => `${event} ${to}`))], ['escalated ops-team']);
});

test('a long storm of repeats stays a short timeline', () => {
  const { after } = play(Array.from({ length: 5_000 }, () => [1_000, trigger()] as const)).at(-1)!;
  assert.equal(after?.count, 5_000);
  assert.ok(after.timeline.length <= 3);
});

test('of a very long story the beginning and the end are kept', () => {
  const { after } = play(Array.from({ length: 300 }, (_, index) => [minute, index % 2 ? acknowledge : trigger()] as const)).at(-1)!;
  assert.equal(after?.timeline.length, 100);
  assert.equal(after.timeline[0]?.event, 'triggered');
  assert.equal(after.timeline.at(-1)?.at, after.updatedAt);
});

test('a good level ends after a whole window, watched without a gap; no data stops the clock for nobody, a bad value sets it back', () => {
  const level = trigger({ times: 0 });
  const state = (...steps: readonly Step[]) => play([[0, level], [0, acknowledge], ...steps]).at(-1)?.after?.state;
  const [good, bad] = [looks({ good: true, value: 0, sampleSize: 20 }), looks({ good: false })];
  assert.equal(state([0, good], [15 * minute - 1, good]), 'recovering');
  assert.equal(state([0, good], [15 * minute, good]), 'resolved');
  assert.equal(state([0, good], [15 * minute, look]), 'recovering');
  assert.equal(state([0, good], [7 * minute, look], [8 * minute, good]), 'resolved');
  assert.equal(state([0, good], [7 * minute, bad]), 'firing');
  assert.equal(state([0, good], [7 * minute, bad], [8 * minute, good]), 'recovering');
  assert.equal(state([0, good], [15 * minute, good, false, true]), 'recovering');
  assert.equal(state([0, good], [8 * hour, good, false, true], [15 * minute, good]), 'resolved');
});
