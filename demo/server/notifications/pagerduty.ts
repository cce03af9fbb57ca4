import { createHash } from 'node:crypto';
import { cut } from './cut.ts';
import type { Notice, Severity } from './notice.ts';
import type { Outlet } from './outlet.ts';
import { postJson } from './post.ts';

/** https://developer.pagerduty.com/docs/send-alert-event: characters, and bytes of the whole event. */
export const pagerDutyLimits = { summary: 1_024, dedupKey: 255, bytes: 512_000 } as const;

const severities: Readonly<Record<Severity, 'critical' | 'error' | 'warning' | 'info'>> = { CRITICAL: 'critical', HIGH: 'error', MEDIUM: 'warning', LOW: 'warning', INFO: 'info' };

/** A key that is too long is told apart by its hash. */
export function keyOf(id: string, most: number): string {
  return id.length <= most ? id : `${id.slice(0, most - 65)}-${createHash('sha256').update(id).digest('hex')}`;
}

export type PagerDutyEvent = Readonly<Record<string, unknown>>;

/** The event of a notice; an incident has one `dedup_key` from its trigger to its resolution, whatever its severity becomes. */
export function pagerDutyEvent(notice: Notice, routingKey: string): PagerDutyEvent {
  const { event, incidentId, title, text, severity, app, release, environment, category, alertId, startedAt, facts } = notice;
  const action = event === 'resolved' ? 'resolve' : event === 'acknowledged' ? 'acknowledge' : 'trigger';
  const common = { routing_key: routingKey, event_action: action, dedup_key: keyOf(incidentId, pagerDutyLimits.dedupKey) };
  if (action !== 'trigger') return common;
  const details = { text, release, ...Object.fromEntries(facts) };
  const payload = (custom_details: unknown) => ({
    ...common,
    client: 'Prescripto Ops',
    payload: { summary: cut(title, pagerDutyLimits.summary), source: `${app} (${environment})`, severity: severities[severity], timestamp: new Date(startedAt).toISOString(), component: app, group: category, class: alertId, custom_details },
  });
  const whole = payload(details);
  return Buffer.byteLength(JSON.stringify(whole)) <= pagerDutyLimits.bytes ? whole : payload({ text: cut(text, 10_000), note: 'further details were left out: the event was over 512 kB' });
}

/** PagerDuty Events API v2. */
export function pagerDutyOutlet(url: string, routingKey: string): Outlet {
  return { targets: () => ['pagerduty'], send: ({ notice }, signal) => postJson(url, pagerDutyEvent(notice, routingKey), {}, signal) };
}
