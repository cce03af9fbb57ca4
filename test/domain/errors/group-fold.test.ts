import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ErrorRecord } from '../../../src/contract/error-record.ts';
import { foldGroup, hour } from '../../../src/domain/errors/group-fold.ts';
import type { GroupRow } from '../../../src/domain/errors/group-fold.ts';
import { groupView, selectGroups, withStatus } from '../../../src/domain/errors/group-view.ts';
import { recordOf } from './records.ts';

const now = Date.UTC(2026, 0, 5, 9, 30);

function fold(records: readonly ErrorRecord[], row?: GroupRow, at = now): GroupRow {
  let folded = row;
  for (const record of records) folded = foldGroup(folded, record, at) ?? folded;
  assert.ok(folded);
  return folded;
}

const at = (timestamp: number, given: Partial<ErrorRecord> = {}): ErrorRecord => recordOf({ timestamp, ...given });

describe('a group', () => {
  it('counts occurrences, sessions and users, and knows when it was first and last seen', () => {
    const row = fold([at(now - 50, { sessionId: 'a', userId: 'u1' }), at(now - 20, { sessionId: 'b', userId: 'u1' }), at(now - 70, { sessionId: 'a' })]);
    const { count, sessions, users, firstSeen, lastSeen } = groupView(row, now);
    assert.deepEqual({ count, sessions, users, firstSeen, lastSeen }, { count: 3, sessions: 2, users: 1, firstSeen: now - 70, lastSeen: now - 20 });
  });

  it('keeps no id of a person', () => assert.ok(!JSON.stringify(fold([at(now, { userId: 'user_123' })])).includes('user_123')));

  it('counts sessions exactly to a thousand, then says a thousand', () => {
    const many = fold(Array.from({ length: 1_200 }, (_, n) => at(now, { id: `e${n}`, sessionId: `s${n}` })));
    assert.equal(groupView(many, now).sessions, 1_000);
    assert.equal(groupView(many, now).count, 1_200);
  });

  it('is described by its newest occurrence and is as severe as its worst', () => {
    const row = fold([at(now, { id: 'new', message: 'newer', severity: 'LOW', release: '2.0.0' }), at(now - hour, { id: 'old', message: 'older', severity: 'CRITICAL', release: '1.0.0' })]);
    const { message, severity, latestId, firstRelease, lastRelease } = groupView(row, now);
    assert.deepEqual({ message, severity, latestId, firstRelease, lastRelease }, { message: 'newer', severity: 'CRITICAL', latestId: 'new', firstRelease: '1.0.0', lastRelease: '2.0.0' });
  });

  it('says where: the topmost frame of the application, else the page', () => {
    const frame = (file: string, inApp: boolean) => ({ function: 'submitForm', file, line: 42, column: 1, inApp });
    assert.equal(fold([at(now, { frames: [frame('https://h/node_modules/x.js', false), frame('https://h/a/booking.js?v=2', true)] })]).culprit, 'submitForm (booking.js:42)');
    assert.equal(fold([at(now)]).culprit, '/book');
  });

  it('a clock that runs ahead does not hide what happens now', () => {
    const view = groupView(fold([at(now + 90 * 24 * hour), at(now)]), now);
    assert.equal(view.lastSeen, now);
    assert.equal(view.trend.at(-1), 2);
  });
});

describe('the trend', () => {
  it('holds an hour a number, the running hour last, and moves on with time', () => {
    const row = fold([at(now), at(now), at(now - hour), at(now - 23 * hour), at(now - 24 * hour)]);
    const trend = [...groupView(row, now).trend];
    assert.deepEqual([trend.length, trend.at(-1), trend.at(-2), trend[0]], [24, 2, 1, 1]);
    assert.equal(trend.reduce((sum, count) => sum + count, 0), 4);
    const later = groupView(row, now + 2 * hour).trend;
    assert.deepEqual([later.at(-1), later.at(-3), later[0]], [0, 2, 0]);
    assert.deepEqual(groupView(row, now + 100 * hour).trend, Array(24).fill(0));
  });

  it('marks a spike: five an hour and thrice the mean of the hours before', () => {
    const times = (count: number, when: number) => Array.from({ length: count }, () => at(when));
    assert.equal(groupView(fold(times(4, now)), now).isSpike, false);
    assert.equal(groupView(fold(times(5, now)), now).isSpike, true);
    const steady = Array.from({ length: 23 }, (_, n) => times(4, now - (n + 1) * hour)).flat();
    assert.equal(groupView(fold([...steady, ...times(12, now)]), now).isSpike, false);
    assert.equal(groupView(fold([...steady, ...times(13, now)]), now).isSpike, true);
  });

  it('marks as new for a day', () => {
    const row = fold([at(now)]);
    assert.equal(groupView(row, now + 24 * hour - 1).isNew, true);
    assert.equal(groupView(row, now + 24 * hour).isNew, false);
  });
});

