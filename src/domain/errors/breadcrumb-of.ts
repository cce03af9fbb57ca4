import type { Breadcrumb } from '../../contract/breadcrumb.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { Signal } from '../../contract/signal.ts';
import { outcomeOf } from '../performance/outcome.ts';
import { pagePath } from './page-path.ts';

/** Steps kept of a session. */
const maxCrumbs = 100;

/** The step that a signal is on the way to an error; `undefined`: it is none. */
export function breadcrumbOf(signal: Signal): Breadcrumb | undefined {
  if (signal.kind === 'breadcrumb') return signal.crumb;
  if (signal.kind === 'api') {
    const { kind: category, at, seq: _, scope: __, ...data } = signal;
    const outcome = outcomeOf(signal);
    const level = /ok|aborted/.test(outcome) ? 'INFO' : 'ERROR';
    return { at, category, message: `${data.method} ${pagePath(data.url)} ${data.status || outcome}`, level, data: { ...data, outcome } };
  }
  if (signal.kind !== 'log') return undefined;
  const { kind, at, type, level, message, correlationId } = signal;
  return {
    at,
    category: type === 'user_action' ? 'ui' : kind,
    message: message.slice(0, 200),
    level: level === 'TRACE' ? 'DEBUG' : level,
    data: { type, correlationId },
  };
}

/** An error is a step on the way to the next one. */
export const errorCrumb = ({ id, timestamp, name, message, signature }: ErrorRecord): Breadcrumb => ({
  at: timestamp,
  category: 'custom',
  message: `${name}: ${message}`.slice(0, 200),
  level: 'ERROR',
  data: { id, signature },
});

/** The trail with one more step, at most 100. A fault that comes again is one step with a count, so that a loop does not push out the way to it. */
export function withCrumb(trail: readonly Breadcrumb[], crumb: Breadcrumb): readonly Breadcrumb[] {
  const signature = crumb.data?.signature;
  const before = signature ? trail.find(({ data }) => data?.signature === signature) : undefined;
  const next = before ? { ...crumb, data: { ...crumb.data, count: Number(before.data?.count ?? 1) + 1 } } : crumb;
  return [...(before ? trail.filter((one) => one !== before) : trail.slice(1 - maxCrumbs)), next];
}
