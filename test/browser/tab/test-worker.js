/* eslint-disable */
// A runtime of a few lines behind comlink's own `expose`: what the tab's side of the wire is tested against. Runs on every rung.
(() => {
  const inWindow = typeof document !== 'undefined';
  if (!inWindow) importScripts('/node_modules/comlink/dist/umd/comlink.js');
  const limits = { batchSize: 50, flushInterval: 20 };
  /** In a real runtime: src/domain/scrub/spill-mask.ts. */
  const mask = { text: '\\S*@\\S*', keys: 'pass' };
  const bootId = Math.random().toString(36);
  const state = { hellos: [], batches: [], byes: [], beats: [], calls: [], events: [], results: [], tasks: [], mode: 'ok', silent: new URL(inWindow ? 'http://x/' : location.href).searchParams.has('silent') };
  const channel = new BroadcastChannel('prescripto-ops/1');
  const never = () => new Promise(() => {});
  const api = {
    hello: (hello) => {
      if (state.silent) return never();
      state.hellos.push(hello);
      if (hello.options.app === 'refused') return { refused: 'prescripto-ops: option "app": refused' };
      const own = Object.values(hello.options.endpoints ?? {}).map((url) => new URL(url, hello.base).href);
      return { protocol: 1, build: 'test', bootId, limits, eventRevision: state.events.length, own, mask };
    },
    ingest: (batch) => {
      if (state.mode === 'hang') return never();
      if (state.mode === 'refuse') throw new TypeError('no room');
      state.batches.push(batch);
      return { bootId, seq: batch.signals.at(-1).seq, limits };
    },
    heartbeat: (beat) => (state.mode === 'hang' ? never() : (state.beats.push(beat), { bootId: state.otherBoot ?? bootId })),
    bye: (tabId) => void state.byes.push(tabId),
    eventsSince: (revision) => {
      const news = state.events.slice(revision);
      return { revision: state.events.length, batches: [{ names: news.map(({ name }) => name), text: JSON.stringify([[], news.map(({ detail }) => detail)]) }], more: false };
    },
    tasks: (tabId) => state.tasks.filter((task) => task.tabId === tabId),
    completeTask: (result) => void state.results.push(result),
    status: () => ({ bootId }),
    flush: () => {},
    help: () => ({ alerts: 'acknowledgeAlert', performance: 'getCoreWebVitals' }),
    logs: { query: (query) => [query ?? null, state.batches.length] },
    alerts: { triggerAlert: (id) => (id === 'none' ? { ok: false, error: 'no alert "none"' } : { ok: true, value: { alertId: id } }), getActiveAlerts: (...args) => args },
    health: { register: (registration) => ({ ok: true, value: registration }), registerRecovery: (...args) => ({ ok: true, value: args }), enableHealthCheck: (id) => ({ ok: true, value: { id, enabled: true } }), disableHealthCheck: (id) => ({ ok: true, value: { id, enabled: false } }) },
    errors: { getErrorStats: () => { throw new RangeError('broken'); } },
    privacy: { setConsent: (consent) => void state.calls.push(consent) },
    test: {
      read: (name) => state[name],
      set: (name, value) => void (state[name] = value),
      notify: (topic) => channel.postMessage({ topics: [topic], revision: 1 }),
    },
  };
  if (inWindow) globalThis[Symbol.for('prescripto-ops.runtime/1')] = (port) => Comlink.expose(api, port);
  else if ('onconnect' in globalThis) onconnect = ({ ports: [port] }) => Comlink.expose(api, port);
  else Comlink.expose(api);
})();
