import type { DeliveryStatus, RuntimeStatus } from '../contract/status.ts';
import { tables } from '../services/ports/store.ts';
import type { RuntimeDeps } from './runtime.ts';
import { liveTabs } from './tab-registry.ts';
import { readTally } from './tally.ts';

interface StatusPorts {
  readonly startedAt: number;
  readonly leader: boolean;
  readonly delivery: readonly DeliveryStatus[];
  readonly warnings: readonly string[];
}

export async function readStatus({ store, bootId, build }: RuntimeDeps, protocol: number, { startedAt, leader, delivery, warnings }: StatusPorts): Promise<RuntimeStatus> {
  const { usage, quota } = await store.usage();
  const { tabs, tally, rows } = await store.read(async (tx) => {
    const rows: Record<string, number> = {};
    for (const table of tables) rows[table] = await tx.count(table);
    return { tabs: await liveTabs(tx), tally: await readTally(tx), rows };
  });
  return {
    bootId,
    build,
    protocol,
    startedAt,
    store: { kind: store.kind, reason: store.reason, usage, quota, rows },
    leader,
    tabs: tabs.map(({ key, app, url, visible, lastSeen }) => ({ tabId: key, app, url, visible, lastSeen })),
    received: tally.received,
    dropped: tally.dropped,
    delivery,
    warnings: store.kind === 'memory' ? [...warnings, `nothing is remembered past this worker: ${store.reason}`] : warnings,
  };
}
