import type { ResourceSummary } from '../../contract/performance.ts';
import type { ResourceSignal } from '../../contract/signal.ts';
import { groupBy } from '../../domain/performance/group-by.ts';
import { foldResource, identifyResource, maxResources, otherResource, type ResourceEntry, type ResourceTally, summarizeResource } from '../../domain/performance/resource-fold.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { tidy } from './tidy.ts';

interface ResourceRow extends Row {
  readonly tally: ResourceTally;
}

export async function foldResources(tx: Transaction, signals: readonly ResourceSignal[]): Promise<void> {
  const loads = signals.flatMap(({ at, entries }) => entries.map((entry) => ({ at, entry, identity: identifyResource(entry) })));
  if (!loads.length) return;
  let rows = await tx.count('resources');
  for (const group of groupBy(loads, (load) => load.identity.key).values()) {
    const first = group[0];
    if (!first) continue;
    let { identity } = first;
    let row = await tx.get<ResourceRow>('resources', identity.key);
    if (!row && rows >= maxResources) {
      identity = otherResource(identity);
      row = await tx.get<ResourceRow>('resources', identity.key);
    }
    if (!row) rows += 1;
    const entries: ResourceEntry[] = group.map((load) => load.entry);
    const at = Math.max(...group.map((load) => load.at));
    tx.put<ResourceRow>('resources', { key: identity.key, tally: foldResource(row?.tally, identity, entries, at) });
  }
}

/** Slowest first, of what was loaded since `from`. */
export async function listResources(tx: ReadTransaction, from: number, limit: number): Promise<ResourceSummary[]> {
  const rows = await tx.list<ResourceRow>('resources');
  const summaries = rows.filter((row) => row.tally.lastSeen >= from).map((row) => summarizeResource(row.tally));
  return summaries
    .map((summary) => ({ ...summary, duration: tidy(summary.duration), maxDuration: tidy(summary.maxDuration) }))
    .sort((a, b) => b.duration - a.duration)
    .slice(0, limit);
}

export async function pruneResources(tx: Transaction, before: number): Promise<void> {
  for (const row of await tx.list<ResourceRow>('resources')) if (row.tally.lastSeen < before) tx.delete('resources', row.key);
}
