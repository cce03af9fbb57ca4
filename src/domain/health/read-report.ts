import type { HealthStatus } from '../../contract/health.ts';
import { isWorse, saw, type Observation } from './observation.ts';

/** An answer, as the transport gives it. */
export interface HealthAnswer {
  /** 0: no answer */
  readonly status: number;
  readonly outcome: 'answered' | 'timeout' | 'network' | 'offline';
  /** ms */
  readonly duration: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly error: string;
}

export interface HealthReport {
  /** What the answer says of the API itself; `null`: the browser is offline, which says nothing of the other side. */
  readonly api: Observation | null;
  /** By `plainName`; `null`: there is nothing to read, so nothing is known of any component. */
  readonly components: ReadonlyMap<string, Observation> | null;
}

/** Of draft-inadarei-api-health-check-06, of Spring's actuator and Terminus, and of home-made endpoints. */
const words: readonly (readonly [HealthStatus, RegExp])[] = [
  ['HEALTHY', /^(pass|ok|up|healthy|connected|true)$/],
  ['DEGRADED', /^(warn|warning|degraded)$/],
  ['UNHEALTHY', /^(fail|failed|error|down|unhealthy|outofservice|false)$/],
  ['CRITICAL', /^critical$/],
];
const maxComponents = 100;

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => Object(value) === value && !Array.isArray(value);

/** `File-Storage` and `file_storage` are one component. */
const plainName = (name: unknown): string => String(name).toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const readStatus = (value: unknown): HealthStatus => words.find(([, pattern]) => pattern.test(plainName(value)))?.[0] ?? 'UNKNOWN';

/** A component, or one measurement of it; `value`: a word, a boolean or `{status, …}`. */
function readComponent(name: string, value: unknown, duration: number): Observation {
  const { status, output, message, error, responseTime, observedValue, observedUnit } = (isObject(value) ? value : { status: value }) as Members;
  const time = observedUnit === 's' ? Number(observedValue) * 1_000 : observedUnit === 'ms' ? observedValue : responseTime;
  const found = readStatus(status);
  return saw(found, `${name}: ${String(output ?? message ?? error ?? found.toLowerCase())}`, { component: name }, Number(time ?? duration) || 0);
}

/** What an answer says of whoever gave it; `null`: the browser is offline. */
export function judgeAnswer({ status, outcome, duration, error }: Pick<HealthAnswer, 'status' | 'outcome' | 'duration' | 'error'>): Observation | null {
  if (outcome === 'offline') return null;
  const metadata = { status };
  if (!status) return saw('UNHEALTHY', `no answer after ${Math.round(duration)} ms: ${error || outcome}`, metadata, duration);
  return saw(status > 499 ? 'UNHEALTHY' : status > 399 ? 'DEGRADED' : 'HEALTHY', `answered ${status}`, metadata, duration);
}

/**
 * Reads the answer to `GET /api/health`: `application/health+json` (`{status, checks: {'component' |
 * 'component:measurement': […]}}`) and plain `{status, components: {name: 'up' | {status, …}}}`. The worst measurement of
 * a component is its status. A 503 is how a report says `fail`; any other error is an answer without a report.
 */
export function readReport(answer: HealthAnswer): HealthReport {
  const { status, duration } = answer;
  const body = isObject(answer.body) && (status === 200 || status === 503) ? answer.body : {};
  const listed = body['checks'] ?? body['components'];
  const components = new Map<string, Observation>();
  for (const [key, value] of Object.entries(isObject(listed) ? listed : {}).slice(0, maxComponents))
    for (const measured of [value].flat().slice(0, maxComponents)) {
      const name = key.split(':', 1)[0] ?? '';
      const found = readComponent(name, measured, duration);
      const known = components.get(plainName(name));
      if (!known || isWorse(found.status, known.status)) components.set(plainName(name), found);
    }
  const api = judgeAnswer(answer);
  if (isObject(listed) || readStatus(body['status']) !== 'UNKNOWN') {
    const server = Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value !== 'object'));
    const own = components.get('api') ?? saw('HEALTHY', 'API connection healthy');
    return { api: { ...own, metadata: { status, serverData: server }, responseTime: duration }, components };
  }
  if (api?.status !== 'HEALTHY') return { api, components: null };
  const got = JSON.stringify(answer.body)?.slice(0, 60);
  return { api: { ...api, status: 'DEGRADED', message: `health report: expected "status" or "checks", got ${got}` }, components: null };
}

/** What a report says of a component. `names`: separated by `|`. */
export function findComponent(components: ReadonlyMap<string, Observation>, names: string): Observation {
  const name = names.split('|').find((name) => components.has(plainName(name)));
  return components.get(plainName(name)) ?? { ...saw('UNKNOWN', 'not in the health report'), absent: true };
}
