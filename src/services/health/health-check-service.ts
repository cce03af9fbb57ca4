import type { HealthCheckView, SystemStatus, TabTask, TaskResult } from '../../contract/health.ts';
import type { Result } from '../../contract/runtime-api.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Check } from '../../domain/health/check-setup.ts';
import { apiCheck } from '../../domain/health/definitions.ts';
import { heldUp } from '../../domain/health/judge-facts.ts';
import { findings, saw } from '../../domain/health/observation.ts';
import type { Transaction } from '../ports/store.ts';
import { within } from '../ports/within.ts';
import { CheckBook } from './check-book.ts';
import type { BookPorts, HealthPorts } from './health-ports.ts';
import { askRemote, foldAnswer, prove, look } from './run-check.ts';
import { expireTask, finishTask, openTask, recover } from './tab-tasks.ts';

const day = 86_400_000;
const maxPages = 30;
/** ms; when nothing at all is due */
const idle = 5_000;
/** ms; what a new admin page waits at most for its first results */
const firstRunWithin = 3_000;
/** ms; a timer that is later than that was not held up: the machine slept */
const asleep = 15_000;
/** ms between two looks at a task that somebody waits for */
const patience = 100;

/**
 * The fifteen checks and those of the pages: when each is made, what its results mean, and what is done when one fails.
 *
 * @example
 * const health = new HealthCheckService({ store, clock, random, transport, online, socket, publish, notify, scrub, config, retryDelivery });
 * const next = await health.tick(); // epoch ms
 * (await health.getSystemStatus()).summary; // { total: 15, healthy: 13, degraded: 1, unhealthy: 1, … }
 */
export class HealthCheckService {
  readonly #ports: HealthPorts & { loop: BookPorts['loop'] };
  /** When the next tick was to come; epoch ms. */
  #expected = Infinity;
  /** What is under way in this runtime, so that asking twice is one run. */
  readonly #flights = new Map<string, Promise<void>>();

  constructor(ports: HealthPorts) {
    this.#ports = { ...ports, loop: { lag: 0, since: ports.clock.now() } };
  }

  getSystemStatus(): Promise<SystemStatus> {
    return this.#read((book) => book.status());
  }

  /** The fifteen in their order, then those of the pages. */
  getAllHealthChecks(): Promise<readonly HealthCheckView[]> {
    return this.#read((book) => book.all.map((check) => book.view(check)));
  }

  async getHealthCheck(id: string): Promise<HealthCheckView | null> {
    return (await this.getAllHealthChecks()).find((check) => check.id === id) ?? null;
  }

  /** One that is off, or needs a network where there is none, stays as it is. */
  async forceHealthCheck(id: string): Promise<Result<HealthCheckView>> {
    const check = await this.#read((book) => book.checks.get(id));
    if (check && !check.reason && (!check.remote || this.#ports.online())) await this.#run(check);
    return this.#act(id, () => null);
  }

  /** Starts it at once, whatever its breaker says; how it ended stands in `recoveries`. */
  runRecovery(checkId: string, action: string): Promise<Result<HealthCheckView>> {
    return this.#act(checkId, (book, check) => check.reason ?? openTask(book, check, action));
  }

  /** A page has said hello. */
  tabSeen(tx: Transaction, client: ClientInfo, _at: number): Promise<void> {
    return this.#within(tx, (_, book) => {
      const pages = new Set([client.tabId, ...book.tabs.map(({ key }) => key), ...book.known.pages]);
      book.known = { ...book.known, client, pages: [...pages].slice(0, maxPages) };
    });
  }

