import type { AlertDefinition } from '../../contract/alert.ts';
import type { CheckRow } from '../../domain/health/check-row.ts';
import { type Cell, countFacts, mergeCells } from '../../domain/alerting/conditions/cell.ts';
import { type Fact, findFacts, type Seen } from '../../domain/alerting/conditions/find-facts.ts';
import { judgeCondition } from '../../domain/alerting/conditions/judge-condition.ts';
import { type Dated, measure, stepOf } from '../../domain/alerting/conditions/measure.ts';
import { type Pending, reducePending } from '../../domain/alerting/conditions/pending.ts';
import type { Counters } from '../../domain/alerting/counters.ts';
import type { Finding } from '../../domain/alerting/judge.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { timeKey } from '../ports/store.ts';
import { minute } from '../records/counter-rows.ts';
import { stepsBetween } from '../records/stepped-rows.ts';

/** What a condition counted in a step; its key is `condition:<alert>:<time>`. */
interface CellRow extends Row {
  /** epoch ms at which the step began */
  readonly at: number;
  readonly cell: Cell;
}

/** Since when a condition holds; its key is `condition:<alert>`. */
interface PendingRow extends Row, Pending {}

const prefix = 'condition:';
/** ms; looks in between change nothing that is worth a write */
const writeEvery = 30_000;

const rowKey = (id: string): string => prefix + id;
const cellsOf = (id: string): { readonly from: string; readonly to: string } => ({ from: `${rowKey(id)}:`, to: `${rowKey(id)};` });

/** Takes a batch in. */
export async function countCondition(tx: Transaction, definition: AlertDefinition, seen: Seen, names: Readonly<Record<string, string>>, now: number): Promise<void> {
  const { id, condition } = definition;
  const counted = condition && countFacts(condition, findFacts(condition.metric, seen, names, now));
  if (!counted) return;
  const step = stepOf(definition);
  const at = now - (now % step);
  const key = `${rowKey(id)}:${timeKey(at)}`;
  const before = await tx.get<CellRow>('counters', key);
  tx.put<CellRow>('counters', { key, at, cell: before ? mergeCells([before.cell, counted]) : counted });
}

/** The share of the minutes of a window in which anything was seen at all. */
async function watchedOf(tx: ReadTransaction, window: number, now: number): Promise<number> {
  const rows = await tx.list<Counters & Row>('counters', stepsBetween('alert/', minute, now - (window - 1) * minute, now + minute));
  return rows.filter(({ counts }) => counts['seen']).length / window;
}

/** Of checks: how they stand now. One whose last result is stale says nothing. */
async function standing(tx: ReadTransaction, { condition }: AlertDefinition, now: number): Promise<{ readonly cells: readonly Dated[]; readonly watched: number }> {
  const checks = (await tx.list<CheckRow>('checks')).filter(({ staleAt, status }) => staleAt > now && status !== 'UNKNOWN');
  const counted = condition && countFacts(condition, checks.map((check): Fact => ({ ...check, id: check.key })));
  return { cells: counted ? [[now, counted]] : [], watched: checks.length ? 1 : 0 };
}

/** What a condition says now, and since when. Reads only. */
export async function findCondition(tx: ReadTransaction, definition: AlertDefinition, now: number): Promise<{ readonly finding: Finding; readonly pending: Pending }> {
  const { id, window, condition } = definition;
  const isGauge = condition?.metric === 'health';
  const { cells, watched } = isGauge
    ? await standing(tx, definition, now)
    : { cells: (await tx.list<CellRow>('counters', cellsOf(id))).map(({ at, cell }): Dated => [at, cell]), watched: await watchedOf(tx, window, now) };
  const found = judgeCondition(definition, measure(definition, cells, now), watched, now);
  const isBad = found.step === 'fired' ? true : found.good === null ? null : false;
  const holds = (condition?.for ?? 0) * minute;
  const { isDue, ...pending } = reducePending(await tx.get<PendingRow>('counters', rowKey(id)), isBad, holds, now);
  if (found.step !== 'fired' || isDue) return { finding: found, pending };
  const left = Math.ceil((holds - now + (pending.since ?? now)) / minute);
  return { finding: { ...found, state: 'pending', step: 'pending', text: `${found.text}; it fires when that holds for ${left} min more` }, pending };
}

/** What a condition says now; remembers since when it holds. */
export async function judgeOwn(tx: Transaction, definition: AlertDefinition, now: number): Promise<Finding> {
  const key = rowKey(definition.id);
  const before = await tx.get<PendingRow>('counters', key);
  const { finding, pending } = await findCondition(tx, definition, now);
  if (!before || before.since !== pending.since || Math.abs(now - before.lookedAt) >= writeEvery) tx.put<PendingRow>('counters', { key, ...pending });
  return finding;
}

/** Forgets what no window asks for any more, and conditions that are gone. */
export async function pruneConditions(tx: Transaction, definitions: readonly AlertDefinition[], now: number): Promise<void> {
  const spans = new Map(definitions.map((definition) => [definition.id, definition.window * minute + stepOf(definition)]));
  for (const { key, at = Infinity } of await tx.list<Partial<CellRow> & Row>('counters', { from: prefix, to: 'condition;' })) {
    const span = spans.get(key.split(':')[1] ?? '');
    if (span === undefined || at < now - span) tx.delete('counters', key);
  }
}

/** Forgets what a condition counted: under the same id it may be another one now. */
export async function forgetCondition(tx: Transaction, id: string): Promise<void> {
  tx.delete('counters', rowKey(id));
  for (const { key } of await tx.list('counters', cellsOf(id))) tx.delete('counters', key);
}
