type Cells = Readonly<Record<string, unknown>>;

/** Where a report is written. */
export interface Out {
  line(text: string): void;
  /** A row each: with the names of the rows, or without. */
  table(rows: readonly Cells[] | Readonly<Record<string, Cells>>): void;
}

/** For who runs it. */
export const terminal: Out = { line: (text) => console.log(`\n${text}`), table: (rows) => console.table(rows) };

const cell = (value: unknown): string => String(value ?? '').replaceAll('|', '\\|');
const row = (cells: readonly unknown[]): string => `| ${cells.map(cell).join(' | ')} |\n`;

/** For docs/benchmarks.md. */
export function markdown(): Out & { readonly text: string } {
  let text = '';
  return {
    get text() {
      return text;
    },
    line: (given) => {
      text += `\n${given.trim()}\n`;
    },
    table: (rows) => {
      const named = !Array.isArray(rows);
      const all = Object.entries(rows as Readonly<Record<string, Cells>>);
      const columns = [...new Set(all.flatMap(([, cells]) => Object.keys(cells)))];
      const name = (text: string): readonly string[] => (named ? [text] : []);
      text += `\n${row([...name(''), ...columns])}${row([...name('---'), ...columns.map(() => '---')])}`;
      for (const [at, cells] of all) text += row([...name(at), ...columns.map((column) => cells[column])]);
    },
  };
}
