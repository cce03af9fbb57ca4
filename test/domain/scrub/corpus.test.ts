import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createScrubber } from '../../../src/domain/scrub/create-scrubber.ts';
import { readPrivacyCorpus } from '../../support/privacy-corpus.ts';

const scrub = createScrubber();
const words = (text: string): readonly string[] => text.replace(/\[Filtered:[\w-]+\]/g, ' ').match(/\p{L}{4,}/gu) ?? [];

describe('the corpus', () => {
  const lines = readPrivacyCorpus();
  for (const { subject, text, secrets, rest } of lines)
    it(`${subject}: ${secrets.length ? 'filters' : 'keeps'} ${text}`, () => {
      const clean = scrub(text);
      if (!secrets.length) assert.equal(clean, text);
      for (const secret of secrets) assert.ok(!clean.includes(secret), clean);
      assert.equal(scrub(clean), clean, 'a second time changes nothing');
      // Of what is beside a secret a mark can take a word or two, such as the scheme of a header, but not the sentence.
      const lost = words(rest.join(' ')).filter((word) => !clean.includes(word));
      assert.ok(lost.length <= 1, `${lost.join(' ')} went too: ${clean}`);
    });

  it('has enough of both kinds', () => {
    const secret = lines.filter(({ secrets }) => secrets.length).length;
    assert.ok(secret > 300 && lines.length - secret > 200, `${secret} of ${lines.length}`);
  });
});
