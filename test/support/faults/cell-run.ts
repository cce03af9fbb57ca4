import { setTimeout as pause } from 'node:timers/promises';
import type { TestDemo } from '../demo.ts';
import { eventually } from '../eventually.ts';
import type { FaultPlace, FaultTab } from './fault-browser.ts';
import type { Backend, Cell, Count } from './fault-cells.ts';
import type { Gate } from './gate.ts';

/** Thrown in one task, so that all but the first are still in the page's queue. */
const errorsInARun = 3;
const minute = 60_000;
/** ms that the errors of a cell have to arrive in, once the backend is back: a request that hangs is given up after 20 s, a lease after 6 s. */
const patience = 120_000;

/** Letters that make no word which the scrubber takes for a secret. */
const letters = 'bcdfghjlmn';
const inLetters = (number: number): string => [...String(number)].map((digit) => letters[Number(digit)]).join('');

const modes: Readonly<Record<Backend, string>> = { fine: 'normal', '500': '500', '429': '429', hanging: 'hang', refused: 'refuse', offline: 'refuse', 'back after a minute': 'refuse' };

/** Another site, as the browser sees it. */
export const elsewhere = (demo: TestDemo): string => demo.url('elsewhere.html').replace('127.0.0.1', 'localhost');

const tellNetwork = (tab: FaultTab, online: boolean): Promise<unknown> => tab.run((online: boolean) => void dispatchEvent(new CustomEvent('test:network', { detail: online })), online);

/** Firefox shows an empty document on the way to another. */
const documentOf = (tab: FaultTab): Promise<number> => tab.run(() => (document.readyState === 'complete' && location.protocol !== 'about:' ? performance.timeOrigin : 0)).catch(() => 0);

/** One cell under way: what it has thrown so far, and where. */
export class CellRun {
  readonly cell: Cell;
  readonly demo: TestDemo;
  readonly place: FaultPlace;
  readonly #name: string;
  readonly #load: Gate;
  readonly #thrown: string[] = [];
  readonly #began = Date.now();
  #runs = 0;

  constructor(cell: Cell, demo: TestDemo, place: FaultPlace, load: Gate) {
    this.cell = cell;
    this.demo = demo;
    this.place = place;
    this.#load = load;
    this.#name = `${cell.fault}, ${cell.backend}, ${cell.rung}`;
  }

  url(number: number): string {
    return this.demo.url(`${this.cell.rung}-${number}.html`);
  }

  breakBackend(): Promise<void> {
    return this.demo.fault({ group: 'errors', mode: modes[this.cell.backend], retryAfter: 1 });
  }

  open(number = 1): Promise<FaultTab> {
    return this.#load(async () => {
      const opened = await this.place.open(this.url(number));
      if (this.cell.backend === 'offline') await tellNetwork(opened, false);
      return opened;
    });
  }

  /** Throws, and does what follows in the same task; without that, resolves when all are thrown. */
  async throwAnd(tab: FaultTab, next = '', to = ''): Promise<void> {
    const run = inLetters(this.#runs++);
    const messages = Array.from({ length: errorsInARun }, (_, at) => `${this.#name}: error ${inLetters(at)} of run ${run}`.replaceAll(/\d/g, 'x'));
    this.#thrown.push(...messages);
    const detail = { messages, next, to };
    await tab.run((detail: { readonly messages: readonly string[]; readonly next: string; readonly to: string }) => {
      const go = (): unknown => dispatchEvent(new CustomEvent('test:fault', { detail }));
      // The answer to this call must not go under with the page.
      if (detail.next) setTimeout(go);
      else go();
    }, detail);
  }

  /** The page and its worker go without a word. */
  async vanish(tab: FaultTab): Promise<void> {
    await tab.run((to: string) => void setTimeout(() => dispatchEvent(new CustomEvent('test:fault', { detail: { messages: [], next: 'vanish', to } }))), elsewhere(this.demo));
  }

  /** `leave` makes another document take the place of the page's. */
  leave(tab: FaultTab, leave: () => Promise<void>): Promise<void> {
    return this.#load(async () => {
      const before = await documentOf(tab);
      await leave();
      await eventually(() => documentOf(tab), (now) => now !== 0 && now !== before, { within: 20_000 });
    });
  }

  /** Repairs the backend and counts what comes; a tab of the origin is there. */
  async count(tab: FaultTab): Promise<Count> {
    const { backend } = this.cell;
    const early = (await this.demo.counted('errors')).count;
    if (backend === 'back after a minute') await pause(Math.max(0, this.#began + minute - Date.now()));
    await this.demo.repair();
    if (backend === 'offline') await tellNetwork(tab, true);
    const wanted = new Set(this.#thrown);
    const idsOf = async () => {
      const ids = new Map<string, Set<unknown>>();
      for (const { id, message } of (await this.demo.received('errors')).items) if (wanted.has(String(message))) ids.set(String(message), (ids.get(String(message)) ?? new Set()).add(id));
      return ids;
    };
    const end = Date.now() + patience;
    let flushed = 0;
    for (let arrived = 0; arrived < wanted.size && Date.now() < end; arrived = (await idsOf()).size) {
      if (Date.now() - flushed > 2_000) {
        flushed = Date.now();
        await tab.run(() => void window.prescriptoDebug.flush());
      }
      await pause(200);
    }
    // Nothing waits any more that could be a repeat.
    await tab.run(() => window.prescriptoDebug.flush());
    const ids = await idsOf();
    await tab.close();
    return {
      runs: this.#runs,
      errors: wanted.size,
      lost: [...wanted].filter((message) => !ids.has(message)),
      repeated: [...ids].filter(([, { size }]) => size > 1).map(([message]) => message),
      early,
      trouble: '',
      again: (await this.demo.counted('errors')).repeats,
    };
  }
}
