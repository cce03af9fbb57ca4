/**
 * What remembers: keyed tables, read and written in transactions. The store is the truth, never a service's memory,
 * because on the rungs without a SharedWorker several runtimes work on one database.
 */
export const tables = [
  /** chunks: `{key, from, to, items: LogEntry[]}` */
  'logs',
  'errors',
  'metrics',
  'history',
  /** one row a thing */
  'groups',
  'views',
  'counters',
  'budgets',
  'checks',
  'definitions',
  'incidents',
  'silences',
  'sessions',
  'tabs',
  'events',
  'outbox',
  'meta',
] as const;
export type Table = (typeof tables)[number];

/** Keys are strings and sort as strings; see `timeKey` for keys that sort by time. */
export interface Row {
  readonly key: string;
}

/** Bounds on keys: `from` inclusive, `to` exclusive. */
export interface KeyRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Await nothing but these inside a transaction: IndexedDB commits when it has nothing to do. */
export interface ReadTransaction {
  get<T extends Row>(table: Table, key: string): Promise<T | undefined>;
  /** In key order, or against it with `newestFirst`. */
  list<T extends Row>(table: Table, range?: KeyRange & { readonly newestFirst?: boolean | undefined; readonly limit?: number | undefined }): Promise<T[]>;
  count(table: Table): Promise<number>;
}

export interface Transaction extends ReadTransaction {
  put<T extends Row>(table: Table, row: T): void;
  delete(table: Table, key: string): void;
  deleteRange(table: Table, range: KeyRange): void;
}

export interface Store {
  readonly kind: 'indexeddb' | 'memory';
  /** Why it is what it is: `''`, or why IndexedDB was refused. Both can change. */
  readonly reason: string;
  /**
   * All or nothing; resolves when durable. `run` may be called again after a lost connection, so it must not keep what it read. Rejects with
   * what `run` throws, and with `QuotaExceededError` when there is no room.
   */
  write<R>(run: (tx: Transaction) => Promise<R>): Promise<R>;
  read<R>(run: (tx: ReadTransaction) => Promise<R>): Promise<R>;
  clear(): Promise<void>;
  /** bytes; `null` where the engine does not say */
  usage(): Promise<{ readonly usage: number | null; readonly quota: number | null }>;
  /** Memory, and for so short that the database may well be back: until the second look at it has failed. */
  readonly standsIn?: boolean;
  /** Goes on in memory until the database is back. For a quota that is still used up after eviction: a store does not take that for lost by itself. */
  readonly fallBack?: (reason: string) => void;
}

/** A row of `logs`, `errors`, `metrics`, `history`: many records in one row, because a row costs more than a record. */
export interface Chunk<T> extends Row {
  /** epoch ms of the first and last record */
  readonly from: number;
  readonly to: number;
  readonly items: readonly T[];
}

/** A key that sorts by time: 9 digits of base 36 hold epoch milliseconds until the year 5188; `suffix` keeps keys of one millisecond apart. */
export function timeKey(at: number, suffix = ''): string {
  return Math.max(0, Math.floor(at)).toString(36).padStart(9, '0') + (suffix && `:${suffix}`);
}
