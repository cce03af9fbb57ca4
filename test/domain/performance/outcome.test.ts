import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomeOf } from '../../../src/domain/performance/outcome.ts';

test('how a call ended follows from its status and from what the page could tell', () => {
  const table = [
    [200, '', 'ok'],
    [304, '', 'ok'],
    // An opaque answer.
    [0, '', 'ok'],
    [404, '', 'client_error'],
    [503, '', 'server_error'],
    [0, 'true TypeError', 'network'],
    [0, 'false TypeError', 'offline'],
    [0, 'true undefined', 'network'],
    [0, 'true AbortError', 'aborted'],
    [0, 'false abortAbortError', 'aborted'],
    [0, 'true abortTimeoutError', 'timeout'],
    [0, 'true timeout', 'timeout'],
    [0, 'false WebSocket', 'offline'],
  ] as const;
  for (const [status, told, expected] of table) assert.equal(outcomeOf({ status, outcome: told }), expected, told);
});

test('what is an outcome stays one', () => {
  for (const [status, outcome] of [[200, 'ok'], [404, 'client_error'], [500, 'server_error'], [0, 'timeout'], [0, 'aborted'], [0, 'network'], [0, 'offline']] as const) assert.equal(outcomeOf({ status, outcome }), outcome);
});
