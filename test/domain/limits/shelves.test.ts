import assert from 'node:assert/strict';
import { test } from 'node:test';
import { least, shelves } from '../../../src/domain/limits/shelves.ts';

test('no shelf holds less than the measure below which nothing has to be looked at', () => {
  assert.equal(Math.min(...shelves.map(([, , most]) => most)), least);
});
