import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Mechanism } from '../../../src/contract/error-record.ts';
import { parseStack } from '../../../src/domain/errors/parse-stack.ts';
import { plainError } from '../../../src/domain/errors/plain-error.ts';
import { signatureOf } from '../../../src/domain/errors/signature.ts';
import { crossEngineFaults } from './cross-engine-faults.ts';
import { engines, stackOf } from './engine-stacks.ts';
import type { Call, Engine } from './engine-stacks.ts';

const sign = (name: string, message: string, stack: string, mechanism: Mechanism = 'onerror'): string =>
  signatureOf({ ...plainError({ name, message }), frames: parseStack(stack, message), mechanism }).signature;

const signCalls = (calls: readonly Call[], message = 'Slot is taken', name = 'BookingError', engine: Engine = 'chrome'): string =>
  sign(name, message, stackOf(engine, `${name}: ${message}`, calls));

const call = (name: string, file = 'https://clinic.example/app.js', line = 10, column = 5): Call => ({ name, file, line, column });

describe('one fault in three engines is one group', () => {
  for (const { what, name, messages, calls } of crossEngineFaults)
    it(what, () => {
      const [chrome, firefox, safari] = engines.map((engine) => {
        const given = messages[engine];
        const [type, message] = typeof given === 'string' ? [name, given] : given;
        return sign(type, message, stackOf(engine, `${type}: ${message}`, calls));
      });
      assert.equal(firefox, chrome);
      assert.equal(safari, chrome);
    });

  it('all of these faults are different groups', () => {
    const signatures = crossEngineFaults.map(({ name, messages, calls }) => {
      const message = messages.chrome;
      return signCalls(calls, String(message), name);
    });
    assert.equal(new Set(signatures).size, crossEngineFaults.length);
  });

  it('an uncaught error is the same in the words of the `error` event', () => {
    const stack = stackOf('chrome', 'TypeError: x.go is not a function', [call('start')]);
    assert.equal(sign('Error', 'Uncaught TypeError: x.go is not a function', stack), sign('TypeError', 'x.go is not a function', stack));
    assert.equal(sign('Error', 'Uncaught (in promise) TypeError: x.go is not a function', stack), sign('TypeError', 'x.go is not a function', stack));
    assert.equal(sign('Error', 'Uncaught Error: no slots left', ''), sign('Error', 'no slots left', ''));
    assert.equal(sign('Error', 'uncaught exception: undefined', ''), sign('Error', 'Uncaught undefined', ''));
  });

  it('native frames, extension frames and frames of this agent change nothing', () => {
    const plain = 'TypeError: no\n    at total (https://h/app.js:1:2)\n    at render (https://h/app.js:5:2)';
    const wrapped =
      'TypeError: no\n    at Array.map (<anonymous>)\n    at total (https://h/app.js:1:2)\n    at window.fetch (https://h/ops/prescripto-ops.js:1:900)\n    at hook (chrome-extension://abc/inject.js:1:1)\n    at render (https://h/app.js:5:2)\n    at commit (https://h/node_modules/react-dom/index.js:9:9)';
    assert.equal(sign('TypeError', 'no', wrapped), sign('TypeError', 'no', plain));
  });
});

