import type { Breadcrumb } from '../../contract/breadcrumb.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { Signal } from '../../contract/signal.ts';
import { breadcrumbOf, errorCrumb, withCrumb } from '../../domain/errors/breadcrumb-of.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';

/** Different errors that are remembered of a session. */
const maxSignatures = 100;

/** A session: who, when, the last steps, and which errors it met. */
export interface SessionRow extends Row {
  readonly startedAt: number;
  readonly lastAt: number;
  readonly userId: string | null;
  /** Oldest first, at most 100. */
  readonly crumbs: readonly Breadcrumb[];
  readonly signatures: readonly string[];
}

/** The trails of the sessions in one batch: each row is read once before the batch, followed in memory, and written once after it. */
export class BreadcrumbTrail {
  readonly #rows: Map<string, SessionRow>;

  private constructor(rows: Map<string, SessionRow>) {
    this.#rows = rows;
  }

  static async open(tx: ReadTransaction, signals: readonly Signal[]): Promise<BreadcrumbTrail> {
    const rows = new Map<string, SessionRow>();
    for (const { scope, at } of signals) {
      const key = scope.sessionId;
      if (!rows.has(key)) rows.set(key, (await tx.get<SessionRow>('sessions', key)) ?? { key, startedAt: at, lastAt: at, userId: null, crumbs: [], signatures: [] });
    }
    return new BreadcrumbTrail(rows);
  }

  /** The steps so far, oldest first. */
  crumbs(sessionId: string): readonly Breadcrumb[] {
    return this.#rows.get(sessionId)?.crumbs ?? [];
  }

  /** One more observation of a session; a step, if it is one. */
  follow(signal: Signal): void {
    const row = this.#rows.get(signal.scope.sessionId);
    if (!row) return;
    const crumb = breadcrumbOf(signal);
    this.#rows.set(row.key, {
      ...row,
      startedAt: Math.min(row.startedAt, signal.at),
      lastAt: Math.max(row.lastAt, signal.at),
      userId: signal.scope.user?.id ?? row.userId,
      crumbs: crumb ? withCrumb(row.crumbs, crumb) : row.crumbs,
    });
  }

  /** An error is a step too, and counts among the session's different errors. */
  followError(record: ErrorRecord): void {
    const row = this.#rows.get(record.sessionId);
    if (!row) return;
    const known = row.signatures.includes(record.signature) || row.signatures.length >= maxSignatures;
    this.#rows.set(row.key, {
      ...row,
      crumbs: withCrumb(row.crumbs, errorCrumb(record)),
      signatures: known ? row.signatures : [...row.signatures, record.signature],
    });
  }

  close(tx: Transaction): void {
    for (const row of this.#rows.values()) tx.put('sessions', row);
  }
}
