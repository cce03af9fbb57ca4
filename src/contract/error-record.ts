import type { Breadcrumb } from './breadcrumb.ts';
import type { ErrorCategory, Severity } from './severity.ts';
import type { TimeRange } from './time-range.ts';

/** How an error came to us. */
export type Mechanism =
  | 'onerror'
  | 'onunhandledrejection'
  | 'resource'
  | 'csp'
  | 'reporting'
  | 'console'
  | 'api'
  | 'manual'
  | 'message'
  | 'worker';

/** The source line of a fault and up to five on either side, each cut to 200 characters. */
export interface SourceContext {
  readonly before: readonly string[];
  readonly line: string;
  readonly after: readonly string[];
}

/** Where a frame comes from, by the source map of its script. Line and column begin with 1. */
export interface SourceFrame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string | null;
  /** Absent where the map does not carry the source, and below the frames that matter. */
  readonly context?: SourceContext | undefined;
}

export interface StackFrame {
  /** `null`: the engine names none. */
  readonly function: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** `false`: a library, an extension, the engine itself. */
  readonly inApp: boolean;
  /** Only with the option `sourceMaps`, and where a map tells. The members above stay what the engine said. */
  readonly source?: SourceFrame | undefined;
}

export interface ErrorCause {
  readonly name: string;
  readonly message: string;
  readonly frames: readonly StackFrame[];
}

/** The state of the page's performance at the moment of an error; a member is absent where the engine has it not. */
export interface PerformanceContext {
  /** ms since the page began */
  readonly pageAge?: number | undefined;
  readonly heapUsed?: number | undefined;
  readonly heapLimit?: number | undefined;
  /** How many began to be reported in the five seconds before. */
  readonly longTasks?: number | undefined;
  /** So far, by name, of the page view. */
  readonly vitals?: Readonly<Record<string, number>> | undefined;
}

export interface ErrorRecord {
  readonly id: string;
  /** epoch ms */
  readonly timestamp: number;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly frames: readonly StackFrame[];
  readonly cause: readonly ErrorCause[];
  readonly category: ErrorCategory;
  readonly severity: Severity;
  readonly mechanism: Mechanism;
  readonly handled: boolean;
  readonly url: string;
  readonly userId: string | null;
  readonly sessionId: string;
  /** Of the request that failed, or in whose course it failed. */
  readonly correlationId?: string | undefined;
  readonly tabId: string;
  readonly app: string;
  readonly release: string;
  readonly environment: string;
  readonly browserContext: Readonly<Record<string, unknown>>;
  readonly appContext: Readonly<Record<string, unknown>>;
  /** Names the group: the same fault. */
  readonly signature: string;
  /** Names the occurrence: seen twice, counted once. */
  readonly fingerprint: string;
  /** `key:value` */
  readonly tags: readonly string[];
  readonly breadcrumbs: readonly Breadcrumb[];
  readonly performance: PerformanceContext;
}

export type GroupStatus = 'unresolved' | 'resolved' | 'ignored';

export interface ErrorGroup {
  readonly signature: string;
  /** `TypeError: Cannot read properties of null` */
  readonly title: string;
  readonly name: string;
  readonly message: string;
  /** Where: the top in-app frame, `submitForm (booking.js:42)`, or the page. */
  readonly culprit: string;
  readonly category: ErrorCategory;
  readonly severity: Severity;
  readonly status: GroupStatus;
  readonly count: number;
  /** Distinct; exact up to 1,000, then a floor. */
  readonly sessions: number;
  readonly users: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly firstRelease: string;
  readonly lastRelease: string;
  /** Events an hour, oldest first, 24 numbers, the last one the running hour. */
  readonly trend: readonly number[];
  /** First seen within 24 h. */
  readonly isNew: boolean;
  /** The running hour is ≥ 5 events and > 3 × the mean of the hours before. */
  readonly isSpike: boolean;
  /** Events a day (UTC), oldest first, 30 numbers, the last one today. */
  readonly daily: readonly number[];
  /** Came back after it was resolved, or after its time of being ignored was over. */
  readonly isRegressed: boolean;
  /** The release it came back in; '' where the page names none. */
  readonly regressedIn?: string | undefined;
  readonly latestId: string;
  /** Set when resolved or ignored; `until` (epoch ms) and `count` (occurrences in all): when it is no longer ignored. */
  readonly statusBy?: { readonly userId: string; readonly at: number; readonly reason: string; readonly until?: number | undefined; readonly count?: number | undefined } | undefined;
}

