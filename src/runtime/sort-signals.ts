import type { Signal } from '../contract/signal.ts';

export interface SortedSignals {
  /** Well-formed and not seen before, ascending. */
  readonly fresh: readonly Signal[];
  readonly received: Readonly<Record<string, number>>;
  readonly duplicates: number;
}

type Unread = { readonly [member: string]: unknown };

const every = (value: unknown, right: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(right);

/** An object has these members: texts and numbers. */
const has = (object: unknown, texts: readonly string[], numbers: readonly string[] = []): boolean =>
  !!object && texts.every((member) => typeof (object as Unread)[member] === 'string') && numbers.every((member) => Number.isFinite((object as Unread)[member]));

const isError = (value: unknown): boolean => has(value, ['name', 'message', 'stack']) && every((value as Unread)['causes'] ?? [], isError);
const isMeasured = (signal: unknown): boolean => has(signal, ['name'], ['value']);

/** What a signal of each kind must have so that nobody stumbles over it. */
const kinds: { readonly [Kind in Signal['kind']]: (signal: Unread) => boolean } = {
  error: ({ error }) => isError(error),
  log: (signal) => has(signal, ['message', 'level']),
  breadcrumb: ({ crumb }) => has(crumb, ['message']),
  api: (signal) => has(signal, ['url', 'method'], ['duration']),
  vital: isMeasured,
  metric: isMeasured,
  resources: ({ entries }) => every(entries, (entry) => has(entry, ['0'], ['2', '3', '4', '5'])),
};

function isSignal(value: unknown): value is Signal {
  const { kind, scope } = Object(value) as Unread;
  return has(value, [], ['seq', 'at']) && has(scope, ['sessionId', 'url']) && Object.hasOwn(kinds, String(kind)) && kinds[kind as Signal['kind']](value as Unread);
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
    received,
    duplicates: signals.length - fresh.length,
  };
}
