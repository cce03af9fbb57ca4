import assert from 'node:assert/strict';
import { before, describe, test, type TestContext } from 'node:test';
import type { HealthAnswer } from '../../../src/domain/health/read-report.ts';
import { begin, browse, minute, second, up, type Backend } from './browsers.ts';
import { seeded } from '../../support/seeded.ts';

const browsers = 10_000;
/** They are opened over a minute; then a rest, an outage, and what comes after it. */
const [rest, down, back, end] = [1.5 * minute, 3.5 * minute, 7 * minute, 10 * minute] as const;

/** Requests of all browsers in each second. */
function simulate(backend: Backend): readonly number[] {
  const random = seeded(1);
  const seconds = Array<number>(end / second).fill(0);
  for (let browser = 0; browser < browsers; browser++) browse(browser, random() * minute, end, backend, (at) => void seconds[Math.floor(at / second)]!++);
  return seconds;
}

interface Load {
  /** Of the busiest second, and of all, as multiples of the mean at rest. */
  readonly peak: number;
  readonly mean: number;
}

interface Figures extends Readonly<Record<'rest' | 'onset' | 'during' | 'after' | 'later', Load>> {
  /** Requests a minute at rest. */
  readonly perBrowser: number;
}

/** Of an outage in which every request is answered in one way; `null`: the browsers have no network. */
function figures(backend: Backend): Figures {
  const seconds = simulate(backend);
  const mean = (some: readonly number[]): number => some.reduce((sum, one) => sum + one, 0) / some.length;
  const usual = mean(seconds.slice(rest / second, down / second));
  const of = (from: number, to: number): Load => {
    const some = seconds.slice(from / second, to / second);
    return { peak: Math.max(...some) / usual, mean: mean(some) / usual };
  };
  return { perBrowser: (usual / browsers) * 60, rest: of(rest, down), onset: of(down, down + minute), during: of(down + minute, back), after: of(back, back + minute), later: of(back + minute, end) };
}

const failed = (status: number, headers: Record<string, string> = {}): HealthAnswer => ({ status, outcome: status ? 'answered' : 'network', duration: 3, headers });
const through = (answer: HealthAnswer | null): Figures => figures((at) => (at >= down && at < back ? answer : up));
const show = (t: TestContext, all: Figures): Figures => {
  t.diagnostic(JSON.stringify(all, (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(2)) : value)));
  return all;
};

describe('what a backend sees of ten thousand browsers', () => {
  let refused: Figures;
  before(() => void (refused = through(failed(0))));

  test('at rest: two requests a minute of each, and no second much busier than another', (t) => {
    const { perBrowser, rest: calm } = show(t, refused);
    assert.ok(perBrowser >= 1.6 && perBrowser <= 2.2, String(perBrowser));
    assert.ok(calm.peak <= 1.3, String(calm.peak));
  });

  test('an outage without an answer: three requests of each in its first seconds, which is what confirming takes, then the usual pace', () => {
    assert.ok(refused.onset.peak <= 3.5 && refused.onset.mean <= 2.1, JSON.stringify(refused.onset));
    assert.ok(refused.during.mean <= 1.1 && refused.during.peak <= 1.4, JSON.stringify(refused.during));
  });

  test('and its end: two requests of each, no crowd at the door', () => {
    assert.ok(refused.after.peak <= 2.5 && refused.after.mean <= 1.7, JSON.stringify(refused.after));
    assert.ok(refused.later.peak <= 1.3, JSON.stringify(refused.later));
  });

  test('a component that is down is confirmed likewise', (t) => {
    const { onset, during, after } = show(t, through({ ...failed(503), body: { status: 'fail', checks: { database: [{ status: 'fail' }] } } }));
    assert.ok(onset.peak <= 3.5 && during.mean <= 1.1 && after.peak <= 2.5, JSON.stringify({ onset, during, after }));
  });

  test('a backend that refuses is asked ever less, and not more than usual when it is back', (t) => {
    const busy = show(t, through(failed(429)));
    const overloaded = show(t, through(failed(503)));
    for (const { onset, during, after, later } of [busy, overloaded]) {
      assert.ok(onset.peak <= 2, JSON.stringify(onset));
      assert.ok(during.mean <= 0.7, JSON.stringify(during));
      assert.ok(after.peak <= 1.3 && later.peak <= 1.3, JSON.stringify({ after, later }));
    }
  });

  test('Retry-After is waited for and nobody comes at that very second, not even where it is a date', (t) => {
    const inSeconds = show(t, through(failed(503, { 'retry-after': '120' })));
    const asDate = show(t, through(failed(503, { 'retry-after': new Date(begin + back).toUTCString() })));
    assert.ok(inSeconds.during.mean <= 0.5 && inSeconds.during.peak <= 1.5, JSON.stringify(inSeconds.during));
    assert.equal(asDate.during.peak, 0);
    for (const { onset, after } of [inSeconds, asDate]) assert.ok(onset.peak <= 1.3 && after.peak <= 1.5, JSON.stringify({ onset, after }));
  });

  test('max-age slows everybody down, evenly', (t) => {
    const slow = { ...up, headers: { 'cache-control': 'max-age=60' } };
    const { perBrowser, rest: calm, later } = show(t, figures(() => slow));
    assert.ok(perBrowser <= 1, String(perBrowser));
    assert.ok(calm.peak <= 2 && later.peak <= 2, JSON.stringify({ calm, later }));
  });

  test('when the network of all of them is back at once, they come one by one', (t) => {
    const { during, after } = show(t, through(null));
    assert.equal(during.peak, 0);
    assert.ok(after.peak <= 2 && after.mean <= 1.2, JSON.stringify(after));
  });
});