describe('a rebuilt bundle keeps its groups', () => {
  const rebuilt: readonly (readonly [string, string])[] = [
    ['https://h/assets/index-DiwrgTda.js', 'https://h/assets/index-B1x-2Y_z.js'],
    ['https://h/static/js/main.3f2a1b9c.chunk.js', 'https://h/static/js/main.8a7d6e5f.chunk.js'],
    ['https://h/main.8a7d6e5f4c3b2a190817.js', 'https://h/main.0017d6e5f4c3b2a19a8b.js'],
    ['https://h/chunk-QJHVQXYZ.js', 'https://h/chunk-2ABCD34F.js'],
    ['https://h/_next/static/chunks/pages/book-1f2e3d4c5b6a7980.js', 'https://h/_next/static/chunks/pages/book-a98b7c6d5e4f3021.js'],
    ['https://h/js/4.4b1c9d7e.js', 'https://h/js/17.77d01c2a.js'],
    ['https://h/_app/immutable/entry/start.CmK5w-Ff.js', 'https://h/_app/immutable/entry/start.D_3f-xQz.js'],
    ['https://h/main-5YBXK2OJ.js', 'https://h/main-QJ4WZ7KD.js'],
    ['https://h/app.js?v=1.4.2', 'https://h/app.js?v=1.5.0'],
    ['https://cdn-1.example/r/101/app.js', 'https://cdn-2.example/r/102/app.js'],
  ];
  for (const [before, after] of rebuilt)
    it(`${before} → ${after}`, () => {
      const build = (file: string, line: number): readonly Call[] => [call('submitForm', file, line, 18), call('onSubmit', file, line + 30, 4)];
      assert.equal(signCalls(build(before, 42)), signCalls(build(after, 977)));
    });

  it('minified letters are not trusted where a real name is at hand', () => {
    const before = [call('t', 'https://h/a.3f2a1b9c.js', 1, 20_311), call('submitForm', 'https://h/a.3f2a1b9c.js', 1, 18_002)];
    const after = [call('Xe', 'https://h/a.99887766.js', 1, 41_077), call('submitForm', 'https://h/a.99887766.js', 1, 39_000)];
    assert.equal(signCalls(before), signCalls(after));
  });

  it('nor are three of them, which big bundles need', () => {
    const build = (minified: string, hash: string): readonly Call[] => [call(minified, `https://h/a.${hash}.js`, 1, 20_311), call('submitForm', `https://h/a.${hash}.js`, 1, 18_002)];
    assert.equal(signCalls(build('Kle', '3f2a1b9c')), signCalls(build('xQ2', '99887766')));
    assert.equal(signCalls(build('pfn', '3f2a1b9c')), signCalls(build('zr', '99887766')));
  });

  it('the number that Rollup gives to the second function of a name is not trusted', () => {
    assert.equal(signCalls([call('save$1'), call('submit')]), signCalls([call('save$3'), call('submit')]));
    assert.equal(signCalls([call('save$1'), call('submit')]), signCalls([call('save'), call('submit')]));
  });

  it('short names of readable code are names', () => {
    assert.notEqual(signCalls([call('go'), call('start')]), signCalls([call('do'), call('start')]));
  });

  it('anonymous functions of one file are told by the message alone', () => {
    const stack = (line: number): string => `TypeError: a is broken\n    at https://h/app-1a2b3c4d.js:${line}:9`;
    assert.equal(sign('TypeError', 'a is broken', stack(4)), sign('TypeError', 'a is broken', stack(400)));
    assert.notEqual(sign('TypeError', 'a is broken', stack(4)), sign('TypeError', 'b gave up', stack(4)));
  });
});

describe('at one and the same place, different faults are different groups, in the words of every engine', () => {
  /** Faults that are one, however they came about. */
  const alike: readonly (readonly string[])[] = [
    ['something that is no list is walked', 'undefined is spread', 'undefined is taken apart as a list'],
    ['a constant is assigned', 'a frozen property is assigned', 'a property that only has a getter is set'],
    ['an answer is no JSON', 'an answer ends too early', 'an answer of fetch is no JSON, which Safari says otherwise', 'JSON with something behind it'],
    ['a request does not reach its server', 'a request whose network went away'],
    ['a request is given up', 'a request that the page gave up'],
    ['a sound plays without a click', 'the clipboard without a click'],
  ];
  const nameOf = (what: string): string => alike.find((group) => group.includes(what))?.[0] ?? what;
  const place = [call('submitForm'), call('onSubmit')];
  for (const engine of engines)
    it(engine, () => {
      const known = new Map<string, string>();
      for (const { what, name, messages } of crossEngineFaults) {
        const given = messages[engine];
        const [type, message] = typeof given === 'string' ? [name, given] : given;
        const signature = signCalls(place, message, type, engine);
        assert.equal(known.get(signature) ?? nameOf(what), nameOf(what));
        known.set(signature, nameOf(what));
      }
      assert.equal(known.size, new Set(crossEngineFaults.map(({ what }) => nameOf(what))).size);
    });
  it('are more than fifty', () => assert.ok(crossEngineFaults.length > 50));
});

