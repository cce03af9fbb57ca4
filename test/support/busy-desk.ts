import type { OpsOptions } from '../../src/contract/config.ts';
import { protocol } from '../../src/contract/runtime-api.ts';
import type { Batch, Signal } from '../../src/contract/signal.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { freeRoom } from '../../src/runtime/free-room.ts';
import { createOnDemand } from '../../src/runtime/on-demand.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import type { Clock } from '../../src/services/ports/clock.ts';
import type { TransportResponse } from '../../src/services/ports/transport.ts';
import { createFakeClock } from './fake-clock.ts';
import { createScriptedTransport } from './scripted-transport.ts';
import { clientOf, origin } from './test-runtime.ts';

const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** When it begins. */
export const monday = Date.UTC(2026, 0, 5);
const beat = 5 * second;
/** ms between two batches of the desk */
const pause = 10 * second;
export const mostTabs = 5;

const components = ['database', 'authentication', 'payment_gateway', 'file_storage', 'email_service', 'sms_service', 'cdn', 'websocket'];
const report = (state: 'pass' | 'fail'): Partial<TransportResponse> => ({
  status: state === 'pass' ? 200 : 503,
  body: { status: state, checks: Object.fromEntries(components.map((name) => [name, [{ status: state }]])) },
});
const options: OpsOptions = { app: 'clinic', endpoint: origin };

interface Item {
  readonly id: string;
}
type Draft = Signal extends infer One ? (One extends Signal ? Omit<One, 'seq' | 'at' | 'scope'> : never) : never;

/** One week of a busy desk: its tabs, its backend, and the browser that is opened and closed, over one store. */
export class BusyDesk {
  readonly clock = createFakeClock(monday + 9 * hour);
  readonly store = createMemoryStore();
  readonly said: Record<string, number> = {};
  /** Batches that were sent twice, in signals. */
  again = 0;
  /** Different ids by path, and what came a second time. */
  readonly arrived = new Map<string, Set<string>>();
  arrivedAgain = 0;
  /** Items whose answer was lost. */
  lost = 0;
  opened = 0;
  readonly tabs = new Map<string, { seq: number; readonly session: string }>();
  mostTimers = 0;
  readonly #timers = new Set<object>();
  #seed = 20_260_105;
  #boots = 0;
  #views = 0;
  runtime!: Runtime;

  /** Always the same week. */
  readonly random = (): number => (this.#seed = (this.#seed * 48_271) % 2_147_483_647) / 2_147_483_647;

  /** By the clock: five minutes of 503 each day, on Wednesday no network besides. */
  get outage(): 'none' | 'refuses' | 'gone' {
    const at = this.clock.now() - monday;
    const inDay = at % day;
    if (at - inDay === 2 * day && inDay >= 9 * hour + 4 * minute && inDay < 9 * hour + 12 * minute) return 'gone';
    return inDay >= 13 * hour + 4 * minute && inDay < 13 * hour + 9 * minute ? 'refuses' : 'none';
  }

  readonly backend = createScriptedTransport(({ url, method, body }) => {
    const { pathname } = new URL(url);
    if (this.outage === 'gone') return { status: 0, outcome: 'network', error: 'connection refused' };
    if (this.outage === 'refuses') return pathname === '/api/health' ? report('fail') : 503;
    if (pathname === '/api/health') return report('pass');
    if (method === 'HEAD') return 200;
    const known = this.arrived.get(pathname) ?? new Set();
    this.arrived.set(pathname, known);
    const { entries, errors = entries, metrics = errors, alerts = metrics, ...item } = body as { readonly id: string; readonly entries?: readonly Item[]; readonly errors?: readonly Item[]; readonly metrics?: readonly Item[]; readonly alerts?: readonly Item[] };
    const items = alerts ?? [item];
    for (const { id } of items) {
      if (known.has(id)) this.arrivedAgain++;
      known.add(id);
    }
    if (this.random() > 0.01) return 200;
    // Taken, but the answer is lost on its way.
    this.lost += items.length;
    return { status: 0, outcome: 'timeout', error: 'no answer' };
  });

  /** Timers of a browser that is closed never fire. */
  #mortalClock(): { readonly clock: Clock; readonly kill: () => void } {
    const mine = new Set<() => void>();
    return {
      clock: {
        now: this.clock.now,
        after: (ms, run) => {
          const end = (): void => {
            cancel();
            mine.delete(end);
            this.#timers.delete(end);
          };
          const cancel = this.clock.after(ms, () => {
            end();
            run();
          });
          mine.add(end);
          this.#timers.add(end);
          this.mostTimers = Math.max(this.mostTimers, this.#timers.size);
          return end;
        },
      },
      kill: () => mine.forEach((end) => end()),
    };
  }

  #kill: () => void = () => undefined;

  start(): void {
    const { clock, kill } = this.#mortalClock();
    this.#kill = kill;
    this.runtime = createRuntime({
      store: this.store,
      clock,
      random: this.random,
      transport: this.backend.transport,
      online: () => true,
      socket: async () => ({ status: 101, duration: 5, error: '' }),
      notify: () => undefined,
      loadOnDemand: async () => ({ createOnDemand, freeRoom }),
      build: 'test',
      bootId: `boot-${++this.#boots}`,
    });
    this.runtime.start();
    this.backend.requests.length = 0;
  }

  /** The browser, or only its worker, is gone without a word. */
  async crash(): Promise<void> {
    await this.clock.advance(0);
    this.#kill();
  }

  async open(): Promise<void> {
    const tabId = `tab${++this.opened}`;
    this.tabs.set(tabId, { seq: 0, session: `session-${Math.ceil(this.opened / 3)}` });
    await this.#hello(tabId);
  }

  async #hello(tabId: string): Promise<void> {
    await this.runtime.api.hello({ protocol, build: 'test', client: clientOf(tabId), options, base: `${origin}/` });
  }

