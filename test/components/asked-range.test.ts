import assert from 'node:assert/strict';
import { it } from 'node:test';
import { askedRange } from '../../components/shared/asked-range.ts';

it('a range is a span by name, an interval in epoch ms, or the last day', () => {
  assert.equal(askedRange('7d'), '7d');
  assert.deepEqual(askedRange('2026-01-01T00:00Z/2026-01-02T00:00Z'), { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) });
  for (const wrong of ['', 'yesterday', '2026-01-01/soon', '/']) assert.equal(askedRange(wrong), '24h', wrong);
});
