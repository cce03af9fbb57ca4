import { html } from 'lit';
import type { Incident } from '../../src/contract/alert.ts';
import type { OpsAlerts } from './ops-alerts.ts';

/** To whom and when, in one line. */
export function escalationWords(host: OpsAlerts, { escalation, status }: Incident): unknown {
  const next = escalation.path[escalation.level] ?? escalation.path.at(-1);
  return escalation.nextAt === null || status !== 'active' || !next ? html`<span class="mu">${host.t('No further step')}</span>` : html`${next} ${host.time(escalation.nextAt)}`;
}
