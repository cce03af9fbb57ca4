import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import type { KeyRange, ReadTransaction, Row, Transaction } from '../ports/store.ts';

/**
 * The table `outbox` holds for each bundle of items a row `item:…` with the items and a row `note:…` that says how many
 * they are: what is due, how much waits and what is too old is read from the notes, without the items. What a backend
 * refused lies under `rejected:…`.
 */
export interface ItemsRow extends Row {
  readonly items: readonly OutboxItem[];
}

export interface NoteRow extends Row {
  readonly count: number;
  /** epoch ms */
  readonly at: number;
}

export interface RejectedRow extends ItemsRow {
  readonly at: number;
  readonly detail: string;
}

export type RowKind = 'item' | 'note' | 'rejected';

/** All rows of a kind, or those of one endpoint. `;` follows `:`. */
export function rowRange(kind: RowKind, endpoint?: OutboxEndpoint): KeyRange {
  const prefix = endpoint ? `${kind}:${endpoint}` : kind;
  return { from: `${prefix}:`, to: `${prefix};` };
}

/** The same bundle's row of another kind. */
export function rowKey(key: string, kind: RowKind): string {
  return kind + key.slice(key.indexOf(':'));
}

export function endpointOf(key: string): OutboxEndpoint {
  return key.split(':')[1] as OutboxEndpoint;
}

export function putBundle(tx: Transaction, note: NoteRow, items: readonly OutboxItem[]): void {
  tx.put<ItemsRow>('outbox', { key: rowKey(note.key, 'item'), items });
  tx.put<NoteRow>('outbox', { ...note, count: items.length });
}

export function dropBundle(tx: Transaction, key: string): void {
  tx.delete('outbox', rowKey(key, 'item'));
  tx.delete('outbox', rowKey(key, 'note'));
}

/** Takes items out of the bundles that hold them. Resolves with how many there were. */
export async function removeItems(tx: Transaction, noteKeys: readonly string[], remove: (item: OutboxItem) => boolean): Promise<number> {
  let removed = 0;
  for (const key of noteKeys) {
    const [row, note] = [await tx.get<ItemsRow>('outbox', rowKey(key, 'item')), await tx.get<NoteRow>('outbox', key)];
    if (!row || !note) continue;
    const left = row.items.filter((item) => !remove(item));
    removed += row.items.length - left.length;
    if (!left.length) dropBundle(tx, key);
    else if (left.length < row.items.length) putBundle(tx, note, left);
  }
  return removed;
}

/** The rows of a range, a few at a time: all at once may not fit in memory. */
export async function* eachRow<T extends Row>(tx: ReadTransaction, range: KeyRange, limit = 50): AsyncGenerator<T> {
  let from = range.from;
  for (;;) {
    const rows = await tx.list<T>('outbox', { ...range, from, limit });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    from = `${last.key}\0`;
  }
}
