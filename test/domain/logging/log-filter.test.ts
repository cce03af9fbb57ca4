import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogQuery } from '../../../src/contract/log-entry.ts';
import { createLogFilter } from '../../../src/domain/logging/log-filter.ts';
import { logEntry } from './log-entries.ts';

const entries = [
  logEntry({ id: 'a', timestamp: 1000, level: 'ERROR', message: 'Payment failed', error: { name: 'GatewayError', message: 'declined by ACME', stack: '' } }),
  logEntry({ id: 'b', timestamp: 2000, level: 'WARN', type: 'security', context: { attempts: 5, from: { country: 'Norway' } } }),
  logEntry({ id: 'c', timestamp: 3000, type: 'user_action', message: 'They say "hello"', sessionId: 's-2', correlationId: 'r-1', user: { id: 'user_7', profile: {} } }),
];

const rows: readonly (readonly [LogQuery, string])[] = [
  [{}, 'abc'],
  [{ level: 'ERROR' }, 'a'],
  [{ level: ['ERROR', 'WARN'] }, 'ab'],
  [{ level: [] }, ''],
  [{ type: 'security' }, 'b'],
  [{ text: 'PAYMENT' }, 'a'],
  [{ text: 'norway' }, 'b'],
  [{ text: 'user_action' }, 'c'],
  [{ text: 'acme' }, 'a'],
  [{ text: '' }, 'abc'],
  [{ correlationId: 'r-1' }, 'c'],
  [{ sessionId: 's-1' }, 'ab'],
  [{ userId: 'user_7' }, 'c'],
  [{ level: ['WARN', 'INFO'], text: 'attempts' }, 'b'],
  [{ text: 'say "hello"' }, 'c'],
];

describe('a log query', () => {
  for (const [query, found] of rows)
    it(`finds ${found || 'nothing'} for ${JSON.stringify(query)}`, () => {
      const ids = entries.filter(createLogFilter(query)).map(({ id }) => id);
      assert.equal(ids.join(''), found);
    });
});
