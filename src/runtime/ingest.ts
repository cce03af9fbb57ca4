import type { ResolvedConfig } from '../contract/config.ts';
import type { ErrorRecord } from '../contract/error-record.ts';
import type { OpsEvent, Topic } from '../contract/notices.ts';
import type { ClientInfo } from '../contract/scope.ts';
import type { Batch, Limits, LogSignal, Receipt, Signal } from '../contract/signal.ts';
import { addCounts } from '../domain/counts.ts';
import { admit } from '../domain/limits/admit.ts';
import type { AlertWatch } from '../services/alerting/alert-watch.ts';
import type { ErrorTrackingService } from '../services/errors/error-tracking-service.ts';
import type { HealthCheckService } from '../services/health/health-check-service.ts';
import type { LoggingService } from '../services/logging/logging-service.ts';
import type { PerformanceMonitoringService } from '../services/performance/performance-monitoring-service.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { Notify } from '../services/ports/notices.ts';
import type { Publish } from '../services/ports/publish.ts';
import type { Scrub } from '../services/ports/scrub.ts';
import type { Store, Transaction } from '../services/ports/store.ts';
import { type AllAsked, gathered } from './gathered.ts';
import { sortSignals, wellFormed } from './sort-signals.ts';
import { drainTab, readTab, seeTab } from './tab-registry.ts';
import { addToTally, difference } from './tally.ts';

export interface Services {
  readonly logging: LoggingService;
  readonly errors: ErrorTrackingService;
  readonly performance: PerformanceMonitoringService;
  readonly health: HealthCheckService;
  readonly alerting: AlertWatch;
}

interface IngestPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly notify: Notify;
  readonly publish: Publish;
  readonly scrub: () => Scrub;
  readonly config: () => ResolvedConfig;
  readonly services: Services;
  readonly bootId: string;
  /** Told of new errors once they are stored. `since`: epoch ms; they were queued for the backend then or later. */
  readonly captured: (records: readonly ErrorRecord[], since: number) => void;
}

/** How fast a tab may send: the same for all until one runs ahead. */
export const limits: Limits = { batchSize: 200, flushInterval: 250 };
/** For one that did: no number of signals makes a batch go, only the time, and that is below the 5 s after which a tab takes silence for a crash. */
const slowed: Limits = { batchSize: Infinity, flushInterval: 2_000 };

/** Batches in one transaction, at most: others wait for it. */
const together = 8;
/** ms since a sign of life within which a page is taken for alive: it beats every five seconds while it is visible. */
const lively = 6_000;

function topicsOf(received: Readonly<Record<string, number>>): ReadonlySet<Topic> {
  const topics = new Set<Topic>();
  if (received['log']) topics.add('logs');
  if (received['error']) topics.add('errors');
  if (received['vital'] || received['metric'] || received['api'] || received['resources']) topics.add('performance');
  return topics;
}

/** A batch on its way into the store. */
interface Waiting {
  readonly batch: Batch;
  readonly client: ClientInfo;
  readonly signals: readonly Signal[];
  readonly invalid: number;
  readonly done: (receipt: Receipt) => void;
  readonly fail: (why: unknown) => void;
}

interface Taken {
  readonly received: Readonly<Record<string, number>>;
  readonly seq: number;
  /** Signals beyond the tab's limits. */
  readonly ahead: number;
  readonly records: readonly ErrorRecord[];
}

export interface Ingest {
  ingest(batch: Batch): Promise<Receipt>;
  /** Resolves when all that has come is written: what its tab does next must not overtake it. */
  settled(): Promise<void>;
}

/**
 * Takes a tab's batch in: all services fold it in one transaction, and the receipt is given when that is durable. What
 * the store has already is known by its number and dropped, so a tab that hears nothing simply sends again. Batches that come while
 * others are written are written together (group commit: D. J. DeWitt et al., SIGMOD 1984), because most rows are the same for all of them.
 */
