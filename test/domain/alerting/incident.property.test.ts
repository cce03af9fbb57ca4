import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { severities } from '../../../src/contract/severity.ts';
import { builtInAlerts } from '../../../src/domain/alerting/built-in-alerts.ts';
import { isOpen, type IncidentRow } from '../../../src/domain/alerting/incident-row.ts';
import { escalateAfter, isPage, minute, play, receiver, stories, storiesWithClocksSetBack, toldBefore, triggers, type Moment, type Step, type Story } from './stories.ts';

/** ms; two intervals of looking, as slow as browsers let a hidden one be */
const longestGap = 2 * minute;
const acknowledgementLasts: Readonly<Partial<Record<string, number>>> = { CRITICAL: 30 * minute, HIGH: 120 * minute };

const always = (check: (moments: readonly Moment[], story: Story) => void, of = stories): void =>
  fc.assert(fc.property(of, (story) => check(play(story), story)), { numRuns: 1_000 });

const isFiring = (row: IncidentRow | undefined): boolean => !!row && isOpen(row);
const ends = ({ before, after }: Moment): boolean => isFiring(before) && !isFiring(after);
const isRise = ({ before, after }: Moment): boolean => !!before && !!after && severities.indexOf(after.severity) < severities.indexOf(before.severity);
const without = (story: Story, ...kinds: readonly Step['do'][]): Story => ({ ...story, steps: story.steps.filter((step) => !kinds.includes(step.do)) });
/** What evaluation makes of an incident, whoever has it and whoever is told. */
const evaluated = (moments: readonly Moment[]) =>
  moments.filter(({ command }) => command.kind !== 'acknowledge').map(({ after }) => after && [after.id, after.state, after.resolvedAt, after.value, after.count, after.severity]);

describe('evaluation', () => {
  test('no data freezes: a look that finds nothing to judge ends no incident and changes no value', () => {
    always((moments) => {
      for (const moment of moments)
        if (moment.command.kind === 'look' && moment.command.good === null) {
          assert.equal(moment.after?.state, moment.before?.state);
          assert.equal(moment.after?.value, moment.before?.value);
        }
    });
  });

  test('fire and clear at different levels: it ends by itself only after a whole window of good looks without a bad one, a trigger or a gap', () => {
    always((moments, { definition }) => {
      let quietSince = Infinity;
      for (const moment of moments) {
        const { command, at, unwatched } = moment;
        if (command.kind === 'look') {
          if (unwatched > longestGap && quietSince < at) quietSince = at;
          if (command.good === false) quietSince = Infinity;
          else if (command.good) quietSince = Math.min(quietSince, at);
          if (ends(moment)) {
            assert.equal(command.good, true);
            assert.ok(at - quietSince >= definition.window * minute, `${at - quietSince} ms`);
          }
        }
        // An occurrence is over at once; a level has to be seen to be good first.
        if (command.kind === 'trigger') quietSince = command.times ? at : Infinity;
      }
    });
  });

  test('what is good for a whole window and watched does end, acknowledged, silenced or not', () => {
    always((moments, { definition }) => {
      let goodSince = Infinity;
      for (const { command, at, after, unwatched } of moments) {
        if (command.kind === 'look' && command.good && unwatched <= longestGap) goodSince = Math.min(goodSince, at);
        else if (command.kind !== 'acknowledge' && command.kind !== 'delivered') goodSince = Infinity;
        if (command.kind === 'look' && at - goodSince >= definition.window * minute) assert.ok(!isFiring(after));
      }
    });
  });

  test('an acknowledgement changes nothing of what is found: the same incidents with the same values end at the same time', () => {
    always((moments, story) => assert.deepEqual(evaluated(moments), evaluated(play(without(story, 'acknowledge')))));
  });

  test('nor does a silence', () => {
    always((moments, story) => assert.deepEqual(evaluated(moments), evaluated(play(without(story, 'silence')))));
  });
});

