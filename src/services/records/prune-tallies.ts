import { seriesKinds } from '../../domain/performance/observe.ts';
import { hour, minute, ripe, steps } from '../../domain/performance/steps.ts';
import type { Transaction } from '../ports/store.ts';
import { day } from './counter-rows.ts';
import { pruneSteps } from './stepped-rows.ts';
import { foldRows, keyOf, listTallies, type Parts, prefixOf, readRolled, type RolledRow, rolledKey } from './tally-rows.ts';

/** Adds the minutes of hours that are over to hour and day: once, and not with every batch. */
export async function rollTallies(tx: Transaction, now: number): Promise<void> {
  const from = await readRolled(tx, now);
  const to = ripe(now);
  if (from >= to) return;
  const rows: Record<string, Parts> = {};
  for (const kind of seriesKinds)
    for (const { at, tallies } of await listTallies(tx, kind, [{ step: minute, from, to }]))
      for (const one of tallies) for (const length of [hour, day]) (rows[keyOf(kind, one[0], length, at)] ??= []).push(one);
  await foldRows(tx, rows);
  tx.put<RolledRow>('meta', { key: rolledKey, at: to });
}

/** Rolls up what is ripe, and drops the steps that are too old. */
export async function pruneTallies(tx: Transaction, now: number): Promise<void> {
  await rollTallies(tx, now);
  for (const kind of seriesKinds) pruneSteps(tx, prefixOf(kind), steps, now);
}