describe('values in a message do not part a group', () => {
  const calls = [call('save')];
  const same: readonly (readonly [string, string])[] = [
    ['Doctor 4711 not found', 'Doctor 12 not found'],
    ['No user 3fa85f64-5717-4562-b3fc-2c963f66afa6', 'No user 00000000-1111-2222-3333-444444444444'],
    ['GET https://api.example.com/doctors/7?x=1 failed', 'GET https://api.example.com/doctors/9 failed'],
    ['GET /api/doctors/7 failed', 'GET /api/patients/12/files failed'],
    ['Unknown status "open"', 'Unknown status "closed for good"'],
    ["Unknown status 'open'", "Unknown status 'it is'"],
    ['Due 2026-01-05T09:00:00Z is past', 'Due 2025-12-24 is past'],
    ['Order ord_8f3k2j1h rejected', 'Order ord_1a2b3c4d rejected'],
    ['Took 1,203.5 ms', 'Took 17 ms'],
    ['Mail to [Filtered:email] bounced', 'Mail to jo@example.com bounced'],
    ['Heap 0xdeadbeef', 'Heap 0x1'],
    ['Slot A12 is taken', 'Slot B07 is taken'],
    ['Room 12b is closed', 'Room 3 is closed'],
    ['Version 1.4.2-beta.3 refused', 'Version 2.0.0 refused'],
    ['Call +44 20 7946 0958', 'Call +1 202 555 0143'],
    ['Due Mon Jan 05 2026 10:00:00 GMT+0100 (Central European Standard Time) is past', 'Due Sat Aug 15 2026 08:30:00 GMT+0000 (Coordinated Universal Time) is past'],
    ['Expires Mon, 05 Jan 2026 10:00:00 GMT', 'Expires Sat, 15 Aug 2026 08:30:00 GMT'],
    ['No slot on 1/5/2026, 9:00:00 AM', 'No slot on 12/24/2026, 10:30:00 PM'],
    ['Cannot reach ws://h:8080/live?token=abc', 'Cannot reach ws://h:8080/live?token=def'],
    ['Unknown role “nurse”', 'Unknown role “owner”'],
    ['Field `name` is empty', 'Field `phone` is empty'],
    ['No file C:/Users/ann/a.pdf', 'No file C:\\Users\\bob\\b.pdf'],
    ['No account for ann@example.com', 'No account for bob.smith@example.org'],
    ['Session eyJhbGciOiJIUzI1NiJ9.e30.abc is over', 'Session eyJhbGciOiJIUzI1NiJ9.e31.xyz is over'],
    ['{"code":12,"id":"a"} is no doctor', '{"code":7,"id":"b"} is no doctor'],
    ['Balance -3.50 too low', 'Balance 1e5 too low'],
    ['Commit 9fceb02d0ae598e95dc970b74767f19372d61af8 is gone', 'Commit 0ae598e95dc970b74767f19372d61af89fceb02d is gone'],
    ['Loading chunk 17 failed.\n(error: https://h/17.abc123.js)', 'Loading chunk 4 failed.\n(error: https://h/4.77aa01.js)'],
  ];
  for (const [one, other] of same) it(`${one} = ${other}`, () => assert.equal(signCalls(calls, one, 'Error'), signCalls(calls, other, 'Error')));
});

