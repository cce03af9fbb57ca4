import { cut } from './cut.ts';
import type { Notice } from './notice.ts';
import type { Outcome, Outlet } from './outlet.ts';
import { judgeAnswer, post } from './post.ts';

export interface PostableAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

const longestText = 4_000;

/** Names of labels and annotations are letters, digits and `_`: https://prometheus.io/docs/concepts/data_model */
const labelOf = (name: string): string => name.toLowerCase().replace(/^\d|\W/g, '_');

/**
 * The alert of a notice. Alertmanager tells alerts apart by their labels, all of them: severity and value change within an
 * incident and so are annotations, or a rise in severity would be a second alert beside the first, which nobody resolves.
 *
 * @param endsAt while it fires: when it is over unless it is sent again; our own restart, or death, ends it so
 */
export function postableAlert({ alertId, app, environment, category, incidentId, severity, release, title, text, startedAt, facts }: Notice, endsAt: number): PostableAlert {
  return {
    labels: { alertname: alertId, app, environment, category, incident: incidentId, source: 'prescripto-ops' },
    annotations: { severity: severity.toLowerCase(), summary: cut(title, longestText), description: cut(text, longestText), release, ...Object.fromEntries(facts.map(([name, value]) => [labelOf(name), value])) },
    startsAt: new Date(startedAt).toISOString(),
    // RFC 3339, and after the start: Alertmanager refuses what ends before it begins.
    endsAt: new Date(Math.max(endsAt, startedAt + 1)).toISOString(),
  };
}

/**
 * Sends a batch and says what became of each. Alertmanager keeps the valid part of a mixed batch and answers 400 for all of
 * it, without a word on which; sent again one by one, which changes nothing for those that it has, each has its own answer.
 */
export async function postAlerts(base: string, alerts: readonly PostableAlert[], headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<readonly Outcome[]> {
  const send = (some: readonly PostableAlert[]) => post({ url: `${base}/api/v2/alerts`, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(some) }, signal);
  const answer = await send(alerts);
  if (answer.status !== 400 || alerts.length < 2) return alerts.map(() => judgeAnswer(answer));
  const each: Outcome[] = [];
  for (const alert of alerts) each.push(judgeAnswer(await send([alert])));
  return each;
}

/** Hands incidents to Alertmanager, one or a cluster of them: all of a cluster are told, as Prometheus does it. `holds`: ms that a firing alert stays without being sent again. */
export function alertmanagerOutlet(bases: readonly string[], headers: Readonly<Record<string, string>>, holds: number, now: () => number): Outlet & { refresh(open: readonly Notice[]): Promise<void> } {
  const endOf = ({ event, resolvedAt }: Notice): number => (event === 'resolved' ? (resolvedAt ?? now()) : now() + holds);
  const names = bases.map((_, at) => `alertmanager-${at + 1}`);
  return {
    targets: () => names,
    send: async ({ notice, target }, signal) => {
      const base = bases[names.indexOf(target)];
      if (base === undefined) return { kind: 'refused', detail: 'no longer configured' };
      const [outcome] = await postAlerts(base, [postableAlert(notice, endOf(notice))], headers, signal);
      return outcome as Outcome;
    },
    /** What fires is said again before it would be over. One that cannot be reached hears it the next time. */
    refresh: async (open) => {
      if (open.length) await Promise.all(bases.map((base) => postAlerts(base, open.map((notice) => postableAlert(notice, endOf(notice))), headers, AbortSignal.timeout(15_000))));
    },
  };
}
