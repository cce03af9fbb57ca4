import type { AlertDefinition } from '../../contract/alert.ts';
import type { Watched } from '../../domain/alerting/alert-levels.ts';

/** Those that a page's own condition evaluates. Only whole definitions have one. */
export const conditionsOf = (definitions: ReadonlyMap<string, AlertDefinition | Watched>): readonly AlertDefinition[] =>
  [...definitions.values()].filter((definition): definition is AlertDefinition => !!definition.condition);
