import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asOne, isUrgent, quietUntil, takeGroup } from '../../../src/domain/delivery/group-notifications.ts';

const hour = 3_600_000;
const now = 1_000 * hour;

interface Item {
  readonly id: string;
  readonly to: string;
  readonly severity: string;
  readonly category: string;
  readonly title: string;
}

const items = fc
  .array(fc.record({ to: fc.constantFrom('dev-team', 'ops-team'), severity: fc.constantFrom('CRITICAL', 'HIGH', 'LOW'), category: fc.constantFrom('security', 'system'), title: fc.string({ minLength: 1, maxLength: 150 }) }), { minLength: 1, maxLength: 120 })
  .map((all): readonly Item[] => all.map((item, index) => ({ id: `i${index}`, ...item })));

test('in any hour a channel says no more than it may, and as much as it may', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.integer({ min: 0, max: 30 * 60_000 }), { maxLength: 80 }), (most, gaps) => {
      const said: number[] = [];
      let at = now;
      for (const gap of gaps) {
        at = Math.max(at + gap, quietUntil(said, most, at + gap));
        assert.equal(quietUntil(said, most, at), 0, 'it may say something once it was told to wait until then');
        said.push(at);
      }
      for (const [index, first] of said.entries()) assert.ok(said.slice(index).filter((later) => later - first < hour).length <= most);
    }),
  );
});

test('a clock that was set back keeps nobody quiet for longer than an hour', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000 }), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (hours, most) => {
      const said = hours.map((offset) => now + offset * hour).sort((a, b) => a - b);
      assert.ok(quietUntil(said, most, now) <= now + hour);
    }),
  );
});

test('a group is for one receiver, holds the oldest, and all that wait for that one', () => {
  fc.assert(
    fc.property(items, (waiting) => {
      const group = takeGroup(waiting, false);
      assert.equal(group[0], waiting[0]);
      assert.deepEqual(group, waiting.filter(({ to }) => to === waiting[0]!.to));
    }),
  );
});

test('where the limit is reached only CRITICAL security goes, and all of it does in the end', () => {
  fc.assert(
    fc.property(items, (waiting) => {
      let left = waiting;
      for (let group = takeGroup(left, true); group.length; group = takeGroup(left, true)) {
        assert.ok(group.every((item) => isUrgent(item) && item.to === group[0]!.to));
        left = left.filter((item) => !group.includes(item));
      }
      assert.ok(!left.some(isUrgent));
    }),
  );
});

test('one is itself; several are the newest with the worst severity and all of them; one more is another notification', () => {
  fc.assert(
    fc.property(items, (group) => {
      const one = asOne(group) as Item & { readonly alerts?: readonly Item[]; readonly text?: string };
      if (group.length === 1) return assert.equal(one, group[0]);
      assert.deepEqual(one.alerts, group);
      assert.equal(one.severity, ['CRITICAL', 'HIGH', 'LOW'].find((name) => group.some(({ severity }) => severity === name)));
      assert.ok(one.title.length <= 150 && one.text!.length <= 2_000);
      assert.notEqual(one.id, (asOne(group.slice(0, -1)) as Item).id);
    }),
  );
});
