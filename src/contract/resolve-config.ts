import type { OpsOptions, ResolvedConfig } from './config.ts';

const consents = ['granted', 'pending', 'denied'];
const levels = ['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'];
const businessEvents = 'payment_succeeded payment_failed payment_declined sync_completed sync_failed booking_started appointment_booked'.split(' ');
const tiers = { critical: 30_000, important: 60_000, normal: 300_000, background: 900_000 };
const paths = {
  logs: '/api/logs',
  errors: '/api/errors',
  errorAlert: '/api/errors/alert',
  metrics: '/api/performance/metrics',
  health: '/api/health',
  notifications: '/api/notifications',
};

/** What an option may be: a list of values, a default whose type it must have, a list of one (an array of such), a map. */
type Rule = { readonly oneOf: readonly unknown[]; readonly value: unknown } | { readonly map: readonly unknown[] } | { readonly list: 'string' | 'number'; readonly value: readonly unknown[] } | { readonly [key: string]: Rule } | string | number | boolean;

const schema = {
  app: 'app',
  release: '',
  environment: 'production',
  endpoint: '',
  workerUrl: '/ops/prescripto-ops.worker.js',
  consent: { oneOf: consents, value: 'granted' },
  buildTime: '',
  endpoints: { logs: '', errors: '', errorAlert: '', metrics: '', health: '', notifications: '', alertWebhook: '', ws: '', cdn: '' },
  capture: { api: { oneOf: ['wrap', 'observe', false], value: 'wrap' }, console: false, errors: true, vitals: true, resources: true, longTasks: true, clicks: true },
  log: { level: { oneOf: levels, value: '' }, console: false },
  events: { map: businessEvents },
  privacy: { keys: { list: 'string', value: [] } },
  health: {
    enabled: true,
    intervals: tiers,
    confirmAfter: { list: 'number', value: [5_000, 10_000] },
    failureThreshold: 3,
    successThreshold: 2,
    disabled: { list: 'string', value: [] },
  },
  alerts: { enabled: true, escalateAfter: { CRITICAL: 300_000, HIGH: 900_000, MEDIUM: 1_800_000, LOW: 3_600_000, INFO: 3_600_000 } },
  trustedTypesPolicy: 'prescripto-ops',
} as const satisfies Record<string, Rule>;

/** What `resolve` makes: every member present, URLs still as they were given. */
type Draft = Omit<ResolvedConfig, 'endpoints' | 'endpoint'> & { readonly endpoint: string; readonly endpoints: Readonly<Record<string, string>> };

function wrong(path: string, expected: string, got: unknown): never {
  const shown = typeof got === 'string' ? JSON.stringify(got) : Array.isArray(got) ? 'an array' : got === null || typeof got !== 'object' ? String(got) : 'an object';
  throw new TypeError(`prescripto-ops: option "${path}": expected ${expected}, got ${shown}`);
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' | ');
}

function resolve(rule: Rule, given: unknown, path: string): unknown {
  if (typeof rule !== 'object') {
    if (given === undefined) return rule;
    if (typeof given !== typeof rule || given !== given) wrong(path, `a ${typeof rule}`, given);
    if (typeof given === 'number' && !(given >= 0)) wrong(path, 'a number of at least 0', given);
    return given;
  }
  const is = rule as { oneOf?: readonly unknown[]; map?: readonly unknown[]; list?: string; value?: unknown };
  if (is.oneOf) return given === undefined ? is.value : is.oneOf.includes(given) ? given : wrong(path, quoted(is.oneOf), given);
  if (is.list) {
    if (given === undefined) return is.value;
    if (!Array.isArray(given)) wrong(path, `an array of ${is.list}s`, given);
    given.forEach((item, index) => typeof item === is.list || wrong(`${path}[${index}]`, `a ${is.list}`, item));
    return given;
  }
  if (given !== undefined && (given === null || typeof given !== 'object' || Array.isArray(given))) wrong(path || 'options', 'an object', given);
  const object = (given ?? {}) as Record<string, unknown>;
  const known = is.map ? object : (rule as Record<string, Rule>);
  const result: Record<string, unknown> = {};
  const name = (key: string): string => (path ? `${path}.${key}` : key);
  for (const key in object) if (!Object.hasOwn(known, key)) wrong(name(key), `one of ${Object.keys(known).join(', ')}`, 'an unknown option');
  for (const key in known) result[key] = is.map ? resolve({ oneOf: is.map, value: '' }, object[key], name(key)) : resolve((rule as Record<string, Rule>)[key] as Rule, object[key], name(key));
  return result;
}

/**
 * Fills in every default and makes URLs absolute against `base` (the page's URL).
 *
 * @throws {TypeError} naming the option's path, what was expected and what was given:
 * `prescripto-ops: option "capture.api": expected "wrap" | "observe" | false, got "patch"`
 */
export function resolveConfig(options: OpsOptions, base: string): ResolvedConfig {
  const config = resolve(schema, options, '') as Draft;
  const absolute = (path: string, value: string): string => {
    try {
      return new URL(value, base).href;
    } catch {
      return wrong(path, 'a URL', value);
    }
  };
  const root = config.endpoint ? absolute('endpoint', config.endpoint).replace(/\/$/, '') : null;
  const endpoints: Record<string, string | null> = {};
  for (const key in config.endpoints) {
    const given = config.endpoints[key];
    const implied = paths[key as keyof typeof paths];
    endpoints[key] = given ? absolute(`endpoints.${key}`, given) : root && implied ? root + implied : null;
  }
  return {
    ...config,
    workerUrl: absolute('workerUrl', config.workerUrl),
    endpoint: root,
    endpoints: endpoints as ResolvedConfig['endpoints'],
    log: { ...config.log, level: config.log.level || (config.environment === 'development' ? 'TRACE' : 'INFO') },
  };
}
