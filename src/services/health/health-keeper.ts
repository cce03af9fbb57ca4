import type { CheckRow } from '../../domain/health/check-row.ts';
import type { Keeper } from '../ports/keeper.ts';
import { pruneRecords } from '../records/prune-records.ts';
import { pruneRows } from '../records/prune-rows.ts';
import { checksKept, history } from './check-history.ts';

/** What is remembered of checks is of systems, not of people. Checks whose tab has not come back for too long go. */
export const healthKeeper: Keeper = {
  retention: [checksKept, history.retention],
  eraseUser: async () => 0,
  exportUser: async () => [],
  prune: async (tx, now) => {
    await pruneRecords(tx, history, now);
    await pruneRows<CheckRow>(tx, checksKept, ({ tabId, nextRun }) => (tabId ? nextRun : Infinity), now);
  },
};
