import type { ResolvedConfig } from '../../contract/config.ts';
import type { ErrorGroup, ErrorGroupDetail, ErrorRecord, ErrorStats, GroupQuery, GroupStatus } from '../../contract/error-record.ts';
import type { Result } from '../../contract/runtime-api.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { ErrorSignal, Signal } from '../../contract/signal.ts';
import type { Retention } from '../../contract/status.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { analyseError, analysisKey } from '../../domain/errors/analyse-error.ts';
import type { Analysis } from '../../domain/errors/analyse-error.ts';
import { errorStats } from '../../domain/errors/error-stats.ts';
import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { groupView, selectGroups, withStatus } from '../../domain/errors/group-view.ts';
import type { Noise } from '../../domain/errors/noise.ts';
import { timeBounds } from '../../domain/errors/time-bounds.ts';
import { toErrorRecord } from '../../domain/errors/to-error-record.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Publish } from '../ports/publish.ts';
import type { Scrub } from '../ports/scrub.ts';
import type { ReadTransaction, Row, Store, Transaction } from '../ports/store.ts';
import { BreadcrumbTrail } from './breadcrumb-trail.ts';
import { chunkKey, errorsAt, errorsWithin, newestErrors, putErrors } from './error-chunks.ts';
import { erasePerson, exportPerson, pruneAll, retention } from './error-retention.ts';
import { GroupBook } from './group-book.ts';

export interface ErrorPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly publish: Publish;
  readonly config: () => ResolvedConfig;
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

interface IgnoredRow extends Row {
  readonly counts: Readonly<Partial<Record<Noise, number>>>;
}

const ignoredKey = 'errors:ignored';
const statuses: readonly GroupStatus[] = ['unresolved', 'resolved', 'ignored'];

/**
 * Turns what tabs observed into error records and groups them.
 *
 * @example
 * const { records } = await store.write((tx) => errors.ingest(tx, client, signals));
 * const [group] = await errors.getErrorGroups({ status: 'unresolved' });
 */
export class ErrorTrackingService {
  readonly retention: readonly Retention[] = retention;
  readonly #ports: ErrorPorts;

  constructor(ports: ErrorPorts) {
    this.#ports = ports;
  }

  /** Takes all signals of a tab's batch, in their order: besides errors they hold the steps that led there. */
  async ingest(tx: Transaction, client: ClientInfo, signals: readonly Signal[]): Promise<ErrorsIngested> {
    if (signals.length === 0) return { records: [], duplicates: 0, ignored: 0 };
    const trail = await BreadcrumbTrail.open(tx, signals);
    const groups = new GroupBook(tx);
    const errors = await this.#read(client, signals, groups);
    const chunk = chunkKey(Math.max(...signals.map(({ at }) => at)), client.tabId, signals[0]?.seq ?? 0);
    const now = this.#ports.clock.now();
    const records: ErrorRecord[] = [];
    const ignored: Noise[] = [];
    let duplicates = 0;

    for (const signal of signals) {
      trail.follow(signal);
      const found = errors.get(signal);
      if (!found || signal.kind !== 'error') continue;
      const { analysis, signature } = found;
      if (analysis.noise) ignored.push(analysis.noise);
      else if (groups.isRepeat(signature, signal, client.tabId, analysis.fingerprint)) duplicates += 1;
      else {
        const record = toErrorRecord(signal, client, analysis, signature, trail.crumbs(signal.scope.sessionId));
        groups.add(record, chunk, now, analysis.identity.family);
        trail.followError(record);
        records.push(record);
      }
    }

    trail.close(tx);
    groups.close();
    if (records.length > 0) putErrors(tx, chunk, records);
    if (ignored.length > 0) await this.#countIgnored(tx, ignored);
    this.#send(tx, records);
    return { records, duplicates, ignored: ignored.length };
  }

