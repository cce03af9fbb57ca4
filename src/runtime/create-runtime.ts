import type { ErrorRecord } from '../contract/error-record.ts';
import type { Consent } from '../contract/status.ts';
import { resolveConfig } from '../contract/resolve-config.ts';
import { protocol, type RuntimeApi } from '../contract/runtime-api.ts';
import { AlertWatch } from '../services/alerting/alert-watch.ts';
import { spillMask } from '../domain/scrub/spill-mask.ts';
import { DeliveryService } from '../services/delivery/delivery-service.ts';
import { ErrorTrackingService } from '../services/errors/error-tracking-service.ts';
import { HealthCheckService } from '../services/health/health-check-service.ts';
import { LoggingService } from '../services/logging/logging-service.ts';
import { PerformanceMonitoringService } from '../services/performance/performance-monitoring-service.ts';
import type { AlertingPart } from '../services/ports/alerting-part.ts';
import type { OutboxItem } from '../services/ports/outbox.ts';
import type { Publish } from '../services/ports/publish.ts';
import type { Scrub } from '../services/ports/scrub.ts';
import { createBus } from './bus.ts';
import { eventsSince, latestRevision } from './event-log.ts';
import { createIngest, limits, type Services } from './ingest.ts';
import { createLease } from './lease.ts';
import type { OnDemand } from './on-demand.ts';
import { RuntimeConfig } from './runtime-config.ts';
import { createPartLoader } from './part-loader.ts';
import { createPruning } from './pruning.ts';
import { createRoom } from './room.ts';
import { readStatus } from './runtime-status.ts';
import type { Runtime, RuntimeDeps } from './runtime.ts';
import { openDoors } from './service-doors.ts';
import { createSchedule, type Job } from './schedule.ts';
import { addToTally } from './tally.ts';
import { endTab, hearTab, seeTab, sweepTabs } from './tab-registry.ts';

/** What the alerting service queues for a channel; `id` is the idempotency key of the step. */
interface NotificationItem extends OutboxItem {
  readonly incidentId: string;
}

/** ms between two looks for tabs that crashed */
const sweepEvery = 10_000;

