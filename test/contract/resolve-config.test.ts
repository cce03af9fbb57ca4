import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OpsOptions } from '../../src/contract/config.ts';
import { resolveConfig } from '../../src/contract/resolve-config.ts';

const base = 'https://clinic.example/app/page.html';
const message = (options: unknown): string => {
  try {
    resolveConfig(options as OpsOptions, base);
    return '';
  } catch (error) {
    assert(error instanceof TypeError);
    return error.message.replace('prescripto-ops: option ', '');
  }
};

describe('options', () => {
  it('all have defaults, and none of them sends anything', () => {
    const config = resolveConfig({}, base);
    assert.equal(config.workerUrl, 'https://clinic.example/ops/prescripto-ops.worker.js');
    assert.deepEqual([config.app, config.environment, config.consent, config.endpoint], ['app', 'production', 'granted', null]);
    assert(Object.values(config.endpoints).every((url) => url === null));
    assert.deepEqual(config.capture, { api: 'wrap', console: false, sockets: false, errors: true, vitals: true, resources: true, longTasks: true, clicks: true });
    assert.deepEqual(config.health.intervals, { critical: 30_000, important: 60_000, normal: 300_000, background: 900_000 });
    assert.deepEqual(config.alerts.escalateAfter, { CRITICAL: 300_000, HIGH: 900_000, MEDIUM: 1_800_000, LOW: 3_600_000, INFO: 3_600_000 });
  });

  it('the endpoint implies those of the backend, and each can be overridden', () => {
    const { endpoint, endpoints } = resolveConfig({ endpoint: 'https://api.example/v1/', endpoints: { logs: '/l', ws: 'wss://api.example' } }, base);
    assert.equal(endpoint, 'https://api.example/v1');
    assert.deepEqual(endpoints, {
      logs: 'https://clinic.example/l',
      errors: 'https://api.example/v1/api/errors',
      errorAlert: 'https://api.example/v1/api/errors/alert',
      metrics: 'https://api.example/v1/api/performance/metrics',
      health: 'https://api.example/v1/api/health',
      alerts: 'https://api.example/v1/api/alerts',
      notifications: 'https://api.example/v1/api/notifications',
      alertWebhook: null,
      ws: 'wss://api.example/',
      auth: null,
      storage: null,
      cdn: null,
    });
  });

  it('the level follows the environment, and the page', () => {
    assert.equal(resolveConfig({}, base).log.level, 'INFO');
    assert.equal(resolveConfig({ environment: 'development' }, base).log.level, 'TRACE');
    assert.equal(resolveConfig({ environment: 'development', log: { level: 'ERROR' } }, base).log.level, 'ERROR');
  });

  it('levels and samples of the log are by component and by level', () => {
    const { log } = resolveConfig({ log: { levels: { booking: 'DEBUG' }, sampling: { DEBUG: 0.1 } } }, base);
    assert.deepEqual(log, { level: 'INFO', levels: { booking: 'DEBUG' }, console: false, sampling: { ERROR: 1, WARN: 1, INFO: 1, DEBUG: 0.1, TRACE: 1 } });
    assert.equal(message({ log: { levels: { booking: 'debug' } } }), '"log.levels.booking": expected "INFO" | "ERROR" | "WARN" | "DEBUG" | "TRACE", got "debug"');
    assert.equal(message({ log: { sampling: { DEBUG: 10 } } }), '"log.sampling.DEBUG": expected a number of at least 0 and at most 1, got 10');
    assert.equal(message({ log: { sampling: { debug: 0.1 } } }), '"log.sampling.debug": expected one of ERROR, WARN, INFO, DEBUG, TRACE, got "an unknown option"');
  });

  it('correlation is off, on, or names origins', () => {
    const of = (correlation: OpsOptions['correlation']) => resolveConfig({ correlation: correlation! }, base).correlation;
    assert.equal(resolveConfig({}, base).correlation, false);
    assert.equal(of(false), false);
    assert.deepEqual(of(true), { origins: [], traceparent: [] });
    assert.deepEqual(of({ traceparent: ['/'] }), { origins: [], traceparent: ['/'] });
    assert.equal(message({ correlation: { origins: ['https://'] } }), '"correlation.origins": expected a URL, got "https://"');
    assert.equal(message({ correlation: { header: 'X-Trace' } }), '"correlation.header": expected one of origins, traceparent, got "an unknown option"');
  });

  it('a wrong one says its path, what was expected and what was given', () => {
    assert.equal(message({ capture: { api: 'patch' } }), '"capture.api": expected "wrap" | "observe" | false, got "patch"');
    assert.equal(message({ app: 7 }), '"app": expected a string, got 7');
    assert.equal(message({ health: { failureThreshold: NaN } }), '"health.failureThreshold": expected a number of at least 0, got NaN');
    assert.equal(message({ health: { intervals: { critical: -1 } } }), '"health.intervals.critical": expected a number of at least 0, got -1');
    assert.equal(message({ privacy: { keys: ['a', 1] } }), '"privacy.keys[1]": expected a string, got 1');
    assert.equal(message({ privacy: { keys: 'a' } }), '"privacy.keys": expected an array of strings, got "a"');
    assert.equal(message({ privacy: { rules: { staff: 7 } } }), '"privacy.rules.staff": expected a regular expression, got 7');
    assert.equal(message({ privacy: { rules: { staff: '(' } } }), '"privacy.rules.staff": expected a regular expression, got "("');
    assert.equal(message({ privacy: { rules: { staff: '(a+)+b' } } }), '"privacy.rules.staff": expected no repeat of a repeat, which can take for ever, got "(a+)+b"');
    assert.equal(message({ privacy: { detect: { phone: 'no' } } }), '"privacy.detect.phone": expected a boolean, got "no"');
    assert.match(message({ privacy: { detect: { fax: false } } }), /^"privacy.detect.fax": expected one of email, phone, card, .*, pin, got "an unknown option"$/);
    assert.equal(message({ capture: null }), '"capture": expected an object, got null');
    assert.equal(message({ log: [] }), '"log": expected an object, got an array');
    assert.equal(message({ log: { colour: true } }), '"log.colour": expected one of level, levels, console, sampling, got "an unknown option"');
    assert.match(message({ endpiont: 'x' }), /^"endpiont": expected one of app, .*endpoint, .*, got "an unknown option"$/);
    assert.equal(message({ events: { paid: 'payment' } }), '"events.paid": expected "payment_succeeded" | "payment_failed" | "payment_declined" | "sync_completed" | "sync_failed" | "booking_started" | "appointment_booked" | "token_refreshed" | "token_failed", got "payment"');
    assert.equal(message({ endpoint: 'http://' }), '"endpoint": expected a URL, got "http://"');
    assert.equal(message({ endpoints: { logs: 'http://' } }), '"endpoints.logs": expected a URL, got "http://"');
    assert.equal(message(7), '"options": expected an object, got 7');
    assert.equal(message({ constructor: 1 }).slice(0, 13), '"constructor"');
  });

  it('limits and sampling: a number for each kind of signal; a share is at most 1', () => {
    const { limits, sampling } = resolveConfig({ limits: { log: 10 }, sampling: { api: 0.5 } }, base);
    assert.deepEqual(limits, { error: 3_000, log: 10, breadcrumb: 12_000, api: 12_000, vital: 12_000, metric: 12_000, resources: 12_000 });
    assert.deepEqual(sampling, { error: 1, log: 1, breadcrumb: 1, api: 0.5, vital: 1, metric: 1, resources: 1 });
    assert.equal(message({ sampling: { log: 50 } }), '"sampling.log": expected a number of at least 0 and at most 1, got 50');
    assert.equal(message({ limits: { logs: 5 } }), '"limits.logs": expected one of error, log, breadcrumb, api, vital, metric, resources, got "an unknown option"');
    assert.equal(message({ limits: { log: 1e9 } }), '');
  });

  it('looks for everything but addresses of machines, unless told otherwise', () => {
    const off = ({ detect }: { detect: Readonly<Record<string, boolean>> }): readonly string[] => Object.keys(detect).filter((kind) => !detect[kind]);
    assert.deepEqual(off(resolveConfig({}, base).privacy), ['ip']);
    assert.deepEqual(off(resolveConfig({ privacy: { detect: { ip: true, phone: false } } }, base).privacy), ['phone']);
    assert.deepEqual(resolveConfig({ privacy: { rules: { staff: 'EMP-\\d{6}' } } }, base).privacy.rules, { staff: 'EMP-\\d{6}' });
  });

  it('event names of the application are kept as they are', () => {
    assert.deepEqual(resolveConfig({ events: { paid: 'payment_succeeded', __proto__x: 'sync_failed' } }, base).events, { paid: 'payment_succeeded', __proto__x: 'sync_failed' });
  });

  it('a relative URL of the WebSocket becomes one', () => {
    assert.equal(resolveConfig({ endpoints: { ws: '/api/ws' } }, 'https://clinic.test/book').endpoints.ws, 'wss://clinic.test/api/ws');
    assert.equal(resolveConfig({ endpoints: { ws: 'ws://sockets.test/' } }, 'https://clinic.test/').endpoints.ws, 'ws://sockets.test/');
  });
});

