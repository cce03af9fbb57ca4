import { type Row, type Store, type Table, tables } from '../services/ports/store.ts';
import { addToTally, type Tally } from './tally.ts';
import type { TabRow } from './tab-registry.ts';

/** Where each row says how something is by now. */
const states = new Set<Table>(['budgets', 'checks', 'definitions', 'incidents', 'silences', 'sessions']);

/**
 * Brings what one store holds into another: from memory into the database that it stood in for, which knows the time before. What
 * that lacks it gets. Of rows that both have the newer state counts, of numbers the higher, and the tallies are added up; rows
 * in which much is counted (groups, views, windows) stay as they were before, for one cannot be told from a part of the other.
 */
export const carryOver = (from: Store, to: Store, wipe: boolean): Promise<void> =>
  from.read((held) =>
    to.write(async (tx) => {
      for (const table of tables) {
        if (wipe) tx.deleteRange(table, {});
        for (const row of await held.list(table)) {
          const there = await tx.get(table, row.key);
          if (!there || states.has(table) || 'revision' in row) tx.put(table, row);
          else if (table === 'tabs') {
            const [before, now] = [there, row] as [TabRow, TabRow];
            tx.put<TabRow>(table, { ...now, acknowledged: Math.max(before.acknowledged, now.acknowledged), dropped: { ...before.dropped, ...now.dropped } });
          } else if (row.key === 'tally') await addToTally(tx, row as Tally & Row);
        }
      }
    }),
  );
