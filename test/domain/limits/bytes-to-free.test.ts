import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToFree } from '../../../src/domain/limits/bytes-to-free.ts';

test('nothing has to go below four fifths of the quota, nor where the engine does not say', () => {
  assert.ok(bytesToFree(70e6, 100e6) < 0);
  for (const [usage, quota] of [[null, null], [5, null], [null, 5]] as const) assert.ok(bytesToFree(usage, quota) < 0);
});

test('beyond it goes what is beyond it, unless the pages themselves have filled the quota', () => {
  assert.equal(bytesToFree(90e6, 100e6), 10e6);
  assert.equal(bytesToFree(9e9, 10e9), 0);
});
