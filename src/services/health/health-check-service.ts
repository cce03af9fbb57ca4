import type { CheckRegistration, HealthCheckView, HealthHistoryEntry, SystemStatus, TabTask, TaskResult } from '../../contract/health.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { HealthApi, Result } from '../../contract/runtime-api.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Retention } from '../../contract/status.ts';
import { newCheckRow } from '../../domain/health/check-row.ts';
import type { CheckSetup } from '../../domain/health/check-setup.ts';
import type { Check } from '../../domain/health/check-view.ts';
import { apiCheck, builtInChecks } from '../../domain/health/definitions.ts';
import { foldFacts, type ObservedBatch } from '../../domain/health/facts.ts';
import { judges } from '../../domain/health/judge-facts.ts';
import { isBad, isGood, isWorse, saw, type Observation } from '../../domain/health/observation.ts';
import { readRegistration } from '../../domain/health/read-registration.ts';
import { findComponent, judgeAnswer, readReport, type HealthAnswer } from '../../domain/health/read-report.ts';
import { steer } from '../../domain/health/schedule.ts';
import type { ReadTransaction, Transaction } from '../ports/store.ts';
import { CheckBook, readFacts, writeFacts } from './check-book.ts';
import { historyAge, historyRows, pruneHistory, readHistory } from './check-history.ts';
import type { HealthPorts } from './health-ports.ts';
import { expireTask, finishTask, nextRecovery, openTask } from './tab-tasks.ts';

/** Checks that pages register; more are refused. */
const maxCustom = 100;
const maxActions = 20;
/** Tabs remembered a check: a multi-page site registers anew with every page. */
const maxTabs = 20;
const maxPages = 30;
const day = 86_400_000;
/** ms; when nothing at all is due */
const idle = 60_000;
/** ms between two looks at an API that is in doubt */
const doubt = 5_000;
/** ms; calls older than this, of a page that is long gone, say nothing of now */
const recentCall = 30_000;
/** ms; what a new admin page waits at most for its first results */
const firstRunWithin = 3_000;
/** ms between two looks at a task that somebody waits for */
const patience = 100;

const silence: HealthAnswer = { status: 0, outcome: 'network', duration: 0, body: '', headers: {}, error: '' };

