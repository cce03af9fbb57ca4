import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryAfter } from '../../../src/domain/delivery/retry-after.ts';

const now = Date.UTC(1994, 10, 6, 8, 49, 7);

test('seconds count from now', () => {
  assert.equal(retryAfter('120', now), now + 120_000);
  assert.equal(retryAfter('7', now), now + 7_000);
});

test('the HTTP date in both forms that name their zone is one moment', () => {
  for (const date of ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT']) assert.equal(retryAfter(date, now), now + 30_000, date);
});

test('a date in the past, nothing, and nonsense ask for no wait', () => {
  for (const header of ['Sun, 06 Nov 1994 08:00:00 GMT', '0', undefined, '', 'soon', '-5', '1.5', 'Sun, 99 Foo']) {
    assert.equal(retryAfter(header, Date.UTC(2026, 0, 5)), 0, String(header));
  }
});

test('a server that asks for years is believed for a day', () => {
  assert.equal(retryAfter('99999999999', now), now + 86_400_000);
});
