import type { AlertDefinition, Channel, Incident, Notification } from '../../contract/alert.ts';
import type { Severity } from '../../contract/severity.ts';
import type { Finding } from './judge.ts';

/** An incident as it is stored: itself, the definition it was opened by, and what only the machine needs. */
export interface IncidentRow extends Omit<AlertDefinition, 'id'>, Incident {
  readonly key: string;
  /** How many notifications there were, so that idempotency keys differ. */
  readonly told: number;
  /** epoch ms: since when a level is good; of an occurrence, when it last happened */
  readonly goodSince: number | null;
  /** epoch ms of the last look */
  readonly lookedAt: number;
  /** epoch ms: when anything was last heard of it, good or bad */
  readonly heardAt: number;
  /** Its last results, the newest the lowest bit: 1 where one was unlike the one before. */
  readonly flips: number;
  /** epoch ms: when the fleet last heard of it */
  readonly evidenceAt?: number | undefined;
}

/** It fires, or has not been good for long enough. */
export const isOpen = ({ state }: Pick<Incident, 'state'>): boolean => state === 'firing' || state === 'recovering';

export type IncidentCommand =
  | {
      readonly kind: 'trigger';
      readonly severity: Severity;
      /** `null`: as it was */
      readonly value: number | null;
      readonly sampleSize: number | null;
      /** Occurrences behind it; 0 for a level (a rate, a latency), which is there or not. */
      readonly times: number;
      readonly text: string;
      readonly data: Readonly<Record<string, unknown>>;
      readonly context: Readonly<Record<string, unknown>>;
    }
  | ({ readonly kind: 'acknowledge' | 'resolve' } & NonNullable<Incident['resolution']>)
  /** Takes in what is found, and does what is due. */
  | ({ readonly kind: 'look' } & Pick<Finding, 'good' | 'value' | 'sampleSize'>)
  | ({ readonly kind: 'delivered'; readonly key: string } & Pick<Notification, 'status' | 'detail'>);

export interface IncidentPolicy {
  /** Where each channel leads: `page`, or an endpoint of the backend; absent: nowhere. */
  readonly routes: Readonly<Partial<Record<Channel, string>>>;
  /** ms between the steps of an escalation path */
  readonly escalateAfter: Readonly<Record<Severity, number>>;
  /** The one that holds now, and the end of its holding (epoch ms). */
  readonly silence: { readonly id: string; readonly until: number; readonly reason: string } | undefined;
  /** The alert or check that is down and explains this one. */
  readonly outage: string | undefined;
}

export interface Transition {
  readonly row: IncidentRow;
  /** Of these the `queued` ones go to the backend, with the newest line of the timeline. */
  readonly sent: readonly Notification[];
  /** What is not to go any more, if it still waits: somebody has it, or it is over. */
  readonly withdrawn: readonly Notification[];
  readonly event: 'alert.triggered' | 'alert.escalated' | 'alert.acknowledged' | 'alert.resolved' | null;
}
