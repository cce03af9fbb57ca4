import { maxCells, readCell } from '../../domain/performance/cell.ts';
import type { Observation, SeriesKind } from '../../domain/performance/observe.ts';
import { minute, ripe, type Span, steps } from '../../domain/performance/steps.ts';
import { foldTallies, maxSeries, type Tally } from '../../domain/performance/tally.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { day } from './counter-rows.ts';
import type { TableRetention } from './prune-rows.ts';
import { stepKey, stepsBetween } from './stepped-rows.ts';

export const talliesKept: TableRetention = { store: 'counters', maxAge: 32 * day, maxRows: 6_000 };

/** All series of a kind in one step. A list, because names come from pages and may be `__proto__`. */
export interface TallyRow extends Row {
  readonly tallies: readonly (readonly [series: string, tally: Tally])[];
}

/** Up to where minutes were rolled up, epoch ms. */
export interface RolledRow extends Row {
  readonly at: number;
}

export type Parts = (readonly [series: string, tally: Tally])[];

export const rolledKey = 'perf:rolled';
export const prefixOf = (kind: SeriesKind): string => `perf:${kind}:`;
/** Rows that the cells of a step are spread over by their pages: who asks about one page need not read all of them, and the row of a batch stays small. */
const buckets = 16;
const bucketOf = (page: string): string => {
  let sum = 0;
  for (let at = 0; at < page.length; at++) sum += page.charCodeAt(at);
  return `:${sum % buckets}`;
};
export const keyOf = (kind: SeriesKind, series: string, length: number, at: number): string => stepKey(prefixOf(kind), length, at) + (kind === 'cell' ? bucketOf(readCell(series).page) : '');
const mostOf = (kind: string): number => (/:cell:/.test(kind) ? maxCells : maxSeries);

export async function readRolled(tx: ReadTransaction, now: number): Promise<number> {
  // The clock may have been set back since.
  return Math.min(ripe(now), (await tx.get<RolledRow>('meta', rolledKey))?.at ?? 0);
}

export async function foldRows(tx: Transaction, rows: Readonly<Record<string, Parts>>): Promise<void> {
  for (const [key, parts] of Object.entries(rows)) {
    const row = await tx.get<TallyRow>('counters', key);
    tx.put<TallyRow>('counters', { key, tallies: [...foldTallies(new Map(row?.tallies), parts, mostOf(key))] });
  }
}

/** Counts observations in their minutes; what is so late that its hour was rolled up already, in hour and day as well. */
export async function addTallies(tx: Transaction, observations: readonly Observation[], now: number): Promise<void> {
  const rolled = observations.some(([, , at]) => at < ripe(now)) ? await readRolled(tx, now) : 0;
  const rows: Record<string, Parts> = {};
  for (const [kind, series, given, tally] of observations) {
    const at = Math.min(given, now);
    for (const [length, keep] of steps)
      if (length === minute ? at >= Math.min(rolled, now - keep) : at < rolled) (rows[keyOf(kind, series, length, at)] ??= []).push([series, tally]);
  }
  await foldRows(tx, rows);
}

/** The rows of a kind, or of those the ones that hold a page, each with the beginning of its step. */
export async function listTallies(tx: ReadTransaction, kind: SeriesKind, spans: readonly Span[], page?: string): Promise<(TallyRow & { readonly at: number })[]> {
  const bucket = page === undefined ? '' : bucketOf(page);
  const rows: TallyRow[] = [];
  for (const { step, from, to } of spans) {
    // Of minutes few are there, and small; of the others all, and large.
    if (!bucket || step === minute) rows.push(...(await tx.list<TallyRow>('counters', stepsBetween(prefixOf(kind), step, from, to))).filter(({ key }) => key.endsWith(bucket)));
    else
      for (let at = from; at < to; at += step) {
        const row = await tx.get<TallyRow>('counters', stepKey(prefixOf(kind), step, at) + bucket);
        if (row) rows.push(row);
      }
  }
  return rows.map((row) => ({ ...row, at: Number.parseInt(row.key.split(':')[3] ?? '', 36) }));
}

/** Sums of a kind; `wanted`: of these series alone, under the names that it gives them. */
export async function readTallies(tx: ReadTransaction, kind: SeriesKind, spans: readonly Span[], wanted?: (series: string) => string | undefined | false, page?: string): Promise<ReadonlyMap<string, Tally>> {
  const parts: Parts = [];
  for (const { tallies } of await listTallies(tx, kind, spans, page))
    for (const [series, tally] of tallies) {
      const name = wanted ? wanted(series) : series;
      if (name) parts.push([name, tally]);
    }
  return foldTallies(new Map(), parts, mostOf(prefixOf(kind)));
}
