import { cut } from './cut.ts';
import type { Notice, Severity } from './notice.ts';
import type { Outlet } from './outlet.ts';
import { keyOf } from './pagerduty.ts';
import { postJson } from './post.ts';

/** https://docs.opsgenie.com/docs/alert-api, characters. */
export const opsgenieLimits = { message: 130, alias: 512, description: 15_000, source: 100, note: 25_000, user: 100, tag: 50, tags: 20, details: 8_000 } as const;

const priorities: Readonly<Record<Severity, 'P1' | 'P2' | 'P3' | 'P4' | 'P5'>> = { CRITICAL: 'P1', HIGH: 'P2', MEDIUM: 'P3', LOW: 'P4', INFO: 'P5' };

export interface OpsgenieRequest {
  /** Below the API's base URL. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The request of a notice: create, acknowledge or close the alert that its incident's alias names. */
export function opsgenieRequest(notice: Notice): OpsgenieRequest {
  const { event, incidentId, title, text, severity, app, release, environment, category, alertId, facts } = notice;
  const alias = keyOf(incidentId, opsgenieLimits.alias);
  const source = cut(`${app} (${environment})`, opsgenieLimits.source);
  const about = (action: string): OpsgenieRequest => ({ path: `/v2/alerts/${encodeURIComponent(alias)}/${action}?identifierType=alias`, body: { source, note: cut(text, opsgenieLimits.note) } });
  if (event === 'resolved') return about('close');
  if (event === 'acknowledged') return about('acknowledge');
  return {
    path: '/v2/alerts',
    body: {
      message: cut(title, opsgenieLimits.message),
      alias,
      description: cut(text, opsgenieLimits.description),
      source,
      entity: cut(alertId, opsgenieLimits.alias),
      priority: priorities[severity],
      tags: [category, severity, environment].map((tag) => cut(tag, opsgenieLimits.tag)),
      details: { release, ...Object.fromEntries(facts) },
    },
  };
}

/** Opsgenie's alert API. A second create with the same alias counts the alert up and wakes nobody again. */
export function opsgenieOutlet(base: string, apiKey: string): Outlet {
  return {
    targets: () => ['opsgenie'],
    send: ({ notice }, signal) => {
      const { path, body } = opsgenieRequest(notice);
      return postJson(`${base}${path}`, body, { authorization: `GenieKey ${apiKey}` }, signal);
    },
  };
}
