import { unpackDetails } from '../../src/contract/event-batch.ts';
import type { OpsEvent } from '../../src/contract/notices.ts';
import type { EventsAnswer } from '../../src/contract/runtime-api.ts';

/** What a tab would dispatch. */
export const eventsOf = ({ batches }: EventsAnswer): OpsEvent[] =>
  batches.flatMap(({ names, text }) => {
    const details = unpackDetails(text);
    return names.map((name, at) => ({ name, detail: details[at] }) as OpsEvent);
  });
