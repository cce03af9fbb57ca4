import type { Retention } from '../../contract/status.ts';
import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import type { ReadTransaction, Transaction } from '../ports/store.ts';
import { endpointRule, outboxEndpoints } from './endpoints.ts';
import { dropBundle, eachRow, endpointOf, type ItemsRow, type NoteRow, type RejectedRow, removeItems, rowKey, rowRange } from './outbox-rows.ts';

const week = 7 * 86_400_000;
const waiting = { store: 'outbox', maxAge: week, maxRows: 10_000 } as const;
const refused = { store: 'outbox (refused by the backend)', maxAge: week, maxRows: 1_000 } as const;
/** Items in all bundles: a bundle may hold one or a hundred. */
const maxItems = 50_000;

export const outboxRetention: readonly Retention[] = [waiting, refused];

export interface Dropped {
  readonly endpoint: OutboxEndpoint;
  readonly count: number;
  /** Only of endpoints that take one item a request: those are the ones that somebody follows. */
  readonly items: readonly OutboxItem[];
}

/** Gives up what is too old, then, where there is still too much, the oldest of what is missed least. */
export async function pruneOutbox(tx: Transaction, now: number): Promise<readonly Dropped[]> {
  const notes = (await tx.list<NoteRow>('outbox', rowRange('note'))).sort((a, b) => rank(a) - rank(b) || a.at - b.at);
  let rows = notes.length;
  let items = notes.reduce((sum, note) => sum + note.count, 0);
  const dropped: Dropped[] = [];
  for (const note of notes) {
    const excess = rows > waiting.maxRows || items > maxItems;
    if (!excess && note.at > now - waiting.maxAge) continue;
    const endpoint = endpointOf(note.key);
    const row = endpointRule(endpoint).member ? undefined : await tx.get<ItemsRow>('outbox', rowKey(note.key, 'item'));
    dropBundle(tx, note.key);
    dropped.push({ endpoint, count: note.count, items: row?.items ?? [] });
    rows--;
    items -= note.count;
  }
  await pruneRefused(tx, now);
  return dropped;
}

async function pruneRefused(tx: Transaction, now: number): Promise<void> {
  const old: { readonly key: string; readonly at: number }[] = [];
  for await (const { key, at } of eachRow<RejectedRow>(tx, rowRange('rejected'))) old.push({ key, at });
  old.sort((a, b) => b.at - a.at);
  for (const [index, { key, at }] of old.entries()) if (index >= refused.maxRows || at <= now - refused.maxAge) tx.delete('outbox', key);
}

function rank(note: NoteRow): number {
  return outboxEndpoints.indexOf(endpointOf(note.key));
}

/** Every record that leaves the browser names its user in one of two ways: `userId`, or a log entry's `user.id`. */
function isOf(item: OutboxItem, userId: string): boolean {
  const record = item as OutboxItem & { readonly userId?: unknown; readonly user?: { readonly id?: unknown } | null };
  return record.userId === userId || record.user?.id === userId;
}

export async function eraseFromOutbox(tx: Transaction, userId: string): Promise<number> {
  const remove = (item: OutboxItem): boolean => isOf(item, userId);
  const notes = await tx.list<NoteRow>('outbox', rowRange('note'));
  let erased = await removeItems(tx, notes.map(({ key }) => key), remove);
  for await (const row of eachRow<RejectedRow>(tx, rowRange('rejected'))) {
    const left = row.items.filter((item) => !remove(item));
    erased += row.items.length - left.length;
    if (!left.length) tx.delete('outbox', row.key);
    else if (left.length < row.items.length) tx.put<RejectedRow>('outbox', { ...row, items: left });
  }
  return erased;
}

export async function exportFromOutbox(tx: ReadTransaction, userId: string): Promise<readonly OutboxItem[]> {
  const found: OutboxItem[] = [];
  for (const kind of ['item', 'rejected'] as const)
    for await (const row of eachRow<ItemsRow>(tx, rowRange(kind))) found.push(...row.items.filter((item) => isOf(item, userId)));
  return found;
}
