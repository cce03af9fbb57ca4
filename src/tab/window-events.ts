import { unpackDetails } from '../contract/event-batch.ts';
import type { EventsAnswer } from '../contract/runtime-api.ts';
import type { Invoke } from './remote.ts';

/** Hands the runtime's events to `dispatch`, in order and each once, from the first revision that it is told. Their details are read when somebody reads them. */
export function createDispatcher(call: Invoke, dispatch: (event: Event) => void): (newest?: number) => Promise<void> {
  let revision = Infinity;
  /** Above 1: notices have come since, and the answer may be of before. */
  let asking = 0;
  return async (newest = revision) => {
    // A wiped store counts from the beginning again.
    revision = Math.min(revision, newest);
    if (revision === Infinity || asking++) return;
    do {
      asking = 1;
      try {
        const answer = (await call('eventsSince', revision)) as EventsAnswer;
        revision = answer.revision;
        for (const { names, text } of answer.batches) {
          let details: readonly unknown[] | undefined;
          names.forEach((name, at) => dispatch(Object.defineProperty(new CustomEvent(name), 'detail', { get: () => (details ??= unpackDetails(text))[at] })));
        }
      } catch {
        // The next notice asks again.
      }
    } while (asking > 1);
    asking = 0;
  };
}
