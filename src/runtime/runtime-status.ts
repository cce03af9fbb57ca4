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

export async function readStatus({ store, bootId, build }: RuntimeDeps, protocol: number, given: StatusPorts): Promise<RuntimeStatus> {
  const rows: Record<string, number> = {};
  return {
    ...given,
    bootId,
    build,
    protocol,
    store: { kind: store.kind, reason: store.reason, ...(await store.usage()), rows },
    ...(await store.read(async (tx) => {
      for (const table of tables) rows[table] = await tx.count(table);
      const { received, dropped } = await readTally(tx);
      const tabs = await liveTabs(tx);
      return { received, dropped, tabs: tabs.map(({ key: tabId, app, url, visible, lastSeen }) => ({ tabId, app, url, visible, lastSeen })) };
    })),
    ...(store.kind === 'memory' && { warnings: [...given.warnings, `nothing is remembered past this worker: ${store.reason}`] }),
  };
}
