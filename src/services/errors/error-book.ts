import type { Breadcrumb } from '../../contract/breadcrumb.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { PageState } from '../../domain/errors/page-state.ts';
import type { Signature } from '../../domain/errors/signature.ts';
import type { Row } from '../ports/store.ts';
import { day } from '../records/counter-rows.ts';
import type { TableRetention } from '../records/prune-rows.ts';
import { RecordLog } from '../records/record-log.ts';

/** A session: who, when, and the last steps, oldest first. */
export interface SessionRow extends Row {
  readonly lastAt: number;
  readonly userId: string | null;
  readonly crumbs: readonly Breadcrumb[];
  readonly page?: PageState | undefined;
}

/** The groups that a fault's other wordings may belong to. */
export interface FamilyRow extends Row {
  readonly lastAt: number;
  readonly members: readonly Signature[];
}

export const familyPrefix = 'errors:family:';

/** `maxAge` in ms since an occurrence, a group's last occurrence, a session's last sign of life. */
export const errorBook = new RecordLog<ErrorRecord>({ store: 'errors', maxAge: 30 * day, maxRows: 2_000 });
export const groupsKept: TableRetention = { store: 'groups', maxAge: 90 * day, maxRows: 1_000 };
export const sessionsKept: TableRetention = { store: 'sessions', maxAge: 2 * day, maxRows: 500 };
