import type { Breadcrumb } from '../../contract/breadcrumb.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { Signal } from '../../contract/signal.ts';
import { pagePath } from './page-path.ts';

/** Steps kept of a session. */
const maxCrumbs = 100;

/** The step that a signal is on the way to an error; `null`: it is none. */
export function breadcrumbOf(signal: Signal): Breadcrumb | null {
  if (signal.kind === 'api') {
    const { at, method, url, status, outcome, duration, correlationId } = signal;
    const level = /ok|aborted/.test(outcome) ? 'INFO' : outcome === 'client_error' ? 'WARN' : 'ERROR';
    return { at, category: 'api', message: `${method} ${pagePath(url)} ${status || outcome}`, level, data: { method, url, status, outcome, duration, correlationId } };
  }
  if (signal.kind === 'log') {
    const { at, type, level, message, correlationId } = signal;
    const category = type === 'user_action' ? 'ui' : 'log';
    return { at, category, message: message.slice(0, 200), level: level === 'TRACE' ? 'DEBUG' : level, data: { type, correlationId } };
  }
  return signal.kind === 'breadcrumb' ? signal.crumb : null;
}

/** An error is a step on the way to the next one. */
export const errorCrumb = ({ id, timestamp, name, message, signature }: ErrorRecord): Breadcrumb => ({
  at: timestamp,
  category: 'custom',
  message: `${name}: ${message}`.slice(0, 200),
  level: 'ERROR',
  data: { id, signature },
});

/**
 * The trail with one more step, at most 100. An error that comes again before anything else happened is one step with a count: so a loop,
 * or two that take turns, do not push out the way to them.
 */
export function withCrumb(trail: readonly Breadcrumb[], crumb: Breadcrumb): readonly Breadcrumb[] {
  const signature = crumb.data?.signature;
  const again = signature ? trail.findLastIndex(({ data }) => data?.signature === signature) : -1;
  if (again < 0 || trail.slice(again).some(({ data }) => !data?.signature)) return [...trail, crumb].slice(-maxCrumbs);
  const count = Number(trail[again]?.data?.count ?? 1) + 1;
  return [...trail.filter((_, at) => at !== again), { ...crumb, data: { ...crumb.data, count } }];
}