/** How long a group is ignored: until a time (epoch ms), or for so many occurrences more; whichever comes first. Neither: until it is reopened. */
export interface IgnoreLimit {
  readonly until?: number | undefined;
  readonly count?: number | undefined;
  readonly userId?: string | undefined;
  readonly reason?: string | undefined;
}

/** Of all sessions and users that were here within two days: how many met the group, and which share, 0 to 1, that is. */
export interface ErrorImpact {
  readonly sessions: number;
  readonly sessionShare: number;
  readonly users: number;
  readonly userShare: number;
}

/** Why errors are in one group, by its newest occurrence. */
export interface GroupExplanation {
  /** `fingerprint`: a rule of the options. `engine`, `exception`: the browser's own words for one fault. `message`: the application's. */
  readonly rule: 'fingerprint' | 'engine' | 'exception' | 'message';
  /** What went wrong, as it was compared. */
  readonly what: string;
  /** The property, variable or function that the message names; `null`: none. */
  readonly names: string | null;
  /** The file, and the functions from the one that threw to its callers, as they were compared. */
  readonly place: readonly string[];
  /** In words, a sentence a line. */
  readonly says: readonly string[];
}

export interface ErrorGroupDetail extends ErrorGroup {
  readonly impact: ErrorImpact;
  /** `null`: no occurrence of it is kept any more. */
  readonly explanation: GroupExplanation | null;
  /** Newest first, at most 20. */
  readonly events: readonly ErrorRecord[];
}

/** What a question may ask of a member: one value, or one of several. */
type OneOf<T> = T | readonly T[] | undefined;

/** Every member narrows; without any all groups are meant. */
export interface GroupQuery {
  readonly status?: OneOf<GroupStatus>;
  readonly category?: OneOf<ErrorCategory>;
  readonly severity?: OneOf<Severity>;
  /** These six are looked for in the occurrences that are kept (30 days): groups that have one which fits all of them. `release`: `unknown` where the page names none. */
  readonly release?: OneOf<string>;
  /** The path, as in `ErrorStats.byPage`. */
  readonly page?: OneOf<string>;
  /** `chrome`, as in `ErrorStats.byBrowser`. */
  readonly browser?: OneOf<string>;
  readonly mechanism?: OneOf<Mechanism>;
  readonly userId?: OneOf<string>;
  readonly sessionId?: OneOf<string>;
  /** Words, all of which stand in title, culprit or signature, in any case. */
  readonly text?: string | undefined;
  /** Groups that were seen within it. */
  readonly range?: TimeRange | undefined;
  /** What comes first: the last seen (default), the newest, the most frequent, that of most users, the worst. */
  readonly sort?: 'last' | 'first' | 'events' | 'users' | 'severity' | undefined;
  /** default 200 */
  readonly limit?: number | undefined;
}

export interface ErrorStats {
  readonly range: { readonly from: number; readonly to: number };
  readonly total: number;
  readonly groups: number;
  readonly sessions: number;
  readonly byCategory: Readonly<Partial<Record<ErrorCategory, number>>>;
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>;
  readonly byRelease: Readonly<Record<string, number>>;
  readonly byPage: Readonly<Record<string, number>>;
  readonly byBrowser: Readonly<Record<string, number>>;
  /** Events in equal steps over the range, oldest first. */
  readonly trend: readonly { readonly at: number; readonly count: number }[];
}
