import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createScrubber } from '../../../src/domain/scrub/create-scrubber.ts';
import { cases } from './cases.ts';

const scrub = createScrubber();

for (const [subject, rows] of Object.entries(cases))
  describe(subject, () => {
    for (const [text, expected] of rows)
      it(text === expected ? `keeps ${text}` : `filters ${text}`, () => {
        assert.equal(scrub(text), expected);
        assert.equal(scrub(expected), expected, 'a second time changes nothing');
      });
  });
