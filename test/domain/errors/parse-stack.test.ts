import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseStack } from '../../../src/domain/errors/parse-stack.ts';

interface ExpectedFrame {
  readonly function?: string | null;
  readonly file?: string | null;
  readonly line?: number | null;
  readonly col?: number | null;
}

interface StackCase {
  readonly id: string;
  readonly test: string;
  readonly raw: { readonly message?: string; readonly stack?: string; readonly stacktrace?: string };
  readonly skippedUpstream?: boolean;
  readonly expected: { readonly unparseable?: boolean; readonly count?: number | null; readonly frames?: readonly (ExpectedFrame | null)[] };
}

/** MIT: stacktracejs/error-stack-parser, csnover/TraceKit, errwischt/stacktrace-parser. */
const { cases } = JSON.parse(readFileSync(new URL('../../data/stacks.json', import.meta.url), 'utf8')) as { readonly cases: readonly StackCase[] };

/** Where two projects want different frames of one text, with the case that is followed. */
const contradicted: Readonly<Record<string, { readonly follows: string; readonly why: string }>> = {
  'error-stack-parser-002': { follows: 'tracekit-001', why: '`[native code]` alone is left out; TraceKit and stacktrace-parser count it in the same text' },
  'error-stack-parser-005': { follows: 'tracekit-004', why: '`eval code` is a frame and `eval@[native code]` is none; the other two want the opposite' },
  'error-stack-parser-012': { follows: 'tracekit-010', why: 'the file of `Array.forEach (native)` is `(native)`; the other two say that it has none' },
  'error-stack-parser-018': { follows: 'tracekit-019', why: '`eval code:1:18` has no file and `eval code` is called `eval`; the other two keep both as Edge wrote them' },
};

/** Opera 11 gave two texts: the projects differ in which of them they read. Elsewhere it is `stacktrace`, where there is one. */
const reads: Readonly<Record<string, 'stack'>> = { 'error-stack-parser-021': 'stack' };

/** What differs from what the author asserts. */
function mismatches({ id, raw, expected }: StackCase): readonly string[] {
  const frames = parseStack(raw[reads[id] ?? 'stacktrace'] ?? raw.stack ?? raw.message ?? '');
  if (expected.unparseable) return frames.length === 0 ? [] : [`${frames.length} frames of a text without any`];
  const found: string[] = [];
  if (typeof expected.count === 'number' && frames.length !== expected.count) found.push(`${frames.length} frames, expected ${expected.count}`);
  expected.frames?.forEach((wanted, at) => {
    if (wanted === null) return;
    const frame = frames[at];
    const got = { function: frame?.function ?? null, file: frame?.file ?? null, line: frame?.line ?? null, col: frame?.column ?? null };
    for (const member of ['function', 'file', 'line', 'col'] as const)
      if (member in wanted && wanted[member] !== got[member]) found.push(`frame ${at} ${member}: ${String(got[member])}, expected ${String(wanted[member])}`);
  });
  return found;
}

describe('real stacks, with the frames that three parsers’ authors expect', () => {
  for (const one of cases) {
    const contradiction = contradicted[one.id];
    const skip = one.skippedUpstream === true;
    if (!contradiction) it(`${one.id}: ${one.test.split('\n')[0]}`, { skip }, () => assert.deepEqual(mismatches(one), []));
    else
      it(`${one.id} contradicts ${contradiction.follows}: ${contradiction.why}`, () => {
        const other = cases.find(({ id }) => id === contradiction.follows);
        assert.ok(other && mismatches(other).length === 0, 'the case that is followed passes');
        assert.notDeepEqual(mismatches(one), [], 'both can be satisfied: then it is no contradiction');
      });
  }
  it('holds more than eighty cases', () => assert.ok(cases.length > 80));
});

type Row = readonly [text: string, name: string | null, file: string | null, line: number | null, column: number | null];

