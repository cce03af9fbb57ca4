import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserName } from '../../../src/domain/errors/browser-name.ts';
import { isNoise } from '../../../src/domain/errors/noise.ts';
import { parseStack } from '../../../src/domain/errors/parse-stack.ts';

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const noise = (message: string, stack = '', userAgent = chrome) => isNoise({ message, frames: parseStack(stack) }, userAgent);

describe('noise', () => {
  it('an error that only an extension had a part in', () => {
    assert.equal(noise('x', 'Error: x\n at a (chrome-extension://abc/i.js:1:1)\n at Array.map (<anonymous>)\n at b (chrome-extension://abc/i.js:2:1)'), true);
    assert.equal(noise('x', 'a@moz-extension://abc/i.js:1:1\n'), true);
    assert.equal(noise('script-src blocked inline', '    at chrome-extension:1:2'), true);
    assert.equal(noise('Extension context invalidated.'), true);
  });
  it('not an error of the page that passes through an extension', () => {
    assert.equal(noise('x', 'Error: x\n at a (chrome-extension://abc/i.js:1:1)\n at save (https://h/a.js:2:1)'), false);
  });
  it('ResizeObserver loops in the words of all engines', () => {
    assert.equal(noise('ResizeObserver loop limit exceeded'), true);
    assert.equal(noise('ResizeObserver loop completed with undelivered notifications.'), true);
  });
  it('robots, but neither telephones called Cubot nor headless browsers', () => {
    assert.equal(noise('x', '', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'), true);
    assert.equal(noise('x', '', 'Mozilla/5.0 (compatible; SomeNewBot/1.0)'), true);
    assert.equal(noise('x', '', `${chrome} CUBOT/X18`), false);
    assert.equal(noise('x', '', chrome.replace('Chrome/', 'HeadlessChrome/')), false);
  });
  it('an ordinary error is none', () => assert.equal(noise('x is not a function', 'a@https://h/a.js:1:1'), false));
});

describe('browsers by name', () => {
  const table: readonly (readonly [string, string])[] = [
    [chrome, 'chrome 156'],
    [chrome.replace('Chrome/', 'HeadlessChrome/'), 'chrome 156'],
    [`${chrome} Edg/156.0.0.0`, 'edge 156'],
    [`${chrome} OPR/120.0.0.0`, 'opera 120'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'firefox 153'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1', 'safari 18'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/150.0 Mobile/15E148 Safari/604.1', 'chrome 150'],
    ['Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36', 'samsung 25'],
    ['Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/150.0 Mobile Safari/537.36', 'chrome 150'],
    ['curl/8', 'unknown '],
  ];
  for (const [userAgent, expected] of table)
    it(expected.trim(), () => {
      const { browser, browserVersion } = browserName(userAgent);
      assert.equal(`${browser} ${browserVersion}`, expected);
    });
});
