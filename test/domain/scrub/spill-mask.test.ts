import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createScrubber } from '../../../src/domain/scrub/create-scrubber.ts';
import { spillMask } from '../../../src/domain/scrub/spill-mask.ts';
import { redacted } from '../../../src/tab/spill-redact.ts';
import { readPrivacyCorpus } from '../../support/privacy-corpus.ts';

const scrub = createScrubber();
const mask = spillMask({ keys: [], rules: {} });
/** Which kind was filtered does not matter here, only that nothing more would be. */
const plain = (text: string): string => text.replace(/\[Filtered(:[\w-]+)?\]/g, '*');

describe('the mask of what is spilled', () => {
  for (const { text, secrets } of readPrivacyCorpus())
    if (secrets.length)
      it(`hides the secrets of ${text}`, () => {
        const { message } = redacted({ message: text }, mask);
        for (const secret of secrets) assert.ok(!message.includes(secret), message);
        assert.equal(plain(scrub(message)), plain(message), 'the scrubber finds nothing more');
      });

  it('takes time linear in the length of the text', { timeout: 60_000 }, () => {
    // A megabyte: a quadratic alternative would take hours.
    for (const unit of ['a', '1', '@', ' ', '1 ', 'a1', 'de12', 'key=', '?', ':1', 'token ', 'password "', 'password is ', 'code "]', '%40', '-----BEGIN ', 'a"', 'ab1-', 'ab-', '12-', 'pass-', 'password&quot;', 'token [', 'token [[', 'card,', 'authorization: ', 'cookie: a=', '<password x', '/reset/', ' -u a', 'a@a.', '://a', 'gla-', 'password\\n', 'passpin', 'ab_A', 'bearer+'])
      assert.equal(typeof redacted({ message: unit.repeat(1_000_000 / unit.length) }, mask).message, 'string');
  });

  it("knows the page's own rules, also of what survives otherwise", () => {
    const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const own = spillMask({ keys: [], rules: { staff: 'EMP-[a-z]+', patient: '[\\da-f-]{36}' } });
    assert.equal(redacted({ message: `EMP-ann saw ${id}` }, own).message, '[Filtered] saw [Filtered]');
    assert.equal(redacted({ message: `EMP-ann saw ${id}` }, mask).message, `EMP-ann saw ${id}`);
  });
});
