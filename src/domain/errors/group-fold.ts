import type { ErrorGroup, ErrorRecord } from '../../contract/error-record.ts';
import { severities } from '../../contract/severity.ts';
import { nameAndMessage } from './fault-of.ts';
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
    /** Keys of the newest chunks that hold its occurrences. */
    readonly chunks: readonly string[];
    readonly sightings: readonly Sighting[];
  };
}

const blank = {
  title: '',
  name: '',
  message: '',
  culprit: '',
  category: 'javascript',
  severity: 'INFO',
  status: 'unresolved',
  count: 0,
  sessions: 0,
  users: 0,
  firstSeen: Infinity,
  lastSeen: -1,
  firstRelease: '',
  lastRelease: '',
  trend: [],
  isRegressed: false,
  latestId: '',
  memory: { sessions: [], users: [], trendHour: 0, chunks: [], sightings: [] },
} as const;

/**
 * A group with one more occurrence. Occurrences of several tabs arrive in any order: what they add up to does not depend on it, except beyond
 * 1,000 whom the hashes name.
 */
export function foldGroup(row: GroupRow | undefined, record: ErrorRecord, now: number): GroupRow {
  const { id, name, message, category, severity, release } = record;
  // A tab's clock may run ahead; an hour that has not begun would hide all the others.
  const at = Math.min(record.timestamp, now);
  const next: { -readonly [K in keyof GroupRow]: GroupRow[K] } = { ...(row ?? blank), key: record.signature };
  next.count += 1;
  if (severities.indexOf(severity) < severities.indexOf(next.severity)) next.severity = severity;
  if (at < next.firstSeen || (at === next.firstSeen && release < next.firstRelease)) {
    next.firstSeen = at;
    next.firstRelease = release;
  }
  if (at > next.lastSeen || (at === next.lastSeen && id > next.latestId))
    Object.assign(next, { name, message, category, title: titleOf(name, message), culprit: culpritOf(record), lastSeen: at, latestId: id, lastRelease: release });
  if (next.status === 'resolved' && at > (next.statusBy?.at ?? 0)) {
    next.status = 'unresolved';
    next.isRegressed = true;
    delete next.statusBy;
  }
  const sessions = withDistinct(next.memory.sessions, record.sessionId);
  const users = withDistinct(next.memory.users, record.userId);
  const trendHour = Math.max(next.memory.trendHour, Math.floor(at / hour));
  const slot = hours - 1 - trendHour + Math.floor(at / hour);
  next.trend = trendAfter(next.trend, trendHour - next.memory.trendHour).map((count, index) => (index === slot ? count + 1 : count));
  next.sessions = sessions.length;
  next.users = users.length;
  next.memory = { ...next.memory, sessions, users, trendHour };
  return next;
}

/** The trend some hours on: what is older than 24 hours falls out at the front. */
export const trendAfter = (trend: readonly number[], passed: number): number[] => [...trend, ...Array<number>(Math.max(0, Math.min(hours, passed))).fill(0)].slice(-hours);

/** `TypeError: x is not a function` */
function titleOf(rawName: string, rawMessage: string): string {
  const { name, message } = nameAndMessage(rawName, rawMessage);
  return (message ? `${name}: ${message}` : name).slice(0, 300);
}

/** `submitForm (booking.js:42)`, or the page where no frame is known. */
function culpritOf({ frames, url }: ErrorRecord): string {
  const top = frames.find(({ inApp }) => inApp) ?? frames.find(({ file }) => file) ?? frames[0];
  const base = top?.file?.replace(/[?#].*$/s, '').replace(/^.*[\\/](?=.)/s, '');
  const place = [base, top?.line].filter((part) => part !== null && part !== undefined).join(':');
  return !top ? pagePath(url) : top.function && place ? `${top.function} (${place})` : (top.function ?? place);
}

function withDistinct(known: readonly string[], id: string | null): readonly string[] {
  const hash = shortHash(id ?? '');
  return id === null || known.length >= maxDistinct || known.includes(hash) ? known : [...known, hash];
}
