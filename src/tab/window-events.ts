import type { OpsEvent } from '../contract/notices.ts';
import type { Invoke } from './remote.ts';

interface Answer {
  readonly revision: number;
  readonly events: readonly OpsEvent[];
}

/** Repeats the runtime's events on `window`, in order and each once, from the first revision that it is told. */
export function createDispatcher(call: Invoke): (newest?: number) => void {
  let revision: number | undefined;
  let asking = false;
  return (newest) => {
    // A wiped store counts from the beginning again.
    if (newest !== undefined) revision = Math.min(revision ?? newest, newest);
    if (asking || revision === undefined) return;
    asking = true;
    void (call('eventsSince', revision) as Promise<Answer>)
      .then((answer) => {
        revision = answer.revision;
        for (const { name, detail } of answer.events) window.dispatchEvent(new CustomEvent(name, { detail }));
      })
      .catch(() => 0)
      .then(() => (asking = false));
  };
}