export function createIngest({ store, clock, notify, publish, scrub, config, services, bootId, captured }: IngestPorts): Ingest {
  const fold = async (tx: Transaction, client: ClientInfo, fresh: readonly Signal[]) => {
    const logs = fresh.filter((signal): signal is LogSignal => signal.kind === 'log');
    const entries = services.logging.ingest(tx, client, logs);
    const captured = await services.errors.ingest(tx, client, fresh);
    const measured = await services.performance.ingest(tx, client, fresh);
    const facts = { calls: measured.calls, metrics: measured.metrics, errors: captured.records, logs: entries };
    const alerts = await services.alerting.observe(tx, facts);
    const events = captured.records.map((detail): OpsEvent => ({ name: 'error.captured', detail }));
    await publish(tx, [...events, ...alerts]);
    return captured;
  };

  /** Within a transaction that others share; a text says why a batch is not taken. */
  const take = async (tx: Transaction, { batch, client, signals, invalid }: Waiting): Promise<Taken | string> => {
    const { tabId } = client;
    const now = clock.now();
    const { acknowledged, dropped, spent, gone, lastSeen } = await readTab(tx, tabId);
    // A page that lives sends what it has by itself. It also still has what found no room in its spill: once later numbers are taken, that would pass for a repeat.
    // And where memory stands in for the database, what lies in localStorage is safer there.
    if (batch.spilled && (store.standsIn || (lastSeen && !gone && (now - lastSeen < lively || batch.dropped?.spill_full)))) return 'not gone';
    const { fresh, received, duplicates } = sortSignals(signals, acknowledged);
    const seq = fresh.at(-1)?.seq ?? acknowledged;
    const told = { ...dropped, ...batch.dropped };
    const { limits: bounds, sampling, log } = config();
    const admitted = admit(fresh, now, bounds, client.debug || client.environment === 'development' ? null : { ...sampling, ...log.sampling }, spent);
    const more = { acknowledged: seq, dropped: told, spent: admitted.spent };
    if (batch.spilled) await drainTab(tx, tabId, now, more);
    else await seeTab(tx, tabId, now, { app: client.app, ...more });
    const { records, duplicates: seen, ignored } = admitted.kept.length ? await fold(tx, client, admitted.kept) : { records: [], duplicates: 0, ignored: {} };
    await addToTally(tx, { received, dropped: addCounts([difference(told, dropped), { ...admitted.dropped, duplicate: duplicates + seen, ...ignored, invalid }]) });
    return { received, seq, ahead: admitted.dropped.rate_limit, records };
  };

  let read: AllAsked | undefined;
  const commit = async (group: readonly Waiting[]): Promise<void> => {
    const began = clock.now();
    try {
      const taken = await store.write(async (raw) => {
        const { tx, asked, save } = gathered(raw, read);
        read = asked;
        const results: (Taken | string)[] = [];
        for (const waiting of group) results.push(await take(tx, waiting));
        save();
        return results;
      });
      for (const [at, result] of taken.entries()) {
        if (typeof result === 'string') group[at]?.fail(new Error(result));
        else {
          for (const topic of topicsOf(result.received)) notify(topic);
          if (result.records.length) captured(result.records, began);
          group[at]?.done({ bootId, seq: result.seq, limits: result.ahead ? slowed : limits });
        }
      }
    } catch (error) {
      // Not all of them can be what nobody can take.
      if (group.length > 1) for (const one of group) await commit([one]);
      else group[0]?.fail(error);
    }
  };

  const waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    while (waiting.length) await commit(waiting.splice(0, together));
    writing = undefined;
  };

  return {
    ingest: async (batch) => {
      const { signals, invalid } = wellFormed(batch?.signals);
      const tabId = batch?.client?.tabId;
      if (typeof tabId !== 'string' || !tabId) throw new TypeError('prescripto-ops: batch.client.tabId: expected a string that names the tab');
      const [client, clean] = scrub()([batch.client, signals] as const);
      return new Promise((done, fail) => {
        waiting.push({ batch, client, signals: clean, invalid, done, fail });
        writing ??= write();
      });
    },
    settled: async () => writing,
  };
}
