import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { MaintenanceWindow } from '../../../src/contract/alert.ts';
import { findSilence } from '../../../src/domain/alerting/find-silence.ts';
import { maintenanceSpans } from '../../../src/domain/alerting/maintenance-spans.ts';
import { createWallTime } from '../../../src/domain/alerting/wall-time.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia');
const moments = fc.integer({ min: Date.UTC(2026, 0, 1) / minute, max: Date.UTC(2027, 0, 1) / minute }).map((minutes) => minutes * minute);
const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const windows: fc.Arbitrary<MaintenanceWindow> = fc.record({ days: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }), from: times, to: times, timeZone: zones });

const spansOf = (window: MaintenanceWindow, since: number, until = since + 30 * day) => {
  const result = maintenanceSpans(window, since, until);
  assert.ok(result.ok, result.ok ? '' : result.error);
  return result.value;
};
const holds = (spans: readonly (readonly [number, number])[], at: number): boolean => spans.some(([from, to]) => from <= at && at < to);

/** What the clock on the wall shows there, by a way of its own. */
function shown(timeZone: string, at: number): { readonly day: string; readonly time: string } {
  const [weekday = '', time = ''] = new Date(at).toLocaleString('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).split(/,? /);
  return { day: weekday, time };
}

describe('a maintenance window', () => {
  test('holds when the clock on the wall there says so, through every change of summer time', () => {
    fc.assert(
      fc.property(windows, moments, (window, at) => {
        const { day: today, time } = shown(window.timeZone, at);
        const yesterday = names[(names.indexOf(today as 'Sun') + 6) % 7]!;
        const on = (name: string) => window.days.includes(name as 'Sun');
        const expected = window.to > window.from ? on(today) && window.from <= time && time < window.to : (on(today) && window.from <= time) || (on(yesterday) && time < window.to);
        // In the hours around a change the same time may come twice, or not at all.
        const isCalm = [-2, -1, 1, 2].every((hours) => createWallTime(window.timeZone).shownAt(at + hours * hour) - createWallTime(window.timeZone).shownAt(at) === hours * hour);
        if (isCalm) assert.equal(holds(spansOf(window, at - 2 * day, at + 2 * day), at), expected, `${today} ${time}`);
      }),
      { numRuns: 500 },
    );
  });

  test('its times come one after the other, within what was asked for, and none is longer than a day and an hour', () => {
    fc.assert(
      fc.property(windows, moments, (window, since) => {
        const until = since + 20 * day;
        let last = -Infinity;
        for (const [from, to] of spansOf(window, since, until)) {
          assert.ok(from > last && to > since && from < until && to - from <= 25 * hour);
          last = from;
        }
      }),
      { numRuns: 200 },
    );
  });

  test('past midnight, and in the nights in which summer time begins and ends', () => {
    const night: MaintenanceWindow = { days: ['Sat'], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' };
    const length = (date: number) => spansOf(night, date).map(([from, to]) => (to - from) / hour)[0];
    assert.equal(length(Date.UTC(2026, 0, 9)), 6);
    assert.equal(length(Date.UTC(2026, 2, 27)), 5, 'an hour is skipped');
    assert.equal(length(Date.UTC(2026, 9, 23)), 7, 'an hour comes twice');
    assert.deepEqual(spansOf({ ...night, days: ['Sun'], from: '02:30', to: '02:45' }, Date.UTC(2026, 2, 27), Date.UTC(2026, 2, 31)), [[Date.UTC(2026, 2, 29, 1, 30), Date.UTC(2026, 2, 29, 1, 45)]], 'a time that is skipped is the one after it');
  });

  test('every fault is named by path, with what was expected and what was got', () => {
    const right = { days: ['Mon'], from: '22:00', to: '02:00', timeZone: 'UTC' } as const;
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ days: [] }, /^window\.days: expected some of Sun, Mon, .*, got \[\]$/],
      [{ days: ['Monday'] }, /^window\.days: expected some of .*, got \["Monday"\]$/],
      [{ from: '24:00' }, /^window\.from: expected HH:MM from 00:00 to 23:59, got "24:00"$/],
      [{ to: 2 }, /^window\.to: expected HH:MM from 00:00 to 23:59, got 2$/],
      [{ timeZone: 'Mars/Olympus' }, /^window\.timeZone: expected a time zone as "Europe\/Berlin", got "Mars\/Olympus"$/],
      [{ timeZone: '' }, /^window\.timeZone: expected .*, got ""$/],
      [{ until: 5 }, /^window\.until: expected days, from, to, timeZone, got "an unknown member"$/],
    ];
    for (const [fault, expected] of wrong) {
      const result = maintenanceSpans({ ...right, ...fault } as MaintenanceWindow, 0, day);
      assert.match(result.ok ? '' : result.error, expected);
    }
    assert.equal(maintenanceSpans(null as never, 0, day).ok, false);
  });
});

describe('a silence', () => {
  const incident = { alertId: 'payment_failures', category: 'business', severity: 'CRITICAL' } as const;
  const silence = { key: 's', id: 's', matcher: { alertId: '*' }, until: 100, userId: 'ann', reason: '', createdAt: 0 };

  test('with hours holds within them, and says when that ends', () => {
    const spans = [[10, 20], [40, 50], [90, 120]] as const;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 }), (now) => {
        const found = findSilence([{ ...silence, spans }], incident, now);
        const span = spans.find(([from, to]) => from <= now && now < to);
        assert.equal(found?.until, now < silence.until ? span?.[1] : undefined);
      }),
    );
  });

  test('without hours holds until its end', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 150 }), (now) => assert.equal(findSilence([silence], incident, now)?.until, now < 100 ? 100 : undefined)));
  });
});