describe('one incident', () => {
  test('at most one is open: another id comes only with a trigger after the last one was over', () => {
    always((moments) => {
      for (const { command, before, after } of moments)
        if (before && before.id !== after?.id) {
          assert.equal(command.kind, 'trigger');
          assert.equal(isFiring(before), false);
        }
    }, storiesWithClocksSetBack);
  });

  test('its key holds neither severity nor value nor session: with other ones they are the same incidents', () => {
    const other = (step: Step): Step => (step.do === 'trigger' ? { ...step, severity: 'LOW', value: step.value + 1, session: `${step.session}b` } : step);
    const keys = (moments: readonly Moment[]) => moments.map(({ after }) => after && [after.key, after.id]);
    // What a person resolved comes back only where it is worse, so there the value does matter: for whether it opens, not for what it is called.
    always((_moments, story) => {
      const byItself = without(story, 'resolve');
      assert.deepEqual(keys(play(byItself)), keys(play({ ...byItself, steps: byItself.steps.map(other) })));
    });
  });

  test('a rise in severity is the same incident and takes the acknowledgement back; anything else said again leaves it', () => {
    always((moments) => {
      for (const moment of moments) {
        const { command, before, after } = moment;
        if (command.kind !== 'trigger' || !isFiring(before)) continue;
        assert.equal(after?.id, before?.id);
        assert.equal(after?.severity, command.severity);
        assert.deepEqual(after?.acknowledgement, isRise(moment) ? null : before?.acknowledgement);
      }
    });
  });

  test('only a trigger makes what is over fire again: an acknowledgement, a resolution, a look that comes late change nothing', () => {
    always((moments) => {
      for (const { command, before, after, sent } of moments)
        if (before && !isFiring(before) && command.kind !== 'trigger' && command.kind !== 'delivered') {
          assert.deepEqual(after, before);
          assert.equal(sent.length, 0);
        }
    }, storiesWithClocksSetBack);
  });

  test('a resolution by hand is not contradicted within the suppression window by a level that is still bad; one that is worse pages at once', () => {
    always((moments, { definition }) => {
      for (const { command, before, after, at, event, silence } of moments)
        if (command.kind === 'trigger' && !command.times && before?.resolution?.automatic === false && at - before.resolvedAt! < definition.suppressionWindow * minute) {
          if (!isRise({ before, after: { ...before, severity: command.severity } } as Moment) && command.value! <= 2 * before.value!) assert.deepEqual(after, before);
          else if (!silence) assert.equal(event, 'alert.triggered');
        }
    });
  });

  test('security_breach and whatever else has no suppression window is told at once, every time, whatever the clock does', () => {
    const security = (story: Story): Story => ({ ...story, definition: { ...builtInAlerts.get('security_breach')!, channels: ['IN_APP'] } });
    fc.assert(
      fc.property(storiesWithClocksSetBack, (story) => {
        for (const { command, before, event, silence } of play(security(story)))
          if (command.kind === 'trigger' && command.times && !isFiring(before) && !silence) assert.equal(event, 'alert.triggered');
      }),
      { numRuns: 500 },
    );
  });
});

