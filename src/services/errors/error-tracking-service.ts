import type { ErrorRecord } from '../../contract/error-record.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Signal } from '../../contract/signal.ts';
import { breadcrumbOf, errorCrumb, withCrumb } from '../../domain/errors/breadcrumb-of.ts';
import { foldGroup } from '../../domain/errors/group-fold.ts';
import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { joinFamily } from '../../domain/errors/join-family.ts';
import { isNoise } from '../../domain/errors/noise.ts';
import { signatureOf } from '../../domain/errors/signature.ts';
import type { Signature } from '../../domain/errors/signature.ts';
import { toErrorRecord } from '../../domain/errors/to-error-record.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Row, Transaction } from '../ports/store.ts';
import { pruneRows } from '../records/prune-rows.ts';
import { BatchRows } from './batch-rows.ts';
import { errorBook, groupsKept, sessionsKept, type SessionRow } from './error-book.ts';

export interface ErrorPorts {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

export interface ErrorsIngested {
  /** In the order of their signals. */
  readonly records: readonly ErrorRecord[];
  /** Second reports of an occurrence that was counted. */
  readonly duplicates: number;
  /** Noise: extensions, ResizeObserver loops, bots. */
  readonly ignored: number;
}

interface FamilyRow extends Row {
  readonly lastAt: number;
  readonly members: readonly Signature[];
}

const familyPrefix = 'errors:family:';

/**
 * Turns what tabs observed into error records and groups them.
 *
 * @example
 * const { records } = await store.write((tx) => errors.ingest(tx, client, signals));
 */
export class ErrorTrackingService {
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
    errorBook.append(tx, records);
    this.#ports.outbox.add(tx, 'errors', records);
    this.#ports.outbox.add(tx, 'errorAlert', records.filter(({ severity }) => severity === 'CRITICAL'));
    return { records, duplicates, ignored };
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    await errorBook.prune(tx, now);
    await pruneRows<GroupRow>(tx, groupsKept, (row) => row.lastSeen, now);
    await pruneRows<FamilyRow>(tx, { ...groupsKept, store: 'meta' }, (row) => row.lastAt, now, { from: familyPrefix, to: `${familyPrefix}\uffff` });
    await pruneRows<SessionRow>(tx, sessionsKept, (row) => row.lastAt, now);
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
