import type { ClientInfo } from '../../contract/scope.ts';
import type { PageFacts } from '../../domain/health/judge-facts.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';

/** A page that is open, as far as the checks need to know it. There is a row while the page lives. */
interface PageRow extends Row {
  readonly tabId: string;
  readonly seenAt: number;
  readonly secureContext: boolean | null;
  readonly features: Readonly<Record<string, boolean>>;
  /** epoch ms at which it failed to take up a task; heard of since then, it is well again */
  readonly silentSince: number | null;
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

export async function readPages(tx: ReadTransaction): Promise<readonly Page[]> {
  const rows = await tx.list<PageRow>('counters', pages);
  const found: Page[] = [];
  for (const { tabId, seenAt, secureContext, features, silentSince } of rows) {
    const tab = await tx.get<TabRow>('tabs', tabId);
    const lastSeen = Math.max(seenAt, tab?.lastSeen ?? 0);
    found.push({ tabId, secureContext, features, visible: tab?.visible ?? true, lastSeen, answers: silentSince === null || lastSeen > silentSince });
  }
  return found;
}

export function openPage(tx: Transaction, { tabId, secureContext, features }: ClientInfo, seenAt: number): void {
  tx.put<PageRow>('counters', { key: prefix + tabId, tabId, seenAt, secureContext, features: features ?? {}, silentSince: null });
}

/** A page has asked for something, so it lives; what else is known of it stays. */
export async function hearPage(tx: Transaction, tabId: string, seenAt: number): Promise<void> {
  const row = await tx.get<PageRow>('counters', prefix + tabId);
  tx.put<PageRow>('counters', { key: prefix + tabId, tabId, secureContext: null, features: {}, ...row, seenAt, silentSince: null });
}

export async function missPage(tx: Transaction, tabId: string, now: number): Promise<void> {
  const row = await tx.get<PageRow>('counters', prefix + tabId);
  if (row) tx.put<PageRow>('counters', { ...row, silentSince: now });
}

export function closePage(tx: Transaction, tabId: string): void {
  tx.delete('counters', prefix + tabId);
}

export async function prunePages(tx: Transaction, now: number): Promise<void> {
  for (const page of await readPages(tx)) if (now - page.lastSeen > forgotten) closePage(tx, page.tabId);
}
