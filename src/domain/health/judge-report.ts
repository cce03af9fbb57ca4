import type { HealthStatus } from '../../contract/health.ts';
import { componentKey, parseReport, type HealthReport } from './parse-report.ts';
import { result, unavailable, type Observation, type Unavailable } from './observation.ts';

/** The answer to `GET /api/health`, as the transport gives it. */
export interface HealthAnswer {
  /** 0: no answer */
  readonly status: number;
  readonly outcome: 'answered' | 'timeout' | 'network' | 'offline';
  /** ms */
  readonly duration: number;
  readonly body: unknown;
  readonly error: string;
}

export interface JudgedReport {
  readonly api: Observation;
  /** `null`: nothing that can be read, so nothing is known of any component. */
  readonly report: HealthReport | null;
}

/** What one answer says of the API itself, and the report in it, be it that of a 503. */
export function judgeReport(answer: HealthAnswer): JudgedReport {
  const { status, outcome, duration } = answer;
  const metadata = { status };
  if (outcome !== 'answered' || status === 0) {
    const why = outcome === 'timeout' ? `no answer within ${Math.round(duration)} ms` : `no answer${answer.error ? `: ${answer.error}` : ''}`;
    return { api: result('UNHEALTHY', why, { ...metadata, outcome }, duration), report: null };
  }
  if (status === 429) return { api: result('DEGRADED', 'asked to come less often: 429', metadata, duration), report: null };
  const parsed = parseReport(answer.body);
  if (!parsed.ok) {
    const said = `${status}, and the health report cannot be read: ${parsed.reason}`;
    return { api: result(status >= 500 ? 'UNHEALTHY' : 'DEGRADED', `answered ${said}`, metadata, duration), report: null };
  }
  const { report } = parsed;
  const own = report.components.get('api') ?? report.components.get('apiconnectivity');
  const message = own?.message || (status >= 400 ? `answers, and reports a fault: ${status}` : 'API connection healthy');
  const seen = { ...metadata, serverData: report.server };
  // A 404 with some JSON in it, say, is an answer but no report. A 503 is how a report says `fail`.
  if (status >= 400 && status !== 503 && !report.components.size) {
    return { api: result(status >= 500 ? 'UNHEALTHY' : 'DEGRADED', `answered ${status} without a health report`, seen, duration), report: null };
  }
  return { api: result(own?.status ?? 'HEALTHY', message, seen, duration), report };
}

const words: Readonly<Record<HealthStatus, string>> = { HEALTHY: 'is up', DEGRADED: 'is degraded', UNHEALTHY: 'is down', CRITICAL: 'is down', UNKNOWN: 'is in an unknown state' };

/** What a report says of a component by any of its names. */
export function judgeComponent(report: HealthReport, names: readonly string[], duration: number): Observation | Unavailable {
  for (const name of names) {
    const found = report.components.get(componentKey(name));
    if (!found) continue;
    const message = `${found.name} ${words[found.status]}${found.message ? `: ${found.message}` : ''}`;
    return result(found.status, message, { component: found.name }, found.responseTime ?? duration);
  }
  return unavailable('not in the health report');
}
