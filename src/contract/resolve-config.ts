import type { CorrelationOptions, OpsOptions, ResolvedConfig, SourceMapOptions } from './config.ts';
import { detectors } from './detectors.ts';
import type { Signal } from './signal.ts';

type Members = Readonly<Record<string, unknown>>;

const kinds = (each: number): Record<Signal['kind'], number> => ({ error: each, log: each, breadcrumb: each, api: each, vital: each, metric: each, resources: each });

const levels = ['INFO', 'ERROR', 'WARN', 'DEBUG', 'TRACE'];
/** Switched on by `true`, or by what they are to be like. */
const switches = /^(sourceMaps|correlation)$/;

/**
 * What each option may be, and its default: a value stands for any of its type; a list for one of its members, the first by default;
 * a list that begins with `String`, `Number` or `RegExp` for a list of such; `RegExp` for the source of one; `'*'` for any name; a 1 for a share of at most 1.
 */
const schema = {
  app: 'app',
  release: '',
  environment: 'production',
  endpoint: '',
  workerUrl: '/ops/prescripto-ops.worker.js',
  consent: ['granted', 'pending', 'denied'],
  buildTime: '',
  endpoints: { logs: '', errors: '', errorAlert: '', metrics: '', health: '', alerts: '', notifications: '', alertWebhook: '', ws: '', auth: '', storage: '', cdn: '' },
  capture: { api: ['wrap', 'observe', false], console: false, sockets: false, errors: true, vitals: true, resources: true, longTasks: true, clicks: true },
  log: { level: levels, levels: { '*': levels }, console: false, sampling: { ERROR: 1, WARN: 1, INFO: 1, DEBUG: 1, TRACE: 1 } },
  correlation: { origins: [String], traceparent: [String] },
  events: { '*': ['payment_succeeded', 'payment_failed', 'payment_declined', 'sync_completed', 'sync_failed', 'booking_started', 'appointment_booked', 'token_refreshed', 'token_failed'] },
  privacy: { keys: [String], rules: { '*': RegExp }, detect: Object.fromEntries(detectors.map((kind) => [kind, kind !== 'ip'])) },
  health: {
    enabled: true,
    intervals: { critical: 30e3, important: 60e3, normal: 300e3, background: 900e3 },
    confirmAfter: [Number, 5e3, 10e3],
    failureThreshold: 3,
    successThreshold: 2,
    disabled: [String],
  },
  alerts: { enabled: true, escalateAfter: { CRITICAL: 300e3, HIGH: 900e3, MEDIUM: 1800e3, LOW: 3600e3, INFO: 3600e3 }, perHour: { EMAIL: 30, SMS: 10, SLACK: 60, PUSH: 30 }, fleet: false },
  limits: { ...kinds(12e3), error: 3e3, log: 30e3 },
  sampling: kinds(1),
  sourceMaps: { match: [RegExp], headers: { '*': 'any text' } },
  errors: { fingerprint: { '*': RegExp }, ignoreErrors: [RegExp], denyUrls: [RegExp], allowUrls: [RegExp], ignoreNoise: true, failedCalls: false, slowCalls: 0 },
  trustedTypesPolicy: 'prescripto-ops',
};

/** What `endpoint` implies. */
const paths: Readonly<Record<string, string>> = { logs: 'logs', errors: 'errors', errorAlert: 'errors/alert', metrics: 'performance/metrics', health: 'health', alerts: 'alerts', notifications: 'notifications' };

function wrong(path: string, expected: string, got: unknown): never {
  const shown = typeof got === 'string' ? JSON.stringify(got) : Array.isArray(got) ? 'an array' : got && typeof got === 'object' ? 'an object' : String(got);
  throw new TypeError(`prescripto-ops: option "${path}": expected ${expected}, got ${shown}`);
}

