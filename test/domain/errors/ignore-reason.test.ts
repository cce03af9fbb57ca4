import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserName } from '../../../src/domain/errors/browser-name.ts';
import { ignoreReason } from '../../../src/domain/errors/ignore-reason.ts';
import { parseStack } from '../../../src/domain/errors/parse-stack.ts';
import type { ErrorOptions } from '../../../src/contract/config.ts';

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const usual: ErrorOptions = { fingerprint: {}, ignoreErrors: [], denyUrls: [], allowUrls: [], ignoreNoise: true, failedCalls: false, slowCalls: 0 };
const reasonOf = (message: string, stack = '', options: Partial<ErrorOptions> = {}, userAgent = chrome) => ignoreReason({ name: 'Error', message, frames: parseStack(stack) }, userAgent, { ...usual, ...options });

describe('noise', () => {
  it('an error that only an extension had a part in', () => {
    assert.equal(reasonOf('x', 'Error: x\n at a (chrome-extension://abc/i.js:1:1)\n at Array.map (<anonymous>)\n at b (chrome-extension://abc/i.js:2:1)'), 'extension');
    assert.equal(reasonOf('x', 'a@moz-extension://abc/i.js:1:1\n'), 'extension');
    assert.equal(reasonOf('x', 'a@safari-web-extension://abc/i.js:1:1'), 'extension');
    assert.equal(reasonOf('script-src blocked inline', '    at chrome-extension:1:2'), 'extension');
    assert.equal(reasonOf('Extension context invalidated.'), 'extension');
  });
  it('not an error of the page that passes through an extension', () => {
    assert.equal(reasonOf('x', 'Error: x\n at a (chrome-extension://abc/i.js:1:1)\n at save (https://h/a.js:2:1)'), undefined);
  });
  it('ResizeObserver loops in the words of all engines', () => {
    assert.equal(reasonOf('ResizeObserver loop limit exceeded'), 'resize_observer');
    assert.equal(reasonOf('ResizeObserver loop completed with undelivered notifications.'), 'resize_observer');
  });
  it('what browsers within apps throw into pages', () => assert.equal(reasonOf("Can't find variable: _AutofillCallbackHandler"), 'in_app_browser'));
  it('robots, but neither telephones called Cubot nor headless browsers', () => {
    const as = (userAgent: string) => reasonOf('x', '', {}, userAgent);
    assert.equal(as('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'), 'bot');
    assert.equal(as('Mozilla/5.0 (compatible; SomeNewBot/1.0)'), 'bot');
    assert.equal(as(`${chrome} CUBOT/X18`), undefined);
    assert.equal(as(chrome.replace('Chrome/', 'HeadlessChrome/')), undefined);
  });
  it('is kept where the page wants it', () => {
    assert.equal(reasonOf('ResizeObserver loop limit exceeded', '', { ignoreNoise: false }), undefined);
    assert.equal(reasonOf('x', 'a@moz-extension://abc/i.js:1:1\n', { ignoreNoise: false }), undefined);
  });
  it('an ordinary error is none', () => assert.equal(reasonOf('x is not a function', 'a@https://h/a.js:1:1'), undefined));
});

describe('what a page does not want to hear of', () => {
  const stack = 'Error: x\n at track (https://ads.example/t.js:1:1)\n at save (https://clinic.example/app.js:2:1)';
  it('by name and message', () => {
    assert.equal(reasonOf('Ad blocked', '', { ignoreErrors: ['^Error: Ad '] }), 'ignoreErrors');
    assert.equal(reasonOf('Add failed', '', { ignoreErrors: ['^Error: Ad '] }), undefined);
  });
  it('by the script that threw', () => {
    assert.equal(reasonOf('x', stack, { denyUrls: ['ads\\.example'] }), 'denyUrls');
    assert.equal(reasonOf('x', stack, { denyUrls: ['clinic\\.example'] }), undefined, 'a caller is not who threw');
    assert.equal(reasonOf('x', '', { denyUrls: ['.'] }), undefined, 'nobody is known');
  });
  it('by the scripts that had a part in it', () => {
    assert.equal(reasonOf('x', stack, { allowUrls: ['^https://clinic\\.example/'] }), undefined);
    assert.equal(reasonOf('x', stack, { allowUrls: ['^https://other\\.example/'] }), 'allowUrls');
    assert.equal(reasonOf('x', '', { allowUrls: ['^https://clinic'] }), undefined, 'without a stack nobody can be told to be another');
    assert.equal(reasonOf('x', 'Error: x\n at Array.map (<anonymous>)', { allowUrls: ['^https://clinic'] }), undefined);
  });
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
