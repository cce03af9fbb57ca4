import { setTimeout as pause } from 'node:timers/promises';
import type { TestDemo } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { type Gate, gate } from './gate.ts';
import type { FaultBrowser, FaultPlace, FaultProcess, FaultTab } from './fault-browser.ts';
import type { Backend, Cell, Count } from './fault-cells.ts';

/** Thrown in one task, so that all but the first are still in the page's queue. */
const errorsInARun = 3;
const minute = 60_000;
/** ms that the errors of a cell have to arrive in, once the backend is back: a request that hangs is given up after 20 s, a lease after 6 s. */
const patience = 60_000;

/** Letters that make no word which the scrubber takes for a secret. */
const letters = 'bcdfghjlmn';
const inLetters = (number: number): string => [...String(number)].map((digit) => letters[Number(digit)]).join('');

const modes: Readonly<Record<Backend, string>> = { fine: 'normal', '500': '500', '429': '429', hanging: 'hang', refused: 'refuse', offline: 'refuse', 'back after a minute': 'refuse' };

/** Another site, as the browser sees it. */
const elsewhere = (demo: TestDemo): string => demo.url('elsewhere.html').replace('127.0.0.1', 'localhost');

const tellNetwork = (tab: FaultTab, online: boolean): Promise<unknown> => tab.run((online: boolean) => void dispatchEvent(new CustomEvent('test:network', { detail: online })), online);

/** The runtime that answers, once one does. */
const runtimeOf = (tab: FaultTab, other = ''): Promise<string> =>
  eventually(() => tab.run(async () => (await window.prescriptoDebug.getStatus()).runtime?.bootId ?? ''), (bootId) => bootId !== '' && bootId !== other, { within: 40_000 });

/** What a person does who looks away and back, and twice: the page asks whether its worker is still there, without the rest of its five seconds. */
const lookTwice = (tab: FaultTab): Promise<unknown> =>
  tab.run(() => {
    for (const ms of [0, 1_500]) setTimeout(() => document.dispatchEvent(new Event('visibilitychange')), ms);
  });

const documentOf = (tab: FaultTab): Promise<number> => tab.run(() => (document.readyState === 'complete' ? performance.timeOrigin : 0)).catch(() => 0);

/** One cell under way: what it has thrown so far, and where. */
class CellRun {
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
      again: (await this.demo.counted('errors')).repeats,
    };
  }
}

const acknowledged = (tab: FaultTab): Promise<unknown> =>
  eventually(() => tab.run(async () => (await window.prescriptoDebug.getStatus()).tab.unacknowledged), (left) => left === 0, { within: 30_000 });

/** Cells that need nobody else. */
async function drive(one: CellRun, runs: number): Promise<Count> {
  const { fault, rung } = one.cell;
  await one.breakBackend();
  const other = fault === 'close tab' ? await one.open(2) : undefined;
  let tab: FaultTab | undefined;
  let boot = '';
  for (let run = 0; run < runs; run++) {
    tab ??= await one.open();
    // In every other run the runtime may still be starting.
    if (run % 2 === 0 || fault === 'kill the worker') boot = await runtimeOf(tab, fault === 'kill the worker' ? boot : '');
    const here = tab;
    // Without a worker the runtime lives and dies with the page.
    const happens = fault === 'kill the worker' && rung === 'page' ? 'crash the renderer' : fault;
    switch (happens) {
      case 'navigate': {
        // To the same site and, at times, by way of another.
        const away = run % 3 === 2;
        await one.leave(here, () => one.throwAnd(here, fault, away ? elsewhere(one.demo) : one.url(run % 2 ? 1 : 2)));
        if (away) await here.goto(one.url(1));
        break;
      }
      case 'reload':
        await one.leave(here, () => one.throwAnd(here, fault));
        break;
      case 'kill the worker':
        await one.throwAnd(here, fault);
        await lookTwice(here);
        break;
      case 'close tab':
      case 'close last tab':
        tab = undefined;
        await one.throwAnd(here, here.closed ? 'close' : '');
        await (here.closed ?? here.close)();
        break;
      case 'crash the renderer':
        tab = undefined;
        if (here.crash) {
          await one.throwAnd(here);
          await here.crash();
        } else await one.leave(here, () => one.throwAnd(here, 'vanish', elsewhere(one.demo)));
        await here.close();
        break;
      case 'kill the browser':
        tab = undefined;
        await one.throwAnd(here);
        await acknowledged(here);
        await one.leave(here, () => one.vanish(here));
        await here.close();
    }
  }
  return one.count(other ?? tab ?? (await one.open()));
}

