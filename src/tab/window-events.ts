import type { OpsEvent } from '../contract/notices.ts';
import type { Invoke } from './remote.ts';

interface Answer {
  readonly revision: number;
  readonly events: readonly OpsEvent[];
}

/** Hands the runtime's events to `dispatch`, in order and each once, from the first revision that it is told. */
export function createDispatcher(call: Invoke, dispatch: (event: Event) => void): (newest?: number) => Promise<void> {
  let revision: number | undefined;
  let asking = false;
  return async (newest) => {
    // A wiped store counts from the beginning again.
    if (newest !== undefined) revision = Math.min(revision ?? newest, newest);
    if (asking || revision === undefined) return;
    asking = true;
    try {
      const { revision: next, events } = (await call('eventsSince', revision)) as Answer;
      revision = next;
      for (const { name, detail } of events) dispatch(new CustomEvent(name, { detail }));
    } catch {
      // The next notice asks again.
    }
    asking = false;
  };
}
