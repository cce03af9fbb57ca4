import type { KeyRange, Transaction } from '../ports/store.ts';
import { timeKey } from '../ports/store.ts';

/** A step's length and how long its rows are kept, in ms. */
export type Step = readonly [length: number, keep: number];

/** The row of `counters` for the step that `at` is in. */
export const stepKey = (prefix: string, length: number, at: number): string => `${prefix}${length}:${timeKey(at - (at % length))}`;

/** The steps from the one that `from` is in to the one before that of `to`. */
export const stepsBetween = (prefix: string, length: number, from: number, to: number): KeyRange => ({ from: stepKey(prefix, length, from), to: stepKey(prefix, length, to) });

export function pruneSteps(tx: Transaction, prefix: string, kept: readonly Step[], now: number): void {
  for (const [length, keep] of kept) tx.deleteRange('counters', stepsBetween(prefix, length, 0, now - keep));
}
