/** What a check can find. `UNKNOWN` is not a finding: no result yet, or none that is fresh. */
export type HealthStatus = 'HEALTHY' | 'DEGRADED' | 'UNHEALTHY' | 'CRITICAL' | 'UNKNOWN';
export type CheckTier = 'critical' | 'important' | 'normal' | 'background';
export type AvailabilityRange = '1h' | '24h' | '7d' | '30d';

export interface HealthResult {
  readonly id: string;
  readonly name: string;
  readonly status: HealthStatus;
  readonly message: string;
  /** ms */
  readonly responseTime: number;
  /** epoch ms */
  readonly timestamp: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A check as the elements and the console see it: its standing result and everything about it. */
export interface HealthCheckView extends HealthResult {
  readonly tier: CheckTier;
  /** ms */
  readonly interval: number;
  readonly enabled: boolean;
  /** Why it is off: `disabled by …`, `no endpoint configured`. */
  readonly reason: string | null;
  /** The check that keeps this one from running, e.g. `api_connectivity`. */
  readonly blockedBy: string | null;
  /** When the standing status began; epoch ms. */
  readonly since: number;
  /** Older than three intervals. */
  readonly stale: boolean;
  /** Next run, epoch ms; `null` when off. */
  readonly nextRun: number | null;
  /** Share of the last 24 h that was not UNHEALTHY or CRITICAL, 0 to 1; `null` without results. */
  readonly availability: number | null;
  /** The same over each range. */
  readonly availabilityOver: Readonly<Record<AvailabilityRange, number | null>>;
  /** Its results change too often: more than 30 % of the last 20, until it is 25 %, weighed as Icinga does. */
  readonly flapping: boolean;
  /** Newest last, at most 30: for heartbeat bars. */
  readonly recent: readonly { readonly at: number; readonly status: HealthStatus; readonly responseTime: number }[];
  readonly recoveries: readonly RecoveryAttempt[];
  /** Names of the recovery actions that can be run. */
  readonly recoveryActions: readonly string[];
}

export interface RecoveryAttempt {
  readonly id: string;
  readonly checkId: string;
  readonly action: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly attempt: number;
  readonly outcome: 'running' | 'recovered' | 'not_recovered' | 'failed' | 'skipped';
  readonly message: string;
}

export interface SystemStatus {
  readonly status: HealthStatus;
  /** epoch ms of the newest result; 0 before the first */
  readonly lastCheck: number;
  readonly since: number;
  readonly summary: {
    /** Checks that count: enabled and not blocked. */
    readonly total: number;
    readonly healthy: number;
    readonly degraded: number;
    readonly unhealthy: number;
    readonly critical: number;
    readonly unknown: number;
    readonly disabled: number;
    readonly blocked: number;
  };
}

export interface HealthHistoryEntry {
  readonly checkId: string;
  readonly at: number;
  /** What this run found. */
  readonly status: HealthStatus;
  readonly responseTime: number;
  readonly message: string;
  /** What the check stood at with it, the failures before counted. */
  readonly standing?: HealthStatus | undefined;
}

/** A stretch of time in which a check stood the same. */
export interface TimelineSpan {
  /** epoch ms */
  readonly from: number;
  readonly to: number;
  /** ms */
  readonly duration: number;
  /** `UNKNOWN`: nobody watched. */
  readonly status: HealthStatus;
  /** Of the result that the span began with. */
  readonly message: string;
}

/** What crosses the wire of `registerHealthCheck`: the function stays in the tab. */
export interface CheckRegistration {
  readonly id: string;
  readonly name: string;
  readonly tier: CheckTier;
  readonly description?: string | undefined;
  /** ms; default: the tier's */
  readonly interval?: number | undefined;
  readonly timeout?: number | undefined;
  readonly dependsOn?: string | undefined;
  /** Name of a component of the backend's health report that this check reads. */
  readonly component?: string | undefined;
  /** A URL to probe with GET. */
  readonly url?: string | undefined;
  /** The tab whose function is the check. */
  readonly tabId?: string | undefined;
}

/** What a tab's check function may return or resolve to; throwing or rejecting means UNHEALTHY. */
export type CheckOutcome =
  | boolean
  | { readonly status: HealthStatus; readonly message?: string | undefined; readonly metadata?: Readonly<Record<string, unknown>> | undefined };

/** A definition as a page writes it: exactly one of `check`, `component`, `url`. */
export interface HealthCheckDefinition extends Omit<CheckRegistration, 'tabId' | 'tier' | 'name'> {
  readonly name?: string | undefined;
  readonly tier?: CheckTier | undefined;
  readonly check?: ((signal: AbortSignalLike) => CheckOutcome | Promise<CheckOutcome>) | undefined;
}

/**
 * A recovery action as a page writes it; its functions run in that tab. `id` names what it acts upon as well: of all checks that offer
 * `refresh_token` one at a time refreshes the token.
 */
export interface RecoveryAction {
  readonly id: string;
  /** `false`: the attempt is skipped. */
  readonly precondition?: (() => boolean | Promise<boolean>) | undefined;
  readonly run: (signal: AbortSignalLike) => void | Promise<void>;
  /** Asked after `run`; `false`: it has failed, whatever the check finds. The check is made again in any case. */
  readonly verify?: (() => boolean | Promise<boolean>) | undefined;
}

/** Recovery actions that come with the product: they tell the page what it should do, by a window event. */
export type BuiltInRecovery = 'trim_caches' | 'offer_reload';

/** The part of AbortSignal that contract may name without knowing where it runs. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

/** Work that only a tab can do; it asks for it on a `tasks` notice and reports back. */
export interface TabTask {
  readonly id: string;
  readonly tabId: string;
  readonly kind: 'check' | 'recovery';
  readonly checkId: string;
  /** Name of the recovery action, for `recovery`. */
  readonly action: string;
  readonly createdAt: number;
  /** epoch ms; after it the runtime counts the task as timed out */
  readonly deadline: number;
}

export interface TaskResult {
  readonly taskId: string;
  readonly status: HealthStatus;
  readonly message: string;
  /** ms */
  readonly duration: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}