const v8: readonly Row[] = [
  ['at async https://h/a.js:1:2', null, 'https://h/a.js', 1, 2],
  ['at async Promise.all (index 0)', 'async Promise.all', null, null, null],
  ['at new Promise (<anonymous>)', 'new Promise', '<anonymous>', null, null],
  ['at JSON.parse (<anonymous>)', 'JSON.parse', '<anonymous>', null, null],
  ['at get Booking.total [as total] (https://h/a.js:1:2)', 'get Booking.total [as total]', 'https://h/a.js', 1, 2],
  ['at Booking.#charge (https://h/a.js:1:2)', 'Booking.#charge', 'https://h/a.js', 1, 2],
  ['at Object.<computed> [as go] (https://h/a.js:1:2)', 'Object.<computed> [as go]', 'https://h/a.js', 1, 2],
  ['at Foo.<static_initializer> (https://h/a.js:1:2)', 'Foo.<static_initializer>', 'https://h/a.js', 1, 2],
  ['at <anonymous> (https://h/a.js:1:2)', null, 'https://h/a.js', 1, 2],
  ['at render (webpack-internal:///(app-pages-browser)/./app/(admin)/page.tsx:10:5)', 'render', 'webpack-internal:///(app-pages-browser)/./app/(admin)/page.tsx', 10, 5],
  ['at webpack-internal:///(app-pages-browser)/./app/(admin)/page.tsx:10:5', null, 'webpack-internal:///(app-pages-browser)/./app/(admin)/page.tsx', 10, 5],
  ['at open (file:///C:/Program Files (x86)/clinic/app.js:3:4)', 'open', 'file:///C:/Program Files (x86)/clinic/app.js', 3, 4],
  ['at open (C:\\Program Files (x86)\\clinic\\app.js:3:4)', 'open', 'C:\\Program Files (x86)\\clinic\\app.js', 3, 4],
  ['at open (https://h/a(.js:3:4)', 'open', 'https://h/a(.js', 3, 4],
  ['at open (https://h/a).js:3:4)', 'open', 'https://h/a).js', 3, 4],
  ['at run (https://h/my app/a.js:3:4)', 'run', 'https://h/my app/a.js', 3, 4],
  ['at run (https://h/@scope/pkg/a.js:3:4)', 'run', 'https://h/@scope/pkg/a.js', 3, 4],
  ['at run (blob:https://h/0b5f1c2e-1111-4222-8333-444455556666:3:4)', 'run', 'blob:https://h/0b5f1c2e-1111-4222-8333-444455556666', 3, 4],
  ['at run (data:text/javascript;base64,Zm9vKCk=:1:9)', 'run', 'data:text/javascript;base64,Zm9vKCk=', 1, 9],
  ['at run (chrome-extension://abcdef/inject.js:3:4)', 'run', 'chrome-extension://abcdef/inject.js', 3, 4],
  ['at run (app:///index.js:3:4)', 'run', 'app:///index.js', 3, 4],
  ['at sum (wasm://wasm/4a5b6c7d:wasm-function[42]:0x1a2b)', 'sum', 'wasm://wasm/4a5b6c7d', null, 6699],
  ['at https://h/mod.wasm:wasm-function[3]:0x10', null, 'https://h/mod.wasm', null, 16],
  ['at eval (eval at run (https://h/a.js:5:6), <anonymous>:1:2)', 'eval', 'https://h/a.js', 5, 6],
  ['at eval (eval at <anonymous> (:1:1), <anonymous>:1:7)', 'eval', '<anonymous>', 1, 7],
  ['at Array.forEach (native code)', 'Array.forEach', 'native code', null, null],
  ['at onPress (address at index.android.bundle:1:1234)', 'onPress', 'index.android.bundle', 1, 1234],
  ['at node:internal/main/run_main_module:17:47', null, 'node:internal/main/run_main_module', 17, 47],
  ['at process.processTicksAndRejections (node:internal/process/task_queues:105:5) {', 'process.processTicksAndRejections', 'node:internal/process/task_queues', 105, 5],
  ['at Global code (https://h/a.js:1:2)', 'Global code', 'https://h/a.js', 1, 2],
  ['at https://h:8443/:33:9', null, 'https://h:8443/', 33, 9],
];

