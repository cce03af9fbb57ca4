import type { ErrorRecord, StackFrame } from '../../contract/error-record.ts';
import { rememberOf } from '../remember-of.ts';
import { pagePath } from './page-path.ts';
import { shortHash } from './short-hash.ts';

/** ms within which two reports can be of one occurrence. */
const occurrenceWindow = 1_000;
/** Reporters of one group that are remembered. */
const maxSightings = 16;

/** The topmost frames as one text. */
const topOf = rememberOf((frames: readonly StackFrame[]): string => JSON.stringify(frames.slice(0, 5)));

/** Names what happened, down to the column: two reports of one occurrence agree in all of it. */
export function fingerprintOf({ name, message, frames, url }: Pick<ErrorRecord, 'name' | 'message' | 'frames' | 'url'>): string {
  return shortHash([name, message, frames.length > 0 ? topOf(frames) : pagePath(url)].join('\n'));
}

/** Who reported an occurrence that counted, and when last (epoch ms). */
export interface Sighting {
  readonly fingerprint: string;
  readonly reporter: string;
  readonly at: number;
}

/**
 * Remembers an occurrence that counts; `null`: this is a second report of what was counted already. It is, when another tab or another mechanism
 * reported the same within a second. The same mechanism of the same tab reports each occurrence once, so that its repeats are a loop, and count.
 */
export function withSighting(sightings: readonly Sighting[], { fingerprint, tabId, mechanism, timestamp: at }: ErrorRecord): readonly Sighting[] | null {
  const reporter = `${tabId} ${mechanism}`;
  const known = sightings.find((seen) => seen.fingerprint === fingerprint && Math.abs(at - seen.at) <= occurrenceWindow);
  if (known && known.reporter !== reporter) return null;
  return [...sightings.filter((seen) => seen !== known), { fingerprint, reporter, at }].slice(-maxSightings);
}
