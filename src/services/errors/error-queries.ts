import type { ErrorGroup, ErrorGroupDetail, ErrorRecord, ErrorStats, GroupQuery, GroupStatus } from '../../contract/error-record.ts';
import type { ErrorsApi, Result } from '../../contract/runtime-api.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { errorStats } from '../../domain/errors/error-stats.ts';
import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { groupView, selectGroups, withStatus } from '../../domain/errors/group-view.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import { errorBook } from './error-book.ts';

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

  /** Newest first; 200 unless the query says otherwise. */
  async getErrorGroups(query: GroupQuery = {}): Promise<readonly ErrorGroup[]> {
    const now = this.#ports.now();
    const bounds = resolveRange(query.range, now, { from: 0, to: Infinity });
    return selectGroups(await this.#ports.store.read((tx) => tx.list<GroupRow>('groups')), query, bounds, now);
  }

  /** A group with its newest 20 occurrences; `null`: there is none of this signature. */
  getErrorGroup(signature: string): Promise<ErrorGroupDetail | null> {
    return this.#ports.store.read(async (tx) => {
      const row = await tx.get<GroupRow>('groups', signature);
      if (!row) return null;
      const events = await errorBook.newest(tx, maxEvents, (record) => record.signature === signature, { from: row.firstSeen });
      return { ...groupView(row, this.#ports.now()), events };
    });
  }

  /** Newest first; 50 unless told. */
  getRecentErrors(limit = 50): Promise<readonly ErrorRecord[]> {
    return this.#ports.store.read((tx) => errorBook.newest(tx, limit));
  }

  /** Resolved groups open again when the fault comes back; ignored ones count on in silence. */
  setGroupStatus(signature: string, status: GroupStatus, userId: string, reason: string): Promise<Result<ErrorGroup>> {
    const { store, now: time, mask } = this.#ports;
    const now = time();
    const by = { ...mask({ userId, reason }), at: now };
    return store.write(async (tx): Promise<Result<ErrorGroup>> => {
      const row = await tx.get<GroupRow>('groups', signature);
      if (!row) return { ok: false, error: `no error group ${signature}` };
      const changed = withStatus(row, status, by);
      tx.put('groups', changed);
      return { ok: true, value: groupView(changed, now) };
    });
  }
}
