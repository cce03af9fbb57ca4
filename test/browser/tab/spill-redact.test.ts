import { expect } from 'chai';
import fc from 'fast-check';
import { createScrubber } from '../../../src/domain/scrub/create-scrubber.ts';
import { spillMask } from '../../../src/domain/scrub/spill-mask.ts';
import { bareMask, redacted as redactedBy } from '../../../src/tab/spill-redact.ts';

const secrets = [
  'ann.smith+x@mail.example.co.uk',
  '+49 170 1234567',
  '(555) 123-4567',
  '4111 1111 1111 1111',
  '4111111111111111',
  'DE89 3704 0044 0532 0130 00',
  'GB29NWBK60161331926819',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  'Bearer abc.def-ghi',
  'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
  'AKIAIOSFODNN7EXAMPLE',
  'password=hunter2',
  '"token":"x9-secret"',
  'https://user:hunter2@host.example/path',
  'https://host.example/reset?code=abcdef&u=ann',
  '078-05-1120',
  'QQ 12 34 56 C',
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
];
const mask = spillMask({ keys: ['tenant'], rules: {} });
const redacted = <T>(signal: T): T => redactedBy(signal, mask);
const scrub = createScrubber({});
/** Which kind was filtered does not matter here, only that nothing more would be. */
const plain = (value: unknown): string => JSON.stringify(value).replace(/\[Filtered(:[\w-]+)?\]/g, '*');

const prose = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom(' at ', ': ', 'mail ', 'call me ', '\n    at pay (https://x.example/app.js:10:5)\n', ' paid 12.50 on 2026-01-05 '));
const text = fc.array(fc.oneof(prose, fc.constantFrom(...secrets)), { maxLength: 6 }).map((parts) => parts.join(' '));
const bag = fc.dictionary(fc.oneof(fc.constantFrom('password', 'email', 'apiKey', 'note', 'card', 'x-auth-token', 'user'), text), fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 4 });

function signal(message: string, context: unknown) {
  return { kind: 'error', seq: 3, at: 1_767_603_600_000, error: { name: 'Error', message, stack: `Error: ${message}\n    at pay (https://x.example/app.js:10:5)` }, context, scope: { sessionId: 's1a2b3c4d5e6f7g8', url: `https://x.example/${message}`, user: { id: message, profile: context }, context: {} } };
}

describe('what is spilled to localStorage', () => {
  for (const secret of secrets)
    it(`holds nothing of ${secret.slice(0, 24)}`, () => {
      const shown = JSON.stringify(redacted(signal(`sorry, ${secret} is wrong`, { note: `see ${secret}`, [secret]: 1 })));
      const core = secret.replace(/^(Bearer |password=|"token":"|https:\/\/(host.example\/reset)?)/, '').slice(0, 12);
      expect(shown).not.to.contain(core);
    });

  it('filters whatever the scrubber of the runtime would filter', () => {
    fc.assert(
      fc.property(text, bag, (message, context) => {
        const once = redacted(signal(message, context));
        expect(plain(scrub(once))).to.equal(plain(once));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps what groups an error and orders a signal', () => {
    const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    expect(redacted(signal(`order ${id} of 12.50 failed`, { step: 'pay', tries: 3, order: id }))).to.deep.include({
      kind: 'error',
      seq: 3,
      at: 1_767_603_600_000,
      context: { step: 'pay', tries: 3, order: id },
      error: { name: 'Error', message: `order ${id} of 12.50 failed`, stack: `Error: order ${id} of 12.50 failed\n    at pay (https://x.example/app.js:10:5)` },
    });
    const firefox = 'pay@https://x.example/app.js:10:5\nasync*click@https://x.example/app.js:1:123456';
    expect(redacted({ stack: firefox })).to.deep.equal({ stack: firefox });
    expect(redacted(signal('', {})).scope.sessionId).to.equal('s1a2b3c4d5e6f7g8');
  });

  it('filters members that the options name', () => {
    expect(redacted({ context: { tenantCode: 'north', step: 'pay' } }).context).to.deep.equal({ tenantCode: '[Filtered]', step: 'pay' });
  });

  it('before a runtime has lent its mask holds ids, times, numbers and plain words only', () => {
    const bare = redactedBy(signal('sorry, ann@example.com is wrong', { email: 'ann@example.com', note: 'x' }), bareMask);
    expect(bare).to.deep.include({ kind: 'error', seq: 3, at: 1_767_603_600_000, context: { email: '[Filtered]', note: '[Filtered]' } });
    expect(bare.error.message).to.equal('sorry, [Filtered] is wrong');
    expect(bare.scope.sessionId).to.equal('s1a2b3c4d5e6f7g8');
    fc.assert(fc.property(text, bag, (message, context) => {
      const once = redactedBy(signal(message, context), bareMask);
      expect(plain(scrub(once))).to.equal(plain(once));
    }));
  });

  it('takes time linear in the length of the text', () => {
    // Quadratic backtracking of any alternative would not come back from these.
    for (const unit of ['a', '1', '@', ' ', '1 ', 'a1', 'de12', 'key=', '?', ':1', 'token ']) redacted({ message: unit.repeat(16_000) });
  });
});
