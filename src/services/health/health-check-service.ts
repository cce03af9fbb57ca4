import type { CheckRegistration, HealthCheckView, HealthHistoryEntry, SystemStatus, TabTask, TaskResult } from '../../contract/health.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { HealthApi, Result } from '../../contract/runtime-api.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Retention } from '../../contract/status.ts';
import { newCheckRow } from '../../domain/health/check-row.ts';
import { isBad } from '../../domain/health/observation.ts';
import { idleRecovery, planRecovery } from '../../domain/health/recovery.ts';
import { validateRegistration } from '../../domain/health/validate-registration.ts';
import type { ReadTransaction, Transaction } from '../ports/store.ts';
import { CheckBook } from './check-book.ts';
import { historyAge, historyRows, pruneHistory, readHistory } from './check-history.ts';
import { CheckRunner } from './check-runner.ts';
import { foldBatch, type ObservedBatch } from './fact-book.ts';
import type { HealthPorts } from './health-ports.ts';
import { closePage, hearPage, openPage, prunePages } from './page-book.ts';
import { pruneAttempts, readAttempts, recoveryAge } from './recovery-log.ts';
import { takeTasks } from './task-book.ts';
import { dropTasksOf, startRecovery } from './tab-work.ts';

/** Checks that pages register; more are refused. */
const maxCustom = 100;
const maxActions = 20;
/** Tabs remembered a check: a multi-page site registers anew with every page. */
const maxTabs = 20;
const day = 86_400_000;

const failure = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });
const last = (tabs: readonly string[], tabId: string): readonly string[] => [...tabs.filter((tab) => tab !== tabId), tabId].slice(-maxTabs);

/**
 * The fifteen checks and those of the pages: when each is made, what its results mean, and what is done when one fails.
 *
 * @example
 * const health = new HealthCheckService({ store, clock, random, transport, online, socket, publish, notify, scrub, config });
 * const next = await health.tick(); // epoch ms
 * (await health.getSystemStatus()).summary; // { total: 15, healthy: 13, degraded: 1, unhealthy: 1, … }
 */
export class HealthCheckService implements HealthApi {
  readonly retention: readonly Retention[] = [
    { store: 'checks', maxAge: 30 * day, maxRows: 15 + maxCustom },
    { store: 'history', maxAge: historyAge, maxRows: historyRows },
    { store: 'recoveries', maxAge: recoveryAge, maxRows: 200 * (15 + maxCustom) },
    { store: 'tasks', maxAge: day, maxRows: 1_000 },
  ];
  readonly #ports: HealthPorts;
  readonly #runner: CheckRunner;

  constructor(ports: HealthPorts) {
    this.#ports = ports;
    this.#runner = new CheckRunner(ports);
  }

  getSystemStatus(): Promise<SystemStatus> {
    return this.#ports.store.read(async (tx) => (await CheckBook.open(tx, this.#ports)).system());
  }

