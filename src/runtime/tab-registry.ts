import type { DropReason } from '../contract/signal.ts';
import type { Spent } from '../domain/limits/admit.ts';
import type { ReadTransaction, Row, Transaction } from '../services/ports/store.ts';

/** What is known of one document that sent or said anything. The row outlives the tab: late repeats must be known as such. */
export interface TabRow extends Row {
  readonly app: string;
  readonly url: string;
  readonly visible: boolean;
  /** epoch ms of the last hello, heartbeat or batch */
  readonly lastSeen: number;
  readonly gone: boolean;
  /** epoch ms of the last hello or heartbeat. */
  readonly beatAt?: number;
  /** ms by which heartbeats were late, because the page's event loop was held up, newest first. */
  readonly lags?: readonly number[];
  /** Everything up to and including this number is stored. */
  readonly acknowledged: number;
  /** What the tab has said it dropped, in all. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** What it has used up of its limits. */
  readonly spent?: Spent;
}

/** ms; a visible tab that has said nothing for this long has crashed. Hidden tabs are throttled and say nothing. */
const silence = 30_000;
/** ms between two heartbeats of a visible page */
const beatEvery = 5_000;
/** Heartbeats; for longer than from one look at how pages do to the next, or only one in six of the late ones would be seen. */
const lagsKept = 9;
const hiddenSilence = 3_600_000;
/** ms; a spill of a tab can be found again this late, */
const remembered = 30 * 86_400_000;
/** or so many pages later: each page view of a site is a tab of its own. */
const most = 1_000;
export const tabsKept = { store: 'tabs', maxAge: remembered, maxRows: most } as const;

const unseen = (tabId: string): TabRow => ({ key: tabId, app: '', url: '', visible: true, lastSeen: 0, gone: false, acknowledged: 0, dropped: {} });

export async function readTab(tx: ReadTransaction, tabId: string): Promise<TabRow> {
  return (await tx.get<TabRow>('tabs', tabId)) ?? unseen(tabId);
}

/** A tab has said something: hello, heartbeat, or a batch of its own. */
export async function seeTab(tx: Transaction, tabId: string, now: number, more: Partial<TabRow> = {}): Promise<void> {
  tx.put<TabRow>('tabs', { ...(await readTab(tx, tabId)), lastSeen: now, gone: false, ...more });
}

/** A heartbeat. What is later than a crash would be noticed was no busy page, but a machine that slept. */
export async function hearTab(tx: Transaction, tabId: string, now: number, url: string, visible: boolean): Promise<void> {
  const { beatAt = now, visible: before, lags = [] } = await readTab(tx, tabId);
  const late = before && visible ? now - beatAt - beatEvery : 0;
  const newest = [late > 0 && late < silence ? late : 0, ...lags].slice(0, lagsKept);
  await seeTab(tx, tabId, now, { url, visible, beatAt: now, lags: newest });
}

/** What a page left behind was taken in. That does not make the page alive; one that nobody has heard of has gone. */
export async function drainTab(tx: Transaction, tabId: string, now: number, more: Partial<TabRow>): Promise<void> {
  const before = await readTab(tx, tabId);
  tx.put<TabRow>('tabs', { ...before, ...more, ...(before.lastSeen ? {} : { lastSeen: now, gone: true }) });
}

export async function endTab(tx: Transaction, tabId: string): Promise<void> {
  const row = await tx.get<TabRow>('tabs', tabId);
  if (row) tx.put<TabRow>('tabs', { ...row, gone: true, visible: false });
}

export async function liveTabs(tx: ReadTransaction): Promise<readonly TabRow[]> {
  return (await tx.list<TabRow>('tabs')).filter((row) => !row.gone);
}

/** Marks tabs that fell silent as gone and forgets the oldest; returns the ids that have just gone. */
export async function sweepTabs(tx: Transaction, now: number): Promise<readonly string[]> {
  const gone: string[] = [];
  const rows = (await tx.list<TabRow>('tabs')).sort((a, b) => b.lastSeen - a.lastSeen);
  for (const [index, row] of rows.entries()) {
    if (now - row.lastSeen > remembered || (row.gone && index >= most)) tx.delete('tabs', row.key);
    else if (!row.gone && now - row.lastSeen > (row.visible ? silence : hiddenSilence)) {
      tx.put<TabRow>('tabs', { ...row, gone: true, visible: false });
      gone.push(row.key);
    }
  }
  return gone;
}
