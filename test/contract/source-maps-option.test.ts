import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpsOptions } from '../../src/contract/config.ts';
import { resolveConfig } from '../../src/contract/resolve-config.ts';

const resolved = (options: OpsOptions) => resolveConfig(options, 'https://clinic.example/').sourceMaps;

test('source maps are off unless asked for', () => {
  for (const options of [{}, { sourceMaps: false }, { sourceMaps: undefined as never }]) assert.equal(resolved(options), false);
});

test('true reads all, an object says which and with what', () => {
  assert.deepEqual(resolved({ sourceMaps: true }), { match: [], headers: {} });
  assert.deepEqual(resolved({ sourceMaps: { match: ['/assets/.*\\.js$'] } }), { match: ['/assets/.*\\.js$'], headers: {} });
  assert.deepEqual(resolved({ sourceMaps: { headers: { authorization: 'Bearer x' } } }), { match: [], headers: { authorization: 'Bearer x' } });
});

test('a wrong one says its path, what was expected and what was given', () => {
  const refused = (sourceMaps: unknown, sentence: string) => assert.throws(() => resolved({ sourceMaps } as OpsOptions), { name: 'TypeError', message: `prescripto-ops: option ${sentence}` });
  refused('yes', '"sourceMaps": expected an object, got "yes"');
  refused({ match: ['ok', '('] }, '"sourceMaps.match[1]": expected a regular expression, got "("');
  refused({ match: [5] }, '"sourceMaps.match[0]": expected a regular expression, got 5');
  refused({ headers: { a: 1 } }, '"sourceMaps.headers.a": expected a string, got 1');
  refused({ only: [] }, '"sourceMaps.only": expected one of match, headers, got "an unknown option"');
});