describe('who is told', () => {
  test('nobody is paged for what is acknowledged, silenced or over', () => {
    always((moments) => {
      for (const { sent, after, silence } of moments)
        if (sent.some(isPage)) {
          assert.ok(isFiring(after));
          assert.equal(after?.acknowledgement, null);
          assert.equal(silence, undefined);
        }
    }, storiesWithClocksSetBack);
  });

  test('an acknowledgement holds until it expires, the severity rises, or it is over', () => {
    always((moments) => {
      for (const moment of moments) {
        const { before, after, at } = moment;
        if (!isFiring(before) || !isFiring(after) || !before?.acknowledgement || after?.acknowledgement) continue;
        assert.ok(isRise(moment) || before.acknowledgement.expiresAt! <= at);
      }
    });
  });

  test('and expires: CRITICAL after 30 min, HIGH after 2 h, others never; then the path begins with its first', () => {
    always((moments) => {
      for (const { command, before, after, at, sent } of moments) {
        const { acknowledgement, severity } = after ?? {};
        if (command.kind === 'acknowledge' && isFiring(after)) {
          const lasts = acknowledgementLasts[severity!];
          assert.equal(acknowledgement!.expiresAt, lasts ? at + lasts : null);
        }
        if (command.kind !== 'look' || !isFiring(after)) continue;
        if (acknowledgement) assert.ok((acknowledgement.expiresAt ?? Infinity) > at);
        else if (before?.acknowledgement) assert.ok(sent.every(({ to }) => to === after?.escalationPath[0]));
      }
    });
  });

  test('a firing incident that nobody has is on its way to the next of the path until all of it was told', () => {
    always((moments) => {
      for (const { command, after, at } of moments) {
        if (!isFiring(after) || after!.acknowledgement) continue;
        const { level, path, nextAt } = after!.escalation;
        assert.equal(nextAt === null, level >= path.length);
        if (command.kind === 'look' && nextAt !== null) assert.ok(nextAt > at);
      }
    });
  });

  test('one step at a time, in the order of the path, a step’s time after the page before', () => {
    always((moments) => {
      let pagedAt = -Infinity;
      for (const { before, after, event, sent, at } of moments) {
        const pages = sent.filter(isPage);
        if (!pages.length) continue;
        assert.deepEqual([...new Set(pages.map(({ to }) => to))], [after!.escalation.path[after!.escalation.level - 1]]);
        assert.equal(new Set(pages.map(receiver)).size, pages.length);
        if (event === 'alert.escalated') {
          assert.equal(after!.escalation.level, before!.escalation.level + 1);
          assert.ok(at - pagedAt >= Math.min(...Object.values(escalateAfter)));
        } else assert.equal(after!.escalation.level, 1);
        pagedAt = at;
      }
    });
  });

  test('everyone who was told that it fires is told once that it is over, silenced or not, and nobody else', () => {
    always((moments) => {
      const told = toldBefore(moments);
      for (const [index, moment] of moments.entries()) {
        const over = moment.sent.filter((one) => !isPage(one)).map(receiver);
        // Who gets a page late, because it was on its way, is told of the end at once.
        const isLate = moment.command.kind === 'delivered' && !isFiring(moment.after) && told[index]?.size;
        assert.deepEqual(over.toSorted(), ends(moment) || isLate ? [...(told[index] ?? [])].toSorted() : []);
      }
    }, storiesWithClocksSetBack);
  });

  test('what still waits for the backend when somebody takes it, or when it is over, is taken back', () => {
    always((moments) => {
      const waiting = new Set<string>();
      for (const { command, after, sent, withdrawn } of moments) {
        if (command.kind === 'delivered' && command.status !== 'sent') waiting.delete(command.key);
        for (const { key } of withdrawn) waiting.delete(key);
        for (const one of sent) if (one.status === 'queued' && isPage(one) && one.channel !== 'WEBHOOK') waiting.add(one.key);
        if (after?.acknowledgement || !isFiring(after)) assert.deepEqual([...waiting], []);
        else assert.ok([...waiting].every((key) => after?.notifications.some((one) => one.key === key && one.status !== 'dead')));
      }
    }, storiesWithClocksSetBack);
  });

  test('what was refused, or never went, is `dead`, and says why; nothing that was taken ever is', () => {
    always((moments) => {
      const taken = new Set<string>();
      for (const { command, after } of moments) {
        if (command.kind === 'delivered' && command.status === 'accepted') taken.add(command.key);
        for (const one of after?.notifications ?? []) if (taken.has(one.key)) assert.notEqual(one.status, 'dead');
      }
    });
  });

  test('however long the story was, and however often it came back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 3 }), stories, (rounds, { routes }) => {
        const definition = { ...builtInAlerts.get('security_breach')!, suppressionWindow: 60 };
        const trigger: Step = { do: 'trigger', severity: 'CRITICAL', times: 0, value: 1, session: 's1' };
        const take: readonly Step[] = [{ do: 'acknowledge' }, { do: 'watch', minutes: 31, good: false }];
        const steps = rounds.flatMap((takes): readonly Step[] => [
          trigger,
          { do: 'watch', minutes: 20, good: false },
          ...Array.from({ length: takes }, () => take).flat(),
          { do: 'clear' },
        ]);
        const moments = play({ definition, routes, steps });
        for (const [index, moment] of moments.entries()) {
          assert.ok((moment.after?.notifications.length ?? 0) <= 220);
          if (!ends(moment)) continue;
          const begun = moments.slice(0, index).findLastIndex(ends) + 1;
          const told = toldBefore(moments.slice(begun, index + 1)).at(-1);
          assert.deepEqual(new Set(moment.sent.map(receiver)), told);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('what is told is counted, never backwards, and every idempotency key is used once', () => {
    always((moments) => {
      for (const { before, after, sent } of moments) assert.equal((after?.told ?? 0) - (before && before.id === after?.id ? before.told : 0), sent.length);
      const keys = moments.flatMap(({ sent }) => sent.map(({ key }) => key));
      assert.equal(new Set(keys).size, keys.length);
    }, storiesWithClocksSetBack);
  });
});

describe('time', () => {
  test('a deadline once set stays, however often one looks, until it is due or the path begins anew', () => {
    always((moments) => {
      for (const { command, before, after, at } of moments) {
        const [was, is] = [before?.escalation.nextAt, after?.escalation.nextAt];
        if (command.kind === 'look' && was && is && was > at && before?.acknowledgement === after?.acknowledgement) assert.equal(is, was);
        if (command.kind === 'look' && before?.acknowledgement && after?.acknowledgement) assert.deepEqual(after.acknowledgement, before.acknowledgement);
      }
    });
  });

  test('whoever goes on from the stored row goes on as if there had been no restart', () => {
    fc.assert(
      fc.property(storiesWithClocksSetBack, (story) => {
        assert.deepEqual(play(story, (row) => JSON.parse(JSON.stringify(row)) as IncidentRow), play(story));
      }),
      { numRuns: 200 },
    );
  });

  test('after a sleep of more than two intervals the window begins anew and no missed page is replayed', () => {
    always((moments) => {
      for (const moment of moments)
        if (moment.command.kind === 'look' && moment.unwatched > longestGap) {
          assert.deepEqual(moment.sent, []);
          assert.ok(!ends(moment));
        }
    }, storiesWithClocksSetBack);
  });

  test('a clock that was set back puts nobody off for longer than a step, an acknowledgement, or a window', () => {
    const back = fc.tuple(fc.constantFrom(10, 600, 100_000), triggers, fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(back, stories, ([minutes, first, acknowledged, good], { definition, routes }) => {
        const trigger = { ...first, severity: 'CRITICAL', times: 0 } as const;
        const steps: readonly Step[] = [trigger, { do: 'watch', minutes: 1, good }, ...(acknowledged ? [{ do: 'acknowledge' } as const] : []), { do: 'setBack', minutes }];
        const story = { definition: { ...definition, escalationPath: ['dev-team', 'ops-team'] }, routes };
        const later = play({ ...story, steps: [...steps, { do: 'watch', minutes: 61, good }] });
        if (good) assert.equal(later.at(-1)?.after?.state, 'resolved');
        else assert.ok(later.slice(4).some(({ sent }) => sent.some(isPage)));
      }),
      { numRuns: 200 },
    );
  });
});
