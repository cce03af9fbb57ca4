import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { joinTail } from '../../components/ops-logs/log-tail.ts';
import type { LogEntry } from '../../src/contract/log-entry.ts';

const entry = (id: number, timestamp: number): LogEntry => ({ id: `log_${id}`, timestamp }) as LogEntry;
const newestFirst = (entries: readonly LogEntry[]): readonly LogEntry[] => entries.toSorted((a, b) => b.timestamp - a.timestamp);

describe('the tail of the log', () => {
  it('has every entry once and in order, however answers overlap', () => {
    // Many a millisecond, and some handed over late.
    const written = fc.array(fc.record({ at: fc.integer({ min: 0, max: 200 }), late: fc.integer({ min: 0, max: 3 }) }), { maxLength: 120 });
    fc.assert(
      fc.property(written, fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 12 }), (all, asked) => {
        const entries = all.map(({ at, late }, id) => ({ entry: entry(id, at), there: at + late }));
        let known: readonly LogEntry[] = [];
        for (const now of [...asked.sort((a, b) => a - b), 300]) {
          const from = (known.at(-1)?.timestamp ?? 0) - 10;
          known = joinTail(known, newestFirst(entries.filter(({ entry: { timestamp }, there }) => there <= now && timestamp >= from).map((one) => one.entry)), 1_000);
        }
        assert.deepEqual(known.map(({ timestamp }) => timestamp), all.map(({ at }) => at).sort((a, b) => a - b));
        assert.equal(new Set(known.map(({ id }) => id)).size, all.length);
      }),
    );
  });

  it('an answer that may have left a gap stands alone, and no more than 10,000 are kept', () => {
    assert.deepEqual(joinTail([entry(1, 1), entry(2, 2)], [entry(9, 9), entry(8, 8)], 2).map(({ id }) => id), ['log_8', 'log_9']);
    const many = Array.from({ length: 10_000 }, (_, at) => entry(at, at));
    const joined = joinTail(many, [entry(10_000, 10_000)], 1_000);
    assert.deepEqual([joined.length, joined[0]?.id, joined.at(-1)?.id], [10_000, 'log_1', 'log_10000']);
  });
});
