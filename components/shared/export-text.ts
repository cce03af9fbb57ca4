import type { ExportFormat } from './element-events.ts';

type Cell = string | number | boolean | null;

/** Of each item the members that are plain values: what fits in a table. */
function plainRows(items: readonly object[]): readonly Readonly<Record<string, Cell>>[] {
  const plain = ([, value]: [string, unknown]): boolean => value === null || typeof value !== 'object';
  return items.map((item) => Object.fromEntries(Object.entries(item).filter(plain)) as Record<string, Cell>);
}

/** Items as text: whole ones, or a table of what is plain in them. A CSV cell that a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection). */
export function exportText(items: readonly object[], format: ExportFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(items, null, 2)}\n`;
    case 'ndjson':
      return items.map((item) => `${JSON.stringify(item)}\n`).join('');
    case 'csv': {
      const rows = plainRows(items);
      const columns = Object.keys(rows[0] ?? {});
      const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
      return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
    }
  }
}

function cell(value: string | number | boolean): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function download(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text]));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
