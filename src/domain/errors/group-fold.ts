import type { ErrorGroup, ErrorRecord } from '../../contract/error-record.ts';
import { severities } from '../../contract/severity.ts';
import { baseName } from './file-name.ts';
import { withSighting } from './fingerprint.ts';
import type { Sighting } from './fingerprint.ts';
import { pagePath } from './page-path.ts';
import { shortHash } from './short-hash.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
/** Numbers of the trends. */
export const hours = 24;
export const days = 30;
/** Sessions and users are told apart up to this many. */
const maxDistinct = 1_000;

type Counts = Readonly<Record<number, number>>;

/** A group as it is stored: all that it shows except what follows from the moment, and what it needs to go on counting. About 30 kB at most. */
export interface GroupRow extends Omit<ErrorGroup, 'signature' | 'title' | 'trend' | 'daily' | 'isNew' | 'isSpike' | 'sessions' | 'users'> {
  /** Its signature. */
  readonly key: string;
  readonly memory: {
    /** Hashes, so that no id of a person is kept here. */
    readonly sessions: readonly string[];
    readonly users: readonly string[];
    readonly sightings: readonly Sighting[];
    /** Occurrences by the hour (epoch ms / 3,600,000, floored), of the last 24 hours that had any. */
    readonly counts: Counts;
    /** The same by the day, of the last 30 days that had any. */
    readonly daily?: Counts | undefined;
  };
}

/**
 * A group with one more occurrence; `null`: this occurrence is counted already. Occurrences of several tabs arrive in any order: what they add up
 * to does not depend on it, except beyond 1,000 whom the hashes name.
 */
export function foldGroup(row: GroupRow | undefined, record: ErrorRecord, now: number): GroupRow | null {
  const { id, name, message, category, severity, release, sessionId, userId } = record;
  const memory = row?.memory ?? { sessions: [], users: [], sightings: [], counts: {} };
  const sightings = withSighting(memory.sightings, record);
  if (!sightings) return null;
  // A tab's clock may run ahead; an hour that has not begun would hide all the others.
  const at = Math.min(record.timestamp, now);
  const first = { firstSeen: at, firstRelease: release };
  const latest = { name, message, category, culprit: culpritOf(record), lastSeen: at, latestId: id, lastRelease: release };
  const opened = { status: 'unresolved', isRegressed: !!row, regressedIn: row && release, statusBy: undefined } as const;
  const known = row ?? { ...first, ...latest, ...opened, key: record.signature, severity, count: 0 };
  const { at: since = 0, until = Infinity, count: most = Infinity } = known.statusBy ?? {};
  const isBack = known.status === 'resolved' ? at > since : at >= until || known.count >= most;
  return {
    ...known,
    ...(at < known.firstSeen && first),
    ...(at > known.lastSeen && latest),
    ...(isBack && opened),
    severity: severities.find((one) => one === severity || one === known.severity) ?? severity,
    count: known.count + 1,
    memory: {
      sessions: withDistinct(memory.sessions, sessionId),
      users: withDistinct(memory.users, userId),
      sightings,
      counts: withCount(memory.counts, at / hour, hours),
      daily: withCount(memory.daily, at / day, days),
    },
  };
}

/** `submitForm (booking.js:42)`, or the page where no frame is known. */
export function culpritOf({ frames, url }: ErrorRecord): string {
  const top = frames.find(({ inApp }) => inApp);
  const { file, line, function: name } = top?.source ?? top ?? {};
  if (!file) return pagePath(url);
  const place = `${baseName(file) || file}:${line}`;
  return name ? `${name} (${place})` : place;
}

function withCount(counts: Counts = {}, at: number, most: number): Counts {
  const slot = Math.floor(at);
  const more = { ...counts, [slot]: (counts[slot] ?? 0) + 1 };
  // Members that are whole numbers stand in their order, however they came.
  return slot in counts ? more : Object.fromEntries(Object.entries(more).slice(-most));
}

function withDistinct(known: readonly string[], id: string | null): readonly string[] {
  const hash = shortHash(id ?? '');
  return id === null || known.length >= maxDistinct || known.includes(hash) ? known : [...known, hash];
}
