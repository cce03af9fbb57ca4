import type { OpsOptions } from '../contract/config.ts';
import { recordId } from '../contract/record-id.ts';
import { protocol } from '../contract/runtime-api.ts';
import type { ClientInfo, Scope } from '../contract/scope.ts';
import type { Batch, DropReason, Receipt, Signal } from '../contract/signal.ts';
import type { Consent, RuntimeStatus } from '../contract/status.ts';
import type { Agent } from './agent.ts';
import { build } from './build.ts';
import { startCaptures } from './capture/captures.ts';
import { cloneable, cut } from './capture/cloneable.ts';
import { heap } from './capture/heap.ts';
import { serializeError } from './capture/serialize-error.ts';
import type { OpsClient } from './client.ts';
import { clientKey, clientReadyEvent } from './client.ts';
import { clientInfo } from './client-info.ts';
import { connect } from './connect.ts';
import { clock } from './clock.ts';
import { createLink } from './link.ts';
import { createLoader } from './loader.ts';
import { createQueue } from './queue.ts';
import { passes } from './logs/passes.ts';
import { randomId } from './random-id.ts';
import { createSession } from './session.ts';
import { createSpill, drainSpills } from './spill.ts';
import { keysOf, maskKey, ourKeys, readStorage, writeStorage } from './storage.ts';
import type { Draft, Tools } from './tools.ts';
import { createDispatcher } from './window-events.ts';

