import type { Breadcrumb } from '../../contract/breadcrumb.ts';
import type { ErrorRecord, PerformanceContext } from '../../contract/error-record.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { ErrorSignal } from '../../contract/signal.ts';
import { recordBase } from '../delivery/record-base.ts';
import { rememberOf } from '../remember-of.ts';
import { browserName } from './browser-name.ts';
import { classify } from './classify.ts';
import { fingerprintOf } from './fingerprint.ts';
import { pagePath } from './page-path.ts';
import { parseStack } from './parse-stack.ts';
import { plainError } from './plain-error.ts';

/** One object for all errors of a batch: what stands in many records under one reference is stored once. */
const contextOf = rememberOf((client: ClientInfo) => {
  const { tabId: _, app: __, release: ___, environment: ____, features: _____, ...about } = client;
  return { ...browserName(about.userAgent), ...about };
});

/** An error as it is stored: what was observed, what follows from it, and the trail that led there; all but its group. */
export function toErrorRecord(signal: ErrorSignal, client: ClientInfo, breadcrumbs: readonly Breadcrumb[], page?: PerformanceContext): Omit<ErrorRecord, 'signature'> {
  const { scope, mechanism, handled, context, performance, correlationId = context?.correlationId as string | undefined } = signal;
  const { stack, props = {}, causes = [] } = signal.error;
  // A stack that the page has set, or a plain object has, is a member like all others.
  const { stack: _, ...properties } = props;
  const { release, environment } = client;
  const { user, url } = scope;
  const told = plainError(signal.error);
  const frames = parseStack(stack, told.message);
  const seen = { ...told, stack, frames, mechanism, handled, url };
  // A script of another origin without CORS: the browser tells no more than that something failed.
  const crossOrigin = !frames.length && /^Script error\.?$/.test(told.message);
  const browserContext = contextOf(client);
  const tags = { browser: browserContext.browser, url: pagePath(url), release, environment, mechanism, handled: `${handled}`, 'cross-origin': crossOrigin && 'true' };
  return {
    ...recordBase('error', client, signal),
    ...seen,
    ...classify({ ...signal, error: { ...signal.error, ...told } }),
    cause: causes.map(({ name, message, stack }) => ({ name, message, frames: parseStack(stack, message) })),
    ...(correlationId && { correlationId }),
    userId: user?.id ?? (typeof context?.userId === 'string' ? context.userId : null),
    browserContext,
    appContext: {
      ...scope.context,
      ...context,
      ...(user && { user: { id: user.id, ...user.profile } }),
      ...(Object.keys(properties)[0] && { properties }),
      ...(crossOrigin && { advice: 'The script needs CORS and crossorigin="anonymous".' }),
    },
    fingerprint: fingerprintOf(seen),
    tags: Object.entries(tags).flatMap(([key, value]) => (value ? `${key}:${value}` : [])),
    breadcrumbs,
    performance: { ...page, ...performance },
  };
}
