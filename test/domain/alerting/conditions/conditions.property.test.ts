import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { AlertCondition, ConditionAggregate } from '../../../../src/contract/alert.ts';
import { countFacts, emptyCell, mergeCells, type Cell } from '../../../../src/domain/alerting/conditions/cell.ts';
import type { Fact } from '../../../../src/domain/alerting/conditions/find-facts.ts';
import { judgeCondition } from '../../../../src/domain/alerting/conditions/judge-condition.ts';
import { measure, stepOf } from '../../../../src/domain/alerting/conditions/measure.ts';
import { reducePending, type Pending } from '../../../../src/domain/alerting/conditions/pending.ts';

const minute = 60_000;
const now = 10_000 * minute;

const aggregates = fc.constantFrom<ConditionAggregate>('count', 'rate', 'ratio', 'distinct', 'avg', 'min', 'max', 'sum', 'p50', 'p75', 'p95', 'p99');
const facts = fc.array(fc.record({ outcome: fc.constantFrom('ok', 'ok', 'server_error', 'timeout', 'aborted'), duration: fc.integer({ min: 1, max: 5_000 }), route: fc.constantFrom('GET /a', 'GET /b') }), { maxLength: 80 }) as fc.Arbitrary<readonly Fact[]>;
const conditionOf = (aggregate: ConditionAggregate): AlertCondition => ({ metric: 'api', aggregate, filter: { outcome: ['server_error', 'timeout'] } });
const counted = (condition: AlertCondition, some: readonly Fact[]): Cell => countFacts(condition, some) ?? emptyCell;
const valueOf = (condition: AlertCondition, cell: Cell, window = 5) => measure({ window, condition }, [[now, cell]], now);

describe('cells', () => {
  test('counted in parts, in any order, is counted at once', () => {
    fc.assert(
      fc.property(aggregates, facts, fc.nat(80), (aggregate, all, at) => {
        const condition = conditionOf(aggregate);
        const [a, b] = [counted(condition, all.slice(0, at)), counted(condition, all.slice(at))];
        const whole = valueOf(condition, counted(condition, all));
        assert.deepEqual(valueOf(condition, mergeCells([a, b])), whole);
        assert.deepEqual(valueOf(condition, mergeCells([b, a, emptyCell])), whole);
      }),
      { numRuns: 1_000 },
    );
  });

  test('an aggregate is what a plain loop finds', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const bad = all.filter(({ outcome }) => outcome === 'server_error' || outcome === 'timeout');
        const durations = bad.map(({ duration }) => duration as number).sort((a, b) => a - b);
        const is = (aggregate: ConditionAggregate): number | null => valueOf(conditionOf(aggregate), counted(conditionOf(aggregate), all)).value;
        assert.equal(is('count'), bad.length);
        assert.equal(is('rate'), bad.length / 5);
        assert.equal(is('sum'), durations.reduce((sum, one) => sum + one, 0));
        const answered = all.filter(({ outcome }) => outcome !== 'aborted').length;
        assert.equal(is('ratio'), answered ? bad.length / answered : null);
        assert.equal(is('min'), durations[0] ?? null);
        assert.equal(is('max'), durations.at(-1) ?? null);
        assert.equal(is('distinct'), new Set(durations).size);
        const p95 = durations[Math.max(1, Math.ceil(0.95 * durations.length)) - 1];
        if (p95 === undefined) assert.equal(is('p95'), null);
        else assert.ok(Math.abs(is('p95')! - p95) <= p95 * 0.01);
      }),
      { numRuns: 500 },
    );
  });

  test('what is counted of people can not be read from it', () => {
    const cell = countFacts({ metric: 'logs', aggregate: 'distinct', field: 'sessionId' }, [{ sessionId: 'jane@example.com' }]);
    assert.equal(cell?.values.length, 1);
    assert.doesNotMatch(JSON.stringify(cell), /jane/);
  });

  test('a window holds what began in it and nothing before', () => {
    const condition = conditionOf('count');
    const cell = { ...emptyCell, fits: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_440 }), fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 50 }), (window, ages) => {
        const step = stepOf({ window, condition });
        const dated = ages.map((age) => [now - age * minute, cell] as const);
        assert.equal(measure({ window, condition }, dated, now).value, ages.filter((age) => age < window).length);
        assert.ok((window * minute) / step <= 30, 'and is at most 30 rows to read');
      }),
    );
  });
});

describe('a burn rate', () => {
  const condition: AlertCondition = { metric: 'api', aggregate: 'burn_rate', filter: { outcome: 'server_error' }, objective: 0.99 };
  const cells = (since: number, until: number, share: number) =>
    Array.from({ length: Math.ceil((since - until) / 2.5) }, (_, at) => [now - until * minute - at * 2.5 * minute, { ...emptyCell, all: 100, fits: Math.round(share * 100) }] as const);
  const score = (...parts: readonly (readonly [number, Cell])[]) => measure({ window: 360, condition }, parts, now).value!;

  test('fires at 14.4 times what the objective allows over an hour, or 6 times over six hours', () => {
    assert.ok(score(...cells(60, 0, 0.15)) > 1);
    assert.ok(score(...cells(60, 0, 0.14), ...cells(360, 60, 0)) < 1);
    assert.ok(score(...cells(360, 0, 0.07)) > 1);
    assert.ok(score(...cells(360, 0, 0.05)) < 1);
  });

  test('not when it is over: the short window has to say so, too', () => {
    assert.ok(score(...cells(60, 30, 0.5), ...cells(30, 0, 0)) < 1);
  });

  test('tells the numbers of both windows', () => {
    assert.match(measure({ window: 360, condition }, [...cells(60, 0, 0.2), ...cells(360, 60, 0)], now).text!, /20\.0× over 60 min and 20\.0× over 5 min, the limit is 14\.4×/);
  });
});

