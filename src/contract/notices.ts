import type { HealthResult, HealthStatus } from './health.ts';
import type { ErrorRecord } from './error-record.ts';
import type { Incident } from './alert.ts';
import type { Breach } from './performance-answers.ts';

/** What can change; whoever shows a topic asks anew when its notice comes. */
export type Topic = 'logs' | 'errors' | 'performance' | 'health' | 'alerts' | 'events' | 'tasks' | 'status';

/** All that travels down unasked, at most four a second: what has changed since the one before. */
export interface Notice {
  readonly topics: readonly Topic[];
  readonly revision: number;
}

/** Name of the BroadcastChannel of an origin. */
export const noticeChannel = 'prescripto-ops/1';

/** Window events, dispatched in every tab; the type of `detail` by name. */
export interface OpsEventMap {
  'error.captured': ErrorRecord;
  'performance.alert': Partial<Breach> & { readonly alertType: string; readonly [key: string]: unknown };
  'health.system_status_updated': { readonly status: HealthStatus; readonly [key: string]: unknown };
  'health.status_updated': { readonly checkId: string; readonly status: HealthResult };
  'alert.triggered': Incident;
  'alert.acknowledged': Incident;
  'alert.escalated': Incident;
  'alert.resolved': Incident;
}

export type OpsEvent = { readonly [K in keyof OpsEventMap]: { readonly name: K; readonly detail: OpsEventMap[K] } }[keyof OpsEventMap];
