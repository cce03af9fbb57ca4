import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Severity } from '../../../src/contract/severity.ts';
import { severities } from '../../../src/contract/severity.ts';
import { builtInAlerts } from '../../../src/domain/alerting/definitions.ts';
import { reduceIncident } from '../../../src/domain/alerting/incident-machine.ts';
import type { IncidentCommand, IncidentEffect, IncidentPolicy, IncidentState } from '../../../src/domain/alerting/incident-state.ts';

const minute = 60_000;
const definition = { ...builtInAlerts.get('payment_failures')!.definition, suppressionWindow: 15 };
const policy: IncidentPolicy = {
  routes: { IN_APP: 'page', EMAIL: 'backend', SMS: 'backend', SLACK: 'none', PUSH: 'none', WEBHOOK: 'none' },
  escalateAfter: { CRITICAL: 5 * minute, HIGH: 15 * minute, MEDIUM: 30 * minute, LOW: 60 * minute, INFO: 60 * minute },
};

function trigger(id: string, more: Partial<Extract<IncidentCommand, { kind: 'trigger' }>> = {}): IncidentCommand {
  return { kind: 'trigger', id, definition, channels: definition.channels, severity: 'CRITICAL', value: 1, sampleSize: null, times: 1, text: 'bad', data: {}, context: {}, silencedBy: null, ...more };
}

interface Moment {
  readonly command: IncidentCommand;
  readonly before: IncidentState | undefined;
  readonly after: IncidentState | undefined;
  readonly effects: readonly IncidentEffect[];
  readonly now: number;
}

/** Plays commands, each some time after the last, and keeps what happened at every step. */
function play(steps: readonly (readonly [wait: number, command: IncidentCommand])[]): readonly Moment[] {
  let state: IncidentState | undefined;
  let now = 1_000_000;
  return steps.map(([wait, command]) => {
    now += wait;
    const before = state;
    const { state: after, effects } = reduceIncident(before, command, policy, now);
    state = after;
    return { command, before, after, effects, now };
  });
}

const commands: fc.Arbitrary<IncidentCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ severity: fc.constantFrom<Severity>('CRITICAL', 'HIGH'), times: fc.constantFrom(0, 1, 3), silencedBy: fc.constantFrom(null, null, 's1'), value: fc.nat(9) }).map((more) => trigger('?', more)) },
  fc.constantFrom<IncidentCommand>(
    { kind: 'clear', text: 'good' },
    { kind: 'acknowledge', userId: 'ann', reason: 'on it' },
    { kind: 'resolve', userId: 'ann', text: 'fixed' },
    { kind: 'ackExpired' },
    { kind: 'escalate' },
    { kind: 'rearm' },
    { kind: 'silence', silenceId: 's1', text: 'deploying' },
    { kind: 'unsilence' },
    { kind: 'measure', value: 5, sampleSize: 30 },
  ),
);
const stories = fc
  .array(fc.tuple(fc.constantFrom(0, 1_000, 5 * minute, 16 * minute, 31 * minute, 121 * minute), commands), { maxLength: 40 })
  .map((steps) => steps.map(([wait, command], index) => [wait, command.kind === 'trigger' ? { ...command, id: `i${index}` } : command] as const));

const always = (check: (moments: readonly Moment[]) => void): void => fc.assert(fc.property(stories, (steps) => check(play(steps))), { numRuns: 2_000 });

test('only a trigger makes a resolved incident fire again: no late acknowledgement, escalation or silence does', () => {
  always((moments) => {
    for (const { command, before, after } of moments) if (before?.incident.state === 'resolved' && command.kind !== 'trigger') assert.deepEqual(after, before);
  });
});

test('one incident at a time: another id only after the last one was resolved', () => {
  always((moments) => {
    for (const { before, after } of moments) if (before?.incident.state === 'firing') assert.equal(after?.incident.id, before.incident.id);
  });
});

test('nobody is told the same thing twice: every key is used once', () => {
  always((moments) => {
    const keys = moments.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'send' ? [effect.notification.key] : [])));
    assert.equal(new Set(keys).size, keys.length);
  });
});

test('everyone who was told that it fires is told that it is over, once, and nobody else', () => {
  always((moments) => {
    let told = new Set<string>();
    for (const { before, after, effects } of moments) {
      const sent = effects.flatMap((effect) => (effect.kind === 'send' ? [effect.notification] : []));
      const who = (event: boolean) => sent.filter((one) => (one.event === 'resolved') === event).map((one) => `${one.channel} ${one.to}`);
      for (const name of who(false)) told.add(name);
      if (before?.incident.state === 'firing' && after?.incident.state === 'resolved') {
        assert.deepEqual(new Set(who(true)), told);
        assert.equal(who(true).length, told.size);
        told = new Set();
      } else assert.deepEqual(who(true), []);
    }
  });
});

