import { randomId } from './random-id.ts';
import { readStorage, sessionKey as key, writeStorage } from './storage.ts';

const rest = 30 * 60_000;
/** A write to localStorage an event would cost more than the event. */
const writeEvery = 5000;

/**
 * The id of the running session; ends after 30 minutes of rest. Shared by the tabs of an origin and kept across reloads,
 * when `remember` allows it (not before consent).
 */
export function createSession(remember: () => boolean): () => string {
  let id = randomId();
  let last = 0;
  let written = 0;
  return () => {
    const now = Date.now();
    if (remember()) {
      if (now - last > rest || !written) {
        const [stored, at] = (readStorage(key) ?? '').split(' ');
        if (stored && now - Number(at) < rest) id = stored;
        else if (last && now - last > rest) id = randomId();
      }
      if (now - written > writeEvery) {
        writeStorage(key, `${id} ${now}`);
        written = now;
      }
    }
    last = now;
    return id;
  };
}