describe('different faults are different groups', () => {
  const read = (property: string) => `Cannot read properties of undefined (reading '${property}')`;
  const different: readonly (readonly [string, string, string])[] = [
    ['another function', signCalls([call('save')]), signCalls([call('load')])],
    ['another caller', signCalls([call('request'), call('bookSlot')]), signCalls([call('request'), call('cancelSlot')])],
    ['another file', signCalls([call('render', 'https://h/doctors.js')]), signCalls([call('render', 'https://h/patients.js')])],
    ['another message', signCalls([call('save')], 'Slot is taken'), signCalls([call('save')], 'Slot is in the past')],
    ['another error type', signCalls([call('save')], 'no', 'BookingError'), signCalls([call('save')], 'no', 'PaymentError')],
    ['another property of undefined', signCalls([call('save')], read('name'), 'TypeError'), signCalls([call('save')], read('price'), 'TypeError')],
    ['another missing variable', signCalls([call('save')], 'gtag is not defined', 'ReferenceError'), signCalls([call('save')], 'fbq is not defined', 'ReferenceError')],
    ['another method that is none', signCalls([call('save')], 'a.map is not a function', 'TypeError'), signCalls([call('save')], 'a.trim is not a function', 'TypeError')],
    ['read of undefined and call of no function', signCalls([call('save')], read('map'), 'TypeError'), signCalls([call('save')], 'a.map is not a function', 'TypeError')],
    ['JSON and network', signCalls([call('load')], 'Failed to fetch', 'TypeError'), signCalls([call('load')], 'Unexpected end of JSON input', 'SyntaxError')],
    ['two numbers of React', signCalls([call('render')], 'Minified React error #418; visit https://react.dev/errors/418', 'Error'), signCalls([call('render')], 'Minified React error #310; visit https://react.dev/errors/310', 'Error')],
    [
      'two scripts that do not load',
      sign('ResourceError', 'Failed to load script https://h/maps.js', '', 'resource'),
      sign('ResourceError', 'Failed to load script https://h/chat.js', '', 'resource'),
    ],
    [
      'two directives of a policy',
      sign('SecurityPolicyViolation', 'script-src-elem blocked https://evil.example/x.js', '', 'csp'),
      sign('SecurityPolicyViolation', 'connect-src blocked https://evil.example/x.js', '', 'csp'),
    ],
    ["an application's own NotFoundErrors", signCalls([call('find')], 'Doctor is unknown', 'NotFoundError'), signCalls([call('find')], 'Patient is unknown', 'NotFoundError')],
    ['two numbers of Angular', signCalls([call('render')], 'NG0100: see https://angular.dev/errors/NG0100', 'Error'), signCalls([call('render')], 'NG0200: see https://angular.dev/errors/NG0200', 'Error')],
    ['two links of Svelte', signCalls([call('render')], 'https://svelte.dev/e/state_unsafe_mutation', 'Error'), signCalls([call('render')], 'https://svelte.dev/e/effect_orphan', 'Error')],
    ['two classes that may be the same minified', signCalls([call('Doctor.save')]), signCalls([call('Patient.load')])],
    ['another second caller', signCalls([call('get'), call('request'), call('bookSlot')]), signCalls([call('get'), call('request'), call('cancelSlot')])],
    ['another property that is set', signCalls([call('save')], "Cannot set properties of undefined (setting 'paid')", 'TypeError'), signCalls([call('save')], "Cannot set properties of undefined (setting 'due')", 'TypeError')],
    ['another property in Safari', signCalls([call('save')], "undefined is not an object (evaluating 'e.name')", 'TypeError', 'safari'), signCalls([call('save')], "undefined is not an object (evaluating 'e.price')", 'TypeError', 'safari')],
    ['another property in Firefox', signCalls([call('save')], `can't access property "name", e is undefined`, 'TypeError', 'firefox'), signCalls([call('save')], `can't access property "price", e is undefined`, 'TypeError', 'firefox')],
    ['another property taken apart', signCalls([call('save')], "Cannot destructure property 'id' of 'a' as it is undefined.", 'TypeError'), signCalls([call('save')], "Cannot destructure property 'name' of 'a' as it is undefined.", 'TypeError')],
    ['another variable in Safari', signCalls([call('save')], "Can't find variable: gtag", 'ReferenceError', 'safari'), signCalls([call('save')], "Can't find variable: fbq", 'ReferenceError', 'safari')],
    ['another class that is none', signCalls([call('save')], 'widgets.Picker is not a constructor', 'TypeError'), signCalls([call('save')], 'widgets.Slider is not a constructor', 'TypeError')],
    ['own words that look like an engine’s', signCalls([call('save')], 'amount is not defined', 'PaymentError'), signCalls([call('save')], 'amount is not defined', 'ReferenceError')],
    ['own words of another error', signCalls([call('save')], 'Failed to fetch', 'DoctorError'), signCalls([call('save')], 'Failed to fetch', 'TypeError')],
    ['a time-out and an abort', signCalls([call('load')], 'signal timed out', 'TimeoutError'), signCalls([call('load')], 'signal is aborted without reason', 'AbortError')],
    ["an application's own NotAllowedErrors", signCalls([call('find')], 'Nurses may not prescribe', 'NotAllowedError'), signCalls([call('find')], 'Doctors may not bill', 'NotAllowedError')],
    ['a handler of an own button', signCalls([call('HTMLButtonElement.onBook')]), signCalls([call('HTMLButtonElement.onCancel')])],
    ['a getter and a method', signCalls([call('get Booking.total')]), signCalls([call('Booking.save')])],
    ['no slots and no doctors', signCalls([call('find')], 'No slots left for doctor 12'), signCalls([call('find')], 'No doctors left for slot 12')],
    ['three letters that are a word, of a build', signCalls([call('pay', 'https://h/a.3f2a1b9c.js', 1, 9_000), call('checkout', 'https://h/a.3f2a1b9c.js', 1, 9_900)]), signCalls([call('add', 'https://h/a.3f2a1b9c.js', 1, 9_000), call('checkout', 'https://h/a.3f2a1b9c.js', 1, 9_900)])],
    ['two APIs of the browser', signCalls([call('save')], "Failed to execute 'setItem' on 'Storage': exceeded the quota.", 'QuotaExceededError'), signCalls([call('save')], "Failed to execute 'removeChild' on 'Node': The node is no child.", 'NotFoundError')],
    ['two messages without a stack', sign('Message', 'Bulk cancel', '', 'message'), sign('Message', 'Bulk refund', '', 'message')],
  ];
  for (const [what, one, other] of different) it(what, () => assert.notEqual(one, other));

  it('the same script of two builds that does not load is one', () => {
    assert.equal(
      sign('ResourceError', 'Failed to load script https://h/assets/pay-DiwrgTda.js', '', 'resource'),
      sign('ResourceError', 'Failed to load script https://h/assets/pay-B1x-2Y_z.js', '', 'resource'),
    );
  });
});

