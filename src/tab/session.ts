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
  let id = '';
  let last = 0;
  let written = 0;
  return () => {
    const now = Date.now();
    const rested = now - last > rest;
    if (rested) id = randomId();
    if (remember() && now - written > writeEvery) {
      const [stored, at] = (readStorage(sessionKey) ?? '').split(' ');
      if ((rested || !written) && now - Number(at) < rest) id = stored!;
      writeStorage(sessionKey, `${id} ${(written = now)}`);
    }
    last = now;
    return id;
  };
}
