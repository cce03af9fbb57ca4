import type { MaintenanceWindow } from '../../contract/alert.ts';
import type { Result } from '../../contract/runtime-api.ts';
import type { SilenceRow } from './silence-row.ts';
import { createWallTime } from './wall-time.ts';

const week = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const minute = 60_000;
const day = 1_440 * minute;
const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

function isTimeZone(name: unknown): boolean {
  try {
    return typeof name === 'string' && name !== '' && !!new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
}

/** What is wrong with a maintenance window, by member; or `''`. */
function faultOf(window: MaintenanceWindow): string {
  const { days, from, to, timeZone, ...more } = Object(window) as MaintenanceWindow;
  const wrong = (name: string, expected: string, got: unknown): string => `window.${name}: expected ${expected}, got ${String(JSON.stringify(got)).slice(0, 100)}`;
  if (!Array.isArray(days) || !days.length || !days.every((name) => week.includes(name))) return wrong('days', `some of ${week.join(', ')}`, days);
  for (const [name, value] of [['from', from], ['to', to]] as const) if (!clock.test(value)) return wrong(name, 'HH:MM from 00:00 to 23:59', value);
  if (!isTimeZone(timeZone)) return wrong('timeZone', 'a time zone as "Europe/Berlin"', timeZone);
  const [unknown] = Object.keys(more);
  return unknown ? wrong(unknown, 'days, from, to, timeZone', 'an unknown member') : '';
}

function timeOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * minute;
}

/**
 * Each time that a maintenance window holds between two moments; or what is wrong with it. By the clock on the wall there: 02:00 to 04:00 stays
 * so when summer time begins or ends. A `to` that is not after `from` is on the next day.
 *
 * @example maintenanceSpans({days: ['Sun'], from: '22:00', to: '02:00', timeZone: 'UTC'}, now, inAYear) // {ok: true, value: [[…, …], …]}
 */
export function maintenanceSpans(window: MaintenanceWindow, since: number, until: number): Result<NonNullable<SilenceRow['spans']>> {
  const error = faultOf(window);
  if (error) return { ok: false, error };
  const { momentOf, shownAt } = createWallTime(window.timeZone);
  const [from, to] = [timeOf(window.from), timeOf(window.to)];
  const spans: (readonly [number, number])[] = [];
  // From the day before: a window may have begun then.
  const today = Math.floor(shownAt(since) / day) * day;
  for (let date = today - day; date < until + day; date += day) {
    if (!window.days.includes(week[new Date(date).getUTCDay()] ?? 'Sun')) continue;
    const span = [momentOf(date + from), momentOf(date + (to > from ? to : to + day))] as const;
    if (span[0] < span[1] && span[1] > since && span[0] < until) spans.push(span);
  }
  return { ok: true, value: spans };
}
