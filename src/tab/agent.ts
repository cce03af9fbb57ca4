import type { OpsOptions, ResolvedConfig } from '../contract/config.ts';
import type { TabTask } from '../contract/health.ts';
import { logLevels } from '../contract/log-entry.ts';
import { recordId } from '../contract/record-id.ts';
import { resolveConfig } from '../contract/resolve-config.ts';
import { protocol } from '../contract/runtime-api.ts';
import type { Scope } from '../contract/scope.ts';
import type { Batch, DropReason, Receipt, Signal } from '../contract/signal.ts';
import type { Consent, OpsStatus, RuntimeStatus } from '../contract/status.ts';
import { build } from './build.ts';
import { startCaptures } from './capture/captures.ts';
import { cloneable } from './capture/cloneable.ts';
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
import { createSession } from './session.ts';
import { drainSpills, forgetSpills, spill } from './spill.ts';
import { readStorage, sessionKey, writeStorage } from './storage.ts';
import type { TaskRunner } from './tasks.ts';
import { createTasks } from './tasks.ts';
import type { Tools } from './tools.ts';
import { createDispatcher } from './window-events.ts';

export interface Agent extends Pick<Tools, 'put' | 'crumb' | 'captureError'> {
  start(options: OpsOptions): void;
  stop(): void;
  readonly client: OpsClient;
  /** Asks the runtime, once everything captured so far is stored. */
  ask(path: string, ...args: readonly unknown[]): Promise<unknown>;
  setUser(id: string | null, profile?: Readonly<Record<string, unknown>>): void;
  setContext(context: Readonly<Record<string, unknown>>): void;
  setConsent(consent: Consent): Promise<unknown>;
  status(): Promise<OpsStatus>;
  /** Functions that the runtime may ask this tab to run, by `check:id:` or `recovery:id:action`. */
  readonly tasks: Map<string, TaskRunner>;
  readonly tabId: string;
  readonly loader: Loader | undefined;
}

const consoleMethods = { ERROR: 'error', WARN: 'warn', INFO: 'info', DEBUG: 'debug', TRACE: 'debug' } as const;
const beatEvery = 5000;

