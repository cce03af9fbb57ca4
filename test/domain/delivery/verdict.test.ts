import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, judge } from '../../../src/domain/delivery/verdict.ts';

const now = 1_000_000;
const answer = (status: number, headers = {}): Answer => ({ status, outcome: 'answered', headers, error: '' });
const kind = (status: number, items = 10) => judge(answer(status), items, now).kind;

test('any 2xx takes the batch', () => {
  for (const status of [200, 201, 202, 204]) assert.equal(kind(status), 'delivered');
});

test('what may pass is tried again: 408, 425, 429, 5xx, redirects to nowhere, time-outs, no connection', () => {
  for (const status of [304, 408, 425, 429, 500, 502, 503, 504, 599]) assert.equal(kind(status), 'retry', String(status));
  for (const outcome of ['timeout', 'network'] as const) assert.equal(judge({ status: 0, outcome, headers: {}, error: 'Failed to fetch' }, 10, now).kind, 'retry');
  assert.equal(judge({ status: 0, outcome: 'timeout', headers: {}, error: '' }, 10, now).detail, 'timeout');
});

test('Retry-After is taken over in both forms', () => {
  assert.deepEqual(judge(answer(429, { 'retry-after': '30' }), 10, now), { kind: 'retry', after: now + 30_000, detail: 'HTTP 429' });
  assert.deepEqual(judge(answer(503, { 'retry-after': new Date(now + 60_000).toUTCString() }), 10, now), { kind: 'retry', after: now + 60_000, detail: 'HTTP 503' });
});

test('a batch that is refused for what is in it is split, a single item is not sent again', () => {
  for (const status of [400, 413, 422]) assert.deepEqual([kind(status, 2), kind(status, 1)], ['split', 'rejected'], String(status));
});

test('4xx about who asks, or where, is not looked for in the items', () => {
  for (const status of [401, 403, 404, 405, 410]) assert.equal(kind(status, 50), 'rejected', String(status));
});

test('a web page is no answer of an API: a captive portal, or a server that answers every path alike, has taken nothing', () => {
  for (const body of ['<!doctype html><title>Sign in</title>', '\n <html>']) assert.equal(judge({ ...answer(200), body }, 10, now).kind, 'retry');
  for (const body of ['', 'ok', { accepted: 10 }, null]) assert.equal(judge({ ...answer(200), body }, 10, now).kind, 'delivered');
});
