import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readReceipt, receipt, refusalReason } from '../../../src/domain/alerting/receipt.ts';

test('a receipt: what is out of the house is confirmed, what waits there was accepted, what nobody gets is dead', () => {
  for (const [state, status] of [['queued', 'accepted'], ['sent', 'accepted'], ['accepted', 'confirmed'], ['confirmed', 'confirmed'], ['dead', 'dead']] as const)
    assert.deepEqual(readReceipt({ id: 'a', state, detail: ' SMTP\n 250 ' }), { status, detail: 'SMTP 250' });
  for (const state of [undefined, null, 'delivered', 5, {}]) assert.equal(readReceipt({ state }), null);
});

test('the reason of a refusal is the backend’s own, of this notification before that of all, and short', () => {
  const refused = [{ id: 'a', reason: 'no such receiver' }, { id: 'b' }];
  assert.equal(refusalReason({ refused, reason: 'nobody' }, 'a'), 'no such receiver');
  assert.equal(refusalReason({ refused, reason: 'nobody' }, 'b'), 'nobody');
  assert.equal(refusalReason({ error: 'unknown_channel', message: 'expected one of email, sms' }, 'c'), 'expected one of email, sms');
  assert.equal(refusalReason({ error: 'unknown_channel' }, 'c'), 'unknown_channel');
  assert.equal(refusalReason({ reason: 'x'.repeat(5_000) }, 'c').length, 200);
  for (const body of [null, undefined, '<html>', 5, [], { reason: '' }, { reason: { deep: 1 } }, { refused: [null, 5] }]) assert.equal(refusalReason(body, 'a'), '');
});

test('whatever a backend answers, an answer is read or left alone', () => {
  fc.assert(
    fc.property(fc.anything(), fc.string(), (body, id) => {
      assert.ok(['accepted', 'confirmed', 'dead', 'sent'].includes(receipt(body, id)));
      assert.ok(refusalReason(body, id).length <= 200);
      assert.ok(readReceipt(Object(body) as object) === null || Object(body).state);
    }),
  );
});
