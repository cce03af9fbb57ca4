import { type BenchBrowser, pause } from './bench-browser.ts';
import { median } from './quantile.ts';

/** Of a page that goes on while the script is stopped and started. */
export interface Turns {
  readonly turns: number;
  /** µs of main thread a resource or call, with the script and without: medians */
  readonly started: number;
  readonly stopped: number;
  /** µs a resource or call that the script adds: median of the differences within a turn */
  readonly added: number;
  /** Of the time by the clock in which they are loaded: what is sent afterwards counts, the rest after it does not. */
  readonly percent: number;
}

const images = 400;
const calls = 80;
const turns = 16;
/** ms until what a change of state brings with it is over, and until what was observed has been sent */
const settle = 1_000;

/**
 * The same load in the same page, in turns with our script running and stopped. A machine whose pace changes by a tenth from one page to the next hides a
 * script that costs a hundredth; two loads that follow one another see the same machine.
 */
export const measureTurns = (browser: BenchBrowser): Promise<Turns> =>
  browser.open('/us', async ({ page, busy }) => {
    const cost = async (run: boolean): Promise<{ readonly spent: number; readonly wall: number }> => {
      await page.evaluate((run: boolean) => window.prescriptoOps[run ? 'startOps' : 'stopOps']({ app: 'bench', release: '1.4.2', endpoint: '/' }), run);
      await pause(settle);
      const [before, began] = [await busy(), Date.now()];
      await page.evaluate((images: number, calls: number) => window.load.requests(images, calls), images, calls);
      const wall = Date.now() - began;
      await pause(settle);
      return { spent: (await busy()) - before, wall };
    };
    // What is compiled the first time.
    await cost(true);
    const taken: { readonly started: number; readonly stopped: number; readonly wall: number }[] = [];
    for (let turn = 0; turn < turns; turn++) {
      // Each goes first as often as the other.
      const first = await cost(turn % 2 === 0);
      const second = await cost(turn % 2 === 1);
      const [started, stopped] = turn % 2 ? [second, first] : [first, second];
      taken.push({ started: started.spent, stopped: stopped.spent, wall: started.wall });
    }
    const each = (ms: readonly number[]): number => (1_000 * median(ms)) / (images + calls);
    const differences = taken.map(({ started, stopped }) => started - stopped);
    return {
      turns,
      started: each(taken.map(({ started }) => started)),
      stopped: each(taken.map(({ stopped }) => stopped)),
      added: each(differences),
      percent: (100 * median(differences)) / median(taken.map(({ wall }) => wall)),
    };
  });
