import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitsFilter } from '../../../../src/domain/alerting/conditions/fits-filter.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 7 });

test('a star stands for any text, everything else for itself', () => {
  fc.assert(
    fc.property(letters, letters.map((text) => text.replaceAll('*', '')), (pattern, text) => {
      const model = new RegExp(`^${pattern.split('*').join('.*')}$`, 's');
      assert.equal(fitsFilter({ text }, { text: pattern }), model.test(text));
    }),
    { numRuns: 5_000 },
  );
});

test('no pattern takes long, however many stars it has', () => {
  const pattern = `${'a*'.repeat(90)}b`;
  assert.equal(fitsFilter({ text: 'a'.repeat(100_000) }, { text: pattern }), false);
});

test('every member must fit; of several values one', () => {
  const call = { method: 'POST', route: 'POST /payments', status: 503, outcome: 'server_error', context: { plan: 'gold', component: 'checkout' } };
  assert.ok(fitsFilter(call, { route: '* /payments', status: '5*' }));
  assert.ok(fitsFilter(call, { status: [500, 503] }));
  assert.ok(fitsFilter(call, { 'context.plan': 'gold', component: 'checkout' }));
  assert.ok(!fitsFilter(call, { route: '* /payments', status: 500 }));
  assert.ok(fitsFilter(call, {}));
});

test('what is not there fits nothing, and nothing is found in a prototype', () => {
  fc.assert(
    fc.property(fc.constantFrom('toString', '__proto__', 'constructor.name', 'context.constructor', 'missing', 'context'), (name) => {
      assert.ok(!fitsFilter({ context: {} }, { [name]: '*' }));
    }),
  );
});
