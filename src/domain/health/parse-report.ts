import type { HealthStatus } from '../../contract/health.ts';

export interface ReportedComponent {
  /** As the backend wrote it. */
  readonly name: string;
  readonly status: HealthStatus;
  readonly message: string;
  /** ms, where the report says */
  readonly responseTime: number | null;
}

export interface HealthReport {
  readonly status: HealthStatus;
  readonly message: string;
  /** By normalised name, see `componentKey`. */
  readonly components: ReadonlyMap<string, ReportedComponent>;
  /** Scalars beside the components: `version`, `releaseId` … */
  readonly server: Readonly<Record<string, string | number | boolean>>;
}

export type ParsedReport = { readonly ok: true; readonly report: HealthReport } | { readonly ok: false; readonly reason: string };

/**
 * `pass`, `warn`, `fail` and their aliases of draft-inadarei-api-health-check-06, and what Spring's actuator, Terminus
 * and home-made endpoints say.
 */
const words: Readonly<Record<string, HealthStatus>> = {
  pass: 'HEALTHY',
  ok: 'HEALTHY',
  up: 'HEALTHY',
  healthy: 'HEALTHY',
  operational: 'HEALTHY',
  connected: 'HEALTHY',
  warn: 'DEGRADED',
  warning: 'DEGRADED',
  degraded: 'DEGRADED',
  slow: 'DEGRADED',
  fail: 'UNHEALTHY',
  failed: 'UNHEALTHY',
  failing: 'UNHEALTHY',
  error: 'UNHEALTHY',
  down: 'UNHEALTHY',
  unhealthy: 'UNHEALTHY',
  outofservice: 'UNHEALTHY',
  disconnected: 'UNHEALTHY',
  critical: 'CRITICAL',
};
/** CRITICAL is a finding, UNKNOWN is none: it must not hide the findings beside it. */
const badness: readonly HealthStatus[] = ['UNKNOWN', 'HEALTHY', 'DEGRADED', 'UNHEALTHY', 'CRITICAL'];
const maxComponents = 100;
const maxText = 300;

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => value !== null && typeof value === 'object' && !Array.isArray(value);

const text = (...candidates: readonly unknown[]): string => {
  const found = candidates.find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found.slice(0, maxText) : '';
};

/** `File-Storage` and `file_storage` are one component. */
export function componentKey(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

export function worse(a: HealthStatus, b: HealthStatus): HealthStatus {
  return badness.indexOf(b) > badness.indexOf(a) ? b : a;
}

function readStatus(value: unknown): HealthStatus | null {
  if (typeof value === 'boolean') return value ? 'HEALTHY' : 'UNHEALTHY';
  return typeof value === 'string' ? (words[componentKey(value)] ?? 'UNKNOWN') : null;
}

function readTime(entry: Members): number | null {
  const direct = entry['responseTime'] ?? entry['latency'] ?? entry['duration'];
  if (typeof direct === 'number' && direct >= 0) return direct;
  const observed = entry['observedValue'];
  if (typeof observed !== 'number' || observed < 0) return null;
  if (entry['observedUnit'] === 'ms') return observed;
  return entry['observedUnit'] === 's' ? observed * 1_000 : null;
}

function readComponent(name: string, value: unknown): ReportedComponent | null {
  if (!Array.isArray(value)) return readMeasurement(name, value);
  return value.slice(0, maxComponents).reduce<ReportedComponent | null>((worst, item) => {
    const found = readMeasurement(name, item);
    return worst && found ? merge(worst, found) : (worst ?? found);
  }, null);
}

function readMeasurement(name: string, value: unknown): ReportedComponent | null {
  const plain = readStatus(value);
  if (plain) return { name, status: plain, message: '', responseTime: null };
  if (!isObject(value)) return null;
  const status = readStatus(value['status'] ?? value['healthy'] ?? value['ok']);
  // In the draft a measurement need not have a status of its own.
  return { name, status: status ?? 'UNKNOWN', message: text(value['output'], value['message'], value['error'], value['description']), responseTime: readTime(value) };
}

function merge(a: ReportedComponent, b: ReportedComponent): ReportedComponent {
  const status = worse(a.status, b.status);
  const [worst, other] = status === a.status ? [a, b] : [b, a];
  return { name: worst.name, status, message: worst.message || other.message, responseTime: worst.responseTime ?? other.responseTime };
}

function kindOf(body: unknown): string {
  if (typeof body === 'string') return `text: ${JSON.stringify(body.slice(0, 40))}`;
  if (body === null) return 'null';
  return Array.isArray(body) ? 'an array' : typeof body;
}

/**
 * Reads the body of `GET /api/health`, whatever status it came with: `application/health+json` (`{status, checks:
 * {'component' | 'component:measurement': […]}}`) and plain `{status, components: {name: 'up' | {status, …}}}`.
 */
export function parseReport(body: unknown): ParsedReport {
  if (!isObject(body)) return { ok: false, reason: `expected an object with "status", got ${kindOf(body)}` };
  const listed = body['checks'] ?? body['components'] ?? body['details'] ?? body['services'];
  const overall = readStatus(body['status']);
  if (overall === null && !isObject(listed)) {
    const members = Object.keys(body).slice(0, 5).join(', ') || 'none';
    return { ok: false, reason: `expected "status" (pass, warn, fail) or "checks", got members ${members}` };
  }
  const components = new Map<string, ReportedComponent>();
  if (isObject(listed))
    for (const [key, value] of Object.entries(listed).slice(0, maxComponents)) {
      const name = key.split(':', 1)[0] ?? key;
      const found = readComponent(name, value);
      const known = components.get(componentKey(name));
      if (found) components.set(componentKey(name), known ? merge(known, found) : found);
    }
  const server = Object.fromEntries(
    Object.entries(body)
      .filter((entry): entry is [string, string | number | boolean] => ['string', 'number', 'boolean'].includes(typeof entry[1]))
      .slice(0, 20)
      .map(([key, value]) => [key, typeof value === 'string' ? value.slice(0, maxText) : value]),
  );
  const status = overall ?? [...components.values()].reduce<HealthStatus>((worst, { status }) => worse(worst, status), 'UNKNOWN');
  return { ok: true, report: { status, message: text(body['output'], body['message'], body['description']), components, server } };
}
