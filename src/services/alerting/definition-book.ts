import type { AlertDefinition } from '../../contract/alert.ts';
import { builtInAlerts } from '../../domain/alerting/definitions.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';

/** A row of `definitions`: what a page registered, or `null` where it took a built-in alert away. */
interface DefinitionRow extends Row {
  readonly definition: AlertDefinition | null;
}

export const mostDefinitions = 200;

/** The built-in alerts as the pages of this origin have changed them, and their own. */
export async function loadDefinitions(tx: ReadTransaction): Promise<ReadonlyMap<string, AlertDefinition>> {
  const all = new Map<string, AlertDefinition>();
  for (const [id, { definition }] of builtInAlerts) all.set(id, definition);
  for (const { key, definition } of await tx.list<DefinitionRow>('definitions')) {
    if (definition) all.set(key, definition);
    else all.delete(key);
  }
  return all;
}

export function saveDefinition(tx: Transaction, definition: AlertDefinition): void {
  tx.put<DefinitionRow>('definitions', { key: definition.id, definition });
}

export function removeDefinition(tx: Transaction, id: string): void {
  if (builtInAlerts.has(id)) tx.put<DefinitionRow>('definitions', { key: id, definition: null });
  else tx.delete('definitions', id);
}

export function unknownAlert(id: string, definitions: ReadonlyMap<string, AlertDefinition>): string {
  return `unknown alert ${JSON.stringify(id)}; known: ${[...definitions.keys()].join(', ')}`;
}
