import type { RecoveryAttempt } from '../../contract/health.ts';
import { timeKey, type ReadTransaction, type Row, type Transaction } from '../ports/store.ts';

type RecoveryRow = RecoveryAttempt & Row;

const shown = 10;
const keptPerCheck = 200;
export const recoveryAge = 90 * 86_400_000;

const rangeOf = (checkId: string) => ({ from: `${checkId}:`, to: `${checkId};` });

export function beginAttempt(tx: Transaction, checkId: string, action: string, attempt: number, now: number, message: string): RecoveryAttempt {
  const id = `${checkId}:${timeKey(now, action)}`;
  const begun: RecoveryAttempt = { id, checkId, action, startedAt: now, finishedAt: null, attempt, outcome: 'running', message };
  tx.put<RecoveryRow>('recoveries', { ...begun, key: id });
  return begun;
}

export async function endAttempt(tx: Transaction, id: string, outcome: RecoveryAttempt['outcome'], message: string, now: number): Promise<void> {
  const row = await tx.get<RecoveryRow>('recoveries', id);
  if (row) tx.put<RecoveryRow>('recoveries', { ...row, outcome, message, finishedAt: now });
}

export async function readAttempt(tx: ReadTransaction, id: string): Promise<RecoveryAttempt | undefined> {
  return tx.get<RecoveryRow>('recoveries', id);
}

/** Newest first, at most 10. */
export async function readAttempts(tx: ReadTransaction, checkId: string): Promise<readonly RecoveryAttempt[]> {
  const rows = await tx.list<RecoveryRow>('recoveries', { ...rangeOf(checkId), newestFirst: true, limit: shown });
  return rows.map(({ id, action, startedAt, finishedAt, attempt, outcome, message }) => ({ id, checkId, action, startedAt, finishedAt, attempt, outcome, message }));
}

export async function pruneAttempts(tx: Transaction, checkId: string, now: number): Promise<void> {
  tx.deleteRange('recoveries', { from: `${checkId}:`, to: `${checkId}:${timeKey(now - recoveryAge)}` });
  const rows = await tx.list<RecoveryRow>('recoveries', { ...rangeOf(checkId), newestFirst: true, limit: keptPerCheck });
  const oldest = rows.length === keptPerCheck ? rows.at(-1) : undefined;
  if (oldest) tx.deleteRange('recoveries', { from: `${checkId}:`, to: oldest.key });
}
