/**
 * The worker file. One classic script for every rung: it finds out where it runs, and listens before it does anything
 * else, because a connection that nobody listens to is lost.
 */
import { expose } from 'comlink';
import { createRuntime } from '../runtime/create-runtime.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createBroadcastNotices } from './broadcast-notices.ts';
import { holdMessages } from './hold-messages.ts';
import { createFetchTransport } from './fetch-transport.ts';
import { openStore } from './open-store.ts';
import { keepErrorsInside } from './keep-errors-inside.ts';
import { createSocketProbe } from './socket-probe.ts';
import { createSystemClock } from './system-clock.ts';

declare const __BUILD__: string;

/** Where the page rung finds it: `connect.ts` of the tab. */
const runtimeKey = Symbol.for('prescripto-ops.runtime/1');

type Serve = (port: MessagePort) => void;

async function startRuntime(): Promise<Runtime> {
  const clock = createSystemClock();
  const online = (): boolean => navigator.onLine !== false;
  const runtime = createRuntime({
    store: await openStore(),
    clock,
    random: Math.random,
    transport: createFetchTransport({ online }),
    online,
    socket: createSocketProbe(),
    notify: createBroadcastNotices(clock),
    build: typeof __BUILD__ === 'undefined' ? 'dev' : __BUILD__,
    // `randomUUID` exists in secure contexts only.
    bootId: [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join(''),
  });
  runtime.start();
  addEventListener('online', () => runtime.online());
  return runtime;
}

/** Ports wait by themselves until they are started, which `expose` does. No reference to one is kept: a port of a page that is gone must be collected. */
function createServe(runtime: Promise<Runtime>): Serve {
  return (port) => void runtime.then(({ api }) => expose(api, port), () => port.close());
}

if (typeof SharedWorkerGlobalScope !== 'undefined' && self instanceof SharedWorkerGlobalScope) {
  keepErrorsInside();
  const serve = createServe(startRuntime());
  self.onconnect = ({ ports: [port] }) => port && serve(port);
} else if (typeof DedicatedWorkerGlobalScope !== 'undefined' && self instanceof DedicatedWorkerGlobalScope) {
  keepErrorsInside();
  const scope = self;
  const runtime = startRuntime();
  const serve = createServe(runtime);
  const held = holdMessages(scope, serve);
  void runtime.then(({ api }) => held.release((endpoint) => expose(api, endpoint)), () => scope.close());
} else {
  // In a page; a second copy of the file must not start a second runtime.
  const page = globalThis as { [runtimeKey]?: Serve };
  page[runtimeKey] ??= createServe(startRuntime());
}
