import type { ErrorGroup, ErrorRecord } from '../../contract/error-record.ts';
import { severities } from '../../contract/severity.ts';
import { baseName } from './file-name.ts';
import { withSighting } from './fingerprint.ts';
import type { Sighting } from './fingerprint.ts';
import { pagePath } from './page-path.ts';
import { shortHash } from './short-hash.ts';

export const hour = 3_600_000;
/** Numbers of the trend. */
export const hours = 24;
/** Sessions and users are told apart up to this many. */
const maxDistinct = 1_000;

/** A group as it is stored: all that it shows except what follows from the moment, and what it needs to go on counting. About 30 kB at most. */
export interface GroupRow extends Omit<ErrorGroup, 'signature' | 'trend' | 'isNew' | 'isSpike' | 'sessions' | 'users'> {
  /** Its signature. */
  readonly key: string;
  readonly memory: {
    /** Hashes, so that no id of a person is kept here. */
    readonly sessions: readonly string[];
    readonly users: readonly string[];
    readonly sightings: readonly Sighting[];
    /** Occurrences by the hour (epoch ms / 3,600,000, floored), of the last 24 hours that had any. */
    readonly counts: Readonly<Record<number, number>>;
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
  const latest = { name, message, category, title: [name, message].filter(Boolean).join(': ').slice(0, 300), culprit: culpritOf(record), lastSeen: at, latestId: id, lastRelease: release };
  const opened = { status: 'unresolved', isRegressed: !!row, statusBy: undefined } as const;
  const known = row ?? { ...first, ...latest, ...opened, key: record.signature, severity, count: 0 };
  const slot = Math.floor(at / hour);
  const counts = { ...memory.counts, [slot]: (memory.counts[slot] ?? 0) + 1 };
  return {
    ...known,
    ...(at < known.firstSeen && first),
    ...(at > known.lastSeen && latest),
    ...(known.status === 'resolved' && at > (known.statusBy?.at ?? 0) && opened),
    severity: severities.find((one) => one === severity || one === known.severity) ?? severity,
    count: known.count + 1,
    memory: {
      sessions: withDistinct(memory.sessions, sessionId),
      users: withDistinct(memory.users, userId),
      sightings,
      // Members that are whole numbers stand in their order, however they came.
      counts: Object.fromEntries(Object.entries(counts).slice(-hours)),
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

function withDistinct(known: readonly string[], id: string | null): readonly string[] {
  const hash = shortHash(id ?? '');
  return id === null || known.length >= maxDistinct || known.includes(hash) ? known : [...known, hash];
}
