import { randomId } from './random-id.ts';
import { readStorage, sessionKey, writeStorage } from './storage.ts';

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
    if (now - last > rest || (remember() && !written)) {
      const [stored, at] = (remember() && readStorage(sessionKey)?.split(' ')) || [];
      id = stored && now - Number(at) < rest ? stored : now - last > rest ? randomId() : id;
    }
    if (remember() && now - written > writeEvery) writeStorage(sessionKey, `${id} ${(written = now)}`);
    last = now;
    return id;
  };
}