/** Cells whose fault no driver can bring about for one of them alone: so many throw together, then `end` ends them all. */
async function driveTogether(all: readonly CellRun[], runs: number, atOnce: number, end: (tabs: readonly FaultTab[]) => Promise<unknown>): Promise<readonly Count[]> {
  await Promise.all(all.map((one) => one.breakBackend()));
  for (let run = 0; run < runs; run++)
    for (let from = 0; from < all.length; from += atOnce) {
      const some = all.slice(from, from + atOnce);
      const tabs = await Promise.all(some.map(async (one) => {
        const tab = await one.open();
        if (run % 2 === 0) await runtimeOf(tab);
        return tab;
      }));
      await Promise.all(some.map((one, at) => one.throwAnd(tabs[at]!)));
      await end(tabs);
    }
  return Promise.all(all.map(async (one) => one.count(await one.open())));
}

/** Every cell of an engine, so many runs each. */
export async function driveMatrix(browser: FaultBrowser, startDemo: () => Promise<TestDemo>, runs: number, cells: readonly Cell[]): Promise<ReadonlyMap<Cell, Count>> {
  const counts = new Map<Cell, Count>();
  const load = gate(browser.loads);
  const free: TestDemo[] = [];
  const withDemo = async <T>(run: (demo: TestDemo) => Promise<T>): Promise<T> => {
    const demo = free.pop() ?? (await startDemo());
    try {
      return await run(demo);
    } finally {
      await demo.empty();
      if (!browser.onePlace) free.push(demo);
    }
  };
  const alone = (cell: Cell): Promise<void> =>
    withDemo(async (demo) => {
      const place = await browser.place();
      counts.set(cell, await drive(new CellRun(cell, demo, place, load), runs));
      await place.end();
    });

  const together = async (chosen: readonly Cell[], atOnce: number, end: (process: FaultProcess, tabs: readonly FaultTab[]) => Promise<unknown>): Promise<void> => {
    if (!chosen.length || !browser.restartable) return;
    const process = await browser.restartable();
    const all = await Promise.all(chosen.map(async (cell) => new CellRun(cell, await startDemo(), process, load)));
    const answers = await driveTogether(all, runs, atOnce, (tabs) => end(process, tabs));
    for (const [at, cell] of chosen.entries()) counts.set(cell, answers[at]!);
    await process.end();
  };
  const kills = cells.filter(({ fault }) => browser.restartable && fault === 'kill the browser');
  const crashes = browser.crashesAll ? cells.filter(({ fault, rung }) => fault === 'crash the renderer' || (fault === 'kill the worker' && rung === 'page')) : [];
  const rest = cells.filter((cell) => !kills.includes(cell) && !crashes.includes(cell));
  const aMinute = rest.filter(({ backend }) => backend === 'back after a minute');
  const some = gate(28);
  await Promise.all([
    // These take the longest.
    ...aMinute.map(alone),
    together(kills, kills.length, async (process, tabs) => {
      await Promise.all(tabs.map(acknowledged));
      await process.kill();
    }),
    together(crashes, 4, async (_, tabs) => {
      await tabs[0]!.crash?.();
      await Promise.all(tabs.map((tab) => tab.close()));
    }),
    ...rest.filter((cell) => !aMinute.includes(cell)).map((cell) => some(() => alone(cell))),
  ]);
  return counts;
}
