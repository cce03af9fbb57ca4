import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, judge } from '../../../src/domain/delivery/verdict.ts';

const now = 1_000_000;
const answer = (status: number, headers = {}): Answer => ({ status, outcome: 'answered', headers, error: '' });

test('any 2xx takes the batch', () => {
  for (const status of [200, 201, 202, 204]) assert.equal(judge(answer(status), 10, now).kind, 'delivered');
});

test('what may pass is tried again: 408, 425, 429, 5xx, redirects to nowhere, time-outs, no connection', () => {
  for (const status of [304, 408, 425, 429, 500, 502, 503, 504, 599]) assert.equal(judge(answer(status), 10, now).kind, 'retry', String(status));
  for (const outcome of ['timeout', 'network'] as const) assert.equal(judge({ status: 0, outcome, headers: {}, error: 'Failed to fetch' }, 10, now).kind, 'retry');
});

test('Retry-After is taken over in both forms', () => {
  assert.deepEqual(judge(answer(429, { 'retry-after': '30' }), 10, now), { kind: 'retry', after: now + 30_000, detail: 'HTTP 429' });
  assert.deepEqual(judge(answer(503, { 'retry-after': new Date(now + 60_000).toUTCString() }), 10, now), { kind: 'retry', after: now + 60_000, detail: 'HTTP 503' });
});

test('without a network nothing is held against the endpoint', () => {
  assert.equal(judge({ status: 0, outcome: 'offline', headers: {}, error: '' }, 10, now).kind, 'offline');
});

test('a refused batch is split, a refused item is not sent again', () => {
  assert.deepEqual(judge(answer(413), 2, now), { kind: 'split', cause: 'too_large', detail: 'HTTP 413' });
  assert.deepEqual(judge(answer(400), 2, now), { kind: 'split', cause: 'poison', detail: 'HTTP 400' });
  for (const status of [400, 413, 422]) assert.deepEqual(judge(answer(status), 1, now), { kind: 'rejected', blame: 'item', detail: `HTTP ${status}` });
});

test('4xx about who asks, or where, is not looked for in the items', () => {
  for (const status of [401, 403, 404, 405, 410]) assert.deepEqual(judge(answer(status), 50, now), { kind: 'rejected', blame: 'endpoint', detail: `HTTP ${status}` });
});
