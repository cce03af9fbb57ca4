import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogSignal } from '../../../src/contract/signal.ts';
import { createScrubber } from '../../../src/domain/scrub/create-scrubber.ts';

const scrub = createScrubber();

describe('names of secrets', () => {
  const spellings = ['password', 'Password', 'userPassword', 'user_password', 'USER-PASSWORD', 'passwd', 'pwd', 'passphrase', 'passwordHash', 'password1', 'db.password'];
  for (const name of spellings) it(`filters ${name}`, () => assert.deepEqual(scrub({ [name]: 'x' }), { [name]: '[Filtered:password]' }));

  const others: readonly (readonly [string, unknown, string])[] = [
    ['authorization', 'Bearer x', 'authorization'],
    ['Proxy-Authorization', 'x', 'authorization'],
    ['cookie', 'a=b', 'cookie'],
    ['set-cookie', ['a=b'], 'cookie'],
    ['x-api-key', 'x', 'api-key'],
    ['apikey', 'x', 'api-key'],
    ['AWSSecretAccessKey', 'x', 'secret'],
    ['clientSecret', 'x', 'secret'],
    ['accessToken', 'x', 'token'],
    ['refresh_token', 'x', 'token'],
    ['passwordResetToken', 'x', 'token'],
    ['csrfToken', 'x', 'token'],
    ['jwt', 'x', 'token'],
    ['cvv', 123, 'pin'],
    ['cvv2', '123', 'pin'],
    ['otp', 123456, 'pin'],
    ['ssn', '123-45-6789', 'national-id'],
    ['passportNumber', 'X1234567', 'national-id'],
    ['cardNumber', '4111 **** 1111', 'card'],
    ['iban', 'DE12 3456', 'bank-account'],
    ['phoneNumber', 5551234567, 'phone'],
    ['mobile', '555 1234 567', 'phone'],
    // The address speaks against it, until it is gone.
    ['phone', 'ann@example.com943 476 5919', 'phone'],
  ];
  for (const [name, value, kind] of others)
    it(`filters ${name}`, () => assert.deepEqual(scrub({ [name]: value }), { [name]: Array.isArray(value) ? [`[Filtered:${kind}]`] : `[Filtered:${kind}]` }));

  it('keeps what only speaks of secrets', () => {
    const context = {
      tokens: 5,
      tokenCount: 12,
      maxTokens: 4096,
      tokenType: 'Bearer',
      tokenExpiresAt: 1640995200000,
      hasPassword: true,
      passwordLength: 8,
      passwordStrength: 'weak',
      password: null,
      cookieEnabled: true,
      cookieConsent: 'granted',
      secretary: 'Ann',
      author: 'Bob',
      passengers: 3,
      mobile: true,
      phoneType: 'landline',
      shipping: 'express',
      hotel: 'Ritz',
      keyboard: 'de',
      key: 'row-1',
      primaryKey: 'id',
      sessionId: 's-k3f9a0',
      correlationId: '4bf92f3577b34da6a3ce929d0e0e4736',
      userId: 'user_12345',
      accountId: 'acc_77',
      signature: 'a1b2c3',
      pinned: 'yes',
    };
    assert.equal(scrub(context), context);
  });

  it('filters every text below such a name, and keeps the shape', () => {
    assert.deepEqual(scrub({ credentials: { user: 'ann', keys: ['a', 'b'], valid: true, more: null } }), {
      credentials: { user: '[Filtered:authorization]', keys: ['[Filtered:authorization]', '[Filtered:authorization]'], valid: true, more: null },
    });
    assert.deepEqual(scrub({ tokens: { prompt: 'x' } }), { tokens: { prompt: '[Filtered:token]' } });
  });

  it('reads forms and headers that are lists of names and values', () => {
    assert.deepEqual(scrub([{ name: 'password', value: 'hunter2' }]), [{ name: 'password', value: '[Filtered:password]' }]);
    assert.deepEqual(scrub([['authorization', 'Basic abc']]), [['authorization', '[Filtered:authorization]']]);
  });

  it('knows the names that the page adds, in any spelling', () => {
    const own = createScrubber({ keys: ['diagnosis', 'medical_record', '*Note'] });
    assert.deepEqual(own({ Diagnosis: 'flu', medicalRecord: { id: 7 }, doctorNote: 'x', notes: 'y' }), {
      Diagnosis: '[Filtered:custom]',
      medicalRecord: { id: '[Filtered:custom]' },
      doctorNote: '[Filtered:custom]',
      notes: 'y',
    });
    assert.equal(own('diagnosis=flu; next'), 'diagnosis=[Filtered:custom]; next');
    assert.equal(own('{"seen":"x","diagnosis":"flu"} and the diagnosis: flu2'), '{"seen":"x","diagnosis":"[Filtered:custom]"} and the diagnosis: [Filtered:custom]');
  });
});

