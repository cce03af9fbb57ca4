import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';

/** Where items wait: for their endpoint, or aside, because the backend refused them. */
export type Queue = OutboxEndpoint | 'rejected';

/**
 * The table `outbox` holds for each bundle of items a row `items:…` and a row `note:…` that says how many they are: what
 * is due, how much waits and what is too old is read from the notes, without the items.
 */
export interface NoteRow extends Row {
  readonly queue: Queue;
  /** epoch ms */
  readonly at: number;
  readonly count: number;
  /** Why it was set aside. */
  readonly detail?: string | undefined;
}

interface ItemsRow extends Row {
  readonly items: readonly OutboxItem[];
}

const itemsKey = (noteKey: string): string => noteKey.replace('note', 'items');

export const noteKey = (queue: Queue, key: string): string => `note:${queue}:${key}`;

/** Oldest first; without a queue, of all. `;` follows `:`. */
export function listNotes(tx: ReadTransaction, queue?: Queue, limit?: number): Promise<NoteRow[]> {
  const prefix = queue ? `note:${queue}` : 'note';
  return tx.list<NoteRow>('outbox', { from: `${prefix}:`, to: `${prefix};`, limit });
}

export async function readItems(tx: ReadTransaction, { key }: NoteRow): Promise<readonly OutboxItem[]> {
  return (await tx.get<ItemsRow>('outbox', itemsKey(key)))?.items ?? [];
}

/** Writes a bundle, or, of no items, takes it away. */
export function putBundle(tx: Transaction, note: Omit<NoteRow, 'count'>, items: readonly OutboxItem[]): void {
  const key = itemsKey(note.key);
  if (items.length) {
    tx.put<ItemsRow>('outbox', { key, items });
    tx.put<NoteRow>('outbox', { ...note, count: items.length });
  } else for (const row of [key, note.key]) tx.delete('outbox', row);
}

/** Takes items out of the bundles that hold them; resolves with them. */
export async function removeItems(tx: Transaction, notes: readonly NoteRow[], matches: (item: OutboxItem) => boolean): Promise<readonly OutboxItem[]> {
  const removed: OutboxItem[] = [];
  for (const note of notes) {
    const items = await readItems(tx, note);
    const gone = items.filter(matches);
    if (gone.length) putBundle(tx, note, items.filter((item) => !matches(item)));
    removed.push(...gone);
  }
  return removed;
}