test('nobody is paged while an acknowledgement or a silence holds', () => {
  always((moments) => {
    for (const { command, before, after, effects } of moments) {
      const pages = effects.filter((effect) => effect.kind === 'send' && effect.notification.event !== 'resolved');
      if (after?.incident.silencedBy) assert.equal(pages.length, 0);
      const raised = before && after && severities.indexOf(after.incident.severity) < severities.indexOf(before.incident.severity);
      if (before?.incident.acknowledgement && before.incident.state === 'firing' && !raised && command.kind !== 'ackExpired') assert.equal(pages.length, 0);
    }
  });
});

test('deadlines lie ahead and only where they can be met', () => {
  always((moments) => {
    for (const { after, now, command } of moments) {
      if (!after) continue;
      const { escalation, acknowledgement, silencedBy, state, status } = after.incident;
      if (escalation.nextAt !== null) assert.ok(state === 'firing' && !acknowledgement && silencedBy === null);
      if (command.kind === 'escalate' && escalation.nextAt !== null && after.incident.updatedAt === now) assert.ok(escalation.nextAt > now);
      assert.ok(escalation.level < escalation.path.length);
      assert.equal(status, state === 'resolved' ? 'resolved' : acknowledgement ? 'acknowledged' : 'active');
      assert.equal(after.incident.resolvedAt !== null, state === 'resolved');
    }
  });
});

test('a story goes on from its stored form as it would have from memory', () => {
  fc.assert(
    fc.property(stories, (steps) => {
      let stored: string | undefined;
      let now = 1_000_000;
      for (const [wait, command] of steps) {
        now += wait;
        const { state } = reduceIncident(stored === undefined ? undefined : JSON.parse(stored), command, policy, now);
        stored = state && JSON.stringify(state);
      }
      assert.deepEqual(stored === undefined ? undefined : JSON.parse(stored), play(steps).at(-1)?.after);
    }),
    { numRuns: 200 },
  );
});

test('a firing, unacknowledged, unsilenced incident always has a next step until the whole path was told', () => {
  always((moments) => {
    for (const { after } of moments) {
      if (!after) continue;
      const { escalation, acknowledgement, silencedBy, state } = after.incident;
      if (state === 'firing' && !acknowledgement && silencedBy === null && escalation.nextAt === null) assert.equal(escalation.level, escalation.path.length - 1);
    }
  });
});

test('a repeat raises count and value and pages nobody', () => {
  const [, second] = play([[0, trigger('i1')], [minute, trigger('i2', { value: 7, times: 3 })]]);
  assert.equal(second?.after?.incident.id, 'i1');
  assert.equal(second.after.incident.count, 4);
  assert.equal(second.after.incident.value, 7);
  assert.deepEqual(second.effects, []);
});

test('a rise in severity is the same incident and asks for an acknowledgement anew', () => {
  const moments = play([[0, trigger('i1', { severity: 'HIGH' })], [0, { kind: 'acknowledge', userId: 'ann', reason: 'on it' }], [minute, trigger('i2', { severity: 'CRITICAL' })]]);
  const last = moments.at(-1)!;
  assert.equal(last.after?.incident.id, 'i1');
  assert.equal(last.after.incident.severity, 'CRITICAL');
  assert.equal(last.after.incident.acknowledgement, null);
  assert.ok(last.effects.some((effect) => effect.kind === 'send' && effect.notification.channel === 'EMAIL'));
});

test('after a resolution by hand a level that is still bad is left alone for the suppression window, then it is a new incident', () => {
  const bad = (id: string) => trigger(id, { times: 0 });
  const moments = play([[0, bad('i1')], [0, { kind: 'resolve', userId: 'ann', text: 'fixed' }], [minute, bad('i2')], [minute, bad('i3')], [13 * minute, bad('i4')]]);
  assert.equal(moments[2]?.after?.incident.state, 'resolved');
  assert.equal(moments[3]?.after?.suppressed, 1);
  assert.equal(moments[4]?.after?.incident.id, 'i4');
  assert.equal(moments[4].after.incident.state, 'firing');
});

test('what comes back within the suppression window pages nobody at first, and the first of the path after a step', () => {
  const moments = play([[0, trigger('i1')], [minute, { kind: 'clear', text: 'good' }], [minute, trigger('i2')], [5 * minute, { kind: 'escalate' }]]);
  const again = moments[2]!;
  assert.deepEqual(again.effects, []);
  assert.equal(again.after?.incident.id, 'i1');
  assert.equal(again.after.incident.state, 'firing');
  assert.equal(again.after.suppressed, 1);
  const paged = moments[3]!.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.notification.to] : []));
  assert.deepEqual([...new Set(paged)], ['payments-team']);
  const keys = moments.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'send' ? [effect.notification.key] : [])));
  assert.equal(new Set(keys).size, keys.length);
});

test('a long storm of repeats stays a short timeline', () => {
  const moments = play(Array.from({ length: 5_000 }, (_, index) => [1_000, trigger(`i${index}`)] as const));
  const { incident } = moments.at(-1)!.after!;
  assert.equal(incident.count, 5_000);
  assert.ok(incident.timeline.length <= 3);
});
