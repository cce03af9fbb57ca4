import type { ResolvedConfig } from '../contract/config.ts';
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
  start(config: ResolvedConfig): void;
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

type Drops = Partial<Record<DropReason, number>>;

const beatEvery = 5000;

/** One a page: what observes it, keeps what was observed, and sends it to the runtime. */
export function createAgent(): Agent {
  const tabId = randomId();
  const tasks = new Map<string, TaskRunner>();
  const running = new Set<string>();
  const dropped: Drops = {};
  const ids = new WeakMap<object, string>();
  const debug = readStorage('prescripto_debug') === 'true';
  let ends: (() => void)[] = [];
  let told: Drops = {};
  let config: ResolvedConfig | undefined;
  let consent: Consent | undefined;
  let loader: Loader | undefined;
  let scope: Scope | undefined;
  let user: Scope['user'] = null;
  let context: Scope['context'] = {};
  let problem = '';
  let seq = 0;
  let front: number | undefined;
  let spilt = false;
  let draining = false;
  let dispatching = false;

  const granted = (): boolean => consent === 'granted';
  const session = createSession(granted);
  const info = () => clientInfo(tabId, config!);
  const drop = (reason: DropReason, count = 1): void => void (dropped[reason] = (dropped[reason] ?? 0) + count);

  const { client, call, current, open, close, beat } = createLink(
    () => connect(config!.workerUrl, loader!, { protocol, build, client: info(), config: { ...config!, consent: consent! } }),
    ({ eventRevision }) => {
      void dispatch(eventRevision);
      resend();
      void drain();
    },
    ({ message }) => {
      if (!problem) console.error(`prescripto-ops: nothing answers from ${config!.workerUrl} (${message}). Serve prescripto-ops.worker.js there, or set data-worker. Events wait.`);
      problem = message;
    },
  );
  const dispatch = createDispatcher(call, (event) => {
    dispatching = true;
    window.dispatchEvent(event);
    dispatching = false;
  });
  const ingest = (batch: Batch): Promise<Receipt> => current()!.invoke('ingest', batch) as Promise<Receipt>;
  const { add, all, flying, flush, resend, settled, clear } = createQueue(
    (signals) => {
      if (!granted() || !current()) return undefined;
      const news: Drops = {};
      for (const key in dropped) news[key as DropReason] = dropped[key as DropReason]! - (told[key as DropReason] ?? 0);
      told = { ...dropped };
      return ingest({ client: info(), signals, dropped: news });
    },
    drop,
    () => {
      if (spilt && !all()[0]) store();
    },
  );
  /** What is not acknowledged, for the next page, should this one not come back. */
  const store = (): void => {
    spilt = !!all()[0];
    spill(info(), all());
  };
  const drain = async (): Promise<void> => {
    if (draining || !current()) return;
    draining = true;
    try {
      await drainSpills(tabId, ingest);
    } catch {
      // The next beat tries again.
    }
    draining = false;
  };
  const work = async (): Promise<void> => {
    if (!tasks.size) return;
    for (const task of ((await tell('tasks', tabId)) ?? []) as readonly TabTask[])
      if (!running.has(task.id)) {
        running.add(task.id);
        void runTask(task, tasks.get(taskName(task)), (result) => tell('completeTask', result));
      }
  };
  const leave = (): void => {
    if (!granted() || !config) return;
    flush(1);
    store();
  };
  /** For what nobody waits for: a failure must not become an unhandled rejection of the page. */
  const tell: Invoke = (path, ...args) => call(path, ...args).catch(() => undefined);
  const bye = () => current()?.invoke('bye', tabId).catch(() => undefined);

  const put: Tools['put'] = (draft) => {
    try {
      if (draft.kind === 'log') {
        const { level, message, error } = draft;
        if (debug || config?.log.console || config?.environment === 'development') console[level === 'TRACE' ? 'debug' : (level.toLowerCase() as 'info')](message, draft.context, error);
        if (logLevels.indexOf(level) > logLevels.indexOf(debug ? 'TRACE' : (config?.log.level ?? 'INFO'))) return '';
      }
      if (consent === 'denied') drop('consent');
      else {
        const at = Date.now();
        // What is sampled by a timer is no sign of life.
        const sessionId = (draft.kind === 'metric' && scope?.sessionId) || session();
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
    if (!config) return;
    // What was captured before the session could be read from storage belongs to it.
    const sessionId = session();
    for (const signal of all()) (signal.scope as { sessionId: string }).sessionId = sessionId;
    void open();
  };

  const agent: Agent = {
    tabId,
    tasks,
    put,
    loader: () => loader!,
    metric: (type, name, value, unit = 'ms', tags) => void put({ kind: 'metric', type, name, value, unit, tags }),
    crumb: (category, message, level = 'INFO', data) => void put({ kind: 'breadcrumb', crumb: { at: Date.now(), category, message, level, data } }),
    captureError(thrown, details) {
      // A listener for `error.captured` that throws would make the next `error.captured`, for ever.
      if (dispatching && details.mechanism === 'onerror') {
        drop('ignored');
        return '';
      }
      const object = Object(thrown) as object;
      let id = ids.get(object);
      if (id) drop('duplicate');
      else ids.set(object, (id = put({ kind: 'error', error: serializeError(thrown), mechanism: 'manual', handled: true, performance: { pageAge: performance.now(), ...heap() }, ...details })));
      return id;
    },
    start(resolved) {
      if (ends[0]) return;
      config = resolved;
      consent ??= config.consent;
      loader ??= createLoader(config.trustedTypesPolicy);
      const end = (run: () => void): void => void ends.push(run);
      const tools: Tools = {
        ...agent,
        config,
        drop,
        end,
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
      const { on } = tools;
      startCaptures(tools);
      const tick = (): void => {
        if (document.hidden) return leave();
        const first = flying() ? all()[0]!.seq : 0;
        beat(tabId, !!first && first === front);
        front = first;
        void drain();
      };
      on(document, 'visibilitychange', tick);
      on(window, 'pagehide', ({ persisted }: PageTransitionEvent) => {
        leave();
        if (!persisted) void bye();
      });
      on(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && reopen());
      const timer = setInterval(tick, beatEvery);
      end(() => clearInterval(timer));
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
        if (ends[0] || !config) return;
        void bye();
        close();
        config = consent = undefined;
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
        worker: { rung, reason, url: config?.workerUrl ?? '', connected: !!welcome, build: welcome?.build ?? null },
        tab: { tabId, sessionId: session(), queued: all().length - flying(), unacknowledged: all().length, dropped: { ...dropped }, consent: consent ?? 'pending' },
        runtime: welcome ? ((await call('status')) as RuntimeStatus) : null,
      };
    },
  };
  return agent;
}
