import type { HealthCheckView, HealthStatus, SystemStatus } from '../../contract/health.ts';
import type { OpsEvent, Topic } from '../../contract/notices.ts';
import { aggregate } from '../../domain/health/aggregate.ts';
import { foldResult } from '../../domain/health/check-fold.ts';
import { newCheckRow, type CheckRow } from '../../domain/health/check-row.ts';
import { setUp } from '../../domain/health/check-setup.ts';
import { blockerOf, viewCheck, type Check } from '../../domain/health/check-view.ts';
import { builtInChecks } from '../../domain/health/definitions.ts';
import { noFacts, type Facts } from '../../domain/health/facts.ts';
import type { World } from '../../domain/health/judge-facts.ts';
import { isWorse, type Observation } from '../../domain/health/observation.ts';
import { nextRegularRun, type Steering } from '../../domain/health/schedule.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { appendHistory } from './check-history.ts';
import type { HealthPorts } from './health-ports.ts';

/** What is remembered of the whole. */
interface SystemRow extends Row, Steering {
  readonly status: HealthStatus;
  readonly since: number;
  /** 0 to 1: this installation's place in every interval */
  readonly phase: number;
  /** Ids of the documents that said hello, the open ones first. */
  readonly pages: readonly string[];
  readonly client: World['client'];
}

/** What the runtime keeps of a tab, as far as it is read here. */
interface TabRow extends Row {
  readonly visible: boolean;
  readonly lastSeen: number;
  readonly gone: boolean;
}

type FactsRow = Facts & Row;

const systemKey = 'health:system';
const factsKey = 'health:facts';
/** ms; a visible page that was not heard of for so long has gone without a word */
const lost = 60_000;
const maxMessage = 500;
const maxMetadata = 8_000;

export async function readFacts(tx: ReadTransaction): Promise<Facts> {
  return (await tx.get<FactsRow>('counters', factsKey)) ?? noFacts;
}

export function writeFacts(tx: Transaction, facts: Facts): void {
  tx.put<FactsRow>('counters', { ...facts, key: factsKey });
}

/** All checks as one transaction sees them. */
export class CheckBook implements World {
  readonly now: number;
  readonly online: boolean;
  /** Open documents, the one last heard of first. */
  readonly tabs: readonly TabRow[];
  readonly facts: Facts;
  system: SystemRow;
  /** What has changed since it was opened. */
  readonly topics = new Set<Topic>();
  readonly #ports: HealthPorts;
  readonly #before: SystemRow | undefined;
  readonly #rows = new Map<string, CheckRow>();
  readonly #changed = new Set<string>();

  private constructor(ports: HealthPorts, rows: readonly CheckRow[], facts: Facts, system: SystemRow | undefined, tabs: readonly TabRow[]) {
    this.#ports = ports;
    this.now = ports.clock.now();
    this.online = ports.online();
    this.facts = facts;
    this.#before = system;
    this.system = system ?? { key: systemKey, status: 'UNKNOWN', since: this.now, phase: ports.random(), notBefore: 0, refusals: 0, pages: [], client: null };
    this.tabs = tabs.filter(({ gone, visible, lastSeen }) => !gone && (!visible || this.now - lastSeen < lost)).sort((a, b) => b.lastSeen - a.lastSeen);
    for (const definition of builtInChecks) this.#rows.set(definition.id, newCheckRow(definition));
    for (const row of rows) this.#rows.set(row.key, { ...row, definition: this.#rows.get(row.key)?.definition ?? row.definition });
  }

  static async open(tx: ReadTransaction, ports: HealthPorts): Promise<CheckBook> {
    const system = await tx.get<SystemRow>('counters', systemKey);
    const tabs: TabRow[] = [];
    for (const id of system?.pages ?? []) tabs.push((await tx.get<TabRow>('tabs', id)) ?? { key: id, visible: false, lastSeen: 0, gone: true });
    return new CheckBook(ports, await tx.list<CheckRow>('checks'), await readFacts(tx), system, tabs);
  }

  get client(): World['client'] {
    return this.system.client;
  }

  get all(): readonly Check[] {
    return [...this.#rows.values()].map((row) => this.#check(row));
  }

  get(id: string): Check | undefined {
    const row = this.#rows.get(id);
    return row && this.#check(row);
  }

  #check(row: CheckRow): Check {
    return { row, setup: setUp(row, this.#ports.config(), (ids) => this.openTab(ids)) };
  }

  /** Of these tabs the open one that was last heard of. */
  openTab(ids: readonly string[]): string | undefined {
    return this.tabs.find(({ key }) => ids.includes(key))?.key;
  }

  update(row: CheckRow, change: Partial<CheckRow>): void {
    this.#rows.set(row.key, { ...row, ...change });
    this.#changed.add(row.key);
    this.topics.add('health');
  }

  drop(tx: Transaction, id: string): void {
    this.#rows.delete(id);
    tx.delete('checks', id);
  }

  view(check: Check): HealthCheckView {
    return viewCheck(check, this.#blocker(check), this.now);
  }

  /** Whether it can be run now: nothing is in its way. */
  runnable(check: Check): boolean {
    return !check.setup.off && !this.#blocker(check);
  }

  #blocker(check: Check): string | null {
    return blockerOf(check, (id) => this.get(id), this.online);
  }

  status(): SystemStatus {
    const found = aggregate(this.all.map((check) => this.view(check)));
    return { ...found, since: found.status === this.system.status ? this.system.since : this.now };
  }

  /** Takes in what a run saw and plans the next one, not before `notBefore`. `null`: nothing came of it. */
  async fold(tx: Transaction, { row, setup }: Check, given: Observation | null, notBefore = 0): Promise<void> {
    const { random, scrub, config } = this.#ports;
    const regular = nextRegularRun(this.now, setup.interval, this.system.phase, random());
    if (!given) return this.update(row, { nextRun: Math.max(regular, notBefore) });
    const metadata = JSON.stringify(given.metadata).length > maxMetadata ? {} : given.metadata;
    const seen = scrub({ ...given, message: given.message.slice(0, maxMessage), metadata });
    const folded = foldResult(row, seen, this.now, { ...config().health, interval: setup.interval, regular });
    const { message, status } = seen;
    const chunk = seen.absent ? row.chunk : await appendHistory(tx, row.chunk, { checkId: row.key, at: this.now, status, responseTime: folded.responseTime, message });
    return this.update(folded, { chunk, nextRun: Math.max(folded.nextRun, notBefore) });
  }

  /** Writes what changed; the result is what the pages and the other services must hear. */
  close(tx: Transaction): readonly OpsEvent[] {
    const events: OpsEvent[] = [];
    const views = this.all.map((check) => {
      const view = this.view(check);
      const { id, name, status, message, responseTime, timestamp, metadata } = view;
      if (status !== check.row.announced) {
        this.update(check.row, { announced: status });
        events.push({ name: 'health.status_updated', detail: { checkId: id, status: { id, name, status, message, responseTime, timestamp, metadata } } });
      }
      return view;
    });
    const system = this.status();
    if (system.status !== this.system.status) {
      const checks = views.filter(({ status }) => isWorse(status, 'HEALTHY')).map(({ id, status, message }) => ({ id, status, message }));
      events.push({ name: 'health.system_status_updated', detail: { ...system, previous: this.system.status, checks } });
      this.system = { ...this.system, status: system.status, since: system.since };
    }
    for (const id of this.#changed) {
      const row = this.#rows.get(id);
      if (row) tx.put('checks', row);
    }
    if (this.system !== this.#before) tx.put('counters', this.system);
    return events;
  }
}
