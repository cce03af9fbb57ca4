import type { AlertDefinition, Channel, Incident, Notification } from '../../contract/alert.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { Severity } from '../../contract/severity.ts';

/** Who was told that it fires, and must be told that it is over. */
export interface Told {
  readonly channel: Channel;
  readonly to: string;
  /** Index in the escalation path. */
  readonly level: number;
}

/** An incident and what only the machine needs. Plain data: it is stored as it is. */
export interface IncidentState {
  readonly incident: Incident;
  readonly channels: readonly Channel[];
  /** minutes */
  readonly suppressionWindow: number;
  /** Raised whenever somebody may be told the same thing once more, so that idempotency keys differ. */
  readonly round: number;
  /** Somebody was told in this round; `false` while silenced, or re-opened within the suppression window. */
  readonly paged: boolean;
  readonly told: readonly Told[];
  /** Times that a trigger paged nobody, because it came too soon after a resolution. */
  readonly suppressed: number;
  readonly triggeredAt: number;
  readonly firstAcknowledgedAt: number | null;
}

export type IncidentCommand =
  | {
      readonly kind: 'trigger';
      /** Of the incident, if a new one is needed. */
      readonly id: string;
      readonly definition: AlertDefinition;
      readonly channels: readonly Channel[];
      readonly severity: Severity;
      readonly value: number | null;
      readonly sampleSize: number | null;
      /** Occurrences behind it; 0 for a level (a rate, a latency), which is there or not. */
      readonly times: number;
      readonly text: string;
      readonly data: Readonly<Record<string, unknown>>;
      readonly context: Readonly<Record<string, unknown>>;
      /** Id of the silence that holds, if one does. */
      readonly silencedBy: string | null;
    }
  /** The value moved; nothing else happened. */
  | { readonly kind: 'measure'; readonly value: number | null; readonly sampleSize: number | null }
  | { readonly kind: 'clear'; readonly text: string }
  | { readonly kind: 'acknowledge'; readonly userId: string; readonly reason: string }
  | { readonly kind: 'resolve'; readonly userId: string; readonly text: string }
  | { readonly kind: 'ackExpired' }
  | { readonly kind: 'escalate' }
  /** A step was missed asleep: not replayed, the wait begins anew. */
  | { readonly kind: 'rearm' }
  | { readonly kind: 'silence'; readonly silenceId: string; readonly text: string }
  | { readonly kind: 'unsilence' }
  | { readonly kind: 'delivered'; readonly key: string; readonly ok: boolean; readonly detail: string };

export interface IncidentPolicy {
  /** How a channel is reached: shown in the page at once, sent by the backend, or not at all. */
  readonly routes: Readonly<Record<Channel, 'page' | 'backend' | 'none'>>;
  /** ms between the steps of an escalation path */
  readonly escalateAfter: Readonly<Record<Severity, number>>;
}

export type IncidentEffect =
  /** To be handed to the outbox. */
  | { readonly kind: 'send'; readonly notification: Notification; readonly text: string }
  | { readonly kind: 'event'; readonly name: Extract<OpsEvent['name'], `alert.${string}`> };

export interface Transition {
  readonly state: IncidentState | undefined;
  readonly effects: readonly IncidentEffect[];
  /** Why the command changed nothing; `null`: it was carried out. */
  readonly refused: string | null;
}
