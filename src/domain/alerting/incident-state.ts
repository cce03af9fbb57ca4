import type { AlertDefinition, Channel, Incident, Notification, Silence } from '../../contract/alert.ts';
import type { Severity } from '../../contract/severity.ts';

/** An incident as it is stored: itself, and what only the machine needs. */
export interface IncidentRow extends Incident {
  readonly key: string;
  readonly channels: readonly Channel[];
  /** Raised whenever somebody may be told the same thing once more, so that idempotency keys differ. */
  readonly round: number;
  /** Somebody was told in this round; `false` while silenced, or re-opened within the suppression window. */
  readonly paged: boolean;
  /** epoch ms: since when a level is good; of an occurrence, when it last happened */
  readonly goodSince: number | null;
}

export interface Trigger {
  readonly kind: 'trigger';
  readonly definition: AlertDefinition;
  readonly severity: Severity;
  readonly value: number | null;
  readonly sampleSize: number | null;
  /** Occurrences behind it; 0 for a level (a rate, a latency), which is there or not. */
  readonly times: number;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

export type IncidentCommand =
  | Trigger
  /** The value moved; nothing else happened. */
  | { readonly kind: 'measure'; readonly change: Pick<IncidentRow, 'value' | 'sampleSize' | 'goodSince'> }
  | ({ readonly kind: 'acknowledge' | 'resolve' } & NonNullable<Incident['resolution']>)
  /** Does what is due. `slept`: nobody looked for long, so a missed step is not replayed, the wait begins anew. */
  | { readonly kind: 'look'; readonly slept: boolean }
  | { readonly kind: 'delivered'; readonly key: string; readonly ok: boolean; readonly detail: string };

export interface IncidentPolicy {
  /** Where each channel leads: `page`, or an endpoint of the backend; absent: nowhere. */
  readonly routes: Readonly<Partial<Record<Channel, string>>>;
  /** ms between the steps of an escalation path */
  readonly escalateAfter: Readonly<Record<Severity, number>>;
  /** The one that holds now. */
  readonly silence: Silence | null;
}

export interface Transition {
  readonly row: IncidentRow;
  /** Of these the `queued` ones go to the backend, with the newest line of the timeline. */
  readonly sent: readonly Notification[];
  readonly event: 'alert.triggered' | 'alert.escalated' | 'alert.acknowledged' | 'alert.resolved' | null;
}
