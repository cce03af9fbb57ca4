import type { Mask } from '../contract/runtime-api.ts';
import type { ClientInfo } from '../contract/scope.ts';
import type { Batch, Signal } from '../contract/signal.ts';
import { rank } from './queue.ts';
import { bareMask, redacted } from './spill-redact.ts';
import { keysOf, maskKey, readStorage, spillKey, writeStorage } from './storage.ts';

/** Characters; a quarter of a megabyte of the origin's five. */
const room = 256_000;

/**
 * Writes what no receipt has covered to localStorage, synchronously, because that is what survives the end of a page in every engine.
 * Errors first; what finds no room is counted by the page that drains it. Without signals it removes what was written.
 */
export function spill(client: ClientInfo, all: readonly Signal[], dropped: Batch['dropped']): void {
  const key = spillKey + client.tabId;
  if (!all[0]) return writeStorage(key);
  let left = room;
  const mask = (readStorage(maskKey) ?? bareMask) as Mask;
  const signals = [...all]
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((signal) => (left > 0 && (left -= JSON.stringify((signal = redacted(signal, mask))).length) > 0 ? signal : []));
  writeStorage(key, { client, signals, dropped: { ...dropped, spill_full: all.length - signals.length }, spilled: true } satisfies Batch);
}

/**
 * Hands over what pages that are gone left behind, each under its own tab and numbers: the worker drops what it has, so it is harmless that
 * two tabs do this at once. Removed when the worker has it, and when it cannot be read; one that is refused, because its page lives, waits and holds up no other.
 */
export const drainSpills = async (ownTabId: string, ingest: (batch: Batch) => Promise<unknown>): Promise<unknown> =>
  Promise.all(
    keysOf(spillKey).map(async (key) => {
      if (key === spillKey + ownTabId) return;
      const text: unknown = localStorage[key];
      const batch = readStorage(key) as Batch | undefined;
      if (batch) await ingest(batch);
      // Not if the page has come back from bfcache meanwhile and written anew.
      if (localStorage[key] === text) writeStorage(key);
    }),
  );
