import type { Keeper } from '../services/ports/keeper.ts';
import { named } from '../services/records/names-user.ts';
import { eventsKept, type EventsRow } from './event-log.ts';
import { tabsKept } from './tab-registry.ts';

/**
 * A person's rights over what the runtime itself keeps: window events that tabs may still ask for, which repeat what other tables hold, so that an export has them
 * from there; and tabs, which name nobody.
 */
export const runtimeKeeper: Keeper = {
  retention: [eventsKept, tabsKept],
  eraseUser: async (tx, userId) => {
    // Whole rows, because events are numbered by their place: who was there has seen the others of that moment.
    const rows = (await tx.list<EventsRow>('events')).filter(({ text }) => text.includes(named(userId)));
    for (const { key } of rows) tx.delete('events', key);
    return 0;
  },
  exportUser: async () => [],
  // Both are held to their measure whenever something is added.
  prune: async () => undefined,
};
