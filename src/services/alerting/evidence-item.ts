import type { Incident } from '../../contract/alert.ts';
import type { ResolvedConfig } from '../../contract/config.ts';
import { isOpen } from '../../domain/alerting/incident-row.ts';
import type { Random } from '../ports/random.ts';
import type { OutboxItem } from '../ports/outbox.ts';
import type { Row, Transaction } from '../ports/store.ts';
import { newId } from './new-id.ts';

/** What `POST /api/alerts/evidence` receives: one browser's word that an alert fires here, or no longer does. */
export interface EvidenceItem extends OutboxItem, Pick<Incident, 'alertId' | 'severity' | 'value' | 'sampleSize'> {
  /** The same in every browser of an application, whatever the severity, the value or the session. */
  readonly key: string;
  readonly installId: string;
  /** The tabs of a browser share one. */
  readonly sessions: number;
  readonly state: 'firing' | 'resolved';
  /** epoch ms */
  readonly at: number;
}

interface InstallRow extends Row {
  readonly id: string;
}

export async function evidenceItem(tx: Transaction, incident: Incident, { app, environment }: ResolvedConfig, now: number, random: Random): Promise<EvidenceItem> {
  const { alertId, severity, value, sampleSize } = incident;
  const install = (await tx.get<InstallRow>('meta', 'install')) ?? { key: 'install', id: newId('install', now, random()) };
  tx.put('meta', install);
  const state = isOpen(incident) ? 'firing' : 'resolved';
  return { id: newId(incident.id, now, random()), key: `${app}:${environment}:${alertId}`, alertId, severity, installId: install.id, sessions: 1, value, sampleSize, state, at: now };
}
