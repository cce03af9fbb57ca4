import type { Severity } from './severity.ts';

export type Channel = 'IN_APP' | 'EMAIL' | 'SMS' | 'SLACK' | 'PUSH' | 'WEBHOOK';

/** What a condition looks at. `health`: the checks as they stand; all others: what the tabs of this browser reported. */
export type ConditionMetric = 'errors' | 'logs' | 'api' | 'vitals' | 'metrics' | 'business' | 'health';

/**
 * What is made of what was found in the window: `count`; `rate`: a minute; `ratio`: the share that `filter` fits of all that `of` fits; `distinct`: different
 * values of `field`; the others are of the numbers in `field`; `burn_rate`: a ratio in multiples of what `objective` allows.
 */
export type ConditionAggregate = 'count' | 'rate' | 'ratio' | 'burn_rate' | 'distinct' | 'avg' | 'min' | 'max' | 'sum' | 'p50' | 'p75' | 'p95' | 'p99';

/** By member: a value, or several of which one must fit. A text may hold `*`. `context.x` is a member of an entry's context. */
export type ConditionFilter = Readonly<Record<string, string | number | boolean | readonly (string | number | boolean)[]>>;

/**
 * When an alert of a page's own fires: the aggregate over the definition's `window` compared with its `threshold`.
 *
 * @example {metric: 'api', aggregate: 'ratio', filter: {route: 'POST /payments', outcome: ['server_error', 'timeout']}, compare: '>', for: 5}
 */
export interface AlertCondition {
  readonly metric: ConditionMetric;
  readonly aggregate: ConditionAggregate;
  readonly filter?: ConditionFilter | undefined;
  /** Of a ratio: what it is a share of; default: all of the metric. */
  readonly of?: ConditionFilter | undefined;
  /** The member whose number, or of `distinct` whose value, counts; the default is the metric's own. */
  readonly field?: string | undefined;
  readonly compare?: '>' | '>=' | '<' | '<=' | undefined;
  /** Minutes that it must hold before the alert fires; default 0. */
  readonly for?: number | undefined;
  /** The alert ends once the value is on the good side of this for a window; default 0.8 of the threshold (1.25 where it fires below). */
  readonly clear?: number | undefined;
  /** Of a burn rate: the share that should be good, as 0.99. */
  readonly objective?: number | undefined;
}

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
  /** Evaluates the alert by itself; without it, it fires when `triggerAlert` says so. */
  readonly condition?: AlertCondition | undefined;
  /** Alerts and checks: while one of them is down itself, nobody is told of this. */
  readonly dependsOn?: readonly string[] | undefined;
}

export interface AlertDefinition extends Required<Omit<AlertDefinitionInput, 'condition'>>, Pick<AlertDefinitionInput, 'condition'> {
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
  /**
   * `queued`: waits for the backend; `sent`: shown in the page, or tried without an answer that settles it; `accepted`: the backend has taken it;
   * `confirmed`: the backend says that it arrived; `dead`: nobody will get it, `detail` says why.
   */
  readonly status: 'queued' | 'sent' | 'accepted' | 'confirmed' | 'dead';
  /** epoch ms of the last change of status */
  readonly at: number;
  readonly detail: string;
}

export interface TimelineEntry {
  readonly at: number;
  readonly event: 'triggered' | 'repeated' | 'escalated' | 'acknowledged' | 'ack_expired' | 'resolved' | 'expired' | 'silenced' | 'inhibited' | 'flapping' | 'suppressed' | 'severity_changed';
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
  /**
   * What it is; who has it stands in `acknowledgement`, who is not told in `silencedBy`, `inhibitedBy` and `flapping`. `recovering`: good, but not for long enough
   * yet; `expired`: closed because nothing was heard of it for a week.
   */
  readonly state: 'firing' | 'recovering' | 'resolved' | 'expired';
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
  /** Id of the silence or maintenance window that holds. */
  readonly silencedBy: string | null;
  /** The alert or check that is down and explains this one. */
  readonly inhibitedBy: string | null;
  /** Good and bad by turns: nobody is told of more until that ends. */
  readonly flapping: boolean;
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

/** Hours that come back every week. */
export interface MaintenanceWindow {
  /** The days on which it begins. */
  readonly days: readonly ('Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun')[];
  /** `HH:MM` of the clock on the wall there; a `to` that is not after `from` is on the next day. */
  readonly from: string;
  readonly to: string;
  /** IANA name, as `Europe/Berlin` */
  readonly timeZone: string;
}

export interface Silence {
  readonly id: string;
  readonly matcher: SilenceMatcher;
  /** Holds only within these hours, until then. */
  readonly maintenance?: MaintenanceWindow | undefined;
  /** epoch ms */
  readonly until: number;
  readonly userId: string;
  readonly reason: string;
  readonly createdAt: number;
}

/** What a page needs to subscribe to the backend's pushes. */
export interface PushSettings {
  /** The VAPID key, base64url. */
  readonly publicKey: string;
  /** Base of `/subscriptions` and `/unsubscribe`. */
  readonly url: string;
  /** The service worker that shows what is pushed, beside the worker file. */
  readonly workerUrl: string;
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
  /** Incidents that told somebody nothing worth knowing, by why. One may be in several. */
  readonly noise: {
    /** Came back within the suppression window. */
    readonly suppressed: number;
    readonly flapping: number;
    /** Ended by itself, and nobody took it. */
    readonly unattended: number;
    /** Share of all incidents that are in one of these. */
    readonly share: number;
  };
  /** Notifications by what became of them. */
  readonly deliveries: Readonly<Partial<Record<Notification['status'], number>>>;
  /** ms within the range: in each state, and of that time, how long somebody had it, and how long nobody was told. */
  readonly timeIn: { readonly firing: number; readonly recovering: number; readonly acknowledged: number; readonly muted: number };
  /** By alert, most incidents first, at most 20. */
  readonly byAlert: readonly { readonly alertId: string; readonly name: string; readonly count: number; readonly open: number }[];
  /** Equal steps over the range, oldest first: an hour each up to two days, else a day. */
  readonly series: { readonly step: number; readonly points: readonly { readonly at: number; readonly bySeverity: Readonly<Partial<Record<Severity, number>>>; readonly resolved: number }[] };
}

/** Why an alert did or did not fire: the numbers of its last evaluation and the step that stopped it, or that kept it from telling more. */
export interface AlertExplanation {
  readonly alertId: string;
  readonly evaluatedAt: number | null;
  readonly state: 'inactive' | 'pending' | 'firing' | 'recovering' | 'insufficient_data' | 'not_registered';
  readonly value: number | null;
  readonly threshold: number;
  readonly sampleSize: number | null;
  /** Wilson 95 % lower bound, for ratios. */
  readonly lowerBound: number | null;
  readonly step: 'fired' | 'below_threshold' | 'too_few_samples' | 'not_significant' | 'pending' | 'suppressed' | 'silenced' | 'inhibited' | 'flapping' | 'acknowledged' | 'no_data' | 'never_evaluated' | 'manual_only';
  readonly text: string;
}
