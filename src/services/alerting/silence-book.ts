import type { Silence } from '../../contract/alert.ts';
import type { ReadTransaction, Row } from '../ports/store.ts';

/** A row of `silences`. */
export interface SilenceRow extends Row {
  readonly silence: Silence;
}

export async function loadSilences(tx: ReadTransaction): Promise<readonly Silence[]> {
  return (await tx.list<SilenceRow>('silences')).map(({ silence }) => silence);
}
