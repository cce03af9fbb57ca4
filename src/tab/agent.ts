import type { OpsOptions } from '../contract/config.ts';
import type { TabTask } from '../contract/health.ts';
import { logLevels } from '../contract/log-entry.ts';
import { recordId } from '../contract/record-id.ts';
import { protocol } from '../contract/runtime-api.ts';
import type { Scope } from '../contract/scope.ts';
import type { Batch, DropReason, Receipt, Signal } from '../contract/signal.ts';
import type { Consent, OpsStatus, RuntimeStatus } from '../contract/status.ts';
import { build } from './build.ts';
import { startCaptures } from './capture/captures.ts';
import { cloneable, cut } from './capture/cloneable.ts';
import { heap } from './capture/heap.ts';
import { serializeError } from './capture/serialize-error.ts';
import type { OpsClient } from './client.ts';
import { clientKey, clientReadyEvent } from './client.ts';
import { clientInfo } from './client-info.ts';
import { connect } from './connect.ts';
import { createLink } from './link.ts';
import type { Loader } from './loader.ts';
import { createLoader } from './loader.ts';
import { createQueue } from './queue.ts';
import { randomId } from './random-id.ts';
import type { Invoke } from './remote.ts';
import { createSession } from './session.ts';
import { drainSpills, forgetSpills, spill } from './spill.ts';
import { readStorage, sessionKey, writeStorage } from './storage.ts';
import type { TaskRunner } from './tasks.ts';
import { runTask, taskName } from './tasks.ts';
import type { Tools } from './tools.ts';
import { createDispatcher } from './window-events.ts';

export interface Agent extends Pick<Tools, 'put' | 'metric' | 'crumb' | 'captureError'> {
  /** What is wrong with the options the runtime says; it is printed once, and the agent stops. */
  start(options: OpsOptions): void;
  stop(): void;
  /** Asks the runtime, once everything captured so far is stored. */
  readonly ask: Invoke;
  setUser(id: string | null, profile?: Readonly<Record<string, unknown>>): void;
  setContext(context: Readonly<Record<string, unknown>>): void;
  setConsent(consent: Consent): Promise<unknown>;
  status(): Promise<OpsStatus>;
  /** Functions that the runtime may ask this tab to run, by `taskName`. */
  readonly tasks: Map<string, TaskRunner>;
  readonly tabId: string;
  /** After `start`. */
  loader(): Loader;
}

const beatEvery = 5000;
const defaultWorker = '/ops/prescripto-ops.worker.js';

