import { randomId } from './random-id.ts';
import { readStorage, sessionKey, writeStorage } from './storage.ts';

const rest = 30 * 60_000;
/** A write to localStorage an event would cost more than the event. */
const writeEvery = 5000;

/**
 * The id of the running session; ends after 30 minutes of rest. Shared by the tabs of an origin and kept across reloads: one that is
 * there is gone on with, a new one is written when `remember` allows it (not before consent).
 */
export function createSession(remember: () => boolean): () => string {
  let id: string;
  let last = 0;
  let written = 0;
  return () => {
    const now = Date.now();
    if (now - last > rest) {
      const [stored, at] = (readStorage(sessionKey) ?? []) as [string, number];
      id = now - at < rest ? stored : randomId();
    }
    last = now;
    if (remember() && now - written > writeEvery) writeStorage(sessionKey, JSON.stringify([id, (written = now)]));
    return id;
  };
}