describe('resolve and ignore', () => {
  const by = { userId: 'admin', at: now, reason: 'fixed in 2.0' };
  it('a resolved fault that comes back is open again, and marked', () => {
    const resolved = withStatus(fold([at(now - hour)]), 'resolved', by);
    assert.deepEqual(groupView(resolved, now).statusBy, by);
    const back = groupView(fold([at(now + 1_000)], resolved, now + 1_000), now + 1_000);
    assert.deepEqual([back.status, back.isRegressed, back.statusBy], ['unresolved', true, undefined]);
  });
  it('what happened before it was resolved, and arrives late, does not open it', () => {
    const view = groupView(fold([at(now - 10)], withStatus(fold([at(now - hour)]), 'resolved', by)), now);
    assert.deepEqual([view.status, view.isRegressed, view.count], ['resolved', false, 2]);
  });
  it('an ignored fault stays ignored and counts on', () => {
    const view = groupView(fold([at(now + 5)], withStatus(fold([at(now)]), 'ignored', by), now + 5), now + 5);
    assert.deepEqual([view.status, view.count], ['ignored', 2]);
  });
  it('reopening takes the marks away', () => {
    const view = groupView(withStatus(withStatus(fold([at(now)]), 'resolved', by), 'unresolved', by), now);
    assert.deepEqual([view.status, view.statusBy, view.isRegressed], ['unresolved', undefined, false]);
  });
});

it('occurrences may arrive in any order', () => {
  const occurrence = fc.record({
    id: fc.uuid(),
    timestamp: fc.integer({ min: now - 30 * hour, max: now }),
    sessionId: fc.constantFrom('a', 'b', 'c'),
    userId: fc.constantFrom(null, 'u1', 'u2'),
    severity: fc.constantFrom('CRITICAL', 'HIGH', 'LOW' as const),
    message: fc.constantFrom('one', 'two'),
    release: fc.constantFrom('1.0.0', '2.0.0'),
  });
  const sorted = ({ memory, ...row }: GroupRow) => ({ ...row, sessions: [...memory.sessions].sort(), users: [...memory.users].sort() });
  fc.assert(
    fc.property(
      fc.uniqueArray(occurrence, { minLength: 1, maxLength: 40, selector: ({ timestamp }) => timestamp }).chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([one, other]) => assert.deepEqual(sorted(fold(one.map(recordOf))), sorted(fold(other.map(recordOf)))),
    ),
  );
});

describe('a query for groups', () => {
  const rows = [
    fold([at(now - 10, { signature: 'a', message: 'Slot taken', category: 'business_logic', severity: 'LOW' })]),
    fold([at(now - 5, { signature: 'b', message: 'Network down', category: 'network' })]),
    withStatus(fold([at(now - 90 * hour, { signature: 'c' })]), 'ignored', { userId: '', at: now, reason: '' }),
  ];
  const keys = (query: Parameters<typeof selectGroups>[1], range = { from: 0, to: Infinity }) => selectGroups(rows, query, range, now).map(({ signature }) => signature);
  it('answers newest first and narrows by each member', () => {
    assert.deepEqual(keys({}), ['b', 'a', 'c']);
    assert.deepEqual(keys({ limit: 1 }), ['b']);
    assert.deepEqual(keys({ status: 'ignored' }), ['c']);
    assert.deepEqual(keys({ category: 'network' }), ['b']);
    assert.deepEqual(keys({ severity: 'LOW' }), ['a']);
    assert.deepEqual(keys({ text: 'SLOT' }), ['a']);
    assert.deepEqual(keys({ text: 'taken  slot' }), ['a'], 'words stand in any order');
    assert.deepEqual(keys({ status: ['ignored', 'resolved'] }), ['c']);
    assert.deepEqual(keys({ severity: ['LOW', 'HIGH'], category: ['network', 'javascript'] }), ['b', 'c']);
    assert.deepEqual(keys({}, { from: now - hour, to: now }), ['b', 'a']);
  });

  it('puts first what is asked for, and then the last seen', () => {
    const many = [...rows, fold([at(now - 60, { signature: 'd', userId: 'u1' }), at(now - 70, { signature: 'd', userId: 'u2', severity: 'CRITICAL' })])];
    const sorted = (sort: 'first' | 'events' | 'users' | 'severity') => selectGroups(many, { sort }, { from: 0, to: Infinity }, now).map(({ signature }) => signature);
    assert.deepEqual([sorted('first'), sorted('events'), sorted('users'), sorted('severity')], [['b', 'a', 'd', 'c'], ['d', 'b', 'a', 'c'], ['d', 'b', 'a', 'c'], ['d', 'b', 'c', 'a']]);
    assert.throws(() => keys({ sort: 'age' as never }), { name: 'TypeError', message: 'getErrorGroups: "sort": expected one of last, first, events, users, severity, got "age"' });
  });
});