const gecko: readonly Row[] = [
  ['foo/bar<@https://h/a.js:1:2', 'foo/bar<', 'https://h/a.js', 1, 2],
  ['async*load@https://h/a.js:1:2', 'async*load', 'https://h/a.js', 1, 2],
  ['setTimeout handler*tick@https://h/a.js:1:2', 'setTimeout handler*tick', 'https://h/a.js', 1, 2],
  ['load@https://h/@scope/pkg/a.js:1:2', 'load', 'https://h/@scope/pkg/a.js', 1, 2],
  ['load@node_modules/@scope/pkg/a.js:1:2', 'load', 'node_modules/@scope/pkg/a.js', 1, 2],
  ['@who@https://h/a.js:1:2', '@who', 'https://h/a.js', 1, 2],
  ['obj["it\'s @ [home"]@https://h/a.js:1:2', 'obj["it\'s @ [home"]', 'https://h/a.js', 1, 2],
  ['@https://me@h/a.js:1:2', null, 'https://me@h/a.js', 1, 2],
  ['@debugger eval code:1:3', null, 'debugger eval code', 1, 3],
  ['run@moz-extension://0b5f/inject.js:3:4', 'run', 'moz-extension://0b5f/inject.js', 3, 4],
  ['run@safari-web-extension:(//3284871F/2665fee0/content.js:322:26)', 'run', 'safari-web-extension://3284871F/2665fee0/content.js', 322, 26],
  ['sum@https://h/mod.wasm:wasm-function[42]:0x10', 'sum', 'https://h/mod.wasm', null, 16],
  ['<?>.wasm-function[42]@[wasm code]', '<?>.wasm-function[42]', '[wasm code]', null, null],
  ['global code@https://h/a.js:1:2', 'global code', 'https://h/a.js', 1, 2],
  ['module code@https://h/a.js:1:2', 'module code', 'https://h/a.js', 1, 2],
  ['map@[native code]', 'map', '[native code]', null, null],
  ['anonymous@https://h/a.js line 5 > Function:1:9', 'anonymous', 'https://h/a.js', 5, null],
  ['run@blob:https://h/0b5f1c2e:3:4', 'run', 'blob:https://h/0b5f1c2e', 3, 4],
  ['run@file:///C:/My Files (old)/a.js:3:4', 'run', 'file:///C:/My Files (old)/a.js', 3, 4],
  ['run@', 'run', null, null, null],
];

describe('single frames', () => {
  for (const [text, name, file, line, column] of [...v8.map(([text, ...rest]): Row => [`Error: x\n    ${text}`, ...rest]), ...gecko])
    it(text.replace('Error: x\n', '').trim(), () => {
      const [frame] = parseStack(text);
      assert.deepEqual(frame && [frame.function, frame.file, frame.line, frame.column], [name, file, line, column]);
    });
});

describe('messages are no frames', () => {
  it('a message of many lines that looks like frames of its own', () => {
    const message = 'Upstream said:\n    at upstream (https://other.example/x.js:9:9)\n    end';
    const frames = parseStack(`Error: ${message}\n    at run (https://h/a.js:1:2)`, message);
    assert.deepEqual(frames.map((frame) => frame.function), ['run']);
  });
  it('a message with a mail address, a time or a URL', () => {
    const frames = parseStack('Error: to me@example.com:25:1 at 12:30:45\nhttps://h/x.js:1:2\n    at run (https://h/a.js:1:2)');
    assert.deepEqual(frames.map((frame) => frame.function), ['run']);
  });
  for (const text of ['', 'Error', 'Error: it failed', 'TypeError: x\nsecond line', 'me@example.com', 'at noon', 'at <anonymous>', 'It happened at home (again)'])
    it(`no frames in ${JSON.stringify(text)}`, () => assert.deepEqual(parseStack(text), []));
  it('Windows line ends are no part of a place', () => {
    assert.deepEqual(parseStack('Error: x\r\n    at run (https://h/a.js:1:2)\r\n    at https://h/b.js:3:4\r\n').map((frame) => frame.column), [2, 4]);
    assert.deepEqual(parseStack('run@https://h/a.js:1:2\r\n').map((frame) => frame.column), [2]);
  });
});

