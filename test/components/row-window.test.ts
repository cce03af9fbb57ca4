import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rowWindow } from '../../components/shared/row-window.ts';

const lists = fc.record({ count: fc.integer({ min: 201, max: 100_000 }), row: fc.integer({ min: 18, max: 120 }), view: fc.integer({ min: 40, max: 1_200 }), scrolled: fc.double({ min: 0, max: 1, noNaN: true }) });

describe('the window over a long list', () => {
  it('draws every row in sight, and leaves room for all others', () => {
    fc.assert(
      fc.property(lists, ({ count, row, view, scrolled }) => {
        const top = scrolled * Math.max(0, count * row - view);
        const { from, to, before, after } = rowWindow(count, row, top, view);
        assert.ok(from >= 0 && to <= count, `${from} to ${to} of ${count}`);
        assert.ok(from * row <= top && (to * row >= top + view || to === count), `${from} to ${to} at ${top}`);
        assert.deepEqual([before, after], [from * row, (count - to) * row]);
      }),
    );
  });

  it('draws few more than are in sight, however many there are', () => {
    fc.assert(
      fc.property(lists, ({ count, row, view, scrolled }) => {
        const { from, to } = rowWindow(count, row, scrolled * count * row, view);
        const inSight = Math.ceil(view / row);
        assert.ok(to - from <= Math.max(24, inSight + 2), `${to - from} rows for ${inSight} in sight`);
      }),
    );
  });

  it('stays as it is while one scrolls less than its step', () => {
    assert.deepEqual(rowWindow(10_000, 30, 3_000, 540), rowWindow(10_000, 30, 3_029, 540));
  });

  it('a short list is drawn whole', () => assert.deepEqual(rowWindow(200, 30, 0, 540), { from: 0, to: 200, before: 0, after: 0 }));
});
