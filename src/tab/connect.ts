import type { Welcome } from '../contract/runtime-api.ts';
import type { Rung } from '../contract/status.ts';
import type { Invoke } from './remote.ts';
import { createRemote } from './remote.ts';

/** ms that a rung has to answer `hello`. */
const deadline = 5000;
/** Where the worker file, run as a script of the page, leaves its runtime: a function that serves it on a port. */
const runtimeKey = Symbol.for('prescripto-ops.runtime/1');
const name = 'prescripto-ops/1';

export interface Connection {
  readonly rung: Rung;
  /** Why the rungs above did not hold; '' on the first. */
  readonly reason: string;
  readonly invoke: Invoke;
  readonly welcome: Welcome;
  close(): void;
}

const rungs: readonly (readonly [Rung, (url: string, load: (url: string) => Promise<void>) => SharedWorker | Worker | Promise<MessagePort>])[] = [
  // extendedLifetime: Chrome 148+ keeps the worker when the only tab reloads or navigates.
  ['shared', (url) => new SharedWorker(url, { name, extendedLifetime: true } as WorkerOptions)],
  ['dedicated', (url) => new Worker(url, { name })],
  [
    'page',
    async (url, load) => {
      const serve = () => (globalThis as { [key: symbol]: ((port: MessagePort) => void) | undefined })[runtimeKey];
      if (!serve()) await load(url);
      const { port1, port2 } = new MessageChannel();
      serve()!(port2);
      return port1;
    },
  ],
];

/** Goes down the ladder until a runtime answers `hello`. A rung can fail at once, by an `error` event or by silence: all three are awaited. */
export async function connect(url: string, trusted: (url: string) => string, load: (url: string) => Promise<void>, hello: unknown): Promise<Connection> {
  const reasons: string[] = [];
  for (const [rung, open] of rungs) {
    let target: SharedWorker | Worker | MessagePort | undefined;
    const close = (): void => {
      (target as Partial<Worker> | undefined)?.terminate?.();
      (target as Partial<SharedWorker> | undefined)?.port?.close();
    };
    try {
      const opened = await open(rung === 'page' ? url : trusted(url), load);
      target = opened;
      const invoke = createRemote('port' in opened ? opened.port : opened);
      const welcome = await Promise.race([
        invoke('hello', hello),
        new Promise<never>((_, fail) => {
          (opened as Worker).onerror = () => fail(new Error('did not load'));
          setTimeout(fail, deadline, new Error('no answer'));
        }),
      ]);
      return { rung, reason: reasons.join('; '), invoke, welcome: welcome as Welcome, close };
    } catch (error) {
      close();
      reasons.push(`${rung}: ${(error as Error).message}`);
    }
  }
  throw new Error(reasons.join('; '));
}
