import { type Notice, parseNotice, severities } from './notice.ts';
import { asObject } from '../read-json.ts';
import { Refusal } from '../reply.ts';

const most = 100;

/** The notices of an item: itself, or those in its `alerts`, where a browser tells one receiver of several at once. */
export function parseGroup(item: unknown, what: string, now: number): readonly Notice[] {
  const { alerts } = asObject(item, what);
  if (alerts === undefined) return [parseNotice(item, what, now)];
  if (!Array.isArray(alerts) || !alerts.length || alerts.length > most) throw new Refusal(400, 'malformed', `${what}.alerts: expected 1 to ${most} notifications`);
  return alerts.map((alert, at) => parseNotice(alert, `${what}.alerts[${at}]`, now));
}

/** Several as one message: the newest, as urgent as the most urgent, with a line for each. */
export function asOneNotice(notices: readonly [Notice, ...Notice[]]): Notice {
  const newest = notices.at(-1) as Notice;
  if (notices.length === 1) return newest;
  return {
    ...newest,
    severity: severities.find((severity) => notices.some((notice) => notice.severity === severity)) ?? newest.severity,
    title: `${notices.length} alerts: ${notices.map(({ title }) => title).join(', ')}`,
    text: notices.map(({ title, text }) => `${title}\n${text}`).join('\n\n'),
    facts: [],
  };
}
