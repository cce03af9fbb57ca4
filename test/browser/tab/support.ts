import { wrap } from 'comlink';
import type { OpsOptions } from '../../../src/contract/config.ts';
import type { Batch, Signal } from '../../../src/contract/signal.ts';
import { startOps } from '../../../src/tab/start-ops.ts';

export interface TestRuntime {
  test: { read(name: string): Promise<unknown>; set(name: string, value: unknown): Promise<void>; notify(topic: string): Promise<void> };
}

/** A worker of its own for each test file, and comlink's own way into it beside the tab's. */
export function workerUrl(file: string, more = ''): string {
  return `${location.origin}/test/browser/tab/test-worker.js?${file}${more}`;
}

export function sharedRuntime(url: string): TestRuntime {
  const worker = new SharedWorker(url, { name: 'prescripto-ops/1', extendedLifetime: true } as WorkerOptions);
  return wrap(worker.port) as unknown as TestRuntime;
}

export async function until<T>(read: () => T | Promise<T>, what = 'it', ms = 8000): Promise<Exclude<T, false | 0 | '' | null | undefined>> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await read();
    if (value) return value as Exclude<T, false | 0 | '' | null | undefined>;
    if (Date.now() > end) throw new Error(`${what} did not happen in ${ms} ms`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

export const quiet = { api: false, clicks: false, errors: false, longTasks: false, resources: false, vitals: false } as const;

export function start(url: string, more: OpsOptions = {}): void {
  startOps({ app: 'test', workerUrl: url, capture: quiet, ...more });
}

export async function received(runtime: TestRuntime): Promise<Signal[]> {
  return ((await runtime.test.read('batches')) as Batch[]).flatMap(({ signals }) => signals);
}