/** One a page: what observes it, keeps what was observed, and sends it to the runtime. */
export function createAgent(): Agent {
  const tabId = randomId();
  const tasks = new Map<string, TaskRunner>();
  const dropped: Partial<Record<DropReason, number>> = {};
  const ids = new WeakMap<object, string>();
  const vitals: Record<string, number> = {};
  const debug = readStorage('prescripto_debug') === 'true';
  let told: typeof dropped = {};
  let config: ResolvedConfig | undefined;
  let consent: Consent | undefined;
  let running: AbortController | undefined;
  let loader: Loader | undefined;
  let scope: Scope | undefined;
  let user: Scope['user'] = null;
  let context: Scope['context'] = {};
  let problem = '';
  let seq = 0;
  let longTasks = 0;
  let front: number | undefined;
  let spilt = false;
  let draining = false;

  const link = createLink();
  const dispatcher = createDispatcher(link);
  const granted = (): boolean => consent === 'granted';
  const session = createSession(granted);
  const info = () => clientInfo(tabId, config!);
  const drop = (reason: DropReason, count = 1): void => void (dropped[reason] = (dropped[reason] ?? 0) + count);
  const ingest = (batch: Batch): Promise<Receipt> => link.current()!.invoke('ingest', batch) as Promise<Receipt>;

  const queue = createQueue(
    (signals) => {
      if (!granted() || !link.current()) return undefined;
      const news: typeof dropped = {};
      for (const key in dropped) news[key as DropReason] = dropped[key as DropReason]! - (told[key as DropReason] ?? 0);
      told = { ...dropped };
      return ingest({ client: info(), signals, dropped: news });
    },
    drop,
    () => {
      if (!spilt || queue.all()[0]) return;
      spilt = false;
      spill(info(), []);
    },
  );

  const put: Tools['put'] = (draft) => {
    try {
      if (draft.kind === 'log') {
        if (debug || config?.log.console || config?.environment === 'development') console[consoleMethods[draft.level]](draft.message, draft.context ?? '', draft.error ?? '');
        if (logLevels.indexOf(draft.level) > logLevels.indexOf(debug ? 'TRACE' : (config?.log.level ?? 'INFO'))) return '';
      }
      if (draft.kind === 'vital') vitals[draft.name] = draft.value;
      if (draft.kind === 'metric' && draft.type === 'long_task') longTasks++;
      if (consent === 'denied') {
        drop('consent');
        return '';
      }
      const at = Date.now();
      const sessionId = session();
      const url = location.href;
      if (scope?.sessionId !== sessionId || scope.url !== url) scope = { sessionId, url, user, context };
      queue.add({ ...draft, seq: ++seq, at, scope } as Signal);
      return recordId('error', at, tabId, seq);
    } catch {
      drop('invalid');
      return '';
    }
  };

  const leave = (): void => {
    if (!granted()) return;
    queue.flush(true);
    spilt = !!queue.all()[0];
    if (spilt) spill(info(), queue.all());
  };

  const drain = async (): Promise<void> => {
    if (draining || !link.current()) return;
    draining = true;
    await drainSpills(tabId, ingest).catch(() => drop('invalid', 0));
    draining = false;
  };

  const open = (): void => {
    if (!config) return;
    const { workerUrl } = config;
    const { trusted, load } = (loader ??= createLoader(config.trustedTypesPolicy));
    // What was captured before a session could be read from storage belongs to it.
    const sessionId = session();
    for (const signal of queue.all()) (signal.scope as { sessionId: string }).sessionId = sessionId;
    link.open(
      () => connect(workerUrl, trusted, load, { protocol, build, client: info(), config: { ...config, consent } }),
      ({ message }) => {
        if (!problem) console.error(`prescripto-ops: no worker from ${workerUrl} (${message}). Serve prescripto-ops.worker.js there or set data-worker. Captured events wait.`);
        problem = message;
      },
      ({ eventRevision }) => {
        dispatcher.from(eventRevision);
        queue.resend();
        void drain();
      },
    );
  };

  const agent: Agent = {
    tabId,
    tasks,
    put,
    client: link,
    get loader() {
      return loader;
    },
    crumb: (category, message, level = 'INFO', data) => void put({ kind: 'breadcrumb', crumb: { at: Date.now(), category, message, level, data } }),
    captureError(thrown, details) {
      const object = Object(thrown) === thrown ? (thrown as object) : {};
      const known = ids.get(object);
      if (known) {
        drop('duplicate');
        return known;
      }
      const id = put({
        kind: 'error',
        error: serializeError(thrown),
        mechanism: 'manual',
        handled: true,
        performance: { pageAge: performance.now(), ...heap(), longTasks, vitals: { ...vitals } },
        ...details,
      });
      ids.set(object, id);
      return id;
    },
    start(options) {
      const resolved = resolveConfig(options, location.href);
      if (running) return;
      config = resolved;
      consent ??= config.consent;
      const { signal } = (running = new AbortController());
      const tools: Tools = {
        ...agent,
        config,
        signal,
        drop,
        on(target, types, handler) {
          const guarded = (event: Event): void => {
            try {
              handler(event as never);
            } catch {
              drop('invalid');
            }
          };
          for (const type of types.split(' ')) target.addEventListener(type, guarded, { capture: true, signal });
        },
        observe(type, seen, more) {
          // An engine without the type ignores it; one without the observer has no such entries at all.
          if (!globalThis.PerformanceObserver?.supportedEntryTypes.includes(type)) return;
          const observer = new PerformanceObserver((list) => seen(list.getEntries()));
          observer.observe({ type, buffered: true, ...more });
          signal.addEventListener('abort', () => observer.disconnect());
        },
      };
      startCaptures(tools);
      const beat = (): void => {
        if (document.hidden) return;
        link.beat(tabId, !!front && front === queue.front());
        front = queue.front();
        void drain();
      };
      tools.on(document, 'visibilitychange', () => (document.hidden ? leave() : beat()));
      tools.on(window, 'pagehide', ({ persisted }: PageTransitionEvent) => {
        leave();
        if (!persisted) void link.current()?.invoke('bye', tabId);
      });
      tools.on(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && open());
      const timer = setInterval(beat, beatEvery);
      signal.addEventListener('abort', () => clearInterval(timer));
      const runTasks = createTasks(tasks, (result) => link.call('completeTask', result));
      const ends = [
        link.subscribe('events', dispatcher.run),
        link.subscribe('tasks', () => {
          if (tasks.size) void link.call('tasks', tabId).then((open) => runTasks(open as readonly TabTask[]));
        }),
      ];
      signal.addEventListener('abort', () => ends.forEach((end) => end()));
      (globalThis as { [clientKey]?: OpsClient })[clientKey] = link;
      window.dispatchEvent(new Event(clientReadyEvent));
      if (granted()) open();
    },
    stop() {
      running?.abort();
      running = undefined;
      leave();
      void Promise.race([queue.settled(), new Promise((done) => setTimeout(done, 1000))]).then(() => {
        if (running) return;
        void link.current()?.invoke('bye', tabId);
        link.close();
        consent = undefined;
      });
    },
    ask: (path, ...args) => queue.settled().then(() => link.call(path, ...args)),
    setUser(id, profile) {
      user = id === null || id === undefined ? null : { id: String(id), profile: cloneable(profile ?? {}) as Record<string, unknown> };
      scope = undefined;
    },
    setContext(next) {
      context = { ...context, ...(cloneable(next) as object) };
      scope = undefined;
    },
    setConsent(next) {
      consent = next;
      if (next === 'denied') {
        drop('consent', queue.all().length);
        queue.clear();
        forgetSpills();
        writeStorage(sessionKey, null);
      }
      if (next === 'pending') return Promise.resolve();
      open();
      return link.call('privacy.setConsent', next);
    },
    status: async () => {
      const made = link.current();
      return {
        worker: { rung: made?.rung ?? 'none', reason: made ? made.reason : problem, url: config?.workerUrl ?? '', connected: !!made, build: made?.welcome.build ?? null },
        tab: { tabId, sessionId: session(), queued: queue.waiting(), unacknowledged: queue.all().length, dropped: { ...dropped }, consent: consent ?? 'pending' },
        runtime: made ? ((await link.call('status')) as RuntimeStatus) : null,
      };
    },
  };
  return agent;
}