const withTab = (tabs: readonly string[], tabId: string): readonly string[] => [tabId, ...tabs.filter((tab) => tab !== tabId)].slice(0, maxTabs);

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
    { store: 'checks', maxAge: 30 * day, maxRows: builtInChecks.length + maxCustom },
    { store: 'history', maxAge: historyAge, maxRows: historyRows },
  ];
  readonly #ports: HealthPorts;
  /** What is under way in this runtime, so that asking twice is one run. */
  readonly #flights = new Map<string, Promise<void>>();

  constructor(ports: HealthPorts) {
    this.#ports = ports;
  }

  getSystemStatus(): Promise<SystemStatus> {
    return this.#read((book) => book.status());
  }

  /** The fifteen in their order, then those of the pages. */
  getAllHealthChecks(): Promise<readonly HealthCheckView[]> {
    return this.#read((book) => book.all.map((check) => book.view(check)));
  }

  getHealthCheck(id: string): Promise<HealthCheckView | null> {
    return this.#read((book) => {
      const check = book.get(id);
      return check ? book.view(check) : null;
    });
  }

  async forceHealthCheck(id: string): Promise<Result<HealthCheckView>> {
    const { setup, why } = await this.#read((book) => {
      const setup = book.get(id)?.setup;
      return { setup, why: setup?.off ?? (setup?.remote && !book.online ? 'the browser is offline' : null) };
    });
    if (setup && !why) await this.#run(setup);
    return this.#act(id, () => why && `cannot be run: ${why}`);
  }

  /** Kept until it is changed again, over restarts, and stronger than the option `health.disabled`. */
  setEnabled(id: string, on: boolean): Promise<Result<HealthCheckView>> {
    // What stood before it was off says nothing of now.
    return this.#act(id, (book, { row }) => book.update(row, on ? { on, nextRun: book.now, status: 'UNKNOWN', timestamp: 0, failures: 0, successes: 0 } : { on }));
  }

  /** Newest first, of the last 7 days. */
  getHealthHistory(id: string, limit = 100): Promise<readonly HealthHistoryEntry[]> {
    return this.#ports.store.read((tx) => readHistory(tx, id, Math.min(limit, 10_000)));
  }

  register(registration: CheckRegistration): Promise<Result<HealthCheckView>> {
    return this.#change(async (_, book) => {
      const known = (id: unknown): boolean => book.all.some(({ row }) => row.key === id);
      const definition = readRegistration(this.#ports.scrub({ ...registration }), known);
      if (typeof definition === 'string') return { ok: false, error: definition };
      const { id, tabId } = definition;
      if (!known(id) && book.all.length >= builtInChecks.length + maxCustom) return { ok: false, error: `health check: expected at most ${maxCustom} of pages` };
      const row = book.get(id)?.row ?? newCheckRow(definition);
      book.update(row, { definition, tabs: tabId ? withTab(row.tabs, tabId) : [], absent: null, nextRun: row.timestamp ? row.nextRun : book.now });
      return this.#answer(book, id);
    });
  }

  registerRecovery(checkId: string, action: string, tabId: string): Promise<Result<HealthCheckView>> {
    return this.#act(checkId, (book, { row }) => {
      if (!/^[\w .-]{1,100}$/.test(action)) return `recovery action: expected letters, digits, spaces, "_", "-" and ".", at most 100, got ${JSON.stringify(action)}`;
      const tabs = row.actions.find(({ id }) => id === action)?.tabs ?? [];
      return book.update(row, { actions: [{ id: action, tabs: withTab(tabs, tabId) }, ...row.actions.filter(({ id }) => id !== action)].slice(0, maxActions) });
    });
  }

  /** Starts it at once, whatever its breaker says; how it ended stands in `recoveries`. */
  runRecovery(checkId: string, action: string): Promise<Result<HealthCheckView>> {
    return this.#act(checkId, (book, check) => {
      const { row, setup } = check;
      const offer = row.actions.find(({ id }) => id === action);
      if (!offer) return `recovery action: expected one of ${row.actions.map(({ id }) => id).join(', ')}, got ${JSON.stringify(action)}`;
      const tabId = book.openTab(offer.tabs);
      return setup.off ?? (row.task || row.recoveries[0]?.outcome === 'running' ? 'its tab is at work' : tabId ? openTask(book, check, tabId, action) : 'its tab is closed');
    });
  }

  /** Folds what a batch says of the checks; the result is to be published by the caller in the same transaction. */
  async observe(tx: Transaction, batch: ObservedBatch & { readonly client: ClientInfo }): Promise<readonly OpsEvent[]> {
    const { clock, config } = this.#ports;
    const now = clock.now();
    const { facts, news } = foldFacts(await readFacts(tx), batch, now);
    writeFacts(tx, facts);
    const { health } = config().endpoints;
    const origin = health && `${new URL(health).origin}/`;
    const calls = batch.calls.filter(({ timestamp, url }) => origin && url.startsWith(origin) && now - timestamp < recentCall);
    if (!calls.length && !news.size) return [];
    const book = await CheckBook.open(tx, this.#ports);
    const hurry = ({ row }: Check): void => book.update(row, { nextRun: Math.min(row.nextRun, now) });
    for (const id of news) {
      const check = book.get(id);
      if (check && (id === 'security_status' || check.row.status === 'UNKNOWN')) hurry(check);
    }
    const api = book.get(apiCheck);
    if (api && !api.setup.off) {
      const { status, failures, timestamp } = api.row;
      const pending = failures > 0 || isBad(status);
      const age = now - timestamp;
      // A call that is answered proves the API as a probe would. DEGRADED is a finding about the report, which no call refutes.
      const answered = calls.findLast(({ outcome }) => outcome === 'ok' || outcome === 'client_error');
      if (answered) {
        if (status !== 'DEGRADED' && age >= (pending ? doubt : api.setup.interval / 2)) await book.fold(tx, api, judgeAnswer({ ...answered, outcome: 'answered', status: 200, error: '' }));
      } else if (!pending && age >= doubt && calls.some(({ status }) => !status)) hurry(api);
    }
    return book.close(tx);
  }

  /** A page has said hello. */
  tabSeen(tx: Transaction, { tabId, secureContext, features }: ClientInfo, _at: number): Promise<void> {
    return this.#within(tx, async (_, book) => {
      const pages = new Set([tabId, ...book.tabs.map(({ key }) => key), ...book.system.pages]);
      book.system = { ...book.system, client: { secureContext, features }, pages: [...pages].slice(0, maxPages) };
    });
  }

  /** A page has said bye, or has been silent for too long: what it was asked to do will not come. Another may offer it. */
  tabGone(tx: Transaction, tabId: string): Promise<void> {
    return this.#within(tx, async (tx, book) => {
      for (const check of book.all)
        if (check.row.task?.tabId === tabId) {
          await finishTask(tx, book, check, null);
          const row = book.get(check.row.key)?.row;
          if (row) book.update(row, { nextRun: book.now });
        }
    });
  }

  /** The open tasks of a tab, which has seen them now. */
  tasks(tabId: string): Promise<readonly TabTask[]> {
    return this.#change(async (_, book) =>
      book.all.flatMap(({ row }) => {
        const { task } = row;
        if (task?.tabId !== tabId || task.deadline <= book.now) return [];
        book.update(row, { task: { ...task, taken: true } });
        return [task];
      }),
    );
  }

  /** Takes in what a tab found or did. Unknown and late results are left aside: they have been counted as timed out. */
  completeTask({ taskId, status, message, duration, metadata }: TaskResult): Promise<void> {
    return this.#change(async (tx, book) => {
      const check = book.all.find(({ row }) => row.task?.id === taskId);
      const known = isGood(status) || isBad(status) ? status : 'UNKNOWN';
      if (check) await finishTask(tx, book, check, saw(known, String(message), Object(metadata), duration));
    });
  }

  /** Does what is due; resolves with the epoch ms at which something is due again. */
  async tick(): Promise<number> {
    const { clock, random } = this.#ports;
    const remote = await this.#change(async (tx, book) => {
      const remote: CheckSetup[] = [];
      for (const { row, setup } of book.all) {
        const again = (): Check => book.get(row.key) ?? { row, setup };
        // A clock that was set back must not leave a check waiting for a time that will not come for hours.
        if (!row.nextRun || row.nextRun > book.now + 2 * Math.max(setup.interval, 3_600_000)) book.update(row, { nextRun: book.now + random() * firstRunWithin });
        await expireTask(tx, book, again());
        const check = again();
        if (check.row.nextRun <= book.now && book.runnable(check)) {
          if (setup.remote) remote.push(setup);
          else await this.#look(tx, book, check);
        }
        const next = nextRecovery(book, again());
        if (next && next.at <= book.now) openTask(book, again(), next.tabId, next.action);
      }
      return remote;
    });
    await Promise.all(remote.map((setup) => this.#run(setup)));
    return this.#read((book) => {
      const due = book.all.flatMap((check) => [book.runnable(check) ? check.row.nextRun : Infinity, check.row.task?.deadline ?? nextRecovery(book, check)?.at ?? Infinity]);
      return Math.min(clock.now() + idle, ...due);
    });
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    const book = await CheckBook.open(tx, this.#ports);
    await pruneHistory(tx, book.all.map(({ row }) => row.key), now);
    for (const { row, setup } of book.all) if (setup.kind === 'task' && !setup.at && now - Math.max(row.timestamp, row.nextRun) > 30 * day) book.drop(tx, row.key);
  }

  /** What is remembered of checks is of systems, not of people. */
  async eraseUser(_tx: Transaction, _userId: string): Promise<number> {
    return 0;
  }

  async exportUser(_tx: ReadTransaction, _userId: string): Promise<readonly unknown[]> {
    return [];
  }

  #run(setup: CheckSetup): Promise<void> {
    const key = setup.kind === 'report' ? '' : setup.id;
    const flight = this.#flights.get(key) ?? this.#make(setup).finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  async #make({ id, kind, at, timeout, remote }: CheckSetup): Promise<void> {
    const { transport, socket, clock } = this.#ports;
    const change = <R>(take: (tx: Transaction, book: CheckBook, check: Check) => Promise<R>): Promise<R | undefined> =>
      this.#change(async (tx, book) => {
        const check = book.get(id);
        return check && take(tx, book, check);
      });
    if (!remote) {
      await change((tx, book, check) => this.#look(tx, book, check));
      while (await this.#read((book) => (book.get(id)?.row.task?.deadline ?? 0) > book.now)) await new Promise<void>((done) => void clock.after(patience, done));
      await change(expireTask);
      return;
    }
    const answer: HealthAnswer =
      kind === 'socket'
        ? await socket(at, timeout).then(
            (duration) => ({ ...silence, status: 101, duration }),
            (error: unknown) => ({ ...silence, error: String(error) }),
          )
        : await transport({ url: at, method: 'GET', timeout });
    await change((tx, book, check) => (kind === 'report' ? this.#foldReport(tx, book, answer) : book.fold(tx, check, judgeAnswer(answer))));
  }

  /** Makes a check that needs no network: by what is known, or by asking its tab. */
  async #look(tx: Transaction, book: CheckBook, check: Check): Promise<void> {
    const { row, setup } = check;
    if (setup.kind === 'facts') await book.fold(tx, check, judges[row.key]?.(book) ?? null);
    else if (!row.task) openTask(book, check, setup.at);
  }

  /** One answer is a result for the API and for every component, whichever of the checks it was asked for. */
  async #foldReport(tx: Transaction, book: CheckBook, answer: HealthAnswer): Promise<void> {
    const { api, components } = readReport(answer);
    const { notBefore, refusals } = steer(answer, components !== null, book.system, book.now, this.#ports.random());
    book.system = { ...book.system, notBefore, refusals };
    for (const check of book.all) {
      const { row, setup } = check;
      if (setup.kind !== 'report' || setup.off) continue;
      const seen: Observation | null = row.key === apiCheck ? api : components && findComponent(components, setup.component ?? '');
      // What the application's own calls meet can only make it worse.
      const own = seen?.absent ? undefined : judges[row.key]?.(book);
      await book.fold(tx, check, seen && own && isWorse(own.status, 'HEALTHY') && isWorse(own.status, seen.status) ? own : seen, notBefore);
    }
  }

  #read<R>(read: (book: CheckBook, tx: ReadTransaction) => R | Promise<R>): Promise<R> {
    return this.#ports.store.read(async (tx) => read(await CheckBook.open(tx, this.#ports), tx));
  }

  async #change<R>(change: (tx: Transaction, book: CheckBook) => Promise<R>): Promise<R> {
    const { store, notify } = this.#ports;
    const { result, topics } = await store.write((tx) => this.#within(tx, async (tx, book) => ({ result: await change(tx, book), topics: book.topics })));
    topics.forEach((topic) => notify(topic));
    return result;
  }

  async #within<R>(tx: Transaction, change: (tx: Transaction, book: CheckBook) => Promise<R>): Promise<R> {
    const book = await CheckBook.open(tx, this.#ports);
    const result = await change(tx, book);
    await this.#ports.publish(tx, book.close(tx));
    return result;
  }

  /** Changes a check; a text says why not. */
  #act(id: string, act: (book: CheckBook, check: Check, tx: Transaction) => string | null | void): Promise<Result<HealthCheckView>> {
    return this.#change(async (tx, book) => {
      const check = book.get(id);
      const error = check && act(book, check, tx);
      return error ? { ok: false, error: `health check ${JSON.stringify(id)}: ${error}` } : this.#answer(book, id);
    });
  }

  #answer(book: CheckBook, id: string): Result<HealthCheckView> {
    const check = book.get(id);
    if (check) return { ok: true, value: book.view(check) };
    return { ok: false, error: `health check ${JSON.stringify(id)}: expected one of ${book.all.map(({ row }) => row.key).join(', ')}` };
  }
}
