import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Breadcrumb } from '../../../src/contract/breadcrumb.ts';
import type { Mechanism } from '../../../src/contract/error-record.ts';
import { errorCrumb, withCrumb } from '../../../src/domain/errors/breadcrumb-of.ts';
import { errorStats } from '../../../src/domain/errors/error-stats.ts';
import { fingerprintOf, withSighting } from '../../../src/domain/errors/fingerprint.ts';
import type { Sighting } from '../../../src/domain/errors/fingerprint.ts';
import { joinFamily } from '../../../src/domain/errors/join-family.ts';
import { parseStack } from '../../../src/domain/errors/parse-stack.ts';
import { plainError } from '../../../src/domain/errors/plain-error.ts';
import { signatureOf } from '../../../src/domain/errors/signature.ts';
import { recordOf } from './records.ts';

describe('two reports of one occurrence', () => {
  const stack = 'TypeError: x\n    at a (https://h/a.js:1:2)';
  const print = (name: string, message: string, text = stack): string => fingerprintOf({ ...plainError({ name, message }), frames: parseStack(text), url: 'https://h/book' });
  it('agree whether the error or the `error` event told of it', () => assert.equal(print('Error', 'Uncaught TypeError: x'), print('TypeError', 'x')));
  it('differ by the column', () => assert.notEqual(print('TypeError', 'x'), print('TypeError', 'x', stack.replace(':2)', ':3)'))));

  const sight = (sightings: readonly Sighting[], fingerprint: string, reporter: string, timestamp: number) => {
    const [tabId, mechanism] = reporter.split(' ') as [string, Mechanism];
    return withSighting(sightings, recordOf({ fingerprint, tabId, mechanism, timestamp }));
  };
  const seen = sight([], 'f', 't1 onerror', 10_000) ?? [];
  const counts = (fingerprint: string, reporter: string, at: number, sightings = seen): boolean => sight(sightings, fingerprint, reporter, at) !== null;
  it('count once from another mechanism or another tab within a second', () => {
    assert.equal(counts('f', 't1 console', 10_900), false);
    assert.equal(counts('f', 't2 onerror', 9_100), false);
    assert.equal(counts('f', 't2 onerror', 11_001), true);
    assert.equal(counts('g', 't2 onerror', 10_000), true);
  });
  it('of the same mechanism in the same tab are two occurrences', () => assert.equal(counts('f', 't1 onerror', 10_001), true));
  it('in a loop of several seconds the other reporter is still the other reporter', () => {
    let sightings: readonly Sighting[] = [];
    for (let at = 0; at <= 5_000; at += 500) {
      sightings = sight(sightings, 'f', 't1 onerror', at) ?? [];
      assert.equal(counts('f', 't1 console', at + 1, sightings), false);
    }
    assert.equal(sightings.length, 1);
  });
  it('are remembered within bounds', () => {
    let sightings: readonly Sighting[] = [];
    for (let at = 0; at < 500; at += 1) sightings = sight(sightings, `f${at}`, 't1 onerror', at) ?? [];
    assert.equal(sightings.length, 16);
  });
});

describe('an engine that does not name the property', () => {
  const identity = (message: string, line = 10) => signatureOf({ name: 'TypeError', message, frames: parseStack(`save@https://h/a.js:${line}:1`), mechanism: 'onerror' });
  const join = (...given: readonly (readonly [string, number?])[]): readonly string[] => {
    let members: Parameters<typeof joinFamily>[0] = [];
    return given.map(([message, line]) => {
      const joined = joinFamily(members, identity(message, line));
      members = joined.members;
      return joined.signature;
    });
  };
  const chrome = (property: string) => `Cannot read properties of undefined (reading '${property}')`;
  const same = (signatures: readonly string[]) => new Set(signatures).size;

  it('joins the group of the others, whoever comes first', () => {
    assert.equal(same(join([chrome('x')], ['e is undefined'], ["undefined is not an object (evaluating 'e.x')"])), 1);
    assert.equal(same(join(['e is undefined'], [chrome('x')], ["undefined is not an object (evaluating 'e.x')"])), 1);
    assert.equal(same(join(['e is undefined'], ["undefined is not an object (evaluating 'e.x')"], [`can't access property "x", e is undefined`], [chrome('x')])), 1);
  });
  it('joins by line where there are several, and none where that is no answer', () => {
    const [x, y, first, second, neither] = join([chrome('x'), 10], [chrome('y'), 20], ['e is undefined', 20], ['e is undefined', 10], ['e is undefined', 30]);
    assert.notEqual(x, y);
    assert.deepEqual([first, second], [y, x]);
    assert.ok(neither !== x && neither !== y);
  });
  it('once a group has its property, another property has another group', () => {
    const [unknown, x, y] = join(['e is undefined'], [chrome('x')], [chrome('y')]);
    assert.equal(x, unknown);
    assert.notEqual(y, x);
  });
  it('two expressions are two faults', () => assert.equal(same(join(['booking is undefined', 10], ['patient is undefined', 11])), 2));
});

describe('the trail', () => {
  const step = (message: string): Breadcrumb => ({ at: 1, category: 'ui', message, level: 'INFO' });
  it('keeps the last hundred steps', () => {
    let trail: readonly Breadcrumb[] = [];
    for (let n = 0; n < 250; n += 1) trail = withCrumb(trail, step(`${n}`));
    assert.deepEqual([trail.length, trail[0]?.message, trail.at(-1)?.message], [100, '150', '249']);
  });
  it('an error in a loop is one step, so that it does not push out the way to it', () => {
    let trail: readonly Breadcrumb[] = [step('click')];
    for (let n = 0; n < 250; n += 1) trail = withCrumb(trail, errorCrumb(recordOf({ timestamp: n })));
    assert.deepEqual([trail.length, trail[0]?.message, trail[1]?.data?.count, trail[1]?.at], [2, 'click', 250, 249]);
  });
});

describe('statistics', () => {
  const range = { from: 1_000, to: 25_000 };
  const stats = errorStats(
    [
      recordOf({ timestamp: 1_000, signature: 'a', sessionId: 's1', release: '' }),
      recordOf({ timestamp: 24_999, signature: 'a', sessionId: 's2', category: 'network', severity: 'LOW', url: 'https://h/pay?card=1', browserContext: { browser: 'firefox' } }),
    ],
    range,
  );
  it('count by everything that a chart shows', () => {
    assert.deepEqual({ ...stats, trend: [] }, {
      range,
      total: 2,
      groups: 1,
      sessions: 2,
      byCategory: { javascript: 1, network: 1 },
      bySeverity: { HIGH: 1, LOW: 1 },
      byRelease: { unknown: 1, '1.0.0': 1 },
      byPage: { '/book': 1, '/pay': 1 },
      byBrowser: { chrome: 1, firefox: 1 },
      trend: [],
    });
    assert.deepEqual([stats.trend.length, stats.trend[0], stats.trend.at(-1)], [24, { at: 1_000, count: 1 }, { at: 24_000, count: 1 }]);
  });
});
