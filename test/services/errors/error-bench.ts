import type { ErrorRecord } from '../../../src/contract/error-record.ts';
import type { OpsOptions } from '../../../src/contract/config.ts';
import type { ClientInfo, Scope } from '../../../src/contract/scope.ts';
import type { ErrorSignal, Signal } from '../../../src/contract/signal.ts';
import { gathered } from '../../../src/runtime/gathered.ts';
import { createMemoryStore } from '../../../src/runtime/memory-store.ts';
import { ErrorTrackingService } from '../../../src/services/errors/error-tracking-service.ts';
import type { OutboxItem } from '../../../src/services/ports/outbox.ts';
import type { Store, Table, Transaction } from '../../../src/services/ports/store.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import { errorKeeper } from '../../../src/services/errors/error-keeper.ts';
import { ErrorQueries } from '../../../src/services/errors/error-queries.ts';
import { answering } from '../../support/answering.ts';

export const client: ClientInfo = {
  tabId: 'tab1',
  app: 'clinic',
  release: '1.4.2',
  environment: 'production',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  language: 'en',
  timeZone: 'UTC',
  viewport: { width: 1280, height: 720, pixelRatio: 1 },
  secureContext: true,
  features: {},
};

export const scope: Scope = { sessionId: 'session1', url: 'https://clinic.example/appointments/book?step=2', user: null, context: {} };

/** A service over a memory store, with what it sent and how often it touched the store. */
export function createBench(options: OpsOptions = {}) {
  const config = () => resolveConfig(options, 'https://clinic.example/');
  const clock = createFakeClock();
  const store = createMemoryStore();
  const sent: { endpoint: string; items: readonly OutboxItem[] }[] = [];
  const touched: { get: Table[]; put: Table[] } = { get: [], put: [] };
  const service = answering(
    new ErrorTrackingService({ clock, outbox: { add: (_tx, endpoint, items) => void sent.push({ endpoint, items }) }, config }),
    new ErrorQueries({ store, now: clock.now, random: Math.random, config, mask: (value) => JSON.parse(JSON.stringify(value).replaceAll('secret', '[Filtered]')) }),
    errorKeeper,
  );
  let seq = 0;

  const counted = (tx: Transaction): Transaction => ({
    ...tx,
    get: (table, key) => (touched.get.push(table), tx.get(table, key)),
    put: (table, row) => (touched.put.push(table), tx.put(table, row)),
  });

  return {
    clock,
    service,
    sent,
    touched,
    store: store as Store,
    /** As the runtime does it: each row is read once and written once. */
    ingest: (signals: readonly Signal[], from: ClientInfo = client) =>
      store.write(async (raw) => {
        const { tx, save } = gathered(counted(raw));
        const result = await service.ingest(tx, from, signals);
        save();
        return result;
      }),
    /** Numbers the signal and puts it at the present moment. */
    signal: <S extends Omit<Signal, 'seq' | 'at' | 'scope'>>(given: S & Partial<Pick<Signal, 'at' | 'scope'>>) => ({ seq: (seq += 1), at: clock.now(), scope, ...given }),
    error: (given: Partial<ErrorSignal> & { readonly message?: string; readonly fn?: string } = {}): ErrorSignal => {
      const { message = 'x is not a function', fn = 'submitForm', ...rest } = given;
      return {
        kind: 'error',
        seq: (seq += 1),
        at: clock.now(),
        scope,
        error: { name: 'TypeError', message, stack: `TypeError: ${message}\n    at ${fn} (https://clinic.example/app.js:10:5)` },
        mechanism: 'onerror',
        handled: false,
        ...rest,
      };
    },
  };
}

export const only = (records: readonly ErrorRecord[]): ErrorRecord => {
  const [record] = records;
  if (!record || records.length !== 1) throw new Error(`expected one record, got ${records.length}`);
  return record;
};
