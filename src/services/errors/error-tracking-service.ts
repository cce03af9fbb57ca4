import type { ErrorRecord } from '../../contract/error-record.ts';
import type { ResolvedConfig } from '../../contract/config.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { DropReason, Signal } from '../../contract/signal.ts';
import { breadcrumbOf, errorCrumb, withCrumb } from '../../domain/errors/breadcrumb-of.ts';
import { callError } from '../../domain/errors/call-error.ts';
import { foldGroup } from '../../domain/errors/group-fold.ts';
import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { ignoreReason } from '../../domain/errors/ignore-reason.ts';
import { joinFamily } from '../../domain/errors/join-family.ts';
import { pageContext, withPageSignal } from '../../domain/errors/page-state.ts';
import { signatureOf } from '../../domain/errors/signature.ts';
import type { Signature } from '../../domain/errors/signature.ts';
import { toErrorRecord } from '../../domain/errors/to-error-record.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Transaction } from '../ports/store.ts';
import { errorBook, familyPrefix, type FamilyRow, type SessionRow } from './error-book.ts';

export interface ErrorPorts {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly config: () => ResolvedConfig;
}

export interface ErrorsIngested {
  /** In the order of their signals. */
  readonly records: readonly ErrorRecord[];
  /** Second reports of an occurrence that was counted. */
  readonly duplicates: number;
  /** What options leave out, and noise: extensions, ResizeObserver loops, bots. In all, and by reason. */
  readonly ignored: Readonly<Partial<Record<DropReason, number>>>;
}

type Session = { -readonly [K in keyof SessionRow]: SessionRow[K] };

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

  /**
   * Takes all signals of a tab's batch, in their order: besides errors they hold the steps that led there. A group is got and put as often as an error touches
   * it: the transaction is one that reads and writes each row once (`gathered`).
   */
  async ingest(tx: Transaction, client: ClientInfo, signals: readonly Signal[]): Promise<ErrorsIngested> {
    const { clock, config, outbox } = this.#ports;
    const { errors: options } = config();
    const { tabId } = client;
    const now = clock.now();
    const records: ErrorRecord[] = [];
    let duplicates = 0;
    const ignored: Partial<Record<DropReason, number>> = {};

    const sessions = new Map<string, Session>();
    for (const signal of signals) {
      const { scope } = signal;
      let session = sessions.get(scope.sessionId);
      if (!session) {
        const { userId = null, crumbs = [], page } = (await tx.get<SessionRow>('sessions', scope.sessionId)) ?? {};
        sessions.set(scope.sessionId, (session = { key: scope.sessionId, lastAt: now, userId, crumbs, page }));
      }
      session.userId = scope.user?.id ?? session.userId;
      session.page = withPageSignal(session.page, tabId, signal);
      const step = breadcrumbOf(signal);
      if (step) session.crumbs = withCrumb(session.crumbs, step);
      const error = signal.kind === 'api' ? callError(signal, options) : signal;
      if (error?.kind !== 'error') continue;

      const seen = toErrorRecord(error, client, session.crumbs, pageContext(session.page, tabId, signal.at));
      const reason = ignoreReason(seen, client.userAgent, options);
      if (reason) {
        for (const counter of ['ignored', `ignored: ${reason}`] as const) ignored[counter] = (ignored[counter] ?? 0) + 1;
        continue;
      }
      const record = { ...seen, signature: await this.#join(tx, signatureOf(seen, options.fingerprint), now) };
      const group = foldGroup(await tx.get<GroupRow>('groups', record.signature), record, now);
      if (!group) {
        duplicates += 1;
        continue;
      }
      tx.put('groups', group);
      session.crumbs = withCrumb(session.crumbs, errorCrumb(record));
      records.push(record);
    }
    for (const session of sessions.values()) tx.put('sessions', session);

    errorBook.append(tx, records);
    outbox.add(tx, 'errors', records);
    outbox.add(tx, 'errorAlert', records.filter(({ severity }) => severity === 'CRITICAL'));
    return { records, duplicates, ignored };
  }

  /** The signature of the group that an error belongs to. */
  async #join(tx: Transaction, identity: Signature, lastAt: number): Promise<string> {
    if (!identity.family) return identity.signature;
    const key = familyPrefix + identity.family;
    const { signature, members } = joinFamily((await tx.get<FamilyRow>('meta', key))?.members ?? [], identity);
    tx.put<FamilyRow>('meta', { key, lastAt, members });
    return signature;
  }
}