describe('values of every kind', () => {
  it('finds secrets in keys, in arrays, in JSON texts and in numbers', () => {
    assert.deepEqual(scrub({ 'ann@example.com': 1, 'bob@example.com': 2 }), { '[Filtered:email]': 1, '[Filtered:email]+1': 2 });
    assert.deepEqual(scrub(['x', ['ann@example.com']]), ['x', ['[Filtered:email]']]);
    assert.equal(scrub('{"a":{"password":"x"},"n":1}'), '{"a":{"password":"[Filtered:password]"},"n":1}');
    assert.equal(scrub('{ "a" : 12345678901234567890 }'), '{ "a" : 12345678901234567890 }', 'a clean text is not written anew');
    assert.deepEqual(scrub({ body: JSON.stringify({ inner: JSON.stringify({ token: 'x' }) }) }), { body: JSON.stringify({ inner: JSON.stringify({ token: '[Filtered:token]' }) }) });
    assert.deepEqual(scrub({ card: 4111111111111111, at: 1767225600008, big: 9007199254740991 }), { card: '[Filtered:card]', at: 1767225600008, big: 9007199254740991 });
  });

  it('filters a user id that is an address and keeps one that is an id', () => {
    assert.deepEqual(scrub({ id: 'ann@example.com', profile: {} }), { id: '[Filtered:email]', profile: {} });
    assert.deepEqual(scrub({ id: 'user_12345', profile: { type: 'patient' } }), { id: 'user_12345', profile: { type: 'patient' } });
  });

  it('reads maps and sets as lists, errors as records, and leaves dates and bytes alone', () => {
    const date = new Date(0);
    const bytes = new Uint8Array([1, 2]);
    assert.deepEqual(scrub({ map: new Map([['password', 'x']]), set: new Set(['ann@example.com']), date, bytes }), {
      map: [['password', '[Filtered:password]']],
      set: ['[Filtered:email]'],
      date,
      bytes,
    });
    const error = scrub(Object.assign(new TypeError('no ann@example.com'), { token: 'x' }));
    assert.deepEqual([error.name, error.message, error.token], ['TypeError', 'no [Filtered:email]', '[Filtered:token]']);
  });

  it('lets nothing through that it could not read', () => {
    const cyclic: Record<string, unknown> = { mail: 'ann@example.com' };
    cyclic.self = cyclic;
    assert.deepEqual(scrub(cyclic), { mail: '[Filtered:email]', self: '[Filtered:cycle]' });
    let deep: unknown = 'ann@example.com';
    for (let level = 0; level < 100; level++) deep = { deep };
    const text = JSON.stringify(scrub(deep));
    assert.match(text, /\[Filtered:depth\]/);
    assert.doesNotMatch(text, /example/);
    const polluting = scrub(JSON.parse('{"__proto__":{"password":"x"}}') as Record<string, unknown>);
    assert.equal(Object.getPrototypeOf(polluting), Object.prototype);
    assert.equal(JSON.stringify(polluting), '{"__proto__":{"password":"[Filtered:password]"}}');
  });
});

describe('what the page says', () => {
  it('adds rules, which leave marks alone and come first', () => {
    const own = createScrubber({ rules: { 'staff id': 'EMP-\\d+', word: '\\w+d\\b', mail: '\\w+@clinic\\.example' } });
    assert.equal(own('EMP-12 and ann@example.com asked ann@clinic.example'), '[Filtered:staff-id] [Filtered:word] [Filtered:email] [Filtered:word] [Filtered:mail]');
    assert.equal(own(own('EMP-12 and ann@example.com')), own('EMP-12 and ann@example.com'));
    assert.deepEqual(own({ 'EMP-12': { note: '{"by":"EMP-13"}' } }), { '[Filtered:staff-id]': { note: '{"by":"[Filtered:staff-id]"}' } });
  });

  it('switches kinds off, by looks and by name, and nothing else with them', () => {
    const own = createScrubber({ detect: { phone: false, password: false } });
    const kept = { phone: '+1 555 123 4567', password: 'hunter2', note: 'call me at 555-123-4567' };
    assert.deepEqual(own({ ...kept, mail: 'ann@example.com', token: 'abc' }), { ...kept, mail: '[Filtered:email]', token: '[Filtered:token]' });
  });

  it('filters addresses of machines where it asks for that', () => {
    const own = createScrubber({ detect: { ip: true } });
    const text = 'from 192.168.1.10:8080, 2001:db8::ff00:42:8329, ::1 and fe80::1 at 10:30:00.123 by Chrome/120.0.6099.109, v1.4.2';
    assert.equal(own(text), 'from [Filtered:ip]:8080, [Filtered:ip], [Filtered:ip] and [Filtered:ip] at 10:30:00.123 by Chrome/120.0.6099.109, v1.4.2');
    assert.equal(scrub(text), text);
  });
});

describe('a batch of signals', () => {
  const scope = { sessionId: 's-k3f9a0', url: 'https://clinic.example/?token=abc', user: { id: 'user_12345', profile: { email: 'ann@example.com' } }, context: {} };
  const signal = (seq: number, message: string): LogSignal => ({ kind: 'log', seq, at: 1640995200000 + seq, scope, level: 'INFO', type: 'log', message, correlationId: '550e8400-e29b-41d4-a716-446655440000' });

  it('keeps a shared scope shared, and scrubs it', () => {
    const [first, second] = scrub([signal(1, 'one'), signal(2, 'two')]);
    assert.equal(first?.scope, second?.scope);
    assert.equal(first?.scope.url, 'https://clinic.example/?token=[Filtered:token]');
    assert.deepEqual(first?.scope.user, { id: 'user_12345', profile: { email: '[Filtered:email]' } });
    assert.deepEqual({ ...second, scope: 0 }, { ...signal(2, 'two'), scope: 0 });
    assert.equal(scope.user.profile.email, 'ann@example.com', 'the input is not changed');
  });

  it('hands back the same object where there is nothing to filter', () => {
    const clean = { stack: 'f@http://localhost:3000/a.js:1:2\ng@http://localhost:3000/a.js:3:4', bootId: 'b-77f0', tabId: 'k3f9a0', tags: ['route:/api/doctors/:id'] };
    assert.equal(scrub(clean), clean);
  });
});
