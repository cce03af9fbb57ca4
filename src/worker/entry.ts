/**
 * The worker file. One classic script for every rung: it finds out where it runs, and listens before it does anything
 * else, because a connection that nobody listens to is lost.
 */
import { expose } from 'comlink';
import { createRuntime } from '../runtime/create-runtime.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ReadSourceMaps } from '../services/ports/source-maps.ts';
import { createBroadcastNotices } from './broadcast-notices.ts';
import { createFetchTransport } from './fetch-transport.ts';
import { openStore } from './open-store.ts';
import { onceStarted } from './once-started.ts';
import { keepErrorsInside } from './keep-errors-inside.ts';
import { createSystemClock } from './system-clock.ts';

declare const __BUILD__: string;

/** Where the page rung finds it: `connect.ts` of the tab. */
const runtimeKey = Symbol.for('prescripto-ops.runtime/1');

async function startRuntime(): Promise<Runtime> {
  const clock = createSystemClock();
  // A file of its own, beside this one; asked for once, whether it comes or not.
  let sourceMaps: Promise<{ readonly readSourceMaps: ReadSourceMaps }> | undefined;
  const online = (): boolean => navigator.onLine !== false;
  const runtime = createRuntime({
    store: await openStore(),
    clock,
    random: Math.random,
    transport: createFetchTransport({ online }),
    online,
    connection: () => (navigator as { connection?: { effectiveType: string } }).connection?.effectiveType,
    socket: async (...asked) => (await import('./on-demand.ts')).probeSocket(...asked),
    features: Object.fromEntries(['indexedDB', 'BroadcastChannel', 'CompressionStream', 'WebSocket'].map((name) => [name, name in self])),
    notify: createBroadcastNotices(clock),
    loadOnDemand: () => import('./on-demand.ts'),
    readSourceMaps: async (...asked) => (await (sourceMaps ??= import('./source-maps.ts'))).readSourceMaps(...asked),
    warn: (message) => console.warn('prescripto-ops:', message),
    build: typeof __BUILD__ === 'undefined' ? 'dev' : __BUILD__,
    // `randomUUID` exists in secure contexts only.
    bootId: [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join(''),
  });
  runtime.start();
  addEventListener('online', () => runtime.online());
  return runtime;
}

if (typeof SharedWorkerGlobalScope !== 'undefined' && self instanceof SharedWorkerGlobalScope) {
  keepErrorsInside();
  const api = onceStarted(startRuntime());
  self.onconnect = ({ ports: [port] }) => port && expose(api, port);
} else if (typeof DedicatedWorkerGlobalScope !== 'undefined' && self instanceof DedicatedWorkerGlobalScope) {
  keepErrorsInside();
  expose(onceStarted(startRuntime()), self);
} else {
  // In a page; a second copy of the file must not start a second runtime.
  const page = globalThis as { [runtimeKey]?: (port: MessagePort) => void };
  if (!page[runtimeKey]) {
    const api = onceStarted(startRuntime());
    page[runtimeKey] = (port) => expose(api, port);
  }
}