  /** A page has said bye, or has been silent for too long: what it was asked to do will not come. Another may offer it. */
  tabGone(tx: Transaction, _tabId: string): Promise<void> {
    return this.#within(tx, (tx, book) => {
      for (const check of book.all) expireTask(tx, book, check);
    });
  }

  tasks(tabId: string): Promise<readonly TabTask[]> {
    return this.#read((book) => book.all.flatMap(({ task }) => (task?.tabId === tabId && task.deadline > book.now ? task : [])));
  }

  /** Takes in what a tab found or did. Unknown and late results are left aside: they have been counted as timed out. */
  completeTask({ taskId, status, message, duration, metadata }: TaskResult): Promise<void> {
    return this.#change((tx, book) => {
      const found = findings.find((finding) => finding === status) ?? 'UNKNOWN';
      for (const check of book.all) if (check.task?.id === taskId) finishTask(tx, book, check, saw(found, String(message), Object(metadata), duration));
    });
  }

  /** Does what is due; resolves with the epoch ms at which something is due again. */
  async tick(): Promise<number> {
    const { clock, random } = this.#ports;
    const lag = Math.max(0, clock.now() - this.#expected);
    this.#ports.loop = lag > asleep ? { lag: 0, since: clock.now() } : { ...this.#ports.loop, lag };
    // The next timer may be in time again: what needs no network is looked at now.
    const early = this.#ports.loop.lag > heldUp ? day : 0;
    const remote = await this.#change(async (tx, book) => {
      for (const check of book.all) {
        // A clock that was set back must not leave a check waiting for a time that will not come.
        const lost = Math.max(check.timestamp, check.nextRun - 2 * day) > book.now && check.nextRun > book.now + firstRunWithin;
        if (!check.nextRun || lost) book.update(check, { nextRun: book.now + Math.round(random() * firstRunWithin) });
        // What is blocked skips its turn. If it waited for the way to be free, all browsers behind it would go at once.
        if (!check.reason && check.nextRun <= book.now && book.due(check) === Infinity) book.fold(tx, check, null);
        expireTask(tx, book, check);
        if (!check.remote && book.due(check) <= book.now + early) await look(tx, book, check);
        recover(book, check);
      }
      const due = book.all.filter((check) => check.remote && book.due(check) <= book.now);
      const [first, ...others] = due.filter(({ kind }) => kind === 'report');
      // For the components the report is read anyway.
      const proven = first?.key === apiCheck && !others.length && (await prove(tx, book, first)) ? first : null;
      return due.filter((check) => check !== proven);
    });
    // An answer that takes its time holds up no other check.
    await within(clock, idle, Promise.all(remote.map((check) => this.#run(check))));
    const next = await this.#read((book) => Math.min(clock.now() + idle, ...book.all.map((check) => check.task?.deadline ?? book.due(check))));
    // What fell due while answers were waited for is late, and the timer is not.
    return (this.#expected = Math.max(clock.now(), next));
  }

  #run(check: Check): Promise<void> {
    const key = check.kind === 'report' ? '' : check.key;
    const flight = this.#flights.get(key) ?? this.#make(check).finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  async #make(asked: Check): Promise<void> {
    const change = (take: (tx: Transaction, book: CheckBook, check: Check) => Promise<void> | void): Promise<void> =>
      this.#change((tx, book) => take(tx, book, book.checks.get(asked.key) ?? asked));
    if (asked.remote) {
      const answer = await askRemote(this.#ports, asked);
      return change((tx, book, check) => foldAnswer(tx, book, check, answer));
    }
    await change(look);
    while (await this.#read((book) => (book.checks.get(asked.key)?.task?.deadline ?? 0) > book.now)) await new Promise<void>((done) => void this.#ports.clock.after(patience, done));
    return change(expireTask);
  }

  #read<R>(read: (book: CheckBook) => R): Promise<R> {
    return this.#ports.store.read(async (tx) => read(await CheckBook.open(tx, this.#ports)));
  }

  #change<R>(change: (tx: Transaction, book: CheckBook) => Promise<R> | R): Promise<R> {
    return this.#ports.store.write((tx) => this.#within(tx, change));
  }

  async #within<R>(tx: Transaction, change: (tx: Transaction, book: CheckBook) => Promise<R> | R): Promise<R> {
    const book = await CheckBook.open(tx, this.#ports);
    const result = await change(tx, book);
    await this.#ports.publish(tx, book.close(tx));
    return result;
  }

  /** Changes a check; a text says why not. */
  #act(id: string, act: (book: CheckBook, check: Check) => string | null): Promise<Result<HealthCheckView>> {
    return this.#change((_, book) => {
      const check = book.checks.get(id);
      const error = check ? act(book, check) : 'unknown';
      return check && !error ? { ok: true, value: book.view(check) } : { ok: false, error: `health check ${id}: ${error}` };
    });
  }
}
