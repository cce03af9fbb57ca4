import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boundsOf, coverRange, spans } from '../../../src/domain/performance/range-cover.ts';

const now = Date.UTC(2026, 0, 14, 9, 15, 30);
const day = 86_400_000;

test('parts follow on each other without gap or overlap, are kept, and span the range', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 * day }), fc.integer({ min: 0, max: 40 * day }), (back, length) => {
      const range = { from: now - back, to: Math.min(now, now - back + length) };
      const { from, to, parts } = coverRange(range, now);
      const sorted = [...parts].sort((a, b) => a.from - b.from);
      for (const [at, part] of sorted.entries()) {
        const span = spans.find((each) => each.name === part.span);
        assert.ok(span && part.from % span.length === 0 && part.to % span.length === 0);
        assert.ok(at === 0 || sorted[at - 1]?.to === part.from);
        assert.ok(part.from + span.length > now - span.keep);
      }
      if (range.from >= now - 32 * day && range.from < range.to) {
        assert.ok(from <= range.from && to >= range.to);
        assert.equal(sorted[0]?.from, from);
        assert.ok((sorted.at(-1)?.to ?? 0) >= range.to);
      }
    }),
  );
});

test('thirty days are read in a few rows a day at most', () => {
  const rows = coverRange(boundsOf('30d', now), now).parts.reduce((sum, part) => sum + (part.to - part.from) / (spans.find((each) => each.name === part.span)?.length ?? 1), 0);
  assert.ok(rows <= 32, `${rows}`);
});

test('nonsense is the empty range', () => {
  assert.deepEqual(boundsOf(Number.NaN, now), { from: now, to: now });
  assert.deepEqual(boundsOf({ from: now, to: now - 1 }, now), { from: now - 1, to: now - 1 });
  assert.deepEqual(boundsOf('never' as never, now), { from: now, to: now });
});
