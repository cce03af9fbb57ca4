import type { AlertCondition } from '../../../contract/alert.ts';
import type { ApiOutcome } from '../../../contract/performance.ts';
import { shortHash } from '../../errors/short-hash.ts';
import { isCounted, isTimed } from '../../performance/outcome.ts';
import { addToSketch, emptySketch, mergeSketches, type QuantileSketch } from '../../performance/quantile-sketch.ts';
import { type Fact, readField } from './find-facts.ts';
import { fitsFilter } from './fits-filter.ts';

/** What one condition has counted in a step of time. Cells merge in any order. */
export interface Cell {
  /** What fits the filter. */
  readonly fits: number;
  /** Of a ratio: what it is a share of. */
  readonly all: number;
  /** Numbers in the field. */
  readonly numbers: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly sketch: QuantileSketch;
  /** Hashes of different values, at most so many: what they are is nobody's business. */
  readonly values: readonly string[];
}

const mostValues = 500;

export const emptyCell: Cell = { fits: 0, all: 0, numbers: 0, sum: 0, min: Infinity, max: -Infinity, sketch: emptySketch, values: [] };

/** The field that counts where a condition names none. */
const fields: Readonly<Partial<Record<AlertCondition['metric'], string>>> = { errors: 'signature', logs: 'message', api: 'duration', vitals: 'value', metrics: 'value', business: 'name', health: 'id' };

function isOfAll({ metric, of }: AlertCondition, fact: Fact): boolean {
  return of ? fitsFilter(fact, of) : metric !== 'api' || isCounted(fact['outcome'] as ApiOutcome);
}

export function mergeCells(cells: readonly Cell[]): Cell {
  const add = (member: 'fits' | 'all' | 'numbers' | 'sum'): number => cells.reduce((sum, cell) => sum + cell[member], 0);
  return {
    fits: add('fits'),
    all: add('all'),
    numbers: add('numbers'),
    sum: add('sum'),
    min: Math.min(...cells.map(({ min }) => min)),
    max: Math.max(...cells.map(({ max }) => max)),
    sketch: mergeSketches(cells.map(({ sketch }) => sketch)),
    values: [...new Set(cells.flatMap(({ values }) => values))].slice(0, mostValues),
  };
}

/** What a condition counts of some facts; `null`: nothing. */
export function countFacts(condition: AlertCondition, facts: readonly Fact[]): Cell | null {
  const { aggregate, filter, metric, field = fields[metric] ?? '' } = condition;
  const isShare = aggregate === 'ratio' || aggregate === 'burn_rate';
  const all = isShare ? facts.filter((fact) => isOfAll(condition, fact)) : facts;
  const fitting = all.filter((fact) => fitsFilter(fact, filter));
  if (!fitting.length && !(isShare && all.length)) return null;
  const cell = { ...emptyCell, fits: fitting.length, all: all.length };
  if (isShare || aggregate === 'count' || aggregate === 'rate') return cell;
  if (aggregate === 'distinct') return { ...cell, values: [...new Set(fitting.map((fact) => shortHash(String(readField(fact, field)))))].slice(0, mostValues) };
  // How long a refused connection took is no response time.
  const timed = metric === 'api' && field === 'duration' ? fitting.filter((fact) => isTimed(fact['outcome'] as ApiOutcome)) : fitting;
  const numbers = timed.map((fact) => readField(fact, field)).filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  if (!numbers.length) return null;
  return {
    ...cell,
    numbers: numbers.length,
    sum: numbers.reduce((sum, value) => sum + value, 0),
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    sketch: aggregate.startsWith('p') ? addToSketch(emptySketch, numbers) : emptySketch,
  };
}
