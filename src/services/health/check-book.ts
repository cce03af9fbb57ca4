import type { HealthCheckView, HealthStatus, SystemStatus } from '../../contract/health.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import { aggregate } from '../../domain/health/aggregate.ts';
import { foldResult } from '../../domain/health/check-fold.ts';
import { newCheckRow, type CheckRow } from '../../domain/health/check-row.ts';
import { setUp, type Check } from '../../domain/health/check-setup.ts';
import { blockerOf, viewCheck } from '../../domain/health/check-view.ts';
import { builtInChecks } from '../../domain/health/definitions.ts';
import { noFacts } from '../../domain/health/facts.ts';
import type { World } from '../../domain/health/judge-facts.ts';
import { isWorse, type Observation } from '../../domain/health/observation.ts';
import { nextRegularRun, type Steering } from '../../domain/health/schedule.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { appendHistory } from './check-history.ts';
import type { HealthPorts } from './health-ports.ts';

/** What is remembered of the whole. */
type SystemRow = Row & Steering & World['known'] & {
  readonly status: HealthStatus;
  readonly since: number;
  /** 0 to 1: this installation's place in every interval */
  readonly phase: number;
  /** Ids of the documents that said hello, the open ones first. */
  readonly pages: readonly string[];
};

/** What the runtime keeps of a tab, as far as it is read here. */
interface TabRow extends Row {
  readonly visible: boolean;
  readonly lastSeen: number;
  readonly gone: boolean;
}

const systemKey = 'health';
/** ms; a visible page that was not heard of for so long has gone without a word */
const lost = 60_000;
const maxMessage = 500;
const maxMetadata = 8_000;

export async function readSystem(tx: ReadTransaction, { clock, random }: Pick<HealthPorts, 'clock' | 'random'>): Promise<SystemRow> {
  const begun = { key: systemKey, status: 'UNKNOWN', since: clock.now(), phase: random(), notBefore: 0, refusals: 0, pages: [], client: null, ...noFacts } as const;
  return (await tx.get<SystemRow>('counters', systemKey)) ?? begun;
}

/** All checks as one transaction sees and changes them: what is got from a book shows what is updated in it. */
export class CheckBook implements World {
  readonly now: number;
  readonly online: boolean;
  known: SystemRow;
  /** Open documents, the one last heard of first. */
  readonly tabs: TabRow[] = [];
  readonly checks = new Map<string, Check>();
  readonly ports: HealthPorts;
  readonly #changed = new Set<Check>();

  private constructor(ports: HealthPorts, system: SystemRow) {
    this.ports = ports;
    this.now = ports.clock.now();
    this.online = ports.online();
    this.known = system;
  }

  static async open(tx: ReadTransaction, ports: HealthPorts): Promise<CheckBook> {
    const system = await readSystem(tx, ports);
    const book = new CheckBook(ports, system);
    for (const id of system.pages) {
      const tab = await tx.get<TabRow>('tabs', id);
      if (tab && !tab.gone && (!tab.visible || book.now - tab.lastSeen < lost)) book.tabs.push(tab);
    }
    book.tabs.sort((a, b) => b.lastSeen - a.lastSeen);
    for (const definition of builtInChecks) book.add(newCheckRow(definition));
    for (const row of await tx.list<CheckRow>('checks')) {
      const definition = book.checks.get(row.key)?.definition ?? row.definition;
      // A row of an older version has not all members.
      book.add({ ...newCheckRow(definition), ...row, definition });
    }
    return book;
  }

  get all(): readonly Check[] {
    return [...this.checks.values()];
  }

  add(row: CheckRow): Check {
    const check = { ...row, ...this.#setUp(row) };
    this.checks.set(row.key, check);
    return check;
  }

  update(check: Check, change: Partial<CheckRow>): void {
    Object.assign(check, change);
    Object.assign(check, this.#setUp(check));
    this.#changed.add(check);
    this.ports.notify('health');
  }

  #setUp(row: CheckRow) {
    return setUp(row, this.ports.config(), (ids) => this.openTab(ids));
  }

  /** Of these tabs the open one that was last heard of. */
  openTab(ids: readonly string[]): string | undefined {
    return this.tabs.find(({ key }) => ids.includes(key))?.key;
  }

  #blocker(check: Check): string | null {
    return blockerOf(check, (id) => this.checks.get(id), this.online);
  }

  /** Whether it can be run now: nothing is in its way. */
  runnable(check: Check): boolean {
    return !check.reason && !this.#blocker(check);
  }

  view(check: Check): HealthCheckView {
    return viewCheck(check, this.#blocker(check), this.now);
  }

  status(): SystemStatus {
    const found = aggregate(this.all.map((check) => this.view(check)));
    return { ...found, since: found.status === this.known.status ? this.known.since : this.now };
  }

  /** Takes in what a run saw and plans the next one, not before `notBefore`. `null`: nothing came of it. */
  async fold(tx: Transaction, check: Check, given: Observation | null, notBefore = 0): Promise<void> {
    const { random, scrub, config } = this.ports;
    const { now } = this;
    const regular = nextRegularRun(now, check.interval, this.known.phase, random());
    this.update(check, { nextRun: Math.max(regular, notBefore) });
    if (!given) return;
    const seen = scrub({ ...given, message: given.message.slice(0, maxMessage), metadata: JSON.stringify(given.metadata).length > maxMetadata ? {} : given.metadata });
    const { message, status, responseTime, absent } = seen;
    const folded = foldResult(check, seen, now, regular, config().health);
    const chunk = absent ? check.chunk : await appendHistory(tx, check.chunk, { checkId: check.key, at: now, status, responseTime, message });
    const nextRun = Math.max(folded.nextRun, notBefore);
    this.update(check, { ...folded, chunk, nextRun, pace: nextRun - now });
  }

  /** Writes what changed; the result is what the pages and the other services must hear. */
  close(tx: Transaction): readonly OpsEvent[] {
    const events: OpsEvent[] = [];
    const views = this.all.map((check) => {
      const view = this.view(check);
      const { id, status } = view;
      if (status !== check.announced) {
        this.update(check, { announced: status });
        events.push({ name: 'health.status_updated', detail: { checkId: id, status: view } });
      }
      return view;
    });
    const before = this.known.status;
    const { status, since, ...rest } = this.status();
    if (status !== before) {
      const checks = views.filter((view) => isWorse(view.status, 'HEALTHY')).map(({ id }) => id);
      events.push({ name: 'health.system_status_updated', detail: { status, since, ...rest, previous: before, checks } });
    }
    for (const check of this.#changed) tx.put('checks', check);
    tx.put('counters', { ...this.known, status, since });
    return events;
  }
}
