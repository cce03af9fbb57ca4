import type { Hello, Refusal, Welcome } from '../contract/runtime-api.ts';
import type { Rung } from '../contract/status.ts';
import type { Loader } from './loader.ts';
import type { Invoke } from './remote.ts';
import { createRemote } from './remote.ts';

/** ms that a rung has to answer `hello`. */
const deadline = 5000;
/** Where the worker file, run as a script of the page, leaves its runtime: a function that serves it on a port. */
const runtimeKey: unique symbol = Symbol.for('prescripto-ops.runtime/1') as never;
const name = 'prescripto-ops/1';

export interface Connection {
  readonly rung: Rung;
  /** Why the rungs above did not hold; '' on the first. */
  readonly reason: string;
  readonly invoke: Invoke;
  readonly welcome: Welcome & Partial<Refusal>;
  close(): void;
}

type Port = MessagePort & Worker;

/** Each gives a port, and what fires `error` if that is another. `url`: as a policy of the page may ask for it. */
const rungs: Readonly<Partial<Record<Rung, (url: string, load: Loader['load']) => unknown>>> = {
  // extendedLifetime: Chrome 148+ keeps the worker when the only tab reloads or navigates.
  shared(url) {
    const worker = new SharedWorker(url, { name, extendedLifetime: true } as WorkerOptions);
    return [worker.port, worker];
  },
  dedicated: (url) => [new Worker(url, { name })],
  async page(url, load) {
    const host = window as { [runtimeKey]?: (port: MessagePort) => void };
    if (!host[runtimeKey]) await load(url);
    const { port1, port2 } = new MessageChannel();
    host[runtimeKey]!(port2);
    return [port1];
  },
};

/** Goes down the ladder until a runtime answers `hello`. A rung can fail at once, by an `error` event or by silence: all three are awaited. */
export async function connect(url: string, { trusted, load }: Loader, hello: Hello): Promise<Connection> {
  let reason = '';
  for (const rung in rungs) {
    let port: Port | undefined;
    const close = (): void => {
      port?.terminate?.();
      port?.close?.();
    };
    try {
      const [opened, source = opened] = (await rungs[rung as Rung]!(trusted(url), load)) as [Port, SharedWorker?];
      port = opened;
      const invoke = createRemote(opened);
      const welcome = (await new Promise<unknown>((done, fail) => {
        source.addEventListener('error', () => fail(new Error('not loaded')));
        setTimeout(fail, deadline, new Error('no answer'));
        invoke('hello', hello).then(done, fail);
      })) as Connection['welcome'];
      return { rung: rung as Rung, reason, invoke, welcome, close };
    } catch (error) {
      close();
      reason += `${rung}: ${(error as Error).message}; `;
    }
  }
  throw new Error(reason);
}
