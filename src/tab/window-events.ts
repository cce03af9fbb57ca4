import type { OpsEvent } from '../contract/notices.ts';
import type { Link } from './link.ts';

interface Answer {
  readonly revision: number;
  readonly events: readonly OpsEvent[];
}

export interface Dispatcher {
  /** Where a tab begins: what happened before it connected is not dispatched in it. */
  from(revision: number): void;
  /** Dispatches what is new. */
  run(): void;
}

/** Repeats the runtime's events on `window`, in order and each once. */
export function createDispatcher(link: Link): Dispatcher {
  let revision: number | undefined;
  let asking: boolean | undefined;
  const run = async (): Promise<void> => {
    if (asking || revision === undefined) return;
    asking = true;
    for (let more = true; more; ) {
      const answer = (await link.call('eventsSince', revision)) as Answer;
      more = answer.revision > revision;
      revision = answer.revision;
      for (const { name, detail } of answer.events) window.dispatchEvent(new CustomEvent(name, { detail }));
    }
    asking = false;
  };
  return {
    // A wiped store counts from the beginning again.
    from: (newest) => void (revision = Math.min(revision ?? newest, newest)),
    run: () => void run().catch(() => (asking = false)),
  };
}
