import type { SourceContext } from '../../../contract/error-record.ts';

/** Lines on either side. */
const around = 5;
/** Characters of a line. A source can be a built file itself, all in one line. */
const longest = 200;

/** The line of a fault and those around it; the head of long lines, of the fault's own the part with the fault in it. */
export function sourceContext(lines: readonly string[], line: number, column: number): SourceContext | undefined {
  const text = lines[line - 1];
  if (text === undefined) return undefined;
  const cut = (one: string, from = 0): string => (one.length > longest ? `${from ? '…' : ''}${one.slice(from, from + longest)}${from + longest < one.length ? '…' : ''}` : one);
  const from = Math.max(0, Math.min(column - longest / 2, text.length - longest));
  return {
    before: lines.slice(Math.max(0, line - 1 - around), line - 1).map((one) => cut(one)),
    line: cut(text, from),
    after: lines.slice(line, line + around).map((one) => cut(one)),
  };
}
