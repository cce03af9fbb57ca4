import { recordId } from '../../contract/record-id.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Signal } from '../../contract/signal.ts';

/** What every record that can leave the browser says: which it is, when and where it was seen. */
export function recordBase(kind: Parameters<typeof recordId>[0], { tabId, app, release, environment }: ClientInfo, { at, seq, scope: { url, sessionId } }: Signal) {
  return { id: recordId(kind, at, tabId, seq), timestamp: at, url, sessionId, tabId, app, release, environment };
}