describe('what a condition says', () => {
  const compares = fc.constantFrom('>', '>=', '<', '<=');
  const definition = (condition: AlertCondition, threshold: number) => ({ id: 'own', window: 5, threshold, condition });

  test('it is never both bad and good, and good only on the good side of the threshold', () => {
    fc.assert(
      fc.property(aggregates, compares, fc.integer({ min: 0, max: 40 }), facts, fc.constantFrom(0, 0.4, 1), (aggregate, compare, threshold, all, watched) => {
        const condition = { ...conditionOf(aggregate), compare };
        const { step, good, value } = judgeCondition(definition(condition, threshold), valueOf(condition, counted(condition, all)), watched, now);
        if (step === 'fired') assert.equal(good, false);
        if (good) {
          const isBad = compare === '>' ? value! > threshold : compare === '>=' ? value! >= threshold : compare === '<' ? value! < threshold : value! <= threshold;
          assert.ok(!isBad);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('nothing seen is nothing known', () => {
    fc.assert(
      fc.property(aggregates, compares, (aggregate, compare) => {
        const condition = { ...conditionOf(aggregate), compare };
        const found = judgeCondition(definition(condition, 5), valueOf(condition, emptyCell), 0, now);
        assert.deepEqual([found.step, found.good, found.state], ['no_data', null, 'insufficient_data']);
      }),
    );
  });

  test('too little of something is known only where somebody was there to see it', () => {
    const condition: AlertCondition = { metric: 'business', aggregate: 'count', filter: { name: 'order_placed' }, compare: '<' };
    const step = (watched: number) => judgeCondition(definition(condition, 1), valueOf(condition, emptyCell), watched, now).step;
    assert.deepEqual([step(0), step(0.4), step(0.5)], ['no_data', 'too_few_samples', 'fired']);
  });

  test('between the clear level and the threshold it is neither', () => {
    const condition: AlertCondition = { metric: 'logs', aggregate: 'count' };
    const good = (fits: number, clear?: number) => judgeCondition(definition({ ...condition, clear }, 10), valueOf(condition, { ...emptyCell, fits }), 1, now).good;
    assert.deepEqual([good(11), good(10), good(9), good(8)], [false, false, false, true]);
    assert.deepEqual([good(5, 4), good(4, 4)], [false, true]);
  });

  test('a ratio has to be significant, above and below', () => {
    const fired = (compare: '>' | '<', threshold: number, fits: number, all: number) => judgeCondition(definition({ ...conditionOf('ratio'), compare }, threshold), valueOf(conditionOf('ratio'), { ...emptyCell, fits, all }), 1, now).step;
    assert.equal(fired('>', 0.05, 3, 20), 'fired');
    assert.equal(fired('>', 0.05, 2, 20), 'not_significant');
    assert.equal(fired('>', 0.05, 3, 19), 'too_few_samples');
    assert.equal(fired('<', 0.9, 70, 100), 'fired');
    assert.equal(fired('<', 0.9, 17, 20), 'not_significant');
  });
});

describe('pending', () => {
  const looks = fc.array(fc.record({ wait: fc.constantFrom(5_000, 30_000, 60_000, 110_000, 200_000, -600_000), isBad: fc.constantFrom(true, true, true, true, false, null) }), { maxLength: 60 });
  const holds = fc.constantFrom(0, 1, 3, 5).map((minutes) => minutes * minute);

  test('is due only after it held at every look for so long, watched without a gap; no data adds nothing', () => {
    fc.assert(
      fc.property(looks, holds, (all, wanted) => {
        let at = now;
        let pending: Pending | undefined;
        let held: number | null = null;
        for (const { wait, isBad } of all) {
          at += wait;
          const gap = wait < 0 || wait > 120_000;
          if (isBad === false) held = null;
          else if (isBad) held = held === null || (gap && pending) ? 0 : held + wait;
          else if (held !== null && gap) held = 0;
          const { isDue, ...next } = reducePending(pending, isBad, wanted, at);
          pending = next;
          assert.equal(isDue, isBad === true && held !== null && held >= wanted);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('goes on from its stored form as it would have from memory', () => {
    fc.assert(
      fc.property(looks, holds, (all, wanted) => {
        const run = (store: (pending: Pending) => Pending) => {
          let at = now;
          let pending: Pending | undefined;
          return all.map(({ wait, isBad }) => {
            const { isDue, ...next } = reducePending(pending, isBad, wanted, (at += wait));
            pending = store(next);
            return isDue;
          });
        };
        assert.deepEqual(run((pending) => JSON.parse(JSON.stringify(pending)) as Pending), run((pending) => pending));
      }),
    );
  });
});
