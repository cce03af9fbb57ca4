import type { ClientInfo } from '../contract/scope.ts';
import type { Batch, Receipt, Signal } from '../contract/signal.ts';
import { redacted } from './spill-redact.ts';
import { readStorage, writeStorage } from './storage.ts';

const prefix = 'prescripto-ops:spill:';
/** Characters; a quarter of a megabyte of the origin's five. */
const room = 256_000;
const maxBatch = 200;

const keys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

/**
 * Writes what no receipt has covered to localStorage, synchronously, because that is what survives the end of a page in every engine.
 * Errors first; what finds no room is counted by the page that drains it. Without signals it removes what was written.
 */
export function spill(client: ClientInfo, signals: readonly Signal[], dropped: Batch['dropped']): void {
  let left = room;
  const kept = [...signals]
    .sort((a, b) => +(b.kind === 'error') - +(a.kind === 'error'))
    .map(redacted)
    .filter((text) => (left -= text.length) > 0);
  const rest = JSON.stringify({ client, dropped: { ...dropped, spill_full: signals.length - kept.length }, spilled: true });
  writeStorage(prefix + client.tabId, kept[0] ? `${rest.slice(0, -1)},"signals":[${kept}]}` : null);
}

/**
 * Hands over what pages that are gone left behind, each under its own tab and numbers: the worker drops what it has, so it is harmless that
 * two tabs do this at once, or that the page lives after all. Removed when the worker has it, and when it cannot be read.
 */
export async function drainSpills(ownTabId: string, ingest: (batch: Batch) => Promise<Receipt>): Promise<void> {
  for (const key of keys()) {
    const text = readStorage(key);
    if (key === prefix + ownTabId) continue;
    let batch: Batch | undefined;
    try {
      batch = JSON.parse(text!) as Batch;
    } catch {
      // Nothing to send.
    }
    const signals = [...(batch?.signals ?? [])].sort((a, b) => a.seq - b.seq);
    while (signals[0]) await ingest({ ...batch!, signals: signals.splice(0, maxBatch) });
    // Not if the page has come back from bfcache meanwhile and written anew.
    if (readStorage(key) === text) writeStorage(key, null);
  }
}

/** Consent is withdrawn. */
export function forgetSpills(): void {
  for (const key of keys()) writeStorage(key, null);
}
