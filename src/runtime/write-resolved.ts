import type { ErrorRecord } from '../contract/error-record.ts';
import { culpritOf } from '../domain/errors/group-fold.ts';
import type { GroupRow } from '../domain/errors/group-fold.ts';
import { type Chunk, timeKey, type Transaction } from '../services/ports/store.ts';

/**
 * Puts records whose frames were resolved in the place of what they were, wherever they still are: among the errors, in the outbox, and in the culprit
 * of their groups. What was sent, erased or pruned in the meantime is left alone. `since`: epoch ms; they were queued then or later.
 */
export async function writeResolved(tx: Transaction, records: readonly ErrorRecord[], since: number): Promise<void> {
  const known = Object.fromEntries(records.map((record) => [record.id, record]));
  // A row of errors is named for the newest of its records.
  const places = [['errors', timeKey(Math.min(...records.map(({ timestamp }) => timestamp)))], ['outbox', `errors:${timeKey(since)}`, 'errors;']] as const;
  for (const [table, from, to] of places)
    for (const row of await tx.list<Chunk<ErrorRecord>>(table, { from, to }))
      if (row.items.some(({ id }) => known[id])) tx.put(table, { ...row, items: row.items.map((item) => known[item.id] ?? item) });
  for (const record of records) {
    const group = await tx.get<GroupRow>('groups', record.signature);
    if (group?.latestId === record.id) tx.put('groups', { ...group, culprit: culpritOf(record) });
  }
}
