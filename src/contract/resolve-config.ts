import type { OpsOptions, ResolvedConfig } from './config.ts';

/** Reads one option: its value, or the default where it is `undefined`. */
type Rule = (given: unknown, path: string) => unknown;

function wrong(path: string, expected: string, got: unknown): never {
  const shown = typeof got === 'string' ? JSON.stringify(got) : Array.isArray(got) ? 'an array' : got && typeof got === 'object' ? 'an object' : String(got);
  throw new TypeError(`prescripto-ops: option "${path}": expected ${expected}, got ${shown}`);
}

function plain(fallback: string | number | boolean): Rule {
  return (given = fallback, path) => {
    if (typeof given !== typeof fallback) wrong(path, `a ${typeof fallback}`, given);
    // Also catches NaN.
    return typeof given === 'number' && !(given >= 0) ? wrong(path, 'a number of at least 0', given) : given;
  };
}

/** The first value is the default. */
function oneOf(...values: readonly unknown[]): Rule {
  return (given = values[0], path) => (values.includes(given) ? given : wrong(path, values.map((value) => JSON.stringify(value)).join(' | '), given));
}

function list(kind: string, fallback: readonly unknown[]): Rule {
  return (given = fallback, path) => {
    if (!Array.isArray(given)) return wrong(path, `an array of ${kind}s`, given);
    given.forEach((item, index) => typeof item === kind || wrong(`${path}[${index}]`, `a ${kind}`, item));
    return given;
  };
}

/** `rules`: one for each member that may be there, or one for all of a map. A bare value stands for `plain(value)`, an object for `object(…)`. */
function object(rules: Record<string, unknown> | Rule): Rule {
  return (given = {}, path) => {
    if (given === null || typeof given !== 'object' || Array.isArray(given)) return wrong(path || 'options', 'an object', given);
    const from = given as Record<string, unknown>;
    const prefix = path && `${path}.`;
    const known = typeof rules === 'function' ? from : rules;
    for (const key in from) if (!Object.hasOwn(known, key)) wrong(prefix + key, `one of ${Object.keys(known).join(', ')}`, 'an unknown option');
    return Object.fromEntries(
      Object.keys(known).map((key) => {
        const rule = typeof rules === 'function' ? rules : rules[key];
        const read = typeof rule === 'function' ? (rule as Rule) : typeof rule === 'object' ? object(rule as Record<string, unknown>) : plain(rule as string);
        return [key, read(from[key], prefix + key)];
      }),
    );
  };
}

const schema = object({
  app: 'app',
  release: '',
  environment: 'production',
  endpoint: '',
  workerUrl: '/ops/prescripto-ops.worker.js',
  consent: oneOf('granted', 'pending', 'denied'),
  buildTime: '',
  endpoints: { logs: '', errors: '', errorAlert: '', metrics: '', health: '', notifications: '', alertWebhook: '', ws: '', cdn: '' },
  capture: { api: oneOf('wrap', 'observe', false), console: false, errors: true, vitals: true, resources: true, longTasks: true, clicks: true },
  log: { level: oneOf('INFO', 'ERROR', 'WARN', 'DEBUG', 'TRACE'), console: false },
  events: object(oneOf('payment_succeeded', 'payment_failed', 'payment_declined', 'sync_completed', 'sync_failed', 'booking_started', 'appointment_booked')),
  privacy: { keys: list('string', []) },
  health: {
    enabled: true,
    intervals: { critical: 30e3, important: 60e3, normal: 300e3, background: 900e3 },
    confirmAfter: list('number', [5e3, 10e3]),
    failureThreshold: 3,
    successThreshold: 2,
    disabled: list('string', []),
  },
  alerts: { enabled: true, escalateAfter: { CRITICAL: 300e3, HIGH: 900e3, MEDIUM: 1800e3, LOW: 3600e3, INFO: 3600e3 } },
  trustedTypesPolicy: 'prescripto-ops',
});

/** What `endpoint` implies. */
const paths: Record<string, string> = { logs: 'logs', errors: 'errors', errorAlert: 'errors/alert', metrics: 'performance/metrics', health: 'health', notifications: 'notifications' };

/**
 * Fills in every default and makes URLs absolute against `base` (the page's URL).
 *
 * @throws {TypeError} naming the option's path, what was expected and what was given:
 * `prescripto-ops: option "capture.api": expected "wrap" | "observe" | false, got "patch"`
 */
export function resolveConfig(options: OpsOptions, base: string): ResolvedConfig {
  const config = schema(options, '') as ResolvedConfig;
  const absolute = (path: string, value: string): string => {
    try {
      return new URL(value, base).href;
    } catch {
      return wrong(path, 'a URL', value);
    }
  };
  const root = config.endpoint && absolute('endpoint', config.endpoint).replace(/\/$/, '');
  return {
    ...config,
    workerUrl: absolute('workerUrl', config.workerUrl),
    endpoint: root || null,
    endpoints: Object.fromEntries(
      Object.entries(config.endpoints).map(([name, given]) => [name, given ? absolute(`endpoints.${name}`, given) : root && paths[name] ? `${root}/api/${paths[name]}` : null]),
    ) as ResolvedConfig['endpoints'],
    log: { ...config.log, level: options.log?.level ?? (config.environment === 'development' ? 'TRACE' : 'INFO') },
  };
}