/** The five services over their ports, the bus between them, and what happens by itself: all there is of the product without a browser. */
export function createRuntime(deps: RuntimeDeps): Runtime {
  const { clock, random, transport, online, socket, notify, warn, bootId, build, features } = deps;
  const room = createRoom(deps.store, deps.loadOnDemand);
  const { store } = room;
  const startedAt = clock.now();
  const settings = new RuntimeConfig(store);
  const config = () => settings.current;
  // The rules can change with the configuration: services keep the door, not the rules behind it.
  const scrub: Scrub = (value) => settings.scrub(value);
  const failures = new Map<string, string>();
  /** Tabs that talk to this runtime, by id. */
  const here = new Set<string>();

  const answers = new Map<number, ReturnType<RuntimeApi['eventsSince']>>();
  const publish: Publish = createBus(() => services.alerting, clock, (topic) => {
    // What is being read was asked for before this happened.
    if (topic === 'events') answers.clear();
    notify(topic);
    // A step of an escalation may be due before the next look at the clock.
    if (topic === 'alerts') schedule.wake('alerting');
  });
  const delivery = new DeliveryService({
    store,
    clock,
    random,
    transport,
    online,
    config,
    notify,
    warn,
    leads: () => lease.isLeader(),
    onDropped: (tx, reason, count) => addToTally(tx, { received: {}, dropped: { [reason]: count } }),
    onDelivered: async (tx, endpoint, items, outcome) => {
      if (endpoint.startsWith('notifications/') || endpoint === 'alertWebhook')
        for (const item of items as readonly NotificationItem[]) await services.alerting.delivered(tx, item.incidentId, item.id, outcome);
    },
  });
  const noPart = (error: unknown): unknown => failures.set('alerts', String(error));
  const part = (isIdle?: boolean): AlertingPart | undefined => {
    if (!loaded && !isIdle) loadOnDemand().catch(noPart);
    return loaded?.alerting;
  };
  const retryDelivery = (): void => {
    delivery.wake();
    schedule.wake('delivery');
  };
  const services: Services = {
    logging: new LoggingService({ outbox: delivery }),
    errors: new ErrorTrackingService({ clock, outbox: delivery, config }),
    performance: new PerformanceMonitoringService({ store, clock, outbox: delivery, tell: () => loadOnDemand().then((there) => there.tellBudgets(), noPart), connection: deps.connection }),
    health: new HealthCheckService({ store, clock, random, transport, online, socket, publish, notify, scrub, config, features, retryDelivery }),
    alerting: new AlertWatch({ store, clock, publish, config, part }),
  };

  const lease = createLease({ store, clock, owner: bootId });
  let loaded: OnDemand | undefined;
  const loadOnDemand = createPartLoader(deps.loadOnDemand, clock, ({ createOnDemand }) => {
    loaded = createOnDemand(store, clock.now, random, config, scrub, transport, publish, notify, (...items) => delivery.add(...items), (...items) => delivery.giveUp(...items));
    failures.delete('alerts');
    services.alerting.perform().then(() => schedule.wake('alerting'), noPart);
    return loaded;
  });
  const captured = (records: readonly ErrorRecord[], since: number): void => {
    const { sourceMaps } = config();
    const problem = (why: unknown): unknown => failures.set('maps', `source maps: ${String(why)}`);
    if (sourceMaps) deps.readSourceMaps?.(records, since, sourceMaps, store, scrub, problem).then((changed) => changed && notify('errors'), problem);
  };
  const { ingest, settled } = createIngest({ store, clock, notify, publish, scrub: () => settings.scrub, config, services, bootId, captured });

  const sweep = async (): Promise<number> => {
    const gone = await store.write(async (tx) => {
      const gone = await sweepTabs(tx, clock.now());
      for (const tabId of gone) await services.health.tabGone(tx, tabId);
      return gone;
    });
    if (gone.length) notify('status');
    return clock.now() + sweepEvery;
  };

  const failed = (job: string, error: unknown): unknown => failures.set(job, `${job}: ${error instanceof Error ? error.message : String(error)}`);
  const prune = createPruning(store, clock, async () => {
    await loadOnDemand().then(({ upkeep }) => upkeep()).catch((error) => failed('upkeep', error));
    await room.tidy().catch((error) => failed('room', error));
  });

  /** What only one runtime of an origin may do, and only once it knows for whom. */
  const leading = (name: string, run: () => Promise<number>): Job => ({
    name,
    run: async () => (settings.known && lease.isLeader() ? run() : clock.now() + sweepEvery),
  });

  const schedule = createSchedule(
    clock,
    [
      {
        name: 'lease',
        run: async () => {
          const before = lease.isLeader();
          const next = await lease.tick();
          if (!before && lease.isLeader()) schedule.wake();
          return next;
        },
      },
      { name: 'performance', run: () => services.performance.tick() },
      leading('delivery', () => delivery.tick()),
      leading('health', () => services.health.tick()),
      leading('alerting', () => services.alerting.tick()),
      leading('sweep', sweep),
      leading('prune', prune),
    ],
    failed,
  );

  // What counts for a condition must not pass by while its evaluation is loaded.
  const ready = settings.load().then(async () => (await store.read((tx) => services.alerting.needsPart(tx))) && loadOnDemand().catch(noPart));

  const topics = ['logs', 'errors', 'performance', 'health', 'alerts', 'status'] as const;
  /** Pages of before the refusal may still send: nothing of it is kept until one comes that has consent. */
  let refused = false;
  const setConsent = async (consent: Consent): Promise<void> => {
    refused = consent === 'denied';
    if (refused) await store.clear();
  };
  const parts = openDoors({ logs: {}, errors: {}, performance: {}, health: services.health, alerts: {}, privacy: { setConsent } }, loadOnDemand, scrub, (part) => {
    // Erasing a person changes everything.
    for (const topic of part === 'privacy' ? topics : [part]) notify(topic);
    if (part === 'performance') services.performance.recheck();
    // What is due may have changed, and something to send may have come of it.
    schedule.wake();
  });

  const api: RuntimeApi = {
    hello: async ({ client: given, options, base }) => {
      await ready;
      let changed: boolean;
      try {
        changed = await settings.adopt(resolveConfig(options, base), given.tabId);
      } catch (error) {
        if (error instanceof TypeError) return { refused: error.message };
        throw error;
      }
      const client = scrub(given);
      if (options.consent !== 'denied') refused = false;
      here.add(client.tabId);
      const eventRevision = await store.write(async (tx) => {
        await seeTab(tx, client.tabId, clock.now(), { app: client.app, visible: true, beatAt: clock.now() });
        await services.health.tabSeen(tx, client, clock.now());
        return latestRevision(tx);
      });
      if (changed) {
        await delivery.retryRejected();
        schedule.wake();
      }
      notify('status');
      return { protocol, build, bootId, limits, eventRevision, own: Object.values(config().endpoints).filter((url) => url !== null), mask: spillMask(config().privacy) };
    },
    ingest: async (batch) => {
      await ready;
      if (refused) return { bootId, seq: batch.signals.at(-1)?.seq ?? 0, limits };
      const receipt = await ingest(batch);
      schedule.wake('delivery');
      return receipt;
    },
    heartbeat: async ({ tabId, url, visible }) => {
      if (!refused) await store.write((tx) => hearTab(tx, tabId, clock.now(), scrub(url), visible));
      return { bootId };
    },
    bye: async (tabId) => {
      // A tab is seen by what it sent, and gone after that.
      await ready;
      await settled();
      await store.write(async (tx) => {
        await endTab(tx, tabId);
        await services.health.tabGone(tx, tabId);
      });
      // The last of its tabs may take this runtime with it: another must not have to wait for the lease to end.
      if (here.delete(tabId) && !here.size) await lease.release();
      notify('status');
    },
    // Every tab asks at the same notice: those that ask the same meanwhile are answered together.
    eventsSince: (revision) => {
      const answer = answers.get(revision) ?? store.read((tx) => eventsSince(tx, revision)).finally(() => answers.delete(revision));
      answers.set(revision, answer);
      // Nothing else may ever happen that makes tabs ask again.
      void answer.then(({ more }) => more && notify('events'));
      return answer;
    },
    tasks: (tabId) => services.health.tasks(tabId),
    completeTask: ({ taskId, ...result }) => services.health.completeTask({ ...scrub(result), taskId }),
    status: async () => {
      await ready;
      return readStatus(deps, protocol, {
        startedAt,
        leader: lease.isLeader(),
        delivery: await delivery.status(),
        warnings: [...settings.warnings, ...delivery.warnings(), ...room.warnings(), ...failures.values()],
      });
    },
    flush: async ({ rejected } = {}) => {
      if (rejected) await delivery.retryRejected();
      await delivery.flush();
    },
    ...parts,
  };

  return {
    api,
    start: () => {
      void ready.then(
        () => schedule.start(),
        (error: unknown) => failures.set('start', `configuration could not be read: ${String(error)}`),
      );
    },
    stop: async () => {
      schedule.stop();
      await lease.release();
    },
    online: () => {
      delivery.wake();
      schedule.wake();
    },
  };
}
