import type { Breadcrumb } from '../../contract/breadcrumb.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import { recordId } from '../../contract/record-id.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { ErrorSignal } from '../../contract/signal.ts';
import type { Analysis } from './analyse-error.ts';
import { browserName } from './browser-name.ts';
import { crossOriginAdvice, isCrossOrigin } from './noise.ts';
import { pagePath } from './page-path.ts';

/** An error as it is stored: what was observed, what follows from it, and the trail that led there. */
export function toErrorRecord(signal: ErrorSignal, client: ClientInfo, analysis: Analysis, signature: string, breadcrumbs: readonly Breadcrumb[]): ErrorRecord {
  const { error, scope, mechanism } = signal;
  const crossOrigin = isCrossOrigin(error.message, analysis.frames);
  return {
    id: recordId('error', signal.at, client.tabId, signal.seq),
    timestamp: signal.at,
    name: error.name,
    message: error.message,
    stack: error.stack,
    frames: analysis.frames,
    cause: analysis.causes,
    category: analysis.category,
    severity: analysis.severity,
    mechanism,
    handled: signal.handled,
    url: scope.url,
    userId: scope.user?.id ?? (typeof signal.context?.userId === 'string' ? signal.context.userId : null),
    sessionId: scope.sessionId,
    tabId: client.tabId,
    app: client.app,
    release: client.release,
    environment: client.environment,
    browserContext: browserContext(client),
    appContext: {
      ...scope.context,
      ...signal.context,
      ...(scope.user ? { user: { id: scope.user.id, ...scope.user.profile } } : {}),
      ...(error.props ? { properties: error.props } : {}),
      ...(crossOrigin ? { advice: crossOriginAdvice } : {}),
    },
    signature,
    fingerprint: analysis.fingerprint,
    tags: [
      `browser:${browserName(client.userAgent).name}`,
      `url:${pagePath(scope.url)}`,
      ...(client.release ? [`release:${client.release}`] : []),
      ...(client.environment ? [`environment:${client.environment}`] : []),
      `mechanism:${mechanism}`,
      `handled:${signal.handled}`,
      ...(crossOrigin ? ['cross-origin:true'] : []),
    ],
    breadcrumbs,
    performance: signal.performance ?? {},
  };
}

function browserContext(client: ClientInfo): Readonly<Record<string, unknown>> {
  const { name, version } = browserName(client.userAgent);
  const { userAgent, language, timeZone, viewport, secureContext, connection, deviceMemory } = client;
  return {
    browser: name,
    browserVersion: version,
    userAgent,
    language,
    timeZone,
    viewport,
    secureContext,
    ...(connection === undefined ? {} : { connection }),
    ...(deviceMemory === undefined ? {} : { deviceMemory }),
  };
}
