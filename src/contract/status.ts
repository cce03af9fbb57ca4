import type { DropReason } from './signal.ts';

export type Rung = 'shared' | 'shared-stub' | 'dedicated' | 'page' | 'none';

export interface DeliveryStatus {
  readonly endpoint: string;
  /** `null`: not configured, nothing leaves the browser. */
  readonly url: string | null;
  readonly queued: number;
  readonly sent: number;
  readonly failed: number;
  readonly rejected: number;
  readonly lastSuccess: number | null;
  readonly lastError: string | null;
  /** epoch ms of the next try, `null`: nothing waits */
  readonly nextTry: number | null;
  readonly state: 'idle' | 'sending' | 'waiting' | 'off';
  /** Requests in a row; from 5 on the breaker is open, and one request at `nextTry` is all that is tried. */
  readonly failures?: number | undefined;
  /** An outage: at least three in a row, and none that the backend answered with a refusal. */
  readonly down?: boolean | undefined;
}

/** What the runtime knows of itself. */
export interface RuntimeStatus {
  readonly bootId: string;
  readonly build: string;
  readonly protocol: number;
  readonly startedAt: number;
  readonly store: { readonly kind: 'indexeddb' | 'memory'; readonly reason: string; readonly usage: number | null; readonly quota: number | null; readonly rows: Readonly<Record<string, number>> };
  readonly leader: boolean;
  readonly tabs: readonly { readonly tabId: string; readonly app: string; readonly url: string; readonly visible: boolean; readonly lastSeen: number }[];
  readonly received: Readonly<Record<string, number>>;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  readonly delivery: readonly DeliveryStatus[];
  /** Plain sentences: conflicting configurations, memory mode, an outage. */
  readonly warnings: readonly string[];
}

/** What `prescriptoDebug.getStatus()` answers: the tab's own state, and the runtime's where one answers. */
export interface OpsStatus {
  readonly worker: { readonly rung: Rung; readonly reason: string; readonly url: string; readonly connected: boolean; readonly build: string | null };
  readonly tab: { readonly tabId: string; readonly sessionId: string; readonly queued: number; readonly unacknowledged: number; readonly dropped: Readonly<Partial<Record<DropReason, number>>>; readonly consent: Consent };
  readonly runtime: RuntimeStatus | null;
}

export type Consent = 'granted' | 'pending' | 'denied';

export interface Retention {
  readonly store: string;
  readonly maxAge: number;
  readonly maxRows: number;
  /** Characters of JSON; an eighth of it where memory stands in for the database. Without: rows are few and small. */
  readonly maxBytes?: number | undefined;
}
