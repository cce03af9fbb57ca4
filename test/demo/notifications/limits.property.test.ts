import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cut } from '../../../demo/server/notifications/cut.ts';
import { mostAttempts, retryDelay } from '../../../demo/server/notifications/retry-delay.ts';
import { slackLimits, slackMessage } from '../../../demo/server/notifications/slack.ts';
import { fitSms, smsSegments } from '../../../demo/server/notifications/sms-segments.ts';
import { parseNotice } from '../../../demo/server/notifications/notice.ts';
import { notification } from './services.ts';

/** No half of a surrogate pair, which has no UTF-8. */
const whole = (text: string): boolean => Buffer.from(text).toString() === text;
const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: fc.constantFrom('a', '&', '<', '€', 'é', '–', '漢', '😀'), maxLength: 4_000 }));

test('what is cut is never longer than it may be, says how much is gone, and holds no half character', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 40, max: 3_000 }), (text, most) => {
      const short = cut(text, most);
      assert.ok(short.length <= most && whole(short));
      if (text.length <= most) return assert.equal(short, text);
      const [, kept = '', gone] = /^(.*) … \[(\d+) more characters\]$/s.exec(short) ?? [];
      assert.ok(text.startsWith(kept));
      assert.equal(kept.length + Number(gone), text.length);
    }),
  );
});

test('every Slack message is within every limit, and nothing in it is markup', () => {
  fc.assert(
    fc.property(anyText, anyText, fc.array(fc.tuple(anyText, anyText), { maxLength: 700 }), (title, text, facts) => {
      const { blocks } = slackMessage({ ...parseNotice(notification('x'), 'x', 0), title: title || 't', text, facts });
      assert.ok(blocks.length <= slackLimits.blocks);
      for (const block of blocks as readonly { type: string; text?: { type: string; text: string }; fields?: { text: string }[] }[]) {
        assert.ok((block.text?.text.length ?? 0) <= (block.type === 'header' ? slackLimits.header : slackLimits.section));
        assert.ok((block.fields?.length ?? 0) <= slackLimits.fields && (block.fields ?? []).every((field) => field.text.length <= slackLimits.field));
        for (const shown of [...(block.text?.type === 'mrkdwn' ? [block.text] : []), ...(block.fields ?? [])]) assert.doesNotMatch(shown.text, /<|&(?!(?:amp|lt|gt);)/);
      }
      if (facts.length > 480) assert.match(JSON.stringify(blocks), /\d+ more lines are not shown/);
    }),
    { numRuns: 60 },
  );
});

test('a text message is as many segments as the network bills', () => {
  const cases: readonly (readonly [string, number])[] = [['', 1], ['a'.repeat(160), 1], ['a'.repeat(161), 2], ['a'.repeat(306), 2], ['a'.repeat(307), 3], ['€'.repeat(80), 1], ['€'.repeat(81), 2], ['漢'.repeat(70), 1], ['漢'.repeat(71), 2], ['漢'.repeat(134), 2], ['漢'.repeat(135), 3], ['😀'.repeat(35), 1], ['😀'.repeat(36), 2], [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 3]];
  for (const [text, segments] of cases) assert.equal(smsSegments(text), segments, `${text.slice(0, 3)} × ${text.length}`);
});

test('a text message never needs more segments than allowed, and uses them', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 4 }), (text, most) => {
      const short = fitSms(text, most);
      assert.ok(smsSegments(short) <= most && whole(short));
    }),
  );
  assert.equal(fitSms('“Paying” – 8 % fail…', 1), '"Paying" - 8 % fail...');
  assert.equal(smsSegments(fitSms('x'.repeat(1_000), 2)), 2);
});

test('waits grow, are anywhere below their bound, and never shorter than the provider asks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: mostAttempts }), fc.integer({ min: 0, max: 3_600_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, after, chance) => {
      const wait = retryDelay(attempts, after, chance);
      assert.ok(wait >= after && wait <= Math.max(after, Math.min(300_000, 1_000 * 2 ** (attempts - 1))));
    }),
  );
});