describe('recursion', () => {
  it('is one group however deep, direct or mutual', () => {
    const deep = (times: number): readonly Call[] => [...Array.from({ length: times }, () => [call('visit'), call('visitChild')]).flat(), call('start')];
    assert.equal(signCalls(deep(1)), signCalls(deep(7)));
  });
});

it('a signature is twelve hexadecimal digits, and never throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (name, message, stack) => {
      assert.match(sign(name, message, stack), /^[\da-f]{12}$/);
    }),
  );
});

it('hostile messages take no longer than their length asks for', () => {
  // Each would take minutes with a pattern that backtracks over the whole text.
  for (const part of ['"', "'a", '/', 'a:/', '1', 'a1-', 'Mon Jan 1 ', 'Cannot read ', 'super ', 'x@', '(', 'a is not ', '[Filtered', '<n> ', 'https://svelte.', "'Object.", 'can convert ', '-a1.', 'a.b['])
    for (const name of ['TypeError', 'SyntaxError', 'NotFoundError', 'BookingError'])
      for (const mechanism of ['onerror', 'resource'] as const) assert.match(sign(name, part.repeat(100_000), '', mechanism), /^[\da-f]{12}$/);
});

describe('one fault as the engines show its place', () => {
  const no = (stack: string, message = 'no', name = 'Error'): string => sign(name, message, stack);
  const places: readonly (readonly [what: string, chrome: string, firefox: string, safari: string])[] = [
    ['an arrow function in a class', 'Error: no\n    at Booking.submit (https://h/a.js:1:2)\n    at HTMLFormElement.<anonymous> (https://h/a.js:9:2)', 'Booking/this.submit@https://h/a.js:1:2\ninit/<@https://h/a.js:9:2\n', 'submit@https://h/a.js:1:2\n@https://h/a.js:9:2'],
    ['behind an await', 'Error: no\n    at save (https://h/a.js:1:2)\n    at async submit (https://h/a.js:3:2)', 'save@https://h/a.js:1:9\nasync*submit@https://h/a.js:3:9\n', 'save@https://h/a.js:1:9\nasyncFunctionResume@[native code]\n@[native code]\npromiseReactionJob@[native code]'],
    ['in a callback of a promise', 'Error: no\n    at https://h/a.js:5:9', 'load/<@https://h/a.js:5:15\npromise callback*load@https://h/a.js:4:9\n', '@https://h/a.js:5:18\npromiseReactionJob@[native code]'],
    ['in a callback of a list', 'Error: no\n    at https://h/a.js:5:9\n    at Array.forEach (<anonymous>)\n    at total (https://h/a.js:4:2)', 'total/<@https://h/a.js:5:15\ntotal@https://h/a.js:4:5\n', '@https://h/a.js:5:18\nforEach@[native code]\ntotal@https://h/a.js:4:18'],
    ['behind a timer', 'Error: no\n    at tick (https://h/a.js:5:9)', 'tick@https://h/a.js:5:15\nsetTimeout handler*start@https://h/a.js:4:5\n', 'tick@https://h/a.js:5:18'],
    ['at the top of a module', 'Error: no\n    at https://h/a.js:5:1', '@https://h/a.js:5:1\n', 'module code@https://h/a.js:5:5'],
    ['at the top of a script', 'Error: no\n    at https://h/a.js:5:1', '@https://h/a.js:5:1\n', 'global code@https://h/a.js:5:5'],
    ['in a handler in the markup', 'Error: no\n    at HTMLButtonElement.onclick (https://h/book:5:1)', 'onclick@https://h/book:1:1\n', 'onclick@https://h/book:5:5'],
    ['in a private method', 'Error: no\n    at Booking.#charge (https://h/a.js:1:2)\n    at Booking.pay (https://h/a.js:3:2)', '#charge@https://h/a.js:1:9\npay@https://h/a.js:3:9\n', '#charge@https://h/a.js:1:9\npay@https://h/a.js:3:9'],
    ['in a generator', 'Error: no\n    at gen (https://h/a.js:1:2)\n    at gen.next (<anonymous>)\n    at run (https://h/a.js:3:1)', 'gen@https://h/a.js:1:9\nrun@https://h/a.js:3:9\n', 'gen@https://h/a.js:1:9\nnext@[native code]\nrun@https://h/a.js:3:9'],
    ['in a getter', 'Error: no\n    at get total [as total] (https://h/a.js:1:2)\n    at run (https://h/a.js:3:1)', 'get total@https://h/a.js:1:9\nrun@https://h/a.js:3:9\n', 'total@https://h/a.js:1:9\nrun@https://h/a.js:3:9'],
    ['in constructors', 'Error: no\n    at new Base (https://h/a.js:1:2)\n    at new Booking (https://h/a.js:3:1)', 'Base@https://h/a.js:1:9\nBooking@https://h/a.js:3:9\n', 'Base@https://h/a.js:1:9\nBooking@https://h/a.js:3:9'],
    ['in evaluated code', 'Error: no\n    at eval (eval at run (https://h/a.js:5:6), <anonymous>:1:2)\n    at run (https://h/a.js:5:6)', '@https://h/a.js line 5 > eval:1:2\nrun@https://h/a.js:5:6\n', 'eval code@\neval@[native code]\nrun@https://h/a.js:5:6'],
  ];
  for (const [what, chrome, firefox, safari] of places)
    it(what, () => {
      assert.equal(no(firefox), no(chrome));
      assert.equal(no(safari), no(chrome));
    });
  it('all of these places are different', () => assert.equal(new Set(places.map(([, chrome]) => no(chrome))).size, new Set(places.map(([, chrome]) => chrome)).size - 1, 'but for two anonymous functions of one file'));
});
