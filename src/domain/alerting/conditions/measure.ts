import type { AlertDefinition } from '../../../contract/alert.ts';
import { quantile } from '../../performance/quantile-sketch.ts';
import { wilson } from '../wilson.ts';
import { type Cell, mergeCells } from './cell.ts';

const minute = 60_000;
/** Of a window: enough steps that what leaves it is a small part, and few enough to read them all. */
const steps = 30;
const fewestBad = 3;

/** A cell and the time at which its step began, epoch ms. */
export type Dated = readonly [at: number, cell: Cell];

/** A value, and on how much it stands. */
export interface Measured {
  /** `null`: not enough to tell. */
  readonly value: number | null;
  readonly size: number;
  /** The ends of the 95 % interval of a share. */
  readonly interval?: { readonly lower: number; readonly upper: number } | undefined;
  /** Samples from which on it says anything. */
  readonly fewest: number;
  /** Of a burn rate: the numbers behind the value. */
  readonly text?: string | undefined;
}

/**
 * Burn rates that are worth a page (Beyer et al., "The Site Reliability Workbook", chapter 5): 2 % of a month's budget in an hour, 5 % in six; the short window
 * says that it still goes on.
 */
const burns = [
  [14.4, 60, 5],
  [6, 360, 30],
] as const;
/** minutes */
export const burnWindow = 360;

/** ms of a step of a condition's cells */
export function stepOf({ window, condition }: Pick<AlertDefinition, 'window' | 'condition'>): number {
  return condition?.aggregate === 'burn_rate' ? 2.5 * minute : Math.ceil(window / steps) * minute;
}

function share({ fits, all }: Cell): Measured {
  return { value: all ? fits / all : null, size: all, interval: all ? { ...wilson(fits, all), ...(fits < fewestBad && { lower: 0 }) } : undefined, fewest: 20 };
}

const within = (cells: readonly Dated[], minutes: number, now: number): Cell => mergeCells(cells.filter(([at]) => at > now - minutes * minute).map(([, cell]) => cell));

function burnRate(objective: number, cells: readonly Dated[], now: number): Measured {
  const found = burns.map(([factor, long, short]) => {
    const [a, b] = [within(cells, long, now), within(cells, short, now)];
    const [slow, fast] = [a, b].map(({ fits, all }) => (all ? fits / all / (1 - objective) : 0)) as [number, number];
    const isEnough = a.fits >= fewestBad;
    const text = `${slow.toFixed(1)}× over ${long} min and ${fast.toFixed(1)}× over ${short} min, the limit is ${factor}×`;
    return { value: isEnough ? Math.min(slow, fast) / factor : 0, size: a.all, text };
  });
  const [worst] = [...found].sort((a, b) => b.value - a.value);
  return { value: worst?.size ? worst.value : null, size: worst?.size ?? 0, fewest: 20, text: worst?.text };
}

/** What a condition's aggregate is over its window. */
export function measure({ window, condition }: Pick<AlertDefinition, 'window' | 'condition'>, cells: readonly Dated[], now: number): Measured {
  const aggregate = condition?.aggregate ?? 'count';
  if (aggregate === 'burn_rate') return burnRate(condition?.objective ?? 0, cells, now);
  const cell = within(cells, window, now);
  const { fits, numbers, sum } = cell;
  const ofNumbers = (value: number, fewest = 1): Measured => ({ value: numbers ? value : null, size: numbers, fewest });
  switch (aggregate) {
    case 'count':
      return { value: fits, size: fits, fewest: 0 };
    case 'rate':
      return { value: fits / window, size: fits, fewest: 0 };
    case 'distinct':
      return { value: cell.values.length, size: fits, fewest: 0 };
    case 'sum':
      return { value: sum, size: numbers, fewest: 0 };
    case 'ratio':
      return share(cell);
    case 'avg':
      return ofNumbers(sum / numbers, 3);
    case 'min':
    case 'max':
      return ofNumbers(cell[aggregate]);
    default:
      return { value: quantile(cell.sketch, Number(aggregate.slice(1)) / 100), size: cell.sketch.count, fewest: 20 };
  }
}
