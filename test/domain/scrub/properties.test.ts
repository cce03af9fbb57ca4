import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createScrubber } from '../../../src/domain/scrub/create-scrubber.ts';

const scrub = createScrubber();
const all = createScrubber({ detect: { ip: true }, rules: { staff: 'EMP-\\d+' } });

/** Pieces that rules begin, go on or end with: random characters alone would hardly ever come near one. */
const pieces = [
  '@', 'ann@example.com', '%40', '.', '-', '_', ' ', ':', '=', '&', '?', '#', '"', '\\"', '\\', '{', '}', '[', ']', '\n', '/', '://', '+', '(', ')', ';', ',', '%3D', '%26',
  'a', 'Z9', 'ü', '4111111111111111', '4111 1111 1111 1111', '123-45-6789', '555-123-4567', '+15551234567', 'DE89370400440532013000', '1640995200000', '12', '0',
  'password', 'token', 'apiKey', 'phone', 'Cookie', 'Authorization', 'Bearer ', 'is ', '--', 'eyJhbGciOiJIUzI1NiJ9', '-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----',
  'sk_live_', 'ghp_', 'xoxb-', 'AKIA', '[Filtered:email]', '[Filtered:', 'null', 'http', 'call me at ', 'SSN ', 'true', '943 476 5919', 'GB82 WEST 1234 5698 7654 32',
];
const text = fc.oneof(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 60 }));
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.constantFrom(null, undefined, true, 7, 4111111111111111, 1640995200000, 5n),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('password', 'tokens', 'name', 'value', '__proto__')), tie('value'), { maxKeys: 4 }),
    fc.array(tie('value'), { maxLength: 2 }).map((items) => JSON.stringify(items, (_, item: unknown) => (typeof item === 'bigint' ? 0 : item))),
  ),
})).value;

const shape = (of: unknown): unknown =>
  Array.isArray(of) ? of.map(shape) : of !== null && typeof of === 'object' ? Object.values(of).map(shape) : typeof of === 'boolean' || of === null || of === undefined ? of : 'scalar';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 64 });
const day = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2036, 11, 31) });
const survivors = fc.oneof(
  fc.uuid(),
  hex.filter((digits) => /[a-f]/.test(digits)),
  day.map(String),
  day.map((at) => String(Math.floor(at / 1000))),
  day.map((at) => new Date(at).toISOString()),
  fc.tuple(fc.nat(300), fc.nat(300), fc.nat(9999)).map((parts) => `v${parts.join('.')}`),
  fc.double({ min: 0, max: 100_000, noNaN: true }).map((price) => `${price.toFixed(2)} €`),
  fc.ipV4(),
  fc.nat(9_999_999).map((id) => `apt_${id}`),
  fc.tuple(day, hex).map(([at, id]) => `error_${at}_${id.slice(0, 6)}-1c`),
  fc.tuple(hex, hex).map(([trace, span]) => `00-a${trace.slice(1, 32)}-a${span.slice(1, 16)}-01`),
);

describe('whatever comes in', () => {
  it('never throws, and a second time changes nothing', () => {
    fc.assert(fc.property(value, (input) => {
      const once = scrub(input);
      assert.deepEqual(scrub(once), once);
    }), { numRuns: 3000 });
  });

  it('keeps the shape', () => {
    fc.assert(fc.property(value, (input) => assert.deepEqual(shape(scrub(input)), shape(input))), { numRuns: 1000 });
  });

  it('lets ids, hashes, times, versions, prices and addresses of machines through', () => {
    fc.assert(fc.property(survivors, fc.constantFrom('', 'request ', 'at=', '/x/', '"'), fc.constantFrom('', ' done', '/y', '?page=2', '"'), (kept, before, after) => {
      assert.equal(scrub(before + kept + after), before + kept + after);
    }), { numRuns: 5000 });
  });

  it('lets no address, card, token or password out of any surroundings', () => {
    const surroundings = fc.constantFrom('', ' ', '(', '"', ', ', '\n', '=', '/', ': ', '<', '[');
    const secrets = fc.constantFrom('ann.smith@example.com', '4111111111111111', '4111-1111-1111-1111', `ghp_${'a1B2'.repeat(9)}`, 'https://u:hunter2@h.example', 'GB82WEST12345698765432');
    fc.assert(fc.property(surroundings, secrets, fc.constantFrom('', ' ', ')', '"', ', ', '\n', '&x=1', '/', '>', ']'), (before, secret, after) => {
      assert.doesNotMatch(scrub(before + secret + after), /smith|4111|a1B2|hunter2|12345698/);
    }));
  });
});

describe('linear time', () => {
  // Each piece starts a rule that then cannot end. A quadratic rule would need 10¹² steps here: hours, not a moment.
  const size = 1_000_000;
  for (const piece of [...pieces, 'a.', 'a@a.', 'a%40b', '://a', '://@', 'eyJa-', 'eyJabcdefghijklmnop.', 'SG.aaaaaaaaaaaaaaaaaaaaaa-', 'hvs.', 'xoxb-a', '1 ', '1234 ', '1-', '(1', 'AB12 ', 'password ', 'phone=', 'token: ', 'a:b,', 'a=a', '"a":', '"password":{', '\\"token\\":\\"', '--password ', 'call me at me ', 'phone number ', '-----BEGIN PRIVATE KEY', 'Bearer a ', '[[', '{"a":', '1a', 'aA', 'key-', '____', 'XY', 'password[', ']]]]', '"password":{ {}', '"token":[[', 'ghp_a-', 'eyJ.', 'npm_', 'phone="', 'my phone ', '5-5', 'AB12-3456-', '<a>', '?code=', '%26', 'webhooks/1', 'sk-a', 'a1b-', 'ab_A', '"a', '"a"@', '"a" ', 'a@a.a-', '12.34.56-', 'ssn 1 ', 'steuer-id ', '810101-', '1234567890:AA', 'password to ', 'password -> ', 'password "', 'password" value', '::', 'a:b:', '1.1.', 'of birth: ', '/reset/', 'reset-', '/token/a1', 'x/token/a-', ' -u a', ' -u a:', 'Bearer%20', 'bearer+', '&quot;', 'password&quot;:&quot;', '%22password%22%3A%22', '<password x', '<a <', '"password"\n\n', '-----BEGIN a PRIVATE', 'sk-a-', 'gla-', 'MA.AAAAAA.', '2000 2000 ', 'authorization: a="', 'cookie: ', '1234 as your '])
    it(`reads a megabyte of ${JSON.stringify(piece)}`, { timeout: 60_000 }, () => {
      const long = piece.repeat(Math.ceil(size / piece.length));
      assert.equal(typeof scrub(long), 'string');
      assert.equal(typeof all(`x ${long}`), 'string');
    });

  it('reads a quarter of a megabyte of any few pieces, over and over', { timeout: 300_000 }, () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 })), { minLength: 1, maxLength: 4 }), (parts) => {
      const unit = parts.join('');
      assert.equal(typeof all(unit.repeat(Math.ceil(size / 4 / unit.length))), 'string');
    }), { numRuns: 60 });
  });
});
