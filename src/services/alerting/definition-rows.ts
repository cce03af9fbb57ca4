import type { AlertDefinition } from '../../contract/alert.ts';
import type { ReadTransaction, Row } from '../ports/store.ts';

/** A row of `definitions`: what a page registered, or `null` where it took an alert away. */
export interface DefinitionRow extends Row {
  readonly definition: AlertDefinition | null;
}

/** The built-in alerts, as much of them as is asked for, as the pages of this origin have changed them, and their own. */
export async function readDefinitions<Known>(tx: ReadTransaction, builtIn: ReadonlyMap<string, Known>): Promise<ReadonlyMap<string, Known | AlertDefinition>> {
  const all = new Map<string, Known | AlertDefinition>(builtIn);
  for (const { key, definition } of await tx.list<DefinitionRow>('definitions')) {
    if (definition) all.set(key, definition);
    else all.delete(key);
  }
  return all;
}
