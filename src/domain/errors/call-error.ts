import type { ErrorOptions } from '../../contract/config.ts';
import type { ApiSignal, ErrorSignal } from '../../contract/signal.ts';
import { isFailure, isTimed, outcomeOf } from '../performance/outcome.ts';
import { foldUrl } from '../performance/route-pattern.ts';

/** The error that a call of an API is, where the options say so; `undefined`: it is none. Its message names the route, so that a route is a group. */
export function callError(signal: ApiSignal, { failedCalls, slowCalls }: ErrorOptions): ErrorSignal | undefined {
  const { method, url, status, duration } = signal;
  const outcome = outcomeOf(signal);
  const failed = failedCalls && isFailure(outcome);
  if (!failed && !(slowCalls && duration > slowCalls && isTimed(outcome))) return undefined;
  const message = `${failed ? status || outcome : 'slow'} ${method} ${foldUrl(url).join('')}`;
  return { ...signal, kind: 'error', error: { name: 'ApiError', message, stack: '' }, mechanism: 'api', handled: true, context: { status, outcome, duration } };
}
