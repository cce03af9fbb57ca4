import type { Mask } from '../contract/runtime-api.ts';
import type { ClientInfo } from '../contract/scope.ts';
import type { Batch, Signal } from '../contract/signal.ts';
import { rank } from './queue.ts';
import { bareMask, redacted } from './spill-redact.ts';
import { keysOf, maskKey, readStorage, spillKey, writeStorage } from './storage.ts';

/** Characters; a quarter of a megabyte of the origin's five. */
const room = 256_000;

export type Spill = (client: ClientInfo, all: readonly Signal[], dropped: Batch['dropped']) => void;

/**
 * Writes what no receipt has covered to localStorage, synchronously, because that is what survives the end of a page in every engine.
 * Errors first; what finds no room is counted by the page that drains it. Without signals it removes what was written.
 */
export function createSpill(): Spill {
  /** JSON: one that stays is masked only once. */
  const texts = new WeakMap<Signal, string>();
  return (client, all, dropped) => {
    const key = spillKey + client.tabId;
    if (!all[0]) return writeStorage(key);
    let left = room;
    const mask = (readStorage(maskKey) ?? bareMask) as Mask;
    const signals = [...all]
      .sort((a, b) => rank(a) - rank(b))
      .flatMap((signal) => {
        if (left < 0) return [];
        const text = texts.get(signal) ?? JSON.stringify(redacted(signal, mask));
        texts.set(signal, text);
        return (left -= text.length) > 0 ? text : [];
      });
    const batch: Omit<Batch, 'signals'> = { client, dropped: { ...dropped, spill_full: all.length - signals.length }, spilled: true };
    writeStorage(key, `{"signals":[${signals}],${JSON.stringify(batch).slice(1)}`);
  };
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
