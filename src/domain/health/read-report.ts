import type { HealthStatus } from '../../contract/health.ts';
import { findings, isWorse, saw, type Observation } from './observation.ts';

/** An answer, as the transport gives it. */
export interface HealthAnswer {
  /** 0: no answer */
  readonly status: number;
  readonly outcome?: string;
  /** ms */
  readonly duration: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly error?: string;
}

export interface HealthReport {
  /** What the answer says of the API itself; `null`: the browser is offline, which says nothing of the other side. */
  readonly api: Observation | null;
  /** By `plainName`; `null`: there is nothing to read, so nothing is known of any component. */
  readonly components: ReadonlyMap<string, Observation> | null;
}

/** Of draft-inadarei-api-health-check-06, of Spring's actuator and Terminus, and of home-made endpoints, as `findings` are ordered. */
const words: readonly RegExp[] = [/^(pass|ok|up|healthy|true)$/, /^(warn|degraded)/, /^(fail|down|err|unhealthy|outof|false|critical)/];

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => Object(value) === value && !Array.isArray(value);

/** `File-Storage` and `file_storage` are one component. */
const plainName = (name: unknown): string => String(name).toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const readStatus = (value: unknown): HealthStatus => findings[words.findIndex((word) => word.test(plainName(value)))] ?? 'UNKNOWN';

/** A component, or one measurement of it; `value`: a word, a boolean or `{status, …}`. */
function readComponent(name: string, value: unknown, duration: number): Observation {
  const given: Members = isObject(value) ? value : { status: value };
  const { status, output, message = output, error = message, responseTime = duration, observedValue, observedUnit } = given;
  const found = readStatus(status);
  return saw(found, `${name}: ${String(error ?? found.toLowerCase())}`, given, Number(observedUnit === 'ms' ? observedValue : responseTime) || 0);
}

/** What an answer says of whoever gave it; `null`: the browser is offline. */
export function judgeAnswer({ status, outcome, duration, error }: HealthAnswer): Observation | null {
  if (outcome === 'offline') return null;
  const message = status ? `answered ${status}` : `no answer: ${error || outcome}`;
  return saw(status > 499 || !status ? 'UNHEALTHY' : status > 399 ? 'DEGRADED' : 'HEALTHY', message, { status }, duration);
}

/**
 * Reads the answer to `GET /api/health`: `application/health+json` (`{status, checks: {'component' |
 * 'component:measurement': […]}}`) and plain `{status, components: {name: 'up' | {status, …}}}`, with Terminus `details`. The worst measurement of
 * a component is its status. A 503 is how a report says `fail`; any other error is an answer without a report.
 */
export function readReport(answer: HealthAnswer): HealthReport {
  const { status, duration, body } = answer;
  const api = judgeAnswer(answer);
  const report: Members = isObject(body) && (status === 200 || status === 503) ? body : {};
  const { checks, components: plain, details, ...serverData } = report;
  const listed = checks ?? plain ?? details;
  if (!isObject(listed) && readStatus(serverData['status']) === 'UNKNOWN') {
    const nonsense = { status: 'DEGRADED', message: `no health report: ${JSON.stringify(body)?.slice(0, 60)}` } as const;
    return { api: api?.status === 'HEALTHY' ? { ...api, ...nonsense } : api, components: null };
  }
  const components = new Map<string, Observation>();
  for (const [key, value] of Object.entries(Object(listed) as Members))
    for (const measured of [value].flat()) {
      const name = key.replace(/:.*/, '');
      const found = readComponent(name, measured, duration);
      const known = components.get(plainName(name));
      if (!known || isWorse(found.status, known.status)) components.set(plainName(name), found);
    }
  return { api: { ...(components.get('api') ?? saw('HEALTHY', 'API connection healthy')), metadata: { status, serverData }, responseTime: duration }, components };
}

/** What a report says of a component. `names`: separated by `|`. */
export function findComponent(components: ReadonlyMap<string, Observation>, names = ''): Observation {
  const found = names.split('|').map((name) => components.get(plainName(name)));
  return found.find(Boolean) ?? { ...saw('UNKNOWN', 'not in the health report'), absent: true };
}
