/**
 * The id of a record, known in the tab the moment it is captured and again in the worker without being sent:
 * `error_1640995200000_k3f9a0-1c`. Unique because `tabId` is random for each document and `seq` counts within it.
 */
export function recordId(kind: 'error' | 'log' | 'metric', at: number, tabId: string, seq: number): string {
  return `${kind}_${Math.round(at)}_${tabId}-${seq.toString(36)}`;
}
