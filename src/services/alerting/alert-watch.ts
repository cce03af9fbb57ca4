import type { OpsEvent } from '../../contract/notices.ts';
import { alertLevels } from '../../domain/alerting/alert-levels.ts';
import { boundData } from '../../domain/alerting/bound-data.ts';
import type { Observation } from '../../domain/alerting/count-batch.ts';
import type { AlertingPart, DeliveryOutcome } from '../ports/alerting-part.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import type { AlertingPorts } from './alerting-ports.ts';
import { conditionsOf } from './conditions-of.ts';
import { readDefinitions } from './definition-rows.ts';
import { findDue } from './find-due.ts';
import { latestIncident, openIncidents } from './incident-rows.ts';

interface WatchPorts extends Pick<AlertingPorts, 'store' | 'clock' | 'config' | 'publish'> {
  /** What handles incidents, once it is loaded; to ask is to load it, unless `isIdle`. */
  readonly part: (isIdle?: boolean) => AlertingPart | undefined;
}

/** What is to be done as soon as there is somebody to do it, by the member's name. */
type Step =
  | readonly [member: 'trigger', alertId: string, data: Readonly<Record<string, unknown>>, times: number]
  | readonly [member: 'clear', alertId: string, text: string]
  | readonly [member: 'delivered', incidentId: string, key: string, outcome: DeliveryOutcome];

interface WaitingRow extends Row {
  readonly steps: readonly Step[];
}

const waitingKey = 'alerts:waiting';
/** The newest ones: of an alert only one trigger waits, so it takes a great many notifications to have more. */
const mostSteps = 500;
/** ms between two looks, at most */
const lookInterval = 30_000;

const perform = async (tx: Transaction, part: AlertingPart, [member, ...args]: Step): Promise<readonly OpsEvent[]> =>
  ((await (part[member] as (tx: Transaction, ...args: readonly unknown[]) => Promise<readonly OpsEvent[] | void>)(tx, ...args)) ?? []);

/**
 * Counts what happens and finds what is wrong. What is to be done about it is the part's matter, which most pages never need: until it is there the steps wait in
 * the store, in the transaction that they came of, so that none is lost should the runtime end first.
 */
export class AlertWatch {
  /** Removes what is too old or too much, oldest first; never what is still firing. */
  readonly #ports: WatchPorts;

  constructor(ports: WatchPorts) {
    this.#ports = ports;
  }

  /** Whether there is work for the part: an open incident, a condition of a page's own, a step that waits. */
  async needsPart(tx: ReadTransaction): Promise<boolean> {
    const definitions = await readDefinitions(tx, alertLevels);
    return !!(conditionsOf(definitions)[0] || (await openIncidents(tx, definitions)).size || (await tx.get<WaitingRow>('meta', waitingKey)));
  }

  /** Counts a batch, and opens what follows from it. Resolves with the window events. */
  async observe(tx: Transaction, seen: Observation): Promise<readonly OpsEvent[]> {
    const { clock, config, part } = this.#ports;
    const events: OpsEvent[] = [];
    const definitions = await readDefinitions(tx, alertLevels);
    const conditions = conditionsOf(definitions);
    if (conditions[0]) await part()?.count(tx, conditions, seen.metrics, seen.errors, seen.logs);
    for (const [id, data, times] of await findDue(tx, definitions, seen, config().events, clock.now())) events.push(...(await this.trigger(tx, id, data, times)));
    return events;
  }

  trigger(tx: Transaction, alertId: string, data: object, times = 1): Promise<readonly OpsEvent[]> {
    return this.#hand(tx, ['trigger', alertId, boundData({ ...data }), times]);
  }

  clear(tx: Transaction, alertId: string, text: string): Promise<readonly OpsEvent[]> {
    return this.#hand(tx, ['clear', alertId, text]);
  }

  async delivered(tx: Transaction, incidentId: string, key: string, outcome: DeliveryOutcome): Promise<void> {
    await this.#hand(tx, ['delivered', incidentId, key, outcome]);
  }

  /** Does what is due. Resolves with the time of the next look, epoch ms. */
  async tick(): Promise<number> {
    const { store, clock, part } = this.#ports;
    const there = part(true) ?? ((await store.read((tx) => this.needsPart(tx))) && part());
    if (!there) return clock.now() + lookInterval;
    await this.perform();
    return there.look();
  }

  /** The part is there: what waited for it is done. */
  perform(): Promise<void> {
    const { store, publish, part } = this.#ports;
    return store.write(async (tx) => {
      const there = part();
      if (there) await publish(tx, await this.#catchUp(tx, there));
    });
  }

  async #catchUp(tx: Transaction, there: AlertingPart): Promise<readonly OpsEvent[]> {
    const { steps = [] } = (await tx.get<WaitingRow>('meta', waitingKey)) ?? {};
    if (steps[0]) tx.delete('meta', waitingKey);
    const events: OpsEvent[] = [];
    for (const step of steps) events.push(...(await perform(tx, there, step)));
    return events;
  }

  async #hand(tx: Transaction, step: Step): Promise<readonly OpsEvent[]> {
    const [member, id] = step;
    // There is nothing to end, and never was.
    if (member === 'clear' && (await latestIncident(tx, id))?.resolvedAt !== null) return [];
    const there = this.#ports.part();
    // The part may have come in the middle of a batch: what waits explains what follows it.
    if (there) return [...(await this.#catchUp(tx, there)), ...(await perform(tx, there, step))];
    const steps = (await tx.get<WaitingRow>('meta', waitingKey))?.steps ?? [];
    // Of a trigger that comes again the newest waits, with all its occurrences.
    const same = steps.find((other) => member === 'trigger' && other[0] === member && other[1] === id);
    const next = same ? [...step.slice(0, 3), step[3] && Number(step[3]) + Number(same[3])] : step;
    tx.put<WaitingRow>('meta', { key: waitingKey, steps: [...steps.filter((other) => other !== same), next as unknown as Step].slice(-mostSteps) });
    return [];
  }
}
