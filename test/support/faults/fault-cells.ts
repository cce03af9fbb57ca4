/** What happens to the page, or below it, in the moment after its errors. */
export const faults = ['navigate', 'reload', 'close tab', 'close last tab', 'crash the renderer', 'kill the worker', 'kill the browser'] as const;
export type Fault = (typeof faults)[number];

/** What the backend does until the last fault of a cell is over. */
export const backends = ['fine', '500', '429', 'hanging', 'refused', 'offline', 'back after a minute'] as const;
export type Backend = (typeof backends)[number];

export const allRungs = ['shared', 'dedicated', 'page'] as const;
export type FaultRung = (typeof allRungs)[number];

export interface Cell {
  readonly fault: Fault;
  readonly backend: Backend;
  readonly rung: FaultRung;
}

export const allCells: readonly Cell[] = faults.flatMap((fault) => backends.flatMap((backend) => allRungs.map((rung) => ({ fault, backend, rung }))));

/** What became of a cell's errors. */
export interface Count {
  readonly runs: number;
  readonly errors: number;
  /** Thrown, and never at the backend. */
  readonly lost: readonly string[];
  /** At the backend under more than one id. */
  readonly repeated: readonly string[];
  /** At the backend before it was repaired. */
  readonly early: number;
  /** Sent again with the id that the backend had, and dropped there. */
  readonly again: number;
  /** Why it could not be driven to its end; '' if it was. */
  readonly trouble: string;
}

/**
 * The table of an engine: a row a fault and rung, a column a backend, `lost/repeated of errors` in each; and below it, which cells stand for
 * others, and why.
 */
export function printed(engine: string, counts: ReadonlyMap<Cell, Count>, reasons: Readonly<Partial<Record<Fault, string>>>): string {
  const rows = faults.flatMap((fault) =>
    allRungs.map((rung) => [
      `${fault}, ${rung}${reasons[fault] ? ' *' : ''}`,
      ...backends.map((backend) => {
        const count = [...counts].find(([cell]) => cell.fault === fault && cell.rung === rung && cell.backend === backend)?.[1];
        return count?.trouble ? 'not driven' : count ? `${count.lost.length}/${count.repeated.length} of ${count.errors}` : '–';
      }),
    ]),
  );
  const table: readonly (readonly string[])[] = [[`${engine}: lost/repeated`, ...backends], ...rows.filter(([, ...row]) => row.some((text) => text !== '–'))];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const all = [...counts.values()];
  const total = (of: (count: Count) => number): number => all.reduce((sum, count) => sum + of(count), 0);
  return [
    ...table.map((row) => row.map((text, column) => text.padEnd(widths[column]!)).join('  ')),
    `${all.length} cells, ${total(({ runs }) => runs)} runs, ${total(({ errors }) => errors)} errors: ${total(({ lost }) => lost.length)} lost, ${total(({ repeated }) => repeated.length)} repeated; ${total(({ again }) => again)} were sent again under the same id and dropped by the backend`,
    ...Object.entries(reasons).map(([fault, reason]) => `* ${fault}: ${reason}`),
  ].join('\n');
}
