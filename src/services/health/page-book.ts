import type { ClientInfo } from '../../contract/scope.ts';
import type { PageFacts } from '../../domain/health/judge-facts.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';

/** What the checks need to know of a page. The row outlives it for a while: from the bfcache a page comes back. */
interface PageRow extends Row {
  readonly tabId: string;
  readonly seenAt: number;
  readonly secureContext: boolean | null;
  readonly features: Readonly<Record<string, boolean>>;
  /** epoch ms at which it failed to take up a task; heard of since then, it is well again */
  readonly silentSince: number | null;
  /** epoch ms at which it was taken to be closed; heard of since then, it is not */
  readonly goneAt: number | null;
}

/** What the runtime keeps of a tab, as far as it is read here. */
interface TabRow extends Row {
  readonly visible?: boolean;
  readonly lastSeen?: number;
}

export interface Page extends PageFacts {
  /** Whether it can be asked to do something. */
  readonly answers: boolean;
}

const prefix = 'health:page:';
const pages = { from: prefix, to: `${prefix}\uFFFF` };
/** ms; hidden pages say nothing, for days if need be, but not for ever. */
const forgotten = 86_400_000;
/** Closed pages that are remembered. */
const maxGone = 50;

/** The pages that are open. */
export async function readPages(tx: ReadTransaction): Promise<readonly Page[]> {
  const rows = await tx.list<PageRow>('counters', pages);
  const found: Page[] = [];
  for (const { tabId, seenAt, secureContext, features, silentSince, goneAt } of rows) {
    const tab = await tx.get<TabRow>('tabs', tabId);
    const lastSeen = Math.max(seenAt, tab?.lastSeen ?? 0);
    if (goneAt !== null && lastSeen <= goneAt) continue;
    found.push({ tabId, secureContext, features, visible: tab?.visible ?? true, lastSeen, answers: silentSince === null || lastSeen > silentSince });
  }
  return found;
}

export function openPage(tx: Transaction, { tabId, secureContext, features }: ClientInfo, seenAt: number): void {
  tx.put<PageRow>('counters', { key: prefix + tabId, tabId, seenAt, secureContext, features: features ?? {}, silentSince: null, goneAt: null });
}

/** A page has asked for something, so it lives; what else is known of it stays. */
export async function hearPage(tx: Transaction, tabId: string, seenAt: number): Promise<void> {
  const row = await tx.get<PageRow>('counters', prefix + tabId);
  tx.put<PageRow>('counters', { key: prefix + tabId, tabId, secureContext: null, features: {}, ...row, seenAt, silentSince: null, goneAt: null });
}

export async function missPage(tx: Transaction, tabId: string, now: number): Promise<void> {
  const row = await tx.get<PageRow>('counters', prefix + tabId);
  if (row) tx.put<PageRow>('counters', { ...row, silentSince: now });
}

export async function closePage(tx: Transaction, tabId: string, now: number): Promise<void> {
  const row = await tx.get<PageRow>('counters', prefix + tabId);
  if (row) tx.put<PageRow>('counters', { ...row, goneAt: now });
  const gone = (await tx.list<PageRow>('counters', pages)).filter(({ key, goneAt }) => goneAt !== null && key !== row?.key).sort((a, b) => (b.goneAt ?? 0) - (a.goneAt ?? 0));
  for (const { key } of gone.slice(maxGone)) tx.delete('counters', key);
}

export async function prunePages(tx: Transaction, now: number): Promise<void> {
  const open = new Map((await readPages(tx)).map((page) => [page.tabId, page.lastSeen]));
  for (const { key, tabId, seenAt, goneAt } of await tx.list<PageRow>('counters', pages)) {
    const heard = Math.max(open.get(tabId) ?? 0, seenAt, goneAt ?? 0);
    if (now - heard > forgotten) tx.delete('counters', key);
  }
}
