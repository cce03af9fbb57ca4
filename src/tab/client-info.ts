import type { OpsOptions } from '../contract/config.ts';
import type { ClientInfo } from '../contract/scope.ts';

/** What is constant for this document. */
export function clientInfo(tabId: string, { app = 'app', release = '', environment = 'production' }: OpsOptions, debug?: boolean): ClientInfo {
  const { userAgent, language } = navigator;
  return {
    tabId,
    debug,
    app,
    release,
    environment,
    userAgent,
    language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    viewport: { width: innerWidth, height: innerHeight, pixelRatio: devicePixelRatio },
    secureContext: isSecureContext,
  };
}
