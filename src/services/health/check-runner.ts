import type { HealthStatus, TabTask, TaskResult } from '../../contract/health.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { Signal } from '../../contract/signal.ts';
import type { SetUpCheck } from '../../domain/health/check-view.ts';
import { isBad, result, type Observation } from '../../domain/health/observation.ts';
import type { Transaction } from '../ports/store.ts';
import { readReport } from './api-report.ts';
import { observeCalls } from './api-calls.ts';
import { CheckBook } from './check-book.ts';
import { judgeFromFacts } from './fact-book.ts';
import type { HealthPorts } from './health-ports.ts';
import { hearPage } from './page-book.ts';
import { probe, probeSocket } from './remote-run.ts';
import { askTab, attemptOf, dueAction, endRecovery, expireTasks, startRecovery } from './tab-work.ts';
import { closeTask, openTasks, type TaskRow } from './task-book.ts';

const statuses: ReadonlySet<HealthStatus> = new Set<HealthStatus>(['HEALTHY', 'DEGRADED', 'UNHEALTHY', 'CRITICAL', 'UNKNOWN']);
const maxMessage = 500;
const maxMetadata = 8_000;
/** ms; when nothing at all is due */
const idle = 60_000;

/** Makes checks: when they are due, when somebody asks, and when a tab has done its part. */
export class CheckRunner {
  readonly #ports: HealthPorts;
  /** What is under way in this runtime, so that asking twice is one run. */
  readonly #flights = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, () => void>();

  constructor(ports: HealthPorts) {
    this.#ports = ports;
  }

  /** Makes a check now. Resolves when its result is stored, with `null`, or with why it cannot be made. */
  async run(id: string): Promise<string | null> {
    const book = await this.#ports.store.read((tx) => CheckBook.open(tx, this.#ports));
    const check = book.get(id);
    if (!check) return `health check ${JSON.stringify(id)}: expected one of ${book.all.map(({ row }) => row.key).join(', ')}`;
    if (!check.setup.source) return `health check ${JSON.stringify(id)} is off: ${check.setup.off ?? 'no source'}`;
    if (check.setup.remote && !book.online) return `health check ${JSON.stringify(id)} cannot run: the browser is offline`;
    await this.#run(check);
    return null;
  }

