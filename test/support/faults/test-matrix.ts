import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { testDemos } from '../demo.ts';
import type { FaultBrowser } from './fault-browser.ts';
import { allCells, type Cell, type Count, printed } from './fault-cells.ts';
import { driveMatrix } from './fault-matrix.ts';
import { faultPages } from './fault-pages.ts';

/** Runs of each cell; the promise is worth many more than a suite has the time for: `FAULT_RUNS=50`. */
const runs = Number(process.env['FAULT_RUNS'] ?? 2);
/** A pattern, to look into a part: `FAULT_CELLS='crash.*, (500|fine), shared'`. */
const only = new RegExp(process.env['FAULT_CELLS'] ?? '');
const chosen = ({ fault, backend, rung }: Cell): boolean => only.test(`${fault}, ${backend}, ${rung}`);

/** The fault matrix of an engine: every cell is driven before the first is judged. */
export function testMatrix(engine: FaultBrowser['engine'], start: () => Promise<FaultBrowser>): void {
  describe(`what is accepted is not lost: ${engine}`, () => {
    const demos = testDemos();
    let counts: ReadonlyMap<Cell, Count>;
    before(async () => {
      const browser = await start();
      try {
        counts = await driveMatrix(browser, () => demos.start({ pages: faultPages() }), runs, allCells.filter(chosen), (cells, trouble) => {
          console.log(`${engine}: ${cells.length} cells could not be driven to their end (${cells.map(({ fault, backend, rung }) => `${fault}, ${backend}, ${rung}`).join('; ')}), so once more. The first: ${trouble}`);
        });
        console.log(printed(engine, counts, browser.instead));
      } finally {
        await browser.close();
      }
    });
    for (const cell of allCells.filter(chosen)) {
      const { fault, backend, rung } = cell;
      test(`errors, then ${fault}; the backend: ${backend}; the rung: ${rung}`, () => {
        const { lost, repeated, errors, early, trouble, runs: driven } = counts.get(cell)!;
        assert.equal(trouble, '');
        assert.deepEqual({ lost, repeated }, { lost: [], repeated: [] });
        assert.equal(driven, runs);
        assert.ok(errors > runs);
        if (backend !== 'fine') assert.equal(early, 0, 'the backend did not take any');
      });
    }
  });
}