  /** default range: 24 hours */
  getErrorStats(range: TimeRange = '24h'): Promise<ErrorStats> {
    const bounds = timeBounds(range, this.#ports.clock.now());
    return this.#ports.store.read(async (tx) => {
      const records: ErrorRecord[] = [];
      for await (const record of errorsWithin(tx, bounds)) records.push(record);
      return errorStats(records, bounds);
    });
  }

  /** Newest first; 200 unless the query says otherwise. */
  async getErrorGroups(query: GroupQuery = {}): Promise<readonly ErrorGroup[]> {
    const now = this.#ports.clock.now();
    const rows = await this.#ports.store.read((tx) => tx.list<GroupRow>('groups'));
    return selectGroups(rows, query, query.range === undefined ? undefined : timeBounds(query.range, now), now);
  }

  /** A group with its newest 20 occurrences; `null`: there is none of this signature. */
  getErrorGroup(signature: string): Promise<ErrorGroupDetail | null> {
    return this.#ports.store.read(async (tx) => {
      const row = await tx.get<GroupRow>('groups', signature);
      return row ? { ...groupView(row, this.#ports.clock.now()), events: await errorsAt(tx, row.events) } : null;
    });
  }

  /** Newest first; 50 unless told. */
  getRecentErrors(limit = 50): Promise<readonly ErrorRecord[]> {
    const wanted = Number.isFinite(limit) ? Math.min(1_000, Math.max(0, Math.floor(limit))) : 50;
    return wanted === 0 ? Promise.resolve([]) : this.#ports.store.read((tx) => newestErrors(tx, wanted));
  }

  /** Resolved groups open again when the fault comes back; ignored ones count on in silence. */
  setGroupStatus(signature: string, status: GroupStatus, userId: string, reason: string): Promise<Result<ErrorGroup>> {
    const { store, clock, scrub } = this.#ports;
    const by = scrub({ userId: String(userId ?? ''), reason: String(reason ?? '').slice(0, 1_000) });
    return store.write(async (tx): Promise<Result<ErrorGroup>> => {
      if (!statuses.includes(status)) return { ok: false, error: `status: expected ${statuses.join(', ')}, got ${String(status)}` };
      const row = await tx.get<GroupRow>('groups', String(signature));
      if (!row) return { ok: false, error: `no error group ${String(signature)}` };
      const now = clock.now();
      const changed = withStatus(row, status, { ...by, at: now });
      tx.put('groups', changed);
      return { ok: true, value: groupView(changed, now) };
    });
  }

  /** How many errors were left out as noise, by kind, since the store began. */
  async getIgnored(): Promise<IgnoredRow['counts']> {
    return (await this.#ports.store.read((tx) => tx.get<IgnoredRow>('meta', ignoredKey)))?.counts ?? {};
  }

  prune(tx: Transaction, now: number): Promise<void> {
    return pruneAll(tx, now);
  }

  eraseUser(tx: Transaction, userId: string): Promise<number> {
    return erasePerson(tx, userId);
  }

  exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
    return exportPerson(tx, userId);
  }

  /** What each error of the batch is and which group it belongs to; whatever the store knows of these groups is then at hand. */
  async #read(client: ClientInfo, signals: readonly Signal[], groups: GroupBook): Promise<ReadonlyMap<Signal, { readonly analysis: Analysis; readonly signature: string }>> {
    const known = new Map<string, { readonly analysis: Analysis; readonly signature: string }>();
    const found = new Map<Signal, { readonly analysis: Analysis; readonly signature: string }>();
    for (const signal of signals) {
      if (signal.kind !== 'error') continue;
      const key = analysisKey(signal);
      const one = known.get(key) ?? (await this.#readOne(signal, client, groups));
      known.set(key, one);
      found.set(signal, one);
    }
    return found;
  }

  async #readOne(signal: ErrorSignal, client: ClientInfo, groups: GroupBook): Promise<{ readonly analysis: Analysis; readonly signature: string }> {
    const analysis = analyseError(signal, client.userAgent);
    if (analysis.noise) return { analysis, signature: analysis.identity.signature };
    const signature = await groups.signatureOf(analysis);
    await groups.load(signature);
    return { analysis, signature };
  }

  async #countIgnored(tx: Transaction, ignored: readonly Noise[]): Promise<void> {
    const counts = { ...(await tx.get<IgnoredRow>('meta', ignoredKey))?.counts };
    for (const noise of ignored) counts[noise] = (counts[noise] ?? 0) + 1;
    tx.put<IgnoredRow>('meta', { key: ignoredKey, counts });
  }

  #send(tx: Transaction, records: readonly ErrorRecord[]): void {
    const { outbox } = this.#ports;
    const critical = records.filter(({ severity }) => severity === 'CRITICAL');
    if (records.length > 0) outbox.add(tx, 'errors', records);
    if (critical.length > 0) outbox.add(tx, 'errorAlert', critical);
  }
}
