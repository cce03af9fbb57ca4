import type { TestDemo } from '../demo.ts';
import { eventually } from '../eventually.ts';
import { CellRun, elsewhere } from './cell-run.ts';
import type { FaultBrowser, FaultProcess, FaultTab } from './fault-browser.ts';
import type { Cell, Count } from './fault-cells.ts';
import { gate } from './gate.ts';

/** The runtime that answers, once one does. */
const runtimeOf = (tab: FaultTab, other = ''): Promise<string> =>
  eventually(() => tab.run(async () => (await window.prescriptoDebug.getStatus()).runtime?.bootId ?? ''), (bootId) => bootId !== '' && bootId !== other, { within: 40_000 });

/** What a person does who looks away and back, and twice: the page asks whether its worker is still there, without the rest of its five seconds. */
const lookTwice = (tab: FaultTab): Promise<unknown> =>
  tab.run(() => {
    for (const ms of [0, 1_500]) setTimeout(() => document.dispatchEvent(new Event('visibilitychange')), ms);
  });

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

const nothing = { runs: 0, errors: 0, lost: [], repeated: [], early: 0, again: 0 };

/** Every one of these cells, so many runs each. */
async function driveCells(browser: FaultBrowser, startDemo: () => Promise<TestDemo>, runs: number, cells: readonly Cell[]): Promise<ReadonlyMap<Cell, Count>> {
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
  const troubled = (cell: Cell, error: unknown): unknown => counts.set(cell, { ...nothing, trouble: error instanceof Error ? (error.stack ?? '') : String(error) });
  const alone = (cell: Cell): Promise<unknown> =>
    withDemo(async (demo) => {
      const place = await browser.place();
      counts.set(cell, await drive(new CellRun(cell, demo, place, load), runs));
      await place.end();
    }).catch((error: unknown) => troubled(cell, error));

  const together = async (chosen: readonly Cell[], atOnce: number, end: (process: FaultProcess, tabs: readonly FaultTab[]) => Promise<unknown>): Promise<void> => {
    if (!chosen.length || !browser.restartable) return;
    const process = await browser.restartable();
    const all = await Promise.all(chosen.map(async (cell) => new CellRun(cell, await startDemo(), process, load)));
    try {
      const answers = await driveTogether(all, runs, atOnce, (tabs) => end(process, tabs));
      for (const [at, cell] of chosen.entries()) counts.set(cell, answers[at]!);
    } catch (error) {
      for (const cell of chosen) troubled(cell, error);
    }
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

/**
 * Every cell of an engine, so many runs each. What could not be driven to its end, because the browser or its driver did not answer in time, is driven
 * once more: `onceMore` is told which and why. Errors that are lost stay lost.
 */
export async function driveMatrix(
  browser: FaultBrowser,
  startDemo: () => Promise<TestDemo>,
  runs: number,
  cells: readonly Cell[],
  onceMore: (cells: readonly Cell[], trouble: string) => void,
): Promise<ReadonlyMap<Cell, Count>> {
  const counts = await driveCells(browser, startDemo, runs, cells);
  const troubled = cells.filter((cell) => counts.get(cell)!.trouble);
  if (!troubled.length) return counts;
  onceMore(troubled, counts.get(troubled[0]!)!.trouble);
  return new Map([...counts, ...(await driveCells(browser, startDemo, runs, troubled))]);
}
