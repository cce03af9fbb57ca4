import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultOf } from '../../../src/domain/errors/fault-of.ts';
import { localizedFaults } from './localized-faults.ts';

for (const { what, name, english, texts } of localizedFaults)
  describe(what, () => {
    for (const [language, said] of Object.entries(texts))
      for (const text of said)
        it(`${language}: ${text}`, () => {
          const { kind, subject } = faultOf(name, text, false);
          const { kind: wanted, subject: named } = faultOf(name, english, false);
          assert.deepEqual({ kind, subject }, { kind: wanted, subject: named });
        });
  });

describe("what looks like a browser's words and is an application's", () => {
  const own: readonly (readonly [name: string, message: string])[] = [
    ['Error', "Method 'pay' must not be null"],
    ['Error', 'The server is busy'],
    ['Error', 'Keine Verbindung zum Internet'],
    ['BookingError', 'cancelled'],
    ['BookingError', "'slot' is undefined"],
    ['RangeError', "'slot' is out of range"],
    ['TypeError', "Expected 'day' to be a date"],
    ['TypeError', '42'],
  ];
  for (const [name, message] of own) it(`${name}: ${message}`, () => assert.match(faultOf(name, message, false).kind, RegExp(`^${name}: `)));
});
