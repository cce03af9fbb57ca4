import type { AlertDefinition } from '../../contract/alert.ts';
import { builtInAlerts } from '../../domain/alerting/built-in-alerts.ts';
import type { ReadTransaction, Row } from '../ports/store.ts';

/** A row of `definitions`: what a page registered, or `null` where it took an alert away. */
export interface DefinitionRow extends Row {
  readonly definition: AlertDefinition | null;
}

/** The built-in alerts as the pages of this origin have changed them, and their own. */
export async function loadDefinitions(tx: ReadTransaction): Promise<ReadonlyMap<string, AlertDefinition>> {
  const all = new Map(builtInAlerts);
  for (const { key, definition } of await tx.list<DefinitionRow>('definitions')) {
    if (definition) all.set(key, definition);
    else all.delete(key);
  }
  return all;
}

/** Those that a page's own condition evaluates. */
export function conditionsOf(definitions: ReadonlyMap<string, AlertDefinition>): readonly AlertDefinition[] {
  return [...definitions.values()].filter(({ condition }) => condition);
}

export function unknownAlert(definitions: ReadonlyMap<string, AlertDefinition>, id: string): string {
  return `unknown alert ${JSON.stringify(id)}; known: ${[...definitions.keys()].join(', ')}`;
}
