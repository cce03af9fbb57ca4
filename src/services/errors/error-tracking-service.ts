import type { Breadcrumb } from '../../contract/breadcrumb.ts';
import type { ErrorGroup, ErrorGroupDetail, ErrorRecord, ErrorStats, GroupQuery, GroupStatus } from '../../contract/error-record.ts';
import type { Result } from '../../contract/runtime-api.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Signal } from '../../contract/signal.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { breadcrumbOf, errorCrumb, withCrumb } from '../../domain/errors/breadcrumb-of.ts';
import { errorStats } from '../../domain/errors/error-stats.ts';
import { foldGroup } from '../../domain/errors/group-fold.ts';
import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { groupView, selectGroups, withStatus } from '../../domain/errors/group-view.ts';
import { joinFamily } from '../../domain/errors/join-family.ts';
import { isNoise } from '../../domain/errors/noise.ts';
import { shortHash } from '../../domain/errors/short-hash.ts';
import { signatureOf } from '../../domain/errors/signature.ts';
import type { Signature } from '../../domain/errors/signature.ts';
import { toErrorRecord } from '../../domain/errors/to-error-record.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Scrub } from '../ports/scrub.ts';
import type { ReadTransaction, Row, Store, Transaction } from '../ports/store.ts';
import { pruneRows, type TableRetention } from '../records/prune-rows.ts';
import { RecordLog } from '../records/record-log.ts';
import { BatchRows } from './batch-rows.ts';

export interface ErrorPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** For what people write into the actions: users and reasons. */
  readonly scrub: Scrub;
}

export interface ErrorsIngested {
  /** In the order of their signals. */
  readonly records: readonly ErrorRecord[];
  /** Second reports of an occurrence that was counted. */
  readonly duplicates: number;
  /** Noise: extensions, ResizeObserver loops, bots. */
  readonly ignored: number;
}

/** A session: who, when, and the last steps, oldest first. */
interface SessionRow extends Row {
  readonly lastAt: number;
  readonly userId: string | null;
  readonly crumbs: readonly Breadcrumb[];
}

interface FamilyRow extends Row {
  readonly lastAt: number;
  readonly members: readonly Signature[];
}

const familyPrefix = 'errors:family:';
const day = 86_400_000;
/** `maxAge` in ms since an occurrence, a group's last occurrence, a session's last sign of life. */
const errorLog = new RecordLog<ErrorRecord>({ store: 'errors', maxAge: 30 * day, maxRows: 2_000 });
const groupsKept: TableRetention = { store: 'groups', maxAge: 90 * day, maxRows: 1_000 };
const sessionsKept: TableRetention = { store: 'sessions', maxAge: 2 * day, maxRows: 500 };
/** Newest occurrences that a group shows. */
const maxEvents = 20;

/**
 * Turns what tabs observed into error records and groups them.
 *
 * @example
 * const { records } = await store.write((tx) => errors.ingest(tx, client, signals));
 * const [group] = await errors.getErrorGroups({ status: 'unresolved' });
 */
export class ErrorTrackingService {
  readonly retention = [errorLog.retention, groupsKept, sessionsKept];
  readonly #ports: ErrorPorts;

  constructor(ports: ErrorPorts) {
    this.#ports = ports;
  }

