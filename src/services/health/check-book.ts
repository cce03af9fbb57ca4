import type { HealthStatus, SystemStatus } from '../../contract/health.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import { aggregate } from '../../domain/health/aggregate.ts';
import { availability } from '../../domain/health/availability.ts';
import { foldResult, foldUnavailable } from '../../domain/health/check-fold.ts';
import { newCheckRow, type CheckRow } from '../../domain/health/check-row.ts';
import { setUp } from '../../domain/health/check-setup.ts';
import { blockerOf, viewCheck, type BareView, type SetUpCheck } from '../../domain/health/check-view.ts';
import { builtInChecks } from '../../domain/health/definitions.ts';
import { isBad, type Observation, type Unavailable } from '../../domain/health/observation.ts';
import { idleRecovery, planRecovery } from '../../domain/health/recovery.ts';
import { firstRun, nextRegularRun, phaseOf } from '../../domain/health/schedule.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { appendHistory } from './check-history.ts';
import type { HealthPorts } from './health-ports.ts';
import { readPages, type Page } from './page-book.ts';

interface SystemRow extends Row {
  readonly status: HealthStatus;
  readonly since: number;
}

interface InstallRow extends Row {
  readonly id: string;
}

const systemKey = 'health:system';
const installKey = 'health:install';

export type BookPorts = Pick<HealthPorts, 'config' | 'online' | 'clock' | 'random'>;

/** All checks as one transaction sees them. */
export class CheckBook {
  readonly now: number;
  readonly pages: readonly Page[];
  readonly online: boolean;
  readonly #ports: BookPorts;
  readonly #system: SystemRow;
  readonly #checks: Map<string, SetUpCheck>;
  readonly #changed = new Set<string>();

  private constructor(ports: BookPorts, rows: readonly CheckRow[], pages: readonly Page[], system: SystemRow | undefined) {
    this.#ports = ports;
    this.now = ports.clock.now();
    this.online = ports.online();
    this.pages = pages;
    this.#system = system ?? { key: systemKey, status: 'UNKNOWN', since: this.now };
    const stored = new Map(rows.map((row) => [row.key, row]));
    const builtIn = builtInChecks.map(({ id }) => stored.get(id) ?? newCheckRow(id));
    this.#checks = new Map([...builtIn, ...rows.filter((row) => row.custom)].map((row) => [row.key, this.#setUp(row)]));
  }

  static async open(tx: ReadTransaction, ports: BookPorts): Promise<CheckBook> {
    return new CheckBook(ports, await tx.list<CheckRow>('checks'), await readPages(tx), await tx.get<SystemRow>('counters', systemKey));
  }

