import type { ErrorGroup, ErrorRecord, GroupStatus } from '../../contract/error-record.ts';
import { severities } from '../../contract/severity.ts';
import type { Sighting } from './fingerprint.ts';
import { pagePath } from './page-path.ts';
import { shortHash } from './short-hash.ts';

export const hour = 3_600_000;
/** Numbers of the trend. */
export const hours = 24;
/** Sessions and users are told apart up to this many. */
const maxDistinct = 1_000;

/** A group as it is stored: all that it shows except what follows from the moment, and what it needs to go on counting. About 30 kB at most. */
export interface GroupRow extends Omit<ErrorGroup, 'signature' | 'isNew' | 'isSpike'> {
  /** Its signature. */
  readonly key: string;
  readonly memory: {
    /** Hashes, so that no id of a person is kept here. */
    readonly sessions: readonly string[];
    readonly users: readonly string[];
    /** The hour (epoch ms / 3,600,000, floored) that the trend ends with. */
    readonly trendHour: number;
    readonly sightings: readonly Sighting[];
  };
}

const blank: GroupRow['memory'] = { sessions: [], users: [], trendHour: 0, sightings: [] };

/**
 * A group with one more occurrence. Occurrences of several tabs arrive in any order: what they add up to does not depend on it, except beyond
 * 1,000 whom the hashes name.
 */
export function foldGroup(row: GroupRow | undefined, record: ErrorRecord, now: number): GroupRow {
  const { id, name, message, category, severity, release } = record;
  // A tab's clock may run ahead; an hour that has not begun would hide all the others.
  const at = Math.min(record.timestamp, now);
  const first = { firstSeen: at, firstRelease: release };
  const title = [name, message].filter(Boolean).join(': ').slice(0, 300);
  const latest = { name, message, category, title, culprit: culpritOf(record), lastSeen: at, latestId: id, lastRelease: release };
  const status: GroupStatus = 'unresolved';
  const known = row ?? { ...first, ...latest, key: record.signature, severity, status, count: 0, isRegressed: false, trend: [], memory: blank };
  const { memory } = known;
  const sessions = withDistinct(memory.sessions, record.sessionId);
  const users = withDistinct(memory.users, record.userId);
  const trendHour = Math.max(memory.trendHour, Math.floor(at / hour));
  const slot = hours - 1 - trendHour + Math.floor(at / hour);
  return {
    ...known,
    ...((at < known.firstSeen || (at === known.firstSeen && release < known.firstRelease)) && first),
    ...((at > known.lastSeen || (at === known.lastSeen && id > known.latestId)) && latest),
    ...(known.status === 'resolved' && at > (row?.statusBy?.at ?? 0) && { status, statusBy: undefined, isRegressed: true }),
    severity: severities.find((one) => one === severity || one === known.severity) ?? severity,
    count: known.count + 1,
    sessions: sessions.length,
    users: users.length,
    trend: trendAfter(known.trend, trendHour - memory.trendHour).map((count, index) => (index === slot ? count + 1 : count)),
    memory: { ...memory, sessions, users, trendHour },
  };
}

/** The trend some hours on: what is older than 24 hours falls out at the front. */
export const trendAfter = (trend: readonly number[], passed: number): number[] => [...trend, ...Array<number>(Math.max(0, Math.min(hours, passed))).fill(0)].slice(-hours);

/** `submitForm (booking.js:42)`, or the page where no frame is known. */
function culpritOf({ frames, url }: ErrorRecord): string {
  const top = frames.find(({ inApp }) => inApp) ?? frames.find(({ file }) => file);
  if (!top?.file) return pagePath(url);
  const place = `${top.file.replace(/[?#].*$/s, '').replace(/^.*[\\/](?=.)/s, '')}:${top.line}`;
  return top.function ? `${top.function} (${place})` : place;
}

function withDistinct(known: readonly string[], id: string | null): readonly string[] {
  const hash = shortHash(id ?? '');
  return id === null || known.length >= maxDistinct || known.includes(hash) ? known : [...known, hash];
}
