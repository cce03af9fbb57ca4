import type { Tools } from '../tools.ts';
import type { Tell } from './capture-insights.ts';
import { loadStateAt } from './page-load.ts';
import { selectorOf } from './selector.ts';

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node?: Node | null }[];
}

export interface Shifts {
  /** CLS since the last restart; `undefined`: unsupported. */
  value(): number | undefined;
  restart(): void;
}

/** What CLS is made of: the largest shift of the worst session window, and the element that moved. */
export function watchShifts({ observe }: Tools, tell: Tell): Shifts {
  let [sum, worst, first, last] = [0, 0, 0, 0];
  let largest: Shift | undefined;
  const targets = new WeakMap<Shift, string>();
  const seen = observe('layout-shift', (entries) => {
    const before = worst;
    let cause: Shift | undefined;
    for (const shift of entries as Shift[]) {
      const { value, startTime, hadRecentInput, sources } = shift;
      if (hadRecentInput) continue;
      // A session window: gaps of less than a second, five seconds at most (web-vitals).
      const goesOn = sum && startTime - last < 1_000 && startTime - first < 5_000;
      if (!goesOn) [sum, first, largest] = [0, startTime, undefined];
      sum += value;
      last = startTime;
      if (!largest || value > largest.value) largest = shift;
      targets.set(shift, selectorOf((sources.find(({ node }) => node?.nodeType === 1) ?? sources[0])?.node));
      if (sum > worst) {
        worst = sum;
        cause = largest;
      }
    }
    if (cause && worst > before) tell('vital CLS', worst, { target: targets.get(cause), shift: cause.value, at: cause.startTime, loadState: loadStateAt(cause.startTime) });
  });
  return {
    value: () => (seen ? worst : undefined),
    restart: () => void ([sum, worst] = [0, 0]),
  };
}
