import type { Severity } from './severity.ts';

export type Channel = 'IN_APP' | 'EMAIL' | 'SMS' | 'SLACK' | 'PUSH' | 'WEBHOOK';

/** A definition as `registerAlert` takes it (seed's shape). Times in minutes. */
export interface AlertDefinitionInput {
  readonly name: string;
  readonly category: string;
  readonly severity: Severity;
  readonly threshold: number;
  /** minutes */
  readonly window: number;
  readonly description?: string | undefined;
  readonly channels?: readonly Channel[] | undefined;
  readonly escalationPath?: readonly string[] | undefined;
  /** minutes; default 15 */
  readonly suppressionWindow?: number | undefined;
}

export interface AlertDefinition extends Required<AlertDefinitionInput> {
  readonly id: string;
  /** Shipped with the product, or registered by the page. */
  readonly builtIn: boolean;
  /** How it is evaluated; `manual`: only by `triggerAlert`. */
  readonly evaluation: 'stream' | 'event' | 'manual';
}

export interface Notification {
  /** Idempotency key of the step: `incident:channel:event:number`. */
  readonly key: string;
  readonly channel: Channel;
  readonly event: 'triggered' | 'escalated' | 'resolved';
  /** Who: a name of the escalation path. */
  readonly to: string;
  readonly status: 'queued' | 'sent' | 'failed';
  /** epoch ms of the last change of status */
  readonly at: number;
  readonly detail: string;
}

export interface TimelineEntry {
  readonly at: number;
  readonly event: 'triggered' | 'repeated' | 'escalated' | 'acknowledged' | 'ack_expired' | 'resolved' | 'silenced' | 'suppressed' | 'severity_changed';
  readonly text: string;
  readonly userId?: string | undefined;
}

export interface Incident {
  readonly id: string;
  readonly alertId: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly severity: Severity;
  /** What it is; who has it stands in `acknowledgement`. */
  readonly state: 'firing' | 'resolved';
  /** `active`, `acknowledged` or `resolved`, in one word for people. */
  readonly status: 'active' | 'acknowledged' | 'resolved';
  readonly value: number | null;
  readonly threshold: number;
  /** Events behind the value (a ratio without its sample says nothing); `null` where it is no ratio. */
  readonly sampleSize: number | null;
  /** Times it was triggered. */
  readonly count: number;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly resolvedAt: number | null;
  readonly acknowledgement: { readonly userId: string; readonly reason: string; readonly at: number; readonly expiresAt: number | null } | null;
  readonly resolution: { readonly userId: string; readonly text: string; readonly automatic: boolean } | null;
  /** `level`: how many of the path were told, which is the index of the next one. */
  readonly escalation: { readonly path: readonly string[]; readonly level: number; readonly nextAt: number | null };
  readonly silencedBy: string | null;
  readonly notifications: readonly Notification[];
  readonly timeline: readonly TimelineEntry[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Every given member must match; `alertId` may end in `*`. */
export interface SilenceMatcher {
  readonly alertId?: string | undefined;
  readonly category?: string | undefined;
  readonly severity?: Severity | undefined;
}

export interface Silence {
  readonly id: string;
  readonly matcher: SilenceMatcher;
  /** epoch ms */
  readonly until: number;
  readonly userId: string;
  readonly reason: string;
  readonly createdAt: number;
}

export interface AlertStatistics {
  readonly range: { readonly from: number; readonly to: number };
  readonly total: number;
  readonly active: number;
  readonly acknowledged: number;
  readonly resolved: number;
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>;
  readonly byCategory: Readonly<Record<string, number>>;
  readonly byChannel: Readonly<Partial<Record<Channel, number>>>;
  /** ms, `null` without a case */
  readonly mtta: { readonly median: number; readonly p90: number; readonly count: number } | null;
  readonly mttr: { readonly median: number; readonly p90: number; readonly count: number } | null;
  readonly suppressed: number;
}

/** Why an alert did or did not fire: the numbers of its last evaluation and the step that stopped it. */
export interface AlertExplanation {
  readonly alertId: string;
  readonly evaluatedAt: number | null;
  readonly state: 'inactive' | 'firing' | 'insufficient_data' | 'not_registered';
  readonly value: number | null;
  readonly threshold: number;
  readonly sampleSize: number | null;
  /** Wilson 95 % lower bound, for ratios. */
  readonly lowerBound: number | null;
  readonly step: 'fired' | 'below_threshold' | 'too_few_samples' | 'not_significant' | 'suppressed' | 'silenced' | 'no_data' | 'never_evaluated' | 'manual_only';
  readonly text: string;
}
