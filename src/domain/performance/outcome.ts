import type { ApiOutcome } from '../../contract/performance.ts';
import type { ApiSignal } from '../../contract/signal.ts';

/** How a call ended. */
export function outcomeOf({ status, outcome: told }: Pick<ApiSignal, 'status' | 'outcome'>): ApiOutcome {
  if (/timeout/i.test(told)) return 'timeout';
  if (/abort/i.test(told)) return 'aborted';
  if (/^(false|off)/.test(told)) return 'offline';
  if (/^(true|net)/.test(told)) return 'network';
  return status > 499 ? 'server_error' : status > 399 ? 'client_error' : 'ok';
}

/** The service did not do its part: 5xx, time-out, network while online. A 4xx is an answer. */
export function isFailure(outcome: ApiOutcome): boolean {
  return outcome === 'server_error' || outcome === 'timeout' || outcome === 'network';
}

/** Whether a call says anything about the service: one that the page aborted, or that had no network, does not. */
export function isCounted(outcome: ApiOutcome): boolean {
  return outcome !== 'aborted' && outcome !== 'offline';
}

/** Whether its duration is a response time: how long a refused connection took is none. */
export function isTimed(outcome: ApiOutcome): boolean {
  return isCounted(outcome) && outcome !== 'network';
}
