/** Builds the stack texts of one call path as the three engines write it. */
export type Engine = 'chrome' | 'firefox' | 'safari';
export const engines: readonly Engine[] = ['chrome', 'firefox', 'safari'];

export interface Call {
  /** What Firefox and Safari call the function; `''`: anonymous. */
  readonly name: string;
  /** Where Chromium says more: `Booking.save`, `new Booking`. */
  readonly chrome?: string;
  /** Where Firefox says more: `setup/<`. */
  readonly firefox?: string;
  readonly file: string;
  readonly line: number;
  /** Engines point at different columns of one expression. */
  readonly column: number;
  /** Behind an `await`: only Chromium shows it. */
  readonly awaited?: boolean;
}

export function stackOf(engine: Engine, header: string, calls: readonly Call[]): string {
  switch (engine) {
    case 'chrome':
      return [header, ...calls.map((call) => `    at ${chromeFrame(call)}`)].join('\n');
    case 'firefox':
      return calls.filter((call) => !call.awaited).map((call) => `${call.firefox ?? call.name}@${call.file}:${call.line}:${call.column + 7}\n`).join('');
    case 'safari':
      return calls.filter((call) => !call.awaited).map((call) => `${call.name}@${call.file}:${call.line}:${call.column + 11}`).join('\n');
  }
}

function chromeFrame(call: Call): string {
  const name = call.chrome ?? call.name;
  const place = `${call.file}:${call.line}:${call.column}`;
  const prefix = call.awaited ? 'async ' : '';
  return name === '' ? `${prefix}${place}` : `${prefix}${name} (${place})`;
}