  /** Tabs that outlive a worker say hello to the next. */
  async restart(): Promise<void> {
    await this.crash();
    this.start();
    for (const tabId of this.tabs.keys()) await this.#hello(tabId);
  }

  async close(tabId: string, says: boolean): Promise<void> {
    this.tabs.delete(tabId);
    if (says) await this.runtime.api.bye(tabId);
  }

  async heartbeats(): Promise<void> {
    for (const tabId of this.tabs.keys()) await this.runtime.api.heartbeat({ tabId, url: `${origin}/desk`, visible: true });
  }

  /** What happens at a desk in ten seconds, in one tab. */
  async work(): Promise<void> {
    const all = [...this.tabs.keys()];
    const tabId = all[Math.floor(this.random() * all.length)]!;
    const tab = this.tabs.get(tabId)!;
    const drafts = this.#drafts(tabId);
    const now = this.clock.now();
    const scope = { sessionId: tab.session, url: `${origin}/desk`, user: { id: `user_${tab.session}`, profile: {} }, context: {} };
    const signals = drafts.map((draft, at) => ({ ...draft, seq: ++tab.seq, at: now - drafts.length + at, scope }) as Signal);
    for (const { kind } of signals) this.said[kind] = (this.said[kind] ?? 0) + 1;
    const batch: Batch = { client: clientOf(tabId), signals };
    await this.runtime.api.ingest(batch);
    if (this.random() > 0.03) return;
    // The receipt was lost.
    await this.runtime.api.ingest(batch);
    this.again += signals.length;
  }

  #drafts(tabId: string): Draft[] {
    const chance = (of: number): boolean => this.random() < of;
    const broken = this.outage !== 'none';
    const drafts: Draft[] = [];
    const log = (message: string, type: 'log' | 'business' | 'user_action' | 'security' = 'log', level: 'INFO' | 'WARN' = 'INFO'): void =>
      void drafts.push({ kind: 'log', level, type, message, context: { n: Math.floor(this.random() * 1e6) } });
    const fault = (name: string, message: string, place: string): void =>
      void drafts.push({ kind: 'error', mechanism: 'onerror', handled: false, error: { name, message, stack: `${name}: ${message}\n    at ${place} (${origin}/desk.js:10:5)` } });
    if (chance(0.2)) {
      const view = `view-${++this.#views}`;
      for (const [name, value] of [['LCP', 900 + this.random() * 2_000], ['CLS', this.random() / 5]] as const) drafts.push({ kind: 'vital', name, value, view });
    }
    for (let n = 0; n < 3; n++) log('The calendar was opened');
    for (let n = 0; n < 3; n++) {
      const failed = broken || chance(0.005);
      drafts.push({ kind: 'api', method: 'GET', url: `${origin}/api/doctors/${Math.floor(this.random() * 500)}`, status: failed ? 503 : 200, outcome: failed ? 'server_error' : 'ok', duration: 50 + this.random() * 300 });
    }
    drafts.push({ kind: 'breadcrumb', crumb: { at: this.clock.now(), category: 'ui', message: 'click button#book', level: 'INFO' } });
    drafts.push({ kind: 'metric', type: 'custom', name: 'basket', value: this.random() * 1_000, unit: 'ms' });
    if (chance(0.3)) log('appointment_booked', 'user_action');
    if (chance(0.4)) log('booking_started', 'user_action');
    if (chance(0.3)) log(broken ? 'payment_failed' : 'payment_succeeded', 'business');
    if (chance(0.1)) log(broken ? 'sync_failed' : 'sync_completed', 'business');
    if (chance(0.15)) fault('TypeError', `Appointment ${Math.floor(this.random() * 1e5)} has no doctor`, `show${Math.floor(this.random() * 4)}`);
    if (chance(0.02)) fault('Error', `Odd ${tabId} ${String.fromCharCode(97 + this.random() * 26)}`, `odd${Math.floor(this.random() * 1e3)}`);
    if (chance(0.001)) log('suspicious_login_attempt', 'security', 'WARN');
    return drafts;
  }

  /** Tabs come, go and crash; now and then the worker does, too. */
  async shift(length: number): Promise<void> {
    for (const until = this.clock.now() + length; this.clock.now() < until; ) {
      if (!this.tabs.size || (this.tabs.size < mostTabs && this.random() < 0.05)) await this.open();
      for (let passed = 0; passed < pause; passed += beat) {
        await this.heartbeats();
        await this.clock.advance(beat);
      }
      await this.work();
      if (this.random() < 0.03) await this.close([...this.tabs.keys()][0]!, this.random() < 0.7);
      if (this.random() < 0.02) await this.restart();
    }
  }

  /** The browser is gone, with all its tabs, and nobody said bye. */
  async quit(): Promise<void> {
    this.tabs.clear();
    await this.crash();
    this.start();
  }
}
