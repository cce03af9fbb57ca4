import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStack } from '../../src/domain/errors/parse-stack.ts';
import { rememberOf } from '../../src/domain/remember-of.ts';
import { createScrubber } from '../../src/domain/scrub/create-scrubber.ts';

test('each object is worked out once, another one of the same content by itself', () => {
  const asked: object[] = [];
  const sizeOf = rememberOf((list: readonly number[]) => asked.push(list));
  const one = [1];
  const other = [1];
  assert.deepEqual([sizeOf(one), sizeOf(one), sizeOf(other), sizeOf(one)], [1, 1, 2, 1]);
  assert.deepEqual(asked, [one, other]);
});

test('one stack has one list of frames, whatever the message above it', () => {
  const stack = (message: string) => `Error: ${message}\n    at save (https://clinic.example/app.js:10:5)`;
  assert.equal(parseStack(stack('no slot 1'), 'no slot 1'), parseStack(stack('no slot 2'), 'no slot 2'));
  assert.equal(parseStack(stack('no slot 1'), 'no slot 1')[0]?.line, 10);
});

test('times stay what they are; a card that is a number goes', () => {
  const scrub = createScrubber({});
  const clean = { at: 1_790_000_000_000, seq: 7, nested: [{ at: 1_790_000_000_000.5 }] };
  assert.equal(scrub(clean), clean);
  assert.deepEqual(scrub({ a: 1, b: 4_222_222_222_222, c: 'c' }), { a: 1, b: '[Filtered:card]', c: 'c' });
});
