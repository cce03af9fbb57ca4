import type { Breadcrumb } from '../../contract/breadcrumb.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { LogLevel } from '../../contract/log-entry.ts';
import type { ApiSignal, LogSignal, Signal } from '../../contract/signal.ts';
import { pagePath } from './page-path.ts';

/** Steps kept of a session. */
export const maxCrumbs = 100;

/** The step that a signal is on the way to an error; `null`: it is none. */
export function breadcrumbOf(signal: Signal): Breadcrumb | null {
  switch (signal.kind) {
    case 'breadcrumb':
      return signal.crumb;
    case 'api':
      return apiCrumb(signal);
    case 'log':
      return logCrumb(signal);
    case 'error':
    case 'vital':
    case 'metric':
    case 'resources':
      return null;
  }
}

/** An error is a step on the way to the next one. */
export function errorCrumb(record: Pick<ErrorRecord, 'id' | 'timestamp' | 'name' | 'message' | 'signature'>): Breadcrumb {
  const { id, signature } = record;
  return { at: record.timestamp, category: 'custom', message: `${record.name}: ${record.message}`.slice(0, 200), level: 'ERROR', data: { type: 'error', id, signature } };
}

/** The trail with one more step, at most 100. An error that repeats itself (a loop) is one step with a count, so that it does not push out the way to it. */
export function withCrumb(trail: readonly Breadcrumb[], crumb: Breadcrumb): readonly Breadcrumb[] {
  const again = crumb.data?.type === 'error' ? sameErrorAtEnd(trail, crumb.data.signature) : -1;
  if (again < 0) return [...trail, crumb].slice(-maxCrumbs);
  const count = Number(trail[again]?.data?.count ?? 1) + 1;
  return [...trail.toSpliced(again, 1), { ...crumb, data: { ...crumb.data, count } }];
}

/** Index of the same error within the run of errors that ends the trail: two loops may take turns. */
function sameErrorAtEnd(trail: readonly Breadcrumb[], signature: unknown): number {
  for (let at = trail.length - 1; at >= 0 && trail[at]?.data?.type === 'error'; at -= 1) if (trail[at]?.data?.signature === signature) return at;
  return -1;
}

function apiCrumb(signal: ApiSignal): Breadcrumb {
  const { method, url, status, outcome, duration, correlationId } = signal;
  const failed = outcome !== 'ok' && outcome !== 'aborted';
  return {
    at: signal.at,
    category: 'api',
    message: `${method} ${pagePath(url)} ${status > 0 ? status : outcome}`,
    level: !failed ? 'INFO' : outcome === 'client_error' ? 'WARN' : 'ERROR',
    data: { method, url, status, outcome, duration, ...(correlationId === undefined ? {} : { correlationId }) },
  };
}

const crumbLevels: Readonly<Record<LogLevel, Breadcrumb['level']>> = { ERROR: 'ERROR', WARN: 'WARN', INFO: 'INFO', DEBUG: 'DEBUG', TRACE: 'DEBUG' };

function logCrumb(signal: LogSignal): Breadcrumb {
  const { type, correlationId } = signal;
  return {
    at: signal.at,
    category: type === 'user_action' ? 'ui' : 'log',
    message: signal.message.slice(0, 200),
    level: crumbLevels[signal.level],
    data: { type, ...(correlationId === undefined ? {} : { correlationId }) },
  };
}
