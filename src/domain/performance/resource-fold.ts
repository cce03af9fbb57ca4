import type { ResourceSummary } from '../../contract/performance.ts';
import type { ResourceSignal } from '../../contract/signal.ts';
import { addToSketch, emptySketch, quantile, type QuantileSketch } from './quantile-sketch.ts';
import { foldPath, otherRoute } from './route-pattern.ts';

/** What is known of one resource: its URL with ids folded and without a query. */
export interface ResourceTally {
  readonly name: string;
  readonly host: string;
  readonly type: string;
  readonly count: number;
  readonly bytes: number;
  /** Loads whose sizes are known: another origin shows them only with `Timing-Allow-Origin`. */
  readonly sized: number;
  readonly hits: number;
  readonly failures: number;
  readonly durations: QuantileSketch;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export type ResourceEntry = ResourceSignal['entries'][number];

/** Told apart at once; what comes beyond is counted by type and host. */
export const maxResources = 1_000;

export interface ResourceIdentity {
  readonly key: string;
  readonly name: string;
  readonly host: string;
  readonly type: string;
}

export function identifyResource([url, type]: ResourceEntry): ResourceIdentity {
  const { host, name } = locate(url);
  return { key: `${type}|${name}`, name, host, type };
}

/** The row that takes what is one resource too many. */
export function otherResource({ host, type }: ResourceIdentity): ResourceIdentity {
  return { key: `${type}|${host}|${otherRoute}`, name: otherRoute, host, type };
}

function locate(url: string): { host: string; name: string } {
  try {
    const parsed = new URL(url);
    if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return { host: '', name: parsed.protocol };
    return { host: parsed.host, name: `${parsed.origin}${foldPath(parsed.pathname)}` };
  } catch {
    return { host: '', name: foldPath(url.replace(/[?#].*$/s, '')) };
  }
}

export function foldResource(tally: ResourceTally | undefined, identity: ResourceIdentity, entries: readonly ResourceEntry[], at: number): ResourceTally {
  const { name, host, type } = identity;
  const before = tally ?? { name, host, type, count: 0, bytes: 0, sized: 0, hits: 0, failures: 0, durations: emptySketch, firstSeen: at, lastSeen: at };
  let { count, bytes, sized, hits, failures } = before;
  for (const [, , , transferred, decoded, status] of entries) {
    count += 1;
    bytes += transferred;
    if (transferred > 0 || decoded > 0) sized += 1;
    if (isCacheHit(transferred, decoded)) hits += 1;
    if (status >= 400) failures += 1;
  }
  const durations = addToSketch(before.durations, entries.map(([, , duration]) => duration));
  return { ...before, count, bytes, sized, hits, failures, durations, firstSeen: Math.min(before.firstSeen, at), lastSeen: Math.max(before.lastSeen, at) };
}

/** Nothing transferred, or the 300 bytes that Resource Timing counts for the headers of a 304. */
function isCacheHit(transferred: number, decoded: number): boolean {
  return decoded > 0 && transferred <= 300;
}

export function summarizeResource(tally: ResourceTally): ResourceSummary {
  const { name, host, type, count, bytes, sized, hits, failures, durations } = tally;
  return { name, host, type, count, duration: quantile(durations, 0.5) ?? 0, maxDuration: durations.max, bytes, cacheHitRate: sized ? hits / sized : 0, failures };
}