  get all(): readonly SetUpCheck[] {
    return [...this.#checks.values()];
  }

  get(id: string): SetUpCheck | undefined {
    return this.#checks.get(id);
  }

  put(row: CheckRow): SetUpCheck {
    const check = this.#setUp(row);
    this.#checks.set(row.key, check);
    this.#changed.add(row.key);
    return check;
  }

  drop(tx: Transaction, id: string): void {
    this.#checks.delete(id);
    this.#changed.delete(id);
    tx.delete('checks', id);
  }

  view(check: SetUpCheck): BareView {
    return viewCheck(check, this.#checks, this.online, this.now);
  }

  /** Whether it can be run now: on or perhaps so again, and nothing in its way. */
  runnable(check: SetUpCheck): boolean {
    return check.setup.source !== null && blockerOf(check, this.#checks, this.online) === null;
  }

  system(): SystemStatus {
    const found = aggregate(this.all.map((check) => this.view(check)));
    return { ...found, since: found.status === this.#system.status ? this.#system.since : this.now };
  }

  /** Gives every check that has none a first time: soon after an installation, on this installation's phase from then on. */
  async plan(tx: Transaction): Promise<void> {
    // A clock that was set back must not leave a check waiting for a time that will not come for hours.
    for (const { row, setup } of this.all) {
      const lost = row.nextRun > this.now + 2 * Math.max(setup.interval, 3_600_000);
      if (row.nextRun === 0 || lost) this.put({ ...row, nextRun: firstRun(this.now, this.#ports.random()) });
    }
    await this.#phase(tx);
  }

  /** Takes in what a run saw and plans the next one, not before `notBefore`. */
  async fold(tx: Transaction, id: string, seen: Observation | Unavailable, notBefore = 0): Promise<void> {
    const check = this.#checks.get(id);
    if (!check) return;
    const { interval } = check.setup;
    const regular = nextRegularRun(this.now, interval, await this.#phase(tx), this.#ports.random());
    if (seen.kind === 'unavailable') {
      this.put({ ...foldUnavailable(check.row, seen), nextRun: Math.max(regular, notBefore) });
      return;
    }
    const { failureThreshold, successThreshold, confirmAfter } = this.#ports.config().health;
    const { row, confirmAt } = foldResult(check.row, seen, this.now, { interval, failureThreshold, successThreshold, confirmAfter });
    const chunk = await appendHistory(tx, row, { checkId: id, at: this.now, status: seen.status, responseTime: row.responseTime, message: seen.message });
    const actions = row.actions.map((action) => {
      if (action.running !== null) return action;
      if (isBad(row.status)) return { ...action, state: planRecovery(action.state, this.now, this.#ports.random()) };
      return row.status === 'UNKNOWN' ? action : { ...action, state: idleRecovery };
    });
    const metadata = { ...row.metadata, availability: availability(row.hours, this.now) };
    this.put({ ...row, chunk, actions, metadata, nextRun: Math.max(confirmAt ?? regular, notBefore) });
  }

  /** It was its turn and nothing came of it: the regular time again. */
  async postpone(tx: Transaction, id: string, notBefore = 0): Promise<void> {
    const check = this.#checks.get(id);
    if (!check) return;
    const regular = nextRegularRun(this.now, check.setup.interval, await this.#phase(tx), this.#ports.random());
    this.put({ ...check.row, nextRun: Math.max(regular, notBefore) });
  }

  /** Writes what changed; the result is what the pages and the other services must hear. */
  close(tx: Transaction): readonly OpsEvent[] {
    const events: OpsEvent[] = [];
    for (const check of this.all) {
      const { id, name, status, message, responseTime, timestamp, metadata } = this.view(check);
      if (status === check.row.announced) continue;
      this.put({ ...check.row, announced: status });
      events.push({ name: 'health.status_updated', detail: { checkId: id, status: { id, name, status, message, responseTime, timestamp, metadata } } });
    }
    for (const id of this.#changed) {
      const row = this.#checks.get(id)?.row;
      if (row) tx.put('checks', row);
    }
    const system = this.system();
    if (system.status !== this.#system.status) {
      tx.put<SystemRow>('counters', { key: systemKey, status: system.status, since: system.since });
      events.push({ name: 'health.system_status_updated', detail: { ...system, previous: this.#system.status, checks: this.#notWell() } });
    }
    return events;
  }

  #notWell(): readonly { readonly id: string; readonly status: HealthStatus; readonly message: string }[] {
    return this.all
      .map((check) => this.view(check))
      .filter(({ status }) => status !== 'HEALTHY' && status !== 'UNKNOWN')
      .map(({ id, status, message }) => ({ id, status, message }));
  }

  #setUp(row: CheckRow): SetUpCheck {
    return { row, setup: setUp(row, this.#ports.config(), (tabId) => this.answers(tabId)) };
  }

  answers(tabId: string): boolean {
    return this.pages.some((page) => page.tabId === tabId && page.answers);
  }

  async #phase(tx: Transaction): Promise<number> {
    const known = await tx.get<InstallRow>('counters', installKey);
    const id = known?.id ?? `${this.now.toString(36)}${Math.floor(this.#ports.random() * 2 ** 52).toString(36)}`;
    if (!known) tx.put<InstallRow>('counters', { key: installKey, id });
    return phaseOf(id);
  }
}
