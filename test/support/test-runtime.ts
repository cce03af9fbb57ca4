import type { OpsOptions } from '../../src/contract/config.ts';
import type { ClientInfo, Scope } from '../../src/contract/scope.ts';
import type { Batch, Signal } from '../../src/contract/signal.ts';
import { protocol, type Welcome } from '../../src/contract/runtime-api.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { freeRoom } from '../../src/runtime/free-room.ts';
import { createOnDemand } from '../../src/runtime/on-demand.ts';
import type { Runtime, RuntimeDeps } from '../../src/runtime/runtime.ts';
import type { Topic } from '../../src/contract/notices.ts';
import type { ReadSourceMaps } from '../../src/services/ports/source-maps.ts';
import type { Store } from '../../src/services/ports/store.ts';
import { createFakeBackend, type FakeBackend } from './fake-backend.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

export const origin = 'http://clinic.test';

export function clientOf(tabId: string): ClientInfo {
  return {
    tabId,
    app: 'clinic',
    release: '1.4.2',
    environment: 'production',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    language: 'en',
    timeZone: 'Europe/Stockholm',
    viewport: { width: 1280, height: 900, pixelRatio: 1 },
    secureContext: true,
    features: {},
  };
}

type Unsent<T> = T extends Signal ? Omit<T, 'seq' | 'at' | 'scope'> : never;

export interface TestTab {
  readonly tabId: string;
  hello(): Promise<Welcome>;
  /** Numbers the signals and sends them as one batch; `again` repeats a batch as it was. */
  send(...signals: Unsent<Signal>[]): Promise<Batch>;
  again(batch: Batch, more?: Partial<Batch>): ReturnType<Runtime['api']['ingest']>;
}

export interface TestRuntime {
  readonly runtime: Runtime;
  readonly api: Runtime['api'];
  readonly clock: FakeClock;
  readonly backend: FakeBackend;
  readonly store: Store;
  readonly notices: Topic[];
  tab(tabId: string, options?: OpsOptions): TestTab;
}

const options: OpsOptions = { app: 'clinic', endpoint: origin, health: { confirmAfter: [1_000, 2_000] } };

export function createTestRuntime({
  store = createMemoryStore(),
  clock = createFakeClock(),
  backend = createFakeBackend(),
  bootId = 'boot-1',
  readSourceMaps = undefined as ReadSourceMaps | undefined,
  loadOnDemand = async (): ReturnType<RuntimeDeps['loadOnDemand']> => ({ createOnDemand, freeRoom }),
} = {}): TestRuntime {
  const notices: Topic[] = [];
  let seed = 1;
  const runtime = createRuntime({
    store,
    clock,
    // A linear congruential generator: a test that depends on randomness must be the same test every time.
    random: () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647,
    transport: backend.transport,
    online: () => true,
    socket: async () => ({ status: 101, duration: 5, error: '' }),
    notify: (topic) => void notices.push(topic),
    build: 'test',
    bootId,
    readSourceMaps,
    loadOnDemand,
  });
  return {
    runtime,
    api: runtime.api,
    clock,
    backend,
    store,
    notices,
    tab: (tabId, more = {}) => {
      const client = clientOf(tabId);
      const scope: Scope = { sessionId: `session-${tabId}`, url: `${origin}/book`, user: { id: 'user_1', profile: {} }, context: {} };
      let seq = 0;
      const tab: TestTab = {
        tabId,
        hello: async () => {
          const beat = (): void => {
            clock.after(5_000, beat);
            void runtime.api.heartbeat({ tabId, url: scope.url, visible: true });
          };
          clock.after(5_000, beat);
          return runtime.api.hello({ protocol, build: 'test', client, options: { ...options, ...more }, base: `${origin}/` }) as Promise<Welcome>;
        },
        send: async (...signals) => {
          const batch: Batch = { client, signals: signals.map((signal) => ({ seq: ++seq, at: clock.now(), scope, ...signal }) as Signal) };
          await runtime.api.ingest(batch);
          return batch;
        },
        again: (batch, extra) => runtime.api.ingest({ ...batch, ...extra }),
      };
      return tab;
    },
  };
}
