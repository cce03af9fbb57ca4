import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceContext } from '../../../../src/domain/errors/source-maps/source-context.ts';

const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);

test('five lines on either side, fewer at the ends of a file', () => {
  assert.deepEqual(sourceContext(lines, 10, 1), { before: lines.slice(4, 9), line: 'line 10', after: lines.slice(10, 15) });
  assert.deepEqual(sourceContext(lines, 1, 1), { before: [], line: 'line 1', after: lines.slice(1, 6) });
  assert.deepEqual(sourceContext(lines, 20, 1), { before: lines.slice(14, 19), line: 'line 20', after: [] });
});

test('a place that the source does not have shows nothing', () => assert.equal(sourceContext(lines, 21, 1), undefined));

test('of long lines only a part is kept, and of the fault’s own the part with the fault in it', () => {
  const long = `${'a'.repeat(5_000)}FAULT${'b'.repeat(5_000)}`;
  const context = sourceContext([long, long, long], 2, 5_001);
  assert.match(context!.line, /^…a+FAULTb+…$/);
  assert.ok(context!.line.length < 210 && context!.before[0]!.length < 210 && context!.after[0]!.length < 210);
});