function read(rule: unknown, given: unknown, path: string): unknown {
  if (Array.isArray(rule)) {
    const [first, ...rest] = rule as readonly unknown[];
    if (typeof first !== 'function') return given === undefined ? first : rule.includes(given) ? given : wrong(path, rule.map((value) => JSON.stringify(value)).join(' | '), given);
    const one: unknown = first === RegExp ? first : first();
    const items = given === undefined ? rest : Array.isArray(given) ? (given as unknown[]) : wrong(path, `an array of ${first === Number ? 'number' : 'string'}s`, given);
    return items.map((item, index) => read(one, item, `${path}[${index}]`));
  }
  if (rule === RegExp)
    try {
      return RegExp(read('', given, path) as string).source && given;
    } catch {
      wrong(path, 'a regular expression', given);
    }
  if (typeof rule === 'object') {
    if (given === undefined || (switches.test(path) && typeof given === 'boolean')) given = {};
    if (given === null || typeof given !== 'object' || Array.isArray(given)) wrong(path || 'options', 'an object', given);
    const { '*': any, ...rules } = rule as Members;
    const known = any ? (given as Members) : rules;
    const prefix = path && `${path}.`;
    for (const key of Object.keys(given as Members)) if (!Object.hasOwn(known, key)) wrong(prefix + key, `one of ${Object.keys(known).join(', ')}`, 'an unknown option');
    return Object.fromEntries(Object.keys(known).map((key) => [key, read(any ?? rules[key], (given as Members)[key], prefix + key)]));
  }
  if (given === undefined) return rule;
  if (typeof given !== typeof rule) wrong(path, `a ${typeof rule}`, given);
  const share = rule === 1;
  // Also catches NaN.
  return typeof given === 'number' && !(given >= 0 && !(share && given > 1)) ? wrong(path, `a number of at least 0${share ? ' and at most 1' : ''}`, given) : given;
}

/**
 * Fills in every default and makes URLs absolute against `base` (the page's URL).
 *
 * @throws {TypeError} naming the option's path, what was expected and what was given:
 * `prescripto-ops: option "capture.api": expected "wrap" | "observe" | false, got "patch"`
 */
export function resolveConfig(options: OpsOptions, base: string): ResolvedConfig {
  const config = read(schema, options, '') as ResolvedConfig & { readonly sourceMaps: SourceMapOptions; readonly correlation: Readonly<Record<keyof CorrelationOptions, readonly string[]>> };
  const made = <T>(path: string, expected: string, given: string, make: () => T): T => {
    try {
      return make();
    } catch {
      return wrong(path, expected, given);
    }
  };
  const absolute = (path: string, value: string): string => made(path, 'a URL', value, () => new URL(value, base).href);
  for (const [list, urls] of Object.entries(config.correlation)) for (const url of urls) absolute(`correlation.${list}`, url);
  for (const [name, source] of Object.entries(config.privacy.rules)) if (/[*+]\??\)[*+{]/.test(source)) wrong(`privacy.rules.${name}`, 'no repeat of a repeat, which can take for ever', source);
  // A socket's URL may be given relative to the page, like any other.
  const asSocket = (name: string, url: string): string => (name === 'ws' ? url.replace(/^http/, 'ws') : url);
  const root = config.endpoint && absolute('endpoint', config.endpoint).replace(/\/$/, '');
  return {
    ...config,
    sourceMaps: !!options.sourceMaps && config.sourceMaps,
    correlation: !!options.correlation && config.correlation,
    workerUrl: absolute('workerUrl', config.workerUrl),
    endpoint: root || null,
    endpoints: Object.fromEntries(
      Object.entries(config.endpoints).map(([name, given]) => [name, given ? asSocket(name, absolute(`endpoints.${name}`, given)) : root && paths[name] ? `${root}/api/${paths[name]}` : null]),
    ) as ResolvedConfig['endpoints'],
    log: { ...config.log, level: options.log?.level ?? (config.environment === 'development' ? 'TRACE' : 'INFO') },
  };
}