  async tick(): Promise<number> {
    const { store, random, publish, notify, clock } = this.#ports;
    const { due, news, asked } = await store.write(async (tx) => {
      const book = await CheckBook.open(tx, this.#ports);
      await book.plan(tx);
      const expired = await expireTasks(tx, book, random);
      const due = book.all.filter((check) => check.row.nextRun <= book.now && book.runnable(check));
      let asked = 0;
      for (const check of due) {
        if (check.setup.source?.kind === 'facts') await book.fold(tx, check.row.key, this.#clean(await judgeFromFacts(tx, check.row.key, book.pages, book.now)));
        else if (check.setup.source?.kind === 'task' && (await askTab(tx, book, check))) asked += 1;
      }
      for (const check of book.all) {
        const next = dueAction(book, check);
        if (!next || next.at > book.now) continue;
        startRecovery(tx, book, check.row, next.action, next.tabId, next.action.state.breaker === 'open' ? 'one attempt while the breaker is open' : '');
        asked += 1;
      }
      const events = book.close(tx);
      await publish(tx, events);
      return { due, news: due.length + expired + events.length + asked, asked };
    });
    if (asked) notify('tasks');
    if (news) notify('health');
    const remote = due.filter(({ setup }) => setup.source?.kind !== 'facts' && setup.source?.kind !== 'task');
    await Promise.all(remote.map((check) => this.#run(check)));
    return store.read(async (tx) => {
      const book = await CheckBook.open(tx, this.#ports);
      const runs = book.all.filter((check) => book.runnable(check)).map(({ row }) => row.nextRun);
      const recoveries = book.all.map((check) => dueAction(book, check)?.at ?? Infinity);
      const deadlines = (await openTasks(tx)).map(({ deadline }) => deadline);
      return Math.min(clock.now() + idle, ...runs, ...recoveries, ...deadlines);
    });
  }

  /** What the application's own calls say of the API, and checks whose first or awaited news has come. */
  async observe(tx: Transaction, signals: readonly Signal[], touched: readonly string[]): Promise<readonly OpsEvent[]> {
    const seen = observeCalls(signals, this.#ports.config().endpoints.health, this.#ports.clock.now());
    if (!seen && !touched.length) return [];
    const book = await CheckBook.open(tx, this.#ports);
    for (const id of touched) {
      const check = book.get(id);
      if (check && check.row.nextRun > book.now && (id === 'security_status' || check.row.status === 'UNKNOWN')) book.put({ ...check.row, nextRun: book.now });
    }
    const api = book.get('api_connectivity');
    if (seen && api?.setup.source) {
      const { row, setup } = api;
      const pending = row.failures > 0 || isBad(row.status);
      const age = seen.at - row.timestamp;
      // DEGRADED is a finding about the report, which a call of another route does not refute.
      if (seen.answered) {
        if (age >= (pending ? 5_000 : setup.interval / 2) && row.status !== 'DEGRADED') await book.fold(tx, row.key, seen.observation);
      } else if (!pending && age >= 5_000 && row.nextRun > book.now) book.put({ ...row, nextRun: book.now });
    }
    return book.close(tx);
  }

  /** A tab has made its check, or run its recovery action, which the check then verifies. */
  async complete(done: TaskResult): Promise<void> {
    if (done === null || typeof done !== 'object' || typeof done.taskId !== 'string' || !statuses.has(done.status)) return;
    const verify = await this.#change(async (tx, book) => {
      const task = await tx.get<TaskRow>('tasks', done.taskId);
      if (!task) return null;
      closeTask(tx, task.id);
      await hearPage(tx, task.tabId, book.now);
      const seen = this.#clean(readResult(done));
      if (task.kind === 'check') await book.fold(tx, task.checkId, seen);
      else if (seen.status === 'UNKNOWN') await endRecovery(tx, book, attemptOf(task), 'skipped', seen.message || 'its precondition did not hold', this.#ports.random);
      else if (isBad(seen.status)) await endRecovery(tx, book, attemptOf(task), 'failed', seen.message || 'the action failed', this.#ports.random);
      else return task;
      return null;
    });
    this.#waiting.get(done.taskId)?.();
    if (verify) await this.#verify(verify);
    this.#ports.notify('health');
  }

  async #verify(task: TabTask): Promise<void> {
    const startedAt = this.#ports.clock.now();
    const refused = await this.run(task.checkId);
    await this.#change(async (tx, book) => {
      const row = book.get(task.checkId)?.row;
      const found = row && row.timestamp >= startedAt ? row.recent.at(-1) : undefined;
      const recovered = found !== undefined && (found.status === 'HEALTHY' || found.status === 'DEGRADED');
      const message = recovered ? 'verified by the check' : (refused ?? (found ? (row?.message ?? '') : 'the check gave no result'));
      await endRecovery(tx, book, attemptOf(task), recovered ? 'recovered' : 'not_recovered', message, this.#ports.random);
    });
  }

  async #run(check: SetUpCheck): Promise<void> {
    const { row, setup } = check;
    const { transport, socket } = this.#ports;
    switch (setup.source?.kind) {
      case undefined:
        return;
      case 'report':
        return this.#once('report', () => readReport(this.#ports, (observation) => this.#clean(observation)));
      case 'probe': {
        const { url } = setup.source;
        return this.#once(row.key, async () => this.#store(row.key, await probe(transport, url, setup.timeout)));
      }
      case 'socket': {
        const { url } = setup.source;
        return this.#once(row.key, async () => this.#store(row.key, await probeSocket(socket, url, setup.timeout)));
      }
      case 'facts':
        return this.#change(async (tx, book) => book.fold(tx, row.key, this.#clean(await judgeFromFacts(tx, row.key, book.pages, book.now))));
      case 'task':
        return this.#once(row.key, () => this.#await(row.key));
    }
  }

  #once(key: string, run: () => Promise<void>): Promise<void> {
    const flying = this.#flights.get(key);
    if (flying) return flying;
    const flight = run().finally(() => {
      this.#flights.delete(key);
      this.#ports.notify('health');
    });
    this.#flights.set(key, flight);
    return flight;
  }

  /** Asks the tab and waits for its answer, or for the deadline. */
  async #await(id: string): Promise<void> {
    const task = await this.#change(async (tx, book) => {
      const check = book.get(id);
      return check ? askTab(tx, book, check) : null;
    });
    if (!task) return;
    this.#ports.notify('tasks');
    await new Promise<void>((done) => {
      const cancel = this.#ports.clock.after(Math.max(0, task.deadline - this.#ports.clock.now()), done);
      this.#waiting.set(task.id, () => {
        cancel();
        done();
      });
    });
    this.#waiting.delete(task.id);
    await this.#change(async (tx, book) => void (await expireTasks(tx, book, this.#ports.random)));
  }

  #store(id: string, seen: Observation | null): Promise<void> {
    return this.#change((tx, book) => (seen ? book.fold(tx, id, this.#clean(seen)) : book.postpone(tx, id)));
  }

  #change<R>(change: (tx: Transaction, book: CheckBook) => Promise<R>): Promise<R> {
    return this.#ports.store.write(async (tx) => {
      const book = await CheckBook.open(tx, this.#ports);
      const result = await change(tx, book);
      await this.#ports.publish(tx, book.close(tx));
      return result;
    });
  }

  #clean<T extends object>(observation: T): T {
    return this.#ports.scrub(observation);
  }
}

function readResult({ status, message, duration, metadata }: TaskResult): Observation {
  const known = metadata !== null && typeof metadata === 'object' && JSON.stringify(metadata).length <= maxMetadata ? metadata : {};
  const words = typeof message === 'string' && message ? message.slice(0, maxMessage) : '';
  return result(status, words, known, typeof duration === 'number' && duration >= 0 ? duration : 0);
}
