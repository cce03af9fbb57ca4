import type { OpsOptions } from '../contract/config.ts';
import type { ClientInfo } from '../contract/scope.ts';

/** Globals that the check `browser_compatibility` reads. */
const features = ['SharedWorker', 'indexedDB', 'BroadcastChannel', 'customElements', 'fetch'];

/** What is constant for this document. */
export function clientInfo(tabId: string, { app = 'app', release = '', environment = 'production' }: OpsOptions): ClientInfo {
  const { userAgent, language, connection, deviceMemory } = navigator as Navigator & { connection?: { effectiveType?: string }; deviceMemory?: number };
  return {
    tabId,
    app,
    release,
    environment,
    userAgent,
    language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    viewport: { width: innerWidth, height: innerHeight, pixelRatio: devicePixelRatio },
    secureContext: isSecureContext,
    features: Object.fromEntries(features.map((name) => [name, name in window])),
    connection: connection?.effectiveType,
    deviceMemory,
  };
}