const beatEvery = 5000;
const gatherFor = 1000;
/** Errors that are worth a synchronous write each: a page in a storm of them has not the time for more. */
const storedAtOnce = 10;
/** One a page: what observes it, keeps what was observed, and sends it to the runtime. */
export function createAgent(): Agent {
  const tabId = randomId();
  const dropped: Partial<Record<DropReason, number>> = {};
  const ids = new WeakMap<object, string>();
  const correlations: Tools['correlations'] = new WeakMap();
  const debug = readStorage('prescripto_debug') === true;
  let ends: (() => void)[] = [];
  let options: OpsOptions | undefined;
  let workerUrl = '';
  let consent: Consent | undefined;
  let scope: Scope | undefined;
  let user: Scope['user'] = null;
  let context: Scope['context'] = {};
  let problem = '';
  let own: readonly string[] = [];
  let seq = 0;
  /** The oldest that waited for a receipt at the last beat. */
  let front: Signal | undefined;
  let stored = 0;
  let dispatching = false;
  /** What can wait, with the time (epoch ms) and URL that it is of. */
  const gathered: (readonly [at: number, url: string, run: () => void])[] = [];
  /** Of what is being run of these. */
  let moment: (typeof gathered)[0] | undefined;
  /** Time zone, layout and heap are read once, or at a beat: for each batch or error that took longer than all the rest of it. */
  let info: ClientInfo;
  let memory = heap();

  const granted = (): boolean => consent === 'granted';
  const session = createSession(granted);
  const spill = createSpill();
  const loader = createLoader(() => options?.trustedTypesPolicy ?? 'prescripto-ops');
  const drop: Tools['drop'] = (reason, count = 1) => void (dropped[reason] = (dropped[reason] ?? 0) + count);
  const guard: Tools['guard'] =
    (run) =>
    (...args) => {
      try {
        return run(...args);
      } catch {
        return drop('invalid') as undefined;
      }
    };

  const { client, call, current, open, close, beat } = createLink(
    () => connect(workerUrl, loader, { protocol, build, client: info, options: { ...options, consent: consent! }, base: document.baseURI }),
    ({ welcome }) => {
      if (welcome.refused) {
        console.error(welcome.refused);
        // Nothing goes to a runtime that does not know what for.
        close();
        return agent.stop();
      }
      own = welcome.own;
      if (granted()) writeStorage(maskKey, JSON.stringify(welcome.mask));
      // From now on it is remembered.
      session();
      void dispatch(welcome.eventRevision);
      resend();
      drain();
      // Hidden while the runtime was starting: a page that is silent for that has not crashed.
      if (document.hidden) beat(tabId, false);
    },
    ({ message }) => {
      if (!problem) console.error(`prescripto-ops: no worker at ${workerUrl} (data-worker): ${message}`);
      problem = message;
    },
  );
  const dispatch = createDispatcher(call, (event) => {
    dispatching = true;
    dispatchEvent(event);
    dispatching = false;
  });
  const ingest = (batch: Batch): Promise<Receipt> => current()!.invoke('ingest', batch) as Promise<Receipt>;
  const { add, all, unsent, flush, resend, settled, clear } = createQueue(
    (signals) => granted() && current() && ingest({ client: info, signals, dropped }),
    drop,
    () => all()[0] || store(),
  );
  /** What is not acknowledged, for the next page, should this one not come back. */
  const store = (): void => spill(info, all(), dropped);
  const bye = (): unknown => current()?.invoke('bye', tabId).catch(() => 0);
  const drain = (): unknown => granted() && drainSpills(tabId, ingest).catch(() => 0);
  const leave = guard(() => {
    if (!granted()) return;
    collect();
    flush(1);
    store();
    beat(tabId, false);
  });

  const collect = (): void => {
    for (moment of gathered.splice(0)) guard(moment[2])();
    moment = undefined;
  };
  const later: Tools['later'] = (run) => {
    if (gathered.push([Date.now(), document.URL, run]) < 2) setTimeout(collect, gatherFor);
  };
  const record = guard((draft: Draft, door?: unknown): string => {
    if (gathered[0]) collect();
    if (draft.kind === 'log') {
      agent.tap?.(draft, door);
      if (!passes(draft, options ?? {}, debug)) return '';
    }
    // A listener for `error.captured` that throws would make the next `error.captured`, for ever.
    const reason = consent === 'denied' ? 'consent' : dispatching && draft.kind === 'error' && 'ignored';
    if (reason) return drop(reason)!;
    const sessionId = session();
    // A tenth of what `location.href` costs.
    const [at, url] = moment ?? [Date.now(), document.URL];
    if (scope?.sessionId !== sessionId || scope.url !== url) scope = { sessionId, url, user, context };
    const urgent = add({ ...draft, seq: ++seq, at, scope } as Signal);
    // A page that crashes, or closes itself, has no other last moment than this.
    if (urgent && granted() && stored++ < storedAtOnce) store();
    return recordId('error', at, tabId, seq);
  });

  const end: Tools['end'] = (run) => ends.push(run);
  const every: Tools['every'] = (ms, run) => {
    const timer = setInterval(run, ms);
    end(() => clearInterval(timer));
  };
  const on: Tools['on'] = (target, types, handler) => {
    const guarded = guard(handler) as (event: Event) => void;
    for (const type of types.split(' ')) {
      target.addEventListener(type, guarded, true);
      end(() => target.removeEventListener(type, guarded, true));
    }
  };
  const watch: Tools['watch'] = (observer, options) => {
    observer.observe(options);
    end(() => observer.disconnect());
    return true;
  };

  const agent: Agent = {
    tabId,
    client,
    call,
    tasks: new Map(),
    drop,
    guard,
    isOwn: (url) => own.some((start) => url.startsWith(start)),
    load: loader.load,
    put: (draft, door) => record(draft, door) ?? '',
    all,
    correlations,
    metric: (type, name, value, unit = 'ms', tags) => void record({ kind: 'metric', type, name, value, unit, tags }),
    crumb: (category, message, level = 'INFO', data) => record({ kind: 'breadcrumb', crumb: { at: Date.now(), category, message, level, data } }),
    captureError(thrown, details) {
      const object = Object(thrown) as object;
      let id = ids.get(object);
      if (id) drop('duplicate');
      else ids.set(object, (id = agent.put({ kind: 'error', error: serializeError(thrown), mechanism: 'manual', handled: true, correlationId: correlations.get(object), performance: { pageAge: clock.now(), ...memory }, ...details })));
      return id;
    },
    end,
    every,
    on,
    watch,
    later,
    observe: (type, seen) => {
      const lists: PerformanceObserverEntryList[] = [];
      const see = (): void => seen(lists.splice(0).flatMap((list) => list.getEntries()));
      return PerformanceObserver.supportedEntryTypes.includes(type) && watch(new PerformanceObserver((list) => lists.push(list) > 1 || (type === 'resource' ? later(see) : see())), { type, buffered: true });
    },
    start(given) {
      if (ends[0]) return;
      options = given;
      consent ??= given.consent ?? 'granted';
      workerUrl = given.workerUrl!;
      info = clientInfo(tabId, given, debug);
      startCaptures(agent, given, debug);
      const tick = (event?: unknown): void => {
        const first = all()[0];
        if (!document.hidden) beat(tabId, true, first && first === front);
        else if (event) leave();
        // Not in the midst of a storm: what is written is all that waits, and that goes while it is written.
        if (first === front) stored = 0;
        else front = first;
        // Another tab of the origin may have gone.
        if (!event) drain();
        memory = heap();
      };
      on(document, 'visibilitychange', tick);
      on(window, 'pagehide', ({ persisted }: PageTransitionEvent) => {
        leave();
        // A message to a page in the back/forward cache, a receipt or a notice, throws it out of there (Chromium: `sharedworker-message`, `broadcastchannel-message`).
        if (persisted) return close();
        bye();
        // It is hidden only now, and must not sound alive when it says so.
        on(document, 'visibilitychange', bye);
      });
      on(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && open());
      every(beatEvery, tick);
      end(client.subscribe('events', () => dispatch()));
      (window as { [clientKey]?: OpsClient })[clientKey] = client;
      dispatchEvent(new Event(clientReadyEvent));
      // Any other word is no consent either, but the runtime is to say so.
      if (!/pending|denied/.test(consent)) open();
    },
    stop() {
      // What was patched last is restored first.
      for (const end of ends.reverse()) end();
      ends = [];
      leave();
      bye();
      close();
      options = consent = undefined;
    },
    ask(path, ...args) {
      collect();
      return settled().then(() => call(path, ...args));
    },
    setUser(id, profile = {}) {
      collect();
      user = id ? { id: cut(id), profile: cloneable(profile) as Record<string, unknown> } : null;
      scope = undefined;
    },
    setContext(next) {
      collect();
      context = { ...context, ...(cloneable(next) as object) };
      scope = undefined;
    },
    async setConsent(next) {
      // What was seen before a refusal goes with it, also if consent is back within the second.
      collect();
      consent = next;
      if (next === 'denied') {
        drop('consent', all().length);
        clear();
        guard(keysOf)(ourKeys)?.forEach((key) => writeStorage(key));
      }
      if (next !== 'pending') {
        if (options) open();
        await call('privacy.setConsent', next);
      }
    },
    async status() {
      const { rung = 'none' as const, reason = problem, welcome } = current() ?? {};
      return {
        worker: { rung, reason, url: workerUrl, connected: !!welcome, build: welcome?.build ?? null },
        tab: { tabId, sessionId: session(), queued: unsent().length, unacknowledged: all().length, dropped: { ...dropped }, consent: consent ?? 'pending' },
        runtime: welcome ? ((await call('status')) as RuntimeStatus) : null,
      };
    },
  };
  return agent;
}
