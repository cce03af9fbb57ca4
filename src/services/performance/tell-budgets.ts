import { breachOf } from '../../domain/performance/breach.ts';
import type { Publish } from '../ports/publish.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import { judgeBudgets, setTold, untold } from './budget-book.ts';
import { readTrends } from './read-trends.ts';

/**
 * Tells every breach of a budget that was not told lately, with how far over it is and how it compares with the week before. It is part of what is loaded on
 * demand: the worker finds that something is over, and has no room for the rest. The week is read before anything is written, because what tabs send must not wait for it.
 */
export async function tellBudgets({ store, now: clock, config }: QueryPorts, publish: Publish): Promise<void> {
  const now = clock();
  const over = await store.read(async (tx) => readTrends(tx, await untold(tx, (await judgeBudgets(tx, now)).filter(({ status }) => status === 'over'), now), now));
  if (!over.length) return;
  const { app, environment } = config();
  await store.write(async (tx) => {
    // Meanwhile another runtime of the origin may have told it.
    const due = await untold(tx, over, now);
    for (const one of due) setTold(tx, one, now);
    await publish(tx, due.map((one) => ({ name: 'performance.alert', detail: { ...breachOf(one, one.trend), app, environment } })));
  });
}