  /** Takes all signals of a tab's batch, in their order: besides errors they hold the steps that led there. */
  async ingest(tx: Transaction, client: ClientInfo, signals: readonly Signal[]): Promise<ErrorsIngested> {
    const rows = new BatchRows(tx);
    const now = this.#ports.clock.now();
    const records: ErrorRecord[] = [];
    let duplicates = 0;
    let ignored = 0;

    for (const signal of signals) {
      const { scope } = signal;
      const { userId = null, crumbs = [] } = (await rows.get<SessionRow>('sessions', scope.sessionId)) ?? {};
      const step = breadcrumbOf(signal);
      const session = { key: scope.sessionId, lastAt: now, userId: scope.user?.id ?? userId, crumbs: step ? withCrumb(crumbs, step) : crumbs };
      rows.put('sessions', session);
      if (signal.kind !== 'error') continue;

      const seen = toErrorRecord(signal, client, session.crumbs);
      if (isNoise(seen, client.userAgent)) {
        ignored += 1;
        continue;
      }
      const record = { ...seen, signature: await this.#join(rows, signatureOf(seen), now) };
      const group = foldGroup(await rows.get<GroupRow>('groups', record.signature), record, now);
      if (!group) {
        duplicates += 1;
        continue;
      }
      rows.put('groups', group);
      rows.put('sessions', { ...session, crumbs: withCrumb(session.crumbs, errorCrumb(record)) });
      records.push(record);
    }

    rows.save();
    errorLog.append(tx, records);
    this.#ports.outbox.add(tx, 'errors', records);
    this.#ports.outbox.add(tx, 'errorAlert', records.filter(({ severity }) => severity === 'CRITICAL'));
    return { records, duplicates, ignored };
  }

  /** default range: 24 hours */
  getErrorStats(range?: TimeRange): Promise<ErrorStats> {
    const bounds = resolveRange(range, this.#ports.clock.now());
    return this.#ports.store.read(async (tx) => errorStats(await errorLog.newest(tx, Infinity, undefined, bounds), bounds));
  }

  /** Newest first; 200 unless the query says otherwise. */
  async getErrorGroups(query: GroupQuery = {}): Promise<readonly ErrorGroup[]> {
    const now = this.#ports.clock.now();
    const bounds = resolveRange(query.range, now, { from: 0, to: Infinity });
    return selectGroups(await this.#ports.store.read((tx) => tx.list<GroupRow>('groups')), query, bounds, now);
  }

  /** A group with its newest 20 occurrences; `null`: there is none of this signature. */
  getErrorGroup(signature: string): Promise<ErrorGroupDetail | null> {
    return this.#ports.store.read(async (tx) => {
      const row = await tx.get<GroupRow>('groups', signature);
      if (!row) return null;
      const events = await errorLog.newest(tx, maxEvents, (record) => record.signature === signature, { from: row.firstSeen });
      return { ...groupView(row, this.#ports.clock.now()), events };
    });
  }

  /** Newest first; 50 unless told. */
  getRecentErrors(limit = 50): Promise<readonly ErrorRecord[]> {
    return this.#ports.store.read((tx) => errorLog.newest(tx, limit));
  }

  /** Resolved groups open again when the fault comes back; ignored ones count on in silence. */
  setGroupStatus(signature: string, status: GroupStatus, userId: string, reason: string): Promise<Result<ErrorGroup>> {
    const { store, clock, scrub } = this.#ports;
    const now = clock.now();
    const by = { ...scrub({ userId, reason }), at: now };
    return store.write(async (tx): Promise<Result<ErrorGroup>> => {
      const row = await tx.get<GroupRow>('groups', signature);
      if (!row) return { ok: false, error: `no error group ${signature}` };
      const changed = withStatus(row, status, by);
      tx.put('groups', changed);
      return { ok: true, value: groupView(changed, now) };
    });
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    await errorLog.prune(tx, now);
    await pruneRows<GroupRow>(tx, groupsKept, (row) => row.lastSeen, now);
    await pruneRows<FamilyRow>(tx, { ...groupsKept, store: 'meta' }, (row) => row.lastAt, now, { from: familyPrefix, to: `${familyPrefix}\uffff` });
    await pruneRows<SessionRow>(tx, sessionsKept, (row) => row.lastAt, now);
  }

  /** Removes a person's records and sessions, and them from the groups' counts; resolves with the number of rows and records removed. */
  async eraseUser(tx: Transaction, userId: string): Promise<number> {
    const erased = await errorLog.remove(tx, (record) => record.userId === userId);
    for (const row of await tx.list<GroupRow>('groups')) {
      const users = row.memory.users.filter((user) => user !== shortHash(userId));
      const count = row.count - erased.filter(({ signature }) => signature === row.key).length;
      const statusBy = row.statusBy?.userId === userId ? { ...row.statusBy, userId: '' } : row.statusBy;
      if (count > 0) tx.put('groups', { ...row, count, statusBy, memory: { ...row.memory, users } });
      else tx.delete('groups', row.key);
    }
    const sessions = await this.#sessionsOf(tx, userId);
    for (const { key } of sessions) tx.delete('sessions', key);
    return erased.length + sessions.length;
  }

  async exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
    return [...(await errorLog.newest(tx, Infinity, (record) => record.userId === userId)), ...(await this.#sessionsOf(tx, userId))];
  }

  async #sessionsOf(tx: ReadTransaction, userId: string): Promise<readonly SessionRow[]> {
    return (await tx.list<SessionRow>('sessions')).filter((row) => row.userId === userId);
  }

  /** The signature of the group that an error belongs to. */
  async #join(rows: BatchRows, identity: Signature, lastAt: number): Promise<string> {
    if (!identity.family) return identity.signature;
    const key = familyPrefix + identity.family;
    const { signature, members } = joinFamily((await rows.get<FamilyRow>('meta', key))?.members ?? [], identity);
    rows.put<FamilyRow>('meta', { key, lastAt, members });
    return signature;
  }
}
