import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ErrorSignal } from '../../../src/contract/signal.ts';
import { classify } from '../../../src/domain/errors/classify.ts';

type Given = Partial<ErrorSignal['error'] & Omit<ErrorSignal, 'error'>>;

const of = ({ name = 'Error', message = 'it broke', props, ...given }: Given): string => {
  const { category, severity } = classify({ error: { name, message, stack: '', props }, mechanism: 'onerror', handled: false, ...given });
  return `${category} ${severity}`;
};

describe('what an error is about and how bad it is', () => {
  const table: readonly (readonly [what: string, given: Given, expected: string])[] = [
    ['nobody caught it', { name: 'TypeError', message: "Cannot read properties of undefined (reading 'x')" }, 'javascript HIGH'],
    ['the page caught and reported it', { name: 'TypeError', message: 'x is not a function', handled: true, mechanism: 'manual' }, 'javascript MEDIUM'],
    ['a policy violation', { name: 'SecurityPolicyViolation', message: 'script-src blocked inline', mechanism: 'csp' }, 'security HIGH'],
    ['a script whose hash is wrong', { message: "Failed to find a valid digest in the 'integrity' attribute for resource", mechanism: 'resource' }, 'security CRITICAL'],
    ['an integrity report', { name: 'integrity-violation', message: '', mechanism: 'reporting' }, 'security CRITICAL'],
    ['scripting from elsewhere', { message: 'possible XSS in comment', handled: true }, 'security CRITICAL'],
    ['a forged request', { message: 'CSRF token mismatch', handled: true }, 'security CRITICAL'],
    ['a SecurityError', { name: 'SecurityError', message: 'The operation is insecure.' }, 'security HIGH'],
    ['an API that wants a login', { message: 'API Error: 401', handled: true, context: { status: 401 } }, 'authentication MEDIUM'],
    ['an API that forbids', { message: 'no', props: { status: 403 } }, 'authentication HIGH'],
    ['a status as text', { message: 'no', props: { statusCode: '401' } }, 'authentication HIGH'],
    ['an API that fails', { message: 'API Error: 503', handled: true, props: { status: 503 } }, 'network MEDIUM'],
    ['an API that finds the form wrong', { message: 'API Error: 422', handled: true, props: { status: 422 } }, 'validation LOW'],
    ['a token that ran out', { message: 'Your token has expired', handled: true }, 'authentication MEDIUM'],
    ['no network', { name: 'TypeError', message: 'Failed to fetch', mechanism: 'onunhandledrejection' }, 'network HIGH'],
    ['no network in Firefox', { name: 'TypeError', message: 'NetworkError when attempting to fetch resource.' }, 'network HIGH'],
    ['no network in Safari', { name: 'TypeError', message: 'Load failed' }, 'network HIGH'],
    ['no network in Safari, in German', { name: 'TypeError', message: 'Vorgang abgebrochen' }, 'network HIGH'],
    ['no network in Safari, in Japanese', { name: 'TypeError', message: 'サーバに接続できませんでした。' }, 'network HIGH'],
    ['a time-out', { name: 'TimeoutError', message: 'signal timed out', handled: true }, 'network MEDIUM'],
    ['an image that is not there', { name: 'ResourceError', message: 'Failed to load img https://h/a.png', mechanism: 'resource' }, 'network MEDIUM'],
    ['a chunk of an older deployment', { name: 'ChunkLoadError', message: 'Loading chunk 4 failed.' }, 'network HIGH'],
    ['a form', { name: 'ValidationError', message: 'Date of birth is required', handled: true }, 'validation LOW'],
    ['a rule of the business', { name: 'BookingConflictError', message: 'Slot is taken', handled: true }, 'business_logic MEDIUM'],
    ['memory', { name: 'RangeError', message: 'Array buffer allocation failed' }, 'performance HIGH'],
    ['a deprecation', { name: 'deprecation', message: 'unload is deprecated', mechanism: 'reporting' }, 'javascript LOW'],
  ];
  for (const [what, given, expected] of table) it(what, () => assert.equal(of(given), expected));
});

describe('what the page says wins', () => {
  it('of the category, of the severity, or of both', () => {
    assert.equal(of({ category: 'business_logic', severity: 'LOW' }), 'business_logic LOW');
    assert.equal(of({ name: 'SecurityError', severity: 'INFO' }), 'security INFO');
    assert.equal(of({ mechanism: 'message', handled: true, severity: 'HIGH' }), 'javascript HIGH');
  });
  it('in the words of loggers, too', () => {
    const levels = { fatal: 'CRITICAL', critical: 'CRITICAL', Error: 'HIGH', WARNING: 'MEDIUM', warn: 'MEDIUM', low: 'LOW', info: 'INFO', debug: 'INFO' };
    for (const [level, severity] of Object.entries(levels)) assert.equal(of({ mechanism: 'message', handled: true, severity: level as 'LOW' }), `javascript ${severity}`);
  });
  it('but only with words that there are', () => assert.equal(of({ category: 'weather' as 'network', severity: 'toString' as 'LOW' }), 'javascript HIGH'));
});
