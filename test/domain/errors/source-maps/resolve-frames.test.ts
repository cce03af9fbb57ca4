import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StackFrame } from '../../../../src/contract/error-record.ts';
import { parseStack } from '../../../../src/domain/errors/parse-stack.ts';
import { resolveFrames, resolveRecord } from '../../../../src/domain/errors/source-maps/resolve-frames.ts';
import type { ScriptMap } from '../../../../src/domain/errors/source-maps/script-map.ts';
import { openMap } from '../../../../src/worker/source-maps/open-map.ts';
import { bookingSources, buildBooking, failureOf, type BuiltScript } from '../../../support/built-scripts.ts';
import { recordOf } from '../records.ts';

const url = 'https://clinic.test/assets/app.js';
const only = (map: ScriptMap) => (file: string | null) => (file === url ? map : undefined);
const open = ({ code, map }: BuiltScript): ScriptMap => openMap(code, map, `${url}.map`);

async function framesOf(built: BuiltScript, name: string): Promise<readonly StackFrame[]> {
  const { stack, message } = await failureOf(built.code, url, name);
  return parseStack(stack, message).filter(({ file }) => file === url);
}
async function resolved(built: BuiltScript, name: string): Promise<readonly StackFrame[]> {
  return resolveFrames(await framesOf(built, name), only(open(built)));
}
const shown = (frames: readonly StackFrame[]) => frames.map(({ source }) => source && [source.function, source.file.replace(/^.*\//, ''), source.line]);
const lineOf = (file: string, text: string): number => bookingSources[file]!.split('\n').findIndex((line) => line.includes(text)) + 1;

describe('frames of a bundle', () => {
  test('say file, line and function as they were written, and what the engine said besides', async () => {
    const built = await buildBooking();
    const raw = await framesOf(built, 'book');
    const frames = await resolved(built, 'book');
    assert.deepEqual(shown(frames), [
      ['BookingForm.submitBooking', 'booking.ts', lineOf('src/booking.ts', 'slots[slot]')],
      ['confirmBooking', 'booking.ts', lineOf('src/booking.ts', 'form.submitBooking')],
      ['Object.book', 'booking.ts', lineOf('src/booking.ts', 'Object.assign')],
    ]);
    assert.deepEqual(frames.map((frame) => ({ ...frame, source: undefined })), raw.map((frame) => ({ ...frame, source: undefined })), 'the raw frame stays');
    assert.equal(frames[0]?.source?.file, 'https://clinic.test/src/booking.ts', 'relative to the map');
  });

  test('name functions in every shape', async () => {
    const built = await buildBooking();
    assert.equal((await resolved(built, 'loadDoctors'))[2]?.source?.function, 'Object.loadDoctors [as loadDoctors]');
    assert.deepEqual(shown(await resolved(built, 'charge')).slice(0, 2), [
      ['priceOf', 'price.ts', 3],
      ['chargeCard', 'booking.ts', lineOf('src/booking.ts', 'apiKey =')],
    ]);
  });

  test('also where the names are in no list of the map, from the sources', async () => {
    const { code, map } = await buildBooking();
    const { names: _, mappings, ...rest } = JSON.parse(map) as { names: string[]; mappings: string };
    // A fifth number of a segment points into `names`.
    const bare = mappings.replace(/[^,;]+/g, (segment) => fields(segment).slice(0, 4).join(''));
    const frames = await resolved({ code, map: JSON.stringify({ ...rest, names: [], mappings: bare }) }, 'book');
    assert.deepEqual(frames.slice(0, 2).map(({ source }) => source?.function), ['BookingForm.submitBooking', 'confirmBooking']);
  });

  test('show the lines around the fault', async () => {
    const [top] = await resolved(await buildBooking(), 'book');
    const lines = bookingSources['src/booking.ts']!.split('\n');
    const { line } = top!.source!;
    assert.deepEqual(top?.source?.context, { before: lines.slice(line - 6, line - 1), line: lines[line - 1], after: lines.slice(line, line + 5) });
  });

  test('have a place but no lines where the map carries no sources', async () => {
    const [top] = await resolved(await buildBooking({ sourcesContent: false }), 'book');
    assert.equal(top?.source?.line, lineOf('src/booking.ts', 'slots[slot]'));
    assert.equal(top?.source?.function, 'BookingForm.submitBooking');
    assert.equal(top?.source?.context, undefined);
  });

  test('are found in an indexed map', async () => {
    const first = await buildBooking();
    const shim = 'var shim=function(){};\n';
    const sections = [{ offset: { line: 0, column: 0 }, map: { version: 3, sources: ['shim.js'], names: [], mappings: 'AAAA' } }, { offset: { line: 1, column: 0 }, map: JSON.parse(first.map) as unknown }];
    const both = { code: shim + first.code, map: JSON.stringify({ version: 3, sections }) };
    assert.deepEqual(shown(await resolved(both, 'book')).slice(0, 2), shown(await resolved(first, 'book')).slice(0, 2));
    assert.ok((await resolved(both, 'book'))[0]?.source?.context);
  });

  test('of a script with many lines', async () => {
    const built = await buildBooking({ minify: false });
    assert.deepEqual(shown(await resolved(built, 'book'))[0], ['BookingForm.submitBooking', 'booking.ts', lineOf('src/booking.ts', 'slots[slot]')]);
  });
});

describe('frames of a library', () => {
  const map = (file: string, ignored = false): ScriptMap => ({ text: 'x', originalOf: (line, column) => ({ file, line, column, name: null, ignored, from: column }), linesOf: () => ['throw it'] });
  const frame = (file: string): StackFrame => ({ function: 'a', file, line: 1, column: 1, inApp: true });
  const mapOf = (file: string | null) => (file === 'own' ? map('src/a.ts') : file === 'library' ? map('https://clinic.test/node_modules/react/index.js') : file === 'ignored' ? map('src/generated.ts', true) : undefined);

  test('are known by where they come from, or because the map says so', () => {
    const frames = resolveFrames([frame('library'), frame('own'), frame('ignored')], mapOf);
    assert.deepEqual(frames.map(({ inApp }) => inApp), [false, true, false]);
    assert.deepEqual(frames.map(({ source }) => !!source?.context), [false, true, false]);
  });

  test('count as the application’s where there are no others', () => {
    assert.deepEqual(resolveFrames([frame('library')], mapOf).map(({ inApp, source }) => [inApp, source?.line]), [[true, 1]]);
  });

  test('causes are resolved too', () => {
    const record = resolveRecord(recordOf({ cause: [{ name: 'Error', message: '', frames: [frame('own')] }] }), mapOf);
    assert.equal(record.cause[0]?.frames[0]?.source?.file, 'src/a.ts');
  });

  test('a record that no map knows is the very same', () => {
    const record = recordOf({ frames: [frame('unknown'), { ...frame('own'), column: null }] });
    assert.equal(resolveRecord(record, mapOf), record);
  });

  test('a deep recursion shows its lines five times at most', () => {
    const frames = resolveFrames(Array.from({ length: 50 }, () => frame('own')), mapOf);
    assert.equal(frames.filter(({ source }) => source).length, 50);
    assert.equal(frames.filter(({ source }) => source?.context).length, 5);
  });
});

/** The numbers of a segment: in base 64, of which the upper half says that more follows. */
function fields(segment: string): readonly string[] {
  return segment.match(/[g-z0-9+/]*[A-Za-f]/g) ?? [];
}
