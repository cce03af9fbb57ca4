import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latencyTrend } from '../../src/contract/latency-trend.ts';

test('the trend of latency compares medians: one slow answer is none, and too few say nothing', () => {
  const times = (count: number, time: number): number[] => Array<number>(count).fill(time);
  const trend = (all: readonly number[]) => latencyTrend({ recent: all.map((responseTime, at) => ({ at, status: 'HEALTHY', responseTime })) });
  assert.equal(trend(times(19, 100)), null);
  assert.equal(trend([...times(20, 100), ...times(9, 100), 9_000]), 'steady');
  assert.equal(trend([...times(20, 100), ...times(4, 100), ...times(6, 180)]), 'rising');
  assert.equal(trend([...times(20, 180), ...times(10, 100)]), 'falling');
  assert.equal(trend([...times(20, 2), ...times(10, 9)]), 'steady', 'a few ms are noise');
});
