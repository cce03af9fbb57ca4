import type { HealthCheckView, HealthStatus, SystemStatus } from '../../contract/health.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import { boundData } from '../../domain/alerting/bound-data.ts';
import { aggregate } from '../../domain/health/aggregate.ts';
import { foldResult } from '../../domain/health/check-fold.ts';
import { newCheckRow, type CheckRow } from '../../domain/health/check-row.ts';
import { setUp, type Check } from '../../domain/health/check-setup.ts';
import { viewCheck } from '../../domain/health/check-view.ts';
import { apiCheck, builtInChecks } from '../../domain/health/definitions.ts';
import type { Facts } from '../../domain/health/judge-facts.ts';
import { isBad, isWorse, type Observation } from '../../domain/health/observation.ts';
import { maxSteering, nextRegularRun, type Steering } from '../../domain/health/schedule.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { archive } from './check-history.ts';
import type { BookPorts } from './health-ports.ts';

/** What is remembered of the whole. */
export type SystemRow = Row & Steering & Pick<Facts, 'client' | 'policy'> & {
  readonly status: HealthStatus;
  readonly since: number;
  /** 0 to 1: this installation's place in every interval */
  readonly phase: number;
  /** Ids of the documents that said hello, the open ones first. */
  readonly pages: readonly string[];
  /** epoch ms at which the newest page's address was asked for its policy */
  readonly policyAt?: number;
};

/** What the runtime keeps of a tab, as far as it is read here. */
export interface TabRow extends Row {
  readonly url?: string;
  readonly visible: boolean;
  readonly lastSeen: number;
  /** ms by which the last heartbeats were late */
  readonly lags?: readonly number[];
  /** Said bye, or has been silent for too long. */
  readonly gone: boolean;
}

export const systemKey = 'health';

async function readSystem(tx: ReadTransaction, { clock, random }: BookPorts): Promise<SystemRow> {
  const begun = { key: systemKey, status: 'UNKNOWN', since: clock.now(), phase: random(), notBefore: 0, refusals: 0, pages: [], client: { secureContext: true, features: {} } } as const;
  return (await tx.get<SystemRow>('counters', systemKey)) ?? begun;
}

/** Intervals between two runs while no page is visible: a result is not out of date before three. */
const unseenPace = 2.5;

/** All checks as one transaction sees and changes them: what is got from a book shows what is updated in it. */
export class CheckBook {
  readonly now: number;
  known: SystemRow;
  /** Open documents, the one last heard of first. */
  readonly tabs: TabRow[] = [];
  readonly checks = new Map<string, Check>();
  readonly ports: BookPorts;
  readonly #changed = new Set<Check>();
  /** One for all: checks that were made together stay together, and are one request again the next time. */
  readonly #jitter: number;

  private constructor(ports: BookPorts, system: SystemRow) {
    this.ports = ports;
    this.now = ports.clock.now();
    this.#jitter = ports.random();
    this.known = system;
  }

  static async open(tx: ReadTransaction, ports: BookPorts): Promise<CheckBook> {
    const book = new CheckBook(ports, await readSystem(tx, ports));
    for (const id of book.known.pages) {
      const tab = await tx.get<TabRow>('tabs', id);
      if (tab && !tab.gone) book.tabs.push(tab);
    }
    book.tabs.sort((a, b) => b.lastSeen - a.lastSeen);
    for (const definition of builtInChecks) book.add(newCheckRow(definition));
    // A row of an older version has not all members, and its definition may be another.
    for (const row of await tx.list<CheckRow>('checks')) book.add({ ...newCheckRow(row), ...row, ...builtInChecks.find(({ id }) => id === row.key) });
    return book;
  }

  get all(): readonly Check[] {
    return [...this.checks.values()];
  }

  add(row: CheckRow): Check {
    const check = Object.assign(row, setUp(row, this.ports.config(), this.openTab(row)));
    this.checks.set(row.key, check);
    return check;
  }

  update(check: Check, change: Partial<CheckRow>): void {
    this.#changed.add(this.add(Object.assign(check, change)));
    this.ports.notify('health');
  }

  /** Of the tabs that offer the check, or a recovery action of it, the open one that was last heard of. */
  openTab({ offers }: CheckRow, action = ''): string | undefined {
    return this.tabs.find(({ key }) => offers.some(([offered, tabId]) => offered === action && tabId === key))?.key;
  }

  /** What is in its way: the parent, `offline`, or nothing. */
  #blocker({ remote, parent }: Check): string | null {
    if (remote && !this.ports.online()) return 'offline';
    const above = this.checks.get(parent);
    return above && !above.reason && isBad(above.status) ? parent : null;
  }

  /** epoch ms of its next run; never while something is in its way, nor before the backend wants to be asked again */
  due(check: Check): number {
    const { notBefore } = this.known;
    const { kind, every, nextRun, timestamp } = check;
    // What the report does not name is looked for when it is read for others.
    const isMissing = kind === 'report' && check.absent && check.key !== apiCheck;
    if (check.reason || isMissing || this.#blocker(check)) return Infinity;
    const isUnseen = this.tabs.length > 0 && !this.tabs.some(({ visible }) => visible);
    const isRegular = nextRun - timestamp > every / 2 && timestamp <= this.now;
    const slowed = check.remote && isUnseen && isRegular ? Math.max(nextRun, timestamp + unseenPace * every) : nextRun;
    return kind === 'report' && notBefore <= this.now + maxSteering ? Math.max(slowed, notBefore) : slowed;
  }

  view(check: Check): HealthCheckView {
    return viewCheck(check, this.#blocker(check), this.now);
  }

  status(): SystemStatus {
    const found = aggregate(this.all.map((check) => this.view(check)));
    return { ...found, since: found.status === this.known.status ? this.known.since : this.now };
  }

  /** Takes in what a run saw and plans the next one, not before `notBefore`. `null`: nothing came of it. */
  fold(tx: Transaction, check: Check, given: Observation | null, notBefore = 0): void {
    const { scrub, config } = this.ports;
    const { now } = this;
    this.update(check, { nextRun: nextRegularRun(now, check.every, this.known.phase, this.#jitter, notBefore) });
    if (!given) return;
    const seen = scrub({ ...given, message: given.message.slice(0, 500), metadata: boundData(given.metadata) });
    this.update(check, foldResult(check, seen, now, notBefore, config().health));
    this.update(check, { results: archive(tx, check.key, check.results) });
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
    const previous = this.known.status;
    const found = this.status();
    const { status, since } = found;
    if (status !== previous) {
      const checks = views.filter((view) => isWorse(view.status, 'HEALTHY')).map(({ id }) => id);
      events.push({ name: 'health.system_status_updated', detail: { ...found, previous, checks } });
    }
    for (const check of this.#changed) tx.put('checks', check);
    tx.put('counters', { ...this.known, status, since });
    return events;
  }
}
