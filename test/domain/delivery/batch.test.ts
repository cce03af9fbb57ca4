import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { batchLimits, takeBatch } from '../../../src/domain/delivery/batch.ts';
import { jsonSize } from '../../../src/domain/delivery/json-size.ts';

test('a batch is at most 100 items', () => {
  const items = Array.from({ length: 250 }, (_, id) => ({ id }));
  assert.equal(takeBatch(items).length, 100);
  assert.equal(takeBatch(items, 7).length, 7);
});

test('a batch is at most 256 kB on the wire, whatever script the text is written in', () => {
  for (const letter of ['a', 'ä', '病', '🩺', '"']) {
    const items = Array.from({ length: 90 }, (_, id) => ({ id, text: letter.repeat(3_000) }));
    const taken = takeBatch(items);
    const body = new TextEncoder().encode(JSON.stringify({ entries: taken })).length;
    assert.ok(body <= batchLimits.bytes, `${letter}: ${body} bytes`);
    assert.ok(taken.length === 90 || body + jsonSize(items[0]) > batchLimits.bytes - 64, `${letter}: it could have held more`);
  }
});

test('an item that is too big by itself goes alone and holds up nothing', () => {
  const big = { text: 'x'.repeat(300_000) };
  assert.equal(takeBatch([big, { text: 'y' }]).length, 1);
  assert.equal(takeBatch([{ text: 'y' }, big]).length, 1);
  assert.deepEqual(takeBatch([]), []);
});

test('the size is that of the JSON in UTF-8', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      for (const one of [value, text, { [text]: text }]) assert.equal(jsonSize(one), new TextEncoder().encode(JSON.stringify(one)).length);
    }),
  );
  assert.equal(jsonSize('\ud83e'), new TextEncoder().encode(JSON.stringify('\ud83e')).length);
});
