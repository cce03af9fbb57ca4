import { floor, type Cover, spans, type SpanName } from '../../domain/performance/range-cover.ts';
import { type ReadTransaction, type Row, timeKey, type Transaction } from '../ports/store.ts';

/** What is rolled up together in one row of `counters` a step. */
export type RollupGroup = 'vitals' | 'api' | 'routes' | 'metrics';
const groups: readonly RollupGroup[] = ['vitals', 'api', 'routes', 'metrics'];

interface RollupRow<T> extends Row {
  /** epoch ms of the step's beginning */
  readonly at: number;
  readonly value: T;
}

export interface Timed<I> {
  readonly at: number;
  readonly item: I;
}

function prefix(group: RollupGroup, span: SpanName): string {
  return `perf:${group}:${span}:`;
}

/** Folds items into every step they belong to that is still kept. */
export async function foldIntoRollups<T, I>(
  tx: Transaction,
  group: RollupGroup,
  items: readonly Timed<I>[],
  now: number,
  empty: T,
  fold: (value: T, items: readonly I[]) => T,
): Promise<void> {
  for (const span of spans) {
    const steps = new Map<number, I[]>();
    for (const { at, item } of items) {
      const step = floor(Math.min(at, now), span.length);
      if (step < now - span.keep) continue;
      const others = steps.get(step);
      if (others) others.push(item);
      else steps.set(step, [item]);
    }
    for (const [at, members] of steps) {
      const key = prefix(group, span.name) + timeKey(at);
      const row = await tx.get<RollupRow<T>>('counters', key);
      tx.put<RollupRow<T>>('counters', { key, at, value: fold(row?.value ?? empty, members) });
    }
  }
}

/** The values of all steps of a cover. */
export async function readRollups<T>(tx: ReadTransaction, group: RollupGroup, cover: Cover): Promise<T[]> {
  const values: T[] = [];
  for (const part of cover.parts) {
    const start = prefix(group, part.span);
    const rows = await tx.list<RollupRow<T>>('counters', { from: start + timeKey(part.from), to: start + timeKey(part.to) });
    values.push(...rows.map((row) => row.value));
  }
  return values;
}

export function pruneRollups(tx: Transaction, now: number): void {
  for (const group of groups)
    for (const span of spans) {
      const start = prefix(group, span.name);
      tx.deleteRange('counters', { from: start, to: start + timeKey(now - span.keep) });
    }
}

/** The most rows there can be: one a group and step. */
export const maxRollupRows = groups.length * spans.reduce((sum, span) => sum + span.keep / span.length + 1, 0);