  /** The fifteen in their order, then those of the pages. */
  getAllHealthChecks(): Promise<readonly HealthCheckView[]> {
    return this.#ports.store.read(async (tx) => {
      const book = await CheckBook.open(tx, this.#ports);
      const views: HealthCheckView[] = [];
      for (const { row } of book.all) views.push(...(await this.#view(tx, book, row.key)));
      return views;
    });
  }

  async getHealthCheck(id: string): Promise<HealthCheckView | null> {
    const result = await this.#ports.store.read(async (tx) => this.#view(tx, await CheckBook.open(tx, this.#ports), id));
    return result[0] ?? null;
  }

  async forceHealthCheck(id: string): Promise<Result<HealthCheckView>> {
    const refused = await this.#runner.run(id);
    return refused === null ? this.#answer(id) : failure(refused);
  }

  /** Kept until it is changed again, over restarts, and stronger than the option `health.disabled`. */
  async setEnabled(id: string, enabled: boolean): Promise<Result<HealthCheckView>> {
    if (typeof enabled !== 'boolean') return failure(`health check: enabled: expected true or false, got ${String(enabled)}`);
    await this.#change(async (_tx, book) => {
      const check = book.get(id);
      if (!check) return;
      // What stood before it was off says nothing of now.
      const anew = { nextRun: book.now, status: 'UNKNOWN', timestamp: 0, failures: 0, successes: 0 } as const;
      book.put({ ...check.row, enabled, ...(enabled ? anew : {}) });
    });
    return this.#answer(id);
  }

  /** Newest first; the last 24 h in full, before that every change of status and one result an hour. */
  getHealthHistory(id: string, limit = 100): Promise<readonly HealthHistoryEntry[]> {
    return this.#ports.store.read((tx) => readHistory(tx, String(id), Math.max(0, Math.min(10_000, Math.floor(limit) || 0))));
  }

  async register(registration: CheckRegistration): Promise<Result<HealthCheckView>> {
    const error = await this.#change(async (tx, book) => {
      const validated = validateRegistration(registration, (id) => book.get(id) !== undefined);
      if (!validated.ok) return validated.error;
      const { id, tabId, ...rest } = validated.value;
      const known = book.get(id)?.row;
      const full = !known && book.all.filter(({ row }) => row.custom).length >= maxCustom;
      if (full) return `health check: expected at most ${maxCustom} registered checks, ${JSON.stringify(id)} is one more`;
      const { name, description, ...plain } = rest;
      const { scrub } = this.#ports;
      const custom = { id, ...plain, name: scrub(name), ...(description === undefined ? {} : { description: scrub(description) }) };
      if (tabId !== undefined) await hearPage(tx, tabId, book.now);
      const row = known ?? newCheckRow(id);
      book.put({ ...row, custom, tabs: tabId === undefined ? [] : last(row.tabs, tabId), unavailable: null, nextRun: row.timestamp ? row.nextRun : book.now });
      return null;
    });
    return error ? failure(error) : this.#answer(registration.id);
  }

  async registerRecovery(checkId: string, action: string, tabId: string): Promise<Result<HealthCheckView>> {
    const error = await this.#change(async (tx, book) => {
      const check = book.get(checkId);
      if (!check) return null;
      if (typeof action !== 'string' || !/^[\w .-]{1,100}$/.test(action)) return 'recovery action: id: expected letters, digits, spaces, "_", "-" and ".", at most 100';
      if (typeof tabId !== 'string' || !tabId) return 'recovery action: tabId: expected the id of a tab';
      const { row } = check;
      const known = row.actions.find(({ id }) => id === action);
      if (!known && row.actions.length >= maxActions) return `recovery action: expected at most ${maxActions} for one check`;
      const state = isBad(row.status) ? planRecovery(known?.state ?? idleRecovery, book.now, this.#ports.random()) : (known?.state ?? idleRecovery);
      const offered = { id: action, tabs: last(known?.tabs ?? [], tabId), state, running: known?.running ?? null };
      await hearPage(tx, tabId, book.now);
      book.put({ ...row, actions: known ? row.actions.map((other) => (other === known ? offered : other)) : [...row.actions, offered] });
      return null;
    });
    return error ? failure(error) : this.#answer(checkId);
  }

  /** Starts it at once, whatever its breaker says; how it ended stands in `recoveries`. */
  async runRecovery(checkId: string, action: string): Promise<Result<HealthCheckView>> {
    const error = await this.#change(async (tx, book) => {
      const row = book.get(checkId)?.row;
      const offered = row?.actions.find(({ id }) => id === action);
      if (!row) return null;
      if (!offered) return `recovery action ${JSON.stringify(action)}: expected one of ${row.actions.map(({ id }) => id).join(', ') || '(none is registered)'}`;
      if (row.actions.some(({ running }) => running !== null)) return `health check ${JSON.stringify(checkId)}: a recovery is under way`;
      const tabId = offered.tabs.findLast((tab) => book.answers(tab));
      if (tabId === undefined) return `recovery action ${JSON.stringify(action)}: its tab is closed`;
      startRecovery(tx, book, row, offered, tabId, 'started by hand');
      return null;
    });
    this.#ports.notify('tasks');
    return error ? failure(error) : this.#answer(checkId);
  }

  /** Folds what a batch says of the checks; the result is to be published by the caller in the same transaction. */
  async observe(tx: Transaction, batch: ObservedBatch & { readonly client: ClientInfo }): Promise<readonly OpsEvent[]> {
    const touched = await foldBatch(tx, batch, this.#ports.clock.now());
    return this.#runner.observe(tx, batch.signals, touched);
  }

  /** A page has said hello. */
  async tabSeen(tx: Transaction, client: ClientInfo, at: number): Promise<void> {
    openPage(tx, client, at);
  }

  /** A page has said bye, or has been silent for too long. */
  async tabGone(tx: Transaction, tabId: string): Promise<void> {
    await closePage(tx, tabId, this.#ports.clock.now());
    const book = await CheckBook.open(tx, this.#ports);
    await dropTasksOf(tx, book, tabId, this.#ports.random);
    await this.#ports.publish(tx, book.close(tx));
  }

  /** The open tasks of a tab. That it asks is a sign of life. */
  tasks(tabId: string): Promise<readonly TabTask[]> {
    return this.#ports.store.write((tx) => takeTasks(tx, tabId, this.#ports.clock.now()));
  }

  /** Takes in what a tab found or did. Unknown and late results are left aside: they have been counted as timed out. */
  completeTask(result: TaskResult): Promise<void> {
    return this.#runner.complete(result);
  }

  /** Does what is due; resolves with the epoch ms at which something is due again. */
  tick(): Promise<number> {
    return this.#runner.tick();
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    const book = await CheckBook.open(tx, this.#ports);
    // Over the bound on rows, the history of all checks gets shorter alike.
    const age = (await tx.count('history')) > historyRows ? historyAge / 2 : historyAge;
    for (const { row, setup } of book.all) {
      const abandoned = row.custom !== null && setup.source === null && row.enabled !== false && now - Math.max(row.timestamp, row.nextRun) > 30 * day;
      await pruneAttempts(tx, row.key, now);
      if (!abandoned) {
        book.put(await pruneHistory(tx, row, now, age));
        continue;
      }
      tx.deleteRange('history', { from: `${row.key}:`, to: `${row.key};` });
      book.drop(tx, row.key);
    }
    await prunePages(tx, now);
    await this.#ports.publish(tx, book.close(tx));
  }

  /** What is remembered of checks is of systems, not of people. */
  async eraseUser(_tx: Transaction, _userId: string): Promise<number> {
    return 0;
  }

  async exportUser(_tx: ReadTransaction, _userId: string): Promise<readonly unknown[]> {
    return [];
  }

  #change<R>(change: (tx: Transaction, book: CheckBook) => Promise<R>): Promise<R> {
    return this.#ports.store.write(async (tx) => {
      const book = await CheckBook.open(tx, this.#ports);
      const result = await change(tx, book);
      await this.#ports.publish(tx, book.close(tx));
      return result;
    });
  }

  async #answer(id: string): Promise<Result<HealthCheckView>> {
    const value = await this.getHealthCheck(id);
    if (value) return { ok: true, value };
    const known = (await this.getAllHealthChecks()).map((check) => check.id);
    return failure(`health check ${JSON.stringify(id)}: expected one of ${known.join(', ')}`);
  }

  async #view(tx: ReadTransaction, book: CheckBook, id: string): Promise<readonly HealthCheckView[]> {
    const check = book.get(id);
    return check ? [{ ...book.view(check), recoveries: check.row.actions.length ? await readAttempts(tx, id) : [] }] : [];
  }
}
