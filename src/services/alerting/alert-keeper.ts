import type { Keeper } from '../ports/keeper.ts';
import type { ReadTransaction, Row } from '../ports/store.ts';
import { named } from '../records/names-user.ts';
import { alertingRetention, pruneAlerting } from './alerting-retention.ts';

/** The incidents and silences that name a person as a `userId`: who took one, who ended it, whom it is about, who silenced. */
async function naming(tx: ReadTransaction, userId: string): Promise<readonly Row[]> {
  const rows = [...(await tx.list('incidents')), ...(await tx.list('silences'))];
  return rows.filter((row) => JSON.stringify(row).includes(named(userId)));
}

/** A person's rights over alerts: what happened stays, their id goes. */
export const alertKeeper: Keeper = {
  retention: alertingRetention,
  eraseUser: async (tx, userId) => {
    const rows = await naming(tx, userId);
    for (const row of rows) tx.put('matcher' in row ? 'silences' : 'incidents', JSON.parse(JSON.stringify(row).replaceAll(named(userId), named('[erased]'))) as Row);
    return rows.length;
  },
  exportUser: naming,
  prune: pruneAlerting,
};