it('rules for errors are regular expressions, and one that is none is named by its path', () => {
  const resolved = (errors: unknown) => resolveConfig({ errors } as never, 'https://clinic.example/').errors;
  assert.deepEqual(resolved(undefined), { fingerprint: {}, ignoreErrors: [], denyUrls: [], allowUrls: [], ignoreNoise: true, failedCalls: false, slowCalls: 0 });
  assert.deepEqual(resolved({ fingerprint: { 'old deployment': '^ChunkLoadError' }, denyUrls: ['ads'] }), { fingerprint: { 'old deployment': '^ChunkLoadError' }, ignoreErrors: [], denyUrls: ['ads'], allowUrls: [], ignoreNoise: true, failedCalls: false, slowCalls: 0 });
  const refused = (errors: unknown, sentence: string) => assert.throws(() => resolved(errors), { name: 'TypeError', message: `prescripto-ops: option ${sentence}` });
  refused({ ignoreErrors: ['ok', '('] }, '"errors.ignoreErrors[1]": expected a regular expression, got "("');
  refused({ fingerprint: { 'old deployment': '[' } }, '"errors.fingerprint.old deployment": expected a regular expression, got "["');
  refused({ allowUrls: [/x/] }, '"errors.allowUrls[0]": expected a regular expression, got an object');
  refused({ denyUrls: 'ads' }, '"errors.denyUrls": expected an array of strings, got "ads"');
  refused({ ignoreNoise: 'no' }, '"errors.ignoreNoise": expected a boolean, got "no"');
  refused({ deny: [] }, '"errors.deny": expected one of fingerprint, ignoreErrors, denyUrls, allowUrls, ignoreNoise, failedCalls, slowCalls, got "an unknown option"');
});
