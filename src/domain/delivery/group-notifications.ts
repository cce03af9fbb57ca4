import { severities } from '../../contract/severity.ts';

/** As much of a queued notification as says with which others it goes, and when. */
export interface Waiting {
  readonly id: string;
  readonly to?: unknown;
  readonly severity?: unknown;
  readonly category?: unknown;
  readonly title?: unknown;
}

const hour = 3_600_000;
const longestTitle = 150;
const longestText = 2_000;

/** No limit and no wait holds up an attack. */
export const isUrgent = ({ severity, category }: Waiting): boolean => severity === 'CRITICAL' && category === 'security';

/** What is to be remembered of it, with what is said now. `said`: epoch ms, oldest first. */
export function saidAlso(said: readonly number[] = [], most: number, now: number): readonly number[] {
  return [...said.filter((at) => at > now - hour), now].slice(-most - 1);
}

/** When a channel that may say `most` an hour may say something again (epoch ms); 0: now. `said`: when it did, oldest first. */
export function quietUntil(said: readonly number[] = [], most: number, now: number): number {
  // What lies ahead was written before the clock went back.
  const lately = said.filter((at) => at <= now && at > now - hour);
  return lately.length >= most ? (lately.at(-most) ?? now) + hour : 0;
}

/** Of what waits on a channel, oldest first, what goes in one notification: all for one receiver; where only what is urgent may go, that. */
export function takeGroup<W extends Waiting>(waiting: readonly W[], isQuiet: boolean): readonly W[] {
  const free = isQuiet ? waiting.filter(isUrgent) : waiting;
  return free.filter(({ to }) => to === free[0]?.to);
}

/**
 * Several as one: the newest, as urgent as the most urgent, and all of them in `alerts`. Its id is that of the newest: with one more in it, it is
 * another notification, of which a backend that knows ids has not heard yet.
 */
export function asOne(items: readonly Waiting[]): unknown {
  if (items.length < 2) return items[0];
  const titles = items.map(({ title }) => title);
  const severity = severities.find((name) => items.some((item) => item.severity === name));
  return { ...items.at(-1), severity, title: `${items.length} alerts: ${titles.join(', ')}`.slice(0, longestTitle), text: titles.join('\n').slice(0, longestText), alerts: items };
}
