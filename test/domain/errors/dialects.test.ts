import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseStack } from '../../../src/domain/errors/parse-stack.ts';

/** `frames`: `name|file|line|column`; `-`: the engine does not say. */
interface Case {
  readonly stack: string;
  readonly message?: string;
  readonly frames: readonly string[];
}

const dialects = JSON.parse(readFileSync(new URL('../../data/dialects.json', import.meta.url), 'utf8')) as Readonly<Record<string, readonly Case[]>>;

for (const [engine, cases] of Object.entries(dialects))
  describe(`frames of ${engine}`, () => {
    for (const { stack, message, frames } of cases)
      it(frames.join('  ') || 'none', () => {
        const told = parseStack(stack, message).map((frame) => [frame.function, frame.file, frame.line, frame.column].map((member) => member ?? '-').join('|'));
        assert.deepEqual(told, frames);
      });
  });

it('they are more than eighty', () => assert.ok(Object.values(dialects).flat().length > 80));
