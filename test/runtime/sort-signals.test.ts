import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Signal } from '../../src/contract/signal.ts';
import { sortSignals, wellFormed } from '../../src/runtime/sort-signals.ts';

const scope = { sessionId: 's', url: 'http://clinic.test/', user: null, context: {} };
const log = (seq: number): Signal => ({ kind: 'log', seq, at: 1, scope, level: 'INFO', type: 'log', message: 'm' });

test('what cannot be read is counted and does not take the rest of the batch with it', () => {
  const nonsense = [null, 7, 'x', {}, { kind: 'log' }, { ...log(1), kind: 'unheard-of' }, { ...log(1), seq: 'one' }, { ...log(1), scope: null }, { ...log(1), message: 5 }, { ...log(1), kind: 'error', error: { name: 'E', message: '', stack: '', causes: [{}] } }, { ...log(1), kind: 'resources', entries: [['a', 'img', 'slow']] }];
  const { signals, invalid } = wellFormed([...nonsense, log(2)]);
  assert.deepEqual(signals, [log(2)]);
  assert.equal(invalid, nonsense.length);
});

test('a batch that is no list is one invalid thing', () => {
  assert.deepEqual(wellFormed({ length: 3 }), { signals: [], invalid: 1 });
});

test('repeats are known by their number, whatever order they come in', () => {
  const { fresh, duplicates, received } = sortSignals([log(7), log(4), log(5), log(6)], 5);
  assert.deepEqual(fresh.map((signal) => signal.seq), [6, 7]);
  assert.equal(duplicates, 2);
  assert.deepEqual(received, { log: 2 });
});
