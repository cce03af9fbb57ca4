import type { AlertDefinition } from '../../contract/alert.ts';
import { builtInAlerts } from '../../domain/alerting/built-in-alerts.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { readDefinitions } from './definition-rows.ts';

/** All alerts, whole. */
export function loadDefinitions(tx: ReadTransaction): Promise<ReadonlyMap<string, AlertDefinition>> {
  return readDefinitions(tx, builtInAlerts);
}

export function unknownAlert(definitions: ReadonlyMap<string, AlertDefinition>, id: string): string {
  return `unknown alert ${JSON.stringify(id)}; known: ${[...definitions.keys()].join(', ')}`;
}
