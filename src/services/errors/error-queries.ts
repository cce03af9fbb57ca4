import type { ErrorGroup, ErrorGroupDetail, ErrorRecord, ErrorStats, GroupQuery, GroupStatus, IgnoreLimit } from '../../contract/error-record.ts';
import type { ErrorsApi, Result } from '../../contract/runtime-api.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { asksForOccurrences, meetsFacets } from '../../domain/errors/error-facets.ts';
import { errorImpact } from '../../domain/errors/error-impact.ts';
import { errorStats } from '../../domain/errors/error-stats.ts';
import { explainGroup } from '../../domain/errors/explain-group.ts';
import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { groupView, selectGroups, withStatus } from '../../domain/errors/group-view.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import { errorBook, type SessionRow } from './error-book.ts';

/** Newest occurrences that a group shows. */
const maxEvents = 20;

/**
 * What is asked about errors, and what people decide about their groups.
 *
 * @example const [group] = await errors.getErrorGroups({ status: 'unresolved' });
 */
export class ErrorQueries implements ErrorsApi {
  readonly #ports: QueryPorts;

  constructor(ports: QueryPorts) {
    this.#ports = ports;
  }

  /** default range: 24 hours */
  getErrorStats(range?: TimeRange): Promise<ErrorStats> {
    const bounds = resolveRange(range, this.#ports.now());
    return this.#ports.store.read(async (tx) => errorStats(await errorBook.newest(tx, Infinity, undefined, bounds), bounds));
  }

  /** The last seen first; 200 unless the query says otherwise. A `sort` or a range that is none throws a TypeError. */
  async getErrorGroups(query: GroupQuery = {}): Promise<readonly ErrorGroup[]> {
    const now = this.#ports.now();
    const bounds = resolveRange(query.range, now, { from: 0, to: Infinity });
    return this.#ports.store.read(async (tx) => {
      const occurred = asksForOccurrences(query) ? new Set((await errorBook.newest(tx, Infinity, (record) => meetsFacets(record, query), bounds)).map(({ signature }) => signature)) : undefined;
      return selectGroups(await tx.list<GroupRow>('groups'), query, bounds, now, occurred);
    });
  }

  /** A group with its newest 20 occurrences, whom it hit, and why they are one group; `null`: there is none of this signature. */
  getErrorGroup(signature: string): Promise<ErrorGroupDetail | null> {
    return this.#ports.store.read(async (tx) => {
      const row = await tx.get<GroupRow>('groups', signature);
      if (!row) return null;
      const events = await errorBook.newest(tx, maxEvents, (record) => record.signature === signature, { from: row.firstSeen });
      const impact = errorImpact(row, await tx.list<SessionRow>('sessions'));
      return { ...groupView(row, this.#ports.now()), events, impact, explanation: events[0] ? explainGroup(events[0], this.#ports.config().errors.fingerprint) : null };
    });
  }

  /** Newest first; 50 unless told. */
  getRecentErrors(limit = 50): Promise<readonly ErrorRecord[]> {
    return this.#ports.store.read((tx) => errorBook.newest(tx, limit));
  }

  /** It opens again when the fault comes back. */
  resolveGroup(signature: string, userId = '', reason = ''): Promise<Result<ErrorGroup>> {
    return this.#setStatus(signature, 'resolved', { userId, reason });
  }

  /** Ignored groups count on in silence: until they are reopened, or as long as told. `by`: who, or for how long. */
  async ignoreGroup(signature: string, by: string | IgnoreLimit = '', why = ''): Promise<Result<ErrorGroup>> {
    const { until, count, userId = '', reason = why } = typeof by === 'string' ? { userId: by } : (by ?? {});
    for (const [name, value, expected] of [['until', until, 'epoch ms'], ['count', count, 'occurrences']] as const)
      if (value !== undefined && !(Number.isFinite(value) && value > 0)) return { ok: false, error: `ignoreGroup: option "${name}": expected ${expected}, a number above 0, got ${String(value)}` };
    return this.#setStatus(signature, 'ignored', { userId, reason, until, count });
  }

  reopenGroup(signature: string, userId = '', reason = ''): Promise<Result<ErrorGroup>> {
    return this.#setStatus(signature, 'unresolved', { userId, reason });
  }

  setGroupStatus(signature: string, status: GroupStatus, userId: string, reason: string): Promise<Result<ErrorGroup>> {
    return this.#setStatus(signature, status, { userId, reason });
  }

  #setStatus(signature: string, status: GroupStatus, { userId = '', reason = '', until, count }: IgnoreLimit): Promise<Result<ErrorGroup>> {
    const { store, now: time, mask } = this.#ports;
    const now = time();
    const by = { ...mask({ userId, reason }), at: now };
    return store.write(async (tx): Promise<Result<ErrorGroup>> => {
      const row = await tx.get<GroupRow>('groups', signature);
      if (!row) return { ok: false, error: `no error group ${signature}` };
      const changed = withStatus(row, status, { ...by, ...(until && { until }), ...(count && { count: row.count + count }) });
      tx.put('groups', changed);
      return { ok: true, value: groupView(changed, now) };
    });
  }
}