describe('whose code a frame is', () => {
  const inApp = (file: string): boolean => parseStack(`run@${file}:1:2`)[0]?.inApp ?? false;
  for (const file of ['https://h/app.js', 'webpack:///./src/pages/book.js', 'https://h/assets/index-DiwrgTda.js', '/src/vendors/list.js', 'https://h/bootstrap.js', 'https://h/my-prescripto-ops-page.js'])
    it(`the application's: ${file}`, () => assert.equal(inApp(file), true));
  for (const file of [
    'https://h/node_modules/react-dom/index.js',
    'webpack:///./node_modules/axios/lib/core.js',
    'webpack:///./~/react-proxy/index.js',
    'webpack:///webpack/bootstrap',
    'https://h/vendor/jquery.js',
    'https://h/static/js/vendors.1a2b3c4d.js',
    'https://h/jquery-3.7.1.min.js',
    'https://unpkg.com/vue@3/dist/app.js',
    'chrome-extension://abc/inject.js',
    'moz-extension://abc/inject.js',
    'safari-web-extension://abc/inject.js',
    'https://h/ops/prescripto-ops.js',
    'https://h/ops/prescripto-ops.worker.js',
    'node:internal/process',
    'https://h/@vite/client.js',
  ])
    it(`somebody else's: ${file}`, () => assert.equal(inApp(file), false));
  it('engine built-ins', () => {
    assert.deepEqual(parseStack('x\n  at Array.map (<anonymous>)\n  at Array.forEach (native)\n  at run (<anonymous>:2:3)').map((frame) => frame.inApp), [false, false, true]);
    assert.deepEqual(parseStack('map@[native code]\n[native code]').map((frame) => frame.inApp), [false, false]);
  });
});

describe('any text', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('at ', '(', ')', '@', 'eval at ', ':1:2', '\n', 'https://h/a.js', '<anonymous>', '[', ']', ' line 3 > eval'));
  it('never throws, and gives at most 50 frames with sound members', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.string(), (pieces, message) => {
        const frames = parseStack(pieces.join(''), message);
        assert.ok(frames.length <= 50);
        for (const frame of frames) {
          assert.ok(frame.function !== '' && frame.file !== '');
          for (const number of [frame.line, frame.column]) assert.ok(number === null || Number.isSafeInteger(number));
        }
      }),
      { numRuns: 2_000 },
    );
  });
  it('keeps the first 50 of a deep recursion', () => {
    const frames = parseStack(`RangeError: deep\n${Array.from({ length: 5_000 }, (_, at) => `    at f${at} (https://h/a.js:${at}:1)`).join('\n')}`);
    assert.equal(frames.length, 50);
    assert.equal(frames[0]?.function, 'f0');
    assert.equal(frames[49]?.function, 'f49');
  });
  it('keeps name and place of a line of a megabyte', () => {
    const [frame] = parseStack(`Error: x\n    at run (data:text/javascript;base64,${'A'.repeat(1_000_000)}:7:9)`);
    assert.deepEqual([frame?.function, frame?.line, frame?.column], ['run', 7, 9]);
    assert.ok((frame?.file?.length ?? 0) < 1_100);
  });
  it('reads hostile texts without looking at anything twice as often as it is long', () => {
    // Each would take minutes with a pattern that backtracks over the whole text.
    for (const part of ['at (', 'at eval at (', '@', '(@', 'at ((((', ':1', '1', ' line 1 > eval', 'eval at eval at (', 'a.b@[', 'line 1 of script ', 'line 1, column 1 in a(', '<anonymous function: ', 'wasm-function[1]'])
      for (const separator of ['', '\n']) assert.ok(parseStack(Array.from({ length: 200_000 }, () => part).join(separator)).length <= 50);
  });
});
