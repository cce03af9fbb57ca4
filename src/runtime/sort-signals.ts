import type { LogSignal, Signal } from '../contract/signal.ts';

export interface SortedSignals {
  /** Well-formed and not seen before, ascending. */
  readonly fresh: readonly Signal[];
  readonly logs: readonly LogSignal[];
  readonly received: Readonly<Record<string, number>>;
  readonly duplicates: number;
}

type Unread = { readonly [member: string]: unknown };

const has = (value: unknown, member: string, type: 'string' | 'object'): boolean => {
  const found = (value as Unread | null | undefined)?.[member];
  return typeof found === type && found !== null;
};

const every = (value: unknown, right: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(right);

function isError(value: unknown): boolean {
  return ['name', 'message', 'stack'].every((member) => has(value, member, 'string')) && every((value as Unread)['causes'] ?? [], isError);
}

function isSignal(value: unknown): value is Signal {
  const signal = value as Unread | null | undefined;
  if (!Number.isFinite(signal?.['seq']) || !Number.isFinite(signal?.['at'])) return false;
  if (!has(signal?.['scope'], 'sessionId', 'string') || !has(signal?.['scope'], 'url', 'string')) return false;
  switch (signal?.['kind'] as Signal['kind']) {
    case 'error':
      return isError(signal?.['error']);
    case 'log':
      return has(signal, 'message', 'string') && has(signal, 'level', 'string');
    case 'breadcrumb':
      return has(signal?.['crumb'], 'message', 'string');
    case 'api':
      return has(signal, 'url', 'string') && has(signal, 'method', 'string') && Number.isFinite(signal?.['duration']);
    case 'vital':
    case 'metric':
      return has(signal, 'name', 'string') && Number.isFinite(signal?.['value']);
    case 'resources':
      return every(signal?.['entries'], (entry) => Array.isArray(entry) && typeof entry[0] === 'string' && entry.slice(2).every(Number.isFinite));
    default:
      return false;
  }
}

/** Splits off what cannot be read. Any page of the origin can post anything: nothing beyond this door doubts a signal's shape. */
export function wellFormed(signals: unknown): { readonly signals: readonly Signal[]; readonly invalid: number } {
  if (!Array.isArray(signals)) return { signals: [], invalid: 1 };
  const good = signals.filter(isSignal);
  return { signals: good, invalid: signals.length - good.length };
}

/** Drops what the store already has (`seq` ≤ `acknowledged`) and sorts the rest by kind. */
export function sortSignals(signals: readonly Signal[], acknowledged: number): SortedSignals {
  const fresh = signals.filter((signal) => signal.seq > acknowledged).sort((a, b) => a.seq - b.seq);
  const received: Record<string, number> = {};
  for (const signal of fresh) received[signal.kind] = (received[signal.kind] ?? 0) + 1;
  return {
    fresh,
    logs: fresh.filter((signal) => signal.kind === 'log'),
    received,
    duplicates: signals.length - fresh.length,
  };
}
