import type { Signal } from '../../contract/signal.ts';
import { result, type Observation } from '../../domain/health/observation.ts';

export type ObservedCalls =
  | { readonly answered: true; readonly at: number; readonly observation: Observation }
  | { readonly answered: false; readonly at: number };

/** ms; calls older than this, of a page that is long gone, say nothing of now */
const recent = 30_000;

/**
 * What a batch's calls of the backend's origin say: the newest one that was answered at all below 500 proves the API as
 * a probe would; a network fault or a time-out alone only asks for one.
 */
export function observeCalls(signals: readonly Signal[], health: string | null, now: number): ObservedCalls | null {
  if (health === null) return null;
  const origin = originOf(health, health);
  let seen: ObservedCalls | null = null;
  for (const signal of signals) {
    if (signal.kind !== 'api' || now - signal.at > recent || originOf(signal.url, signal.scope.url) !== origin) continue;
    if (signal.outcome === 'ok' || signal.outcome === 'client_error') {
      const observation = result('HEALTHY', "the application's own calls are answered", { status: signal.status, observed: 'call' }, signal.duration);
      seen = { answered: true, at: now, observation };
    } else if (!seen && (signal.outcome === 'network' || signal.outcome === 'timeout')) seen = { answered: false, at: now };
  }
  return seen;
}

function originOf(url: string, base: string): string | null {
  try {
    return new URL(url, base).origin;
  } catch {
    return null;
  }
}
