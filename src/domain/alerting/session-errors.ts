import type { ErrorRecord } from '../../contract/error-record.ts';

/** The different errors of one session, by signature. */
export interface SessionErrors {
  readonly sessionId: string;
  /** At most 20: more makes no difference to anyone. */
  readonly signatures: readonly string[];
  /** epoch ms of the last error */
  readonly lastAt: number;
}

const mostSignatures = 20;

/** Messages for information are no errors; everything else that was captured is. */
export function countsAsSessionError(error: ErrorRecord): boolean {
  return error.severity !== 'INFO';
}

/** Adds errors of one session. The result is `grown` if one of them was new to it. */
export function foldSessionErrors(
  session: SessionErrors | undefined,
  errors: readonly ErrorRecord[],
  now: number,
): { readonly session: SessionErrors; readonly grown: boolean } | null {
  const counted = errors.filter(countsAsSessionError);
  const first = counted[0];
  if (!first) return null;
  const known = session?.signatures ?? [];
  const signatures = [...new Set([...known, ...counted.map((error) => error.signature)])].slice(0, mostSignatures);
  const lastAt = counted.reduce((last, error) => Math.max(last, Math.min(error.timestamp, now)), session?.lastAt ?? 0);
  return { session: { sessionId: first.sessionId, signatures, lastAt }, grown: signatures.length > known.length };
}

/** The session with the most different errors among those that had one since `from`. */
export function worstSession(sessions: readonly SessionErrors[], from: number): SessionErrors | null {
  let worst: SessionErrors | null = null;
  for (const session of sessions) if (session.lastAt >= from && session.signatures.length > (worst?.signatures.length ?? 0)) worst = session;
  return worst;
}
