import { type Observation, type SeriesKind, seriesKinds } from '../../domain/performance/observe.ts';
import { type Span, steps } from '../../domain/performance/steps.ts';
import { foldTallies, type Tally } from '../../domain/performance/tally.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { day } from './counter-rows.ts';
import type { TableRetention } from './prune-rows.ts';
import { pruneSteps, stepKey, stepsBetween } from './stepped-rows.ts';

export const talliesKept: TableRetention = { store: 'counters', maxAge: 32 * day, maxRows: 6_000 };

/** All series of a kind in one step. A list, because names come from pages and may be `__proto__`. */
interface TallyRow extends Row {
  readonly tallies: readonly (readonly [series: string, tally: Tally])[];
}

const prefixOf = (kind: SeriesKind): string => `perf:${kind}:`;

/** Counts observations in every step that they belong to. */
export async function addTallies(tx: Transaction, observations: readonly Observation[], now: number): Promise<void> {
  const rows: Record<string, [series: string, tally: Tally][]> = {};
  for (const [length] of steps) for (const [kind, series, at, tally] of observations) (rows[stepKey(prefixOf(kind), length, Math.min(at, now))] ??= []).push([series, tally]);
  for (const [key, parts] of Object.entries(rows)) {
    const row = await tx.get<TallyRow>('counters', key);
    tx.put<TallyRow>('counters', { key, tallies: [...foldTallies(new Map(row?.tallies), parts)] });
  }
}

export async function readTallies(tx: ReadTransaction, kind: SeriesKind, { step, from, to }: Span): Promise<ReadonlyMap<string, Tally>> {
  const sums = new Map<string, Tally>();
  for (const { tallies } of await tx.list<TallyRow>('counters', stepsBetween(prefixOf(kind), step, from, to))) foldTallies(sums, tallies);
  return sums;
}

export function pruneTallies(tx: Transaction, now: number): void {
  for (const kind of seriesKinds) pruneSteps(tx, prefixOf(kind), steps, now);
}
