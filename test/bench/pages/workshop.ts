// The worker and the store by themselves: a page that speaks the wire without the tab's script.
import type { OpsOptions } from '../../../src/contract/config.ts';
import { protocol } from '../../../src/contract/runtime-api.ts';
import type { Batch, Receipt, Signal } from '../../../src/contract/signal.ts';
import type { OpsStatus } from '../../../src/contract/status.ts';
import { serializeError } from '../../../src/tab/capture/serialize-error.ts';
import { clientInfo } from '../../../src/tab/client-info.ts';
import { createRemote, type Invoke } from '../../../src/tab/remote.ts';
import { createIndexedDbStore } from '../../../src/worker/indexed-db-store.ts';
import type { Mix } from '../ingest-report.ts';
import './bench-page.ts';
import { rollups } from './rollups.ts';

declare global {
  interface Window {
    workshop: typeof workshop;
  }
}

const batchSize = 200;
const scope = { sessionId: 'sess-bench', url: 'http://127.0.0.1/appointments', user: null, context: {} };

function signal(mix: Mix, seq: number, at: number): Signal {
  const base = { seq, at, scope };
  const number = seq % 100;
  const kind = mix === 'mixed' ? (number < 1 ? 'errors' : number < 13 ? 'api' : number < 30 ? 'crumbs' : 'logs') : mix;
  switch (kind) {
    case 'errors':
      return { ...base, kind: 'error', error: serializeError(window.load.makeError(seq)), mechanism: 'manual', handled: true, context: { step: 'choose a time' } };
    case 'api':
      return { ...base, kind: 'api', method: 'GET', url: `http://127.0.0.1/api/doctors/${number}`, status: 200, outcome: 'ok', duration: 12 + number, size: 2_048 };
    case 'crumbs':
      return { ...base, kind: 'breadcrumb', crumb: { at, category: 'ui', message: 'button#save', level: 'INFO' } };
    case 'logs':
      return { ...base, kind: 'log', level: 'INFO', type: 'log', message: `Slots of the week were read from the cache #${seq}`, context: { doctor: 'doc-17', slots: 7, step: 'choose a time', retry: false, duration: 12.5 } };
  }
}

async function open(name: string, endpoint: string): Promise<{ readonly invoke: Invoke; readonly client: Batch['client'] }> {
  const options: OpsOptions = { app: 'bench', endpoint, limits: { error: 1e9, log: 1e9, api: 1e9, breadcrumb: 1e9 } };
  const client = clientInfo(name, options);
  const { port } = new SharedWorker('/ops/prescripto-ops.worker.js', { name: 'bench' });
  const invoke = createRemote(port);
  await invoke('hello', { protocol, build: 'bench', client, options, base: document.baseURI });
  return { invoke, client };
}

/** Posts batches straight into the worker, four on their way at a time. Answers the ms until the last receipt: everything is durable. */
async function ingest(mix: Mix, total: number, endpoint: string): Promise<number> {
  const { invoke, client } = await open(`bench-${mix}-${Math.random().toString(36).slice(2)}`, endpoint);
  const began = Date.now();
  const batches = Array.from({ length: total / batchSize }, (_, at) => Array.from({ length: batchSize }, (_, index) => signal(mix, 1 + at * batchSize + index, began + at)));
  const started = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < batches.length) {
      const signals = batches[next++]!;
      const receipt = (await invoke('ingest', { client, signals })) as Receipt;
      if (receipt.seq < signals.at(-1)!.seq) throw new Error(`receipt ${receipt.seq}, expected ${signals.at(-1)!.seq}`);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return performance.now() - started;
}

async function status(): Promise<NonNullable<OpsStatus['runtime']>> {
  const { invoke } = await open('bench-status', '');
  return (await invoke('status')) as NonNullable<OpsStatus['runtime']>;
}

/** Log entries a second through the product's own store: each a row of its own, or as many rows as there are chunks. */
async function rows(total: number, chunk: number): Promise<{ readonly rows: number; readonly ms: number }> {
  const store = createIndexedDbStore({ name: `bench-${chunk}` });
  await store.write(async (tx) => tx.put('meta', { key: 'warm' }));
  const entries = Array.from({ length: total }, (_, at) => ({ id: `log_${at}`, ...signal('logs', at, 1_640_995_200_000 + at) }));
  const started = performance.now();
  let rows = 0;
  for (let at = 0; at < total; at += batchSize) {
    await store.write(async (tx) => {
      for (let from = at; from < at + batchSize; from += chunk) {
        tx.put('logs', { key: String(from).padStart(9, '0'), items: entries.slice(from, from + chunk) } as { key: string });
        rows++;
      }
    });
  }
  return { rows, ms: performance.now() - started };
}

const workshop = { ingest, status, rows, rollups };
window.workshop = workshop;
