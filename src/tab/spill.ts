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
export function spill(client: ClientInfo, signals: readonly Signal[]): void {
  let left = room;
  const kept: Signal[] = [];
  for (const signal of [...signals].sort((a, b) => Number(b.kind === 'error') - Number(a.kind === 'error')))
    if (left > 0) {
      const copy = redacted(signal) as Signal;
      left -= JSON.stringify(copy).length;
      if (left > 0) kept.push(copy);
    }
  const lost = signals.length - kept.length;
  const batch: Batch = { client, signals: kept.sort((a, b) => a.seq - b.seq), spilled: true, ...(lost && { dropped: { spill_full: lost } }) };
  writeStorage(prefix + client.tabId, signals[0] ? JSON.stringify(batch) : null);
}

/** Nothing to send for what is broken. */
function parse(text: string): Batch {
  try {
    return JSON.parse(text) as Batch;
  } catch {
    return { signals: [] } as unknown as Batch;
  }
}

/**
 * Hands over what pages that are gone left behind, each under its own tab and numbers: the worker drops what it has, so it is harmless that
 * two tabs do this at once, or that the page lives after all. Removed when the worker has it.
 */
export async function drainSpills(ownTabId: string, ingest: (batch: Batch) => Promise<Receipt>): Promise<void> {
  for (const key of keys()) {
    const text = readStorage(key);
    if (key === prefix + ownTabId) continue;
    const { signals, ...rest } = parse(text!);
    for (let from = 0; from < signals.length; from += maxBatch) await ingest({ ...rest, signals: signals.slice(from, from + maxBatch) });
    // Not if the page has come back from bfcache meanwhile and written anew.
    if (readStorage(key) === text) writeStorage(key, null);
  }
}

/** Consent is withdrawn. */
export function forgetSpills(): void {
  for (const key of keys()) writeStorage(key, null);
}