/** One a page: what observes it, keeps what was observed, and sends it to the runtime. */
export function createAgent(): Agent {
  const tabId = randomId();
  const tasks = new Map<string, TaskRunner>();
  const running = new Set<string>();
  const dropped: Partial<Record<DropReason, number>> = {};
  const ids = new WeakMap<object, string>();
  const debug = readStorage('prescripto_debug') === 'true';
  let ends: (() => void)[] = [];
  let options: OpsOptions | undefined;
  let workerUrl = '';
  let consent: Consent | undefined;
  let loader: Loader | undefined;
  let scope: Scope | undefined;
  let user: Scope['user'] = null;
  let context: Scope['context'] = {};
  let problem = '';
  let own: readonly string[] = [];
  let seq = 0;
  let front: number | undefined;
  let spilt = false;

  const granted = (): boolean => consent === 'granted';
  const session = createSession(granted);
  const info = () => clientInfo(tabId, options!);
  const drop = (reason: DropReason, count = 1): void => void (dropped[reason] = (dropped[reason] ?? 0) + count);

  const { client, call, current, open, close, beat } = createLink(
    () => connect(workerUrl, loader!, { protocol, build, client: info(), options: { ...options, consent: consent! }, base: document.baseURI }),
    ({ welcome }) => {
      if (welcome.refused) {
        console.error(welcome.refused);
        return agent.stop();
      }
      own = welcome.own;
      void dispatch(welcome.eventRevision);
      resend();
      drain();
    },
    ({ message }) => {
      if (!problem) console.error(`prescripto-ops: no runtime from ${workerUrl} (${message}). Serve prescripto-ops.worker.js there, or set data-worker. Events wait.`);
      problem = message;
    },
  );
  /** For what nobody waits for: a failure must not become an unhandled rejection of the page. */
  const quiet = (promise?: Promise<unknown>): Promise<unknown> => Promise.resolve(promise).catch(() => 0);
  const dispatch = createDispatcher(call, (event) => window.dispatchEvent(event));
  const ingest = (batch: Batch): Promise<Receipt> => current()!.invoke('ingest', batch) as Promise<Receipt>;
  const { add, all, flying, flush, resend, settled, clear } = createQueue(
    (signals) => (granted() && current() ? ingest({ client: info(), signals, dropped }) : undefined),
    drop,
    () => {
      if (spilt && !all()[0]) store();
    },
  );
  /** What is not acknowledged, for the next page, should this one not come back. */
  const store = (): void => {
    spilt = !!all()[0];
    spill(info(), all(), dropped);
  };
  const drain = (): void => void (current() && quiet(drainSpills(tabId, ingest)));
  const work = async (): Promise<void> => {
    if (tasks.size)
      for (const task of ((await quiet(call('tasks', tabId))) || []) as readonly TabTask[])
        if (!running.has(task.id)) {
          running.add(task.id);
          void runTask(task, tasks.get(taskName(task)), (result) => quiet(call('completeTask', result)));
        }
  };
  const leave = (): void => {
    if (!granted() || !options) return;
    flush(1);
    store();
  };
  const bye = () => quiet(current()?.invoke('bye', tabId));

  const put: Tools['put'] = (draft) => {
    try {
      if (draft.kind === 'log') {
        const { level, message, error } = draft;
        const { log = {}, environment } = options ?? {};
        const verbose = debug || environment === 'development';
        if (verbose || log.console) console[level === 'TRACE' ? 'debug' : (level.toLowerCase() as 'info')](message, draft.context, error);
        if (logLevels.indexOf(level) > logLevels.indexOf(debug ? 'TRACE' : (log.level ?? (verbose ? 'TRACE' : 'INFO')))) return '';
      }
      if (consent === 'denied') drop('consent');
      else {
        const at = Date.now();
        const sessionId = session();
        const url = location.href;
        if (scope?.sessionId !== sessionId || scope.url !== url) scope = { sessionId, url, user, context };
        add({ ...draft, seq: ++seq, at, scope } as Signal);
        return recordId('error', at, tabId, seq);
      }
    } catch {
      drop('invalid');
    }
    return '';
  };

  const reopen = (): void => {
    if (!options) return;
    // What was captured before the session could be read from storage belongs to it.
    const sessionId = session();
    for (const signal of all()) (signal.scope as { sessionId: string }).sessionId = sessionId;
    open();
  };

  const agent: Agent = {
    tabId,
    tasks,
    put,
    loader: () => loader!,
    metric: (type, name, value, unit = 'ms', tags) => void put({ kind: 'metric', type, name, value, unit, tags }),
    crumb: (category, message, level = 'INFO', data) => void put({ kind: 'breadcrumb', crumb: { at: Date.now(), category, message, level, data } }),
    captureError(thrown, details) {
      const object = Object(thrown) as object;
      let id = ids.get(object);
      if (id) drop('duplicate');
      else ids.set(object, (id = put({ kind: 'error', error: serializeError(thrown), mechanism: 'manual', handled: true, performance: { pageAge: performance.now(), ...heap() }, ...details })));
      return id;
    },
    start(given) {
      if (ends[0]) return;
      const asked = consent ?? given.consent ?? 'granted';
      // The one option that says whether the runtime, which checks the others, may be asked at all.
      if (!/^(granted|pending|denied)$/.test(asked)) throw new TypeError(`option "consent": expected "granted" | "pending" | "denied", got "${asked}"`);
      options = given;
      consent = asked;
      workerUrl = new URL(given.workerUrl ?? defaultWorker, document.baseURI).href;
      loader ??= createLoader(given.trustedTypesPolicy ?? 'prescripto-ops');
      const end = (run: () => void): void => void ends.push(run);
      const tools: Tools = {
        ...agent,
        capture: given.capture ?? {},
        own: (url) => own.some((start) => url.startsWith(start)),
        drop,
        end,
        every(ms, run) {
          const timer = setInterval(run, ms);
          end(() => clearInterval(timer));
        },
        on(target, types, handler) {
          const guarded = (event: Event): void => {
            try {
              handler(event as never);
            } catch {
              drop('invalid');
            }
          };
          for (const type of types.split(' ')) {
            target.addEventListener(type, guarded, true);
            end(() => target.removeEventListener(type, guarded, true));
          }
        },
        observe(type, seen) {
          const has = !!globalThis.PerformanceObserver?.supportedEntryTypes.includes(type);
          if (has) {
            const observer = new PerformanceObserver((list) => seen(list.getEntries()));
            observer.observe({ type, buffered: true });
            end(() => observer.disconnect());
          }
          return has;
        },
      };
      const { on, every } = tools;
      startCaptures(tools);
      const tick = (): void => {
        if (document.hidden) return leave();
        const first = flying() ? all()[0]!.seq : 0;
        beat(tabId, !!first && first === front);
        front = first;
      };
      on(document, 'visibilitychange', tick);
      on(window, 'pagehide', ({ persisted }: PageTransitionEvent) => {
        leave();
        if (!persisted) void bye();
      });
      on(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && reopen());
      // Another tab of the origin has spilled: it may be gone.
      on(window, 'storage', drain);
      every(beatEvery, tick);
      end(client.subscribe('events', dispatch));
      end(client.subscribe('tasks', work));
      (globalThis as { [clientKey]?: OpsClient })[clientKey] = client;
      window.dispatchEvent(new Event(clientReadyEvent));
      if (granted()) reopen();
    },
    stop() {
      for (const end of ends) end();
      ends = [];
      leave();
      const finish = (): void => {
        if (ends[0] || !options) return;
        void bye();
        close();
        options = consent = undefined;
      };
      setTimeout(finish, 1000);
      void settled().then(finish);
    },
    ask: (path, ...args) => settled().then(() => call(path, ...args)),
    setUser(id, profile = {}) {
      user = id ? { id: cut(id), profile: cloneable(profile) as Record<string, unknown> } : null;
      scope = undefined;
    },
    setContext(next) {
      context = { ...context, ...(cloneable(next) as object) };
      scope = undefined;
    },
    async setConsent(next) {
      consent = next;
      if (next === 'denied') {
        drop('consent', all().length);
        clear();
        forgetSpills();
        writeStorage(sessionKey, null);
      }
      if (next !== 'pending') {
        reopen();
        await call('privacy.setConsent', next);
      }
    },
    async status() {
      const { rung = 'none' as const, reason = problem, welcome } = current() ?? {};
      return {
        worker: { rung, reason, url: workerUrl, connected: !!welcome, build: welcome?.build ?? null },
        tab: { tabId, sessionId: session(), queued: all().length - flying(), unacknowledged: all().length, dropped: { ...dropped }, consent: consent ?? 'pending' },
        runtime: welcome ? ((await call('status')) as RuntimeStatus) : null,
      };
    },
  };
  return agent;
}
