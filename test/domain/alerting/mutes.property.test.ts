import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { builtInAlerts } from '../../../src/domain/alerting/built-in-alerts.ts';
import { isOpen, type IncidentRow } from '../../../src/domain/alerting/incident-row.ts';
import { isFlapping } from '../../../src/domain/alerting/is-flapping.ts';
import { incidentFor, reduceIncident } from '../../../src/domain/alerting/reduce-incident.ts';
import { escalateAfter, isPage, minute, play, receiver, storiesWithMutes, type Moment, type Step, type Story, toldBefore } from './stories.ts';

const always = (check: (moments: readonly Moment[], story: Story) => void): void => fc.assert(fc.property(storiesWithMutes, (story) => check(play(story), story)), { numRuns: 1_000 });
const isFiring = (row: IncidentRow | undefined): boolean => !!row && isOpen(row);

describe('flapping', () => {
  const flips = fc.integer({ min: 0, max: 2 ** 20 - 1 });
  /** Icinga's own words: 20 states, the oldest change weighs 0.8, the newest 1.18. */
  const percent = (bits: number): number => {
    const changes = Array.from({ length: 20 }, (_, index) => (bits >> (19 - index)) & 1);
    return (100 * changes.reduce((sum, change, index) => sum + change * (0.8 + 0.02 * index), 0)) / 20;
  };

  test('begins above 30 % and ends below 25 %, as Icinga weighs changes', () => {
    fc.assert(
      fc.property(flips, fc.boolean(), (bits, was) => {
        const changed = percent(bits);
        if (Math.abs(changed - 30) < 1e-9 || Math.abs(changed - 25) < 1e-9) return;
        assert.equal(isFlapping(bits, was), changed > (was ? 25 : 30));
      }),
      { numRuns: 5_000 },
    );
  });

  test('one change more is never less of it', () => {
    fc.assert(fc.property(flips, fc.nat(19), fc.boolean(), (bits, at, was) => assert.ok(!isFlapping(bits, was) || isFlapping(bits | (1 << at), was))));
  });

  test('good and bad by turns is flapping after a few looks, and steady for ten minutes is not', () => {
    always((moments) => {
      for (const [index, { step, after }] of moments.entries()) {
        const last = moments.slice(Math.max(0, index - 20), index + 1);
        if (step.do === 'flap' && last.slice(-9).length === 9 && last.slice(-9).every((one) => one.step === step) && isFiring(after) && after?.category !== 'security') assert.ok(after?.flapping);
        const steady = last.length === 21 && last.every((one) => one.command.kind === 'look' && one.after?.state === last[0]!.after?.state && one.command.good !== null);
        if (steady && isFiring(after)) assert.equal(after?.flapping, false);
      }
    });
  });

  test('a security alert never is', () => {
    fc.assert(
      fc.property(storiesWithMutes, (story) => {
        for (const { after } of play({ ...story, definition: builtInAlerts.get('security_breach')! })) assert.ok(!after?.flapping);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is explained by an outage, or flaps', () => {
  test('pages nobody', () => {
    always((moments) => {
      for (const { sent, after, outage } of moments)
        if (sent.some(isPage)) {
          assert.equal(outage, undefined);
          assert.equal(after?.flapping, false);
        }
    });
  });

  test('says by what, and only while that holds', () => {
    always((moments) => {
      for (const { command, after, before, outage } of moments) if (after !== before && command.kind !== 'delivered') assert.equal(after?.inhibitedBy ?? undefined, outage);
    });
  });

  test('is evaluated as ever: the same incidents with the same values end at the same time', () => {
    const evaluated = (moments: readonly Moment[]) => moments.map(({ after }) => after && [after.id, after.state, after.resolvedAt, after.value, after.count, after.severity, after.flapping]);
    always((moments, story) => assert.deepEqual(evaluated(moments), evaluated(play({ ...story, steps: story.steps.map((step): Step => (step.do === 'outage' ? { do: 'silence', minutes: 0 } : step)) }))));
  });

  test('is told within a minute and a look after that is over, where it still fires, nobody has it, and nobody slept: after a sleep the wait begins anew', () => {
    always((_moments, story) => {
      const moments = play({ ...story, steps: story.steps.filter((step) => step.do !== 'sleep') });
      let freeSince = Infinity;
      for (const { command, at, before, after, sent, outage, silence, back } of moments) {
        const muted = !!outage || !!silence || !!after?.flapping;
        const waits = isFiring(after) && !after!.acknowledgement && after!.escalation.level === 0;
        if (muted || !waits || back || before?.id !== after?.id || sent.some(isPage)) freeSince = Infinity;
        else if (before?.timeline.at(-1)?.event === 'inhibited' || before?.timeline.at(-1)?.event === 'flapping') freeSince = Math.min(freeSince, at);
        if (command.kind === 'look' && waits && freeSince < Infinity) assert.ok(at - freeSince <= 1.5 * minute, `${at - freeSince} ms`);
      }
    });
  });

  test('whoever was told is told of the end, whatever mutes it then', () => {
    always((moments) => {
      const told = toldBefore(moments);
      for (const [index, { before, after, sent }] of moments.entries())
        if (isFiring(before) && !isFiring(after)) assert.deepEqual(sent.filter((one) => !isPage(one)).map(receiver).toSorted(), [...(told[index] ?? [])].toSorted());
    });
  });
});

describe('expired', () => {
  const week = 7 * 24 * 60;
  const definition = { ...builtInAlerts.get('payment_failures')!, channels: ['IN_APP' as const] };
  const policy = { routes: { IN_APP: 'page' }, escalateAfter, silence: undefined, outage: undefined };
  const begun = Date.UTC(2026, 0, 5, 9);
  /** Looks every minute at what nothing is heard of, but for these moments (minutes). */
  const watch = (minutes: number, heard: ReadonlySet<number>): readonly IncidentRow[] => {
    let row = incidentFor(undefined, definition, 'one', begun);
    row = reduceIncident(row, { kind: 'trigger', severity: 'CRITICAL', value: 1, sampleSize: 20, times: 0, text: 'bad', data: {}, context: {} }, policy, begun)!.row;
    const rows = [row];
    for (let at = 1; at <= minutes && isOpen(row); at++) {
      row = reduceIncident(row, { kind: 'look', good: heard.has(at) ? false : null, value: null, sampleSize: null }, policy, begun + at * minute)!.row;
      rows.push(row);
    }
    return rows;
  };

  test('is what nothing was heard of for a week, and not a minute before', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 3 * 24 * 60 }), { maxLength: 3 }), (moments) => {
        const rows = watch(week * 2, new Set(moments));
        const last = Math.max(0, ...moments);
        assert.equal(rows.at(-1)?.state, 'expired');
        assert.equal(rows.length - 1, last + week + 1);
      }),
      { numRuns: 10 },
    );
  });

  test('it is told to whoever was told, does not claim to be good, and a new trigger after the suppression window is a new incident', () => {
    const row = watch(week + 1, new Set()).at(-1)!;
    assert.deepEqual([row.state, row.status, row.resolution?.text, row.timeline.at(-1)?.event], ['expired', 'resolved', 'nothing heard for 7 days', 'expired']);
    assert.deepEqual(row.notifications.filter(({ event }) => event === 'resolved').map(({ to }) => to).toSorted(), [...definition.escalationPath].toSorted());
    assert.equal(incidentFor(row, definition, 'two', row.resolvedAt! + 15 * minute).id, 'two');
  });

  test('time asleep leaves a window more to hear something', () => {
    const row = watch(1, new Set()).at(-1)!;
    const later = begun + 30 * 24 * 60 * minute;
    const look = { kind: 'look', good: null, value: null, sampleSize: null } as const;
    let awake = reduceIncident(row, look, policy, later)!.row;
    for (let at = 1; at <= definition.window; at++) awake = reduceIncident(awake, look, policy, later + at * minute)!.row;
    assert.equal(awake.state, 'firing');
    assert.equal(reduceIncident(awake, look, policy, later + (definition.window + 1) * minute)!.row.state, 'expired');
  });
});
