import type { ErrorGroup, ErrorRecord, GroupStatus, StackFrame } from '../../contract/error-record.ts';
import { severities } from '../../contract/severity.ts';
import type { Sighting } from './fingerprint.ts';
import { shortHash } from './short-hash.ts';
import { pagePath } from './page-path.ts';
import { titleOf } from './signature.ts';

export const hour = 3_600_000;
export const hours = 24;
/** Sessions and users are told apart up to this many. */
const maxDistinct = 1_000;
/** Newest occurrences that a group can show. */
export const maxEvents = 20;

/** Where an occurrence is kept: the chunk and the record in it. */
export interface EventPlace {
  readonly id: string;
  readonly at: number;
  readonly chunk: string;
}

/** A group as it is stored. The lists bound what it may grow to: about 30 kB. */
export interface GroupRow {
  readonly key: string;
  readonly family: string | null;
  readonly title: string;
  readonly name: string;
  readonly message: string;
  readonly culprit: string;
  readonly category: ErrorGroup['category'];
  readonly severity: ErrorGroup['severity'];
  readonly status: GroupStatus;
  readonly statusBy: { readonly userId: string; readonly at: number; readonly reason: string } | null;
  readonly regressed: boolean;
  readonly count: number;
  /** Hashes, so that no id of a person is kept here. */
  readonly sessions: readonly string[];
  readonly users: readonly string[];
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly firstRelease: string;
  readonly lastRelease: string;
  readonly latestId: string;
  /** Events an hour, oldest first; the last one is the hour (epoch ms / 3,600,000, floored) `trendHour`. */
  readonly trend: readonly number[];
  readonly trendHour: number;
  /** Newest first. */
  readonly events: readonly EventPlace[];
  readonly sightings: readonly Sighting[];
}

/**
 * A group with one more occurrence. Occurrences of several tabs arrive in any order: what they add up to does not depend on it, except who
 * reported them (`sightings`) and, beyond 1,000, whom the hashes name.
 */
export function foldGroup(row: GroupRow | undefined, record: ErrorRecord, chunk: string, now: number, family: string | null = null): GroupRow {
  // A tab's clock may run ahead; an hour that has not begun would hide all the others.
  const at = Math.min(record.timestamp, now);
  const event: EventPlace = { id: record.id, at, chunk };
  if (!row) return firstOf(record, event, family);
  const isLatest = isAfter(event, { id: row.latestId, at: row.lastSeen });
  const isFirst = at < row.firstSeen || (at === row.firstSeen && record.release < row.firstRelease);
  const comesBack = row.status === 'resolved' && at > (row.statusBy?.at ?? 0);
  return {
    ...row,
    ...(isLatest ? described(record) : {}),
    severity: severities.indexOf(record.severity) < severities.indexOf(row.severity) ? record.severity : row.severity,
    status: comesBack ? 'unresolved' : row.status,
    statusBy: comesBack ? null : row.statusBy,
    regressed: row.regressed || comesBack,
    count: row.count + 1,
    sessions: withDistinct(row.sessions, record.sessionId),
    users: withDistinct(row.users, record.userId),
    firstSeen: Math.min(row.firstSeen, at),
    lastSeen: Math.max(row.lastSeen, at),
    firstRelease: isFirst ? record.release : row.firstRelease,
    lastRelease: isLatest ? record.release : row.lastRelease,
    latestId: isLatest ? record.id : row.latestId,
    ...withEvent(row, at),
    events: newestFirst([...row.events, event]),
  };
}

function firstOf(record: ErrorRecord, event: EventPlace, family: string | null): GroupRow {
  return {
    key: record.signature,
    family,
    ...described(record),
    severity: record.severity,
    status: 'unresolved',
    statusBy: null,
    regressed: false,
    count: 1,
    sessions: withDistinct([], record.sessionId),
    users: withDistinct([], record.userId),
    firstSeen: event.at,
    lastSeen: event.at,
    firstRelease: record.release,
    lastRelease: record.release,
    latestId: record.id,
    trend: [...Array<number>(hours - 1).fill(0), 1],
    trendHour: Math.floor(event.at / hour),
    events: [event],
    sightings: [],
  };
}

const described = (record: ErrorRecord): Pick<GroupRow, 'title' | 'name' | 'message' | 'culprit' | 'category'> => ({
  title: titleOf(record.name, record.message),
  name: record.name,
  message: record.message,
  culprit: culpritOf(record.frames, record.url),
  category: record.category,
});

/** `submitForm (booking.js:42)`, or the page where no frame is known. */
function culpritOf(frames: readonly StackFrame[], url: string): string {
  const top = frames.find((frame) => frame.inApp) ?? frames.find((frame) => frame.file !== null) ?? frames[0];
  if (!top) return pagePath(url);
  const base = top.file?.replace(/[?#].*$/s, '').split(/[\\/]/).at(-1) || top.file || '';
  const place = top.line === null ? base : `${base}:${top.line}`;
  return top.function === null ? place : place === '' ? top.function : `${top.function} (${place})`;
}

function withDistinct(known: readonly string[], id: string | null): readonly string[] {
  if (id === null || known.length >= maxDistinct) return known;
  const hash = shortHash(id);
  return known.includes(hash) ? known : [...known, hash];
}

function withEvent(row: Pick<GroupRow, 'trend' | 'trendHour'>, at: number): Pick<GroupRow, 'trend' | 'trendHour'> {
  const shifted = trendAt(row, Math.max(row.trendHour, Math.floor(at / hour)));
  const slot = hours - 1 - (shifted.trendHour - Math.floor(at / hour));
  return { trendHour: shifted.trendHour, trend: slot < 0 ? shifted.trend : shifted.trend.with(slot, (shifted.trend[slot] ?? 0) + 1) };
}

/** The trend as it stands in a later hour: what is older than 24 hours falls out at the front. */
export function trendAt(row: Pick<GroupRow, 'trend' | 'trendHour'>, trendHour: number): Pick<GroupRow, 'trend' | 'trendHour'> {
  const passed = Math.min(hours, Math.max(0, trendHour - row.trendHour));
  return { trend: [...row.trend.slice(passed), ...Array<number>(passed).fill(0)], trendHour: Math.max(trendHour, row.trendHour) };
}

const isAfter = (a: { readonly id: string; readonly at: number }, b: { readonly id: string; readonly at: number }): boolean => a.at > b.at || (a.at === b.at && a.id > b.id);

const newestFirst = (events: readonly EventPlace[]): readonly EventPlace[] => [...events].sort((a, b) => (isAfter(a, b) ? -1 : 1)).slice(0, maxEvents);
