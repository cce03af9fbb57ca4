import type { RuntimeApi } from '../contract/runtime-api.ts';
import type { ResolvedConfig } from '../contract/config.ts';
import { alertKeeper } from '../services/alerting/alert-keeper.ts';
import { AlertQueries } from '../services/alerting/alert-queries.ts';
import { AlertingService } from '../services/alerting/alerting-service.ts';
import { createAlertingPart } from '../services/alerting/create-alerting-part.ts';
import { OwnAlerts } from '../services/alerting/own-alerts.ts';
import { ReceiptLook } from '../services/alerting/receipt-look.ts';
import { withdrawItem } from '../services/delivery/bundle-rows.ts';
import { createOutboxKeeper, type GiveUp } from '../services/delivery/outbox-keeper.ts';
import { errorBook } from '../services/errors/error-book.ts';
import { errorKeeper } from '../services/errors/error-keeper.ts';
import { ErrorQueries } from '../services/errors/error-queries.ts';
import { healthKeeper } from '../services/health/health-keeper.ts';
import { HealthQueries } from '../services/health/health-queries.ts';
import { PolicyLook } from '../services/health/policy-look.ts';
import { type FindOthers, LogQueries, logKeeper } from '../services/logging/log-queries.ts';
import { metricKeeper, PerformanceQueries } from '../services/performance/performance-queries.ts';
import { tellBudgets } from '../services/performance/tell-budgets.ts';
import type { CallRecord } from '../services/performance/to-records.ts';
import { metricLog } from '../services/records/metric-log.ts';
import type { AlertingPart } from '../services/ports/alerting-part.ts';
import type { Notify } from '../services/ports/notices.ts';
import type { Outbox } from '../services/ports/outbox.ts';
import type { Publish } from '../services/ports/publish.ts';
import type { QueryPorts } from '../services/ports/query-ports.ts';
import type { Random } from '../services/ports/random.ts';
import type { Scrub } from '../services/ports/scrub.ts';
import type { Store } from '../services/ports/store.ts';
import type { Transport } from '../services/ports/transport.ts';
import { PrivacyRequests } from './privacy-requests.ts';
import { runtimeKeeper } from './runtime-keeper.ts';

/** Parts of the wire that are not always in memory. */
export type Part = 'logs' | 'errors' | 'performance' | 'health' | 'alerts' | 'privacy';

export interface OnDemand {
  /** Calls a member of a part of the wire. */
  call(part: Part, name: string, args: readonly unknown[]): unknown;
  readonly alerting: AlertingPart;
  /** Tells breaches of budgets that were not told lately. */
  readonly tellBudgets: () => Promise<void>;
  /** Drops what is older, or more, than is kept. */
  readonly upkeep: () => Promise<void>;
  /** The members of each part. */
  readonly members: Readonly<Record<Part, readonly string[]>>;
}

/**
 * What the runtime does only when somebody looks, asks or writes down a rule, and when there is an incident: questions, exports, statistics, explanations, a person's
 * rights, escalation, retention. It is loaded at the first of these (docs/decisions/019), so a page that nobody watches does not pay for it. The worker may be of another build: what they
 * know of each other is this signature, the rows of the store and the configuration.
 */
export type CreateOnDemand = (
  store: Store,
  now: () => number,
  random: Random,
  config: () => ResolvedConfig,
  mask: Scrub,
  transport: Transport,
  publish: Publish,
  notify: Notify,
  add: Outbox['add'],
  giveUp: GiveUp,
) => OnDemand;

const actions = ['triggerAlert', 'acknowledgeAlert', 'resolveAlert', 'unregisterAlert', 'getActiveAlerts'] as const;

const ofRequest: FindOthers = async (tx, matches) => ({
  errors: await errorBook.newest(tx, Infinity, matches),
  calls: (await metricLog.newest(tx, Infinity, (metric) => matches(metric as CallRecord))) as CallRecord[],
});

export const createOnDemand: CreateOnDemand = (store, now, random, config, mask, transport, publish, notify, add, giveUp) => {
  const ports: QueryPorts = { store, now, random, config, mask };
  const policy = new PolicyLook(ports, transport);
  const own = new OwnAlerts(ports);
  const incidents = new AlertingService({ store, clock: { now }, random, outbox: { add, withdraw: withdrawItem }, publish, notify, scrub: mask, config, own });
  const keepers = {
    logging: logKeeper,
    errors: errorKeeper,
    performance: metricKeeper,
    health: healthKeeper,
    alerting: alertKeeper,
    delivery: createOutboxKeeper(giveUp),
    runtime: runtimeKeeper,
  };
  const parts = {
    logs: new LogQueries(ports, ofRequest),
    errors: new ErrorQueries(ports),
    performance: new PerformanceQueries(ports),
    health: new HealthQueries(ports),
    alerts: new AlertQueries(ports, transport),
    privacy: new PrivacyRequests(ports, keepers),
  } satisfies { readonly [P in Part]: Partial<RuntimeApi[P]> };
  const membersOf = (part: object): readonly string[] => Object.getOwnPropertyNames(Object.getPrototypeOf(part)).filter((name) => name !== 'constructor');
  const members = Object.fromEntries(Object.entries(parts).map(([part, service]) => [part, membersOf(service)])) as Record<Part, readonly string[]>;
  // The service has more members than that, for the runtime.
  members.alerts = [...actions, ...members.alerts];
  return {
    members,
    tellBudgets: () => tellBudgets(ports, publish),
    upkeep: async () => {
      // One transaction each: it must not hold up what tabs send.
      for (const keeper of Object.values(keepers)) await store.write((tx) => keeper.prune(tx, now()));
    },
    alerting: createAlertingPart(incidents, own, new ReceiptLook({ store, clock: { now }, transport, config }, incidents)),
    call: (part, name, args) => {
      // Besides what is asked for: what fails is looked at another time.
      policy.look().catch(() => 0);
      if (!members[part].includes(name)) throw new TypeError(`prescripto-ops: ${part}.${name}: expected one of ${members[part].join(', ')}`);
      const owner = name in parts[part] ? parts[part] : incidents;
      return (owner as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>)[name]?.(...args);
    },
  };
};
